from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, tab_stops
from helpers.fake_settings import FakeSettings
from helpers.jobs import InlineJobs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.preferences import Preferences
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.page import KeyPlace, SettingsPage, StorageFacts
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.settings.vault_card import VaultCard
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.settings import SettingsService

SIGNALS = {
    "What opens it…": "lock_requested",
    "New recovery code…": "code_requested",
    "Backups…": "backups_requested",
    "Move it…": "move_requested",
    "Delete everything…": "delete_requested",
}


def settings_page(qtbot: QtBot, key: KeyPlace | None) -> SettingsPage:
    facts = StorageFacts(Path("/home/lea/repair"), key, "GNOME Keyring", "1.0", True)
    service = SettingsService(FakeSettings().as_journal())
    presenter = None if key is None else SettingsPresenter(service, InlineJobs())
    page = SettingsPage(Preferences(), ("en",), facts, ProblemWords(), presenter)
    if presenter is not None:
        presenter.setParent(page)
    qtbot.addWidget(page)
    page.resize(720, 560)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize("key", [KeyPlace.KEYRING, KeyPlace.PASSPHRASE])
def test_each_button_asks_for_its_page(qtbot: QtBot, theme: ThemeController, key: KeyPlace) -> None:
    page = settings_page(qtbot, key)
    [card] = page.findChildren(VaultCard)
    asked: list[str] = []
    for name in SIGNALS.values():
        getattr(page, name).connect(lambda name=name: asked.append(name))
    buttons = card.findChildren(QPushButton)
    assert [button.text() for button in buttons] == list(SIGNALS)
    assert set(buttons) <= set(tab_stops(page))
    assert list(complaints(page)) == []
    for button in buttons:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert asked == list(SIGNALS.values())


@pytest.mark.parametrize("key", [KeyPlace.DEMO, None])
def test_a_made_up_journal_and_none_at_all_have_nothing_to_take_care_of(
    qtbot: QtBot, key: KeyPlace | None
) -> None:
    assert settings_page(qtbot, key).findChildren(VaultCard) == []

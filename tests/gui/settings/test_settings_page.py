from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers.accessible import complaints, press_by_reader, read_aloud, tab_stops
from helpers.fake_settings import FakeSettings
from helpers.jobs import InlineJobs
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop import __version__
from repair_desktop.core.errors import DiskFull, FolderReadOnly
from repair_desktop.core.preferences import Preferences
from repair_desktop.core.wording import COUNSELLOR
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.page import KeyPlace, SettingsPage, StorageFacts
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.wrapping_box import WrappingBox
from repair_desktop.services.settings import JournalSettings, SettingsService

FOLDER = Path("/home/lea/.local/share/repair")
FACTS = StorageFacts(FOLDER, KeyPlace.KEYRING, "GNOME Keyring", __version__)
PREFERENCES = Preferences(theme="dark", text_percent=120, reduced_motion=True)
LANGUAGES = ("en", "de")


MINUTES = "Minutes without a key, a click or a movement"
LOCK = "Lock my journal when I am away"


class Shown:
    """The page, with a journal in memory or without one."""

    def __init__(
        self,
        qtbot: QtBot,
        is_open: bool = True,
        kept: JournalSettings | None = None,
        facts: StorageFacts = FACTS,
        languages: tuple[str, ...] = LANGUAGES,
    ) -> None:
        self.journal = FakeSettings()
        self.service = SettingsService(self.journal.as_journal())
        self.service.save(kept or JournalSettings())
        self.jobs = InlineJobs()
        presenter = SettingsPresenter(self.service, self.jobs) if is_open else None
        self.presenter = presenter
        self.page = SettingsPage(PREFERENCES, languages, facts, ProblemWords(), presenter)
        self.page.resize(640, 520)
        self.changes: list[Preferences] = []
        self.page.preferences_changed.connect(self.changes.append)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()

    def radio(self, text: str) -> QRadioButton:
        return next(r for r in self.page.findChildren(QRadioButton) if r.text() == text)

    def box(self, name: str) -> WrappingBox:
        boxes = self.page.findChildren(WrappingBox)
        return next(box for box in boxes if box.accessibleName() == name)

    def combo(self, name: str) -> QComboBox:
        return next(c for c in self.page.findChildren(QComboBox) if c.accessibleName() == name)

    def name(self) -> QLineEdit:
        fields = self.page.findChildren(QLineEdit)
        return next(f for f in fields if f.accessibleName() == "A name or initials")

    def click(self, control: QWidget) -> None:
        where = QPoint(12, control.height() // 2)
        QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=where)

    def words(self) -> str:
        return read_aloud(self.page)

    def kept(self) -> JournalSettings:
        return self.service.load()


def minutes_of(shown: Shown) -> QSpinBox:
    boxes = shown.page.findChildren(QSpinBox)
    return next(box for box in boxes if box.accessibleName() == MINUTES)


def only(page: QWidget, kind: type[QSlider] | type[QSpinBox]) -> QSlider | QSpinBox:
    """The control for the size of text."""
    return next(c for c in page.findChildren(kind) if c.accessibleName().startswith("Size of"))


# --- wording ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "checked", "name"),
    [
        ("", "My therapist", ""),
        (COUNSELLOR, "My counsellor", ""),
        ("M.", "A name or initials", "M."),
    ],
)
def test_what_was_chosen_before_is_shown(qtbot: QtBot, kept: str, checked: str, name: str) -> None:
    shown = Shown(qtbot, kept=JournalSettings(kept, ask_checks=False, all_prompts=True))
    assert [r.text() for r in shown.page.findChildren(QRadioButton) if r.isChecked()] == [checked]
    assert shown.name().text() == name
    assert not shown.box("Ask how strong my distress is, before and after").isChecked()
    assert shown.box("Show all questions of a step on one page").isChecked()
    assert shown.journal.writes == 1


def test_a_choice_of_words_counts_at_once_and_shows_how_it_reads(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert "You can like your therapist and still be hurt by your therapist." in shown.words()
    shown.click(shown.radio("My counsellor"))
    assert shown.kept().therapist == COUNSELLOR
    assert "You can like your counsellor and still be hurt by your counsellor." in shown.words()
    shown.click(shown.radio("A name or initials"))
    assert shown.name().hasFocus()
    QTest.keyClicks(shown.name(), "M.")
    assert shown.kept().therapist == "M."
    assert "You can like M. and still be hurt by M." in shown.words()
    assert "M.." not in shown.words()
    shown.click(shown.radio("My therapist"))
    assert shown.kept().therapist == ""


def test_a_screen_reader_chooses_the_words(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    press_by_reader(shown.radio("My counsellor"))
    assert shown.kept().therapist == COUNSELLOR
    assert "hurt by your counsellor." in shown.words()
    press_by_reader(shown.radio("A name or initials"))
    assert shown.name().hasFocus()
    QTest.keyClicks(shown.name(), "M.")
    assert shown.kept().therapist == "M."
    press_by_reader(shown.radio("A name or initials"))
    assert shown.radio("A name or initials").isChecked()
    press_by_reader(shown.radio("My therapist"))
    assert shown.kept().therapist == ""


def test_the_chosen_words_can_be_chosen_once_more(qtbot: QtBot) -> None:
    shown = Shown(qtbot, kept=JournalSettings("M."))
    before = shown.journal.writes
    shown.click(shown.radio("A name or initials"))
    assert shown.name().hasFocus()
    assert shown.journal.writes == before + 1


def test_typing_a_name_chooses_it(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    QTest.keyClicks(shown.name(), " Dr {X} ")
    assert shown.radio("A name or initials").isChecked()
    assert shown.kept().therapist == "Dr {X}"
    assert "You can like Dr {X} and" in shown.words()
    shown.name().selectAll()
    QTest.keyClick(shown.name(), Qt.Key.Key_Backspace)
    assert shown.kept().therapist == ""


# --- writing ---------------------------------------------------------------------------------


def test_each_writing_setting_counts_at_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot, kept=JournalSettings(therapist="M."))
    shown.click(shown.box("Ask how strong my distress is, before and after"))
    assert shown.kept() == JournalSettings("M.", ask_checks=False)
    shown.click(shown.box("Show all questions of a step on one page"))
    assert shown.kept() == JournalSettings("M.", ask_checks=False, all_prompts=True)


def test_a_screen_reader_switches_the_writing_settings(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    box = shown.box("Show all questions of a step on one page")
    for wanted in (True, False):
        press_by_reader(box)
        assert shown.kept().all_prompts is wanted
        assert box.isChecked() is wanted


def test_what_was_not_kept_is_said_and_not_shown_as_chosen(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.journal.fail = DiskFull()
    checks = shown.box("Ask how strong my distress is, before and after")
    shown.click(checks)
    assert "Not kept. There is no space left to write to. Make some space" in shown.words()
    assert checks.isChecked()
    QTest.keyClicks(shown.name(), "M.")
    assert shown.radio("My therapist").isChecked()
    assert shown.name().text() == "M."
    assert shown.kept() == JournalSettings()
    shown.journal.fail = None
    shown.click(shown.radio("A name or initials"))
    assert shown.kept().therapist == "M."
    assert "Not kept." not in shown.words()


def test_settings_that_can_not_be_read_say_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_service: SettingsService) -> JournalSettings:
        raise FolderReadOnly()

    monkeypatch.setattr(SettingsService, "load", fail)
    journal = FakeSettings()
    presenter = SettingsPresenter(SettingsService(journal.as_journal()), InlineJobs())
    page = SettingsPage(PREFERENCES, LANGUAGES, FACTS, ProblemWords(), presenter)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert ProblemWords().words(FolderReadOnly()).title in read_aloud(page)


def test_a_bug_is_not_a_calm_line(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.journal.fail = LookupError()
    assert shown.presenter is not None
    with pytest.raises(LookupError):
        shown.presenter.ask_checks(False)


# --- locking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("kept", "minutes"), [(5, 5), (30, 30), (None, 5)])
def test_after_how_long_it_locks_is_shown(qtbot: QtBot, kept: int | None, minutes: int) -> None:
    shown = Shown(qtbot, kept=JournalSettings(lock_after=kept))
    assert shown.box(LOCK).isChecked() == (kept is not None)
    assert minutes_of(shown).isEnabled() == (kept is not None)
    assert minutes_of(shown).value() == minutes
    assert shown.journal.writes == 1


def test_after_how_long_it_locks_counts_at_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert (minutes_of(shown).minimum(), minutes_of(shown).maximum()) == (1, 30)
    QTest.keyClick(minutes_of(shown), Qt.Key.Key_Up)
    assert shown.kept().lock_after == 6
    shown.click(shown.box(LOCK))
    assert shown.kept().lock_after is None
    assert not minutes_of(shown).isEnabled()
    shown.click(shown.box(LOCK))
    assert shown.kept().lock_after == 6


def test_a_lock_that_was_not_kept_is_not_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.journal.fail = DiskFull()
    shown.click(shown.box(LOCK))
    assert shown.box(LOCK).isChecked()
    assert minutes_of(shown).isEnabled()
    assert "Not kept." in shown.words()


def test_the_wheel_does_not_change_the_minutes(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.page.resize(640, 2_000)
    QApplication.processEvents()
    where = QPointF(minutes_of(shown).mapTo(shown.page, minutes_of(shown).rect().center()))
    QTest.wheelEvent(shown.page.windowHandle(), where, QPoint(0, 120))
    assert shown.kept().lock_after == 5


@pytest.mark.parametrize("key", list(KeyPlace))
def test_it_is_said_when_locking_only_hides(qtbot: QtBot, key: KeyPlace) -> None:
    shown = Shown(qtbot, facts=replace(FACTS, key=key))
    assert ("locking only hides it" in shown.words()) == (key is KeyPlace.KEYRING)


# --- appearance ------------------------------------------------------------------------------


@pytest.mark.parametrize("is_open", [False, True])
def test_how_it_looks_now_is_shown(qtbot: QtBot, is_open: bool) -> None:
    shown = Shown(qtbot, is_open)
    assert shown.combo("Colours").currentText() == "Dark"
    assert only(shown.page, QSlider).value() == 120
    assert only(shown.page, QSpinBox).value() == 120
    assert shown.box("Nothing moves").isChecked()
    assert not shown.box("A window title that does not name Repair").isChecked()
    assert shown.changes == []


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Use the computer's own font", "system_font"),
        ("Nothing moves", "reduced_motion"),
        ("A window title that does not name Repair", "neutral_title"),
    ],
)
def test_each_box_counts_at_once(qtbot: QtBot, name: str, field: str) -> None:
    shown = Shown(qtbot, is_open=False)
    before = getattr(PREFERENCES, field)
    for wanted in (not before, before):
        shown.click(shown.box(name))
        change: dict[str, Any] = {field: wanted}
        assert shown.changes[-1] == replace(PREFERENCES, **change)


def test_a_screen_reader_switches_a_box_of_the_appearance(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    for wanted in (False, True):
        press_by_reader(shown.box("Nothing moves"))
        assert shown.changes[-1] == replace(PREFERENCES, reduced_motion=wanted)
    assert len(shown.changes) == 2


def test_colours_count_at_once(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    colours = shown.combo("Colours")
    assert [colours.itemText(n) for n in range(colours.count())] == [
        "As the computer",
        "Light",
        "Dark",
        "High contrast",
    ]
    QTest.keyClick(colours, Qt.Key.Key_Down)
    assert shown.changes == [replace(PREFERENCES, theme="contrast")]


def test_text_size_by_slider_and_by_number(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    slider, number = only(shown.page, QSlider), only(shown.page, QSpinBox)
    assert (slider.minimum(), slider.maximum()) == (90, 200)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert shown.changes == [replace(PREFERENCES, text_percent=130)]
    assert number.value() == 130
    QTest.keyClick(number, Qt.Key.Key_Down)
    assert shown.changes[-1] == PREFERENCES
    assert slider.value() == 120
    assert len(shown.changes) == 2


def test_each_change_keeps_the_others(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    QTest.keyClick(only(shown.page, QSlider), Qt.Key.Key_Right)
    shown.click(shown.box("Nothing moves"))
    assert shown.changes[-1] == replace(PREFERENCES, text_percent=130, reduced_motion=False)


def test_what_was_changed_elsewhere_is_shown_without_telling_anybody(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    elsewhere = Preferences(theme="light", text_percent=200, neutral_title=True)
    shown.page.show_preferences(elsewhere)
    assert shown.combo("Colours").currentText() == "Light"
    assert only(shown.page, QSpinBox).value() == 200
    assert shown.box("A window title that does not name Repair").isChecked()
    assert shown.changes == []
    shown.click(shown.box("Use the computer's own font"))
    assert shown.changes == [replace(elsewhere, system_font=True)]


def test_language_is_asked_only_where_there_is_a_choice(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    QTest.keyClick(shown.combo("Language"), Qt.Key.Key_End)
    assert shown.changes == [replace(PREFERENCES, language="de")]
    assert "from its next start on" in shown.words()
    alone = Shown(qtbot, languages=("en",))
    assert "Language" not in [c.accessibleName() for c in alone.page.findChildren(QComboBox)]


@pytest.mark.parametrize("name", ["Colours", "Size of text, in per cent", "Language"])
def test_the_wheel_scrolls_and_changes_nothing(qtbot: QtBot, name: str) -> None:
    shown = Shown(qtbot, is_open=False)
    controls = shown.page.findChildren(QWidget)
    control = next(c for c in controls if c.accessibleName() == name)
    control.setFocus()
    for turn in (120, -120):
        where = QPointF(control.mapTo(shown.page, control.rect().center()))
        QTest.wheelEvent(shown.page.windowHandle(), where, QPoint(0, turn))
    assert shown.changes == []


# --- what is said ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (KeyPlace.KEYRING, "Its key lies in your computer's password store (GNOME Keyring). "
            "Anyone who can use your computer login can open it."),
        (KeyPlace.PASSPHRASE, "It opens with your passphrase only. If the passphrase is "
            "forgotten, nobody can open it."),
        (KeyPlace.DEMO, "This is a made-up journal. It is gone when you leave it."),
        (None, "It is not open now."),
    ],
)  # fmt: skip
def test_what_is_stored_where_and_who_can_open_it(
    qtbot: QtBot, key: KeyPlace | None, said: str
) -> None:
    shown = Shown(qtbot, is_open=False, facts=replace(FACTS, key=key))
    words = shown.words()
    assert "What is stored, where, and who can open it" in words
    assert said in words
    assert "one locked file on this computer" in words
    place = next(
        f for f in shown.page.findChildren(QLineEdit) if f.accessibleName() == "The folder"
    )
    assert place.text() == str(FOLDER)
    assert place.isReadOnly()
    assert place.cursorPosition() == 0


@pytest.mark.parametrize("key", [KeyPlace.KEYRING, KeyPlace.PASSPHRASE])
def test_whether_there_is_a_recovery_code_is_said(qtbot: QtBot, key: KeyPlace) -> None:
    with_code = Shown(qtbot, is_open=False, facts=replace(FACTS, key=key, has_code=True)).words()
    assert "It opens with your recovery code as well." in with_code
    assert "nobody can open it" not in with_code
    without = Shown(qtbot, is_open=False, facts=replace(FACTS, key=key, has_code=False)).words()
    assert "It has no recovery code." in without
    unknown = Shown(qtbot, is_open=False, facts=replace(FACTS, key=key)).words()
    assert "recovery code" not in unknown


def test_about_names_version_licence_and_that_there_is_no_network(qtbot: QtBot) -> None:
    words = Shown(qtbot, is_open=False).words()
    assert f"Repair {__version__}. Free software under the MIT licence." in words
    assert "There is no network code in this program: no account, no cloud, no counting." in words
    assert "Not for emergencies. No one can see what you write, so no one can send help." in words
    for part in ("Qt (LGPL)", "SQLCipher", "Lora (OFL)", "Lucide (ISC)"):
        assert part in words


# --- open and closed -------------------------------------------------------------------------


def test_closed_there_is_nothing_of_the_journal_and_a_way_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot, is_open=False)
    assert shown.page.findChildren(QRadioButton) == []
    assert "therapist" not in shown.words()
    asked: list[bool] = []
    shown.page.closed.connect(lambda: asked.append(True))
    back = next(b for b in shown.page.findChildren(QPushButton) if b.text() == "Back")
    assert shown.page.rect().contains(back.mapTo(shown.page, back.rect().bottomRight()))
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_open_it_is_a_place_of_its_own_without_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert [b for b in shown.page.findChildren(QPushButton) if b.text() == "Back"] == []


@pytest.mark.parametrize("name", ["Colours", "Language"])
def test_a_combo_box_is_named_by_its_label(qtbot: QtBot, name: str) -> None:
    """On Linux, its accessible name is what is chosen in it."""
    shown = Shown(qtbot)
    buddies = {label.buddy(): label.text() for label in shown.page.findChildren(QLabel)}
    assert buddies[shown.combo(name)] == name


APPEARANCE = [
    "Colours",
    "Size of text, in per cent",
    "Size of text, as a number",
    "Use the computer's own font",
    "Nothing moves",
    "A window title that does not name Repair",
    "Language",
    "The folder",
]
OWN = [
    "My therapist",
    "A name or initials",
    "Ask how strong my distress is, before and after",
    "Show all questions of a step on one page",
    LOCK,
    MINUTES,
]
CARE = ["What opens it…", "New recovery code…", "Backups…", "Move it…", "Delete everything…"]


@pytest.mark.parametrize(
    ("is_open", "names"), [(False, [*APPEARANCE, "Back"]), (True, [*OWN, *APPEARANCE, *CARE])]
)
def test_every_control_is_named_large_enough_and_in_order(
    qtbot: QtBot, theme: ThemeController, is_open: bool, names: list[str]
) -> None:
    shown = Shown(qtbot, is_open)
    assert list(complaints(shown.page)) == []
    stops = [
        stop.accessibleName() or (stop.text() if isinstance(stop, QAbstractButton) else "")
        for stop in tab_stops(shown.page)
    ]
    start = stops.index(names[0])
    assert stops[start:] + stops[:start] == names


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_smallest_window(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    long = replace(FACTS, folder=Path("/a/folder" * 20))
    shown = Shown(qtbot, facts=long, kept=JournalSettings(therapist="M."))
    shown.page.resize(720 - theme.tokens.sidebar_folded_width, 500)
    QApplication.processEvents()
    assert shown.page._column.width() <= shown.page._scroll.viewport().width()

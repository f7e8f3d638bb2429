"""The icon beside the clock in the whole program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.app.surroundings import Surroundings
from repair_desktop.core.preferences import Preferences
from repair_desktop.gui.widgets.wrapping_box import WrappingBox
from repair_desktop.system.preferences import PreferencesStore

BOX = "Show an icon beside the clock"
NAME = "A window title that does not name Repair"
NONE_HERE = "Your desktop shows no such icons now."


class HomeWithTray(Home):
    """A computer whose desktop shows icons beside the clock, or none."""

    shows_tray = True

    def surroundings(self) -> Surroundings:
        return replace(super().surroundings(), shows_tray=lambda: self.shows_tray)


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> HomeWithTray:
    return HomeWithTray(qtbot, tmp_path / "home")


@pytest.fixture
def with_icon(home: HomeWithTray) -> HomeWithTray:
    PreferencesStore(home.folder).save(Preferences(tray_icon=True))
    return home


def box(person: Person, name: str = BOX) -> WrappingBox:
    person.settle()  # the first page comes once it is known whether there is a journal
    person.press("Settings")
    return next(
        b for b in person.window.findChildren(WrappingBox)
        if b.isVisible() and b.accessibleName() == name
    )  # fmt: skip


def name_of_icon(person: Person) -> str | None:
    icon = person.program._tray.icon
    return None if icon is None else icon.toolTip()


def choose(person: Person, text: str) -> None:
    (action,) = [each for each in person.program._tray.menu.actions() if each.text() == text]
    assert action.isEnabled()
    action.trigger()
    person.settle()


def test_it_is_off_until_it_is_turned_on_and_then_there_at_the_next_start(
    home: HomeWithTray,
) -> None:
    with home.program() as person:
        assert name_of_icon(person) is None
        assert not box(person).isChecked()
        person.press(BOX)
        assert name_of_icon(person) == "Repair"
        person.press(NAME)
        assert name_of_icon(person) == "Notes"
        assert person.window.windowTitle() == "Notes"
    with home.program() as person:
        assert name_of_icon(person) == "Notes"
        assert box(person).isChecked()
        person.press(BOX)
        assert name_of_icon(person) is None


def test_where_there_are_none_the_box_says_so(home: HomeWithTray) -> None:
    home.shows_tray = False
    with home.program() as person:
        assert not box(person).isEnabled()
        assert box(person).accessibleDescription() == NONE_HERE
        assert NONE_HERE in read_aloud(person.window)


def test_what_was_turned_on_can_be_turned_off_on_any_desktop(with_icon: HomeWithTray) -> None:
    with_icon.shows_tray = False
    with with_icon.program() as person:
        assert box(person).isEnabled()
        person.press(BOX)
        assert name_of_icon(person) is None


def test_a_check_in_from_it_lies_over_the_page_that_is_there(with_icon: HomeWithTray) -> None:
    with with_icon.program() as person:
        person.make_a_journal()
        person.press("Reflect")
        person.wait_for_page("Reflect")
        person.window.showMinimized()
        choose(person, "Check in")
        assert person.page().accessibleName() == "Check in"
        assert not person.window.isMinimized()
        person.press("Close")
        assert person.page().accessibleName() == "Reflect"


def test_a_check_in_while_locked_waits_behind_the_door(with_icon: HomeWithTray) -> None:
    with with_icon.program() as person:
        person.make_a_journal()
        choose(person, "Lock")
        person.wait(lambda: person.hands.sees("Open my journal"))
        (lock,) = [a for a in person.program._tray.menu.actions() if a.text() == "Lock"]
        assert not lock.isEnabled()
        choose(person, "Check in")
        person.press("Open my journal")
        person.wait_for_page("Today")
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == "Rough"


def test_a_veiled_window_stays_so(with_icon: HomeWithTray) -> None:
    with with_icon.program(lambda program: program.begin_demo(1)) as person:
        person.wait_for_page("Today")
        person.window.veil()
        choose(person, "Check in")
        assert person.window.is_veiled


def test_closing_the_window_ends_the_program_and_the_icon(with_icon: HomeWithTray) -> None:
    with with_icon.program() as person:
        person.make_a_journal()
        person.window.close()
        person.wait(lambda: not person.window.isVisible())
        assert name_of_icon(person) is None


def test_quit_saves_and_ends(with_icon: HomeWithTray) -> None:
    with with_icon.program() as person:
        person.make_a_journal()
        choose(person, "Quit")
        person.wait(lambda: not person.window.isVisible())
        assert person.program._session is None


@pytest.mark.parametrize("works", [True, False])
def test_it_goes_before_a_fresh_process_takes_over_and_stays_where_none_does(
    with_icon: HomeWithTray, works: bool
) -> None:
    seen: list[str | None] = []
    with with_icon.program() as person:

        def start_afresh(_looks: str) -> None:
            seen.append(name_of_icon(person))
            if not works:
                raise OSError

        person.program._around = replace(person.program._around, start_afresh=start_afresh)
        person.make_a_journal()
        choose(person, "Lock")
        person.wait(lambda: bool(seen))
        person.settle()
        assert seen == [None]
        assert name_of_icon(person) == (None if works else "Repair")

"""The way from the box in the settings to what Windows is asked for each window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import Home, Person
from pytestqt.qtbot import QtBot

from repair_desktop.app.surroundings import Surroundings
from repair_desktop.gui.widgets.wrapping_box import WrappingBox
from repair_desktop.system.screen_guard import ScreenGuard

BOX = "Keep Repair out of screenshots and screen sharing"
REFUSED = "Windows does not do this on this computer."


class HomeWithWindows(Home):
    """A computer whose Windows notes what it is asked for, by window."""

    works = True

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot, folder)
        self.affinities: dict[int, int] = {}

    def surroundings(self) -> Surroundings:
        def affinity(window: int, wanted: int) -> bool:
            self.affinities[window] = wanted
            return self.works

        user32 = SimpleNamespace(SetWindowDisplayAffinity=affinity)
        return replace(super().surroundings(), screen_guard=ScreenGuard(user32))

    def affinity_of(self, person: Person) -> int | None:
        return self.affinities.get(int(person.window.winId()))


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> HomeWithWindows:
    return HomeWithWindows(qtbot, tmp_path / "home")


def box(person: Person) -> WrappingBox:
    person.press("Settings")
    return next(b for b in person.hands.all(WrappingBox) if b.accessibleName() == BOX)


def test_it_is_on_at_first_and_what_is_chosen_holds_at_the_next_start(
    home: HomeWithWindows,
) -> None:
    with home.program() as person:
        assert home.affinity_of(person) == 0x11
        assert box(person).isChecked()
        assert "Screen readers still work." in read_aloud(person.window)
        assert REFUSED not in read_aloud(person.window)
        person.hands.click(box(person))
        assert home.affinity_of(person) == 0
    home.affinities.clear()
    with home.program() as person:
        assert home.affinity_of(person) is None
        assert not box(person).isChecked()
        person.hands.click(box(person))
        assert home.affinity_of(person) == 0x11


def test_where_windows_refuses_the_person_is_told(home: HomeWithWindows) -> None:
    home.works = False
    with home.program() as person:
        assert box(person).isChecked()
        assert REFUSED in read_aloud(person.window)
        assert "Screen readers still work." not in read_aloud(person.window)


def test_where_there_is_no_guard_nothing_is_said_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    class HomeWithout(Home):
        def surroundings(self) -> Surroundings:
            return replace(super().surroundings(), screen_guard=None)

    with HomeWithout(qtbot, tmp_path / "home").program() as person:
        person.press("Settings")
        person.wait_for_page("Settings")
        assert BOX not in read_aloud(person.window)
        assert "Windows" not in read_aloud(person.window)

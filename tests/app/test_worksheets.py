"""The other worksheets in the whole program, from Reflect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.whole_program import CONTENT, Home, Person
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.app.tour.hands import spoken_name
from repair_desktop.core.wording import fill
from repair_desktop.core.worksheets import Place
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.therapist_name import therapist_name

OFFERED = [sheet for sheet in CONTENT.worksheets.values() if Place.LIST in sheet.offered]


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with Home(qtbot, tmp_path / "home").program() as person:
        person.make_a_journal()
        yield person


def test_each_of_them_can_be_begun_from_reflect_and_left_again(person: Person) -> None:
    assert len(OFFERED) > 5
    for sheet in OFFERED:
        person.press("Reflect")
        person.wait_for_page("Reflect")
        title = fill(sheet.title, therapist_name(""))
        buttons = [name for name in names(person) if title in name]
        assert buttons, title
        person.press(buttons[0])
        person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
        person.settle()
    person.press("Reflect")
    person.wait_for_page("Reflect")
    assert "Other pages you wrote" not in read_aloud(person.window)  # looking leaves nothing


def names(person: Person) -> list[str]:
    return [spoken_name(button) for button in person.hands.all(QPushButton)]


def test_reading_is_offered_in_reflect(person: Person) -> None:
    person.press("Reflect")
    person.press("Read")
    person.wait_for_page("Read")

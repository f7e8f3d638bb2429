"""The page about the program, in the whole program, with licences as a package has them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.tools import load
from helpers.whole_program import Home, Person
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from repair_desktop.app import about_pages
from repair_desktop.app.about_pages import load_about


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What packaging/licences.py writes, where the program reads it."""
    folder = tmp_path / "licences"
    files = ("lib/PySide6/Qt/lib/libQt6Core.so.6", "lib/resources/fonts/Lora-OFL.txt")
    load("licences.py").collect(files, ("json", "repair_desktop", "keyring"), folder)

    def read(name: str) -> str:
        return (tmp_path / name).read_text(encoding="utf-8")

    monkeypatch.setattr(about_pages, "read_text", read)
    return folder


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


def test_every_part_of_a_package_can_be_read(packed: Path) -> None:
    about = load_about("1")
    assert about.parts[0].name == "Python"
    words = {part.name: part.read() for part in about.parts}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words["Qt"]
    assert "GNU GENERAL PUBLIC LICENSE" in words["Qt"]
    assert "SIL OPEN FONT LICENSE" in words["Lora, as Repair Heading"]


def test_qts_folder_is_there() -> None:
    assert [path for path in load_about("1").qt_folder.iterdir() if "Qt6Core" in path.name]


def test_a_package_for_a_mac_names_itself_in_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_about("1").sign_again == ""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "executable", "/My Apps/Repair.app/Contents/MacOS/repair-desktop")
    assert load_about("1").sign_again == "codesign --force --deep --sign - '/My Apps/Repair.app'"


def test_from_the_help_menu_to_a_licence_and_back(packed: Path, home: Home) -> None:
    with home.program() as person:
        person.window.about_requested.emit()
        person.wait_for_page("About Repair")
        person.window.about_requested.emit()  # once more takes the first one's place
        person.wait_for_page("About Repair")
        person.press("Read the licence: Qt")
        person.wait(lambda: bool(licence(person)))
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence(person)
        person.press("Back")
        person.wait_for_page("About Repair")
        person.press("Back")
        person.wait(lambda: "Welcome to Repair" in read_aloud(person.window))


def licence(person: Person) -> str:
    return "".join(field.toPlainText() for field in person.hands.all(QPlainTextEdit))

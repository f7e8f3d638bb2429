"""Every screen of the program, met on the tour's own way through it."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import complaints, is_stop
from helpers.whole_program import Home
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.app.program import Program
from repair_desktop.app.tour import camera, walk_through
from repair_desktop.app.tour.hands import spoken_name
from repair_desktop.app.tour.walk import Walk
from repair_desktop.content.demo import load_demo
from repair_desktop.gui.shell.window import SMALLEST
from repair_desktop.gui.theme.controller import ThemeController


class Inspector(camera.Camera):
    """Looks closely where the camera would take a picture."""

    def __init__(self, folder: Path, look: camera.TourLook) -> None:
        super().__init__(folder, look)
        self.seen: list[str] = []
        self.complaints: list[str] = []

    def take(self, window: QWidget, theme: ThemeController, name: str) -> None:
        self.seen.append(name)
        usual = window.size()
        for size in (SMALLEST, usual):
            window.resize(size)
            for _ in range(3):  # a scroll bar that comes moves what is beside it
                QApplication.processEvents()
            found = [*complaints(window), *_wider_than_the_window(window)]
            self.complaints += [f"{name} at {size.width()}: {text}" for text in found]
        if name == "hidden":
            return  # Tab would lift the veil, as any key does
        self.complaints += [f"{name}: Tab never comes to {text}" for text in _out_of_reach(window)]


def _out_of_reach(window: QWidget) -> set[str]:
    """Return the names of controls that Tab should come to and does not."""
    before = window.focusWidget()
    stops = {
        id(w): spoken_name(w)
        for w in window.findChildren(QWidget)
        if is_stop(w, window) and not isinstance(w, QRadioButton)  # arrow keys go to these
    }
    missed = dict(stops)
    for _ in range(2 * len(stops)):
        window.activateWindow()
        focus = QApplication.focusWidget()
        if focus is not None:
            missed.pop(id(focus), None)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
    if before is not None:
        before.setFocus()
    return set(missed.values())


def _wider_than_the_window(window: QWidget) -> list[str]:
    found = []
    for area in window.findChildren(QScrollArea):
        inside, room = area.widget(), area.viewport().width()
        if area.isVisible() and inside is not None and inside.width() > room:
            found.append(f"{inside.width()} px in {room}")
    return found


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.mark.long
@pytest.mark.parametrize("keyring", [True, False])
def test_every_control_on_the_main_way_has_a_name_and_can_be_hit(
    home: Home, tmp_path: Path, keyring: bool
) -> None:
    home.secrets.is_available = keyring
    inspector = Inspector(tmp_path, home.look)
    answers = load_demo(home.content.worksheets).stories[0].answers
    walk_through(home.surroundings(), Program.begin, lambda walk: walk.main_job(answers), inspector)
    assert inspector.complaints == []
    assert {
        "welcome",
        "today",
        "help",
        "steady",
        "step-01",
        "take-along",
        "reflect",
        "timeline",
    } <= set(inspector.seen)
    assert {"lock-away", "locked-page", "locked-page-read"} <= set(inspector.seen)
    assert {"settings", "locked", "not-yours", "large-text", "hidden"} <= set(inspector.seen)


def test_every_control_in_the_made_up_journal(home: Home, tmp_path: Path) -> None:
    inspector = Inspector(tmp_path, home.look)
    walk_through(home.surroundings(), Program.begin_demo, Walk.made_up_journal, inspector)
    assert inspector.complaints == []
    assert {"made-up-timeline-around-sessions-year", "made-up-rupture"} <= set(inspector.seen)
    assert {"made-up-card", "made-up-practise", "made-up-card-large"} <= set(inspector.seen)

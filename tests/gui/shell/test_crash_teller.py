from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.shell.crash_teller import CrashTeller

REPORT = "ValueError\n  reflect.py, line 12, in save"


class Told:
    """Reads each message that comes up, and closes it."""

    def __init__(self) -> None:
        self.boxes: list[dict[str, str]] = []
        self.before_closing: Callable[[], None] = lambda: None

    def expect(self) -> None:
        QTimer.singleShot(0, self._read)

    def _read(self) -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            self.expect()
            return
        words = {"title": box.windowTitle(), "text": box.text(), "more": box.informativeText()}
        self.boxes.append(words | {"report": box.detailedText()})
        self.before_closing()
        box.accept()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QLabel("words")
    window.setWindowTitle("Notes")
    qtbot.addWidget(window)
    return window


def test_the_report_is_told_after_saving_and_without_the_programs_name_in_the_title(
    qtbot: QtBot, window: QWidget
) -> None:
    order: list[str] = []
    teller, told = CrashTeller(), Told()
    told.before_closing = lambda: order.append("told")
    teller.tell_in(window, lambda: order.append("saved"))
    told.expect()
    teller.crashed.emit(REPORT)
    qtbot.waitUntil(lambda: len(told.boxes) == 1)
    assert order == ["saved", "told"]
    assert told.boxes[0]["title"] == "Notes"
    assert told.boxes[0]["report"] == REPORT
    assert "You can go on" in told.boxes[0]["more"]
    assert "none of your words" in told.boxes[0]["more"]


def test_one_message_at_a_time(qtbot: QtBot, window: QWidget) -> None:
    teller, told = CrashTeller(), Told()
    teller.tell_in(window, lambda: None)

    def crash_again() -> None:
        teller.crashed.emit("second")
        QApplication.processEvents()

    told.before_closing = crash_again
    told.expect()
    teller.crashed.emit("first")
    qtbot.waitUntil(lambda: len(told.boxes) == 1)
    told.before_closing = lambda: None
    told.expect()
    teller.crashed.emit("third")
    qtbot.waitUntil(lambda: len(told.boxes) == 2)
    assert [box["report"] for box in told.boxes] == ["first", "third"]


def test_saving_that_fails_keeps_no_message_back(qtbot: QtBot, window: QWidget) -> None:
    teller, told = CrashTeller(), Told()

    def fail() -> None:
        raise RuntimeError

    teller.tell_in(window, fail)
    for _ in range(2):
        told.boxes.clear()
        told.expect()
        with qtbot.captureExceptions() as errors:
            teller.crashed.emit(REPORT)
            qtbot.waitUntil(lambda: len(told.boxes) == 1)
        assert [error[0] for error in errors] == [RuntimeError]


def test_a_report_from_another_thread_is_told_on_the_windows_own(
    qtbot: QtBot, window: QWidget
) -> None:
    teller, told = CrashTeller(), Told()
    where: list[threading.Thread] = []
    teller.tell_in(window, lambda: where.append(threading.current_thread()))
    told.expect()
    thread = threading.Thread(target=lambda: teller.crashed.emit(REPORT))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told.boxes) == 1)
    assert where == [threading.main_thread()]


def test_without_a_window_nothing_is_told(qtbot: QtBot) -> None:
    teller = CrashTeller()
    teller.crashed.emit(REPORT)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None

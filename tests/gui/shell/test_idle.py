from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from repair_desktop.gui.shell.idle import IdleWatch
from repair_desktop.gui.shell.window import MainWindow


class Watched:
    """A watch with a clock that only a test moves, and what it said."""

    def __init__(self, minutes: int | None = 5) -> None:
        self.now = 1_000.0
        self.heard: list[str] = []
        self.watch = IdleWatch(lambda: self.now)
        self.watch.warned.connect(lambda: self.heard.append("warned"))
        self.watch.stayed.connect(lambda: self.heard.append("stayed"))
        self.watch.idle.connect(lambda: self.heard.append("idle"))
        self.watch.start(minutes)

    def after(self, seconds: float) -> list[str]:
        self.now += seconds
        self.watch.look()
        return self.heard

    def due(self) -> float:
        """Seconds until it looks by itself."""
        return self.watch._timer.interval() / 1_000 if self.watch._timer.isActive() else -1.0


@pytest.fixture
def watched(window: MainWindow) -> Watched:
    return Watched()


def test_it_warns_half_a_minute_before_and_then_says_so(watched: Watched) -> None:
    assert watched.due() == pytest.approx(270, abs=0.01)
    assert watched.after(269) == []
    assert watched.due() == pytest.approx(1, abs=0.01)
    assert watched.after(1) == ["warned"]
    assert watched.due() == pytest.approx(30, abs=0.01)
    assert watched.after(29.9) == ["warned"]
    assert watched.after(0.1) == ["warned", "stayed", "idle"]
    assert watched.after(270) == ["warned", "stayed", "idle", "warned"]  # it could not be locked


@pytest.mark.parametrize(("minutes", "first"), [(1, 30), (30, 1_770)])
def test_the_limit_is_a_choice(window: MainWindow, minutes: int, first: float) -> None:
    watched = Watched(minutes)
    assert watched.due() == pytest.approx(first, abs=0.01)
    assert watched.after(first) == ["warned"]


def test_never_is_never(window: MainWindow) -> None:
    watched = Watched(None)
    assert watched.due() == -1
    assert watched.after(1_000_000) == []


def test_stopped_it_says_nothing_more(watched: Watched) -> None:
    watched.after(270)
    watched.watch.stop()
    assert watched.after(1_000) == ["warned", "stayed"]
    assert watched.due() == -1


def test_a_computer_that_slept_too_long_locks_at_once(watched: Watched) -> None:
    assert watched.after(10_000) == ["warned"]
    assert watched.due() < 0.1
    assert watched.after(0)[-1] == "idle"


@pytest.mark.parametrize("kind", ["key", "click", "move", "menu", "input method"])
def test_any_input_is_somebody(window: MainWindow, watched: Watched, kind: str) -> None:
    field = QPlainTextEdit()
    window.show_page(field, None)
    field.setFocus()
    if kind == "menu":
        menu = QMenu(window)
        menu.addAction(QAction("One", menu))
        menu.popup(window.mapToGlobal(QPoint(300, 300)))
    watched.after(270)
    handle = window.windowHandle()
    assert handle is not None
    match kind:
        case "key":
            QTest.keyClick(handle, Qt.Key.Key_Shift)
        case "click":
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
        case "move":
            QTest.mouseMove(handle, QPoint(20, 300))
            QTest.mouseMove(handle, QPoint(21, 301))
        case "menu":
            QTest.mouseMove(menu.windowHandle(), QPoint(5, 7))
            QTest.mouseMove(menu.windowHandle(), QPoint(6, 8))
            menu.close()
        case _:
            written = QInputMethodEvent()
            written.setCommitString("你好")
            QCoreApplication.sendEvent(field, written)
    QCoreApplication.processEvents()
    assert watched.heard == ["warned", "stayed"]
    assert watched.after(269) == ["warned", "stayed"]


def test_a_pointer_that_lies_still_is_nobody(window: MainWindow, watched: Watched) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseMove(handle, QPoint(411, 311))
    QCoreApplication.processEvents()
    watched.after(270)
    QTest.mouseMove(handle, QPoint(411, 311))
    QCoreApplication.processEvents()
    assert watched.heard == ["warned"]


def test_what_happens_by_itself_is_nobody(window: MainWindow, watched: Watched) -> None:
    watched.after(270)
    window.warn_of_lock()
    window.resize(900, 700)
    window.update()
    QCoreApplication.processEvents()
    QCoreApplication.sendEvent(window.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert watched.heard == ["warned"]
    assert QPointF() == watched.watch._pointer

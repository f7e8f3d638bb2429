from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QMessageBox, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.shell.capture_guard import CaptureGuard


class System:
    """Notes for each window whether it is kept out, and whether it was asked while it shows."""

    def __init__(self) -> None:
        self.out: dict[int, bool] = {}
        self.shown_before: list[int] = []
        self.works = True

    def keep_out(self, window_id: int, out: bool) -> bool:
        self.out[window_id] = out
        if window_id in shown():
            self.shown_before.append(window_id)
        return self.works


def shown() -> set[int]:
    """The numbers of all windows on the screen."""
    widgets = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return {int(widget.windowHandle().winId()) for widget in widgets if widget.windowHandle()}


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def guard(qapp: QApplication, system: System) -> Iterator[CaptureGuard]:
    owner = QObject()
    guard = CaptureGuard(system.keep_out, owner)
    yield guard
    qapp.removeEventFilter(guard)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def a_dialog(window: QWidget) -> QWidget:
    box = QMessageBox(window)
    box.open()
    return box


def a_menu(window: QWidget) -> QWidget:
    menu = QMenu(window)
    menu.addAction("Copy")
    menu.popup(QPoint(0, 0))
    return menu


def a_list(window: QWidget) -> QWidget:
    choices = QComboBox(window)
    choices.addItems(["one", "two"])
    choices.show()
    choices.showPopup()
    return choices.view().window()


def a_hint(window: QWidget) -> QWidget:
    QToolTip.showText(QPoint(0, 0), "a hint", window)
    [hint] = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    return hint


def test_the_window_is_kept_out_before_it_is_seen(
    guard: CaptureGuard, system: System, window: QWidget
) -> None:
    guard.keep(True)
    window.show()
    assert system.out[int(window.winId())]
    assert shown() <= set(system.out)
    assert not guard.was_refused


@pytest.mark.parametrize("make", [a_dialog, a_menu, a_list, a_hint])
def test_so_is_whatever_comes_up_over_it(
    guard: CaptureGuard, system: System, window: QWidget, make: Callable[[QWidget], QWidget]
) -> None:
    guard.keep(True)
    window.show()
    over = make(window)
    assert over.isVisible()
    assert system.out[int(over.windowHandle().winId())]
    assert shown() <= set(system.out)
    assert system.shown_before == []
    over.hide()
    QToolTip.hideText()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_change_counts_at_once_for_what_is_shown(
    guard: CaptureGuard, system: System, window: QWidget
) -> None:
    window.show()
    box = a_dialog(window)
    assert system.out == {}
    both = {int(window.winId()), int(box.winId())}
    for out in (True, False, True):
        guard.keep(out)
        assert {number for number, kept in system.out.items() if kept is out} >= both
    box.close()


def test_nothing_is_asked_while_it_is_off(
    guard: CaptureGuard, system: System, window: QWidget
) -> None:
    window.show()
    guard.keep(False)
    assert system.out == {}


def test_a_refusal_is_remembered_until_it_is_turned_off(
    guard: CaptureGuard, system: System, window: QWidget
) -> None:
    system.works = False
    guard.keep(True)
    window.show()
    assert guard.was_refused
    guard.keep(False)
    assert not guard.was_refused

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.shell.window import MainWindow


@pytest.fixture
def pages(window: MainWindow) -> Navigator:
    return Navigator(window)


def gone(page: QWidget) -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not shiboken6.isValid(page)


def marked(window: MainWindow) -> list[Place]:
    return [place for place, button in window._places.items() if button.isChecked()]


def test_a_page_over_another_is_destroyed_when_it_is_left(
    window: MainWindow, pages: Navigator
) -> None:
    place, over, more = QWidget(), QWidget(), QWidget()
    pages.show(place, Place.TODAY)
    pages.show_over(over)
    pages.show_over(more, Place.SETTINGS)
    assert pages.is_shown(more)
    assert marked(window) == [Place.SETTINGS]
    pages.leave(over)
    assert gone(over)
    assert pages.is_shown(more)
    pages.leave(more)
    assert gone(more)
    assert window.current_page() is place
    assert marked(window) == [Place.TODAY]
    pages.leave(more)
    pages.leave(place)
    assert window.current_page() is place


def test_going_to_a_place_leaves_all_that_lies_over_it(
    window: MainWindow, pages: Navigator
) -> None:
    first, over, second = QWidget(), QWidget(), QWidget()
    pages.show(first, Place.TODAY)
    pages.show_over(over)
    pages.show(second, Place.REFLECT)
    assert gone(over)
    assert not gone(first)
    assert pages.is_shown(second)
    pages.show(first, Place.TODAY)
    assert window.current_page() is first
    assert marked(window) == [Place.TODAY]


def test_without_a_journal_no_place_is_offered(window: MainWindow, pages: Navigator) -> None:
    door = QWidget()
    window.show_open()
    pages.show_closed(door)
    assert window.current_page() is door
    assert marked(window) == []
    assert not window._ui.today.isVisible()

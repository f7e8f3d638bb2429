"""The main window without the program around it, on a desktop that says nothing about its look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme

WIDE = (1280, 800)
NARROW = (720, 560)


class PlainDesktop:
    def is_dark(self) -> bool:
        return False

    def wants_contrast(self) -> bool:
        return False


@contextmanager
def plain_theme(app: QApplication) -> Iterator[ThemeController]:
    """Dress everything; at the end the application looks as before."""
    font = app.font()
    theme = ThemeController(app, PlainDesktop())
    theme.apply(Theme.LIGHT)
    try:
        yield theme
    finally:
        theme.deleteLater()
        # A window that is still to be destroyed makes Qt crash at the next style sheet.
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.setStyleSheet("")
        app.setPalette(QPalette())
        app.setFont(font)


def show_window(qtbot: QtBot, theme: ThemeController, size: tuple[int, int] = WIDE) -> MainWindow:
    """Show an empty window that lets itself be closed at the end of the test."""
    window = MainWindow(theme)
    qtbot.addWidget(window, before_close_func=lambda _: window.let_close())
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def place_in(window: QWidget, widget: QWidget) -> tuple[int, int, int, int]:
    """Return where a widget stands in its window: left, top, width, height."""
    corner = widget.mapTo(window, widget.rect().topLeft())
    return corner.x(), corner.y(), widget.width(), widget.height()

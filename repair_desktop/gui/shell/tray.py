"""An icon beside the clock, for those who turned it on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.icons import pixmap

_SIZES = (16, 22, 24, 32, 48, 64)
_ROUND = 0.22
"""The radius of its corners, as a share of its side."""


def tray_is_there() -> bool:
    """Tell whether this desktop shows such icons at all."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """A short menu that is there while another program has the screen.

    It is called what the window is called. It shows no number and no word of the person, and never
    speaks by itself. The window is never hidden in it: where the icon is not seen, nothing is lost.

    Signals:
        check_in_requested, show_requested, lock_requested, quit_requested: As they say.
    """

    check_in_requested = Signal()
    show_requested = Signal()
    lock_requested = Signal()
    quit_requested = Signal()

    def __init__(self, theme: ThemeController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self._usual_name = QCoreApplication.applicationName()
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._add(self.tr("Check in"), self.check_in_requested)
        self._add(self.tr("Show the window"), self.show_requested)
        self._lock = self._add(self.tr("Lock"), self.lock_requested)
        self._lock.setEnabled(False)
        self._menu.addSeparator()
        self._add(self.tr("Quit"), self.quit_requested)
        theme.changed.connect(self._draw)

    def _add(self, text: str, signal: SignalInstance) -> QAction:
        action = self._menu.addAction(text)
        action.triggered.connect(signal)
        return action

    @property
    def menu(self) -> QMenu:
        """What the icon opens."""
        return self._menu

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon, while it is wanted."""
        return self._icon

    def show(self, neutral: bool) -> None:
        """Show the icon, or name it anew.

        Args:
            neutral: Whether its name does not name the program.
        """
        name = self.tr("Notes") if neutral else self.tr("Repair")
        if self._icon is not None and name == self._name:
            return
        self.hide()
        self._name = name
        # The desktop shows this one, too; it is asked for once.
        QCoreApplication.setApplicationName(name)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.setToolTip(name)
        self._icon.activated.connect(self._activated)
        self._draw()
        self._icon.show()

    def hide(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
            QCoreApplication.setApplicationName(self._usual_name)

    def offer_lock(self, is_open: bool) -> None:
        """Offer to lock while a journal is open."""
        self._lock.setEnabled(is_open)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # With the other button the menu opens.
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.show_requested.emit()

    def _draw(self) -> None:
        if self._icon is not None:
            picture = QIcon()
            for size in _SIZES:
                picture.addPixmap(self._drawn(size))
            self._icon.setIcon(picture)

    def _drawn(self, size: int) -> QPixmap:
        """Draw it on a ground of its own: panels are light or dark."""
        drawn = QPixmap(size, size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.colours.primary))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * _ROUND, size * _ROUND)
        inner = round(size * 0.68)
        sign = pixmap(self._theme.tokens, "pencil-line", inner, "on_primary")
        edge = (size - inner) // 2
        painter.drawPixmap(edge, edge, sign)
        painter.end()
        return drawn

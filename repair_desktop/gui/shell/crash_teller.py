"""Tells the person that something went wrong in the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget


class CrashTeller(QObject):
    """Shows a crash report. The report holds no words of the person.

    Signals:
        crashed: A report; may be sent from any thread.
    """

    crashed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._parent: QWidget | None = None
        self._save: Callable[[], None] = _nothing
        self._showing = False
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def tell_in(self, parent: QWidget, save: Callable[[], None]) -> None:
        """Show reports over ``parent``, after calling ``save``."""
        self._parent = parent
        self._save = save

    def _show(self, report: str) -> None:
        if self._showing or self._parent is None:
            return
        self._showing = True
        try:
            self._save()
        finally:
            self._tell(report, self._parent)
            self._showing = False

    def _tell(self, report: str, parent: QWidget) -> None:
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(parent.window().windowTitle())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Something went wrong in Repair."))
        box.setInformativeText(
            self.tr(
                "What you saved is safe, and what you typed was saved now if that was possible. "
                "You can go on. If things look odd, close Repair and start it again. The report "
                "below holds none of your words; it stays on this computer."
            )
        )
        box.setDetailedText(report)
        box.exec()
        box.deleteLater()


def _nothing() -> None:
    """Save nothing."""

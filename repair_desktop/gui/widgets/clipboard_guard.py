"""Keeps what is copied out of clipboard histories and clouds, and takes it back after a while.

Paste works as ever, here and in other programs: the marks only ask programs that remember or send
on what is copied to leave it alone. No mark is a lock.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

CLEAR_AFTER = 60_000
"""Milliseconds that what was copied stays on the clipboard."""

_NO = bytes(4)

_MARKS: Mapping[str, Mapping[str, bytes]] = {
    # Names of clipboard formats, which Qt hands on as they are.
    "win32": {
        "ExcludeClipboardContentFromMonitorProcessing": b"1",
        "CanIncludeInClipboardHistory": _NO,
        "CanUploadToCloudClipboard": _NO,
    },
    # Qt puts this under a name of its own, which only programs built with Qt look for.
    "darwin": {"application/x-nspasteboard-concealed-type": b"secret"},
}
_MARKS_ELSEWHERE = {"x-kde-passwordManagerHint": b"secret"}


def marks(platform: str = sys.platform) -> Mapping[str, bytes]:
    """Return what is put beside copied words on a platform, by format."""
    return _MARKS.get(platform, _MARKS_ELSEWHERE)


def concealed(words: str) -> QMimeData:
    """Return words as plain text for the clipboard, with the marks beside them."""
    data = QMimeData()
    data.setText(words.replace("\u2029", "\n").replace("\u2028", "\n"))  # as Qt parts lines
    for name, value in marks().items():
        data.setData(name, value)
    return data


class ClipboardGuard(QObject):
    """Marks what this program copies, and clears it away. What others copied is left alone.

    Fields for long words mark their copies themselves. For single lines and for words that can
    only be read, the guard copies in Qt's place: Windows tells of a copy only after every other
    program has heard of it too, and marks that come later may come too late. Everything else is
    marked when the clipboard tells of it.

    Args:
        app: The program.
        parent: Owner.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = app.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._look)
        app.focusChanged.connect(self._follow_focus)
        app.aboutToQuit.connect(self.clear)

    def clear(self) -> None:
        """Take back what was copied here, unless something else has been copied since."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        """Copy in place of Qt."""
        if isinstance(widget, (QLineEdit, QLabel)):
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                if event.matches(QKeySequence.StandardKey.Copy):
                    return self._copy(widget)
                if event.matches(QKeySequence.StandardKey.Cut):
                    return self._copy(widget, cut=True)
            elif event.type() is QEvent.Type.ContextMenu:
                QTimer.singleShot(0, widget, lambda: self._take_over_menu(widget))
        return False

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in (old, new):
            if isinstance(widget, (QLineEdit, QLabel)):
                widget.removeEventFilter(self)
        if isinstance(new, (QLineEdit, QLabel)):
            new.installEventFilter(self)

    def _take_over_menu(self, widget: QLineEdit | QLabel) -> None:
        """Let the menu that has just come up copy through the guard."""
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            return
        for action in menu.actions():
            cut = action.objectName() == "edit-cut"
            if cut or action.objectName() == "edit-copy":
                action.triggered.disconnect()
                action.triggered.connect(lambda _=False, cut=cut: self._copy(widget, cut))

    def _copy(self, widget: QLineEdit | QLabel, cut: bool = False) -> bool:
        """Copy or cut the marked words. False where Qt does neither."""
        words = widget.selectedText()
        line = widget if isinstance(widget, QLineEdit) else None
        if not words or (line is not None and line.echoMode() is not QLineEdit.EchoMode.Normal):
            return False
        if cut and (line is None or line.isReadOnly()):
            return False
        self._clipboard.setMimeData(concealed(words))
        if cut and line is not None:
            line.del_()
        return True

    def _look(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        data = self._clipboard.mimeData()
        if data.hasText() and not all(data.hasFormat(name) for name in marks()):
            self._clipboard.setMimeData(concealed(data.text()))  # and so comes here again
            return
        self._timer.start()

"""A field for a recovery code, or for one group of it. What is typed can be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.words import words


class CodeField(QWidget):
    """A labelled line with its mistakes said under it.

    Signals:
        submitted: Enter was pressed.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._edit = QLineEdit()
        self._error = words("", "field-error")
        self._label.setBuddy(self._edit)
        self._error.hide()
        # Nothing that learns words may learn this one.
        self._edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )
        self._edit.setDragEnabled(False)
        self._edit.installEventFilter(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self._edit, self._error):
            rows.addWidget(widget)
        self.setFocusProxy(self._edit)
        self._edit.textEdited.connect(lambda: self.set_error(""))

    def set_label(self, text: str) -> None:
        """Name the field."""
        self._label.setText(text)
        self._edit.setAccessibleName(text)

    def text(self) -> str:
        """Return what was typed."""
        return self._edit.text()

    def clear(self) -> None:
        """Empty the field."""
        self._edit.clear()
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say under the field what is amiss; "" takes it away."""
        set_role(self._error, "field-error")
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._edit.setAccessibleDescription(text)

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text (and the focus) while something is done with it."""
        self._edit.setReadOnly(read_only)

    def take_focus(self) -> None:
        """Put the cursor at the end of what was typed. Marked text could be read by others."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.deselect()
        self._edit.end(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter from the page around it."""
        if (
            watched is self._edit
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

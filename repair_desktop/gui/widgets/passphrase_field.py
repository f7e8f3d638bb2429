"""A field for a passphrase, old or new."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseField(QWidget):
    """A labelled line that hides what is typed unless "Show" is pressed. It takes paste.

    Signals:
        submitted: Enter was pressed.
        edited: The text was changed by hand.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._edit = QLineEdit()
        self._show = QPushButton(self.tr("Show"))
        self._caps = QLabel(self.tr("Caps Lock seems to be on."))
        self._error = QLabel()

        self._label.setBuddy(self._edit)
        self._edit.setDragEnabled(False)
        self._edit.installEventFilter(self)
        self._show.setCheckable(True)
        set_role(self._show, "quiet")
        set_role(self._caps, "helper")
        set_role(self._error, "field-error")
        for label in (self._label, self._caps, self._error):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._caps.hide()
        self._error.hide()

        line = QHBoxLayout()
        line.addWidget(self._edit, 1)
        line.addWidget(self._show)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._label)
        rows.addLayout(line)
        rows.addWidget(self._caps)
        rows.addWidget(self._error)
        self.setFocusProxy(self._edit)

        self._edit.textEdited.connect(self._on_edit)
        self._show.toggled.connect(self._set_shown)
        self._set_shown(False)

    def set_label(self, text: str) -> None:
        """Name the field."""
        self._label.setText(text)
        self._edit.setAccessibleName(text)
        self._show.setAccessibleName(self.tr("Show: {field}").format(field=text))

    def passphrase(self) -> str:
        """Return what was typed, without the line ends that copied text brings along."""
        return self._edit.text().strip("\r\n\u2028\u2029")

    def clear(self) -> None:
        """Empty the field, and hide what is typed next."""
        self._edit.clear()
        self._show.setChecked(False)
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say under the field what is amiss; "" takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._edit.setAccessibleDescription(text)

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text (and the focus) while something is done with it."""
        self._edit.setReadOnly(read_only)

    def select(self) -> None:
        """Put the cursor here with everything marked, hidden again, for another try."""
        # Marked text that can be read goes to the X11 selection, where any program sees it.
        self._show.setChecked(False)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    # --- inside -----------------------------------------------------------------------------

    def _on_edit(self) -> None:
        self.set_error("")
        self.edited.emit()

    def _set_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        hidden = Qt.InputMethodHint.ImhNone if shown else Qt.InputMethodHint.ImhHiddenText
        self._edit.setInputMethodHints(_HINTS | hidden)

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        # Qt does not tell the state of Caps Lock; a letter's case against Shift does.
        letter = event.text()
        if len(letter) == 1 and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(letter.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._caps.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys on their way to the line; keep Enter from the page around it."""
        if (
            watched is self._edit
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.submitted.emit()
                return True
            self._watch_caps_lock(event)
        return super().eventFilter(watched, event)

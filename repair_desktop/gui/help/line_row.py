"""One help line, with a number that can be copied and shown large."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.help import HelpLine
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.clipboard_guard import concealed
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words

_CELL = 14
"""Characters of text that one tile is wide, at least."""


class LineRow(QWidget):
    """Name, number, how it is reached, and what it costs.

    Args:
        line: What is shown.
        name: What it is called here; it may name the country.
    """

    def __init__(self, line: HelpLine, name: str) -> None:
        super().__init__()
        lines = _column(self)
        lines.addWidget(words(name))
        self._number = _number(line, name, "question")
        lines.addWidget(self._number)
        facts = [line.channel, line.hours, line.cost, line.languages]
        told = " · ".join(fact for fact in facts if fact)
        if told:
            lines.addWidget(words(told, "helper"))
        if line.is_exact:
            self._size = QPushButton()
            self._size.setAccessibleDescription(line.number)
            set_role(self._size, "quiet")
            self._size.clicked.connect(self._resize)
            self._name = name
            self._is_large = False
            self._name_size()
            buttons = QWidget()
            row = FlowLayout(buttons)
            row.addWidget(_CopyButton(line, name))
            row.addWidget(self._size)
            lines.addWidget(buttons)

    def _resize(self) -> None:
        self._is_large = not self._is_large
        set_role(self._number, "big" if self._is_large else "question")
        self._name_size()

    def _name_size(self) -> None:
        text = self.tr("Show small") if self._is_large else self.tr("Show big")
        self._size.setText(text)
        self._size.setAccessibleName(f"{text}: {self._name}")


class EmergencyTile(QWidget):
    """An emergency number, large; tiles stand side by side, in columns."""

    def __init__(self, line: HelpLine, name: str) -> None:
        super().__init__()
        lines = _column(self)
        lines.addWidget(words(name))
        lines.addWidget(_number(line, name, "big" if line.is_exact else "question"))
        if line.channel:
            lines.addWidget(words(line.channel, "helper"))
        if line.is_exact:
            lines.addWidget(_CopyButton(line, name), 0, Qt.AlignmentFlag.AlignLeading)

    def sizeHint(self) -> QSize:
        """Return the size, as wide as a whole number of columns."""
        hint = super().sizeHint()
        column = self.fontMetrics().averageCharWidth() * _CELL + CARD_PADDING
        columns = -(-(hint.width() + CARD_PADDING) // column)
        return QSize(columns * column - CARD_PADDING, hint.height())


class _CopyButton(QPushButton):
    """Copies the number, and says while it is there to be pasted."""

    def __init__(self, line: HelpLine, name: str) -> None:
        super().__init__()
        self._line = line
        self._name = name
        self.setAccessibleDescription(line.number)
        set_role(self, "quiet")
        self.clicked.connect(self._copy)
        QGuiApplication.clipboard().dataChanged.connect(self._follow_clipboard)
        self._say(self.tr("Copy"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(concealed(self._line.number))
        self._say(self.tr("Copied"))
        announce(self, self.tr("Copied"))

    def _follow_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        # What another program has put there is not read.
        is_there = clipboard.ownsClipboard() and clipboard.text() == self._line.number
        self._say(self.tr("Copied") if is_there else self.tr("Copy"))

    def _say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"{text}: {self._name}")


def _column(widget: QWidget) -> QVBoxLayout:
    lines = QVBoxLayout(widget)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(2)
    return lines


def _number(line: HelpLine, name: str, role: str) -> QLabel:
    number = words(line.number, role)
    number.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    number.setAccessibleName(f"{name}: {line.number}")
    return number

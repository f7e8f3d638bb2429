"""One help line, with a number that can be copied and shown large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.help import HelpLine
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words


class LineRow(QWidget):
    """Name, number, how it is reached, and what it costs."""

    def __init__(self, line: HelpLine, country: str, large: bool = False) -> None:
        super().__init__()
        self._line = line
        self._large = large
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.setSpacing(2)
        lines.addWidget(words(f"{line.name}, {country}" if country else line.name))
        self._number = words(line.number, "big" if large else "question")
        self._number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._number.setAccessibleName(f"{line.name}: {line.number}")
        lines.addWidget(self._number)
        facts = [line.channel, line.hours, line.cost, line.languages]
        told = " · ".join(fact for fact in facts if fact)
        if told:
            lines.addWidget(words(told, "helper"))
        buttons = QWidget()
        row = FlowLayout(buttons)
        self._show = self._button(self.tr("Show big"), self._toggle)
        row.addWidget(self._button(self.tr("Copy"), self._copy))
        row.addWidget(self._show)
        lines.addWidget(buttons)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {self._line.name}")
        set_role(button, "quiet")
        button.clicked.connect(act)
        return button

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._line.number)
        announce(self, self.tr("Copied"))

    def _toggle(self) -> None:
        self._large = not self._large
        set_role(self._number, "big" if self._large else "question")
        self._show.setText(self.tr("Show small") if self._large else self.tr("Show big"))

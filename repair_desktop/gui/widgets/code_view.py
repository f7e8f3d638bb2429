"""A recovery code to write down: seven numbered groups, large, and spelled for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from repair_desktop.core.recovery_code import GROUPS
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.words import words


class CodeView(QFrame):
    """Shows the groups of a code. One stop for the Tab key, whose name spells the whole code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, spacing=16)
        flow.setContentsMargins(12, 12, 12, 12)
        self._groups: tuple[str, ...] = ()
        self._labels: list[QLabel] = []
        for number in range(1, GROUPS + 1):
            tile = QWidget()
            lines = QVBoxLayout(tile)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            lines.addWidget(words(str(number), "small"))
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it offers "Copy"
            set_role(label, "code-group")
            lines.addWidget(label)
            self._labels.append(label)
            flow.addWidget(tile)
        self.clear()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that are shown."""
        return self._groups

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show a code."""
        self._groups = tuple(groups)
        spelled = [
            self.tr("Group {number}: {characters}").format(
                number=number, characters=" ".join(group)
            )
            for number, group in enumerate(groups, start=1)
        ]
        for label, group, name in zip(self._labels, groups, spelled, strict=True):
            label.setText(group)
            label.setAccessibleName(name)
        self.setAccessibleName(". ".join((self.tr("Recovery code"), *spelled)))
        self.updateGeometry()

    def clear(self) -> None:
        """Show nothing any more."""
        self._groups = ()
        for label in self._labels:
            label.clear()
            label.setAccessibleName("")
        self.setAccessibleName(self.tr("Recovery code"))

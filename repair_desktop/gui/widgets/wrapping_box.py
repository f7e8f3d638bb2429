"""A check box whose words wrap; Qt's own would push the page wider instead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from repair_desktop.gui.widgets.words import words


class WrappingBox(QCheckBox):
    """A check box with its words in as many lines as they need."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        label = words(text)
        # The whole box is pressed, words included.
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line = QHBoxLayout(self)
        self._line.addWidget(label)
        self._make_room()

    def sizeHint(self) -> QSize:
        """Return the size with the words."""
        return self._line.sizeHint().expandedTo(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return how far it can be narrowed."""
        return self._line.minimumSize().expandedTo(super().sizeHint())

    def hitButton(self, position: QPoint) -> bool:
        """The words can be clicked too."""
        return self.rect().contains(position)

    def event(self, event: QEvent) -> bool:
        """Keep the words beside the mark when its size changes."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        mark = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            .width()
        )
        gap = self.style().pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, option, self)
        edge = 8  # the style sheet's padding and focus ring
        self._line.setContentsMargins(edge + mark + gap, edge, edge, edge)

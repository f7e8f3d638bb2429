"""One of a few words, as buttons side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.flow_layout import FlowLayout, LineLayout
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked

_BY_HAND = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Segments(QWidget):
    """Buttons of which one or none is chosen: radio buttons to a screen reader.

    One stop for the Tab key. Arrow keys choose the next one, the keys 1, 2, 3… choose by place.

    Args:
        name: What they are a choice of.
        texts: The words.
        big: Whether they are higher and fill the width, or stand side by side.

    Signals:
        chosen: The person chose the word at this place, counted from 0; perhaps once more.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, texts: Sequence[str], big: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row: QLayout = _EvenLayout(self) if big else LineLayout(self)
        self._buttons = [_Segment(text, big) for text in texts]
        # Qt would keep a screen reader's press of the chosen word to itself, and one word chosen.
        apart = QButtonGroup(self)
        apart.setExclusive(False)
        for place, button in enumerate(self._buttons):
            apart.addButton(button)
            on_chosen(button, partial(self._choose, place))
            button.installEventFilter(self)
            row.addWidget(button)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rove_to(0)

    @property
    def place(self) -> int | None:
        """The place of the word that is chosen, or None."""
        checked = [place for place, button in enumerate(self._buttons) if button.isChecked()]
        return checked[0] if checked else None

    def show_place(self, place: int | None) -> None:
        """Show a choice without telling anybody."""
        for number, button in enumerate(self._buttons):
            show_checked(button, number == place)
        self._rove_to(place or 0)

    def set_icons(self, icons: Sequence[QIcon], size: int) -> None:
        """Show a mark beside each word, ``size`` logical pixels high."""
        for button, icon in zip(self._buttons, icons, strict=True):
            button.setIcon(icon)
            button.setIconSize(QSize(size, size))

    def _choose(self, place: int) -> None:
        self.show_place(place)
        self.chosen.emit(place)

    def _rove_to(self, place: int) -> None:
        target = self._buttons[place]
        for button in self._buttons:
            was_stop = button.focusPolicy() is Qt.FocusPolicy.StrongFocus
            # Whatever comes before and after stays so. Not before it stands in its window: Qt loses
            # the way out of a page whose order was set by then.
            if was_stop and button is not target and self.isVisible():
                self.setTabOrder(button, target)
            here = button is target
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._stop = target

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys to the one that is chosen.

        Not by a focus proxy: Tab enters that from wherever this widget stands in the order, and
        would never leave a page whose order was set anew.
        """
        self._stop.setFocus(event.reason())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrow keys, and by number."""
        if event.type() == QEvent.Type.FocusIn and watched in self._buttons:
            self._rove_to(self._buttons.index(watched))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = self._target(event, self._buttons.index(watched))  # type: ignore[arg-type]
            if place is not None:
                self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
                self._buttons[place].click()
                return True
        return super().eventFilter(watched, event)

    def _target(self, event: QKeyEvent, now: int) -> int | None:
        by_number = event.key() - Qt.Key.Key_1
        # With Shift, too: that is where some keyboards, such as the French one, have the digits.
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain in _BY_HAND and 0 <= by_number < len(self._buttons):
            return by_number
        if event.modifiers() not in _BY_HAND:
            return None
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            forward, back = back, forward
        key, count = event.key(), len(self._buttons)
        if key in (forward, Qt.Key.Key_Down):
            return (now + 1) % count
        if key in (back, Qt.Key.Key_Up):
            return (now - 1) % count
        return None


class _Segment(QPushButton):
    """A word, as wide chosen as not: its bold form has room."""

    def __init__(self, text: str, big: bool) -> None:
        super().__init__(text)
        self._big = big
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what makes it a radio button to a screen reader
        set_role(self, "segment")

    def sizeHint(self) -> QSize:
        """Return the room for the bold word and its mark."""
        self.ensurePolished()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        mark = 0 if self.icon().isNull() else self.iconSize().width() + SPACE
        content = QSize(metrics.horizontalAdvance(self.text()) + mark, metrics.height())
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # The style sheet's borders and paddings differ from state to state.
        option.state &= ~(QStyle.StateFlag.State_On | QStyle.StateFlag.State_HasFocus)
        kind = QStyle.ContentsType.CT_PushButton
        size = self.style().sizeFromContents(kind, option, content, self)
        return QSize(size.width(), size.height() * 5 // 4) if self._big else size

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()


class _EvenLayout(FlowLayout):
    """Shares each line evenly, and the widgets evenly among as few lines as there can be."""

    def _arrange(self, rect: QRect, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        items = [item for item in map(self.itemAt, range(self.count())) if item is not None]
        gap = self.spacing()
        widest = max(item.sizeHint().width() for item in items)
        height = max(item.sizeHint().height() for item in items)
        fitting = max(1, (inner.width() + gap) // (widest + gap))
        lines = -(-len(items) // fitting)
        columns = -(-len(items) // lines)
        width = (inner.width() - gap * (columns - 1)) // columns
        parent = self.parentWidget()
        mirrored = parent is not None and (
            parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        )
        for number, item in enumerate(items) if move else ():
            line, column = divmod(number, columns)
            column = columns - 1 - column if mirrored else column
            corner = QPoint(column * (width + gap), line * (height + gap))
            item.setGeometry(QRect(inner.topLeft() + corner, QSize(width, height)))
        return lines * (height + gap) - gap

"""A page: a heading and one column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import (
    COLUMN_WIDTH,
    FOOT_SHARE,
    GAP,
    MARGIN,
    NARROW_BELOW,
    NARROW_MARGIN,
)
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.spoken import speak_for_widgets

_SCROLL = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Space: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Page(QWidget):
    """Title, aim, and a column of at most 980 pixels in the middle.

    What has the focus is scrolled into sight.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_for_widgets()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The scroll area itself is no stop for the Tab key; its controls are.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)

        around = QWidget()
        set_role(around, "column")
        self._around = QVBoxLayout(around)
        self._column = QWidget()
        set_role(self._column, "column")
        self._column.setMaximumWidth(COLUMN_WIDTH)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._around.addWidget(self._column)
        self._around.addStretch(1)
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        self._title = QLabel()
        self._aim = QLabel()
        for label, role in ((self._title, "title"), (self._aim, "aim")):
            set_role(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
            self._lines.addWidget(label)
        self._foot_widget: QWidget | None = None
        self._start: QWidget | None = None
        self._foot = QVBoxLayout()
        outer.addLayout(self._foot)
        self._scroll.setWidget(around)
        self._set_margins()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def set_header(self, title: str, aim: str) -> None:
        """Show a title and one sentence under it; empty ones take no room."""
        for label, text in ((self._title, title), (self._aim, aim)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(title)

    def add_widget(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget under the others, over the width of the column."""
        self._lines.addWidget(widget, stretch)

    def set_top(self, widget: QWidget) -> None:
        """Put a widget above the title."""
        self._lines.insertWidget(0, widget)

    def set_foot(self, widget: QWidget) -> None:
        """Keep a widget in sight below the column, or at its end where the window is too low."""
        self._foot_widget = widget
        self._place_foot()

    def set_way_back(self, go: SignalInstance) -> None:
        """Keep a button in the foot that leads back.

        Args:
            go: Emitted when it is pressed.
        """
        back = QPushButton(self.tr("Back"))
        set_role(back, "secondary")
        back.clicked.connect(lambda: go.emit())
        foot = QWidget()
        FlowLayout(foot).addWidget(back)
        self.set_foot(foot)

    def start_at(self, widget: QWidget) -> None:
        """Give the keys to ``widget`` when the page is shown.

        Not by a focus proxy: Tab would enter the page there as well, and never come to what stands
        before it.
        """
        self._start = widget

    @property
    def start(self) -> QWidget | None:
        """What has the keys at first; None for the first control."""
        return self._start if self._start is not None and isValid(self._start) else None

    def take_keys(self) -> None:
        """Give the keys to what has them at first."""
        (self.start or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_to_top(self) -> None:
        """Show the beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def scroll_by_key(self, event: QKeyEvent) -> bool:
        """Scroll with the arrow keys and the like; False for every other key."""
        action = _SCROLL.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if action is None or not plain:
            return False
        self._scroll.verticalScrollBar().triggerAction(action)
        return True

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until ``widget`` can be seen."""
        self._scroll.ensureWidgetVisible(widget, 0, 60)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scroll to what has the focus. Qt does so for the Tab key only, not for arrow keys."""
        # Under a pressed mouse button the page stays, or the click would miss what it aimed at.
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        column = self._scroll.widget()
        if new is not None and column is not None and column.isAncestorOf(new) and not pressed:
            self.show_widget(new)

    def _place_foot(self) -> None:
        """Let the foot scroll with the column where it would take a third of the page."""
        foot = self._foot_widget
        if foot is None:
            return
        width = self.width() - self._foot.contentsMargins().left() * 2
        # Buttons that wrap ask for the height of their narrowest form.
        wraps = foot.hasHeightForWidth()
        needed = foot.heightForWidth(width) if wraps else foot.sizeHint().height()
        target = self._around if needed > self.height() * FOOT_SHARE else self._foot
        if target.indexOf(foot) < 0:
            target.addWidget(foot)
        self._set_margins()

    def _set_margins(self) -> None:
        narrow = self.width() < NARROW_BELOW
        side = NARROW_MARGIN if narrow else MARGIN
        # Centre the column by hand: an alignment would take its stretch away.
        side = max(side, (self.width() - COLUMN_WIDTH) // 2)
        top = NARROW_MARGIN if narrow else MARGIN // 2 + 8
        self._around.setContentsMargins(side, top, side, top)
        # Where no foot stands, the column reaches down to the edge.
        above, below = (8, 16) if self._foot.count() else (0, 0)
        self._foot.setContentsMargins(side, above, side, below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._set_margins()
        self._place_foot()

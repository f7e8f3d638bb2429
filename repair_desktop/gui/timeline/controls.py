"""Which days the timeline shows, and in which form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStyle, QStyleOptionButton, QWidget

from repair_desktop.core.timeline import Span
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.widgets.flow_layout import FlowLayout


class TimelineControls(QWidget):
    """Buttons in four groups, on more lines where there is little room.

    Of the buttons that exclude each other, one is a stop for the Tab key and the arrow keys go to
    the others.

    Signals:
        span_chosen: The :class:`Span` to show.
        moved: -1 or +1: show the days before or after.
        today_chosen: Show the days around today.
        form_chosen: Whether to show a table.
        check_in_chosen: Add a check-in.
    """

    span_chosen = Signal(object)
    moved = Signal(int)
    today_chosen = Signal()
    form_chosen = Signal(bool)
    check_in_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spans = {
            Span.MONTH: _Segment(self.tr("Month")),
            Span.QUARTER: _Segment(self.tr("Quarter")),
            Span.YEAR: _Segment(self.tr("Year")),
        }
        for span, button in self._spans.items():
            button.clicked.connect(lambda _=False, span=span: self.span_chosen.emit(span))
        self._back = _button(self.tr("Back"), lambda: self.moved.emit(-1))
        self._forward = _button(self.tr("Forward"), lambda: self.moved.emit(1))
        self._today = _button(self.tr("Today"), self.today_chosen.emit)
        self._today.setAccessibleName(self.tr("Go to today"))
        forms = {False: _Segment(self.tr("Chart")), True: _Segment(self.tr("Table"))}
        for table, button in forms.items():
            button.clicked.connect(lambda _=False, table=table: self.form_chosen.emit(table))
        add = _button(self.tr("Add a check-in"), self.check_in_chosen.emit)
        row = FlowLayout(self, spacing=GAP)
        row.addWidget(_Group(self.tr("How many days"), [*self._spans.values()]))
        row.addWidget(_Group(self.tr("Other days"), [self._back, self._forward, self._today]))
        row.addWidget(_Group(self.tr("Shown as"), [*forms.values()]))
        row.addWidget(add)
        forms[False].setChecked(True)
        _rove(forms.values())

    def show_view(self, view: TimelineView) -> None:
        """Follow what is shown."""
        self._spans[view.span].setChecked(True)
        self.setFocusProxy(self._spans[view.span])
        _rove(self._spans.values())
        back, forward = self._names(view.span)
        self._back.setAccessibleName(back)
        self._forward.setAccessibleName(forward)
        _enable(self._back, view.has_earlier, instead=self._forward)
        _enable(self._forward, view.has_later, instead=self._back)
        self._today.setEnabled(not view.holds_today)

    def _names(self, span: Span) -> tuple[str, str]:
        match span:
            case Span.MONTH:
                return self.tr("Back by a month"), self.tr("Forward by a month")
            case Span.QUARTER:
                return self.tr("Back by a quarter"), self.tr("Forward by a quarter")
            case Span.YEAR:
                return self.tr("Back by a year"), self.tr("Forward by a year")


class _Group(QWidget):
    """Buttons that belong together; they stay side by side as long as there is room."""

    def __init__(self, name: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._row = FlowLayout(self)
        exclusive = QButtonGroup(self)
        for button in buttons:
            self._row.addWidget(button)
            if button.isCheckable():
                exclusive.addButton(button)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [
            item.sizeHint() for item in map(self._row.itemAt, range(self._row.count())) if item
        ]
        width = sum(hint.width() for hint in hints) + self._row.spacing() * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))


class _Segment(QPushButton):
    """One of several that exclude each other, as wide chosen as not: its bold word has room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        set_role(self, "segment")

    def sizeHint(self) -> QSize:
        """Return the room for the bold word."""
        self.ensurePolished()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        content = QSize(metrics.horizontalAdvance(self.text()), metrics.height())
        option = QStyleOptionButton()
        self.initStyleOption(option)
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, content, self)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    set_role(button, "secondary")
    button.clicked.connect(lambda: act())
    return button


def _rove(buttons: Iterable[QPushButton]) -> None:
    """Let Tab stop at the chosen one. Qt does so only once one of them has had the focus."""
    for button in buttons:
        chosen = button.isChecked()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)


def _enable(button: QPushButton, on: bool, instead: QPushButton) -> None:
    """Switch a button; where that would take the focus away, another one has it."""
    had_focus = button.hasFocus()
    button.setEnabled(on)
    if had_focus and not on:
        instead.setEnabled(True)
        instead.setFocus()

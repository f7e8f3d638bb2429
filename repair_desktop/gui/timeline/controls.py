"""Which days the timeline shows, and in which form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.timeline import Span
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.widgets.flow_layout import FlowLayout, LineLayout
from repair_desktop.gui.widgets.segments import Segments

_SPANS = (Span.MONTH, Span.QUARTER, Span.YEAR)
_CHART, _TABLE = 0, 1


class TimelineControls(QWidget):
    """Buttons in four groups, on more lines where there is little room.

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
        spans = [self.tr("Month"), self.tr("Quarter"), self.tr("Year")]
        self._spans = Segments(self.tr("How many days"), spans)
        self._spans.chosen.connect(lambda place: self.span_chosen.emit(_SPANS[place]))
        self._back = _button(self.tr("Back"), lambda: self.moved.emit(-1))
        self._forward = _button(self.tr("Forward"), lambda: self.moved.emit(1))
        self._today = _button(self.tr("Today"), self.today_chosen.emit)
        self._today.setAccessibleName(self.tr("Go to today"))
        others = QWidget()
        others.setAccessibleName(self.tr("Other days"))
        line = LineLayout(others)
        for button in (self._back, self._forward, self._today):
            line.addWidget(button)
        forms = Segments(self.tr("Shown as"), [self.tr("Chart"), self.tr("Table")])
        forms.show_place(_CHART)
        forms.chosen.connect(lambda place: self.form_chosen.emit(place == _TABLE))
        add = _button(self.tr("Add a check-in"), self.check_in_chosen.emit)
        row = FlowLayout(self, spacing=GAP)
        for part in (self._spans, others, forms, add):
            row.addWidget(part)
        self.setFocusProxy(self._spans)

    def show_view(self, view: TimelineView) -> None:
        """Follow what is shown."""
        self._spans.show_place(_SPANS.index(view.span))
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


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    set_role(button, "secondary")
    button.clicked.connect(lambda: act())
    return button


def _enable(button: QPushButton, on: bool, instead: QPushButton) -> None:
    """Switch a button; where that would take the focus away, another one has it."""
    had_focus = button.hasFocus()
    button.setEnabled(on)
    if had_focus and not on:
        instead.setEnabled(True)
        instead.setFocus()

"""What the timeline shows, for which days, and in which form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.timeline.presenter import TimelineView
from repair_desktop.gui.widgets.flow_layout import FlowLayout, LineLayout
from repair_desktop.gui.widgets.one_of import OneOf
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order

_FORMS = (False, True)  # a picture, a table


class TimelineControls(QWidget):
    """Buttons in groups, on more lines where there is little room.

    Attributes:
        jump: Asks which day to show.

    Signals:
        lens_chosen: The :class:`Lens` to look through.
        span_chosen: The :class:`Span` to show.
        moved: -1 or +1: show the days before or after.
        zoomed: Show this share of the days.
        today_chosen: Show the days around today.
        form_chosen: Whether to show a table.
        check_in_chosen: Add a check-in.
    """

    lens_chosen = Signal(object)
    span_chosen = Signal(object)
    moved = Signal(int)
    zoomed = Signal(float)
    today_chosen = Signal()
    form_chosen = Signal(bool)
    check_in_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = [self._lens_name(lens) for lens in Lens]
        self._lenses = OneOf(self.tr("What to look at"), names)
        self._lenses.chosen.connect(lambda place: self.lens_chosen.emit(tuple(Lens)[place]))
        self._spans: dict[Lens, OneOf] = {}  # made when they are first wanted
        self._forms = Segments(self.tr("Shown as"), [self.tr("Picture"), self.tr("Table")])
        self._forms.chosen.connect(lambda place: self.form_chosen.emit(_FORMS[place]))
        self.actions_row = QWidget()
        actions = LineLayout(self.actions_row)
        self._add = _button(self.tr("Add a check-in"), self.check_in_chosen.emit)
        actions.addWidget(self._add)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        lines.addWidget(self._lenses)
        row = QWidget()
        flow = FlowLayout(row, spacing=GAP)
        self._others = self._make_others()
        self._spans_area = QWidget()
        self._spans_line = LineLayout(self._spans_area)
        self._zoom = self._make_zoom()
        for part in (self._spans_area, self._zoom, self._others, self._forms):
            flow.addWidget(part)
        flow.addWidget(self.actions_row)
        lines.addWidget(row)
        self.setFocusProxy(self._lenses)

    def add_action(self, button: QPushButton) -> None:
        """Add a button beside "Add a check-in"."""
        layout = self.actions_row.layout()
        assert layout is not None
        layout.addWidget(button)

    def show_view(self, view: TimelineView) -> None:
        """Follow what is shown."""
        lens, span = view.choice.lens, view.span
        self._lenses.show_place(tuple(Lens).index(lens))
        self._show_spans(lens, span)
        self._forms.show_place(_FORMS.index(view.choice.as_table))
        self._others.setVisible(bool(lens.spans))
        self._zoom.setVisible(lens is Lens.MOODS)
        self._name_steps(span)
        _enable(self._back, view.has_earlier, instead=self._forward)
        _enable(self._forward, view.has_later, instead=self._back)
        _enable(self._today, not view.holds_today, instead=self.jump)

    # --- building ---------------------------------------------------------------------------

    def _show_spans(self, lens: Lens, span: Span | None) -> None:
        self._spans_area.setVisible(bool(lens.spans))
        if lens.spans and lens not in self._spans:
            spans = self._spans[lens] = self._make_spans(lens)
            self._spans_line.addWidget(spans)
            spans.show()
            if self.isVisible():  # not before: see Segments
                tab_in_reading_order(self)
        for own, spans in self._spans.items():
            spans.setVisible(own is lens)
            if own is lens:
                spans.show_place(lens.spans.index(span) if span in lens.spans else None)

    def _make_spans(self, lens: Lens) -> OneOf:
        spans = OneOf(self.tr("How many days"), [self._span_name(s) for s in lens.spans])
        spans.chosen.connect(lambda place: self.span_chosen.emit(lens.spans[place]))
        return spans

    def _make_others(self) -> QWidget:
        self._back = _button(self.tr("Back"), lambda: self.moved.emit(-1))
        self._forward = _button(self.tr("Forward"), lambda: self.moved.emit(1))
        self._today = _button(self.tr("Today"), self.today_chosen.emit)
        self._today.setAccessibleName(self.tr("Go to today"))
        self.jump = _button(self.tr("Go to…"))
        self.jump.setAccessibleName(self.tr("Go to a day"))
        buttons = (self._back, self._forward, self._today, self.jump)
        return _group(self.tr("Other days"), *buttons)

    def _make_zoom(self) -> QWidget:
        fewer = _button(self.tr("Closer"), lambda: self.zoomed.emit(0.5))
        fewer.setAccessibleName(self.tr("Show fewer days"))
        more = _button(self.tr("Wider"), lambda: self.zoomed.emit(2.0))
        more.setAccessibleName(self.tr("Show more days"))
        return _group(self.tr("Fewer or more days"), fewer, more)

    # --- words ------------------------------------------------------------------------------

    def _lens_name(self, lens: Lens) -> str:
        match lens:
            case Lens.MOODS:
                return self.tr("Over time")
            case Lens.CALENDAR:
                return self.tr("Calendar")
            case Lens.SESSIONS:
                return self.tr("Around sessions")
            case Lens.RUPTURE:
                return self.tr("One rupture")
            case Lens.WORDS:
                return self.tr("Words")
            case Lens.ITEMS:
                return self.tr("How sessions were")

    def _span_name(self, span: Span) -> str:
        match span:
            case Span.DAY:
                return self.tr("Day")
            case Span.WEEK:
                return self.tr("Week")
            case Span.MONTH:
                return self.tr("Month")
            case Span.QUARTER:
                return self.tr("Quarter")
            case Span.YEAR:
                return self.tr("Year")
            case Span.ALL:
                return self.tr("All")

    def _name_steps(self, span: Span | None) -> None:
        match span:
            case Span.DAY:
                names = self.tr("Back by a day"), self.tr("Forward by a day")
            case Span.WEEK:
                names = self.tr("Back by a week"), self.tr("Forward by a week")
            case Span.MONTH:
                names = self.tr("Back by a month"), self.tr("Forward by a month")
            case Span.QUARTER:
                names = self.tr("Back by a quarter"), self.tr("Forward by a quarter")
            case Span.YEAR:
                names = self.tr("Back by a year"), self.tr("Forward by a year")
            case _:
                names = self.tr("Back by as many days"), self.tr("Forward by as many days")
        for button, name in zip((self._back, self._forward), names, strict=True):
            button.setAccessibleName(name)


def _group(name: str, *buttons: QPushButton) -> QWidget:
    group = QWidget()
    group.setAccessibleName(name)
    line = LineLayout(group)
    for button in buttons:
        line.addWidget(button)
    return group


def _button(text: str, act: Callable[[], object] | None = None) -> QPushButton:
    button = QPushButton(text)
    set_role(button, "secondary")
    if act is not None:
        button.clicked.connect(lambda: act())
    return button


def _enable(button: QPushButton, on: bool, instead: QPushButton) -> None:
    """Switch a button; where that would take the focus away, another one has it."""
    had_focus = button.hasFocus()
    button.setEnabled(on)
    if had_focus and not on:
        instead.setEnabled(True)
        instead.setFocus()

"""The mood timeline, as a page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import Bucket, RuptureMoment, Span
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING
from repair_desktop.gui.timeline.chart import TimelineChart
from repair_desktop.gui.timeline.controls import TimelineControls
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.table import TimelineTable
from repair_desktop.gui.timeline.table_view import TimelineTableView
from repair_desktop.gui.timeline.timeline_words import Shown, TimelineWords
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words

_LOWEST_TABLE = 320


class TimelinePage(Page):
    """Check-ins and ruptures over time, as a chart or as a table.

    Args:
        word_names: The words of feelings and tags, by their ids.

    Signals:
        mood_requested: A Mood the person wants to look at or change.
        rupture_requested: The RuptureId of a rupture the person wants to look at.
        check_in_requested: The day to add a check-in for.
    """

    mood_requested = Signal(object)
    rupture_requested = Signal(str)
    check_in_requested = Signal(object)

    def __init__(
        self,
        presenter: TimelinePresenter,
        name: TherapistName,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
        *,
        word_names: Mapping[str, str] = {},
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._words = TimelineWords(name, word_names)
        self._view: TimelineView | None = None
        self._shows_table = False
        self.set_header(self.tr("Mood timeline"), "")
        self._notice = Notice()
        self._empty = self._make_empty()
        self._controls = self._make_controls()
        self._chart = TimelineChart(self._words, theme)
        self._chart_card = self._make_chart_card()
        self._model = TimelineTable(self._words, self)
        self._table = TimelineTableView(self._model, theme)
        self._table.opened.connect(self._open)
        self._nothing = words(self.tr("There is nothing to list for these days."), "helper")
        hidden = (self._notice, self._empty, self._controls, self._table, self._nothing)
        for widget in (*hidden[:3], self._chart_card, *hidden[3:]):
            self.add_widget(widget)
            widget.setVisible(widget not in hidden)
        self.start_at(self._chart)
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the timeline again."""
        self._notice.clear()
        self._presenter.refresh()

    # --- building ---------------------------------------------------------------------------

    def _make_empty(self) -> Card:
        card = Card()
        card.lines.addWidget(
            words(
                self.tr(
                    "Nothing is here yet. Check-ins show up here once you make them, as often or "
                    "as seldom as you like."
                )
            )
        )
        self._first = QPushButton(self.tr("Check in"))
        set_role(self._first, "primary")
        self._first.clicked.connect(self._ask_for_check_in)
        row = QWidget()
        FlowLayout(row).addWidget(self._first)
        card.lines.addWidget(row)
        return card

    def _make_controls(self) -> TimelineControls:
        controls = TimelineControls()
        controls.span_chosen.connect(self._presenter.choose)
        controls.moved.connect(self._move)
        controls.today_chosen.connect(self._presenter.go_to_today)
        controls.form_chosen.connect(self._choose_form)
        controls.check_in_chosen.connect(self._ask_for_check_in)
        return controls

    def _make_chart_card(self) -> Card:
        self._chart.setAccessibleName(self.tr("Chart of the mood timeline"))
        self._chart.laid_out.connect(self._explain)
        self._chart.looked_at.connect(self._say)
        self._chart.chosen.connect(self._follow_choice)
        self._chart.opened.connect(self._open)
        self._chart.moved.connect(self._move)
        card = Card()
        card.lines.addWidget(self._chart)
        self._said = words("")
        self._open_chosen = QPushButton(self.tr("Open"))
        set_role(self._open_chosen, "secondary")
        self._open_chosen.clicked.connect(lambda: self._open(self._chart.what))
        self._open_chosen.hide()
        line = QHBoxLayout()
        line.addWidget(self._said, 1)
        line.addWidget(self._open_chosen, 0, Qt.AlignmentFlag.AlignTop)
        card.lines.addLayout(line)
        self._explanation = words("", "small")
        card.lines.addWidget(self._explanation)
        return card

    # --- what the person does ---------------------------------------------------------------

    def _move(self, step: int) -> None:
        if step < 0:
            self._presenter.go_back()
        else:
            self._presenter.go_forward()

    def _choose_form(self, table: bool) -> None:
        self._shows_table = table
        if self._view is not None:
            self._show(self._view)

    def _open(self, what: Shown | None) -> None:
        match what:
            case Mood():
                self.mood_requested.emit(what)
            case RuptureMoment():
                self.rupture_requested.emit(what.summary.rupture.id)
            case Bucket():
                # The days of a bar are looked at one by one in their month.
                self._presenter.show_day(what.start, Span.MONTH)
                self._chart.choose_from(what.start)

    def _ask_for_check_in(self) -> None:
        if self._view is not None:
            self.check_in_requested.emit(self._view.day)

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: TimelineView) -> None:
        before, self._view = self._view, view
        had_keys = any(w.hasFocus() for w in (self._first, self._chart, self._table))
        summary = "" if view.is_empty else self._words.summary(view)
        self.set_header(self.tr("Mood timeline"), summary)
        self._controls.show_view(view)
        self._show_chart(view, summary)
        if self._shows_table:
            self._model.show_view(view)
        has_rows = bool(view.moods or view.moments)
        as_table = self._table if has_rows else self._controls
        main = as_table if self._shows_table else self._chart
        self.start_at(self._first if view.is_empty else main)
        self._empty.setVisible(view.is_empty)
        self._controls.setVisible(not view.is_empty)
        self._chart_card.setVisible(not view.is_empty and not self._shows_table)
        self._table.setVisible(self._shows_table and has_rows)
        self._nothing.setVisible(self._shows_table and not has_rows and not view.is_empty)
        if had_keys:
            self.take_keys()  # what had them may be hidden now
        if before is not None and before.window != view.window and self.isVisible():
            announce(self, summary)

    def _show_chart(self, view: TimelineView, summary: str) -> None:
        keys = self.tr("Left and Right go from one to the next, Enter opens it.")
        self._chart.setAccessibleDescription(f"{summary} {keys}")
        self._chart.show_view(view)

    def _explain(self) -> None:
        view, plan = self._view, self._chart.plan
        if view is not None and plan is not None:
            said = self._words.explanation(bool(plan.average), plan.bar_days)
            self._explanation.setText(said if view.moods else "")
            self._explanation.setVisible(bool(view.moods))

    def _say(self, said: str) -> None:
        hint = self.tr("Point at something, or use the left and right arrow keys, to read it here.")
        nothing = self.tr("There is nothing to read for these days.")
        has_items = self._view is not None and (self._view.moods or self._view.moments)
        self._said.setText(said or (hint if has_items else nothing))

    def _follow_choice(self) -> None:
        what = self._chart.what
        self._open_chosen.setVisible(what is not None)
        if what is not None:
            self._open_chosen.setAccessibleName(
                self.tr("Open: {what}").format(what=self._words.shown(what))
            )
            # Its words may need more lines than those before, so the page is laid out first.
            QTimer.singleShot(0, self, self._show_choice)

    def _show_choice(self) -> None:
        """Scroll to what the keys chose and, where both have room, to its words."""
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        column = self._scroll.widget()
        if self._chart.hasFocus() and column is not None and not pressed:
            self._scroll.ensureWidgetVisible(self._said, 0, 0)
            middle = self._chart.mapTo(column, self._chart.chosen_area.center().toPoint())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, CARD_PADDING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the table have most of the page."""
        super().resizeEvent(event)
        self._table.setFixedHeight(max(_LOWEST_TABLE, self.height() * 2 // 3))

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)

"""The mood timeline, as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.around import AroundDay
from repair_desktop.core.calendar_days import CalendarDay
from repair_desktop.core.errors import KnownError
from repair_desktop.core.moods import Mood
from repair_desktop.core.rupture_track import Rating, Talk
from repair_desktop.core.session_answers import AnsweredDay
from repair_desktop.core.timeline import Bucket, RuptureMoment, SessionMoment
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.core.word_counts import TagCount, WordCount
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP
from repair_desktop.gui.timeline.around.panel import AroundPanel
from repair_desktop.gui.timeline.asides import Asides
from repair_desktop.gui.timeline.calendar.panel import CalendarPanel
from repair_desktop.gui.timeline.controls import TimelineControls
from repair_desktop.gui.timeline.feelings.panel import WordsPanel
from repair_desktop.gui.timeline.items.panel import ItemsPanel
from repair_desktop.gui.timeline.items.words import GivenAnswer
from repair_desktop.gui.timeline.over_time.chart import TimelineChart
from repair_desktop.gui.timeline.over_time.panel import MoodsPanel
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.picture_card import PictureCard
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.table.model import TimelineTable
from repair_desktop.gui.timeline.table.view import TimelineTableView
from repair_desktop.gui.timeline.takeout.taken import Taken
from repair_desktop.gui.timeline.track.panel import TrackPanel
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

_LOWEST_TABLE = 320


class TimelinePage(Page):
    """Check-ins, sessions and ruptures over time, as pictures or as tables.

    Args:
        word_names: The words of feelings and tags, by their ids.

    Signals:
        mood_requested: A Mood the person wants to look at or change.
        rupture_requested: The RuptureId of a rupture the person wants to look at.
        sessions_requested: The person wants to look at their sessions.
        check_in_requested: The day to add a check-in for.
        copy_requested: What is shown, as :class:`Taken`, to be printed or saved.
        last_weeks_requested: The person wants the last weeks on one page.
    """

    mood_requested = Signal(object)
    rupture_requested = Signal(str)
    sessions_requested = Signal()
    check_in_requested = Signal(object)
    copy_requested = Signal(object)
    last_weeks_requested = Signal()

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
        self._view: TimelineView | None = None
        self.set_header(self.tr("Mood timeline"), "")
        self._words = timeline_words = TimelineWords(name, word_names)
        # Made when they are first looked through, so that nobody waits for all of them.
        self._makers: dict[Lens, Callable[[], Panel]] = {
            Lens.MOODS: lambda: MoodsPanel(presenter, timeline_words, theme, self),
            Lens.SESSIONS: lambda: AroundPanel(presenter, timeline_words, theme, self),
            Lens.RUPTURE: lambda: TrackPanel(presenter, timeline_words, name, theme, self),
            Lens.CALENDAR: lambda: CalendarPanel(timeline_words, theme, self),
            Lens.WORDS: lambda: WordsPanel(timeline_words, theme, self),
            Lens.ITEMS: lambda: ItemsPanel(presenter.items, name, timeline_words, theme, self),
        }
        self._cards: dict[Lens, PictureCard] = {}
        self._notice = Notice()
        self._empty = self._make_empty()
        self._controls = self._make_controls()
        self._model = TimelineTable(self)
        self._table = TimelineTableView(self._model, theme)
        self._table.opened.connect(self._open)
        self._nothing = words(self.tr("There is nothing to list for these days."), "helper")
        self._along = self._make_ways_out()
        self._asides = self._make_asides(name, word_names)
        for part in (self._notice, self._empty, self._controls, self._asides):
            self.add_widget(part)
        stage = QWidget()
        self._stage = QVBoxLayout(stage)
        self._stage.setContentsMargins(0, 0, 0, 0)
        self._stage.setSpacing(GAP)
        for widget in (stage, self._table, self._nothing, self._along):
            self.add_widget(widget)
        for widget in (self._empty, self._controls, self._table, self._nothing, self._along):
            widget.hide()
        # Whoever comes here before anything was read has something to stand on.
        self.start_at(self._card(Lens.MOODS).panel.picture)
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the timeline again."""
        self._notice.clear()
        for card in self._cards.values():
            card.panel.refresh()
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
        presenter = self._presenter
        controls.lens_chosen.connect(presenter.look_through)
        controls.span_chosen.connect(presenter.choose)
        controls.moved.connect(self._move)
        controls.zoomed.connect(self._zoom)
        controls.today_chosen.connect(presenter.go_to_today)
        controls.form_chosen.connect(presenter.show_as_table)
        controls.check_in_chosen.connect(self._ask_for_check_in)
        return controls

    def _make_ways_out(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        for text, act in (
            (self.tr("Print or save…"), self._ask_for_copy),
            (self.tr("For my session…"), self.last_weeks_requested.emit),
        ):
            button = QPushButton(text)
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, act=act: act())
            flow.addWidget(button)
        return row

    def _make_asides(self, name: TherapistName, word_names: Mapping[str, str]) -> Asides:
        sift = QPushButton(self.tr("Filter…"))
        set_role(sift, "secondary")
        self._controls.add_action(sift)
        jump = self._controls.jump
        asides = Asides(self._presenter, self._words, name, word_names, jump, sift)
        asides.jumped.connect(self.take_keys)
        asides.changed.connect(lambda: tab_in_reading_order(self))
        return asides

    def _card(self, lens: Lens) -> PictureCard:
        """Return the card of a lens, made now if it was not."""
        card = self._cards.get(lens)
        if card is None:
            panel = self._makers[lens]()
            card = self._cards[lens] = PictureCard(panel)
            card.opened.connect(self._open)
            card.chosen.connect(lambda: self._follow_choice(card))
            panel.picture.moved.connect(self._move)
            panel.changed.connect(lambda: self._follow_panel(panel))
            if panel.controls is not None:
                self._stage.addWidget(panel.controls)
            self._stage.addWidget(card)
            if self.isVisible():  # not before: see Segments
                tab_in_reading_order(self)
        return card

    # --- what the person does ---------------------------------------------------------------

    def _move(self, step: int) -> None:
        if step < 0:
            self._presenter.go_back()
        else:
            self._presenter.go_forward()

    def _zoom(self, factor: float) -> None:
        if self._view is not None:
            window = self._view.window
            middle = window.start + (window.last - window.start) / 2
            self._presenter.zoom(factor, middle)

    def _open(self, what: object) -> None:
        match what:
            case Mood():
                self.mood_requested.emit(what)
            case RuptureMoment():
                self.rupture_requested.emit(what.summary.rupture.id)
            case Rating() | Talk():
                self.rupture_requested.emit(what.rupture_id)
            case SessionMoment() | GivenAnswer() | AnsweredDay():
                self.sessions_requested.emit()
            case Bucket():
                # The days of a bar are looked at one by one in their month, a day by its hours.
                self._open_day(what.start, Span.DAY if what.days == 1 else Span.MONTH)
            case CalendarDay():
                self._open_day(what.day, Span.DAY)
            case WordCount() | TagCount():
                assert self._view is not None
                self._presenter.sift(what.asked(self._view.choice.filter))
                self._presenter.look_through(Lens.MOODS)
            case AroundDay():
                self._presenter.show_as_table(True)
                self.take_keys()
            case _:
                pass

    def _open_day(self, day: date, span: Span) -> None:
        self._presenter.look_through(Lens.MOODS)
        self._presenter.show_day(day, span)
        chart = self._card(Lens.MOODS).panel.picture
        assert isinstance(chart, TimelineChart)
        chart.choose_from(day)

    def _ask_for_check_in(self) -> None:
        if self._view is not None:
            self.check_in_requested.emit(self._view.day)

    def _ask_for_copy(self) -> None:
        if self._view is not None:
            self.copy_requested.emit(Taken(self._panel, self._view, self._words))

    # --- showing ----------------------------------------------------------------------------

    @property
    def _panel(self) -> Panel:
        assert self._view is not None
        return self._card(self._view.choice.lens).panel

    def _show(self, view: TimelineView) -> None:
        before, self._view = self._view, view
        had_keys = any(w.hasFocus() for w in (self._first, self._table, *self._pictures()))
        self._controls.show_view(view)
        self._panel.show_view(view)
        self._show_words()
        lens, as_table = view.choice.lens, view.choice.as_table
        self._empty.setVisible(view.is_empty)
        for part in (self._controls, self._along):
            part.setVisible(not view.is_empty)
        for own, card in self._cards.items():
            is_shown = own is lens and not view.is_empty
            card.setVisible(is_shown and not as_table)
            if card.panel.controls is not None:
                card.panel.controls.setVisible(is_shown)
        self._show_rows()
        self._asides.show_view(view)
        if before is None and self.isVisible():
            tab_in_reading_order(self)  # the first view made some controls
        if had_keys:
            self.take_keys()  # what had them may be hidden now
        if before is not None and before.window != view.window and self.isVisible():
            announce(self, self._panel.summary())

    def _pictures(self) -> list[QWidget]:
        return [card.panel.picture for card in self._cards.values()]

    def _show_words(self) -> None:
        assert self._view is not None
        summary = "" if self._view.is_empty else self._panel.summary()
        self.set_header(self.tr("Mood timeline"), summary)
        self._card(self._view.choice.lens).show_words()

    def _show_rows(self) -> None:
        view = self._view
        assert view is not None
        shown = view.choice.as_table and not view.is_empty
        has_rows = False
        if shown:
            rows = self._panel.rows()
            has_rows = len(rows) > 0
            self._model.show_rows(rows)
        self._table.setVisible(has_rows)
        self._nothing.setVisible(shown and not has_rows)
        as_table: QWidget = self._table if has_rows else self._controls
        main = as_table if view.choice.as_table else self._panel.picture
        self.start_at(self._first if view.is_empty else main)

    def _follow_panel(self, panel: Panel) -> None:
        if self._view is not None and panel is self._panel:
            self._show_words()
            self._show_rows()

    def _follow_choice(self, card: PictureCard) -> None:
        if card.panel.picture.what is not None:
            # Its words may need more lines than those before, so the page is laid out first.
            QTimer.singleShot(0, card, lambda: self._show_choice(card))

    def _show_choice(self, card: PictureCard) -> None:
        """Scroll to what the keys chose and, where both have room, to its words."""
        picture = card.panel.picture
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        column = self._scroll.widget()
        if picture.hasFocus() and column is not None and not pressed:
            self._scroll.ensureWidgetVisible(card.said, 0, 0)
            middle = picture.mapTo(column, picture.chosen_area.center().toPoint())
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, CARD_PADDING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the table have most of the page."""
        super().resizeEvent(event)
        self._table.setFixedHeight(max(_LOWEST_TABLE, self.height() * 2 // 3))

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)

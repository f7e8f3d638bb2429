"""The last weeks on one page: what is on it, and how it will look."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.last_weeks import Reach
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.takeout.weeks_presenter import WeeksPresenter
from repair_desktop.gui.timeline.takeout.weeks_sheet import Line, WeeksSheet
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.page_view import PageView
from repair_desktop.gui.widgets.paper import Pages, inside
from repair_desktop.gui.widgets.paper_output import PaperOutput
from repair_desktop.gui.widgets.rebuilt import clear
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.side_by_side import SideBySide
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.ways_out import Way, WaysOut
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class WeeksPage(Page):
    """Lets the person choose what of the last weeks is on a page, and print or save it.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(
        self,
        presenter: WeeksPresenter,
        timeline_words: TimelineWords,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._sheet = WeeksSheet(timeline_words, theme)
        self.set_header(
            self.tr("Last weeks for my session"),
            self.tr("One page to bring. Nothing leaves the journal before you print or save."),
        )
        self._notice = Notice()
        self.add_widget(self._notice)
        self._reaches: Segments | None = None
        self._switches = Card()
        self._switches.lines.setSpacing(SPACE)
        self._switches.lines.addWidget(words(self.tr("What is on it"), "question"))
        self._switch_lines = QVBoxLayout()
        self._switch_lines.setSpacing(SPACE)
        self._switches.lines.addLayout(self._switch_lines)
        self._switches.lines.addStretch(1)
        preview = Card()
        preview.lines.addWidget(words(self.tr("The page"), "question"))
        self._nothing = words(self.tr("Nothing is on it yet."), "helper")
        self._view = PageView(theme)
        preview.lines.addWidget(self._nothing)
        preview.lines.addWidget(self._view)
        preview.lines.addStretch(1)
        self._body = SideBySide(self._switches, preview, theme)
        self._head = QVBoxLayout()
        top = QWidget()
        top.setLayout(self._head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self.add_widget(top)
        self.add_widget(self._body)
        self._ways = self._make_ways()
        self._ways.changed.connect(lambda: tab_in_reading_order(self))
        self.add_widget(self._ways)
        self.set_way_back(self.closed)
        for widget in (self._body, self._ways):
            widget.hide()
        presenter.changed.connect(self._show)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the last weeks."""
        self._notice.clear()
        self._presenter.refresh()

    def _make_ways(self) -> WaysOut:
        sheet = self._sheet
        output = PaperOutput()
        ways = WaysOut(output)
        where = self.tr("Choose where…")
        ways.add(
            Way(
                self.tr("Print…"),
                self.tr("Go on to print…"),
                lambda over: output.print(sheet.elements, sheet.name, over),
                sheet.listed,
            ),
            Way(
                self.tr("Save as PDF…"),
                where,
                lambda over: output.save_pdf(sheet.elements, sheet.name, over),
                sheet.listed,
            ),
            Way(
                self.tr("Save as a picture…"),
                where,
                lambda over: output.save_png(sheet.elements, sheet.name, over),
                sheet.listed,
            ),
        )
        return ways

    # --- choosing ---------------------------------------------------------------------------

    def _add_reaches(self) -> None:
        reaches = self._presenter.reaches
        names = {
            Reach.SINCE_LAST: self.tr("Since my last session"),
            Reach.TWO: self.tr("2 weeks"),
            Reach.FOUR: self.tr("4 weeks"),
            Reach.SIX: self.tr("6 weeks"),
        }
        segments = Segments(self.tr("How far back"), [names[reach] for reach in reaches])
        segments.chosen.connect(lambda place: self._presenter.choose(reaches[place]))
        self._reaches = segments
        self._head.addWidget(segments)
        self.start_at(segments)

    def _add_switches(self) -> None:
        clear(self._switch_lines)
        for line in self._sheet.offered:
            switch = WrappingBox(self._sheet.called(line))
            switch.setChecked(line in self._sheet.on)
            switch.toggled.connect(lambda on, line=line: self._choose(line, on))
            self._switch_lines.addWidget(switch)
        ruptures = self._presenter.weeks.ruptures
        if not ruptures:
            return
        self._switch_lines.addWidget(words(self.tr("Ruptures in this time"), "question"))
        private = words(self.tr("Private, so each is off at first."), "muted")
        self._switch_lines.addWidget(private)
        for each in ruptures:
            switch = WrappingBox(self._sheet.title(each))
            switch.setAccessibleDescription(private.text())
            switch.setChecked(each.rupture.id in self._sheet.ruptures)
            switch.toggled.connect(lambda on, about=each.rupture.id: self._name(about, on))
            self._switch_lines.addWidget(switch)

    def _choose(self, line: Line, on: bool) -> None:
        (self._sheet.on.add if on else self._sheet.on.discard)(line)
        self._show_page()

    def _name(self, rupture_id: RuptureId, on: bool) -> None:
        (self._sheet.ruptures.add if on else self._sheet.ruptures.discard)(rupture_id)
        self._show_page()

    # --- showing ----------------------------------------------------------------------------

    def _show(self) -> None:
        presenter = self._presenter
        self._sheet.show_weeks(presenter.weeks, presenter.timeline)
        is_new = self._reaches is None
        if is_new:
            self._add_reaches()
        assert self._reaches is not None
        self._reaches.show_place(list(presenter.reaches).index(presenter.reach))
        self._add_switches()
        for widget in (self._body, self._ways):
            widget.show()
        self._show_page()
        tab_in_reading_order(self)
        if is_new and self.isVisible():
            self.take_keys()

    def _show_page(self) -> None:
        self._ways.clear()
        has_any = bool(self._sheet.listed())
        self._nothing.setVisible(not has_any)
        self._view.setVisible(has_any)
        if has_any:
            size = inside()
            said = " · ".join(self._sheet.listed())
            self._view.show_pages(Pages(self._sheet.elements(size), size), said)

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)

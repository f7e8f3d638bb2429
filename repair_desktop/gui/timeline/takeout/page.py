"""What of the timeline is taken along: switches, and how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.timeline.takeout.taken import PRIVATE, Taken, What, pages_of
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.page_view import PageView
from repair_desktop.gui.widgets.paper import Element
from repair_desktop.gui.widgets.paper_output import Elements, PaperOutput
from repair_desktop.gui.widgets.side_by_side import SideBySide
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.ways_out import Way, WaysOut
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

MANY_PAGES = 12
"""From how many pages on the person is told that they can do without the table."""


class TakeAlongPage(Page):
    """Lets the person choose what is on it, and print or save it.

    Args:
        taken: What can be taken along; changed as the person chooses.
        theme: For the widths.

    Signals:
        closed: Back to the timeline.
    """

    closed = Signal()

    def __init__(self, taken: Taken, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        self.set_header(
            self.tr("Print or save what is shown"),
            self.tr("Choose what is on it. Nothing leaves the journal before you print or save."),
        )
        switches = Card()
        switches.lines.setSpacing(SPACE)
        switches.lines.addWidget(words(self.tr("What to take along"), "question"))
        for what in taken.offered:
            self._add_switch(switches, what)
        switches.lines.addStretch(1)
        preview = Card()
        preview.lines.addWidget(words(self.tr("The pages"), "question"))
        self._size = words("", "helper")
        self._view = PageView(theme)
        preview.lines.addWidget(self._size)
        preview.lines.addWidget(self._view)
        preview.lines.addStretch(1)
        self.add_widget(SideBySide(switches, preview, theme))
        self._ways = self._make_ways()
        self._ways.changed.connect(lambda: tab_in_reading_order(self))
        self.add_widget(self._ways)
        self.set_way_back(self.closed)
        self._show_pages()
        tab_in_reading_order(self)

    def _add_switch(self, card: Card, what: What) -> None:
        switch = WrappingBox(self._taken.called(what))
        switch.setChecked(what in self._taken.on)
        card.lines.addWidget(switch)
        if what in PRIVATE:
            private = words(self._why_off(what), "muted")
            switch.setAccessibleDescription(private.text())
            around = QWidget()
            lines = QVBoxLayout(around)
            lines.setContentsMargins(2 * GAP + SPACE, 0, 0, 0)
            lines.addWidget(private)
            card.lines.addWidget(around)
        switch.toggled.connect(partial(self._choose, what))

    def _why_off(self, what: What) -> str:
        if what is What.NAMES:
            return self.tr("Private, so it is off at first. Then it says “A rupture”.")
        return self.tr("Private, so it is off at first.")

    def _make_ways(self) -> WaysOut:
        taken = self._taken
        output = PaperOutput()
        ways = WaysOut(output)
        where = self.tr("Choose where…")
        ways.add(
            Way(
                self.tr("Print…"),
                self.tr("Go on to print…"),
                lambda over: output.print(_kept(taken.elements()), taken.name, over),
                self._listed,
            ),
            Way(
                self.tr("Save as PDF…"),
                where,
                lambda over: output.save_pdf(_kept(taken.elements()), taken.name, over),
                self._listed,
            ),
            Way(
                self.tr("Save the picture…"),
                where,
                lambda over: output.save_png(_kept(taken.picture()), taken.name, over),
                taken.listed_picture,
            ),
        )
        if taken.moods:
            ways.add(
                Way(
                    self.tr("Save for a spreadsheet…"),
                    where,
                    lambda over: output.ask_to_save(taken.name, "csv", over, taken.csv),
                    taken.listed_csv,
                )
            )
        return ways

    def _choose(self, what: What, on: bool) -> None:
        if on:
            self._taken.on.add(what)
        else:
            self._taken.on.discard(what)
        self._ways.clear()
        self._show_pages()

    # --- showing ----------------------------------------------------------------------------

    def _listed(self) -> list[str]:
        listed = self._taken.listed()
        return [*listed, self._count_words()] if listed else []

    def _show_pages(self) -> None:
        pages = pages_of(self._taken)
        self._count = pages.count
        has_any = bool(self._taken.listed())
        self._view.setVisible(has_any)
        said = self._size_words() if has_any else self.tr("Nothing is on it yet.")
        self._size.setText(said)
        self._view.show_pages(pages, said)

    def _count_words(self) -> str:
        if self._count == 1:
            return self.tr("1 page")
        return self.tr("{n} pages").format(n=self._count)

    def _size_words(self) -> str:
        parts = [self._count_words()]
        if What.TABLE in self._taken.on:
            rows = self._taken.rows
            said = self.tr("1 row") if rows == 1 else self.tr("{n} rows").format(n=rows)
            parts.append(said)
        said = f"{' · '.join(parts)}."
        if What.TABLE in self._taken.on and self._count >= MANY_PAGES:
            said += " " + self.tr("Without the table it is far shorter.")
        return said


def _kept(elements: Sequence[Element]) -> Elements:
    """Return what is there now, for pages of any size."""
    return lambda _size: elements

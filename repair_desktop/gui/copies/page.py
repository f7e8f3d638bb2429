"""A page to take along: switches for each answer, and how it will look."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.core.sheets import shown
from repair_desktop.gui.copies.choice import Chosen, PageChoice
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.copy_ways import Copy, CopyWays
from repair_desktop.gui.widgets.document import PartKind
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.side_by_side import SideBySide
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import shortened, words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

LINE_LETTERS = 160
PREVIEW_LETTERS = 2_000
"""How much of a text is shown here. On paper stands all of it."""

_ROLES = {PartKind.TITLE: "title", PartKind.HEADING: "question"}


class CopyPage(Page):
    """Lets the person choose what is on a page, and print or save it.

    Args:
        choice: The answers; changed as the person chooses.
        theme: For the widths.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(
        self, choice: PageChoice, theme: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choice = choice
        self.set_header(
            self.tr("Print or save this page"),
            self.tr("Choose what is on it. Nothing leaves the journal before you print or save."),
        )
        self._switches = Card()
        self._switches.lines.setSpacing(SPACE)
        self._switches.lines.addWidget(words(self.tr("What to take along"), "question"))
        for answer in choice.answers:
            self._add_switches(answer)
        self._switches.lines.addStretch(1)
        preview = Card()
        preview.lines.addWidget(words(self.tr("The page"), "question"))
        self._preview = QVBoxLayout()
        self._preview.setSpacing(SPACE)
        preview.lines.addLayout(self._preview)
        preview.lines.addStretch(1)
        self.add_widget(SideBySide(self._switches, preview, theme))
        self._ways = CopyWays(
            self.tr("Page"), lambda: Copy(self._choice.parts(), self._choice.listed)
        )
        self._ways.changed.connect(lambda: tab_in_reading_order(self))
        self.add_widget(self._ways)
        self.set_way_back(self.closed)
        self._show_preview()
        tab_in_reading_order(self)

    def _add_switches(self, answer: Chosen) -> None:
        """Add a switch for an answer, and one for each of its lines where it has several."""
        switch = WrappingBox(answer.question)
        switch.setChecked(answer.on)
        self._switches.lines.addWidget(switch)
        if answer.private:
            private = words(self.tr("Private, so it is off at first."), "muted")
            switch.setAccessibleDescription(private.text())
            self._switches.lines.addWidget(_indented(private))
        switch.toggled.connect(partial(self._choose, answer))
        if answer.lines:
            lines = self._line_switches(answer)
            lines.setVisible(answer.on)
            switch.toggled.connect(lines.setVisible)
            self._switches.lines.addWidget(lines)

    def _line_switches(self, answer: Chosen) -> QWidget:
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, text in enumerate(answer.lines):
            said = shortened(text.strip(), LINE_LETTERS)
            line = WrappingBox(shown(said))
            line.setAccessibleName(said)
            line.setChecked(True)
            line.toggled.connect(partial(self._choose_line, answer, number))
            column.addWidget(line)
        return _indented(lines)

    def _choose(self, answer: Chosen, on: bool) -> None:
        answer.on = on
        self._changed()

    def _choose_line(self, answer: Chosen, number: int, on: bool) -> None:
        if on:
            answer.off.discard(number)
        else:
            answer.off.add(number)
        self._changed()

    def _changed(self) -> None:
        self._ways.clear()
        self._show_preview()

    def _show_preview(self) -> None:
        while (item := self._preview.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not self._choice.listed:
            self._preview.addWidget(words(self.tr("Nothing is on it yet."), "helper"))
            return
        for part in self._choice.parts():
            text = shown(shortened(part.text, PREVIEW_LETTERS))
            line = words(text, _ROLES.get(part.kind, ""))
            above = SPACE if part.kind is PartKind.HEADING else 0
            line.setContentsMargins(0, above, 0, 0)
            self._preview.addWidget(line)


def _indented(inside: QWidget) -> QWidget:
    """Return a widget that stands a little to the right."""
    around = QWidget()
    lines = QVBoxLayout(around)
    lines.setContentsMargins(2 * GAP + SPACE, 0, 0, 0)
    lines.addWidget(inside)
    return around

"""Making the card: what is on it at one side, how it looks at the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.card_view import CardView
from repair_desktop.core.cards import Length, LineId
from repair_desktop.core.errors import KnownError
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.card.card_words import copy_of, on_screen
from repair_desktop.gui.card.line_row import LineRow
from repair_desktop.gui.card.presenter import CardPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.saving import SaveState
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.copy_ways import CopyWays
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prose import Prose
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

SIDE_BY_SIDE = 760
"""Narrower than this (logical pixels, scaled with the text) the card stands above its lines."""

LENGTHS = (Length.ONE, Length.MINUTE, Length.PAGE)


class CardPage(Page):
    """Switches and words of each line, and the card as it will be.

    Args:
        presenter: Knows the card and keeps what is changed.
        name: What the person calls the therapist.
        theme: For the size of the text.
        problems: Words for what goes wrong.

    Signals:
        practise_requested, large_requested: The CardView to say out loud or to show.
    """

    practise_requested = Signal(object)
    large_requested = Signal(object)

    def __init__(
        self,
        presenter: CardPresenter,
        name: TherapistName,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._theme = theme
        self._problems = problems
        self._trouble = ""
        self._rows: dict[LineId, LineRow] = {}
        self.set_header(
            self.tr("Card for the session"),
            self.tr("You choose what is on the card. What is private stays off until you add it."),
        )
        how = self._how()
        if how:
            self.add_widget(words(how, "note"))
        self._nothing = words(
            self.tr("Your answers have no words for it yet. You can write the lines by hand here."),
            "helper",
        )
        self.add_widget(self._nothing)
        self._lengths = Segments(
            self.tr("How long"),
            [self.tr("One line"), self.tr("One minute"), self.tr("Full page")],
        )
        openers = [fill(opener.name, name) for opener in presenter.openers]
        self._openers = Segments(self.tr("How I begin"), openers)
        self._suggested = words("", "helper")
        self._parts = QGridLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(GAP)
        self._parts.setRowStretch(1, 1)
        parts = QWidget()
        parts.setLayout(self._parts)
        self.add_widget(parts)
        self._choosing = self._make_choices()
        self._writing = self._make_lines()
        self._beside = self._make_preview()
        self._is_wide: bool | None = None
        self._make_foot()
        self._connect()
        self.start_at(self._lengths)
        self._show_saving(presenter.save_state, None)
        self._show_card(presenter.view)
        self._arrange()

    # --- setting up -------------------------------------------------------------------------

    def _how(self) -> str:
        """Return what the person said about bringing it up, or ""."""
        presenter = self._presenter
        if presenter.waits:
            return self.tr("You chose to wait for now. The card stays a draft until you want it.")
        if presenter.how:
            how = self.tr("You want to bring it up like this: {how}")
            return how.replace("{how}", fill(presenter.how, self._name))
        return ""

    def _make_choices(self) -> QWidget:
        card = Card()
        lines = card.lines
        for title, choice in (
            (self.tr("How long"), self._lengths),
            (self.tr("How I begin"), self._openers),
        ):
            lines.addWidget(words(title, "question"))
            lines.addWidget(choice)
        lines.addWidget(self._suggested)
        return card

    def _make_lines(self) -> QWidget:
        """Return the lines. Those that were left blank come last, once they are asked for.

        What is private and was not answered is not offered.
        """
        view = self._presenter.view
        card = Card()
        card.lines.addWidget(words(self.tr("What is on it"), "question"))
        rows, blank = QVBoxLayout(), QVBoxLayout()
        self._blank = QWidget()
        for layout in (rows, blank):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(SPACE)
        for line in view.lines:
            is_blank = line.is_empty and not line.has_answer
            if is_blank and line.is_private:
                continue
            row = self._rows[line.id] = LineRow(fill(line.name, self._name))
            (blank if is_blank else rows).addWidget(row)
        self._blank.setLayout(blank)
        self._add = self._button(self.tr("Add another line"))
        self._add.clicked.connect(self._show_blank)
        card.lines.addLayout(rows)
        card.lines.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        card.lines.addWidget(self._blank)
        self._blank.setVisible(not view.has_something_to_say)
        self._add.setVisible(view.has_something_to_say and blank.count() > 0)
        return card

    def _show_blank(self) -> None:
        self._blank.show()
        self._order()
        first = next(row for row in self._rows.values() if self._blank.isAncestorOf(row))
        first.take_keys()
        self._add.hide()

    def _make_preview(self) -> QWidget:
        area = QWidget()
        lines = QVBoxLayout(area)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        card = Card()
        card.setAccessibleName(self.tr("The card"))
        self._preview = Prose("")
        card.lines.addWidget(self._preview)
        lines.addWidget(card)
        self._named = words("", "helper")
        lines.addWidget(self._named)
        ways = QWidget()
        row = FlowLayout(ways)
        for text, signal in (
            (self.tr("Practise"), self.practise_requested),
            (self.tr("Show it large"), self.large_requested),
        ):
            button = self._button(text)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self._presenter.view))
            row.addWidget(button)
        lines.addWidget(ways)
        self._copies = CopyWays(self.tr("Card"), lambda: copy_of(self._presenter.view))
        lines.addWidget(self._copies)
        return area

    def _make_foot(self) -> None:
        foot = QWidget()
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(0, 0, 0, 0)
        self._problem = Notice()
        lines.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._close = self._button(self.tr("Close"))
        self._saved = words("", "saved")
        row.addWidget(self._close)
        row.addWidget(self._saved, 1)
        lines.addLayout(row)
        self.set_foot(foot)

    def _connect(self) -> None:
        presenter = self._presenter
        for line, row in self._rows.items():
            row.switched.connect(lambda on, line=line: presenter.switch(line, on))
            row.written.connect(lambda text, line=line: presenter.write(line, text))
            row.answers_wanted.connect(lambda line=line: presenter.take_answers(line))
            row.arranged.connect(self._order)
            row.field.left.connect(presenter.pause_typing)
        self._lengths.chosen.connect(lambda place: presenter.choose_length(LENGTHS[place]))
        self._openers.chosen.connect(
            lambda place: presenter.choose_opener(presenter.openers[place].id)
        )
        self._copies.changed.connect(self._order)
        self._close.clicked.connect(presenter.close)
        presenter.changed.connect(self._show_card)
        presenter.save_changed.connect(self._show_saving)
        presenter.stayed.connect(self._say_trouble_again)
        self._theme.changed.connect(self._arrange)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._float)
        bar.rangeChanged.connect(self._float)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "secondary")
        return button

    # --- showing ----------------------------------------------------------------------------

    def _show_card(self, view: CardView) -> None:
        for line in view.lines:
            if line.id in self._rows:
                self._rows[line.id].show_line(line, self._hint(line.text))
        self._lengths.show_place(LENGTHS.index(view.length))
        openers = [opener.id for opener in self._presenter.openers]
        self._openers.show_place(openers.index(view.opener))
        self._suggested.setVisible(view.suggested is not None)
        if view.suggested is not None:
            fitting = self._presenter.openers[openers.index(view.suggested)]
            text = self.tr("Your answers point to: {opener}. Any of them is fine.")
            self._suggested.setText(text.replace("{opener}", fill(fitting.name, self._name)))
        self._nothing.setVisible(not view.has_something_to_say)
        self._preview.setText(on_screen(view.paragraphs) or self.tr("Nothing is on it yet."))
        self._show_named(view)
        self._copies.clear()

    def _hint(self, text: str) -> str:
        """Say that a line is spoken to the one whom it names."""
        hint = self.tr("You say this to {your_therapist}. “You” may fit better here.")
        return fill(hint, self._name) if self._found(text) else ""

    def _show_named(self, view: CardView) -> None:
        """Say the same beside the card, with the words that name them."""
        found = next(filter(None, (self._found(line.text) for line in view.on)), "")
        hint = self.tr(
            "Your card says “{words}”. You are talking to {your_therapist}, "
            "so “you” may fit better."
        )
        self._named.setText(fill(hint, self._name).replace("{words}", found))
        self._named.setVisible(bool(found))

    def _found(self, text: str) -> str:
        """Return how a text names the one who hears it, as it stands there, or ""."""
        for name in filter(None, (self._name.mine, self.tr("my therapist"))):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
            if found:
                return found[0]
        return ""

    def _arrange(self) -> None:
        """Put the card beside its lines where there is room for both, or else above them."""
        room = self.width() - self._around.contentsMargins().left() * 2
        wide = room >= self._theme.tokens.scaled(SIDE_BY_SIDE)
        if wide is not self._is_wide:
            self._is_wide = wide
            # In the order in which they are read and the Tab key comes to them.
            parts = [self._choosing, self._writing, self._beside]
            places = [(0, 0, 1), (1, 0, 1), (0, 1, 2)]
            if not wide:
                parts = [self._choosing, self._beside, self._writing]
                places = [(0, 0, 1), (1, 0, 1), (2, 0, 1)]
            for part in parts:
                self._parts.removeWidget(part)
            for part, (row, side, rows) in zip(parts, places, strict=True):
                self._parts.addWidget(part, row, side, rows, 1, Qt.AlignmentFlag.AlignTop)
            self._parts.setColumnStretch(0, 1)
            self._parts.setColumnStretch(1, 1 if wide else 0)
            self._order()
        self._float()

    def _float(self) -> None:
        """Keep the card in sight beside its lines while they scroll, if all of it can be."""
        layout = self._beside.layout()
        column = self._scroll.widget()
        if layout is None or column is None:
            return
        down = 0
        needed = layout.sizeHint().height() - layout.contentsMargins().top()
        if self._is_wide and needed <= self._scroll.viewport().height():
            top = self._choosing.mapTo(column, QPoint()).y()
            lowest = self._writing.mapTo(column, QPoint()).y() + self._writing.height()
            room = lowest - top - needed
            down = max(0, min(self._scroll.verticalScrollBar().value() - top + GAP, room))
        if layout.contentsMargins().top() != down:
            layout.setContentsMargins(0, down, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the order of Tab, now that the page stands in its window."""
        super().showEvent(event)
        self._order()

    def _order(self) -> None:
        self._place_foot()
        if self.isVisible():  # before it stands in its window, Tab would never come out of it
            tab_in_reading_order(self)

    # --- saving -----------------------------------------------------------------------------

    def _show_saving(self, state: SaveState, error: KnownError | None) -> None:
        match state:
            case SaveState.SAVING:
                self._saved.setText(self.tr("Saving…"))
            case SaveState.SAVED:
                self._saved.setText(self.tr("Saved, encrypted"))
                self._forget_trouble()
            case SaveState.FAILED:
                self._saved.setText("")
                self._show_trouble(error or KnownError())
            case SaveState.NOTHING:
                self._saved.setText(self.tr("What you change is saved as you go, encrypted."))

    def _show_trouble(self, error: KnownError) -> None:
        """Say that something is not saved: once, however often it is tried."""
        problem = self._problems.words(error)
        text = self.tr("Not saved yet. {happened} Your words are still here. {to_do}").format(
            happened=problem.happened, to_do=problem.to_do
        )
        if text != self._trouble:
            self._trouble = text
            again: tuple[str, Callable[[], object]] = (
                self.tr("Try again"),
                self._presenter.try_again,
            )
            self._problem.say(text, [again], problem=True)
            self._order()

    def _say_trouble_again(self) -> None:
        """Answer somebody who waits: it is still not saved."""
        announce(self._problem, self._trouble, assertive=True)
        self.show_widget(self._problem)

    def _forget_trouble(self) -> None:
        if self._trouble:
            self._trouble = ""
            had_keys = self._problem.isAncestorOf(self.focusWidget() or self)
            self._problem.clear()
            self._order()
            announce(self, self._saved.text())
            if had_keys:
                self._close.setFocus(Qt.FocusReason.OtherFocusReason)

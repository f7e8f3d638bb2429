"""Writing a sheet for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import BadSheet, KnownError
from repair_desktop.core.sheets import SUFFIX, Sheet, SheetProblem, SheetPrompt
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.editor_presenter import EditorPresenter
from repair_desktop.gui.sheets.question_card import Field, QuestionCard, short_id
from repair_desktop.gui.sheets.sheet_view import SheetView
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.paths import breakable
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order


class EditorPage(Page):
    """Fields for the sheet and for each question; how it will look; and saving it as a file.

    Args:
        presenter: Keeps the draft and saves.
        problems: Words for what goes wrong.

    Signals:
        closed: Back to where the person was. The draft is kept by then.
    """

    closed = Signal()

    def __init__(
        self, presenter: EditorPresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._sheet: Sheet | None = None
        self._cards: list[QuestionCard] = []
        self.set_header(
            self.tr("Write a sheet for somebody"),
            self.tr("Ask what you like. You give it away as a file, and see no answers here."),
        )
        self._notice = Notice()
        self.add_widget(self._notice)
        self._name = Field(self.tr("What is it called?"))
        self._sender = Field(self.tr("Who is it from?"))
        self._introduction = Field(self.tr("A few words before the questions, if you like"), 3)
        self._due = Field(self.tr("By when, in your own words, if you like"))
        self._writing = self._writing_part()
        self._view = SheetView()
        self._view.show_sheet(None)
        self.add_widget(self._writing)
        self.add_widget(self._view)
        self._save = self._button(self.tr("Save as a file…"), "primary")
        self._look = self._button("", "secondary")
        self._discard = self._button(self.tr("Begin a new one"), "quiet")
        self._close = self._button(self.tr("Close"), "secondary")
        foot = QWidget()
        row = FlowLayout(foot)
        for button in (self._save, self._look, self._close, self._discard):
            row.addWidget(button)
        self.set_foot(foot)
        self.start_at(self._name.input)
        self._connect()
        self._show_view(shown=False)
        self.setEnabled(False)
        presenter.start()

    def leave(self) -> None:
        """Keep the draft, and close."""
        self._take()
        self._presenter.flush(self._close_if_kept)

    # --- setting up -------------------------------------------------------------------------

    def _writing_part(self) -> QWidget:
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        card = Card()
        card.lines.setSpacing(3 * SPACE)
        for field in (self._name, self._sender, self._introduction, self._due):
            field.changed.connect(self._take)
            card.lines.addWidget(field)
        lines.addWidget(card)
        area = QWidget()
        self._questions = QVBoxLayout(area)
        self._questions.setContentsMargins(0, 0, 0, 0)
        self._questions.setSpacing(GAP)
        lines.addWidget(area)
        self._add = self._button(self.tr("Add a question"), "secondary")
        self._add.clicked.connect(self._add_question)
        lines.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.loaded.connect(self._load)
        presenter.checked.connect(self._choose_place)
        presenter.saved.connect(self._note_file)
        presenter.discarded.connect(self._offer_back)
        presenter.failed.connect(self._show_problem)
        self._save.clicked.connect(self._ask_to_save)
        self._look.clicked.connect(self._turn)
        self._discard.clicked.connect(presenter.discard)
        self._close.clicked.connect(self.leave)

    def _button(self, text: str, role: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        set_role(button, role)
        return button

    # --- from and to the presenter ----------------------------------------------------------

    def _load(self, sheet: Sheet) -> None:
        self._sheet = None  # nothing is taken while the fields are filled
        for field, text in (
            (self._name, sheet.title),
            (self._sender, sheet.sender),
            (self._introduction, sheet.introduction),
            (self._due, sheet.due),
        ):
            field.show_words(text)
        while self._cards:
            self._drop(self._cards[-1])
        for prompt in sheet.prompts:
            self._insert(len(self._cards), prompt)
        self._sheet = sheet
        self.setEnabled(True)
        self._show_view(shown=False)
        self._order()
        if self.isVisible():  # else whoever shows it gives it the keys
            self.take_keys()

    def _take(self) -> None:
        if self._sheet is None:
            return
        self._sheet = replace(
            self._sheet,
            title=self._name.words(),
            sender=self._sender.words(),
            introduction=self._introduction.words(),
            due=self._due.words(),
            prompts=tuple(card.prompt() for card in self._cards),
        )
        self._presenter.edit(self._sheet)

    # --- questions --------------------------------------------------------------------------

    def _add_question(self) -> None:
        kind = self._cards[-1].prompt().kind if self._cards else PromptKind.LONG
        card = self._insert(len(self._cards), SheetPrompt(short_id(), kind, ""))
        self._after_change()
        self._focus_later(card.fields()["question"].input)

    def _insert(self, place: int, prompt: SheetPrompt) -> QuestionCard:
        card = QuestionCard(prompt)
        card.changed.connect(self._after_change)
        card.moved.connect(lambda by: self._move(card, by))
        card.removed.connect(lambda: self._remove(card))
        self._cards.insert(place, card)
        self._questions.insertWidget(place, card)
        return card

    def _drop(self, card: QuestionCard) -> None:
        self._cards.remove(card)
        self._questions.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move(self, card: QuestionCard, by: int) -> None:
        place = self._cards.index(card) + by
        self._cards.remove(card)
        self._cards.insert(place, card)
        self._questions.removeWidget(card)
        self._questions.insertWidget(place, card)
        self._after_change()
        announce(self, card.accessibleName())
        # At an end the button that was pressed can do no more.
        pressed, other = (card.up, card.down) if by < 0 else (card.down, card.up)
        self._focus_later(pressed if pressed.isEnabled() else other)

    def _remove(self, card: QuestionCard) -> None:
        prompt, place = card.prompt(), self._cards.index(card)
        self._drop(card)
        self._after_change()

        def take_back() -> None:
            again = self._insert(min(place, len(self._cards)), prompt)
            self._notice.clear()
            self._after_change()
            self._focus_later(again.fields()["question"].input)

        self._say_and_offer(self.tr("The question is removed."), take_back)

    def _after_change(self) -> None:
        self._take()
        self._order()

    def _order(self) -> None:
        for number, card in enumerate(self._cards, start=1):
            card.show_place(number, len(self._cards))
        tab_in_reading_order(self)

    # --- looking ----------------------------------------------------------------------------

    def _turn(self) -> None:
        self._show_view(shown=self._view.isHidden())
        self.scroll_to_top()

    def _show_view(self, *, shown: bool) -> None:
        self._take()
        self._view.show_sheet(self._presenter.sheet if shown else None)
        self._writing.setVisible(not shown)
        self._look.setText(self.tr("Go on writing") if shown else self.tr("See how it looks"))

    # --- saving -----------------------------------------------------------------------------

    def _ask_to_save(self) -> None:
        self._take()
        self._notice.clear()
        self._presenter.check()

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the sheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setNameFilter(self.tr("Homework sheets (*{suffix})").format(suffix=SUFFIX))
        dialog.selectFile(self.tr("sheet") + SUFFIX)
        dialog.fileSelected.connect(lambda chosen: self._presenter.save_to(Path(chosen)))
        dialog.open()

    def _note_file(self, path: Path) -> None:
        self._say(
            self.tr(
                "Saved: {path}. The file is not locked; anybody who gets it can read the questions."
            ).format(path=breakable(path))
        )

    def _offer_back(self, sheet: Sheet) -> None:
        def take_back() -> None:
            self._notice.clear()
            self._presenter.take_back(sheet)
            self._focus_later(self._name.input)

        self._say_and_offer(
            self.tr("The sheet that was here is gone. This is a new one."), take_back
        )

    def _close_if_kept(self, kept: bool) -> None:
        if kept:
            self.closed.emit()

    # --- saying -----------------------------------------------------------------------------

    def _show_problem(self, error: KnownError) -> None:
        if isinstance(error, BadSheet):
            self._show_gap(error)
            return
        problem = self._problems.words(error)
        self._say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)

    def _show_gap(self, error: BadSheet) -> None:
        """Say what the sheet still lacks, and go there."""
        self._show_view(shown=False)
        problem, name = error.facts.get("problem"), str(error.facts.get("field"))
        number = error.facts.get("question")
        card = self._cards[number - 1] if isinstance(number, int) else None
        whole = {
            "title": self._name,
            "from": self._sender,
            "introduction": self._introduction,
            "due": self._due,
        }
        field = card.fields().get(name) if card is not None else whole.get(name)
        if problem == SheetProblem.TOO_LARGE.value:
            text = self.tr("The sheet is too long for one file. Shorten it, or make two of it.")
        elif field is None:
            text = (
                self.tr("A sheet has 1 to 40 questions.")
                if name == "prompts"
                else self.tr("Something on the sheet can not be saved. Look through it once more.")
            )
        elif field.words().strip():
            text = self.tr("This is too long, or there is too little or too much of it: {field}")
            text = text.format(field=field.input.accessibleName())
        else:
            text = self.tr("This is still blank: {field}").format(
                field=field.input.accessibleName()
            )
        self._notice.say(text, problem=True)
        self._focus_later(field.input if field is not None else self._add)

    def _say(self, text: str, problem: bool = False) -> None:
        self._notice.say(text, problem=problem)
        self.scroll_to_top()

    def _say_and_offer(self, text: str, act: Callable[[], None]) -> None:
        self._notice.say(text, [(self.tr("Undo"), act)])
        self.scroll_to_top()
        self._focus_later(self._notice.findChildren(QPushButton)[-1])

    def _focus_later(self, widget: QWidget) -> None:
        """Give the keys to a control once it is shown, and set the order of Tab."""

        def focus() -> None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            tab_in_reading_order(self)

        QTimer.singleShot(0, widget, focus)

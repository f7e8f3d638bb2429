"""An entry that is locked away: reading it, or taking its lock off."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from repair_desktop.core.answers import Answer
from repair_desktop.core.errors import WrongEntryPassphrase
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.entry_lock_presenter import EntryLockView, LockedPresenter
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.answer_words import answer_words
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.task_page import TaskPage, card_of
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class LockedPage(TaskPage):
    """A field for the passphrase; then the words, as long as the page is there.

    Args:
        presenter: Opens.
        worksheet: What the entry answers.
        what: What is locked away: its title and day.
        name: What the person calls their therapist.
        problems: Words for what goes wrong.
    """

    def __init__(
        self,
        presenter: LockedPresenter,
        worksheet: Worksheet,
        what: str,
        name: TherapistName,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._worksheet = worksheet
        self._what = what
        self._name = name
        self._problems = problems
        self.set_header(self.tr("It is locked away"), what)
        self._field = PassphraseField()
        self._field.set_label(self.tr("The passphrase of this page"))
        self._field.submitted.connect(self._go_on)
        self._off = WrappingBox(self.tr("Take the lock off for good"))
        self._off.toggled.connect(self._name_main)
        self._ask = card_of(
            self.tr("Open it with its passphrase"),
            [
                self.tr(
                    "You can read it, and the lock stays on. When you leave this page, it "
                    "is hidden again."
                )
            ],
        )
        self._ask.lines.addWidget(self._field)
        self._ask.lines.addWidget(self._off)
        self._ask.lines.addWidget(
            words(self.tr("Without the lock it is a page like your others."), "helper")
        )
        self.add_widget(self._ask)
        self._name_main()
        self.start_at(self._field)
        presenter.changed.connect(self._show)

    # --- inside -----------------------------------------------------------------------------

    def _name_main(self) -> None:
        off = self._off.isChecked()
        self._show_main(self.tr("Unlock it") if off else self.tr("Read it"))

    def _go_on(self) -> None:
        if self._presenter.view.is_busy:
            return
        passphrase = self._field.passphrase()
        if not passphrase:
            self._show_wrong(self.tr("Type the passphrase of this page."))
        elif self._off.isChecked():
            self._presenter.unlock(passphrase)
        else:
            self._presenter.read(passphrase)

    def _show(self, view: EntryLockView) -> None:
        self._field.set_read_only(view.is_busy)
        self._off.setEnabled(not view.is_busy)
        for button in (self._main, self._back):
            button.setEnabled(not view.is_busy)
        self._work(self.tr("Opening…") if view.is_busy else "")
        if view.answers is not None:
            self._show_answers(view.answers)
        elif isinstance(view.error, WrongEntryPassphrase):
            # A damaged page can not be told from a wrong passphrase. So nothing is promised.
            self._show_wrong(
                self.tr(
                    "That passphrase does not open this page. Nothing was changed. Look whether "
                    "Caps Lock is on and which keyboard is chosen, then try again. If you are "
                    "sure of it, the page may be damaged. A backup may hold a whole one."
                )
            )
        elif view.error is not None:
            self._say(self._problems.words(view.error).text, problem=True)
        else:
            self._say("")

    def _show_wrong(self, text: str) -> None:
        self._say("")
        self._field.set_error(text)
        self._field.select()
        self._reveal(self._field)
        announce(self._field, text)

    def _show_answers(self, answers: Mapping[PromptId, Answer]) -> None:
        """Show what was written, to be read and not changed."""
        self._field.clear()
        self._ask.hide()
        self._show_main("")
        self._back.setText(self.tr("Close"))
        given = [
            (fill(prompt.question, self._name), answer_words(prompt, answer, self._name))
            for step in self._worksheet.steps
            for prompt in step.prompts
            if (answer := answers.get(prompt.id)) is not None
        ]
        fields = [self._add_answer(question, text) for question, text in given]
        if not given:
            self._add(words(self.tr("Nothing is written here.")))
        tab_in_reading_order(self)
        aim = self.tr("The lock is still on. When you leave this page, it is hidden again.")
        self._begin_step(self._what, aim, (*fields, self._back)[0])

    def _add_answer(self, question: str, text: str) -> QWidget:
        """Show an answer in a field that is only read; return the field."""
        field = GrowingText(lines=1)
        field.setReadOnly(True)
        field.setAccessibleName(question)
        field.setPlainText(text)
        self._add(words(question, "question"), field)
        return field

    def _add(self, *parts: QWidget) -> None:
        """Show a card at once, so that the keys can go into it."""
        card = Card()
        for part in parts:
            card.lines.addWidget(part)
        self.add_widget(card)
        card.show()

"""The journey through a worksheet, as a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.answer_words import answer_words
from repair_desktop.gui.reflect.autosave_presenter import SaveState
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.reflect.state_words import StateBox
from repair_desktop.gui.reflect.step_line import StepLine
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.prompts.make import prompt_widget
from repair_desktop.gui.widgets.words import words


class JourneyPage(Page):
    """One screen of the journey at a time, with the steps on top and the ways on below."""

    def __init__(
        self,
        presenter: JourneyPresenter,
        name: TherapistName,
        clock: Clock,
        theme: ThemeController,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._name = name
        self._clock = clock
        self._problems = problems
        self._prompts: dict[PromptId, PromptWidget] = {}
        self._steps = StepLine([step.name for step in presenter.worksheet.steps], theme)
        self._steps.chosen.connect(presenter.go_to_step)
        self.set_top(self._steps)
        self._strip = words("", "strip")
        self._quiet = Notice()
        self._body = QVBoxLayout()
        body = QWidget()
        body.setLayout(self._body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._saved = words("", "saved")
        self._problem = Notice()
        for part in (self._strip, self._quiet, body, self._saved, self._problem):
            self.add_widget(part)
        self._build_foot()
        presenter.screen_changed.connect(self._show_screen)
        presenter.answered.connect(self._answered)
        presenter.save_changed.connect(self._show_saving)
        presenter.pause_suggested.connect(
            lambda: self._quiet.say(self.tr("You have been here a while. A pause is fine."))
        )
        self._show_screen()
        if presenter.came_back:
            self._quiet.say(
                self.tr("You stopped here. Carry on, look back, or close."),
                [
                    (self.tr("Look back"), presenter.look_back),
                    (self.tr("Close"), presenter.close),
                ],
            )

    # --- building ---------------------------------------------------------------------------

    def _build_foot(self) -> None:
        foot = QWidget()
        row = FlowLayout(foot)
        presenter = self._presenter
        self._back = self._button(self.tr("Back"), presenter.go_back)
        steady = self._button(self.tr("Steady me"), presenter.steady_requested.emit)
        self._enough = self._button(self.tr("Enough for today"), presenter.enough_for_today)
        self._skip = self._button(self.tr("Skip"), presenter.go_on)
        self._on = self._button(self.tr("Continue"), presenter.go_on)
        for button in (self._back, steady, self._enough, self._skip, self._on):
            row.addWidget(button)
        self.set_foot(foot)
        for keys, act in (("Alt+Right", presenter.go_on), ("Alt+Left", presenter.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "secondary")
        button.clicked.connect(lambda: act())
        return button

    # --- showing ----------------------------------------------------------------------------

    def _show_screen(self) -> None:
        presenter = self._presenter
        screen = presenter.screen
        self._clear_body()
        self._quiet.clear()
        sheet = presenter.worksheet
        states = [presenter.step_state(number) for number in range(len(sheet.steps))]
        self._steps.show_states(screen.step, states)
        self._show_strip()
        match screen.kind:
            case ScreenKind.OPENING:
                self.set_header(self._say(sheet.title), self._say(sheet.intro))
                self._add_prompts(screen.prompts)
            case ScreenKind.CLOSING:
                self.set_header(self.tr("Enough for today"), "")
                self._add_prompts(screen.prompts)
            case ScreenKind.OVERVIEW:
                self.set_header(
                    self.tr("What you wrote"),
                    self.tr("Go anywhere from here. What you left blank can stay blank."),
                )
                self._add_overview()
            case ScreenKind.STEP:
                self._show_step()
        self._show_foot()
        self.scroll_to_top()
        self._focus_first()
        announce(self, self.accessibleName())

    def _show_step(self) -> None:
        presenter = self._presenter
        screen = presenter.screen
        assert screen.step is not None
        step = presenter.worksheet.steps[screen.step]
        self.set_header(self._say(step.title), self._say(step.aim))
        if not screen.prompts:
            card = Card()
            card.lines.addWidget(words(self._say(step.instead), "question"))
            self._body.addWidget(card)
            return
        self._add_prompts(screen.prompts)
        row = QWidget()
        flow = FlowLayout(row)
        if step.why:
            flow.addWidget(self._why(self._say(step.why)))
        text = (
            self.tr("One question at a time")
            if presenter.all_prompts
            else self.tr("Show all questions of this step")
        )
        toggle = self._button(text, lambda: presenter.show_all_prompts(not presenter.all_prompts))
        set_role(toggle, "quiet")
        flow.addWidget(toggle)
        self._body.addWidget(row)

    def _why(self, text: str) -> QWidget:
        area = QWidget()
        lines = QVBoxLayout(area)
        lines.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(self.tr("Why this helps"))
        set_role(button, "quiet")
        told = words(text, "note")
        told.hide()

        def tell() -> None:
            told.setVisible(told.isHidden())
            announce(told, text)

        button.clicked.connect(tell)
        lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(told)
        return area

    def _add_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        presenter = self._presenter
        card = Card()
        starters: tuple[str, ...] = ()
        if presenter.screen.step is not None:
            starters = presenter.worksheet.steps[presenter.screen.step].starters
        for prompt in prompts:
            widget = prompt_widget(
                prompt, self._name, self._clock, starters, presenter.recent(prompt)
            )
            widget.set_context(presenter.answers)
            widget.set_answer(presenter.answers.get(prompt.id))
            widget.setVisible(prompt.is_shown(presenter.answers))
            widget.changed.connect(lambda answer, prompt=prompt: presenter.edit(prompt.id, answer))
            widget.left.connect(lambda: presenter.flush() if presenter.answers else None)
            widget.action_requested.connect(presenter.act)
            widget.page_requested.connect(presenter.page_requested)
            self._prompts[prompt.id] = widget
            card.lines.addWidget(widget)
        self._offer = self._button(
            self.tr("Add these to your mood timeline"), presenter.take_mood_offer
        )
        self._offer.setVisible(presenter.offers_mood)
        card.lines.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addWidget(card)

    def _add_overview(self) -> None:
        presenter = self._presenter
        if presenter.rupture_state is not None:
            self._body.addWidget(self._state_card(presenter.rupture_state))
        for number, step in enumerate(presenter.worksheet.steps):
            card = Card()
            card.lines.addWidget(
                words(
                    self.tr("{number}. {title}").format(
                        number=number + 1, title=self._say(step.title)
                    ),
                    "question",
                )
            )
            if presenter.worksheet.is_hidden(step.id, presenter.answers):
                card.lines.addWidget(words(self._say(step.instead), "helper"))
                self._body.addWidget(card)
                continue
            for prompt in step.prompts:
                if prompt.is_shown(presenter.answers):
                    card.lines.addWidget(self._overview_row(prompt))
            self._body.addWidget(card)

    def _overview_row(self, prompt: Prompt) -> QWidget:
        answer = self._presenter.answers.get(prompt.id)
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        texts = QVBoxLayout()
        question = self._say(prompt.question)
        texts.addWidget(words(question, "helper"))
        if answer is None:
            texts.addWidget(words(self.tr("left blank"), "muted"))
        else:
            texts.addWidget(words(answer_words(prompt, answer, self._name)))
        line.addLayout(texts, 1)
        go = self._button(self.tr("Go there"), lambda: self._presenter.go_to_prompt(prompt.id))
        go.setAccessibleName(self.tr("Go to: {question}").format(question=question))
        set_role(go, "quiet")
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state_card(self, state: RuptureState) -> Card:
        card = Card()
        card.lines.addWidget(words(self.tr("Where does this stand?"), "question"))
        card.lines.addWidget(words(self.tr("You decide. You can change it at any time."), "helper"))
        box = StateBox(state, self.tr("Where does this stand?"))
        box.activated.connect(lambda _: self._presenter.set_state(box.state()))
        card.lines.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        done = self._button(self.tr("I am done with this one"), self._presenter.finish)
        card.lines.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_strip(self) -> None:
        strip = self._presenter.strip
        in_steps = self._presenter.screen.kind is ScreenKind.STEP
        self._strip.setText(self.tr("You wrote: {words}").format(words=_shortened(strip)))
        self._strip.setVisible(bool(strip) and in_steps)

    def _show_foot(self) -> None:
        screen = self._presenter.screen
        overview = screen.kind is ScreenKind.OVERVIEW
        closing = screen.kind is ScreenKind.CLOSING
        self._back.setEnabled(self._presenter.can_go_back)
        self._skip.setVisible(not (overview or closing))
        self._on.setVisible(not overview)
        self._enough.setVisible(not closing)
        self._enough.setText(self.tr("Close") if overview else self.tr("Enough for today"))
        if closing:
            self._on.setText(self.tr("Close for today"))
        else:
            self._on.setText(self.tr("Next step") if screen.ends_step else self.tr("Continue"))
        # At the end of a step stopping is as good as going on, and comes first.
        rests = screen.ends_step or overview
        set_role(self._enough, "primary" if rests else "secondary")
        set_role(self._on, "secondary" if rests else "primary")

    def _show_saving(self, state: SaveState, error: KnownError | None) -> None:
        match state:
            case SaveState.SAVING:
                self._saved.setText(self.tr("Saving…"))
            case SaveState.SAVED:
                self._problem.clear()
                if self._saved.text() != self.tr("Saved, encrypted"):
                    self._saved.setText(self.tr("Saved, encrypted"))
            case SaveState.FAILED:
                self._saved.setText("")
                self._show_problem(error or KnownError())
            case SaveState.NOTHING:
                self._saved.setText("")

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        text = self.tr("Not saved yet. {happened} Your words are still here. {to_do}").format(
            happened=problem.happened, to_do=problem.to_do
        )
        self._problem.say(
            text,
            [
                (self.tr("Try again"), self._presenter.flush),
                (self.tr("Save a copy elsewhere…"), self._save_copy),
            ],
            problem=True,
        )
        self.show_widget(self._problem)

    def _save_copy(self) -> None:
        """Write what was answered into a file of the person's choice, after a word of warning."""
        title = self.tr("Save a copy. This copy is not locked: anyone who finds it can read it.")
        chosen, _ = QFileDialog.getSaveFileName(self, title, self.tr("notes.txt"))
        if not chosen:
            return
        try:
            Path(chosen).write_text(self._as_text(), encoding="utf-8", errors="replace")
        except OSError:
            self._quiet.say(
                self.tr("That file could not be written. Choose another place."), problem=True
            )
            return
        self._quiet.say(self.tr("A copy is saved. It is not locked."))

    def _as_text(self) -> str:
        answers = self._presenter.answers
        parts = [
            f"{self._say(prompt.question)}\n{answer_words(prompt, answers[prompt.id], self._name)}"
            for prompt in self._presenter.worksheet.prompts()
            if prompt.id in answers
        ]
        return "\n\n".join(parts) + "\n"

    # --- small things -----------------------------------------------------------------------

    def _answered(self, prompt_id: str) -> None:
        answers = self._presenter.answers
        for key, widget in self._prompts.items():
            widget.setVisible(widget.prompt.is_shown(answers))
            if key != prompt_id:
                widget.set_context(answers)
        if self._prompts:
            self._offer.setVisible(self._presenter.offers_mood)
        sheet = self._presenter.worksheet
        states = [self._presenter.step_state(number) for number in range(len(sheet.steps))]
        self._steps.show_states(self._presenter.screen.step, states)

    def _clear_body(self) -> None:
        self._prompts.clear()
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _focus_first(self) -> None:
        """Put the caret where the first answer goes."""
        for widget in self._prompts.values():
            for child in widget.findChildren(QWidget):
                if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled():
                    self.setFocusProxy(child)
                    if self.isVisible():
                        child.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.setFocusProxy(self._enough)
        if self.isVisible():
            self._enough.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str) -> str:
        return fill(text, self._name)


def _shortened(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"

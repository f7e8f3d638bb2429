"""The journey through a worksheet, as a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ruptures import QUIET_STATES, RuptureState
from repair_desktop.core.sheets import shown
from repair_desktop.core.times import Clock
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Prompt
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.count_card import CountCard
from repair_desktop.gui.reflect.foot import Foot
from repair_desktop.gui.reflect.gathered_words import gathered_groups
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.reflect.step_line import StepLine
from repair_desktop.gui.saving import SaveState
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import FOOT_SHARE, GAP
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.answer_words import answer_parts, answer_words
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.document import TextOutput
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.gui.widgets.prompts.make import prompt_widget
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import shortened, words
from repair_desktop.gui.widgets.wrapping_button import WrappingButton

STRIP_LETTERS = 160
OVERVIEW_LETTERS = 2_000
"""A label with a megabyte in it would keep the window waiting at every step."""


class JourneyPage(Page):
    """One screen of the journey at a time, with the steps on top and the ways on below.

    Signals:
        copy_requested: The person wants to take along what they wrote.
    """

    copy_requested = Signal()

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
        self._theme = theme
        self._problems = problems
        self._prompts: dict[PromptId, PromptWidget] = {}
        self._state_box: StateBox | None = None
        self._offer: QPushButton | None = None
        self._trouble = ""
        self._trouble_is_new = False
        self._steps = StepLine([step.name for step in presenter.worksheet.steps], theme)
        self._steps.chosen.connect(presenter.go_to_step)
        self._steps.setVisible(self._has_steps)
        self.set_top(self._steps)
        self._strip = words("", "strip")
        self._quiet = Notice()
        self._body = QVBoxLayout()
        self._body.setSpacing(GAP)
        body = QWidget()
        body.setLayout(self._body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._ways = Foot()
        for part in (self._strip, self._quiet, body, self._ways.rest):
            self.add_widget(part)
        self.set_foot(self._ways)
        self._connect_ways()
        theme.changed.connect(self._arrange_foot)
        self._output = TextOutput(self)
        self._output.saved.connect(
            lambda: self._tell_of_copy(self.tr("A copy is saved. It is not locked."))
        )
        self._output.failed.connect(
            lambda: self._tell_of_copy(
                self.tr("That file could not be written. Choose another place.")
            )
        )
        presenter.screen_changed.connect(self._show_screen)
        presenter.answered.connect(self._answered)
        presenter.save_changed.connect(self._show_saving)
        presenter.leaving.connect(self._take_typed)
        presenter.stayed.connect(self._say_trouble_again)
        presenter.failed.connect(self._show_failure)
        presenter.pause_suggested.connect(
            lambda: self._quiet.say(self.tr("You have been here a while. A pause is fine."))
        )
        self._show_saving(presenter.save_state, None)
        self._show_screen()
        if presenter.came_back:
            self._quiet.say(
                self.tr("You stopped here. Carry on, look back, or close."),
                [
                    (self.tr("Carry on"), self._carry_on),
                    (self.tr("Look back"), presenter.look_back),
                    (self.tr("Close"), presenter.close),
                ],
            )
            tab_in_reading_order(self)

    @property
    def _has_steps(self) -> bool:
        """Whether there is more than one step, and so a line of them."""
        return len(self._presenter.worksheet.steps) > 1

    # --- the foot ---------------------------------------------------------------------------

    def _connect_ways(self) -> None:
        ways, presenter = self._ways, self._presenter
        acts: list[tuple[QPushButton, Callable[[], object]]] = [
            (ways.back, presenter.go_back),
            (ways.steady, presenter.steady_requested.emit),
            (ways.enough, self._leave),
            (ways.skip, presenter.go_on),
            (ways.on, presenter.go_on),
        ]
        for button, act in acts:
            button.clicked.connect(lambda _=False, act=act: act())
        for keys, act in (("Alt+Right", presenter.go_on), ("Alt+Left", presenter.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_foot(self) -> None:
        screen = self._presenter.screen
        overview = screen.kind is ScreenKind.OVERVIEW
        closing = screen.kind is ScreenKind.CLOSING
        ways = self._ways
        ways.back.setEnabled(self._presenter.can_go_back)
        ends_all = self._presenter.is_short and screen.kind is ScreenKind.STEP
        ways.skip.setVisible(bool(screen.prompts) and not closing and not ends_all)
        ways.on.setVisible(not overview)
        ways.enough.setVisible(not closing)
        if overview:
            ways.enough.setText(self.tr("Close"))
        else:
            ways.enough.setText(self.tr("Done") if ends_all else self.tr("Enough for today"))
        if closing:
            ways.on.setText(self.tr("Close for today"))
        elif screen.ends_step:
            ways.on.setText(self.tr("Next step") if self._has_steps else self.tr("Look back"))
        else:
            ways.on.setText(self.tr("Continue"))
        # At the end of a step stopping is as good as going on, and comes first.
        rests = screen.ends_step or overview
        set_role(ways.enough, "primary" if rests else "secondary")
        set_role(ways.on, "secondary" if rests else "primary")
        self._arrange_foot()

    def _leave(self) -> None:
        """Leave for today. The end of a worksheet on one screen is its end."""
        presenter = self._presenter
        if presenter.is_short and presenter.screen.kind is ScreenKind.STEP:
            presenter.finish()
        else:
            presenter.enough_for_today()

    def _arrange_foot(self) -> None:
        margins = self._foot.contentsMargins()
        most = round(self.height() * FOOT_SHARE) - margins.top() - margins.bottom()
        self._ways.arrange(self.width() - margins.left() - margins.right(), most)
        self._place_foot()
        tab_in_reading_order(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ways out and on in sight."""
        super().resizeEvent(event)
        self._arrange_foot()

    # --- showing ----------------------------------------------------------------------------

    def _show_screen(self) -> None:
        presenter = self._presenter
        screen = presenter.screen
        self._clear_body()
        self._quiet.clear()
        sheet = presenter.worksheet
        self._show_steps()
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
        self._announce_screen()

    def _announce_screen(self) -> None:
        title = self.accessibleName()
        step = self._presenter.screen.step
        if step is not None and self._has_steps:
            title = self.tr("Step {number} of {count}: {title}").format(
                number=step + 1, count=len(self._presenter.worksheet.steps), title=title
            )
        announce(self, title)

    def _show_steps(self) -> None:
        presenter = self._presenter
        numbers = range(len(presenter.worksheet.steps))
        self._steps.show_states(presenter.screen.step, [presenter.step_state(n) for n in numbers])

    def _show_step(self) -> None:
        presenter = self._presenter
        screen = presenter.screen
        assert screen.step is not None
        step = presenter.worksheet.steps[screen.step]
        if not screen.prompts:
            self.set_header(self._say(step.title), "")
            self._add_instead(self._say(step.instead))
            return
        self.set_header(self._say(step.title), self._say(step.aim))
        self._add_prompts(screen.prompts)
        row = QWidget()
        flow = FlowLayout(row)
        told = []
        if step.why:
            told.append((self.tr("Why this helps"), self._say(step.why)))
        if step.looks_up is not None and presenter.looked_up:
            told.append((self._say(step.looks_up.text), self._looked_up()))
        lines = [words(text, "note") for _title, text in told]
        for (title, _text), line in zip(told, lines, strict=True):
            line.hide()
            ask = WrappingButton(title)  # it may hold a long name
            ask.clicked.connect(partial(self._tell, line))
            flow.addWidget(ask)
        every = not presenter.all_prompts
        text = self.tr("One question at a time")
        if every:
            text = (
                self.tr("Show all questions of this step")
                if self._has_steps
                else self.tr("Show all questions")
            )
        if sum(prompt.part_of is None for prompt in step.prompts) > 1:
            flow.addWidget(self._quiet_button(text, lambda: presenter.show_all_prompts(every)))
        self._body.addWidget(row)
        for line in lines:
            self._body.addWidget(line)
        if presenter.review is not None:
            self._body.addWidget(CountCard(presenter.review, self._name, self._theme))

    def _looked_up(self) -> str:
        """Return what was written elsewhere, each after its question."""
        return "\n\n".join(
            f"{self._say(each.prompt.question)}\n{shown(shortened(each.text, OVERVIEW_LETTERS))}"
            for each in self._presenter.looked_up
        )

    def _tell(self, line: QLabel, _pressed: bool = False) -> None:
        """Show and read out a line that was asked for, or hide it again."""
        line.setVisible(line.isHidden())
        if not line.isHidden():
            announce(line, line.text())

    def _add_instead(self, text: str) -> None:
        """Show what stands in the place of a step that a rule hides."""
        card = Card()
        card.lines.addWidget(words(text, "question"))
        why = self._button(self.tr("What you can do, and who can help"), self._presenter.why_hidden)
        card.lines.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addWidget(card)

    def _add_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        presenter = self._presenter
        card = Card()
        self._body.addWidget(card)
        starters: tuple[str, ...] = ()
        if presenter.screen.step is not None:
            starters = presenter.worksheet.steps[presenter.screen.step].starters
        for prompt in prompts:
            widget = prompt_widget(
                prompt,
                self._name,
                self._clock,
                starters,
                presenter.recent(prompt),
                presenter.recalled(prompt),
                gathered_groups(prompt, presenter.gathered(prompt), self._name),
            )
            card.lines.addWidget(widget)
            widget.set_earlier(presenter.earlier(prompt))
            widget.set_context(presenter.answers)
            widget.set_answer(presenter.answers.get(prompt.id))
            widget.setVisible(presenter.is_shown(prompt))
            widget.changed.connect(lambda answer, prompt=prompt: presenter.edit(prompt.id, answer))
            widget.left.connect(presenter.pause_typing)
            widget.action_requested.connect(presenter.act)
            widget.page_requested.connect(presenter.page_requested)
            widget.worksheet_requested.connect(presenter.go_on_with)
            self._prompts[prompt.id] = widget
            if prompt.id == presenter.worksheet.roles.feelings:
                text = self.tr("Add these to your mood timeline")
                self._offer = self._button(text, presenter.take_mood_offer)
                card.lines.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
                self._offer.setVisible(presenter.offers_mood)

    def _add_overview(self) -> None:
        presenter = self._presenter
        if presenter.answers:
            self._body.addWidget(self._state_card(presenter.rupture_state))
        for number, step in enumerate(presenter.worksheet.steps):
            card = Card()
            title = self._say(step.title)
            if self._has_steps:
                title = self.tr("{number}. {title}").format(number=number + 1, title=title)
            card.lines.addWidget(words(title, "question"))
            self._body.addWidget(card)
            if presenter.worksheet.is_hidden(step.id, presenter.answers):
                card.lines.addWidget(words(self._say(step.instead), "helper"))
                continue
            for prompt in step.prompts:
                if presenter.is_shown(prompt):
                    card.lines.addWidget(self._overview_row(prompt))

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
            text = answer_words(prompt, answer, self._name)
            texts.addWidget(words(shortened(text, OVERVIEW_LETTERS)))
        line.addLayout(texts, 1)
        go = self._quiet_button(
            self.tr("Go there"), lambda: self._presenter.go_to_prompt(prompt.id)
        )
        go.setAccessibleName(self.tr("Go to: {question}").format(question=question))
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state_card(self, state: RuptureState | None) -> Card:
        """Let the person say where the rupture stands, if there is one, and that they are done."""
        presenter = self._presenter
        card = Card()
        if state is not None:
            question = words(self.tr("Where does this stand?"), "question")
            card.lines.addWidget(question)
            decide = self.tr("You decide. You can change it at any time.")
            card.lines.addWidget(words(decide, "helper"))
            rests = presenter.is_set_aside
            self._state_box = StateBox(
                state,
                self.tr("Where does this stand?"),
                QUIET_STATES if rests else tuple(RuptureState),
            )
            question.setBuddy(self._state_box)
            self._state_box.chosen.connect(presenter.set_state)
            card.lines.addWidget(self._state_box, 0, Qt.AlignmentFlag.AlignLeft)
            if presenter.can_make_card:
                make = self._button(self.tr("Card for the session"), presenter.make_card)
                card.lines.addWidget(make, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            helper = self.tr("It stays saved, done or not. You can take it up again.")
            card.lines.addWidget(words(helper, "helper"))
        done = (
            self._button(self.tr("I am not done after all"), presenter.take_up_again)
            if presenter.is_finished
            else self._button(self.tr("I am done with this one"), presenter.finish)
        )
        take = self._button(self.tr("Print or save this page…"), self.copy_requested.emit)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(done)
        flow.addWidget(take)
        card.lines.addWidget(row)
        return card

    def _show_strip(self) -> None:
        strip = self._presenter.strip
        in_steps = self._presenter.screen.kind is ScreenKind.STEP
        line = shortened(" ".join(strip[: 2 * STRIP_LETTERS].split()), STRIP_LETTERS)
        self._strip.setText(self.tr("You wrote: {words}").format(words=line))
        self._strip.setVisible(bool(line) and in_steps)

    # --- saving -----------------------------------------------------------------------------

    def _show_saving(self, state: SaveState, error: KnownError | None) -> None:
        saved = self._ways.saved
        match state:
            case SaveState.SAVING:
                saved.setText(self.tr("Saving…"))
            case SaveState.SAVED:
                saved.setText(self.tr("Saved, encrypted"))
                self._forget_trouble()
            case SaveState.FAILED:
                saved.setText("")
                self._show_trouble(error or KnownError())
            case SaveState.NOTHING:
                saved.setText(self.tr("What you write is saved as you go, encrypted."))

    def _show_trouble(self, error: KnownError) -> None:
        """Say that something is not saved: once, however often it is tried while typing goes on."""
        problem = self._problems.words(error)
        text = self.tr("Not saved yet. {happened} Your words are still here. {to_do}").format(
            happened=problem.happened, to_do=problem.to_do
        )
        self._trouble_is_new = text != self._trouble
        if self._trouble_is_new:
            self._trouble = text
            self._say_trouble(text)

    def _say_trouble(self, text: str, focus: bool = False) -> None:
        self._ways.problem.say(
            text,
            [
                (self.tr("Try again"), self._presenter.try_again),
                (self.tr("Save a copy elsewhere…"), self._offer_copy),
            ],
            problem=True,
        )
        self._arrange_foot()
        self._show_trouble_place()
        if focus:
            self._focus_trouble()

    def _focus_trouble(self) -> None:
        """Let the keyboard go on where the pressed button was, once the new ones are shown."""

        def focus() -> None:
            buttons = self._ways.problem.findChildren(QPushButton)
            first = next((button for button in buttons if button.isVisible()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            tab_in_reading_order(self)

        QTimer.singleShot(0, self, focus)

    def _say_trouble_again(self) -> None:
        """Answer somebody who waits: it is still not saved."""
        if not self._trouble_is_new:
            announce(self._ways.problem, self._trouble, assertive=True)
        self._show_trouble_place()

    def _show_trouble_place(self) -> None:
        if self._ways.is_crowded:
            # A line that is new has no place yet.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.show_widget(self._ways.problem)

    def _forget_trouble(self) -> None:
        problem = self._ways.problem
        if not self._trouble:
            return
        focused = QApplication.focusWidget()
        was_there = focused is not None and problem.isAncestorOf(focused)
        self._trouble = ""
        problem.clear()
        self._arrange_foot()
        announce(self, self._ways.saved.text())
        if was_there:
            self._focus_first()

    def _offer_copy(self) -> None:
        """Say what a copy is before one is made."""
        self._ways.problem.say(
            self.tr("This copy is not locked. Anyone who finds it can read it."),
            [
                (self.tr("Choose where…"), self._choose_copy),
                (self.tr("Not now"), lambda: self._say_trouble(self._trouble, focus=True)),
            ],
            problem=True,
        )
        self._focus_trouble()

    def _choose_copy(self) -> None:
        """Ask for a file, and save all answers there; the disk of the journal may be full."""
        sheet, answers = self._presenter.worksheet, self._presenter.answers
        answered = (
            (self._say(prompt.question), answer_words(prompt, answers[prompt.id], self._name))
            for prompt in sheet.prompts()
            if prompt.id in answers
        )
        parts = answer_parts(self._say(sheet.title), answered)
        self._output.save_text(parts, self.tr("notes"), self.window())

    def _tell_of_copy(self, done: str) -> None:
        if self._trouble:
            self._say_trouble(f"{done} {self._trouble}", focus=True)
        else:
            self._quiet.say(done)

    def _show_failure(self, error: KnownError) -> None:
        """Say what was not done, and show things as they still are."""
        problem = self._problems.words(error)
        self._quiet.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)
        state = self._presenter.rupture_state
        if self._state_box is not None and state is not None:
            self._state_box.show_state(state)
        self.show_widget(self._quiet)

    # --- small things -----------------------------------------------------------------------

    def _answered(self, prompt_id: str) -> None:
        presenter = self._presenter
        for key, widget in self._prompts.items():
            if key != prompt_id:
                widget.setVisible(presenter.is_shown(widget.prompt))
                widget.set_context(presenter.answers)
        if self._offer is not None:
            self._offer.setVisible(presenter.offers_mood)
        self._show_steps()
        tab_in_reading_order(self)

    def _take_typed(self) -> None:
        for widget in list(self._prompts.values()):
            widget.take_typed()

    def _clear_body(self) -> None:
        self._prompts.clear()
        self._state_box = self._offer = None
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _carry_on(self) -> None:
        self._quiet.clear()
        self._focus_first()

    def _focus_first(self) -> None:
        """Put the caret where the answer goes: at the prompt the person is at."""
        here = self._prompts.get(self._presenter.place) if self._presenter.place else None
        target: QWidget = self._ways.enough
        for prompt in (here, *self._prompts.values()):
            field = prompt.first_field() if prompt is not None else None
            if field is not None:
                target = field
                break
        self.start_at(target)
        if self.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "secondary")
        button.clicked.connect(lambda: act())
        return button

    def _quiet_button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = self._button(text, act)
        set_role(button, "quiet")
        return button

    def _say(self, text: str) -> str:
        return fill(text, self._name)

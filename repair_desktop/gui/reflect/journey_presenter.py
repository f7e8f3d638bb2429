"""The journey through one worksheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.answers import Answer, FeelingsAnswer, RatedWord, TextAnswer
from repair_desktop.core.counts import Review
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, PromptId, RuptureId
from repair_desktop.core.ruptures import Rupture, RuptureState
from repair_desktop.core.worksheets import (
    Gathered,
    Place,
    Prompt,
    PromptKind,
    Source,
    Worksheet,
)
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.reflect.screens import Screen, ScreenKind, find_place, screens
from repair_desktop.gui.saving import Saver, SaveState
from repair_desktop.services.reflect import OpenEntry, ReflectService, Written
from repair_desktop.services.settings import JournalSettings

PAUSE_AFTER = 25 * 60 * 1000
"""Milliseconds until one quiet line says that a pause is fine."""


class StepState(Enum):
    """What the step line says of a step."""

    BLANK = "blank"
    BEGUN = "begun"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class MoodOffer:
    """Feelings that could go on the mood timeline."""

    feelings: tuple[RatedWord, ...]
    day: date | None
    entry_id: EntryId
    rupture_id: RuptureId | None


class JourneyPresenter(QObject):
    """Knows where the person is in a worksheet, and what they answered.

    Every prompt can be left blank, every step visited in any order, and the journey left at any
    point.

    Signals:
        screen_changed: Another screen, or the same one with other prompts.
        answered: The id of a prompt whose answer changed.
        save_changed: A SaveState, and the error when it is FAILED.
        leaving: The last moment to tell of an answer: somebody waits for everything to be saved.
        stayed: Somebody waited for everything to be saved, and it is not.
        failed: The KnownError that kept something else from being done.
        page_requested: The id of a help page that an answer opens.
        worksheet_requested: The id of a worksheet to go on with, and of the rupture it is about or
            None. Everything is saved.
        card_requested: The id of the rupture whose card is wanted. Everything is saved.
        steady_requested, help_requested: As they say.
        mood_offered: A :class:`MoodOffer` that the person took.
        pause_suggested: The person has been here a while.
        lock_requested: The entry and its worksheet; the person wants to lock it away by itself.
        state_changed: The rupture's new RuptureState.
        closed: The person leaves; everything is saved or said to be not.
    """

    screen_changed = Signal()
    answered = Signal(str)
    save_changed = Signal(object, object)
    leaving = Signal()
    stayed = Signal()
    failed = Signal(object)
    page_requested = Signal(str)
    worksheet_requested = Signal(str, object)
    card_requested = Signal(str)
    steady_requested = Signal()
    help_requested = Signal()
    mood_offered = Signal(object)
    pause_suggested = Signal()
    lock_requested = Signal(object, object)
    state_changed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        reflect: ReflectService,
        opened: OpenEntry,
        recent: Mapping[PromptKind, Sequence[str]],
        settings: JournalSettings,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reflect = reflect
        self._opened = opened
        self._recent = recent
        self._settings = settings
        self._jobs = jobs
        # The checks ask about right now: what was said there another day is kept, and not shown.
        sheet = opened.worksheet
        checks = {prompt.id for prompt in (*sheet.opening, *sheet.closing)}
        self._answers: dict[PromptId, Answer] = {
            key: answer for key, answer in opened.answers.items() if key not in checks
        }
        self._state = opened.rupture.state if opened.rupture else None
        self._finished = opened.entry.finished_at is not None
        self._closing = False
        self._screens = self._cut()
        self._place = opened.entry.place
        self._number = find_place(self._screens, self._place)
        self.came_back = opened.entry.place is not None
        entry_id = opened.entry.id
        self._saver: Saver[PromptId, Answer | None] = Saver(
            lambda changes, place: reflect.save(entry_id, changes, place), jobs, self
        )
        self._saver.changed.connect(self.save_changed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_AFTER)
        self._pause.timeout.connect(self.pause_suggested)
        if settings.ask_checks:
            self._pause.start()

    # --- what is shown ----------------------------------------------------------------------

    @property
    def worksheet(self) -> Worksheet:
        """What is asked."""
        return self._opened.worksheet

    @property
    def entry_id(self) -> EntryId:
        """The entry that is worked on."""
        return self._opened.entry.id

    @property
    def rupture(self) -> Rupture | None:
        """What it is about."""
        return self._opened.rupture

    @property
    def rupture_state(self) -> RuptureState | None:
        """The rupture's state, as set last; None before anything is answered, or about none.

        A rupture is kept with the first answer, and before that there is nothing to set.
        """
        return self._state if self._answers else None

    @property
    def is_set_aside(self) -> bool:
        """Whether an answer, here or in another entry, hides the steps that mend."""
        return self._opened.rests or self.worksheet.hiding_rule(self._answers) is not None

    @property
    def can_make_card(self) -> bool:
        """Whether there can be a card for the session about this."""
        needs_help = self._state is RuptureState.OUTSIDE_HELP
        return self.rupture_state is not None and not self.is_set_aside and not needs_help

    @property
    def is_finished(self) -> bool:
        """Whether the person is done with this worksheet."""
        return self._finished

    @property
    def answers(self) -> Mapping[PromptId, Answer]:
        """All answers, saved or not."""
        return self._answers

    @property
    def screen(self) -> Screen:
        """What is in sight."""
        if self._closing:
            return Screen(ScreenKind.CLOSING, prompts=self.worksheet.closing)
        return self._screens[self._number]

    @property
    def place(self) -> PromptId | None:
        """The prompt the person is at, or was at last."""
        return self._place

    @property
    def save_state(self) -> SaveState:
        """Where what was typed is."""
        return self._saver.state

    @property
    def all_prompts(self) -> bool:
        """Whether a step is shown on one page."""
        return self._settings.all_prompts

    @property
    def strip(self) -> str:
        """The person's own words about what happened, or "" where they stand on the screen."""
        role = self.worksheet.roles.strip
        if role is None:
            return self._opened.strip
        answer = self._answers.get(role) if role is not None else None
        here = any(prompt.id == role for prompt in self.screen.prompts)
        return answer.text if isinstance(answer, TextAnswer) and not here else ""

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen before this one."""
        return self._closing or self._number > 0

    @property
    def offers_mood(self) -> bool:
        """Whether the feelings on this screen could go on the mood timeline."""
        role = self.worksheet.roles.feelings
        on_screen = any(prompt.id == role for prompt in self.screen.prompts)
        return on_screen and bool(self._feelings())

    def is_shown(self, prompt: Prompt) -> bool:
        """Tell whether a prompt is asked. One that was answered stays in sight."""
        return prompt.id in self._answers or prompt.is_shown(self._answers)

    @property
    def is_short(self) -> bool:
        """Whether the worksheet is one screen, so that its end is in sight from its beginning."""
        first, *more = self.worksheet.steps
        return not more and sum(prompt.part_of is None for prompt in first.prompts) == 1

    def recent(self, prompt: Prompt) -> Sequence[str]:
        """Return words used lately for a prompt with a word list."""
        return self._recent.get(prompt.kind, ())

    def earlier(self, prompt: Prompt) -> Sequence[Answer]:
        """Return what was answered to a prompt in other entries on the same rupture."""
        return self._opened.earlier.get(prompt.id, ())

    def recalled(self, prompt: Prompt) -> Sequence[str]:
        """Return what was written elsewhere and belongs under a prompt."""
        return self._opened.recalled.get(prompt.id, ())

    def gathered(self, prompt: Prompt) -> Mapping[Source, Sequence[Gathered]]:
        """Return what a prompt gathers to choose from."""
        return self._opened.gathered.get(prompt.id, {})

    @property
    def is_for_session(self) -> bool:
        """Whether it belongs to a session, or to the sessions at all."""
        places = {Place.BEFORE_SESSION, Place.AFTER_SESSION}
        return self._opened.session_id is not None or bool(self.worksheet.offered & places)

    @property
    def looked_up(self) -> Sequence[Written]:
        """What can be looked up from the step in sight."""
        step = self.screen.step
        return () if step is None else self._opened.looked_up.get(self.worksheet.steps[step].id, ())

    @property
    def review(self) -> Review | None:
        """What is counted for the step in sight, or None."""
        step = self.screen.step
        return None if step is None else self._opened.reviews.get(self.worksheet.steps[step].id)

    def step_state(self, number: int) -> StepState:
        """Return what the step line says of a step."""
        step = self.worksheet.steps[number]
        if self.worksheet.is_hidden(step.id, self._answers):
            return StepState.HIDDEN
        begun = any(prompt.id in self._answers for prompt in step.prompts)
        return StepState.BEGUN if begun else StepState.BLANK

    # --- what the person does ---------------------------------------------------------------

    def edit(self, prompt_id: PromptId, answer: Answer | None) -> None:
        """Take an answer; it is saved within a second."""
        if not self._closing:
            self._place = prompt_id
        before = self.worksheet.hiding_rule(self._answers)
        self._take(prompt_id, answer)
        after = self.worksheet.hiding_rule(self._answers)
        if after != before:
            self._cut_again()
            if after is not None and after.opens:
                self.page_requested.emit(after.page)

    def ticked_by_mistake(self) -> None:
        """Take back the answer that hid steps."""
        rule = self.worksheet.hiding_rule(self._answers)
        if rule is not None:
            self._take(rule.prompt, None)
            self._cut_again()
            self.screen_changed.emit()

    def why_hidden(self) -> None:
        """Ask for the page that says why steps are hidden."""
        rule = self.worksheet.hiding_rule(self._answers)
        if rule is not None:
            self.page_requested.emit(rule.page)

    def go_on(self) -> None:
        """Show the next screen."""
        if self._closing:
            self.close()
        elif self._number + 1 < len(self._screens):
            self._go_to(self._number + 1)

    def go_back(self) -> None:
        """Show the screen before."""
        if self._closing:
            self._closing = False
            self.screen_changed.emit()
        elif self._number > 0:
            self._go_to(self._number - 1)

    def go_to_step(self, number: int) -> None:
        """Show the first screen of a step."""
        self._closing = False
        for place, screen in enumerate(self._screens):
            if screen.step == number:
                self._go_to(place)
                return

    def go_to_prompt(self, prompt_id: PromptId) -> None:
        """Show the screen that asks a prompt."""
        self._closing = False
        self._go_to(find_place(self._screens, prompt_id), prompt_id)

    def go_to_notes(self) -> None:
        """Show the screen where the person writes what happened."""
        if self.worksheet.roles.strip is not None:
            self.go_to_prompt(self.worksheet.roles.strip)

    def look_back(self) -> None:
        """Show everything that was answered."""
        self._closing = False
        self._go_to(len(self._screens) - 1)

    def show_all_prompts(self, all_prompts: bool) -> None:
        """Show a step on one page, or one prompt at a time."""
        self._settings = replace(self._settings, all_prompts=all_prompts)
        self._cut_again()
        self.screen_changed.emit()

    def enough_for_today(self) -> None:
        """Ask the closing check where it is wanted, then leave."""
        wanted = self._settings.ask_checks and bool(self.worksheet.closing)
        if self._closing or not wanted or not self._answers:
            self.close()
            return
        self.flush()
        self._closing = True
        self.screen_changed.emit()

    def finish(self) -> None:
        """Mark the worksheet as done, then leave as at the end of a day."""
        self._finish(True, self.enough_for_today)

    def take_up_again(self) -> None:
        """Mark the worksheet as not done after all."""
        self._finish(False, self.screen_changed.emit)

    def close(self) -> None:
        """Leave. Words that could not be saved keep the person here, with the reason in sight."""
        self.flush(lambda saved: self.closed.emit() if saved else None)

    def flush(self, then: Callable[[bool], None] | None = None) -> None:
        """Save everything now; ``then`` learns whether it is saved."""
        if then is None:
            self._saver.flush()
            return
        self.leaving.emit()

        def told(saved: bool) -> None:
            then(saved)
            if not saved:
                self.stayed.emit()

        self._saver.flush(told)

    def pause_typing(self) -> None:
        """Save what there is: the person went on to something else."""
        if self._answers:
            self.flush()

    def try_again(self) -> None:
        """Save once more what could not be saved."""
        self.flush(lambda _saved: None)

    def set_state(self, state: RuptureState) -> None:
        """Give the rupture a state."""
        rupture = self.rupture
        if rupture is None or state is self._state:
            return
        self._when_saved(
            lambda: self._reflect.set_state(rupture.id, state), lambda: self._state_set(state)
        )

    def take_mood_offer(self) -> None:
        """Take the feelings over to a check-in."""
        role = self.worksheet.roles.when
        when = self._answers.get(role) if role is not None else None
        day = getattr(when, "day", None)
        self.flush()
        entry = self._opened.entry
        self.mood_offered.emit(MoodOffer(self._feelings(), day, entry.id, entry.rupture_id))

    def go_on_with(self, worksheet_id: str) -> None:
        """Ask for another worksheet, once everything is saved."""
        rupture = self.rupture
        about = rupture.id if rupture is not None else None

        def saved(kept: bool) -> None:
            if kept:
                self.worksheet_requested.emit(worksheet_id, about)

        self.flush(saved)

    def make_card(self) -> None:
        """Ask for the card about this rupture, once everything is saved."""
        rupture = self.rupture
        if rupture is not None and self.can_make_card:
            self.flush(lambda kept: self.card_requested.emit(rupture.id) if kept else None)

    def act(self, action: str) -> None:
        """Do what a band of a scale, or a note, offers."""
        match action:
            case "help":
                self.help_requested.emit()
            case "steady":
                self.steady_requested.emit()
            case "later":
                self.close()
            case "card":
                self.make_card()
            case "lock":
                self.lock_requested.emit(self._opened.entry, self.worksheet)
            case _:
                self.go_on()

    # --- inside -----------------------------------------------------------------------------

    def _take(self, prompt_id: PromptId, answer: Answer | None) -> None:
        if answer is None or answer.is_blank:
            self._answers.pop(prompt_id, None)
        else:
            self._answers[prompt_id] = answer
        self._saver.move(self._place)
        self._saver.edit(prompt_id, answer)
        self.answered.emit(prompt_id)

    def _feelings(self) -> tuple[RatedWord, ...]:
        role = self.worksheet.roles.feelings
        answer = self._answers.get(role) if role is not None else None
        return answer.words if isinstance(answer, FeelingsAnswer) else ()

    def _cut(self) -> tuple[Screen, ...]:
        return screens(
            self._opened.worksheet,
            self._answers,
            self._settings.ask_checks,
            self._settings.all_prompts,
        )

    def _cut_again(self) -> None:
        """Cut the screens anew, and stay at the same prompt, or in the same step."""
        now = self._screens[self._number]
        asked = {prompt.id for prompt in now.prompts}
        place = self._place if self._place in asked else now.place
        self._screens = self._cut()
        if place is not None:
            self._number = find_place(self._screens, place)
        else:
            same = (n for n, screen in enumerate(self._screens) if screen.step == now.step)
            self._number = next(same, 0)

    def _go_to(self, number: int, place: PromptId | None = None) -> None:
        self._number = number
        self._place = place or self.screen.place or self._place
        self._saver.move(self._place)
        if self._answers:
            self.flush()
        self.screen_changed.emit()

    def _when_saved(self, job: Callable[[], None], then: Callable[[], None]) -> None:
        """Do a job once everything is saved. What is not saved comes first, and is said."""
        self.flush(
            lambda saved: (
                self._jobs.submit(job, lambda _none: then(), self._fail) if saved else None
            )
        )

    def _finish(self, finished: bool, then: Callable[[], None]) -> None:
        entry_id = self._opened.entry.id

        def done() -> None:
            self._finished = finished
            then()

        self._when_saved(lambda: self._reflect.finish(entry_id, finished), done)

    def _state_set(self, state: RuptureState) -> None:
        self._state = state
        self.state_changed.emit(state)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

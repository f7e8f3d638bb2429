"""The main job from beginning to end, as somebody would do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from repair_desktop.app.program import Program
from repair_desktop.app.tour.camera import Camera
from repair_desktop.app.tour.hands import Hands, Lost, spoken_name
from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    FeelingsAnswer,
    ScaleAnswer,
    SortAnswer,
    TextAnswer,
)
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.number_box import NumberBox
from repair_desktop.gui.widgets.prompts.base import PromptWidget

PASSPHRASE = "made up for the tour"
NAME = TherapistName.named("M.")


def type_two_groups(hands: Hands) -> None:
    """Read the recovery code from the screen and type the two groups that are asked for."""
    groups = next(hands.all(CodeView)).groups
    for number, group in enumerate(groups, start=1):
        name = f"Group {number}"
        if hands.sees(name, QLineEdit):
            hands.type(group, hands.find(name, QLineEdit))


@dataclass(frozen=True, slots=True)
class Until:
    """Something that has to be true before the walk goes on, and what it is called."""

    what: str
    is_true: Callable[[], bool]


VAULT_PAGES = (
    ("What opens it…", "What opens your journal", "lock"),
    ("New recovery code…", "New recovery code", "new-code"),
    ("Backups…", "Backups", "backups"),
    ("Move it…", "Move my journal", "move"),
    ("Delete everything…", "Delete everything", "delete"),
)
"""Buttons in the settings, the pages they lead to, and the pictures' names."""


TIMELINE_VIEWS = {
    "Over time": ("Week", "Quarter", "All"),
    "Calendar": ("Month", "Year"),
    "Around sessions": ("Year",),
    "One rupture": (),
    "Words": ("Quarter",),
    "How sessions were": ("All",),
}
"""Every way to look at the mood timeline, and for how many days."""


class Walk:
    """Walks through one program, step by step.

    Args:
        program: The program; its window is shown.
        camera: Where pictures go.
    """

    def __init__(self, program: Program, camera: Camera) -> None:
        self._program = program
        self._hands = Hands(program.window)
        self._camera = camera
        self._by_passphrase = False

    def main_job(self, answers: Mapping[PromptId, Answer]) -> Iterator[Until]:
        """Make a journal, write down a rupture, check in, look at it all, lock and unlock.

        A letter is locked away by itself on the way.

        Args:
            answers: What is answered on the way through the six steps.

        Yields:
            What to wait for before going on.
        """
        yield from self._make_a_journal()
        yield from self._look_for_help()
        yield from self._check_in()
        yield from self._go_through_the_steps(answers)
        yield from self._lock_a_letter_away()
        yield from self._look_around()
        yield from self._lock_and_unlock()
        yield from self._something_that_is_not_okay()
        yield from self._make_it_large()
        yield from self._hide()

    def made_up_journal(self) -> Iterator[Until]:
        """Look at a journal that has two years in it."""
        hands = self._hands
        yield self._title("Today")
        self._picture("made-up-today")
        yield from self._look_through_the_timeline()
        hands.press("Reflect")
        yield self._title("Reflect")
        yield self._settled()
        self._picture("made-up-reflect")
        # An old one has had the longest life.
        names = [spoken_name(button) for button in hands.all(QPushButton)]
        hands.press([name for name in names if name.startswith("Open: ")][-1])
        yield self._sees("How big it felt")
        yield self._settled()
        self._picture("made-up-rupture")
        hands.press("Back")
        yield self._title("Reflect")
        yield self._settled()
        cards = (spoken_name(button) for button in hands.all(QPushButton))
        hands.press(next(name for name in cards if name.startswith("Card for the session")))
        yield self._title("Card for the session")
        yield self._settled()
        self._picture("made-up-card")
        hands.press("Practise")
        yield self._title("Practise")
        self._picture("made-up-practise")
        hands.press("Close")
        yield self._title("Card for the session")
        hands.press("Show it large")
        yield self._title("The card")
        self._picture("made-up-card-large")
        hands.press("Next session")
        yield self._title("Next session")
        yield self._settled()
        self._picture("made-up-sessions")
        hands.press("Add a session")
        self._picture("made-up-sessions-add")
        hands.press("Not now")

    def _look_through_the_timeline(self) -> Iterator[Until]:
        """See every way to look, and what can be taken along."""
        hands = self._hands
        hands.press("Mood timeline")
        for view, spans in TIMELINE_VIEWS.items():
            yield self._sees(view)
            hands.press(view)
            yield self._settled()
            name = view.lower().replace(" ", "-")
            for span in spans:
                hands.press(span)
                yield self._settled()
                self._picture(f"made-up-timeline-{name}-{span.lower()}")
            if not spans:
                self._picture(f"made-up-timeline-{name}")
        hands.press("Table")
        yield self._settled()
        self._picture("made-up-timeline-table")
        hands.press("Picture")
        hands.press("Over time")
        yield self._settled()
        hands.press("Filter…")
        yield self._sees("Close")
        self._picture("made-up-timeline-filter")
        hands.press("Close")
        hands.press("Print or save…")
        yield self._title("Print or save what is shown")
        self._picture("made-up-timeline-print-or-save")
        hands.press("Back")
        yield self._title("Mood timeline")
        yield self._settled()
        hands.press("For my session…")
        yield self._title("Last weeks for my session")
        yield self._settled()
        self._picture("made-up-timeline-last-weeks")
        hands.press("Back")
        yield self._title("Mood timeline")
        yield self._settled()

    # --- the parts --------------------------------------------------------------------------

    def _make_a_journal(self) -> Iterator[Until]:
        hands = self._hands
        yield self._title("Welcome to Repair")
        self._picture("welcome")
        hands.press("Start")
        yield self._title("What do you call your therapist?")
        hands.press("A name or initials")
        hands.type("M.", next(hands.all(QLineEdit)))
        self._picture("name")
        hands.press("Continue")
        yield self._title("What locks your journal?")
        # A keyring that is not there takes the question along.
        keyring = ("This computer account", QRadioButton)
        yield Until("a lock", lambda: hands.sees(*keyring) or not hands.sees("Only me"))
        self._by_passphrase = not hands.sees(*keyring)
        if self._by_passphrase:
            for field in list(hands.all(QLineEdit)):
                hands.type(PASSPHRASE, field)
        else:
            self._picture("account")
            hands.press("Only me")
        self._picture("protection")
        hands.press("Continue")
        yield self._title("Your recovery code")
        self._picture("recovery-code")
        type_two_groups(hands)
        hands.press("Make my journal")
        yield self._title("Today")
        yield self._settled()
        self._picture("today")

    def _look_for_help(self) -> Iterator[Until]:
        hands = self._hands
        hands.press("Get help now")
        yield self._title("Get help now")
        yield self._settled()
        self._picture("help")
        hands.press("Back")
        yield self._title("Today")
        hands.press("Steady me")
        yield self._title("Steady me")
        self._picture("steady")
        hands.press("Back")
        yield self._title("Today")

    def _check_in(self) -> Iterator[Until]:
        hands = self._hands
        hands.press("Low")
        self._picture("check-in")
        hands.press("Save this check-in")
        yield self._sees("Check in again")
        self._picture("check-in-saved")

    def _go_through_the_steps(self, answers: Mapping[PromptId, Answer]) -> Iterator[Until]:
        hands = self._hands
        hands.press("Something felt off")
        yield self._in_the_journey()
        number = 0
        while not hands.sees("I am done with this one"):
            number += 1
            prompts = self._prompts()
            for prompt in prompts:
                self._answer(prompt, answers.get(prompt.prompt.id))
            self._picture(f"step-{number:02d}")
            on = next(name for name in ("Next step", "Continue") if hands.sees(name, QPushButton))
            hands.press(on)
            yield self._other_prompts_than(prompts)
        self._picture("what-you-wrote")
        hands.press("Print or save this page…")
        yield self._title("Print or save this page")
        self._picture("take-along")
        hands.press("Back")
        yield self._title("What you wrote")
        state = hands.find("Where does this stand?", QComboBox)
        state.setFocus()
        hands.type("Ready")
        hands.key(Qt.Key.Key_Return)
        yield self._settled()
        hands.press("Close")
        yield self._title("Enough for today")
        for prompt in self._prompts():
            self._answer(prompt, answers.get(prompt.prompt.id))
        self._picture("enough-for-today")
        hands.press("Close for today")
        yield self._title("Reflect")
        yield self._settled()
        self._picture("reflect")

    def _lock_a_letter_away(self) -> Iterator[Until]:
        hands = self._hands
        hands.press("Begin: A letter I will not send")
        yield self._in_the_journey()
        while not hands.sees("I want to lock it away", Chip):
            before = self._prompts()
            hands.press("Continue")
            yield self._other_prompts_than(before)
        hands.press("I want to lock it away")
        hands.press("Choose its passphrase…")
        yield self._title("Lock this page away")
        self._picture("lock-away")
        for field in list(hands.all(QLineEdit)):
            hands.type(PASSPHRASE, field)
        hands.press("Lock it away")
        yield self._title("Reflect")
        yield self._settled()
        self._picture("reflect-with-a-locked-page")
        unlock = next(
            button for button in hands.all(QPushButton) if spoken_name(button).startswith("Unlock:")
        )
        hands.click(unlock)
        yield self._title("It is locked away")
        self._picture("locked-page")
        hands.type(PASSPHRASE, next(hands.all(QLineEdit)))
        hands.press("Read it")
        yield self._sees("Close")
        self._picture("locked-page-read")
        hands.press("Close")
        yield self._title("Reflect")

    def _look_around(self) -> Iterator[Until]:
        hands = self._hands
        hands.press("Mood timeline")
        yield self._sees("Month")
        yield self._settled()
        self._picture("timeline")
        hands.press("Settings")
        yield self._title("Settings")
        yield self._settled()
        self._picture("settings")
        for button, title, picture in VAULT_PAGES:
            hands.press(button)
            yield self._title(title)
            yield self._settled()
            self._picture(picture)
            hands.press("Settings")
            yield self._title("Settings")
        hands.press("Today")
        yield self._title("Today")

    def _lock_and_unlock(self) -> Iterator[Until]:
        self._hands.press("Lock")
        yield from self._unlock("locked")
        self._picture("unlocked")

    def _something_that_is_not_okay(self) -> Iterator[Until]:
        hands = self._hands
        hands.press("Something felt off")
        yield self._in_the_journey()
        not_okay = "Something that may not be okay for a therapist to do"
        while not hands.sees(not_okay, Chip):
            before = self._prompts()
            hands.press("Skip")
            yield self._other_prompts_than(before)
        hands.press(not_okay)
        yield self._sees("Something else that felt unsafe")
        hands.press("Something else that felt unsafe")
        yield self._title("This may not be yours to repair")
        self._picture("not-yours")
        hands.press("I ticked that by mistake")
        yield self._in_the_journey()
        hands.press("Today")
        yield self._title("Today")

    def _make_it_large(self) -> Iterator[Until]:
        for _ in range(10):
            self._hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        yield self._settled()
        self._picture("large-text")
        self._hands.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        yield self._settled()

    def _hide(self) -> Iterator[Until]:
        self._hands.key(Qt.Key.Key_F9)
        yield Until("hidden", lambda: self._program.window.is_veiled)
        self._picture("hidden")
        self._hands.key(Qt.Key.Key_Space)
        yield from self._unlock("hidden-and-locked")

    def _unlock(self, picture: str) -> Iterator[Until]:
        hands = self._hands
        yield self._sees("Open my journal")
        self._picture(picture)
        if self._by_passphrase:
            hands.type(PASSPHRASE, next(hands.all(QLineEdit)))
        hands.press("Open my journal")
        yield self._title("Today")
        yield self._settled()

    # --- answering --------------------------------------------------------------------------

    def _answer(self, widget: PromptWidget, answer: Answer | None) -> None:
        """Answer one prompt by hand; a prompt without an answer is left blank."""
        hands = self._hands
        texts = {str(option.id): fill(option.text, NAME) for option in widget.prompt.options}
        match answer:
            case TextAnswer(text):
                hands.type(text, widget.findChild(QPlainTextEdit))
            case ScaleAnswer(value):
                number = widget.findChild(NumberBox)
                assert number is not None
                hands.click(number)
                number.selectAll()
                hands.type(str(value))
            case ChoiceAnswer(chosen, _own):
                self._choose(widget, [texts[option] for option in chosen])
            case FeelingsAnswer(rated):
                self._choose(widget, [texts[word.word] for word in rated])
            case SortAnswer(lines):
                columns = {column.id: fill(column.text, NAME) for column in widget.prompt.columns}
                for line in lines:
                    if line.column is not None:
                        hands.press(f"{texts[line.line]}: {columns[line.column]}")
            case _:
                pass

    def _choose(self, widget: PromptWidget, wanted: list[str]) -> None:
        for text in wanted:
            for chip in widget.findChildren(Chip):
                if chip.words == text:
                    self._hands.click(chip)
                    break
            else:
                raise Lost(text)

    # --- looking ----------------------------------------------------------------------------

    def _journey(self) -> JourneyPage | None:
        page = self._program.window.current_page()
        return page if isinstance(page, JourneyPage) else None

    def _prompts(self) -> list[PromptWidget]:
        return [w for w in self._hands.all(QWidget) if isinstance(w, PromptWidget)]

    def _other_prompts_than(self, before: list[PromptWidget]) -> Until:
        return Until("the next question", lambda: self._prompts() != before)

    def _in_the_journey(self) -> Until:
        return Until("the six steps", lambda: self._journey() is not None)

    def _title(self, title: str) -> Until:
        def shown() -> bool:
            page = self._program.window.current_page()
            return page is not None and spoken_name(page) == title

        return Until(title, shown)

    def _sees(self, name: str) -> Until:
        return Until(name, lambda: self._hands.sees(name))

    def _settled(self) -> Until:
        return Until("quiet", lambda: not self._program.is_busy)

    def _picture(self, name: str) -> None:
        self._camera.take(self._program.window, self._program.theme, name)

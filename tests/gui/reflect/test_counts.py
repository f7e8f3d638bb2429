"""My pattern review: what was written, counted, on its screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from helpers.accessible import complaints
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.journey import NAME, SIX, BreakableReflect, Journey
from helpers.real_journal import WORKSHEETS, SetClock
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer
from repair_desktop.core.counts import Counted, Pair, Review, Tally
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.gui.reflect.count_words import OWN_LETTERS, CountWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.prose import Heading
from repair_desktop.services.settings import JournalSettings

REVIEW = WorksheetId("pattern-review")
LITTLE = "There is little to count yet."
TITLE = "What you wrote, counted"
SIZE = (SMALLEST_PAGE.width(), SMALLEST_PAGE.height())

Begin = Callable[[], Journey]


@pytest.fixture
def begin(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect, clock: SetClock
) -> Begin:
    def begin() -> Journey:
        checks = JournalSettings(ask_checks=False)
        return Journey(qtbot, theme, reflect, clock, reflect.begin(REVIEW), checks, SIZE)

    return begin


def note(reflect: BreakableReflect, *did: str, own: str = "", blame: tuple[int, ...] = ()) -> None:
    answers: dict[PromptId, Answer | None] = {
        PromptId("s1.did"): ChoiceAnswer(tuple(map(OptionId, did))),
        PromptId("s6.helped"): ChoiceAnswer((), (own,) if own else ()),
    }
    for key, value in zip(("s4.blame1", "s4.blame2"), blame, strict=False):
        answers[PromptId(key)] = ScaleAnswer(value)
    reflect.save(reflect.begin(SIX).entry.id, answers, None)


def spoken_lines(journey: Journey) -> dict[str, list[str]]:
    """What a screen reader says under each question."""
    found = {}
    for heading in journey.page.findChildren(Heading):
        face = QAccessible.queryAccessibleInterface(heading)
        assert face is not None
        name = face.text(QAccessible.Text.Name)
        found[name] = face.text(QAccessible.Text.Description).split("\n")
    return found


def test_what_was_written_is_counted_with_how_many_there_are(
    begin: Begin, reflect: BreakableReflect, clock: SetClock
) -> None:
    first = clock.now().date()
    note(reflect, "cried", "froze", own="A <b>walk</b> {name}", blame=(8, 3))
    clock.pass_by(days=1)
    note(reflect, "cried", own="a <b>walk</b> {name}")
    clock.pass_by(days=1)
    note(reflect, "went-quiet", blame=(2, 4))
    journey = begin()
    assert journey.asks() == ["pr.notice"]
    assert f"{TITLE} 3 moments, from " in journey.words()
    assert str(first.year) in journey.words()
    assert spoken_lines(journey) == {
        "What did you do next?": [
            "I cried: 2 of 3 moments",
            "I went quiet: 1 of 3 moments",
            "I froze: 1 of 3 moments",
        ],
        "What helped, if anything?": ["a <b>walk</b> {name}: 2 of 2 moments"],
        "Blaming myself, before and after sorting": [
            "Monday, 23 November 2026: 8, then 3",
            "Wednesday, 25 November 2026: 2, then 4",
        ],
    }
    said = "The second number is the moments where you answered this."
    assert journey.words().count(said) == 1
    for lines in spoken_lines(journey).values():
        assert " ".join(lines) in journey.words()


@pytest.mark.parametrize("moments", [0, 1])
def test_where_there_is_little_that_is_said(
    begin: Begin, reflect: BreakableReflect, moments: int
) -> None:
    for _ in range(moments):
        note(reflect, "cried", blame=(8, 3))
    journey = begin()
    assert f"{TITLE} {LITTLE}" in journey.words()
    assert "cried" not in journey.words()
    assert spoken_lines(journey) == {}


def test_a_question_with_one_answer_says_so(begin: Begin, reflect: BreakableReflect) -> None:
    note(reflect, "cried", own="a walk")
    note(reflect, "froze")
    journey = begin()
    assert "2 moments, all on Monday, 23 November 2026." in journey.words()
    assert spoken_lines(journey)["What helped, if anything?"] == [LITTLE]


def test_the_counts_stay_while_the_person_writes(begin: Begin, reflect: BreakableReflect) -> None:
    note(reflect, "cried")
    note(reflect, "cried")
    journey = begin()
    journey.write("It is mostly Mondays.")
    for _ in journey.walk():
        counted = TITLE in journey.words()
        assert counted is bool(journey.asks())


def test_no_other_worksheet_counts(reflect: BreakableReflect) -> None:
    counting = [key for key, sheet in WORKSHEETS.items() if any(s.counts for s in sheet.steps)]
    assert counting == [REVIEW]


def test_words_of_any_length_and_names_go_in_as_they_are() -> None:
    barriers = WORKSHEETS[SIX].prompt(PromptId("s5.barriers"))
    long = "x{times}" * 200
    tally = Tally(barriers, 5, (Counted("angry", False, 3), Counted(long, True, 2)))
    angry, own = CountWords(NAME).lines(tally)
    assert angry == "My therapist might get angry: 3 of 5 moments"
    assert own.startswith("x{times}x{times}")
    assert own.endswith("…: 2 of 5 moments")
    assert len(own) < OWN_LETTERS + 30


def test_no_word_says_whether_a_number_is_good() -> None:
    blame = WORKSHEETS[SIX].prompt(PromptId("s4.blame2"))
    say = CountWords(NAME)
    day = date(2026, 5, 3)
    for before, after in ((9, 1), (1, 9), (5, 5)):
        tally = Tally(blame, 2, (), (Pair(day, before, after),))
        assert say.lines(tally) == [f"Sunday, 3 May 2026: {before}, then {after}"]
    assert say.span(Review()) == LITTLE


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    begin: Begin, reflect: BreakableReflect, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.DARK, percent)
    for _ in range(2):
        note(reflect, "cried", "like-someone-else", own="w" * 300, blame=(8, 3))
    journey = begin()
    assert list(cut_off(journey.page)) == []
    assert list(complaints(journey.page)) == []
    heading = journey.page.findChildren(Heading)[-1]
    assert heading.isVisible()

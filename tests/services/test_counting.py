from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers.any_answer import answers
from helpers.real_journal import WORKSHEETS
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.core.answers import Answer, ChoiceAnswer, FeelingsAnswer, RatedWord, ScaleAnswer
from repair_desktop.core.counts import Counted, Moment, Pair, Review
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.services.counting import count

SIX = WORKSHEETS[WorksheetId("six-steps")]
DID, FEEL = SIX.prompt(PromptId("s1.did")), SIX.prompt(PromptId("s2.feel"))
HELPED = SIX.prompt(PromptId("s6.helped"))
BEFORE, AFTER = SIX.prompt(PromptId("s4.blame1")), SIX.prompt(PromptId("s4.blame2"))
DAY = date(2026, 5, 3)


def chose(*options: str, own: tuple[str, ...] = ()) -> ChoiceAnswer:
    return ChoiceAnswer(tuple(map(OptionId, options)), own)


def moment(*entries: dict[Prompt, Answer], day: date = DAY) -> Moment:
    return Moment(day, [{prompt.id: answer for prompt, answer in e.items()} for e in entries])


def test_nothing_is_counted_where_nothing_is() -> None:
    assert count([DID], []) == Review()
    assert count([DID], [moment(), moment({HELPED: chose("time-passed")})]) == Review()


def test_the_most_frequent_comes_first_then_the_order_of_the_list() -> None:
    moments = [
        moment({DID: chose("cried", "froze")}),
        moment({DID: chose("cried", "went-quiet")}),
        moment({HELPED: chose("time-passed")}),
    ]
    [tally] = count([DID], moments).tallies
    assert tally.moments == 2
    assert tally.counted == (
        Counted("cried", False, 2),
        Counted("went-quiet", False, 1),
        Counted("froze", False, 1),
    )


def test_a_rupture_counts_once_however_often_it_was_answered() -> None:
    twice = moment({DID: chose("cried")}, {DID: chose("cried", "froze")})
    [tally] = count([DID], [twice]).tallies
    assert (tally.moments, tally.counted) == (
        1,
        (Counted("froze", False, 1), Counted("cried", False, 1)),
    )


def test_own_words_count_too_and_come_last() -> None:
    moments = [
        moment({HELPED: chose(own=("A  long walk", " "))}),
        moment({HELPED: chose("time-passed", own=("a long WALK",))}),
        moment({HELPED: chose(own=("time-passed", "a long walk"))}),
        moment({HELPED: chose(own=("  ",))}),
    ]
    [tally] = count([HELPED], moments).tallies
    assert tally.moments == 3
    assert tally.counted == (
        Counted("A long walk", True, 3),  # as it was written last
        Counted("time-passed", False, 1),
        Counted("time-passed", True, 1),  # the same letters, and not the same answer
    )


def test_feelings_count_whatever_their_strength() -> None:
    moments = [
        moment({FEEL: FeelingsAnswer((RatedWord("sad", strength=1),))}),
        moment({FEEL: FeelingsAnswer((RatedWord("sad"), RatedWord("Sad", own=True)))}),
    ]
    [tally] = count([FEEL], moments).tallies
    assert tally.counted == (Counted("sad", False, 2), Counted("Sad", True, 1))


def test_an_option_that_is_gone_still_counts() -> None:
    [tally] = count([DID], [moment({DID: chose("gone", "cried")})]).tallies
    assert [counted.what for counted in tally.counted] == ["cried", "gone"]


def test_days_go_from_the_first_moment_to_the_last() -> None:
    late, early = DAY + timedelta(days=9), DAY - timedelta(days=9)
    moments = [
        moment({DID: chose("cried")}, day=late),
        moment({HELPED: chose("time-passed")}, day=early),
        moment({FEEL: FeelingsAnswer((RatedWord("sad"),))}, day=date(2020, 1, 1)),
    ]
    review = count([DID, HELPED], moments)
    assert (review.moments, review.first, review.last) == (2, early, late)


def test_both_numbers_stand_side_by_side_oldest_first() -> None:
    moments = [
        moment({BEFORE: ScaleAnswer(3), AFTER: ScaleAnswer(5)}, day=DAY + timedelta(days=1)),
        moment({BEFORE: ScaleAnswer(8), AFTER: ScaleAnswer(2)}),
        moment({BEFORE: ScaleAnswer(8)}, {AFTER: ScaleAnswer(2)}),  # not one look
        moment({AFTER: ScaleAnswer(2)}),
    ]
    [tally] = count([AFTER], moments).tallies
    assert tally.moments == 2
    assert tally.pairs == (Pair(DAY, 8, 2), Pair(DAY + timedelta(days=1), 3, 5))
    assert count([BEFORE], moments) == Review()  # it refers to nothing


# --- against a count by hand -----------------------------------------------------------------

LISTS = [
    prompt
    for sheet in WORKSHEETS.values()
    for prompt in sheet.prompts()
    if prompt.kind in (PromptKind.CHIPS, PromptKind.PICK, PromptKind.NEEDS, PromptKind.FEELINGS)
]


@pytest.mark.parametrize("prompt", LISTS, ids=lambda prompt: prompt.id)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_counts_are_those_of_somebody_who_goes_through_it_by_hand(
    prompt: Prompt, data: st.DataObject
) -> None:
    entry = st.dictionaries(st.just(prompt.id), answers(prompt))
    made = st.builds(Moment, st.dates(), st.lists(entry, max_size=3))
    moments = data.draw(st.lists(made, max_size=6))
    by_hand = [said for each in moments if (said := by_hand_said(prompt, each))]
    review = count([prompt], moments)
    assert review.moments == len(by_hand)
    for tally in review.tallies:
        assert tally.moments == len(by_hand)
        found = {
            (key(line.what) if line.own else line.what, line.own): line.times
            for line in tally.counted
        }
        assert len(found) == len(tally.counted)
        assert found == {
            what: sum(what in said for said in by_hand) for said in by_hand for what in said
        }
        times = [line.times for line in tally.counted]
        assert times == sorted(times, reverse=True)
    assert bool(review.tallies) is bool(by_hand)


def key(text: str) -> str:
    return " ".join(text.split()).casefold()


def by_hand_said(prompt: Prompt, moment: Moment) -> set[tuple[str, bool]]:
    said: set[tuple[str, bool]] = set()
    for entry in moment.answers:
        answer = entry.get(prompt.id)
        if isinstance(answer, ChoiceAnswer):
            said |= {(option, False) for option in answer.chosen}
            said |= {(key(text), True) for text in answer.own}
        elif isinstance(answer, FeelingsAnswer):
            said |= {(key(w.word), True) if w.own else (w.word, False) for w in answer.words}
    return {(what, own) for what, own in said if what}

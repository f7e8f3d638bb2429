from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.errors import BadAnswer, BadDate, Gone
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.services.reflect import MOST_RECALLED, OpenEntry, ReflectService
from repair_desktop.storage.journal import SqlJournal

SIX = WorksheetId("six-steps")
WHAT, WHEN, SIZE = PromptId("s1.what"), PromptId("s1.when"), PromptId("s1.size")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


@pytest.fixture
def reflect(journal: SqlJournal, clock: SetClock) -> ReflectService:
    return reflect_service(journal, clock)


def test_looking_at_a_worksheet_leaves_nothing_behind(
    reflect: ReflectService, journal: SqlJournal
) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {}, WHAT)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("  ")}, WHAT)
    reflect.finish(opened.entry.id)
    assert not journal.entries.all()
    assert not journal.ruptures.all()


def test_the_first_answer_keeps_entry_and_rupture(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("the clock")}, WHAT)
    again = reflect.open(opened.entry.id)
    assert again.answers == {WHAT: TextAnswer("the clock")}
    assert again.entry.place == WHAT
    assert again.rupture is not None
    assert again.rupture.state is RuptureState.NOTED
    assert [entry.id for entry in reflect.unfinished()] == [opened.entry.id]


def test_all_or_nothing(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    with pytest.raises(BadAnswer):
        reflect.save(opened.entry.id, {WHAT: TextAnswer("x"), SIZE: ScaleAnswer(11)}, WHAT)
    assert not reflect.unfinished()
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert reflect.unfinished()


def test_a_day_to_come_is_refused_and_changes_nothing(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHEN: DateAnswer(date(2026, 11, 20))}, WHEN)
    with pytest.raises(BadDate):
        reflect.save(opened.entry.id, {WHEN: DateAnswer(date(2026, 11, 24))}, WHEN)
    assert reflect.open(opened.entry.id).answers == {WHEN: DateAnswer(date(2026, 11, 20))}


def test_the_rupture_follows_its_day(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHEN: DateAnswer(date(2026, 11, 20))}, WHEN)
    [summary] = reflect.ruptures()
    assert summary.rupture.happened_on == date(2026, 11, 20)
    reflect.save(opened.entry.id, {WHEN: None}, WHEN)
    [summary] = reflect.ruptures()
    assert summary.rupture.happened_on is None


def test_an_answer_can_be_taken_back(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("a"), SIZE: ScaleAnswer(3)}, WHAT)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("")}, WHAT)
    assert reflect.open(opened.entry.id).answers == {SIZE: ScaleAnswer(3)}


def test_a_summary_names_kind_and_sizes(reflect: ReflectService, clock: SetClock) -> None:
    opened = reflect.begin(SIX)
    answers: dict[PromptId, Answer | None] = {
        PromptId("s1.kind"): ChoiceAnswer((OptionId("judged"), OptionId("joke"))),
        SIZE: ScaleAnswer(7),
        PromptId("s6.size"): ScaleAnswer(2),
    }
    reflect.save(opened.entry.id, answers, WHAT)
    [summary] = reflect.ruptures()
    assert summary.kind == "I felt judged"
    assert (summary.first_size, summary.last_size) == (7, 2)


def test_states_are_the_persons_own(reflect: ReflectService, clock: SetClock) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert opened.rupture is not None
    for state in RuptureState:
        clock.pass_by(days=1)
        reflect.set_state(opened.rupture.id, state)
    [summary] = reflect.ruptures()
    assert [change.state for change in summary.rupture.history][1:] == list(RuptureState)


def test_finished_and_not_after_all(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    reflect.finish(opened.entry.id)
    assert not reflect.unfinished()
    reflect.finish(opened.entry.id, finished=False)
    assert reflect.unfinished()


def test_a_deletion_can_be_taken_back(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert opened.rupture is not None
    reflect.delete_rupture(opened.rupture.id)
    assert not reflect.ruptures()
    assert not reflect.unfinished()
    reflect.restore_rupture(opened.rupture.id)
    assert reflect.open(opened.entry.id).answers == {WHAT: TextAnswer("x")}


def test_a_title_is_trimmed_and_kept(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert opened.rupture is not None
    reflect.describe(opened.rupture.id, "  The clock ", None)
    assert reflect.ruptures()[0].rupture.title == "The clock"
    with pytest.raises(BadDate):
        reflect.describe(opened.rupture.id, "", date(1850, 1, 1))


def test_words_used_lately_come_first(reflect: ReflectService, clock: SetClock) -> None:
    opened = reflect.begin(SIX)
    feel = PromptId("s2.feel")
    reflect.save(opened.entry.id, {feel: FeelingsAnswer((RatedWord("sad"),))}, feel)
    clock.pass_by(minutes=1)
    both = FeelingsAnswer((RatedWord("grey", own=True), RatedWord("hurt")))
    reflect.save(opened.entry.id, {feel: both}, feel)
    words = list(reflect.recent_words()[PromptKind.FEELINGS])
    assert set(words[:2]) == {"grey", "hurt"}
    assert words[2] == "sad"


def test_the_local_time_is_kept(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert reflect.open(opened.entry.id).entry.begun_at.isoformat() == NOON.isoformat()


# --- other worksheets ------------------------------------------------------------------------

QUICK, FOLLOW_UP, PLAN, LETTER = map(
    WorksheetId, ("quick-note", "follow-up", "session-plan", "letter")
)
RESPONSE = PromptId("fu.resp")


def write(
    reflect: ReflectService,
    worksheet: WorksheetId,
    answers: Mapping[str, Answer],
    about: RuptureId | None = None,
) -> OpenEntry:
    opened = reflect.begin(worksheet, about)
    reflect.save(opened.entry.id, {PromptId(key): a for key, a in answers.items()}, None)
    return reflect.open(opened.entry.id)


def chosen(*options: str) -> ChoiceAnswer:
    return ChoiceAnswer(tuple(map(OptionId, options)))


def note(reflect: ReflectService, answers: Mapping[str, Answer] | None = None) -> RuptureId:
    """Note a rupture in the six steps."""
    opened = write(reflect, SIX, {"s1.what": TextAnswer("the clock"), **(answers or {})})
    assert opened.rupture is not None
    return opened.rupture.id


def test_a_page_about_no_rupture_is_listed_deleted_and_taken_back(
    reflect: ReflectService, journal: SqlJournal
) -> None:
    note(reflect)
    letter = write(reflect, LETTER, {"le.letter": TextAnswer("all of it")}).entry.id
    assert [entry.id for entry in reflect.entries()] == [letter]
    reflect.delete_entry(letter)
    assert reflect.entries() == []
    assert [entry.worksheet_id for entry in reflect.unfinished()] == [SIX]
    reflect.restore_entry(letter)
    assert reflect.open(letter).answers == {PromptId("le.letter"): TextAnswer("all of it")}
    assert len(journal.ruptures.all()) == 1


def test_a_page_about_a_rupture_comes_and_goes_with_it(reflect: ReflectService) -> None:
    rupture = note(reflect)
    letter = write(reflect, LETTER, {"le.letter": TextAnswer("all of it")}, rupture)
    assert letter.strip == "the clock"
    [summary] = reflect.ruptures()
    assert [entry.worksheet_id for entry in summary.entries] == [LETTER, SIX]
    assert reflect.entries() == []
    reflect.delete_rupture(rupture)
    with pytest.raises(Gone):
        reflect.open(letter.entry.id)


def test_a_rupture_that_is_not_there_can_not_be_written_about(reflect: ReflectService) -> None:
    with pytest.raises(Gone):
        reflect.begin(LETTER, RuptureId("0" * 32))


def test_the_state_of_a_rupture_can_be_set_from_a_page_about_it(reflect: ReflectService) -> None:
    rupture = note(reflect)
    reflect.begin(FOLLOW_UP, rupture)
    reflect.set_state(rupture, RuptureState.RAISED)
    [summary] = reflect.ruptures()
    assert summary.rupture.state is RuptureState.RAISED


# From the carry-over map: a quick note fills in the six steps.


def quick_note(reflect: ReflectService) -> RuptureId:
    answers: dict[str, Answer] = {
        "qn.what": TextAnswer("the joke"),
        "qn.size": ScaleAnswer(6),
        "qn.feel": FeelingsAnswer((RatedWord("hurt", strength=7),)),
    }
    opened = write(reflect, QUICK, answers)
    assert opened.rupture is not None
    return opened.rupture.id


def test_a_quick_note_notes_a_rupture(reflect: ReflectService) -> None:
    quick_note(reflect)
    [summary] = reflect.ruptures()
    assert (summary.first_size, summary.kind) == (6, "")
    assert summary.rupture.state is RuptureState.NOTED


def test_the_six_steps_go_on_from_a_quick_note(
    reflect: ReflectService, journal: SqlJournal, clock: SetClock
) -> None:
    rupture = quick_note(reflect)
    clock.pass_by(minutes=1)
    opened = reflect.begin(SIX, rupture)
    taken = {
        WHAT: TextAnswer("the joke"),
        SIZE: ScaleAnswer(6),
        PromptId("s2.feel"): FeelingsAnswer((RatedWord("hurt", strength=7),)),
    }
    assert opened.answers == taken
    assert reflect.open(opened.entry.id).answers == taken
    reflect.save(opened.entry.id, {}, WHAT)
    assert len(journal.entries.all()) == 1  # looking leaves nothing behind
    reflect.save(opened.entry.id, {SIZE: ScaleAnswer(4)}, SIZE)
    again = reflect.open(opened.entry.id)
    assert again.answers == {**taken, SIZE: ScaleAnswer(4)}
    assert again.rupture is not None
    assert again.rupture.id == rupture
    [summary] = reflect.ruptures()
    assert len(summary.entries) == 2
    assert (summary.first_size, summary.last_size) == (6, 4)


def test_what_is_taken_over_can_be_taken_out_first(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX, quick_note(reflect))
    feel = PromptId("s2.feel")
    reflect.save(opened.entry.id, {WHAT: None, SIZE: None, feel: None}, WHAT)
    assert reflect.open(opened.entry.id).answers == {}
    reflect.save(opened.entry.id, {SIZE: ScaleAnswer(1)}, SIZE)
    assert reflect.open(opened.entry.id).answers == {SIZE: ScaleAnswer(1)}


def test_taking_out_a_part_of_it_keeps_the_rest(reflect: ReflectService) -> None:
    opened = reflect.begin(SIX, quick_note(reflect))
    reflect.save(opened.entry.id, {WHAT: None}, WHAT)
    assert set(reflect.open(opened.entry.id).answers) == {SIZE, PromptId("s2.feel")}
    assert len(reflect.unfinished()) == 2


# What a rupture offers.


def offered(reflect: ReflectService) -> set[str]:
    [summary] = reflect.ruptures()
    return {str(worksheet.id) for worksheet in reflect.fitting(summary)}


def test_a_rupture_offers_what_fits_it(reflect: ReflectService) -> None:
    note(reflect)
    assert offered(reflect) == {"follow-up", "good-repairs", "letter", "stay-change-stop"}


def test_the_six_steps_are_offered_until_they_are_begun(reflect: ReflectService) -> None:
    rupture = quick_note(reflect)
    assert "six-steps" in offered(reflect)
    write(reflect, SIX, {"s1.size": ScaleAnswer(3)}, rupture)
    assert "six-steps" not in offered(reflect)


@pytest.mark.parametrize(
    "tick",
    [
        option.id
        for option in WORKSHEETS[WorksheetId("six-steps")].prompt(PromptId("s1.safety")).options
    ],
)
def test_where_something_was_not_okay_nothing_asks_for_mending(
    reflect: ReflectService, tick: OptionId
) -> None:
    note(reflect, {"s1.safety": ChoiceAnswer((tick,))})
    assert offered(reflect) == {"letter", "stay-change-stop"}
    [summary] = reflect.ruptures()
    assert summary.is_set_aside
    reflect.save(summary.entries[0].id, {PromptId("s1.safety"): None}, None)
    assert "follow-up" in offered(reflect)


# The rule of the follow-up: the same answer twice on one rupture.


def second_view(opened: OpenEntry) -> bool:
    prompt = opened.worksheet.prompt(RESPONSE)
    answer = opened.answers.get(RESPONSE)
    notes = prompt.notes_for(answer, opened.earlier.get(RESPONSE, ()))
    return any("came back at you" in note.text for note in notes)


@pytest.mark.parametrize("first", ["got-defensive", "turned-it-back"])
@pytest.mark.parametrize("second", ["got-defensive", "turned-it-back"])
def test_raised_twice_and_it_came_back_twice(
    reflect: ReflectService, first: str, second: str
) -> None:
    rupture = note(reflect)
    once = write(reflect, FOLLOW_UP, {"fu.resp": chosen("listened", first)}, rupture)
    assert not second_view(once)
    twice = write(reflect, FOLLOW_UP, {"fu.resp": chosen(second)}, rupture)
    assert second_view(twice)
    assert second_view(reflect.open(once.entry.id))  # whichever of the two is looked at
    reflect.save(twice.entry.id, {RESPONSE: chosen("listened")}, None)
    assert not second_view(reflect.open(once.entry.id))


def test_both_at_once_are_one_time(reflect: ReflectService) -> None:
    both = {"fu.resp": chosen("got-defensive", "turned-it-back")}
    assert not second_view(write(reflect, FOLLOW_UP, both, note(reflect)))


def test_two_ruptures_are_not_added_up(reflect: ReflectService) -> None:
    came_back = {"fu.resp": chosen("got-defensive")}
    write(reflect, FOLLOW_UP, came_back, note(reflect))
    assert not second_view(write(reflect, FOLLOW_UP, came_back, note(reflect)))


def test_a_deleted_follow_up_does_not_count(reflect: ReflectService) -> None:
    rupture = note(reflect)
    came_back = {"fu.resp": chosen("got-defensive")}
    once = write(reflect, FOLLOW_UP, came_back, rupture)
    reflect.delete_entry(once.entry.id)
    assert not second_view(write(reflect, FOLLOW_UP, came_back, rupture))


# What was written elsewhere comes up again.


def recalled(reflect: ReflectService, worksheet: str, prompt: str) -> list[str]:
    opened = reflect.begin(WorksheetId(worksheet))
    return list(opened.recalled.get(PromptId(prompt), ()))


@pytest.mark.parametrize(
    ("prompt", "worksheet", "place"),
    [
        ("s6.learn", "repair-outside", "rp.skill"),
        ("s6.keep", "repair-outside", "rp.skill"),
        ("s6.learn", "good-repairs", "gr.gave"),
        ("s6.keep", "good-repairs", "gr.keep"),
    ],
)
def test_what_was_learnt_is_offered_again(
    reflect: ReflectService, prompt: str, worksheet: str, place: str
) -> None:
    note(reflect, {prompt: TextAnswer("  I can say it. ")})
    assert recalled(reflect, worksheet, place) == ["I can say it."]


def test_what_was_agreed_last_comes_first_in_the_next_plan(
    reflect: ReflectService, clock: SetClock
) -> None:
    rupture = note(reflect)
    agreed = [f"plan {number}" for number in range(MOST_RECALLED + 2)]
    for plan in (*agreed, agreed[-1]):
        clock.pass_by(days=1)
        write(reflect, FOLLOW_UP, {"fu.plan": TextAnswer(plan)}, rupture)
    assert recalled(reflect, "session-plan", "bp.agreed") == agreed[::-1][:MOST_RECALLED]
    [first, *_] = WORKSHEETS[PLAN].steps[0].prompts
    assert first.id == "bp.agreed"


def test_nothing_is_recalled_from_the_page_itself_or_from_a_deleted_one(
    reflect: ReflectService,
) -> None:
    write(reflect, FOLLOW_UP, {"fu.plan": TextAnswer("x")}, note(reflect))
    assert recalled(reflect, "session-plan", "bp.agreed") == ["x"]
    [summary] = reflect.ruptures()
    reflect.delete_entry(EntryId(summary.entries[0].id))
    assert recalled(reflect, "session-plan", "bp.agreed") == []


# Everything counted.

DID, BARRIERS = PromptId("s1.did"), PromptId("s5.barriers")


def counted(reflect: ReflectService, prompt: PromptId) -> tuple[int, dict[str, int]]:
    """How many ruptures answered a prompt, and how often each thing was chosen."""
    tallies = reflect.review([prompt]).tallies
    lines = {line.what: line.times for tally in tallies for line in tally.counted}
    return (tallies[0].moments if tallies else 0), lines


def test_each_rupture_counts_once(reflect: ReflectService) -> None:
    rupture = note(reflect, {"s1.did": chosen("cried", "froze")})
    for _ in range(3):
        write(reflect, FOLLOW_UP, {"fu.resp": chosen("listened")}, rupture)
    write(reflect, FOLLOW_UP, {"fu.resp": chosen("said-sorry")}, note(reflect))
    assert counted(reflect, RESPONSE) == (2, {"listened": 1, "said-sorry": 1})
    assert counted(reflect, DID) == (1, {"cried": 1, "froze": 1})


def test_days_are_those_of_the_ruptures(reflect: ReflectService, clock: SetClock) -> None:
    note(reflect, {"s1.did": chosen("cried"), "s1.when": DateAnswer(date(2026, 10, 1))})
    note(reflect, {"s1.did": chosen("cried")})
    clock.pass_by(days=30)
    note(reflect)
    review = reflect.review([DID])
    assert (review.moments, review.first, review.last) == (2, date(2026, 10, 1), NOON.date())


def test_what_is_deleted_or_about_no_rupture_does_not_count(reflect: ReflectService) -> None:
    rupture = note(reflect, {"s1.did": chosen("cried")})
    reflect.delete_rupture(rupture)
    assert counted(reflect, DID) == (0, {})
    reflect.restore_rupture(rupture)
    assert counted(reflect, DID) == (1, {"cried": 1})


def test_what_was_not_okay_happened_and_counts_but_not_what_is_set_aside(
    reflect: ReflectService,
) -> None:
    answers: dict[str, Answer] = {
        "s1.safety": chosen("threats"),
        "s1.did": chosen("froze"),
        "s3.need": chosen("respect"),
        "s4.blame1": ScaleAnswer(9),
        "s4.blame2": ScaleAnswer(8),
        "s5.barriers": chosen("angry"),
        "s6.helped": chosen("time-passed"),
    }
    note(reflect, answers)
    asked = [PromptId(key) for key in answers if key not in ("s1.safety", "s4.blame1")]
    told = [tally.prompt.id for tally in reflect.review(asked).tallies]
    assert told == ["s1.did", "s6.helped"]
    [summary] = reflect.ruptures()
    reflect.save(summary.entries[0].id, {PromptId("s1.safety"): None}, None)
    assert [tally.prompt.id for tally in reflect.review(asked).tallies] == asked


def test_the_review_counts_when_it_is_opened(reflect: ReflectService) -> None:
    note(reflect, {"s1.did": chosen("froze"), "s5.barriers": chosen("rude")})
    opened = reflect.begin(WorksheetId("pattern-review"))
    [review] = opened.reviews.values()
    assert [tally.prompt.id for tally in review.tallies] == [DID, BARRIERS]
    assert reflect.begin(SIX).reviews == {}


def test_a_prompt_that_is_gone_is_not_counted(reflect: ReflectService) -> None:
    assert reflect.review([PromptId("gone")]).tallies == ()

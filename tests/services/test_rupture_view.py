from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.rupture_view import EntryGroup, OverTime, RuptureView, SetAside
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.services.reflect import ReflectService
from repair_desktop.storage.journal import SqlJournal

NOTE, SIX, TALK, LETTER = (
    WorksheetId(name) for name in ("quick-note", "six-steps", "follow-up", "letter")
)


class Life:
    """One rupture, to which things are written as days pass."""

    def __init__(self, journal: SqlJournal) -> None:
        self.journal = journal
        self.clock = SetClock()
        self.reflect: ReflectService = reflect_service(journal, self.clock)
        self.rupture_id: RuptureId | None = None

    def begin_anew(self) -> None:
        """Let the next entry note a rupture of its own."""
        self.rupture_id = None

    def write(
        self, worksheet: WorksheetId, entry: EntryId | None = None, **answers: Answer | int | str
    ) -> EntryId:
        """Answer prompts, their dots written as lines below; then a day passes."""
        if entry is None:
            opened = self.reflect.begin(worksheet, self.rupture_id)
            assert opened.rupture is not None
            entry, self.rupture_id = opened.entry.id, opened.rupture.id
        given = {
            PromptId(name.replace("_", ".")): ScaleAnswer(answer)
            if isinstance(answer, int)
            else TextAnswer(answer)
            if isinstance(answer, str)
            else answer
            for name, answer in answers.items()
        }
        self.reflect.save(entry, given, None)
        self.clock.pass_by(days=1)
        return entry

    @property
    def view(self) -> RuptureView:
        assert self.rupture_id is not None
        return self.reflect.rupture(self.rupture_id)


def numbers(line: OverTime) -> list[tuple[int, int]]:
    """The days since noon of the first, and what was given then."""
    return [((given.at - NOON).days, given.value) for given in line.given]


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    with real_journal(tmp_path) as journal:
        yield Life(journal)


def test_a_rupture_that_is_not_there(life: Life) -> None:
    life.write(SIX, s1_what="x")
    assert life.rupture_id is not None
    life.reflect.delete_rupture(life.rupture_id)
    with pytest.raises(KeyError):
        life.reflect.rupture(life.rupture_id)


def test_the_persons_own_words_are_those_written_last(life: Life) -> None:
    note = life.write(NOTE, qn_what=" the clock ")
    assert life.view.what == "the clock"
    life.write(SIX, s1_what="the clock again")
    assert life.view.what == "the clock again"
    life.reflect.delete_entry(note)
    assert life.view.what == "the clock again"


# --- size ------------------------------------------------------------------------------------


def test_each_size_stands_at_the_moment_it_was_given(life: Life) -> None:
    steps = life.write(SIX, s1_size=8)
    life.clock.pass_by(days=20)
    life.write(SIX, steps, s6_size=3)
    size = life.view.size
    assert numbers(size) == [(0, 8), (21, 3)]
    assert (size.low, size.high) == ("a small bump", "I may not go back")


def test_a_size_that_went_along_from_a_note_is_one_answer(life: Life) -> None:
    life.write(NOTE, qn_what="x", qn_size=6)
    steps = life.write(SIX, s1_what="x")
    assert life.reflect.open(steps).answers[PromptId("s1.size")] == ScaleAnswer(6)
    assert numbers(life.view.size) == [(0, 6)]
    life.write(SIX, steps, s6_size=6)
    assert numbers(life.view.size) == [(0, 6), (2, 6)]
    life.write(SIX, steps, s1_size=7)
    assert [value for _, value in numbers(life.view.size)] == [6, 6, 7]


def test_without_an_answer_there_is_no_line(life: Life) -> None:
    life.write(SIX, s1_what="x")
    assert life.view.size == life.view.closeness == OverTime()
    assert life.view.blame == (None, None)


# --- after talks, and blame ------------------------------------------------------------------


def test_closeness_is_that_after_each_talk(life: Life) -> None:
    life.write(SIX, s1_what="x")
    for close in (2, 5, 4):
        life.write(TALK, fu_close=close)
    closeness = life.view.closeness
    assert numbers(closeness) == [(1, 2), (2, 5), (3, 4)]
    assert (closeness.low, closeness.high) == ("far", "close")


@pytest.mark.parametrize(
    ("answers", "blame"),
    [
        ({"s4_blame1": 7, "s4_blame2": 4}, (7, 4)),
        ({"s4_blame1": 7}, (7, None)),
        ({"s4_blame2": 0}, (None, 0)),
    ],
)
def test_blame_is_a_pair(life: Life, answers: dict[str, int], blame: tuple[int, int]) -> None:
    life.write(SIX, None, **answers)
    assert life.view.blame == blame


# --- what was written ------------------------------------------------------------------------


def test_entries_stand_in_groups_the_first_begun_first(life: Life) -> None:
    note = life.write(NOTE, qn_what="x")
    steps = life.write(SIX, s1_what="x")
    talks = [life.write(TALK, fu_close=n) for n in (1, 2)]
    letter = life.write(LETTER, le_letter="x")
    other = EntryId("e" * 32)
    kept = life.journal.entries.get(letter)
    unknown = replace(kept, worksheet_id=WorksheetId("of-tomorrow"), begun_at=life.clock.now())
    life.journal.entries.add(replace(unknown, id=other))
    life.write(TALK, talks[0], fu_close=3)
    groups = {group: [entry.id for entry in found] for group, found in life.view.groups.items()}
    assert groups == {
        EntryGroup.NOTE: [note],
        EntryGroup.STEPS: [steps],
        EntryGroup.TALK: talks,
        EntryGroup.OTHER: [letter, other],
    }
    assert set(life.view.worksheets) == {NOTE, SIX, TALK, LETTER}


def test_every_worksheet_that_can_be_begun_from_a_rupture_has_a_group(life: Life) -> None:
    life.write(NOTE, qn_what="x")
    for worksheet in life.view.fitting:
        opened = life.reflect.begin(worksheet.id, life.rupture_id)
        life.journal.entries.add(opened.entry)
    groups = life.view.groups
    assert all(groups[group] for group in EntryGroup)
    assert len(groups[EntryGroup.TALK]) == 1


# --- when something was not okay -------------------------------------------------------------


def test_a_safety_tick_says_where_it_is_and_hides_what_belongs_to_mending(life: Life) -> None:
    steps = life.write(SIX, s1_what="x", s1_size=9, s4_blame1=8)
    assert life.view.set_aside is None
    life.write(SIX, steps, s1_safety=ChoiceAnswer((OptionId("threats"),)))
    view = life.view
    assert view.set_aside == SetAside(steps, "not-yours")
    assert view.summary.is_set_aside
    assert view.blame == (None, None)
    assert numbers(view.size) == [(0, 9)]
    assert {sheet.id for sheet in view.fitting} == {"letter", "stay-change-stop"}


# --- the state is the person's ---------------------------------------------------------------


def test_no_answer_and_no_end_of_a_worksheet_sets_a_state(life: Life) -> None:
    steps = life.write(SIX, s1_what="x", s6_now=ChoiceAnswer((OptionId("mended"),)), s6_size=0)
    life.reflect.finish(steps)
    talk = life.write(TALK, fu_did=ChoiceAnswer((OptionId("all"),)), fu_close=10)
    life.reflect.finish(talk)
    life.write(NOTE, qn_what="x", qn_later=ChoiceAnswer((OptionId("let-go"),)))
    life.write(SIX, steps, s1_safety=ChoiceAnswer((OptionId("threats"),)))
    assert [change.state for change in life.view.summary.rupture.history] == [RuptureState.NOTED]


def test_the_two_endings_leave_the_same_behind(life: Life) -> None:
    seen: list[list[WorksheetId]] = []
    for state in (RuptureState.SETTLED, RuptureState.LEFT):
        life.begin_anew()
        life.write(SIX, s1_what="x")
        assert life.rupture_id is not None
        life.reflect.set_state(life.rupture_id, state)
        view = life.view
        seen.append([sheet.id for sheet in view.fitting])
        assert not view.summary.rupture.state.is_open
    assert seen[0] == seen[1]
    assert len(life.reflect.unfinished()) == 2


def test_the_worksheets_that_come_with_the_program_name_the_parts() -> None:
    assert WORKSHEETS[TALK].roles.closeness == "fu.close"
    assert WORKSHEETS[SIX].roles.blame == "s4.blame1"
    assert WORKSHEETS[SIX].roles.blame_again == "s4.blame2"

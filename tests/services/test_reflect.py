from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import SetClock, real_journal, reflect_service

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.errors import BadAnswer, BadDate
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.services.reflect import ReflectService
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

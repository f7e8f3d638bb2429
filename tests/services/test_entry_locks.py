"""Locking a letter away by itself, on a real journal with the real sealer at its lowest cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service
from helpers.vault import quick_sealer

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.errors import EntryLocked, LockDamaged, WrongEntryPassphrase
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.services.reflect import ReflectService
from repair_desktop.storage.journal import SqlJournal

WORDS = "four quiet paper boats"
LETTER, END, SIZE = PromptId("le.letter"), PromptId("le.end"), PromptId("s1.size")
TEXT = "What I never told you \ud83d \0 {braces}"
ANSWERS: dict[PromptId, Answer] = {
    LETTER: TextAnswer(TEXT),
    END: ChoiceAnswer((OptionId("lock"),)),
}


@dataclass(frozen=True)
class Desk:
    journal: SqlJournal
    reflect: ReflectService
    locks: EntryLocks

    def write(self, answers: Mapping[PromptId, Answer], about: RuptureId | None = None) -> EntryId:
        opened = self.reflect.begin(WorksheetId("letter"), about)
        self.reflect.save(opened.entry.id, answers, END)
        return opened.entry.id

    def change(self, sql: str) -> None:
        assert self.journal.database.change(f"UPDATE locked_entry SET {sql}") == 1


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = SetClock()
    with real_journal(tmp_path) as journal:
        locks = EntryLocks(journal, quick_sealer(), clock)
        yield Desk(journal, reflect_service(journal, clock), locks)


@pytest.mark.parametrize("text", [TEXT, "w" * 1_000_000])
def test_a_locked_letter_is_read_with_its_passphrase_and_stays_locked(
    desk: Desk, text: str
) -> None:
    letter = desk.write({**ANSWERS, LETTER: TextAnswer(text)})
    desk.locks.lock(letter, WORDS)
    assert desk.journal.database.execute("SELECT * FROM answer") == []
    assert desk.locks.read(letter, WORDS) == {**ANSWERS, LETTER: TextAnswer(text)}
    assert desk.journal.database.execute("SELECT * FROM answer") == []
    assert desk.journal.entries.get(letter).is_locked
    with pytest.raises(EntryLocked):
        desk.reflect.open(letter)


def test_the_lock_comes_off_and_goes_on_again(desk: Desk) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    desk.locks.unlock(letter, WORDS)
    assert desk.reflect.open(letter).answers == ANSWERS
    desk.reflect.save(letter, {LETTER: TextAnswer("more")}, LETTER)
    desk.locks.lock(letter, "another passphrase")
    with pytest.raises(WrongEntryPassphrase):
        desk.locks.unlock(letter, WORDS)
    desk.locks.unlock(letter, "another passphrase")
    assert desk.reflect.open(letter).answers[LETTER] == TextAnswer("more")


@pytest.mark.parametrize("typed", ["", WORDS.upper(), f"{WORDS} "])
def test_another_passphrase_changes_nothing(desk: Desk, typed: str) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    slot = desk.journal.locks.get(letter)
    for act in (desk.locks.read, desk.locks.unlock):
        with pytest.raises(WrongEntryPassphrase) as wrong:
            act(letter, typed)
        assert wrong.value.facts == {}
    assert desk.journal.locks.get(letter) == slot
    assert desk.locks.read(letter, WORDS) == ANSWERS


def test_a_locked_letter_can_not_be_locked_over(desk: Desk) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    with pytest.raises(EntryLocked):
        desk.locks.lock(letter, "another passphrase")
    assert desk.locks.read(letter, WORDS) == ANSWERS


def test_two_letters_that_changed_places_are_refused(desk: Desk) -> None:
    mine, other = desk.write(ANSWERS), desk.write({LETTER: TextAnswer("other")})
    for letter in (mine, other):
        desk.locks.lock(letter, WORDS)
    slots = {letter: desk.journal.locks.get(letter) for letter in (mine, other)}
    desk.journal.database.execute("DELETE FROM locked_entry")
    desk.journal.locks.lock(mine, slots[other], NOON)
    desk.journal.locks.lock(other, slots[mine], NOON)
    for letter in (mine, other):
        with pytest.raises(WrongEntryPassphrase):
            desk.locks.unlock(letter, WORDS)
        assert desk.journal.entries.get(letter).is_locked


@pytest.mark.parametrize("change", ["memlimit = 1 << 40", "opslimit = 1000000", "sealed = x''"])
def test_a_lock_that_asks_too_much_or_is_cut_says_so(desk: Desk, change: str) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    desk.change(change)
    for act in (desk.locks.read, desk.locks.unlock):
        with pytest.raises(LockDamaged):
            act(letter, WORDS)
    assert desk.journal.entries.get(letter).is_locked


def test_a_late_save_does_not_write_the_words_back(desk: Desk) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    with pytest.raises(EntryLocked):
        desk.reflect.save(letter, ANSWERS, LETTER)
    assert desk.journal.database.execute("SELECT * FROM answer") == []


def test_nothing_of_a_locked_letter_is_shown_or_left_to_do(desk: Desk) -> None:
    rupture = desk.reflect.begin(WorksheetId("six-steps"))
    about = rupture.entry.rupture_id
    desk.reflect.save(rupture.entry.id, {SIZE: ScaleAnswer(7)}, SIZE)
    letter, alone = desk.write(ANSWERS, about), desk.write(ANSWERS)
    before = desk.reflect.ruptures()[0]
    for entry in (letter, alone):
        desk.locks.lock(entry, WORDS)
    assert [entry.id for entry in desk.reflect.unfinished()] == [rupture.entry.id]
    assert [entry.is_locked for entry in desk.reflect.entries()] == [True]
    [summary] = desk.reflect.ruptures()
    assert {entry.id: entry.is_locked for entry in summary.entries} == {
        rupture.entry.id: False,
        letter: True,
    }
    assert (summary.kind, summary.first_size) == (before.kind, before.first_size)
    for worksheet in WORKSHEETS:
        for where in (about, None):
            assert TEXT not in repr(desk.reflect.begin(worksheet, where))
    assert TEXT not in repr(desk.reflect.open(rupture.entry.id))


def test_a_locked_letter_is_deleted_without_its_passphrase_and_can_come_back(desk: Desk) -> None:
    letter = desk.write(ANSWERS)
    desk.locks.lock(letter, WORDS)
    desk.reflect.delete_entry(letter)
    assert desk.reflect.entries() == []
    desk.reflect.restore_entry(letter)
    assert desk.locks.read(letter, WORDS) == ANSWERS

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from helpers.journals import NOON, a_mood, a_rupture, a_session, an_entry
from helpers.vault import KEY

from repair_desktop.core.answers import Answer, RatedWord, ScaleAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Journal
from repair_desktop.core.ruptures import RuptureState, StateChange
from repair_desktop.storage.connection import StorageBug
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

P1, P2 = PromptId("s1.what"), PromptId("s1.size")


def reopened(journal: SqlJournal, path: Path) -> SqlJournal:
    journal.close()
    return SqlCipherOpener().open(path, KEY)


def test_it_is_a_journal(journal: SqlJournal) -> None:
    as_port: Journal = journal
    assert as_port.entries.all() == []


# --- entries --------------------------------------------------------------------------------


def test_an_entry_and_its_answers_come_back(journal: SqlJournal, path: Path) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    later = NOON + timedelta(minutes=5)
    answers: dict[PromptId, Answer] = {P1: TextAnswer("what\x00 I\ud800 wrote"), P2: ScaleAnswer(7)}
    journal.entries.save(entry.id, answers, P2, later)
    journal = reopened(journal, path)
    assert journal.entries.get(entry.id) == replace(entry, changed_at=later, place=P2)
    assert journal.entries.answers(entry.id) == answers
    journal.close()


def test_a_megabyte_comes_back(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    text = TextAnswer("à😀x" * 350_000)
    journal.entries.save(entry.id, {P1: text}, P1, NOON)
    assert journal.entries.answers(entry.id) == {P1: text}


def test_saving_changes_and_removes(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    journal.entries.save(entry.id, {P1: TextAnswer("one"), P2: ScaleAnswer(1)}, P1, NOON)
    journal.entries.save(entry.id, {P1: ScaleAnswer(2), P2: None}, P1, NOON)
    assert journal.entries.answers(entry.id) == {P1: ScaleAnswer(2)}


def test_each_answer_has_the_moment_it_was_last_changed(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    later = NOON + timedelta(days=30)
    journal.entries.save(entry.id, {P1: TextAnswer("one"), P2: ScaleAnswer(1)}, P1, NOON)
    journal.entries.save(entry.id, {P2: ScaleAnswer(2)}, P1, later)
    assert journal.entries.moments(entry.id) == {P1: NOON, P2: later}
    assert journal.entries.moments(EntryId("f" * 32)) == {}


def test_the_moment_of_an_answer_has_the_offset_of_the_nearer_end_of_its_entry(
    journal: SqlJournal,
) -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=timezone(timedelta(hours=2)))
    winter = datetime(2026, 12, 1, 0, 10, tzinfo=timezone(timedelta(hours=1)))
    entry = an_entry(at=summer)
    journal.entries.add(entry)
    journal.entries.save(entry.id, {P1: TextAnswer("one")}, P1, summer)
    journal.entries.save(entry.id, {P2: ScaleAnswer(2)}, P1, winter)
    found = journal.entries.moments(entry.id)
    assert (found[P1].isoformat(), found[P2].isoformat()) == (
        summer.isoformat(),
        winter.isoformat(),
    )


def test_moving_to_another_place_is_no_change(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    journal.entries.save(entry.id, {}, P2, NOON + timedelta(days=1))
    assert journal.entries.get(entry.id) == replace(entry, place=P2)


def test_saving_to_an_entry_that_is_not_there_writes_nothing(journal: SqlJournal) -> None:
    with pytest.raises(KeyError):
        journal.entries.save(EntryId("f" * 32), {P1: TextAnswer("x")}, P1, NOON)
    assert journal.database.execute("SELECT count(*) FROM answer") == [(0,)]


def test_an_answer_of_an_unknown_kind_stays(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    journal.entries.save(entry.id, {P1: TextAnswer("x"), P2: ScaleAnswer(3)}, P1, NOON)
    journal.database.execute("UPDATE answer SET kind = 'drawing' WHERE prompt_id = ?", (P1,))
    assert journal.entries.answers(entry.id) == {P2: ScaleAnswer(3)}
    journal.entries.save(entry.id, {P2: ScaleAnswer(4)}, P1, NOON)
    assert journal.database.execute("SELECT count(*) FROM answer") == [(2,)]


def test_entries_are_listed_last_changed_first(journal: SqlJournal) -> None:
    for number, hours in ((1, 2), (2, 3), (3, 1)):
        journal.entries.add(an_entry(number, NOON + timedelta(hours=hours)))
    assert [entry.id[-1] for entry in journal.entries.all()] == ["2", "1", "3"]


def test_finishing(journal: SqlJournal) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    journal.entries.finish(entry.id, NOON)
    assert journal.entries.get(entry.id).finished_at == NOON
    journal.entries.finish(entry.id, None)
    assert journal.entries.get(entry.id).finished_at is None


# --- ruptures -------------------------------------------------------------------------------


def test_a_rupture_comes_back(journal: SqlJournal, path: Path) -> None:
    rupture = a_rupture(title="a\ud800")
    journal.ruptures.add(rupture)
    change = StateChange(RuptureState.LEFT, NOON + timedelta(hours=1))
    journal.ruptures.add_state(rupture.id, change)
    journal.ruptures.describe(rupture.id, "another title", date(2026, 11, 2))
    journal = reopened(journal, path)
    expected = replace(
        rupture,
        title="another title",
        happened_on=date(2026, 11, 2),
        history=(*rupture.history, change),
    )
    assert journal.ruptures.get(rupture.id) == expected
    assert journal.ruptures.all() == [expected]
    journal.close()


def test_ruptures_are_listed_newest_first(journal: SqlJournal) -> None:
    for number, days in ((1, 0), (2, 5), (3, 2)):
        journal.ruptures.add(a_rupture(number, NOON + timedelta(days=days)))
    assert [rupture.id[-1] for rupture in journal.ruptures.all()] == ["2", "3", "1"]


# --- moods ----------------------------------------------------------------------------------


def test_a_mood_comes_back_and_can_be_changed(journal: SqlJournal, path: Path) -> None:
    journal.ruptures.add(a_rupture())
    journal.entries.add(an_entry())
    journal.sessions.save(a_session())
    mood = Mood(
        id=a_mood().id,
        at=NOON,
        written_at=NOON + timedelta(hours=2),
        pleasantness=-4,
        energy=4,
        feelings=(RatedWord("sad", strength=3), RatedWord("so\ud800 so", own=True)),
        tags=("work", "my\x00 own"),
        note="words",
        rupture_id=a_rupture().id,
        entry_id=an_entry().id,
        session_id=a_session().id,
    )
    journal.moods.save(mood)
    assert journal.moods.get(mood.id) == mood
    changed = replace(mood, energy=None, feelings=(), tags=(), note="", entry_id=None)
    journal.moods.save(changed)
    journal = reopened(journal, path)
    assert journal.moods.between() == [changed]
    journal.close()


def test_between_takes_the_start_and_leaves_the_end(journal: SqlJournal) -> None:
    for number in range(5):
        journal.moods.save(a_mood(number, NOON + timedelta(days=number)))
    found = journal.moods.between(NOON + timedelta(days=1), NOON + timedelta(days=3))
    assert [mood.id[-1] for mood in found] == ["1", "2"]
    assert len(journal.moods.between(end=NOON + timedelta(days=1))) == 1
    assert len(journal.moods.between(NOON + timedelta(days=1))) == 4


def test_ranges_of_moods_use_the_index(journal: SqlJournal) -> None:
    plan = journal.database.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM mood WHERE deleted = 0 AND at >= 1 AND at < 2"
    )
    assert "mood_at" in str(plan)


# --- settings -------------------------------------------------------------------------------


def test_settings(journal: SqlJournal) -> None:
    assert journal.settings.get("therapist") is None
    journal.settings.set("therapist", "M.\ud800")
    journal.settings.set("therapist", "N.\ud800")
    assert journal.settings.get("therapist") == "N.\ud800"
    journal.settings.set("therapist", None)
    assert journal.settings.get("therapist") is None


def test_words_are_given_last_used_first(journal: SqlJournal) -> None:
    journal.settings.use_words("feeling", ["sad", "own\ud800"], NOON)
    journal.settings.use_words("feeling", ["angry"], NOON + timedelta(hours=1))
    journal.settings.use_words("need", ["rest"], NOON)
    journal.settings.use_words("feeling", ["sad"], NOON + timedelta(hours=2))
    assert journal.settings.words("feeling") == ["sad", "angry", "own\ud800"]
    assert journal.settings.words("need") == ["rest"]


# --- deletion -------------------------------------------------------------------------------


def fill(journal: SqlJournal) -> None:
    journal.ruptures.add(a_rupture())
    for number in (1, 2, 3):
        journal.entries.add(an_entry(number, rupture=1))
        journal.entries.save(an_entry(number).id, {P1: TextAnswer("x")}, P1, NOON)
    journal.moods.save(replace(a_mood(), rupture_id=a_rupture().id))


def rows(journal: SqlJournal) -> list[int]:
    tables = ("entry", "answer", "rupture", "rupture_state", "mood")
    return [journal.database.execute(f"SELECT count(*) FROM {t}")[0][0] for t in tables]


DELETIONS: list[Callable[[Journal], None]] = [
    lambda journal: journal.entries.delete(an_entry(1).id),
    lambda journal: journal.moods.delete(a_mood().id),
    lambda journal: journal.ruptures.delete(a_rupture().id),
]
RESTORES: list[Callable[[Journal], None]] = [
    lambda journal: journal.entries.restore(an_entry(1).id),
    lambda journal: journal.moods.restore(a_mood().id),
    lambda journal: journal.ruptures.restore(a_rupture().id),
]


def seen(journal: Journal) -> object:
    return journal.entries.all(), journal.ruptures.all(), journal.moods.between()


@pytest.mark.parametrize(("delete", "restore"), list(zip(DELETIONS, RESTORES, strict=True)))
def test_a_deletion_hides_and_can_be_taken_back(
    journal: SqlJournal, delete: Callable[[Journal], None], restore: Callable[[Journal], None]
) -> None:
    fill(journal)
    before = seen(journal)
    delete(journal)
    assert seen(journal) != before
    restore(journal)
    assert seen(journal) == before


def test_what_is_set_aside_can_not_be_got(journal: SqlJournal) -> None:
    fill(journal)
    for delete in DELETIONS:
        delete(journal)
    for get in (
        lambda: journal.entries.get(an_entry(1).id),
        lambda: journal.moods.get(a_mood().id),
        lambda: journal.ruptures.get(a_rupture().id),
    ):
        with pytest.raises(KeyError):
            get()


def test_taking_a_rupture_back_leaves_what_was_deleted_before(journal: SqlJournal) -> None:
    fill(journal)
    journal.entries.delete(an_entry(1).id)
    journal.ruptures.delete(a_rupture().id)
    assert journal.entries.all() == []
    journal.ruptures.restore(a_rupture().id)
    assert sorted(entry.id[-1] for entry in journal.entries.all()) == ["2", "3"]


def test_closing_really_deletes(journal: SqlJournal, path: Path) -> None:
    fill(journal)
    journal.ruptures.delete(a_rupture().id)
    journal = reopened(journal, path)
    assert rows(journal) == [0, 0, 0, 0, 1]
    assert journal.moods.get(a_mood().id).rupture_id is None
    journal.close()


def test_a_check_in_outlives_its_session(journal: SqlJournal, path: Path) -> None:
    mood = replace(a_mood(), session_id=a_session().id)
    journal.sessions.save(a_session())
    journal.moods.save(mood)
    journal.sessions.delete(a_session().id)
    journal.sessions.restore(a_session().id)
    assert journal.moods.between() == [mood]
    journal.sessions.delete(a_session().id)
    journal = reopened(journal, path)
    assert journal.moods.between() == [replace(mood, session_id=None)]
    journal.close()


def test_after_a_crash_the_next_start_really_deletes(journal: SqlJournal, path: Path) -> None:
    fill(journal)
    journal.entries.delete(an_entry(1).id)
    journal.database.close()  # as a killed process would
    journal = SqlCipherOpener().open(path, KEY)
    assert rows(journal)[:2] == [2, 2]
    journal.close()


# --- transactions, threads, disks -----------------------------------------------------------


def test_a_transaction_is_all_or_nothing(journal: SqlJournal) -> None:
    def fail() -> None:
        with journal.transaction():
            journal.entries.add(an_entry())
            journal.entries.save(an_entry().id, {P1: TextAnswer("x")}, P1, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert journal.entries.all() == []


def test_a_failed_part_leaves_the_rest_of_its_transaction(journal: SqlJournal) -> None:
    def fail() -> None:
        with journal.transaction():
            journal.entries.add(an_entry(2))
            raise ZeroDivisionError

    with journal.transaction():
        journal.entries.add(an_entry(1))
        with pytest.raises(ZeroDivisionError):
            fail()
        with journal.transaction():
            journal.entries.add(an_entry(3))
    assert sorted(entry.id[-1] for entry in journal.entries.all()) == ["1", "3"]


def test_the_connection_belongs_to_its_thread(journal: SqlJournal) -> None:
    raised: list[BaseException] = []

    def use() -> None:
        try:
            journal.entries.all()
        except StorageBug as error:
            raised.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(raised) == 1


def test_no_error_quotes_what_was_written(journal: SqlJournal) -> None:
    journal.settings.set("marker-key", "x")
    with pytest.raises(StorageBug) as caught:
        journal.database.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)", ("marker-key", "marker-value")
        )
    assert "marker" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_a_full_disk_keeps_what_was_saved(journal: SqlJournal, path: Path) -> None:
    entry = an_entry()
    journal.entries.add(entry)
    journal.entries.save(entry.id, {P1: TextAnswer("kept")}, P1, NOON)
    pages = journal.database.pragma("page_count")
    journal.database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        journal.entries.save(entry.id, {P1: TextAnswer("x" * 100_000)}, P1, NOON)
    assert journal.entries.answers(entry.id) == {P1: TextAnswer("kept")}
    journal.database.execute("PRAGMA max_page_count = 100000")
    journal.entries.save(entry.id, {P1: TextAnswer("y" * 100_000)}, P1, NOON)
    journal = reopened(journal, path)
    assert journal.entries.answers(entry.id) == {P1: TextAnswer("y" * 100_000)}
    journal.close()

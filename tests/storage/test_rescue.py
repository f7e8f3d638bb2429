"""Journals are damaged here on purpose. What comes out of them is compared row by row."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from helpers.disks import fill, read_only, small_disk
from helpers.journals import NOON, a_mood, a_rupture, an_entry
from helpers.sheets import a_sheet
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.answers import ScaleAnswer, TextAnswer
from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    JournalDamaged,
    JournalExists,
    JournalTooNew,
)
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ports import Rescued
from repair_desktop.core.ruptures import RuptureState, StateChange
from repair_desktop.core.sheets import worksheet_id
from repair_desktop.storage import salvage, schema
from repair_desktop.storage.connection import PAGE, Database, Row
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.storage.rescue import UNKNOWN_WORKSHEET, make_tables, rescue

P1, P2, OTHER = PromptId("s1.what"), PromptId("s1.size"), PromptId("x1.gone")
SIX = ("six-steps", 1)
LATER = NOON + timedelta(days=9, milliseconds=7)
MARKER = "Zebrafinkenwort"
STEPS = schema.load_migrations()
NEWER = (
    *STEPS,
    schema.Migration(
        STEPS[-1].version + 1,
        "ALTER TABLE mood ADD COLUMN place TEXT; ALTER TABLE mood ADD COLUMN company TEXT;",
    ),
)
Harm = Callable[[bytes], bytes]
Tables = dict[str, dict[int, Row]]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A closed journal with something of everything, on some forty pages."""
    path = tmp_path / "journal.1.db"
    journal = SqlCipherOpener().create(path, KEY)
    with journal.transaction():
        for number in range(1, 6):
            journal.ruptures.add(a_rupture(number, NOON, f"title {number}"))
            change = StateChange(RuptureState.EXPLORING, NOON + timedelta(hours=1))
            journal.ruptures.add_state(a_rupture(number).id, change)
            entry = an_entry(number, NOON, rupture=number)
            journal.entries.add(entry)
            words = TextAnswer(f"answer {number} " * 900)
            journal.entries.save(entry.id, {P1: words, P2: ScaleAnswer(number)}, P2, LATER)
        for number in range(1, 90):
            journal.moods.save(
                a_mood(number, NOON - timedelta(hours=number), f"note {number} " * 9)
            )
        journal.moods.save(a_mood(90, note="half an emoji \ud83d, and \0"))
        journal.moods.save(a_mood(91, note="the longest " * 2000))
        journal.settings.use_words("feeling", ["angry", "own word"], NOON)
        journal.settings.set("settings", "{}")
        journal.sheets.save(a_sheet())
        journal.moods.delete(a_mood(1).id)
        for statement in IN_NEWER_TABLES:
            journal.database.execute(statement)
    journal.database.checkpoint()
    journal.database.close()  # not the journal, which would drop what is set aside
    return path


IN_NEWER_TABLES = (
    "INSERT INTO session (id, day, clock, state, added, added_offset)"
    f" VALUES ('{'a' * 32}', '2026-11-24', NULL, 'planned', 1, 60)",
    f"INSERT INTO session_entry (session_id, entry_id) VALUES ('{'a' * 32}', '{an_entry(2).id}')",
    f"INSERT INTO card VALUES ('{a_rupture(3).id}', '{{}}', 7, 60)",
    f"DELETE FROM answer WHERE entry_id = '{an_entry(5).id}'",
    f"INSERT INTO locked_entry VALUES ('{an_entry(5).id}', x'01', 2, 3, x'ff', 9, 60)",
    f"UPDATE mood SET session_id = '{'a' * 32}' WHERE number = 7",
)


def rows_of(path: Path) -> Tables:
    with closing(Database(path, KEY, read_only=True)) as database:
        return {
            table: {row[0]: row for row in database.execute(f"SELECT rowid, * FROM {table}")}
            for table in schema.count_rows(database)
        }


def worksheet_of(prompt_id: str) -> tuple[str, int] | None:
    return None if prompt_id.startswith("x") else SIX


def run(damaged: Path) -> tuple[Rescued, Tables]:
    """Rescue into a fresh file, whose rows are returned; nothing else may be left or changed."""
    there = {file.name: file.read_bytes() for file in damaged.parent.iterdir()}
    new = damaged.with_name("journal.2.db")
    rescued = rescue(damaged, new, KEY, worksheet_of, STEPS)
    assert rescued.rows == {table: len(rows) for table, rows in rows_of(new).items()}
    with closing(Database(new, KEY, read_only=True)) as database:
        assert database.is_sound()
        assert database.pragma("application_id") == schema.APPLICATION_ID
        assert schema.version(database) == STEPS[-1].version
    rows = rows_of(new)
    if os.name != "nt":
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
    new.unlink()
    assert {file.name: file.read_bytes() for file in damaged.parent.iterdir()} == there
    return rescued, rows


def harm(path: Path, change: Harm) -> None:
    path.write_bytes(change(path.read_bytes()))


def with_page(number: int, page: bytes) -> Harm:
    begin = (number - 1) * PAGE
    return lambda data: data[:begin] + page + data[begin + PAGE :]


def rubbish(size: int) -> bytes:
    return random.Random(5).randbytes(size)


def change(path: Path, *statements: str) -> None:
    """Change a journal as no program of ours would, links and all."""
    with closing(Database(path, KEY)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            database.execute(statement)


# --- what comes back ------------------------------------------------------------------------


def test_a_sound_journal_comes_back_row_by_row(made: Path) -> None:
    rescued, rows = run(made)
    assert rows == rows_of(made)
    assert rescued.entries == 5 + 90  # one check-in is set aside
    assert (rescued.damaged_pages, rescued.loose_answers, rescued.loose_sessions) == (0, 0, 0)


def test_it_opens_and_reads_as_before(made: Path, opener: SqlCipherOpener, tmp_path: Path) -> None:
    harm(made, with_page(1, rubbish(PAGE)))
    opener.rescue(made, tmp_path / "journal.2.db", KEY, worksheet_of)
    with closing(opener.open(tmp_path / "journal.2.db", KEY)) as journal:
        assert journal.moods.get(a_mood(90).id).note == "half an emoji \ud83d, and \0"
        assert journal.entries.answers(an_entry(3).id)[P1] == TextAnswer("answer 3 " * 900)
        assert len(journal.moods.between()) == 90
        assert [rupture.title for rupture in journal.ruptures.all()][-1] == "title 1"


@pytest.mark.parametrize(
    ("change_it", "damaged_pages"),
    [
        pytest.param(with_page(1, rubbish(PAGE)), 1, id="first page"),
        pytest.param(with_page(1, bytes(PAGE)), 1, id="first page empty"),
        pytest.param(lambda data: rubbish(16) + data[16:], 0, id="salt"),
        pytest.param(lambda data: bytes(100) + data[100:], 1, id="head"),
        pytest.param(lambda data: data + rubbish(PAGE + 5), 2, id="longer"),
    ],
)
def test_nothing_is_lost_with_the_first_page(
    made: Path, change_it: Harm, damaged_pages: int
) -> None:
    before = rows_of(made)
    harm(made, change_it)
    rescued, rows = run(made)
    assert rows == before
    assert rescued.damaged_pages == damaged_pages


@pytest.mark.parametrize("page", [rubbish(PAGE), bytes(PAGE)], ids=["rubbish", "zeros"])
def test_a_page_costs_what_lies_on_it_and_nothing_is_wrong(made: Path, page: bytes) -> None:
    before, data = rows_of(made), made.read_bytes()
    total = sum(map(len, before.values()))
    for number in range(2, len(data) // PAGE + 1):
        made.write_bytes(with_page(number, page)(data))
        rescued, rows = run(made)
        assert rescued.damaged_pages == 1
        there = [(table, row) for table, found in rows.items() for row in found.values()]
        differ = [(table, row) for table, row in there if row != before[table].get(row[0])]
        assert all(is_mended(table, row, before) for table, row in differ)
        assert len(there) - len(differ) > total * 0.6


def is_mended(table: str, row: Row, before: Tables) -> bool:
    """Tell whether a row that differs was made anew, with the id of one that was lost."""
    ids = {old[2] for old in before[table].values()}
    match table:
        case "entry":
            return row[2] in ids and row[3:5] in (SIX, ("letter", 1))
        case "rupture":
            return row[2] in ids and row[3] == ""
        case "session":
            return row[2] in ids and row[3:6] == (NOON.date().isoformat(), None, "planned")
        case _:
            return table == "rupture_state" and row[2] in ids and row[3] == "noted"


def test_a_torn_end_of_long_words_is_not_read_as_words(made: Path) -> None:
    """SQLCipher takes a page of zeros for one that was never written, and does not prove it."""
    before, data = rows_of(made)["mood"], made.read_bytes()
    lost = 0
    for number in range(2, len(data) // PAGE + 1):
        made.write_bytes(with_page(number, bytes(PAGE))(data))
        _rescued, rows = run(made)
        for mood in rows["mood"].values():
            assert mood[11] == before[mood[0]][11]
        lost += 91 not in rows["mood"] and 90 in rows["mood"]
    assert lost >= 5  # the pages of the longest note


@pytest.mark.parametrize("beyond", [0, 1, PAGE - 1])
def test_half_a_file_gives_what_it_holds(made: Path, beyond: int) -> None:
    before = rows_of(made)["answer"]
    harm(made, lambda data: data[: len(data) // PAGE // 2 * PAGE + beyond])
    rescued, rows = run(made)
    assert len(rows["answer"]) > 2
    assert all(answer == before[number] for number, answer in rows["answer"].items())
    assert rescued.damaged_pages == (beyond > 0)


def test_a_bad_sector_costs_its_page_only(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(made)
    bad = {0}
    monkeypatch.setattr(salvage, "_read_page", failing(bad))
    rescued, rows = run(made)
    assert rows == before
    assert rescued.damaged_pages == 1
    bad.update(range(0, made.stat().st_size, PAGE))
    with pytest.raises(DiskFault):
        run(made)


def failing(bad: set[int]) -> Callable[[BinaryIO, int], bytes]:
    read_page = salvage._read_page

    def read(file: BinaryIO, begin: int) -> bytes:
        if begin in bad:
            raise OSError(5, "a bad sector")
        return read_page(file, begin)

    return read


# --- the log --------------------------------------------------------------------------------


@pytest.fixture
def crashed(made: Path, tmp_path: Path) -> Path:
    """A journal as a crash leaves it when the last words are in the log alone."""
    path = tmp_path / "crashed" / made.name
    path.parent.mkdir()
    with closing(Database(made, KEY)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute("UPDATE mood SET note = 'in the log' WHERE number = 7")
        database.execute("UPDATE setting SET value = 'in the log'")
        for name in (path.name, f"{path.name}-wal"):
            (path.parent / name).write_bytes((tmp_path / name).read_bytes())
    return path


def in_log(rows: Tables) -> list[bool]:
    [setting] = rows["setting"].values()
    return [setting[-1] == "in the log", rows["mood"][7][11] == "in the log"]


@pytest.mark.parametrize("page", [None, rubbish(PAGE)], ids=["whole", "no first page"])
def test_the_log_belongs_to_the_journal(crashed: Path, page: bytes | None) -> None:
    if page:
        harm(crashed, with_page(1, page))
    assert in_log(run(crashed)[1]) == [True, True]


def test_of_a_torn_log_the_sound_beginning_counts(crashed: Path) -> None:
    harm(log_of(crashed), lambda data: data[:-100] + rubbish(100))
    assert in_log(run(crashed)[1]) == [False, True]


def test_a_log_heals_the_pages_it_holds(crashed: Path) -> None:
    for number in range(2, crashed.stat().st_size // PAGE + 1):
        harm(crashed, with_page(number, bytes(PAGE)))
    _rescued, rows = run(crashed)
    assert in_log(rows) == [True, True]


def test_a_first_page_in_the_log_counts_and_not_the_one_in_the_file(
    made: Path, tmp_path: Path
) -> None:
    path = tmp_path / "crashed" / made.name
    path.parent.mkdir()
    with closing(Database(made, KEY)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        schema.migrate(database, NEWER)
        for name in (path.name, f"{path.name}-wal"):
            (path.parent / name).write_bytes((tmp_path / name).read_bytes())
    with pytest.raises(JournalTooNew):
        run(path)
    log_of(path).unlink()
    assert len(run(path)[1]["mood"]) == 91


def test_without_its_log_the_journal_is_read_as_it_is(crashed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(SqlCipherOpener().create(other, OTHER_KEY)) as journal:
        journal.database.execute("PRAGMA wal_autocheckpoint = 0")
        journal.database.execute("CREATE TABLE longer (number INTEGER)")  # writes the first page
        log_of(crashed).write_bytes(log_of(other).read_bytes())
    _rescued, rows = run(crashed)
    assert in_log(rows) == [False, False]
    assert len(rows["mood"]) == 91
    log_of(crashed).write_bytes(rubbish(5 * PAGE))
    assert run(crashed)[1] == rows


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


# --- what was deleted or written over -------------------------------------------------------


def test_deleted_words_never_return(made: Path, opener: SqlCipherOpener) -> None:
    with closing(opener.open(made, KEY)) as journal:
        for number in range(1, 92, 2):
            journal.moods.save(a_mood(number, note=MARKER * (number * 9)))
            journal.moods.delete(a_mood(number).id)
        journal.ruptures.delete(a_rupture(2).id)
    harm(made, with_page(1, rubbish(PAGE)))
    rescued, rows = run(made)
    assert MARKER not in repr(rows)
    assert "title 2" not in repr(rows)
    assert rescued.entries == 45 + 4


def test_of_many_versions_the_last_comes_back(made: Path, opener: SqlCipherOpener) -> None:
    chance = random.Random(3)
    with closing(opener.open(made, KEY)) as journal:
        for _ in range(300):
            number = chance.randrange(2, 92)
            journal.moods.save(a_mood(number, note=MARKER * chance.randrange(300)))
            journal.settings.use_words("feeling", [f"word {number}"], NOON)
    before = rows_of(made)
    harm(made, with_page(1, rubbish(PAGE)))
    assert run(made)[1] == before


@pytest.mark.parametrize("has_tree", [True, False])
def test_an_old_page_that_came_back_loses_against_the_tree_or_a_later_page(
    tmp_path: Path, opener: SqlCipherOpener, has_tree: bool
) -> None:
    """A disk that lost a write leaves a page of before, as sound as any other."""
    path = tmp_path / "journal.1.db"
    with closing(opener.create(path, KEY)) as journal:
        if has_tree:  # its pages are free later, and taken by what the old page held
            journal.moods.save(a_mood(999, note="x" * 40 * PAGE))
        for number in range(1, 200):
            journal.moods.save(a_mood(number, note="old " * 20))
    old = path.read_bytes()
    with closing(opener.open(path, KEY)) as journal:
        if has_tree:
            journal.moods.delete(a_mood(999).id)
            journal.purge()
        for number in range(1, 200):
            journal.moods.save(a_mood(number, note="new " * 60))
    new = path.read_bytes()
    for page in range(2, len(old) // PAGE + 1):
        path.write_bytes(with_page(page, old[(page - 1) * PAGE : page * PAGE])(new))
        versions = versions_of(path, tmp_path / "work")
        twice = [number for number, notes in versions.items() if set(notes) == {"old", "new"}]
        if has_tree:  # only where the later page would be wrong
            twice = [number for number in twice if versions[number][-1] == "old"]
        if twice:
            break
    if not has_tree:
        harm(path, with_page(1, rubbish(PAGE)))
    _rescued, rows = run(path)
    assert twice
    assert all(rows["mood"][number][11].startswith("new") for number in twice)


def versions_of(path: Path, work: Path) -> dict[int, list[str]]:
    """Return how the notes that a file holds of each check-in begin, in the order of the pages."""
    versions: dict[int, list[str]] = {}
    with salvage.salvaged(path, work, KEY) as pages:
        for number, *values in pages.rows():
            if len(values) == 14:
                versions.setdefault(number, []).append(values[10][:3])
    return versions


def test_of_two_rows_that_can_not_both_be_the_later_one_stays(made: Path) -> None:
    change(
        made,
        "CREATE TABLE stray (number INTEGER PRIMARY KEY, id TEXT, word TEXT, last_used INTEGER)",
        "INSERT INTO stray SELECT number + 1000, kind, word, last_used + 5 FROM word",
    )
    before = rows_of(made)["word"]
    _rescued, rows = run(made)
    assert [row[-1] for row in rows["word"].values()] == [row[-1] + 5 for row in before.values()]
    assert min(rows["word"]) > 1000


# --- links to what was lost -----------------------------------------------------------------


def test_answers_get_an_entry_again(made: Path) -> None:
    change(made, "DELETE FROM entry WHERE number IN (2, 4)", "UPDATE mood SET at_offset = 0")
    rescued, rows = run(made)
    assert rescued.loose_answers == 4
    assert rows["answer"] == rows_of(made)["answer"]
    anew = [row for row in rows["entry"].values() if row[2] in (an_entry(2).id, an_entry(4).id)]
    assert len(anew) == 2
    at = rows["answer"][3][-1]
    for _row, _number, _id, *rest in anew:
        assert rest == [*SIX, at, 60, at, 60, None, None, None, None, 0]
    assert rescued.entries == 5 + 90


def test_a_card_gets_its_rupture_and_a_lock_its_entry_again(made: Path) -> None:
    change(
        made,
        "DELETE FROM rupture_state WHERE rupture_id IN (SELECT rupture_id FROM card)",
        "DELETE FROM rupture WHERE id IN (SELECT rupture_id FROM card)",
        "DELETE FROM entry WHERE id IN (SELECT entry_id FROM locked_entry)",
    )
    before = rows_of(made)
    _rescued, rows = run(made)
    for table in ("card", "locked_entry", "session", "session_entry"):
        assert rows[table] == before[table]
    [rupture] = [row for row in rows["rupture"].values() if row[2] == a_rupture(3).id]
    assert rupture[5:7] == (7, 60)
    [entry] = [row for row in rows["entry"].values() if row[2] == an_entry(5).id]
    assert entry[3:9] == ("letter", 1, 9, 60, 9, 60)


@pytest.mark.parametrize("answered_later", [True, False])
def test_an_old_page_makes_no_entry_both_locked_and_open(made: Path, answered_later: bool) -> None:
    """A disk lost the write that took the answers away, or the one that took the lock away."""
    change(
        made,
        "INSERT INTO answer (entry_id, prompt_id, kind, value, updated)"
        f" SELECT entry_id, 'le.letter', 'text', '{{}}', locked + {int(answered_later)}"
        " FROM locked_entry",
    )
    _rescued, rows = run(made)
    answered = [row for row in rows["answer"].values() if row[2] == an_entry(5).id]
    assert bool(answered) is answered_later
    assert bool(rows["locked_entry"]) is not answered_later


def test_a_session_without_its_entry_forgets_it(made: Path) -> None:
    change(
        made,
        f"DELETE FROM answer WHERE entry_id = '{an_entry(2).id}'",
        f"DELETE FROM entry WHERE id = '{an_entry(2).id}'",
    )
    _rescued, rows = run(made)
    assert len(rows["session"]) == 1
    assert rows["session_entry"] == {}


def test_a_lost_session_is_made_anew_for_what_was_written_for_it(
    made: Path, opener: SqlCipherOpener
) -> None:
    """On the day on which the last of it was begun, as the clock on the wall said."""
    minutes = (23 * 60 + 30) * 60_000  # next to midnight, so another day by the clock of UTC
    change(
        made,
        "DELETE FROM session",
        f"UPDATE entry SET begun = {minutes}, begun_offset = 60 WHERE number = 2",
        "UPDATE entry SET begun = 7, begun_offset = 0 WHERE number = 3",
        f"INSERT INTO session_entry VALUES (7, '{'a' * 32}', '{an_entry(3).id}')",
        f"INSERT INTO session_entry VALUES (8, '{'b' * 32}', '{an_entry(4).id}')",
    )
    before = rows_of(made)
    rescued, rows = run(made)
    assert rescued.loose_sessions == 2
    assert rows["session_entry"] == before["session_entry"]
    opener.rescue(made, made.with_name("journal.2.db"), KEY, worksheet_of)
    with closing(opener.open(made.with_name("journal.2.db"), KEY)) as journal:
        early, late = journal.sessions.all()
        assert (early.id, early.day.isoformat(), early.clock) == ("a" * 32, "1970-01-02", None)
        assert (late.id, late.day, late.takes_place) == ("b" * 32, NOON.date(), True)
        assert (late.added_at, late.added_at.utcoffset()) == (NOON, NOON.utcoffset())
        assert journal.sessions.links() == {
            an_entry(2).id: early.id,
            an_entry(3).id: early.id,
            an_entry(4).id: late.id,
        }


def test_a_lost_session_waits_for_entries_made_anew(made: Path) -> None:
    change(made, "DELETE FROM session", "DELETE FROM entry WHERE number = 2")
    rescued, rows = run(made)
    assert (rescued.loose_answers, rescued.loose_sessions) == (2, 1)
    [session] = rows["session"].values()
    assert session[2:6] == ("a" * 32, LATER.date().isoformat(), None, "planned")


@pytest.mark.parametrize("lost", ["DELETE FROM entry", "UPDATE entry SET deleted = 1"])
def test_no_session_is_made_anew_for_nothing(made: Path, lost: str) -> None:
    change(
        made,
        "DELETE FROM session",
        f"DELETE FROM answer WHERE entry_id = '{an_entry(2).id}'",
        f"{lost} WHERE number = 2",
    )
    rescued, rows = run(made)
    assert rescued.loose_sessions == 0
    assert rows["session"] == rows["session_entry"] == {}


def test_an_entry_made_anew_spans_its_answers(made: Path, opener: SqlCipherOpener) -> None:
    with closing(opener.open(made, KEY)) as journal:
        journal.entries.save(an_entry(2).id, {P2: ScaleAnswer(0)}, P2, LATER + timedelta(days=2))
    change(made, "DELETE FROM entry WHERE number = 2")
    with closing(opener.open(made, KEY)) as journal:
        assert journal.database.execute("SELECT count(*) FROM entry") == [(4,)]
    opener.rescue(made, made.with_name("journal.2.db"), KEY, worksheet_of)
    with closing(opener.open(made.with_name("journal.2.db"), KEY)) as journal:
        entry = journal.entries.get(an_entry(2).id)
        assert (entry.begun_at, entry.changed_at) == (LATER, LATER + timedelta(days=2))
        assert entry.begun_at.utcoffset() == LATER.utcoffset()
        assert (entry.finished_at, entry.rupture_id, entry.place) == (None, None, None)


def test_answers_of_an_unknown_worksheet_go_where_others_of_it_are(made: Path) -> None:
    change(
        made,
        "UPDATE answer SET prompt_id = 'x1.gone' WHERE number IN (1, 3)",
        "DELETE FROM answer WHERE number = 4",
        "UPDATE entry SET worksheet_id = 'an-old-one', worksheet_version = 7 WHERE number = 1",
        "DELETE FROM entry WHERE number = 2",
    )
    _rescued, rows = run(made)
    assert anew(rows, 2) == ("an-old-one", 7)


def test_else_they_go_where_most_are(made: Path) -> None:
    change(
        made,
        "UPDATE answer SET prompt_id = 'x1.gone' WHERE number = 3",
        "DELETE FROM answer WHERE number = 4",
        "UPDATE entry SET worksheet_id = 'another', worksheet_version = 7 WHERE number = 1",
        "DELETE FROM entry WHERE number = 2",
    )
    assert anew(run(made)[1], 2) == SIX


def test_answers_to_a_homework_sheet_find_it_by_their_ids(made: Path) -> None:
    sheet = worksheet_id(a_sheet().id)
    change(
        made,
        f"UPDATE answer SET prompt_id = '{sheet}:q' || number WHERE number IN (3, 4)",
        "DELETE FROM entry WHERE number = 2",
    )
    _rescued, rows = run(made)
    assert anew(rows, 2) == (sheet, 1)
    assert len(rows["sheet"]) == 1


def test_no_word_is_lost_for_want_of_a_worksheet(made: Path) -> None:
    change(
        made,
        "UPDATE answer SET prompt_id = 'x1.gone' || number",
        "DELETE FROM entry",
        "DELETE FROM mood",
    )
    rescued, rows = run(made)
    assert rescued.loose_answers == 8
    assert rows["answer"] == rows_of(made)["answer"]
    assert anew(rows, 2) == UNKNOWN_WORKSHEET


def anew(rows: Tables, number: int) -> tuple[str, int]:
    [found] = [row[3:5] for row in rows["entry"].values() if row[2] == an_entry(number).id]
    return found


def test_states_get_a_rupture_again_and_a_rupture_its_first_state(
    made: Path, opener: SqlCipherOpener
) -> None:
    """A rupture without a history could not be shown at all."""
    change(
        made,
        "DELETE FROM rupture WHERE number = 2",
        f"DELETE FROM rupture_state WHERE rupture_id = '{a_rupture(3).id}'",
    )
    new = made.with_name("journal.2.db")
    opener.rescue(made, new, KEY, worksheet_of)
    with closing(opener.open(new, KEY)) as journal:
        two, three = (journal.ruptures.get(a_rupture(number).id) for number in (2, 3))
        assert (two.title, two.noted_at, two.happened_on) == ("", NOON, None)
        assert [change.state.value for change in two.history] == ["noted", "exploring"]
        assert three.title == "title 3"
        assert three.history == (StateChange(RuptureState.NOTED, NOON),)
        assert journal.entries.get(an_entry(2).id).rupture_id == two.id
        assert len(journal.ruptures.all()) == 5


def test_a_link_to_what_is_lost_is_cut(made: Path) -> None:
    lost, kept = a_rupture(2).id, a_rupture(3).id
    change(
        made,
        f"UPDATE mood SET rupture_id = '{lost}', entry_id = '{an_entry(2).id}' WHERE number = 5",
        f"UPDATE mood SET rupture_id = '{kept}', entry_id = '{an_entry(3).id}' WHERE number = 6",
        f"UPDATE mood SET session_id = '{'b' * 32}' WHERE number = 8",
        f"DELETE FROM rupture_state WHERE rupture_id = '{lost}'",
        f"DELETE FROM answer WHERE entry_id = '{an_entry(2).id}'",
        f"DELETE FROM entry WHERE id = '{an_entry(2).id}'",
        f"DELETE FROM rupture WHERE id = '{lost}'",
        f"UPDATE entry SET rupture_id = '{lost}' WHERE number = 1",
    )
    rescued, rows = run(made)
    assert rows["mood"][5][12:14] == (None, None)
    assert rows["mood"][6][12:14] == (kept, an_entry(3).id)
    assert [rows["mood"][number][15] for number in (6, 7, 8)] == [None, "a" * 32, None]
    assert rows["entry"][1][12] is None
    assert rescued.loose_answers == 0


# --- what is no row of ours -----------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(f"NULL, '{'z' * 32}', 't', NULL, 1, 2, 0", id="no id"),
        pytest.param(f"NULL, '{'a' * 31}', 't', NULL, 1, 2, 0", id="short id"),
        pytest.param(f"NULL, x'{'61' * 32}', 't', NULL, 1, 2, 0", id="id of bytes"),
        pytest.param(f"4, '{'a' * 32}', 't', NULL, 1, 2, 0", id="number in the row"),
        pytest.param(f"NULL, '{'a' * 32}', 't', NULL, 'noon', 2, 0", id="refused by its type"),
        pytest.param(f"NULL, '{'a' * 32}', NULL, NULL, 1, 2, 0", id="nothing where words must be"),
        pytest.param(f"NULL, '{'a' * 32}', 't', NULL, 1, 2", id="too short"),
        pytest.param(f"NULL, '{'a' * 32}', 't', NULL, 1, 2, 0, 0, 0", id="too long"),
        pytest.param(f"NULL, '{'a' * 32}', 't', NULL, 1, 2, CAST(x'ff' AS TEXT)", id="no text"),
        pytest.param(f"NULL, {', '.join('123456')}" + ", 1" * 40, id="longer than any"),
    ],
)
def test_a_strange_row_is_left_out(made: Path, values: str) -> None:
    columns = ", ".join(f"c{number}" for number in range(values.count(",") + 1))
    before = rows_of(made)
    change(
        made,
        f"CREATE TABLE strange ({columns})",
        f"INSERT INTO strange (rowid, {columns}) VALUES (1000, {values})",
    )
    assert run(made)[1] == before


# --- nothing to be had ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "change_it",
    [
        pytest.param(lambda _data: b"", id="empty"),
        pytest.param(lambda _data: b"x", id="short"),
        pytest.param(lambda data: bytes(len(data)), id="zeros"),
        pytest.param(lambda data: data[:PAGE], id="first page only"),
        pytest.param(lambda data: rubbish(len(data)), id="rubbish"),
        pytest.param(lambda data: data[:PAGE] + data, id="every page in a wrong place"),
    ],
)
def test_where_nothing_can_be_read_nothing_is_left(made: Path, change_it: Harm) -> None:
    harm(made, change_it)
    before = made.read_bytes()
    with pytest.raises(JournalDamaged):
        run(made)
    assert [file.name for file in journals(made)] == [made.name]
    assert made.read_bytes() == before


def test_another_key_reads_nothing(made: Path) -> None:
    with pytest.raises(JournalDamaged):
        rescue(made, made.with_name("journal.2.db"), OTHER_KEY, worksheet_of, STEPS)
    assert [file.name for file in journals(made)] == [made.name]


def test_nothing_is_written_over_a_file(made: Path) -> None:
    there = made.with_name("journal.2.db")
    there.write_bytes(b"there")
    with pytest.raises(JournalExists):
        rescue(made, there, KEY, worksheet_of, STEPS)
    assert there.read_bytes() == b"there"


def test_an_interrupted_rescue_leaves_nothing_and_the_next_one_works(made: Path) -> None:
    change(made, "DELETE FROM entry WHERE number = 2")

    def interrupted(_prompt_id: str) -> tuple[str, int] | None:
        assert "journal.2.db-rescue" in {file.name for file in journals(made)}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rescue(made, made.with_name("journal.2.db"), KEY, interrupted, STEPS)
    assert [file.name for file in journals(made)] == [made.name]
    made.with_name("journal.2.db-rescue").write_bytes(b"left by a crash")
    rescue(made, made.with_name("journal.2.db"), KEY, worksheet_of, STEPS)
    assert [file.name for file in journals(made)] == [made.name, "journal.2.db"]


def journals(path: Path) -> Iterable[Path]:
    return sorted(path.parent.glob("journal.*"))


def test_a_full_disk_is_called_so_and_left_as_it_was(made: Path, tmp_path: Path) -> None:
    for room in range(0, 2 * made.stat().st_size, 11 * PAGE):
        with small_disk(tmp_path / "disk", "1m") as disk:
            hole = disk / "hole"
            hole.write_bytes(bytes(room))
            fill(disk)
            hole.unlink()
            with pytest.raises(DiskFull):
                rescue(made, disk / "journal.2.db", KEY, worksheet_of, STEPS)
            assert [file.name for file in disk.iterdir()] == ["filling"]


def test_a_disk_that_can_not_be_written_is_called_so(made: Path, tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        read_only(disk),
        pytest.raises(FolderReadOnly),
    ):
        rescue(made, disk / "journal.2.db", KEY, worksheet_of, STEPS)


# --- versions -------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [STEPS, NEWER], ids=["present", "one more"])
def test_the_tables_can_be_told_apart(tmp_path: Path, steps: tuple[schema.Migration, ...]) -> None:
    """A step that breaks this breaks the rescue: give the new table or column another place."""
    path = tmp_path / "journal.1.db"
    path.touch()
    with closing(Database(path, KEY)) as database:
        shapes = make_tables(database, steps, None)
        kinds = [(length, shape.numbered) for shape in shapes for length in shape.lengths]
        assert len(set(kinds)) == len(kinds)
        assert max(kinds)[0] < salvage.WIDEST
        for shape in shapes:
            described = database.execute(f"PRAGMA table_info({shape.table})")
            assert described[shape.fewest - 1][3] == 1, f"the end of {shape.table} may be empty"


def test_an_older_journal_is_brought_up_to_date(
    made: Path, opener: SqlCipherOpener, tmp_path: Path
) -> None:
    new = tmp_path / "journal.2.db"
    SqlCipherOpener(NEWER).rescue(made, new, KEY, worksheet_of)
    with closing(Database(new, KEY, read_only=True)) as database:
        assert schema.version(database) == NEWER[-1].version
        assert database.execute("SELECT count(*), count(place) FROM mood") == [(91, 0)]
    with pytest.raises(JournalTooNew):
        opener.rescue(new, tmp_path / "journal.3.db", KEY, worksheet_of)
    assert not (tmp_path / "journal.3.db").exists()


@pytest.mark.parametrize("has_first_page", [True, False])
def test_check_ins_of_before_they_had_sessions_come_back(
    tmp_path: Path, has_first_page: bool
) -> None:
    """Rows that were written before the column came, among those that have it."""
    old = tmp_path / "journal.1.db"
    insert = (
        "INSERT INTO mood (id, at, at_offset, written, written_offset, pleasantness, feelings,"
        " tags, note, rupture_id) VALUES ('{}', 1, 60, 2, 60, -2, '[]', '[]', 'words', {})"
    )
    old.touch()
    with closing(Database(old, KEY)) as database:
        schema.migrate(database, STEPS[:3])
        database.execute(IN_NEWER_TABLES[0])
        database.execute(insert.format("1" * 32, "NULL"))
        database.execute(insert.format("2" * 32, "NULL"))
        schema.migrate(database, STEPS)
        database.execute(f"UPDATE mood SET session_id = '{'a' * 32}' WHERE number = 2")
        database.checkpoint()
    before = rows_of(old)
    assert [row[15] for row in before["mood"].values()] == [None, "a" * 32]
    if not has_first_page:
        harm(old, with_page(1, rubbish(PAGE)))
    _rescued, rows = run(old)
    assert rows == before


@pytest.mark.parametrize("has_first_page", [True, False])
def test_rows_of_before_and_after_a_new_column_come_back(
    made: Path, tmp_path: Path, has_first_page: bool
) -> None:
    with closing(Database(made, KEY)) as database:
        schema.migrate(database, NEWER)
        database.execute("UPDATE mood SET place = 'home' WHERE number = 3")
        database.execute("UPDATE mood SET company = 'nobody' WHERE number = 4")
        database.execute("UPDATE mood SET note = 'again' WHERE number = 5")
    before = rows_of(made)
    if not has_first_page:
        harm(made, with_page(1, rubbish(PAGE)))
    rescue(made, tmp_path / "journal.2.db", KEY, worksheet_of, NEWER)
    assert rows_of(tmp_path / "journal.2.db") == before

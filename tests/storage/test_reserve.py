from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from helpers.disks import disk_to_lock, fill, read_only, small_disk
from helpers.journals import NOON, a_mood, a_rupture, an_entry
from helpers.vault import KEY

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import EntryId, PromptId
from repair_desktop.core.ports import Space
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.storage.reserve import NAME, SIZE, Reserve

P1 = PromptId("s1.what")
P2 = PromptId("s2.why")
WORDS = "The last words " + "x" * 50_000
ENTRY = an_entry()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MiB with a journal on it that holds one answer."""
    with small_disk(tmp_path / "disk", "40m") as disk:
        yield disk


@pytest.fixture
def path(disk: Path, opener: SqlCipherOpener) -> Path:
    path = disk / "journal.1.db"
    journal = opener.create(path, KEY)
    journal.entries.add(ENTRY)
    journal.entries.save(ENTRY.id, {P1: TextAnswer("kept")}, P1, NOON)
    journal.close()
    return path


def space(held: SqlJournal | Reserve) -> Space:
    return held.space


def words(journal: SqlJournal) -> dict[PromptId, object]:
    return dict(journal.entries.answers(ENTRY.id))


def reopened(journal: SqlJournal, path: Path) -> SqlJournal:
    journal.close()
    return SqlCipherOpener().open(path, KEY)


# --- the file -------------------------------------------------------------------------------


def test_it_is_made_with_a_journal_and_takes_its_space(tmp_path: Path, journal_at: Path) -> None:
    file = tmp_path / NAME
    assert file.stat().st_size == SIZE == 8 * 1024 * 1024
    assert len(set(file.read_bytes()[:4096])) > 200  # random: nothing packs it
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.stat().st_blocks * 512 >= SIZE


@pytest.fixture
def journal_at(tmp_path: Path) -> Path:
    path = tmp_path / "journal.1.db"
    SqlCipherOpener().create(path, KEY).close()
    return path


def test_it_is_made_again_at_an_opening_and_only_once(tmp_path: Path, journal_at: Path) -> None:
    file = tmp_path / NAME
    file.unlink()
    SqlCipherOpener().open(journal_at, KEY).close()
    made = file.stat().st_mtime_ns
    SqlCipherOpener().open(journal_at, KEY).close()
    assert file.stat().st_mtime_ns == made
    assert file.stat().st_size == SIZE


def test_one_that_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"half")
    kept = Reserve(tmp_path)
    kept.make(1000)
    assert (tmp_path / NAME).stat().st_size == 1000
    assert space(kept) is Space.ENOUGH


def test_it_is_released_once(tmp_path: Path) -> None:
    kept = Reserve(tmp_path)
    kept.make(1000)
    assert kept.release()
    assert list(tmp_path.iterdir()) == []
    assert space(kept) is Space.USED
    assert not kept.release()


def test_it_never_takes_more_than_half_of_what_is_free(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        kept = Reserve(disk)
        kept.make(600 * 1024)
        assert list(disk.iterdir()) == []
        assert space(kept) is Space.SHORT
        kept = Reserve(disk)
        kept.make(500 * 1024)
        assert (disk / NAME).stat().st_size == 500 * 1024
        assert space(kept) is Space.ENOUGH


def test_a_disk_that_fills_up_meanwhile_keeps_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        free = type("", (), {"free": 1 << 40})
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
        kept = Reserve(disk)
        kept.make(2 * 1024 * 1024)
        assert list(disk.iterdir()) == []
        assert space(kept) is Space.SHORT


def test_a_folder_that_allows_no_changes_is_not_short_of_space(tmp_path: Path) -> None:
    with disk_to_lock(tmp_path / "disk") as disk, read_only(disk):
        kept = Reserve(disk)
        kept.make(1000)
        assert list(disk.iterdir()) == []
        assert space(kept) is Space.ENOUGH
        assert not kept.release()


# --- a full disk ----------------------------------------------------------------------------


def test_the_last_words_find_room(disk: Path, path: Path, opener: SqlCipherOpener) -> None:
    journal = opener.open(path, KEY)
    assert space(journal) is Space.ENOUGH
    filling = fill(disk)
    journal.entries.save(ENTRY.id, {P2: TextAnswer(WORDS)}, P2, NOON)
    assert not (disk / NAME).exists()
    assert space(journal) is Space.USED
    crashed = disk.parent / "as after a crash"
    crashed.mkdir()
    for file in disk.glob("journal.*"):
        (crashed / file.name).write_bytes(file.read_bytes())
    after = opener.open(crashed / path.name, KEY)
    assert words(after) == {P1: TextAnswer("kept"), P2: TextAnswer(WORDS)}
    after.close()
    for number in range(2, 20):  # the room lasts for more
        journal.moods.save(a_mood(number, note=WORDS))
    journal = reopened(journal, path)
    assert len(journal.moods.between()) == 18
    assert space(journal) is Space.SHORT
    assert not (disk / NAME).exists()
    filling.unlink()
    journal = reopened(journal, path)
    assert space(journal) is Space.ENOUGH
    assert (disk / NAME).stat().st_size == SIZE
    assert journal.database.is_sound()
    journal.close()


def _settings(journal: SqlJournal) -> None:
    journal.settings.set("a", WORDS)


def _check_in(journal: SqlJournal) -> None:
    journal.moods.save(a_mood(7, note=WORDS))


def _words_used(journal: SqlJournal) -> None:
    journal.settings.use_words("tag", [WORDS, "second"], NOON)


@pytest.mark.parametrize("change", [_settings, _check_in, _words_used])
def test_every_kind_of_change_finds_room(
    disk: Path, path: Path, opener: SqlCipherOpener, change: Callable[[SqlJournal], None]
) -> None:
    journal = opener.open(path, KEY)
    fill(disk)
    change(journal)
    assert space(journal) is Space.USED
    found = journal.settings.get("a"), journal.moods.between(), journal.settings.words("tag")
    journal = reopened(journal, path)
    assert found == (
        journal.settings.get("a"),
        journal.moods.between(),
        journal.settings.words("tag"),
    )
    assert WORDS in repr(found)
    journal.close()


def much(journal: SqlJournal) -> None:
    """One transaction with parts in parts, of which one is taken back, and reads in between."""
    with journal.transaction():
        journal.ruptures.add(a_rupture(5, title="r"))
        for number in range(2, 12):
            journal.entries.add(an_entry(number, rupture=5))
            journal.entries.save(
                EntryId(f"{number:032x}"), {P1: TextAnswer(f"{number}" + WORDS)}, P1, NOON
            )
            with suppress(KeyError), journal.transaction():
                journal.settings.set(f"never {number}", WORDS)
                journal.entries.save(EntryId("f" * 32), {P1: TextAnswer("x")}, P1, NOON)
            assert len(journal.entries.all()) == number
            journal.settings.use_words("tag", [f"tag {number}", "again"], NOON)


def seen(journal: SqlJournal) -> object:
    entries = journal.entries.all()
    keys = [journal.settings.get(f"never {number}") for number in range(2, 12)]
    answers = [journal.entries.answers(entry.id) for entry in entries]
    return entries, answers, journal.ruptures.all(), journal.settings.words("tag"), keys


@pytest.mark.parametrize("cache", [1, 60, 100_000])  # pages; a small one meets the disk early
def test_a_whole_transaction_is_done_again(
    tmp_path: Path, disk: Path, path: Path, opener: SqlCipherOpener, cache: int
) -> None:
    other = opener.create(tmp_path / "journal.1.db", KEY)
    other.entries.add(ENTRY)
    other.entries.save(ENTRY.id, {P1: TextAnswer("kept")}, P1, NOON)
    much(other)
    journal = opener.open(path, KEY)
    journal.database.execute(f"PRAGMA cache_size = {cache}")
    fill(disk)
    much(journal)
    assert space(journal) is Space.USED
    assert seen(journal) == seen(other)
    journal = reopened(journal, path)
    assert seen(journal) == seen(other)
    assert journal.database.is_sound()
    journal.close()
    other.close()


def test_room_that_another_program_takes_is_a_full_disk(
    disk: Path, path: Path, opener: SqlCipherOpener
) -> None:
    journal = opener.open(path, KEY)
    filling = fill(disk)
    release = journal.database.make_room
    assert release is not None

    def release_in_vain() -> bool:
        released = release()
        fill(disk, "another")
        return released

    journal.database.make_room = release_in_vain
    with pytest.raises(DiskFull):
        much(journal)
    with pytest.raises(DiskFull):  # there is no second reserve
        much(journal)
    assert words(journal) == {P1: TextAnswer("kept")}
    assert len(journal.entries.all()) == 1
    filling.unlink()
    much(journal)
    assert len(journal.entries.all()) == 11
    journal.close()


def test_a_full_disk_opens_and_only_words_take_the_reserve(
    disk: Path, path: Path, opener: SqlCipherOpener
) -> None:
    journal = opener.open(path, KEY)
    journal.moods.save(a_mood(1, note=WORDS))
    journal.moods.delete(a_mood(1).id)
    fill(disk)
    with pytest.raises(DiskFull):
        opener.copy(journal, disk / "copy.db", KEY)
    journal.checkpoint()
    for _ in range(2):
        journal = reopened(journal, path)
        assert words(journal) == {P1: TextAnswer("kept")}
        assert (disk / NAME).exists()
        assert space(journal) is Space.ENOUGH  # there is room for the next words
    journal.close()
    assert (disk / NAME).exists()


def test_a_full_disk_without_a_reserve_opens_and_says_so(
    disk: Path, path: Path, opener: SqlCipherOpener
) -> None:
    (disk / NAME).unlink()
    fill(disk)
    journal = opener.open(path, KEY)
    assert words(journal) == {P1: TextAnswer("kept")}
    assert space(journal) is Space.SHORT
    with pytest.raises(DiskFull):
        much(journal)
    assert words(journal) == {P1: TextAnswer("kept")}
    journal.close()


# --- without a disk to fill -----------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 3, 30, 150, 300])
def test_a_transaction_is_done_again_wherever_it_met_the_end(tmp_path: Path, room: int) -> None:
    """SQLite counts its pages as it does those of a disk: the same error, on every system."""
    journals = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        journal = SqlCipherOpener().create(tmp_path / name / "journal.1.db", KEY)
        journal.entries.add(ENTRY)
        journals.append(journal)
    journal, other = journals
    much(other)
    pages = journal.database.pragma("page_count")
    assert isinstance(pages, int)
    asked = []

    def grow() -> bool:
        asked.append(True)
        journal.database.execute("PRAGMA max_page_count = 100000")
        return True

    journal.database.make_room = grow
    journal.database.execute(f"PRAGMA max_page_count = {pages + room}")
    much(journal)
    assert asked == ([True] if room < 150 else [])
    assert seen(journal) == seen(other)
    for each in journals:
        each.close()


def test_no_change_is_held_longer_than_its_transaction(tmp_path: Path) -> None:
    journal = SqlCipherOpener().create(tmp_path / "journal.1.db", KEY)
    journal.entries.add(ENTRY)
    much(journal)
    assert journal.database._done == []
    with suppress(KeyError), journal.transaction():
        journal.moods.save(a_mood(8))
        journal.entries.get(EntryId("f" * 32))
    assert journal.moods.between() == []
    assert journal.database._done == []
    journal.close()

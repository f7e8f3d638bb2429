"""Answers that are locked away leave the table, and every page of the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.journals import NOON, a_mood, an_entry
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.answers import Answer, ChoiceAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull, EntryLocked, LockDamaged
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.core.ports import PassphraseSlot
from repair_desktop.storage.connection import PAGE, Database
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

LETTER, END = PromptId("le.letter"), PromptId("le.end")
MARKER = "Zebrafinkenwort"
ENTRY = an_entry().id
ANSWERS: dict[PromptId, Answer | None] = {
    LETTER: TextAnswer(f"{MARKER} and half an emoji \ud83d, and \0 " * 300),
    END: ChoiceAnswer((OptionId("lock"),)),
}


def slot(sealed: bytes = b"sealed") -> PassphraseSlot:
    return PassphraseSlot(b"salt", 3, 1 << 26, sealed)


@pytest.fixture
def written(journal: SqlJournal) -> SqlJournal:
    journal.entries.add(an_entry())
    journal.entries.save(ENTRY, ANSWERS, LETTER, NOON)
    return journal


def rows(journal: SqlJournal) -> int:
    ((count,),) = journal.database.execute("SELECT count(*) FROM answer")
    return int(count)


def plain_pages(path: Path) -> Iterator[bytes]:
    """Every page of a journal and its log as SQLCipher decrypts it, free or not."""
    ciphers = pytest.importorskip("cryptography.hazmat.primitives.ciphers")
    log = path.with_name(f"{path.name}-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    whole = path.read_bytes()
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    pages += [frames[at + 24 : at + 24 + PAGE] for at in range(0, len(frames), 24 + PAGE)]
    for page in pages:
        body, begin = page[:-80], page[-80:-64]
        body = body[16:] if body.startswith(KEY.salt) else body
        cipher = ciphers.Cipher(ciphers.algorithms.AES(KEY.key), ciphers.modes.CBC(begin))
        yield cipher.decryptor().update(body)


def test_no_page_and_no_log_holds_the_words_any_more(written: SqlJournal, path: Path) -> None:
    marker = MARKER.encode()
    with written.transaction():  # a long log, whose end is not written over soon
        written.moods.save(a_mood(note="long " * 20 * PAGE))
        written.entries.save(ENTRY, {LETTER: TextAnswer(MARKER * PAGE)}, LETTER, NOON)
    assert any(marker in page for page in plain_pages(path))
    written.locks.lock(ENTRY, slot(), NOON)
    assert not any(marker in page for page in plain_pages(path))
    assert any(b"locked_entry" in page for page in plain_pages(path))


def test_locking_takes_the_answers_away_and_unlocking_brings_them_back(
    written: SqlJournal,
) -> None:
    before = written.database.execute("SELECT prompt_id, kind, value, updated FROM answer")
    packed = written.locks.pack(ENTRY)
    assert written.locks.unpack(packed) == ANSWERS
    written.locks.lock(ENTRY, slot(packed), NOON)
    assert rows(written) == 0
    assert written.entries.answers(ENTRY) == {}
    assert written.entries.get(ENTRY).is_locked
    assert [entry.is_locked for entry in written.entries.all()] == [True]
    assert written.locks.get(ENTRY) == slot(packed)
    written.locks.unlock(ENTRY, packed)
    after = written.database.execute("SELECT prompt_id, kind, value, updated FROM answer")
    assert after == before
    assert written.entries.get(ENTRY) == replace(an_entry(), place=LETTER)
    with pytest.raises(KeyError):
        written.locks.get(ENTRY)


def test_what_this_version_can_not_read_comes_back_too(written: SqlJournal) -> None:
    written.database.execute(
        "INSERT INTO answer (entry_id, prompt_id, kind, value, updated)"
        f" VALUES ('{ENTRY}', 'new', 'drawing', '[1]', 7)"
    )
    before = written.database.execute("SELECT prompt_id, kind, value, updated FROM answer")
    packed = written.locks.pack(ENTRY)
    assert written.locks.unpack(packed) == ANSWERS
    written.locks.lock(ENTRY, slot(packed), NOON)
    written.locks.unlock(ENTRY, packed)
    assert before == written.database.execute("SELECT prompt_id, kind, value, updated FROM answer")


def test_an_entry_without_answers_is_locked_like_any_other(journal: SqlJournal) -> None:
    journal.entries.add(an_entry())
    packed = journal.locks.pack(ENTRY)
    journal.locks.lock(ENTRY, slot(packed), NOON)
    assert journal.entries.get(ENTRY).is_locked
    journal.locks.unlock(ENTRY, packed)
    assert journal.entries.answers(ENTRY) == {}
    assert not journal.entries.get(ENTRY).is_locked


def test_nothing_is_written_to_a_locked_entry(written: SqlJournal) -> None:
    written.locks.lock(ENTRY, slot(), NOON)
    for answers in (ANSWERS, {}):
        with pytest.raises(EntryLocked):
            written.entries.save(ENTRY, answers, END, NOON)
    assert rows(written) == 0
    assert written.entries.get(ENTRY).place == LETTER
    with pytest.raises(EntryLocked):
        written.locks.lock(ENTRY, slot(b"other"), NOON)
    assert written.locks.get(ENTRY) == slot()


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"\x92\x02\x90", b"\x92\x01\x01"])
def test_what_was_never_packed_changes_nothing(written: SqlJournal, packed: bytes) -> None:
    written.locks.lock(ENTRY, slot(), NOON)
    for act in (
        lambda: written.locks.unlock(ENTRY, packed),
        lambda: written.locks.unpack(packed),
    ):
        with pytest.raises(LockDamaged):
            act()
    assert written.entries.get(ENTRY).is_locked


def test_a_full_disk_leaves_the_entry_as_it_was(
    written: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = Database.execute

    def full(database: Database, sql: str, *values: object) -> object:
        if sql.startswith("DELETE FROM answer"):
            raise DiskFull()
        return execute(database, sql, *values)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(Database, "execute", full)
        with pytest.raises(DiskFull):
            written.locks.lock(ENTRY, slot(), NOON)
    assert written.entries.answers(ENTRY) == ANSWERS
    assert not written.entries.get(ENTRY).is_locked


def test_moods_and_the_rest_of_the_entry_stay(written: SqlJournal) -> None:
    mood = replace(a_mood(), entry_id=ENTRY)
    written.moods.save(mood)
    written.locks.lock(ENTRY, slot(), NOON)
    assert written.moods.between() == [mood]
    assert written.entries.get(ENTRY) == replace(an_entry(), place=LETTER, is_locked=True)


def test_a_deleted_entry_takes_its_lock_along(
    written: SqlJournal, path: Path, opener: SqlCipherOpener
) -> None:
    written.locks.lock(ENTRY, slot(), NOON)
    written.entries.delete(ENTRY)
    written.entries.restore(ENTRY)
    assert written.entries.get(ENTRY).is_locked
    written.entries.delete(ENTRY)
    written.close()
    with closing(opener.open(path, KEY)) as journal:
        assert journal.database.execute("SELECT * FROM locked_entry") == []


def test_a_lock_goes_along_into_copies_and_to_another_key(
    written: SqlJournal, path: Path, opener: SqlCipherOpener
) -> None:
    packed = written.locks.pack(ENTRY)
    written.locks.lock(ENTRY, slot(packed), NOON)
    copy, recoded = path.with_name("journal.2.db"), path.with_name("journal.3.db")
    opener.copy(written, copy, KEY)
    opener.recode(copy, KEY, recoded, OTHER_KEY, lambda _part: None)
    for file, key in ((copy, KEY), (recoded, OTHER_KEY)):
        with closing(opener.open(file, key)) as journal:
            assert journal.locks.get(ENTRY) == slot(packed)
            assert journal.entries.answers(ENTRY) == {}
            journal.locks.unlock(ENTRY, packed)
            assert journal.entries.answers(ENTRY) == ANSWERS


LOCKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from helpers.journals import NOON, an_entry
from helpers.vault import KEY
from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.ports import PassphraseSlot
from repair_desktop.storage.opener import SqlCipherOpener

journal = SqlCipherOpener().create(Path(sys.argv[1]), KEY)
for number in range(1, 100_000):
    entry = an_entry(number)
    journal.entries.add(entry)
    journal.entries.save(entry.id, {"p": TextAnswer(f"{number} " * 3_000)}, "p", NOON)
    print(number, flush=True)
    slot = PassphraseSlot(b"", 1, 1, journal.locks.pack(entry.id))
    journal.locks.lock(entry.id, slot, NOON)
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 20])
def test_a_kill_leaves_each_entry_locked_or_open_and_never_both(
    tmp_path: Path, acknowledged: int
) -> None:
    path = tmp_path / "journal.1.db"
    tests = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(path), str(tests)], stdout=subprocess.PIPE, text=True
    ) as locker:
        assert locker.stdout is not None
        said = [int(locker.stdout.readline()) for _ in range(acknowledged)]
        locker.kill()
        said += [int(line) for line in locker.stdout]
    with closing(SqlCipherOpener().open(path, KEY)) as journal:
        for number in said:
            entry = journal.entries.get(an_entry(number).id)
            words = {"p": TextAnswer(f"{number} " * 3_000)}
            if entry.is_locked:
                assert journal.entries.answers(entry.id) == {}
                assert journal.locks.unpack(journal.locks.get(entry.id).sealed) == words
            else:
                assert number == said[-1]
                assert journal.entries.answers(entry.id) == words

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.journals import NOON, a_mood, an_entry
from helpers.vault import KEY, OTHER_KEY

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.errors import JournalDamaged, JournalExists, JournalTooNew
from repair_desktop.core.ids import PromptId
from repair_desktop.storage import copies, schema
from repair_desktop.storage.connection import Database
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

P1 = PromptId("s1.what")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copy" / "journal.9.db"


@pytest.fixture(autouse=True)
def _folder(target: Path) -> None:
    target.parent.mkdir()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_holds_everything(
    journal: SqlJournal, target: Path, opener: SqlCipherOpener
) -> None:
    journal.entries.add(an_entry())
    journal.entries.save(an_entry().id, {P1: TextAnswer("words")}, P1, NOON)
    journal.settings.set("a", "b")
    journal.moods.save(a_mood())
    facts = opener.copy(journal, target, KEY)
    journal.moods.save(a_mood(2))  # the journal goes on
    assert facts == opener.check(target, KEY)
    assert facts.entries == 2
    assert facts.tables == schema.load_migrations()[-1].version
    assert names(target.parent) == [target.name]
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    copy = opener.open(target, KEY)
    assert copy.entries.answers(an_entry().id) == {P1: TextAnswer("words")}
    assert copy.moods.between() == [a_mood()]
    copy.close()


def _harm(path: Path, harm: str, key: object = KEY) -> None:
    if harm == "rows":
        copy = Database(path, KEY if key is KEY else OTHER_KEY)
        copy.execute("DELETE FROM mood WHERE number = 1")
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
        return
    if harm == "words":
        copy = Database(path, KEY if key is KEY else OTHER_KEY)
        copy.execute("UPDATE mood SET note = 'other' WHERE number = 1")
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
        return
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    lengths = {"flip": len(data), "cut": len(data) - 4096, "empty": 0}
    path.write_bytes(data[: lengths[harm]])


HARMS = pytest.mark.parametrize("harm", ["flip", "cut", "rows", "words", "empty"])


@HARMS
def test_a_copy_that_does_not_verify_takes_nobodys_place(
    journal: SqlJournal,
    target: Path,
    opener: SqlCipherOpener,
    monkeypatch: pytest.MonkeyPatch,
    harm: str,
) -> None:
    for number in range(200):
        journal.moods.save(a_mood(number, note="x" * 100))
    opener.copy(journal, target, KEY)
    good = target.read_bytes()
    monkeypatch.setattr(copies, "sync_file", lambda path: _harm(path, harm))
    with pytest.raises(JournalDamaged):
        opener.copy(journal, target, KEY)
    assert names(target.parent) == [target.name]
    assert target.read_bytes() == good


# --- another key ------------------------------------------------------------------------------


def recode(path: Path, target: Path, progress: Callable[[float], None] = lambda _: None) -> None:
    SqlCipherOpener().recode(path, KEY, target, OTHER_KEY, progress)


def test_a_recoded_copy_opens_with_the_other_key_only(
    journal: SqlJournal, path: Path, target: Path, opener: SqlCipherOpener
) -> None:
    for number in range(3000):
        journal.moods.save(a_mood(number, note="x" * 300))
    journal.settings.set("b", "2")
    journal.settings.set("a", "1")
    journal.close()
    before = path.read_bytes()
    parts: list[float] = []
    recode(path, target, parts.append)
    assert path.read_bytes() == before
    assert names(target.parent) == [target.name]
    assert opener.check(target, OTHER_KEY) == opener.check(path, KEY)
    with pytest.raises(JournalDamaged):
        opener.check(target, KEY)
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert len(parts) > 1
    opener.open(target, OTHER_KEY).close()


def test_a_log_beside_the_source_goes_along(
    journal: SqlJournal, path: Path, target: Path, opener: SqlCipherOpener
) -> None:
    journal.moods.save(a_mood())
    database = journal.database
    database.execute("PRAGMA wal_autocheckpoint = 0")
    journal.moods.save(a_mood(2))
    aside = path.with_name("aside.db")
    for suffix in ("", "-wal"):
        Path(f"{aside}{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
    journal.close()
    recode(aside, target)
    assert opener.check(target, OTHER_KEY).entries == 2


@HARMS
def test_a_recoded_copy_that_does_not_verify_is_not_left(
    journal: SqlJournal, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    for number in range(200):
        journal.moods.save(a_mood(number, note="x" * 100))
    journal.close()
    monkeypatch.setattr(copies, "sync_file", lambda copy: _harm(copy, harm, OTHER_KEY))
    with pytest.raises(JournalDamaged):
        recode(path, target)
    assert names(target.parent) == []


def test_recoding_never_writes_over_a_file(journal: SqlJournal, path: Path, target: Path) -> None:
    journal.close()
    target.write_bytes(b"somebody else's")
    with pytest.raises(JournalExists):
        recode(path, target)
    assert target.read_bytes() == b"somebody else's"


@pytest.mark.parametrize("content", [None, b"", b"x" * 9000])
def test_what_is_no_journal_is_not_recoded(path: Path, target: Path, content: bytes | None) -> None:
    source = path.with_name("other.db")
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(JournalDamaged):
        recode(source, target)
    assert names(target.parent) == []


# --- checking ---------------------------------------------------------------------------------


def test_a_newer_copy_is_told_from_a_damaged_one(
    journal: SqlJournal, target: Path, opener: SqlCipherOpener
) -> None:
    opener.copy(journal, target, KEY)
    copy = Database(target, KEY)
    copy.execute("PRAGMA user_version = 99")
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.close()
    with pytest.raises(JournalTooNew):
        opener.check(target, KEY)


def test_checking_writes_nothing(
    journal: SqlJournal, target: Path, opener: SqlCipherOpener
) -> None:
    opener.copy(journal, target, KEY)
    before = target.read_bytes()
    opener.check(target, KEY)
    assert target.read_bytes() == before
    assert names(target.parent) == [target.name]


def test_a_sound_journal_is_sound(journal: SqlJournal, opener: SqlCipherOpener) -> None:
    journal.moods.save(a_mood())
    assert opener.is_sound(journal)

"""A backup by copying files leaves out what stands in the write-ahead log only. Ours does not."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.journals import a_mood
from helpers.vault import KEY

from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener


def test_a_copy_holds_what_stands_in_the_log_only(
    journal: SqlJournal, path: Path, opener: SqlCipherOpener, tmp_path: Path
) -> None:
    journal.moods.save(a_mood())
    journal.checkpoint()
    journal.database.execute("PRAGMA wal_autocheckpoint = 0")
    journal.moods.save(a_mood(2))

    by_file = tmp_path / "by-file.db"
    shutil.copyfile(path, by_file)  # what the rival did
    opener.copy(journal, tmp_path / "ours.db", KEY)

    kept = {}
    for name in ("by-file", "ours"):
        copy = opener.open(tmp_path / f"{name}.db", KEY)
        kept[name] = copy.moods.between()
        copy.close()
    assert kept == {"by-file": [a_mood()], "ours": [a_mood(), a_mood(2)]}

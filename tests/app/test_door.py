from __future__ import annotations

from pathlib import Path

import pytest

from repair_desktop.app.door import own_folder


def test_an_empty_folder_is_the_journals_own(tmp_path: Path) -> None:
    assert own_folder(tmp_path) == tmp_path
    assert own_folder(tmp_path / "new") == tmp_path / "new"


def test_between_other_files_it_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    assert own_folder(tmp_path) == tmp_path / "Repair"


@pytest.mark.parametrize(
    "name", ["vault.json", "vault.json.prev", "journal.3.db", "backups/repair-1.rdbackup"]
)
def test_a_folder_with_a_journal_is_used_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").touch()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert own_folder(tmp_path) == tmp_path

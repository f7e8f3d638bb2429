from __future__ import annotations

import os
from pathlib import Path

import pytest

from repair_desktop.system.inventory import take_inventory, without_home


def test_sizes_of_what_repair_makes_and_no_other_name(tmp_path: Path) -> None:
    files = {
        "vault.json": 10,
        "vault.json.prev": 11,
        "journal.1.db": 12,
        "journal.1.db-wal": 0,
        "journal.2.before-3.db": 13,
        "backups/journal-20261123-110000.db": 14,
        "backups/journal-20261124-110000.db": 15,
        "old-20261123-110000/journal.1.db": 16,
        "repair.log.1": 17,
    }
    others = ("Letter to Quendolin.pdf", "journal.Quendolin.db", "vault.json.Quendolin", "old-Anna")
    for name, size in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(bytes(size))
    for name in others:
        (tmp_path / name).write_bytes(b"x")
    found = take_inventory(tmp_path)
    assert found.sizes == {
        "backups": 29,
        "journal.1.db": 12,
        "journal.1.db-wal": 0,
        "journal.2.before-3.db": 13,
        "old-20261123-110000": 16,
        "repair.log.1": 17,
        "vault.json": 10,
        "vault.json.prev": 11,
    }
    assert found.others == len(others)
    assert found.readable
    assert found.free is not None
    assert found.free > 0


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = take_inventory(tmp_path / "a/b")
    assert (found.sizes, found.others, found.readable) == ({}, 0, True)
    assert found.free is not None
    assert not (tmp_path / "a").exists()


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not take_inventory(tmp_path / "file").readable


@pytest.mark.skipif(os.name == "nt", reason="made with POSIX links")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "backups").symlink_to(tmp_path)
    assert take_inventory(tmp_path).sizes["backups"] < 4096


def test_the_home_folder_is_not_named(private_home: Path, tmp_path: Path) -> None:
    home = Path.home()
    assert without_home(home / "a/b") == str(Path("~/a/b"))
    assert str(home) not in without_home(home)
    assert without_home(tmp_path) == str(tmp_path)

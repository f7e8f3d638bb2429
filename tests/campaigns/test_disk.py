"""The made-up disk of the power cut campaign forgets what was not made safe, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from campaigns.disk import Change, Disk

ROOT = Path("/v")


def left(disk: Disk, how: str, seed: int = 0) -> dict[str, bytes | None]:
    return disk.left(random.Random(seed), how)


def change(what: str, path: str = "/v/a", to: str = "", at: int = 0, data: bytes = b"") -> Change:
    return Change(what, path, to, at, data)


@pytest.fixture
def disk() -> Disk:
    """A disk on which ``a`` holds ``old``, for sure."""
    disk = Disk(ROOT)
    for each in (
        change("make"),
        change("write", data=b"old"),
        change("fsync"),
        change("fsync", "/v"),
    ):
        disk.do(each)
    return disk


def test_what_was_synced_stays(disk: Disk) -> None:
    for how in ("none", "all", "some", "torn"):
        assert left(disk, how) == {"/v/a": b"old"}


def test_a_file_is_gone_until_its_folder_was_synced() -> None:
    disk = Disk(ROOT)
    disk.do(change("make"))
    disk.do(change("write", data=b"new"))
    disk.do(change("fsync"))
    assert left(disk, "none") == {}
    assert left(disk, "all") == {"/v/a": b"new"}


def test_a_write_may_be_lost_or_torn(disk: Disk) -> None:
    disk.do(change("write", at=512, data=b"x" * 1024))
    assert left(disk, "none") == {"/v/a": b"old"}
    found = {len(left(disk, "torn", seed)["/v/a"] or b"") for seed in range(50)}
    assert {1024, 1536} <= found <= {3, 512, 1024, 1536}


def test_a_rename_may_be_lost(disk: Disk) -> None:
    disk.do(change("make", "/v/b"))
    disk.do(change("write", "/v/b", data=b"new"))
    disk.do(change("fsync", "/v/b"))
    disk.do(change("rename", "/v/b", "/v/a"))
    assert left(disk, "none") == {"/v/a": b"old"}
    assert left(disk, "all") == {"/v/a": b"new"}
    disk.do(change("fsync", "/v"))
    assert left(disk, "none") == {"/v/a": b"new"}


def test_of_two_names_the_later_may_be_kept_alone(disk: Disk) -> None:
    disk.do(change("make", "/v/b"))
    disk.do(change("make", "/v/c"))
    assert left(disk, "last").keys() == {"/v/a", "/v/c"}


def test_a_removed_file_may_come_back(disk: Disk) -> None:
    disk.do(change("unlink"))
    assert left(disk, "all") == {}
    assert left(disk, "none") == {"/v/a": b"old"}


def test_a_folder_takes_its_files_along(disk: Disk) -> None:
    disk.do(change("mkdir", "/v/f"))
    disk.do(change("make", "/v/f/c"))
    disk.do(change("fsync", "/v/f"))
    assert "/v/f/c" not in left(disk, "none")
    disk.do(change("fsync", "/v"))
    assert "/v/f/c" in left(disk, "none")


def test_a_renamed_folder_keeps_what_is_in_it(disk: Disk) -> None:
    for each in (
        change("mkdir", "/v/f"),
        change("make", "/v/f/c"),
        change("fsync", "/v/f"),
        change("fsync", "/v"),
        change("rename", "/v/f", "/v/g"),
    ):
        disk.do(each)
    assert {"/v/f", "/v/f/c"} < left(disk, "none").keys()
    disk.do(change("make", "/v/g/d"))
    disk.do(change("fsync", "/v"))
    assert left(disk, "none").keys() == {"/v/a", "/v/g", "/v/g/c"}
    assert left(disk, "all").keys() == {"/v/a", "/v/g", "/v/g/c", "/v/g/d"}


def test_a_removed_folder_may_come_back_without_what_was_in_it(disk: Disk) -> None:
    for each in (
        change("mkdir", "/v/f"),
        change("make", "/v/f/c"),
        change("fsync", "/v/f"),
        change("fsync", "/v"),
        change("unlink", "/v/f/c"),
        change("unlink", "/v/f"),
    ):
        disk.do(each)
    found = [left(disk, "some", seed).keys() - {"/v/a"} for seed in range(50)]
    assert {"/v/f"} in found
    assert {"/v/f", "/v/f/c"} in found
    assert set() in found

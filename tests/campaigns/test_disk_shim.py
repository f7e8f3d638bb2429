"""The disk shim writes down every change, deleted and renamed folders with what is in them too."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common, disk_shim
from campaigns.disk import read_record
from campaigns.disk_shim import Shim


def _work(vault: Path, record: Path) -> None:
    """Change something, with the shim around it."""
    shim = Shim()
    shim.record(record)
    shim.watch(vault)
    (vault / "new" / "below").mkdir(parents=True)
    (vault / "new" / "file").write_bytes(b"words")
    (vault / "new" / "below" / "other").touch()
    (vault / "new").rename(vault / "old")
    (vault.parent / "elsewhere").touch()
    shutil.rmtree(vault / "old")


@pytest.mark.skipif(bool(disk_shim.missing()), reason=disk_shim.missing() or "there")
def test_folders_that_are_renamed_and_deleted(tmp_path: Path) -> None:
    vault, record = tmp_path / "vault", tmp_path / "record"
    vault.mkdir()
    library = disk_shim.build(tmp_path)
    common.run_apart(__file__, str(vault), str(record), LD_PRELOAD=library)
    changes = [(each.what, each.path.removeprefix(f"{vault}/")) for each in read_record(record)]
    made, deleted = changes[:6], changes[6:]
    assert made == [
        ("mkdir", "new"),
        ("mkdir", "new/below"),
        ("make", "new/file"),
        ("write", "new/file"),
        ("make", "new/below/other"),
        ("rename", "new"),
    ]
    assert sorted(deleted) == [
        ("unlink", "old"),
        ("unlink", "old/below"),
        ("unlink", "old/below/other"),
        ("unlink", "old/file"),
    ]


if __name__ == "__main__":
    _work(Path(sys.argv[2]), Path(sys.argv[3]))

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from repair_desktop.system import files


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"one")
    files.write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"one")

    def fail(handle: int) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError):  # noqa: PT011
        files.write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_file_held_by_a_scanner_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.touch()
    waits: list[float] = []
    real = Path.replace

    def held_twice(self: Path, to: Path) -> Path:
        if len(waits) < 2:
            raise PermissionError
        return real(self, to)

    monkeypatch.setattr(Path, "replace", held_twice)
    monkeypatch.setattr(files, "_ON_WINDOWS", True)
    monkeypatch.setattr("time.sleep", waits.append)
    files.replace_file(source, target)
    assert target.exists()
    assert waits == [files.REPLACE_WAIT] * 2

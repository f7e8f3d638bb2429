from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from repair_desktop.system import resources


@pytest.fixture(autouse=True)
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand in a frozen program with one resource, beside a file that is none."""
    folder = tmp_path / "resources" / "help"
    folder.mkdir(parents=True)
    (folder / "de.txt").write_text("Hilfe für dich", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("outside")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources._root.cache_clear()
    yield tmp_path
    resources._root.cache_clear()


def test_a_frozen_program_reads_its_own(frozen: Path) -> None:
    assert resources.resource_path("help/de.txt") == frozen / "resources/help/de.txt"
    assert resources.read_text("help/de.txt") == "Hilfe für dich"
    assert resources.read_bytes("help/de.txt").startswith(b"Hilfe")


def test_a_checkout_has_them_beside_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "_MEIPASS")
    root = resources.resource_path(".")
    assert root.name in ("resources", "_resources")


@pytest.mark.parametrize(
    "path", ["../outside.txt", "help/../../outside.txt", "/etc/passwd", "C:/x", "help\\de.txt"]
)
def test_nothing_outside_is_named(path: str) -> None:
    with pytest.raises(ValueError, match="below resources"):
        resources.resource_path(path)

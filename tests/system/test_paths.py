from __future__ import annotations

import sys
from pathlib import Path

import pytest

from repair_desktop.system.paths import Folders, find_folders


def test_a_folder_that_was_asked_for_holds_everything(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    environment = {"REPAIR_DATA_DIR": str(two)}
    assert find_folders(str(one), environment) == Folders(one, one)
    assert find_folders("", environment) == Folders(two, two)


def test_a_relative_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_folders("here", {}).data == tmp_path / "here"


@pytest.mark.skipif(sys.platform != "linux", reason="the names differ on other platforms")
def test_the_usual_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert find_folders("", {"REPAIR_DATA_DIR": ""}) == Folders(
        tmp_path / "data/repair-desktop", tmp_path / "config/repair-desktop"
    )
    assert list(tmp_path.iterdir()) == []

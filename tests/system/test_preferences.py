from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.disks import disk_to_lock, read_only

from repair_desktop.core.errors import FolderReadOnly
from repair_desktop.core.preferences import Preferences
from repair_desktop.system.preferences import PreferencesStore

CHOSEN = Preferences(
    theme="contrast",
    text_percent=200,
    system_font=True,
    language="pt-BR",
    neutral_title=True,
    reduced_motion=True,
)


@pytest.fixture
def store(tmp_path: Path) -> PreferencesStore:
    return PreferencesStore(tmp_path / "config")


def test_at_first_there_are_the_defaults(store: PreferencesStore, tmp_path: Path) -> None:
    assert store.load() == Preferences()
    assert list(tmp_path.iterdir()) == []


def test_preferences_come_back(store: PreferencesStore) -> None:
    store.save(CHOSEN)
    assert store.load() == CHOSEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"theme": "pink"}',
        '{"text_percent": 1000}',
        '{"text_percent": "100"}',
        '{"language": "../../x"}',
        '{"neutral_title": 1}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_kept_aside(store: PreferencesStore, tmp_path: Path, text: str) -> None:
    store.save(CHOSEN)
    path = tmp_path / "config/preferences.json"
    path.write_text(text)
    assert store.load() == Preferences()
    assert path.with_name("preferences.damaged.json").read_text() == text
    store.save(CHOSEN)
    assert store.load() == CHOSEN


def test_a_newer_version_s_preferences_are_read(store: PreferencesStore, tmp_path: Path) -> None:
    store.save(CHOSEN)
    path = tmp_path / "config/preferences.json"
    path.write_text('{"theme": "dark", "sparkle": true}')
    assert store.load() == Preferences(theme="dark")


def test_what_is_out_of_range_is_not_kept(store: PreferencesStore) -> None:
    store.save(CHOSEN)
    with pytest.raises(ValueError, match="text_percent"):
        store.save(replace(CHOSEN, text_percent=500))
    assert store.load() == CHOSEN


def test_a_read_only_folder(tmp_path: Path) -> None:
    with disk_to_lock(tmp_path / "disk") as disk:
        store = PreferencesStore(disk)
        store.save(CHOSEN)
        with read_only(disk):
            with pytest.raises(FolderReadOnly):
                store.save(Preferences())
            assert store.load() == CHOSEN

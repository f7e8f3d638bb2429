from __future__ import annotations

from pathlib import Path

from repair_desktop.core.preferences import Preferences
from repair_desktop.system.logs import log, start_log
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.traces import delete_traces


def test_log_crash_file_and_preferences_go_and_nothing_else(tmp_path: Path) -> None:
    data, config = tmp_path / "data", tmp_path / "config"
    for folder in (data, config):
        folder.mkdir()
        (folder / "mine.txt").touch()
    start_log(data)
    log("test").warning("something")
    (data / "crash.txt").touch()
    PreferencesStore(config).save(Preferences(journal_folder=str(data)))
    (config / "preferences.damaged.json").touch()
    delete_traces(data, config)
    assert [path.name for path in data.iterdir()] == ["mine.txt"]
    assert [path.name for path in config.iterdir()] == ["mine.txt"]
    assert PreferencesStore(config).load() == Preferences()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    delete_traces(tmp_path / "nowhere")

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


HISTORY = """
import sys
from PySide6.QtWidgets import QApplication, QFileDialog
from repair_desktop.system.traces import keep_no_history

if sys.argv[1] == "none":
    keep_no_history()
app = QApplication([])
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.setDirectory(sys.argv[2])
dialog.show()
dialog.done(1)
del dialog
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's dialogs are used")
@pytest.mark.parametrize(("kept", "left"), [("none", False), ("usual", True)])
def test_no_dialog_leaves_a_folder_behind(tmp_path: Path, kept: str, left: bool) -> None:
    home = tmp_path / "home"
    chosen = tmp_path / "letters to nobody"
    for folder in (home, chosen):
        folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", HISTORY, kept, str(chosen)],
        env={"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"]},
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=60,
    )
    words = [file.read_text() for file in home.rglob("*.conf")]
    assert any("letters" in text for text in words) is left

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from repair_desktop.system import logs

MARKER = "Zebrafinkenwort"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    logs.start_log(tmp_path / "data")
    yield tmp_path / "data"
    logs.stop_log()


def written(folder: Path) -> str:
    return (folder / "repair.log").read_text(encoding="utf-8")


def test_events_are_written(folder: Path) -> None:
    logs.log("vault").info("opened in %d ms", 12)
    logs.log("vault").debug("not this")
    line = written(folder)
    assert "INFO repair.vault opened in 12 ms" in line
    assert "not this" not in line
    if os.name != "nt":
        assert stat.S_IMODE((folder / "repair.log").stat().st_mode) == 0o600


def test_an_error_is_written_without_its_message(folder: Path) -> None:
    try:
        raise KeyError(MARKER)
    except KeyError:
        logs.log("vault").exception("opening failed")
    assert "opening failed" in written(folder)
    assert "builtins.KeyError" in written(folder)
    assert "test_logs.py" in written(folder)
    assert MARKER not in written(folder)


def test_qt_s_messages_are_kept_without_their_words(folder: Path) -> None:
    context = QMessageLogContext()
    logs._on_qt_message(
        QtMsgType.QtWarningMsg, context, f"QString::arg: Argument missing: {MARKER}, 1"
    )
    logs._on_qt_message(QtMsgType.QtCriticalMsg, context, MARKER)
    lines = written(folder).splitlines()
    assert lines[0].endswith("WARNING repair.qt default QString::arg")
    assert lines[1].endswith("ERROR repair.qt default (no function named)")
    assert MARKER not in written(folder)


def test_qt_speaks_to_the_log(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer, qWarning\n"
        "from repair_desktop.system.logs import start_log, stop_log\n"
        "start_log(Path(sys.argv[1]))\n"
        f"qWarning('QTimer::start: {MARKER}')\n"
        "stop_log()\n"
        "sys.exit('socket' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=True, capture_output=True, timeout=60
    )
    assert run.stdout + run.stderr == b""
    assert "WARNING repair.qt default QTimer::start\n" in written(tmp_path)


def test_a_long_log_becomes_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 2000)
    for number in range(100):
        logs.log("vault").info("event %d", number)
    assert sorted(path.name for path in folder.iterdir()) == ["repair.log", "repair.log.1"]
    assert all(path.stat().st_size < 2200 for path in folder.iterdir())
    assert "event 99" in written(folder)


def test_a_folder_that_can_not_be_written_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    logs.start_log(tmp_path / "file" / "data")
    logs.log("vault").error("nobody hears this")
    logs.stop_log()
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "repair.log").symlink_to("/dev/full")
    logs.start_log(tmp_path)
    logs.log("vault").error("nobody hears this")
    logs.stop_log()
    assert capsys.readouterr() == ("", "")

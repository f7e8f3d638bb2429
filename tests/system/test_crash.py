from __future__ import annotations

import faulthandler
import gc
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repair_desktop.system import crash
from repair_desktop.system.crash import CrashReporter, describe

MARKER = "Zebrafinkenwort"


def caught(call: Callable[[], object]) -> BaseException:
    try:
        call()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def bad_json() -> None:
    json.loads(f'{{"note": "{MARKER}", }}')


def chained() -> None:
    try:
        bad_json()
    except ValueError:
        os.environ[MARKER]


def circle() -> None:
    one, two = ValueError(MARKER), KeyError(MARKER)
    one.__cause__, two.__cause__ = two, one
    raise one


def endless(depth: int = 0) -> None:
    endless(depth + 1)


def test_a_description_says_where() -> None:
    text = describe(caught(bad_json))
    assert text.startswith("json.decoder.JSONDecodeError\n")
    assert "test_crash.py:" in text
    assert "in bad_json" in text
    assert "/" not in text


@pytest.mark.parametrize("failing", [bad_json, chained, circle, endless])
def test_a_description_never_says_what(failing: Callable[[], None]) -> None:
    text = describe(caught(failing))
    assert MARKER not in text
    assert len(text.splitlines()) < 140


def test_a_description_tells_what_came_before() -> None:
    assert "\nafter\njson.decoder.JSONDecodeError" in describe(caught(chained))


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def reporter(tmp_path: Path, told: list[str]) -> Iterator[CrashReporter]:
    had = faulthandler.is_enabled()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    reporter = CrashReporter(tmp_path / "data", "1.2.3", told.append)
    reporter.install()
    yield reporter
    reporter.uninstall()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    if had and sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)


def test_every_hook_writes_a_report(
    reporter: CrashReporter, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = caught(bad_json)
    sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=chained)
    thread.start()
    thread.join()

    class Bad:
        def __del__(self) -> None:
            raise ValueError(MARKER)

    Bad()
    gc.collect()
    written = reporter.path.read_text()
    assert written.count("Repair 1.2.3, Python 3.") == 3
    assert "in bad_json" in written
    assert "__del__" in written
    assert len(told) == 2  # not for what fails while it is destroyed
    for text in (written, *told, *capsys.readouterr()):
        assert MARKER not in text
    if os.name != "nt":
        assert stat.S_IMODE(reporter.path.stat().st_mode) == 0o600


def test_an_error_while_telling_is_not_told(tmp_path: Path) -> None:
    calls = []

    def fail(text: str) -> None:
        calls.append(text)
        failing.report(ValueError())
        raise ValueError

    failing = CrashReporter(tmp_path, "1.2.3", fail)
    failing.report(ValueError())
    failing.report(ValueError())
    assert len(calls) == 2


def test_a_bug_in_a_loop_does_not_fill_the_disk(tmp_path: Path, told: list[str]) -> None:
    reporter = CrashReporter(tmp_path, "1.2.3", told.append)
    for _ in range(crash.MOST_REPORTS + 10):
        reporter.report(ValueError())
    assert len(told) == crash.MOST_REPORTS


def test_a_long_file_is_begun_again(reporter: CrashReporter) -> None:
    reporter.uninstall()
    reporter.path.write_bytes(bytes(crash.LARGEST + 1))
    reporter.install()
    assert reporter.path.stat().st_size == 0


def test_a_folder_that_can_not_be_made_costs_only_the_file(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "file").touch()
    reporter = CrashReporter(tmp_path / "file" / "data", "1.2.3", told.append)
    reporter.install()
    reporter.report(ValueError())
    reporter.uninstall()
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_a_crash_below_python_leaves_its_frames(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from repair_desktop.system.crash import CrashReporter\n"
        "from repair_desktop.system.hardening import harden_process\n"
        "harden_process()\n"
        "CrashReporter(Path(sys.argv[1]), '1.2.3').install()\n"
        "def here():\n"
        "    os.kill(os.getpid(), signal.SIGSEGV)\n"
        "here()\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=60)
    assert run.returncode == -11
    text = (tmp_path / "crash.txt").read_text()
    assert "Segmentation fault" in text
    assert "in here" in text
    assert [path.name for path in tmp_path.iterdir()] == ["crash.txt"]

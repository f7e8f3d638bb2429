"""What the program is built on, and traps that were found in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
GROUPS = PROJECT["dependency-groups"]
TOOLS = [Requirement(text) for text in (*GROUPS["sbom"], *GROUPS["dev"]) if isinstance(text, str)]


def locked(name: str) -> dict[str, Version]:
    lines = (ROOT / "packaging/lock" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([a-z0-9-]+)==([^ ]+)", line) for line in lines)
    return {match[1]: Version(match[2]) for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("need", NEEDED, ids=str)
def test_the_lock_gives_what_the_project_asks_for(need: Requirement) -> None:
    for lock in ("run", "test", "packaging"):
        assert locked(lock)[normal(need.name)] in need.specifier


@pytest.mark.parametrize("lock", ["test", "packaging"])
def test_every_lock_has_the_same_libraries(lock: str) -> None:
    """What is tested is what is shipped."""
    found = locked(lock)
    assert {name: found.get(name) for name in locked("run")} == locked("run")


@pytest.mark.parametrize("need", TOOLS, ids=str)
def test_the_test_lock_gives_the_tools(need: Requirement) -> None:
    assert locked("test")[normal(need.name)] in need.specifier
    assert normal(need.name) not in locked("run")


def test_the_lock_for_the_list_of_parts_gives_what_is_tested() -> None:
    assert {"include-group": "sbom"} in GROUPS["dev"]
    found = locked("test")
    assert len(locked("sbom")) > 10
    assert {name: found.get(name) for name in locked("sbom")} == locked("sbom")


@pytest.mark.parametrize("lock", ["run", "test", "packaging", "sbom"])
def test_every_locked_package_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / "packaging/lock" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    for part in re.split(r"\n(?=[a-z])", text):
        if re.match(r"[a-z0-9-]+==", part):
            assert "--hash=sha256:" in part


@pytest.mark.parametrize("need", NEEDED, ids=lambda need: need.name)
def test_every_dependency_says_why_it_is_there(need: Requirement) -> None:
    table = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    assert f"| {need.name} |" in table


def test_qt_6_12_never_meets_a_python_that_counts_none() -> None:
    """PySide6 6.12.0 loses references to None; before Python 3.12 the process aborts."""
    oldest = min(
        version
        for version in (Version(f"3.{minor}") for minor in range(8, 20))
        if str(version) in Requirement(f"x{PROJECT['project']['requires-python']}").specifier
    )
    if oldest < Version("3.12"):
        for lock in ("run", "test"):
            assert locked(lock)["pyside6-essentials"] < Version("6.12")


def test_void_calls_do_not_end_the_process() -> None:
    program = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
class Sender(QObject):
    sent = Signal(int)
app = QApplication([])
label, sender = QLabel(), Sender()
for number in range(20_000):
    label.setText("a")
    sender.sent.emit(number)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_the_packaging_module_is_the_real_one() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import packaging.version as v; print(v.__file__)"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert str(ROOT / "packaging") not in done.stdout

"""The interface neither praises, scolds, counts days, nor calls anybody back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "repair_desktop"

BANNED = re.compile(
    r"!|\b(streaks?|scores?|badges?|should|must|missed|well done|congratulations|great job|"
    r"keep it up|proud|in a row|goals?|reminders?|don['’]t forget|come back soon|"
    r"abuse|disorder|symptoms?|diagnos\w+|distortions?)\b",
    re.IGNORECASE,
)


def interface_texts() -> Iterator[tuple[str, str]]:
    """Yield every text of code and forms, with where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                first = node.args[0] if node.args else None
                if node.func.attr == "tr" and isinstance(first, ast.Constant):
                    yield f"{path.name}:{node.lineno}", str(first.value)
    for form in sorted((ROOT / "ui").glob("*.ui")):
        for text in ElementTree.parse(form).iter("string"):
            yield form.name, text.text or ""


def test_no_text_praises_scolds_or_counts_days() -> None:
    texts = list(interface_texts())
    assert len(texts) > 400
    assert [(where, text) for where, text in texts if BANNED.search(text)] == []


@pytest.mark.parametrize(
    "text", ["A streak of 5 days", "You missed a day.", "Well done", "You should rest", "Good!"]
)
def test_such_a_text_would_be_found(text: str) -> None:
    assert BANNED.search(text)


def test_nothing_calls_a_person_back() -> None:
    """No notification, no flashing in the task bar, no start at login.

    The icon beside the clock is there for who turned it on, and has one room.
    """
    calls = re.compile(
        r"QSystemTrayIcon|freedesktop\.Notifications|showMessage\(|\.alert\(|autostart|"
        r"CurrentVersion.Run|LaunchAgents",
        re.IGNORECASE,
    )
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 100
    found = {
        path.name: set(calls.findall(path.read_text(encoding="utf-8")))
        for path in files
        if calls.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"tray.py": {"QSystemTrayIcon"}}

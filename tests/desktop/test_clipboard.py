"""The clipboard as other programs see it, on a real X server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from helpers.desk import PATIENCE, ROOT, Desk, Reader, desk, missing_tools, reader, wait_until

MISSING = missing_tools()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

NOTE = "Brimstone teacups on the windowsill"
NAME = "Aunt Xiphias"

WATCH = """
import json, sys
from PySide6.QtGui import QClipboard, QGuiApplication

app = QGuiApplication([])
clipboard = app.clipboard()

def say(mode):
    data = clipboard.mimeData(mode)
    hint = bytes(data.data("x-kde-passwordManagerHint").data()).decode()
    # What X adds to every copy is written in capitals.
    formats = [name for name in data.formats() if not name.replace("_", "").isupper()]
    line = [mode.name, formats, data.text(), hint]
    print(json.dumps(line), flush=True)

clipboard.changed.connect(say)
print(json.dumps("ready"), flush=True)
app.exec()
"""


class Manager:
    """Another program that looks at every change, as a clipboard manager does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.all: list[Any] = []
        assert self.next() == "ready"

    def next(self) -> Any:
        """Wait for the next change."""
        assert self._process.stdout is not None
        self.all.append(json.loads(self._process.stdout.readline()))
        return self.all[-1]

    def wait_for(self, words: str) -> list[Any]:
        """Wait until the clipboard holds these words; what comes before is kept in ``all``."""
        while True:
            mode, formats, text, hint = self.next()
            if (mode, text) == ("Clipboard", words):
                return [formats, hint]


@contextmanager
def manager(at_desk: Desk) -> Iterator[Manager]:
    environment = {**at_desk.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"}
    process = subprocess.Popen(
        ["timeout", str(3 * PATIENCE), sys.executable, "-c", WATCH],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Manager(process)
    finally:
        process.terminate()
        process.communicate()


def tab_to(at_desk: Desk, hears: Reader, name: str) -> None:
    for _ in range(60):
        here = hears.focus()
        if here == name:
            return
        at_desk.key("Tab")
        wait_until(partial(_has_left, hears, here), f"Tab to leave {here}")
    pytest.fail(f"Tab never came to {name}")


def _has_left(hears: Reader, here: str) -> bool:
    return hears.focus() != here


def test_other_programs_can_paste_and_are_asked_not_to_keep_it() -> None:
    with desk() as at_desk, reader(at_desk) as hears, manager(at_desk) as others:
        concealed = [["text/plain", "x-kde-passwordManagerHint"], "secret"]
        at_desk.start("--demo", "--years", "1")
        hears.wait_for("Today")

        # Long words: out, and back in twice.
        hears.press("More: Time, mood grid, feelings, tags, note")
        tab_to(at_desk, hears, "Note")
        at_desk.type(NOTE)
        at_desk.key("ctrl+a", "ctrl+c")
        assert others.wait_for(NOTE) == concealed
        at_desk.key("End", "ctrl+v")
        wait_until(lambda: NOTE * 2 in hears.texts(), "the words twice")
        at_desk.key("ctrl+a", "ctrl+x")
        assert others.wait_for(NOTE * 2) == concealed

        # A line.
        at_desk.key("F1")
        hears.wait_for("People I can contact")
        tab_to(at_desk, hears, "Name")
        at_desk.type(NAME)
        at_desk.key("ctrl+a", "ctrl+c")
        assert others.wait_for(NAME) == concealed

        # Lock takes it back.
        at_desk.key("ctrl+l")
        assert others.wait_for("") == [[], ""]
        assert at_desk.program is not None
        assert at_desk.program.poll() is None
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0

        # Nobody ever saw it without the mark, and marking alone gave nothing away.
        for mode, _formats, text, hint in others.all[1:]:
            assert text == "" or (mode, hint) == ("Clipboard", "secret")

"""A newer package is installed while an older one runs, with a journal open in it.

``packaging/test linux`` installs the newer one when the file REPAIR_READY is there. REPAIR_DESK is
a folder that outlives the package: a home with a keyring and a journal.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from helpers.by_ear import go_on_until, make_a_journal, tab_to
from helpers.desk import desk, missing_tools, reader, wait_until

INSTALLED = {"REPAIR_PROGRAM", "REPAIR_READY", "REPAIR_DESK", "REPAIR_NEWER"} <= set(os.environ)
MISSING = missing_tools() if INSTALLED else ["a package"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

QUESTION = "What would a camera have seen or heard?"
BEFORE = "Written in the older one. "
AFTER = "Written when it was gone."


def installed_version() -> str:
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version} ${Status}", "repair-desktop"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return told.split()[0] if told.endswith("ok installed") else ""


def test_what_is_written_before_and_after_is_there() -> None:
    assert installed_version() not in ("", os.environ["REPAIR_NEWER"])
    with desk(Path(os.environ["REPAIR_DESK"])) as at_desk, reader(at_desk) as hears:
        at_desk.start()
        make_a_journal(at_desk, hears)
        at_desk.key("ctrl+n")
        hears.wait_for("How strong is your distress right now?")
        go_on_until(at_desk, hears, QUESTION)
        tab_to(at_desk, hears, QUESTION)
        at_desk.type(BEFORE)
        hears.wait_for("Saved, encrypted")
        Path(os.environ["REPAIR_READY"]).touch()
        wait_until(lambda: installed_version() == os.environ["REPAIR_NEWER"], "the newer package")
        at_desk.type(AFTER)
        hears.wait_for("Saved, encrypted")

        # What shows the locked page is the newer one already.
        at_desk.key("ctrl+l")
        hears.wait_for("Open my journal")
        hears.press("Open my journal")
        hears.wait_for("Carry on: Something felt off")
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0


def test_everything_is_there_at_the_next_start() -> None:
    assert installed_version() == os.environ["REPAIR_NEWER"]
    with desk(Path(os.environ["REPAIR_DESK"])) as at_desk, reader(at_desk) as hears:
        at_desk.start()
        hears.wait_for("Carry on: Something felt off")
        hears.press("Carry on: Something felt off")
        go_on_until(at_desk, hears, "What you wrote")
        assert BEFORE + AFTER in hears.texts()
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0

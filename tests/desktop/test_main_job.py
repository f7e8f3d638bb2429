"""The main job as somebody does it who can not see the screen: by keys and by names alone.

On a real X server with a window manager, a session bus, the accessibility bus and GNOME Keyring.
"""

from __future__ import annotations

import subprocess

import pytest
from helpers.by_ear import go_on_until, make_a_journal, tab_to
from helpers.desk import Desk, Reader, desk, missing_tools, reader, wait_until

MISSING = missing_tools()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

WHAT = "Quendolin left the marzipan clock unwound"
NOTE = "Brimstone teacups on the windowsill"
CONTACT = "Aunt Xiphias"
CANARIES = ("Quendolin", "marzipan", "Brimstone", "windowsill", "Xiphias")

LOW, SAVE, NEW = "Low", "Save this check-in", "Something felt off"


def test_a_person_who_sees_nothing_does_it_all() -> None:
    """One life at one desk: each part stands on the one before."""
    with desk() as at_desk, reader(at_desk) as hears:
        the_main_job(at_desk, hears)
        everything_is_there_after_the_next_start(at_desk, hears)
        a_second_start_leaves_the_first_one_alone(at_desk, hears)
        what_was_typed_two_seconds_ago_survives_a_kill(at_desk, hears)
        nothing_that_was_typed_stands_in_any_file(at_desk)
        sqlite_can_not_read_the_journal(at_desk)


def the_main_job(at_desk: Desk, hears: Reader) -> None:
    at_desk.start()

    make_a_journal(at_desk, hears)
    found = at_desk.run("secret-tool", "search", "--all", "service", "Repair")
    assert found.count("label = ") == 1
    assert "label = Password for" in found or "Repair" in found

    # A check-in with a note.
    tab_to(at_desk, hears, "Rough")
    at_desk.key("Right", "space")  # Low
    tab_to(at_desk, hears, "More: Time, mood grid, feelings, tags, note")
    at_desk.key("space")
    tab_to(at_desk, hears, "Note")
    at_desk.type(NOTE)
    tab_to(at_desk, hears, SAVE)
    at_desk.key("space")
    hears.wait_for("Check in again")

    # Someone to turn to.
    at_desk.key("F1")
    hears.wait_for("People I can contact")
    tab_to(at_desk, hears, "Name")
    at_desk.type(CONTACT)
    at_desk.key("Tab", "Return")
    hears.wait_for(f"Change: {CONTACT}")
    hears.press("Back")

    # The six steps.
    hears.wait_for("Today")
    at_desk.key("ctrl+n")
    hears.wait_for("How strong is your distress right now?")
    nameless = hears.ask("nameless")
    assert nameless == []
    go_on_until(at_desk, hears, "What would a camera have seen or heard?")
    tab_to(at_desk, hears, "What would a camera have seen or heard?")
    at_desk.type(WHAT)
    hears.wait_for("Saved, encrypted")
    go_on_until(at_desk, hears, "What did you feel? Pick any that fit.")
    hears.press("hurt")
    go_on_until(at_desk, hears, "What you wrote")
    assert WHAT in hears.texts()
    hears.press("Close")
    hears.press("Close for today")

    # The timeline's table.
    hears.wait_for("Reflect")
    at_desk.key("ctrl+3")
    hears.wait_for("Month")
    tab_to(at_desk, hears, "Picture")
    at_desk.key("Right", "space")  # Table
    wait_until(lambda: NOTE in hears.texts(), "the note in the table")

    # Gone from the screen when locked, back when opened.
    at_desk.key("ctrl+l")
    hears.wait_for("Open my journal")
    assert not [word for word in CANARIES if word in hears.texts()]
    hears.press("Open my journal")
    hears.wait_for("Today")

    at_desk.key("ctrl+q")
    assert at_desk.wait_for_end() == 0


def everything_is_there_after_the_next_start(at_desk: Desk, hears: Reader) -> None:
    at_desk.start()
    hears.wait_for("Carry on: Something felt off")
    hears.press("Carry on: Something felt off")
    go_on_until(at_desk, hears, "What you wrote")
    assert WHAT in hears.texts()
    at_desk.key("ctrl+q")
    assert at_desk.wait_for_end() == 0


def what_was_typed_two_seconds_ago_survives_a_kill(at_desk: Desk, hears: Reader) -> None:
    at_desk.start()
    hears.wait_for("Today")
    at_desk.key("ctrl+n")
    hears.wait_for("How strong is your distress right now?")
    go_on_until(at_desk, hears, "What would a camera have seen or heard?")
    tab_to(at_desk, hears, "What would a camera have seen or heard?")
    at_desk.type("Xenotime lamps went out")
    assert at_desk.program is not None
    with pytest.raises(subprocess.TimeoutExpired):
        at_desk.program.wait(2)  # what a person may lose at the most
    at_desk.kill()

    at_desk.start()
    hears.wait_for("Carry on: Something felt off")
    hears.press("Carry on: Something felt off")
    hears.wait_for("You stopped here. Carry on, look back, or close.")
    assert "Xenotime lamps went out" in hears.texts()
    at_desk.key("ctrl+q")
    assert at_desk.wait_for_end() == 0


def nothing_that_was_typed_stands_in_any_file(at_desk: Desk) -> None:
    written = list(at_desk.written_files())
    names = {path.name for path in written}
    assert {"vault.json", "journal.1.db", "repair.log"} <= names
    for path in written:
        data = path.read_bytes()
        for word in (*CANARIES, "Xenotime"):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert word.encode(encoding) not in data, path.name


def sqlite_can_not_read_the_journal(at_desk: Desk) -> None:
    [journal] = [path for path in at_desk.written_files() if path.name == "journal.1.db"]
    assert "not a database" in at_desk.run("sqlite3", str(journal), "select * from mood")


def a_second_start_leaves_the_first_one_alone(at_desk: Desk, hears: Reader) -> None:
    at_desk.start()
    hears.wait_for("Today")
    first = at_desk.program
    at_desk.start()
    assert at_desk.wait_for_end() == 0
    assert first is not None
    assert first.poll() is None
    at_desk.program = first
    at_desk.key("ctrl+q")
    assert at_desk.wait_for_end() == 0

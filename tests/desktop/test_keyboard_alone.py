"""From a quick note to a settled rupture, as somebody does it who can not see the screen.

By keys and by accessible names alone, on a real X server with a window manager, a session bus, the
accessibility bus and GNOME Keyring: no name is pressed that the keys have not come to.
"""

from __future__ import annotations

from functools import partial

import pytest
from helpers.by_ear import go_on_until, is_other, make_a_journal, tab_to
from helpers.desk import Desk, Reader, desk, missing_tools, reader, wait_until

MISSING = missing_tools()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

WHAT = "You looked at the clock."
ASK = "Could we check in before we change topic?"
PLAN = "Five quiet minutes at the end"


def test_a_quick_note_becomes_a_settled_rupture() -> None:
    """One life at one desk: each part stands on the one before."""
    with desk() as at_desk, reader(at_desk) as hears:
        at_desk.start()
        make_a_journal(at_desk, hears)
        a_quick_note_leads_into_the_six_steps(at_desk, hears)
        the_card_is_heard_and_practised(at_desk, hears)
        a_session_is_added_and_what_came_of_it_written_down(at_desk, hears)
        the_rupture_is_settled(at_desk, hears)
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0


def named(hears: Reader, beginning: str) -> str:
    """The one name in hearing that begins like this; waits for it."""

    def found() -> list[str]:
        return sorted({name for name in hears.names() if name.startswith(beginning)})

    wait_until(lambda: len(found()) == 1, f"one thing that begins with {beginning}")
    [name] = found()
    return name


def choose(at_desk: Desk, hears: Reader, first: str, wanted: str) -> None:
    """Come to a list by its first choice, go on to another with the arrow keys, and choose it."""
    tab_to(at_desk, hears, first)
    for _ in range(30):
        here = hears.focus()
        if here == wanted:
            break
        at_desk.key("Right")
        wait_until(partial(is_other, Reader.focus, hears, here), f"the choice after {here}")
    assert hears.focus() == wanted
    at_desk.key("space")


def press(at_desk: Desk, hears: Reader, name: str) -> None:
    tab_to(at_desk, hears, name)
    at_desk.key("space")


def nothing_is_nameless(hears: Reader) -> None:
    assert hears.ask("nameless") == []


def a_quick_note_leads_into_the_six_steps(at_desk: Desk, hears: Reader) -> None:
    at_desk.key("ctrl+shift+n")
    hears.wait_for("What felt off?")
    nothing_is_nameless(hears)
    tab_to(at_desk, hears, "What felt off?")
    at_desk.type(WHAT)
    hears.wait_for("Saved, encrypted")
    choose(at_desk, hears, "Look at it later", "Look at it now")
    hears.wait_for("Begin")
    press(at_desk, hears, "Begin")

    hears.wait_for("How strong is your distress right now?")
    go_on_until(at_desk, hears, "What would a camera have seen or heard?")
    assert WHAT in hears.texts()  # what was noted goes along
    go_on_until(at_desk, hears, "What did you feel? Pick any that fit.")
    choose(at_desk, hears, "sad", "hurt")
    go_on_until(at_desk, hears, "Can you turn it into one ask?")
    tab_to(at_desk, hears, "Can you turn it into one ask?")
    at_desk.type(ASK)
    hears.wait_for("Saved, encrypted")
    go_on_until(at_desk, hears, "What you wrote")
    nothing_is_nameless(hears)
    assert "Where does this stand?" in hears.names()
    tab_to(at_desk, hears, "Noted")  # a box is heard by what it says now
    at_desk.type("Ready")
    at_desk.key("Return")


def the_card_is_heard_and_practised(at_desk: Desk, hears: Reader) -> None:
    press(at_desk, hears, "Card for the session")
    hears.wait_for("Card for the session")
    nothing_is_nameless(hears)
    choose(at_desk, hears, "One minute", "One line")
    wait_until(lambda: ASK in hears.texts(), "the ask on the card")
    press(at_desk, hears, "Practise")
    hears.wait_for("Say it out loud once if you have privacy.")
    for _ in range(8):
        if ASK in hears.texts():
            break
        before = hears.texts()
        at_desk.key("Right")
        wait_until(partial(is_other, Reader.texts, hears, before), "the next line")
    assert ASK in hears.texts()
    at_desk.key("Escape")
    hears.wait_for("Card for the session")
    press(at_desk, hears, "Close")
    hears.wait_for("What you wrote")
    press(at_desk, hears, "Close")
    hears.wait_for("Close for today")
    press(at_desk, hears, "Close for today")


def a_session_is_added_and_what_came_of_it_written_down(at_desk: Desk, hears: Reader) -> None:
    at_desk.key("ctrl+4")
    hears.wait_for("No session is planned")
    nothing_is_nameless(hears)
    press(at_desk, hears, "Add a session")
    hears.wait_for("When is the session?")
    tab_to(at_desk, hears, "Add it")
    at_desk.key("space")
    talk = named(hears, "Write it down: ")
    press(at_desk, hears, talk)
    hears.wait_for("After the session")
    go_on_until(at_desk, hears, "Did you raise it?")
    choose(at_desk, hears, "Yes, all of it", "Some of it")
    choose(at_desk, hears, "Listened", "Said sorry")
    go_on_until(at_desk, hears, "What did you agree, if anything?")
    tab_to(at_desk, hears, "What did you agree, if anything?")
    at_desk.type(PLAN)
    hears.wait_for("Saved, encrypted")
    press(at_desk, hears, "Enough for today")
    hears.wait_for("Close for today")
    press(at_desk, hears, "Close for today")
    hears.wait_for("Next session")


def the_rupture_is_settled(at_desk: Desk, hears: Reader) -> None:
    at_desk.key("ctrl+2")
    press(at_desk, hears, named(hears, "Open: "))
    hears.wait_for("What happened, in your words")
    assert WHAT in hears.texts()
    assert "Talks" in hears.texts()
    nothing_is_nameless(hears)
    assert "Where does this stand?" in hears.names()
    tab_to(at_desk, hears, "Ready to raise")
    at_desk.type("Settled")
    at_desk.key("Return")
    wait_until(lambda: ": Settled\n" in hears.texts(), "its new state")
    press(at_desk, hears, "Back")

    # What was agreed is heard again when the next session is prepared.
    at_desk.key("ctrl+1")
    wait_until(lambda: PLAN in hears.texts(), "what was agreed, on Today")

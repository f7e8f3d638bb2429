"""What somebody does who hears the screen: by keys and by names alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from helpers.desk import Desk, Reader, wait_until


def go_on_until(at_desk: Desk, hears: Reader, name: str) -> None:
    """Skip questions, by key, until one of that name is asked."""
    for _ in range(60):
        if hears.sees(name):
            return
        before = screen(hears)
        at_desk.key("alt+Right")
        wait_until(partial(is_other, screen, hears, before), f"a screen after {before}")
    pytest.fail(f"never came to {name}")


def screen(hears: Reader) -> list[str]:
    """What is asked: everything but the line that comes and goes with saving."""
    return [name for name in hears.names() if not name.startswith("Sav")]


def is_other(look: Callable[[Reader], object], hears: Reader, before: object) -> bool:
    return look(hears) != before


def tab_to(at_desk: Desk, hears: Reader, name: str) -> None:
    """Press Tab until something of that name has the focus."""
    passed = []
    for _ in range(80):
        here = hears.focus()
        if here == name:
            return
        passed.append(here)
        at_desk.key("Tab")
        wait_until(partial(is_other, Reader.focus, hears, here), f"Tab to leave {here}")
    pytest.fail(f"Tab never came to {name}, but to {passed}")


def write_down_the_code(at_desk: Desk, hears: Reader) -> None:
    """Listen to the recovery code, and type the two groups that are asked for."""
    hears.wait_for("Your recovery code")
    spelled = next(name for name in hears.names() if name.startswith("Recovery code. Group 1: "))
    groups = dict(re.findall(r"(Group \d): ((?:\w ){3}\w)", spelled))
    assert len(groups) == 7
    asked = [name for name in groups if "text" in hears.roles(name)]
    assert len(asked) == 2
    for name in asked:
        tab_to(at_desk, hears, name)
        at_desk.type(groups[name].replace(" ", ""))
    at_desk.key("Return")


def come_to_the_recovery_code(at_desk: Desk, hears: Reader) -> None:
    """Begin to make a journal, by Enter and one answer."""
    for title in (
        "Welcome to Repair",
        "What do you call your therapist?",
        "What locks your journal?",
    ):
        hears.wait_for(title)
        if title == "What locks your journal?":
            wait_until(
                lambda: "radio button" in hears.roles("This computer account"), "the keyring"
            )
            at_desk.key("space")  # Only me
        at_desk.key("Return")


def make_a_journal(at_desk: Desk, hears: Reader) -> None:
    """Make one, and write its recovery code down."""
    come_to_the_recovery_code(at_desk, hears)
    write_down_the_code(at_desk, hears)
    hears.wait_for("Today")

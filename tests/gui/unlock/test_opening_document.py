"""``docs/opening.md`` is true to the code."""

from __future__ import annotations

import re
from pathlib import Path

from repair_desktop.core import errors
from repair_desktop.gui.restore.presenter import Target
from repair_desktop.gui.unlock.states import STATE_OF, WAYS_OUT, UnlockState, WayOut

TEXT = (Path(__file__).resolve().parents[3] / "docs/opening.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The cells of a section's first table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def arrows() -> list[tuple[str, str, str]]:
    """From, to and the event of each arrow."""
    drawn = TEXT.partition("```mermaid\n")[2].partition("```")[0]
    return re.findall(r"^ +(\S+) --> ([^\s:]+)(?:: (.*))?$", drawn, re.MULTILINE)


def test_each_state_has_exactly_its_ways_out() -> None:
    found = {named(row[0])[0]: sorted(named(row[2])) for row in rows("States and their ways out")}
    expected = {
        state.name: sorted(way.name for way in ways_out) for state, ways_out in WAYS_OUT.items()
    }
    assert found == expected


def test_each_way_out_is_named() -> None:
    in_table = {way for row in rows("States and their ways out") for way in named(row[2])}
    assert in_table == {way.name for way in WayOut}


def test_each_error_leads_where_it_says() -> None:
    found = {
        named(row[0])[0]: named(row[1])[0]
        for row in rows("Which error leads where")
        if named(row[0])
    }
    assert found == {error.__name__: state.name for error, state in STATE_OF.items()}
    assert all(hasattr(errors, name) for name in found)


def test_each_state_is_drawn_and_can_be_reached_and_left() -> None:
    drawn = arrows()
    assert len(drawn) > 60
    assert {to for _, to, _ in drawn} - {"[*]"} == {state.name for state in UnlockState}
    retry = {state.name for state, ways in WAYS_OUT.items() if WayOut.TRY_AGAIN in ways}
    left = {start for start, _, _ in drawn} - {"[*]"}
    assert left | retry == {state.name for state in UnlockState}


def test_what_an_arrow_says_can_be_done_there() -> None:
    words = {way.value.replace("_", " "): way for way in WayOut}
    checked = 0
    for start, _end, event in arrows():
        way = words.get(event.partition(",")[0])
        if way is not None and start != "[*]":
            assert way in WAYS_OUT[UnlockState[start]], (start, event)
            checked += 1
    assert checked > 25


def test_no_way_out_of_a_state_is_forgotten_in_the_drawing() -> None:
    drawn: dict[str, str] = {}
    for start, _end, event in arrows():
        drawn[start] = drawn.get(start, "") + " " + event
    not_drawn = {WayOut.TRY_AGAIN, WayOut.FOLDER, WayOut.BACKUP, WayOut.BACK}
    for state, ways_out in WAYS_OUT.items():
        for way in ways_out - not_drawn:
            phrase = "keep the old" if way is WayOut.KEEP_OLD else way.value.replace("_", " ")
            assert phrase in drawn[state.name], (state, way)


def test_each_thing_that_a_backup_can_meet_is_named() -> None:
    found = [name for row in rows("A backup from elsewhere") for name in named(row[0])]
    assert sorted(found) == sorted(target.name for target in Target)

"""The mood timeline as somebody hears it: the chart and its table say the same.

By keys and accessible names alone, on a real X server with a window manager, a session bus and the
accessibility bus. The journal is the made-up one.
"""

from __future__ import annotations

from functools import partial

import pytest
from helpers.by_ear import is_other, tab_to
from helpers.desk import Desk, Reader, desk, missing_tools, reader, wait_until

MISSING = missing_tools()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

CHART = "Chart of the mood timeline"
ENTRIES = 7


def test_the_last_entries_are_the_same_in_the_chart_and_in_the_table() -> None:
    with desk() as at_desk, reader(at_desk) as hears:
        at_desk.start("--demo")
        hears.wait_for("Made-up entries, to look around. Nothing you write here is kept.")
        at_desk.key("ctrl+3")
        hears.wait_for(CHART)
        choose(at_desk, hears, "Month", "Quarter")
        from_chart = along_the_chart(at_desk, hears)
        choose(at_desk, hears, "Picture", "Table")
        from_table = down_the_table(hears)
        assert hears.ask("nameless") == []
        assert len(set(from_chart)) == ENTRIES
        assert from_table == from_chart
        at_desk.key("ctrl+q")
        assert at_desk.wait_for_end() == 0


def choose(at_desk: Desk, hears: Reader, chosen: str, wanted: str) -> None:
    """Come to the word that is chosen, and go on to another by arrow keys."""
    tab_to(at_desk, hears, chosen)
    while (here := hears.focus()) != wanted:
        at_desk.key("Right")
        wait_until(partial(is_other, Reader.focus, hears, here), f"the word after {here}")


def along_the_chart(at_desk: Desk, hears: Reader) -> list[str]:
    """Hear the newest things on the chart, the newest first."""
    tab_to(at_desk, hears, CHART)
    heard: list[str] = []
    for key in ("End", *["Left"] * (ENTRIES - 1)):
        before = opened(hears)
        at_desk.key(key)
        wait_until(partial(is_other, opened, hears, before), f"what {key} leads to")
        words = opened(hears)
        # What is chosen is the chart's own value too.
        wait_until(
            lambda words=words: hears.ask("description", CHART).startswith(words),  # type: ignore[misc]
            "the chart to say it",
        )
        heard.append(words)
    return heard


def opened(hears: Reader) -> str:
    """Return the words of what the button beside the chart opens."""
    names = [name for name in hears.names() if name.startswith("Open: ")]
    return names[0].removeprefix("Open: ") if names else ""


def down_the_table(hears: Reader) -> list[str]:
    """Hear the first cells of the first rows: each says the whole row."""
    columns = 7

    def cells() -> list[str]:
        return [str(name) for name in hears.names("table cell")]

    wait_until(lambda: len(cells()) >= ENTRIES * columns, "the rows of the table")
    return cells()[: ENTRIES * columns : columns]

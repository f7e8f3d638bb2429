"""After locking, no word is left in the memory of the process. Reads it as root."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.by_ear import come_to_the_recovery_code, go_on_until
from helpers.desk import Desk, Reader, desk, missing_tools, reader, wait_until

MISSING = missing_tools()
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="only root reads that memory"
    ),
]

WITHOUT_CODE = (
    "I understand that without this code, I may lose all I wrote once this computer is repaired."
)
QUESTION = "What would a camera have seen or heard?"
CANARY = "Vermicelli trombone"


@pytest.fixture
def at_desk() -> Iterator[Desk]:
    with desk() as made:
        yield made


@pytest.fixture
def hears(at_desk: Desk) -> Iterator[Reader]:
    with reader(at_desk) as made:
        yield made


def hits(pid: int) -> dict[str, int]:
    """Count the canary in everything a process has in memory."""
    wanted = {name: CANARY.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")}
    found = dict.fromkeys(wanted, 0)
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights, *_rest = line.split()
            if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            begin, end = (int(number, 16) for number in span.split("-"))
            memory.seek(begin)
            data = bytearray()
            while len(data) < end - begin and (part := memory.read(end - begin - len(data))):
                data += part
            for name, word in wanted.items():
                found[name] += data.count(word)
    return found


@pytest.mark.long
def test_no_word_is_in_memory_after_locking(at_desk: Desk, hears: Reader) -> None:
    at_desk.start()
    assert at_desk.program is not None
    come_to_the_recovery_code(at_desk, hears)
    hears.wait_for("Your recovery code")
    hears.press(WITHOUT_CODE)
    hears.press("Go on without it")
    hears.wait_for("Today")
    window = at_desk.run("xdotool", "search", "--onlyvisible", "--name", "^Repair$").split()[-1]
    at_desk.run("xdotool", "windowmove", "--sync", window, "40", "60")
    at_desk.run("xdotool", "windowsize", "--sync", window, "1000", "700")

    hears.press("Something felt off")
    hears.wait_for("How strong is your distress right now?")
    go_on_until(at_desk, hears, QUESTION)
    for _ in range(60):
        if hears.focus() == QUESTION:
            break
        at_desk.key("Tab")
    at_desk.type(CANARY)
    hears.wait_for("Saved, encrypted")
    pid = at_desk.program.pid
    assert hits(pid)["utf-16-le"] > 0  # the search finds what is there

    at_desk.key("ctrl+l")
    hears.wait_for("Open my journal")
    assert at_desk.program.poll() is None
    assert hits(pid) == {"utf-8": 0, "utf-16-le": 0, "utf-16-be": 0}
    assert "--locked=" in Path(f"/proc/{pid}/cmdline").read_text()
    window = at_desk.run("xdotool", "search", "--onlyvisible", "--name", "^Repair$").split()[-1]
    assert "Geometry: 1000x700" in at_desk.run("xdotool", "getwindowgeometry", window)

    hears.press("Open my journal")
    hears.wait_for("Today")
    hears.wait_for("Carry on: Something felt off")

    # Hidden, it comes back hidden.
    at_desk.key("F9")
    hears.wait_for("Hidden. Press any key to go on.")
    command = Path(f"/proc/{pid}/cmdline")
    wait_until(lambda: ",veiled," in command.read_text(), "a fresh process")
    assert sum(hits(pid).values()) == 0
    hears.wait_for("Hidden. Press any key to go on.")
    assert not hears.sees("Open my journal")
    at_desk.key("space")
    hears.wait_for("Open my journal")
    at_desk.key("ctrl+q")
    assert at_desk.wait_for_end() == 0

"""The icon beside the clock, as a panel of a real desktop sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from helpers.by_ear import make_a_journal
from helpers.desk import Desk, desk, missing_tools, reader, wait_until
from helpers.tray_host import TrayHost

MISSING = missing_tools()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

LINES = ["Check in", "Show the window", "Lock", "Quit"]


@pytest.fixture
def at_desk() -> Iterator[Desk]:
    with desk() as made:
        yield made


@pytest.fixture
def host(at_desk: Desk) -> Iterator[TrayHost]:
    with closing(TrayHost(at_desk.environment["DBUS_SESSION_BUS_ADDRESS"])) as host:
        yield host


def start(at_desk: Desk, **chosen: bool) -> None:
    folder = at_desk.home / ".config" / "repair-desktop"
    folder.mkdir(parents=True)
    (folder / "preferences.json").write_text(json.dumps(chosen))
    at_desk.start()


def icon_of(at_desk: Desk, host: TrayHost, number: int) -> None:
    wait_until(lambda: len(host.icons) >= number and host.is_there(), f"icon {number}")
    assert at_desk.program is not None


def test_its_menu_checks_in_and_locks_and_quits(at_desk: Desk, host: TrayHost) -> None:
    start(at_desk, tray_icon=True)
    with reader(at_desk) as hears:
        make_a_journal(at_desk, hears)
        icon_of(at_desk, host, 1)
        said = host.said()
        assert (said["Id"], said["Title"], said["Status"]) == ("Repair", "Repair", "Active")
        assert said["ToolTip"][2:] == ("Repair", "")
        assert (said["AttentionIconName"], said["OverlayIconName"]) == ("", "")
        assert list(host.menu()) == LINES
        assert all(enabled for _number, enabled in host.menu().values())

        host.choose("Check in")  # on Today the form stands already
        wait_until(lambda: hears.focus() == "Rough", "the five words")
        at_desk.key("4", "ctrl+Return")
        hears.wait_for("Saved, encrypted")

        host.choose("Lock")
        icon_of(at_desk, host, 2)  # a fresh process has its own
        wait_until(lambda: not host.menu()["Lock"][1], "nothing to lock")
        hears.wait_for("Open my journal")

        assert at_desk.program is not None
        maps = Path(f"/proc/{at_desk.program.pid}/maps")
        if at_desk.program.poll() is None and _can_read(maps):
            libraries = maps.read_text()
            assert "libQt6DBus" in libraries
            assert "Qt6Network" not in libraries
        host.choose("Quit")
        assert at_desk.wait_for_end() == 0
    wait_until(lambda: not host.is_there(), "no icon")


def test_with_a_neutral_title_nothing_names_the_program(at_desk: Desk, host: TrayHost) -> None:
    start(at_desk, tray_icon=True, neutral_title=True)
    icon_of(at_desk, host, 1)
    told = json.dumps({key: value for key, value in host.said().items() if "Pixmap" not in key})
    assert '"Notes"' in told
    assert "repair" not in told.lower()
    assert "repair" not in json.dumps(list(host.menu())).lower()
    host.choose("Quit")
    assert at_desk.wait_for_end() == 0


def _can_read(path: Path) -> bool:
    try:
        path.read_text()
    except OSError:  # the program keeps its memory to itself
        return False
    return True

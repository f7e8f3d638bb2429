from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from repair_desktop.system.session_watch import SessionWatch, watch_session

if sys.platform != "linux":
    pytest.skip("logind is on Linux", allow_module_level=True)

from helpers.buses import LOGIN, SESSION_PATH, Desktop, made_up_desktop, needs_bus

from repair_desktop.system.session_watch_linux import LinuxSessionWatch


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with made_up_desktop() as desktop:
        yield desktop


class Heard:
    """A watch on a made-up desktop, and how often it wanted a lock."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, watch: SessionWatch) -> None:
        self.locks = 0
        self.watch = watch
        self._qtbot = qtbot
        self._desktop = desktop
        watch.lock_wanted.connect(self._count)
        watch.start(0)
        self.wait(lambda: [name for name, _ in desktop.asked].count("Get") == 2)
        self.settle()

    def wait(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true)

    def wait_for_locks(self, number: int) -> None:
        self.wait(lambda: self.locks == number)

    def settle(self) -> None:
        """Wait until all that was said before is heard: what comes last is heard last."""
        before = self.locks
        self._desktop.say("/x", "org.gnome.ScreenSaver", "ActiveChanged", True)
        self.wait(lambda: self.locks > before)
        self.locks -= 1

    def _count(self) -> None:
        self.locks += 1


@pytest.fixture
def heard(qtbot: QtBot, desktop: Desktop) -> Iterator[Heard]:
    watch = LinuxSessionWatch(desktop.address, desktop.address)
    yield Heard(qtbot, desktop, watch)
    watch.stop()


@needs_bus
def test_sleep_is_held_up_until_everything_is_locked(desktop: Desktop, heard: Heard) -> None:
    assert ("Inhibit", ("sleep", "Repair", "Saving", "delay")) in desktop.asked
    assert desktop.holds == 1
    for night in (1, 2):
        desktop.sleep(True)
        heard.wait_for_locks(night)
        assert desktop.holds == 1
        heard.watch.let_sleep()
        heard.wait(lambda: desktop.holds == 0)
        desktop.sleep(False)
        heard.wait(lambda: desktop.holds == 1)
        assert heard.locks == night


@needs_bus
def test_the_session_is_locked_by_the_desktop(desktop: Desktop, heard: Heard) -> None:
    desktop.say(SESSION_PATH, f"{LOGIN}.Session", "Lock")
    heard.wait_for_locks(1)
    desktop.say("/org/freedesktop/login1/session/_99", f"{LOGIN}.Session", "Lock")
    heard.settle()
    assert heard.locks == 1


@needs_bus
@pytest.mark.parametrize("name", ["freedesktop", "gnome", "cinnamon", "mate", "xfce"])
def test_the_screen_locks(desktop: Desktop, heard: Heard, name: str) -> None:
    desktop.say("/any/path", f"org.{name}.ScreenSaver", "ActiveChanged", False)
    heard.settle()
    assert heard.locks == 0
    desktop.say("/any/path", f"org.{name}.ScreenSaver", "ActiveChanged", True)
    heard.wait_for_locks(1)


@needs_bus
@pytest.mark.parametrize(
    ("away", "back"),
    [({"Active": False}, {"Active": True}), ({"LockedHint": True}, {"LockedHint": False})],
    ids=["another user", "locked hint"],
)
def test_another_user_has_the_screen(
    desktop: Desktop, heard: Heard, away: dict[str, bool], back: dict[str, bool]
) -> None:
    for time in (1, 2):
        desktop.change(**away)
        heard.wait_for_locks(time)
        desktop.change(**away)  # said again, it is no news
        desktop.change(**back)
        heard.settle()
        heard.settle()
        assert heard.locks == time


@needs_bus
def test_after_stop_nothing_is_heard_or_held(desktop: Desktop, heard: Heard) -> None:
    heard.watch.stop()
    heard.wait(lambda: desktop.holds == 0)
    desktop.sleep(True)
    assert heard.locks == 0


def test_without_any_bus_nothing_happens(qtbot: QtBot) -> None:
    watch = LinuxSessionWatch("unix:path=/nowhere", "unix:path=/nowhere")
    watch.start(0)
    watch.let_sleep()
    watch.stop()


@needs_bus
def test_the_addresses_come_from_the_environment(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SYSTEM", "SESSION"):
        monkeypatch.setenv(f"DBUS_{name}_BUS_ADDRESS", desktop.address)
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    watch = watch_session()
    heard = Heard(qtbot, desktop, watch)
    assert ("GetSession", ("7",)) in desktop.asked
    assert heard.locks == 0
    watch.stop()


def test_it_brings_no_network_module() -> None:
    program = """
import sys
from PySide6.QtCore import QCoreApplication
from repair_desktop.system.session_watch_linux import LinuxSessionWatch
app = QCoreApplication([])
watch = LinuxSessionWatch("unix:path=/nowhere", "unix:path=/nowhere")
watch.start(0)
print("QtNetwork" in open("/proc/self/maps").read())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


@pytest.mark.parametrize(
    ("message", "parameter", "away"),
    [(0x218, 4, True), (0x218, 18, False), (0x2B1, 7, True), (0x2B1, 8, False), (0x2B1, 2, True),
     (0x200, 7, False)],
)  # fmt: skip
def test_what_the_messages_of_windows_mean(message: int, parameter: int, away: bool) -> None:
    from repair_desktop.system.session_watch_windows import means_away

    assert means_away(message, parameter) is away

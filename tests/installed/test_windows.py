"""The installers for Windows, as somebody meets them. ``packaging/test windows`` runs this.

The tests tell one story and run in this order. On Linux they run in wine, in a fresh prefix; on
Windows in an account that is thrown away afterwards. REPAIR_PACKAGES names a folder with the
installers, and with older.exe and older.msi of the version REPAIR_OLDER (the release before, or the
same program under a lower version, with one more file); REPAIR_JOURNAL is the command that makes a
journal. On Windows nothing of it was run yet.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

WANTED = {"REPAIR_PACKAGES", "REPAIR_JOURNAL", "REPAIR_NEWER", "REPAIR_OLDER"}
INSTALLED = set(os.environ) >= WANTED
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not INSTALLED, reason="packaging/test windows runs it"),
]

LARGEST_SETUP = 30_000_000
LARGEST_MSI = 40_000_000
LARGEST_INSTALLED = 150_000_000
PATIENCE = 40.0
"""Seconds until something that should happen counts as not happening."""

RUNNING = 3
OTHER_MACHINE = 4
"""What the installer ends with when the program runs, or can not; installer.nsi lists them all."""

ON_WINDOWS = sys.platform == "win32"
PACKAGES = Path(os.environ.get("REPAIR_PACKAGES", "."))
NEWER = os.environ.get("REPAIR_NEWER", "")
OLDER = os.environ.get("REPAIR_OLDER", "")


def drive() -> Path:
    return Path("C:/") if ON_WINDOWS else Path(os.environ.get("WINEPREFIX", ".")) / "drive_c"


def person() -> Path:
    return Path.home() if ON_WINDOWS else drive() / "users" / os.environ.get("USER", "")


LOCAL = person() / "AppData/Local"
ROAMING = person() / "AppData/Roaming"
PROGRAM = LOCAL / "Programs/Repair"
MENU = ROAMING / "Microsoft/Windows/Start Menu/Programs"
JOURNAL = LOCAL / "Repair Desktop"
FOR_ALL = drive() / "Program Files/Repair"
MENU_FOR_ALL = drive() / "ProgramData/Microsoft/Windows/Start Menu/Programs"


def package(pattern: str) -> Path:
    [found] = PACKAGES.glob(pattern)
    return found


def setup() -> Path:
    return package("Repair-*.exe")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end."""
    start = [] if ON_WINDOWS else ["wine"]
    return subprocess.run(
        [*start, *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=300,
        check=False,
    )


def install(which: Path, *words: str) -> int:
    return run(which, "/S", *words).returncode


def uninstall() -> None:
    """Remove the program as Windows' list of apps does. Its first process ends early."""
    assert run(PROGRAM / "uninstall.exe", "/S").returncode == 0
    wait_until(lambda: not PROGRAM.exists(), "the program is gone")
    wait_until(lambda: "org.repairdesktop" not in registry("HKCU\\" + UNINSTALL), "the entry too")


def wait_until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"not in {PATIENCE:.0f} seconds: {what}"
        time.sleep(0.3)


UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
CLASSES = r"Software\Classes"


def registry(key: str) -> str:
    """Return all that a key holds as text, or "" when there is none."""
    done = run("reg", "query", key, "/s")
    return done.stdout if done.returncode == 0 else ""


def files(folder: Path) -> dict[str, str]:
    """Return what lies in a folder: the hash of each file by its name."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def everything() -> set[str]:
    """Return every file there is but those in temporary folders, and the system's own.

    Windows itself never rests; there only what names the program counts.
    """
    names = set()
    for top in (person(), drive() / "Program Files", drive() / "ProgramData"):
        for path in top.rglob("*"):
            inside = path.relative_to(drive()).as_posix()
            counts = "epair" in inside if ON_WINDOWS else not path.is_symlink()
            if counts and "/Temp/" not in inside:
                names.add(inside)
    return names


OF_OTHERS = re.compile(
    r"Credential|\\Wine\\|\\MuiCache|\\AppCompatFlags|\\UserAssist|\\FeatureUsage|\\RecentDocs"
)
"""Keys that are not the installer's: the journal's key, which has to stay (wine's keyring keeps it
there), and what wine and Windows note about every program that was ever started."""


def traces() -> set[str]:
    """Return the lines of the person's registry that name the program."""
    found = set()
    place = ""
    for line in registry(r"HKCU\Software").splitlines():
        if line.startswith("HKEY_"):
            place = line
        if "epair" in line and not OF_OTHERS.search(place):
            found.add(f"{place}: {line.strip()}")
    return found


def leads_to(link: Path, place: str) -> bool:
    """Whether a shortcut names a place, in one of the two ways that they are written in."""
    data = link.read_bytes()
    return place.encode("ascii") in data or place.encode("utf-16-le") in data


def self_test(program: Path) -> None:
    done = run(program / "repair-desktop.exe", "--self-test")
    told = json.loads(done.stdout)
    assert [check for check in told["checks"] if not check["ok"]] == []
    assert len(told["checks"]) >= 10
    assert done.returncode == 0
    assert told["packaged"] is True
    assert told["platform"] == "windows"
    assert told["keyring"] == "Windows Credential Manager"
    assert told["version"] == NEWER


def verify(program: Path) -> None:
    """See that the journal opens with its key, and is whole."""
    done = run(program / "repair-desktop.exe", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "OK. Every page, table and link was checked." in done.stdout
    assert "Rows in mood: 1." in done.stdout


def processes() -> list[int]:
    """Return the numbers of all processes of the program with the window."""
    if ON_WINDOWS:
        told = run("tasklist", "/FI", "IMAGENAME eq Repair.exe", "/FO", "CSV", "/NH").stdout
        return [int(number) for number in re.findall(r'"Repair\.exe","(\d+)"', told)]
    found = []  # wine 8 has no list of its own
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            first = path.read_bytes().partition(b"\0")[0]
            if path.stat().st_uid == os.getuid() and first.endswith(b"\\Repair.exe"):
                found.append(int(path.parent.name))
    return found


def close_window() -> None:
    """Ask the program to close."""
    if ON_WINDOWS:
        run("taskkill", "/IM", "Repair.exe")
    else:
        wait_until(lambda: press("ctrl+q") and not processes(), "the program hears its key")
    wait_until(lambda: not processes(), "the program has ended")


def press(key: str) -> bool:
    subprocess.run(["xdotool", "key", key], check=True)
    time.sleep(1)
    return True


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    """Start a Windows program. Nobody listens: what it starts itself may live longer."""
    return subprocess.Popen(
        [*([] if ON_WINDOWS else ["wine"]), *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def double_click(file: Path) -> None:
    if sys.platform == "win32":
        os.startfile(file)
    else:
        start("start", "/unix", file)  # wine's own waits until the program ends


def wait_for_window() -> None:
    """Wait until the program is there and has the folder of the journal."""
    wait_until(lambda: len(processes()) == 1 and (JOURNAL / "raise").exists(), "the program runs")


@contextmanager
def running(program: Path) -> Iterator[None]:
    process = start(program / "Repair.exe")
    try:
        wait_for_window()
        yield
        close_window()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(ON_WINDOWS, reason="packaging/test makes one for another machine in the rig")
def test_one_for_another_machine_refuses() -> None:
    assert install(PACKAGES / "for-arm.exe") == OTHER_MACHINE
    assert not PROGRAM.exists()


BEFORE: set[str] = set()
FRESH: dict[str, str] = {}


def test_it_installs_without_a_question() -> None:
    BEFORE.update(everything())
    assert traces() == set()
    assert setup().stat().st_size <= LARGEST_SETUP
    begun = time.monotonic()
    assert install(setup()) == 0
    took = time.monotonic() - begun
    FRESH.update(files(PROGRAM))
    size = sum(path.stat().st_size for path in PROGRAM.rglob("*") if path.is_file())
    sys.stdout.write(
        f"\n{setup().name}: {setup().stat().st_size / 1e6:.1f} MB; installed in {took:.1f} s: "
        f"{len(FRESH)} files, {size / 1e6:.1f} MB\n"
    )
    assert size <= LARGEST_INSTALLED
    told = registry(f"HKCU\\{UNINSTALL}")
    assert f"DisplayVersion    REG_SZ    {NEWER}" in told
    assert "Programs\\Repair\\uninstall.exe" in told
    assert not (PROGRAM.parent / "Repair.new").exists()


def test_it_is_in_the_start_menu() -> None:
    assert leads_to(MENU / "Repair.lnk", "Programs\\Repair\\Repair.exe")


def test_its_files_say_what_they_are() -> None:
    for name in ("Repair.exe", "repair-desktop.exe"):
        data = (PROGRAM / name).read_bytes()
        words = f"ProductVersion\0\0{NEWER}\0".encode("utf-16-le")
        assert words in data or words.replace(b"\0\0\0\0", b"\0\0") in data
    assert f"{NEWER}".encode("utf-16-le") in setup().read_bytes()


def test_no_network_library_came_along() -> None:
    names = [name.lower() for name in FRESH]
    assert [name for name in names if "network" in name or "_ssl" in name or "libssl" in name] == []
    assert [name for name in names if "icuuc" in name or "wine" in name] == []


def test_its_own_test_passes() -> None:
    self_test(PROGRAM)


def test_a_sheet_opens_with_a_double_click(tmp_path: Path) -> None:
    assert "RepairDesktop.Sheet" in registry(f"HKCU\\{CLASSES}\\.repairsheet")
    told = registry(f"HKCU\\{CLASSES}\\RepairDesktop.Sheet\\shell\\open\\command")
    assert re.search(r'REG_SZ    "C:\\[^"]+\\Programs\\Repair\\Repair\.exe" "%1"', told)
    sheet = write_sheet(tmp_path)
    if ON_WINDOWS:
        double_click(sheet)
    else:
        start(
            PROGRAM / "Repair.exe", sheet
        )  # wine 8 does not look at a person's own kinds of files
    wait_for_window()
    close_window()


def write_sheet(folder: Path) -> Path:
    sheet = folder / "For you.repairsheet"
    sheet.write_text("{}", encoding="utf-8")
    return sheet


def test_a_name_that_says_nothing_is_kept_by_an_upgrade() -> None:
    for words in (["/NEUTRAL"], []):
        assert install(setup(), *words) == 0
        assert leads_to(MENU / "Notes.lnk", "Programs\\Repair\\Repair.exe")
        assert leads_to(MENU / "Notes.lnk", "Programs\\Repair\\notes.ico")
        assert not (MENU / "Repair.lnk").exists()


def test_it_goes_and_nothing_is_left() -> None:
    uninstall()
    assert traces() == set()
    left = everything() - BEFORE
    # What it was started for has left its log; nobody has made a journal so far.
    assert {name for name in left if "/AppData/Local/Repair Desktop" not in name} <= {
        (LOCAL / "Programs").relative_to(drive()).as_posix()
    }


def test_it_takes_the_place_of_an_older_one() -> None:
    assert install(PACKAGES / "older.exe") == 0
    before = files(PROGRAM)
    assert before != FRESH
    made = subprocess.run(
        shlex.split(os.environ["REPAIR_JOURNAL"]), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert list(JOURNAL.rglob("*.db"))
    verify(PROGRAM)

    with running(PROGRAM):
        assert install(setup()) == RUNNING
        assert files(PROGRAM) == before
        assert f"DisplayVersion    REG_SZ    {OLDER}" in registry(f"HKCU\\{UNINSTALL}")

    assert install(setup()) == 0
    assert files(PROGRAM) == FRESH
    assert f"DisplayVersion    REG_SZ    {NEWER}" in registry(f"HKCU\\{UNINSTALL}")
    verify(PROGRAM)
    with running(PROGRAM):
        pass
    verify(PROGRAM)


@pytest.mark.skipif(ON_WINDOWS, reason="presses keys with xdotool")
def test_a_locked_window_is_another_process() -> None:
    process = start(PROGRAM / "Repair.exe")
    wait_for_window()
    [first] = processes()
    # Nobody hears when the journal is open: the key is pressed until it does something.
    wait_until(lambda: press("ctrl+l") and first not in processes(), "the first process has ended")
    wait_for_window()
    assert process.wait(PATIENCE) == 0
    close_window()
    verify(PROGRAM)


def test_it_goes_and_leaves_the_journal() -> None:
    kept = files(JOURNAL)
    assert {"vault.json"} < set(kept)
    uninstall()
    assert files(JOURNAL) == kept
    assert traces() == set()
    assert not list(MENU.glob("*epair*"))
    assert not list(MENU.glob("Notes*"))
    journal = JOURNAL.relative_to(drive()).as_posix()
    left = {name for name in everything() - BEFORE if not name.startswith(journal)}
    assert left <= {(LOCAL / "Programs").relative_to(drive()).as_posix()}


for_x64 = pytest.mark.skipif(
    INSTALLED and "arm64" in setup().name, reason="there is no .msi for ARM"
)


@for_x64
def test_an_administrator_installs_it_for_all() -> None:
    msi = package("Repair-*.msi")
    assert msi.stat().st_size <= LARGEST_MSI
    older = PACKAGES / "older.msi"
    fresh = {name: sum_ for name, sum_ in FRESH.items() if name != "uninstall.exe"}
    if older.exists() or not ON_WINDOWS:  # where nothing can make one there may be none
        assert run("msiexec", "/i", older, "/qn").returncode == 0
        assert files(FOR_ALL) != fresh
    assert run("msiexec", "/i", msi, "/qn").returncode == 0
    assert files(FOR_ALL) == fresh
    sys.stdout.write(f"\n{msi.name}: {msi.stat().st_size / 1e6:.1f} MB; for all users\n")
    assert "RepairDesktop.Sheet" in registry(f"HKLM\\{CLASSES}\\.repairsheet")
    # wine has one Start menu, the person's.
    assert leads_to((MENU_FOR_ALL if ON_WINDOWS else MENU) / "Repair.lnk", "Repair\\Repair.exe")
    self_test(FOR_ALL)
    verify(FOR_ALL)


@for_x64
def test_a_sheet_opens_there_too(tmp_path: Path) -> None:
    double_click(write_sheet(tmp_path))
    wait_for_window()
    close_window()
    verify(FOR_ALL)


@for_x64
def test_an_administrator_removes_it() -> None:
    kept = files(JOURNAL)
    assert run("msiexec", "/x", package("Repair-*.msi"), "/qn").returncode == 0
    assert not FOR_ALL.exists()
    assert not [link for menu in (MENU_FOR_ALL, MENU) for link in menu.glob("*epair*")]
    assert registry(f"HKLM\\{CLASSES}\\.repairsheet") == ""
    assert files(JOURNAL) == kept

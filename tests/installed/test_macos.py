"""The disk image for macOS, as somebody meets it. ``packaging/test macos`` runs this.

The tests tell one story and run in this order, on a Mac that is thrown away afterwards.
REPAIR_IMAGE names the image, REPAIR_PROCESSOR the kind of processor that it is for. REPAIR_OLDER
names the image of the release before, and REPAIR_JOURNAL the command of its sources that makes a
journal; without them an older one is made here. UNTESTED: no Mac was at hand when this was written;
what asks for a passphrase was tried on Linux.

The key of the journal that an upgrade meets is behind a passphrase, and not in the keychain: there
macOS asks the person when another program wants it, and one that is signed ad hoc is another
program after each change.
"""

from __future__ import annotations

import json
import os
import plistlib
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

INSTALLED = {"REPAIR_IMAGE", "REPAIR_PROCESSOR"} <= set(os.environ)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not INSTALLED, reason="packaging/test macos runs it"),
]

LARGEST_IMAGE = 60_000_000
LARGEST_INSTALLED = 150_000_000
"""Bytes."""

PATIENCE = 60.0
"""Seconds until something that should happen counts as not happening."""

IMAGE = Path(os.environ.get("REPAIR_IMAGE", "."))
OLDER = os.environ.get("REPAIR_OLDER", "")
PROCESSOR = os.environ.get("REPAIR_PROCESSOR", "")
VERSION = re.sub(r"^Repair-(.*)-macos-.*", r"\1", IMAGE.name)
IS_SIGNED = not IMAGE.stem.endswith("-unsigned")

APP = Path("/Applications/Repair.app")
PROGRAM = APP / "Contents/MacOS/repair-desktop"
JOURNAL = Path.home() / "Library/Application Support/Repair"
STALE = "Contents/Resources/of-the-older-one"
PASSPHRASE = "four quiet paper boats"
REGISTER = (
    "/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework"
    "/Support/lsregister"
)


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def must(*words: str | Path) -> str:
    done = run(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"not in {PATIENCE:.0f} seconds: {what}"
        time.sleep(0.3)


def files(folder: Path) -> dict[str, str]:
    """Return what lies in a folder: the hash of each file by its name; for links, where to."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@contextmanager
def opened_image(folder: Path, image: str | Path = IMAGE) -> Iterator[Path]:
    place = folder / "image"
    place.mkdir(exist_ok=True)
    must("hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", place, image)
    try:
        yield place
    finally:
        must("hdiutil", "detach", "-force", place)


def put(app: Path) -> None:
    """Do what dragging does: what was there goes, the new one comes."""
    if APP.exists():
        shutil.rmtree(APP)
    must("ditto", app, APP)
    must(REGISTER, "-f", APP)


def processes() -> list[int]:
    return [int(word) for word in run("pgrep", "-f", f"^{PROGRAM}").stdout.split()]


def close_window() -> None:
    for process in processes():
        os.kill(process, signal.SIGTERM)
    wait_until(lambda: not processes(), "the program has ended")


def verify() -> None:
    """See that the journal opens with its passphrase, and is whole. The program asks a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*program(), "verify"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,  # else it would ask the terminal of the tests
    )
    try:
        asked = b""
        while b"Passphrase" not in asked:  # what is typed before it asks is thrown away
            ready, *_rest = select.select([ours], [], [], PATIENCE)
            assert ready, asked
            asked += os.read(ours, 1000)
        os.write(ours, PASSPHRASE.encode() + b"\n")
        said, _nothing = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
    words = said.decode()
    assert process.returncode == 0, words
    assert "OK. Every page, table and link was checked." in words
    assert "Rows in mood: 1." in words


def program() -> list[str]:
    return [str(PROGRAM)]


def make_journal() -> None:
    helper = Path(__file__).parents[1] / "helpers/usual_journal.py"
    # An older program opens no newer journal, so its own sources make it.
    command = shlex.split(os.environ.get("REPAIR_JOURNAL", "")) or [sys.executable, str(helper)]
    must(*command, PASSPHRASE)


def put_an_older_one(folder: Path) -> None:
    """Install the release before, or the same under a lower version and with one more file."""
    if OLDER:
        with opened_image(folder, OLDER) as image:
            put(image / "Repair.app")
        return
    older = folder / "Repair.app"
    must("ditto", APP, older)
    (older / STALE).write_text("Only the older one has this.\n", encoding="utf-8")
    info = older / "Contents/Info.plist"
    told = plistlib.loads(info.read_bytes())
    told["CFBundleShortVersionString"] = told["CFBundleVersion"] = "0.0.1"
    info.write_bytes(plistlib.dumps(told))
    # Not hardened: hardened, and without the team of its libraries, it would refuse them.
    must("codesign", "--force", "--sign", "-", older)
    put(older)


FRESH: dict[str, str] = {}


def test_there_is_nothing_of_it_on_this_mac() -> None:
    assert not APP.exists()
    assert not JOURNAL.exists()


def test_the_image_shows_what_to_drag_where(tmp_path: Path) -> None:
    assert IMAGE.stat().st_size <= LARGEST_IMAGE
    with opened_image(tmp_path) as image:
        shown = [path.name for path in image.iterdir() if not path.name.startswith(".")]
        assert sorted(shown) == ["Applications", "Repair.app"]
        assert (image / "Applications").readlink() == Path("/Applications")
        put(image / "Repair.app")
        FRESH.update(files(image / "Repair.app"))
    assert files(APP) == FRESH
    size = sum(path.lstat().st_size for path in APP.rglob("*"))
    sys.stdout.write(
        f"\n{IMAGE.name}: {IMAGE.stat().st_size / 1e6:.1f} MB; {len(FRESH)} files, "
        f"{size / 1e6:.1f} MB\n"
    )
    assert size <= LARGEST_INSTALLED


def test_it_says_what_it_is() -> None:
    told = plistlib.loads((APP / "Contents/Info.plist").read_bytes())
    assert told["CFBundleIdentifier"] == "org.repairdesktop.Repair"
    assert told["CFBundleExecutable"] == PROGRAM.name
    assert (APP / "Contents/Resources" / told["CFBundleIconFile"]).stat().st_size > 1000
    assert must(PROGRAM, "--version").strip() == f"Repair {VERSION}"


def test_every_library_is_for_this_mac_and_no_newer_one() -> None:
    checks = Path(__file__).parents[2] / "packaging/macos/check_files.py"
    sys.stdout.write(f"\n{must(sys.executable, checks, 'app', APP, PROCESSOR)}")


def test_no_network_library_came_along() -> None:
    names = [name.lower() for name in FRESH]
    assert [name for name in names if "network" in name or "_ssl" in name or "libssl" in name] == []


def test_it_is_hardened_and_has_no_right_but_those_that_are_named() -> None:
    must("codesign", "--verify", "--strict", "--deep", APP)
    described = run("codesign", "--display", "--verbose=4", APP).stderr
    assert re.search(r"flags=0x\w+\([^)]*\bruntime\b", described)
    bundle = Path(__file__).parents[2] / "packaging/macos/bundle.py"
    ad_hoc = [] if IS_SIGNED else ["--ad-hoc"]
    wanted = must(sys.executable, bundle, "entitlements", PROCESSOR, *ad_hoc)
    found = must("codesign", "--display", "--entitlements", "-", "--xml", APP)
    assert plistlib.loads((found or wanted).encode()) == plistlib.loads(wanted.encode())
    assert bool(found.strip()) or not plistlib.loads(wanted.encode())
    libraries = [path for path in APP.rglob("*.dylib") if not path.is_symlink()]
    assert libraries
    for library in libraries:
        told = run("codesign", "--display", "--entitlements", "-", "--xml", library)
        assert "<key>" not in told.stdout


@pytest.mark.skipif(not IS_SIGNED, reason="signed ad hoc: no Mac would know whose it is")
def test_gatekeeper_lets_it_in() -> None:
    must("spctl", "--assess", "--type", "execute", APP)
    must("xcrun", "stapler", "validate", APP)
    must("xcrun", "stapler", "validate", IMAGE)


def test_its_own_test_passes() -> None:
    """With the real keychain: the program makes an item, reads it, and removes it."""
    done = run(PROGRAM, "--self-test")
    told = json.loads(done.stdout)
    assert [check for check in told["checks"] if not check["ok"]] == []
    assert len(told["checks"]) >= 10
    assert done.returncode == 0
    assert told["packaged"] is True
    assert told["platform"] == "cocoa"
    assert told["keyring"] == "Keychain"
    assert told["version"] == VERSION
    assert run("security", "find-generic-password", "-s", "Repair").returncode != 0


def test_a_sheet_opens_with_a_double_click(tmp_path: Path) -> None:
    sheet = tmp_path / "For you.repairsheet"
    sheet.write_text("{}", encoding="utf-8")
    must("open", sheet)
    wait_until(lambda: len(processes()) == 1 and (JOURNAL / "raise").exists(), "the program runs")
    must("open", sheet)  # the same window hears of it
    time.sleep(2)
    assert len(processes()) == 1
    close_window()


def test_it_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    put_an_older_one(tmp_path)
    assert files(APP) != FRESH
    make_journal()
    assert list(JOURNAL.rglob("*.db"))
    verify()

    with opened_image(tmp_path) as image:
        put(image / "Repair.app")
    assert files(APP) == FRESH
    verify()
    must("open", APP)
    wait_until(lambda: (JOURNAL / "raise").exists(), "the program runs")
    close_window()
    verify()


def test_it_goes_and_leaves_the_journal() -> None:
    kept = files(JOURNAL)
    assert {"vault.json"} < set(kept)
    shutil.rmtree(APP)
    assert files(JOURNAL) == kept

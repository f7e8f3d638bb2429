"""SHA256SUMS is over the files of one release and nothing else, and its signature holds."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers.tools import ROOT

from repair_desktop import __version__

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="for Linux only")
SIGNED = pytest.mark.skipif(shutil.which("minisign") is None, reason="not installed: minisign")

RELEASE = (
    f"Repair-{__version__}-macos-arm64.cdx.json",
    f"Repair-{__version__}-macos-arm64.dmg",
    f"Repair-{__version__}-windows-x64.cdx.json",
    f"Repair-{__version__}-windows-x64.exe",
    f"Repair-{__version__}-windows-x64.msi",
    f"repair-desktop-{__version__}-1.x86_64.rpm",
    f"repair-desktop-{__version__}-linux-x86_64.cdx.json",
    f"repair-desktop-{__version__}-linux-x86_64.tar.xz",
    f"repair-desktop_{__version__}_amd64.cdx.json",
    f"repair-desktop_{__version__}_amd64.deb",
)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "a release"
    folder.mkdir()
    for name in RELEASE:
        (folder / name).write_text(f"This stands for {name}.")
    return folder


def sums(dist: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPAIR_")}
    return subprocess.run(
        [str(ROOT / "packaging/sums"), dist.name],
        cwd=dist.parent,
        env={**kept, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def agrees(dist: Path) -> bool:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=dist, capture_output=True, check=False).returncode == 0


def test_every_file_is_listed_in_order(dist: Path) -> None:
    done = sums(dist)
    assert done.returncode == 0, done.stderr
    listed = (dist / "SHA256SUMS").read_text().splitlines()
    assert listed == [
        f"{hashlib.sha256((dist / name).read_bytes()).hexdigest()}  {name}" for name in RELEASE
    ]
    assert agrees(dist)
    assert "not signed" in done.stderr
    (dist / RELEASE[1]).write_text("changed")
    assert not agrees(dist)


def test_it_can_be_written_again(dist: Path) -> None:
    sums(dist)
    before = (dist / "SHA256SUMS").read_bytes()
    assert sums(dist).returncode == 0
    assert (dist / "SHA256SUMS").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("notes.txt", "is no file of version"),
        (".DS_Store", "is no file of version"),
        ("repair-desktop_0.0.1_amd64.deb", "is no file of version"),
        (f"repair-desktop_{__version__}0_amd64.deb", "is no file of version"),
        (f"Repair-{__version__}-windows-x64-unsigned-test-build.exe", "is a test build"),
        (f"Repair-{__version__}-macos-arm64-unsigned.dmg", "there is no Repair"),
        (f"Repair-{__version__}-macos-x86_64.dmg", "there is no Repair"),
        (f"Repair-{__version__}-windows-arm64.cdx.json", "is about none of the files"),
    ],
)
def test_what_is_no_part_of_the_release_is_refused(dist: Path, name: str, why: str) -> None:
    (dist / "SHA256SUMS").write_text("of the release before")
    (dist / name).write_text("x")
    done = sums(dist)
    assert done.returncode == 1
    assert name in done.stderr
    assert why in done.stderr
    assert not (dist / "SHA256SUMS").exists()


def test_folders_links_and_nothing_are_refused(dist: Path) -> None:
    (dist / "folder").mkdir()
    assert "folder is no file" in sums(dist).stderr
    (dist / "folder").rmdir()
    (dist / RELEASE[1]).unlink()
    (dist / RELEASE[1]).symlink_to("/etc/hostname")
    assert f"{RELEASE[1]} is no file" in sums(dist).stderr
    for path in dist.iterdir():
        path.unlink()
    done = sums(dist)
    assert (done.returncode, "no packages" in done.stderr) == (1, True)


def make_key(folder: Path, name: str) -> tuple[str, str]:
    """A key to be thrown away; its secret half is not locked. Returns the secret and the public."""
    secret, public = folder / f"{name}.key", folder / f"{name}.pub"
    subprocess.run(
        ["minisign", "-G", "-W", "-p", str(public), "-s", str(secret)],
        capture_output=True,
        check=True,
    )
    return str(secret), str(public)


def verify(dist: Path, public: str) -> tuple[bool, str]:
    """What install.md tells people to type."""
    done = subprocess.run(
        ["minisign", "-V", "-p", public, "-m", "SHA256SUMS"],
        cwd=dist,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


@SIGNED
def test_the_signature_holds_and_tells_version_and_day(dist: Path, tmp_path: Path) -> None:
    secret, public = make_key(tmp_path, "ours")
    done = sums(dist, REPAIR_MINISIGN_KEY=secret, REPAIR_PUBLIC_KEY=public)
    assert done.returncode == 0, done.stderr
    holds, said = verify(dist, public)
    assert holds
    told = re.search(r"^Trusted comment: Repair (\S+), (\S+)$", said, re.MULTILINE)
    assert told is not None
    assert told[1] == __version__
    day = datetime.strptime(told[2], "%Y-%m-%d").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - day).days) <= 1
    assert agrees(dist)


@SIGNED
def test_a_changed_list_or_comment_does_not_pass(dist: Path, tmp_path: Path) -> None:
    secret, public = make_key(tmp_path, "ours")
    sums(dist, REPAIR_MINISIGN_KEY=secret, REPAIR_PUBLIC_KEY=public)
    signature, listed = dist / "SHA256SUMS.minisig", dist / "SHA256SUMS"
    good = signature.read_text()
    signature.write_text(good.replace(f"Repair {__version__}", "Repair 9.9.9"))
    assert not verify(dist, public)[0]
    signature.write_text(good)
    assert verify(dist, public)[0]
    # Somebody changes a package, and the list with it: only the signature tells.
    (dist / RELEASE[1]).write_text("changed")
    changed = hashlib.sha256(b"changed").hexdigest()
    lines = [
        f"{changed}  {RELEASE[1]}" if line.endswith(f"  {RELEASE[1]}") else line
        for line in listed.read_text().splitlines()
    ]
    listed.write_text("\n".join(lines) + "\n")
    assert agrees(dist)
    assert not verify(dist, public)[0]


@SIGNED
def test_another_key_is_noticed_by_people_and_before_by_us(dist: Path, tmp_path: Path) -> None:
    ours, public = make_key(tmp_path, "ours")
    theirs, their_public = make_key(tmp_path, "theirs")
    sums(dist, REPAIR_MINISIGN_KEY=theirs, REPAIR_PUBLIC_KEY=their_public)
    assert verify(dist, their_public)[0]
    assert not verify(dist, public)[0]
    done = sums(dist, REPAIR_MINISIGN_KEY=theirs, REPAIR_PUBLIC_KEY=public)
    assert done.returncode == 1
    assert "not the one that people have" in done.stderr
    assert not (dist / "SHA256SUMS.minisig").exists()
    assert sums(dist, REPAIR_MINISIGN_KEY=ours, REPAIR_PUBLIC_KEY=public).returncode == 0


def test_nothing_is_signed_while_people_have_no_key(dist: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "none.pub")
    done = sums(dist, REPAIR_MINISIGN_KEY=str(tmp_path / "a.key"), REPAIR_PUBLIC_KEY=nowhere)
    assert done.returncode == 1
    assert f"{nowhere} is missing" in done.stderr
    assert not (dist / "SHA256SUMS.minisig").exists()

"""What packages for Linux say about the program is true, and the same at every time."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers.tools import ROOT, load
from PySide6.QtGui import QImage

from repair_desktop import __version__
from repair_desktop.app.arguments import Command
from repair_desktop.app.start import APPLICATION_ID
from repair_desktop.core.sheets import SUFFIX

packages = load("linux/packages.py")
icons = load("build_icons.py")

LINUX = ROOT / "packaging/linux"
ENTRY = f"{APPLICATION_ID}.desktop"


def project(**changed: str) -> object:
    known = {
        "version": "1.2.3",
        "moment": datetime(2026, 11, 29, tzinfo=UTC),
        "home": "https://example.org",
        "pictures": "https://example.org/pictures",
        "maintainer": "A <a@example.org>",
    }
    return packages.Project(**{**known, **changed})


def test_the_id_is_the_one_that_the_window_has() -> None:
    assert packages.ID == APPLICATION_ID


def test_the_desktop_entry_opens_sheets() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / ENTRY, encoding="utf-8")
    told = entry["Desktop Entry"]
    kind = told["MimeType"].rstrip(";")
    mime = ET.parse(LINUX / f"{APPLICATION_ID}.mime.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    [type_] = mime.findall(f"{space}mime-type")
    assert type_.get("type") == kind
    [glob] = type_.findall(f"{space}glob")
    assert glob.get("pattern") == f"*{SUFFIX}"
    assert told["Exec"] == "repair-desktop %f"
    assert told["Icon"] == APPLICATION_ID


def test_the_man_page_tells_every_option() -> None:
    page = (LINUX / "repair-desktop.1").read_text(encoding="utf-8").replace("\\-", "-")
    helped = subprocess.run(
        [sys.executable, "-m", "repair_desktop", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    options = set(re.findall(r"--[a-z-]+", helped)) | {command.value for command in Command}
    assert len(options) > 7
    assert {option for option in options if option not in page} == set()


def test_the_metainfo_shows_pictures_that_are_there() -> None:
    root = ET.fromstring(packages.metainfo(project()))
    assert root.findtext("id") == APPLICATION_ID
    assert root.findtext("launchable") == ENTRY
    shown = [image.text or "" for image in root.iter("image")]
    assert len(shown) == 3
    for address in shown:
        folder, _, name = address.rpartition("/")
        assert folder == "https://example.org/pictures"
        picture = QImage(str(ROOT / "docs/pictures" / name))
        assert (picture.width(), picture.height()) == (1280, 800)
    [release] = root.iter("release")
    assert release.attrib == {"version": "1.2.3", "date": "2026-11-29"}


def test_what_is_not_known_is_left_out_of_the_metainfo() -> None:
    text = packages.metainfo(project(home="", pictures=""))
    root = ET.fromstring(text)
    assert root.find("screenshots") is None
    assert root.find("url") is None
    assert "@" not in text


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("libc6 (>= 2.35), libssl3 (>= 3), zlib1g (>= 1:1.2)", "libc6 (>= 2.35),libssl3,zlib1g"),
        ("zlib1g, libc6 (>= 2.4)", "libc6 (>= 2.4),zlib1g"),
    ],
)
def test_only_the_c_library_keeps_its_version(told: str, names: str) -> None:
    assert packages.relaxed(told) == names.split(",")


def test_a_program_that_asks_for_no_c_library_is_no_program() -> None:
    with pytest.raises(ValueError, match="C library"):
        packages.relaxed("zlib1g")


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("objdump") is None, reason="not installed: objdump"
)
def test_a_program_that_asks_for_a_newer_c_library_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(os.path.realpath(sys.executable), tmp_path / "program")
    needed = packages.newest_c_library(tmp_path)
    assert (2, 2) < needed < (2, 60)
    monkeypatch.setattr(packages, "NEWEST_C_LIBRARY", needed)
    packages.reach(tmp_path)
    monkeypatch.setattr(packages, "NEWEST_C_LIBRARY", (2, needed[1] - 1))
    with pytest.raises(ValueError, match="asks for the C library"):
        packages.reach(tmp_path)


def bundle(folder: Path) -> Path:
    """A small program, with what the packages look for."""
    made = folder / "bundle"
    (made / "lib/resources/licences").mkdir(parents=True)
    (made / "repair-desktop").write_text("#!/bin/sh\necho started\n")
    (made / "lib/data").write_text("x")
    (made / "lib/link").symlink_to("data")
    index = '{"parts": [{"name": "Qt", "version": "6", "licence": "L", "source": "s"}]}'
    (made / "lib/resources/licences/index.json").write_text(index)
    return made


def unpacked(archive: Path, to: Path) -> Path:
    to.mkdir()
    subprocess.run(["tar", "-xf", str(archive), "-C", str(to)], check=True)
    [top] = to.iterdir()
    return top


LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="for Linux only")


@LINUX_ONLY
def test_the_archive_is_the_same_at_every_time(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        out = tmp_path / name
        out.mkdir()
        made.append(packages.make_archive(bundle(out), out, project()).read_bytes())
    assert made[0] == made[1]


@LINUX_ONLY
def test_somebody_installs_upgrades_and_uninstalls(tmp_path: Path) -> None:
    """The archive's own script, in an account with a journal."""
    home = tmp_path / "my home"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    journal = home / ".local/share/repair-desktop/vault.json"
    journal.parent.mkdir(parents=True)
    journal.write_text("mine")
    theirs = home / ".local/share/applications/other.desktop"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("other")
    before = {path.relative_to(home) for path in home.rglob("*") if path.is_file()}

    def script(place: Path, *words: str) -> str:
        done = subprocess.run(
            ["sh", str(place), *words],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout

    place = bundle(tmp_path)
    (place / "lib/stale").write_text("gone in the next version")
    first = unpacked(packages.make_archive(place, tmp_path, project()), tmp_path / "first")
    assert "Repair is installed" in script(first / "install")
    (place / "lib/stale").unlink()
    newer = project(version="1.2.4")
    second = unpacked(packages.make_archive(place, tmp_path, newer), tmp_path / "second")
    script(second / "install")

    program = home / ".local/lib/repair-desktop"
    assert not (program / "lib/stale").exists()
    link = home / ".local/bin/repair-desktop"
    assert subprocess.run([str(link)], capture_output=True, check=True).stdout == b"started\n"
    entry = (home / ".local/share/applications" / ENTRY).read_text(encoding="utf-8")
    assert f'Exec="{program}/repair-desktop" %f' in entry
    drawing = home / ".local/share/icons/hicolor/scalable/apps" / f"{APPLICATION_ID}.svg"
    assert drawing.read_bytes() == icons.DRAWING.read_bytes()

    told = script(program / "uninstall", "--uninstall")
    assert str(journal.parent) in told
    left = {path.relative_to(home) for path in home.rglob("*") if path.is_file()}
    made_by_the_desktop = {"mimeinfo.cache", "icon-theme.cache"}
    left = {
        path for path in left if path.name not in made_by_the_desktop and "mime" not in path.parts
    }
    assert left == before
    assert not link.is_symlink()
    assert journal.read_text() == "mine"


def test_the_copyright_file_names_every_part(tmp_path: Path) -> None:
    text = packages.copyright_text(bundle(tmp_path), project())
    assert " Qt 6: L, s" in text
    assert "License: Expat" in text
    assert "Permission is hereby granted" in text


def test_debians_changelog_is_packed_without_a_time() -> None:
    packed = packages._gzip(packages._debian_changelog(project()))
    assert struct.unpack("<I", packed[4:8]) == (0,)
    assert b"repair-desktop (1.2.3)" in gzip.decompress(packed)


def test_the_version_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795977803")
    assert packages.load_project(older=False).version == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert packages.load_project(older=True).version < __version__


def test_an_icon_has_every_size(tmp_path: Path) -> None:
    icons.write(tmp_path)
    for size in icons.SIZES:
        picture = QImage(str(tmp_path / f"repair-{size}.png"))
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, size // 2).alpha() == 255
    data = (tmp_path / "repair.ico").read_bytes()
    number = struct.unpack("<HHH", data[:6])[2]
    assert number == len(icons.ICO_SIZES)
    for place in range(number):
        length, start = struct.unpack("<II", data[6 + 16 * place + 8 : 6 + 16 * place + 16])
        assert data[start : start + 8] == b"\x89PNG\r\n\x1a\n"
        assert data[start : start + length].endswith(b"IEND\xaeB`\x82")
    apple = (tmp_path / "repair.icns").read_bytes()
    assert apple[:4] == b"icns"
    assert struct.unpack(">I", apple[4:8]) == (len(apple),)

"""Makes a .deb, a .rpm and an archive out of the packaged program.

    python packaging/linux/packages.py DEBIAN WHOLE OUT [--older]

DEBIAN is the program without what Debian's packages bring, WHOLE the one with its libraries. With
``--older`` the same program is packed under a lower version, for the test of an upgrade.

Runs on Debian, as root or not, with dpkg-dev, rpm and xz-utils. Everything made is the same at
every time: times are SOURCE_DATE_EPOCH's, owners are root, names are in order.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import build_icons

from repair_desktop import __version__

LINUX = Path(__file__).resolve().parent
ROOT = LINUX.parents[1]

ID = "org.repairdesktop.Repair"
NAME = "repair-desktop"
OLDER = "0.0.1"
HOME = Path("usr/lib") / NAME
"""Where the program lies in a system."""

NOBODY = "The Repair project <packages@repairdesktop.invalid>"
"""Stands in test builds; check_release.py wants a real address."""

SUMMARY = "private journal for what happens between you and your therapist"
DESCRIPTION = """\
Sometimes something feels off with a therapist: a remark that stung, a
forgotten promise, a silence. Repair helps to look at it at home, in six
small steps, to find the words for the next session, and to see beside
moods what mended.

Everything stays on the computer, encrypted. There is no account and no
network code."""

SUGGESTED = ("gnome-keyring | kwalletmanager | keepassxc",)
"""A keyring to hold the journal's key; without one a passphrase does."""

NEWEST_C_LIBRARY = (2, 35)
"""What Ubuntu 22.04 has. A library of Debian 12 may ask for more; then it has to stay outside."""

OPTIONAL_PLUGIN = "printsupport"
"""What this part of Qt asks for is only recommended: without it there is no printer to choose."""


@dataclass(frozen=True, slots=True)
class Project:
    """What stands in packages about those who make the program."""

    version: str
    moment: datetime
    home: str
    pictures: str
    maintainer: str

    @property
    def date(self) -> str:
        """The day, as in 2026-11-29."""
        return f"{self.moment:%Y-%m-%d}"


def load_project(older: bool) -> Project:
    """Read what is known. The moment is SOURCE_DATE_EPOCH's."""
    told = tomllib.loads((LINUX.parent / "project.toml").read_text(encoding="utf-8"))
    return Project(
        version=OLDER if older else __version__,
        moment=datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC),
        home=told["home"],
        pictures=told["pictures"],
        maintainer=told["maintainer"] or NOBODY,
    )


# --- files beside the program -----------------------------------------------------------------


def fill(text: str, project: Project) -> str:
    """Put what is known in its place."""
    for mark, value in (
        ("@VERSION@", project.version),
        ("@DATE@", project.date),
        ("@HOME@", project.home),
        ("@PICTURES@", project.pictures),
    ):
        text = text.replace(mark, value)
    return text


def metainfo(project: Project) -> str:
    """Return what a software centre shows. What is not known yet is left out."""
    text = (LINUX / f"{ID}.metainfo.xml").read_text(encoding="utf-8")
    text = re.sub(r"<!-- @.*?-->\n", "", text)
    if not project.home:
        text = re.sub(r"  <url .*?</url>\n", "", text)
    if not project.pictures:
        text = re.sub(r"  <screenshots>.*?</screenshots>\n", "", text, flags=re.DOTALL)
    return fill(text, project)


def write_share(share: Path, project: Project) -> None:
    """Write what tells a desktop about the program below ``share``."""
    _write(share / "applications" / f"{ID}.desktop", (LINUX / f"{ID}.desktop").read_bytes())
    _write(share / "metainfo" / f"{ID}.metainfo.xml", metainfo(project).encode())
    _write(share / "mime/packages" / f"{ID}.xml", (LINUX / f"{ID}.mime.xml").read_bytes())
    page = fill((LINUX / "repair-desktop.1").read_text(encoding="utf-8"), project)
    _write(share / "man/man1/repair-desktop.1", page.encode())
    icons = share / "icons/hicolor"
    drawing = build_icons.DRAWING.read_bytes()
    _write(icons / "scalable/apps" / f"{ID}.svg", drawing)
    for size in build_icons.SIZES:
        picture = build_icons.png(drawing, size)
        _write(icons / f"{size}x{size}" / "apps" / f"{ID}.png", picture)


def copyright_text(bundle: Path, project: Project) -> str:
    """Return Debian's file about authors: ours, and a line for each part that is packed."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = re.search(r"^Copyright.*$", licence, re.MULTILINE)
    assert holder is not None
    words = licence.partition(holder[0])[2].strip()
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Repair",
        *([f"Source: {project.home}"] if project.home else []),
        "",
        "Files: *",
        f"Copyright: {holder[0].removeprefix('Copyright ').removeprefix('(c) ')}",
        "License: Expat",
        *(f" {line}" if line.strip() else " ." for line in words.splitlines()),
        "",
        "Comment:",
        " The package holds these parts of others. All their copyright notices and licences are in",
        f" /{HOME}/lib/resources/licences and on the program's page about licences.",
        " .",
    ]
    index = json.loads((bundle / "lib/resources/licences/index.json").read_bytes())
    for part in index["parts"]:
        if part["name"] != "Repair":
            known, comma, where = part["name"].partition(",")
            title = f"{known} {part['version']}{comma}{where}"
            lines.append(f" {title}: {part['licence']}, {part['source']}")
    return "\n".join(lines) + "\n"


def _write(path: Path, data: bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


def _gzip(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def copy_program(bundle: Path, to: Path) -> None:
    """Copy the program. Links stay links; only what has to be is executable."""
    shutil.copytree(bundle, to, symlinks=True)
    for path in to.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o755 if path.parent == to else 0o644)
        elif path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def settle(tree: Path, project: Project) -> None:
    """Give every file and folder one time."""
    moment = project.moment.timestamp()
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (moment, moment), follow_symlinks=False)


# --- .deb -------------------------------------------------------------------------------------


def binaries(program: Path) -> Iterator[Path]:
    """Yield every file that asks for libraries."""
    for path in sorted(program.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def relaxed(depends: str) -> list[str]:
    """Drop the versions but the C library's, so that older releases with the same library fit.

    Raises:
        ValueError: The C library is not among them.
    """
    names = []
    for need in filter(None, (part.strip() for part in depends.split(","))):
        name = need.split()[0]
        names.append(need if name == "libc6" else name)
    if not any(name.startswith("libc6 (>= ") for name in names):
        raise ValueError("nothing asks for the C library")
    return sorted(set(names))


def needed_packages(program: Path) -> tuple[list[str], list[str]]:
    """Ask Debian which packages bring the libraries.

    Returns:
        Those that are needed, and those that a part asks for which may be missing.

    Raises:
        subprocess.CalledProcessError: A library is neither in the program nor in any package: one
            was left out that something still asks for.
    """
    own = sorted({path.parent for path in binaries(program)})
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "debian/control"
        _write(control, f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n".encode())
        command = ["dpkg-shlibdeps", "-O", "--warnings=0", *(f"-l{place}" for place in own)]
        for path in binaries(program):
            kind = "Recommends" if OPTIONAL_PLUGIN in path.parts else "Depends"
            command += [f"-d{kind}", f"-e{path}"]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    told = dict(re.findall(r"^shlibs:(\w+)=(.*)$", done.stdout, re.MULTILINE))
    # What Debian says once it need not say again.
    maybe = [part.strip().split()[0] for part in told.get("Recommends", "").split(",") if part]
    return relaxed(told["Depends"]), sorted(set(maybe))


def newest_c_library(program: Path) -> tuple[int, ...]:
    """Return the version of the C library that a program needs, as in (2, 35)."""
    told = subprocess.run(
        ["objdump", "-T", *map(str, binaries(program))],
        capture_output=True,
        text=True,
        check=False,  # a module of Python without a table of names is none either
    ).stdout
    found = re.findall(r"\bGLIBC_(\d+)\.(\d+)", told)
    return max((int(major), int(minor)) for major, minor in found)


def reach(program: Path) -> None:
    """Refuse a program that older systems can not run.

    Raises:
        ValueError: It asks for a newer C library than it may.
    """
    needed = newest_c_library(program)
    if needed > NEWEST_C_LIBRARY:
        raise ValueError(f"the program asks for the C library {needed}")


def make_deb(bundle: Path, out: Path, project: Project) -> Path:
    """Make Debian's package."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        (tree / "usr/lib").mkdir(parents=True)
        (tree / "DEBIAN").mkdir()  # tells Debian's tools where the package begins
        copy_program(bundle, tree / HOME)
        needed, maybe = needed_packages(tree / HOME)
        (tree / "usr/bin").mkdir()
        (tree / "usr/bin" / NAME).symlink_to(Path("..") / "lib" / NAME / NAME)
        write_share(tree / "usr/share", project)
        page = tree / "usr/share/man/man1/repair-desktop.1"
        _write(page.with_suffix(".1.gz"), _gzip(page.read_text(encoding="utf-8")))
        page.unlink()
        doc = tree / "usr/share/doc" / NAME
        _write(doc / "copyright", copyright_text(bundle, project).encode())
        _write(doc / "changelog.gz", _gzip(_debian_changelog(project)))
        _write(
            tree / "usr/share/lintian/overrides" / NAME, (LINUX / "lintian-overrides").read_bytes()
        )
        _write(tree / "DEBIAN/control", _control(tree, needed, maybe, project).encode())
        _write(tree / "DEBIAN/md5sums", "".join(_md5sums(tree)).encode())
        settle(tree, project)
        made = out / f"{NAME}_{project.version}_amd64.deb"
        # Nobody downloads the older one.
        packing = ["-Zxz", "-z1"] if project.version == OLDER else ["-Zxz"]
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(made)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return made


def _control(tree: Path, needed: list[str], maybe: list[str], project: Project) -> str:
    size = sum(path.lstat().st_size for path in (tree / "usr").rglob("*") if path.is_file())
    about = [f" {line}" if line else " ." for line in DESCRIPTION.splitlines()]
    return "\n".join(
        [
            f"Package: {NAME}",
            f"Version: {project.version}",
            "Architecture: amd64",
            f"Maintainer: {project.maintainer}",
            f"Installed-Size: {-(-size // 1024)}",
            # The fonts that other scripts are written in, and where icons lie.
            f"Depends: {', '.join([*needed, 'fonts-dejavu-core', 'hicolor-icon-theme'])}",
            f"Recommends: {', '.join([*maybe, *SUGGESTED])}",
            "Section: misc",
            "Priority: optional",
            *([f"Homepage: {project.home}"] if project.home else []),
            f"Description: {SUMMARY}",
            *about,
            "",
        ]
    )


def _md5sums(tree: Path) -> Iterator[str]:
    for path in sorted((tree / "usr").rglob("*")):
        if path.is_file() and not path.is_symlink():
            sum_ = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{sum_}  {path.relative_to(tree).as_posix()}\n"


def _debian_changelog(project: Project) -> str:
    return (
        f"{NAME} ({project.version}) unstable; urgency=medium\n\n"
        f"  * Version {project.version} of Repair.\n\n"
        f" -- {project.maintainer}  {project.moment:%a, %d %b %Y %H:%M:%S +0000}\n"
    )


# --- archive ----------------------------------------------------------------------------------

READ_ME = """\
Repair @VERSION@ for Linux, 64 bit

To install it for yourself alone, without an administrator's password:
open a terminal in this folder and type

    sh install

To take it away again:

    sh install --uninstall

Your journal is never touched by either.
"""


def make_archive(bundle: Path, out: Path, project: Project) -> Path:
    """Make an archive with an installer for one person."""
    made = out / f"{NAME}-{project.version}-linux-x86_64.tar.xz"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / f"{NAME}-{project.version}"
        tree.mkdir()
        copy_program(bundle, tree / "program")
        write_share(tree / "share", project)
        _write(tree / "install", (LINUX / "install.sh").read_bytes(), 0o755)
        _write(tree / "README.txt", fill(READ_ME, project).encode())
        settle(tree, project)
        with tarfile.open(made, "w:xz", format=tarfile.GNU_FORMAT) as archive:
            for path in [tree, *sorted(tree.rglob("*"))]:
                name = path.relative_to(folder).as_posix()
                archive.add(path, name, recursive=False, filter=_of_nobody)
    return made


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


# --- .rpm -------------------------------------------------------------------------------------


def make_rpm(bundle: Path, out: Path, project: Project) -> Path:
    """Make a package for Fedora and its like; its libraries are inside."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        (tree / "usr/lib").mkdir(parents=True)
        copy_program(bundle, tree / HOME)
        (tree / "usr/bin").mkdir()
        (tree / "usr/bin" / NAME).symlink_to(Path("..") / "lib" / NAME / NAME)
        write_share(tree / "usr/share", project)
        _write(tree / "usr/share/licenses" / NAME / "LICENSE", (ROOT / "LICENSE").read_bytes())
        settle(tree, project)
        spec = Path(folder) / f"{NAME}.spec"
        spec.write_text(_rpm_spec(tree, bundle, project), encoding="utf-8")
        subprocess.run(
            [
                *("rpmbuild", "-bb", "--quiet", "--target", "x86_64"),
                *("--define", f"_topdir {folder}/rpm", "--define", "_buildhost reproducible"),
                *("--define", f"_rpmdir {out}"),
                *("--define", "_rpmfilename %{name}-%{version}-1.x86_64.rpm"),
                *("--buildroot", f"{folder}/buildroot", str(spec)),
            ],
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    return out / f"{NAME}-{project.version}-1.x86_64.rpm"


def _rpm_spec(tree: Path, bundle: Path, project: Project) -> str:
    # What is inside is offered to nobody, and asked of nobody.
    inside = sorted(
        {
            re.escape(path.name.split(".so")[0])
            for path in bundle.rglob("*.so*")
            if path.name.startswith("lib")
        }
    )
    files = [
        f"/{path.relative_to(tree).as_posix()}"
        for path in sorted(tree.rglob("*"))
        if (path.is_file() or path.is_symlink()) and HOME not in path.relative_to(tree).parents
    ]
    summary = SUMMARY[0].upper() + SUMMARY[1:]
    return "\n".join(
        [
            # The program is ready; nothing is stripped or compiled again.
            "%global debug_package %{nil}",
            "%global __os_install_post %{nil}",
            "%global use_source_date_epoch_as_buildtime 1",
            "%global clamp_mtime_to_source_date_epoch 1",
            "%global _build_id_links none",
            "%global _binary_payload w15.zstdio",
            f"%global __provides_exclude_from ^/{HOME}/.*$",
            # Without the printing system's library there is no printer to choose; all else works.
            f"%global __requires_exclude ^({'|'.join([*inside, 'libcups'])})\\\\.so.*$",
            f"Name: {NAME}",
            f"Version: {project.version}",
            "Release: 1",
            f"Summary: {summary}",
            "License: MIT AND LGPL-3.0-only",
            *([f"URL: {project.home}"] if project.home else []),
            "BuildArch: x86_64",
            "Recommends: (gnome-keyring or kwalletmanager5 or keepassxc)",
            "Recommends: cups-libs",
            "%description",
            DESCRIPTION,
            "%install",
            "mkdir -p %{buildroot}",
            f"cp -a '{tree}/.' %{{buildroot}}/",
            "%files",
            "%defattr(-,root,root,-)",
            f"/{HOME}",
            *files,
            "",
        ]
    )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("debian", type=Path)
    parser.add_argument("whole", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--older", action="store_true", help="under a lower version")
    words = parser.parse_args()
    project = load_project(words.older)
    os.umask(0o022)
    words.out.mkdir(parents=True, exist_ok=True)
    makers = [(make_deb, words.debian)]
    if not words.older:
        makers += [(make_archive, words.whole), (make_rpm, words.whole)]
    for bundle in (words.debian, words.whole):
        reach(bundle)
    for make, bundle in makers:
        made = make(bundle.resolve(), words.out.resolve(), project)
        print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

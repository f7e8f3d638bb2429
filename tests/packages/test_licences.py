"""A package names the licence of all that it holds, and is not made where something is unknown."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import PySide6
import pytest
from helpers.tools import ROOT, load
from packaging.licenses import canonicalize_license_expression

licences = load("licences.py")

FILES = (
    "repair-desktop",
    "lib/PySide6/Qt/lib/libQt6Core.so.6",
    "lib/PySide6/Qt/lib/libicudata.so.73",
    "lib/PySide6/QtCore.abi3.so",
    "lib/resources/fonts/Lora-OFL.txt",
    "lib/resources/worksheets/letter.toml",
)
MODULES = ("json.decoder", "repair_desktop.app", "keyring.core", "msgspec")


@pytest.fixture(autouse=True)
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller is where packages are made, and need not be here."""
    real = metadata.distribution

    def found(name: str) -> metadata.Distribution:
        return real("pytest" if name == "pyinstaller" else name)

    monkeypatch.setattr(metadata, "distribution", found)


def named(folder: Path) -> dict[str, dict[str, object]]:
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return {part["name"]: part for part in index["parts"]}


def test_every_part_of_a_package_is_named_with_its_words(tmp_path: Path) -> None:
    into = licences.collect(FILES, MODULES, tmp_path / "licences")
    parts = named(into)
    assert {"Qt", "Python", "Repair", "keyring", "msgspec", "Lora, as Repair Heading"} <= set(parts)
    assert "cryptography" not in parts
    qt = parts["Qt"]
    assert qt["version"] == metadata.version("PySide6_Essentials")
    texts = qt["texts"]
    assert isinstance(texts, list)
    assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= set(texts)
    for part in parts.values():
        assert part["licence"]
        assert part["version"]
        for name in part["texts"]:  # type: ignore[attr-defined]
            assert (into / name).stat().st_size > 300, name


def test_what_is_inside_another_part_is_named_with_it(tmp_path: Path) -> None:
    parts = named(licences.collect(("lib/sqlcipher3/_sqlite3.so",), (), tmp_path / "licences"))
    inside = {
        "SQLCipher, inside sqlcipher3",
        "SQLite, inside SQLCipher",
        "OpenSSL, inside sqlcipher3",
    }
    assert set(parts) == {"sqlcipher3", *inside}
    assert all(parts[name]["inside"] == ["sqlcipher3"] for name in inside)


@pytest.mark.parametrize(
    ("gui", "there"),
    [("lib/PySide6/Qt/lib/libQt6Gui.so.6", False), ("lib/PySide6/Qt6Gui.dll", True)],
)
def test_what_the_system_brings_on_one_system_only_is_named_on_the_others(
    tmp_path: Path, gui: str, there: bool
) -> None:
    parts = named(licences.collect((gui,), (), tmp_path / "licences"))
    freetype = [part for name, part in parts.items() if name.startswith("FreeType")]
    assert bool(freetype) is there
    assert "HarfBuzz, inside Qt" in parts
    for part in freetype:
        assert part["version"] == f"as in Qt {metadata.version('PySide6_Essentials')}"


def test_a_name_above_several_parts_is_none_of_them() -> None:
    modules = ("jaraco", "jaraco.context", "jaraco.other.deep")
    shipped = licences.sort((), modules, licences.load_parts())
    assert [part.name for part in shipped.parts] == ["jaraco.context"]
    assert shipped.unknown == ["module jaraco.other"]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="not installed: dpkg")
def test_what_came_from_debian_is_named_with_its_package(tmp_path: Path) -> None:
    shell = Path(os.path.realpath("/bin/sh"))
    taken = licences.debian_packages({"lib/libz.so.1": str(shell), "lib/x": str(tmp_path)})
    [(file, package)] = taken.items()
    owner = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version} ${Architecture}", package.name],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert file == "lib/libz.so.1"
    assert f"{package.version} {package.architecture}" == owner
    parts = named(licences.collect(("lib/libz.so.1",), (), tmp_path / "licences", taken))
    assert parts["zlib"]["packages"] == [
        {
            "name": package.name,
            "version": package.version,
            "architecture": package.architecture,
            "system": package.system,
        }
    ]
    assert str(parts["zlib"]["version"]) in package.version


@pytest.mark.parametrize(
    ("file", "module"),
    [("lib/libgtk-3.so.0", ""), ("lib/numpy/core.so", ""), ("stray", ""), ("", "requests.api")],
)
def test_what_is_unknown_stops_the_package(tmp_path: Path, file: str, module: str) -> None:
    with pytest.raises(licences.Unknown, match=re.escape((file or module).partition(".api")[0])):
        licences.collect(
            (*FILES, *([file] if file else [])),
            (*MODULES, *([module] if module else [])),
            tmp_path / "licences",
        )
    assert not (tmp_path / "licences").exists()


def test_a_part_without_a_text_stops_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [licences.Part("Mine", "MIT", "", version="1", files=["*"])]
    monkeypatch.setattr(licences, "load_parts", lambda: parts)
    with pytest.raises(licences.Unknown, match="Mine has no licence text"):
        licences.collect(("a",), (), tmp_path / "licences")


def test_a_package_that_was_made_is_looked_at(tmp_path: Path) -> None:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    version = metadata.version("PySide6_Essentials")
    stated = {part.name: part.version for part in licences.load_parts()}
    pcre, zlib = stated["PCRE2, inside Qt"], stated["zlib, inside PyInstaller's starter"]
    (tmp_path / "repair-desktop").write_bytes(f"\0{zlib}\0".encode())
    library = "lib/PySide6/Qt/lib/libQt6Core.so.6"
    core = tmp_path / library
    core.write_bytes(f"\0Qt {version} (x\0\0{pcre} 2026-01-01\0".encode())
    assert "there is no index of licences" in licences.check(tmp_path)
    place = licences.collect(FILES, MODULES, tmp_path / "lib/resources/licences")
    assert licences.check(tmp_path) == []
    (tmp_path / "lib/libextra.so").write_bytes(b"")
    (place / "icu.txt").unlink()
    (place / "stray.txt").write_bytes(b"")
    (tmp_path / "lib/nacl").mkdir()
    (tmp_path / "lib/nacl/_sodium.so").write_bytes(b"")
    core.write_bytes(core.read_bytes().replace(pcre.encode(), b"10.1"))
    assert licences.check(tmp_path, ["requests"]) == [
        "lib/libextra.so",
        "module requests",
        "the text icu.txt is not there",
        "the text stray.txt belongs to nothing",
        "PyNaCl is not named",
        "libsodium, inside PyNaCl is not named",
        f"PCRE2, inside Qt: {pcre} is stated, and {library} says 10.1",
    ]


def test_every_locked_package_of_the_program_is_known() -> None:
    text = (ROOT / "packaging/lock/run.txt").read_text(encoding="utf-8")
    # Only while it is compiled, and nothing of it is in a package.
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.M)) - {"pycparser"}
    known = {re.sub(r"[-_.]+", "-", part.distribution).lower() for part in licences.load_parts()}
    assert locked <= known


def test_every_licence_is_an_spdx_expression() -> None:
    for part in licences.load_parts():
        assert canonicalize_license_expression(part.expression) == part.expression


def environment() -> tuple[list[Any], dict[str, str], dict[str, Path]]:
    """What is installed here, as if it were a package: its parts, versions and files."""
    files = {}
    for part in licences.load_parts():
        if part.distribution and part.distribution != "pyinstaller":
            try:
                found = metadata.distribution(part.distribution)
            except metadata.PackageNotFoundError:
                continue
            for file in found.files or ():
                files[f"lib/{file.as_posix()}"] = Path(str(found.locate_file(file)))
    for path in (ROOT / "resources").rglob("*"):
        files[f"lib/resources/{path.relative_to(ROOT / 'resources').as_posix()}"] = path
    parts = licences.sort(files, (), licences.load_parts()).parts
    stated = {
        part.name: metadata.version(part.distribution) if part.distribution else part.version
        for part in parts
        if part.distribution != "pyinstaller"
    }
    return [part for part in parts if part.name in stated], stated, files


def test_the_versions_of_what_is_inside_others_are_those_that_are_there() -> None:
    parts, stated, files = environment()
    read = {
        part.known_as
        for part in parts
        if part.version_text and licences.matching(files, part.version_in or part.within)
    }
    assert read >= {"Qt", "PCRE2", "libpng", "libjpeg-turbo", "SQLCipher", "SQLite", "OpenSSL"}
    assert read >= {"libsodium", "Lucide icons", "Atkinson Hyperlegible Next", "Lora"}
    assert licences.untrue_versions(parts, stated, files) == []


def test_a_version_that_is_not_there_is_found(tmp_path: Path) -> None:
    parts, stated, files = environment()
    for part in parts:
        if part.version_text or part.holds_for:
            wrong = licences.untrue_versions([part], {**stated, part.name: "0.7"}, files)
            told = wrong and wrong[0].startswith(f"{part.name}: 0.7 is stated, and lib/")
            assert told or not licences.matching(files, part.version_in), part.name
    wrong = licences.untrue_versions(parts, {**stated, "PyNaCl": "9", "Qt": "9"}, files)
    assert any("looked up for PyNaCl 1.6.2, and this is 9" in line for line in wrong)
    library = "lib/sqlcipher3/_sqlite3.so"
    (tmp_path / "library").write_bytes(b"nothing of that")
    [openssl] = [part for part in parts if part.name == "OpenSSL, inside sqlcipher3"]
    assert licences.untrue_versions([openssl], stated, {library: tmp_path / "library"}) == [
        f"{openssl.name}: {openssl.version} is stated, and {library} says nothing"
    ]


def test_what_is_inside_says_its_version_or_that_nobody_knows() -> None:
    for part in licences.load_parts():
        if part.within:
            assert part.version_text or part.holds_for or part.version == "outer", part.name


def test_the_database_says_the_same_when_it_runs() -> None:
    from sqlcipher3 import dbapi2

    stated = {part.name: part.version for part in licences.load_parts()}
    asked = dbapi2.connect(":memory:")
    ((cipher,),) = asked.execute("PRAGMA cipher_version").fetchall()
    ((sqlite,),) = asked.execute("SELECT sqlite_version()").fetchall()
    assert stated["SQLCipher, inside sqlcipher3"] == str(cipher).split()[0]
    assert stated["SQLite, inside SQLCipher"] == sqlite


@pytest.mark.skipif(sys.platform != "linux", reason="Qt has it on Linux only")
def test_icu_says_the_same_when_it_runs() -> None:
    [stated] = [part.version for part in licences.load_parts() if part.known_as == "ICU"]
    folder = Path(PySide6.__file__).parent / "Qt/lib"
    for name in ("data", "uc"):
        library = ctypes.CDLL(str(next(folder.glob(f"libicu{name}.so.*"))), ctypes.RTLD_GLOBAL)
    version = (ctypes.c_uint8 * 4)()
    # https://unicode-org.github.io/icu-docs/apidoc/released/icu4c/uversion_8h.html
    getattr(library, f"u_getVersion_{stated.partition('.')[0]}")(version)
    assert ".".join(map(str, version)).startswith(f"{stated}.")


def test_every_text_belongs_to_a_part() -> None:
    used = {name for part in licences.load_parts() for name in part.texts}
    there = {path.name for path in (ROOT / "packaging/licence_texts").iterdir()}
    assert used == there

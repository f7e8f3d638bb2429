"""A package names the licence of all that it holds, and is not made where something is unknown."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
from helpers.tools import ROOT, load

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
    assert len(parts) == 3
    assert any("OpenSSL" in name for name in parts)


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
    assert "there is no index of licences" in licences.check(tmp_path)
    place = licences.collect(FILES, MODULES, tmp_path / "lib/resources/licences")
    assert licences.check(tmp_path) == []
    (tmp_path / "lib/libextra.so").write_bytes(b"")
    (place / "icu.txt").unlink()
    (place / "stray.txt").write_bytes(b"")
    (tmp_path / "lib/nacl").mkdir()
    (tmp_path / "lib/nacl/_sodium.so").write_bytes(b"")
    assert licences.check(tmp_path) == [
        "lib/libextra.so",
        "the text icu.txt is not there",
        "the text stray.txt belongs to nothing",
        "PyNaCl is not named",
    ]


def test_every_locked_package_of_the_program_is_known() -> None:
    text = (ROOT / "packaging/lock/run.txt").read_text(encoding="utf-8")
    # Only while it is compiled, and nothing of it is in a package.
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.M)) - {"pycparser"}
    shared = {"jaraco-context": "jaraco-classes", "jaraco-functools": "jaraco-classes"}
    shared["shiboken6"] = "pyside6-essentials"
    known = {re.sub(r"[-_.]+", "-", part.distribution).lower() for part in licences.load_parts()}
    assert {shared.get(name, name) for name in locked} <= known


def test_the_versions_of_what_is_inside_others_are_those_that_are_there() -> None:
    from sqlcipher3 import dbapi2

    ((version,),) = dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchall()
    [part] = [part for part in licences.load_parts() if part.name.startswith("SQLCipher")]
    assert part.version == str(version).split()[0]


def test_every_text_belongs_to_a_part() -> None:
    used = {name for part in licences.load_parts() for name in part.texts}
    there = {path.name for path in (ROOT / "packaging/licence_texts").iterdir()}
    assert used == there

"""What packages for Windows say about the program is true, and the same at every time."""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path

import pytest
from helpers import for_arm
from helpers.tools import ROOT, load

from repair_desktop.app.start import APPLICATION_ID
from repair_desktop.core.sheets import SUFFIX
from repair_desktop.system import paths

sys.path.insert(0, str(ROOT / "packaging"))
installers = load("windows/installers.py")

SCRIPT = (ROOT / "packaging/windows/installer.nsi").read_text(encoding="utf-8")


def header(machine: int) -> bytes:
    """Return the beginning of a program for Windows."""
    return (
        b"MZ"
        + bytes(0x3A)
        + struct.pack("<I", 0x80)
        + bytes(0x40)
        + b"PE\0\0"
        + struct.pack("<H", machine)
    )


@pytest.mark.parametrize(("kind", "machine"), [(0x8664, "x64"), (0xAA64, "arm64")])
def test_a_file_says_which_processor_it_is_for(tmp_path: Path, kind: int, machine: str) -> None:
    (tmp_path / "Repair.exe").write_bytes(header(kind))
    order = installers.Order(tmp_path, tmp_path, tmp_path, version="1.2.3", name="a-test")
    assert order.file("exe").name == f"Repair-1.2.3-windows-{machine}-a-test.exe"


@pytest.mark.parametrize("data", [b"", b"\x7fELF", header(0x14C), header(0x8664)[:-4] + b"\0" * 4])
def test_no_other_program_is_packed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "Repair.exe").write_bytes(data)
    with pytest.raises(ValueError, match="no program for a Windows"):
        installers.machine(tmp_path)


def test_no_msi_is_made_for_arm(tmp_path: Path) -> None:
    (tmp_path / "Repair.exe").write_bytes(header(0xAA64))
    with pytest.raises(ValueError, match="x64 only"):
        installers.make_msi(installers.Order(tmp_path, tmp_path, tmp_path))


def test_a_header_can_be_made_to_say_arm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "Repair.exe"
    file.write_bytes(header(0x8664))
    monkeypatch.setattr(sys, "argv", ["for_arm.py", str(file)])
    for_arm.main()
    assert installers.machine(tmp_path) == "arm64"


def program(folder: Path) -> Path:
    for name in ("Repair.exe", "repair-desktop.exe", "notes.ico", "lib/a.dll", "lib/b c/d.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def test_the_installer_and_the_msi_speak_of_the_same_things(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert f'!define ID "{APPLICATION_ID}"' in SCRIPT
    assert f'!define KIND "{installers.KIND}"' in SCRIPT
    assert SUFFIX in SCRIPT
    monkeypatch.setattr(sys, "platform", "win32")
    folder = paths.find_folders("", {}).data.name
    assert f'!define JOURNAL "$LOCALAPPDATA\\{folder}"' in SCRIPT


def test_the_installer_says_everything_in_both_languages() -> None:
    words = re.findall(r"!insertmacro Words (\w+)(.*?)(?=\n!insertmacro|\n\n)", SCRIPT, re.S)
    assert len(words) >= 10
    for name, text in words:
        both = re.findall(r'"((?:[^"]|\$\\")*)"', text)
        assert len(both) == 2, name
        assert all(both), name
    said = {name for name, _text in words}
    assert said == set(re.findall(r"\$\((\w+)\)", SCRIPT))


def test_the_installer_asks_for_no_administrator_and_writes_for_the_person_only() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert not re.search(r"\bHK(LM|CR)\b", SCRIPT)
    assert "SetShellVarContext all" not in SCRIPT


def test_the_installer_never_removes_the_journal() -> None:
    removed = re.findall(r"^\s*(?:RMDir|Delete|Rename)\b.*$", SCRIPT, re.M)
    assert len(removed) > 5
    assert not [line for line in removed if "JOURNAL" in line or "Repair Desktop" in line]


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", (1, 2, 3)), ("2.0rc1", (2, 0, 1)), ("4", (4, 0, 0))]
)
def test_the_numbers_of_a_version(version: str, numbers: tuple[int, ...]) -> None:
    assert installers.numbers(version) == numbers


def test_windows_knows_the_next_version_as_the_same_program(tmp_path: Path) -> None:
    older, newer = (
        installers.description(program(tmp_path), version).find("Product")
        for version in ("0.1.0", "0.2.0")
    )
    # These may never change: an upgrade would leave the old program where it is.
    assert older.get("UpgradeCode") == "38F574A3-99A3-5B92-B3A8-3ED5E203D4CF"
    assert newer.get("UpgradeCode") == older.get("UpgradeCode")
    assert newer.get("Id") != older.get("Id")
    assert newer.get("Version") == "0.2.0"
    codes = [product.find("Package").get("Id") for product in (older, newer)]
    assert codes[0] != codes[1]


def test_every_file_is_in_the_msi_once(tmp_path: Path) -> None:
    wix = installers.description(program(tmp_path), "1.0.0")
    sources = [file.get("Source") for file in wix.iter("File")]
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert sorted(sources) == sorted(there)
    components = [component.get("Id") for component in wix.iter("Component")]
    assert len(set(components)) == len(components) == len(sources) + 2
    assert sorted(ref.get("Id") for ref in wix.iter("ComponentRef")) == sorted(components)
    guids = [component.get("Guid") for component in wix.iter("Component")]
    assert len(set(guids)) == len(guids)


def test_another_program_is_another_package(tmp_path: Path) -> None:
    def code() -> str:
        found = installers.description(tmp_path, "1.0.0").find("Product/Package").get("Id")
        assert isinstance(found, str)
        return found

    program(tmp_path)
    before = code()
    assert code() == before
    (tmp_path / "lib/a.dll").write_bytes(b"changed")
    assert code() != before


def summary(code: str, time: int, times: int = 2) -> bytes:
    stamp = b"\x40\0\0\0" + struct.pack("<Q", time)
    text = b"\x1e\0\0\0\x27\0\0\0{" + code.encode("ascii") + b"}\0\0"
    return b"before" + bytes(installers._SUMMARY_SIGN.bytes_le) + text + stamp * times + b"after"


ONE, OTHER = "11111111-2222-3333-4444-555555555555", "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE"
NOW = 134_088_319_000_000_000


def test_what_wixl_makes_up_is_settled() -> None:
    moment = 1_764_000_000
    settled = installers.settled(summary(ONE, NOW), OTHER, moment)
    assert settled == summary(OTHER, (moment + 11_644_473_600) * 10_000_000)


@pytest.mark.parametrize(
    "data", [b"", summary(ONE, NOW, times=1), summary(ONE, 0), summary(ONE[:-1] + "g", NOW)]
)
def test_an_msi_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="the summary holds"):
        installers.settled(data, OTHER, 1_764_000_000)


def test_the_rig_is_no_part_of_a_package() -> None:
    spec = (ROOT / "packaging/pyinstaller/repair-desktop.spec").read_text(encoding="utf-8")
    assert "wine" not in spec + SCRIPT
    rig = (ROOT / "packaging/windows/build.sh").read_text(encoding="utf-8")
    assert "--name unsigned-test-build" in rig

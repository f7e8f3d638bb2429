"""What the spec gives to Windows and what the Flatpak asks for, as far as anybody can look."""

from __future__ import annotations

import ast
import re

import pytest
from helpers.tools import ROOT, load

from repair_desktop import __version__

version_information = load("pyinstaller/version_information.py")
SPEC = (ROOT / "packaging/pyinstaller/repair-desktop.spec").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("1.2.3", (1, 2, 3, 0)),
        ("0.1.0", (0, 1, 0, 0)),
        ("2.0rc1", (2, 0, 1, 0)),
        ("4", (4, 0, 0, 0)),
    ],
)
def test_what_windows_shows(version: str, numbers: tuple[int, ...]) -> None:
    text = version_information.text(version)
    tree = ast.parse(text, mode="eval")  # as PyInstaller reads it
    [told] = [
        ast.literal_eval(word.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "filevers"
    ]
    assert told == numbers
    assert f"'ProductVersion', '{version}'" in text


def test_every_file_that_the_spec_names_is_there() -> None:
    named = re.findall(r'ROOT / "([^"]+)"', SPEC) + re.findall(
        r'Path\(SPECPATH\) / "([^"]+)"', SPEC
    )
    assert len(named) >= 4
    for name in named:
        place = ROOT / "packaging/pyinstaller" if name == "launch.py" else ROOT
        assert list(place.glob(name)), name
    modules = re.findall(r"^ *import (\w+)$", SPEC, re.M)
    modules += ["/".join(words) for words in re.findall(r"^from (macos) import (\w+)$", SPEC, re.M)]
    assert "macos/bundle" in modules
    for module in modules:
        if module not in ("os", "sys"):
            assert [*ROOT.glob(f"packaging/**/{module}.py")], module


def test_the_flatpak_reaches_no_network_and_no_file() -> None:
    text = (ROOT / "packaging/flatpak/org.repairdesktop.Repair.yaml").read_text(encoding="utf-8")
    asked = re.findall(r"^  - (--[\w=.-]+)$", text, re.M)
    assert "--socket=wayland" in asked
    assert not [right for right in asked if "network" in right or right.startswith("--filesystem")]
    assert "UNTESTED" in text
    assert f"repair-desktop-{__version__}-linux-x86_64.tar.xz" in text

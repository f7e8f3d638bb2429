"""What the spec gives to Windows and what the Flatpak asks for, as far as anybody can look."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from helpers.tools import ROOT, load
from ruamel.yaml import YAML

from repair_desktop.app.start import APPLICATION_ID

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


FLATPAK = (ROOT / "packaging/flatpak/org.repairdesktop.Repair.yaml").read_text(encoding="utf-8")


def test_the_flatpak_reaches_no_network_and_no_file() -> None:
    manifest = YAML(typ="safe").load(FLATPAK)
    asked = manifest["finish-args"]
    assert "--socket=wayland" in asked
    assert not [right for right in asked if "network" in right or right.startswith("--filesystem")]
    assert manifest["id"] == APPLICATION_ID
    assert "UNTESTED" in FLATPAK


@pytest.mark.skipif(shutil.which("flatpak-builder") is None, reason="no flatpak-builder")
def test_flatpak_builder_reads_what_is_filled_in(tmp_path: Path) -> None:
    archive = tmp_path / "a folder/repair.tar.xz"
    archive.parent.mkdir()
    archive.write_bytes(b"packed")
    done = subprocess.run(
        [ROOT / "packaging/flatpak/build", archive, tmp_path / "repair.flatpak"],
        env={**os.environ, "REPAIR_SHOW": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    [source] = told["modules"][0]["sources"]
    assert source["path"] == str(archive)
    assert source["sha256"] == sha256(b"packed").hexdigest()

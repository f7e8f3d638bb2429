"""What a package leaves out of Qt, and what it must not."""

from __future__ import annotations

import re
from pathlib import Path

import PySide6
import pytest
from helpers.tools import ROOT, load

pruning = load("pyinstaller/pruning.py")

QT = Path(PySide6.__file__).parent


def left(*names: str, languages: tuple[str, ...] = ("en",)) -> list[str]:
    return [entry[0] for entry in pruning.pruned([(n, "", "") for n in names], languages)]


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "libQt6Network.so.6",
        "PySide6/Qt6Network.dll",
        "PySide6/QtNetwork.abi3.so",
        "PySide6\\QtNetwork.pyd",
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/Qt/plugins/generic/libqtuiotouchplugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libivi-shell.so",
        "PySide6/Qt/plugins/wayland-graphics-integration-client/libdmabuf-server.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6QmlModels.so.6",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/translations/qt_fr.qm",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "libX11.so.6",
        "libstdc++.so.6",
        "keyring-25.7.0.dist-info/RECORD",
        "keyring-25.7.0.dist-info\\INSTALLER",
    ],
)
def test_left_out(name: str) -> None:
    assert left(name) == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/QtTest.abi3.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "libxcb-cursor.so.0",
        "libxkbcommon-x11.so.0",
        "resources/fonts/RepairHeading-SemiBold.ttf",
        "keyring-25.7.0.dist-info/METADATA",
        "keyring-25.7.0.dist-info/entry_points.txt",
    ],
)
def test_kept(name: str) -> None:
    assert left(name) == [name]


def test_qts_own_words_are_kept_in_the_languages_there_are() -> None:
    words = "PySide6/Qt/translations/qtbase_de.qm"
    assert left(words, languages=("en", "de")) == [words]


def test_no_plugin_that_is_kept_asks_for_what_is_left_out() -> None:
    """The plugins of this computer's Qt, as they name libraries."""
    plugins = list((QT / "Qt/plugins").rglob("*.so"))
    if not plugins:
        pytest.skip("Qt is built in another way here")
    kept = [path for path in plugins if left(f"PySide6/{path.relative_to(QT).as_posix()}")]
    assert len(kept) > 10
    for path in kept:
        for other in re.findall(rb"libQt6\w+\.so\.6", path.read_bytes()):
            assert left(other.decode()), f"{path.name} asks for {other.decode()}"


def test_what_the_program_imports_is_not_excluded() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "repair_desktop").rglob("*.py"))
    for module in pruning.EXCLUDED_MODULES:
        assert not re.search(rf"^\s*(import|from) {re.escape(module)}\b", sources, re.M), module


def test_the_systems_own_libraries() -> None:
    entries = [
        ("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1", "BINARY"),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY"),
        ("python3.11/lib-dynload/a.so", "/usr/lib/python3.11/lib-dynload/a.so", "EXTENSION"),
        ("PySide6/a.so", "/x/site-packages/PySide6/a.so", "EXTENSION"),
    ]
    assert pruning.without_system_libraries(entries) == entries[1:]

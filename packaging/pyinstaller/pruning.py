"""What of the libraries a package leaves out, and why.

Qt's wheel holds a hundred things that a journal does not need. What could reach a network is never
shipped; the rest is size.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""A file as PyInstaller lists it: where it goes, where it comes from, what it is."""

EXCLUDED_MODULES = (
    # What could reach a network. http and urllib stay: keyring's helpers import them at their top.
    *("PySide6.QtNetwork", "ssl", "_ssl", "asyncio", "socketserver", "xmlrpc", "ftplib"),
    # OpenSSL for hashes; Python has its own.
    "_hashlib",
    # Python does without these where it has to, and each brings a library of the system along.
    *("_bz2", "bz2", "_lzma", "lzma", "_uuid", "pyexpat"),
    # Qt that is not used.
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtQuickControls2"),
    # QtTest stays: the tour presses keys with it.
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSql"),
    *("PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtXml", "PySide6.QtUiTools"),
    *("PySide6.QtConcurrent", "PySide6.QtSvgWidgets", "PySide6.QtExampleIcons"),
    # Python that is not used: other databases, other windows, what builds and tests.
    *("sqlite3", "_sqlite3", "tkinter", "curses", "readline", "multiprocessing"),
    *("unittest", "doctest", "pdb", "pydoc", "setuptools", "pip", "distutils", "ensurepip"),
    # Windows' keyring would be asked through a parser of C; without it, ctypes does. What PyNaCl
    # needs, _cffi_backend, stays.
    *("cffi", "pycparser"),
    # The helpers that keyring offers on a command line.
    *("keyring.cli", "keyring.devpi_client", "keyring.testing", "shtab", "IPython", "numpy"),
)  # fmt: skip

_LEFT_OUT = re.compile(
    r"""
    Qt6?(Network|Qml|Quick|OpenGL|Sql|Designer|Help|VirtualKeyboard|Pdf|EglFS|Labs|Xml)
    # Screens without a desktop, and ones that are shown over a network.
    | /plugins/platforms/(lib)?q?(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b
    | /plugins/(tls|networkinformation|generic|sqldrivers|designer|qml\w*|egldeviceintegrations)/
    # Only drawn with the graphics card, which nothing here is.
    | /plugins/(wayland-graphics-integration-\w+|vectorimageformats|xcbglintegrations)/
    | /plugins/platforminputcontexts/(lib)?qtvirtualkeyboard
    # Windows in a car or on a wall; desktops speak xdg-shell.
    | /plugins/wayland-shell-integration/lib(fullscreen-shell-v1|(ivi|qt)-shell|wl-shell-plugin)\.
    | WlShellIntegration
    # Draws in GTK, and drags all of it along; the portal gives the same answers.
    | /plugins/platformthemes/(lib)?qgtk3
    # Pictures that the program neither has nor opens.
    | /plugins/imageformats/(lib)?q(tiff|webp|tga|icns|pdf|wbmp|gif)\b
    | /(opengl32sw|d3dcompiler_\d+)\.dll$
    # What every Linux with a screen has, in the version that fits its drivers.
    | ^lib(stdc\+\+|gcc_s|X11|X11-xcb|xcb|Xau|Xdmcp|dbus-1|glib-2\.0|gthread-2\.0|fontconfig
        |freetype|expat|cups)\.so
    | EglFsKmsSupport
    # What pip notes about where and how it installed: no two environments have the same.
    | \.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$
    """,
    re.VERBOSE,
)

_TRANSLATION = re.compile(r"/translations/(?P<part>\w+?)_(?P<language>[a-z]{2})(_\w+)?\.qm$")


def pruned(entries: Iterable[Entry], languages: Iterable[str]) -> list[Entry]:
    """Return what is left of a list of files.

    Args:
        entries: Files as PyInstaller collected them.
        languages: Whose texts of Qt's own dialogs stay.
    """
    wanted = set(languages)
    return [entry for entry in entries if _stays(entry[0].replace("\\", "/"), wanted)]


def _stays(name: str, languages: set[str]) -> bool:
    if "/translations/" in name:
        text = _TRANSLATION.search(name)
        return text is None or (text["part"] == "qtbase" and text["language"] in languages)
    return _LEFT_OUT.search(name) is None


def only_needed(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out the system's libraries that only what was pruned had asked for. Linux only."""
    listed = list(entries)
    system = {entry[0]: entry for entry in listed if _is_of_the_system(entry)}
    wanted = [entry for entry in listed if entry[0] not in system]
    waiting = list(wanted)
    while waiting:
        for name in _asks_for(waiting.pop()[1]):
            found = system.pop(name, None)
            if found is not None:
                wanted.append(found)
                waiting.append(found)
    return wanted


def _asks_for(library: str) -> list[str]:
    """Return the names of the libraries that a file asks for itself."""
    # PyInstaller's own way also lists what those ask for, and so on.
    told = subprocess.run(
        ["objdump", "-p", library], capture_output=True, text=True, check=False
    ).stdout
    return re.findall(r"^\s*NEEDED\s+(\S+)", told, re.MULTILINE)


def _is_of_the_system(entry: Entry) -> bool:
    return (
        entry[1].startswith(("/lib/", "/usr/lib/"))
        and "/python3" not in entry[1]
        and not PurePosixPath(entry[0]).name.startswith("libpython3.")
    )


def without_system_libraries(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what a Linux distribution's own packages bring; Python itself stays."""
    return [entry for entry in entries if not _is_of_the_system(entry)]

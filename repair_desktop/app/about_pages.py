"""What this copy is made of, over the page that is shown."""

from __future__ import annotations

import json
import shlex
import sys
from functools import partial
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject

from repair_desktop.gui.about.licence_page import LicencePage
from repair_desktop.gui.about.page import AboutPage
from repair_desktop.gui.about.parts import About, Part
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.system.resources import read_text

_FOLDER = "licences"
"""Made with the package; ``packaging/licences.py`` writes it."""


def load_about(version: str) -> About:
    """Read what a package was made of; from a checkout there is nothing to read."""
    try:
        index = json.loads(read_text(f"{_FOLDER}/index.json"))
    except FileNotFoundError:
        index = {"parts": []}
    parts = [
        Part(
            name=part["name"],
            version=part["version"],
            licence=part["licence"],
            source=part["source"],
            read=partial(_texts, tuple(part["texts"])),
        )
        for part in index["parts"]
    ]
    return About(version, parts, _qt_folder(), _sign_again())


def _texts(names: tuple[str, ...]) -> str:
    return "\n\n\n".join(read_text(f"{_FOLDER}/{name}").strip() for name in names)


def _qt_folder() -> Path:
    """Return where the libraries are: on Windows they lie beside the modules."""
    package = Path(PySide6.__file__).parent
    libraries = package / "Qt" / "lib"
    return libraries if libraries.is_dir() else package


def _sign_again() -> str:
    """Return the command that signs a package for macOS without a certificate; "" elsewhere."""
    if sys.platform == "darwin" and getattr(sys, "frozen", False):
        # The program lies in Repair.app/Contents/MacOS. Nothing of what the first signature said
        # stays: hardened, the program would refuse libraries of another team.
        app = Path(sys.executable).parents[2]
        return f"codesign --force --deep --sign - {shlex.quote(str(app))}"
    return ""


class AboutPages(QObject):
    """Shows the page about the program, and a licence over it.

    Args:
        version: The program's.
        pages: Where.
    """

    def __init__(self, version: str, pages: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._version = version
        self._pages = pages
        self._shown: AboutPage | None = None

    def show(self) -> None:
        """Show the page; one that is shown already gives way."""
        before, page = self._shown, AboutPage(load_about(self._version))
        self._shown = page
        page.licence_requested.connect(self._show_licence)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page)
        if before is not None:
            self._pages.leave(before)

    def _show_licence(self, part: Part) -> None:
        page = LicencePage(part)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page)

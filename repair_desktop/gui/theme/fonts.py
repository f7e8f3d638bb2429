"""The bundled faces: a renamed Lora for titles, Atkinson Hyperlegible Next for text (OFL)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFontDatabase

from repair_desktop.system.resources import resource_path

_FILES = (
    "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
    "fonts/AtkinsonHyperlegibleNext-SemiBold.ttf",
    "fonts/RepairHeading-SemiBold.ttf",
)


@dataclass(frozen=True, slots=True)
class Families:
    """Names of the faces, as Qt knows them."""

    text: str
    heading: str


def load_fonts() -> Families:
    """Make the bundled faces known to Qt. Other scripts fall back to the system's fonts.

    Raises:
        FileNotFoundError: A font file is missing or unreadable.
    """
    families = []
    for file in _FILES:
        number = QFontDatabase.addApplicationFont(str(resource_path(file)))
        if number < 0:
            raise FileNotFoundError(file)
        families.append(QFontDatabase.applicationFontFamilies(number)[0])
    return Families(text=families[0], heading=families[2])

"""How the program looks, and where the journal lies.

This is needed before unlocking, and so kept outside the journal. Nothing in here says anything
about the person's words or therapy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["system", "light", "dark", "contrast"]

TEXT_LOW = 90
TEXT_HIGH = 200


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person chose.

    Attributes:
        theme: "system", "light", "dark" or "contrast".
        text_percent: Size of text, :data:`TEXT_LOW` to :data:`TEXT_HIGH` percent.
        system_font: Whether the system's font is used instead of the program's own.
        language: A language tag such as "de", or "" for the system's.
        neutral_title: Whether window titles do not name the program.
        reduced_motion: Whether nothing moves by itself.
        screen_guard: Whether windows are kept out of captures of the screen, where that can be.
        journal_folder: Where the journal lies if the person chose a folder for it, or "".
        tray_icon: Whether an icon with a short menu stands beside the clock.
    """

    theme: ThemeName = "system"
    text_percent: int = 100
    system_font: bool = False
    language: str = ""
    neutral_title: bool = False
    reduced_motion: bool = False
    screen_guard: bool = True
    journal_folder: str = ""
    tray_icon: bool = False

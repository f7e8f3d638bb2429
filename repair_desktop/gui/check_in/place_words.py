"""A place on the mood grid in words."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject

from repair_desktop.core.moods import quick_mood
from repair_desktop.gui.widgets.mood_words import MoodWords, signed

Place: TypeAlias = tuple[int | None, int | None]
"""Pleasantness and energy, each -4 to 4, or None while it is blank."""

NOWHERE: Place = (None, None)


class PlaceWords(QObject):
    """Names places, whole ones and half ones."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moods = MoodWords(self)

    def place(self, place: Place) -> str:
        """Return the nearest of the five words, and the numbers that say more than it."""
        pleasantness, energy = place
        if pleasantness is None:
            if energy is None:
                return self.tr("nothing chosen")
            return self.tr("energy {energy}, pleasantness still blank").format(
                energy=signed(energy)
            )
        level = quick_mood(pleasantness)
        word = self._moods.level(level)
        if energy is not None:
            return self.tr("{word}, pleasantness {pleasantness}, energy {energy}").format(
                word=word, pleasantness=signed(pleasantness), energy=signed(energy)
            )
        if pleasantness != level.value:
            return self.tr("{word}, pleasantness {pleasantness}").format(
                word=word, pleasantness=signed(pleasantness)
            )
        return word

    def chosen(self, place: Place) -> str:
        """Return :meth:`place`, as the choice that was made."""
        words = self.place(place)
        return words if place == NOWHERE else self.tr("{place}, chosen").format(place=words)

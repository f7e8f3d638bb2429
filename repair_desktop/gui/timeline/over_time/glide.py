"""How far days are dragged along, between one whole day and the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Glide:
    """Turns pixels into whole days, and keeps the rest.

    Attributes:
        offset: The rest, in pixels to the right; less than a day wide.
    """

    offset: float = 0.0

    def drag(self, pixels: float, day: float) -> int:
        """Move on to the right by some pixels; return how many whole days that passed.

        Args:
            pixels: To the right; to the left where it is negative.
            day: How wide a day is, in pixels; more than 0.
        """
        self.offset += pixels
        whole = int(self.offset / day)
        self.offset -= whole * day
        return whole

    def settle(self, day: float) -> int:
        """Come to rest on the nearest whole day; return how many days that is to the right."""
        rest, self.offset = round(self.offset / day), 0.0
        return rest

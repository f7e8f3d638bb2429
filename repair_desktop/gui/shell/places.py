"""The places a person can be in."""

from __future__ import annotations

from enum import Enum


class Place(Enum):
    """A page of the main window, and the icon that stands for it."""

    TODAY = "sun"
    REFLECT = "pencil-line"
    TIMELINE = "activity"
    SESSIONS = "calendar"
    SETTINGS = "settings"

"""One way to look at the timeline."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.timeline.drawing.picture import Picture
from repair_desktop.gui.timeline.drawing.rows import Rows
from repair_desktop.gui.timeline.presenter import TimelineView


class Panel(QObject):
    """A picture with its words, and the same as rows.

    Signals:
        changed: Its words or its rows are others now, without another view: it read more, or the
            person chose something in its own controls.
    """

    changed = Signal()

    @property
    @abstractmethod
    def picture(self) -> Picture:
        """The picture; made once."""

    @property
    def controls(self) -> QWidget | None:
        """Controls of its own, above the picture and the table, or None; made once."""
        return None

    def refresh(self) -> None:
        """Read again what only this way to look shows."""

    @abstractmethod
    def show_view(self, view: TimelineView) -> None:
        """Show other days, or what a filter lets through."""

    def days(self, view: TimelineView) -> TimeWindow:
        """Return the days that it shows: those of a view, or its own."""
        return view.window

    @abstractmethod
    def summary(self) -> str:
        """Return one line: which days, and of how many things it is made (n)."""

    @abstractmethod
    def explanation(self) -> str:
        """Return how the picture is to be read, and how its averages are made; "" for nothing."""

    @abstractmethod
    def keys(self) -> str:
        """Return which keys do what in the picture, in one line."""

    @abstractmethod
    def rows(self) -> Rows:
        """Return the same as rows."""

"""Which page is shown, and which ones lie under it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.shell.window import MainWindow


class Navigator:
    """Shows pages in the main window.

    At the bottom lies a page that belongs to whoever made it: a place, a worksheet, the door. Over
    it lie pages for a moment: help, steadying, a check-in. They are destroyed when they are left.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._shown: list[tuple[QWidget, Place | None]] = []

    def show(self, page: QWidget, place: Place | None) -> None:
        """Show a page at the bottom, with nothing over it."""
        over, self._shown = self._shown[1:], [(page, place)]
        self._window.show_page(page, place)
        for old, _place in over:
            self._window.remove_page(old)

    def show_closed(self, page: QWidget) -> None:
        """Show a page for which no journal is open."""
        self._window.show_closed(page)
        self.show(page, None)

    def show_over(self, page: QWidget, place: Place | None = None) -> None:
        """Show a page over the one that is shown."""
        self._shown.append((page, place))
        self._window.show_page(page, place)

    def leave(self, page: QWidget) -> None:
        """Take a page away that lies over another one. Nothing happens when it is gone already."""
        for number, (shown, _place) in enumerate(self._shown):
            if shown is page and number > 0:
                del self._shown[number]
                self._window.show_page(*self._shown[-1])
                self._window.remove_page(page)
                return

    def is_shown(self, page: QWidget) -> bool:
        """Tell whether a page is the one on top."""
        return bool(self._shown) and self._shown[-1][0] is page

"""The readings, over the page that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.library import Library, ReadingId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.library.list_page import LibraryPage
from repair_desktop.gui.library.reading_page import ReadingPage
from repair_desktop.gui.library.therapist_page import TherapistPage
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.theme.controller import ThemeController


class LibraryPages(QObject):
    """Shows the list, a reading over it, and the page for therapists.

    Args:
        library: The readings.
        pages, theme: Where and how to show them.
    """

    def __init__(
        self, library: Library, pages: Navigator, theme: ThemeController, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._pages = pages
        self._theme = theme

    def show(self, name: TherapistName) -> None:
        """Show the list.

        Args:
            name: What the person calls their therapist; the usual words where no journal is open.
        """
        page = LibraryPage(self._library, name)
        page.reading_requested.connect(lambda reading: self._read(ReadingId(reading), name))
        page.therapist_page_requested.connect(lambda: self._show_note(name))
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page)

    def _read(self, reading: ReadingId, name: TherapistName) -> None:
        page = ReadingPage(self._library.reading(reading), name, self._theme)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page)

    def _show_note(self, name: TherapistName) -> None:
        page = TherapistPage(self._library.for_therapists, name, self._theme)
        page.closed.connect(lambda: self._pages.leave(page))
        self._pages.show_over(page)

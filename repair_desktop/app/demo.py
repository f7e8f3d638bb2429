"""A vault for the made-up journal: in a temporary folder, with a key that is only in memory."""

from __future__ import annotations

import secrets as random
import tempfile
from pathlib import Path

from repair_desktop.core.demo import DemoText
from repair_desktop.core.ids import WorksheetId
from repair_desktop.core.ports import Journal, JournalKey, JournalOpener
from repair_desktop.core.times import Clock
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.services.demo import fill


class DemoVault:
    """Holds the folder of one made-up journal. It is gone with :meth:`remove`."""

    def __init__(self, opener: JournalOpener) -> None:
        self._opener = opener
        self._folder = tempfile.TemporaryDirectory(
            prefix="repair-demo-", ignore_cleanup_errors=True
        )

    @property
    def path(self) -> Path:
        """The temporary folder."""
        return Path(self._folder.name)

    def make(
        self, worksheets: dict[WorksheetId, Worksheet], text: DemoText, clock: Clock, years: int
    ) -> tuple[Journal, JournalKey]:
        """Make and fill the journal. Database thread; takes a second or two for long lives.

        Raises:
            JournalError: The disk would not have it.
        """
        key = JournalKey(random.token_bytes(32), random.token_bytes(16))
        journal = self._opener.create(self.path / "journal.1.db", key)
        try:
            fill(journal, worksheets, text, clock.now(), years)
        except BaseException:
            journal.close()  # or its file could not be removed everywhere
            raise
        return journal, key

    def remove(self) -> None:
        """Delete the folder and everything in it."""
        self._folder.cleanup()

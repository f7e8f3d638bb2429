"""Words about backups, and about what was read out of a damaged journal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from repair_desktop.core.errors import JournalDamaged, KnownError, NoBackup
from repair_desktop.gui.problems import Problem, ProblemWords
from repair_desktop.gui.unlock.states import Search, UnlockState, UnlockView, WayOut
from repair_desktop.gui.widgets.backup_list import BackupWords
from repair_desktop.gui.widgets.paths import breakable


class MendingWords(QObject):
    """Says what stands in place of a damaged or missing journal, and what can.

    Args:
        problems: Words for what goes wrong.
        folder: Where the journal lies.
    """

    def __init__(self, problems: ProblemWords, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems = problems
        self._folder = breakable(folder)
        self._backups = BackupWords(self)

    def search(self, view: UnlockView) -> str:
        """Return what came of looking for backups, or ""."""
        if view.state in (UnlockState.RESTORED, UnlockState.RESCUED):
            return ""
        match view.search:
            case Search.LOOKING:
                return self.tr("Looking for good backups…")
            case Search.NONE:
                return self.tr("No good backup was found in {folder}").format(folder=self._folder)
            case Search.UNREAD:
                return self.tr(
                    "The disk would not give the backups in {folder}. They may be good. Try again."
                ).format(folder=self._folder)
            case Search.FOUND:
                return ""
        if WayOut.FOLDER in view.ways_out:
            return self.tr("Repair looked in {folder}").format(folder=self._folder)
        return ""

    def choice(self, view: UnlockView) -> str:
        """Return which way is usually the better one, or ""."""
        can_restore = WayOut.RESTORE in view.ways_out
        if can_restore and view.state is UnlockState.RESCUED:
            return self.tr(
                "If too much is missing, you can restore a backup instead. What was read is kept "
                "for 30 days then."
            )
        if can_restore and WayOut.RESCUE in view.ways_out:
            return self.tr(
                "A backup is whole. If it is from the last day you wrote, it is usually the better "
                "way. The damaged file may hold newer words, with gaps. Nothing is written over: "
                "after one way, you can still take the other."
            )
        if WayOut.RESCUE in view.ways_out and view.search in (Search.NONE, Search.UNREAD):
            return self.tr("What can still be read in the damaged file can become your journal.")
        return ""

    def restored(self, view: UnlockView) -> Problem:
        """Return what is said after a backup has become the journal."""
        happened = kept = ""
        if view.chosen is not None:
            happened = self.tr(
                "It was made on {when}. Entries in it: {count}. File: {file}"
            ).format(
                when=self._backups.made(view.chosen),
                count=view.chosen.facts.entries,
                file=view.chosen.path.name,
            )
        to_do = self.tr("What you wrote after that day and time is not in it.")
        if isinstance(view.error, JournalDamaged):
            kept = self._kept(view)
            to_do += " " + self.tr(
                "The damaged file may hold it. You can still read that one instead."
            )
        return Problem(self.tr("The backup is your journal now"), happened, kept, to_do)

    def rescued(self, view: UnlockView) -> Problem:
        """Return what is said after a damaged file was read."""
        title = self.tr("What could be read is your journal now")
        counts = view.rescued
        if counts is None:
            return Problem(title, "", self._kept(view), "")
        lines = [
            self.tr("Entries and check-ins that were read: {count}").format(count=counts.entries),
            self.tr("Pages of the file that could not be read: {count}").format(
                count=counts.damaged_pages
            ),
        ]
        if counts.loose_answers:
            lines.append(
                self.tr("Answers whose entry was lost, and was made anew: {count}").format(
                    count=counts.loose_answers
                )
            )
        if counts.loose_sessions:
            lines.append(
                self.tr("Sessions that were made anew, on a day that may be wrong: {count}").format(
                    count=counts.loose_sessions
                )
            )
        missing = self.tr("What stood on pages that could not be read is not in it.")
        return Problem(
            title, "\n".join(lines), self._kept(view), missing if counts.damaged_pages else ""
        )

    def failure(self, view: UnlockView) -> str:
        """Return why the last try to mend it came to nothing, or ""."""
        if view.failure is None:
            return ""
        if view.failed is WayOut.RESCUE:
            return self._not_rescued(view.failure)
        if not isinstance(view.failure, JournalDamaged | NoBackup):
            text = self.tr("The backup was not restored, and nothing was changed.")
            return f"{text} {self._why(view.failure)}"
        text = self.tr("That backup can not be read after all. Nothing was changed.")
        if view.backups:
            text += " " + self.tr("The next one is chosen now.")
        return text

    def _not_rescued(self, failure: KnownError) -> str:
        if isinstance(failure, JournalDamaged):
            return self.tr("Nothing could be read in the damaged file. Nothing was changed.")
        text = self.tr("The damaged file was not read, and nothing was changed.")
        return f"{text} {self._why(failure)}"

    def _why(self, failure: KnownError) -> str:
        problem = self._problems.words(failure)
        return f"{problem.title}. {problem.to_do}"

    def _kept(self, view: UnlockView) -> str:
        return self.tr("The damaged file is kept for 30 days: {path}").format(
            path=breakable(view.kept)
        )

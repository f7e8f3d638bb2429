"""Words about what came of making, saving and copying backups."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.errors import JournalDamaged, KnownError
from repair_desktop.core.ports import Backup
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.backups_presenter import BackupsView, Task
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.paths import breakable


class BackupsWords(QObject):
    """Says what was done, and what is known of the second place.

    Args:
        problems: Words for what goes wrong.
    """

    def __init__(self, problems: ProblemWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems = problems

    def opens(self, backup: Backup | None) -> str:
        """Return what opens a copy of a backup elsewhere."""
        if backup is None:
            return ""
        slots = backup.header
        if slots.passphrase is not None and slots.recovery is not None:
            return self.tr(
                "You can open a copy on any other computer. It asks for your passphrase or "
                "recovery code."
            )
        if slots.passphrase is not None:
            return self.tr(
                "You can open a copy on any other computer. It asks for your passphrase."
            )
        if slots.recovery is not None:
            return self.tr(
                "You can open a copy on any other computer. It asks for your recovery code."
            )
        return self.tr(
            "Your journal has neither a passphrase nor a recovery code, so a copy opens on this "
            "computer only. Make a recovery code first: in Settings, under “Your journal”."
        )

    def doing(self, view: BackupsView) -> str:
        """Return what is being done, or ""."""
        match view.task:
            case None:
                return ""
            case Task.MAKE:
                return self.tr("Making a backup, and reading it back…")
            case Task.SAVE | Task.COPY | Task.USE_PLACE:
                return self.tr("Copying, and reading it back…")
            case _:
                return self.tr("One moment…")

    def failed(self, view: BackupsView) -> str:
        """Return why something came to nothing, or ""."""
        error = view.error
        if error is None:
            return ""
        why = self._why(error)
        if view.copied is not None:
            kept = {
                Task.MAKE: self.tr(
                    "The backup is made. It could not be copied to the second place."
                ),
                Task.USE_PLACE: self.tr("The folder is chosen. Nothing could be copied there yet."),
            }.get(view.done or Task.COPY, self.tr("It could not be copied there."))
            return f"{kept} {self._why_elsewhere(error)}"
        match view.done:
            case Task.MAKE:
                text = self.tr("No backup was made. The older ones are kept.")
            case Task.SAVE:
                text = self.tr("The copy was not saved.")
                why = self._why_elsewhere(error)
            case Task.USE_PLACE | Task.STOP_PLACE:
                text = self.tr("Your choice was not kept.")
            case _:
                text = self.tr("The backups could not be looked at.")
        return f"{text} {why}"

    def succeeded(self, view: BackupsView) -> str:
        """Return what was done, or ""."""
        at_hand = view.place is not None and view.place.is_at_hand
        match view.done:
            case Task.MAKE:
                text = self.tr("The backup is made, and was read back.")
                if view.place is None or view.place.folder is None:
                    return text
                more = (
                    self.tr("It is in the second place as well.")
                    if at_hand
                    else self.tr("The second place is not at hand. It is copied there later.")
                )
                return f"{text} {more}"
            case Task.SAVE:
                return self.tr("Saved and read back: {path}").format(path=breakable(view.saved))
            case Task.USE_PLACE if at_hand:
                text = self.tr("Each new backup is copied there from now on.")
                return f"{text} {self.tr('The newest one is there.')}" if view.backups else text
            case Task.USE_PLACE | Task.COPY if not at_hand:
                return self.tr("The folder is not at hand. Plug the stick in, then try again.")
            case Task.COPY:
                return self.tr("The newest backup is there.")
            case Task.STOP_PLACE:
                return self.tr("Nothing is copied there any more. What lies there stays.")
            case _:
                return ""

    def last(self, view: BackupsView) -> str:
        """Return when something was last copied to the second place, or ""."""
        place = view.place
        if place is None or place.folder is None:
            return ""
        if place.copied_at is None:
            return self.tr("Nothing was copied there yet.")
        day = day_words(place.copied_at.astimezone().date())
        return self.tr("Last copied there on {day}.").format(day=day)

    def hint(self, view: BackupsView) -> str:
        """Return what a second place would be good for now, or ""."""
        place = view.place
        if place is None or not view.backups:
            return ""
        if place.one_disk:
            return self.tr(
                "All copies lie on one disk now. A stick or another disk can hold one more, for "
                "the day that this one fails."
            )
        if place.is_old:
            return self.tr(
                "What lies there is more than two weeks old. When the folder is at hand, Repair "
                "copies the newest backup."
            )
        return ""

    # --- inside -----------------------------------------------------------------------------

    def _why(self, error: KnownError) -> str:
        problem = self._problems.words(error)
        return f"{problem.title}. {problem.happened} {problem.to_do}"

    def _why_elsewhere(self, error: KnownError) -> str:
        """Return why something could not be written elsewhere: it is not the journal then."""
        if isinstance(error, JournalDamaged):
            return self.tr(
                "What was read back there is not what was written. The backup here is as it was. "
                "Try another place: that disk may be failing."
            )
        return self._why(error)

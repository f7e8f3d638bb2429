"""A second place for backups, such as a stick: each new one is copied there when it is at hand.

Which folder that is stays private, and so is kept inside the journal. In the folder, Repair touches
nothing but what lies in a folder of its own, and there nothing but backups of this vault.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from repair_desktop.core.backups import superseded
from repair_desktop.core.errors import JournalDamaged, JournalError, for_os_error
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault_parts import VaultParts

OWN_FOLDER = "Repair backups"
"""The name of Repair's folder in the one that was chosen."""

OLD_DAYS = 14
"""After how many days without a copy there the person is told."""

_FOLDER = "second_place"
_COPIED = "second_place_at"


class Outcome(Enum):
    """What came of copying."""

    NO_PLACE = "no_place"  # none was chosen
    COPIED = "copied"
    THERE = "there"  # nothing to do
    AWAY = "away"  # the folder is not at hand
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Copying:
    """What came of copying, and for FAILED why."""

    outcome: Outcome
    error: JournalError | None = None


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of the second place.

    Attributes:
        folder: The folder that was chosen, or None.
        copied_at: When something was last copied there (aware), or None.
        is_at_hand: Whether the folder is there now.
        is_old: Whether nothing was copied there for more than :data:`OLD_DAYS` days.
        one_disk: Whether all backups lie on one disk, as far as can be seen now.
    """

    folder: Path | None
    copied_at: datetime | None
    is_at_hand: bool
    is_old: bool
    one_disk: bool


class SecondPlace:
    """The second place of one open journal. Database thread.

    Args:
        parts: The vault.
        journal: Its journal; the choice is kept in there.
        key: Its key, to check what was written.
    """

    def __init__(self, parts: VaultParts, journal: Journal, key: JournalKey) -> None:
        self._parts = parts
        self._settings = journal.settings
        self._key = key

    def facts(self) -> PlaceFacts:
        """Return what is known of it.

        Raises:
            JournalError: The journal can not be read.
        """
        folder, copied_at = self._folder(), _moment(self._settings.get(_COPIED))
        device = None if folder is None else _device(folder)
        oldest = self._parts.clock.now() - timedelta(days=OLD_DAYS)
        return PlaceFacts(
            folder=folder,
            copied_at=copied_at,
            is_at_hand=device is not None,
            is_old=folder is not None and (copied_at is None or copied_at < oldest),
            one_disk=folder is None
            or (device is not None and device == _device(self._parts.folder.path)),
        )

    def choose(self, folder: Path) -> None:
        """Copy each new backup to a folder from now on.

        Raises:
            JournalError: The disk would not have it. Everything is as before.
        """
        if folder != self._folder():
            self._settings.set(_COPIED, None)
        self._settings.set(_FOLDER, str(folder))

    def stop(self) -> None:
        """Copy nothing any more. What lies there stays.

        Raises:
            JournalError: The disk would not have it. Everything is as before.
        """
        self._settings.set(_FOLDER, None)
        self._settings.set(_COPIED, None)

    def copy_newest(self) -> Copying:
        """Copy the newest backup there, unless it is there, and drop those it supersedes.

        Where the slots or the key have changed since an earlier one was copied, that one is copied
        once more, at most one each time: a stick is slow, and the database thread waits. Never
        raises a known error.
        """
        try:
            folder = self._folder()
            if folder is None:
                return Copying(Outcome.NO_PLACE)
            if _device(folder) is None:
                return Copying(Outcome.AWAY)
            own = folder if folder.name == OWN_FOLDER else folder / OWN_FOLDER
            return Copying(self._copy(own))
        except JournalError as error:
            return Copying(Outcome.FAILED, error)
        except OSError as error:
            return Copying(Outcome.FAILED, for_os_error(error))

    # --- inside -----------------------------------------------------------------------------

    def _folder(self) -> Path | None:
        stored = self._settings.get(_FOLDER)
        return Path(stored) if stored else None

    def _copy(self, own: Path) -> Outcome:
        here = self._parts.store.listed(self._parts.folder.backups)
        if not here:
            return Outcome.THERE
        there = {backup.made_at: backup for backup in self._ours(own, here[0])}
        missing = here[0].made_at not in there
        if missing:
            self._write(here[0], _free_name(own, here[0]))
        changed = [
            (backup, there[backup.made_at])
            for backup in here
            if backup.made_at in there
            and backup != replace(there[backup.made_at], path=backup.path)
        ]
        for backup, old in changed[:1]:
            self._write(backup, old.path)
        if not missing and not changed:
            return Outcome.THERE
        now = self._parts.clock.now()
        for old in superseded(self._ours(own, here[0]), now):
            with suppress(JournalError):  # the new one counts, whatever holds an old one
                self._parts.store.delete(old)
        with suppress(JournalError):  # it is there, whether that is remembered or not
            self._settings.set(_COPIED, now.isoformat())
        return Outcome.COPIED

    def _ours(self, own: Path, like: Backup) -> list[Backup]:
        """Return the backups of this vault that lie there; a stick may have those of others."""
        vault_id = like.header.vault_id
        return [b for b in self._parts.store.listed(own) if b.header.vault_id == vault_id]

    def _write(self, backup: Backup, target: Path) -> None:
        """Copy a backup, and read it back. Raises JournalError; then nothing is left of it."""
        if not self._parts.store.is_authentic(backup, self._key):
            raise JournalDamaged()  # what lies there may be better
        Backups(self._parts).save_to(backup, target)
        copied = self._parts.store.read(target)
        if not self._parts.store.is_authentic(copied, self._key):
            self._parts.store.delete(copied)
            raise JournalDamaged()


def _device(folder: Path) -> int | None:
    """Return the disk that a folder lies on, or None when it is not there."""
    try:
        return folder.stat().st_dev if folder.is_dir() else None
    except OSError:
        return None


def _free_name(own: Path, backup: Backup) -> Path:
    """Return where a backup goes; never where that of another vault lies."""
    target = own / backup.path.name
    if target.exists():
        target = target.with_stem(f"{target.stem}-{backup.header.vault_id[:8]}")
    return target


def _moment(stored: str | None) -> datetime | None:
    """Return when something was copied; None where that can not be read."""
    try:
        moment = datetime.fromisoformat(stored or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None

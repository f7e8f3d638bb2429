"""What is done to the vault while the journal is closed: another key, a restore, moving, deleting.

Each is crash-safe by itself (see the services). The journal is closed before, on a page that shows
how far it is; afterwards the door opens, or the program ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from repair_desktop.core.errors import KeyringError, KnownError
from repair_desktop.core.ports import Backup, BackupKind, Journal, JournalKey
from repair_desktop.gui.jobs import Jobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.shell.work_page import Action, WorkPage
from repair_desktop.services.backups import Backups, Restored
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.moving import copy_vault
from repair_desktop.services.removal import Removal
from repair_desktop.services.vault import Protection
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system.logs import log

T = TypeVar("T")

SILENT_AFTER = 10_000
"""Milliseconds until a keyring that does not answer keeps nobody from deleting the rest."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the work stands on.

    Attributes:
        parts: The vault's.
        key: Its key.
        keys: For the keyring, which may block.
        journal_jobs: For everything else.
        problems: Words for what goes wrong.
        close: Saves and closes the journal, shows the page instead, and goes on; where words
            could not be saved it stays open, and nothing else happens.
        open_door: Lets the person open the journal.
        begin_anew: As at the first start.
        quit: Ends the program.
    """

    parts: VaultParts
    key: JournalKey
    keys: Jobs
    journal_jobs: Jobs
    problems: ProblemWords
    close: Callable[[QWidget, Callable[[], None]], None]
    open_door: Callable[[], None]
    begin_anew: Callable[[], None]
    quit: Callable[[], None]


class VaultWork(QObject):
    """One piece of work.

    Signals:
        refused: The KnownError for which nothing was begun; the journal is still open.
        _went_on: What part is done, from the thread that does it.
    """

    refused = Signal(object)
    _went_on = Signal(float)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: WorkPage | None = None
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    # --- another key ------------------------------------------------------------------------

    def rotate(self, lock: NewLock) -> None:
        """Let another key lock the journal."""
        changes = KeyChanges(self._desk.parts)
        by_passphrase = lock.protection is Protection.PASSPHRASE

        def forget(_key: JournalKey) -> None:
            # In the keyring the old key stays until the new one has opened the journal.
            if by_passphrase:
                self._desk.keys.submit(changes.forget_old_keys, _done, quietly)
            self._end(
                self.tr("Your journal has a new key"),
                [
                    self.tr("Journal and backups were written anew. Everything is there."),
                    self.tr("Open it now with your passphrase, to see that it works.")
                    if by_passphrase
                    else self.tr("Your password store holds the new key."),
                    self.tr(
                        "Copies that you made elsewhere before, such as on a stick, still open "
                        "as they did before."
                    ),
                ],
                self._to_door(),
            )

        def quietly(error: Exception) -> None:
            if not isinstance(error, KeyringError):
                raise error
            log("keys").warning("an old key stays: %s", type(error).__name__)

        self._do(
            self.tr("Your journal gets a new key"),
            self.tr(
                "Journal and backups are written anew. That can take a minute. Your password "
                "store may ask you something."
            )
            if not by_passphrase
            else self.tr("Journal and backups are written anew. That can take a minute."),
            lambda: changes.rotate(self._desk.key, lock, self._went_on.emit),
            forget,
            self.tr("Nothing was changed. What opened your journal before still opens it."),
            # The keyring may wait for ever, and nobody may have to wait for it to quit.
            self._desk.journal_jobs if by_passphrase else self._desk.keys,
        )

    # --- restoring --------------------------------------------------------------------------

    def restore(
        self, journal: Journal | None, backup: Backup, backup_key: JournalKey | None = None
    ) -> None:
        """Let a backup take the journal's place, after a backup of what is there now.

        Args:
            journal: The journal that is open; None for one that does not open.
            backup: What is to take its place.
            backup_key: The backup's key, where it is another.
        """
        backups = Backups(self._desk.parts)

        def restore() -> None:
            self._do(
                self.tr("Your journal is restored"),
                self.tr("Every page of the backup is checked."),
                lambda: backups.restore(backup, self._desk.key, backup_key),
                restored,
                self.tr("Your journal is as it was."),
            )

        def restored(restored: Restored) -> None:
            text = (
                self.tr("What could not be opened is kept for 30 days, in the file {file}.")
                if journal is None
                else self.tr(
                    "What was your journal before is kept for 30 days: as a backup in the list, "
                    "and in the file {file}."
                )
            )
            self._end(
                self.tr("The backup is your journal now"),
                [text.format(file=restored.before.name)],
                self._to_door(),
            )

        if journal is None:
            restore()
            return
        self._desk.journal_jobs.submit(
            lambda: backups.make(journal, self._desk.key, BackupKind.SAFETY),
            lambda _backup: restore(),
            self._refused,
        )

    # --- moving -----------------------------------------------------------------------------

    def move(self, there: VaultParts, remember: Callable[[Path], None]) -> None:
        """Move the vault to another folder.

        Args:
            there: The folder it is to be in.
            remember: Lets the program use that folder from now on, at later starts too. Raises
                KnownError where that can not be kept.
        """
        desk, here = self._desk, self._desk.parts

        def copied(_none: None) -> None:
            try:
                remember(there.folder.path)
            except KnownError as error:
                refused = partial(self._fail, error, nothing)
                desk.journal_jobs.submit(
                    lambda: there.folder.remove_everything(with_old=False),
                    lambda _none: refused(),
                    lambda _error: refused(),
                )
                return
            desk.journal_jobs.submit(
                lambda: here.folder.remove_everything(with_old=False), moved, stayed
            )

        def moved(_none: None) -> None:
            tell([])

        def stayed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                raise error
            text = self.tr(
                "Something of it could not be deleted from the old folder. Delete it there: "
                "{folder}"
            )
            tell([text.format(folder=here.folder.path)])

        def tell(more: list[str]) -> None:
            text = self.tr("Your journal and its backups are in {folder} now.")
            self._end(
                self.tr("Your journal has moved"),
                [text.format(folder=there.folder.path), *more],
                self._to_door(),
            )

        nothing = self.tr("Your journal is where it was.")
        self._do(
            self.tr("Your journal moves"),
            self.tr("It is copied and checked before anything is deleted here."),
            lambda: copy_vault(here, there, desk.key, self._went_on.emit),
            copied,
            nothing,
        )

    # --- deleting ---------------------------------------------------------------------------

    def delete_everything(self, forget_settings: Callable[[], None]) -> None:
        """Delete keys, journal, backups and settings.

        Args:
            forget_settings: Deletes what lies outside the vault: preferences, log, crash file.
        """
        desk = self._desk
        removal = Removal(desk.parts)
        page = self._begin(
            self.tr("Deleting everything"),
            self.tr("Your password store may ask you something."),
        )

        silent = QTimer(self, singleShot=True, interval=SILENT_AFTER)

        def closed() -> None:
            silent.timeout.connect(lambda: delete(False))
            silent.start()
            desk.keys.submit(removal.forget_keys, answered, lambda _error: answered(False))

        def answered(keys_gone: bool) -> None:
            if silent.isActive():  # else it was not waited for; a late answer deletes them late
                silent.stop()
                delete(keys_gone)

        def delete(keys_gone: bool) -> None:
            desk.journal_jobs.submit(
                removal.remove, lambda _none: deleted(keys_gone), self._not_deleted
            )

        def deleted(keys_gone: bool) -> None:
            forget_settings()
            texts = [
                self.tr("Journal, backups, keys and settings are deleted."),
                self.tr(
                    "Repair can not reach what you exported or printed. It can not reach copies on "
                    "sticks, in a cloud, or in the computer's own backups."
                ),
            ]
            if not keys_gone:
                texts.append(
                    self.tr(
                        "Your password store did not answer. It may still hold an item named "
                        "Repair. You can delete it there; it opens nothing any more."
                    )
                )
            self._end(
                self.tr("Everything is deleted"),
                texts,
                [(self.tr("Quit"), desk.quit), (self.tr("Begin anew"), desk.begin_anew)],
            )

        desk.close(page, closed)

    def _not_deleted(self, error: Exception) -> None:
        text = self.tr(
            "A part is deleted, and the rest can not be opened any more. Repair goes on with it "
            "at its next start."
        )
        self._fail(error, text)

    # --- all of it --------------------------------------------------------------------------

    def _do(
        self,
        title: str,
        text: str,
        job: Callable[[], T],
        done: Callable[[T], None],
        unchanged: str,
        jobs: Jobs | None = None,
    ) -> None:
        page, jobs = self._begin(title, text), jobs or self._desk.journal_jobs
        self._desk.close(
            page, lambda: jobs.submit(job, done, lambda error: self._fail(error, unchanged))
        )

    def _begin(self, title: str, text: str) -> WorkPage:
        self._page = WorkPage(title, text)
        self.setParent(self._page)  # so the key goes with the page
        return self._page

    def _show_progress(self, part: float) -> None:
        if self._page is not None:
            self._page.show_progress(part)

    def _end(self, title: str, texts: list[str], actions: list[Action]) -> None:
        assert self._page is not None
        self._page.show_end(title, texts, actions)

    def _to_door(self) -> list[Action]:
        return [(self.tr("Open my journal"), self._desk.open_door)]

    def _fail(self, error: Exception, unchanged: str) -> None:
        if not isinstance(error, KnownError):
            self._desk.open_door()
            raise error
        assert self._page is not None
        problem = self._desk.problems.words(error)
        self._page.show_end(
            problem.title, [problem.happened, unchanged, problem.to_do], self._to_door(), True
        )

    def _refused(self, error: Exception) -> None:
        """Say that nothing was begun, on a page over the journal's that is still open."""
        self.deleteLater()
        if not isinstance(error, KnownError):
            raise error
        self.refused.emit(error)


def _done(_result: object) -> None:
    """Nothing more to do."""

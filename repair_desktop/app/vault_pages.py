"""The pages, over the settings, from which a person takes care of the open journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from repair_desktop.app.door import choose_backup
from repair_desktop.app.vault_work import VaultWork
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.restore.page import RestorePage
from repair_desktop.gui.restore.presenter import RestorePresenter
from repair_desktop.gui.settings.page import SettingsPage
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.vault.backups_page import BackupsPage
from repair_desktop.gui.vault.backups_presenter import BackupsPresenter
from repair_desktop.gui.vault.code_page import CodePage
from repair_desktop.gui.vault.code_presenter import CodePresenter
from repair_desktop.gui.vault.delete_page import DeletePage
from repair_desktop.gui.vault.delete_presenter import DeletePresenter
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.gui.vault.lock_page import LockPage
from repair_desktop.gui.vault.lock_presenter import LockPresenter
from repair_desktop.gui.vault.move_page import MovePage
from repair_desktop.gui.vault.move_presenter import MovePresenter
from repair_desktop.gui.widgets.page import Page
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.second_place import SecondPlace
from repair_desktop.services.vault import Vault
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system.backup_store import ENDING


@dataclass(frozen=True, slots=True)
class OpenVault:
    """An open journal, and what its pages stand on.

    Attributes:
        parts: Its vault.
        key: Its key.
        journal: It.
        keys: For the keyring, which may block.
        journal_jobs: For everything else.
        work: Gives what can be done while the journal is closed.
        vault_in: Gives the parts of the vault in another folder.
        remember: Lets the program use another folder from now on. Raises KnownError.
        forget_settings: Deletes what lies outside the vault.
    """

    parts: VaultParts
    key: JournalKey
    journal: Journal
    keys: Jobs
    journal_jobs: Jobs
    work: Callable[[], VaultWork]
    vault_in: Callable[[Path], VaultParts]
    remember: Callable[[Path], None]
    forget_settings: Callable[[], None]


class VaultPages(QObject):
    """Shows them. Belongs to the settings page, and ends with it.

    Args:
        settings: The page that leads here.
        open_vault: The journal.
        window, pages, problems: Where and how to show things.

    Signals:
        failed: A KnownError that no page shows.
    """

    failed = Signal(object)

    def __init__(
        self,
        settings: SettingsPage,
        open_vault: OpenVault,
        window: QWidget,
        pages: Navigator,
        problems: ProblemWords,
    ) -> None:
        super().__init__(settings)
        self._open = open_vault
        self._window = window
        self._pages = pages
        self._problems = problems
        self._vault = Vault(open_vault.parts)
        self._backups = Backups(open_vault.parts)
        self._changes = KeyChanges(open_vault.parts)
        settings.lock_requested.connect(self._show_lock)
        settings.code_requested.connect(self._show_code)
        settings.backups_requested.connect(self._show_backups)
        settings.move_requested.connect(self._show_move)
        settings.delete_requested.connect(self._show_delete)

    # --- what opens it ----------------------------------------------------------------------

    def _show_lock(self) -> None:
        vault = self._open
        keys, jobs = ScopedJobs(vault.keys), ScopedJobs(vault.journal_jobs)
        # The switch goes on when its page is left: it may have to take a key back.
        switch = KeyringSwitch(self._changes, vault.key, vault.keys, vault.journal_jobs)
        presenter = LockPresenter(self._vault, self._changes, switch, vault.key, keys, jobs)
        keys.end_with(presenter)
        presenter.rotate_requested.connect(lambda lock: vault.work().rotate(lock))
        self._show(LockPage(presenter, self._problems), presenter, jobs)
        presenter.start()

    def _show_code(self) -> None:
        jobs = ScopedJobs(self._open.journal_jobs)
        presenter = CodePresenter(self._vault, self._changes, self._open.key, jobs)
        self._show(CodePage(presenter, self._problems), presenter, jobs)
        presenter.start()

    # --- backups ----------------------------------------------------------------------------

    def _show_backups(self) -> None:
        vault = self._open
        jobs = ScopedJobs(vault.journal_jobs)
        second = SecondPlace(vault.parts, vault.journal, vault.key)
        presenter = BackupsPresenter(self._backups, second, vault.journal, vault.key, jobs)
        presenter.save_requested.connect(
            lambda backup: self._save(backup, lambda path: presenter.save_to(backup, path))
        )
        presenter.restore_requested.connect(
            lambda backup: vault.work().restore(vault.journal, backup)
        )
        presenter.file_requested.connect(self._choose_backup)
        presenter.folder_requested.connect(
            lambda: self._choose_folder(
                self.tr("Choose a second place for backups"), presenter.use_second_place
            )
        )
        self._show(BackupsPage(presenter, self._problems), presenter, jobs)
        presenter.start()

    def _save(self, backup: Backup, save: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, self.tr("Save a backup"), filter=f"*{ENDING}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING)  # before it asks whether to write over a file
        dialog.selectFile(backup.path.name)
        if dialog.exec():
            save(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def _choose_backup(self) -> None:
        path = choose_backup(self._window, self.tr("Choose a backup of your journal"))
        if path is not None:
            jobs = ScopedJobs(self._open.journal_jobs)
            jobs.end_with(self)
            jobs.submit(lambda: self._backups.read(path), self._show_restore, self._fail)

    def _show_restore(self, backup: Backup) -> None:
        vault = self._open
        jobs = ScopedJobs(vault.journal_jobs)
        presenter = RestorePresenter(self._vault, self._backups, backup, vault.key, jobs)
        page = RestorePage(presenter, self._problems)
        presenter.restore_requested.connect(
            lambda chosen, key: vault.work().restore(vault.journal, chosen, key)
        )
        page.another_requested.connect(lambda: self._leave_for(page, self._choose_backup))
        self._show(page, presenter, jobs)
        presenter.start()

    # --- moving and deleting ----------------------------------------------------------------

    def _show_move(self) -> None:
        vault = self._open
        jobs = ScopedJobs(vault.journal_jobs)
        presenter = MovePresenter(vault.parts, vault.vault_in, jobs)
        presenter.folder_requested.connect(
            lambda: self._choose_folder(self.tr("Choose a folder for your journal"), presenter.use)
        )
        presenter.move_requested.connect(
            lambda folder: vault.work().move(vault.vault_in(folder), vault.remember)
        )
        self._show(MovePage(presenter, self._problems), presenter, jobs)

    def _show_delete(self) -> None:
        vault = self._open
        jobs = ScopedJobs(vault.journal_jobs)
        presenter = DeletePresenter(self._vault, self._changes, vault.key, jobs)
        page = DeletePage(presenter, self._problems)
        presenter.save_requested.connect(lambda: self._leave_for(page, self._show_backups))
        presenter.delete_requested.connect(
            lambda: vault.work().delete_everything(vault.forget_settings)
        )
        self._show(page, presenter, jobs)
        presenter.start()

    # --- all of them ------------------------------------------------------------------------

    def _show(self, page: Page, presenter: QObject, jobs: ScopedJobs) -> None:
        jobs.end_with(presenter)
        presenter.setParent(page)
        page.closed.connect(lambda: self._pages.leave(page))  # type: ignore[attr-defined]
        self._pages.show_over(page, Place.SETTINGS)

    def _leave_for(self, page: Page, act: Callable[[], None]) -> None:
        self._pages.leave(page)
        act()

    def _choose_folder(self, title: str, use: Callable[[Path], None]) -> None:
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        if chosen:
            use(Path(chosen))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

"""The pages in front of a closed journal: opening it, making one, bringing one back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from repair_desktop.app.surroundings import Surroundings
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import PromptId
from repair_desktop.core.ports import Backup, JournalKey
from repair_desktop.gui.jobs import Jobs, ScopedJobs
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.restore.page import RestorePage
from repair_desktop.gui.restore.presenter import RestorePresenter
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.unlock.page import UnlockPage
from repair_desktop.gui.unlock.presenter import UnlockPresenter
from repair_desktop.gui.unlock.settle_presenter import KeySettler
from repair_desktop.gui.unlock.states import UnlockState
from repair_desktop.gui.welcome.page import WelcomePage
from repair_desktop.gui.welcome.presenter import WelcomePresenter
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.vault import Vault
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system.backup_store import ENDING
from repair_desktop.system.vault_folder import DiskVaultFolder

_OPENING = (UnlockState.OPENING, UnlockState.WAITING, UnlockState.WAITING_LONG)


class Door(QObject):
    """Shows one page at a time while no journal is open.

    Args:
        around: What the program stands on.
        parts: The vault.
        window, pages, problems: Where and how to show things.
        keys: For the keyring, which may block.
        journal_jobs: For everything else.

    Signals:
        opened: The open Journal and its JournalKey.
        created: The same of a new journal, and what the person calls their therapist.
        folder_chosen: The Path of another folder for the journal.
        restore_requested: A Backup that is to take the place of a journal that does not open, the
            JournalKey of that, and the backup's where it is another, or None.
        failed: A KnownError that no page shows.
        help_requested, steady_requested, quit_requested, demo_requested: As they say.
    """

    opened = Signal(object, object)
    created = Signal(object, object, str)
    folder_chosen = Signal(object)
    restore_requested = Signal(object, object, object)
    failed = Signal(object)
    help_requested = Signal()
    steady_requested = Signal()
    quit_requested = Signal()
    demo_requested = Signal()

    def __init__(
        self,
        around: Surroundings,
        parts: VaultParts,
        window: MainWindow,
        pages: Navigator,
        problems: ProblemWords,
        keys: Jobs,
        journal_jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._parts = parts
        self._window = window
        self._pages = pages
        self._problems = problems
        self._keys = keys
        self._journal_jobs = journal_jobs
        self._page: QWidget | None = None
        self._unlock: UnlockPresenter | None = None  # of the page, where that opens the journal

    def use(self, parts: VaultParts) -> None:
        """Stand before another vault from the next page on."""
        self._parts = parts

    @property
    def is_opening(self) -> bool:
        """Whether a journal is being opened just now."""
        unlock = self._unlock if isinstance(self._page, UnlockPage) else None
        return unlock is not None and unlock.view.state in _OPENING

    # --- pages ------------------------------------------------------------------------------

    def open(self, at_program_start: bool) -> None:
        """Show what lies in the folder, and open it.

        Args:
            at_program_start: Whether the keyring is asked at once, and an empty folder is a first
                run. In a folder that the person chose before it never is.
        """
        expected = self._parts.folder.path != self._around.folders.data
        self._show_unlock().start(at_program_start, expected)

    def _show_unlock(self) -> UnlockPresenter:
        keys, journal_jobs = ScopedJobs(self._keys), ScopedJobs(self._journal_jobs)
        parts = self._parts
        changes = KeyChanges(parts)
        presenter = UnlockPresenter(
            Vault(parts), Backups(parts), changes, self._worksheet_of, keys, journal_jobs, self
        )
        self._unlock = presenter
        keys.end_with(presenter)
        journal_jobs.end_with(presenter)
        page = UnlockPage(presenter, self._problems)
        settler = KeySettler(changes, self._keys, self._journal_jobs)
        presenter.opened.connect(self.opened)
        presenter.settle_requested.connect(settler.settle)
        presenter.first_run.connect(self.welcome)
        presenter.folder_requested.connect(self._choose_folder)
        presenter.backup_requested.connect(self._choose_backup)
        page.help_requested.connect(self.help_requested)
        page.steady_requested.connect(self.steady_requested)
        page.quit_requested.connect(self.quit_requested)
        self.show(page, presenter)
        return presenter

    def welcome(self) -> None:
        """Make a journal."""
        keys, journal_jobs = ScopedJobs(self._keys), ScopedJobs(self._journal_jobs)
        presenter = WelcomePresenter(Vault(self._parts), keys, journal_jobs, self)
        keys.end_with(presenter)
        journal_jobs.end_with(presenter)
        page = WelcomePage(presenter, self._problems, self._around.content.texts)
        presenter.created.connect(self.created)
        page.help_requested.connect(self.help_requested)
        page.demo_requested.connect(self.demo_requested)
        page.folder_requested.connect(self._choose_folder)
        page.unlock_requested.connect(lambda: self.open(at_program_start=True))
        page.backup_requested.connect(lambda: self._choose_backup(None))
        self.show(page, presenter)
        presenter.start()

    def show(self, page: QWidget, presenter: QObject | None = None) -> None:
        """Show a page in place of the one before."""
        old, self._page = self._page, page
        if presenter is not None:
            presenter.setParent(page)
        self._window.set_banner("")
        self._pages.show_closed(page)
        if old is not None:
            self._window.remove_page(old)

    def leave(self) -> None:
        """Take the page away: something else is shown by now."""
        page, self._page = self._page, None
        if page is not None:
            self._window.remove_page(page)

    # --- from elsewhere ---------------------------------------------------------------------

    def _choose_folder(self) -> None:
        title = self.tr("Choose a folder for your journal")
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        if chosen:
            self.folder_chosen.emit(own_folder(Path(chosen)))

    def _choose_backup(self, key: JournalKey | None) -> None:
        path = choose_backup(self._window, self.tr("Choose a backup of your journal"))
        if path is not None:
            self._journal_jobs.submit(
                lambda: Backups(self._parts).read(path),
                lambda backup: self._restore(backup, key),
                self._tell,
            )

    def _restore(self, backup: Backup, key: JournalKey | None) -> None:
        """Ask for what opens a backup, and let it be the journal."""
        jobs = ScopedJobs(self._journal_jobs)
        parts = self._parts
        presenter = RestorePresenter(Vault(parts), Backups(parts), backup, key, jobs, self)
        jobs.end_with(presenter)
        page = RestorePage(presenter, self._problems)
        presenter.adopted.connect(lambda key: self._show_unlock().start_with(key))
        presenter.restore_requested.connect(
            lambda backup, other: self.restore_requested.emit(backup, key, other)
        )
        page.another_requested.connect(lambda: self._choose_backup(key))
        page.closed.connect(lambda: self.open(at_program_start=True))
        self.show(page, presenter)
        presenter.start()

    def _worksheet_of(self, prompt: str) -> tuple[str, int] | None:
        for worksheet in self._around.content.worksheets.values():
            # Not by the checks around it, which all worksheets share.
            steps = (each.id for step in worksheet.steps for each in step.prompts)
            if PromptId(prompt) in steps:
                return worksheet.id, worksheet.version
        return None

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)


def own_folder(chosen: Path) -> Path:
    """Return the folder for a journal in a place that the person chose.

    It is that one where it is empty, not there, or holds a vault; else one of its own inside.
    """
    vault = DiskVaultFolder(chosen)
    try:
        usable = vault.holds_vault() or not chosen.exists() or not any(chosen.iterdir())
    except OSError:  # whoever uses it is told what is wrong with it
        return chosen
    return chosen if usable else chosen / "Repair"


def choose_backup(window: QWidget, title: str) -> Path | None:
    """Let the person choose a backup file; None when they do not."""
    chosen, _filter = QFileDialog.getOpenFileName(window, title, "", f"*{ENDING}")
    return Path(chosen) if chosen else None

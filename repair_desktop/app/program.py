"""What lives as long as the window: the vault, the job runners, the door, and one session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from repair_desktop.app.about_pages import AboutPages
from repair_desktop.app.demo import DemoVault
from repair_desktop.app.door import Door
from repair_desktop.app.library_pages import LibraryPages
from repair_desktop.app.session import Session, Shared
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.app.vault_pages import OpenVault, VaultPages
from repair_desktop.app.vault_work import Desk, VaultWork
from repair_desktop.content.demo import load_demo
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ports import Journal, JournalKey
from repair_desktop.core.preferences import TEXT_HIGH, TEXT_LOW, Preferences
from repair_desktop.gui.help.page import HelpPage
from repair_desktop.gui.help.steady_page import SteadyPage
from repair_desktop.gui.jobs import JobRunner
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.page import KeyPlace, SettingsPage, StorageFacts
from repair_desktop.gui.shell.capture_guard import CaptureGuard
from repair_desktop.gui.shell.idle import IdleWatch
from repair_desktop.gui.shell.message import show_message
from repair_desktop.gui.shell.navigator import Navigator
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.shell.tray import Tray
from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.widgets.clipboard_guard import ClipboardGuard
from repair_desktop.gui.widgets.selection_guard import SelectionGuard
from repair_desktop.services.backups import Backups
from repair_desktop.services.demo import DEFAULT_YEARS
from repair_desktop.services.second_place import SecondPlace
from repair_desktop.services.settings import JournalSettings, SettingsService
from repair_desktop.services.vault import Protection, Vault, VaultState
from repair_desktop.system.logs import log
from repair_desktop.system.traces import delete_traces

TEXT_STEP = 10
"""Per cent that one "larger text" adds."""

USUAL_TEXT = 100

USUAL_SIZE = (1280, 800)
"""Width and height of the window at first."""

BACKUP_AFTER = 3_000
"""Milliseconds from opening the journal to today's backup, so that the first page comes first."""

BACKUP_EVERY = 60 * 60 * 1_000
"""Milliseconds from one look whether there is a backup of today to the next."""


class Program(QObject):
    """One run of the program, from the first page to the last save."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        around.app.setQuitOnLastWindowClosed(False)  # it ends once everything is saved
        self._preferences = around.preferences.load()
        self._theme = ThemeController(around.app, around.system_look)
        self._captures: CaptureGuard | None = None
        if around.screen_guard is not None:
            self._captures = CaptureGuard(around.screen_guard.keep_out, self)
        self._apply(self._preferences)
        self._problems = ProblemWords(self)
        self._journal_jobs = JobRunner("journal", self)
        self._keys = JobRunner("keys", self)
        self._parts = around.vault_in(around.journal_folder(self._preferences))
        self._protection = Protection.KEYRING
        self._has_code = False  # whether a recovery code opens the journal that is open
        self._key: JournalKey | None = None  # of the journal that is open
        self._session: Session | None = None
        self._demo: DemoVault | None = None
        self._aid: QWidget | None = None
        self._settings: SettingsPage | None = None
        self._leaving = False
        self._locking = False
        self._closing = False
        self._veiled_unasked = False
        self._sheet: Path | None = None  # that is to be looked at
        self._lock_when_open = False  # the computer went to sleep while the journal was opening
        self._untold: tuple[KnownError, str] | None = None
        self._preferences_saved = True
        self._check_in_when_open = False
        self.window = MainWindow(self._theme)
        self._tray = self._make_tray()
        self._name_things(self._preferences)
        self._pages = Navigator(self.window)
        self._library = LibraryPages(around.content.library, self._pages, self._theme, self)
        self._about = AboutPages(around.version, self._pages, self)
        self._door = self._make_door()
        SelectionGuard(around.app.clipboard(), self)
        ClipboardGuard(around.app, self)
        self._idle = IdleWatch(around.seconds, self)
        self._connect_window()

    @property
    def theme(self) -> ThemeController:
        """The look."""
        return self._theme

    @property
    def is_busy(self) -> bool:
        """Whether something is still on its way from a journal or a keyring to the window."""
        return self._journal_jobs.is_busy or self._keys.is_busy

    # --- beginning and ending ---------------------------------------------------------------

    def begin(self, locked: str | None = None) -> None:
        """Show the window with the page for what lies in the folder.

        Args:
            locked: What the window looked like that a process before this one locked, or None. The
                keyring is not asked then before the person asks.
        """
        self._door.open(at_program_start=locked is None)
        self.window.resize(*USUAL_SIZE)
        self.window.show_like(locked or "")
        self._around.session_watch.start(self.window.winId())

    def begin_demo(self, years: int = DEFAULT_YEARS) -> None:
        """Show the window with a made-up journal."""
        self._show_window()
        self._start_demo(years)

    def offer_sheet(self, path: Path) -> None:
        """Show what is in a homework sheet, as soon as a journal is open."""
        self._sheet = path
        if self._session is not None and not self._locking:
            self._show_offered_sheet(self._session)

    def _open_file(self, path: Path) -> None:
        """Show a sheet that the person opened from outside, in front of what lies over it."""
        if not self._leaving:
            self._come_to_front()
            self.offer_sheet(path)

    def _make_tray(self) -> Tray:
        tray = Tray(self._theme, self)
        tray.show_requested.connect(self._come_to_front)
        tray.check_in_requested.connect(self._check_in_from_tray)
        tray.lock_requested.connect(self.lock)
        tray.quit_requested.connect(self.leave)
        return tray

    def _check_in_from_tray(self) -> None:
        """Show the check-in, or the door and the check-in behind it."""
        self._come_to_front()
        if self._session is None:
            self._check_in_when_open = True
        elif not self._locking and not self._leaving:
            self._session.check_in()

    def _show_offered_sheet(self, session: Session) -> None:
        path, self._sheet = self._sheet, None
        if path is not None and self._demo is None:
            session.preview_sheet(path)

    def end(self) -> bool:
        """Stop the job runners.

        Returns:
            Whether every thread ended: a keyring that never answers is not waited for.
        """
        self._around.session_watch.stop()
        self._journal_jobs.shut_down()
        if self._demo is not None:
            self._demo.remove()
            self._demo = None
        return self._keys.shut_down(wait=not self._keys.is_busy)

    def leave(self) -> None:
        """Save everything, close the journal, and end the event loop."""
        if self._leaving:
            return
        self._leaving = True
        if self._session is None:
            if not self._closing:
                self._quit()
            return
        self._session.flush(self._flushed_before_leaving)

    def save_before_crash_page(self) -> None:
        """Save what is pending, if that is possible."""
        if self._session is not None:
            self._session.flush(lambda _saved: None)

    def _flushed_before_leaving(self, saved: bool) -> None:
        if not saved and not self._leave_without_saving():
            self._leaving = False
            return
        self._close_session(self._quit)

    def _leave_without_saving(self) -> bool:
        self.window.unveil()
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Your last words are not saved yet."))
        box.setInformativeText(
            self.tr("Stay, and save them again or save a copy elsewhere. Or quit without them.")
        )
        stay = box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        go = box.addButton(self.tr("Quit without them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is go  # hiding closes the box without any button

    def _quit(self) -> None:
        self._tray.hide()
        self.window.let_close()
        self._around.app.quit()

    # --- the window -------------------------------------------------------------------------

    def _connect_window(self) -> None:
        window = self.window
        window.place_requested.connect(self._go_to)
        window.help_requested.connect(self._show_help)
        window.steady_requested.connect(self._show_steady)
        window.lock_requested.connect(self.lock)
        window.hide_requested.connect(self._hide)
        window.unveiled.connect(self._unveil)
        window.close_requested.connect(self.leave)
        window.about_requested.connect(self._about.show)
        window.text_size_requested.connect(self._change_text_size)
        window.leave_demo_requested.connect(self._leave_demo)
        window.new_requested.connect(lambda: self._in_session(Session.begin_journey))
        window.note_requested.connect(lambda: self._in_session(Session.begin_note))
        window.check_in_requested.connect(lambda: self._in_session(Session.check_in))
        self._around.instance.raise_requested.connect(self._come_to_front)
        self._around.instance.file_handed_over.connect(self.offer_sheet)
        self._around.app.file_opened.connect(self._open_file)
        self._idle.warned.connect(window.warn_of_lock)
        self._idle.stayed.connect(window.end_warning)
        self._idle.idle.connect(self._lock_unasked)
        self._around.session_watch.lock_wanted.connect(self._lock_unasked)

    def _in_session(self, act: Callable[[Session], None]) -> None:
        if self._session is not None:
            act(self._session)

    def _show_window(self) -> None:
        self.window.resize(*USUAL_SIZE)
        self.window.show()

    def _come_to_front(self) -> None:
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _go_to(self, place: Place) -> None:
        if place is Place.SETTINGS:
            self._show_settings()
        else:
            self._in_session(lambda session: session.show(place))

    # --- the door ---------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        return self._parts.folder.path

    def _make_door(self) -> Door:
        door = Door(
            self._around,
            self._parts,
            self.window,
            self._pages,
            self._problems,
            self._keys,
            self._journal_jobs,
            self,
        )
        door.opened.connect(self._opened)
        door.created.connect(self._created)
        door.folder_chosen.connect(self._use_chosen_folder)
        door.failed.connect(self._tell)
        door.restore_requested.connect(
            lambda backup, key, other: self._work(key).restore(None, backup, other)
        )
        door.help_requested.connect(self._show_help)
        door.steady_requested.connect(self._show_steady)
        door.quit_requested.connect(self.leave)
        door.demo_requested.connect(lambda: self._start_demo(DEFAULT_YEARS))
        return door

    def _work(self, key: JournalKey) -> VaultWork:
        """Return what can be done to the vault while the journal is closed."""

        def close(page: QWidget, then: Callable[[], None]) -> None:
            if self._session is None:
                self._door.show(page)
                then()
                return
            self._session.flush(
                lambda saved: self._close_session(then, page) if saved else page.deleteLater()
            )

        desk = Desk(
            parts=self._parts,
            key=key,
            keys=self._keys,
            journal_jobs=self._journal_jobs,
            problems=self._problems,
            close=close,
            open_door=self._locked,
            begin_anew=lambda: self._door.open(at_program_start=True),
            quit=self.leave,
        )
        work = VaultWork(desk, self)
        work.refused.connect(self._tell)
        return work

    def _open_vault(self, journal: Journal, key: JournalKey) -> OpenVault:
        return OpenVault(
            parts=self._parts,
            key=key,
            journal=journal,
            keys=self._keys,
            journal_jobs=self._journal_jobs,
            work=lambda: self._work(key),
            vault_in=self._around.vault_in,
            remember=self._remember_folder,
            forget_settings=self._forget_settings,
        )

    def _remember_folder(self, folder: Path) -> None:
        """Use another folder, unless that can not be kept. Raises KnownError."""
        chosen = "" if folder == self._around.folders.data else str(folder)
        changed = replace(self._preferences, journal_folder=chosen)
        self._around.preferences.save(changed)
        self._preferences = changed
        self._parts = self._around.vault_in(folder)
        self._door.use(self._parts)

    def _forget_settings(self) -> None:
        folders = self._around.folders
        delete_traces(folders.data, folders.config)
        self._preferences = Preferences()
        self._apply(self._preferences)
        self._name_things(self._preferences)
        self._parts = self._around.vault_in(folders.data)
        self._door.use(self._parts)

    def _use_chosen_folder(self, folder: Path) -> None:
        self._use_folder(folder)
        self._door.open(at_program_start=True)

    def _use_folder(self, folder: Path) -> None:
        """Let the journal be in a folder from now on, at later starts too."""
        usual = folder == self._around.folders.data
        self._parts = self._around.vault_in(folder)
        self._door.use(self._parts)
        chosen = "" if usual else str(folder)
        if chosen != self._preferences.journal_folder:
            self._set_preferences(replace(self._preferences, journal_folder=chosen))

    # --- a session --------------------------------------------------------------------------

    def _created(self, journal: Journal, key: JournalKey, therapist: str) -> None:
        def keep_name() -> None:
            SettingsService(journal).save(JournalSettings(therapist=therapist))

        self._journal_jobs.submit(
            keep_name, lambda _none: self._opened(journal, key), self._session_failed
        )

    def _opened(self, journal: Journal, key: JournalKey) -> None:
        def read() -> tuple[JournalSettings, VaultState, bool]:
            vault = Vault(self._parts)
            return SettingsService(journal).load(), vault.state(), vault.has_recovery_code()

        def begin(read: tuple[JournalSettings, VaultState, bool]) -> None:
            settings, state, self._has_code = read
            by_passphrase = state is VaultState.PASSPHRASE
            self._protection = Protection.PASSPHRASE if by_passphrase else Protection.KEYRING
            self._key = key
            session = self._begin_session(journal, settings)
            QTimer.singleShot(BACKUP_AFTER, session, lambda: self._back_up(session, key))
            daily = QTimer(session, interval=BACKUP_EVERY)  # a journal may stay open over midnight
            daily.timeout.connect(lambda: self._back_up(session, key))
            daily.start()

        self._journal_jobs.submit(read, begin, self._session_failed)

    def _begin_session(self, journal: Journal, settings: JournalSettings) -> Session:
        around = self._around
        shared = Shared(
            window=self.window,
            pages=self._pages,
            theme=self._theme,
            content=around.content,
            problems=self._problems,
            jobs=self._journal_jobs,
            clock=around.clock,
            sealer=around.sealer,
        )
        session = self._session = Session(journal, settings, shared)
        session.help_requested.connect(self._show_help)
        session.steady_requested.connect(self._show_steady)
        session.library_requested.connect(self._show_library)
        session.failed.connect(self._tell)
        self.window.show_open()
        self._watch_idleness(settings)
        self._tray.offer_lock(True)
        session.show(Place.TODAY)
        self._door.leave()
        if self._check_in_when_open:
            self._check_in_when_open = False
            session.check_in()
        if self._lock_when_open:
            self._lock_unasked()
        else:
            self._show_offered_sheet(session)
        return session

    def _session_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._door.open(at_program_start=False)

    def _back_up(self, session: Session, key: JournalKey) -> None:
        """Make today's backup, in a moment when nobody waits for the database thread."""
        if self._session is not session or self._locking or self._leaving:
            return

        def failed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                raise error
            log("backup").warning("today's backup failed: %s", type(error).__name__)
            self._tell(error, self.tr("Today's backup of your journal could not be made."))

        parts, journal = self._parts, session.journal

        def make() -> None:
            Backups(parts).make_if_due(journal, key)
            SecondPlace(parts, journal, key).copy_newest()

        self._journal_jobs.submit(make, _done, failed)

    def _tell(self, error: KnownError, before: str = "") -> None:
        """Say what went wrong where no page does, without taking the keyboard away."""
        if self._leaving:
            return  # the person is asked whether to quit all the same
        if self.window.is_veiled:
            self._untold = (error, before)  # a hidden window says nothing
            return
        problem = self._problems.words(error)
        more = f"{problem.happened} {problem.safe} {problem.to_do}"
        show_message(self.window, before or f"{problem.title}.", more)

    def lock(self) -> None:
        """Save, close the journal, and show the door. Words that can not be saved keep it open."""
        session = self._session
        if session is None or self._locking or self._leaving:
            return
        if self._demo is not None:
            self._leave_demo()
            return
        self._locking = True
        self._dismiss_dialogs()
        session.flush(self._flushed_before_lock)

    def _flushed_before_lock(self, saved: bool) -> None:
        self._locking = False
        if saved and self._session is not None:  # else it was closed for something else meanwhile
            self._close_session(self._locked)
        else:
            self._around.session_watch.let_sleep()

    def _locked(self) -> None:
        if self._start_afresh():
            return
        self._around.session_watch.let_sleep()
        self._door.open(at_program_start=False)
        if self._veiled_unasked:
            self._unveil()

    def _start_afresh(self) -> bool:
        """Let a process show the door that has never seen a word. False when there is none."""
        start = self._around.start_afresh
        # A folder that could not be remembered is known to this process only.
        remembered = self._around.journal_folder(self._around.preferences.load())
        if start is None or self._folder != remembered:
            return False
        self._tray.hide()  # the fresh process shows its own
        try:
            start(self.window.looks(veiled=self.window.is_veiled and not self._veiled_unasked))
        except OSError as error:
            log("lock").warning("no fresh process: %s", type(error).__name__)
            self._name_things(self._preferences)
            return False
        self._quit()
        return True

    def _lock_unasked(self) -> None:
        """Lock because nobody is there. Words that can not be saved stay, under the veil."""
        if self._session is not None and self._demo is None:
            if not self.window.is_veiled:
                self._veiled_unasked = True
                self._dismiss_dialogs()
                self.window.veil()
            self.lock()
        self._lock_when_open = self._session is None and self._door.is_opening
        if not self._locking and not self._closing:
            self._around.session_watch.let_sleep()

    def _unveil(self) -> None:
        self._veiled_unasked = False
        self.window.unveil()
        untold, self._untold = self._untold, None
        if untold is not None:
            self._tell(*untold)

    def _watch_idleness(self, settings: JournalSettings) -> None:
        """Lock when nobody is there. A made-up journal has nothing to lock."""
        if self._session is not None and self._demo is None:
            self._idle.start(settings.lock_after)

    def _close_session(self, then: Callable[[], None], page: QWidget | None = None) -> None:
        """Destroy every page with words on it, close the journal, and go on.

        Args:
            then: What comes after.
            page: What is shown instead, or None for an empty page.
        """
        session, self._session = self._session, None
        if session is None:
            then()
            return
        self._idle.stop()
        self._tray.offer_lock(False)
        self._untold = None
        self._dismiss_dialogs()
        self._key = None
        self._door.show(page or QWidget())
        session.dispose()
        self._clear_clipboard()

        self._closing = True

        def closed() -> None:
            self._closing = False
            if self._leaving:
                self._quit()
            else:
                then()

        def failed(error: Exception) -> None:
            closed()
            if not isinstance(error, KnownError):
                raise error
            log("journal").warning("closing failed: %s", type(error).__name__)

        self._journal_jobs.submit(session.journal.close, lambda _none: closed(), failed)

    def _dismiss_dialogs(self) -> None:
        """Close every dialog: it may show words, and it would lie over a locked window."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()

    def _clear_clipboard(self) -> None:
        clipboard = self._around.app.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    def _hide(self) -> None:
        """Cover everything first, then lock. A made-up journal has nothing to lock."""
        self._veiled_unasked = False
        self._dismiss_dialogs()
        self.window.veil()
        if self._demo is None:
            self.lock()

    # --- the made-up journal ----------------------------------------------------------------

    def _start_demo(self, years: int) -> None:
        if self._demo is not None:
            return
        around = self._around
        demo = self._demo = DemoVault(around.opener)
        worksheets = dict(around.content.worksheets)

        def make() -> tuple[Journal, JournalSettings]:
            journal, _key = demo.make(worksheets, load_demo(worksheets), around.clock, years)
            return journal, SettingsService(journal).load()

        def made(result: tuple[Journal, JournalSettings]) -> None:
            self._begin_session(*result)
            self.window.set_banner(
                self.tr("Made-up entries, to look around. Nothing you write here is kept.")
            )

        def failed(error: Exception) -> None:
            demo.remove()
            self._demo = None
            self._session_failed(error)

        self._journal_jobs.submit(make, made, failed)

    def _leave_demo(self) -> None:
        def left() -> None:
            if self._demo is not None:
                self._demo.remove()
                self._demo = None
            self._door.open(at_program_start=True)

        if self._demo is not None:
            self._close_session(left)

    # --- pages that need no journal ---------------------------------------------------------

    def _show_help(self) -> None:
        content = self._around.content
        contacts = self._session.contacts() if self._session is not None else None
        page = HelpPage(content.lines, content.texts, self._around.clock, self._problems, contacts)
        if contacts is not None:
            contacts.setParent(page)
        page.steady_requested.connect(self._show_steady)
        page.read_requested.connect(self._show_library)
        page.closed.connect(lambda: self._pages.leave(page))
        self._show_aid(page)

    def _show_library(self) -> None:
        named = self._session.therapist if self._session is not None else therapist_name("")
        self._library.show(named)

    def _show_steady(self) -> None:
        page = SteadyPage(self._around.content.steadying)
        page.help_requested.connect(self._show_help)
        page.closed.connect(lambda: self._pages.leave(page))
        self._show_aid(page)

    def _show_aid(self, page: QWidget) -> None:
        """Show help or steadying over the page that is there; one takes the other's place."""
        before, self._aid = self._aid, page
        self._pages.show_over(page)
        if before is not None:
            self._pages.leave(before)

    def _show_settings(self) -> None:
        around = self._around
        presenter = self._session.settings() if self._session is not None else None
        page = SettingsPage(
            self._preferences,
            around.languages,
            self._storage_facts(),
            self._problems,
            presenter,
            captures_refused=None if self._captures is None else self._captures.was_refused,
            shows_tray=around.shows_tray(),
        )
        if presenter is not None:
            presenter.setParent(page)
            presenter.kept.connect(self._watch_idleness)
        page.preferences_changed.connect(self._set_preferences)
        if self._session is not None and self._key is not None:
            vault = self._open_vault(self._session.journal, self._key)
            care = VaultPages(page, vault, self.window, self._pages, self._problems)
            care.failed.connect(self._tell)
        page.closed.connect(lambda: self._pages.leave(page))
        before, self._settings = self._settings, page
        self._pages.show_over(page, Place.SETTINGS)
        if before is not None:
            self._pages.leave(before)

    def _storage_facts(self) -> StorageFacts:
        around = self._around
        key = None
        if self._session is not None:
            by_keyring = self._protection is Protection.KEYRING
            key = KeyPlace.KEYRING if by_keyring else KeyPlace.PASSPHRASE
        if self._demo is not None:
            key = KeyPlace.DEMO
        folder = self._demo.path if self._demo is not None else self._folder
        known = key in (KeyPlace.KEYRING, KeyPlace.PASSPHRASE)
        has_code = self._has_code if known else None
        return StorageFacts(folder, key, around.secrets.name, around.version, has_code)

    # --- preferences ------------------------------------------------------------------------

    def _change_text_size(self, step: int) -> None:
        now = self._preferences.text_percent
        wanted = USUAL_TEXT if step == 0 else now + step * TEXT_STEP
        wanted = max(TEXT_LOW, min(TEXT_HIGH, wanted))
        changed = replace(self._preferences, text_percent=wanted)
        self._set_preferences(changed)
        if self._settings is not None and self._pages.is_shown(self._settings):
            self._settings.show_preferences(changed)

    def _set_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._apply(preferences)
        self._name_things(preferences)
        was_saved = self._preferences_saved
        try:
            self._around.preferences.save(preferences)
            self._preferences_saved = True
        except KnownError as error:
            log("preferences").warning("not saved: %s", type(error).__name__)
            self._preferences_saved = False
            if was_saved:
                text = self.tr("Your choice holds until you close Repair. It is not saved.")
                self._tell(error, text)

    def _apply(self, preferences: Preferences) -> None:
        self._theme.apply(
            Theme(preferences.theme),
            preferences.text_percent,
            preferences.system_font,
            preferences.reduced_motion,
        )
        if self._captures is not None:
            self._captures.keep(preferences.screen_guard)

    def _name_things(self, preferences: Preferences) -> None:
        """Show the icon beside the clock if it is wanted, and call it and the window by a name."""
        self.window.set_neutral_title(preferences.neutral_title)
        if preferences.tray_icon:
            self._tray.show(preferences.neutral_title)
        else:
            self._tray.hide()


def _done(_result: object) -> None:
    """Nothing more to do."""

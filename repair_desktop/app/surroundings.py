"""What a program stands on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from repair_desktop.app.content import Content
from repair_desktop.app.vault import vault_parts
from repair_desktop.core.ports import JournalOpener, Sealer, SecretStore
from repair_desktop.core.preferences import Preferences
from repair_desktop.core.times import Clock
from repair_desktop.gui.shell.application import Application
from repair_desktop.gui.shell.tray import tray_is_there
from repair_desktop.gui.theme.controller import SystemLook
from repair_desktop.services.vault_parts import VaultParts
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.paths import Folders, journal_folder
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.screen_guard import ScreenGuard, present_screen_guard
from repair_desktop.system.session_watch import SessionWatch


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts of one run; tests and the tour give some of their own.

    ``start_afresh`` gets what the window looks like and puts a fresh process in this one's place;
    it comes back where this process has to end by itself, and raises OSError where nothing came of
    it. Without it, this process goes on.
    """

    app: Application
    folders: Folders
    preferences: PreferencesStore
    secrets: SecretStore
    sealer: Sealer
    opener: JournalOpener
    clock: Clock
    content: Content
    languages: tuple[str, ...]
    system_look: SystemLook
    instance: InstanceLock
    version: str
    session_watch: SessionWatch = field(default_factory=SessionWatch)
    screen_guard: ScreenGuard | None = field(default_factory=present_screen_guard)
    shows_tray: Callable[[], bool] = tray_is_there
    start_afresh: Callable[[str], None] | None = None
    seconds: Callable[[], float] = time.monotonic

    def vault_in(self, folder: Path) -> VaultParts:
        """Return the parts of the vault in a folder, which need not exist yet."""
        return vault_parts(folder, self.secrets, self.sealer, self.opener, self.clock)

    def journal_folder(self, preferences: Preferences) -> Path:
        """Return where the journal lies, or is to lie."""
        return journal_folder(self.folders, preferences.journal_folder)

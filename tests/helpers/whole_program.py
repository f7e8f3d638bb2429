"""The whole program in one process. All is real but the keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.fake_vault import FakeSecrets
from helpers.real_journal import SetClock
from helpers.vault import quick_sealer
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.app.content import Content, load_content
from repair_desktop.app.program import Program, Surroundings
from repair_desktop.app.tour.camera import TourLook
from repair_desktop.app.tour.hands import Hands
from repair_desktop.gui.widgets.page import Page
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore

CONTENT = load_content("en")


class Home:
    """A person's computer: what is on its disk and in its keyring stays from start to start."""

    def __init__(self, qtbot: QtBot, folder: Path, content: Content = CONTENT) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.secrets = FakeSecrets()
        self.clock = SetClock()
        self.look = TourLook()
        self.content = content

    def surroundings(self) -> Surroundings:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return Surroundings(
            app=app,
            folders=Folders(self.folder, self.folder),
            preferences=PreferencesStore(self.folder),
            secrets=self.secrets,
            sealer=quick_sealer(),
            opener=SqlCipherOpener(),
            clock=self.clock,
            content=self.content,
            languages=("en",),
            system_look=self.look,
            instance=InstanceLock(self.folder),
            version="0",
        )

    @contextmanager
    def program(self, begin: Callable[[Program], None] = Program.begin) -> Iterator[Person]:
        """Start the program; at the end the person quits it, unless it ended already."""
        program = Program(self.surroundings())
        person = Person(self.qtbot, program)
        begin(program)
        self.qtbot.waitExposed(program.window)
        try:
            yield person
        finally:
            program.leave()
            self.qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=6_000)
            assert program.end()
            program.theme.deleteLater()
            program.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Person:
    """Somebody who uses the program."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.program = program
        self.window = program.window
        self.hands = Hands(program.window)
        self._qtbot = qtbot

    def wait(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=6_000)

    def settle(self) -> None:
        """Wait until nothing is on its way any more, and what is new is shown."""
        QApplication.processEvents()
        self.wait(lambda: not self.program.is_busy)

    def page(self) -> Page:
        page = self.window.current_page()
        assert isinstance(page, Page)
        return page

    def wait_for_page(self, title: str) -> None:
        self.wait(lambda: self.window.current_page().accessibleName() == title)  # type: ignore[union-attr]
        self.settle()

    def press(self, name: str) -> None:
        self.wait(lambda: self.hands.sees(name))
        self.hands.press(name)
        self.settle()

    def make_a_journal(self) -> None:
        self.wait_for_page("Welcome to Repair")
        self.press("Start")
        self.press("Continue")
        self.wait(lambda: self.hands.sees("This computer account"))
        self.press("Make my journal")
        self.wait_for_page("Today")

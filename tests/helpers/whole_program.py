"""The whole program in one process. All is real but the keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.fake_vault import FakeSecrets
from helpers.real_journal import SetClock
from helpers.vault import quick_opener, quick_sealer
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from repair_desktop.app.content import Content, load_content
from repair_desktop.app.program import Program
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.app.tour.camera import TourLook
from repair_desktop.app.tour.hands import Hands
from repair_desktop.app.tour.walk import type_two_groups
from repair_desktop.gui.shell.application import Application
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.page import Page
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.session_watch import SessionWatch

CONTENT = load_content("en")


class FakeSessionWatch(SessionWatch):
    """Hears what a test emits."""

    def __init__(self) -> None:
        super().__init__()
        self.let_sleeps = 0

    def let_sleep(self) -> None:
        self.let_sleeps += 1


class Home:
    """A person's computer: what is on its disk and in its keyring stays from start to start."""

    def __init__(self, qtbot: QtBot, folder: Path, content: Content = CONTENT) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.secrets = FakeSecrets()
        self.clock = SetClock()
        self.look = TourLook()
        self.content = content
        self.opener = quick_opener()
        self.seconds = 0.0
        self.session_watch = FakeSessionWatch()
        self.start_afresh: Callable[[str], None] | None = None

    def surroundings(self) -> Surroundings:
        app = QApplication.instance()
        assert isinstance(app, Application)
        return Surroundings(
            app=app,
            folders=Folders(self.folder, self.folder),
            preferences=PreferencesStore(self.folder),
            secrets=self.secrets,
            sealer=quick_sealer(),
            opener=self.opener,
            clock=self.clock,
            content=self.content,
            languages=("en",),
            system_look=self.look,
            instance=InstanceLock(self.folder),
            version="0",
            session_watch=self.session_watch,
            start_afresh=self.start_afresh,
            seconds=lambda: self.seconds,
        )

    @contextmanager
    def program(self, begin: Callable[[Program], None] = Program.begin) -> Iterator[Person]:
        """Start the program; at the end the person quits it, unless it ended already."""
        program = Program(self.surroundings())
        person = Person(self, program)
        begin(program)
        self.qtbot.waitExposed(program.window)
        try:
            yield person
        finally:
            program.leave()
            self.qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=6_000)
            assert program.end()
            for left in (program, program.theme, program.window):
                left.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Person:
    """Somebody who uses the program."""

    def __init__(self, home: Home, program: Program) -> None:
        self._home = home
        self.program = program
        self.window = program.window
        self.hands = Hands(program.window)

    def wait(self, true: Callable[[], bool]) -> None:
        self._home.qtbot.waitUntil(true, timeout=6_000)

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

    def be_away(self, seconds: float) -> None:
        """Touch nothing for a while."""
        self._home.seconds += seconds
        self.program._idle.look()

    def make_a_journal(self) -> str:
        """Make one with its key in the keyring, and return its recovery code."""
        self.wait_for_page("Welcome to Repair")
        self.press("Start")
        self.press("Continue")
        self.press("Only me")
        self.wait(lambda: self.hands.sees("This computer account"))
        self.press("Continue")
        code = self.write_down_the_code()
        self.wait_for_page("Today")
        return code

    def write_down_the_code(
        self, page: str = "Your recovery code", then: str = "Make my journal"
    ) -> str:
        """Type the two groups that are asked for, go on, and return the code."""
        self.wait_for_page(page)
        code = " ".join(next(self.hands.all(CodeView)).groups)
        type_two_groups(self.hands)
        self.press(then)
        return code

"""A journey on a real journal, and hands to go through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from helpers.accessible import read_aloud
from helpers.jobs import InlineJobs
from helpers.real_journal import WORKSHEETS, SetClock
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer
from repair_desktop.core.ids import EntryId, PromptId, WorksheetId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.reflect.journey_presenter import JourneyPresenter
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.prompts.base import PromptWidget
from repair_desktop.services.reflect import OpenEntry, ReflectService
from repair_desktop.services.settings import JournalSettings
from repair_desktop.storage.journal import SqlJournal

SIX = WorksheetId("six-steps")
SHEET = WORKSHEETS[SIX]
NAME = TherapistName("your therapist", "my therapist")


class BreakableReflect(ReflectService):
    """The real service. While ``fail`` is set, nothing is written and it is raised."""

    def __init__(self, journal: SqlJournal, clock: SetClock) -> None:
        super().__init__(journal, WORKSHEETS, clock)
        self.journal = journal
        self.fail: Exception | None = None
        self.saves: list[dict[PromptId, Answer | None]] = []

    def save(
        self,
        entry_id: EntryId,
        changes: Mapping[PromptId, Answer | None],
        place: PromptId | None,
    ) -> None:
        if self.fail:
            raise self.fail
        super().save(entry_id, changes, place)
        self.saves.append(dict(changes))

    @contextmanager
    def broken(self, error: Exception) -> Iterator[None]:
        """Fail for a while, in everything that writes."""
        self.fail = error
        entries, ruptures = self.journal.entries, self.journal.ruptures
        for store, name in (
            (entries, "finish"),
            (entries, "delete"),
            (entries, "restore"),
            (ruptures, "add_state"),
            (ruptures, "describe"),
            (ruptures, "delete"),
            (ruptures, "restore"),
        ):
            setattr(store, name, self._refuse)
        try:
            yield
        finally:
            self.fail = None
            for store in (entries, ruptures):
                for name in ("finish", "add_state", "describe", "delete", "restore"):
                    vars(store).pop(name, None)

    def _refuse(self, *_: object) -> None:
        assert self.fail
        raise self.fail


class Journey:
    """One journey on screen, as a session would show it."""

    def __init__(
        self,
        qtbot: QtBot,
        theme: ThemeController,
        reflect: BreakableReflect,
        clock: SetClock,
        opened: OpenEntry | None = None,
        settings: JournalSettings | None = None,
        size: tuple[int, int] = (900, 700),
    ) -> None:
        self.reflect = reflect
        self.opened = opened or reflect.begin(SIX)
        self.jobs = InlineJobs()
        self.presenter = JourneyPresenter(
            reflect,
            self.opened,
            reflect.recent_words(),
            settings or JournalSettings(ask_checks=False),
            self.jobs,
        )
        self.asked: list[str] = []
        self.presenter.closed.connect(lambda: self.asked.append("closed"))
        self.presenter.help_requested.connect(lambda: self.asked.append("help"))
        self.presenter.steady_requested.connect(lambda: self.asked.append("steady"))
        self.presenter.page_requested.connect(lambda page: self.asked.append(f"page {page}"))
        self.page = JourneyPage(self.presenter, NAME, clock, theme, ProblemWords())
        self.presenter.setParent(self.page)
        self.page.resize(*size)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.take_keys()
        settle()

    # --- looking ----------------------------------------------------------------------------

    def words(self) -> str:
        """Everything that can be read."""
        return read_aloud(self.page)

    def buttons(self) -> list[str]:
        found = self.page.findChildren(QPushButton)
        return [b.text() for b in found if b.isVisible() and b.text()]

    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def prompt(self, prompt_id: str) -> PromptWidget:
        return next(widget for widget in self.prompts() if widget.prompt.id == prompt_id)

    def prompts(self) -> list[PromptWidget]:
        """The prompts in sight."""
        found = self.page.findChildren(QWidget)
        return [w for w in found if isinstance(w, PromptWidget) and w.isVisible()]

    def asks(self) -> list[str]:
        """The ids of the prompts in sight."""
        return [widget.prompt.id for widget in self.prompts()]

    def kept(self) -> Mapping[PromptId, Answer]:
        """What the journal has."""
        return self.reflect.open(self.opened.entry.id).answers

    def save_line(self) -> str:
        return self.page._ways.saved.text()

    def trouble(self) -> str:
        """What is said about words that are not saved, or ""."""
        return self.page._ways.problem.text

    # --- doing ------------------------------------------------------------------------------

    def go_to(self, prompt_id: str) -> None:
        self.presenter.go_to_prompt(PromptId(prompt_id))
        settle()

    def press(self, text: str, inside: QWidget | None = None) -> None:
        """Press a button by its words or its name."""
        for button in (inside or self.page).findChildren(QPushButton):
            if button.isVisible() and text in (button.text(), button.accessibleName()):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                settle()
                return
        raise AssertionError(f"no {text!r} among {self.buttons()}")

    def tick(self, text: str, prompt_id: str | None = None) -> None:
        inside = self.prompt(prompt_id) if prompt_id else self.page
        (chip,) = [chip for chip in inside.findChildren(Chip) if chip.words == text]
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        settle()

    def write(self, text: str, prompt_id: str | None = None) -> None:
        inside = self.prompt(prompt_id) if prompt_id else self.page
        field = inside.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        field.setFocus()
        QTest.keyClicks(field, text)

    def walk(self) -> Iterator[None]:
        """Show every screen, one after the other, up to what was written."""
        while self.presenter.screen.kind is not ScreenKind.OVERVIEW:
            settle()
            yield
            self.presenter.go_on()
        settle()
        yield


def settle() -> None:
    """Let new controls be laid out and shown."""
    for _ in range(3):
        QCoreApplication.processEvents()


def come_back(
    qtbot: QtBot,
    theme: ThemeController,
    before: Journey,
    clock: SetClock,
    settings: JournalSettings | None = None,
) -> Journey:
    """Close a journey's page, and open its entry anew."""
    before.page.close()
    opened = before.reflect.open(before.opened.entry.id)
    return Journey(qtbot, theme, before.reflect, clock, opened, settings)

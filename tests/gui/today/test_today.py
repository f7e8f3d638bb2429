from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.jobs import InlineJobs
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import ChoiceAnswer, TextAnswer
from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import EntryId, OptionId, PromptId, WorksheetId
from repair_desktop.core.sessions import Coming
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.today.page import TodayPage
from repair_desktop.gui.today.presenter import MOST_UNFINISHED, TodayPresenter, TodayView
from repair_desktop.gui.widgets.dates import moment_words
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sessions import SessionService
from repair_desktop.storage.journal import SqlJournal

SIX = WorksheetId("six-steps")
WHAT, KIND = PromptId("s1.what"), PromptId("s1.kind")


@dataclass
class Today:
    """Today over a real journal."""

    journal: SqlJournal
    clock: SetClock
    reflect: ReflectService
    mood: MoodService
    sessions: SessionService
    presenter: TodayPresenter
    jobs: InlineJobs

    def write(self, kind: str = "", title: str = "") -> EntryId:
        """Leave an entry half done."""
        self.clock.pass_by(hours=1)
        opened = self.reflect.begin(SIX)
        assert opened.rupture is not None
        self.reflect.save(opened.entry.id, {WHAT: TextAnswer("the clock")}, WHAT)
        if kind:
            answer = ChoiceAnswer((OptionId(kind),))
            self.reflect.save(opened.entry.id, {KIND: answer}, WHAT)
        if title:
            self.reflect.describe(opened.rupture.id, title, None)
        return opened.entry.id

    def view(self) -> TodayView:
        seen: list[TodayView] = []
        self.presenter.changed.connect(seen.append)
        self.presenter.refresh()
        self.presenter.changed.disconnect(seen.append)
        [view] = seen
        return view


@pytest.fixture
def today(tmp_path: Path, qapp: QApplication) -> Iterator[Today]:
    clock, jobs = SetClock(), InlineJobs()
    with real_journal(tmp_path) as journal:
        reflect, mood = reflect_service(journal, clock), MoodService(journal, clock)
        sessions = SessionService(journal, WORKSHEETS, reflect, clock)
        presenter = TodayPresenter(reflect, mood, sessions, jobs, clock)
        yield Today(journal, clock, reflect, mood, sessions, presenter, jobs)


@pytest.fixture
def page(qtbot: QtBot, today: Today) -> TodayPage:
    check_in = QPushButton("How are you?")
    check_in.setMinimumHeight(40)
    name = TherapistName.named("M.")
    page = TodayPage(today.presenter, check_in, name, ProblemWords())
    page.resize(620, 500)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def shown(page: TodayPage) -> list[QPushButton]:
    QApplication.processEvents()
    return [button for button in page.findChildren(QPushButton) if button.isVisible()]


def carry_on(page: TodayPage) -> list[str]:
    return [b.accessibleName() for b in shown(page) if b.text() == "Carry on"]


# --- what is gathered ------------------------------------------------------------------------


def test_a_fresh_journal_has_a_day_and_nothing_left_half_done(today: Today) -> None:
    assert today.view() == TodayView(today.clock.now().date(), (), (), Coming(None))


def test_what_was_left_half_done_comes_last_changed_first(today: Today) -> None:
    first = today.write(kind="brushed-off")
    second = today.write(title="The clock")
    third = today.write()
    today.reflect.finish(third)
    found = today.view().unfinished
    assert [each.entry_id for each in found] == [second, first]
    assert [each.title for each in found] == ["The clock", ""]
    assert [each.kind for each in found] == ["", "I felt brushed off"]
    assert found[0].changed_at == today.clock.now() - timedelta(hours=1)


def test_only_the_latest_few_are_shown(today: Today) -> None:
    entries = [today.write() for _ in range(MOST_UNFINISHED + 2)]
    shown = [each.entry_id for each in today.view().unfinished]
    assert shown == entries[::-1][:MOST_UNFINISHED]


def test_only_the_days_own_check_ins_are_gathered(today: Today) -> None:
    for hours in (36, 13, 2):
        today.mood.save(CheckIn(today.clock.now() - timedelta(hours=hours), 1))
    assert [mood.at.hour for mood in today.view().moods] == [10]


def test_a_journal_that_can_not_be_read_is_told_calmly_and_a_bug_is_not(
    today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[Exception] = []
    today.presenter.failed.connect(failed.append)

    def fail_with(error: Exception) -> None:
        def fail(_service: ReflectService) -> None:
            raise error

        monkeypatch.setattr(ReflectService, "unfinished", fail)

    fault = DiskFault()
    fail_with(fault)
    today.presenter.refresh()
    assert failed == [fault]
    fail_with(LookupError())
    with pytest.raises(LookupError):
        today.presenter.refresh()
    assert failed == [fault]


# --- what is shown ---------------------------------------------------------------------------


def test_a_first_day_is_not_empty(page: TodayPage) -> None:
    page.refresh()
    words = read_aloud(page)
    assert words.startswith("Today Monday, 23 November 2026")
    assert "Did something feel off with M.?" in words
    assert "Left half done" not in words
    assert "it takes a minute" in words
    assert [b.text() for b in shown(page)] == ["How are you?", "Something felt off", "Quick note"]


@pytest.mark.parametrize("text", ["Something felt off", "Quick note"])
def test_begin(page: TodayPage, text: str) -> None:
    asked: list[str] = []
    page.begin_requested.connect(lambda: asked.append("Something felt off"))
    page.note_requested.connect(lambda: asked.append("Quick note"))
    begin = next(b for b in shown(page) if b.text() == text)
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert asked == [text]


def test_carry_on_with_each(page: TodayPage, today: Today) -> None:
    entries = [today.write(kind="brushed-off"), today.write(title="<b>&The</b> clock {title}")]
    today.write()
    page.refresh()
    assert carry_on(page) == [
        "Carry on: Something felt off",
        "Carry on: <b>&The</b> clock {title}",
        "Carry on: I felt brushed off",
    ]
    words = read_aloud(page)
    assert "<b>&The</b> clock {title}" in words
    assert f"Last worked on {moment_words(today.clock.now())}" in words
    asked: list[str] = []
    page.entry_requested.connect(asked.append)
    for button in [b for b in shown(page) if b.text() == "Carry on"][1:]:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == entries[::-1]


def test_what_was_finished_meanwhile_goes(page: TodayPage, today: Today) -> None:
    entry = today.write(title="The clock")
    page.refresh()
    assert carry_on(page) == ["Carry on: The clock"]
    today.reflect.finish(entry)
    page.refresh()
    assert carry_on(page) == []
    assert "Left half done" not in read_aloud(page)
    today.clock.pass_by(days=1)
    page.refresh()
    assert "Tuesday, 24 November 2026" in read_aloud(page)


def test_the_kind_speaks_of_the_therapist_by_name(page: TodayPage, today: Today) -> None:
    today.write(kind="forgot")
    page.refresh()
    assert carry_on(page) == ["Carry on: M. forgot something that matters"]


def test_a_journal_that_can_not_be_read_says_so_until_it_can(
    page: TodayPage, today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    today.write(title="The clock")

    def fail(_service: ReflectService) -> None:
        raise DiskFault()

    with monkeypatch.context() as broken:
        broken.setattr(ReflectService, "unfinished", fail)
        page.refresh()
    assert ProblemWords().words(DiskFault()).title in read_aloud(page)
    again = next(b for b in shown(page) if b.text() == "Try again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert ProblemWords().words(DiskFault()).title not in read_aloud(page)
    assert carry_on(page) == ["Carry on: The clock"]


def test_the_next_session_is_there_with_what_to_remember(
    qtbot: QtBot, page: TodayPage, today: Today
) -> None:
    assert "Your next session" not in read_aloud(page)
    opened = today.reflect.begin(WorksheetId("quick-note"))
    today.reflect.save(opened.entry.id, {PromptId("qn.what"): TextAnswer("x")}, None)
    assert opened.rupture is not None
    talk = today.reflect.begin(WorksheetId("follow-up"), opened.rupture.id)
    agreed = TextAnswer("Five {minutes} at the end")
    today.reflect.save(talk.entry.id, {PromptId("fu.plan"): agreed}, None)
    session = today.sessions.add(today.clock.now().date() + timedelta(days=1), None)
    plan = today.reflect.begin(WorksheetId("session-plan"), None, session.id)
    picked = ChoiceAnswer((), ("Too fast", "x" * 5_000))
    today.reflect.save(plan.entry.id, {PromptId("bp.pick"): picked}, None)
    page.refresh()
    said = read_aloud(page)
    assert "Tomorrow, " in said
    assert "You want to bring: Too fast · xxx" in said
    assert "x" * 400 not in said
    assert "Last time you agreed: Five {minutes} at the end" in said
    with qtbot.waitSignal(page.sessions_requested):
        [prepare] = [b for b in page.findChildren(QPushButton) if b.text() == "Prepare it"]
        QTest.mouseClick(prepare, Qt.MouseButton.LeftButton)


def test_tab_goes_from_top_to_bottom(page: TodayPage, today: Today) -> None:
    today.write(title="one")
    today.write(title="two")
    page.refresh()
    QApplication.processEvents()
    names = [
        stop.accessibleName() or stop.text()
        for stop in tab_stops(page)
        if isinstance(stop, QPushButton)
    ]
    start = names.index("How are you?")
    assert names[start:] + names[:start] == [
        "How are you?",
        "Something felt off",
        "Quick note",
        "Carry on: two",
        "Carry on: one",
    ]


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_is_named_large_enough_and_inside(
    page: TodayPage, today: Today, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    today.write(title="A title that is long enough to need more than one line here")
    page.refresh()
    QApplication.processEvents()
    assert list(complaints(page)) == []
    assert page._column.width() <= page._scroll.viewport().width()

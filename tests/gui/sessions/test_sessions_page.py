from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from helpers.accessible import complaints, read_aloud
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service
from helpers.vault import quick_sealer
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.content.card import load_card
from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, SessionId, WorksheetId
from repair_desktop.core.sessions import FURTHEST, Session, SessionState
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sessions import page as page_module
from repair_desktop.gui.sessions.page import MORE_PAST, MOST_PAST, SessionsPage
from repair_desktop.gui.sessions.presenter import SessionsPresenter
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.session_words import SessionWords
from repair_desktop.services.cards import CardService
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sessions import SessionService
from repair_desktop.storage.journal import SqlJournal

TODAY = NOON.date()
WEEK = timedelta(days=7)
NAME = TherapistName.named("M.")
PLAN, NOTES, CHECK_IN, QUICK, FOLLOW_UP, JOURNEY, LETTER = map(
    WorksheetId,
    (
        "session-plan",
        "session-notes",
        "session-check-in",
        "quick-note",
        "follow-up",
        "six-steps",
        "letter",
    ),
)


class Made:
    """The page over a real journal, with what it asked for."""

    def __init__(
        self, qtbot: QtBot, theme: ThemeController, journal: SqlJournal, clock: SetClock
    ) -> None:
        self.clock = clock
        self.journal = journal
        self.reflect: ReflectService = reflect_service(journal, clock)
        cards = CardService(journal, WORKSHEETS, load_card(WORKSHEETS), clock)
        self.service = SessionService(journal, WORKSHEETS, self.reflect, clock, cards.to_bring)
        self.presenter = SessionsPresenter(self.service, InlineJobs())
        self.page = SessionsPage(self.presenter, NAME, clock, theme, ProblemWords())
        self.asked: list[tuple[object, ...]] = []
        for signal in (
            self.page.begin_requested,
            self.page.entry_requested,
            self.page.talk_requested,
            self.page.card_requested,
            self.page.practise_requested,
            self.page.unlock_requested,
        ):
            signal.connect(lambda *asked: self.asked.append(asked))
        self.page.resize(SMALLEST_PAGE)
        qtbot.addWidget(self.page)
        self.page.refresh()
        with qtbot.waitExposed(self.page):
            self.page.show()

    def write(
        self,
        worksheet: WorksheetId,
        answers: dict[str, Answer],
        rupture: RuptureId | None = None,
        session: SessionId | None = None,
    ) -> str:
        opened = self.reflect.begin(worksheet, rupture, session)
        given = {PromptId(key): answer for key, answer in answers.items()}
        self.reflect.save(opened.entry.id, given, None)
        return opened.entry.id

    def buttons(self) -> list[QPushButton]:
        QApplication.processEvents()  # what is new is shown a moment later
        return [each for each in self.page.findChildren(QPushButton) if each.isVisible()]

    def sees(self, name: str) -> bool:
        return name in [each.accessibleName() or each.text() for each in self.buttons()]

    def named(self, beginning: str) -> str:
        names = [each.accessibleName() or each.text() for each in self.buttons()]
        [name] = [name for name in names if name.startswith(beginning)]
        return name

    def press(self, name: str) -> None:
        [button] = [b for b in self.buttons() if (b.accessibleName() or b.text()) == name]
        button.click()
        QApplication.processEvents()

    def type_day(self, text: str) -> None:
        [field] = [
            each
            for each in self.page.findChildren(QLineEdit)
            if each.accessibleName() == "Day of the session"
        ]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    @property
    def said(self) -> str:
        QApplication.processEvents()
        return read_aloud(self.page)

    @property
    def focus(self) -> str:
        widget = QApplication.focusWidget()
        assert widget is not None
        text = widget.text() if isinstance(widget, QPushButton) else ""
        return widget.accessibleName() or text


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(page_module, "announce", lambda _widget, text: heard.append(text))
    return heard


@pytest.fixture
def made(qtbot: QtBot, theme: ThemeController, tmp_path: Path) -> Iterator[Made]:
    clock = SetClock()
    with real_journal(tmp_path) as journal:
        yield Made(qtbot, theme, journal, clock)


def with_sessions(made: Made, *days: int) -> list[SessionId]:
    made_now = [made.service.add(TODAY + timedelta(days=d), time(16)).id for d in days]
    made.page.refresh()
    return made_now


def chosen(option: str) -> ChoiceAnswer:
    return ChoiceAnswer((OptionId(option),))


def short(days: int, clock: time | None = time(16)) -> str:
    """How the page names a session in the names of its buttons."""
    day = TODAY + timedelta(days=days)
    return SessionWords().short(Session(SessionId(""), day, clock, SessionState.PLANNED, NOON))


# --- planning -------------------------------------------------------------------------------


def test_a_page_without_sessions_says_so_and_lets_the_person_plan(made: Made) -> None:
    assert "No session is planned" in made.said
    made.press("Before a session")
    assert made.asked == [(PLAN, None)]


def test_a_session_is_added_with_the_day_that_is_suggested(made: Made) -> None:
    with_sessions(made, -7)
    made.press("Add a session")
    assert made.focus == "Day of the session"
    made.press("Add it")
    session = made.service.next()
    assert session is not None
    assert (session.day, session.clock) == (TODAY, time(16))
    assert "Today, Monday, 23 November 2026 at 16:00" in made.said
    assert made.focus == "Add a session"


def test_a_session_is_added_by_keys_with_a_day_and_no_time(made: Made) -> None:
    made.press("Add a session")
    made.type_day("24/11/2026")
    QTest.keyClick(made.page, Qt.Key.Key_Tab)
    made.press("Add it")
    session = made.service.next()
    assert session is not None
    assert (session.day, session.clock) == (TODAY + timedelta(days=1), None)
    assert "Tomorrow, Tuesday, 24 November 2026" in made.said


def test_a_time_can_be_given(made: Made) -> None:
    made.press("Add a session")
    [has_time], [at] = made.page.findChildren(QCheckBox), made.page.findChildren(QTimeEdit)
    assert not at.isEnabled()
    has_time.click()
    at.setTime(at.time().addSecs(90 * 60))
    made.press("Add it")
    session = made.service.next()
    assert session is not None
    assert session.clock == time(17, 30)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("31/02/2026", "There is no such day."),
        ("01/01/1890", "That is too long ago."),
        ("01/01/2226", "That is more than two years away. Look at the year."),
        ("", "Enter a day, or choose one on the calendar."),
    ],
)
def test_a_day_that_can_not_be_gets_a_word_and_keeps_the_form(
    made: Made, typed: str, word: str
) -> None:
    made.press("Add a session")
    made.type_day(typed)
    if not typed:
        [field] = [f for f in made.page.findChildren(QLineEdit) if f.accessibleName()[:3] == "Day"]
        field.clear()
    made.press("Add it")
    assert word in made.said
    assert made.service.all() == []
    made.press("Not now")
    assert made.focus == "Add a session"


def test_a_session_is_moved_cancelled_and_deleted_with_a_way_back(
    made: Made, spoken: list[str]
) -> None:
    [session] = with_sessions(made, 2)
    made.press(f"Change…: {short(2)}")
    made.type_day("26/11/2026")
    made.press("Change it")
    assert made.service.all()[0].day == TODAY + timedelta(days=3)
    when = short(3)
    assert made.focus == f"Change…: {when}"
    made.press(f"Change…: {when}")
    made.press("Mark as cancelled")
    assert "Thursday, 26 November 2026 at 16:00 · cancelled" in made.said
    made.press(f"Change…: {when}")
    made.press("It takes place after all")
    made.press(f"Change…: {when}")
    made.press("Delete this session")
    assert "No session is planned" in made.said
    assert made.focus == "Undo"
    assert not made.sees("Change it")
    made.press("Undo")
    assert [each.id for each in made.service.all()] == [session]
    assert made.focus == f"Change…: {when}"
    assert spoken == [
        "The session is changed.",
        "Marked as cancelled.",
        "It takes place after all.",
        "It is back.",
    ]


def test_a_session_that_is_gone_meanwhile_is_said(made: Made) -> None:
    [session] = with_sessions(made, 2)
    made.press(f"Change…: {short(2)}")
    made.service.delete(session)
    made.press("Change it")
    assert "It was deleted meanwhile." in made.said


def test_what_can_not_be_kept_is_said(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(made.service, "add", full)
    made.press("Add a session")
    made.press("Add it")
    assert "disk" in made.said
    assert made.sees("Add it")  # the day stays on the screen


def test_a_day_that_is_refused_later_is_said(made: Made) -> None:
    made.presenter.add(TODAY + FURTHEST + WEEK, None)
    assert "It lies more than two years ahead." in made.said


# --- what is written for one ----------------------------------------------------------------


def test_the_plan_is_begun_for_the_next_session_and_carried_on_with(made: Made) -> None:
    [session] = with_sessions(made, 2)
    made.press(f"Before a session, {short(2)}")
    assert made.asked == [(PLAN, session)]
    picked = ChoiceAnswer((), ("The joke {braces}", "Too fast"))
    entry = made.write(PLAN, {"bp.pick": picked}, session=session)
    made.page.refresh()
    assert "You want to bring:" in made.said
    assert "• The joke {braces}" in made.said
    assert not made.sees(f"Before a session, {short(2)}")  # there is one already
    made.press(made.named("Carry on: Before a session, "))
    assert made.asked[-1] == (entry,)


def test_notes_are_written_for_a_session_that_is_past(made: Made) -> None:
    [session] = with_sessions(made, -1)
    made.press(f"Notes after a session, {short(-1)}")
    made.press(f"How the session was, {short(-1)}")
    assert made.asked == [(NOTES, session), (CHECK_IN, session)]
    entry = made.write(NOTES, {"as.stayed": TextAnswer("x")}, session=session)
    made.reflect.finish(EntryId(entry))
    made.page.refresh()
    made.press(made.named("Look again: Notes after a session, "))
    assert made.asked[-1] == (entry,)


def test_what_was_written_for_a_session_is_deleted_with_a_way_back(made: Made) -> None:
    [session] = with_sessions(made, -1)
    made.write(NOTES, {"as.stayed": TextAnswer("x")}, session=session)
    made.page.refresh()
    made.press(made.named("Delete: Notes after a session, "))
    assert "Deleted, with what was written: Notes after a session, " in made.said
    assert made.sees(f"Notes after a session, {short(-1)}")
    made.press("Undo")
    assert made.focus.startswith("Carry on: Notes after a session, ")


def test_a_page_that_is_locked_by_itself_is_unlocked_from_here(made: Made) -> None:
    [session] = with_sessions(made, -1)
    entry = made.write(LETTER, {"le.letter": TextAnswer("all of it")}, session=session)
    EntryLocks(made.journal, quick_sealer(), made.clock).lock(EntryId(entry), "four paper boats")
    made.page.refresh()
    made.press(made.named("Unlock: A letter"))
    [(locked, worksheet)] = made.asked
    assert (locked.id, worksheet.id) == (entry, LETTER)  # type: ignore[attr-defined]


def test_on_the_day_itself_both_can_be_written(made: Made) -> None:
    made.service.add(TODAY, None)
    made.page.refresh()
    assert made.sees(f"Before a session, {short(0, None)}")
    assert made.sees(f"Notes after a session, {short(0, None)}")


def test_what_came_of_raising_something_can_be_noted_for_the_latest_session(made: Made) -> None:
    made.write(QUICK, {"qn.what": TextAnswer("The kettle")})
    [summary] = made.reflect.ruptures()
    rupture = summary.rupture.id
    made.reflect.describe(rupture, "The joke {braces}", None)
    _earlier, latest = with_sessions(made, -8, -1)
    assert "If you brought something up, you can note what came of it." in made.said
    made.press(f"Write it down: The joke {{braces}}, {short(-1)}")
    assert made.asked == [(FOLLOW_UP, rupture, latest)]
    entry = made.write(FOLLOW_UP, {"fu.plan": TextAnswer("x")}, rupture, latest)
    made.page.refresh()
    assert "If you brought something up" not in made.said
    made.press(made.named("Carry on: After the session, "))
    assert made.asked[-1] == (entry,)


def test_who_waits_is_not_asked_what_came_of_it(made: Made) -> None:
    answers: dict[str, Answer] = {"s5.ask": TextAnswer("x"), "s5.how": chosen("wait")}
    made.write(JOURNEY, answers)
    with_sessions(made, -1)
    assert "You chose to wait with this one." in made.said
    assert "If you brought something up" not in made.said


def test_moments_of_one_kind_are_told_apart_by_what_happened(made: Made) -> None:
    made.write(QUICK, {"qn.what": TextAnswer("The {kettle}\nwas cold")})
    made.page.refresh()
    assert "The {kettle} was cold" in made.said


def test_what_is_open_leads_to_its_card_and_to_practising_it(made: Made) -> None:
    made.write(QUICK, {"qn.size": ScaleAnswer(3)})
    [summary] = made.reflect.ruptures()
    rupture = summary.rupture.id
    made.reflect.describe(rupture, "The joke {braces}", None)
    made.page.refresh()
    made.press("Card: The joke {braces}")
    assert made.asked == [(rupture,)]
    assert not made.sees("Practise: The joke {braces}")  # there is nothing to say yet
    answers: dict[str, Answer] = {"s5.ask": TextAnswer("x"), "s5.how": chosen("wait")}
    made.write(JOURNEY, answers, rupture)
    made.page.refresh()
    made.press("Practise: The joke {braces}")
    assert made.asked[-1] == (rupture,)
    assert "You chose to wait with this one." in made.said


def test_ten_years_of_sessions_are_shown_some_at_a_time(made: Made) -> None:
    count = MOST_PAST + MORE_PAST + 2
    with_sessions(made, *(-7 * n for n in range(1, count + 1)))

    def shown() -> int:
        return sum(button.text() == "Change…" for button in made.buttons())

    assert shown() == MOST_PAST
    made.press("Show earlier sessions")
    assert shown() == MOST_PAST + MORE_PAST
    assert made.focus == f"Change…: {short(-7 * (MOST_PAST + 1))}"
    made.press("Show earlier sessions")
    assert shown() == count
    assert not made.sees("Show earlier sessions")
    made.page.refresh()
    assert shown() == MOST_PAST


def test_each_item_of_the_check_in_is_its_own_line(made: Made) -> None:
    assert "How sessions were" not in made.said
    for days, bond in ((-14, "apart"), (-7, "near")):
        [session] = with_sessions(made, days)
        made.write(CHECK_IN, {"ci.bond": ChoiceAnswer((OptionId(bond),))}, session=session)
    made.page.refresh()
    assert "How sessions were" in made.said
    assert "M. and I were…" in made.said
    assert "First: Apart, 9 November 2026. Latest: Near, 16 November 2026. 2 answers." in made.said
    assert "The pace was…" not in made.said


def test_the_keys_begin_at_the_next_session(made: Made, qtbot: QtBot) -> None:
    assert made.focus == "Before a session"


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(made: Made, theme: ThemeController, percent: int) -> None:
    theme.apply(Theme.DARK, percent)
    made.write(QUICK, {"qn.what": TextAnswer("x")})
    [past, coming] = with_sessions(made, -1, 2)
    made.write(CHECK_IN, {"ci.bond": ChoiceAnswer((OptionId("near"),))}, session=past)
    made.write(PLAN, {"bp.pick": ChoiceAnswer((), ("Too fast",))}, session=coming)
    made.reflect.describe(made.reflect.ruptures()[0].rupture.id, "Rindfleischetikettierung", None)
    made.page.refresh()
    made.press(f"Change…: {short(2)}")
    QApplication.processEvents()
    assert list(cut_off(made.page)) == []
    assert list(complaints(made.page)) == []


def test_the_form_shows_its_faults_to_a_reader(made: Made) -> None:
    made.press("Add a session")
    made.type_day("99/99/2026")
    made.press("Add it")
    faults = [w for w in made.page.findChildren(QWidget) if w.property("role") == "field-error"]
    assert [fault for fault in faults if fault.isVisible()] != []

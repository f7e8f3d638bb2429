"""The last weeks for a session: one page, whatever there was, and nothing private by itself."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from helpers.accessible import press_by_reader
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.journals import NOON
from helpers.saving import type_name
from helpers.shown import amiss, focus, press, said, settle, show
from helpers.timeline import Kept, days_ago
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.last_weeks import Reach, last_weeks
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import Timeline
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.takeout.weeks_page import WeeksPage
from repair_desktop.gui.timeline.takeout.weeks_presenter import WeeksPresenter
from repair_desktop.gui.timeline.takeout.weeks_sheet import Line, WeeksSheet
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.page_view import PageView
from repair_desktop.gui.widgets.paper import Pages, inside, paper_pdf
from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

TITLE, NOTE = "The joke about my job", "Nobody may read this."
PAPERS = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter)


class Weeks:
    """The page on a real journal."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.jobs = InlineJobs()
        self.presenter = WeeksPresenter(kept.timeline, self.jobs, kept.clock)
        words = TimelineWords(therapist_name(""), {"sad": "Sad"})
        self.page = WeeksPage(self.presenter, words, theme, ProblemWords())
        self.presenter.setParent(self.page)
        show(qtbot, self.page, (980, 900))
        self.page.refresh()
        settle()

    @property
    def sheet(self) -> WeeksSheet:
        return self.page._sheet

    def boxes(self) -> dict[str, bool]:
        found = [b for b in self.page.findChildren(WrappingBox) if b.isVisible()]
        return {b.accessibleName(): b.isChecked() for b in found}

    def turn(self, name: str) -> None:
        boxes = [b for b in self.page.findChildren(WrappingBox) if b.isVisible()]
        [box] = [b for b in boxes if b.accessibleName() == name]
        press_by_reader(box)
        settle()

    def text(self) -> str:
        return read(self.sheet)


def read(sheet: WeeksSheet, paper: QPageSize.PageSizeId = PAPERS[0]) -> str:
    """The one page, as somebody gets it who copies its words."""
    data = paper_pdf(sheet.elements, sheet.name, QPageSize(paper))
    [page] = PdfReader(io.BytesIO(data)).pages
    return " ".join(page.extract_text().split())


def held(kept: Kept, days: int) -> None:
    day = (NOON - timedelta(days=days)).date()
    kept.journal.sessions.save(
        Session(SessionId(f"s{days}"), day, None, SessionState.PLANNED, NOON)
    )


@pytest.fixture
def weeks(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Weeks:
    kept.check_in(days_ago(1), -4, feelings=(RatedWord("sad"), RatedWord("left out", True)))
    kept.check_in(days_ago(2), 2, feelings=(RatedWord("sad"),), note=NOTE)
    kept.check_in(days_ago(30), 0)
    held(kept, 3)
    kept.rupture(days_ago(4), (RuptureState.RAISED, days_ago(3)), title=TITLE)
    return Weeks(qtbot, kept, theme)


def test_what_is_on_it(weeks: Weeks) -> None:
    text = weeks.text()
    for expected in (
        "Last weeks for my session 10 November to 23 November 2026. Check-ins on 2 of 14 days, 2",
        "Each mark is one check-in. A triangle under the lines is a session.",
        "Lowest and highest • Lowest check-in: Rough, 22 November • Highest check-in: Good, 21",
        "Feelings named most Sad (2) · left out (1) The number says in how many of 2 check-ins.",
        "Sessions in this time Friday, 20 November 2026",
    ):
        assert expected in text


def test_nothing_private_is_on_it_by_itself(weeks: Weeks) -> None:
    assert weeks.boxes() == {
        "Picture": True,
        "Lowest and highest": True,
        "Feelings named most": True,
        "Sessions in this time": True,
        "Low days": False,
        f"{TITLE}: Raised": False,
    }
    assert TITLE not in weeks.text()
    assert "upture" not in weeks.text()
    assert NOTE not in weeks.text()


def test_each_switch_turns_a_part_on_and_off(weeks: Weeks) -> None:
    weeks.turn(f"{TITLE}: Raised")
    assert weeks.text().count(f"{TITLE}: Raised") == 2  # in the picture and in a list
    weeks.turn(f"{TITLE}: Raised")
    assert TITLE not in weeks.text()
    weeks.turn("Low days")
    assert "Low days 22 November Days with a check-in of Low or Rough." in weeks.text()
    for name in ("Picture", "Lowest and highest", "Feelings named most", "Sessions in this time"):
        weeks.turn(name)
        assert name not in weeks.text()
    assert "Each mark" not in weeks.text()
    weeks.turn("Low days")
    assert "Nothing is on it yet." in said(weeks.page)
    press(weeks.page, "Print…")
    assert "There is nothing on it yet." in said(weeks.page)


def test_how_far_back_is_chosen_by_keys(weeks: Weeks) -> None:
    [segments] = weeks.page.findChildren(Segments)
    assert segments.place == 0
    assert segments.isAncestorOf(focus())
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    assert weeks.presenter.reach is Reach.SIX
    assert "Check-ins on 3 of 42 days, 3 in all." in weeks.text()
    assert segments.isAncestorOf(focus())


def test_since_the_last_session_is_the_usual_one_where_that_is_longer(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    kept.check_in(days_ago(90), 1)
    held(kept, 100)
    weeks = Weeks(qtbot, kept, theme)
    assert weeks.presenter.reaches[0] is Reach.SINCE_LAST
    assert "Check-ins on 1 of 101 days, 1 in all." in weeks.text()


def test_what_is_set_aside_is_neither_offered_nor_on_the_page(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    kept.rupture(days_ago(4), (RuptureState.OUTSIDE_HELP, days_ago(3)), title=TITLE)
    weeks = Weeks(qtbot, kept, theme)
    assert list(weeks.boxes()) == ["Picture"]
    weeks.sheet.ruptures = {m.summary.rupture.id for m in weeks.presenter.timeline.all.moments}
    assert TITLE not in weeks.text()
    assert "outside help" not in weeks.text()


def test_with_nothing_at_all_it_is_still_a_page(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    weeks = Weeks(qtbot, kept, theme)
    assert "No check-ins in this time." in weeks.text()
    assert list(weeks.boxes()) == ["Picture"]


def test_one_level_is_said_once(qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
    kept.check_in(days_ago(1), 2)
    assert "• All check-ins: Good, 22 November" in Weeks(qtbot, kept, theme).text()


def made(titles: list[str], feelings: list[str], moods: int, sessions: int) -> Timeline:
    """Much in little time."""
    ruptures = []
    for n, title in enumerate(titles):
        at = days_ago(n % 40)
        history = (StateChange(RuptureState.NOTED, at), StateChange(RuptureState.READY, NOON))
        rupture = Rupture(RuptureId(f"r{n}"), title, None, at, history)
        ruptures.append(RuptureSummary(rupture, "", (), None, None))
    words = tuple(RatedWord(word, own=True) for word in feelings)
    checkins = [
        Mood(MoodId(f"m{n}"), days_ago(n % 41), NOON, n % 9 - 4, feelings=words)
        for n in range(moods)
    ]
    held = [
        Session(
            SessionId(f"s{n}"),
            (NOON - timedelta(days=n + 1)).date(),
            None,
            SessionState.PLANNED,
            NOON,
        )
        for n in range(sessions)
    ]
    return Timeline.of(checkins, ruptures, held, NOON.date())


WORD = st.text("abcdefg hij,äß-ﷺ中", min_size=1, max_size=400)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(WORD, max_size=30),
    feelings=st.lists(WORD, max_size=40),
    moods=st.integers(0, 80),
    sessions=st.integers(0, 40),
    paper=st.sampled_from(PAPERS),
)
def test_it_is_one_page_whatever_there_was(
    theme: ThemeController,
    titles: list[str],
    feelings: list[str],
    moods: int,
    sessions: int,
    paper: QPageSize.PageSizeId,
) -> None:
    timeline = made(titles, feelings, moods, sessions)
    sheet = WeeksSheet(TimelineWords(therapist_name(""), {}), theme)
    sheet.show_weeks(last_weeks(timeline, Reach.SIX, NOON), timeline)
    sheet.on = set(Line)
    sheet.ruptures = {each.rupture.id for each in timeline.ruptures}
    size = inside(QPageSize(paper))
    assert Pages(sheet.elements(size), size).count == 1


def test_a_list_that_was_shortened_says_so(theme: ThemeController, kept: Kept) -> None:
    for n in range(30):
        kept.rupture(days_ago(1), title=f"Number {n}")
    timeline = kept.timeline.lately(42)
    sheet = WeeksSheet(TimelineWords(therapist_name(""), {}), theme)
    sheet.show_weeks(last_weeks(timeline, Reach.TWO, NOON), timeline)
    sheet.ruptures = {each.rupture.id for each in timeline.ruptures}
    text = read(sheet)
    shown = text.count("Number ")
    assert shown >= 10
    assert f"and {30 - shown} more" in text


def test_what_can_not_be_read_is_said_and_nothing_else_is_shown(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    presenter = WeeksPresenter(kept.timeline, InlineJobs(), kept.clock)
    page = WeeksPage(presenter, TimelineWords(therapist_name(""), {}), theme, ProblemWords())
    presenter.setParent(page)
    show(qtbot, page)
    presenter._fail(DiskFault())
    settle()
    assert page._notice.property("role") == "problem"
    assert not page._ways.isVisible()


def test_it_is_saved_under_a_name_without_a_word(weeks: Weeks, tmp_path: Path) -> None:
    for way, ending in (("Save as PDF…", "pdf"), ("Save as a picture…", "png")):
        press(weeks.page, way)
        settle()
        assert "not locked" in said(weeks.page)
        press(weeks.page, "Choose where…")
        [dialog] = weeks.page.window().findChildren(QFileDialog)
        names = [Path(name).name for name in dialog.selectedFiles()]
        assert names == [f"Last weeks 2026-11-10 to 2026-11-23.{ending}"]
        type_name(dialog, tmp_path / f"here.{ending}")
        dialog.accept()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        settle()
        assert (tmp_path / f"here.{ending}").stat().st_size > 1000


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    weeks: Weeks, theme: ThemeController, look: Theme, percent: int
) -> None:
    theme.apply(look, percent)
    weeks.page.resize(SMALLEST_PAGE)
    press(weeks.page, "Save as PDF…")
    settle()
    assert list(cut_off(weeks.page)) == []
    assert amiss(weeks.page) == []
    [view] = weeks.page.findChildren(PageView)
    assert view.spoken_value().startswith("Picture · Lowest and highest")

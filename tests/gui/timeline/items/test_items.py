"""The answers about sessions as small lines, and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from helpers.real_journal import WORKSHEETS
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import ChoiceAnswer
from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.mood_filter import MoodFilter
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.picture import heading_metrics, label_metrics
from repair_desktop.gui.timeline.items.layout import ItemsLayout
from repair_desktop.gui.timeline.items.panel import ItemsPanel
from repair_desktop.gui.timeline.items.presenter import ItemsPresenter
from repair_desktop.gui.timeline.items.words import GivenAnswer
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.services.sessions import SessionService

WIDE = 920
CHECK_IN = WorksheetId("session-check-in")


class Shown:
    """The small lines, and what they asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.service = SessionService(kept.journal, WORKSHEETS, kept.reflect, kept.clock)
        self.presenter = ItemsPresenter(self.service, kept.jobs)
        name = therapist_name("")
        self.panel = ItemsPanel(self.presenter, name, TimelineWords(name, {}), theme)
        self.picture = self.panel.picture
        qtbot.addWidget(self.picture)
        self.picture.resize(WIDE, 400)
        kept.presenter.changed.connect(self.panel.show_view)
        self.opened: list[object] = []
        self.picture.opened.connect(self.opened.append)

    def answer(self, days: int, hour: int = 12, **places: str) -> None:
        """Answer items of the check-in about a session, such as ``bond="near"``."""
        self.kept.clock.moment = days_ago(days, hour)
        opened = self.kept.reflect.begin(CHECK_IN)
        answers = {
            PromptId(f"ci.{item}"): ChoiceAnswer((OptionId(option),))
            for item, option in places.items()
        }
        self.kept.reflect.save(opened.entry.id, answers, None)
        self.kept.clock.moment = days_ago(0)

    def show(self, span: Span = Span.QUARTER) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.look_through(Lens.ITEMS)
        self.kept.presenter.choose(span)

    @property
    def plan(self) -> ItemsLayout:
        assert isinstance(self.picture.plan, ItemsLayout)
        return self.picture.plan

    def press(self, *keys: Qt.Key) -> tuple[str, date]:
        for key in keys:
            QTest.keyClick(self.picture, key)
        what = self.picture.what
        assert isinstance(what, GivenAnswer)
        return what.prompt.id, what.day


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Iterator[Shown]:
    shown = Shown(qtbot, kept, theme)
    yield shown
    kept.presenter.changed.disconnect(shown.panel.show_view)


def ago(days: int) -> date:
    return days_ago(days).date()


# --- reading --------------------------------------------------------------------------------


def test_answers_are_read_when_somebody_first_looks_and_on_refresh(shown: Shown) -> None:
    shown.answer(3, bond="near")
    shown.panel.refresh()
    before = shown.presenter.tracks
    assert before is None
    shown.show()
    assert len(shown.picture.items) == 1
    shown.answer(10, bond="apart")
    told: list[bool] = []
    shown.panel.changed.connect(lambda: told.append(True))
    shown.panel.refresh()
    assert len(shown.picture.items) == 2
    assert told == [True]


def test_the_disk_that_does_not_answer_is_told(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[object] = []
    shown.presenter.failed.connect(errors.append)

    def fail() -> None:
        raise DiskFault()

    monkeypatch.setattr(shown.service, "tracks", fail)
    shown.show()
    assert [type(error) for error in errors] == [DiskFault]
    assert shown.panel.summary().endswith("Days with answers about a session: 0.")
    assert len(shown.panel.rows()) == 0


def test_only_the_days_that_are_shown_count(shown: Shown) -> None:
    shown.answer(3, bond="near")
    shown.answer(100, bond="apart")
    shown.show()
    assert [item.what.day for item in shown.picture.items] == [ago(3)]
    assert shown.panel.summary() == (
        "1 October to 31 December 2026. Days with answers about a session: 1."
    )
    shown.kept.presenter.choose(Span.ALL)
    assert [item.what.day for item in shown.picture.items] == [ago(100), ago(3)]
    assert shown.panel.summary() == (
        "15 August to 23 November 2026. Days with answers about a session: 2."
    )


# --- lines ----------------------------------------------------------------------------------


def test_each_question_has_its_line_on_one_axis(shown: Shown) -> None:
    shown.answer(10, bond="side-by-side", pace="about-right")
    shown.answer(3, bond="miles-apart", pace="about-right")
    shown.show()
    assert [label.text for label in shown.plan.titles] == [
        "My therapist and I were…",
        "The pace was…",
    ]
    assert shown.plan.rows == (0, 0, 1, 1)
    high, low, first, second = (item.area.center() for item in shown.picture.items)
    assert high.y() < low.y() < first.y()
    assert first.y() == second.y()
    assert (high.x(), low.x()) == (first.x(), second.x())
    texts = [label.text for label in shown.plan.labels]
    assert texts.count("2 answers") == 2
    assert {"Side by side", "Miles apart"} <= set(texts)
    assert len(shown.plan.joins) == 2


def test_what_was_left_blank_is_a_gap(shown: Shown) -> None:
    for days in (21, 14, 7):
        if days == 14:
            shown.answer(days, bond="near")
        else:
            shown.answer(days, bond="near", pace="about-right")
    shown.show()
    assert len(shown.plan.joins) == 2  # those of the first line
    assert shown.plan.has_gap
    assert "gap" in shown.panel.explanation()


def test_without_a_blank_nothing_is_said_of_gaps(shown: Shown) -> None:
    shown.answer(3, bond="near")
    shown.show()
    assert "gap" not in shown.panel.explanation()
    assert "not a test" in shown.panel.explanation()
    assert shown.plan.joins == []
    assert len(shown.plan.marks) == 1


@pytest.mark.parametrize("percent", [90, 100, 200])
@pytest.mark.parametrize("width", [480, 624, WIDE])
def test_nothing_is_wider_than_the_picture(shown: Shown, percent: int, width: int) -> None:
    for days in (3, 17, 40):
        shown.answer(days, bond="near", pace="about-right", goal="what-i-came-for")
    shown.show()
    tokens = Tokens(LIGHT, percent)
    plan = shown.picture.plan_for(tokens, width, False)
    assert plan is not None
    for labels, metrics in (
        (plan.labels, label_metrics(tokens)),
        (plan.titles, heading_metrics(tokens)),
    ):
        for label in labels:
            assert label.at.x() >= 0
            assert label.at.x() + metrics.horizontalAdvance(label.text) <= width + 1
    assert all(item.area.left() >= 0 and item.area.right() <= width for item in plan.items)
    assert all(item.area.bottom() < plan.height for item in plan.items)


def test_right_to_left_time_runs_the_other_way(shown: Shown) -> None:
    shown.answer(10, bond="near")
    shown.answer(3, bond="apart")
    shown.show()
    turned = shown.picture.plan_for(Tokens(LIGHT), WIDE, True)
    assert turned is not None
    for one, other in zip(shown.plan.items, turned.items, strict=True):
        assert other.area.center().x() == pytest.approx(WIDE - one.area.center().x())


# --- nothing --------------------------------------------------------------------------------


def test_where_there_was_never_an_answer_a_sentence_says_where_they_are_given(
    shown: Shown,
) -> None:
    shown.show()
    said = " ".join(label.text for label in shown.plan.labels)
    assert "no answers about sessions yet" in said
    assert "in Next session" in said
    assert shown.picture.items == ()
    assert shown.panel.explanation() == ""


def test_where_these_days_have_none_a_sentence_says_so(shown: Shown) -> None:
    shown.answer(100, bond="near")
    shown.show()
    assert [label.text for label in shown.plan.labels] == [
        "There are no answers about sessions in these days."
    ]


# --- keys, words, rows ----------------------------------------------------------------------


def test_left_and_right_stay_on_a_line_and_up_and_down_change_it(shown: Shown) -> None:
    shown.answer(21, bond="near", pace="about-right")
    shown.answer(14, bond="near")
    shown.answer(7, bond="near", pace="about-right")
    shown.show()
    assert shown.press(Qt.Key.Key_Right) == ("ci.bond", ago(21))
    assert shown.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right) == (
        "ci.bond",
        ago(7),
    )
    assert shown.press(Qt.Key.Key_Down) == ("ci.pace", ago(7))
    assert shown.press(Qt.Key.Key_Down) == ("ci.pace", ago(7))
    assert shown.press(Qt.Key.Key_Left) == ("ci.pace", ago(21))
    assert shown.press(Qt.Key.Key_Left) == ("ci.pace", ago(21))
    assert shown.press(Qt.Key.Key_Up, Qt.Key.Key_End) == ("ci.bond", ago(7))
    assert shown.press(Qt.Key.Key_Home) == ("ci.bond", ago(21))


def test_an_answer_is_said_with_its_question_and_its_place(shown: Shown) -> None:
    shown.answer(14, bond="near")
    shown.answer(7, bond="apart")
    shown.show()
    shown.press(Qt.Key.Key_End)
    assert shown.picture.spoken_value() == (
        "My therapist and I were… Apart. Monday, 16 November 2026. Answer 2 of 2."
    )


def test_two_answers_of_one_day_can_both_be_gone_to(shown: Shown) -> None:
    shown.answer(7, bond="near")
    shown.answer(7, bond="near")
    shown.show()
    shown.press(Qt.Key.Key_Home, Qt.Key.Key_Right)
    assert shown.picture.place == 1


def test_a_click_near_an_answer_chooses_it_and_enter_opens_it(shown: Shown) -> None:
    shown.answer(7, bond="near")
    shown.show()
    shown.picture.show()
    [item] = shown.picture.items
    at = item.area.center().toPoint() + QPointF(6, 6).toPoint()
    QTest.mouseClick(shown.picture, Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(shown.picture, Qt.Key.Key_Return)
    assert shown.opened == [item.what]
    assert shown.plan.nearest(QPointF(0, 0)) is None


def test_the_choice_of_check_ins_changes_nothing_and_says_so(shown: Shown) -> None:
    shown.answer(7, bond="near")
    shown.kept.check_in(days_ago(1), tags=("work",))
    shown.show()
    shown.kept.presenter.sift(MoodFilter(tags=frozenset(["work"])))
    assert len(shown.picture.items) == 1
    assert "changes nothing here" in shown.panel.explanation()


def test_rows_are_days_newest_first_with_a_column_for_each_question(shown: Shown) -> None:
    shown.answer(14, bond="near", pace="about-right")
    shown.answer(7, 9, bond="apart")
    shown.answer(7, 18, bond="near")
    shown.show()
    rows = shown.panel.rows()
    assert [column.title for column in rows.columns] == [
        "Day",
        "My therapist and I were…",
        "The pace was…",
    ]
    cells = [[rows.cell(row, column) for column in range(3)] for row in range(len(rows))]
    assert cells == [
        ["16/11/2026", "Apart, Near", ""],
        ["09/11/2026", "Near", "About right"],
    ]
    assert rows.what(0).day == ago(7)
    assert rows.spoken(1) == (
        "Monday, 9 November 2026. My therapist and I were… Near. The pace was… About right."
    )


def test_many_sessions_leave_out_marks_but_no_answer(shown: Shown) -> None:
    for week in range(40):
        shown.answer(7 * week, bond="near")
    shown.show(Span.YEAR)
    plan = shown.picture.plan_for(Tokens(LIGHT), 200, False)
    assert plan is not None
    assert plan.is_crowded
    assert len(plan.items) == len([n for n in range(40) if ago(7 * n) >= date(2026, 1, 1)])

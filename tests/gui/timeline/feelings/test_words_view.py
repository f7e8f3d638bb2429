"""Feelings and tags: bars, the line, sentences, and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.mood_filter import MoodFilter, Word
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.core.word_counts import TagCount, WordCount
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.picture import label_metrics
from repair_desktop.gui.timeline.feelings.layout import WordsLayout
from repair_desktop.gui.timeline.feelings.panel import WordsPanel
from repair_desktop.gui.timeline.feelings.rows import Cell
from repair_desktop.gui.timeline.feelings.words import MOST_SHOWN
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

WIDE = 920
NAMES = {"calm": "Calm", "hurt": "Hurt", "sad": "Sad", "work": "Work", "sleep": "Sleep"}


class Shown:
    """The view of feelings and tags, and what it asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.panel = WordsPanel(TimelineWords(therapist_name(""), NAMES), theme)
        self.picture = self.panel.picture
        qtbot.addWidget(self.picture)
        self.picture.resize(WIDE, 400)
        kept.presenter.changed.connect(self.panel.show_view)
        self.opened: list[object] = []
        self.picture.opened.connect(self.opened.append)

    def show(self, span: Span = Span.MONTH) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.look_through(Lens.WORDS)
        self.kept.presenter.choose(span)

    def name(self, days: int, *feelings: str | RatedWord, value: int = 0, tag: str = "") -> None:
        rated = [RatedWord(each) if isinstance(each, str) else each for each in feelings]
        tags = (tag,) if tag else ()
        self.kept.check_in(days_ago(days), value, None, tuple(rated), tags)

    @property
    def plan(self) -> WordsLayout:
        assert isinstance(self.picture.plan, WordsLayout)
        return self.picture.plan

    def lines(self) -> list[str]:
        return [label.text for label in self.plan.lines]


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Iterator[Shown]:
    shown = Shown(qtbot, kept, theme)
    yield shown
    kept.presenter.changed.disconnect(shown.panel.show_view)


# --- bars -----------------------------------------------------------------------------------


def test_the_most_frequent_feeling_has_the_first_and_the_longest_bar(shown: Shown) -> None:
    for day in range(4):
        shown.name(day, "calm")
    shown.name(1, "hurt")
    shown.name(2, "hurt", "calm")
    shown.show()
    bars = shown.plan.bars
    assert [(bar.name.text, bar.count.text) for bar in bars] == [("Calm", "5"), ("Hurt", "2")]
    assert bars[1].area.width() == pytest.approx(bars[0].area.width() * 2 / 5)
    assert shown.panel.summary() == (
        "1 November to 30 November 2026, up to today. Check-ins: 6, with a feeling: 6. "
        "Different feelings: 2."
    )


def test_an_own_word_stays_as_typed_and_apart_from_the_programs(shown: Shown) -> None:
    shown.name(0, "calm", RatedWord("calm", own=True), RatedWord("{odd} %1", own=True))
    shown.show()
    assert {bar.name.text for bar in shown.plan.bars} == {"Calm", "calm", "{odd} %1"}


def test_a_feeling_is_new_only_where_others_came_before(shown: Shown) -> None:
    shown.name(60, "calm")
    shown.name(2, "calm", "hurt")
    shown.show()
    marked = {bar.name.text: bar.new.text if bar.new else "" for bar in shown.plan.bars}
    assert marked == {"Calm": "", "Hurt": "new"}
    assert "A feeling is new" in shown.panel.explanation()
    shown.kept.presenter.choose(Span.ALL)
    assert [bar.new for bar in shown.plan.bars] == [None, None]
    assert "A feeling is new" not in shown.panel.explanation()


def test_the_picture_shows_the_most_frequent_and_the_rows_all(shown: Shown) -> None:
    many = [RatedWord(f"word {n}", own=True) for n in range(MOST_SHOWN + 3)]
    shown.name(0, *many)
    shown.show()
    assert len(shown.plan.bars) == MOST_SHOWN
    assert len(shown.panel.rows()) == MOST_SHOWN + 3
    assert "the table has all" in shown.panel.explanation()


@pytest.mark.parametrize("percent", [90, 100, 200])
@pytest.mark.parametrize("width", [480, 624, WIDE])
def test_nothing_is_wider_than_the_picture(
    shown: Shown, theme: ThemeController, percent: int, width: int
) -> None:
    shown.name(40, "calm")
    shown.name(0, RatedWord("w" * 300, own=True), "hurt", tag="t" * 300)
    shown.show()
    plan = shown.picture.plan_for(Tokens(LIGHT, percent), width, False)
    assert plan is not None
    metrics = label_metrics(Tokens(LIGHT, percent))
    words = [*plan.lines, *(bar.name for bar in plan.bars), *(bar.count for bar in plan.bars)]
    words += [bar.new for bar in plan.bars if bar.new is not None]
    for label in words:
        assert label.at.x() >= 0
        assert label.at.x() + metrics.horizontalAdvance(label.text) <= width + 1
    assert all(item.area.bottom() <= plan.height for item in plan.items)


# --- the line -------------------------------------------------------------------------------


def test_the_line_rises_with_each_new_feeling_and_has_its_numbers(shown: Shown) -> None:
    shown.name(60, "calm")
    shown.name(10, "hurt", "calm")
    shown.name(3, "sad")
    shown.show()
    assert "Before these days: 1. By 23 November 2026: 3. In these days: 3." in shown.lines()
    rises = [step for step in shown.plan.steps if step.x1() == step.x2()]
    assert len(rises) == 2
    assert all(step.y2() < step.y1() for step in rises)
    assert all(one.p2() == other.p1() for one, other in pairwise(shown.plan.steps))
    # It ends with today, not with the month.
    assert shown.plan.base is not None
    assert shown.plan.steps[-1].x2() < shown.plan.base.x2()


def test_before_all_was_read_nothing_is_called_new(shown: Shown) -> None:
    shown.name(60, "calm")
    shown.name(0, "hurt")
    shown.show()
    assert len(shown.plan.bars) == 1
    shown.panel.show_view(replace(shown.kept.view, is_whole=False))
    assert shown.picture.plan is None
    assert len(shown.panel.rows()) == 0
    assert shown.panel.summary() == "1 November to 30 November 2026."


# --- tags -----------------------------------------------------------------------------------


def test_days_with_a_tag_stand_beside_the_others(shown: Shown) -> None:
    for day in range(5):
        shown.name(day, value=2, tag="work")
    for day in range(5, 11):
        shown.name(day, value=-1)
    shown.show()
    assert (
        "On days you tagged “Work”: 5 check-ins, average +2.0. On other days: 6, average −1.0."
        in shown.lines()
    )
    assert "5 or more on both sides" in shown.panel.explanation()


def test_too_few_days_are_not_compared(shown: Shown) -> None:
    for day in range(4):
        shown.name(day, value=2, tag="work")
    for day in range(5, 11):
        shown.name(day, value=-1)
    shown.show()
    assert "On days you tagged “Work”: too few to compare (4 and 6)." in shown.lines()
    assert not any("average" in line for line in shown.lines())


# --- nothing --------------------------------------------------------------------------------


def test_without_check_ins_a_sentence_says_so(shown: Shown) -> None:
    shown.name(90, "calm")
    shown.show()
    assert shown.lines() == ["There are no check-ins in these days."]
    assert shown.panel.explanation() == ""
    assert shown.picture.items == ()


def test_without_a_feeling_the_tags_still_stand_there(shown: Shown) -> None:
    shown.name(0, tag="work")
    shown.show()
    assert shown.lines()[0] == "No check-in in these days names a feeling."
    assert [type(item.what) for item in shown.picture.items] == [TagCount]


def test_without_any_word_a_sentence_says_where_they_come_from(shown: Shown) -> None:
    shown.name(0)
    shown.show()
    assert "names a feeling or has a tag. You can add them" in " ".join(shown.lines())


# --- keys, words, rows ----------------------------------------------------------------------


def test_all_arrow_keys_go_from_feelings_to_tags(shown: Shown) -> None:
    shown.name(0, "calm", "hurt", tag="work")
    shown.name(1, "calm")
    shown.show()
    kinds = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(shown.picture, key)
        kinds.append(type(shown.picture.what))
    assert kinds == [WordCount, WordCount, TagCount, TagCount]
    QTest.keyClick(shown.picture, Qt.Key.Key_Up)
    assert shown.picture.spoken_value() == (
        "Hurt. Named in 1 of 2 check-ins with a feeling, of 2 in all. First named on "
        "23 November 2026."
    )


def test_a_click_and_enter_open_what_was_chosen(shown: Shown) -> None:
    shown.name(0, "calm", tag="work")
    shown.show()
    shown.picture.show()
    last = shown.picture.items[-1]
    QTest.mouseClick(shown.picture, Qt.MouseButton.LeftButton, pos=last.area.center().toPoint())
    QTest.keyClick(shown.picture, Qt.Key.Key_Return)
    assert shown.opened == [last.what]
    assert shown.plan.nearest(QPointF(1, 1)) is None


def test_a_filter_keeps_what_else_was_asked_for(shown: Shown) -> None:
    shown.name(0, "calm", tag="work")
    shown.show()
    feeling, tag = (item.what for item in shown.picture.items)
    asked = MoodFilter(tags=frozenset(["sleep"]))
    assert feeling.asked(asked) == MoodFilter(frozenset(["sleep"]), frozenset([Word("calm")]))
    assert tag.asked(asked) == MoodFilter(tags=frozenset(["work"]))


def test_under_a_filter_only_what_it_lets_through_is_counted(shown: Shown) -> None:
    shown.name(0, "calm", tag="work")
    shown.name(1, "hurt")
    shown.show()
    shown.kept.presenter.sift(MoodFilter(tags=frozenset(["work"])))
    assert [bar.name.text for bar in shown.plan.bars] == ["Calm"]
    assert "Only check-ins that your choice lets through" in shown.panel.explanation()


def test_rows_have_feelings_then_tags(shown: Shown) -> None:
    shown.name(60, "calm")
    for day in range(5):
        shown.name(day, "hurt", value=1, tag="work")
    for day in range(5, 10):
        shown.name(day, RatedWord("own", own=True), value=0)
    shown.name(11, tag="mine")
    shown.show()
    rows = shown.panel.rows()
    cells = [[rows.cell(row, cell) for cell in Cell] for row in range(len(rows))]
    assert cells == [
        ["Hurt", "Feeling", "5 of 10", "19/11/2026, new", "", ""],
        ["own", "Feeling, your own word", "5 of 10", "14/11/2026, new", "", ""],
        ["Work", "Tag", "5 of 11", "19/11/2026", "+1.0 (5)", "0.0 (6)"],
        ["mine", "Tag, your own word", "1 of 11", "12/11/2026", "too few (1)", "too few (10)"],
    ]
    assert isinstance(rows.what(0), WordCount)
    assert rows.spoken(2) == (
        "On days you tagged “Work”: 5 check-ins, average +1.0. On other days: 6, average 0.0."
    )


def test_right_to_left_bars_begin_at_the_right(shown: Shown) -> None:
    shown.name(0, "calm", "hurt")
    shown.name(1, "calm")
    shown.show()
    plain = shown.plan
    turned = shown.picture.plan_for(Tokens(LIGHT), WIDE, True)
    assert turned is not None
    for one, other in zip(plain.bars, turned.bars, strict=True):
        assert other.area.right() == pytest.approx(WIDE - one.area.left())
        assert other.count.at.x() < other.area.left() < other.name.at.x()

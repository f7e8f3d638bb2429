"""One rupture on the page: its words, its list, keys, a table, and what is read when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from helpers.accessible import complaints
from helpers.around import HIGH_END, hold, rate, set_aside, talk
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.mood_filter import MoodFilter
from repair_desktop.core.moods import Mood
from repair_desktop.core.rupture_track import Rating
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import RuptureMoment
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.table.view import TimelineTableView
from repair_desktop.gui.timeline.track import panel as panel_module
from repair_desktop.gui.timeline.track.chart import TrackChart
from repair_desktop.gui.timeline.track.panel import TrackPanel
from repair_desktop.gui.widgets.choice_box import ChoiceBox

Key = Qt.Key
T = TypeVar("T")


class Shown:
    """The page with one rupture looked at, and what it asked for."""

    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.page = TimelinePage(kept.presenter, therapist_name(""), theme, ProblemWords())
        self.moods: list[Mood] = []
        self.ruptures: list[str] = []
        self.page.mood_requested.connect(self.moods.append)
        self.page.rupture_requested.connect(self.ruptures.append)
        self.page.resize(980, 900)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    @property
    def chart(self) -> TrackChart:
        (chart,) = self.page.findChildren(TrackChart)
        return chart

    @property
    def panel(self) -> TrackPanel:
        (panel,) = self.page.findChildren(TrackPanel)
        return panel

    @property
    def box(self) -> ChoiceBox:
        (box,) = self.page.findChildren(ChoiceBox)
        return box

    def read(self) -> None:
        self.kept.presenter.refresh()
        self.kept.presenter.look_through(Lens.RUPTURE)
        self.chart.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focused = self.page.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)

    def pick(self, steps: int) -> None:
        """Go down the list, and choose."""
        self.box.setFocus()
        self.press(*[Key.Key_Down] * steps, Key.Key_Return)

    def rows(self) -> list[list[str]]:
        rows = self.panel.rows()
        columns = range(len(rows.columns))
        return [[rows.cell(row, column) for column in columns] for row in range(len(rows))]

    def things(self, kind: type[T]) -> list[T]:
        return [item.what for item in self.chart.items if isinstance(item.what, kind)]

    def names(self) -> list[str]:
        return [self.box.itemText(place) for place in range(self.box.count())]

    def words(self) -> str:
        """Return all that is said about the rupture, in every form."""
        rows = self.panel.rows()
        said = [self.panel.summary(), self.panel.explanation(), *self.names()]
        said += [self.chart.words_of(item.what) for item in self.chart.items]
        said += [label.text for label in (*self.chart.plan.names, *self.chart.plan.headings)]
        said += [rows.spoken(row) for row in range(len(rows))]
        return " ".join([*said, *(cell for row in self.rows() for cell in row)])


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Shown:
    return Shown(qtbot, kept, theme)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    said: list[str] = []
    monkeypatch.setattr(panel_module, "announce", lambda widget, text, **_: said.append(text))
    return said


def three(kept: Kept) -> tuple[RuptureId, RuptureId, RuptureId]:
    """An old one that is open, a newer one that is open, and the newest, which is settled."""
    old = kept.rupture(days_ago(60), title="Advice")
    newer = kept.rupture(days_ago(30), happened=days_ago(31))
    newest = kept.rupture(days_ago(10), (RuptureState.SETTLED, days_ago(8)), title="The clock")
    return old, newer, newest


# --- which rupture ---------------------------------------------------------------------------


def test_the_list_has_all_newest_first_and_begins_with_the_newest_open_one(shown: Shown) -> None:
    three(shown.kept)
    shown.read()
    assert shown.names() == [
        "The clock, 13/11/2026",
        "Something felt off, 23/10/2026",
        "Advice, 24/09/2026",
    ]
    assert shown.box.currentIndex() == 1
    assert shown.panel.summary().startswith("16 October to 23 November 2026.")


def test_another_one_is_chosen_with_enter_and_said(shown: Shown, spoken: Sequence[str]) -> None:
    old, _, _ = three(shown.kept)
    rate(shown.kept, old, 7, days_ago(59))
    shown.read()
    shown.box.setFocus()
    shown.press(Key.Key_Down)
    assert "16 October" in shown.panel.summary()
    shown.press(Key.Key_Return)
    said = "17 September to 23 November 2026. Size rated once. No check-ins in this time."
    assert shown.panel.summary() == said
    assert spoken == [said]


def test_the_choice_stays_when_everything_is_read_again(
    shown: Shown, spoken: Sequence[str]
) -> None:
    old, _, _ = three(shown.kept)
    shown.read()
    shown.pick(1)
    shown.kept.rupture(days_ago(1), title="Another")
    shown.kept.presenter.refresh()
    assert shown.box.currentText() == "Advice, 24/09/2026"
    shown.kept.reflect.delete_rupture(old)
    shown.kept.presenter.refresh()
    assert shown.box.currentText() == "Another, 22/11/2026"
    assert len(spoken) == 1


def test_only_the_one_that_was_asked_for_last_is_shown(shown: Shown) -> None:
    three(shown.kept)
    shown.read()
    shown.kept.jobs.hold = True
    shown.pick(1)
    shown.box.setFocus()
    shown.press(Key.Key_Home, Key.Key_Return)
    seen: list[str] = []
    shown.panel.changed.connect(lambda: seen.append(shown.panel.summary()))
    shown.kept.jobs.run_held()
    assert [summary.split(".")[0] for summary in seen] == ["6 November to 22 November 2026"]


def test_a_filter_sifts_check_ins_without_another_look_at_the_disk(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(shown.kept)
    shown.kept.check_in(days_ago(20), tags=("work",))
    shown.kept.check_in(days_ago(21))
    shown.read()
    assert "2 check-ins." in shown.panel.summary()
    monkeypatch.setattr(shown.kept.timeline, "rupture", None)
    shown.kept.presenter.sift(MoodFilter(tags=frozenset({"work"})))
    assert "1 check-in." in shown.panel.summary()
    assert len([item for item in shown.chart.items if isinstance(item.what, Mood)]) == 1


def test_what_keeps_it_from_being_read_is_said(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(shown.kept)
    shown.read()

    def fail(_rupture: RuptureId) -> None:
        raise DiskFault()

    monkeypatch.setattr(shown.kept.timeline, "rupture", fail)
    shown.pick(1)
    assert [type(error) for error in shown.kept.errors] == [DiskFault]
    assert shown.box.currentText() == "Something felt off, 23/10/2026"
    assert "16 October" in shown.panel.summary()


def test_a_filter_while_another_one_is_being_read_mixes_nothing(shown: Shown) -> None:
    old, newer, _ = three(shown.kept)
    rate(shown.kept, newer, 7, days_ago(29))
    shown.read()
    shown.kept.jobs.hold = True
    shown.pick(1)
    shown.kept.presenter.sift(MoodFilter(tags=frozenset({"work"})))
    assert {what.rupture_id for what in shown.things(Rating)} == {newer}
    shown.kept.jobs.run_held()
    assert shown.things(Rating) == []
    assert {what.summary.rupture.id for what in shown.things(RuptureMoment)} == {old}


def test_all_of_them_can_go_while_one_is_being_read(shown: Shown) -> None:
    ruptures = three(shown.kept)
    shown.read()
    shown.kept.jobs.hold = True
    shown.pick(1)
    shown.kept.jobs.hold = False
    for rupture in ruptures:
        shown.kept.reflect.delete_rupture(rupture)
    shown.kept.check_in(days_ago(1))
    shown.kept.presenter.refresh()
    shown.kept.jobs.run_held()
    assert shown.panel.summary() == "No rupture is in this journal."
    assert shown.chart.items == ()


def test_of_one_that_is_gone_there_is_nothing_to_read(kept: Kept) -> None:
    rupture = kept.rupture(days_ago(3))
    kept.reflect.delete_rupture(rupture)
    assert kept.timeline.rupture(rupture) is None


# --- what is shown ---------------------------------------------------------------------------


def a_life(kept: Kept) -> RuptureId:
    rupture = kept.rupture(
        days_ago(30),
        (RuptureState.RAISED, days_ago(20)),
        (RuptureState.MENDING, days_ago(15)),
        (RuptureState.SETTLED, days_ago(10)),
        title="The clock",
    )
    rate(kept, rupture, 8, days_ago(30, hour=13))
    rate(kept, rupture, 3, days_ago(12), again=True)
    talk(kept, rupture, days_ago(20, hour=18))
    hold(kept, 20)
    kept.check_in(days_ago(25), -2)
    return rupture


def test_keys_go_through_it_and_open_what_is_there(shown: Shown) -> None:
    rupture = a_life(shown.kept)
    shown.read()
    shown.press(Key.Key_Home)
    assert shown.chart.spoken_value() == "Saturday, 24 October 2026, 12:00. Noted."
    shown.press(Key.Key_Return, Key.Key_Right)
    assert shown.chart.spoken_value() == "Saturday, 24 October 2026, 13:00. Size: 8 of 10."
    shown.press(Key.Key_Return, Key.Key_Right, Key.Key_Return)
    assert shown.ruptures == [rupture, rupture]
    assert [mood.pleasantness for mood in shown.moods] == [-2]


def test_the_table_has_all_of_it_newest_first(shown: Shown) -> None:
    a_life(shown.kept)
    shown.read()
    assert shown.rows() == [
        ["13/11/2026 12:00", "Settled", "", ""],
        ["11/11/2026 12:00", "Size", "3 of 10", ""],
        ["08/11/2026 12:00", "Mending", "", ""],
        ["03/11/2026 18:00", "Talk", "", ""],
        ["03/11/2026 16:00", "Session", "", ""],
        ["03/11/2026 12:00", "Raised", "", ""],
        ["29/10/2026 12:00", "Check-in", "", "Low"],
        ["24/10/2026 13:00", "Size", "8 of 10", ""],
        ["24/10/2026 12:00", "Noted", "", ""],
    ]
    shown.kept.presenter.show_as_table(True)
    (table,) = shown.page.findChildren(TimelineTableView)
    assert table.isVisible()
    shown.press(Key.Key_Down, Key.Key_Return)
    assert len(shown.ruptures) == 1


def test_without_a_rating_it_says_not_rated(shown: Shown) -> None:
    shown.kept.rupture(days_ago(30), happened=days_ago(31))
    shown.read()
    assert "Not rated." in shown.panel.summary()
    assert shown.rows() == [
        ["24/10/2026 12:00", "Noted", "Not rated", ""],
        ["23/10/2026", "It happened", "Not rated", ""],
    ]


def test_after_a_safety_answer_nothing_speaks_of_size_or_mending(shown: Shown) -> None:
    rupture = a_life(shown.kept)
    shown.read()
    before = shown.words()
    for word in ("Mending", "Raised", "Settled", "Size", "Talk"):
        assert word in before
    set_aside(shown.kept, rupture)
    shown.kept.presenter.refresh()
    after = shown.words()
    for word in ("mend", "raise", "settled", "size", "rated", "talk", "big it felt", HIGH_END):
        assert word.lower() not in after.lower()
    assert "For this one, only its days and your mood are shown." in after
    kinds = {type(item.what) for item in shown.chart.items}
    assert Rating not in kinds
    assert {Mood, RuptureMoment} <= kinds


def test_after_a_safety_answer_its_name_does_not_say_what_was_done(shown: Shown) -> None:
    rupture = shown.kept.rupture(days_ago(5), kind="judged")
    shown.read()
    named = shown.names()
    set_aside(shown.kept, rupture)
    shown.kept.presenter.refresh()
    assert shown.names() == ["Something felt off, 18/11/2026"] != named


def test_what_is_in_between_two_ratings_is_not_claimed(shown: Shown) -> None:
    rupture = shown.kept.rupture(days_ago(30))
    rate(shown.kept, rupture, 8, days_ago(29))
    shown.read()
    assert "dashed" not in shown.panel.explanation()
    rate(shown.kept, rupture, 3, days_ago(12), again=True)
    shown.kept.presenter.refresh()
    assert "It does not say how it was in between." in shown.panel.explanation()


def test_without_a_rupture_it_says_what_would_be_here(shown: Shown) -> None:
    shown.kept.check_in(days_ago(1))
    shown.read()
    assert not shown.box.isVisible()
    assert shown.panel.summary() == "No rupture is in this journal."
    assert "Once you note a rupture, it shows up here" in shown.chart.accessibleDescription()
    assert shown.rows() == []
    shown.press(Key.Key_Right, Key.Key_Return)
    assert shown.ruptures == []
    shown.kept.rupture(days_ago(2))
    shown.kept.presenter.refresh()
    assert shown.box.isVisible()
    assert len(shown.chart.items) == 2


def test_every_control_has_a_name(shown: Shown) -> None:
    three(shown.kept)
    shown.read()
    assert list(complaints(shown.page)) == []
    face = QAccessible.queryAccessibleInterface(shown.box)
    assert face is not None
    related = [pair[0] for pair in face.relations()]
    assert any(
        each.text(QAccessible.Text.Name) == "Which rupture" for each in related if each is not None
    )

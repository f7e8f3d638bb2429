"""Choosing which check-ins are shown, on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter, Word
from repair_desktop.core.moods import Mood
from repair_desktop.core.sessions import SessionState
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.sift_card import SiftCard
from repair_desktop.gui.widgets.chip import Chip

NAMES = {"work": "Work", "calm": "quiet inside"}


class Shown:
    def __init__(self, qtbot: QtBot, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        self.page = TimelinePage(
            kept.presenter, therapist_name(""), theme, ProblemWords(), word_names=NAMES
        )
        self.window = QStackedWidget()
        self.window.addWidget(self.page)
        self.window.resize(720, 560)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.page.refresh()

    @property
    def card(self) -> SiftCard:
        card = self.page.findChild(SiftCard)
        assert isinstance(card, SiftCard)
        return card

    def press(self, name: str) -> None:
        QApplication.processEvents()  # what was added is shown
        buttons = [b for b in self.page.findChildren(QPushButton) if b.isVisible()]
        button = next(b for b in buttons if name in (b.text(), b.accessibleName()))
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def chip(self, text: str) -> Chip:
        return next(c for c in self.card.findChildren(Chip) if c.isVisible() and c.words == text)

    def toggle(self, text: str) -> None:
        QTest.keyClick(self.chip(text), Qt.Key.Key_Space)

    def box(self, label: str) -> QComboBox:
        labels = [each for each in self.card.findChildren(QLabel) if each.isVisible()]
        box = next(each.buddy() for each in labels if each.text() == label)
        assert isinstance(box, QComboBox)
        return box

    def sessions(self) -> set[str]:
        return {mood.note for mood in self.kept.view.moods}


def fill(kept: Kept) -> tuple[Mood, Mood, Mood]:
    work = kept.check_in(days_ago(3), 1, tags=("work",), note="one")
    calm = kept.check_in(
        days_ago(2), 2, feelings=(RatedWord("calm"), RatedWord("calm", own=True)), note="two"
    )
    bare = kept.check_in(days_ago(1), -2, note="three")
    return work, calm, bare


@pytest.fixture
def shown(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Shown:
    fill(kept)
    return Shown(qtbot, kept, theme)


def test_it_offers_what_check_ins_have_with_how_many(shown: Shown) -> None:
    shown.press("Filter…")
    words = [chip.words for chip in shown.card.findChildren(Chip)]
    assert words == ["Work (1)", "quiet inside (1)", "calm (1)"]
    assert not any(box.isVisible() for box in shown.card.findChildren(QComboBox))
    assert shown.page.focusWidget() is shown.chip("Work (1)")
    assert list(complaints(shown.page)) == []


def test_a_word_sifts_at_once_and_is_said_until_all_are_shown_again(shown: Shown) -> None:
    shown.press("Filter…")
    shown.toggle("Work (1)")
    assert shown.sessions() == {"one"}
    assert "Only check-ins with: Work" in read_aloud(shown.page)
    assert "1 in all." in read_aloud(shown.page)
    shown.toggle("calm (1)")
    assert shown.sessions() == set()
    shown.toggle("Work (1)")
    assert shown.kept.view.choice.filter.feelings == {Word("calm", own=True)}
    assert shown.sessions() == {"two"}
    shown.press("Close")
    assert not shown.card.isVisible()
    assert "Only check-ins with: calm" in read_aloud(shown.page)
    shown.press("Show all")
    assert shown.kept.view.choice.filter == EVERYTHING
    assert "Only check-ins" not in read_aloud(shown.page)
    focused = shown.page.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Filter…"


def test_a_session_and_a_rupture_that_check_ins_belong_to(shown: Shown) -> None:
    kept = shown.kept
    session, rupture = kept.session(days_ago(4)), kept.rupture(days_ago(5), title="The clock")
    one, two, _ = kept.view.moods
    kept.journal.moods.save(replace(one, session_id=session.id))
    kept.journal.moods.save(replace(two, rupture_id=rupture))
    shown.page.refresh()
    shown.press("Filter…")
    box = shown.box("A session")
    assert [box.itemText(n) for n in range(box.count())] == ["Any", "19/11/2026 at 12:00"]
    box.setCurrentIndex(1)
    assert shown.sessions() == {"one"}
    assert "Only check-ins with: 19/11/2026" in read_aloud(shown.page)
    box.setCurrentIndex(0)
    shown.box("A rupture").setCurrentIndex(1)
    assert shown.sessions() == {"two"}
    assert "Only check-ins with: The clock" in read_aloud(shown.page)


def test_a_check_in_can_belong_to_a_session_that_was_cancelled(shown: Shown) -> None:
    session = shown.kept.session(days_ago(4))
    one = shown.kept.view.moods[0]
    shown.kept.journal.moods.save(replace(one, session_id=session.id))
    shown.kept.sessions.set_state(session.id, SessionState.CANCELLED)
    shown.page.refresh()
    assert shown.kept.view.sessions == ()
    shown.press("Filter…")
    box = shown.box("A session")
    box.setCurrentIndex(1)
    assert shown.sessions() == {"one"}
    shown.page.refresh()
    assert shown.sessions() == {"one"}
    assert "Only check-ins with: 19/11/2026" in read_aloud(shown.page)


def test_opened_again_it_shows_what_is_asked_for(shown: Shown) -> None:
    shown.press("Filter…")
    shown.toggle("Work (1)")
    shown.press("Close")
    shown.press("Filter…")
    assert shown.chip("Work (1)").isChecked()
    shown.press("Show all check-ins")
    assert not shown.card.isVisible()
    assert len(shown.kept.view.moods) == 3


def test_where_there_is_nothing_to_choose_it_says_so(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    kept.check_in(days_ago(1))
    shown = Shown(qtbot, kept, theme)
    shown.press("Filter…")
    assert "No check-in has a tag, a feeling, a session or a rupture yet." in read_aloud(shown.page)
    assert [stop for stop in tab_stops(shown.page) if shown.card.isAncestorOf(stop)]


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_no_wider_than_the_smallest_window(
    shown: Shown, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    rupture = shown.kept.rupture(days_ago(5), title="What was said about the holidays " * 5)
    shown.kept.journal.moods.save(replace(shown.kept.view.moods[0], rupture_id=rupture))
    shown.page.refresh()
    shown.window.resize(576, 560)
    shown.press("Filter…")
    for widget in (*shown.card.findChildren(QPushButton), *shown.card.findChildren(QComboBox)):
        if widget.isVisible():
            assert widget.mapTo(shown.page, widget.rect().bottomRight()).x() < shown.page.width()


def test_the_open_filter_forgets_what_is_deleted(shown: Shown) -> None:
    work, *_ = shown.kept.view.moods
    shown.press("Filter…")
    shown.toggle("Work (1)")
    shown.kept.mood.delete(work.id)
    shown.page.refresh()
    QApplication.processEvents()
    chips = [chip.words for chip in shown.card.findChildren(Chip) if chip.isVisible()]
    assert chips == ["quiet inside (1)", "calm (1)"]
    shown.toggle("calm (1)")
    assert shown.kept.view.choice.filter == MoodFilter(feelings=frozenset([Word("calm", True)]))


def test_what_is_chosen_elsewhere_is_chosen_in_the_open_filter(shown: Shown) -> None:
    shown.press("Filter…")
    named = MoodFilter(feelings=frozenset([Word("calm")]))
    shown.kept.presenter.sift(named)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert shown.card.isAncestorOf(focused)
    assert focused.isVisible()
    shown.toggle("Work (1)")
    assert shown.kept.view.choice.filter == replace(named, tags=frozenset(["work"]))


def test_once_nothing_is_left_no_filter_stays_open(shown: Shown) -> None:
    shown.press("Filter…")
    for mood in shown.kept.view.moods:
        shown.kept.mood.delete(mood.id)
    shown.page.refresh()
    assert shown.card.isHidden()

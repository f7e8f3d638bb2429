"""What a check-in belongs to, as the person chooses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from helpers.accessible import complaints, tab_stops
from helpers.check_in_sheet import Sheet
from helpers.journals import NOON, TODAY, a_rupture, a_session
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import DraftId, RuptureId, SessionId
from repair_desktop.core.sessions import SessionState
from repair_desktop.gui.check_in.entered import Prefill
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.services.drafts import Draft
from repair_desktop.services.mood import CheckIn
from repair_desktop.storage.journal import SqlJournal

RUPTURE, SESSION = "Something that felt off", "A session"
GONE = "One that was deleted"


def ago(days: int, short: bool = False) -> str:
    return day_words(TODAY - timedelta(days=days), short)


def at_four(day: str) -> str:
    return f"{day} at {QLocale().toString(QTime(16, 0), QLocale.FormatType.ShortFormat)}"


DOOR = f"The door, {ago(1, short=True)}"
OLDER = f"Something felt off, {ago(9, short=True)}"
LAST_WEEK = at_four(ago(7))


@pytest.fixture
def life(journal: SqlJournal) -> SqlJournal:
    """Two ruptures and three sessions."""
    journal.ruptures.add(a_rupture(1, NOON - timedelta(days=9)))
    journal.ruptures.add(a_rupture(2, NOON - timedelta(days=1), "The door"))
    journal.sessions.save(a_session(1, time(16), TODAY - timedelta(days=7)))
    journal.sessions.save(a_session(2, None, TODAY))
    journal.sessions.save(a_session(3, None, TODAY - timedelta(days=200)))
    return journal


def boxes(sheet: Sheet) -> dict[str, QComboBox]:
    found = sheet.seen().findChildren(QComboBox)
    return {box.accessibleName(): box for box in found if box.isVisible()}


def offered(sheet: Sheet, name: str) -> list[str]:
    box = boxes(sheet)[name]
    return [box.itemText(place) for place in range(box.count())]


def choose(sheet: Sheet, name: str, text: str) -> None:
    """Choose by the keyboard, as a person does who does not open the list."""
    box = boxes(sheet)[name]
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() == text:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_nothing_is_read_before_more_is_opened(sheet: Sheet, life: SqlJournal) -> None:
    read: list[object] = []
    sheet.presenter.links_ready.connect(read.append)
    sheet.form.begin()
    sheet.press("Low")
    sheet.press("Save this check-in")
    assert read == []
    sheet.press("Check in again")
    sheet.press("More")
    assert len(read) == 1


def test_where_there_is_nothing_nothing_is_shown(sheet: Sheet) -> None:
    sheet.press("More")
    assert boxes(sheet) == {}
    assert "Belongs to" not in sheet.words()


def test_only_what_there_is_is_shown(sheet: Sheet, journal: SqlJournal) -> None:
    journal.sessions.save(a_session())
    sheet.press("More")
    assert list(boxes(sheet)) == [SESSION]


def test_ruptures_and_near_sessions_are_offered_the_newest_first(
    sheet: Sheet, life: SqlJournal
) -> None:
    life.sessions.save(replace(a_session(4, None, date(2026, 11, 9)), state=SessionState.CANCELLED))
    sheet.press("More")
    assert offered(sheet, RUPTURE) == ["None", DOOR, OLDER]
    assert offered(sheet, SESSION) == [
        "None",
        f"Today, {ago(0)}",
        LAST_WEEK,
        f"{ago(14)} · cancelled",
    ]
    assert [box.currentText() for box in boxes(sheet).values()] == ["None", "None"]


def test_sessions_follow_the_day_of_the_check_in(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    choose(sheet, SESSION, LAST_WEEK)
    sheet.go_back_in_time(QDate(2026, 5, 1))
    assert offered(sheet, SESSION) == ["None", LAST_WEEK, ago(200)]
    assert boxes(sheet)[SESSION].currentText() == LAST_WEEK


def test_what_is_chosen_is_kept_said_and_can_be_taken_back(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    sheet.press("Good")
    choose(sheet, RUPTURE, DOOR)
    choose(sheet, SESSION, LAST_WEEK)
    sheet.press("Save this check-in")
    kept = sheet.kept()
    assert (kept.rupture_id, kept.session_id) == (a_rupture(2).id, a_session(1).id)
    assert f"belongs to: {DOOR} · session: {at_four(ago(7, short=True))}" in sheet.words()
    sheet.press("Change")
    choose(sheet, RUPTURE, OLDER)
    boxes(sheet)[SESSION].setFocus()
    QTest.keyClick(boxes(sheet)[SESSION], Qt.Key.Key_Home)
    sheet.press("Save this check-in")
    assert sheet.kept() == replace(kept, rupture_id=a_rupture(1).id, session_id=None)


def test_no_session_of_the_same_day_is_chosen_by_itself(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    sheet.press("Good")
    sheet.press("Save this check-in")
    assert (sheet.kept().rupture_id, sheet.kept().session_id) == (None, None)


def test_folded_again_it_still_says_what_it_belongs_to(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    choose(sheet, RUPTURE, DOOR)
    sheet.press("Less")
    assert f"belongs to: {DOOR}" in sheet.words()


def test_a_prefill_is_seen_and_can_be_let_go(over: Sheet, life: SqlJournal) -> None:
    over.form.begin(Prefill(rupture_id=a_rupture(1).id, session_id=a_session(1).id))
    assert not over.form.has_unsaved()
    assert boxes(over)[RUPTURE].currentText() == OLDER
    assert boxes(over)[SESSION].currentText() == LAST_WEEK
    boxes(over)[RUPTURE].setFocus()
    over.key(Qt.Key.Key_Home)
    assert boxes(over)[RUPTURE].currentText() == "None"
    over.press("Low")
    over.press("Save this check-in")
    assert (over.kept().rupture_id, over.kept().session_id) == (None, a_session(1).id)


def test_a_choice_alone_is_not_lost(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    choose(sheet, SESSION, LAST_WEEK)
    assert sheet.form.has_unsaved()
    assert sheet.leave()
    (draft,) = sheet.moods.drafts()
    assert draft.session_id == a_session(1).id


def test_a_draft_comes_back_with_its_links(sheet: Sheet, life: SqlJournal) -> None:
    link = SessionId(a_session(1).id)
    sheet.moods.keep_draft(Draft(DraftId("d"), session_id=link))
    sheet.presenter.take_up_draft()
    assert "You had not saved this check-in yet." in sheet.words()
    assert boxes(sheet)[SESSION].currentText() == LAST_WEEK
    assert sheet.form.has_unsaved()
    assert sheet.leave()
    assert [draft.session_id for draft in sheet.moods.drafts()] == [link]


def test_a_link_to_what_was_deleted_stays_until_it_is_changed(
    over: Sheet, life: SqlJournal
) -> None:
    links = {"rupture_id": RuptureId(a_rupture(2).id), "session_id": SessionId(a_session(1).id)}
    kept = over.moods.save(CheckIn(NOON, 2, **links))  # type: ignore[arg-type]
    life.ruptures.delete(a_rupture(2).id)
    life.sessions.delete(a_session(1).id)
    over.form.edit(kept)
    assert [box.currentText() for box in boxes(over).values()] == [GONE, GONE]
    assert not over.form.has_unsaved()
    over.press("Okay")
    over.press("Save this check-in")
    words = over.words()
    assert "belongs to something that felt off · belongs to a session" in words
    life.ruptures.restore(a_rupture(2).id)
    life.sessions.restore(a_session(1).id)
    assert over.kept() == replace(kept, pleasantness=0)
    over.window.hide()
    over.window.show()
    assert f"belongs to: {DOOR}" in over.words()


def test_lists_that_are_read_again_lose_nothing(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    sheet.paste("half a sen")
    choose(sheet, SESSION, LAST_WEEK)
    choose(sheet, RUPTURE, DOOR)
    life.sessions.save(a_session(5, None, TODAY - timedelta(days=1)))
    life.ruptures.delete(a_rupture(1).id)
    sheet.window.hide()
    sheet.window.show()
    assert offered(sheet, RUPTURE) == ["None", DOOR]
    assert offered(sheet, SESSION)[2] == ago(1)
    assert [box.currentText() for box in boxes(sheet).values()] == [DOOR, LAST_WEEK]
    assert sheet.note().words() == "half a sen"


def test_where_they_can_not_be_read_the_links_stay(over: Sheet, life: SqlJournal) -> None:
    kept = over.moods.save(CheckIn(NOON, 2, session_id=SessionId(a_session(1).id)))
    over.moods.fail = DiskFault()
    over.form.edit(kept)
    assert boxes(over) == {}
    over.moods.fail = None
    over.press("Low")
    over.press("Save this check-in")
    assert over.kept() == replace(kept, pleasantness=-2)


def test_a_bug_in_reading_is_no_empty_list(sheet: Sheet) -> None:
    sheet.moods.fail = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        sheet.presenter.read_links()


def test_the_wheel_chooses_nothing(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    for box in boxes(sheet).values():
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(box.mapToGlobal(QPoint(5, 5))),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        box.setFocus()
        QApplication.sendEvent(box, wheel)
        assert box.currentText() == "None"


def test_both_are_reached_and_named_after_the_note(sheet: Sheet, life: SqlJournal) -> None:
    sheet.press("More")
    stops = [each.accessibleName() for each in tab_stops(sheet.window)]
    note = stops.index("Note")
    assert stops[note : note + 3] == ["Note", RUPTURE, SESSION]
    assert list(complaints(sheet.window)) == []
    buddies = {
        label.buddy(): label.text()
        for label in sheet.form.findChildren(QLabel)
        if label.buddy() is not None
    }
    assert [buddies[box] for box in boxes(sheet).values()] == [RUPTURE, SESSION]


def test_a_long_title_makes_nothing_wider(sheet: Sheet, life: SqlJournal) -> None:
    life.ruptures.describe(a_rupture(2).id, "endless " * 40, None)
    before = sheet.form.minimumSizeHint().width()
    sheet.press("More")
    unfolded = sheet.form.minimumSizeHint().width()
    (name,) = [text for text in offered(sheet, RUPTURE) if text.startswith("endless")]
    assert name.endswith(f"…, {ago(1, short=True)}")
    assert boxes(sheet)[RUPTURE].minimumSizeHint().width() < max(before, unfolded)


def test_a_name_that_has_no_room_is_shown_whole(sheet: Sheet, life: SqlJournal) -> None:
    life.ruptures.describe(a_rupture(2).id, "The door that stayed shut all the hour long", None)
    sheet.press("More")
    (name,) = [text for text in offered(sheet, RUPTURE) if text.startswith("The door")]
    choose(sheet, RUPTURE, name)
    assert name not in sheet.words()  # the list itself shows it
    sheet.window.setFixedWidth(420)
    assert name in sheet.words()
    sheet.window.setFixedWidth(900)
    assert name not in sheet.words()

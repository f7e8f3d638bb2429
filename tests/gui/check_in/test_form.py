from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from helpers.accessible import complaints, press_by_reader, tab_stops
from helpers.check_in import SUMMER, WINTER, BreakableMoods
from helpers.check_in_sheet import FEELINGS, TAGS, WORDS, Sheet
from helpers.jobs import InlineJobs
from helpers.journals import NOON, a_rupture, an_entry
from helpers.real_journal import SetClock
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.check_in.entered import Prefill
from repair_desktop.gui.check_in.page import CheckInForm
from repair_desktop.gui.check_in.presenter import CheckInPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.services.mood import CheckIn
from repair_desktop.storage.journal import SqlJournal

CHOOSE = "Choose a word or a place on the grid first."
ODD = "so \U0001f468\u200d\U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd \x07 end\u00a0"


# --- ten seconds ------------------------------------------------------------------------------


def test_one_word_and_save_by_keyboard_alone(sheet: Sheet, spoken: list[str]) -> None:
    assert sheet.focus() == "Rough"
    assert sheet.chosen() == []
    sheet.key(Qt.Key.Key_2, Qt.Key.Key_Tab)
    assert sheet.focus().startswith("More: ")
    sheet.key(Qt.Key.Key_Tab)
    assert sheet.focus() == "Save this check-in"
    sheet.key(Qt.Key.Key_Space)
    mood = sheet.kept()
    assert (mood.pleasantness, mood.energy, mood.at) == (-2, None, NOON)
    assert "Saved, encrypted" in sheet.words()
    assert spoken[-1] == "Saved, encrypted"
    assert sheet.focus() == "Check in again"


@pytest.mark.parametrize(("word", "pleasantness"), list(zip(WORDS, [-4, -2, 0, 2, 4], strict=True)))
def test_each_word_has_its_number(sheet: Sheet, word: str, pleasantness: int) -> None:
    sheet.press(word)
    sheet.press("Save this check-in")
    assert (sheet.kept().pleasantness, sheet.kept().energy) == (pleasantness, None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize(
    "place", ["Rough", "Less", "Note", "Search: Feelings", "Date", "Own words: Tags"]
)
def test_control_and_enter_save_from_anywhere(sheet: Sheet, place: str, key: Qt.Key) -> None:
    sheet.press("Low")
    sheet.press("More")
    sheet.press("Another time")
    sheet.paste("the door")
    stops = [each for each in sheet.seen().findChildren(QWidget) if each.isVisible()]
    (there,) = [
        each
        for each in stops
        if each.accessibleName() == place and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    there.setFocus()
    QTest.keyClick(sheet.form.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    assert (sheet.kept().pleasantness, sheet.kept().note) == (-2, "the door")
    assert "Saved, encrypted" in sheet.words()


def test_control_and_enter_do_nothing_once_it_is_kept(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    kept = sheet.kept()
    sheet.clock.pass_by(minutes=5)
    QTest.keyClick(
        sheet.button("Check in again"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert sheet.moods.all() == [kept]
    assert sheet.buttons() == ["Check in again", "Change", "Delete"]


def test_control_and_enter_without_a_choice_say_what_is_missing(sheet: Sheet) -> None:
    QTest.keyClick(sheet.button("Rough"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert CHOOSE in sheet.words()


def test_the_button_says_which_keys_save(sheet: Sheet) -> None:
    button = sheet.button("Save this check-in")
    assert button.toolTip() == "Ctrl+Enter saves from anywhere in this form."
    assert button.accessibleDescription() == button.toolTip()


def test_without_a_choice_saving_says_what_is_missing(sheet: Sheet, spoken: list[str]) -> None:
    assert CHOOSE not in sheet.words()
    sheet.press("Save this check-in")
    assert CHOOSE in sheet.words()
    assert spoken == [CHOOSE]
    assert sheet.focus() == "Rough"
    assert not sheet.moods.all()
    sheet.key(Qt.Key.Key_Space)
    assert CHOOSE not in sheet.words()


def test_several_a_day(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.clock.pass_by(hours=4)
    sheet.press("Check in again")
    assert sheet.chosen() == []
    assert sheet.focus() == "Rough"
    assert "Saved" not in sheet.words()
    sheet.press("Good")
    sheet.press("Save this check-in")
    found = [(mood.pleasantness, mood.at) for mood in sheet.moods.all()]
    assert found == [(-2, NOON), (2, NOON + timedelta(hours=4))]


def test_what_was_saved_stays_in_sight_and_can_be_changed(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.click("hurt", "work")
    sheet.paste("the door")
    sheet.press("Save this check-in")
    for told in ("Low", "hurt · work · with a note", "Saved, encrypted"):
        assert told in sheet.words()
    assert sheet.buttons() == ["Check in again", "Change", "Delete"]
    first = sheet.kept()
    sheet.clock.pass_by(hours=2)
    sheet.press("Change")
    assert (sheet.chosen(), sheet.ticked()) == (["Low"], ["hurt", "work"])
    sheet.press("Good")
    assert "Saved" not in sheet.words()
    sheet.press("Save this check-in")
    assert sheet.kept() == replace(first, pleasantness=2)


def test_a_change_can_be_dropped(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.press("Change")
    sheet.press("Great")
    assert sheet.form.has_unsaved()
    sheet.press("Leave it as it was")
    assert not sheet.form.has_unsaved()
    assert sheet.kept().pleasantness == -2
    assert "Low" in sheet.words()
    assert sheet.focus() == "Check in again"


def test_everything_can_be_cleared(sheet: Sheet) -> None:
    assert "Clear all" not in sheet.buttons()
    sheet.press("More")
    sheet.press("Low")
    sheet.click("hurt")
    sheet.paste("the door")
    sheet.press("Clear all")
    assert (sheet.chosen(), sheet.ticked(), sheet.note().words()) == ([], [], "")
    assert not sheet.form.has_unsaved()
    assert "Clear all" not in sheet.buttons()


# --- the grid ---------------------------------------------------------------------------------


def test_a_place_chooses_the_nearest_word(sheet: Sheet, spoken: list[str]) -> None:
    sheet.press("More")
    sheet.board().setFocus()
    sheet.key(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert sheet.chosen() == ["Low"]
    assert "Low, pleasantness −3, energy 1" in sheet.words()
    assert spoken[-1] == "Low, pleasantness −3, energy 1, chosen"
    sheet.press("Save this check-in")
    assert (sheet.kept().pleasantness, sheet.kept().energy) == (-3, 1)
    assert "Low, pleasantness −3, energy 1" in sheet.words()


@pytest.mark.parametrize("by_reader", [False, True])
@pytest.mark.parametrize("word", ["Low", "Great"])
def test_a_word_after_a_place_goes_back_to_quick(
    sheet: Sheet, spoken: list[str], word: str, by_reader: bool
) -> None:
    sheet.press("More")
    sheet.board().setFocus()
    sheet.key(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Space)
    if by_reader:
        press_by_reader(sheet.button(word))
    else:
        sheet.press(word)
    assert sheet.chosen() == [word]
    assert sheet.numbers()[1] == "–"
    assert "energy 1" not in sheet.words()
    assert spoken[-1] == f"{word}, chosen. Energy is blank again."
    sheet.press("Save this check-in")
    assert sheet.kept().energy is None


def test_a_screen_reader_checks_in(sheet: Sheet) -> None:
    press_by_reader(sheet.button("Good"))
    assert sheet.chosen() == ["Good"]
    sheet.press("More")
    (chip,) = [chip for chip in sheet.shown_chips() if chip.words == "hurt"]
    press_by_reader(chip)
    sheet.press("Save this check-in")
    assert (sheet.kept().pleasantness, sheet.kept().energy) == (2, None)
    assert [feeling.word for feeling in sheet.kept().feelings] == ["hurt"]


def test_numbers_word_and_grid_say_the_same(sheet: Sheet, spoken: list[str]) -> None:
    sheet.press("More")
    pleasantness, energy = sheet.boxes()
    energy.setValue(-2)
    assert sheet.chosen() == []
    assert spoken[-1] == "energy −2, pleasantness still blank, chosen"
    sheet.press("Save this check-in")
    assert CHOOSE in sheet.words()
    pleasantness.setValue(3)
    assert sheet.chosen() == ["Good"]
    assert CHOOSE not in sheet.words()
    assert "Good, pleasantness 3, energy −2, chosen" in sheet.board().accessibleDescription()
    sheet.press("Clear")
    assert sheet.chosen() == []
    assert sheet.numbers() == ["–", "–"]
    assert spoken[-1] == "nothing chosen"


# --- more -------------------------------------------------------------------------------------


def test_more_is_folded_until_it_is_wanted_and_then_stays(sheet: Sheet) -> None:
    assert not sheet.note().isVisible()
    assert not sheet.form.findChildren(Chip)
    sheet.press("More")
    assert sheet.note().isVisible()
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.press("Check in again")
    assert sheet.note().isVisible()
    sheet.press("Less")
    assert not sheet.note().isVisible()
    assert sheet.focus().startswith("More: ")


def test_what_is_folded_away_is_still_said(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.click("tense", "work")
    sheet.own_word("Feelings", "grey inside")
    sheet.paste("x")
    sheet.go_back_in_time(QDate(2026, 11, 20))
    sheet.press("Less")
    assert "tense, grey inside · work · with a note" in sheet.words()
    assert "20" in sheet.words()
    assert "tense, grey inside" in sheet.focus()
    sheet.press("Save this check-in")
    assert [feeling.word for feeling in sheet.kept().feelings] == ["tense", "grey inside"]


def test_feelings_tags_and_note_are_kept_as_they_are(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Okay")
    sheet.click("hurt", "let down", "therapy day")
    sheet.own_word("Feelings", ODD.strip())
    sheet.own_word("Tags", "R&B <b>")
    sheet.paste(ODD + "\n\tsecond line")
    sheet.press("Save this check-in")
    mood = sheet.kept()
    assert mood.feelings == (
        RatedWord("hurt"),
        RatedWord("let-down"),
        RatedWord(ODD.strip(), own=True),
    )
    assert mood.tags == ("therapy-day", "R&B <b>")
    assert mood.note == ODD + "\n\tsecond line"
    sheet.press("Change")
    assert set(sheet.ticked()) == {"hurt", "let down", ODD.strip(), "therapy day", "R&B <b>"}
    assert not sheet.form.has_unsaved()


def test_words_used_lately_stand_on_top_of_the_next_one(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.click("rested", "alone")
    sheet.own_word("Tags", "my sister")
    sheet.press("Save this check-in")
    sheet.press("Check in again")
    chips = [chip.words for chip in sheet.shown_chips()]
    assert chips[0] == "rested"
    tags = chips[chips.index("not enough") + 1 :]
    assert set(tags[:2]) == {"alone", "my sister"}
    assert sheet.ticked() == []


def test_nothing_of_the_last_one_is_left_in_the_next(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.own_word("Tags", "my sister")
    sheet.paste("the door")
    sheet.go_back_in_time(QDate(2026, 11, 20))
    sheet.press("Save this check-in")
    sheet.press("Check in again")
    assert sheet.note().words() == ""
    sheet.note().undo()
    assert sheet.note().words() == ""
    assert not sheet.day().isVisible()
    assert not sheet.form.has_unsaved()


def test_a_note_that_nobody_touched_stays_exact(sheet: Sheet) -> None:
    mood = sheet.moods.save(CheckIn(NOON, pleasantness=0, note="one\r\ntwo\u2029three"))
    sheet.form.edit(mood)
    assert not sheet.form.has_unsaved()
    sheet.press("Good")
    sheet.press("Save this check-in")
    assert sheet.kept().note == mood.note


def test_a_megabyte_is_kept(sheet: Sheet) -> None:
    words = "words of mine, said again and again.\n" * 28_000
    sheet.press("More")
    sheet.paste(words)
    sheet.press("Low")
    sheet.press("Save this check-in")
    assert sheet.kept().note == words


def test_nothing_typed_is_learnt_by_an_input_method(sheet: Sheet) -> None:
    sheet.press("More")
    fields: list[QWidget] = [*sheet.form.findChildren(QPlainTextEdit)]
    fields += [
        field
        for field in sheet.form.findChildren(QLineEdit)
        if not isinstance(field.parent(), QSpinBox | QDateEdit | QTimeEdit)
    ]
    assert len(fields) == 4
    for field in fields:
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


# --- beginning with something -----------------------------------------------------------------


def test_feelings_of_a_worksheet_come_with_their_strengths(
    over: Sheet, journal: SqlJournal
) -> None:
    entry, rupture = an_entry(), a_rupture()
    journal.entries.add(entry)
    journal.ruptures.add(rupture)
    given = (RatedWord("hurt", strength=7), RatedWord("grey", own=True, strength=0))
    day = date(2026, 11, 20)
    over.form.begin(Prefill(given, day, entry.id, rupture.id))
    assert over.note().isVisible()
    assert over.ticked() == ["hurt", "grey"]
    assert "How was it then?" in over.words()
    assert not over.form.has_unsaved()
    over.click("tense")
    over.press("Rough")
    over.press("Save this check-in")
    mood = over.kept()
    assert mood.feelings == (*given, RatedWord("tense"))
    assert (mood.entry_id, mood.rupture_id) == (entry.id, rupture.id)
    assert mood.at == datetime(2026, 11, 20, 12, 0, tzinfo=WINTER)


def test_the_lists_of_a_prefill_wait_for_the_words_used_lately(over: Sheet) -> None:
    over.jobs.hold = True
    given = (RatedWord("hurt", strength=7),)
    over.form.begin(Prefill(given))
    assert over.shown_chips() == []
    over.press("Low")
    over.jobs.run_held()
    assert over.ticked() == ["hurt"]
    over.press("Save this check-in")
    over.jobs.run_held()
    assert over.kept().feelings == given


def test_an_earlier_day_unfolds_its_field(over: Sheet) -> None:
    over.form.begin(Prefill(day=date(2026, 11, 20)))
    assert over.day().isVisible()
    over.form.begin(Prefill(day=NOON.date()))
    assert not over.day().isVisible()


@pytest.mark.parametrize(
    ("more", "unfolded"),
    [
        ({}, False),
        ({"energy": 0}, True),
        ({"note": "x"}, True),
        ({"tags": ("work",)}, True),
        ({"feelings": (RatedWord("hurt"),)}, True),
    ],
)
def test_an_edit_unfolds_what_it_would_hide(
    over: Sheet, more: dict[str, object], unfolded: bool
) -> None:
    mood = over.moods.save(replace(CheckIn(NOON, 2), **more))  # type: ignore[arg-type]
    over.form.edit(mood)
    assert over.note().isVisible() is unfolded
    assert over.chosen() == ["Good"]
    assert "Change this check-in" in over.words()


# --- when -------------------------------------------------------------------------------------


def test_it_is_now_until_another_time_is_chosen(sheet: Sheet) -> None:
    sheet.press("More")
    assert sheet.button("Now").isChecked()
    assert not sheet.day().isVisible()
    sheet.press("Low")
    sheet.clock.pass_by(minutes=20)
    sheet.press("Another time")
    assert sheet.time().time() == QTime(12, 20)
    assert "How was it then?" in sheet.words()
    sheet.press("Now")
    assert not sheet.day().isVisible()
    assert "How is it right now?" in sheet.words()
    sheet.clock.pass_by(seconds=30)
    sheet.press("Save this check-in")
    assert sheet.kept().at == NOON + timedelta(minutes=20, seconds=30)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "later"),
    [
        (QDate(2026, 11, 23), 11, 0, False),
        (QDate(2026, 11, 23), 10, 59, True),
        (QDate(2024, 2, 29), 7, 5, True),
    ],
)
def test_an_earlier_time(sheet: Sheet, day: QDate, hour: int, minute: int, later: bool) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.go_back_in_time(day, hour, minute)
    assert ("Shown as “added later”." in sheet.words()) is later
    sheet.press("Save this check-in")
    at = datetime(day.year(), day.month(), day.day(), hour, minute, tzinfo=WINTER)
    assert sheet.kept().at == at
    assert sheet.kept().added_later is later
    assert ("added later" in sheet.words()) is later


@pytest.mark.parametrize(
    ("day", "hour", "minute", "said"),
    [
        (QDate(2026, 11, 23), 12, 6, "It lies in the future."),
        (QDate(2031, 1, 1), 0, 0, "It lies in the future."),
        (QDate(1899, 12, 31), 23, 59, "It lies before the year 1900."),
        (QDate(2026, 3, 29), 2, 30, "There is no such date or time."),
    ],
)
def test_a_time_that_can_not_be_is_told_at_its_field(
    sheet: Sheet, spoken: list[str], day: QDate, hour: int, minute: int, said: str
) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.go_back_in_time(day, hour, minute)
    assert said in sheet.words()
    assert said in spoken[-1]
    assert said in sheet.day().accessibleDescription()
    assert "added later" not in sheet.words()
    sheet.press("Less")
    sheet.press("Save this check-in")
    assert sheet.focus() == "Date"
    assert sheet.day().isVisible()
    assert not sheet.moods.all()
    sheet.set_when(QDate(2026, 11, 20))
    assert said not in sheet.words()
    assert sheet.day().accessibleDescription() == ""
    sheet.press("Save this check-in")
    assert sheet.kept().at == datetime(2026, 11, 20, 9, 30, tzinfo=WINTER)


def test_a_summer_time_has_its_own_offset(sheet: Sheet) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.go_back_in_time(QDate(2026, 10, 25), 2, 30)
    sheet.press("Save this check-in")
    at = sheet.kept().at
    assert (at.hour, at.minute, at.utcoffset()) == (2, 30, SUMMER.utcoffset(None))


def test_a_typed_day_counts_without_leaving_its_field(over: Sheet) -> None:
    over.press("More")
    over.press("Low")
    over.go_back_in_time(QDate(2026, 11, 20))
    over.day().setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(over.day(), "19")
    assert over.leave()
    assert over.kept().at.date() == date(2026, 11, 19)


@pytest.mark.parametrize("look_at_it", [True, False])
def test_an_untouched_time_stays_exact(over: Sheet, look_at_it: bool) -> None:
    exact = NOON - timedelta(days=3, seconds=13, milliseconds=250)
    over.form.edit(over.moods.save(CheckIn(exact, pleasantness=2)))
    over.press("More")
    assert over.day().isVisible()
    assert "Now" not in over.buttons()
    if look_at_it:
        over.set_when(QDate(2026, 11, 19))
        over.set_when(QDate(2026, 11, 20), 11, 59)
    assert not over.form.has_unsaved()
    over.press("Great")
    over.press("Save this check-in")
    assert over.kept().at == exact


def test_a_kept_time_can_be_changed(over: Sheet) -> None:
    over.form.edit(over.moods.save(CheckIn(NOON, pleasantness=2)))
    over.press("More")
    over.set_when(QDate(2026, 11, 21))
    assert over.form.has_unsaved()
    over.press("Save this check-in")
    assert over.kept().at == datetime(2026, 11, 21, 9, 30, tzinfo=WINTER)


# --- failures ---------------------------------------------------------------------------------


def test_what_can_not_be_saved_stays_and_is_saved_at_the_next_try(
    sheet: Sheet, spoken: list[str]
) -> None:
    sheet.press("More")
    sheet.press("Low")
    sheet.click("hurt")
    sheet.paste("the door")
    sheet.moods.fail = DiskFull()
    sheet.press("Save this check-in")
    said = "Not saved yet. There is no space left to write to. What you entered is still here."
    assert said in sheet.words()
    assert said in spoken[-1]
    assert "Saved, encrypted" not in sheet.words()
    assert (sheet.chosen(), sheet.ticked(), sheet.note().words()) == (
        ["Low"],
        ["hurt"],
        "the door",
    )
    assert sheet.form.has_unsaved()
    sheet.moods.fail = None
    sheet.press("Try again")
    assert sheet.kept().note == "the door"
    assert "Not saved" not in sheet.words()
    assert sheet.focus() == "Check in again"


def test_saving_is_said_while_it_takes(sheet: Sheet) -> None:
    sheet.jobs.hold = True
    sheet.press("Low")
    sheet.press("Save this check-in")
    assert "Saving…" in sheet.words()
    assert sheet.form.has_unsaved()
    assert not sheet.button("Clear all").isEnabled()
    sheet.jobs.run_held()
    assert "Saving…" not in sheet.words()
    assert "Saved, encrypted" in sheet.words()


def test_what_is_entered_meanwhile_is_not_called_saved(sheet: Sheet) -> None:
    sheet.jobs.hold = True
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.press("Great")
    sheet.jobs.run_held()
    assert "Saved" not in sheet.words()
    assert sheet.form.has_unsaved()
    assert sheet.kept().pleasantness == -2
    sheet.press("Save this check-in")
    sheet.jobs.run_held()
    assert sheet.kept().pleasantness == 4
    assert "Saved, encrypted" in sheet.words()


def test_the_lists_come_without_the_words_used_lately(sheet: Sheet) -> None:
    sheet.moods.fail = DiskFull()
    sheet.form.begin()
    sheet.press("More")
    assert len(sheet.shown_chips()) > 70
    assert "Not saved" not in sheet.words()


# --- deleting ---------------------------------------------------------------------------------


def test_only_what_is_kept_can_be_deleted_and_that_can_be_undone(
    sheet: Sheet, spoken: list[str]
) -> None:
    sheet.press("Low")
    assert "Delete" not in sheet.buttons()
    sheet.press("Save this check-in")
    mood = sheet.kept()
    sheet.press("Delete")
    assert not sheet.moods.all()
    left = "It leaves the journal once Repair is locked. Backups keep it for a while."
    assert spoken[-1] == f"Deleted. {left}"
    assert sheet.chosen() == []
    assert sheet.focus() == "Rough"
    sheet.press("Undo")
    assert sheet.kept() == mood
    assert "Deleted" not in sheet.words()
    assert "Saved, encrypted" in sheet.words()
    assert sheet.focus() == "Check in again"


def test_undo_brings_back_what_was_not_saved_too(over: Sheet) -> None:
    over.form.edit(over.moods.save(CheckIn(NOON, pleasantness=2, note="kept")))
    over.note().moveCursor(over.note().textCursor().MoveOperation.End)
    over.paste(" and more")
    over.press("Delete")
    assert over.buttons() == ["Undo", "Close"]
    assert not over.form.has_unsaved()
    over.press("Undo")
    assert over.note().words() == "kept and more"
    assert over.form.has_unsaved()
    assert over.kept().note == "kept"


def test_undo_leaves_alone_what_is_entered_by_then(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.press("Delete")
    sheet.press("Great")
    sheet.press("Undo")
    assert sheet.kept().pleasantness == -2
    assert sheet.chosen() == ["Great"]
    assert "It is back on your timeline." in sheet.words()
    sheet.press("Save this check-in")
    assert [mood.pleasantness for mood in sheet.moods.all()] == [-2, 4]


def test_after_a_deletion_only_undo_and_close_are_left(over: Sheet) -> None:
    over.form.edit(over.moods.save(CheckIn(NOON, pleasantness=2)))
    over.press("Delete")
    assert over.focus() == "Close"
    over.press("Close")
    assert over.done == 1
    assert not over.form.has_unsaved()
    assert over.leave()
    assert not over.moods.all()
    assert not over.moods.drafts()


def test_a_deletion_that_fails_is_told(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.moods.fail = DiskFull()
    sheet.press("Delete")
    assert "Not deleted. There is no space left" in sheet.words()
    assert "Saved, encrypted" in sheet.words()
    sheet.moods.fail = None
    sheet.press("Try again")
    assert not sheet.moods.all()
    sheet.moods.fail = DiskFull()
    sheet.press("Undo")
    assert "Not taken back. There is no space left" in sheet.words()
    sheet.moods.fail = None
    sheet.press("Undo")
    assert sheet.kept().pleasantness == -2
    assert "Not " not in sheet.words()


# --- leaving ----------------------------------------------------------------------------------


def test_close_says_whether_something_would_be_lost(over: Sheet) -> None:
    assert "Close" in over.buttons()
    over.press("Low")
    assert "Close" not in over.buttons()
    over.press("Close without saving")
    assert over.done == 1
    assert not over.form.has_unsaved()
    assert not over.moods.all()


def test_a_kept_one_is_closed(over: Sheet) -> None:
    over.press("Low")
    over.press("Save this check-in")
    assert over.buttons() == ["Close", "Change", "Delete"]
    assert over.focus() == "Close"
    over.key(Qt.Key.Key_Space)
    assert over.done == 1
    assert over.kept().pleasantness == -2


def test_a_word_taken_back_is_asked_for_again(over: Sheet) -> None:
    over.form.edit(over.moods.save(CheckIn(NOON, pleasantness=2, energy=1)))
    over.press("Clear")
    assert over.form.has_unsaved()
    over.press("Save this check-in")
    assert CHOOSE in over.words()
    over.press("Close without saving")
    assert not over.form.has_unsaved()
    assert (over.kept().pleasantness, over.kept().energy) == (2, 1)
    assert not over.moods.drafts()


def test_the_focus_stays_elsewhere_when_it_is_saved_from_there(over: Sheet) -> None:
    over.press("Low")
    over.elsewhere.setFocus()
    assert over.leave()
    assert over.elsewhere.hasFocus()
    assert over.kept()


# --- drafts -----------------------------------------------------------------------------------

BEGUN = "You had not saved this check-in yet."


def ring(sheet: Sheet) -> None:
    """Let the time be over after which it is kept."""
    timer = sheet.presenter._drafts._timer
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()


@pytest.fixture
def reopen(
    qtbot: QtBot, moods: BreakableMoods, jobs: InlineJobs, clock: SetClock, theme: ThemeController
) -> Callable[[], Sheet]:
    """Start Today anew on what the journal has."""
    return lambda: Sheet(qtbot, moods, jobs, clock, theme)


def test_half_a_check_in_is_there_after_a_crash(sheet: Sheet, reopen: Callable[[], Sheet]) -> None:
    sheet.press("More")
    sheet.click("hurt", "work")
    sheet.paste(ODD)
    sheet.go_back_in_time(QDate(2026, 11, 20))
    ring(sheet)
    sheet.form.hide()
    again = reopen()
    assert BEGUN in again.words()
    assert again.note().isVisible()
    assert again.note().words() == ODD
    assert set(again.ticked()) == {"hurt", "work"}
    assert again.chosen() == []
    assert (again.day().date(), again.time().time()) == (QDate(2026, 11, 20), QTime(9, 30))
    assert again.form.has_unsaved()
    again.press("Low")
    again.press("Save this check-in")
    assert again.kept().note == ODD
    assert again.kept().at == datetime(2026, 11, 20, 9, 30, tzinfo=WINTER)
    assert BEGUN not in again.words()
    assert not again.moods.drafts()
    again.form.hide()
    assert BEGUN not in reopen().words()


@pytest.mark.parametrize(
    "act",
    [
        lambda sheet: sheet.press("Good"),
        lambda sheet: sheet.click("hurt"),
        lambda sheet: sheet.click("work"),
        lambda sheet: QTest.keyClick(sheet.note(), Qt.Key.Key_X),
        lambda sheet: sheet.boxes()[1].setValue(2),
        lambda sheet: sheet.own_word("Tags", "my sister"),
    ],
    ids=["word", "feeling", "tag", "key", "energy", "own-word"],
)
def test_each_thing_that_is_entered_is_kept_soon(
    sheet: Sheet, act: Callable[[Sheet], None], reopen: Callable[[], Sheet]
) -> None:
    sheet.press("More")
    assert not sheet.moods.drafts()
    act(sheet)
    ring(sheet)
    before = sheet.form._open.entered()
    sheet.form.hide()
    again = reopen()
    assert again.form._open.entered() == before
    assert again.note().isVisible()
    assert not again.moods.all()


def test_leaving_today_keeps_a_draft_and_asks_nothing(sheet: Sheet, spoken: list[str]) -> None:
    sheet.press("More")
    sheet.paste("a note and no word yet")
    del spoken[:]
    assert sheet.leave()
    assert spoken == []
    assert CHOOSE not in sheet.words()
    (draft,) = sheet.moods.drafts()
    assert draft.note == "a note and no word yet"
    sheet.press("Low")
    assert sheet.leave()
    assert not sheet.moods.all()  # the person did not press "Save"
    (draft,) = sheet.moods.drafts()
    assert draft.pleasantness == -2
    assert sheet.leave()


def test_leaving_a_page_of_its_own_saves_what_can_be_saved(over: Sheet) -> None:
    over.press("More")
    over.paste("a note and no word yet")
    assert over.leave()
    assert not over.moods.all()
    assert len(over.moods.drafts()) == 1
    over.press("Low")
    over.go_back_in_time(QDate(2031, 1, 1))
    assert over.leave()
    assert not over.moods.all()
    over.set_when(QDate(2026, 11, 20))
    assert over.leave()
    assert over.kept().note == "a note and no word yet"
    assert not over.moods.drafts()
    assert not over.form.has_unsaved()
    assert over.leave()


def test_own_words_are_kept_while_they_are_typed(sheet: Sheet, reopen: Callable[[], Sheet]) -> None:
    sheet.press("More")
    fields = sheet.form.findChildren(QLineEdit)
    (own,) = [field for field in fields if field.accessibleName() == "Own words: Feelings"]
    own.setFocus()
    QTest.keyClicks(own, "grey inside")
    assert sheet.ticked() == []
    ring(sheet)
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert sheet.ticked() == ["grey inside"]
    assert not sheet.presenter._drafts._timer.isActive()  # nothing new, and never nothing
    QTest.keyClicks(own, "HURT")
    ring(sheet)
    sheet.form.hide()
    assert set(reopen().ticked()) == {"grey inside", "hurt"}


def test_own_words_that_are_still_being_typed_are_saved(over: Sheet) -> None:
    over.press("More")
    over.press("Low")
    fields = over.form.findChildren(QLineEdit)
    (own,) = [field for field in fields if field.accessibleName() == "Own words: Tags"]
    own.setFocus()
    QTest.keyClicks(own, "my sister")
    assert over.leave()
    assert over.kept().tags == ("my sister",)


def test_a_draft_that_is_cleared_is_gone(sheet: Sheet, reopen: Callable[[], Sheet]) -> None:
    sheet.press("More")
    sheet.paste("the door")
    assert sheet.leave()
    sheet.press("Clear all")
    assert not sheet.moods.drafts()
    sheet.form.hide()
    assert BEGUN not in reopen().words()


def test_one_that_is_closed_without_saving_is_gone_even_while_it_is_being_kept(
    over: Sheet, jobs: InlineJobs
) -> None:
    over.press("Low")
    jobs.hold = True
    ring(over)
    over.press("Close without saving")
    jobs.run_held()
    assert not over.moods.drafts()
    assert not over.moods.all()


def test_an_unsaved_change_goes_on_with_the_same_check_in(
    over: Sheet, reopen: Callable[[], Sheet], clock: SetClock
) -> None:
    kept = over.moods.save(CheckIn(NOON - timedelta(days=1), pleasantness=2, note="kept"))
    over.form.edit(kept)
    over.press("Clear")
    over.note().moveCursor(over.note().textCursor().MoveOperation.End)
    over.paste(" and more")
    assert over.leave()
    over.form.hide()
    clock.pass_by(days=3)
    again = reopen()
    assert BEGUN in again.words()
    assert "Change this check-in" in again.words()
    again.press("Rough")
    again.press("Save this check-in")
    assert again.kept() == replace(kept, pleasantness=-4, note="kept and more")
    assert not again.moods.drafts()


def test_an_unsaved_change_can_be_left(over: Sheet, reopen: Callable[[], Sheet]) -> None:
    kept = over.moods.save(CheckIn(NOON, pleasantness=2, note="kept"))
    over.form.edit(kept)
    over.press("Clear")
    assert over.leave()
    over.form.hide()
    again = reopen()
    again.press("Leave it as it was")
    assert "Saved, encrypted" in again.words()
    assert BEGUN not in again.words()
    assert again.kept() == kept
    assert not again.moods.drafts()


def test_now_of_yesterday_is_not_now(
    sheet: Sheet, reopen: Callable[[], Sheet], clock: SetClock
) -> None:
    sheet.press("More")
    sheet.paste("at the door")
    assert sheet.leave()
    sheet.form.hide()
    clock.pass_by(hours=20)
    again = reopen()
    assert "How was it then?" in again.words()
    assert (again.day().date(), again.time().time()) == (QDate(2026, 11, 23), QTime(12, 0))
    again.press("Low")
    again.press("Save this check-in")
    assert again.kept().at == NOON


def test_several_drafts_come_one_after_the_other(
    sheet: Sheet, over: Sheet, reopen: Callable[[], Sheet]
) -> None:
    for form, note in ((sheet, "first"), (over, "second")):
        form.press("More")
        form.paste(note)
        assert form.leave()
        form.form.hide()
    again = reopen()
    assert again.note().words() == "second"
    again.press("Good")
    again.press("Save this check-in")
    again.press("Check in again")
    assert again.note().words() == "first"
    assert BEGUN in again.words()
    again.press("Clear all")
    assert again.note().words() == ""
    assert BEGUN not in again.words()
    assert not again.moods.drafts()


def test_a_draft_from_elsewhere_comes_when_today_is_shown_again(sheet: Sheet, over: Sheet) -> None:
    sheet.form.hide()
    over.press("More")
    over.paste("from the timeline")
    assert over.leave()
    sheet.form.show()
    assert sheet.note().words() == "from the timeline"
    sheet.form.hide()
    sheet.form.show()
    assert sheet.note().words() == "from the timeline"
    assert len(sheet.moods.drafts()) == 1


def test_it_takes_no_place_from_what_is_entered(sheet: Sheet, over: Sheet) -> None:
    sheet.press("More")
    sheet.paste("mine")
    sheet.form.hide()
    over.press("More")
    over.paste("from the timeline")
    assert over.leave()
    sheet.form.show()
    assert sheet.note().words() == "mine"


def test_a_page_of_its_own_takes_no_draft_up(sheet: Sheet, over: Sheet) -> None:
    sheet.press("More")
    sheet.paste("mine")
    assert sheet.leave()
    over.form.hide()
    over.form.show()
    assert not over.form.has_unsaved()


def test_a_deletion_takes_the_draft_along(over: Sheet) -> None:
    over.form.edit(over.moods.save(CheckIn(NOON, pleasantness=2)))
    over.press("Great")
    ring(over)
    assert len(over.moods.drafts()) == 1
    over.press("Delete")
    assert not over.moods.drafts()
    over.press("Undo")
    ring(over)
    assert [draft.pleasantness for draft in over.moods.drafts()] == [4]


def test_a_draft_that_can_not_be_kept_is_told_once_and_tried_again(
    sheet: Sheet, spoken: list[str]
) -> None:
    said = "Not saved yet. There is no space left to write to. What you entered is still here."
    sheet.press("More")
    sheet.moods.fail = DiskFull()
    del spoken[:]
    for letter in "abc":
        QTest.keyClicks(sheet.note(), letter)
        ring(sheet)
    assert said in sheet.words()
    assert [text for text in spoken if said in text] == [spoken[0]]
    assert not sheet.leave()  # and whoever waits for it hears it again
    assert len([text for text in spoken if said in text]) == 2
    assert sheet.note().words() == "abc"
    sheet.moods.fail = None
    sheet.press("Try again")
    assert "Not saved" not in sheet.words()
    assert [draft.note for draft in sheet.moods.drafts()] == ["abc"]
    assert sheet.leave()


def test_a_failed_save_is_kept_as_a_draft_as_soon_as_that_is_possible(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.moods.fail = DiskFull()
    sheet.press("Save this check-in")
    assert not sheet.leave()
    sheet.moods.fail = None
    assert sheet.leave()
    assert [draft.pleasantness for draft in sheet.moods.drafts()] == [-2]


def test_whoever_leaves_during_a_save_waits_for_it(sheet: Sheet, jobs: InlineJobs) -> None:
    told: list[bool] = []
    sheet.press("Low")
    jobs.hold = True
    sheet.press("Save this check-in")
    sheet.form.leave(told.append)
    assert told == []
    jobs.run_held()
    assert told == [True]
    assert sheet.kept().pleasantness == -2
    assert not sheet.moods.drafts()


def test_a_change_elsewhere_is_seen_on_coming_back(sheet: Sheet) -> None:
    sheet.press("Low")
    sheet.press("Save this check-in")
    sheet.form.hide()
    changed = sheet.moods.save(CheckIn(NOON, pleasantness=4), sheet.kept().id)
    sheet.form.show()
    assert "Great" in sheet.words()
    sheet.form.hide()
    sheet.moods.delete(changed.id)
    sheet.form.show()
    assert "Saved, encrypted" not in sheet.words()
    assert sheet.chosen() == []


# --- for everybody ----------------------------------------------------------------------------


@pytest.mark.parametrize("fails", [False, True])
def test_tab_goes_the_way_a_person_reads(over: Sheet, fails: bool) -> None:
    over.form.begin(Prefill((RatedWord("hurt"),), date(2026, 11, 20)))
    over.press("Low")
    if fails:
        over.moods.fail = DiskFull()
        over.press("Save this check-in")
    over.seen()
    stops = tab_stops(over.window)
    wanted = [
        "elsewhere",
        "Low",
        "Less",
        "Another time",
        "Date",
        "Time",
        "Mood grid",
        "Pleasantness, −4 to 4",
        "Energy, −4 to 4",
        "Clear the mood",
        "Search: Feelings",
        "Own words: Feelings",
        "Own words: Tags",
        "Note",
        *(["Try again"] if fails else []),
        "Save this check-in",
        "Close without saving",
        "below",
    ]
    found = [stop.accessibleName() or getattr(stop, "text", str)() for stop in stops]
    assert [name for name in found if name in wanted] == wanted
    heights = [
        stop.mapTo(over.window, stop.rect().center()).y()
        for stop in stops
        if not isinstance(stop, QSpinBox) and stop.accessibleName() != "Clear the mood"
    ]
    assert heights == sorted(heights)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_has_a_name_and_room(
    sheet: Sheet, theme: ThemeController, percent: int
) -> None:
    theme.apply(Theme.LIGHT, percent)
    assert list(complaints(sheet.seen())) == []
    sheet.press("More")
    sheet.press("Low")
    sheet.go_back_in_time(QDate(2026, 11, 20))
    assert list(complaints(sheet.seen())) == []
    sheet.press("Save this check-in")
    assert list(complaints(sheet.seen())) == []


def test_its_marks_follow_the_look(sheet: Sheet, theme: ThemeController) -> None:
    def mark(icon: QIcon) -> object:
        return icon.pixmap(20, 20).toImage()

    light = mark(sheet.button("Great").icon())
    theme.apply(Theme.DARK)
    assert mark(sheet.button("Great").icon()) != light


def test_it_can_go_before_the_look_does(
    qtbot: QtBot, presenter: CheckInPresenter, theme: ThemeController
) -> None:
    name = TherapistName.named("M.")
    form = CheckInForm(presenter, FEELINGS, TAGS, name, theme, ProblemWords())
    with qtbot.waitSignal(form.destroyed):
        form.deleteLater()
    theme.apply(Theme.DARK)

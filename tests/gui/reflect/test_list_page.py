from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fitting import cut_off
from helpers.jobs import InlineJobs
from helpers.journey import NAME, SIX, BreakableReflect, settle
from helpers.real_journal import SetClock
from helpers.vault import quick_sealer
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, DateAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.list_page import MOST_ENTRIES, MOST_RUPTURES, ReflectPage
from repair_desktop.gui.reflect.list_presenter import RuptureListPresenter
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.services.reflect import OpenEntry

WHAT = PromptId("s1.what")
LETTER = WorksheetId("letter")

OFFERED = [
    "Quick note",
    "How we handle bumps",
    "Good repairs",
    "What I value in my therapist",
    "A letter I will not send",
    "Repair outside therapy",
    "Stay, change or stop?",
    "My pattern review",
    "For a new therapist",
]


class List:
    """The list on a real journal."""

    def __init__(self, qtbot: QtBot, reflect: BreakableReflect, width: int = 800) -> None:
        self.reflect = reflect
        self.jobs = InlineJobs()
        self.presenter = RuptureListPresenter(reflect, self.jobs)
        self.page = ReflectPage(self.presenter, NAME, ProblemWords())
        self.presenter.setParent(self.page)
        self.asked: list[str] = []
        self.page.begin_requested.connect(lambda: self.asked.append("begin"))
        self.page.entry_requested.connect(self.asked.append)
        self.page.rupture_requested.connect(lambda rupture: self.asked.append(f"open {rupture}"))
        self.page.card_requested.connect(lambda rupture: self.asked.append(f"card {rupture}"))
        self.page.begin_worksheet_requested.connect(
            lambda worksheet: self.asked.append(f"begin {worksheet}")
        )
        self.page.resize(width, 900)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.setFocus()
        self.refresh()

    def refresh(self) -> None:
        self.page.refresh()
        settle()

    def words(self) -> str:
        return read_aloud(self.page)

    def titles(self) -> list[str]:
        return [box.accessibleName().removeprefix("Where it stands: ") for box in self.boxes()]

    def boxes(self) -> list[StateBox]:
        return [box for box in self.page.findChildren(StateBox) if box.isVisible()]

    def buttons(self) -> list[str]:
        found = self.page.findChildren(QPushButton)
        return [b.accessibleName() or b.text() for b in found if b.isVisible()]

    def press(self, name: str) -> None:
        (button,) = [
            b
            for b in self.page.findChildren(QPushButton)
            if b.isVisible() and name in (b.text(), b.accessibleName())
        ]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        settle()

    def rename(self, title: str, text: str | None) -> None:
        self.press(f"Rename: {title}")
        dialog = self.page.findChild(QInputDialog)
        assert isinstance(dialog, QInputDialog)
        if text is None:
            dialog.reject()
        else:
            dialog.setTextValue(text)
            dialog.accept()
        settle()


def note(
    reflect: BreakableReflect, what: str = "x", more: dict[PromptId, Answer] | None = None
) -> OpenEntry:
    opened = reflect.begin(SIX)
    reflect.save(opened.entry.id, {WHAT: TextAnswer(what), **(more or {})}, WHAT)
    return opened


def kind(option: str) -> dict[PromptId, Answer]:
    return {PromptId("s1.kind"): ChoiceAnswer((OptionId(option),))}


@pytest.fixture
def listed(qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect) -> List:
    return List(qtbot, reflect)


def test_an_empty_list_is_calm_and_offers_a_beginning(listed: List) -> None:
    assert "Nothing is written here yet. It can stay so" in listed.words()
    listed.press("Something felt off")
    assert listed.asked == ["begin"]


def test_a_rupture_shows_kind_day_and_size_and_nothing_that_scores(
    listed: List, reflect: BreakableReflect
) -> None:
    note(
        reflect,
        more=kind("forgot")
        | {
            PromptId("s1.when"): DateAnswer(date(2026, 11, 20)),
            PromptId("s1.size"): ScaleAnswer(7),
            PromptId("s6.size"): ScaleAnswer(2),
        },
    )
    listed.refresh()
    (title,) = listed.titles()
    assert title.startswith("My therapist forgot something that matters, 20 ")
    assert "size 7, later 2" in listed.words()
    assert "Nothing is written here yet." not in listed.words()


def test_entries_are_carried_on_or_looked_at_again(listed: List, reflect: BreakableReflect) -> None:
    opened = note(reflect)
    listed.refresh()
    (title,) = listed.titles()
    listed.press(f"Carry on: {title}")
    reflect.finish(opened.entry.id)
    listed.refresh()
    listed.press(f"Look again: {title}")
    assert listed.asked == [opened.entry.id] * 2


# --- the state -------------------------------------------------------------------------------


def states(reflect: BreakableReflect) -> list[RuptureState]:
    (summary,) = reflect.ruptures()
    return [change.state for change in summary.rupture.history]


@pytest.mark.parametrize("before", RuptureState)
def test_the_person_goes_from_a_state_to_any_other(
    listed: List, reflect: BreakableReflect, before: RuptureState
) -> None:
    opened = note(reflect)
    assert opened.rupture is not None
    expected = [RuptureState.NOTED]
    for state in RuptureState:
        reflect.set_state(opened.rupture.id, before)
        listed.refresh()
        (box,) = listed.boxes()
        assert box.currentData() is before
        box.setCurrentIndex(list(RuptureState).index(state))
        box.activated.emit(box.currentIndex())  # as the open list does
        settle()
        expected += [before] + [state] * (state is not before)
        assert states(reflect) == expected
        (box,) = listed.boxes()
        assert box.currentData() is state


def test_arrow_keys_show_states_and_set_none_on_the_way(
    listed: List, reflect: BreakableReflect
) -> None:
    note(reflect)
    listed.refresh()
    (box,) = listed.boxes()
    box.setFocus()
    for _ in range(5):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert states(reflect) == [RuptureState.NOTED]
    QTest.keyClick(box, Qt.Key.Key_Tab)
    settle()
    assert states(reflect) == [RuptureState.NOTED, RuptureState.SETTLED]


def test_the_keyboard_goes_on_where_it_was_after_a_change(
    listed: List, reflect: BreakableReflect
) -> None:
    note(reflect, "first")
    note(reflect, "second", kind("judged"))
    listed.refresh()
    box = listed.boxes()[1]
    name = box.accessibleName()
    box.setFocus()
    QTest.keyClicks(box, "Ready")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    focused = QApplication.focusWidget()
    assert focused is not box
    assert focused is listed.boxes()[1]
    assert focused.accessibleName() == name


def test_the_wheel_leaves_states_alone(listed: List, reflect: BreakableReflect) -> None:
    note(reflect)
    listed.refresh()
    (box,) = listed.boxes()
    middle = QPointF(box.rect().center())
    turn = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.currentData() is RuptureState.NOTED
    assert states(reflect) == [RuptureState.NOTED]


def test_settled_and_left_as_it_is_look_the_same(listed: List, reflect: BreakableReflect) -> None:
    for state in (RuptureState.SETTLED, RuptureState.LEFT):
        opened = note(reflect)
        assert opened.rupture is not None
        reflect.set_state(opened.rupture.id, state)
    listed.refresh()
    one, other = listed.boxes()
    assert one.size() == other.size()
    assert one.property("role") == other.property("role")
    assert {one.currentText(), other.currentText()} == {"Settled", "Left as it is"}


# --- names -----------------------------------------------------------------------------------


def test_a_rupture_is_renamed_and_gets_its_usual_title_back(
    listed: List, reflect: BreakableReflect
) -> None:
    note(reflect, more=kind("judged"))
    listed.refresh()
    (usual,) = listed.titles()
    listed.rename(usual, "  <b>The clock</b> 🙂 ")
    assert listed.titles() == ["<b>The clock</b> 🙂"]
    listed.rename("<b>The clock</b> 🙂", None)
    assert listed.titles() == ["<b>The clock</b> 🙂"]
    formats = {label.textFormat() for label in listed.page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    listed.rename("<b>The clock</b> 🙂", "   ")
    assert listed.titles() == [usual]


def test_no_keyboard_learns_a_name(listed: List, reflect: BreakableReflect) -> None:
    note(reflect)
    listed.refresh()
    listed.press(f"Rename: {listed.titles()[0]}")
    dialog = listed.page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    dialog.reject()
    settle()


def test_a_title_without_end_is_shown_shortened(listed: List, reflect: BreakableReflect) -> None:
    opened = note(reflect)
    assert opened.rupture is not None
    reflect.describe(opened.rupture.id, "long " * 100_000, None)
    listed.refresh()
    (title,) = listed.titles()
    assert len(title) <= 200


# --- deleting --------------------------------------------------------------------------------


def test_deleting_can_be_undone_with_the_next_key(listed: List, reflect: BreakableReflect) -> None:
    opened = note(reflect, "my words", kind("judged"))
    listed.refresh()
    (title,) = listed.titles()
    listed.press(f"Delete: {title}")
    assert listed.titles() == []
    assert f"Deleted, with what was written: {title}" in listed.words()
    left = "It leaves the journal once Repair is locked. Backups keep it for a while."
    assert left in listed.words()
    undo = QApplication.focusWidget()
    assert isinstance(undo, QPushButton)
    assert undo.text() == "Undo"
    QTest.keyClick(undo, Qt.Key.Key_Space)
    settle()
    assert listed.titles() == [title]
    assert "Deleted" not in listed.words()
    assert reflect.open(opened.entry.id).answers[WHAT] == TextAnswer("my words")


def test_undo_survives_a_look_elsewhere_and_a_second_deletion(
    listed: List, reflect: BreakableReflect
) -> None:
    for option in ("judged", "joke", "money"):
        note(reflect, more=kind(option))
    listed.refresh()
    titles = listed.titles()
    for title in titles:
        listed.press(f"Delete: {title}")
    listed.refresh()
    assert titles[2] in listed.words()
    back = []
    for _ in titles:
        listed.press("Undo")
        back.append(listed.titles())
    assert sorted(back[2]) == sorted(titles)
    assert len(back[0]) == 1
    assert "Undo" not in listed.buttons()


def test_the_journey_of_a_deleted_rupture_is_not_left_half_done(
    listed: List, reflect: BreakableReflect
) -> None:
    note(reflect)
    listed.refresh()
    listed.press(f"Delete: {listed.titles()[0]}")
    assert reflect.unfinished() == []


# --- other worksheets ------------------------------------------------------------------------


def letter(reflect: BreakableReflect, about: RuptureId | None = None) -> EntryId:
    opened = reflect.begin(LETTER, about)
    reflect.save(opened.entry.id, {PromptId("le.letter"): TextAnswer("all of it")}, None)
    return opened.entry.id


def test_every_worksheet_is_offered_with_what_it_is_for(listed: List) -> None:
    begins = [name for name in listed.buttons() if name.startswith("Begin: ")]
    assert begins == [f"Begin: {title}" for title in OFFERED]
    assert "Say all of it, with nobody to read it." in listed.words()
    assert "{" not in listed.words()
    listed.press("Begin: A letter I will not send")
    assert listed.asked == ["begin letter"]


def test_a_rupture_is_opened_and_its_notes_are_carried_on_with(
    listed: List, reflect: BreakableReflect
) -> None:
    opened = reflect.begin(WorksheetId("quick-note"))
    reflect.save(opened.entry.id, {PromptId("qn.size"): ScaleAnswer(4)}, None)
    assert opened.rupture is not None
    listed.refresh()
    (title,) = listed.titles()
    listed.press(f"Open: {title}")
    listed.press(f"Carry on: Quick note: {title}")
    assert listed.asked == [f"open {opened.rupture.id}", opened.entry.id]


def test_what_was_written_about_a_rupture_later_is_left_to_its_page(
    listed: List, reflect: BreakableReflect
) -> None:
    opened = note(reflect)
    assert opened.rupture is not None
    letter(reflect, opened.rupture.id)


def test_a_rupture_leads_to_its_card(listed: List, reflect: BreakableReflect) -> None:
    listed.refresh()
    assert "Other pages you wrote" not in listed.words()
    assert [
        name for name in listed.buttons() if name.startswith(("Carry on: A", "Delete: A"))
    ] == []


def test_an_entry_that_was_deleted_elsewhere_can_be_taken_back_here(
    listed: List, reflect: BreakableReflect
) -> None:
    opened = note(reflect)
    assert opened.rupture is not None
    gone = letter(reflect, opened.rupture.id)
    reflect.delete_entry(gone)
    listed.page.note_deleted_entry(gone, "A letter")
    settle()
    assert "Deleted, with what was written: A letter" in listed.words()
    listed.press("Undo")
    assert len(reflect.unfinished()) == 2
    assert "Deleted" not in listed.words()
    listed.page.note_deleted_entry(gone, "A letter")
    listed.page.note_restored(gone)
    assert "Deleted" not in listed.words()


def test_a_rupture_can_be_deleted_for_its_page_before_the_list_was_read(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect
) -> None:
    for number in range(MOST_RUPTURES + 1):
        opened = note(reflect, more=kind("judged"))
        assert opened.rupture is not None
        reflect.describe(opened.rupture.id, f"Moment {number}", None)
    listed = List(qtbot, reflect)
    oldest = reflect.ruptures()[-1].rupture
    listed.page.delete_rupture(oldest.id)
    settle()
    assert "Deleted, with what was written: Moment 0" in listed.words()
    listed.press("Undo")
    assert reflect.ruptures()[-1].rupture.id == oldest.id


def test_other_pages_are_opened_deleted_and_taken_back(
    listed: List, reflect: BreakableReflect
) -> None:
    assert "Other pages you wrote" not in listed.words()
    entry = letter(reflect)
    listed.refresh()
    assert "Nothing is written here yet." not in listed.words()
    assert "not finished" in listed.words()
    (carry_on,) = [name for name in listed.buttons() if name.startswith("Carry on: A letter")]
    listed.press(carry_on)
    assert listed.asked == [entry]
    reflect.finish(entry)
    listed.refresh()
    assert "not finished" not in listed.words()
    page = carry_on.removeprefix("Carry on: ")
    assert f"Look again: {page}" in listed.buttons()
    listed.press(f"Delete: {page}")
    assert "Other pages you wrote" not in listed.words()
    assert f"Deleted, with what was written: {page}" in listed.words()
    assert reflect.entries() == []
    undo = QApplication.focusWidget()
    assert isinstance(undo, QPushButton)
    QTest.keyClick(undo, Qt.Key.Key_Space)
    settle()
    assert f"Look again: {page}" in listed.buttons()
    assert reflect.open(entry).answers == {PromptId("le.letter"): TextAnswer("all of it")}


def test_a_locked_page_offers_to_unlock_and_delete_it(
    listed: List, reflect: BreakableReflect, clock: SetClock
) -> None:
    entry = letter(reflect)
    EntryLocks(reflect.journal, quick_sealer(), clock).lock(entry, "four quiet paper boats")
    listed.refresh()
    (unlock,) = [name for name in listed.buttons() if name.startswith("Unlock: ")]
    page = unlock.removeprefix("Unlock: ")
    assert [name for name in listed.buttons() if page in name] == [unlock, f"Delete: {page}"]
    assert "· locked" in listed.words()
    assert listed.words().count("all of it") == 2  # what two worksheets are for
    asked: list[tuple[EntryId, WorksheetId]] = []
    listed.page.unlock_requested.connect(lambda one, sheet: asked.append((one.id, sheet.id)))
    listed.press(unlock)
    assert asked == [(entry, LETTER)]
    listed.press(f"Delete: {page}")
    assert unlock not in listed.buttons()
    listed.press("Undo")
    assert unlock in listed.buttons()


def test_what_was_done_to_a_lock_is_said_until_the_list_is_read_again(listed: List) -> None:
    for tell, said in (
        (listed.page.tell_locked, "It is locked away."),
        (listed.page.tell_unlocked, "The lock is off."),
    ):
        tell()
        assert said in listed.words()
        listed.refresh()
        assert said not in listed.words()


def test_undo_goes_back_through_ruptures_and_pages_in_turn(
    listed: List, reflect: BreakableReflect
) -> None:
    letter(reflect)
    note(reflect)
    listed.refresh()
    (title,) = listed.titles()
    (delete,) = [name for name in listed.buttons() if name.startswith("Delete: A letter")]
    listed.press(delete)
    listed.press(f"Delete: {title}")
    listed.press("Undo")
    assert listed.titles() == [title]
    assert delete not in listed.buttons()
    listed.press("Undo")
    assert delete in listed.buttons()
    assert "Undo" not in listed.buttons()


def test_a_page_that_can_not_be_deleted_stays(listed: List, reflect: BreakableReflect) -> None:
    letter(reflect)
    listed.refresh()
    (delete,) = [name for name in listed.buttons() if name.startswith("Delete: A letter")]
    with reflect.broken(DiskFull()):
        listed.press(delete)
        assert "There is no space left to write to." in listed.words()
        assert delete in listed.buttons()


def test_a_long_list_shows_the_latest_until_somebody_asks(
    listed: List, reflect: BreakableReflect
) -> None:
    for _ in range(MOST_ENTRIES + 2):
        letter(reflect)
    listed.refresh()
    rows = [name for name in listed.buttons() if name.startswith("Carry on: A letter")]
    assert len(rows) == MOST_ENTRIES
    listed.press(f"Show all {MOST_ENTRIES + 2} pages")
    rows = [name for name in listed.buttons() if name.startswith("Carry on: A letter")]
    assert len(rows) == MOST_ENTRIES + 2
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == rows[MOST_ENTRIES]


def test_a_long_list_of_moments_shows_the_newest_until_somebody_asks(
    listed: List, reflect: BreakableReflect
) -> None:
    for number in range(MOST_RUPTURES + 2):
        opened = note(reflect)
        assert opened.rupture is not None
        reflect.describe(opened.rupture.id, f"Moment {number}", None)
    listed.refresh()
    newest_first = [f"Moment {number}" for number in reversed(range(MOST_RUPTURES + 2))]
    assert listed.titles() == newest_first[:MOST_RUPTURES]
    listed.press(f"Show all {MOST_RUPTURES + 2} moments")
    assert listed.titles() == newest_first
    focused = QApplication.focusWidget()
    assert focused is listed.boxes()[MOST_RUPTURES]
    listed.refresh()
    assert listed.titles() == newest_first  # it stays so


def test_what_another_version_wrote_is_named_as_such(
    listed: List, reflect: BreakableReflect
) -> None:
    entry = replace(reflect.begin(LETTER).entry, worksheet_id=WorksheetId("of-tomorrow"))
    reflect.journal.entries.add(entry)
    listed.refresh()
    assert "Written with another version of Repair" in listed.words()
    assert [name for name in listed.buttons() if name.startswith(("Carry on", "Look"))] == []


# --- when the disk refuses -------------------------------------------------------------------


def test_what_was_not_done_is_said_and_does_not_look_done(
    listed: List, reflect: BreakableReflect
) -> None:
    note(reflect)
    listed.refresh()
    (title,) = listed.titles()
    with reflect.broken(DiskFull()):
        (box,) = listed.boxes()
        box.setCurrentIndex(3)
        box.activated.emit(3)
        settle()
        assert "There is no space left to write to." in listed.words()
        assert listed.boxes()[0].currentData() is RuptureState.NOTED
        listed.press(f"Delete: {title}")
        assert listed.titles() == [title]
        assert "Undo" not in listed.buttons()
        listed.rename(title, "other")
        assert listed.titles() == [title]
    listed.press(f"Delete: {title}")
    with reflect.broken(DiskFull()):
        listed.press("Undo")
        assert "There is no space left to write to." in listed.words()
        assert listed.titles() == []
    listed.press("Undo")
    assert listed.titles() == [title]
    assert "There is no space left to write to." not in listed.words()


def test_a_bug_is_not_passed_over(listed: List) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        listed.presenter._do(bug)


# --- for everyone ----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [620, 1050])
def test_every_control_is_named_and_large_enough(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect, width: int
) -> None:
    listed = List(qtbot, reflect, width)
    for option in ("judged", "joke"):
        about = note(reflect, more=kind(option)).rupture
    assert about is not None
    letter(reflect)
    letter(reflect, about.id)
    listed.refresh()
    assert list(complaints(listed.page)) == []
    assert list(cut_off(listed.page)) == []
    listed.press(f"Delete: {listed.titles()[0]}")
    assert list(complaints(listed.page)) == []


def test_tab_goes_from_top_to_bottom(listed: List, reflect: BreakableReflect) -> None:
    for option in ("judged", "joke", "money"):
        note(reflect, more=kind(option))
    listed.refresh()
    listed.press(f"Delete: {listed.titles()[2]}")
    names = [s.accessibleName() or getattr(s, "text", str)() for s in tab_stops(listed.page)]
    start = names.index("Something felt off")
    first, second = listed.titles()
    assert names[start:] + names[:start] == [
        "Something felt off",
        "Read",
        "Undo",
        *(
            f"{what}: {title}"
            for title in (first, second)
            for what in (
                "Where it stands",
                "Open",
                "Carry on",
                "Card for the session",
                "Rename",
                "Delete",
            )
        ),
        *(f"Begin: {title}" for title in OFFERED),
    ]


def test_a_rupture_that_was_never_kept_has_no_state_to_set(reflect: BreakableReflect) -> None:
    opened = reflect.begin(SIX)
    assert opened.rupture is not None
    reflect.set_state(opened.rupture.id, RuptureState.SETTLED)
    reflect.save(opened.entry.id, {WHAT: TextAnswer("x")}, WHAT)
    assert states(reflect) == [RuptureState.NOTED]
    reflect.set_state(RuptureId(opened.rupture.id), RuptureState.LEFT)
    assert states(reflect)[-1] is RuptureState.LEFT
    assert EntryId(opened.entry.id) == reflect.unfinished()[0].id


def test_a_moment_that_was_set_aside_is_offered_no_mending(
    listed: List, reflect: BreakableReflect
) -> None:
    opened = note(reflect)
    threats = ChoiceAnswer((OptionId("threats"),))
    reflect.save(opened.entry.id, {PromptId("s1.safety"): threats}, None)
    listed.refresh()
    [box] = listed.page.findChildren(StateBox)
    offered = [box.itemText(place) for place in range(box.count())]
    assert offered == ["Noted", "Left as it is", "Needs outside help"]
    assert not [name for name in listed.buttons() if name.startswith("Card for the session")]

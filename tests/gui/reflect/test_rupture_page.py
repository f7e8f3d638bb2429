from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.journey import NAME, SIX, BreakableReflect, settle
from helpers.real_journal import SetClock
from helpers.vault import quick_sealer
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect import rupture_page
from repair_desktop.gui.reflect.rupture_page import MOST_STATES, RupturePage
from repair_desktop.gui.reflect.rupture_presenter import RupturePresenter
from repair_desktop.gui.reflect.state_box import StateBox
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.small_line import SmallLine
from repair_desktop.services.entry_locks import EntryLocks

NOTE, TALK, LETTER = (WorksheetId(name) for name in ("quick-note", "follow-up", "letter"))
TITLE = "The clock"


class Life:
    """One rupture, to which things are written as days pass, and its page."""

    def __init__(self, reflect: BreakableReflect, clock: SetClock) -> None:
        self.reflect = reflect
        self.clock = clock
        opened = reflect.begin(SIX)
        assert opened.rupture is not None
        self.id: RuptureId = opened.rupture.id
        self.steps: EntryId = opened.entry.id
        self.answer(self.steps, "s1.what", TextAnswer("They looked at the clock."))
        reflect.describe(self.id, TITLE, None)

    def answer(self, entry: EntryId, prompt: str, answer: Answer) -> None:
        self.reflect.save(entry, {PromptId(prompt): answer}, None)
        self.clock.pass_by(days=1)

    def write(self, worksheet: WorksheetId, prompt: str, answer: Answer) -> EntryId:
        entry = self.reflect.begin(worksheet, self.id).entry.id
        self.answer(entry, prompt, answer)
        return entry

    def tick(self) -> None:
        self.answer(self.steps, "s1.safety", ChoiceAnswer((OptionId("threats"),)))

    def states(self) -> list[RuptureState]:
        return [each.state for each in self.reflect.rupture(self.id).summary.rupture.history]

    def written(self) -> set[EntryId]:
        return {entry.id for entry in self.reflect.rupture(self.id).summary.entries}


class Shown:
    """The page of a rupture on screen."""

    def __init__(
        self,
        qtbot: QtBot,
        theme: ThemeController,
        life: Life,
        size: tuple[int, int] = (900, 1600),
    ) -> None:
        self.life = life
        self.presenter = RupturePresenter(life.reflect, life.id, InlineJobs())
        self.page = RupturePage(self.presenter, NAME, theme, ProblemWords())
        self.presenter.setParent(self.page)
        self.asked: list[tuple[str, ...]] = []
        for name in ("closed", "entry_requested", "begin_worksheet_requested"):
            self.hear(name)
        for name in ("aside_page_requested", "card_requested", "delete_requested"):
            self.hear(name)
        for name in ("entry_deleted", "entry_restored"):
            self.hear(name)
        self.page.resize(*size)
        qtbot.addWidget(self.page)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.take_keys()
        self.refresh()

    def hear(self, name: str) -> None:
        getattr(self.page, name).connect(lambda *given: self.asked.append((name, *given)))

    def refresh(self) -> None:
        self.page.refresh()
        settle()

    def words(self) -> str:
        return read_aloud(self.page)

    def title(self) -> str:
        return self.page.accessibleName()

    def box(self) -> StateBox:
        (box,) = [box for box in self.page.findChildren(StateBox) if box.isVisible()]
        return box

    def buttons(self) -> list[str]:
        found = self.page.findChildren(QPushButton)
        return [b.accessibleName() or b.text() for b in found if b.isVisible()]

    def named(self, beginning: str) -> str:
        (name,) = [name for name in self.buttons() if name.startswith(beginning)]
        return name

    def press(self, name: str) -> None:
        (button,) = [
            b
            for b in self.page.findChildren(QPushButton)
            if b.isVisible() and name in (b.text(), b.accessibleName())
        ]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        settle()

    def groups(self) -> dict[str, list[str]]:
        """The cards in sight by their names, and the buttons on each."""
        return {
            card.accessibleName(): [
                button.accessibleName() or button.text()
                for button in card.findChildren(QPushButton)
            ]
            for card in self.page.findChildren(Card)
            if card.isVisible()
        }

    def lines(self) -> list[str]:
        return [x.summary for x in self.page.findChildren(SmallLine) if x.isVisible()]


@pytest.fixture
def life(reflect: BreakableReflect, clock: SetClock) -> Life:
    return Life(reflect, clock)


@pytest.fixture
def shown(qtbot: QtBot, theme: ThemeController, life: Life) -> Shown:
    return Shown(qtbot, theme, life)


# --- what is shown ---------------------------------------------------------------------------


def test_it_tells_what_happened_in_the_persons_own_words(shown: Shown) -> None:
    assert shown.title() == TITLE
    assert "Noted on Monday, 23 November 2026" in shown.words()
    assert "What happened, in your words They looked at the clock." in shown.words()
    formats = {label.textFormat() for label in shown.page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_without_words_and_numbers_there_are_no_empty_parts(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    life.reflect.save(
        life.steps, {PromptId("s1.what"): None, PromptId("s1.kind"): ChoiceAnswer(own=("x",))}, None
    )
    shown = Shown(qtbot, theme, life)
    assert list(shown.groups()) == ["Where does this stand?", "The six steps", "Write more"]


def test_words_without_end_are_shown_shortened(shown: Shown) -> None:
    shown.life.answer(shown.life.steps, "s1.what", TextAnswer("long " * 100_000))
    shown.refresh()
    assert max(len(label.text()) for label in shown.page.findChildren(QLabel)) <= 2_000


def test_numbers_over_time_have_their_days(shown: Shown) -> None:
    life = shown.life
    life.answer(life.steps, "s1.size", ScaleAnswer(8))
    life.clock.pass_by(days=20)
    for closeness in (3, 6):
        life.write(TALK, "fu.close", ScaleAnswer(closeness))
    life.answer(life.steps, "s6.size", ScaleAnswer(2))
    shown.refresh()
    assert shown.lines() == [
        "First: 8 of 10, 24 November 2026. Latest: 2 of 10, 17 December 2026. 2 answers.",
        "First: 3 of 10, 15 December 2026. Latest: 6 of 10, 16 December 2026. 2 answers.",
    ]
    ends = ("I may not go back", "a small bump", "close", "far")
    assert all(end in shown.words() for end in ends)


def test_one_number_is_a_sentence_and_no_line(shown: Shown) -> None:
    shown.life.answer(shown.life.steps, "s1.size", ScaleAnswer(8))
    shown.refresh()
    assert "How big it felt One answer: 8 of 10, 24 November 2026." in shown.words()
    assert "I may not go back" not in shown.words()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"s4.blame1": 7, "s4.blame2": 4}, "Blaming myself: 7 before sorting, 4 after."),
        ({"s4.blame1": 3, "s4.blame2": 9}, "Blaming myself: 3 before sorting, 9 after."),
        ({"s4.blame1": 7}, "Blaming myself: 7 before sorting."),
        ({"s4.blame2": 0}, "Blaming myself: 0 after sorting."),
    ],
)
def test_blame_is_a_plain_pair(shown: Shown, answers: dict[str, int], said: str) -> None:
    for prompt, value in answers.items():
        shown.life.answer(shown.life.steps, prompt, ScaleAnswer(value))
    shown.refresh()
    assert said in shown.words()


def test_everything_written_about_it_stands_in_groups(shown: Shown) -> None:
    life = shown.life
    life.write(TALK, "fu.close", ScaleAnswer(3))
    life.write(NOTE, "qn.what", TextAnswer("x"))
    letter = life.write(LETTER, "le.letter", TextAnswer("x"))
    life.reflect.finish(letter)
    kept = life.reflect.journal.entries.get(letter)
    unknown = replace(kept, id=EntryId("e" * 32), begun_at=life.clock.now())
    unknown = replace(unknown, worksheet_id=WorksheetId("of-tomorrow"))
    life.reflect.journal.entries.add(unknown)
    shown.refresh()
    groups = shown.groups()
    assert list(groups)[3:7] == ["Notes", "The six steps", "Talks", "Other pages"]
    starts = {name: [text.split(",")[0] for text in groups[name]] for name in list(groups)[3:7]}
    assert starts == {
        "Notes": ["Carry on: Quick note", "Delete: Quick note"],
        "The six steps": ["Carry on: Something felt off", "Delete: Something felt off"],
        "Talks": ["Carry on: After the session", "Delete: After the session"],
        "Other pages": [
            "Look again: A letter I will not send",
            "Delete: A letter I will not send",
            "Delete: Written with another version of Repair",
        ],
    }
    shown.press(shown.named("Look again: A letter"))
    assert shown.asked == [("entry_requested", letter)]


def test_what_fits_can_be_begun(shown: Shown) -> None:
    offered = [name.removesuffix(f": {TITLE}") for name in shown.groups()["Write more"]]
    assert offered == [
        "After the session",
        "Good repairs",
        "A letter I will not send",
        "Stay, change or stop?",
        "Card for the session",
    ]
    shown.press(f"After the session: {TITLE}")
    assert shown.asked == [("begin_worksheet_requested", TALK, shown.life.id)]


def test_a_quick_note_leads_to_the_six_steps(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    life.write(NOTE, "qn.what", TextAnswer("x"))
    life.reflect.delete_entry(life.steps)
    shown = Shown(qtbot, theme, life)
    shown.press(f"Look at it step by step: {TITLE}")
    assert shown.asked == [("begin_worksheet_requested", SIX, life.id)]


def test_its_title_is_said_once_and_the_way_back_is_there(
    qtbot: QtBot, theme: ThemeController, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(rupture_page, "announce", lambda _widget, text: said.append(text))
    shown = Shown(qtbot, theme, life)
    shown.refresh()
    assert said == [TITLE]
    shown.press("Back")
    assert shown.asked == [("closed",)]


def test_one_that_is_gone_leads_back(shown: Shown) -> None:
    shown.life.reflect.delete_rupture(shown.life.id)
    shown.refresh()
    assert shown.asked == [("closed",)]


# --- the card --------------------------------------------------------------------------------


def test_the_card_can_be_asked_for(shown: Shown, life: Life) -> None:
    shown.press(f"Card for the session: {TITLE}")
    assert shown.asked == [("card_requested", life.id)]


# --- the state -------------------------------------------------------------------------------


@pytest.mark.parametrize("before", RuptureState)
def test_the_person_goes_from_a_state_to_any_other(shown: Shown, before: RuptureState) -> None:
    expected = [RuptureState.NOTED]
    for state in RuptureState:
        shown.life.reflect.set_state(shown.life.id, before)
        shown.refresh()
        assert shown.box().currentData() is before
        shown.box().setFocus()
        shown.box().setCurrentIndex(list(RuptureState).index(state))
        QTest.keyClick(shown.box(), Qt.Key.Key_Return)
        settle()
        expected += [before] + [state] * (state is not before)
        assert shown.life.states() == expected
        assert shown.box().currentData() is state
        assert QApplication.focusWidget() is shown.box()


def test_states_stand_with_their_days_the_newest_last(shown: Shown) -> None:
    for state in (RuptureState.EXPLORING, RuptureState.RAISED):
        shown.life.reflect.set_state(shown.life.id, state)
        shown.life.clock.pass_by(days=9)
    shown.refresh()
    told = "23 November 2026: Noted 24 November 2026: Exploring 3 December 2026: Raised"
    assert told in shown.words()


def test_a_long_history_shows_the_latest_until_somebody_asks(shown: Shown) -> None:
    for number in range(MOST_STATES + 2):
        shown.life.reflect.set_state(shown.life.id, list(RuptureState)[number % 8])
        shown.life.clock.pass_by(days=1)
    shown.refresh()
    assert "23 November 2026: Noted" not in shown.words()
    shown.press(f"Show all {MOST_STATES + 3} states")
    assert "23 November 2026: Noted" in shown.words()
    assert QApplication.focusWidget() is shown.box()
    shown.refresh()
    assert "23 November 2026: Noted" in shown.words()  # it stays so


def test_the_two_endings_weigh_the_same(shown: Shown) -> None:
    pictures: list[tuple[object, ...]] = []
    for state in (RuptureState.SETTLED, RuptureState.LEFT):
        shown.life.reflect.set_state(shown.life.id, state)
        shown.refresh()
        box = shown.box()
        labels = [w for w in shown.page.findChildren(QLabel) if w.isVisible()]
        line = next(w for w in labels if w.text().endswith(box.currentText()))
        looks = (box.size(), box.property("role"), line.property("role"), line.height())
        pictures.append((*looks, list(shown.groups())))
    assert pictures[0] == pictures[1]


def test_nothing_that_is_shown_sets_a_state(shown: Shown) -> None:
    shown.life.answer(shown.life.steps, "s6.now", ChoiceAnswer((OptionId("mended"),)))
    shown.life.tick()
    shown.refresh()
    assert shown.life.states() == [RuptureState.NOTED]


# --- when something was not okay -------------------------------------------------------------


def test_a_safety_tick_takes_all_talk_of_mending_away(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    life.answer(life.steps, "s1.size", ScaleAnswer(9))
    life.answer(life.steps, "s4.blame1", ScaleAnswer(7))
    life.write(TALK, "fu.close", ScaleAnswer(1))
    life.tick()
    shown = Shown(qtbot, theme, life)
    assert "Your notes and feelings stay, here and on the timeline." in shown.words()
    assert len(shown.lines()) == 1
    assert "Blaming" not in shown.words()
    offered = [name.removesuffix(f": {TITLE}") for name in shown.groups()["Write more"]]
    assert offered == ["A letter I will not send", "Stay, change or stop?"]
    assert shown.groups()["Talks"]  # what was written stays
    assert "The six steps" not in shown.groups()
    assert QApplication.focusWidget() is shown.page.findChild(QPushButton, "aside")
    shown.press("What you can do")
    assert shown.asked == [("aside_page_requested", life.steps, "not-yours")]


@pytest.mark.parametrize("before", RuptureState)
def test_where_it_is_set_aside_no_state_speaks_of_mending(
    qtbot: QtBot, theme: ThemeController, life: Life, before: RuptureState
) -> None:
    life.reflect.set_state(life.id, before)
    life.tick()
    shown = Shown(qtbot, theme, life)
    box = shown.box()
    calm = {RuptureState.NOTED, RuptureState.LEFT, RuptureState.OUTSIDE_HELP}
    assert {box.itemData(n) for n in range(box.count())} == calm | {before}
    assert box.currentData() is before
    box.setFocus()
    box.setCurrentIndex(box.findData(RuptureState.OUTSIDE_HELP))
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert life.states()[-1] is RuptureState.OUTSIDE_HELP


def test_where_it_is_set_aside_no_name_says_what_was_done(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    life.reflect.describe(life.id, "", None)
    life.answer(life.steps, "s1.kind", ChoiceAnswer((), ("Not okay",)))
    assert "Not okay" in Shown(qtbot, theme, life).title()
    life.tick()
    shown = Shown(qtbot, theme, life)
    assert shown.title().startswith("Something felt off, ")
    assert not any("okay" in name for name in shown.buttons())
    life.reflect.describe(life.id, TITLE, None)
    shown.refresh()
    assert shown.title() == TITLE


def test_the_answer_that_set_it_aside_is_not_deleted_by_itself(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    life.write(LETTER, "le.letter", TextAnswer("x"))
    life.tick()
    shown = Shown(qtbot, theme, life)
    deletes = [name.split(",")[0] for name in shown.buttons() if name.startswith("Delete: ")]
    assert deletes == ["Delete: A letter I will not send", f"Delete: {TITLE}"]
    assert shown.named("Carry on: Something felt off")  # it can still be read and changed


def test_what_needs_outside_help_has_no_card(shown: Shown) -> None:
    shown.life.reflect.set_state(shown.life.id, RuptureState.OUTSIDE_HELP)
    shown.refresh()
    assert f"Card for the session: {TITLE}" not in shown.buttons()


def test_without_a_tick_nothing_is_said_of_it(shown: Shown) -> None:
    assert "What you can do" not in shown.buttons()


# --- changing --------------------------------------------------------------------------------


def test_it_is_renamed(shown: Shown) -> None:
    shown.press(f"Rename: {TITLE}")
    dialog = shown.page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue() == TITLE
    dialog.setTextValue(" <b>{title}</b> ")
    dialog.accept()
    settle()
    assert shown.title() == "<b>{title}</b>"
    assert "Rename: <b>{title}</b>" in shown.buttons()


def test_deleting_it_is_left_to_whoever_can_take_it_back(shown: Shown) -> None:
    shown.press(f"Delete: {TITLE}")
    assert shown.asked == [("delete_requested", shown.life.id)]
    assert shown.life.written()


def test_entries_are_deleted_and_taken_back_in_turn(shown: Shown) -> None:
    letter = shown.life.write(LETTER, "le.letter", TextAnswer("x"))
    shown.refresh()
    first, second = shown.named("Delete: A letter"), shown.named("Delete: Something")
    shown.press(first)
    assert shown.life.written() == {shown.life.steps}
    title = first.removeprefix("Delete: ")
    assert f"Deleted, with what was written: {title}" in shown.words()
    assert shown.asked == [("entry_deleted", letter, title)]
    shown.press(second)
    assert shown.life.written() == set()
    undo = QApplication.focusWidget()
    assert isinstance(undo, QPushButton)
    QTest.keyClick(undo, Qt.Key.Key_Space)
    settle()
    assert shown.life.written() == {shown.life.steps}
    shown.press("Undo")
    assert shown.life.written() == {shown.life.steps, letter}
    assert "Deleted" not in shown.words()
    assert shown.asked[-1] == ("entry_restored", letter)
    assert QApplication.focusWidget() is not None


def test_what_was_not_done_is_said_and_does_not_look_done(shown: Shown) -> None:
    with shown.life.reflect.broken(DiskFull()):
        box = shown.box()
        box.setCurrentIndex(3)
        box.activated.emit(3)
        settle()
        assert "There is no space left to write to." in shown.words()
        assert shown.box().currentData() is RuptureState.NOTED
        shown.press(shown.named("Delete: Something"))
        assert shown.named("Delete: Something")
        assert "Undo" not in shown.buttons()
    shown.refresh()
    assert "There is no space left to write to." not in shown.words()


# --- for everyone ----------------------------------------------------------------------------


def full(life: Life) -> None:
    life.reflect.describe(life.id, "", None)
    life.answer(life.steps, "s1.kind", ChoiceAnswer((OptionId("bored-or-distracted"),)))
    life.answer(life.steps, "s1.size", ScaleAnswer(8))
    life.answer(life.steps, "s4.blame1", ScaleAnswer(8))
    life.write(NOTE, "qn.what", TextAnswer("x"))
    life.write(LETTER, "le.letter", TextAnswer("x"))
    for closeness in (3, 6):
        life.write(TALK, "fu.close", ScaleAnswer(closeness))
    life.answer(life.steps, "s6.size", ScaleAnswer(2))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("ticked", [False, True])
def test_everything_is_named_and_can_be_seen(
    qtbot: QtBot, theme: ThemeController, life: Life, percent: int, ticked: bool
) -> None:
    full(life)
    if ticked:
        life.tick()
    theme.apply(Theme.LIGHT, percent)
    size = (SMALLEST_PAGE.width(), SMALLEST_PAGE.height())
    shown = Shown(qtbot, theme, life, size=size)
    assert list(complaints(shown.page)) == []
    assert list(cut_off(shown.page)) == []


def test_long_words_fit_at_large_text(qtbot: QtBot, theme: ThemeController, life: Life) -> None:
    long = "Rindfleischetikettierungsüberwachung"
    life.answer(life.steps, "s1.what", TextAnswer(f"{long} {long}"))
    life.reflect.describe(life.id, f"{long} {long}", None)
    life.write(LETTER, "le.letter", TextAnswer("x"))
    theme.apply(Theme.LIGHT, 200)
    size = (SMALLEST_PAGE.width(), SMALLEST_PAGE.height())
    shown = Shown(qtbot, theme, life, size=size)
    assert list(cut_off(shown.page)) == []


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, theme: ThemeController, life: Life) -> None:
    full(life)
    life.reflect.describe(life.id, TITLE, None)
    shown = Shown(qtbot, theme, life)
    names = [spoken(stop) for stop in tab_stops(shown.page)]
    assert QApplication.focusWidget() is shown.box()
    start = names.index(f"Where it stands: {TITLE}")
    assert [name.split(",")[0] for name in names[start:] + names[:start]] == [
        f"Where it stands: {TITLE}",
        "How big it felt",
        "How close it felt after a talk",
        *(
            f"{what}: {title}"
            for title in (
                "Quick note",
                "Something felt off",
                "After the session",
                "After the session",
                "A letter I will not send",
            )
            for what in ("Carry on", "Delete")
        ),
        f"After the session: {TITLE}",
        f"Good repairs: {TITLE}",
        f"A letter I will not send: {TITLE}",
        "Stay",
        f"Card for the session: {TITLE}",
        f"Rename: {TITLE}",
        f"Delete: {TITLE}",
        "Back",
    ]


def spoken(widget: QWidget) -> str:
    text = widget.property("text")
    return widget.accessibleName() or (text if isinstance(text, str) else "")


def test_a_locked_letter_is_unlocked_from_here_and_shows_nothing(
    qtbot: QtBot, theme: ThemeController, life: Life
) -> None:
    entry = life.write(LETTER, "le.letter", TextAnswer("all of it"))
    locks = EntryLocks(life.reflect.journal, quick_sealer(), life.clock)
    locks.lock(entry, "four quiet paper boats")
    shown = Shown(qtbot, theme, life)
    assert "all of it" not in shown.words()
    assert "· locked" in shown.words()
    shown.hear("unlock_requested")
    shown.press(shown.named("Unlock: A letter"))
    [(asked, locked, worksheet)] = shown.asked
    assert asked == "unlock_requested"
    assert (locked.id, worksheet.id) == (entry, LETTER)  # type: ignore[attr-defined]

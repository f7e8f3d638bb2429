from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from helpers.accessible import complaints, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.journey import SHEET, BreakableReflect, Journey, come_back, settle
from helpers.real_journal import SetClock
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import (
    ChoiceAnswer,
    DateAnswer,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import Option
from repair_desktop.gui.reflect.journey_page import OVERVIEW_LETTERS, STRIP_LETTERS
from repair_desktop.gui.reflect.journey_presenter import MoodOffer
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.number_box import NumberBox
from repair_desktop.services.settings import JournalSettings

WHAT, KNOW, SIZE = PromptId("s1.what"), PromptId("s2.know"), PromptId("s1.size")
CHECKS = JournalSettings(ask_checks=True)
ALL = JournalSettings(ask_checks=False, all_prompts=True)

Begin = Callable[..., Journey]


@pytest.fixture
def begin(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect, clock: SetClock
) -> Begin:
    def begin(
        settings: JournalSettings | None = None, size: tuple[int, int] = (900, 700)
    ) -> Journey:
        return Journey(qtbot, theme, reflect, clock, settings=settings, size=size)

    return begin


def number(journey: Journey, prompt: str, value: int) -> None:
    box = journey.prompt(prompt).findChild(NumberBox)
    assert isinstance(box, NumberBox)
    box.setValue(value)
    settle()


# --- the opening and the closing check -------------------------------------------------------


@pytest.mark.parametrize("value", range(11))
def test_the_opening_check_offers_and_never_blocks(begin: Begin, value: int) -> None:
    journey = begin(CHECKS)
    number(journey, "open.now", value)
    offered = {"See who I can contact", "Steady me first", "Keep going", "Come back later"}
    seen = offered & set(journey.buttons())
    if value <= 6:
        assert seen == set()
    elif value <= 8:
        assert seen == {"Keep going", "Steady me first", "Come back later"}
        assert "That is a lot to carry." in journey.words()
    else:
        assert seen == {"See who I can contact", "Steady me first", "Keep going"}
        assert "You may want a person, not a page." in journey.words()
    journey.press("Continue")
    assert journey.asks() == ["s1.when", "s1.when.how"]


@pytest.mark.parametrize(
    ("value", "button", "asked"),
    [
        (9, "See who I can contact", ["help"]),
        (9, "Steady me first", ["steady"]),
        (8, "Come back later", ["closed"]),
        (8, "Keep going", []),
    ],
)
def test_what_the_opening_check_offers_is_done(
    begin: Begin, value: int, button: str, asked: list[str]
) -> None:
    journey = begin(CHECKS)
    number(journey, "open.now", value)
    journey.press(button)
    assert journey.asked == asked
    assert (journey.asks() == ["open.now"]) is bool(asked)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (7, 4, "It went down a bit."),
        (4, 4, "It is about the same. Nothing got worse."),
        (4, 9, "It went up. Writing can stir things. You can stop here. It stays saved."),
        (None, 9, ""),
    ],
)
def test_the_closing_check_compares(
    begin: Begin, before: int | None, after: int, words: str
) -> None:
    journey = begin(CHECKS)
    if before is not None:
        number(journey, "open.now", before)
    journey.go_to("s1.what")
    journey.write("x")
    journey.press("Enough for today")
    assert journey.asks() == ["close.now"]
    number(journey, "close.now", after)
    if words:
        assert words in journey.words()
    else:
        assert "It went" not in journey.words()
    journey.press("Close for today")
    assert journey.asked == ["closed"]


def test_the_checks_ask_about_now_and_not_about_another_day(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    first = begin(CHECKS)
    number(first, "open.now", 2)
    first.go_to("s1.what")
    first.write("x")
    first.press("Enough for today")
    number(first, "close.now", 3)
    first.press("Close for today")
    again = come_back(qtbot, theme, first, clock, CHECKS)
    again.press("Enough for today")
    assert again.prompt("close.now").answer() is None
    number(again, "close.now", 9)
    assert "It went" not in again.words()
    assert again.kept()[PromptId("open.now")] == ScaleAnswer(2)


def test_the_checks_can_be_turned_off(begin: Begin) -> None:
    journey = begin()
    assert journey.asks() == ["s1.when", "s1.when.how"]
    journey.go_to("s1.what")
    journey.write("x")
    journey.press("Enough for today")
    assert journey.asked == ["closed"]
    assert not journey.presenter._pause.isActive()


def test_back_leads_from_the_closing_check_to_where_the_person_was(begin: Begin) -> None:
    journey = begin(CHECKS)
    journey.go_to("s2.know")
    journey.write("x")
    journey.press("Enough for today")
    journey.press("Back")
    assert journey.asks() == ["s2.know"]


# --- going through it ------------------------------------------------------------------------


def test_every_step_can_be_visited_in_any_order(begin: Begin) -> None:
    journey = begin()
    for step in (5, 2, 0, 4, 3, 1):
        name = SHEET.steps[step].name
        (button,) = [
            b
            for b in journey.page._steps.findChildren(QPushButton)
            if b.accessibleName().startswith(f"Step {step + 1} of 6, {name}")
        ]
        QTest.keyClick(button, Qt.Key.Key_Space)
        settle()
        assert journey.page.accessibleName() == SHEET.steps[step].title
        assert "you are here" in button.accessibleName()


def test_with_nothing_answered_the_journey_ends_and_leaves_nothing(begin: Begin) -> None:
    journey = begin()
    screens = 0
    while journey.page.accessibleName() != "What you wrote":
        journey.press("Skip")
        screens += 1
        assert screens < 100
    shown = [p for step in SHEET.steps for p in step.prompts if p.show_when is None]
    labels = [label for label in journey.page.findChildren(QLabel) if label.isVisible()]
    assert sum(label.text() == "left blank" for label in labels) == len(shown)
    assert "Where does this stand?" not in journey.words()
    journey.press("Close")
    assert journey.asked == ["closed"]
    assert not journey.reflect.journal.entries.all()
    assert not journey.reflect.journal.ruptures.all()


def test_a_skipped_question_can_be_answered_from_the_overview(begin: Begin) -> None:
    journey = begin()
    journey.presenter.look_back()
    settle()
    journey.press("Go to: What do you most want your therapist to understand?")
    assert journey.asks() == ["s2.know"]
    journey.write("That it mattered.")
    journey.presenter.look_back()
    settle()
    assert "That it mattered." in journey.words()


def test_the_words_from_the_first_step_go_along(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.presenter.edit(WHAT, TextAnswer("She looked\n\tat the clock."))
    assert not journey.page._strip.isVisible()
    shown = [journey.page._strip.text() for _ in journey.walk() if journey.page._strip.isVisible()]
    in_steps = sum(screen.step is not None for screen in journey.presenter._screens)
    assert len(shown) >= in_steps - 3
    assert set(shown) == {"You wrote: She looked at the clock."}


def test_a_step_can_be_shown_whole_and_the_place_stays(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s2.friend")
    journey.press("Show all questions of this step")
    assert journey.asks() == [str(prompt.id) for prompt in SHEET.steps[1].prompts]
    assert journey.prompt("s2.friend").isAncestorOf(journey.focus())
    journey.write("x", "s2.know")
    journey.press("One question at a time")
    assert journey.asks() == ["s2.know"]


def test_why_it_helps_is_told_when_it_is_asked_for(begin: Begin, spoken: list[str]) -> None:
    journey = begin()
    why = SHEET.steps[0].why
    assert why not in journey.words()
    journey.press("Why this helps")
    assert why in journey.words()
    assert spoken[-1] == why
    journey.press("Why this helps")
    assert why not in journey.words()


VALUE = WorksheetId("what-i-value")
WHAT_I_VALUE = "What I value in my therapist"


def names(journey: Journey) -> list[str]:
    """The names of all buttons in sight."""
    return [b.accessibleName() for b in journey.page.findChildren(QPushButton) if b.isVisible()]


def value(reflect: BreakableReflect, helped: str) -> None:
    opened = reflect.begin(VALUE)
    reflect.save(opened.entry.id, {PromptId("va.helped"): TextAnswer(helped)}, None)


def test_what_is_valued_is_shown_in_the_fifth_step_once_it_is_asked_for(
    begin: Begin, reflect: BreakableReflect, clock: SetClock, spoken: list[str]
) -> None:
    value(reflect, "A first time.")
    clock.pass_by(days=1)
    value(reflect, "She <b>waited</b>.\nLong.")
    journey = begin()
    for number in range(len(SHEET.steps)):
        journey.presenter.go_to_step(number)
        settle()
        assert (WHAT_I_VALUE in names(journey)) is (number == 4)
        assert "waited" not in journey.words()
    journey.presenter.go_to_step(4)
    settle()
    journey.press(WHAT_I_VALUE)
    told = "What is something your therapist did that helped?\nShe <b>waited</b>.\nLong."
    assert spoken[-1] == told
    assert " ".join(told.split()) in journey.words()
    assert "A first time." not in journey.words()  # the latest words
    assert "I would miss" not in journey.words()  # left blank
    journey.press(WHAT_I_VALUE)
    assert "waited" not in journey.words()


def test_where_nothing_is_valued_yet_nothing_asks_for_it(begin: Begin) -> None:
    journey = begin()
    journey.presenter.go_to_step(4)
    settle()
    assert "Why this helps" in names(journey)
    assert WHAT_I_VALUE not in names(journey)


def test_a_step_that_is_set_aside_does_not_say_what_is_valued(
    begin: Begin, reflect: BreakableReflect
) -> None:
    value(reflect, "She waited.")
    journey = begin()
    journey.presenter.edit(PromptId("s1.safety"), ChoiceAnswer((OptionId("threats"),)))
    journey.presenter.go_to_step(4)
    settle()
    assert journey.asks() == []
    assert WHAT_I_VALUE not in names(journey)


def test_a_long_name_makes_the_page_no_wider(
    begin: Begin, reflect: BreakableReflect, theme: ThemeController
) -> None:
    theme.apply(Theme.LIGHT, 200)
    value(reflect, "w" * 300)
    journey = begin(size=(SMALLEST_PAGE.width(), SMALLEST_PAGE.height()))
    journey.page._name = TherapistName.named("Wilhelmina " * 5)
    journey.presenter.go_to_step(4)
    settle()
    (ask,) = [name for name in names(journey) if name.startswith("What I value in Wilhelmina")]
    journey.press(ask)
    assert list(cut_off(journey.page)) == []
    assert list(complaints(journey.page)) == []


def test_a_pause_is_mentioned_once_and_quietly(begin: Begin) -> None:
    journey = begin(CHECKS)
    assert journey.presenter._pause.isActive()
    journey.presenter._pause.timeout.emit()
    assert "A pause is fine." in journey.words()
    journey.press("Continue")
    assert "A pause is fine." not in journey.words()


def test_feelings_are_offered_for_the_timeline(begin: Begin) -> None:
    journey = begin()
    offers: list[MoodOffer] = []
    journey.presenter.mood_offered.connect(offers.append)
    journey.presenter.edit(PromptId("s1.when"), DateAnswer(date(2026, 11, 20)))
    journey.go_to("s2.feel")
    assert "Add these to your mood timeline" not in journey.buttons()
    journey.tick("hurt")
    journey.press("Add these to your mood timeline")
    assert [word.word for word in offers[0].feelings] == ["hurt"]
    assert offers[0].day == date(2026, 11, 20)
    assert offers[0].entry_id == journey.opened.entry.id
    journey.tick("hurt")
    assert "Add these to your mood timeline" not in journey.buttons()


def test_steadying_is_one_press_away_from_every_screen(begin: Begin) -> None:
    journey = begin(CHECKS)
    for _ in journey.walk():
        journey.press("Steady me")
    assert set(journey.asked) == {"steady"}
    assert len(journey.asked) == len(journey.presenter._screens)


# --- leaving and coming back -----------------------------------------------------------------


def test_leaving_asks_nothing_and_coming_back_leads_to_the_same_words(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    journey = begin(CHECKS)
    journey.go_to("s2.sense")
    journey.write("Of course I")
    before = set(QApplication.topLevelWidgets())
    journey.press("Enough for today")
    number(journey, "close.now", 5)
    journey.press("Close for today")
    assert [w for w in set(QApplication.topLevelWidgets()) - before if w.isVisible()] == []
    assert journey.asked == ["closed"]
    again = come_back(qtbot, theme, journey, clock)
    assert again.asks() == ["s2.sense"]
    assert "You stopped here. Carry on, look back, or close." in again.words()
    again.press("Carry on")
    assert "You stopped here." not in again.words()
    field = again.focus()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, " went quiet.")
    again.presenter.flush()
    assert again.kept()[PromptId("s2.sense")] == TextAnswer("Of course I went quiet.")


def test_own_words_that_were_only_typed_are_kept_when_the_journal_closes(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s3.need")
    own = next(s for s in tab_stops(journey.page) if s.accessibleName().startswith("Own words"))
    own.setFocus()
    QTest.keyClicks(own, "a door")
    told: list[bool] = []
    journey.presenter.flush(told.append)  # as locking does
    assert told == [True]
    assert journey.kept() == {PromptId("s3.need"): ChoiceAnswer(own=("a door",))}


def test_a_line_to_sort_that_has_no_place_yet_is_kept_and_still_there(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    journey = begin()
    journey.go_to("s4.sort")
    stops = tab_stops(journey.page)
    own = next(stop for stop in stops if stop.accessibleName() == "A line of your own")
    own.setFocus()
    QTest.keyClicks(own, "The chair")
    journey.presenter.flush()
    again = come_back(qtbot, theme, journey, clock)
    waiting = SortAnswer((SortedLine("The chair", None, own=True),))
    assert again.prompt("s4.sort").answer() == waiting
    assert "The chair" in again.words()
    again.presenter.look_back()
    settle()
    assert "Not sorted: The chair" in again.words()


def test_coming_back_can_look_back_or_close(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    journey.presenter.flush()
    again = come_back(qtbot, theme, journey, clock)
    again.press("Look back")
    assert again.page.accessibleName() == "What you wrote"
    third = come_back(qtbot, theme, again, clock)
    third.press("Close")
    assert third.asked == ["closed"]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(620, 760), (560, 520), (1050, 780)])
def test_the_way_out_is_always_in_sight(
    begin: Begin, theme: ThemeController, size: tuple[int, int], percent: int
) -> None:
    journey = begin(size=size)
    theme.apply(Theme.LIGHT, percent)
    journey.presenter.edit(WHAT, TextAnswer("x"))
    for _ in journey.walk():
        way_out = journey.page._ways.enough
        assert way_out.isEnabled()
        place = way_out.mapTo(journey.page, QPoint(0, 0))
        assert journey.page.rect().contains(way_out.rect().translated(place))
        assert not journey.page._scroll.isAncestorOf(way_out)
        for button in ("back", "steady", "skip", "on"):
            shown = getattr(journey.page._ways, button)
            assert shown.width() >= shown.sizeHint().width() or not shown.isVisible()


def test_the_foot_follows_the_size_of_the_text_and_keeps_the_focus(
    begin: Begin, theme: ThemeController
) -> None:
    journey = begin(size=(620, 700))
    ways = journey.page._ways
    crowded = [ways.is_crowded]
    ways.skip.setFocus()
    theme.apply(Theme.LIGHT, 200)
    settle()
    crowded.append(ways.is_crowded)
    assert ways.skip.hasFocus()
    assert all(button.isVisible() for button in (ways.back, ways.steady, ways.skip, ways.on))
    theme.apply(Theme.LIGHT, 100)
    settle()
    assert [*crowded, ways.is_crowded] == [False, True, False]
    assert not ways.rest.isVisible()
    right = ways.on.mapTo(ways, ways.on.rect().topRight()).x()
    assert right == ways.width() - 1


# --- saving ----------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_that_is_said(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    assert journey.save_line() == "What you write is saved as you go, encrypted."
    journey.jobs.hold = True
    journey.write("x")
    journey.presenter.flush()
    assert journey.save_line() == "Saving…"
    assert journey.reflect.saves == []
    journey.jobs.run_held()
    assert journey.save_line() == "Saved, encrypted"
    assert journey.kept() == {WHAT: TextAnswer("x")}


def test_leaving_the_field_saves_at_once(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    assert journey.reflect.saves == []
    journey.page._ways.on.setFocus()
    assert journey.kept() == {WHAT: TextAnswer("x")}


@pytest.mark.parametrize("size", [(900, 700), (560, 480)])
def test_a_save_that_fails_is_said_calmly_with_a_way_out(
    begin: Begin, spoken: list[str], size: tuple[int, int]
) -> None:
    journey = begin(size=size)
    journey.go_to("s1.what")
    journey.reflect.fail = DiskFull()
    journey.write("abc")
    journey.presenter.flush()
    settle()
    assert journey.trouble().startswith("Not saved yet. There is no space left to write to.")
    assert "Your words are still here." in journey.trouble()
    assert journey.save_line() == ""
    problem = journey.page._ways.problem
    place = problem.mapTo(journey.page, QPoint(0, 0))
    assert journey.page.rect().contains(problem.rect().translated(place))
    said = spoken.count(journey.trouble())
    scrolled = journey.page._scroll.verticalScrollBar().value()
    for _ in range(5):  # typing goes on, and every half second it is tried again
        journey.write("d")
        journey.presenter.flush()
    assert spoken.count(journey.trouble()) == said == 1
    assert journey.page._scroll.verticalScrollBar().value() == scrolled or size == (560, 480)
    journey.press("Try again")
    assert spoken.count(journey.trouble()) == 2
    assert list(complaints(journey.page)) == []
    journey.reflect.fail = None
    journey.press("Try again")
    assert journey.trouble() == ""
    assert journey.save_line() == "Saved, encrypted"
    assert journey.kept() == {WHAT: TextAnswer("abcddddd")}
    assert isinstance(journey.focus(), QPlainTextEdit)


def test_words_that_are_not_saved_go_along_and_keep_the_person_here(
    begin: Begin, spoken: list[str]
) -> None:
    journey = begin(CHECKS)
    journey.go_to("s1.what")
    journey.reflect.fail = DiskFull()
    journey.write("abc")
    journey.press("Continue")
    journey.press("Back")
    assert journey.prompt("s1.what").answer() == TextAnswer("abc")
    journey.press("Enough for today")
    before = spoken.count(journey.trouble())
    journey.press("Close for today")
    assert journey.asked == []
    assert spoken.count(journey.trouble()) == before + 1
    journey.reflect.fail = None
    journey.press("Close for today")
    assert journey.asked == ["closed"]
    assert journey.kept() == {WHAT: TextAnswer("abc")}


def test_somebody_who_only_looked_can_leave_with_a_full_disk(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    journey.presenter.flush()
    again = come_back(qtbot, theme, journey, clock)
    again.reflect.fail = DiskFull()
    again.press("Skip")
    again.press("Enough for today")
    assert again.asked == ["closed"]
    assert again.trouble() == ""


def test_a_copy_can_be_saved_elsewhere_after_a_word_of_warning(
    begin: Begin, tmp_path: Path
) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.reflect.fail = DiskFull()
    journey.write("the clock <b>")
    journey.presenter.flush()
    settle()
    journey.press("Save a copy elsewhere…")
    assert journey.trouble() == "This copy is not locked. Anyone who finds it can read it."
    journey.press("Not now")
    assert journey.trouble().startswith("Not saved yet.")
    for target, said in (
        (tmp_path / "none" / "notes.txt", "That file could not be written."),
        (tmp_path / "notes.txt", "A copy is saved. It is not locked."),
    ):
        journey.press("Save a copy elsewhere…")
        journey.press("Choose where…")
        dialog = journey.page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(target))
        dialog.close()
        settle()
        assert said in journey.trouble()
        assert "Not saved yet." in journey.trouble()
        assert "Try again" in journey.buttons()
    text = (tmp_path / "notes.txt").read_text(encoding="utf-8")
    assert text == (
        "Something felt off\n\nWhat would a camera have seen or heard?\n\nthe clock <b>\n"
    )


# --- what needs care -------------------------------------------------------------------------

SAFETY = SHEET.prompt(PromptId("s1.safety"))
NOT_OKAY = "Something that may not be okay for a therapist to do"


@pytest.mark.parametrize("option", SAFETY.options, ids=lambda option: option.id)
def test_a_safety_tick_hides_three_steps_and_can_be_taken_back(
    begin: Begin, option: Option
) -> None:
    other = begin()
    other.presenter.edit(WHAT, TextAnswer("another one"))
    other.presenter.flush()
    journey = begin()
    journey.presenter.edit(PromptId("s3.ask"), TextAnswer("mine"))
    journey.presenter.edit(KNOW, TextAnswer("also mine"))
    journey.go_to("s1.kind")
    assert "s1.safety" not in journey.asks()
    journey.tick(NOT_OKAY)
    journey.tick(option.text, "s1.safety")
    assert journey.asked == ["page not-yours"]

    for number, step in enumerate(SHEET.steps):
        journey.presenter.go_to_step(number)
        settle()
        hidden = step.id in ("s3", "s4", "s5")
        assert (journey.asks() == []) is hidden
        if hidden:
            assert step.instead in journey.words()
            assert step.aim not in journey.words()
            assert "Skip" not in journey.buttons()
            journey.press("What you can do, and who can help")
    assert journey.asked == ["page not-yours"] * 4
    journey.presenter.look_back()
    settle()
    assert "also mine" in journey.words()
    assert "Go to: What may have been going on?" not in spoken_names(journey)
    journey.presenter.flush()
    assert journey.kept()[PromptId("s3.ask")] == TextAnswer("mine")

    journey.presenter.ticked_by_mistake()
    settle()
    journey.presenter.go_to_step(2)
    settle()
    assert journey.asks() == ["s3.mix"]
    journey.presenter.flush()
    assert PromptId("s1.safety") not in journey.kept()
    assert journey.kept()[PromptId("s3.ask")] == TextAnswer("mine")

    other.presenter.go_to_step(3)
    settle()
    assert other.asks() == ["s4.blame1"]


def spoken_names(journey: Journey) -> set[str]:
    return {stop.accessibleName() for stop in tab_stops(journey.page)}


def test_taken_back_on_a_hidden_step_that_step_opens(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.kind")
    journey.tick(NOT_OKAY)
    journey.tick("Insults or slurs")
    journey.presenter.go_to_step(3)
    journey.presenter.ticked_by_mistake()
    settle()
    assert journey.asks() == ["s4.blame1"]


def test_a_second_tick_opens_the_page_no_second_time(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.kind")
    journey.tick(NOT_OKAY)
    journey.tick("Insults or slurs")
    journey.tick("Touch I did not want")
    assert journey.asked == ["page not-yours"]


def test_what_hides_steps_never_leaves_the_sight(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.kind")
    journey.tick(NOT_OKAY)
    journey.tick("Insults or slurs")
    journey.tick(NOT_OKAY)
    assert "s1.safety" in journey.asks()
    journey.tick("Insults or slurs")
    journey.tick("I felt judged")
    assert "s1.safety" not in journey.asks()
    journey.presenter.go_to_step(2)
    settle()
    assert journey.asks() == ["s3.mix"]


@pytest.mark.parametrize(
    "text",
    [
        "Ended with no warning",
        "Talks a lot about themselves",
        "Turns it back on me each time",
        "Same remark about who I am, again",
        "Often late or cancels",
    ],
)
def test_some_kinds_mention_a_second_view_and_hide_nothing(begin: Begin, text: str) -> None:
    journey = begin()
    journey.go_to("s1.kind")
    line = "This can be a bump, or more than that. A second view may help."
    assert line not in journey.words()
    journey.tick(text)
    assert line in journey.words()
    journey.press("Who can help")
    assert journey.asked == ["page help"]
    journey.presenter.go_to_step(3)
    settle()
    assert journey.asks() == ["s4.blame1"]


def test_an_echo_that_was_written_stays_in_sight(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s3.echo")
    assert journey.asks() == ["s3.echo"]
    journey.tick("Yes")
    journey.write("my aunt", "s3.echo.words")
    journey.tick("No, this was about now")
    assert journey.asks() == ["s3.echo", "s3.echo.words"]
    field = journey.prompt("s3.echo.words").findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.clear()
    assert "s3.echo.words" in journey.asks()  # not from under the hands
    journey.tick("Maybe")
    journey.tick("No, this was about now")
    assert journey.asks() == ["s3.echo"]


@pytest.mark.parametrize(
    ("before", "after", "heavy"), [(9, 3, False), (3, 8, True), (None, 10, True)]
)
def test_blame_is_shown_before_and_after_without_a_verdict(
    begin: Begin, before: int | None, after: int, heavy: bool
) -> None:
    journey = begin(ALL)
    journey.presenter.go_to_step(3)
    settle()
    if before is not None:
        number(journey, "s4.blame1", before)
    number(journey, "s4.blame2", after)
    line = f"At the start of this step it was {before}."
    assert (line in journey.words()) is (before is not None)
    assert ("That is heavy." in journey.words()) is heavy
    if before is not None:
        journey.prompt("s4.blame1").findChild(NumberBox).setValue(-1)  # type: ignore[union-attr]
        settle()
        assert "At the start of this step" not in journey.words()


# --- the state -------------------------------------------------------------------------------


def states(reflect: BreakableReflect) -> list[str]:
    (summary,) = reflect.ruptures()
    return [change.state.value for change in summary.rupture.history]


def test_the_state_is_set_by_the_person_alone(begin: Begin, reflect: BreakableReflect) -> None:
    journey = begin()
    for prompt in ("s1.what", "s5.ask", "s6.learn"):
        journey.go_to(prompt)
        journey.write("x")
    journey.presenter.look_back()
    settle()
    journey.presenter.flush()
    assert states(reflect) == ["noted"]
    box = journey.page._state_box
    assert box is not None
    box.setFocus()
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert states(reflect) == ["noted"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert states(reflect) == ["noted", "raised"]


def test_a_state_that_can_not_be_set_is_not_shown_as_set(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    journey.presenter.look_back()
    settle()
    box = journey.page._state_box
    assert box is not None
    with reflect.broken(DiskFull()):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.currentText() == "Noted"
    assert "There is no space left to write to." in journey.words()
    assert states(reflect) == ["noted"]


def test_what_was_written_leads_to_the_card_once_it_is_saved(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin()
    wanted: list[str] = []
    journey.presenter.card_requested.connect(wanted.append)
    journey.presenter.look_back()
    settle()
    assert "Card for the session" not in journey.buttons()
    journey.go_to("s1.what")
    journey.write("x")
    reflect.fail = DiskFull()
    journey.presenter.look_back()
    settle()
    journey.press("Card for the session")
    assert wanted == []
    assert journey.trouble()
    reflect.fail = None
    journey.press("Card for the session")
    assert journey.opened.rupture is not None
    assert wanted == [journey.opened.rupture.id]
    assert journey.kept() == {WHAT: TextAnswer("x")}


def test_done_is_said_by_the_person_and_taken_back(
    begin: Begin, reflect: BreakableReflect, qtbot: QtBot, theme: ThemeController, clock: SetClock
) -> None:
    journey = begin(CHECKS)
    journey.go_to("s1.what")
    journey.write("x")
    journey.presenter.look_back()
    settle()
    with reflect.broken(DiskFull()):
        journey.press("I am done with this one")
        assert journey.asked == []
    assert reflect.unfinished()
    journey.press("I am done with this one")
    assert reflect.unfinished() == []
    assert journey.asks() == ["close.now"]
    journey.press("Close for today")
    assert journey.asked == ["closed"]
    again = come_back(qtbot, theme, journey, clock)
    again.press("Look back")
    again.press("I am not done after all")
    assert reflect.unfinished()
    assert "I am done with this one" in again.buttons()


def test_done_with_unsaved_words_stays_here(begin: Begin, reflect: BreakableReflect) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    journey.presenter.flush()
    journey.write("y")
    reflect.fail = DiskFull()
    journey.presenter.look_back()
    settle()
    journey.press("I am done with this one")
    assert journey.asked == []
    assert journey.trouble()
    reflect.fail = None
    journey.press("I am done with this one")
    assert journey.asked == ["closed"]
    assert journey.kept() == {WHAT: TextAnswer("xy")}


# --- odd input -------------------------------------------------------------------------------


def test_a_megabyte_is_taken_in_one_go(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = begin()
    journey.go_to("s1.what")
    field = journey.prompt("s1.what").findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    text = "words of mine, said again and again. " * 28_000
    told: list[object] = []
    journey.prompt("s1.what").changed.connect(told.append)
    source = QMimeData()
    source.setText(text)
    field.insertFromMimeData(source)
    settle()
    assert told == [TextAnswer(text)]
    journey.presenter.flush()
    assert len(journey.reflect.saves) == 1
    assert journey.kept() == {WHAT: TextAnswer(text)}
    for _ in journey.walk():
        longest = max(len(label.text()) for label in journey.page.findChildren(QLabel))
        assert longest <= OVERVIEW_LETTERS
    assert len(journey.page._strip.text()) <= STRIP_LETTERS + 20
    journey.go_to("s1.what")
    assert journey.prompt("s1.what").answer() == TextAnswer(text)


@pytest.mark.parametrize(
    "text",
    [
        "🙂👩‍👩‍👧 e\u0301",
        "مرحبا بالعالم \u202eabc\u202c",
        "a\x00b\x01\x1b[31m\x7f",
        "<b>bold</b><img src='file:///etc/hostname'>&amp;",
        " leading, trailing \t\n\n",
        "hard\u00a0space\u2028line",
    ],
    ids=["emoji", "right to left", "control", "html", "space", "separators"],
)
def test_words_are_kept_and_shown_as_typed(
    begin: Begin, qtbot: QtBot, theme: ThemeController, clock: SetClock, text: str
) -> None:
    journey = begin()
    journey.go_to("s1.what")
    source = QMimeData()
    source.setText(text)
    field = journey.prompt("s1.what").findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.insertFromMimeData(source)
    journey.presenter.flush()
    assert journey.kept() == {WHAT: TextAnswer(text)}
    again = come_back(qtbot, theme, journey, clock)
    assert again.prompt("s1.what").answer() == TextAnswer(text)
    again.presenter.look_back()
    settle()
    labels = [label for label in again.page.findChildren(QLabel) if label.isVisible()]
    assert text in [label.text() for label in labels]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_half_an_emoji_breaks_nothing(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    field = journey.prompt("s1.what").findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.insertPlainText("a🙂b")
    cursor = field.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(3, cursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    journey.presenter.flush()
    answer = journey.kept()[WHAT]
    assert isinstance(answer, TextAnswer)
    assert answer.text.replace("\ud83d", "") == "ab"


def test_half_an_emoji_that_is_kept_stays_kept(begin: Begin) -> None:
    journey = begin()
    half = TextAnswer("a\ud83db")
    journey.presenter.edit(WHAT, half)
    journey.presenter.flush()
    for _ in journey.walk():
        pass
    assert "a" in journey.words()
    journey.go_to("s1.what")
    journey.press("Enough for today")
    assert journey.kept() == {WHAT: half}


def test_only_white_space_counts_as_left_blank(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("   ")
    journey.presenter.look_back()
    settle()
    assert "Where does this stand?" not in journey.words()
    assert journey.reflect.journal.entries.all() == []


# --- for everyone ----------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [CHECKS, ALL], ids=["one at a time", "whole steps"])
@pytest.mark.parametrize("size", [(620, 700), (1050, 700)])
def test_every_control_of_every_screen_is_named_and_large_enough(
    begin: Begin, settings: JournalSettings, size: tuple[int, int]
) -> None:
    journey = begin(settings, size)
    journey.presenter.edit(WHAT, TextAnswer("x"))
    journey.presenter.edit(
        PromptId("s1.kind"), ChoiceAnswer((OptionId("not-okay"), OptionId("often-late")))
    )
    journey.presenter.edit(PromptId("s3.echo"), ChoiceAnswer((OptionId("yes"),)))
    screens = 0
    for _ in journey.walk():
        assert list(complaints(journey.page)) == []
        screens += 1
    assert screens == len(journey.presenter._screens)
    journey.presenter._settings = CHECKS
    journey.presenter.enough_for_today()
    settle()
    assert journey.asks() == ["close.now"]
    assert list(complaints(journey.page)) == []


def reading_order(journey: Journey, stops: list[QWidget]) -> list[tuple[int, int, int]]:
    """Where each control stands: above the screen, in it or below; then by lines."""
    page = journey.page
    places = []
    for stop in stops:
        foot = page._ways.isAncestorOf(stop) or page._ways.rest.isAncestorOf(stop)
        part = 0 if page._steps.isAncestorOf(stop) else 2 if foot else 1
        corner = stop.mapTo(page, stop.rect().center())
        places.append((part, corner.y() // 24, corner.x()))
    return places


@pytest.mark.parametrize("settings", [CHECKS, ALL], ids=["one at a time", "whole steps"])
def test_tab_goes_the_way_a_person_reads(begin: Begin, settings: JournalSettings) -> None:
    journey = begin(settings, (1050, 3000))
    journey.presenter.edit(PromptId("open.now"), ScaleAnswer(9))
    journey.presenter.edit(PromptId("s1.kind"), ChoiceAnswer((OptionId("often-late"),)))
    for _ in journey.walk():
        stops = [stop for stop in tab_stops(journey.page) if type(stop).__name__ != "QRadioButton"]
        places = reading_order(journey, stops)
        start = places.index(min(places))
        places = places[start:] + places[:start]
        assert places == sorted(places), [stop.accessibleName() for stop in stops]


def test_what_appears_later_is_reached_in_its_place(begin: Begin) -> None:
    journey = begin(size=(1050, 2400))
    journey.go_to("s2.feel")
    journey.tick("hurt")
    own = next(s for s in tab_stops(journey.page) if s.accessibleName().startswith("Own words"))
    own.setFocus()
    QTest.keyClicks(own, "grey inside")
    QTest.keyClick(own, Qt.Key.Key_Return)
    settle()
    places = reading_order(journey, tab_stops(journey.page))
    start = places.index(min(places))
    assert places[start:] + places[:start] == sorted(places)


def test_tab_leads_on_from_wherever_the_arrows_led(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.did")
    groups = [["I said it was fine", "I went quiet"], ["I said I was not happy with it"]]
    assert journey.focus().accessibleName() == groups[0][0]
    QTest.keyClick(journey.focus(), Qt.Key.Key_Right)
    assert journey.focus().accessibleName() == groups[0][1]
    QTest.keyClick(journey.focus(), Qt.Key.Key_Tab)
    assert journey.focus().accessibleName() == groups[1][0]
    QTest.keyClick(journey.focus(), Qt.Key.Key_Backtab)
    assert journey.focus().accessibleName() == groups[0][1]
    for _ in range(3):
        QTest.keyClick(journey.focus(), Qt.Key.Key_Tab)
    assert isinstance(journey.focus(), QPushButton)
    assert journey.page._body.itemAt(1).widget().isAncestorOf(journey.focus())  # type: ignore[union-attr]


def test_a_new_screen_is_announced_and_the_caret_stands_in_its_first_field(
    begin: Begin, spoken: list[str]
) -> None:
    journey = begin(CHECKS)
    for _ in journey.walk():
        asked = journey.asks()
        if asked:
            first = journey.prompt(asked[0])
            assert first.isAncestorOf(journey.focus())
            assert journey.focus() is first.first_field()
        title = journey.page.accessibleName()
        step = journey.presenter.screen.step
        assert spoken[-1] == (title if step is None else f"Step {step + 1} of 6: {title}")


def test_a_note_with_a_button_does_not_catch_the_caret(begin: Begin) -> None:
    journey = begin(CHECKS)
    number(journey, "open.now", 9)
    journey.press("Continue")
    journey.press("Back")
    assert "Steady me first" in journey.buttons()
    assert journey.prompt("open.now").first_field() is journey.focus()
    assert journey.focus().accessibleName() == "How strong is your distress right now?"


def test_put_into_a_window_the_page_knows_where_the_caret_belongs(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.page._ways.on.setFocus()
    journey.page.take_keys()
    assert isinstance(journey.focus(), QPlainTextEdit)


class Windows(QObject):
    """Counts windows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() is QEvent.Type.Show and is_window:
            self.shown.append(type(watched).__name__)
        return False


def test_no_screen_flashes_up_as_a_window_of_its_own(begin: Begin, qapp: QApplication) -> None:
    journey = begin(CHECKS)
    journey.presenter.edit(PromptId("s2.feel"), ChoiceAnswer())
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for _ in journey.walk():
            pass
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


@pytest.mark.parametrize("keys", ["Alt+Right", "Alt+Left"])
def test_screens_turn_by_keyboard(begin: Begin, keys: str) -> None:
    journey = begin()
    journey.go_to("s1.size")
    key = Qt.Key.Key_Right if keys == "Alt+Right" else Qt.Key.Key_Left
    QTest.keyClick(journey.focus(), key, Qt.KeyboardModifier.AltModifier)
    settle()
    assert journey.asks() == (["s1.known"] if keys == "Alt+Right" else ["s1.did"])


def test_the_page_goes_while_the_caret_is_in_it(begin: Begin) -> None:
    journey = begin()
    journey.go_to("s1.what")
    journey.write("x")
    journey.page.deleteLater()
    settle()

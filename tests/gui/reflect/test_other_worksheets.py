"""Worksheets beside the six steps, on screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers.accessible import complaints
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.journey import SIX, BreakableReflect, Journey, settle
from helpers.real_journal import WORKSHEETS, SetClock
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.worksheets import Prompt, PromptKind
from repair_desktop.gui.reflect.screens import ScreenKind
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.prompts.starter import Starter
from repair_desktop.gui.widgets.prompts.text import RECALLED_LETTERS
from repair_desktop.services.settings import JournalSettings

Begin = Callable[..., Journey]
ALL = JournalSettings(ask_checks=False, all_prompts=True)
SMALL = (SMALLEST_PAGE.width(), SMALLEST_PAGE.height())


@pytest.fixture
def begin(
    qtbot: QtBot, theme: ThemeController, reflect: BreakableReflect, clock: SetClock
) -> Begin:
    def begin(
        worksheet: str,
        about: RuptureId | None = None,
        settings: JournalSettings | None = None,
        size: tuple[int, int] = (900, 700),
    ) -> Journey:
        opened = reflect.begin(WorksheetId(worksheet), about)
        return Journey(qtbot, theme, reflect, clock, opened, settings, size)

    return begin


def noted(reflect: BreakableReflect, answers: dict[str, str] | None = None) -> RuptureId:
    opened = reflect.begin(SIX)
    given = {"s1.what": "She looked at the clock.", **(answers or {})}
    texts = {PromptId(key): TextAnswer(text) for key, text in given.items()}
    reflect.save(opened.entry.id, {**texts}, None)
    assert opened.rupture is not None
    return opened.rupture.id


# --- one step --------------------------------------------------------------------------------


def test_a_single_step_has_no_line_of_steps_and_no_number(begin: Begin, spoken: list[str]) -> None:
    journey = begin("how-we-handle-bumps")
    assert "Step 1" not in journey.words()
    assert spoken[-1] == "How we handle bumps"
    assert "Show all questions" in journey.buttons()
    while journey.presenter.screen.kind is not ScreenKind.OVERVIEW:
        last = journey.buttons()
        assert "Next step" not in last
        journey.presenter.go_on()
        settle()
    assert "Look back" in last
    assert "1." not in journey.words()


def test_several_steps_have_their_line(begin: Begin, spoken: list[str]) -> None:
    journey = begin("repair-outside")
    assert spoken[-1] == "Step 1 of 6: Before you start"
    assert "Next step" in journey.buttons()


@pytest.mark.parametrize("worksheet", ["quick-note", "session-check-in"])
def test_a_short_one_is_done_where_it_begins(
    begin: Begin, reflect: BreakableReflect, worksheet: str
) -> None:
    journey = begin(worksheet)
    assert {"Show all questions", "One question at a time", "Skip"}.isdisjoint(journey.buttons())
    if worksheet == "quick-note":
        journey.write("the joke", "qn.what")
    else:
        journey.tick("About right", "ci.pace")
    journey.press("Done")
    assert journey.asked == ["closed"]
    assert reflect.open(journey.opened.entry.id).entry.finished_at is not None
    assert reflect.unfinished() == []


def test_a_short_one_with_nothing_in_it_leaves_nothing(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin("quick-note")
    journey.press("Done")
    assert journey.asked == ["closed"]
    assert reflect.ruptures() == []


def test_a_short_one_that_can_not_be_saved_stays(begin: Begin, reflect: BreakableReflect) -> None:
    journey = begin("quick-note")
    journey.write("the joke", "qn.what")
    with reflect.broken(DiskFull()):
        journey.press("Done")
    assert journey.asked == []
    assert "Not saved yet." in journey.trouble()


def test_one_about_no_rupture_can_be_finished_and_taken_up_again(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin("letter")
    journey.presenter.look_back()
    settle()
    assert "I am done with this one" not in journey.buttons()  # nothing to be done with
    journey.go_to("le.letter")
    journey.write("all of it")
    journey.presenter.look_back()
    settle()
    assert "Where does this stand?" not in journey.words()
    journey.press("I am done with this one")
    assert journey.asked == ["closed"]
    assert reflect.open(journey.opened.entry.id).entry.finished_at is not None


# --- what notes offer ------------------------------------------------------------------------


def went_on(journey: Journey) -> list[tuple[str, str | None]]:
    asked: list[tuple[str, str | None]] = []
    journey.presenter.worksheet_requested.connect(lambda *what: asked.append(what))
    return asked


def test_a_quick_note_goes_on_to_the_six_steps_once_it_is_saved(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin("quick-note")
    asked = went_on(journey)
    journey.write("the joke", "qn.what")
    assert "Begin" not in journey.buttons()
    journey.tick("Look at it now")
    with reflect.broken(DiskFull()):
        journey.press("Begin")
        assert asked == []
    journey.press("Begin")
    assert journey.opened.rupture is not None
    about = journey.opened.rupture.id
    assert asked == [("six-steps", about)]
    assert reflect.begin(SIX, about).answers == {PromptId("s1.what"): TextAnswer("the joke")}


def test_a_check_in_offers_a_quick_note(begin: Begin) -> None:
    journey = begin("session-check-in")
    asked = went_on(journey)
    journey.tick("A worry about us", "ci.held")
    assert "Want to note what felt off? It takes a minute." in journey.words()
    journey.press("Begin")
    assert asked == [("quick-note", None)]


LOW = [
    (prompt.id, option.id)
    for prompt in WORKSHEETS[WorksheetId("session-check-in")].prompts()
    if prompt.kind is PromptKind.PICK
    for option in prompt.options[:2]
]


@pytest.mark.parametrize(("prompt", "option"), LOW)
def test_each_of_the_two_lowest_answers_offers_a_quick_note(
    begin: Begin, prompt: PromptId, option: OptionId
) -> None:
    assert len(LOW) == 10
    journey = begin("session-check-in")
    asked = went_on(journey)
    (text,) = [o.text for o in journey.prompt(prompt).prompt.options if o.id == option]
    journey.tick(text, prompt)
    journey.press("Begin")
    assert asked == [("quick-note", None)]


@pytest.mark.parametrize(
    ("prompt", "text"),
    [("ci.bond", "In between"), ("ci.pace", "About right"), ("ci.held", "A question")],
)
def test_other_answers_offer_nothing(begin: Begin, prompt: str, text: str) -> None:
    journey = begin("session-check-in")
    journey.tick(text, prompt)
    assert "Begin" not in journey.buttons()


def follow_up(reflect: BreakableReflect, about: RuptureId, response: str) -> None:
    opened = reflect.begin(WorksheetId("follow-up"), about)
    answer = ChoiceAnswer((OptionId(response),))
    reflect.save(opened.entry.id, {PromptId("fu.resp"): answer}, None)


CAME_BACK = "You raised it and it came back at you."


def test_the_second_time_it_comes_back_a_second_view_is_offered(
    begin: Begin, reflect: BreakableReflect
) -> None:
    about = noted(reflect)
    follow_up(reflect, about, "got-defensive")
    journey = begin("follow-up", about)
    journey.tick("Some of it")
    journey.tick("Turned it back on me", "fu.resp")
    assert CAME_BACK in journey.words()
    journey.press("Who can help")
    assert journey.asked == ["page second-view"]
    journey.tick("Turned it back on me", "fu.resp")
    assert CAME_BACK not in journey.words()


def test_the_first_time_nothing_is_said(begin: Begin, reflect: BreakableReflect) -> None:
    journey = begin("follow-up", noted(reflect))
    journey.tick("Some of it")
    journey.tick("Got defensive", "fu.resp")
    assert CAME_BACK not in journey.words()


def test_a_talk_that_was_not_safe_is_met_with_an_exercise_and_a_second_view(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin("follow-up", noted(reflect))
    journey.tick("Some of it")
    journey.go_to("fu.close")
    journey.tick("No", "fu.safe")
    assert "You do not have to bring it up again" in journey.words()
    journey.press("Steady me first")
    journey.press("Who can help")
    assert journey.asked == ["steady", "page second-view"]


def test_what_happened_stands_on_every_screen_about_a_rupture(
    begin: Begin, reflect: BreakableReflect
) -> None:
    journey = begin("follow-up", noted(reflect))
    assert "You wrote: She looked at the clock." in journey.words()


# --- somebody to be afraid of ----------------------------------------------------------------


def test_being_afraid_comes_before_being_fair(begin: Begin) -> None:
    journey = begin("repair-outside")
    journey.tick("Yes")
    assert "Being afraid matters more than being fair." in journey.words()
    assert journey.asked == []  # the page does not open over these words
    journey.press("Who can help")
    assert journey.asked == ["page help"]
    journey.presenter.go_to_step(4)
    settle()
    assert journey.asks() == []
    assert "You do not have to say anything to this person." in journey.words()
    journey.press("What you can do, and who can help")
    assert journey.asked == ["page help"] * 2
    journey.go_to("rp.afraid")
    journey.tick("No", "rp.afraid")
    journey.presenter.go_to_step(4)
    settle()
    assert journey.asks() == ["rp.skill"]


# --- what was written earlier ----------------------------------------------------------------


def test_earlier_words_are_taken_in_with_one_press(begin: Begin, reflect: BreakableReflect) -> None:
    learnt = "I can say it.\nBefore I go quiet. " + "And so on. " * 60
    noted(reflect, {"s6.learn": learnt})
    journey = begin("good-repairs")
    journey.go_to("gr.gave")
    assert "You wrote earlier:" in journey.words()
    (shown,) = [name for name in _names(journey) if name.startswith("Begin with: I can say it.")]
    assert len(shown) < RECALLED_LETTERS + 20
    journey.write("First.", "gr.gave")
    journey.press(shown)
    field = journey.prompt("gr.gave").findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    assert field.hasFocus()
    journey.presenter.flush()
    assert journey.kept()[PromptId("gr.gave")] == TextAnswer(f"First.\n{learnt.strip()}")


def _names(journey: Journey) -> list[str]:
    return [button.accessibleName() for button in journey.page.findChildren(Starter)]


def test_a_letter_can_be_locked_away_where_that_was_chosen(begin: Begin) -> None:
    journey = begin("letter")
    asked: list[tuple[object, object]] = []
    journey.presenter.lock_requested.connect(lambda *what: asked.append(what))
    journey.go_to("le.end")
    assert "Choose its passphrase…" not in journey.buttons()
    journey.tick("I want to lock it away")
    assert "It is not locked yet. Choose its passphrase to lock it." in journey.words()
    journey.press("Choose its passphrase…")
    assert asked == [(journey.opened.entry, journey.opened.worksheet)]
    journey.tick("Keep it")
    assert "Choose its passphrase…" not in journey.buttons()


# --- for everyone ----------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(
    "worksheet", ["quick-note", "session-check-in", "follow-up", "repair-outside", "letter"]
)
def test_it_fits_the_smallest_window_and_is_named(
    begin: Begin,
    reflect: BreakableReflect,
    theme: ThemeController,
    worksheet: str,
    percent: int,
) -> None:
    theme.apply(Theme.LIGHT, percent)
    about = noted(reflect) if worksheet == "follow-up" else None
    journey = begin(worksheet, about, settings=ALL, size=SMALL)
    for _ in journey.walk():
        assert list(cut_off(journey.page)) == []
        assert list(complaints(journey.page)) == []


def test_every_note_can_be_brought_up(reflect: BreakableReflect) -> None:
    """A note that nothing brings up would be a promise that is not kept."""
    prompts: list[Prompt] = [
        prompt for sheet in reflect.worksheets() for prompt in sheet.prompts() if prompt.notes
    ]
    assert len(prompts) > 10
    for prompt in prompts:
        chosen: list[Answer] = [ChoiceAnswer((option.id,)) for option in prompt.options]
        given = chosen or [TextAnswer("x")]
        said = {note for one in given for note in prompt.notes_for(one, [one] * 9)}
        assert said == set(prompt.notes), prompt.id

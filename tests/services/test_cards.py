"""The card of a rupture: what it gathers, keeps, lists and refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.cards import (
    CARD,
    FILLED,
    NOTE,
    PRIVATE,
    SIX,
    Desk,
    chosen,
    felt,
    line,
    on,
    text,
)
from helpers.real_journal import WORKSHEETS, real_journal

from repair_desktop.core.answers import Answer, ScaleAnswer
from repair_desktop.core.cards import CardChanges, Length, LineId, OpenerId
from repair_desktop.core.errors import CardTooNew, DiskFull
from repair_desktop.core.ids import PromptId, RuptureId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.services.cards import NoCard

SAFETY = [option.id for option in WORKSHEETS[SIX].prompt(PromptId("s1.safety")).options]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with real_journal(tmp_path) as journal:
        yield Desk(journal)


def with_answer(prompt: str, answer: Answer) -> dict[PromptId, Answer]:
    return {PromptId(prompt): answer}


# --- what it gathers: the rows of the carry-over map ----------------------------------------


def test_what_happened_goes_to_the_card(desk: Desk) -> None:
    rupture = desk.answer(with_answer("s1.what", text("You looked away.")))
    assert line(desk.view(rupture), "what") == "I want to tell you what happened. You looked away."


@pytest.mark.parametrize(
    ("did", "opener", "shown"),
    [("went-quiet", "soft", "away"), ("pushed-back", "firm", "against")],
)
def test_what_one_did_goes_to_the_opener_and_brings_its_line(
    desk: Desk, did: str, opener: str, shown: str
) -> None:
    view = desk.view(desk.answer(with_answer("s1.did", chosen(did))))
    assert view.opener == view.suggested == opener
    assert on(view) == ["opener", shown, "close"]


def test_the_top_two_feelings_go_to_the_card(desk: Desk) -> None:
    rupture = desk.answer(with_answer("s2.feel", felt("sad:3", "hurt:8", "tired:5")))
    assert line(desk.view(rupture), "felt") == "I felt hurt and tired."


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("s2.know", "know"),
        ("s3.ask", "question"),
        ("s5.ask", "ask"),
        ("s4.mine", "mine"),
        ("s3.echo.words", "echo"),
    ],
)
def test_words_go_to_their_line(desk: Desk, prompt: str, shown: str) -> None:
    view = desk.view(desk.answer(with_answer(prompt, text("Kettle"))))
    assert "Kettle" in line(view, shown)
    assert [each.id for each in view.lines if "Kettle" in each.text] == [shown]
    assert (shown in on(view)) is (shown not in PRIVATE)


def test_what_owning_it_would_look_like_goes_to_the_card(desk: Desk) -> None:
    view = desk.view(desk.answer(with_answer("s4.own", chosen("says-sorry"))))
    assert line(view, "help") == "It would help if you say sorry and mean it."


def test_what_might_get_in_the_way_goes_along_and_is_off(desk: Desk) -> None:
    view = desk.view(desk.answer(with_answer("s5.barriers", chosen("angry"))))
    assert line(view, "fear").startswith("I am scared")
    assert "fear" not in on(view)


@pytest.mark.parametrize("mark", ["s4.blame1", "s4.blame2"])
def test_marks_of_blame_go_along_and_are_off(desk: Desk, mark: str) -> None:
    view = desk.view(desk.answer(with_answer(mark, ScaleAnswer(7))))
    assert "7" in line(view, "blame")
    assert "blame" not in on(view)


def test_nothing_else_goes_to_the_card(desk: Desk) -> None:
    """Body, sense, friend, needs, the other view and the rest of the six steps stay at home."""
    said = {source for each in CARD.lines for source in each.sources}
    rest = {
        prompt.id: text("Kettle")
        for prompt in WORKSHEETS[SIX].prompts()
        if prompt.id not in said and prompt.kind.value in ("text", "long")
    }
    assert len(rest) > 6
    view = desk.view(desk.answer(rest))
    assert not view.has_something_to_say
    assert all("Kettle" not in each.text for each in view.lines)


def test_how_to_bring_it_up_goes_along(desk: Desk) -> None:
    card = desk.card(desk.answer(with_answer("s5.how", chosen("ask-how-we-are"))))
    assert (card.how, card.waits) == ("Ask {my_therapist} how we are doing and see", False)


def test_who_waits_keeps_the_card_as_a_draft(desk: Desk) -> None:
    rupture = desk.answer({**FILLED, PromptId("s5.how"): chosen("wait")})
    assert desk.card(rupture).waits
    card = desk.cards.to_bring(rupture)
    assert card is not None
    assert card.waits
    assert desk.cards.one_line(rupture) == ""


def test_a_quick_note_fills_a_card_until_the_six_steps_do(desk: Desk) -> None:
    note: dict[PromptId, Answer] = {
        PromptId("qn.what"): text("You looked away."),
        PromptId("qn.feel"): felt("hurt"),
    }
    rupture = desk.answer(note, sheet=NOTE)
    assert desk.view(rupture, Length.ONE).paragraphs == ("When you looked away, I felt hurt.",)
    desk.answer(with_answer("s1.what", text("You looked at the clock.")), rupture)
    desk.answer({**note, PromptId("qn.what"): text("Later")}, rupture, NOTE)
    assert desk.view(rupture, Length.ONE).paragraphs == (
        "When you looked at the clock, I felt hurt.",
    )


def test_of_two_answers_the_one_that_changed_last_counts(desk: Desk) -> None:
    rupture = desk.answer(with_answer("s5.ask", text("First?")))
    desk.answer(with_answer("s5.ask", text("Second?")), rupture)
    assert line(desk.view(rupture), "ask") == "Second?"


def test_another_moment_has_another_card(desk: Desk) -> None:
    first = desk.answer(with_answer("s5.ask", text("First?")))
    second = desk.answer(with_answer("s5.ask", text("Second?")))
    desk.cards.save(first, CardChanges(length=Length.ONE))
    assert line(desk.view(first), "ask") == "First?"
    assert line(desk.view(second), "ask") == "Second?"
    assert desk.card(second).changes == CardChanges()


# --- what it keeps --------------------------------------------------------------------------


def test_what_was_changed_is_there_again_and_new_answers_show_up(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    changes = CardChanges(OpenerId("firm"), Length.PAGE).written(LineId("ask"), "Mine?")
    desk.cards.save(rupture, changes)
    desk.answer(with_answer("s3.ask", text("New?")), rupture)
    desk.answer(with_answer("s5.ask", text("New too?")), rupture)
    assert desk.card(rupture).changes == changes
    view = desk.view(rupture)
    assert line(view, "ask") == "Mine?"
    assert line(view, "question") == "I want to ask you: New?"


def test_looking_at_a_card_leaves_nothing_behind(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    desk.card(rupture)
    desk.cards.save(rupture, CardChanges(length=Length.ONE))
    desk.cards.save(rupture, CardChanges())
    assert desk.journal.database.execute("SELECT count(*) FROM card") == [(0,)]


def test_a_disk_that_is_full_keeps_what_was_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rupture = desk.answer(FILLED)
    desk.cards.save(rupture, CardChanges(length=Length.ONE))

    def full(*_: object) -> None:
        raise DiskFull()

    with monkeypatch.context() as patch:
        patch.setattr(desk.journal.cards, "save", full)
        with pytest.raises(DiskFull):
            desk.cards.save(rupture, CardChanges(length=Length.PAGE))
    assert desk.card(rupture).changes == CardChanges(length=Length.ONE)


def test_a_card_of_a_later_version_is_named_and_not_brought(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    desk.cards.save(rupture, CardChanges(length=Length.ONE))
    desk.journal.database.execute("UPDATE card SET content = '{\"later\": 1}'")
    with pytest.raises(CardTooNew):
        desk.cards.open(rupture)
    assert desk.cards.to_bring(rupture) is None
    assert desk.cards.one_line(rupture) == ""


# --- what there is to bring -----------------------------------------------------------------


def test_a_card_is_there_to_bring_once_it_says_something(desk: Desk) -> None:
    filled = desk.answer(FILLED)
    card = desk.cards.to_bring(filled)
    assert card is not None
    assert card.rupture.id == filled
    silent = desk.answer(with_answer("s1.size", ScaleAnswer(3)))
    assert desk.cards.to_bring(silent) is None
    assert desk.cards.one_line(silent) == ""
    desk.cards.save(silent, CardChanges().written(LineId("ask"), "Could we?"))
    assert desk.cards.to_bring(silent) is not None
    assert desk.cards.one_line(silent) == "Could we?"


@pytest.mark.parametrize("state", RuptureState)
def test_what_has_ended_still_has_its_card(desk: Desk, state: RuptureState) -> None:
    rupture = desk.answer(FILLED)
    desk.reflect.set_state(rupture, state)
    assert desk.card(rupture)


def test_what_was_deleted_has_no_card(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    desk.reflect.delete_rupture(rupture)
    assert desk.cards.open(rupture) is NoCard.GONE
    assert desk.cards.to_bring(rupture) is None
    desk.reflect.restore_rupture(rupture)
    assert desk.cards.to_bring(rupture) is not None
    assert desk.cards.open(RuptureId("f" * 32)) is NoCard.GONE


# --- what it refuses ------------------------------------------------------------------------


@pytest.mark.parametrize("option", SAFETY)
def test_after_any_safety_tick_there_is_no_card(desk: Desk, option: str) -> None:
    rupture = desk.answer({**FILLED, PromptId("s1.safety"): chosen(option)})
    assert desk.cards.open(rupture) is NoCard.SET_ASIDE
    assert desk.cards.to_bring(rupture) is None


def test_a_card_that_was_begun_goes_with_the_tick_and_comes_back_without_it(desk: Desk) -> None:
    desk.clock.pass_by(hours=1)
    opened = desk.reflect.begin(SIX)
    assert opened.rupture is not None
    rupture, entry = opened.rupture.id, opened.entry.id
    desk.reflect.save(entry, dict(FILLED), None)
    desk.cards.save(rupture, CardChanges(length=Length.ONE))
    other = desk.answer(FILLED)
    desk.reflect.save(entry, with_answer("s1.safety", chosen("threats")), None)
    assert desk.cards.open(rupture) is NoCard.SET_ASIDE
    assert desk.cards.to_bring(other) is not None  # that one only
    desk.reflect.save(entry, {PromptId("s1.safety"): None}, None)
    assert desk.card(rupture).changes == CardChanges(length=Length.ONE)


def test_a_tick_in_one_entry_hides_the_card_of_all(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    desk.answer({PromptId("qn.what"): text("x")}, rupture, NOTE)
    desk.answer(with_answer("s1.safety", chosen("secret")), rupture)
    assert desk.cards.open(rupture) is NoCard.SET_ASIDE


def test_an_entry_of_an_unknown_worksheet_is_passed_over(desk: Desk) -> None:
    rupture = desk.answer(FILLED)
    desk.answer({PromptId("qn.what"): text("x")}, rupture, NOTE)
    desk.journal.database.execute(
        "UPDATE entry SET worksheet_id = 'from-later' WHERE worksheet_id = 'quick-note'"
    )
    assert WorksheetId("from-later") not in WORKSHEETS
    assert line(desk.view(rupture), "ask").startswith("Could we")

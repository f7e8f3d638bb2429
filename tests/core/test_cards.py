"""What a card says, line by line, and how it is set."""

from __future__ import annotations

import pytest
from helpers.any_answer import answers
from helpers.cards import CARD, FEELINGS, FILLED, chosen, felt, line, on, only, said, text, view
from helpers.real_journal import WORKSHEETS
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.core.answers import Answer, ScaleAnswer
from repair_desktop.core.card_view import compose
from repair_desktop.core.cards import CardChanges, Length, LineId, OpenerId, Said
from repair_desktop.core.ids import PromptId

# --- the whole card -------------------------------------------------------------------------


def test_one_line_is_one_sentence_that_can_be_said() -> None:
    answers = said(
        s1_what=text("You looked at the clock."),
        s2_feel=felt("hurt"),
        s5_ask=text("Could we check in before we change topic?"),
    )
    assert view(answers, Length.ONE).paragraphs == (
        "When you looked at the clock, I felt hurt. Could we check in before we change topic?",
    )


def test_a_minute_is_short_paragraphs() -> None:
    assert view(FILLED, Length.MINUTE).paragraphs == (
        "Can we talk about us for a few minutes? This is hard for me. When it happened, I went "
        "quiet. I want to try to say why. I pushed back. Under that I felt hurt and small.",
        "I want to tell you what happened. You looked at the clock. What I want you to know is "
        "that it mattered to me.",
        "Could we check in before we change topic?",
        "You do not have to answer right away. I would like to hear how you see it.",
    )


def test_a_full_page_has_every_line_that_is_not_private_or_a_fear() -> None:
    shown = view(FILLED, Length.PAGE)
    assert on(shown) == [
        "opener", "away", "against", "what", "know", "question", "help", "ask", "close",
    ]  # fmt: skip
    assert shown.paragraphs[3:7] == (
        "I want to tell you what happened. You looked at the clock.",
        "What I want you to know is that it mattered to me.",
        "I want to ask you: Were you bored with me?",
        "It would help if you listen and do not explain it away, and if you ask how it was for me.",
    )


def test_what_is_off_can_be_turned_on() -> None:
    shown = view(FILLED, changes=only("fear", "mine", "echo", "blame"))
    assert shown.paragraphs == (
        "I am scared that if I say this, you will get angry. I am scared that it is too small.",
        "My part was that I said I was fine.",
        "It reminds me of something older: The kitchen at home.",
        "How much I blamed myself, from 0 to 10: 7 at first, 4 later.",
    )


def test_a_line_without_an_answer_is_empty_and_off() -> None:
    shown = view(Said())
    assert on(shown) == ["opener", "close"]
    assert not shown.has_something_to_say
    assert [each.is_empty for each in shown.lines].count(False) == 2
    assert on(view(Said(), changes=only("ask", "felt"))) == []


def test_switches_hold_for_one_length_and_texts_for_all() -> None:
    changes = CardChanges().turned(Length.ONE, LineId("ask"), False)
    changes = changes.written(LineId("know"), "It stayed with me.")
    assert "ask" not in on(view(FILLED, Length.ONE, changes))
    assert "ask" in on(view(FILLED, Length.MINUTE, changes))
    for length in Length:
        assert line(view(FILLED, length, changes), "know") == "It stayed with me."
    assert line(view(FILLED, changes=changes.written(LineId("know"), None)), "know") == (
        "What I want you to know is that it mattered to me."
    )


def test_a_line_written_to_nothing_is_off() -> None:
    changes = CardChanges().written(LineId("ask"), "  ")
    assert "ask" not in on(view(FILLED, changes=changes))


# --- beginning ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("did", "how", "opener"),
    [
        ("went-quiet", None, "soft"),
        ("took-charge", None, "firm"),
        ("froze", None, None),
        (None, None, None),
        ("took-charge", "read-it-out", "paper"),
        ("took-charge", "wait", "firm"),
    ],
)
def test_what_one_did_suggests_how_to_begin(
    did: str | None, how: str | None, opener: str | None
) -> None:
    given = {"s1_did": did, "s5_how": how}
    shown = view(said(**{key: chosen(option) for key, option in given.items() if option}))
    assert shown.suggested == opener
    assert shown.opener == (opener or "soft")


def test_any_opener_can_be_chosen_and_each_keeps_its_own_words() -> None:
    for opener in CARD.openers:
        changes = CardChanges(opener=opener.id)
        assert line(view(FILLED, changes=changes), "opener") == opener.text
    changes = CardChanges(opener=OpenerId("firm")).written(LineId("opener.firm"), "Listen.")
    assert line(view(FILLED, changes=changes), "opener") == "Listen."
    soft = CardChanges(opener=OpenerId("soft"), texts=changes.texts)
    assert line(view(FILLED, changes=soft), "opener") == CARD.openers[0].text


def test_an_opener_that_is_gone_gives_way() -> None:
    assert view(FILLED, changes=CardChanges(opener=OpenerId("gone"))).opener == "soft"


GROUPS = {
    group.title: [option.id for option in group.options]
    for group in WORKSHEETS[next(iter(WORKSHEETS))].prompt(PromptId("s1.did")).groups
}


@pytest.mark.parametrize(
    ("group", "away", "against"),
    [
        ("Moving away", True, False),
        ("Moving against", False, True),
        ("Body and exit", False, False),
    ],
)
def test_going_quiet_and_pushing_back_bring_their_lines(
    group: str, away: bool, against: bool
) -> None:
    for option in GROUPS[group]:
        shown = view(said(s1_did=chosen(option)))
        assert bool(line(shown, "away")) is away, option
        assert bool(line(shown, "against")) is against, option


@pytest.mark.parametrize(
    ("feelings", "words"),
    [
        (felt("angry", "hurt"), "I was angry. Under the anger I felt hurt."),
        (felt("furious:9", "annoyed:8", "sad", "small:2"),
         "I was angry. Under the anger I felt small and sad."),
        (felt("hurt"), "I pushed back. Under that I felt hurt."),
        (felt("angry", "rushed"), "I was angry. It felt as if I was being rushed."),
        (felt("left", "too-much"),
         "I pushed back. It felt as if I was left behind, and as if I was too much."),
        (felt("angry"), "I was angry. I want to try to say what was under it."),
        (felt("nothing-much"), "I pushed back. I want to try to say what was under it."),
        (felt("*I was raging"), "I pushed back. I want to try to say what was under it."),
    ],
)  # fmt: skip
def test_anger_is_said_by_whoever_chose_it_and_softer_feelings_lie_under_it(
    feelings: Answer, words: str
) -> None:
    assert line(view(said(s1_did=chosen("pushed-back"), s2_feel=feelings)), "against") == words


ANGRY = said(
    s1_did=chosen("pushed-back"), s1_what=text("You yawned."), s2_feel=felt("angry", "rushed")
)


def test_what_was_felt_in_anger_is_said_once() -> None:
    assert view(ANGRY).paragraphs[1:3] == (
        "I was angry. It felt as if I was being rushed.",
        "I want to tell you what happened. You yawned.",
    )
    assert view(ANGRY, Length.ONE).paragraphs == (
        "When you yawned, I felt angry. It felt as if I was being rushed.",
    )
    for length in Length:
        shown = view(ANGRY, length)
        assert not {"against", "felt"} <= set(on(shown))
        assert "felt" in on(view(ANGRY, length, CardChanges().turned(length, LineId("felt"), True)))


@pytest.mark.parametrize(
    "changes",
    [
        CardChanges().turned(Length.PAGE, LineId("against"), False),
        CardChanges().written(LineId("against"), "I got loud."),
        CardChanges().written(LineId("felt"), "I burned."),
    ],
)
def test_it_is_said_where_the_other_line_does_not_say_it(changes: CardChanges) -> None:
    assert "felt" in on(view(ANGRY, changes=changes))


def test_feelings_in_ones_own_words_are_not_left_out() -> None:
    answers = said(s1_did=chosen("pushed-back"), s2_feel=felt("angry", "*I was raging"))
    assert {"against", "felt"} <= set(on(view(answers)))


# --- what happened --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrote", "words"),
    [
        ("You looked at the clock.", "When you looked at the clock,"),
        ("you looked at the clock", "When you looked at the clock,"),
        ("I said I felt stuck", "When I said I felt stuck,"),
        ("M. looked at the clock.", "When M. looked at the clock,"),
        ("I was late for M.", "When I was late for M.,"),
        ("You've moved {it} twice.", "When you've moved {it} twice,"),
        ("You said “fine” and “next”.", "When you said “fine” and “next”,"),
    ],
)
def test_one_plain_sentence_goes_on_in_how_it_was(wrote: str, words: str) -> None:
    shown = view(said(s1_what=text(wrote), s2_feel=felt("hurt")), changes=only("what", "felt"))
    assert shown.paragraphs == (f"{words} I felt hurt.",)


@pytest.mark.parametrize(
    "wrote",
    [
        "You looked away. Then you yawned.",
        "You looked away.\nThen you yawned",
        "You looked away?",
        "You looked away…",
        "You said: not now",
        "The joke about my job",
        "Before I had finished, you spoke.",
        "Youth group again",
        "It shifted when you laughed.",
        "M.'s joke",
        "You 🙂",
        "You looked away,",
        "لقد نظرت إلى الساعة",
        "You " + "very " * 60 + "much",
    ],
)
def test_all_else_is_said_as_it_was_written(wrote: str) -> None:
    shown = view(said(s1_what=text(wrote), s2_feel=felt("hurt")), changes=only("what", "felt"))
    assert line(shown, "what").startswith(f"I want to tell you what happened. {wrote}")
    assert line(shown, "felt") == "I felt hurt."


def test_it_leads_into_how_it_was_only_where_that_is_on_and_can_follow() -> None:
    answers = said(s1_what=text("You looked away."), s2_feel=felt("ignored"))
    both = view(answers, changes=only("what", "felt"))
    assert both.paragraphs == ("When you looked away, it felt as if I was being ignored.",)
    assert both.spoken == both.paragraphs
    alone = view(answers, changes=only("what"))
    assert alone.paragraphs == ("I want to tell you what happened. You looked away.",)
    other = view(answers, changes=only("felt"))
    assert other.paragraphs == ("It felt as if I was being ignored.",)
    own = said(s1_what=text("You looked away."), s2_feel=felt("*I went cold all over"))
    assert view(own, changes=only("what", "felt")).paragraphs == (
        "I want to tell you what happened. You looked away.",
        "How it was for me: I went cold all over.",
    )


@pytest.mark.parametrize(
    ("wrote", "led"),
    [("I felt cold.", True), ("it hurt", True), ("It hurt.", False), ("Hurt!", False)],
)
def test_what_is_written_over_follows_where_it_begins_small(wrote: str, led: bool) -> None:
    answers = said(s1_what=text("You looked away."), s2_feel=felt("hurt"))
    changes = only("what", "felt").written(LineId("felt"), wrote)
    begins = (
        "When you looked away," if led else "I want to tell you what happened. You looked away."
    )
    assert line(view(answers, changes=changes), "what") == begins
    assert line(view(answers, changes=changes), "felt") == wrote


# --- the other lines ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feelings", "words"),
    [
        (felt("hurt"), "I felt hurt."),
        (felt("hurt", "let-down", "sad"), "I felt hurt and let down."),
        (felt("hurt:2", "sad:9", "tired:5"), "I felt sad and tired."),
        (felt("hurt", "sad:3"), "I felt sad and hurt."),
        (felt("hurt", "ignored"), "I felt hurt. It felt as if I was being ignored."),
        (
            felt("ignored", "too-much"),
            "It felt as if I was being ignored, and as if I was too much.",
        ),
        (felt("i-cannot-tell", "hurt"), "I felt hurt."),
        (felt("nothing-much"), ""),
        (felt("*like a child"), "I felt like a child."),
        (felt("*I was {words}", "hurt"), "How it was for me: I was {words} and hurt."),
        (felt("*  "), ""),
    ],
)
def test_the_two_strongest_feelings_are_said_in_words(feelings: Answer, words: str) -> None:
    assert line(view(said(s2_feel=feelings)), "felt") == words


def test_every_feeling_of_the_list_can_be_said() -> None:
    for word in FEELINGS.keys() - CARD.left_out:
        spoken = CARD.as_if.get(word)
        words = f"It felt as if I was {spoken}." if spoken else f"I felt {FEELINGS[word]}."
        assert line(view(said(s2_feel=felt(word))), "felt") == words


@pytest.mark.parametrize(
    ("prompt", "wrote", "where", "words"),
    [
        ("s2_know", "That I was trying.", "know", "What I want you to know is that I was trying."),
        ("s2_know", "I was trying", "know", "What I want you to know is that I was trying."),
        ("s2_know", "my work. My life.", "know", "I want you to know this: my work. My life."),
        ("s3_ask", "Were you bored?", "question", "I want to ask you: Were you bored?"),
        ("s3_ask", "Whether you were bored", "question",
         "I want to ask you whether you were bored."),
        ("s3_ask", "Why you looked away.", "question",
         "I want to ask you why you looked away."),
        ("s3_ask", "why did you look away", "question",
         "I want to ask you: why did you look away?"),
        ("s3_ask", "Your face", "question", "I want to ask you about this: Your face."),
        ("s5_ask", "Could we stop early?", "ask", "Could we stop early?"),
        ("s5_ask", "could we stop early", "ask", "Could we stop early?"),
        ("s5_ask", "Could we stop early.", "ask", "Could we stop early."),
        ("s5_ask", "what helps you", "ask", "What helps you?"),
        ("s5_ask", "Could we stop\nor wait", "ask", "I would like this: Could we stop\nor wait."),
        ("s5_ask", "do not rush me", "ask", "Do not rush me."),
        ("s5_ask", "When I am quiet, please wait", "ask", "When I am quiet, please wait."),
        ("s5_ask", "Next time, could we stop early", "ask", "Next time, could we stop early."),
        ("s5_ask", "that you tell me", "ask", "I ask that you tell me."),
        ("s5_ask", "more time", "ask", "I would like this: more time."),
        ("s1_what", "the joke", "what", "I want to tell you what happened. The joke."),
        ("s1_what", "ß", "what", "I want to tell you what happened. ß."),
        ("s4_mine", "I said I was fine.", "mine", "My part was that I said I was fine."),
        ("s4_mine", "Being late", "mine", "My part: Being late."),
    ],
)  # fmt: skip
def test_words_stand_in_a_sentence_that_fits_them(
    prompt: str, wrote: str, where: str, words: str
) -> None:
    assert line(view(said(**{prompt: text(wrote)})), where) == words


def test_own_choices_are_said_after_a_colon() -> None:
    answers = said(
        s4_own=chosen("says-sorry", "do-not-know", own=("Waits {phrases}",)),
        s5_barriers=chosen("owe", "rude", own=("never said",)),
    )
    shown = view(answers)
    assert line(shown, "help") == (
        "This would help: Waits {phrases} It would help if you say sorry and mean it."
    )
    assert line(shown, "fear") == (
        "I am scared of this: never said. I owe you a lot, and that makes this hard to say."
    )
    assert line(view(said(s5_barriers=chosen(own=("Being sent away",)))), "fear") == (
        "I am scared of this: Being sent away."
    )
    assert line(view(said(s4_own=chosen("do-not-need"))), "help") == ""


def test_one_mark_is_said_alone() -> None:
    assert line(view(said(s4_blame2=ScaleAnswer(3))), "blame") == (
        "How much I blamed myself, from 0 to 10: 3."
    )


def test_lines_that_run_on_get_a_full_stop_and_one_line_no_breaks() -> None:
    changes = only("know", "ask", length=Length.ONE)
    changes = changes.written(LineId("know"), "one\ntwo").written(LineId("ask"), "three")
    assert view(FILLED, Length.ONE, changes).paragraphs == ("one. two. three",)


# --- whatever is answered -------------------------------------------------------------------

SOURCES = sorted({source for each in CARD.lines for source in each.sources})
PROMPTS = {prompt.id: prompt for sheet in WORKSHEETS.values() for prompt in sheet.prompts()}


@st.composite
def any_said(draw: st.DrawFn) -> Said:
    given = {source: draw(answers(PROMPTS[source])) for source in SOURCES if draw(st.booleans())}
    return Said(given, {}, FEELINGS)


@st.composite
def any_changes(draw: st.DrawFn) -> CardChanges:
    lines = st.sampled_from([each.id for each in CARD.lines])
    return CardChanges(
        draw(st.none() | st.sampled_from([each.id for each in CARD.openers])),
        draw(st.none() | st.sampled_from(Length)),
        draw(st.dictionaries(st.sampled_from(Length), st.dictionaries(lines, st.booleans()))),
        draw(st.dictionaries(lines, st.text(st.characters(), max_size=40), max_size=4)),
    )


@settings(deadline=None)
@given(
    any_said(), any_changes(), st.sampled_from(Length), st.sampled_from(["", "M.", "my therapist"])
)
def test_the_card_is_its_lines_and_nothing_else(
    told: Said, changes: CardChanges, length: Length, name: str
) -> None:
    shown = compose(CARD, told, changes, name, length)
    for each, template in zip(shown.lines, CARD.lines, strict=True):
        wanted = changes.switches.get(length, {}).get(each.id, length in template.on)
        if template.unless is None or each.id in changes.switches.get(length, {}):
            assert each.is_on is (wanted and bool(each.text.strip()))
    letters = "".join("".join(each.text.split()) for each in shown.on)
    for setting in (shown.paragraphs, shown.spoken):
        # Nothing but the full stops between lines that run on is added.
        assert _without_stops("".join(setting)) == _without_stops(letters)
    assert all(text.strip() for text in shown.paragraphs)


def _without_stops(text: str) -> str:
    return "".join(text.split()).replace(".", "")

from __future__ import annotations

from datetime import date

import pytest

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    SortAnswer,
    SortedLine,
    TextAnswer,
)
from repair_desktop.core.errors import BadAnswer, BadDate
from repair_desktop.core.ids import OptionId, PromptId, StepId, WorksheetId
from repair_desktop.core.worksheets import (
    HideRule,
    Note,
    Option,
    OptionGroup,
    Prompt,
    PromptKind,
    ShowWhen,
    Step,
    Worksheet,
    check_answer,
)

TODAY = date(2026, 11, 23)
A, B, C = OptionId("a"), OptionId("b"), OptionId("c")
OPTIONS = (OptionGroup("", (Option(A, "a"), Option(B, "b"), Option(C, "c"))),)


def prompt(kind: PromptKind, most: int | None = None) -> Prompt:
    columns = (Option(A, "theirs"), Option(B, "mine")) if kind is PromptKind.SORT else ()
    return Prompt(PromptId("p"), kind, "?", groups=OPTIONS, columns=columns, most=most)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (PromptKind.TEXT, TextAnswer("")),
        (PromptKind.LONG, TextAnswer("x" * 1_000_000)),
        (PromptKind.CHIPS, ChoiceAnswer((A, B, C))),
        (PromptKind.CHIPS, ChoiceAnswer((OptionId("dropped-by-a-newer-sheet"),))),
        (PromptKind.PICK, ChoiceAnswer((A,))),
        (PromptKind.SLIDER, ScaleAnswer(0)),
        (PromptKind.SLIDER, ScaleAnswer(10)),
        (PromptKind.FEELINGS, FeelingsAnswer((RatedWord("a", strength=10),))),
        (PromptKind.SORT, SortAnswer((SortedLine("x", A, own=True),))),
        (PromptKind.SORT, SortAnswer((SortedLine("x", None, own=True),))),
        (PromptKind.DATE, DateAnswer(TODAY)),
    ],
)
def test_answers_that_fit(kind: PromptKind, answer: Answer) -> None:
    check_answer(prompt(kind), answer, TODAY)


@pytest.mark.parametrize(
    ("kind", "most", "answer"),
    [
        (PromptKind.TEXT, None, ScaleAnswer(1)),
        (PromptKind.SLIDER, None, TextAnswer("5")),
        (PromptKind.SLIDER, None, ScaleAnswer(11)),
        (PromptKind.SLIDER, None, ScaleAnswer(-1)),
        (PromptKind.PICK, None, ChoiceAnswer((A, B))),
        (PromptKind.PICK, None, ChoiceAnswer((A,), ("own",))),
        (PromptKind.CHIPS, 2, ChoiceAnswer((A, B), ("own",))),
        (PromptKind.FEELINGS, 1, FeelingsAnswer((RatedWord("a"), RatedWord("b")))),
        (PromptKind.FEELINGS, None, FeelingsAnswer((RatedWord("a", strength=11),))),
        (PromptKind.SORT, None, SortAnswer((SortedLine("x", C),))),
        (PromptKind.SORT, None, SortAnswer((SortedLine("x", C, own=True),))),
        (PromptKind.SORT, None, SortAnswer((SortedLine("x", None),))),
    ],
)
def test_answers_that_do_not_fit(kind: PromptKind, most: int | None, answer: Answer) -> None:
    with pytest.raises(BadAnswer):
        check_answer(prompt(kind, most), answer, TODAY)


@pytest.mark.parametrize(
    ("kind", "answer", "fits"),
    [
        (PromptKind.CHIPS, ChoiceAnswer((A, B, C)), True),
        (PromptKind.CHIPS, ChoiceAnswer((A, C), ("own",)), True),
        (PromptKind.CHIPS, ChoiceAnswer((A, B), ("own",)), False),
        (PromptKind.CHIPS, ChoiceAnswer((A, B, OptionId("dropped"))), False),
        (PromptKind.CHIPS, ChoiceAnswer((A, B), ("c",)), False),
        (PromptKind.FEELINGS, FeelingsAnswer((RatedWord("a"), RatedWord("b"))), True),
        (PromptKind.FEELINGS, FeelingsAnswer(tuple(map(RatedWord, "abc"))), True),
        (
            PromptKind.FEELINGS,
            FeelingsAnswer((RatedWord("a"), RatedWord("b"), RatedWord("c", own=True))),
            False,
        ),
    ],
)
def test_a_group_may_stand_beside_the_count(kind: PromptKind, answer: Answer, fits: bool) -> None:
    counted = OptionGroup("", (Option(A, "a"), Option(B, "b")))
    beside = OptionGroup("", (Option(C, "c"),), counts=False)
    asked = Prompt(PromptId("p"), kind, "?", groups=(counted, beside), most=2)
    if fits:
        check_answer(asked, answer, TODAY)
    else:
        with pytest.raises(BadAnswer):
            check_answer(asked, answer, TODAY)


def test_a_day_to_come_does_not_fit() -> None:
    with pytest.raises(BadDate):
        check_answer(prompt(PromptKind.DATE), DateAnswer(date(2026, 11, 24)), TODAY)


def test_an_error_never_quotes_the_person() -> None:
    with pytest.raises(BadAnswer) as caught:
        check_answer(prompt(PromptKind.SLIDER), TextAnswer("my secret"), TODAY)
    assert "my secret" not in repr(caught.value) + str(caught.value) + repr(caught.value.facts)


@pytest.mark.parametrize(
    ("answer", "blank"),
    [
        (TextAnswer(" \n\t"), True),
        (TextAnswer("x"), False),
        (ChoiceAnswer(), True),
        (ChoiceAnswer(own=("x",)), False),
        (FeelingsAnswer(), True),
        (SortAnswer(), True),
        (SortAnswer((SortedLine("x", None, own=True),)), False),
        (ScaleAnswer(0), False),
        (DateAnswer(TODAY), False),
    ],
)
def test_what_counts_as_left_blank(answer: Answer, blank: bool) -> None:
    assert answer.is_blank is blank


def test_a_choice_hides_steps_and_brings_a_companion_up() -> None:
    safety, companion = PromptId("safety"), PromptId("companion")
    asked = Prompt(safety, PromptKind.CHIPS, "?", groups=OPTIONS)
    shown = Prompt(companion, PromptKind.TEXT, "?", show_when=ShowWhen(safety, frozenset({B})))
    steps = tuple(
        Step(StepId(f"s{n}"), "", "", "", (asked, shown) if n == 1 else ()) for n in (1, 2)
    )
    sheet = Worksheet(
        WorksheetId("w"),
        1,
        "",
        "",
        steps,
        hide_rules=(HideRule(safety, frozenset({StepId("s2")}), "page"),),
    )
    nothing: dict[PromptId, Answer] = {}
    ticked: dict[PromptId, Answer] = {safety: ChoiceAnswer((A,))}
    assert not sheet.is_hidden(StepId("s2"), nothing)
    assert sheet.is_hidden(StepId("s2"), ticked)
    assert not sheet.is_hidden(StepId("s1"), ticked)
    rule = sheet.hiding_rule(ticked)
    assert rule is not None
    assert rule.page == "page"
    assert not shown.is_shown(ticked)
    assert shown.is_shown({safety: ChoiceAnswer((B,))})
    assert sheet.prompt(companion) is shown
    with pytest.raises(KeyError):
        sheet.prompt(PromptId("nowhere"))


# --- notes -----------------------------------------------------------------------------------

ALWAYS = Note("any answer")
ON_A = Note("a", when=frozenset({A}))
TWICE = Note("twice", when=frozenset({A, B}), times=2)


@pytest.mark.parametrize(
    ("answer", "earlier", "said"),
    [
        (None, [], []),
        (None, [ChoiceAnswer((A,)), ChoiceAnswer((A,))], []),
        (ChoiceAnswer(), [ChoiceAnswer((A,))], []),
        (ChoiceAnswer((A,)), [], [ALWAYS, ON_A]),
        (ChoiceAnswer((C,)), [ChoiceAnswer((A,)), ChoiceAnswer((B,))], [ALWAYS]),
        (ChoiceAnswer((B,)), [ChoiceAnswer((C,))], [ALWAYS]),
        (ChoiceAnswer((B,)), [ChoiceAnswer((C,)), ChoiceAnswer((A,))], [ALWAYS, TWICE]),
        (ChoiceAnswer((A, B)), [], [ALWAYS, ON_A]),
        (ChoiceAnswer(own=("a",)), [ChoiceAnswer((A,))], [ALWAYS]),
        (TextAnswer("  "), [], []),
        (TextAnswer("x"), [], [ALWAYS]),
    ],
)
def test_what_brings_a_note_up(
    answer: Answer | None, earlier: list[Answer], said: list[Note]
) -> None:
    asked = Prompt(PromptId("p"), PromptKind.CHIPS, "?", notes=(ALWAYS, ON_A, TWICE))
    assert list(asked.notes_for(answer, earlier)) == said


@pytest.mark.parametrize(("when", "hides"), [((), "abc"), ((A,), "a"), ((A, B), "ab")])
def test_a_rule_hides_on_its_options_or_on_any(when: tuple[OptionId, ...], hides: str) -> None:
    first, second = (Step(StepId(key), key, key, "", (), instead="-") for key in "12")
    rule = HideRule(PromptId("p"), frozenset({second.id}), "help", frozenset(when))
    sheet = Worksheet(WorksheetId("w"), 1, "", "", (first, second), hide_rules=(rule,))
    hidden = [
        option
        for option in (A, B, C)
        if sheet.is_hidden(second.id, {PromptId("p"): ChoiceAnswer((option,))})
    ]
    assert "".join(hidden) == hides
    assert not sheet.is_hidden(second.id, {})

from __future__ import annotations

import io

import pytest
from helpers.any_answer import answers
from helpers.journey import NAME
from helpers.real_journal import WORKSHEETS
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QPageSize

from repair_desktop.core.answers import Answer, ChoiceAnswer, TextAnswer
from repair_desktop.core.ids import OptionId, PromptId, WorksheetId
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.copies.choice import MOST_LINES, PageChoice
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.document import Part, PartKind, pdf, plain_text

BUMPS = WORKSHEETS[WorksheetId("how-we-handle-bumps")]
NEW = WORKSHEETS[WorksheetId("new-therapist")]
SIX = WORKSHEETS[WorksheetId("six-steps")]


def choice(sheet: Worksheet, given: dict[str, Answer]) -> PageChoice:
    return PageChoice(sheet, {PromptId(key): answer for key, answer in given.items()}, NAME)


def test_what_was_answered_stands_under_its_question() -> None:
    page = choice(
        BUMPS, {"hb.helps": TextAnswer("ask  me\n\nagain\n"), "hb.sign": TextAnswer("no")}
    )
    assert page.parts() == [
        Part(PartKind.TITLE, "How we handle bumps"),
        Part(PartKind.HEADING, "It helps if you…"),
        Part(PartKind.TEXT, "ask  me\n\nagain"),
        Part(PartKind.HEADING, "A word or sign I can use is…"),
        Part(PartKind.TEXT, "no"),
    ]
    assert page.listed == ["It helps if you…", "A word or sign I can use is…"]


def test_a_line_can_be_left_off() -> None:
    page = choice(NEW, {"nt.helps": TextAnswer("one\n\ntwo\nthree")})
    [answer] = page.answers
    assert answer.lines == ["one", "two", "three"]
    answer.off = {1}
    assert page.parts()[-1].text == "one\nthree"
    answer.off = {0, 1, 2}
    assert page.listed == []
    answer.off, answer.on = set(), False
    assert page.listed == []


def test_what_is_private_is_off_at_first() -> None:
    page = choice(NEW, {"nt.before": TextAnswer("It ended badly."), "nt.helps": TextAnswer("x")})
    assert [(each.private, each.on) for each in page.answers] == [(False, True), (True, False)]
    assert "badly" not in plain_text(page.parts())
    page.answers[1].on = True
    assert "badly" in plain_text(page.parts())


def test_only_free_words_are_chosen_by_line_and_not_a_whole_book() -> None:
    long = "\n".join("x" for _ in range(MOST_LINES + 1))
    page = choice(
        SIX,
        {
            "s1.what": TextAnswer("one line"),
            "s1.did": ChoiceAnswer((OptionId("cried"),), ("a\nb",)),
            "s2.sense": TextAnswer(long),
        },
    )
    assert [each.lines for each in page.answers] == [(), (), ()]
    assert page.parts()[-1].text == long


def test_what_is_set_aside_and_the_checks_stay_here() -> None:
    page = choice(
        SIX,
        {
            "open.now": TextAnswer("9"),
            "s1.safety": ChoiceAnswer((OptionId("threats"),)),
            "s1.what": TextAnswer("what happened"),
            "s5.ask": TextAnswer("my ask"),
        },
    )
    said = plain_text(page.parts())
    assert "what happened" in said
    assert "my ask" not in said
    assert len(page.answers) == 2


@pytest.mark.parametrize("sheet", WORKSHEETS.values(), ids=lambda sheet: sheet.id)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_everything_that_is_turned_on_is_on_the_page_and_nothing_else(
    sheet: Worksheet, data: st.DataObject
) -> None:
    prompts = [prompt for step in sheet.steps for prompt in step.prompts]
    asked = data.draw(st.lists(st.sampled_from(prompts), unique=True, max_size=6))
    given = {prompt.id: data.draw(answers(prompt)) for prompt in asked}
    page = PageChoice(sheet, {key: a for key, a in given.items() if not a.is_blank}, NAME)
    for each in page.answers:
        each.on = data.draw(st.booleans())
        numbers = range(len(each.lines))
        each.off = set(data.draw(st.lists(st.sampled_from(numbers)))) if each.lines else set()
    kept = [each for each in page.answers if each.on and len(each.off) < max(1, len(each.lines))]
    kept = [each for each in kept if each.whole]
    assert page.listed == [each.question for each in kept]
    texts = [part.text for part in page.parts() if part.kind is PartKind.TEXT]
    for each, text in zip(kept, texts, strict=True):
        if each.off:
            left = [line for n, line in enumerate(each.lines) if n not in each.off]
            assert text == "\n".join(left)
        else:
            assert text == each.whole


USUAL = (
    "I say that it is fine, look at the floor and wait until the hour is over. Then I think about"
    " it for days, and write three messages that I do not send.\nSometimes I cancel the next one."
)


@pytest.mark.parametrize("paper", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
@pytest.mark.parametrize("sheet", [BUMPS, NEW], ids=lambda sheet: sheet.id)
def test_an_agreement_is_one_page_on_every_paper(
    theme: ThemeController, sheet: Worksheet, paper: QPageSize.PageSizeId
) -> None:
    page = PageChoice(
        sheet, {prompt.id: TextAnswer(USUAL) for prompt in sheet.steps[0].prompts}, NAME
    )
    for each in page.answers:
        each.on = True
    [only] = PdfReader(io.BytesIO(pdf(page.parts(), "Page", QPageSize(paper)))).pages
    said = " ".join(only.extract_text().split())
    for each in page.answers:
        assert each.question in said
    assert said.count("Sometimes I cancel the next one.") == len(sheet.steps[0].prompts) == 6

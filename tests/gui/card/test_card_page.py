from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers.accessible import press_by_reader, read_aloud
from helpers.cards import CARD, FEELINGS, FILLED, PRIVATE, Desk, chosen, on, text
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.shown import amiss, buttons, field, focus, press, said, settle, show, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.card_view import CardView, compose
from repair_desktop.core.cards import CardChanges, Length, LineId, Said
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import PromptId
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.card.card_words import copy_of
from repair_desktop.gui.card.page import CardPage
from repair_desktop.gui.card.presenter import CardPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.widgets.document import pdf, plain_text
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

NAME = TherapistName.named("M.")
WIDE = (1100, 900)
ASK = "What I ask for"


class Builder:
    """The page, on a real journal."""

    def __init__(
        self,
        qtbot: QtBot,
        theme: ThemeController,
        desk: Desk,
        answers: Mapping[PromptId, Answer] = FILLED,
        size: tuple[int, int] = WIDE,
    ) -> None:
        self.desk = desk
        self.rupture = desk.answer(answers)
        self.jobs = InlineJobs()
        self.presenter = CardPresenter(desk.cards, desk.card(self.rupture), NAME.mine, self.jobs)
        self.page = CardPage(self.presenter, NAME, theme, ProblemWords())
        self.presenter.setParent(self.page)
        self.closed: list[bool] = []
        self.presenter.closed.connect(lambda: self.closed.append(True))
        show(qtbot, self.page, size)
        self.page.take_keys()
        settle()

    def box(self, name: str) -> WrappingBox:
        [box] = [b for b in self.page.findChildren(WrappingBox) if b.accessibleName() == name]
        return box

    def turn(self, name: str) -> None:
        """Press a switch."""
        box = self.box(name)
        assert box.isEnabled()
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        settle()

    @property
    def card(self) -> str:
        """The card as it is shown."""
        return self.page._preview.text()

    def fields(self) -> list[str]:
        return [name for name in self.names() if self.page._rows[name].field.isVisible()]

    def names(self) -> list[LineId]:
        return list(self.page._rows)

    def kept(self) -> CardChanges:
        self.presenter.flush(lambda _saved: None)
        return self.desk.card(self.rupture).changes


@pytest.fixture
def builder(qtbot: QtBot, theme: ThemeController, desk: Desk) -> Builder:
    return Builder(qtbot, theme, desk)


# --- making it ------------------------------------------------------------------------------


def test_it_opens_with_a_minute_and_nothing_private(builder: Builder) -> None:
    assert "I pushed back. Under that I felt hurt and small." in builder.card
    assert not builder.box("How it was for me").isChecked()  # it is said already
    for name in ("My part", "An old echo", "How much I blamed myself", "What I am afraid of"):
        assert not builder.box(name).isChecked()
    # What is off shows no words, so that nobody who looks on reads them.
    assert not set(builder.fields()) & {*PRIVATE, "fear"}
    assert "kitchen" not in said(builder.page)
    assert amiss(builder.page) == []


def test_a_switch_takes_a_line_off_and_puts_it_on(builder: Builder) -> None:
    builder.turn(ASK)
    assert "Could we check in" not in builder.card
    assert not field(builder.page, f"Words: {ASK}").isVisible()
    builder.turn(ASK)
    assert "Could we check in" in builder.card
    builder.turn("An old echo")
    assert "The kitchen at home" in builder.card
    assert field(builder.page, "Words: An old echo").isVisible()
    assert builder.kept().switches == {Length.MINUTE: {LineId("ask"): True, LineId("echo"): True}}


def test_a_screen_reader_presses_a_switch_too(builder: Builder) -> None:
    press_by_reader(builder.box(ASK))
    settle()
    assert "Could we check in" not in builder.card


def test_each_length_has_its_own_switches(builder: Builder) -> None:
    builder.turn(ASK)
    press(builder.page, "Full page")
    assert builder.box(ASK).isChecked()
    assert "Were you bored with me?" in builder.card
    press(builder.page, "One line")
    assert builder.card == (
        "When you looked at the clock, I felt hurt and small. Could we check in before we change "
        "topic?"
    )
    press(builder.page, "One minute")
    assert not builder.box(ASK).isChecked()


def test_words_are_changed_in_place_and_come_back(builder: Builder) -> None:
    write(builder.page, f"Words: {ASK}", "Could we breathe?")
    assert "Could we breathe?" in builder.card
    assert builder.kept().texts == {LineId("ask"): "Could we breathe?"}
    press(builder.page, "Full page")
    assert "Could we breathe?" in builder.card
    press(builder.page, f"Back to my own answers: {ASK}")
    assert "Could we check in before we change topic?" in builder.card
    assert (
        field(builder.page, f"Words: {ASK}").words() == "Could we check in before we change topic?"
    )
    assert focus() is builder.box(ASK)
    assert f"Back to my own answers: {ASK}" not in buttons(builder.page)


def test_a_field_stays_while_it_is_emptied(builder: Builder) -> None:
    write(builder.page, f"Words: {ASK}", "")
    assert field(builder.page, f"Words: {ASK}").isVisible()
    assert not builder.box(ASK).isChecked()
    assert f"Back to my own answers: {ASK}" in buttons(builder.page)
    QTest.keyClicks(focus(), "New")
    assert builder.box(ASK).isChecked()
    assert "New" in builder.card


def test_an_opener_is_chosen(builder: Builder) -> None:
    assert "Your answers point to: Soft. Any of them is fine." in said(builder.page)
    press(builder.page, "Firm")
    assert builder.card.startswith("Before we start,")
    write(builder.page, "Words: My first words", "Wait.")
    press(builder.page, "Soft")
    assert builder.card.startswith("Can we talk about us")
    press(builder.page, "Firm")
    assert builder.card.startswith("Wait.")


def test_a_line_without_an_answer_is_written_by_hand(
    qtbot: QtBot, theme: ThemeController, desk: Desk
) -> None:
    builder = Builder(qtbot, theme, desk, {PromptId("s5.ask"): text("Could we?")})
    assert "Left blank." not in said(builder.page)
    press(builder.page, "Add another line")
    assert focus().accessibleName() == "Write this line: How I pulled back"
    assert "Add another line" not in buttons(builder.page)
    assert not builder.box("My question").isEnabled()
    assert said(builder.page).count("Left blank.") == 8
    press(builder.page, "Write this line: My question")
    assert focus() is field(builder.page, "Words: My question")
    QTest.keyClicks(focus(), "Why?")
    assert builder.box("My question").isChecked()
    assert "Why?" in builder.card
    assert builder.kept().texts == {LineId("question"): "Why?"}
    assert amiss(builder.page) == []


def test_what_is_private_and_was_not_answered_is_not_offered(
    qtbot: QtBot, theme: ThemeController, desk: Desk
) -> None:
    builder = Builder(qtbot, theme, desk, {PromptId("s5.ask"): text("Could we?")})
    assert not set(builder.names()) & set(PRIVATE)
    builder = Builder(qtbot, theme, desk, FILLED)
    assert set(builder.names()) >= set(PRIVATE)
    assert "Add another line" not in buttons(builder.page)


def test_with_no_answers_it_says_so(qtbot: QtBot, theme: ThemeController, desk: Desk) -> None:
    builder = Builder(qtbot, theme, desk, {PromptId("s1.kind"): chosen("judged")})
    assert "Your answers have no words for it yet." in said(builder.page)
    assert "Write this line: My question" in buttons(builder.page)  # nothing has to be unfolded
    assert "Your answers point to" not in said(builder.page)
    for name in ("My first words", "My last words"):
        builder.turn(name)
    assert builder.card == "Nothing is on it yet."
    press(builder.page, "Save as PDF…")
    assert "There is nothing on it yet." in said(builder.page)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("wait", "You chose to wait for now. The card stays a draft until you want it."),
        ("ask-how-we-are", "You want to bring it up like this: Ask M. how we are doing and see"),
    ],
)
def test_how_to_bring_it_up_is_said(
    qtbot: QtBot, theme: ThemeController, desk: Desk, how: str, words: str
) -> None:
    answers = {**FILLED, PromptId("s5.how"): chosen(how)}
    assert words in said(Builder(qtbot, theme, desk, answers).page)


def test_a_line_that_names_the_therapist_is_hinted_at(
    qtbot: QtBot, theme: ThemeController, desk: Desk
) -> None:
    hint = "You say this to M. “You” may fit better here."
    beside = "Your card says “M.”. You are talking to M., so “you” may fit better."
    builder = Builder(qtbot, theme, desk, {PromptId("s1.what"): text("M. looked away.")})
    assert hint in said(builder.page)
    assert beside in said(builder.page)
    builder.turn("What happened")
    assert beside not in said(builder.page)
    builder.turn("What happened")
    write(builder.page, "Words: What happened", "My therapist looked away.")
    assert hint in said(builder.page)
    assert beside.replace("“M.”", "“My therapist”") in said(builder.page)
    write(builder.page, "Words: What happened", "You looked away in THEM.")
    assert hint not in said(builder.page)
    assert "Your card says" not in said(builder.page)


@pytest.mark.parametrize(
    "words", ["{words} {0} %s <b>x</b>", "🌊👩‍👧\U0001f3fd", "שלום لقد", "a\n\nb", "x" * 200]
)
def test_whatever_is_written_is_shown_kept_and_copied(builder: Builder, words: str) -> None:
    field(builder.page, f"Words: {ASK}").setPlainText(words)
    settle()
    assert words in builder.card
    assert builder.kept().texts == {LineId("ask"): words}
    assert words in plain_text(copy_of(builder.presenter.view).parts)


def test_a_megabyte_keeps_nobody_waiting(builder: Builder) -> None:
    words = "ein Wort " * 120_000
    field(builder.page, f"Words: {ASK}").setPlainText(words)
    settle()
    assert len(builder.card) < 10_000
    assert builder.kept().texts == {LineId("ask"): words}
    assert len(plain_text(copy_of(builder.presenter.view).parts)) > 1_000_000


# --- saving ---------------------------------------------------------------------------------


def test_a_save_that_fails_keeps_the_words_and_says_so(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull()

    with monkeypatch.context() as patch:
        patch.setattr(builder.desk.journal.cards, "save", full)
        write(builder.page, f"Words: {ASK}", "Could we breathe?")
        press(builder.page, "Close")
    assert builder.closed == []
    assert "Not saved yet. There is no space left to write to." in said(builder.page)
    assert field(builder.page, f"Words: {ASK}").words() == "Could we breathe?"
    press(builder.page, "Try again")
    assert "Saved, encrypted" in said(builder.page)
    assert "Not saved yet" not in said(builder.page)
    assert focus() is builder.page._close
    press(builder.page, "Close")
    assert builder.closed == [True]
    assert builder.kept().texts == {LineId("ask"): "Could we breathe?"}


def test_leaving_a_field_saves_it(builder: Builder) -> None:
    write(builder.page, f"Words: {ASK}", "Could we breathe?")
    builder.box(ASK).setFocus()
    assert builder.desk.card(builder.rupture).changes.texts == {LineId("ask"): "Could we breathe?"}


# --- taking it along ------------------------------------------------------------------------


def choose(builder: Builder, path: Path) -> None:
    [dialog] = builder.page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def words_in(text: str) -> str:
    """The text without white space: a PDF breaks its lines elsewhere."""
    return "".join(text.split())


def read_pdf(source: Path) -> str:
    return words_in(" ".join(page.extract_text() for page in PdfReader(source).pages))


@pytest.mark.parametrize("length", ["One line", "One minute", "Full page"])
def test_what_leaves_is_what_is_on_the_card_and_nothing_private(
    builder: Builder, tmp_path: Path, length: str
) -> None:
    press(builder.page, length)
    shown = builder.card
    names = [line.name for line in builder.presenter.view.on]
    press(builder.page, "Save as PDF…")
    assert "This copy is not locked. Anyone who finds it can read it." in said(builder.page)
    assert f"On it: {' · '.join(names)}" in said(builder.page)
    press(builder.page, "Choose where…")
    choose(builder, tmp_path / "mine.pdf")
    press(builder.page, "Save as text…")
    press(builder.page, "Choose where…")
    choose(builder, tmp_path / "mine.txt")
    assert read_pdf(tmp_path / "mine.pdf") == words_in(shown)
    assert words_in((tmp_path / "mine.txt").read_text(encoding="utf-8")) == words_in(shown)
    for private in ("kitchen", "I was fine", "blamed", "scared"):
        assert private not in shown
    metadata = PdfReader(tmp_path / "mine.pdf").metadata
    assert metadata is not None
    assert metadata.title == "Card"


def test_what_was_said_of_a_copy_goes_once_the_card_changes(builder: Builder) -> None:
    press(builder.page, "Save as text…")
    assert "On it:" in said(builder.page)
    builder.turn(ASK)
    assert "On it:" not in said(builder.page)


LETTERS = st.text("abcdefgABCäöüß ,'-019", min_size=1, max_size=40)
FREE = ("s1.what", "s2.know", "s3.ask", "s5.ask")
SECRET = {"s4.mine": "Quixote mine", "s3.echo.words": "Quixote echo"}


@st.composite
def made(draw: st.DrawFn) -> tuple[CardView, CardChanges]:
    """A card out of a filled journey, with any switches of what is not private."""
    answers: dict[PromptId, Answer] = dict(FILLED)
    for prompt in FREE:
        answers[PromptId(prompt)] = TextAnswer(draw(LETTERS))
    for prompt, secret in SECRET.items():
        answers[PromptId(prompt)] = TextAnswer(secret)
    lines = st.sampled_from([line.id for line in CARD.lines if line.id not in PRIVATE])
    changes = CardChanges(
        switches={length: draw(st.dictionaries(lines, st.booleans())) for length in Length},
        texts=draw(st.dictionaries(lines, LETTERS, max_size=3)),
    )
    length = draw(st.sampled_from(Length))
    return compose(CARD, Said(answers, {}, FEELINGS), changes, "M.", length), changes


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=made())
def test_the_card_holds_exactly_the_chosen_lines_and_its_pdf_says_the_same(
    qapp: QApplication, tmp_path: Path, drawn: tuple[CardView, CardChanges]
) -> None:
    view, changes = drawn
    by_itself = {line.id for line in CARD.lines if view.length in line.on}
    if "against" in {line.id for line in view.on if not line.is_edited} and (
        "felt" not in changes.texts
    ):
        by_itself.discard(LineId("felt"))  # it is said already
    switches = changes.switches[view.length]
    wanted = [
        line.id
        for line in view.lines
        if switches.get(line.id, line.id in by_itself) and line.text.strip()
    ]
    assert on(view) == wanted
    copy = copy_of(view)
    assert list(copy.listed) == [line.name for line in view.on]
    whole = words_in(" ".join(part.text for part in copy.parts))
    written = words_in("".join(line.text for line in view.on))
    # Between lines that run on there may be a full stop more.
    assert whole.replace(".", "") == written.replace(".", "")
    assert "Quixote" not in whole
    assert "from0to10" not in whole
    path = tmp_path / "card.pdf"
    path.write_bytes(pdf(copy.parts, "Card"))
    assert read_pdf(path) == whole
    assert words_in(plain_text(copy.parts)) == whole


# --- how it looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(
    qtbot: QtBot, theme: ThemeController, desk: Desk, look: Theme, percent: int
) -> None:
    theme.apply(look, percent)
    builder = Builder(qtbot, theme, desk)
    builder.page.resize(SMALLEST_PAGE)
    settle()
    press(builder.page, "Save as PDF…")
    assert list(cut_off(builder.page)) == []
    assert amiss(builder.page) == []


def test_the_card_stands_beside_its_lines_and_stays_in_sight(builder: Builder) -> None:
    area = builder.page.findChild(QScrollArea)
    assert area is not None
    preview = builder.page._preview

    def top() -> int:
        return preview.mapTo(builder.page, QPoint()).y()

    assert preview.mapTo(builder.page, QPoint()).x() > WIDE[0] // 2
    bar = area.verticalScrollBar()
    assert bar.maximum() > 200
    bar.setValue(bar.maximum())
    settle()
    assert 0 <= top() < WIDE[1] // 2
    builder.page.resize(SMALLEST_PAGE)
    settle()
    assert preview.mapTo(builder.page, QPoint()).x() < 100
    assert (
        preview.mapTo(builder.page, QPoint()).y()
        < builder.box(ASK).mapTo(builder.page, QPoint()).y()
    )


def test_when_narrow_tab_comes_to_the_card_before_its_lines(builder: Builder) -> None:
    builder.page.resize(SMALLEST_PAGE)
    settle()
    seen = []
    builder.page.take_keys()
    for _ in range(12):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        now = focus()
        seen.append(now.accessibleName() or (now.text() if isinstance(now, QPushButton) else ""))
    assert "Practise" in seen
    assert seen.index("Practise") < seen.index("My first words")


def test_tab_comes_to_everything(builder: Builder) -> None:
    seen: set[str] = set()
    for _ in range(60):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        now = focus()
        seen.add(now.accessibleName() or (now.text() if isinstance(now, QPushButton) else ""))
    assert {"One minute", "Soft", ASK, "My part", "Practise", "Show it large"} <= seen
    assert {"Print…", "Save as PDF…", "Save as text…", "Close"} <= seen


def test_practise_and_large_get_the_card(builder: Builder) -> None:
    got: list[CardView] = []
    builder.page.practise_requested.connect(got.append)
    builder.page.large_requested.connect(got.append)
    press(builder.page, "Practise")
    press(builder.page, "Show it large")
    assert got == [builder.presenter.view] * 2
    assert read_aloud(builder.page)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.sheets import FILES, a_sheet
from helpers.shown import (
    amiss,
    buttons,
    field,
    focus,
    focused_button,
    press,
    said,
    settle,
    show,
    write,
)
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull
from repair_desktop.core.sheets import Sheet, SheetId, SheetPrompt, clean_line, clean_text
from repair_desktop.core.worksheets import Option, PromptKind
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.editor_page import EditorPage
from repair_desktop.gui.sheets.editor_presenter import EditorPresenter, clean
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.services.sheets import SheetService
from repair_desktop.storage.journal import SqlJournal

SAVE, LOOK, WRITE = "Save as a file…", "See how it looks", "Go on writing"
NAME, SENDER = "What is it called?", "Who is it from?"


class Editor:
    def __init__(self, qtbot: QtBot, sheets: SheetService) -> None:
        self.sheets = sheets
        self.jobs = InlineJobs()
        self.presenter = EditorPresenter(sheets, self.jobs)
        self.page = EditorPage(self.presenter, ProblemWords())
        self.presenter.setParent(self.page)
        self.closed: list[bool] = []
        self.page.closed.connect(lambda: self.closed.append(True))
        show(qtbot, self.page)
        self.page.take_keys()
        settle()

    @property
    def sheet(self) -> Sheet:
        assert self.presenter.sheet is not None
        return self.presenter.sheet

    def questions(self) -> list[str]:
        return [prompt.question for prompt in self.sheet.prompts]

    def ask(self, *questions: str) -> None:
        for number, question in enumerate(questions, start=1):
            press(self.page, "Add a question")
            name = f"Question {number} of {number}: What do you ask?"
            assert focus() is field(self.page, name)
            write(self.page, name, question)

    def answer_with(self, number: int, kind: PromptKind) -> None:
        box = self.page.findChildren(QComboBox)[number]
        box.setCurrentIndex(box.findData(kind))
        settle()

    def save(self, path: Path) -> None:
        press(self.page, SAVE)
        (dialog,) = self.page.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        dialog.deleteLater()
        settle()


@pytest.fixture
def editor(qtbot: QtBot, sheets: SheetService) -> Editor:
    return Editor(qtbot, sheets)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.repairsheet"


# --- writing --------------------------------------------------------------------------------


def test_a_sheet_is_written_and_saved(editor: Editor, path: Path) -> None:
    assert focus() is field(editor.page, NAME)
    write(editor.page, NAME, "For the week")
    write(editor.page, SENDER, "M. K.")
    write(editor.page, "A few words before the questions, if you like", "Hello\nthere")
    write(editor.page, "By when, in your own words, if you like", "Soon")
    editor.ask("How was it?", "Which of these?")
    editor.answer_with(1, PromptKind.SORT)
    write(editor.page, "Question 2 of 2: What can be chosen, one on each line", "a\n\nb \na")
    columns = "Question 2 of 2: Where lines can be sorted to, one on each line"
    write(editor.page, columns, "mine\ntheirs")
    assert amiss(editor.page) == []
    editor.save(path)
    written = FILES.read(path)
    assert (written.title, written.sender, written.version) == ("For the week", "M. K.", 1)
    assert (written.introduction, written.due) == ("Hello\nthere", "Soon")
    one, two = written.prompts
    assert (one.kind, one.question) == (PromptKind.LONG, "How was it?")
    assert [option.text for option in two.options] == ["a", "b"]
    assert [column.text for column in two.columns] == ["mine", "theirs"]
    assert "Saved:" in said(editor.page)
    assert "not locked" in said(editor.page)
    assert editor.sheets.draft() == replace(written, version=2)


@pytest.mark.parametrize("kind", PromptKind)
def test_every_kind_can_be_asked(editor: Editor, path: Path, kind: PromptKind) -> None:
    (prompt,) = [p for p in a_sheet().prompts if p.kind is kind]
    write(editor.page, NAME, "A")
    write(editor.page, SENDER, "B")
    editor.ask("What?")
    editor.answer_with(0, kind)
    before = "Question 1 of 1: "
    if prompt.options:
        write(editor.page, f"{before}What can be chosen, one on each line", "a\nb")
    if prompt.columns:
        write(editor.page, f"{before}Where lines can be sorted to, one on each line", "c\nd")
    if kind is PromptKind.SLIDER:
        write(editor.page, f"{before}What 0 means", "low")
        write(editor.page, f"{before}What 10 means", "high")
    assert amiss(editor.page) == []
    editor.save(path)
    assert [asked.kind for asked in FILES.read(path).prompts] == [kind]


def test_questions_are_moved_by_buttons(editor: Editor) -> None:
    editor.ask("one", "two", "three")
    press(editor.page, "Up: Question 3 of 3")
    assert editor.questions() == ["one", "three", "two"]
    assert focused_button() == "Up: Question 2 of 3"
    press(editor.page, "Up: Question 2 of 3")
    assert editor.questions() == ["three", "one", "two"]
    # At the top that button can do no more.
    assert focused_button() == "Down: Question 1 of 3"
    press(editor.page, "Down: Question 1 of 3")
    assert editor.questions() == ["one", "three", "two"]


def test_a_removed_question_comes_back_where_it_was(editor: Editor) -> None:
    editor.ask("one", "two", "three")
    before = editor.sheet
    press(editor.page, "Remove: Question 2 of 3")
    assert editor.questions() == ["one", "three"]
    assert focused_button() == "Undo"
    press(editor.page, "Undo")
    assert editor.sheet == before


def test_ids_stay_with_what_they_name(editor: Editor) -> None:
    editor.ask("one")
    editor.answer_with(0, PromptKind.CHIPS)
    options = "Question 1 of 1: What can be chosen, one on each line"
    write(editor.page, options, "a\nb")
    (before,) = editor.sheet.prompts
    write(editor.page, options, "b\nc\na")
    write(editor.page, "Question 1 of 1: What do you ask?", "ONE")
    (after,) = editor.sheet.prompts
    assert after.id == before.id
    ids = {option.text: option.id for option in after.options}
    assert {option.text: option.id for option in before.options} == {
        text: ids[text] for text in ("a", "b")
    }
    assert len(set(ids.values())) == 3
    # Another kind of answer is another question.
    editor.answer_with(0, PromptKind.PICK)
    assert editor.sheet.prompts[0].id != before.id


def test_how_it_looks_is_shown_and_writing_goes_on(editor: Editor) -> None:
    write(editor.page, NAME, "For the week")
    editor.ask("How was it?")
    press(editor.page, LOOK)
    words = said(editor.page)
    assert "For the week" in words
    assert "How was it?" in words
    assert WRITE in buttons(editor.page)
    assert amiss(editor.page) == []
    press(editor.page, WRITE)
    assert field(editor.page, NAME).isVisible()


@pytest.mark.parametrize(
    ("blank", "words"),
    [
        (NAME, f"This is still blank: {NAME}"),
        (SENDER, f"This is still blank: {SENDER}"),
        (
            "Question 1 of 1: What do you ask?",
            "This is still blank: Question 1 of 1: What do you ask?",
        ),
    ],
)
def test_what_is_still_blank_is_told_and_found(editor: Editor, blank: str, words: str) -> None:
    write(editor.page, NAME, "A")
    write(editor.page, SENDER, "B")
    editor.ask("C")
    write(editor.page, blank, "  ")
    press(editor.page, LOOK)
    press(editor.page, SAVE)
    assert words in said(editor.page)
    assert focus() is field(editor.page, blank)
    assert editor.page.findChildren(QFileDialog) == []


def test_a_sheet_without_a_question_is_not_saved(editor: Editor) -> None:
    write(editor.page, NAME, "A")
    write(editor.page, SENDER, "B")
    press(editor.page, SAVE)
    assert "1 to 40 questions" in said(editor.page)
    assert focused_button() == "Add a question"


def test_what_is_too_long_is_told(editor: Editor) -> None:
    write(editor.page, NAME, "A")
    field(editor.page, SENDER).setPlainText("x" * 201)
    editor.ask("C")
    press(editor.page, SAVE)
    assert f"too little or too much of it: {SENDER}" in said(editor.page)


# --- the draft ------------------------------------------------------------------------------


def test_the_draft_is_kept_while_it_is_written(
    qtbot: QtBot, editor: Editor, sheets: SheetService
) -> None:
    write(editor.page, NAME, "For the week")
    editor.ask("How was it?")
    assert editor.presenter._timer.isActive()
    assert editor.presenter._timer.interval() < 1_000
    editor.presenter._timer.timeout.emit()
    assert sheets.draft() == editor.sheet
    again = Editor(qtbot, sheets)
    assert again.sheet == editor.sheet
    assert field(again.page, NAME).words() == "For the week"


def test_closing_keeps_the_draft_first(editor: Editor, sheets: SheetService) -> None:
    write(editor.page, NAME, "For the week")
    editor.jobs.hold = True
    press(editor.page, "Close")
    assert editor.closed == []
    editor.jobs.run_held()
    assert editor.closed == [True]
    assert sheets.draft().title == "For the week"


def test_a_draft_that_can_not_be_kept_stays_on_the_screen(
    editor: Editor, journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_draft: Sheet | None) -> None:
        raise DiskFull()

    write(editor.page, NAME, "For the week")
    with monkeypatch.context() as patch:
        patch.setattr(journal.sheets, "keep_draft", full)
        press(editor.page, "Close")
    assert editor.closed == []
    assert "no space left" in said(editor.page)
    press(editor.page, "Close")
    assert editor.closed == [True]


def test_a_blank_sheet_leaves_nothing_behind(editor: Editor, journal: SqlJournal) -> None:
    write(editor.page, NAME, "A")
    write(editor.page, NAME, "")
    press(editor.page, "Close")
    assert journal.sheets.draft() is None


def test_a_new_one_is_begun_and_the_old_one_comes_back(
    editor: Editor, sheets: SheetService
) -> None:
    write(editor.page, NAME, "For the week")
    editor.ask("How was it?")
    before = editor.sheet
    press(editor.page, "Begin a new one")
    assert (editor.sheet.title, editor.sheet.prompts) == ("", ())
    assert editor.sheet.id != before.id
    assert focused_button() == "Undo"
    press(editor.page, "Undo")
    assert editor.sheet == before
    assert sheets.draft() == before
    assert field(editor.page, NAME).words() == "For the week"


def test_each_save_is_a_new_version_of_the_same_sheet(editor: Editor, path: Path) -> None:
    write(editor.page, NAME, "A")
    write(editor.page, SENDER, "B")
    editor.ask("C")
    editor.save(path)
    first = FILES.read(path)
    write(editor.page, NAME, "AA")
    editor.save(path)
    second = FILES.read(path)
    assert second == replace(first, title="AA", version=2)


def test_a_disk_that_fails_is_told(editor: Editor, tmp_path: Path) -> None:
    write(editor.page, NAME, "A")
    write(editor.page, SENDER, "B")
    editor.ask("C")
    editor.save(tmp_path / "nowhere" / "a.repairsheet")
    assert "could not be read or written" in said(editor.page)
    assert editor.sheet.version == 1


# --- whatever is typed ----------------------------------------------------------------------

typed = st.one_of(st.text(min_size=1, max_size=30), st.text(min_size=1), st.just("plain"))


@st.composite
def drafts(draw: st.DrawFn) -> Sheet:
    def options() -> tuple[Option, ...]:
        texts = draw(st.lists(typed, min_size=1, max_size=3))
        return tuple(Option(f"o{n}", text) for n, text in enumerate(texts))  # type: ignore[arg-type]

    prompts = tuple(
        SheetPrompt(
            f"q{number}",
            draw(st.sampled_from(PromptKind)),
            draw(typed),
            draw(typed),
            options(),
            options(),
            draw(st.booleans()),
            draw(typed),
            draw(typed),
            draw(typed),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    title, sender, about, due = (draw(typed) for _ in range(4))
    return Sheet(SheetId("0" * 32), 1, title, sender, prompts, about, due)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draft=drafts())
def test_what_stands_in_the_fields_is_what_the_reader_gets(
    qtbot: QtBot, sheets: SheetService, path: Path, draft: Sheet
) -> None:
    path.unlink(missing_ok=True)
    presenter = EditorPresenter(sheets, InlineJobs())
    page = EditorPage(presenter, ProblemWords())
    presenter.setParent(page)
    qtbot.addWidget(page)
    presenter._load(draft)
    page._take()
    checked: list[bool] = []
    presenter.checked.connect(lambda: checked.append(True))
    saved = presenter.sheet
    presenter.checked.disconnect(page._choose_place)
    presenter.check()
    presenter.save_to(path)
    # It is written if and only if it is whole, and then it says what the fields say.
    assert path.exists() is bool(checked)
    if checked:
        read = FILES.read(path)
        assert read == saved
        assert (read.title, read.sender) == (clean_line(draft.title), clean_line(draft.sender))
        assert read.introduction == clean_text(draft.introduction)
        asked = [clean_text(prompt.question) for prompt in draft.prompts]
        assert [prompt.question for prompt in read.prompts] == asked
        assert [prompt.kind for prompt in read.prompts] == [p.kind for p in draft.prompts]
        assert clean(read) == read
    else:
        assert page._notice.text
    event("saved" if checked else "not whole")
    page.deleteLater()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off(
    qtbot: QtBot, sheets: SheetService, theme: ThemeController, percent: int
) -> None:
    sheets.keep_draft(a_sheet())
    theme.apply(Theme.LIGHT, percent)
    editor = Editor(qtbot, sheets)
    editor.page.resize(SMALLEST_PAGE)
    settle()
    assert list(cut_off(editor.page)) == []
    assert amiss(editor.page) == []

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.real_journal import WORKSHEETS, SetClock, real_journal
from helpers.sheets import FILES, WORD_LISTS, a_sheet

from repair_desktop.core.answers import ScaleAnswer, TextAnswer
from repair_desktop.core.errors import BadSheet, SheetClash
from repair_desktop.core.ids import PromptId, WorksheetId
from repair_desktop.core.sheets import (
    Sheet,
    SheetPrompt,
    Standing,
    sheet_id,
    shown,
    to_worksheet,
    worksheet_id,
    worksheet_of,
)
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sheets import SheetService, WithSheets
from repair_desktop.storage.journal import SqlJournal

DAY = {"kind": "date", "question": "When?"}
NAME = TherapistName.named("Xiphias")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


@pytest.fixture
def sheets(journal: SqlJournal) -> SheetService:
    return SheetService(journal, FILES)


@pytest.fixture
def reflect(journal: SqlJournal) -> ReflectService:
    return ReflectService(journal, WithSheets(WORKSHEETS, journal, WORD_LISTS), SetClock())


def prompt_id(sheet: Sheet, name: str) -> PromptId:
    return PromptId(f"{worksheet_id(sheet.id)}:{name}")


def as_file(sheet: Sheet, folder: Path) -> Path:
    path = folder / "a.repairsheet"
    FILES.write(sheet, path)
    return path


# --- adding ---------------------------------------------------------------------------------


def test_reading_adds_nothing(sheets: SheetService, tmp_path: Path) -> None:
    offer = sheets.read(as_file(a_sheet(), tmp_path))
    assert (offer.sheet, offer.standing, offer.is_offered) == (a_sheet(), Standing.NEW, False)
    assert sheets.listed() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.SAME),
        ({"version": 4}, Standing.NEWER),
        ({"version": 4, "title": "New words"}, Standing.NEWER),
        ({"version": 4, "prompts": [DAY | {"id": "q1"}]}, Standing.CLASHES),
        ({"version": 4, "prompts": [DAY | {"id": "n1"}]}, Standing.NEWER),
        ({"version": 3, "title": "New words"}, Standing.CLASHES),
        ({"version": 2}, Standing.OLDER),
        ({"id": "f" * 32}, Standing.NEW),
    ],
)
def test_another_version_of_a_sheet(
    sheets: SheetService, tmp_path: Path, changes: dict[str, object], expected: Standing
) -> None:
    here = a_sheet(version=3)
    sheets.add(here)
    other = a_sheet(**{"version": 3} | changes)
    offer = sheets.read(as_file(other, tmp_path))
    assert offer.standing is expected
    if expected.can_be_added:
        sheets.add(other)
        assert other in sheets.listed()
    else:
        with pytest.raises(SheetClash):
            sheets.add(other)
        assert sheets.listed() == [here]


def test_a_removed_sheet_is_offered_no_more_and_comes_back_from_its_file(
    sheets: SheetService, reflect: ReflectService, tmp_path: Path
) -> None:
    sheets.add(a_sheet())
    sheets.remove(a_sheet().id)
    assert sheets.listed() == []
    offer = sheets.read(as_file(a_sheet(), tmp_path))
    assert (offer.standing, offer.is_offered) == (Standing.SAME, False)
    sheets.add(offer.sheet)
    assert sheets.listed() == [a_sheet()]
    sheets.remove(a_sheet().id)
    sheets.restore(a_sheet().id)
    assert sheets.listed() == [a_sheet()]


# --- working on one -------------------------------------------------------------------------


def test_answers_stay_in_the_journal_and_outlive_the_removal(
    sheets: SheetService, reflect: ReflectService
) -> None:
    sheet = a_sheet()
    sheets.add(sheet)
    opened = reflect.begin(worksheet_id(sheet.id))
    assert opened.rupture is None
    wrote = prompt_id(sheet, "q2")
    reflect.save(opened.entry.id, {wrote: TextAnswer("It rained.")}, wrote)
    sheets.remove(sheet.id)
    assert sheets.listed() == []
    again = reflect.open(opened.entry.id)
    assert again.answers == {wrote: TextAnswer("It rained.")}
    assert again.worksheet == opened.worksheet


def test_a_newer_version_goes_on_with_the_answers(
    sheets: SheetService, reflect: ReflectService
) -> None:
    old = a_sheet()
    sheets.add(old)
    opened = reflect.begin(worksheet_id(old.id))
    one, two = prompt_id(old, "q2"), prompt_id(old, "q5")
    reflect.save(opened.entry.id, {one: TextAnswer("a"), two: ScaleAnswer(4)}, one)
    kept = tuple(prompt for prompt in old.prompts if prompt.id != "q2")
    sheets.add(replace(old, version=2, prompts=kept))
    again = reflect.open(opened.entry.id)
    assert again.entry.worksheet_version == 1
    assert again.worksheet.version == 2
    assert again.answers == {one: TextAnswer("a"), two: ScaleAnswer(4)}
    assert one not in {prompt.id for prompt in again.worksheet.prompts()}


def test_sheets_and_the_programs_own_never_meet(
    sheets: SheetService, reflect: ReflectService
) -> None:
    sheets.add(a_sheet())
    found = {sheet.id: sheet for sheet in reflect.worksheets()}
    assert set(found) == {*WORKSHEETS, worksheet_id(a_sheet().id)}
    own = {prompt.id for sheet in WORKSHEETS.values() for prompt in sheet.prompts()}
    theirs = {prompt.id for prompt in found[worksheet_id(a_sheet().id)].prompts()}
    assert not own & theirs
    assert {worksheet_of(prompt) for prompt in theirs} == {worksheet_id(a_sheet().id)}
    assert {worksheet_of(prompt) for prompt in own} == {None}
    assert [sheet_id(key) for key in WORKSHEETS] == [None] * len(WORKSHEETS)
    assert sheet_id(worksheet_id(a_sheet().id)) == a_sheet().id


@pytest.mark.parametrize("missing", ["sheet:" + "f" * 32, "no-such", "sheet:"])
def test_what_is_not_there(reflect: ReflectService, missing: str) -> None:
    with pytest.raises(KeyError):
        reflect.begin(WorksheetId(missing))


def test_a_sheet_asks_what_its_file_says(sheets: SheetService, reflect: ReflectService) -> None:
    sheet = a_sheet()
    worksheet = to_worksheet(sheet, WORD_LISTS)
    (step,) = worksheet.steps
    assert not worksheet.opening
    assert not worksheet.about_rupture
    assert not worksheet.offered
    assert (step.title, step.aim) == (sheet.title, f"{sheet.introduction}\n\n{sheet.due}")
    for prompt, asked in zip(sheet.prompts, step.prompts, strict=True):
        assert (asked.kind, asked.question) == (prompt.kind, prompt.question)
        assert (asked.low_label, asked.own_words) == (prompt.low_label, prompt.own_words)
        if prompt.kind in WORD_LISTS:
            assert asked.groups == WORD_LISTS[prompt.kind]
        else:
            assert asked.options == prompt.options
    assert {prompt.kind for prompt in step.prompts} == set(PromptKind)


def test_the_words_of_a_sheet_are_never_filled() -> None:
    odd = "Tell {my_therapist} or {your_therapist}, {value} {0} {x.y} {{my_therapist}}"
    prompts = [
        {
            "id": "a",
            "kind": "chips",
            "question": odd,
            "helper": odd,
            "options": [["a", odd]],
        },
        {"id": "b", "kind": "slider", "question": odd, "low": odd, "middle": odd, "high": odd},
        {
            "id": "c",
            "kind": "sort",
            "question": odd,
            "options": [["a", odd]],
            "columns": [["a", odd], ["b", odd]],
        },
    ]
    sheet = a_sheet(title=odd, introduction=odd, due=odd, prompts=prompts)
    worksheet = to_worksheet(sheet, WORD_LISTS)
    (step,) = worksheet.steps
    shown = [worksheet.title, step.name, step.title, *step.aim.split("\n\n")]
    for prompt in step.prompts:
        shown += [prompt.question, prompt.helper]
        shown += [prompt.low_label, prompt.mid_label, prompt.high_label]
        shown += [option.text for option in (*prompt.options, *prompt.columns)]
    shown = [text for text in shown if text]
    assert len(shown) == 16
    for text in shown:
        assert fill(text, NAME) == text
        assert "{value}" not in text
        assert text.replace("\u2060", "").replace("\u200b", "") == odd


def test_a_very_long_word_can_be_broken_and_an_emoji_can_not() -> None:
    assert shown("Take what fits, misunderstandings and all.").isascii()
    parts = shown("x" * 1_000).split("\u200b")
    assert max(map(len, parts)) <= 12
    assert "".join(parts) == "x" * 1_000
    family = "\U0001f468\U0001f3fd\u200d\U0001f469\u200d\U0001f467\ufe0f"
    assert all(part.endswith("\ufe0f") for part in shown(family * 9).split("\u200b"))


# --- writing one ----------------------------------------------------------------------------


def test_writing_saves_the_file_and_goes_on_with_the_next_version(
    sheets: SheetService, tmp_path: Path
) -> None:
    blank = sheets.draft()
    assert (blank.version, blank.title, blank.prompts) == (1, "", ())
    assert sheets.draft().id != blank.id
    sheets.keep_draft(blank)
    assert sheets.draft() == blank
    with pytest.raises(BadSheet):
        sheets.write(blank, tmp_path / "b.repairsheet")
    assert not (tmp_path / "b.repairsheet").exists()
    prompt = SheetPrompt("q1", PromptKind.LONG, "What stayed?")
    full = replace(blank, title="A", sender="B", prompts=(prompt,))
    sheets.check(full)
    sheets.write(full, tmp_path / "a.repairsheet")
    assert FILES.read(tmp_path / "a.repairsheet") == full
    assert sheets.draft() == replace(full, version=2)
    assert sheets.listed() == []
    sheets.keep_draft(None)
    assert sheets.draft().id != full.id

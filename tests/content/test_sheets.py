"""Sheets that people write: what is written can be read, and says the same."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.sheets import FILES, SHEET_ID, a_sheet, as_bytes, raw_sheet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from repair_desktop.content.sheets import (
    MOST_PROMPTS,
    RepairSheet,
    decode_sheet,
    encode_sheet,
    json_schema,
)
from repair_desktop.core.errors import BadSheet, DiskFault
from repair_desktop.core.ids import OptionId
from repair_desktop.core.sheets import Sheet, SheetId, SheetPrompt, clean_line, clean_text
from repair_desktop.core.worksheets import Option, PromptKind

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = Draft202012Validator(json_schema())

LISTS = {PromptKind.CHIPS, PromptKind.PICK, PromptKind.SORT}
WITH_OWN_WORDS = LISTS | {PromptKind.FEELINGS, PromptKind.NEEDS, PromptKind.BODY}

anything = st.text(max_size=60)
"""Whatever a person can get into a field, half an emoji and all."""
lines = anything.map(clean_line)
texts = anything.map(clean_text)
said = lines.filter(bool)


@st.composite
def options(draw: st.DrawFn, fewest: int, most: int) -> tuple[Option, ...]:
    found = draw(st.lists(said, min_size=fewest, max_size=most))
    return tuple(Option(OptionId(f"o{n}"), text) for n, text in enumerate(found))


@st.composite
def prompts(draw: st.DrawFn) -> SheetPrompt:
    kind = draw(st.sampled_from(PromptKind))
    slider = kind is PromptKind.SLIDER
    return SheetPrompt(
        id="",
        kind=kind,
        question=draw(texts.filter(bool)),
        helper=draw(texts),
        options=draw(options(1, 4)) if kind in LISTS else (),
        columns=draw(options(2, 4)) if kind is PromptKind.SORT else (),
        own_words=draw(st.booleans()) if kind in WITH_OWN_WORDS else False,
        low_label=draw(said) if slider else "",
        mid_label=draw(lines) if slider else "",
        high_label=draw(said) if slider else "",
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    asked = draw(st.lists(prompts(), min_size=1, max_size=5))
    return Sheet(
        id=SheetId(draw(st.uuids()).hex),
        version=draw(st.integers(1, 1_000_000)),
        title=draw(said),
        sender=draw(said),
        prompts=tuple(replace(prompt, id=f"q{n}") for n, prompt in enumerate(asked)),
        introduction=draw(texts),
        due=draw(lines),
    )


@settings(deadline=None)
@given(sheets())
def test_what_is_written_is_read_and_fits_the_schema(sheet: Sheet) -> None:
    data = encode_sheet(sheet)
    assert decode_sheet(data) == sheet
    VALIDATOR.validate(json.loads(data))


@settings(deadline=None)
@given(st.text())
@example("0 \x1b\r0")
@example("a\u2028b\r\n\x1f \x85c")
def test_cleaning_leaves_what_can_be_saved_and_changes_it_no_more(text: str) -> None:
    line, lines = clean_line(text), clean_text(text)
    assert clean_line(line) == line
    assert clean_text(lines) == lines
    assert "\n" not in line
    prompt = SheetPrompt("q1", PromptKind.TEXT, lines or "?", helper=lines)
    sheet = Sheet(SheetId(SHEET_ID), 1, line or "?", line or "?", (prompt,), lines[:2_000])
    if len(line) <= 200 and len(lines) <= 1_000:
        assert decode_sheet(encode_sheet(sheet)) == sheet


def test_cleaning_keeps_words_and_scripts_as_they_are() -> None:
    for text in (
        "Ça va, M. K.?",
        "مرحبا\u200f بك",
        "می\u200cخواهم",
        "👩\u200d👧 🏳️\u200d🌈",
        "漢字",
    ):
        assert clean_line(text) == text
    assert clean_line(" a\tb\n c\u202e ") == "a b c"
    assert clean_text("a\r\n\tb \n\n c\x00\n") == "a\n b\n\n c"


def test_the_schema_beside_the_document_is_the_readers() -> None:
    spec = importlib.util.spec_from_file_location(
        "build_sheet_schema", ROOT / "packaging" / "build_sheet_schema.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.SCHEMA.read_text(encoding="utf-8") == script.schema_text(), (
        "run python packaging/build_sheet_schema.py"
    )
    Draft202012Validator.check_schema(json_schema())


def test_the_document_names_every_field_and_kind_and_its_example_is_a_sheet() -> None:
    document = (ROOT / "docs" / "repairsheet-format.md").read_text(encoding="utf-8")
    definitions = json_schema()["$defs"]
    for definition in definitions.values():
        for field in definition["properties"]:
            assert f"`{field}`" in document
    for kind in PromptKind:
        assert f"`{kind.value}`" in document
    example = document.split("```json\n")[1].split("```")[0]
    assert decode_sheet(example.encode()).title
    assert definitions[RepairSheet.__name__]["properties"]["prompts"]["maxItems"] == MOST_PROMPTS


@pytest.mark.parametrize(
    ("changes", "problem", "field", "question"),
    [
        ({"title": ""}, "characters", "title", None),
        ({"title": None}, "type", "title", None),
        ({"from": "x" * 201}, "length", "from", None),
        ({"prompts": []}, "length", "prompts", None),
        ({"prompts": [{"id": "a", "kind": "text"}]}, "missing-field", "question", 1),
        ({"prompts": [{"id": "a", "kind": "x", "question": "?"}]}, "type", "kind", 1),
        ({"link": "x"}, "unknown-field", "", None),
        ({"prompts": raw_sheet()["prompts"] * 2}, "double", "id", 11),
    ],
)
def test_the_place_is_named(
    changes: dict[str, object], problem: str, field: str, question: int | None
) -> None:
    with pytest.raises(BadSheet) as caught:
        decode_sheet(as_bytes(raw_sheet() | changes))
    assert caught.value.facts == {"problem": problem, "field": field, "question": question}


@pytest.mark.parametrize(
    ("name", "value", "problem", "field"),
    [
        ("question", " ", "characters", "question"),
        ("options", (), "missing-field", "options"),
        ("columns", (Option(OptionId("a"), "A"),), "length", "columns"),
        ("options", (Option(OptionId("a"), "A"),) * 2, "double", "options"),
        ("low_label", "low", "unknown-field", ""),
    ],
)
def test_what_can_not_be_read_is_not_written(
    name: str, value: object, problem: str, field: str, tmp_path: Path
) -> None:
    sheet = a_sheet()
    prompts = list(sheet.prompts)
    (number,) = (n for n, prompt in enumerate(prompts) if prompt.kind is PromptKind.SORT)
    prompts[number] = replace(prompts[number], **{name: value})  # type: ignore[arg-type]
    with pytest.raises(BadSheet) as caught:
        FILES.write(replace(sheet, prompts=tuple(prompts)), tmp_path / "a.repairsheet")
    assert caught.value.facts == {"problem": problem, "field": field, "question": number + 1}
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.repairsheet"
    FILES.write(a_sheet(), path)
    assert FILES.read(path) == a_sheet()
    with pytest.raises(DiskFault):
        FILES.write(a_sheet(), tmp_path / "nowhere" / "a.repairsheet")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]

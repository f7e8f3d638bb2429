"""What the document about the format shows and lists is what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from repair_desktop.content import schema
from repair_desktop.content.overlay import keys, read_texts
from repair_desktop.content.reading import decode
from repair_desktop.content.schema import WorksheetFile
from repair_desktop.content.worksheets import ACTIONS, PAGES, parse_worksheet
from repair_desktop.core.worksheets import PromptKind

TEXT = (Path(__file__).parents[2] / "docs/worksheet-format.md").read_text(encoding="utf-8")
EXAMPLE, TRANSLATION = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
NAMED = set(re.findall(r"`([a-z_-]+)`", TEXT))

SHAPES = (
    schema.WorksheetFile,
    schema.StepFile,
    schema.LookUpFile,
    schema.PromptFile,
    schema.GroupFile,
    schema.NoteFile,
    schema.BandFile,
    schema.CompareFile,
    schema.ShowWhenFile,
    schema.HideFile,
    schema.RolesFile,
    schema.ChecksFile,
    schema.WordsFile,
    schema.WordGroupFile,
)


def test_the_example_is_a_worksheet() -> None:
    assert parse_worksheet(EXAMPLE, "example").hide_rules


def test_the_example_translation_belongs_to_it() -> None:
    known = dict(keys(decode(EXAMPLE, WorksheetFile, "example")))
    assert len(read_texts(TRANSLATION.encode(), "example", known)) == 5


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_is_in_it(shape: type[msgspec.Struct]) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(shape)}
    assert fields <= NAMED


def test_every_kind_action_and_page_is_in_it() -> None:
    assert {kind.value for kind in PromptKind} | ACTIONS | PAGES <= NAMED

"""What the document about readings shows and lists is what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from repair_desktop.content import library as module
from repair_desktop.content.library import ReadingFile, SectionFile, SourceFile, load_reading
from repair_desktop.content.overlay import keys, read_texts
from repair_desktop.content.reading import decode

TEXT = (Path(__file__).parents[2] / "docs/library-format.md").read_text(encoding="utf-8")
EXAMPLE, TRANSLATION = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
NAMED = set(re.findall(r"`([a-z_-]+)`", TEXT))


def test_the_example_is_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_bytes", lambda _file: EXAMPLE.encode())
    [section] = load_reading("small-things").sections
    assert [paragraph.is_point for paragraph in section.paragraphs] == [False, False, True, True]
    assert section.paragraphs[0].text.endswith("{your_therapist} may not have noticed it.")


def test_the_example_translation_belongs_to_it() -> None:
    known = dict(keys(decode(EXAMPLE, ReadingFile, "example")))
    assert len(read_texts(TRANSLATION.encode(), "example", known)) == 4


@pytest.mark.parametrize("shape", [ReadingFile, SectionFile, SourceFile])
def test_every_field_is_in_it(shape: type[msgspec.Struct]) -> None:
    assert set(shape.__struct_fields__) <= NAMED

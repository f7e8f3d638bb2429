"""A document that says what shows something has to name a test that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md")}
NAMED = sorted(
    {
        (document, *found)
        for document, text in TEXTS.items()
        for found in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    }
)
FEWEST_ROWS = {"threat-model": 25, "hazards": 40, "rival-bugs": 20, "qt-traps": 12}
"""Documents in which every row of every table ends with what shows it."""


@pytest.mark.parametrize(("document", "file", "name"), NAMED)
def test_what_is_named_is_there(document: str, file: str, name: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not name or re.search(rf"^def {name}\(", text, re.MULTILINE), document


def rows(text: str) -> Iterator[str]:
    """Yield the rows of all tables, without their heads."""
    for line, following in pairwise([*text.splitlines(), ""]):
        if line.startswith("| ") and not following.startswith("|---"):
            yield line


@pytest.mark.parametrize("document", FEWEST_ROWS)
def test_every_row_answers_by_a_test_or_says_there_is_none(document: str) -> None:
    found = list(rows(TEXTS[document]))
    assert len(found) >= FEWEST_ROWS[document]
    for row in found:
        last = row.rstrip("| ").rpartition(" | ")[2]
        assert last == "–" or last.startswith("`tests/"), row
        if last == "–":
            assert re.search(r"\*\*[Nn]o|[Nn]ot yet|does not arise|as far as", row), row


def test_hazards_are_numbered_without_gaps() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+)\. ", TEXTS["hazards"], re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(list(rows(TEXTS["hazards"])))

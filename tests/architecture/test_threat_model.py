"""A threat model that names a test has to name one that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_is_named_is_there(file: str, name: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name}(" in text or not name


def test_every_row_answers_by_a_test_or_says_there_is_none() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| (?!Who, or|Layer)", line)]
    assert len(rows) > 25
    for row in rows:
        last = row.rstrip("| ").rpartition(" | ")[2]
        assert last == "–" or last.startswith("`tests/"), row
        if last == "–":
            assert re.search(r"\*\*no|not yet|does not arise|as far as", row), row

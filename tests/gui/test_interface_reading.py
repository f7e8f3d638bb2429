"""Every text of the interface can be read by somebody who is tired or upset."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers.reading import grade, sentences

ROOT = Path(__file__).resolve().parents[2]

LONGEST_SENTENCE = 20
HARDEST_GRADE = 8
SHORT = 8
"""The formula says nothing about texts of fewer words."""


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of code and forms, with where it stands."""
    for path in sorted((ROOT / "repair_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            place = {"tr": 0, "translate": 1}.get(node.func.attr)
            if place is None or len(node.args) <= place:
                continue
            text = node.args[place]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield path.relative_to(ROOT).as_posix(), text.value
    for form in sorted((ROOT / "ui").glob("*.ui")):
        for element in ElementTree.parse(form).iter("string"):
            yield form.name, element.text or ""


TEXTS = sorted(set(texts()))


def too_hard(text: str) -> str:
    """Return what makes a text hard to read, or ""."""
    longest = max((len(words) for words in sentences(text)), default=0)
    if longest > LONGEST_SENTENCE:
        return f"a sentence of {longest} words"
    if len(text.split()) >= SHORT and grade(text) > HARDEST_GRADE:
        return f"grade {grade(text):.1f}"
    return ""


def test_there_is_something_to_read() -> None:
    assert len(TEXTS) > 400
    assert any(where.endswith(".ui") for where, _text in TEXTS)


@pytest.mark.parametrize(("where", "text"), TEXTS)
def test_every_text_is_plain(where: str, text: str) -> None:
    assert too_hard(text) == "", f"{where}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "Authentication information is necessary for the verification of your identity today.",
        "This is a text with very short words in it that goes on and on and on and does not end.",
    ],
)
def test_a_hard_text_would_be_found(text: str) -> None:
    assert too_hard(text)

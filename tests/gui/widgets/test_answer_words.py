from __future__ import annotations

import pytest
from helpers.journey import NAME, SHEET

from repair_desktop.core.answers import SortAnswer, SortedLine
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.gui.widgets.answer_words import answer_words

SORT = SHEET.prompt(PromptId("s4.sort"))
THEIRS, GONE = OptionId("theirs"), OptionId("a-column-of-an-older-worksheet")
TIMING, CHAIR = SortedLine("timing", THEIRS), SortedLine("The chair", None, own=True)
LAMP = SortedLine("The lamp", None, own=True)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((TIMING,), "Theirs to own: The timing"),
        ((CHAIR, TIMING, LAMP), "Theirs to own: The timing\nNot sorted: The chair · The lamp"),
        ((CHAIR,), "Not sorted: The chair"),
        ((SortedLine("The chair", GONE, own=True),), "Not sorted: The chair"),
    ],
)
def test_own_lines_that_are_not_sorted_are_listed_too(
    lines: tuple[SortedLine, ...], words: str
) -> None:
    assert answer_words(SORT, SortAnswer(lines), NAME) == words

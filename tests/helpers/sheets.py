"""A sheet with a question of every kind, as the program holds it and as a file."""

from __future__ import annotations

import copy
import json
from typing import Any

from repair_desktop.content.sheets import SheetFiles, decode_sheet, load_word_lists
from repair_desktop.core.sheets import Sheet
from repair_desktop.system.files import write_whole

SHEET_ID = "00000000000000000000000000005e37"
WORD_LISTS = load_word_lists()
FILES = SheetFiles(write_whole)

_RAW: dict[str, Any] = {
    "format": 1,
    "id": SHEET_ID,
    "version": 1,
    "title": "Before we meet again",
    "from": "M. K., Tuesday group",
    "introduction": "Take what fits.\nLeave the rest blank.",
    "due": "By our next session",
    "prompts": [
        {"id": "q1", "kind": "text", "question": "One word for the week?"},
        {"id": "q2", "kind": "long", "question": "What stayed with you?", "helper": "A moment."},
        {
            "id": "q3",
            "kind": "chips",
            "question": "What helped?",
            "options": [["walk", "A walk"], ["talk", "A talk"]],
            "own_words": True,
        },
        {
            "id": "q4",
            "kind": "pick",
            "question": "Which one first?",
            "options": [["a", "The first"], ["b", "The second"]],
        },
        {
            "id": "q5",
            "kind": "slider",
            "question": "How near was it?",
            "low": "far",
            "middle": "between",
            "high": "near",
        },
        {"id": "q6", "kind": "feelings", "question": "What did you feel?", "own_words": True},
        {"id": "q7", "kind": "needs", "question": "What did you need?"},
        {"id": "q8", "kind": "body", "question": "Where was it in the body?"},
        {
            "id": "q9",
            "kind": "sort",
            "question": "Whose is it?",
            "options": [["time", "The time"], ["tone", "The tone"]],
            "columns": [["mine", "Mine"], ["theirs", "Theirs"]],
        },
        {"id": "q10", "kind": "date", "question": "When was it?"},
    ],
}


def raw_sheet() -> dict[str, Any]:
    """Return what the file says, to be changed at will."""
    return copy.deepcopy(_RAW)


def as_bytes(raw: object) -> bytes:
    return json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass")


def a_sheet(**changes: Any) -> Sheet:
    """Return the sheet; ``changes`` are fields of its file."""
    return decode_sheet(as_bytes(raw_sheet() | changes))

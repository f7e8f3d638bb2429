"""How the timeline is looked at, as JSON inside the journal: tags and own words are private.

Each field is read strictly and by itself: one that is not as it should be has its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.mood_filter import MoodFilter, Word
from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.windows import Span

E = TypeVar("E", bound=Enum)

_USUAL = TimelineChoice()


def written_choice(choice: TimelineChoice) -> str | None:
    """Return what is to be stored; None for the usual choice."""
    if choice == _USUAL:
        return None
    asked = choice.filter
    row = {
        "lens": choice.lens.value,
        "span": choice.span.value,
        "table": choice.as_table,
        "tags": sorted(asked.tags),
        "feelings": sorted([word.word, word.own] for word in asked.feelings),
        "session": asked.session_id,
        "rupture": asked.rupture_id,
    }
    # As they are: written as escapes, two halves of a surrogate pair would come back as one sign.
    return json.dumps(row, ensure_ascii=False)


def read_choice(stored: str | None) -> TimelineChoice:
    """Return what was chosen. Never raises."""
    try:
        row = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        return _USUAL
    if not isinstance(row, dict):
        return _USUAL
    lens = _member(Lens, row.get("lens"), _USUAL.lens)
    return TimelineChoice(
        lens=lens,
        span=lens.fitting(_member(Span, row.get("span"), _USUAL.span)),
        as_table=row.get("table") is True,
        filter=_filter(row),
    )


def _filter(row: Mapping[str, object]) -> MoodFilter:
    words = [_word(each) for each in _list(row.get("feelings"))]
    return MoodFilter(
        tags=frozenset(each for each in _list(row.get("tags")) if isinstance(each, str) and each),
        feelings=frozenset(word for word in words if word is not None),
        session_id=SessionId(_text(row.get("session"))) or None,
        rupture_id=RuptureId(_text(row.get("rupture"))) or None,
    )


def _word(value: object) -> Word | None:
    match value:
        case [str(word), bool(own)] if word:
            return Word(word, own)
        case _:
            return None


def _member(kind: type[E], value: object, usual: E) -> E:
    try:
        return kind(value)
    except ValueError:
        return usual


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

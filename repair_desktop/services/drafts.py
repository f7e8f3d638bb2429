"""Check-ins that were begun and not saved, as JSON inside the journal.

Each field is read strictly and by itself: one that is not as it should be is left out, and the
rest is kept. What can not be read at all is passed over, and stays as it is. So does a field of a
later version, for as long as there is its draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import DraftId, EntryId, MoodId, RuptureId, SessionId
from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW
from repair_desktop.core.worksheets import SCALE_HIGH, SCALE_LOW


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in that is not saved; see :class:`~repair_desktop.core.moods.Mood`.

    Attributes:
        mood_id: The kept check-in that it changes, or None for a new one.
        pleasantness: -4 to 4, or None while it is blank.
        energy: -4 to 4, or None while it is blank.
        when: What the clock on the wall said, to the minute, or None for the moment of saving.
        changed_at: When it was last changed (aware), or None when that is not known.
    """

    id: DraftId
    mood_id: MoodId | None = None
    pleasantness: int | None = None
    energy: int | None = None
    feelings: tuple[RatedWord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    when: datetime | None = None
    rupture_id: RuptureId | None = None
    entry_id: EntryId | None = None
    changed_at: datetime | None = None
    session_id: SessionId | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is more in it than a time and where it comes from."""
        chosen = (self.pleasantness, self.energy) != (None, None)
        links = self.rupture_id or self.session_id
        return chosen or bool(self.feelings or self.tags or self.note or links)


def read_drafts(stored: str | None) -> tuple[Draft, ...]:
    """Return what was begun, last changed first. Never raises."""
    return tuple(
        draft
        for draft in map(_draft, reversed(_rows(stored)))
        if draft is not None and draft.says_something
    )


def with_draft(stored: str | None, draft: Draft) -> str:
    """Return what is to be stored once a draft is kept, or kept anew."""
    later = {
        name: value for row in _rows(stored) if _is_of(row, draft.id) for name, value in row.items()
    }
    return _joined([*_others(stored, draft.id), {**later, **_row(draft)}])


def without_draft(stored: str | None, draft_id: DraftId) -> str | None:
    """Return what is to be stored without a draft; None when that is nothing."""
    others = _others(stored, draft_id)
    return _joined(others) if others else None


# --- writing --------------------------------------------------------------------------------


def _row(draft: Draft) -> Mapping[str, object]:
    return {
        "id": draft.id,
        "mood": draft.mood_id,
        "pleasantness": draft.pleasantness,
        "energy": draft.energy,
        "feelings": [[word.word, word.own, word.strength] for word in draft.feelings],
        "tags": draft.tags,
        "note": draft.note,
        "when": draft.when and draft.when.isoformat(),
        "rupture": draft.rupture_id,
        "entry": draft.entry_id,
        "changed_at": draft.changed_at and draft.changed_at.isoformat(),
        "session": draft.session_id,
    }


def _joined(rows: Sequence[object]) -> str:
    # As they are: written as escapes, two halves of a surrogate pair would come back as one sign.
    return json.dumps(rows, ensure_ascii=False)


# --- reading --------------------------------------------------------------------------------


def _rows(stored: str | None) -> list[object]:
    try:
        rows = json.loads(stored or "[]")
    except (ValueError, RecursionError):
        return []
    return rows if isinstance(rows, list) else []


def _others(stored: str | None, draft_id: DraftId) -> list[object]:
    return [row for row in _rows(stored) if not _is_of(row, draft_id)]


def _is_of(row: object, draft_id: DraftId) -> TypeGuard[dict[str, object]]:
    return isinstance(row, dict) and row.get("id") == draft_id


def _draft(row: object) -> Draft | None:
    if not isinstance(row, dict) or not _text(row.get("id")):
        return None
    return Draft(
        id=DraftId(row["id"]),
        mood_id=MoodId(_text(row.get("mood"))) or None,
        pleasantness=_number(row.get("pleasantness"), AXIS_LOW, AXIS_HIGH),
        energy=_number(row.get("energy"), AXIS_LOW, AXIS_HIGH),
        feelings=tuple(word for word in map(_feeling, _list(row.get("feelings"))) if word),
        tags=tuple(filter(None, map(_text, _list(row.get("tags"))))),
        note=_text(row.get("note")),
        when=_moment(row.get("when"), aware=False),
        rupture_id=RuptureId(_text(row.get("rupture"))) or None,
        entry_id=EntryId(_text(row.get("entry"))) or None,
        changed_at=_moment(row.get("changed_at"), aware=True),
        session_id=SessionId(_text(row.get("session"))) or None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(value: object, low: int, high: int) -> int | None:
    # True is a number to Python.
    return value if type(value) is int and low <= value <= high else None


def _feeling(value: object) -> RatedWord | None:
    match value:
        case [str(word), bool(own), strength] if word:
            return RatedWord(word, own, _number(strength, SCALE_LOW, SCALE_HIGH))
        case _:
            return None


def _moment(value: object, aware: bool) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment if (moment.utcoffset() is not None) is aware else None

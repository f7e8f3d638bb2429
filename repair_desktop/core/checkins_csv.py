"""Check-ins as a table for other programs. ``docs/checkins-csv.md`` describes the file.

RFC 4180, UTF-8 with a byte order mark, without which Excel takes letters for others.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO

from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.moods import Mood, QuickMood, quick_mood

SCHEMA_VERSION = 1
"""Of the file. A column that is added leaves it as it is; any other change raises it."""

_BOM = b"\xef\xbb\xbf"
_AT_ONCE = 500  # rows in a piece

# What a spreadsheet may take for a formula, alone or after what it passes over. The apostrophe is
# our own mark, so a text that begins with one needs it too.
_FORMULA = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n']")


@dataclass(frozen=True, slots=True)
class CsvWords:
    """What stands for ids, and what is left out.

    Attributes:
        levels: The five words.
        words: The words of feelings and tags, by their ids.
        sessions: The day of each session.
        ruptures: What each rupture is called, or None to leave the column out.
        has_words: Whether feelings and tags are in it.
        has_notes: Whether notes are in it.
    """

    levels: Mapping[QuickMood, str]
    words: Mapping[str, str]
    sessions: Mapping[SessionId, date] = field(default_factory=dict)
    ruptures: Mapping[RuptureId, str] | None = None
    has_words: bool = True
    has_notes: bool = False


def checkins_csv(moods: Iterable[Mood], words: CsvWords) -> Iterator[bytes]:
    """Yield the file in pieces; half an emoji becomes "?"."""
    columns = _columns(words)
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    yield _BOM
    for number, mood in enumerate(moods, start=1):
        writer.writerow([cell(mood) for cell in columns.values()])
        if number % _AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    It gets an apostrophe before it where it could be one, and where it begins with one. So the
    text comes back whole: of a cell that begins with an apostrophe, take that one away.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def listed(texts: Iterable[str]) -> str:
    r"""Return several texts as one, with "; " between them; "\" and ";" in one get a "\" before."""
    return "; ".join(text.replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def _columns(words: CsvWords) -> dict[str, Callable[[Mood], object]]:
    """Return what is in each column, in their order. Their names never change."""
    names = words.words
    columns: dict[str, Callable[[Mood], object]] = {
        "schema_version": lambda _mood: SCHEMA_VERSION,
        "local_date": lambda mood: mood.at.date().isoformat(),
        "local_time": lambda mood: mood.at.strftime("%H:%M"),
        "utc_offset": lambda mood: _offset(mood.at),
        "written_at": lambda mood: mood.written_at.isoformat(timespec="seconds"),
        "mood": lambda mood: guarded(words.levels[quick_mood(mood.pleasantness)]),
        "pleasantness": lambda mood: mood.pleasantness,
        "energy": lambda mood: mood.energy,
    }
    if words.has_words:
        columns |= {
            "feelings": lambda mood: guarded(
                listed(w.word if w.own else names.get(w.word, w.word) for w in mood.feelings)
            ),
            "feeling_ids": lambda mood: guarded(
                listed("" if w.own else w.word for w in mood.feelings)
            ),
            "feeling_strengths": lambda mood: listed(
                "" if w.strength is None else str(w.strength) for w in mood.feelings
            ),
            "tags": lambda mood: guarded(listed(names.get(tag, tag) for tag in mood.tags)),
            "tag_ids": lambda mood: guarded(
                listed(tag if tag in names else "" for tag in mood.tags)
            ),
        }
    if words.has_notes:
        columns["note"] = lambda mood: guarded(mood.note)
    columns["session_date"] = lambda mood: _day(words.sessions, mood.session_id)
    if words.ruptures is not None:
        titles = words.ruptures
        columns["rupture"] = lambda mood: (
            guarded(titles.get(mood.rupture_id, "")) if mood.rupture_id is not None else ""
        )
    columns["added_later"] = lambda mood: "yes" if mood.added_later else "no"
    return columns


def _offset(moment: datetime) -> str:
    """Return an offset such as "UTC+01:00"; a "+" alone would be taken for the start of a sum."""
    offset = moment.utcoffset()
    assert offset is not None
    sign = "-" if offset < timedelta() else "+"
    minutes = abs(offset) // timedelta(minutes=1)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def _day(days: Mapping[SessionId, date], session_id: SessionId | None) -> str:
    day = days.get(session_id) if session_id is not None else None
    return "" if day is None else day.isoformat()


def _taken(buffer: StringIO) -> bytes:
    """Return what stands in a buffer, and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode(errors="replace")

"""Check-ins as CSV: what was typed comes back, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
import re
import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.checkins_csv import CsvWords, checkins_csv, guarded
from repair_desktop.core.ids import MoodId, RuptureId, SessionId
from repair_desktop.core.moods import Mood, QuickMood

AT = datetime(2026, 11, 23, 18, 5, tzinfo=timezone(timedelta(hours=1)))
LEVELS = {level: level.name.title() for level in QuickMood}
WORDS = CsvWords(LEVELS, {"sad": "Sad", "work": "Work"}, has_notes=True, ruptures={})
TEXT = st.text(max_size=30)
HOSTILE = ("=", "+", "-", "@", "\t", "\r", "＝", " =", "\u200b=", "\ufeff=", "\x00=", "'", "\n=")


def mood(**changes: object) -> Mood:
    return Mood(**{"id": MoodId("a"), "at": AT, "written_at": AT, "pleasantness": -2, **changes})  # type: ignore[arg-type]


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def unguarded(cell: str) -> str:
    """As the document says."""
    return cell[1:] if cell.startswith("'") else cell


def members(cell: str) -> list[str]:
    """As the document says, for a list that is not empty."""
    parts = re.findall(r"((?:\\.|[^\\;])*)(?:; |$)", unguarded(cell), re.DOTALL)
    found = parts[:-1] if unguarded(cell) and not cell.endswith("; ") else parts
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in found]


def row(one: Mood, words: CsvWords = WORDS) -> dict[str, str]:
    [found] = read(b"".join(checkins_csv([one], words)))
    return found


def test_a_check_in_with_everything() -> None:
    session, rupture = SessionId("s"), RuptureId("r")
    words = CsvWords(
        LEVELS,
        {"sad": "Sad", "work": "Work"},
        {session: date(2026, 11, 20)},
        {rupture: "The clock"},
        has_notes=True,
    )
    one = mood(
        written_at=AT + timedelta(hours=2),
        energy=1,
        feelings=(RatedWord("sad", strength=7), RatedWord("left; out", own=True)),
        tags=("work", "choir"),
        note='He said "so", then\nnothing.',
        session_id=session,
        rupture_id=rupture,
    )
    assert row(one, words) == {
        "schema_version": "1",
        "local_date": "2026-11-23",
        "local_time": "18:05",
        "utc_offset": "UTC+01:00",
        "written_at": "2026-11-23T20:05:00+01:00",
        "mood": "Low",
        "pleasantness": "-2",
        "energy": "1",
        "feelings": "Sad; left\\; out",
        "feeling_ids": "sad; ",
        "feeling_strengths": "7; ",
        "tags": "Work; choir",
        "tag_ids": "work; ",
        "note": 'He said "so", then\nnothing.',
        "session_date": "2026-11-20",
        "rupture": "The clock",
        "added_later": "yes",
    }


def test_what_is_turned_off_has_no_column() -> None:
    one = mood(note="secret", tags=("secret",), rupture_id=RuptureId("r"))
    data = b"".join(checkins_csv([one], CsvWords(LEVELS, {}, has_words=False)))
    assert b"secret" not in data
    assert list(read(data)[0]) == [
        "schema_version",
        "local_date",
        "local_time",
        "utc_offset",
        "written_at",
        "mood",
        "pleasantness",
        "energy",
        "session_date",
        "added_later",
    ]


def test_the_file_begins_as_excel_needs_it_and_lines_end_as_the_rfc_says() -> None:
    data = b"".join(checkins_csv([], WORDS))
    assert data.startswith(b"\xef\xbb\xbfschema_version,local_date,")
    assert data.endswith(b",added_later\r\n")


@pytest.mark.parametrize(
    ("minutes", "words"), [(-210, "UTC-03:30"), (0, "UTC+00:00"), (345, "UTC+05:45")]
)
def test_the_offset_is_no_sum(minutes: int, words: str) -> None:
    there = AT.astimezone(timezone(timedelta(minutes=minutes)))
    assert row(mood(at=there))["utc_offset"] == words


@pytest.mark.parametrize("start", HOSTILE)
def test_no_cell_of_words_begins_as_a_formula_does(start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    found = row(
        mood(note=text, tags=(text,), feelings=(RatedWord(text, own=True),)),
        CsvWords({**LEVELS, QuickMood.LOW: text}, {}, has_notes=True),
    )
    for name in ("note", "tags", "feelings", "mood"):
        assert found[name].startswith("'"), name
    assert unguarded(found["note"]) == text


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, min_size=1, max_size=4))
def test_what_was_typed_comes_back(note: str, feelings: list[str], tags: list[str]) -> None:
    one = mood(
        note=note, feelings=tuple(RatedWord(word, own=True) for word in feelings), tags=tuple(tags)
    )
    found = row(one)
    assert unguarded(found["note"]) == note
    assert members(found["feelings"]) == feelings
    assert members(found["tags"]) == tags
    for cell in (found["note"], found["feelings"], found["tags"]):
        assert cell.strip()[:1] not in ("=", "+", "-", "@")


@given(TEXT)
def test_only_what_needs_it_is_guarded(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")
    assert guarded(f"a{text}") == f"a{text}"


def test_half_an_emoji_does_not_keep_the_rest_from_being_saved() -> None:
    assert row(mood(note="a \ud83d b"))["note"] == "a ? b"


def test_ten_years_take_no_time_and_come_in_pieces() -> None:
    moods = [
        mood(at=datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=5 * n), note="a long day " * 9)
        for n in range(18_000)
    ]
    begun = time.perf_counter()
    pieces = list(checkins_csv(moods, WORDS))
    assert time.perf_counter() - begun < 5
    assert max(map(len, pieces)) < 200_000
    assert len(read(b"".join(pieces))) == 18_000

"""The days around sessions in words: items, summary, explanation and rows."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from helpers.journals import NOON
from PySide6.QtCore import QLocale

from repair_desktop.core.around import (
    OFFSETS,
    Around,
    AroundDay,
    AroundGroup,
    AroundSession,
    Spread,
)
from repair_desktop.core.ids import SessionId
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.timeline import SessionMoment
from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.around.rows import AroundRows
from repair_desktop.gui.timeline.around.words import AroundWords
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords

AUTUMN = TimeWindow(date(2026, 10, 1), date(2027, 1, 1))


def spread(*values: int) -> Spread:
    return Spread(tuple(values.count(value) for value in range(-4, 5)))


def days(**at: Spread) -> tuple[Spread, ...]:
    """Return seven days; ``before``, ``day`` and ``after`` are the three in the middle."""
    found = [Spread()] * 7
    for name, place in (("before", 2), ("day", 3), ("after", 4)):
        found[place] = at.get(name, Spread())
    return tuple(found)


def group(has_open: bool = False, sessions: int = 12, **at: Spread) -> AroundGroup:
    return AroundGroup(has_open, sessions, days(**at))


def session(number: int, has_open: bool, **at: Spread) -> AroundSession:
    when = datetime(2026, 10, number, 16)
    kept = Session(SessionId(f"{number:032x}"), when.date(), time(16), SessionState.PLANNED, NOON)
    return AroundSession(SessionMoment(kept, when), has_open, days(**at))


@pytest.fixture
def words() -> AroundWords:
    return AroundWords(TimelineWords(therapist_name(""), {}))


# --- one day ---------------------------------------------------------------------------------


def test_a_day_says_which_how_many_sessions_and_what_there_is(words: AroundWords) -> None:
    many = spread(-2, 1, 1, 2, 2, 2, 2, 2, 1)
    assert words.shown(AroundDay(group(before=many), -1)) == (
        "The day before a session (12 sessions without an open rupture): "
        "9 check-ins, from Low to Good, average +1.2."
    )
    assert words.shown(AroundDay(group(has_open=True, sessions=1, day=spread(0)), 0)) == (
        "The day of a session (1 session with an open rupture): 1 check-in, Okay."
    )
    assert words.shown(AroundDay(group(), 3)) == (
        "3 days after a session (12 sessions without an open rupture): no check-ins."
    )


def test_four_check_ins_have_no_average(words: AroundWords) -> None:
    assert "average" not in words.shown(AroundDay(group(day=spread(1, 1, 1, 1)), 0))
    assert "average" in words.shown(AroundDay(group(day=spread(1, 1, 1, 1, 1)), 0))


def test_every_day_has_a_name_of_its_own(words: AroundWords) -> None:
    for name in (words.day, words.short_day, words.shortest_day):
        assert len({name(offset) for offset in OFFSETS}) == len(OFFSETS)


# --- all of it -------------------------------------------------------------------------------


def test_the_summary_says_how_many_sessions_and_check_ins(words: AroundWords) -> None:
    both = Around((), (group(), group(has_open=True, sessions=1)), 57)
    assert words.summary(both, AUTUMN) == (
        "1 October to 31 December 2026. 12 sessions without an open rupture, "
        "1 session with an open rupture. 57 check-ins on the days around."
    )
    assert words.summary(Around((), (group(),)), AUTUMN).endswith(
        "No check-ins on the days around."
    )
    assert words.summary(Around(), AUTUMN) == (
        "1 October to 31 December 2026. No session in this time is over."
    )


def test_before_and_after_are_compared_only_where_both_sides_have_five(words: AroundWords) -> None:
    five, four = spread(0, 0, 1, 1, 3), spread(1, 1, 1, 1)
    enough = Around((), (group(before=five, after=five), group(True, before=five, after=four)))
    said = words.explanation(enough, True, False)
    assert (
        "Average without an open rupture: +1.0 on the 3 days before (5 check-ins), "
        "+1.0 on the 3 days after (5)."
    ) in said
    assert "Average with an open rupture" not in said


def test_what_is_not_there_is_not_explained(words: AroundWords) -> None:
    plain = Around((), (group(day=spread(0)),))
    said = words.explanation(plain, True, False)
    assert said == "Each dot is one check-in."
    assert words.explanation(Around(), True, True) == ""


def test_a_check_in_that_counts_twice_is_told_of(words: AroundWords) -> None:
    twice = Around((), (group(day=spread(0)),), has_shared=True)
    assert "A check-in near two sessions counts for both." in words.explanation(twice, True, False)


# --- rows ------------------------------------------------------------------------------------


@pytest.fixture
def rows(words: AroundWords) -> AroundRows:
    sessions = (
        session(1, False, before=spread(-2, 2, 2)),
        session(8, True, day=spread(0), after=spread(1, 2)),
    )
    groups = (
        group(sessions=1, before=spread(-2, 2, 2)),
        group(True, 1, day=spread(0, 0, 0, 0, 3)),
    )
    return AroundRows(Around(sessions, groups), words)


def cells(rows: AroundRows, row: int) -> list[str]:
    return [rows.cell(row, column) for column in range(len(rows.columns))]


def test_the_groups_come_first_then_sessions_newest_first(rows: AroundRows) -> None:
    assert [rows.cell(row, 0) for row in range(len(rows))] == [
        "All sessions without an open rupture (1)",
        "All sessions with an open rupture (1)",
        "08/10/2026\nrupture open",
        "01/10/2026\nno rupture open",
    ]
    assert [column.title for column in rows.columns] == [
        "Session",
        "3 days before",
        "2 days before",
        "Day before",
        "Session day",
        "Day after",
        "2 days after",
        "3 days after",
    ]


def test_days_are_counted_in_the_digits_of_the_country(words: AroundWords) -> None:
    assert words.short_day(-2) == "−2"
    QLocale.setDefault(QLocale("ar_EG"))
    assert words.short_day(-2) == "−٢"


def test_a_cell_has_words_and_number_and_an_average_where_there_are_five(rows: AroundRows) -> None:
    assert cells(rows, 0)[1:] == ["", "", "Low to Good, 3", "", "", "", ""]
    assert cells(rows, 1)[4] == "Okay to Good, 5\naverage +0.6"
    assert cells(rows, 2)[4:6] == ["Okay, 1", "Okay to Good, 2"]


def test_a_session_can_be_opened_and_a_group_not(rows: AroundRows) -> None:
    assert [rows.what(row) is None for row in range(4)] == [True, True, False, False]
    what = rows.what(3)
    assert what is not None
    assert what.at.day == 1


def test_a_row_is_said_as_a_whole(rows: AroundRows) -> None:
    assert rows.spoken(2) == (
        "Thursday, 8 October 2026, 16:00. Session. Rupture open. "
        "Session day: 1 check-in, Okay. Day after: 2 check-ins, from Okay to Good."
    )
    assert rows.spoken(1) == (
        "All sessions with an open rupture (1). "
        "Session day: 5 check-ins, from Okay to Good, average +0.6."
    )

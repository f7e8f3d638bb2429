from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import real_journal
from helpers.timeline import Kept, days_ago

from repair_desktop.core.timeline import Timeline, wall_clock
from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.windows import Span, TimeWindow


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with real_journal(tmp_path) as journal:
        yield Kept(journal)


def test_everything_is_read(kept: Kept) -> None:
    mood = kept.check_in(days_ago(400), 3)
    rupture = kept.rupture(days_ago(10))
    session = kept.session(days_ago(3))
    timeline = kept.timeline.all()
    assert timeline.all.moods == (mood,)
    assert [each.rupture.id for each in timeline.ruptures] == [rupture]
    assert [each.session for each in timeline.all.sessions] == [session]
    assert (timeline.first, timeline.last) == (mood.at.date(), NOON.date())


def test_nothing_gives_today(kept: Kept) -> None:
    window = TimeWindow.around(NOON.date(), Span.MONTH)
    for timeline in (kept.timeline.all(), kept.timeline.near(window)):
        assert timeline.is_empty
        assert (timeline.first, timeline.last) == (NOON.date(), NOON.date())


def shown(timeline: Timeline, window: TimeWindow) -> object:
    part = timeline.part(window)
    return part.moods, part.days, part.averages


def test_a_window_is_the_same_from_what_is_near_and_from_all(kept: Kept) -> None:
    """Also where clocks are as far apart as they can be, and averages reach over its edges."""
    with kept.journal.transaction():
        for day in range(90):
            for hours in (-12, 0, 14):
                zone = timezone(timedelta(hours=hours))
                at = datetime(2026, 8, 20, 0, 10, tzinfo=zone) + timedelta(days=day)
                kept.check_in(at, day % 9 - 4)
    whole = kept.timeline.all()
    for span in (Span.DAY, Span.WEEK, Span.MONTH):
        window = TimeWindow.around(date(2026, 10, 15), span)
        near = kept.timeline.near(window)
        assert shown(near, window) == shown(whole, window)
        assert len(near.part(window).averages) == window.days
        assert len(near.all.moods) < len(whole.all.moods)
        assert (near.first, near.last) == (whole.first, whole.last)
        assert all(window.wider(10).holds(wall_clock(mood).date()) for mood in near.all.moods)


def test_how_it_was_looked_at_is_kept(kept: Kept) -> None:
    assert kept.timeline.choice() == TimelineChoice()
    choice = TimelineChoice(Lens.CALENDAR, Span.YEAR, as_table=True)
    kept.timeline.keep_choice(choice)
    assert kept.timeline.choice() == choice
    kept.timeline.keep_choice(TimelineChoice())
    assert kept.timeline.choice() == TimelineChoice()

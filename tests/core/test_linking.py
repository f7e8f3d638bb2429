from __future__ import annotations

from datetime import timedelta

from helpers.journals import NOON, a_session

from repair_desktop.core.linking import NEAR, Linkable

DAY = NOON.date()


def days_off(found: Linkable, chosen: int | None = None) -> list[int]:
    kept = None if chosen is None else a_session(chosen).id
    return [(each.day - DAY).days for each in found.sessions_near(DAY, kept)]


def test_sessions_near_a_day_come_latest_first() -> None:
    off = (-31, -NEAR.days, -7, 0, 2, NEAR.days, 31)
    days = [a_session(n, day=DAY + timedelta(days=days)) for n, days in enumerate(off)]
    found = Linkable(sessions=days)
    assert days_off(found) == [30, 2, 0, -7, -30]
    assert days_off(found, chosen=0) == [30, 2, 0, -7, -30, -31]
    assert days_off(found, chosen=3) == [30, 2, 0, -7, -30]
    assert days_off(Linkable()) == []

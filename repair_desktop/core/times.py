"""Moments: when something happened, and what the clock on the wall said.

A moment is an aware :class:`~datetime.datetime` with a fixed offset. The offset is kept with each
entry, so an evening stays an evening after a move or a change to summer time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

from repair_desktop.core.errors import BadDate

EARLIEST = date(1900, 1, 1)
"""The first day that can be entered."""

FUTURE_SLACK = timedelta(minutes=5)
"""How far ahead of the clock a moment may lie: clocks are set by hand, and minutes are rounded."""


class Clock(Protocol):
    """Tells the time. Injected everywhere, so that tests choose it."""

    def now(self) -> datetime:
        """Return the present moment, aware, with the local offset."""
        ...


class SystemClock:
    """The computer's own clock and time zone."""

    def now(self) -> datetime:
        """Return the present moment, aware, with the local offset."""
        return datetime.now().astimezone()


def fixed_offset(moment: datetime) -> datetime:
    """Return ``moment`` with its offset as a plain number of whole minutes.

    Raises:
        ValueError: ``moment`` is naive.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs an offset")
    minutes = round(offset.total_seconds() / 60)
    return moment.astimezone(timezone(timedelta(minutes=minutes)))


def check_past(moment: datetime, now: datetime) -> datetime:
    """Return ``moment`` with a fixed offset when it lies between 1900 and now.

    Raises:
        BadDate: It lies in the future (by more than :data:`FUTURE_SLACK`) or before 1900.
    """
    moment = fixed_offset(moment)
    if moment.date() < EARLIEST:
        raise BadDate(reason="too_early")
    if moment > now + FUTURE_SLACK:
        raise BadDate(reason="future")
    return moment


def check_past_day(day: date, today: date) -> date:
    """Return ``day`` when it lies between 1900 and today.

    Raises:
        BadDate: It lies in the future or before 1900.
    """
    if day < EARLIEST:
        raise BadDate(reason="too_early")
    if day > today:
        raise BadDate(reason="future")
    return day

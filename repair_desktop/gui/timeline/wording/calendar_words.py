"""Days in the short forms that an axis and a sentence need, as the person's country writes them."""

from __future__ import annotations

import re
from datetime import date, datetime

from PySide6.QtCore import QLocale, QTime

from repair_desktop.gui.widgets.dates import day_words, qdate

_PARTS = re.compile(r"'[^']*'|d+|M+|y+|.")


def day_and_month(day: date, short: bool = False) -> str:
    """Return a day without its year, such as "1 October" or "1 Oct"."""
    long = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    form = _without_year(_PARTS.findall(long))
    return QLocale().toString(qdate(day), form.replace("MMMM", "MMM") if short else form)


def day_and_time(moment: datetime) -> str:
    """Return such as "Monday, 23 November 2026, 18:40", as the clock on the wall said."""
    time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    return f"{day_words(moment.date())}, {time}"


def month_name(day: date) -> str:
    """Return the short name of a day's month, as it stands alone."""
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def year_name(day: date) -> str:
    """Return a day's year, in the digits of the person's country."""
    return QLocale().toString(qdate(day), "yyyy")


def weekday_and_day(day: date) -> str:
    """Return such as "Mon 23"."""
    weekday = QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{weekday} {QLocale().toString(day.day)}"


def _without_year(parts: list[str]) -> str:
    """Return the part of a date's form from its day to its month, or the other way round."""
    places = [place for place, part in enumerate(parts) if part in ("d", "dd") or part[0] == "M"]
    if len(places) != 2:
        return "d MMMM"  # a form that somebody made up by hand
    first, last = places
    # What belongs to the number goes with it, as in "5." and "5日"; spaces and commas do not.
    more = last + 1 < len(parts) and (parts[last + 1] == "." or parts[last + 1].isalpha())
    return "".join(parts[first : last + 1 + more])

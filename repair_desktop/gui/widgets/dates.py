"""Days and moments in the words of the person's country."""

from __future__ import annotations

import re
from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

_WEEKDAY = re.compile(r"[\s,،]*d{3,4}[\s,،]*")


def qdate(day: date) -> QDate:
    """Return a day as Qt's own type."""
    return QDate(day.year, day.month, day.day)


def day_words(day: date, short: bool = False) -> str:
    """Return a day, such as "Monday, 23 November 2026", or its short form."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().toString(qdate(day), form)


def day_month_year(day: date) -> str:
    """Return a day without its weekday, such as "1 October 2026"."""
    form = QLocale().dateFormat(QLocale.FormatType.LongFormat)
    return QLocale().toString(qdate(day), _WEEKDAY.sub(" ", form).strip())


def moment_words(moment: datetime) -> str:
    """Return day and time as the clock on the wall said, in the short form."""
    at = QDateTime(qdate(moment.date()), QTime(moment.hour, moment.minute))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def number_form() -> str:
    """Return how days are written here in numbers, with a year of four digits.

    With two digits, half of a year would look like a whole one while it is typed.
    """
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    if "MMM" in form:
        return "yyyy-MM-dd"
    return form if "yyyy" in form else form.replace("yy", "yyyy")

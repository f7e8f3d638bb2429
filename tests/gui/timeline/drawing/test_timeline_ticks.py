from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.gui.timeline.drawing.ticks import ticks_of

DAY = date(2026, 11, 25)


def texts(window: TimeWindow) -> list[str]:
    return [tick.text for tick in next(ticks_of(window))]


def test_each_length_has_dates_of_its_own_kind() -> None:
    assert texts(TimeWindow.around(DAY, Span.DAY))[:3] == ["00:00", "03:00", "06:00"]
    assert texts(TimeWindow.around(DAY, Span.WEEK))[:2] == ["Mon 23", "Tue 24"]
    assert texts(TimeWindow.around(DAY, Span.MONTH)) == [
        "2 Nov",
        "9 Nov",
        "16 Nov",
        "23 Nov",
        "30 Nov",
    ]
    assert texts(TimeWindow.around(DAY, Span.QUARTER))[:2] == ["1 Oct", "15 Oct"]
    assert texts(TimeWindow.around(DAY, Span.YEAR))[:2] == ["Jan", "Feb"]
    assert texts(TimeWindow(date(2025, 6, 1), date(2026, 12, 1)))[6:9] == ["Dec", "2026", "Feb"]
    assert texts(TimeWindow(date(2016, 5, 1), DAY))[:3] == ["2017", "2018", "2019"]


def test_weeks_begin_as_they_do_here() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert texts(TimeWindow.around(DAY, Span.MONTH))[0] == "Nov 1"


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 9000))
def test_they_stand_in_the_window_in_order_fewer_and_fewer(start: date, days: int) -> None:
    window = TimeWindow(start, start + timedelta(days=days))
    rows = list(ticks_of(window))
    assert rows
    counts = [len(row) for row in rows]
    assert counts == sorted(counts, reverse=True)
    for row in rows:
        places = [(tick.day - start).days + tick.share for tick in row]
        assert places == sorted(places)
        assert all(window.holds(tick.day) for tick in row)
    assert counts[0] <= max(90, days // 365 + 2)


@pytest.mark.parametrize("days", [2, 10, 45, 140, 762, 3650])
def test_there_are_always_some_but_few(days: int) -> None:
    window = TimeWindow(date(2016, 1, 1), date(2016, 1, 1) + timedelta(days=days))
    assert 1 < len(next(ticks_of(window))) <= 26

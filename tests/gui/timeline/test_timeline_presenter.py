from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from helpers.journals import NOON
from helpers.timeline import Kept, days_ago

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.windows import Span, TimeWindow


def test_an_empty_journal(kept: Kept) -> None:
    kept.presenter.refresh()
    view = kept.view
    assert view.is_empty
    assert (view.has_earlier, view.has_later) == (False, False)
    assert view.day == NOON.date()


def test_it_begins_with_the_month_of_today(kept: Kept) -> None:
    old = kept.check_in(days_ago(30), 3)
    late = kept.check_in(days_ago(1, hour=21), -2)
    early = kept.check_in(days_ago(1, hour=8), 1)
    kept.presenter.refresh()
    view = kept.view
    assert view.window == TimeWindow.around(NOON.date(), Span.MONTH)
    assert tuple(view.moods) == (early, late)
    assert [(day.start.day, day.n) for day in view.days] == [(22, 2)]
    assert view.passed == 23
    kept.presenter.choose(Span.QUARTER)
    assert tuple(kept.view.moods) == (old, early, late)
    assert kept.view.passed == 54


def test_nothing_is_shown_before_it_was_read(kept: Kept) -> None:
    kept.presenter.choose(Span.YEAR)
    kept.presenter.go_back()
    kept.presenter.go_to_today()
    assert kept.views == []
    kept.presenter.refresh()
    assert kept.view.span is Span.YEAR


def test_the_window_goes_back_to_the_first_day_and_forward_to_today(kept: Kept) -> None:
    kept.check_in(days_ago(60))
    kept.presenter.refresh()
    months = [kept.view.window.start.month]
    while kept.view.has_earlier:
        kept.presenter.go_back()
        months.append(kept.view.window.start.month)
    assert months == [11, 10, 9]
    kept.presenter.go_back()
    assert kept.view.window.start.month == 9
    assert (kept.view.passed, kept.view.day) == (30, date(2026, 9, 30))
    while kept.view.has_later:
        kept.presenter.go_forward()
        months.append(kept.view.window.start.month)
    assert months == [11, 10, 9, 10, 11]
    kept.presenter.go_forward()
    assert kept.view.window.start.month == 11


def test_another_span_stays_where_the_window_was(kept: Kept) -> None:
    kept.check_in(days_ago(500))
    kept.presenter.refresh()
    kept.presenter.choose(Span.YEAR)
    kept.presenter.go_back()
    kept.presenter.choose(Span.QUARTER)
    assert kept.view.window.start == date(2025, 10, 1)
    kept.presenter.show_day(date(2025, 8, 9), Span.MONTH)
    assert kept.view.window == TimeWindow(date(2025, 8, 1), date(2025, 9, 1))
    kept.presenter.go_to_today()
    assert kept.view.holds_today


def test_a_window_on_today_follows_the_clock_and_another_one_stays(kept: Kept) -> None:
    kept.check_in(days_ago(40))
    kept.presenter.refresh()
    kept.presenter.go_back()
    kept.presenter.go_forward()
    kept.clock.pass_by(days=8)
    kept.presenter.refresh()
    assert kept.view.window.start == date(2026, 12, 1)
    kept.presenter.go_back()
    kept.clock.pass_by(days=31)
    kept.presenter.refresh()
    assert kept.view.window.start == date(2026, 11, 1)


def test_a_day_that_has_not_come_here_yet_can_be_reached(kept: Kept) -> None:
    """The clock of a person who flew west goes back, with a check-in on the day they left."""
    kept.clock.moment = datetime(2026, 12, 1, 1, 0, tzinfo=timezone(timedelta(hours=12)))
    kept.check_in(kept.clock.moment)
    kept.clock.moment = datetime(2026, 11, 30, 9, 0, tzinfo=timezone(timedelta(hours=-8)))
    kept.presenter.refresh()
    assert kept.view.window.start == date(2026, 11, 1)
    assert kept.view.has_later
    kept.presenter.go_forward()
    assert len(kept.view.moods) == 1
    assert (kept.view.passed, kept.view.has_later) == (1, False)


def test_ruptures_are_shown_by_what_happened_to_them_in_the_window(kept: Kept) -> None:
    kept.rupture(
        days_ago(25),
        (RuptureState.EXPLORING, days_ago(20)),
        (RuptureState.SETTLED, days_ago(3)),
    )
    kept.presenter.refresh()
    assert not kept.view.is_empty
    assert [m.state for m in kept.view.moments] == [RuptureState.EXPLORING, RuptureState.SETTLED]
    assert not any(moment.is_first for moment in kept.view.moments)
    kept.presenter.go_back()
    assert [(m.state, m.is_first) for m in kept.view.moments] == [(RuptureState.NOTED, True)]


def test_averages_reach_over_the_edge_of_the_window(kept: Kept) -> None:
    for day in range(16, 31):
        kept.check_in(days_ago(day), 2)
    kept.presenter.refresh()
    assert [average.day for average in kept.view.averages] == [date(2026, 11, 1), date(2026, 11, 2)]


def test_a_refresh_shows_what_changed(kept: Kept) -> None:
    kept.presenter.refresh()
    mood = kept.check_in(days_ago(0))
    kept.presenter.refresh()
    assert tuple(kept.view.moods) == (mood,)
    kept.mood.delete(mood.id)
    kept.presenter.refresh()
    assert kept.view.is_empty


def test_a_known_error_is_told_and_any_other_is_a_bug(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(error: Exception) -> None:
        def raising() -> None:
            raise error

        monkeypatch.setattr(kept.timeline, "all", raising)
        kept.presenter.refresh()

    fail(DiskFault())
    assert [type(error) for error in kept.errors] == [DiskFault]
    with pytest.raises(ZeroDivisionError):
        fail(ZeroDivisionError())

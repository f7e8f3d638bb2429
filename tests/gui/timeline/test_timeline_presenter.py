from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from helpers.journals import NOON
from helpers.timeline import Kept, days_ago

from repair_desktop.core.errors import DiskFault
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline_choice import Lens, TimelineChoice
from repair_desktop.core.windows import Span, TimeWindow
from repair_desktop.gui.timeline.presenter import TimelinePresenter


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


# --- reading ---------------------------------------------------------------------------------


def test_what_is_seen_at_once_comes_before_all_of_it(kept: Kept) -> None:
    old, new = kept.check_in(days_ago(400)), kept.check_in(days_ago(1))
    kept.jobs.hold = True
    kept.presenter.refresh()
    kept.jobs.run_one()
    first = kept.view
    assert not first.is_whole
    assert (tuple(first.moods), first.timeline.all.moods) == ((new,), (new,))
    assert first.timeline.first == old.at.date()
    assert first.has_earlier
    kept.jobs.run_held()
    assert kept.view.is_whole
    assert kept.view.timeline.all.moods == (old, new)
    assert kept.view.part == first.part
    kept.presenter.refresh()
    kept.jobs.run_one()
    assert kept.view.is_whole


def test_a_failure_is_told_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DiskFault

    for name in ("choice", "near", "all"):
        monkeypatch.setattr(kept.timeline, name, fail)
    kept.presenter.refresh()
    assert [type(error) for error in kept.errors] == [DiskFault]


# --- how it is looked at ---------------------------------------------------------------------


def test_how_it_was_looked_at_comes_back_with_the_next_start(kept: Kept) -> None:
    kept.check_in(days_ago(1), tags=("work",))
    kept.presenter.refresh()
    kept.presenter.choose(Span.YEAR)
    kept.presenter.show_as_table(True)
    kept.presenter.sift(MoodFilter(frozenset({"work"})))
    later = TimelinePresenter(kept.timeline, kept.sessions, kept.jobs, kept.clock)
    later.changed.connect(kept.views.append)
    later.refresh()
    choice = kept.view.choice
    assert choice == TimelineChoice(
        span=Span.YEAR, as_table=True, filter=MoodFilter(frozenset({"work"}))
    )


def test_a_choice_that_can_not_be_kept_is_made_all_the_same(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_choice: object) -> None:
        raise DiskFault

    kept.presenter.refresh()
    monkeypatch.setattr(kept.timeline, "keep_choice", fail)
    kept.presenter.choose(Span.YEAR)
    assert kept.view.span is Span.YEAR
    assert kept.errors == []


def test_a_filter_that_was_kept_asks_for_nothing_that_is_gone(kept: Kept) -> None:
    asked = MoodFilter(frozenset({"work"}), rupture_id=RuptureId("gone"))
    kept.timeline.keep_choice(TimelineChoice(filter=asked))
    mood = kept.check_in(days_ago(1))
    kept.jobs.hold = True
    kept.presenter.refresh()
    kept.jobs.run_one()
    assert kept.view.choice.filter == MoodFilter(frozenset({"work"}))
    kept.jobs.run_held()
    assert kept.view.choice.filter == EVERYTHING
    assert tuple(kept.view.moods) == (mood,)


def test_a_filter_sifts_check_ins_and_leaves_the_rest(kept: Kept) -> None:
    work = kept.check_in(days_ago(2), tags=("work",))
    kept.check_in(days_ago(1))
    kept.rupture(days_ago(3))
    kept.presenter.refresh()
    kept.presenter.sift(MoodFilter(frozenset({"work"})))
    assert tuple(kept.view.moods) == (work,)
    assert len(kept.view.moments) == 1
    assert not kept.view.is_empty
    kept.presenter.sift(MoodFilter(frozenset({"nowhere"})))
    assert not kept.view.is_empty
    kept.presenter.sift(EVERYTHING)
    assert len(kept.view.moods) == 2


def test_another_lens_shows_the_same_days_where_it_can(kept: Kept) -> None:
    kept.check_in(days_ago(700))
    kept.presenter.refresh()
    kept.presenter.show_day(date(2025, 8, 9), Span.WEEK)
    kept.presenter.look_through(Lens.CALENDAR)
    assert kept.view.window == TimeWindow(date(2025, 8, 1), date(2025, 9, 1))
    kept.presenter.look_through(Lens.SESSIONS)
    assert kept.view.window == TimeWindow(date(2025, 7, 1), date(2025, 10, 1))
    kept.presenter.look_through(Lens.RUPTURE)
    assert kept.view.window == kept.view.timeline.window
    kept.presenter.look_through(Lens.MOODS)
    kept.presenter.choose(Span.ALL)
    assert kept.view.window.start == days_ago(700).date()
    kept.presenter.look_through(Lens.CALENDAR)
    assert kept.view.span is Span.YEAR


# --- moving freely ---------------------------------------------------------------------------


def test_after_a_zoom_no_stretch_of_the_calendar_is_shown(kept: Kept) -> None:
    kept.check_in(days_ago(300))
    kept.presenter.refresh()
    kept.presenter.zoom(0.5, date(2026, 11, 10))
    view = kept.view
    assert (view.span, view.window.days) == (None, 15)
    assert view.window.holds(date(2026, 11, 10))
    kept.presenter.go_back()
    assert kept.view.window == view.window.pan(-15)
    kept.presenter.go_forward()
    assert kept.view.window == view.window
    kept.presenter.choose(Span.MONTH)
    assert kept.view.window == TimeWindow.around(NOON.date(), Span.MONTH)


def test_a_free_window_elsewhere_leads_to_its_own_month(kept: Kept) -> None:
    kept.check_in(days_ago(300))
    kept.presenter.refresh()
    kept.presenter.pan(-100)
    assert not kept.view.holds_today
    middle = kept.view.window.start + timedelta(days=15)
    kept.presenter.look_through(Lens.CALENDAR)
    assert kept.view.window == TimeWindow.around(middle, Span.MONTH)


def test_a_zoom_ends_where_there_is_no_more(kept: Kept) -> None:
    kept.check_in(days_ago(200))
    kept.presenter.refresh()
    for _ in range(30):
        kept.presenter.zoom(2.0, NOON.date())
    assert kept.view.window.days <= 201
    for _ in range(30):
        kept.presenter.zoom(0.5, NOON.date())
    assert kept.view.window == TimeWindow.around(NOON.date(), Span.DAY)


def test_a_step_that_is_too_long_shows_all_there_is(kept: Kept) -> None:
    kept.check_in(days_ago(200))
    kept.presenter.refresh()
    for _ in range(3):
        kept.presenter.zoom(2.0, NOON.date())
    assert kept.view.window.days == 201


def test_more_days_are_never_fewer_however_old_the_first_check_in_is(kept: Kept) -> None:
    kept.check_in(NOON.replace(year=1900))
    kept.presenter.refresh()
    kept.presenter.choose(Span.ALL)
    every = kept.view.window
    kept.presenter.zoom(2.0, NOON.date())
    assert kept.view.window == every
    kept.presenter.zoom(0.8, NOON.date())
    assert kept.view.window.days == round(every.days * 0.8)
    kept.presenter.zoom(1.25, NOON.date())
    assert kept.view.window.days == every.days


def test_past_midnight_one_can_still_go_to_the_next_month(kept: Kept) -> None:
    kept.session(NOON.replace(month=12, day=5))
    kept.clock.moment = NOON.replace(day=30, hour=23)
    kept.presenter.refresh()
    kept.clock.moment = NOON.replace(month=12, day=1, hour=0)
    kept.presenter.go_forward()
    assert kept.view.window == TimeWindow.around(date(2026, 12, 1), Span.MONTH)
    kept.presenter.go_back()
    kept.presenter.go_to(date(2026, 12, 20))
    assert kept.view.window == TimeWindow.around(date(2026, 12, 1), Span.MONTH)


def test_past_midnight_today_is_the_new_day(kept: Kept) -> None:
    kept.presenter.choose(Span.DAY)
    kept.presenter.refresh()
    kept.clock.moment = NOON + timedelta(days=1)
    kept.presenter.go_to_today()
    assert kept.view.today == kept.view.window.start == kept.clock.moment.date()


def test_days_move_no_further_than_there_is_something_and_come_back_to_this_month(
    kept: Kept,
) -> None:
    kept.check_in(days_ago(40))
    kept.presenter.refresh()
    month = kept.view.window
    kept.presenter.pan(-9000)
    assert kept.view.window.start == days_ago(40).date()
    shown = len(kept.views)
    kept.presenter.pan(-1)
    assert len(kept.views) == shown
    kept.presenter.pan(9000)
    assert kept.view.window == month


def test_a_day_can_be_gone_to_from_every_window(kept: Kept) -> None:
    kept.check_in(days_ago(700))
    kept.presenter.refresh()
    day = date(2025, 8, 9)
    for span in Span:
        kept.presenter.choose(span)
        kept.presenter.go_to(day)
        assert kept.view.window.holds(day)
        assert kept.view.span is (Span.YEAR if span is Span.ALL else span)
        kept.presenter.go_to_today()
    kept.presenter.zoom(0.5, kept.view.window.start)
    days = kept.view.window.days
    kept.presenter.go_to(day)
    assert (kept.view.window.holds(day), kept.view.window.days) == (True, days)

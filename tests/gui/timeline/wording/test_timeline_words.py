from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QLocale

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline import Bucket
from repair_desktop.core.windows import Span
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.wording.calendar_words import day_and_month, day_and_time
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_month_year


@pytest.fixture
def words() -> TimelineWords:
    return TimelineWords(therapist_name(""), {"calm": "ruhig", "work": "Arbeit"})


# --- dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "full", "short", "with_year"),
    [
        ("en_GB", "5 October", "5 Oct", "5 October 2026"),
        ("en_US", "October 5", "Oct 5", "October 5, 2026"),
        ("de_DE", "5. Oktober", "5. Okt.", "5. Oktober 2026"),
        ("da_DK", "5. oktober", "5. okt.", "den 5. oktober 2026"),
        ("es_ES", "5 de octubre", "5 de oct", "5 de octubre de 2026"),
        ("ja_JP", "10月5日", "10月5日", "2026年10月5日"),
        ("lv_LV", "5. oktobris", "5. okt.", "2026. gada 5. oktobris"),
    ],
)
def test_dates_are_written_as_the_country_does(
    country: str, full: str, short: str, with_year: str
) -> None:
    QLocale.setDefault(QLocale(country))
    day = date(2026, 10, 5)
    assert (day_and_month(day), day_and_month(day, short=True)) == (full, short)
    assert day_month_year(day) == with_year


@pytest.mark.parametrize("form", ["yyyy-MM-dd", "dddd", "d.M.d.M", "'d' MMMM", ""])
def test_a_form_that_somebody_made_up_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(QLocale, "dateFormat", lambda *_: form)
    assert "5" in day_and_month(date(2026, 10, 5))


def test_a_moment_has_its_weekday_and_the_time_on_the_wall() -> None:
    assert day_and_time(datetime(2026, 10, 5, 8, 4)) == "Monday, 5 October 2026, 08:04"


# --- check-ins -------------------------------------------------------------------------------


def test_a_quick_check_in_says_its_word(kept: Kept, words: TimelineWords) -> None:
    said = words.shown(kept.check_in(days_ago(3, hour=9), 2))
    assert said == "Friday, 20 November 2026, 09:00. Good."


def test_a_full_check_in_says_everything(kept: Kept, words: TimelineWords) -> None:
    mood = kept.check_in(
        days_ago(3, hour=9),
        -3,
        energy=4,
        feelings=(RatedWord("calm"), RatedWord("calm", own=True), RatedWord("unheard")),
        tags=("work", "<b>bus</b>"),
        note="A long day.",
        later=timedelta(days=2),
    )
    assert words.shown(mood) == (
        "Friday, 20 November 2026, 09:00. Low, pleasantness −3, energy 4. "
        "Feelings: ruhig, calm, unheard. Tags: Arbeit, <b>bus</b>. Note: A long day. Added later."
    )


@pytest.mark.parametrize(
    ("bucket", "said"),
    [
        (Bucket(date(2026, 11, 2), 1, 1, 2, 2, 2), "Monday, 2 November 2026. 1 check-in: Good."),
        (
            Bucket(date(2026, 11, 2), 3, 4, -4, 2, 0),
            "2 November to 4 November 2026. 4 check-ins, from Rough to Good.",
        ),
        (
            Bucket(date(2026, 12, 31), 2, 2, 0, 1, 1),
            "31 December to 1 January 2027. 2 check-ins: Okay.",
        ),
    ],
)
def test_several_days_say_how_many_and_from_where_to_where(
    words: TimelineWords, bucket: Bucket, said: str
) -> None:
    assert words.shown(bucket) == said


# --- ruptures --------------------------------------------------------------------------------


def test_a_rupture_is_called_by_its_title_its_kind_or_the_usual_words(
    kept: Kept, words: TimelineWords
) -> None:
    kept.rupture(days_ago(9), title="The <i>clock</i>", kind="forgot")
    kept.rupture(days_ago(8), kind="forgot")
    kept.rupture(days_ago(7))
    kept.presenter.refresh()
    assert [words.title(moment.summary) for moment in kept.view.moments] == [
        "The <i>clock</i>",
        "My therapist forgot something that matters",
        "Something felt off",
    ]


def test_a_moment_says_its_state_and_where_things_stand_now(
    kept: Kept, words: TimelineWords
) -> None:
    kept.rupture(days_ago(5), (RuptureState.LEFT, days_ago(1)), happened=days_ago(9))
    kept.presenter.refresh()
    assert [words.shown(moment) for moment in kept.view.moments] == [
        "Saturday, 14 November 2026. Something felt off: It happened. "
        "Where it stands now: Left as it is.",
        "Wednesday, 18 November 2026, 12:00. Something felt off: Noted. "
        "Where it stands now: Left as it is.",
        "Sunday, 22 November 2026, 12:00. Something felt off: Left as it is.",
    ]


# --- the window ------------------------------------------------------------------------------


def test_the_summary_says_how_many_and_counts_only_days_that_came(
    kept: Kept, words: TimelineWords
) -> None:
    kept.check_in(days_ago(40))
    kept.check_in(days_ago(1))
    kept.check_in(days_ago(1, hour=20))
    kept.presenter.refresh()
    kept.presenter.choose(Span.QUARTER)
    assert words.summary(kept.view) == (
        "1 October to 31 December 2026, up to today. Check-ins on 2 of 54 days, 3 in all."
    )
    kept.presenter.show_day(date(2026, 10, 1), Span.MONTH)
    assert words.summary(kept.view) == (
        "1 October to 31 October 2026. Check-ins on 1 of 31 days, 1 in all."
    )


def test_days_without_check_ins_are_no_reproach(kept: Kept, words: TimelineWords) -> None:
    kept.check_in(days_ago(70))
    kept.presenter.refresh()
    kept.presenter.go_back()
    assert words.summary(kept.view) == "1 October to 31 October 2026. No check-ins in this time."


@pytest.mark.parametrize(
    ("bar_days", "says"),
    [(0, "one check-in"), (1, "one day, from its lowest"), (7, "7 days, from the lowest")],
)
def test_the_explanation_fits_what_is_drawn(
    kept: Kept, words: TimelineWords, bar_days: int, says: str
) -> None:
    kept.check_in(days_ago(1))
    kept.presenter.refresh()
    assert says in words.explanation(kept.view, False, bar_days)
    assert "average" not in words.explanation(kept.view, False, bar_days)
    assert "5 or more on both sides" in words.explanation(kept.view, True, bar_days)
    assert "session" not in words.explanation(kept.view, True, bar_days)


def test_nothing_is_explained_where_there_is_nothing(kept: Kept, words: TimelineWords) -> None:
    kept.presenter.refresh()
    assert words.explanation(kept.view, False, 0) == ""
    kept.session(days_ago(3))
    kept.presenter.refresh()
    assert words.explanation(kept.view, False, 0) == "A triangle under the lines is a session."
    (session,) = kept.view.sessions
    assert words.shown(session) == "Friday, 20 November 2026, 12:00. Session."


def test_counts_have_the_digits_of_the_days_beside_them(kept: Kept, words: TimelineWords) -> None:
    kept.check_in(days_ago(1))
    kept.check_in(days_ago(1, hour=20))
    kept.presenter.refresh()
    QLocale.setDefault(QLocale("ar_EG"))
    assert "on ١ of ٢٣ days, ٢ in all." in words.summary(kept.view)

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal, reflect_service

from repair_desktop.content.demo import load_demo
from repair_desktop.content.worksheets import load_words
from repair_desktop.core.answers import Answer
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import PromptId, RuptureId, SessionId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.times import fixed_offset
from repair_desktop.core.worksheets import Place
from repair_desktop.services.demo import DEFAULT_YEARS, MOST_YEARS, SEED, fill
from repair_desktop.services.mood import MoodService
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.settings import SettingsService
from repair_desktop.storage.journal import SqlJournal

TEXT = load_demo(WORKSHEETS)
SEEDS = [SEED, 1]


@dataclass
class Life:
    """A made-up journal, read."""

    journal: SqlJournal
    moods: list[Mood]
    ruptures: list[RuptureSummary]

    def answers(self, summary: RuptureSummary) -> dict[PromptId, Answer]:
        [entry] = summary.entries
        return self.journal.entries.answers(entry.id)


@contextmanager
def life(
    folder: Path, years: int = DEFAULT_YEARS, seed: int = SEED, now: datetime = NOON
) -> Iterator[Life]:
    folder.mkdir(exist_ok=True)
    with real_journal(folder) as journal:
        fill(journal, WORKSHEETS, TEXT, now, years, seed)
        clock = SetClock(now)
        moods = list(MoodService(journal, clock).all())
        yield Life(journal, moods, list(reflect_service(journal, clock).ruptures()))


def content(life: Life) -> tuple[object, ...]:
    """Everything but ids, which are new in every journal."""
    days = {session.id: session.day for session in life.journal.sessions.all()}
    noted = {s.rupture.id: s.rupture.noted_at for s in life.ruptures}
    moods = [
        (m.at, m.written_at, m.pleasantness, m.energy, m.feelings, m.tags, m.note,
         m.session_id and days[m.session_id], m.rupture_id and noted[m.rupture_id])
        for m in life.moods
    ]  # fmt: skip
    ruptures = [
        (s.rupture.title, s.rupture.happened_on, s.rupture.noted_at, s.rupture.history, s.kind,
         s.first_size, s.last_size, life.answers(s), replace(s.entries[0], id="", rupture_id=None))  # type: ignore[arg-type]
        for s in life.ruptures
    ]  # fmt: skip
    return moods, ruptures, SettingsService(life.journal).load()


OF_SESSIONS = {Place.BEFORE_SESSION, Place.AFTER_SESSION}


def test_pages_beside_the_ruptures(tmp_path: Path) -> None:
    with life(tmp_path, years=1) as one:
        reflect = reflect_service(one.journal, SetClock())
        entries = reflect.entries()
        pages = [(entry.worksheet_id, entry.finished_at is not None) for entry in entries]
        newest_first = [
            page
            for page in sorted(TEXT.pages, key=lambda page: page.days_ago)
            if not WORKSHEETS[page.worksheet_id].offered & OF_SESSIONS
        ]
        assert pages == [(page.worksheet_id, True) for page in newest_first]
        for entry, page in zip(entries, newest_first, strict=True):
            assert reflect.open(entry.id).answers == page.answers
            assert entry.begun_at.date() == (NOON - timedelta(days=page.days_ago)).date()


def test_a_session_a_week_with_what_was_written_for_it(tmp_path: Path) -> None:
    with life(tmp_path, years=1) as one:
        reflect = reflect_service(one.journal, SetClock())
        view = SessionService(one.journal, WORKSHEETS, reflect, SetClock()).view()
        assert view.next is not None
        assert view.next.session.day == NOON.date() + timedelta(days=2)
        assert [entry.worksheet_id for entry in view.next.entries] == ["session-plan"]
        days = [summary.session.day for summary in view.past]
        assert {(a - b).days for a, b in pairwise(days)} == {7}
        assert len(days) == 52
        assert 0 < sum(not summary.session.takes_place for summary in view.past) < 10
        assert len(view.tracks) == 5
        assert all(len(track.points) > 30 for track in view.tracks)
        assert len({point.place for track in view.tracks for point in track.points}) > 2
        written = {entry.worksheet_id for each in view.past for entry in each.entries}
        assert written == {"session-notes", "session-check-in"}
        for each in view.past:
            worksheets = [entry.worksheet_id for entry in each.entries]
            assert len(worksheets) == len(set(worksheets))


@pytest.mark.parametrize("seed", SEEDS)
def test_sessions_were_looked_back_on_in_all_the_years(tmp_path: Path, seed: int) -> None:
    with life(tmp_path, seed=seed) as one:
        reflect = reflect_service(one.journal, SetClock())
        view = SessionService(one.journal, WORKSHEETS, reflect, SetClock()).view()
        for track in view.tracks:
            days = [track.points[0].day - timedelta(days=14), *(p.day for p in track.points)]
            assert (NOON.date() - days[1]).days > 365 * DEFAULT_YEARS - 50
            assert max((later - day).days for day, later in pairwise(days)) <= 8 * 7
            assert 60 < len(track.points) < 100


@pytest.mark.parametrize("seed", SEEDS)
def test_some_check_ins_belong_to_a_session_and_some_to_a_rupture(
    tmp_path: Path, seed: int
) -> None:
    with life(tmp_path, seed=seed) as one:
        sessions = {session.id: session for session in one.journal.sessions.all()}
        ruptures = {each.rupture.id: each.rupture for each in one.ruptures}
        of_sessions = [mood for mood in one.moods if mood.session_id is not None]
        of_ruptures = [mood for mood in one.moods if mood.rupture_id is not None]
        assert 20 < len(of_sessions) < 70
        assert 5 < len(of_ruptures) < 70
        for mood in of_sessions:
            session = sessions[SessionId(str(mood.session_id))]
            assert (session.day, session.takes_place) == (mood.at.date(), True)
            assert session.clock is not None
            assert session.clock < mood.at.time()
        for mood in of_ruptures:
            noted = ruptures[RuptureId(str(mood.rupture_id))].noted_at.date()
            assert 0 < (mood.at.date() - noted).days <= 7
        newest = max(mood.at for mood in of_sessions)
        assert NOON - newest < timedelta(days=60)
        assert min(mood.at for mood in of_sessions) < NOON - timedelta(days=600)


# --- the same, and different -----------------------------------------------------------------


def test_the_same_seed_gives_the_same_life(tmp_path: Path) -> None:
    with life(tmp_path / "a") as one, life(tmp_path / "b") as two:
        assert content(one) == content(two)


def test_another_seed_gives_another(tmp_path: Path) -> None:
    with life(tmp_path / "a") as one, life(tmp_path / "b", seed=1) as two:
        assert content(one) != content(two)
        assert [m.at for m in one.moods] != [m.at for m in two.moods]


def test_no_id_is_there_twice(tmp_path: Path) -> None:
    with life(tmp_path, years=5) as made:
        ids = [m.id for m in made.moods]
        ids += [s.rupture.id for s in made.ruptures]  # type: ignore[misc]
        ids += [s.entries[0].id for s in made.ruptures]  # type: ignore[misc]
        assert len(ids) == len(set(ids))


# --- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", [1, 2, 7])
def test_it_goes_back_that_many_years(tmp_path: Path, years: int) -> None:
    with life(tmp_path, years=years) as made:
        first, last = made.moods[0].at, made.moods[-1].at
        assert abs((NOON - first).days - 365 * years) <= 7
        assert NOON - timedelta(days=7) < last <= NOON
        days = {m.at.date() for m in made.moods}
        assert 0.8 < len(days) / (365 * years) < 0.92
        assert len(made.moods) > len(days) * 1.1


@pytest.mark.parametrize("years", [0, -1, MOST_YEARS + 1])
def test_other_numbers_of_years_are_refused_before_anything_is_written(
    tmp_path: Path, years: int
) -> None:
    with real_journal(tmp_path) as journal:
        with pytest.raises(ValueError, match="1 to 20"):
            fill(journal, WORKSHEETS, TEXT, NOON, years)
        assert SettingsService(journal).load().therapist == ""


@pytest.mark.long
def test_twenty_years(tmp_path: Path) -> None:
    with life(tmp_path, years=MOST_YEARS) as made:
        assert len(made.moods) > 6_000
        assert len(made.ruptures) > 90


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("hour", [0, 8, 12, 23])
def test_nothing_lies_in_the_future(tmp_path: Path, seed: int, hour: int) -> None:
    now = NOON.replace(hour=hour, minute=3)
    with life(tmp_path, seed=seed, now=now) as made:
        for mood in made.moods:
            assert mood.at <= now
            assert mood.written_at <= now
            assert not mood.added_later
        for summary in made.ruptures:
            assert all(change.at <= now for change in summary.rupture.history)
            [entry] = summary.entries
            assert entry.begun_at <= entry.changed_at <= now
            assert entry.finished_at is None or entry.finished_at <= now
            assert summary.rupture.happened_on == entry.begun_at.date()


def test_it_keeps_the_clock_on_the_wall(tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=-9, minutes=-30))
    now = fixed_offset(datetime(2027, 1, 2, 18, 0, tzinfo=zone))
    with life(tmp_path, years=1, now=now) as made:
        assert {m.at.utcoffset() for m in made.moods} == {now.utcoffset()}
        assert {m.at.hour for m in made.moods} <= set(range(7, 23))


# --- ruptures --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("years", [1, 2, 5])
def test_ruptures_end_in_different_ways_and_the_newest_is_open(
    tmp_path: Path, seed: int, years: int
) -> None:
    with life(tmp_path, years=years, seed=seed) as made:
        states = [s.rupture.state for s in made.ruptures]
        assert len(made.ruptures) >= 4 * years
        assert {RuptureState.SETTLED, RuptureState.LEFT} <= set(states)
        assert len(set(states)) >= 3
        assert states[0].is_open
        newest = made.ruptures[0]
        assert newest.rupture.noted_at > NOON - timedelta(days=14)
        assert newest.entries[0].finished_at is None
        assert sum(1 for s in made.ruptures if s.entries[0].finished_at is None) == 1
        for summary in made.ruptures:
            times = [change.at for change in summary.rupture.history]
            assert times == sorted(times)
            assert summary.rupture.history[0].state is RuptureState.NOTED


@pytest.mark.parametrize("seed", SEEDS)
def test_the_open_one_is_answered_only_as_far_as_it_has_come(tmp_path: Path, seed: int) -> None:
    with life(tmp_path, seed=seed) as made:
        newest = made.ruptures[0]
        answered = made.answers(newest)
        assert PromptId("s1.what") in answered
        assert PromptId("s6.now") not in answered
        assert PromptId("close.now") not in answered
        place = newest.entries[0].place
        assert place is not None
        assert place not in answered


def test_the_others_are_answered_to_the_end(tmp_path: Path) -> None:
    with life(tmp_path) as made:
        stories = [dict(story.answers) for story in TEXT.stories]
        for summary in made.ruptures[1:]:
            answers = made.answers(summary)
            assert answers.pop(PromptId("s1.when")) is not None
            assert answers in stories
        settled = [s for s in made.ruptures if s.rupture.state is RuptureState.SETTLED]
        assert all(s.last_size is not None and s.first_size is not None for s in settled)
        assert all(s.last_size < s.first_size for s in settled if s.last_size and s.first_size)


@pytest.mark.parametrize("seed", SEEDS)
def test_mood_sinks_with_a_rupture_and_climbs_out_of_it(tmp_path: Path, seed: int) -> None:
    with life(tmp_path, years=5, seed=seed) as made:
        starts = [s.rupture.noted_at.date() for s in made.ruptures]
        after, later = [], []
        for mood in made.moods:
            days = [(mood.at.date() - start).days for start in starts]
            since = min((d for d in days if d >= 0), default=None)
            if since is not None and 0 < since <= 7:
                after.append(mood.pleasantness)
            elif since is None or since > 36:
                later.append(mood.pleasantness)
        assert mean(after) < mean(later) - 0.7


# --- like a person's -------------------------------------------------------------------------


def test_words_come_from_the_lists_and_fit_the_mood(tmp_path: Path) -> None:
    feelings = {o.id for group in load_words("feelings") for o in group.options}
    tags = {o.id for group in load_words("tags") for o in group.options}
    notes = {"", *TEXT.low_notes, *TEXT.middle_notes, *TEXT.high_notes}
    with life(tmp_path) as made:
        for mood in made.moods:
            assert feelings.issuperset(word.word for word in mood.feelings)
            assert tags.issuperset(mood.tags)
            assert len(mood.tags) == len(set(mood.tags))
            assert mood.note in notes
            if mood.note in TEXT.low_notes:
                assert mood.pleasantness < 0
            if mood.note in TEXT.high_notes:
                assert mood.pleasantness > 0
        assert any(m.energy is None for m in made.moods)
        assert any(m.energy is not None for m in made.moods)
        assert len({m.pleasantness for m in made.moods}) == 9
        assert {m.note for m in made.moods} == notes


def test_it_goes_the_same_way_as_a_persons_own_words(tmp_path: Path) -> None:
    """What services do besides storing is there too: words used lately, the therapist's name."""
    with life(tmp_path) as made:
        assert SettingsService(made.journal).load().therapist == TEXT.therapist
        assert set(made.journal.settings.words("tag")) == set(TEXT.tags)
        assert made.journal.settings.words("need")


def test_everything_is_written_or_nothing(tmp_path: Path) -> None:
    broken = replace(TEXT, tags=TEXT.tags[:1])  # two are to be chosen some day
    with real_journal(tmp_path) as journal:
        with pytest.raises(ValueError, match=r"[Ss]ample"):
            fill(journal, WORKSHEETS, broken, NOON)
        assert SettingsService(journal).load().therapist == ""
        assert journal.entries.all() == []
        assert journal.moods.between() == []


def test_a_leap_day(tmp_path: Path) -> None:
    leap = datetime(2028, 2, 29, 12, 0, tzinfo=NOON.tzinfo)
    with life(tmp_path, years=1, now=leap) as made:
        assert made.moods[-1].at.date() >= date(2028, 2, 25)

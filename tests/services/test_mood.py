from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from helpers.journals import NOON, a_rupture, a_session, an_entry
from helpers.real_journal import SetClock, real_journal, reflect_service

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.errors import BadDate
from repair_desktop.core.linking import Linkable
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.storage.journal import SqlJournal


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


@pytest.fixture
def service(journal: SqlJournal, clock: SetClock) -> MoodService:
    return MoodService(journal, clock)


def test_everything_that_was_entered_is_kept(service: MoodService, journal: SqlJournal) -> None:
    entry, rupture = an_entry(), a_rupture()
    journal.entries.add(entry)
    journal.ruptures.add(rupture)
    check_in = CheckIn(
        at=NOON - timedelta(hours=3),
        pleasantness=-3,
        energy=4,
        feelings=(RatedWord("tense", strength=0), RatedWord("like \u202egrey", own=True)),
        tags=("work", "the 8 o'clock bus 🚌"),
        note=" a\tb\x00\n\n ",
        rupture_id=rupture.id,
        entry_id=entry.id,
    )
    kept = service.save(check_in)
    assert list(service.all()) == [kept]
    assert kept.written_at == NOON
    for name in ("at", "pleasantness", "energy", "feelings", "tags", "note"):
        assert getattr(kept, name) == getattr(check_in, name)
    assert (kept.rupture_id, kept.entry_id) == (rupture.id, entry.id)


def test_several_a_day_each_have_an_id(service: MoodService) -> None:
    ids = {service.save(CheckIn(NOON, pleasantness=level)).id for level in (0, 0, 2)}
    assert len(ids) == 3
    assert [mood.pleasantness for mood in service.all()] == [0, 0, 2]


def test_a_change_keeps_its_id_and_when_it_was_written(
    service: MoodService, clock: SetClock
) -> None:
    kept = service.save(CheckIn(NOON, pleasantness=-4, note="before"))
    clock.pass_by(days=2)
    changed = service.save(CheckIn(NOON, pleasantness=2), kept.id)
    assert changed == replace(kept, pleasantness=2, note="")
    assert list(service.all()) == [changed]


def test_the_clock_on_the_wall_is_kept_after_a_move(service: MoodService) -> None:
    in_tokyo = datetime(2026, 11, 23, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    service.save(CheckIn(in_tokyo, pleasantness=0))
    assert service.all()[0].at.isoformat() == in_tokyo.isoformat()


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (NOON + timedelta(minutes=6), "future"),
        (datetime(1899, 12, 31, 23, 59, tzinfo=UTC), "too_early"),
    ],
)
def test_an_impossible_moment_keeps_nothing(
    service: MoodService, at: datetime, reason: str
) -> None:
    kept = service.save(CheckIn(NOON, pleasantness=0))
    for mood_id in (None, kept.id):
        with pytest.raises(BadDate) as error:
            service.save(CheckIn(at, pleasantness=4), mood_id)
        assert error.value.facts == {"reason": reason}
    assert list(service.all()) == [kept]


@pytest.mark.parametrize(("pleasantness", "energy"), [(5, None), (0, -5)])
def test_what_lies_beside_the_grid_is_refused(
    service: MoodService, pleasantness: int, energy: int | None
) -> None:
    with pytest.raises(ValueError, match="between"):
        service.save(CheckIn(NOON, pleasantness, energy))
    assert not service.all()


def test_check_in_and_used_words_are_kept_together_or_not_at_all(
    service: MoodService, journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(journal.settings, "use_words", broken)
    with pytest.raises(OSError):  # noqa: PT011
        service.save(CheckIn(NOON, pleasantness=0, tags=("work",)))
    assert not service.all()


def test_a_window_has_its_start_and_not_its_end(service: MoodService) -> None:
    for hours in (3, 2, 1):
        service.save(CheckIn(NOON - timedelta(hours=hours), pleasantness=-hours))
    found = service.between(NOON - timedelta(hours=3), NOON - timedelta(hours=1))
    assert [mood.pleasantness for mood in found] == [-3, -2]


def test_oldest_first_whenever_it_was_written(service: MoodService) -> None:
    for days in (0, 2, 1):
        service.save(CheckIn(NOON - timedelta(days=days), pleasantness=days))
    assert [mood.pleasantness for mood in service.all()] == [2, 1, 0]


def test_a_deletion_can_be_taken_back(service: MoodService) -> None:
    kept = service.save(CheckIn(NOON, pleasantness=0))
    service.delete(kept.id)
    assert not service.all()
    assert service.find(kept.id) is None
    service.restore(kept.id)
    assert list(service.all()) == [kept]
    assert service.find(kept.id) == kept


def test_what_is_deleted_can_not_be_changed(service: MoodService) -> None:
    kept = service.save(CheckIn(NOON, pleasantness=0))
    service.delete(kept.id)
    with pytest.raises(KeyError):
        service.save(CheckIn(NOON, pleasantness=4), kept.id)


def test_words_used_last_come_first(service: MoodService, clock: SetClock) -> None:
    first = CheckIn(NOON, 0, feelings=(RatedWord("sad"), RatedWord("grey", own=True)))
    service.save(replace(first, tags=("work", "sleep")))
    clock.pass_by(minutes=1)
    service.save(CheckIn(NOON, 0, feelings=(RatedWord("sad"),), tags=("work",)))
    assert list(service.recent_words("feeling")) == ["sad", "grey"]
    assert list(service.recent_words("tag")) == ["work", "sleep"]


def test_it_belongs_to_what_was_chosen_and_can_be_let_go(
    service: MoodService, journal: SqlJournal
) -> None:
    journal.sessions.save(a_session())
    kept = service.save(CheckIn(NOON, 0, session_id=a_session().id))
    assert kept.session_id == a_session().id
    assert service.find(kept.id) == kept
    service.save(CheckIn(NOON, 0), kept.id)
    assert service.find(kept.id) == replace(kept, session_id=None)


def test_a_session_of_the_same_day_is_not_linked_unasked(
    service: MoodService, journal: SqlJournal
) -> None:
    journal.sessions.save(a_session(day=(NOON - timedelta(days=1)).date()))
    assert service.save(CheckIn(NOON - timedelta(days=1), 0)).session_id is None


def test_it_can_belong_to_what_is_not_set_aside(journal: SqlJournal, clock: SetClock) -> None:
    reflect = reflect_service(journal, clock)
    service = MoodService(journal, clock, reflect.ruptures)
    assert service.linkable() == Linkable([], [])
    for number in (1, 2, 3):
        at = NOON - timedelta(days=number)
        journal.ruptures.add(a_rupture(number, at))
        journal.sessions.save(a_session(number, day=at.date()))
    journal.ruptures.delete(a_rupture(2).id)
    journal.sessions.delete(a_session(2).id)
    found = service.linkable()
    assert [each.rupture.id for each in found.ruptures] == [a_rupture(1).id, a_rupture(3).id]
    assert [each.id for each in found.sessions] == [a_session(3).id, a_session(1).id]

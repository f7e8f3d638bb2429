from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.backups import DAYS, MONTHS, WEEKS, superseded
from repair_desktop.core.ports import Backup, BackupKind, CopyFacts, Header

NOW = datetime(2026, 11, 25, 18, tzinfo=timezone(timedelta(hours=1)))
HEADER = Header("0" * 32, 1, "journal.1.db", bytes(16))


def made(at: datetime, kind: BackupKind = BackupKind.REGULAR) -> Backup:
    path = Path(f"{kind.value}-{at.astimezone(UTC):%Y%m%d-%H%M%S}.rdbackup")
    return Backup(path, at, kind, HEADER, CopyFacts(0, 1), 4096)


def daily(days: int) -> list[Backup]:
    return [made(NOW - timedelta(days=day)) for day in range(days)]


def kept(backups: list[Backup]) -> list[Backup]:
    gone = superseded(backups, NOW)
    assert all(backup in backups for backup in gone)
    return [backup for backup in backups if backup not in gone]


def test_the_first_week_is_kept_whole() -> None:
    assert kept(daily(DAYS)) == daily(DAYS)


def test_after_two_years_of_days_there_are_days_weeks_and_months() -> None:
    dates = [(NOW - backup.made_at).days for backup in kept(daily(730))]
    assert dates[:7] == [0, 1, 2, 3, 4, 5, 6]
    # Wednesday: the newest of each of the last four weeks are today and the Sundays.
    assert [day for day in dates if 7 <= day < 25] == [10, 17]
    months = {backup.made_at.month for backup in kept(daily(730))}
    assert len(months) == MONTHS
    assert len(dates) <= DAYS + WEEKS + MONTHS


def test_of_several_a_day_the_newest_is_kept() -> None:
    hours = [made(NOW - timedelta(hours=hour)) for hour in range(5)]
    assert kept(hours) == hours[:1]


def test_who_writes_seldom_keeps_the_last_ones_of_long_ago() -> None:
    seldom = [made(NOW - timedelta(days=200 * number)) for number in range(5)]
    assert kept(seldom) == seldom


def test_a_safety_copy_stays_thirty_days() -> None:
    young = made(NOW - timedelta(days=29), BackupKind.SAFETY)
    old = made(NOW - timedelta(days=31), BackupKind.SAFETY)
    assert kept([*daily(1), young, old]) == [*daily(1), young]


def test_the_newest_of_all_stays_whatever_it_is() -> None:
    only = made(NOW - timedelta(days=400), BackupKind.SAFETY)
    assert kept([only]) == [only]


@given(st.lists(st.tuples(st.integers(-40, 900), st.sampled_from(BackupKind)), max_size=80))
def test_it_is_never_too_many_and_never_none(drawn: list[tuple[int, BackupKind]]) -> None:
    backups = [made(NOW - timedelta(days=days), kind) for days, kind in set(drawn)]
    left = kept(backups)
    regular = [backup for backup in left if backup.kind is BackupKind.REGULAR]
    assert len(regular) <= DAYS + WEEKS + MONTHS
    if backups:
        newest = max(backups, key=lambda backup: backup.made_at).made_at
        assert newest in [backup.made_at for backup in left]

"""Which backups are kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta

from repair_desktop.core.ports import Backup, BackupKind

DAYS = 7
WEEKS = 4
MONTHS = 12
"""Of how many days, weeks and months that have backups the newest one is kept."""

SAFETY_DAYS = 30
"""How long a backup is kept that was made before something that changed everything."""


def superseded(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Return the backups that can go; the newest of all is never among them.

    Days, weeks and months are those of the person's clock now; what is dated later than today
    counts as any other.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    kept = newest_first[:1]
    regular = [each for each in newest_first if each.kind is BackupKind.REGULAR]
    local = [each.made_at.astimezone(now.tzinfo) for each in regular]
    kept += _newest_of_each(regular, [(at.year, at.month, at.day) for at in local], DAYS)
    kept += _newest_of_each(regular, [at.isocalendar()[:2] for at in local], WEEKS)
    kept += _newest_of_each(regular, [(at.year, at.month) for at in local], MONTHS)
    oldest = now - timedelta(days=SAFETY_DAYS)
    kept += [
        each for each in newest_first if each.kind is BackupKind.SAFETY and each.made_at > oldest
    ]
    paths = {backup.path for backup in kept}
    return [backup for backup in newest_first if backup.path not in paths]


def _newest_of_each(
    newest_first: Sequence[Backup], periods: Sequence[Hashable], count: int
) -> list[Backup]:
    found: dict[Hashable, Backup] = {}
    for backup, period in zip(newest_first, periods, strict=True):
        found.setdefault(period, backup)
    return list(found.values())[:count]

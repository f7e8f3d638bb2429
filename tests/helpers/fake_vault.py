"""A vault without a disk, a keyring or cryptography: each part can be told to fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import cast

from repair_desktop.core.errors import (
    JournalExists,
    KeyMissing,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import (
    Backup,
    Header,
    Journal,
    JournalKey,
    PassphraseSlot,
    RecoverySlot,
)
from repair_desktop.core.recovery_code import RecoveryCode, code_of
from repair_desktop.services.vault import Protection, Vault

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=timezone(timedelta(hours=1)))

PASSPHRASE = "four quiet paper boats"

OTHER_CODE = code_of([9] * 26)
"""A whole recovery code that opens no journal of any test."""


class FakeClock:
    def now(self) -> datetime:
        return NOW


class FakeJournal:
    """Stands for an open journal; nothing can be read from it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.closed = False

    def close(self) -> None:
        self.closed = True


class FakeSecrets:
    """A keyring in memory. ``fail`` is raised by every call that may fail."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.fail: Exception | None = None
        self.fail_write: Exception | None = None
        self.is_available = True
        self.reads = 0

    @property
    def name(self) -> str:
        return "GNOME Keyring"

    def available(self) -> bool:
        return self.is_available

    def read(self, account: str) -> str:
        self.reads += 1
        if self.fail:
            raise self.fail
        if account not in self.items:
            raise KeyMissing()
        return self.items[account]

    def write(self, account: str, secret: str) -> None:
        failure = self.fail or self.fail_write
        if failure:
            raise failure
        self.items[account] = secret

    def delete(self, account: str) -> None:
        if self.fail:
            raise self.fail
        self.items.pop(account, None)


class FakeSealer:
    """Seals nothing: the slots hold key and passphrase, or key and code, as they are."""

    def seal(self, key: JournalKey, passphrase: str, vault_id: str) -> PassphraseSlot:
        return PassphraseSlot(key.salt, 1, 1, key.key + passphrase.encode())

    def unseal(self, slot: PassphraseSlot, passphrase: str, vault_id: str) -> JournalKey:
        if slot.sealed[32:] != passphrase.encode():
            raise WrongPassphrase()
        return JournalKey(slot.sealed[:32], slot.salt)

    def seal_with_code(self, key: JournalKey, code: RecoveryCode, vault_id: str) -> RecoverySlot:
        return RecoverySlot(key.salt, key.key + code.characters.encode())

    def unseal_with_code(self, slot: RecoverySlot, code: RecoveryCode, vault_id: str) -> JournalKey:
        if slot.sealed[32:] != code.characters.encode():
            raise WrongRecoveryCode()
        return JournalKey(slot.sealed[:32], slot.salt)

    def key_check(self, key: JournalKey, vault_id: str, generation: int) -> bytes:
        return key.key[:16]

    def to_item(self, key: JournalKey, vault_id: str, generation: int) -> str:
        return (key.key + key.salt).hex()

    def from_item(self, item: str, vault_id: str, generation: int) -> JournalKey:
        if len(item) != 96:
            raise KeyMissing()
        raw = bytes.fromhex(item)
        return JournalKey(raw[:32], raw[32:])


class FakeFolder:
    """A folder with real (empty) files in ``path``, and a header in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.header: Header | None = None
        self.fail_prepare: Exception | None = None
        self.fail_read: Exception | None = None
        self.fail_verify: Exception | None = None
        self.fail_write: Exception | None = None
        self.fail_aside: Exception | None = None
        self.written = 0

    @property
    def path(self) -> Path:
        return self._path

    def prepare(self) -> None:
        if self.fail_prepare:
            raise self.fail_prepare
        self._path.mkdir(exist_ok=True)

    def read_header(self) -> Header | None:
        if self.fail_read:
            raise self.fail_read
        return self.header

    def verify_header(self, key: JournalKey) -> None:
        if self.fail_verify:
            raise self.fail_verify

    def write_header(self, header: Header, key: JournalKey) -> None:
        if self.fail_write:
            raise self.fail_write
        self.header = header
        self.written += 1

    def has_database_files(self) -> bool:
        return any(self._path.glob("journal.*.db"))

    def database_path(self, header: Header) -> Path:
        return self._path / header.database

    def set_aside(self, now: datetime) -> Path:
        if self.fail_aside:
            raise self.fail_aside
        aside = self._path / f"aside {now:%Y-%m-%d}"
        aside.mkdir()
        for file in list(self._path.glob("journal.*.db")):
            file.rename(aside / file.name)
        self.header = None
        self.fail_read = None
        return aside


@dataclass
class FakeOpener:
    """Opens nothing. Counts what was asked for; ``fail_*`` are raised."""

    copies: list[Backup] = field(default_factory=list)
    fail_create: Exception | None = None
    fail_open: Exception | None = None
    fail_restore: Exception | None = None
    created: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    restored: list[Path] = field(default_factory=list)
    made: list[Backup] = field(default_factory=list)
    journals: list[FakeJournal] = field(default_factory=list)

    def _journal(self, path: Path) -> Journal:
        self.journals.append(FakeJournal(path))
        return cast(Journal, self.journals[-1])

    def create(self, path: Path, key: JournalKey) -> Journal:
        self.created.append(path)
        if self.fail_create:
            raise self.fail_create
        if path.exists():
            raise JournalExists()
        path.touch()
        return self._journal(path)

    def open(self, path: Path, key: JournalKey) -> Journal:
        self.opened.append(path)
        if self.fail_open and path not in self.restored:
            raise self.fail_open
        return self._journal(path)

    def back_up(self, journal: Journal, folder: Path, key: JournalKey, now: datetime) -> Backup:
        self.made.append(Backup(folder / f"{now:%Y%m%d}.rdbackup", now, 1))
        return self.made[-1]

    def newest_backup(self, folder: Path) -> Backup | None:
        return self.copies[0] if self.copies else None

    def backups(self, folder: Path, key: JournalKey) -> Sequence[Backup]:
        return tuple(self.copies)

    def restore(self, backup: Backup, path: Path, key: JournalKey) -> None:
        if self.fail_restore:
            raise self.fail_restore
        assert not path.exists()
        path.touch()
        self.restored.append(path)


class FakeVault(Vault):
    """A real :class:`Vault` on fakes that a test can reach."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.folder = FakeFolder(path)
        self.secrets = FakeSecrets()
        self.opener = FakeOpener()
        self.code: RecoveryCode | None = None
        super().__init__(self.folder, self.secrets, FakeSealer(), self.opener, FakeClock())

    def make(self, protection: Protection, with_code: bool = True) -> JournalKey:
        """Make a closed journal, and forget that anything was asked for.

        Its recovery code, which only a test may remember, is in ``code``.
        """
        new = self.new_key(protection, PASSPHRASE)
        self.code = new.code
        self.create(new if with_code else new.without_code()).close()
        self.opener.created.clear()
        self.opener.journals.clear()
        return new.key

    def code_text(self) -> str:
        """The recovery code as a person writes it."""
        assert self.code is not None
        return " ".join(self.code.groups)

    def files(self) -> list[str]:
        """The names of everything in the folder."""
        return sorted(str(p.relative_to(self.path)) for p in self.path.rglob("*"))


def backup(path: Path, entries: int = 12, days_ago: int = 1) -> Backup:
    made_at = NOW - timedelta(days=days_ago)
    return Backup(path / "backups" / f"{made_at:%Y-%m-%d}.rdbackup", made_at, entries)

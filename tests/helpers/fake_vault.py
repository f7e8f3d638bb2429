"""A vault without a disk, a keyring or cryptography: each part can be told to fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import cast

from repair_desktop.core.errors import (
    JournalDamaged,
    JournalExists,
    KeyMissing,
    NoBackup,
    WrongEntryPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ids import EntryId
from repair_desktop.core.ports import (
    Backup,
    BackupKind,
    CopyFacts,
    Header,
    Journal,
    JournalKey,
    PassphraseSlot,
    RecoverySlot,
    Rescued,
)
from repair_desktop.core.recovery_code import RecoveryCode, code_of
from repair_desktop.services.vault import Protection, Vault
from repair_desktop.services.vault_parts import VaultParts

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=timezone(timedelta(hours=1)))

PASSPHRASE = "four quiet paper boats"

OTHER_CODE = code_of([9] * 26)
"""A whole recovery code that opens no journal of any test."""


FACTS = CopyFacts(entries=12, tables=1)

GONE = Header("0" * 32, 1, "journal.1.db", bytes(16), keyring_account="gone:1")
"""The header of a vault that is not there any more."""


class FakeClock:
    def now(self) -> datetime:
        return NOW


class FakeJournal:
    """Stands for an open journal; nothing but settings can be read from it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.closed = False
        self.settings = FakeSettings()

    def close(self) -> None:
        self.closed = True


class FakeSettings:
    """The private settings of one journal."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def set(self, key: str, value: str | None) -> None:
        self.kept[key] = value or ""


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

    def seal_entry(self, secret: bytes, passphrase: str, entry_id: EntryId) -> PassphraseSlot:
        return PassphraseSlot(passphrase.encode(), 1, 1, secret)

    def unseal_entry(self, slot: PassphraseSlot, passphrase: str, entry_id: EntryId) -> bytes:
        if slot.salt != passphrase.encode():
            raise WrongEntryPassphrase()
        return slot.sealed

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
        self.fail_remove: Exception | None = None
        self.is_whole = True
        self.being_removed = False
        self.written = 0
        self.swapped = 0
        self.dropped: list[datetime | None] = []
        self.retired: list[str] = []

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

    def header_is_whole(self) -> bool:
        return self.is_whole

    def has_database_files(self) -> bool:
        return any(self._path.glob("journal.*.db"))

    def newest_database(self, salt: bytes = b"") -> str | None:
        return max((path.name for path in self._path.glob("journal.*.db")), default=None)

    def next_database(self) -> str:
        return f"journal.{len(list(self._path.glob('journal.*.db'))) + 1}.db"

    def database_path(self, header: Header) -> Path:
        return self._path / header.database

    def drop_databases(self, header: Header, older_than: datetime | None = None) -> None:
        self.dropped.append(older_than)

    def retire_database(self, header: Header) -> None:
        self.retired.append(header.database)

    @property
    def backups(self) -> Path:
        return self._path / "backups"

    @property
    def next_backups(self) -> Path:
        return self._path / "backups.new"

    def swap_backups(self) -> None:
        self.swapped += 1

    def begin_next_backups(self) -> None:
        pass

    def drop_next_backups(self) -> None:
        pass

    def begin_removal(self) -> None:
        self.being_removed = True

    def is_being_removed(self) -> bool:
        return self.being_removed

    def remove_everything(self, with_old: bool = True) -> None:
        if self.fail_remove:
            raise self.fail_remove
        for file in self._path.glob("journal.*.db"):
            file.unlink()
        self.header = None
        self.being_removed = False

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

    fail_create: Exception | None = None
    fail_open: Exception | None = None
    fail_check: Exception | None = None
    fail_rescue: Exception | None = None
    fail_copy: Exception | None = None
    sound: bool = True
    present: FakeJournal | None = None
    copied: list[Path] = field(default_factory=list)
    created: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    new: set[Path] = field(default_factory=set)
    journals: list[FakeJournal] = field(default_factory=list)

    def _journal(self, path: Path) -> Journal:
        self.journals.append(self.present or FakeJournal(path))
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
        """Open a journal; ``fail_open`` is raised but for one that took another's place."""
        self.opened.append(path)
        if self.fail_open and path not in self.new:
            raise self.fail_open
        return self._journal(path)

    def copy(self, journal: Journal, path: Path, key: JournalKey) -> CopyFacts:
        if self.fail_copy:
            raise self.fail_copy
        path.touch()
        self.copied.append(path)
        self.new.add(path)
        return FACTS

    def recode(
        self,
        source: Path,
        key: JournalKey,
        target: Path,
        new_key: JournalKey,
        progress: Callable[[float], None],
    ) -> CopyFacts:
        target.touch()
        self.new.add(target)
        progress(1.0)
        return FACTS

    def check(self, path: Path, key: JournalKey) -> CopyFacts:
        if self.fail_check:
            raise self.fail_check
        self.new.add(path)
        return FACTS

    def is_sound(self, journal: Journal) -> bool:
        return self.sound

    def rescue(
        self,
        damaged: Path,
        path: Path,
        key: JournalKey,
        worksheet_of: Callable[[str], tuple[str, int] | None],
    ) -> Rescued:
        if self.fail_rescue:
            raise self.fail_rescue
        path.touch()
        self.new.add(path)
        return Rescued({"entry": 3, "mood": 8}, 11, 2, 0, 0)


@dataclass
class FakeStore:
    """Backups that are a list. Those in ``bad`` are not as they were sealed."""

    kept: list[Backup] = field(default_factory=list)
    bad: list[Backup] = field(default_factory=list)
    fail_list: Exception | None = None
    fail_look: Exception | None = None
    fail_pack: Exception | None = None
    fail_unpack: Exception | None = None

    def pack(
        self,
        database: Path,
        folder: Path,
        header: Header,
        key: JournalKey,
        made_at: datetime,
        kind: BackupKind,
        facts: CopyFacts,
    ) -> Backup:
        if self.fail_pack:
            raise self.fail_pack
        path = folder / f"{made_at:%Y%m%d-%H%M%S}.rdbackup"
        made = Backup(path, made_at, kind, header, facts, 4096)
        self.kept.insert(0, made)
        return made

    def listed(self, folder: Path) -> Sequence[Backup]:
        if self.fail_list:
            raise self.fail_list
        found = [each for each in self.kept if each.path.parent == folder]
        return sorted(found, key=lambda each: each.made_at, reverse=True)

    def read(self, path: Path) -> Backup:
        for each in self.kept:
            if each.path == path:
                return each
        raise NoBackup()

    def is_authentic(self, backup: Backup, key: JournalKey) -> bool:
        if self.fail_look:
            raise self.fail_look
        return backup not in self.bad

    def is_header_signed(self, backup: Backup, key: JournalKey) -> bool:
        return backup not in self.bad

    def unpack(self, backup: Backup, target: Path, key: JournalKey) -> None:
        if self.fail_unpack:
            raise self.fail_unpack
        if backup in self.bad:
            raise JournalDamaged()
        assert not target.exists()
        target.touch()

    def renew(self, backup: Backup, header: Header, key: JournalKey) -> None:
        if self.fail_pack:
            raise self.fail_pack
        if backup in self.bad:
            raise JournalDamaged()
        self.kept[self.kept.index(backup)] = replace(backup, header=header)

    def copy(self, backup: Backup, target: Path) -> None:
        self.kept.append(replace(backup, path=target))

    def delete(self, backup: Backup) -> None:
        self.kept.remove(backup)


class FakeVault(Vault):
    """A real :class:`Vault` on fakes that a test can reach."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.folder = FakeFolder(path)
        self.secrets = FakeSecrets()
        self.opener = FakeOpener()
        self.store = FakeStore()
        self.code: RecoveryCode | None = None
        self.parts = VaultParts(
            self.folder, self.secrets, FakeSealer(), self.opener, self.store, FakeClock()
        )
        super().__init__(self.parts)

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

    def add_backup(self, entries: int = 12, days_ago: int = 1) -> Backup:
        """Add a backup of this vault, or of one that is gone."""
        header = self.folder.header or GONE
        made_at = NOW - timedelta(days=days_ago)
        path = self.folder.backups / f"{made_at:%Y-%m-%d}.rdbackup"
        facts = replace(FACTS, entries=entries)
        self.store.kept.append(Backup(path, made_at, BackupKind.REGULAR, header, facts, 4096))
        return self.store.kept[-1]

    def code_text(self) -> str:
        """The recovery code as a person writes it."""
        assert self.code is not None
        return " ".join(self.code.groups)

    def files(self) -> list[str]:
        """The names of everything in the folder."""
        return sorted(str(p.relative_to(self.path)) for p in self.path.rglob("*"))

"""What the services need from the outside. ``storage`` and ``system`` give it; tests fake it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from repair_desktop.core.answers import Answer
from repair_desktop.core.entries import Entry
from repair_desktop.core.ids import EntryId, MoodId, PromptId, RuptureId
from repair_desktop.core.moods import Mood
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.core.ruptures import Rupture, StateChange

# --- the vault ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class JournalKey:
    """The raw key of a journal.

    Attributes:
        key: 32 random bytes.
        salt: 16 random bytes, the journal file's salt.
    """

    key: bytes
    salt: bytes


class SecretStore(Protocol):
    """The operating system's keyring. Every call may block while the system asks the person."""

    @property
    def name(self) -> str:
        """What the person knows it as, such as "Secret Service" or "Windows Credential Manager"."""
        ...

    def available(self) -> bool:
        """Tell whether this machine has a keyring that is safe to use. Never raises."""
        ...

    def read(self, account: str) -> str:
        """Return the secret of ``account``.

        Raises:
            KeyMissing: There is none (or it is empty).
            KeyringError: Locked, gone, or failed.
        """
        ...

    def write(self, account: str, secret: str) -> None:
        """Keep a secret under a new account, and read it back.

        Raises:
            KeyringError: It could not be kept, or came back different.
        """
        ...

    def delete(self, account: str) -> None:
        """Forget a secret; nothing happens when there is none.

        Raises:
            KeyringError: It could not be deleted.
        """
        ...


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """A journal key sealed with a passphrase: Argon2id, then XChaCha20-Poly1305.

    Attributes:
        salt: 16 bytes for Argon2id.
        opslimit: Argon2id passes.
        memlimit: Argon2id memory in bytes.
        sealed: Nonce and ciphertext.
    """

    salt: bytes
    opslimit: int
    memlimit: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """A journal key sealed with the recovery code: BLAKE2b, then XChaCha20-Poly1305.

    Attributes:
        salt: 16 bytes for BLAKE2b.
        sealed: Nonce and ciphertext.
    """

    salt: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """``vault.json``: which file is the journal, and which slots open it.

    Attributes:
        vault_id: 32 hexadecimal digits, random, the same for the life of the journal.
        generation: Raised each time the key changes. 1 and up.
        database: The database's file name, inside the vault's folder.
        key_check: Tells a right key from a wrong one without opening the database. 16 bytes.
        keyring_account: The keyring slot's account, or None.
        keyring_name: The keyring that held it when it was written, for a useful message.
        passphrase: The passphrase slot, or None.
        recovery: The recovery code's slot, or None: the person did without, or an older version
            made the journal.
    """

    vault_id: str
    generation: int
    database: str
    key_check: bytes
    keyring_account: str | None = None
    keyring_name: str = ""
    passphrase: PassphraseSlot | None = None
    recovery: RecoverySlot | None = None


class VaultFolder(Protocol):
    """The files of the vault, except what is inside the database."""

    @property
    def path(self) -> Path:
        """The folder."""
        ...

    def prepare(self) -> None:
        """Make the folder (0700) if need be and check that it can be written.

        Raises:
            FolderReadOnly: Nothing can be written in it.
            FolderSynced: A cloud service copies it elsewhere.
            DiskFull: There is no space.
        """
        ...

    def read_header(self) -> Header | None:
        """Return the header, or its previous copy when it is damaged; None when there is none.

        Raises:
            HeaderDamaged: Both are unreadable.
            JournalTooNew: It has a newer format.
        """
        ...

    def verify_header(self, key: JournalKey) -> None:
        """Check that the header was written by somebody who has the key.

        Raises:
            HeaderDamaged: It was changed by somebody who has not, or is gone.
        """
        ...

    def write_header(self, header: Header, key: JournalKey) -> None:
        """Replace the header in one atomic step, then the copy beside it.

        Raises:
            DiskFull: There is no space. The old header is untouched.
            FolderReadOnly: Nothing can be written.
        """
        ...

    def has_database_files(self) -> bool:
        """Tell whether any journal database lies in the folder, named by a header or not."""
        ...

    def database_path(self, header: Header) -> Path:
        """Return where the header's database lies."""
        ...

    def set_aside(self, now: datetime) -> Path:
        """Move header, databases and backups into a new folder inside this one; return it."""
        ...


class Sealer(Protocol):
    """Seals the journal key with a passphrase, and with the recovery code."""

    def seal(self, key: JournalKey, passphrase: str, vault_id: str) -> PassphraseSlot:
        """Return a new slot. Takes about half a second, on purpose."""
        ...

    def unseal(self, slot: PassphraseSlot, passphrase: str, vault_id: str) -> JournalKey:
        """Return the key.

        Raises:
            WrongPassphrase: The passphrase does not open the slot.
            HeaderDamaged: The slot asks for more than any real one would.
        """
        ...

    def seal_with_code(self, key: JournalKey, code: RecoveryCode, vault_id: str) -> RecoverySlot:
        """Return a new slot."""
        ...

    def unseal_with_code(self, slot: RecoverySlot, code: RecoveryCode, vault_id: str) -> JournalKey:
        """Return the key.

        Raises:
            WrongRecoveryCode: The code does not open the slot.
            HeaderDamaged: No real slot looks like this.
        """
        ...

    def key_check(self, key: JournalKey, vault_id: str, generation: int) -> bytes:
        """Return 16 bytes that tell this key from any other."""
        ...

    def to_item(self, key: JournalKey, vault_id: str, generation: int) -> str:
        """Return the key as the one line of text that a keyring holds."""
        ...

    def from_item(self, item: str, vault_id: str, generation: int) -> JournalKey:
        """Return the key of a keyring's item.

        Raises:
            KeyMissing: The text is not the key of this vault and generation.
        """
        ...


# --- the journal ----------------------------------------------------------------------------


class EntryStore(Protocol):
    """Entries and their answers."""

    def add(self, entry: Entry) -> None:
        """Keep a new entry."""
        ...

    def get(self, entry_id: EntryId) -> Entry:
        """Return an entry. Raises KeyError when there is none."""
        ...

    def all(self) -> Sequence[Entry]:
        """Return every entry, last changed first; deleted ones are left out."""
        ...

    def answers(self, entry_id: EntryId) -> dict[PromptId, Answer]:
        """Return the answers of an entry."""
        ...

    def save(
        self,
        entry_id: EntryId,
        answers: Mapping[PromptId, Answer | None],
        place: PromptId | None,
        at: datetime,
    ) -> None:
        """Write changed answers (None removes one) and the place, in one transaction."""
        ...

    def finish(self, entry_id: EntryId, at: datetime | None) -> None:
        """Mark as finished, or as unfinished when ``at`` is None."""
        ...

    def delete(self, entry_id: EntryId) -> None:
        """Set aside; it is gone for good when the journal closes."""
        ...

    def restore(self, entry_id: EntryId) -> None:
        """Take back a deletion."""
        ...


class RuptureStore(Protocol):
    """Ruptures."""

    def add(self, rupture: Rupture) -> None:
        """Keep a new rupture."""
        ...

    def get(self, rupture_id: RuptureId) -> Rupture:
        """Return a rupture. Raises KeyError when there is none."""
        ...

    def all(self) -> Sequence[Rupture]:
        """Return every rupture, newest first; deleted ones are left out."""
        ...

    def describe(self, rupture_id: RuptureId, title: str, happened_on: date | None) -> None:
        """Change the title and the day."""
        ...

    def add_state(self, rupture_id: RuptureId, change: StateChange) -> None:
        """Add a state to its history."""
        ...

    def delete(self, rupture_id: RuptureId) -> None:
        """Set aside with its entries; gone for good when the journal closes."""
        ...

    def restore(self, rupture_id: RuptureId) -> None:
        """Take back a deletion, of its entries too."""
        ...


class MoodStore(Protocol):
    """Mood check-ins."""

    def save(self, mood: Mood) -> None:
        """Keep a new check-in, or replace the one with the same id."""
        ...

    def get(self, mood_id: MoodId) -> Mood:
        """Return a check-in. Raises KeyError when there is none."""
        ...

    def between(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Mood]:
        """Return check-ins with ``start <= at < end``, oldest first; None leaves an end open."""
        ...

    def delete(self, mood_id: MoodId) -> None:
        """Set aside; gone for good when the journal closes."""
        ...

    def restore(self, mood_id: MoodId) -> None:
        """Take back a deletion."""
        ...


class SettingStore(Protocol):
    """What the person set and typed that is private: names, contacts, own words."""

    def get(self, key: str) -> str | None:
        """Return a setting."""
        ...

    def set(self, key: str, value: str | None) -> None:
        """Keep a setting; None removes it."""
        ...

    def words(self, kind: str) -> Sequence[str]:
        """Return words of a kind (``feeling``, ``need``, ``tag``), last used first."""
        ...

    def use_words(self, kind: str, words: Sequence[str], at: datetime) -> None:
        """Remember that these words (option ids or own words) were used."""
        ...


class Journal(Protocol):
    """An open journal. It belongs to the thread that opened it."""

    @property
    def entries(self) -> EntryStore: ...  # noqa: D102

    @property
    def ruptures(self) -> RuptureStore: ...  # noqa: D102

    @property
    def moods(self) -> MoodStore: ...  # noqa: D102

    @property
    def settings(self) -> SettingStore: ...  # noqa: D102

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything written inside all or nothing. May be nested; the outermost counts."""
        ...

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        ...

    def close(self) -> None:
        """Drop what was set aside for deletion, checkpoint and close."""
        ...


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of the journal.

    Attributes:
        path: The copy's file.
        made_at: When it was made (aware).
        entries: How many worksheet entries and check-ins it holds; counted on demand, or None.
    """

    path: Path
    made_at: datetime
    entries: int | None = None


class JournalOpener(Protocol):
    """Makes, opens, copies and mends journals."""

    def create(self, path: Path, key: JournalKey) -> Journal:
        """Make a new journal.

        Raises:
            JournalExists: Something is at ``path`` already.
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        ...

    def open(self, path: Path, key: JournalKey) -> Journal:
        """Open a journal, bringing an older one up to date (after a copy was made).

        Raises:
            JournalMissing: No file, or an empty one.
            JournalDamaged: The file can not be read with this key.
            JournalTooNew: A newer version of Repair wrote it.
            JournalInUse: Another program holds it.
            DiskFull, FolderReadOnly, DiskFault: The disk would not have it.
        """
        ...

    def back_up(self, journal: Journal, folder: Path, key: JournalKey, now: datetime) -> Backup:
        """Write a verified copy into ``folder`` and drop the oldest beyond the newest seven.

        Raises:
            JournalError: The copy could not be made or did not verify; older ones are kept.
        """
        ...

    def newest_backup(self, folder: Path) -> Backup | None:
        """Return the newest copy by its name, unopened; None when there is none."""
        ...

    def backups(self, folder: Path, key: JournalKey) -> Sequence[Backup]:
        """Return the copies that open and verify with this key, newest first."""
        ...

    def restore(self, backup: Backup, path: Path, key: JournalKey) -> None:
        """Write a backup as a new database at ``path``; never over an existing file."""
        ...

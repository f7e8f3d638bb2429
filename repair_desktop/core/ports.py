"""What the services need from the outside. ``storage`` and ``system`` give it; tests fake it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from repair_desktop.core.answers import Answer
from repair_desktop.core.cards import CardChanges
from repair_desktop.core.entries import Entry
from repair_desktop.core.ids import EntryId, MoodId, PromptId, RuptureId, SessionId
from repair_desktop.core.moods import Mood
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.core.ruptures import Rupture, StateChange
from repair_desktop.core.sessions import Session
from repair_desktop.core.sheets import KeptSheet, Sheet, SheetId

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
    """Something sealed with a passphrase: Argon2id, then XChaCha20-Poly1305.

    In a header it is the journal's key, in a journal the answers of a locked entry.

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
        unfinished: Whether something sealed with the key before this one may still lie about. It
            has to be deleted before this is taken back.
    """

    vault_id: str
    generation: int
    database: str
    key_check: bytes
    keyring_account: str | None = None
    keyring_name: str = ""
    passphrase: PassphraseSlot | None = None
    recovery: RecoverySlot | None = None
    unfinished: bool = False


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

    def header_is_whole(self) -> bool:
        """Tell whether the header and its copy are both sound, and the same. Never raises."""
        ...

    def has_database_files(self) -> bool:
        """Tell whether any journal database lies in the folder, named by a header or not."""
        ...

    def newest_database(self, salt: bytes = b"") -> str | None:
        """Return the name of the database that was begun last, or None.

        Args:
            salt: Only of those that were made with a key's salt, when given.
        """
        ...

    def next_database(self) -> str:
        """Return a name for a new database, higher than any that is there."""
        ...

    def database_path(self, header: Header) -> Path:
        """Return where the header's database lies."""
        ...

    def drop_databases(self, header: Header, older_than: datetime | None = None) -> None:
        """Delete every database but the header's, with their logs and copies.

        Args:
            header: Names the one that stays.
            older_than: Only those that were last changed or retired before, and what was begun
                and never taken into use; all when left out.

        Raises:
            FolderReadOnly, DiskFault: One could not be deleted.
        """
        ...

    def retire_database(self, header: Header) -> None:
        """Let the header's database count as changed now; it is another's turn."""
        ...

    @property
    def backups(self) -> Path:
        """The folder of the backups; it need not be there."""
        ...

    @property
    def next_backups(self) -> Path:
        """The folder of backups that are made anew for another key; it need not be there."""
        ...

    def begin_next_backups(self) -> None:
        """Make an empty folder for backups with another key, in place of one begun before."""
        ...

    def swap_backups(self) -> None:
        """Delete the old backups where new ones are there, and put those in their place."""
        ...

    def drop_next_backups(self) -> None:
        """Delete backups that were begun for a key that was never taken into use, or cut short."""
        ...

    def set_aside(self, now: datetime) -> Path:
        """Move header, databases and backups into a new folder inside this one; return it."""
        ...

    def begin_removal(self) -> None:
        """Leave a mark that everything is to be deleted. Raises FolderReadOnly, DiskFault."""
        ...

    def is_being_removed(self) -> bool:
        """Tell whether that mark is there."""
        ...

    def remove_everything(self, with_old: bool = True) -> None:
        """Delete all that Repair made in the folder: headers first, the mark last.

        Args:
            with_old: Whether vaults that were set aside go too.

        Raises:
            FolderReadOnly, DiskFault: Something could not be deleted; the mark is there still.
        """
        ...


class EntrySealer(Protocol):
    """Seals the answers of an entry with a passphrase of its own."""

    def seal_entry(self, secret: bytes, passphrase: str, entry_id: EntryId) -> PassphraseSlot:
        """Return a new slot. Takes about half a second, on purpose."""
        ...

    def unseal_entry(self, slot: PassphraseSlot, passphrase: str, entry_id: EntryId) -> bytes:
        """Return what was sealed for this entry.

        Raises:
            WrongEntryPassphrase: The passphrase does not open the slot, or it is another entry's.
            LockDamaged: The slot asks for more than any real one would, or is cut.
        """
        ...


class Sealer(EntrySealer, Protocol):
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

    def moments(self, entry_id: EntryId) -> dict[PromptId, datetime]:
        """Return when each answer of an entry was last changed (aware, fixed offset)."""
        ...

    def save(
        self,
        entry_id: EntryId,
        answers: Mapping[PromptId, Answer | None],
        place: PromptId | None,
        at: datetime,
    ) -> None:
        """Write changed answers (None removes one) and the place, in one transaction.

        Raises:
            EntryLocked: The entry is locked by itself. Nothing was written.
        """
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


class LockStore(Protocol):
    """Entries that are locked by themselves."""

    def pack(self, entry_id: EntryId) -> bytes:
        """Return every answer of an entry as it is stored, to be sealed."""
        ...

    def unpack(self, packed: bytes) -> dict[PromptId, Answer]:
        """Return the answers that :meth:`pack` packed. Raises LockDamaged."""
        ...

    def lock(self, entry_id: EntryId, slot: PassphraseSlot, at: datetime) -> None:
        """Keep the sealed answers of an entry in the place of its answers, all or nothing.

        Raises:
            EntryLocked: It is locked already. Nothing was changed.
        """
        ...

    def get(self, entry_id: EntryId) -> PassphraseSlot:
        """Return the sealed answers of an entry. Raises KeyError when it is not locked."""
        ...

    def unlock(self, entry_id: EntryId, packed: bytes) -> None:
        """Put the answers that :meth:`pack` packed back, all or nothing.

        Raises:
            LockDamaged: It is not what was packed. Nothing was changed.
        """
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


class SessionStore(Protocol):
    """Therapy sessions, and the entries that were written for them."""

    def save(self, session: Session) -> None:
        """Keep a new session, or replace the one with the same id."""
        ...

    def get(self, session_id: SessionId) -> Session:
        """Return a session. Raises KeyError when there is none."""
        ...

    def all(self) -> Sequence[Session]:
        """Return every session, the earliest first; deleted ones are left out."""
        ...

    def delete(self, session_id: SessionId) -> None:
        """Set aside; its entries stay. Gone for good when the journal closes."""
        ...

    def restore(self, session_id: SessionId) -> None:
        """Take back a deletion."""
        ...

    def link(self, session_id: SessionId, entry_id: EntryId) -> None:
        """Remember that an entry was written for a session."""
        ...

    def links(self) -> Mapping[EntryId, SessionId]:
        """Return the session of each entry that has one; deleted ones are left out."""
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

    def ends(self) -> tuple[datetime, datetime] | None:
        """Return the moments of the first and the last check-in, or None without any."""
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


class SheetStore(Protocol):
    """Homework sheets that were added."""

    def all(self) -> Sequence[KeptSheet]:
        """Return every sheet, the last added first; also those that were removed."""
        ...

    def get(self, sheet_id: SheetId) -> KeptSheet | None:
        """Return a sheet, or None."""
        ...

    def save(self, sheet: Sheet) -> None:
        """Keep a sheet, in the place of an earlier version, and offer it."""
        ...

    def offer(self, sheet_id: SheetId, offered: bool) -> None:
        """Offer a sheet, or not any more: then it stays as long as there are answers to it."""
        ...

    def draft(self) -> Sheet | None:
        """Return the sheet that is being written, or None. It may lack anything."""
        ...

    def keep_draft(self, draft: Sheet | None) -> None:
        """Keep the sheet that is being written; None drops it."""
        ...


class CardStore(Protocol):
    """What the person changed on the cards of ruptures."""

    def get(self, rupture_id: RuptureId) -> CardChanges | None:
        """Return what was changed on a card, or None. Raises CardTooNew."""
        ...

    def save(self, rupture_id: RuptureId, changes: CardChanges | None, at: datetime) -> None:
        """Keep what was changed on a card; None drops it."""
        ...


class SheetFiles(Protocol):
    """Homework sheets as files."""

    def read(self, path: Path) -> Sheet:
        """Return the sheet in a file.

        Raises:
            BadSheet: It is none, or can not be read; the error names the place.
            SheetTooNew: A newer version of Repair is needed.
        """
        ...

    def write(self, sheet: Sheet, path: Path) -> None:
        """Write a sheet, over what has that name.

        Raises:
            BadSheet: Something in it is missing or not as it has to be. Nothing was written.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. What was there stays.
        """
        ...

    def check(self, sheet: Sheet) -> None:
        """Check that a sheet can be written. Raises BadSheet."""
        ...


class Space(Enum):
    """How much space the disk has for an open journal."""

    ENOUGH = "enough"
    SHORT = "short"  # too little to keep some back
    USED = "used"  # a save filled the disk, and went into what was kept back


class Journal(Protocol):
    """An open journal. It belongs to the thread that opened it."""

    @property
    def space(self) -> Space:
        """How much space the disk has; any thread may ask."""
        ...

    @property
    def entries(self) -> EntryStore: ...  # noqa: D102

    @property
    def locks(self) -> LockStore: ...  # noqa: D102

    @property
    def ruptures(self) -> RuptureStore: ...  # noqa: D102

    @property
    def sessions(self) -> SessionStore: ...  # noqa: D102

    @property
    def moods(self) -> MoodStore: ...  # noqa: D102

    @property
    def settings(self) -> SettingStore: ...  # noqa: D102

    @property
    def sheets(self) -> SheetStore: ...  # noqa: D102

    @property
    def cards(self) -> CardStore: ...  # noqa: D102

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything written inside all or nothing. May be nested; the outermost counts."""
        ...

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the database file."""
        ...

    def close(self) -> None:
        """Drop what was set aside for deletion, checkpoint and close."""
        ...


class BackupKind(Enum):
    """What a backup was made for; this says how long it is kept."""

    REGULAR = "regular"
    SAFETY = "safety"  # before something that changes everything


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is known of a copy of the database that was opened and checked.

    Attributes:
        entries: How many worksheet entries and check-ins it holds.
        tables: The version of its tables.
    """

    entries: int
    tables: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, as it describes itself.

    Attributes:
        path: The file.
        made_at: When it was made (aware).
        kind: What for.
        header: The vault's header of then: which slots open it.
        facts: What it holds.
        size: Bytes of the database in it.
    """

    path: Path
    made_at: datetime
    kind: BackupKind
    header: Header
    facts: CopyFacts
    size: int


class BackupStore(Protocol):
    """Backup files: a copy of the database with the header that opens it, under one seal."""

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
        """Write a backup file into ``folder`` (made if need be), and read it back.

        Args:
            database: A closed, checked copy; it stays.
            folder: Where the file goes; its name is made of ``made_at``.
            header: Goes along, signed with the key.
            key: The database's key; it seals the file too.
            made_at: Aware.
            kind: What for.
            facts: What the copy holds.

        Raises:
            JournalDamaged: What was read back is not what was written. Nothing is left of it.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        ...

    def listed(self, folder: Path) -> Sequence[Backup]:
        """Return the backups in a folder, newest first; what is no backup is left out.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give them.
        """
        ...

    def read(self, path: Path) -> Backup:
        """Return what a file says of itself.

        Raises:
            NoBackup: It is something else, or cut.
            JournalTooNew: A newer version of Repair made it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        ...

    def is_authentic(self, backup: Backup, key: JournalKey) -> bool:
        """Tell whether every byte is as it was sealed with this key. Reads the whole file.

        Raises:
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        ...

    def is_header_signed(self, backup: Backup, key: JournalKey) -> bool:
        """Tell whether the header in a backup was written by somebody who has the key.

        Raises:
            NoBackup: The file was exchanged meanwhile.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        ...

    def unpack(self, backup: Backup, target: Path, key: JournalKey) -> None:
        """Write the database of a backup to ``target``; never over an existing file.

        Raises:
            JournalExists: There is a file.
            JournalDamaged: A byte is not as it was sealed. Nothing is left of it.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        ...

    def renew(self, backup: Backup, header: Header, key: JournalKey) -> None:
        """Let other slots open a backup: the same database under another header.

        Raises:
            JournalDamaged: A byte is not as it was sealed. The file is untouched.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. The file is untouched.
        """
        ...

    def copy(self, backup: Backup, target: Path) -> None:
        """Write the same backup file elsewhere, over a file of that name only when it is whole.

        Raises:
            DiskFull, FolderReadOnly, DiskFault: It could not be written.
        """
        ...

    def delete(self, backup: Backup) -> None:
        """Delete the file. Raises FolderReadOnly, DiskFault."""
        ...


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was read out of a damaged journal.

    Attributes:
        rows: How many rows each table of the new one has.
        entries: How many worksheet entries and check-ins of them were not deleted.
        damaged_pages: Pages that could not be read.
        loose_answers: Answers whose worksheet entry was lost, and was made anew for them.
        loose_sessions: Sessions that were lost, and were made anew for the entries that were
            written for them. Their days may be wrong.
    """

    rows: Mapping[str, int]
    entries: int
    damaged_pages: int
    loose_answers: int
    loose_sessions: int


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

    def copy(self, journal: Journal, path: Path, key: JournalKey) -> CopyFacts:
        """Write a checked copy of an open journal, over what is at ``path``.

        Raises:
            JournalDamaged: The journal, or the copy, is not sound. What was there stays.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. What was there stays.
        """
        ...

    def recode(
        self,
        source: Path,
        key: JournalKey,
        target: Path,
        new_key: JournalKey,
        progress: Callable[[float], None],
    ) -> CopyFacts:
        """Write a checked copy of a closed database that opens with another key only.

        Args:
            source: No program has it open. Only a log beside it is folded in.
            key: Its key.
            target: Where; there must be no file.
            new_key: The copy's key.
            progress: Is told what part is done, 0 to 1.

        Raises:
            JournalExists: There is a file already.
            JournalDamaged: The source, or the copy, is not sound. Nothing is left of the copy.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        ...

    def check(self, path: Path, key: JournalKey) -> CopyFacts:
        """Open a closed database, which no program has open, and check every page of it.

        Raises:
            JournalDamaged: It can not be read with this key, or is not sound.
            JournalTooNew: A newer version of Repair wrote it.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        ...

    def is_sound(self, journal: Journal) -> bool:
        """Check every page and table of an open journal. Takes a while."""
        ...

    def rescue(
        self,
        damaged: Path,
        path: Path,
        key: JournalKey,
        worksheet_of: Callable[[str], tuple[str, int] | None],
    ) -> Rescued:
        """Read what can be read out of a damaged database into a new one.

        Args:
            damaged: It is not changed.
            path: Where the new one goes; there must be no file.
            key: The key of both.
            worksheet_of: Gives the worksheet and its version that a prompt's id belongs to.

        Raises:
            JournalExists: There is a file already.
            JournalDamaged: Nothing could be read.
            DiskFull, FolderReadOnly, DiskFault: It could not be written. Nothing is left of it.
        """
        ...

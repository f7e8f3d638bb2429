"""The vault's folder and its header file, ``vault.json``.

The file is an envelope that stays the same for every format: the format's number, a checksum that
anybody can check (damage), a checksum that needs the key (changes by somebody else), and the body
exactly as it was summed up. See ``docs/journal-format.md``.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from hmac import compare_digest
from pathlib import Path
from typing import Annotated

import msgspec

from repair_desktop.core.errors import FolderSynced, HeaderDamaged, JournalTooNew
from repair_desktop.core.ports import Header, JournalKey, PassphraseSlot, RecoverySlot
from repair_desktop.system.cloud_folders import service_copying
from repair_desktop.system.digests import SIZE, digest
from repair_desktop.system.files import disk_errors, make_private_folder, sync_folder, write_whole

FORMAT = 1
"""The header format this version writes."""

_VAULT_FILES = ("vault.json", "vault.json.*", "journal*.db", "journal*.db-*", "backups")

LONGEST = 64 * 1024
"""A header file has under 1 KiB; anything longer than this is not read at all."""

_Sum = Annotated[bytes, msgspec.Meta(min_length=SIZE, max_length=SIZE)]


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Annotated[int, msgspec.Meta(ge=1)]
    checksum: _Sum
    signature: _Sum
    body: msgspec.Raw


class _Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    opslimit: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    memlimit: Annotated[int, msgspec.Meta(ge=1, le=1 << 40)]
    # 24 bytes of nonce, 48 of key and salt, 16 that prove them.
    sealed: Annotated[bytes, msgspec.Meta(min_length=88, max_length=88)]


class _RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    # As above.
    sealed: Annotated[bytes, msgspec.Meta(min_length=88, max_length=88)]


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vault_id: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    generation: Annotated[int, msgspec.Meta(ge=1)]
    # A bare name: a header can not point outside its folder.
    database: Annotated[str, msgspec.Meta(pattern=r"\Ajournal\.[0-9]{1,9}\.db\Z")]
    key_check: _Sum
    keyring_account: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None
    keyring_name: Annotated[str, msgspec.Meta(max_length=200)]
    passphrase: _Slot | None
    recovery: _RecoverySlot | None = None  # headers from before there was one have no such field


class HeaderCopy(Enum):
    """What one of the two copies of the header is."""

    SOUND = "sound"
    MISSING = "missing"
    DAMAGED = "damaged"
    NEWER = "newer"
    UNREADABLE = "unreadable"


class DiskVaultFolder:
    """Implements :class:`~repair_desktop.core.ports.VaultFolder`.

    Args:
        path: The folder; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._header = path / "vault.json"
        self._previous = path / "vault.json.prev"

    @property
    def path(self) -> Path:
        """The folder."""
        return self._path

    def prepare(self) -> None:
        """Make the folder (0700) if need be and check that it can be written.

        Raises:
            FolderReadOnly, DiskFault: Nothing can be written in it.
            FolderSynced: A cloud service copies it elsewhere; ``facts["service"]`` names it.
            DiskFull: There is no space.
        """
        service = service_copying(self._path)
        if service is not None:
            raise FolderSynced(service=service)
        with disk_errors():
            make_private_folder(self._path)
            probe = self._path / f".probe-{secrets.token_hex(8)}"
            try:
                write_whole(probe, bytes(4096))
            finally:
                probe.unlink(missing_ok=True)

    def read_header(self) -> Header | None:
        """Return the header, or its previous copy when it is damaged; None when there is none.

        Raises:
            HeaderDamaged: Both are unreadable.
            JournalTooNew: It has a newer format.
            FolderReadOnly, DiskFault: The disk would not give it.
        """
        envelope = self._read()
        return None if envelope is None else _header(envelope)

    def header_copies(self) -> tuple[HeaderCopy, HeaderCopy]:
        """Tell what the header and its previous copy are, each by itself. Never raises."""
        return _copy(self._header), _copy(self._previous)

    def verify_header(self, key: JournalKey) -> None:
        """Check that the header was written with this key.

        Raises:
            HeaderDamaged: It was changed by somebody who has no key, or is gone.
        """
        envelope = self._read()
        if envelope is None:
            raise HeaderDamaged()
        if not compare_digest(envelope.signature, _sign(envelope.format, envelope.body, key)):
            raise HeaderDamaged()

    def write_header(self, header: Header, key: JournalKey) -> None:
        """Replace the header in one atomic step, then the copy beside it.

        Raises:
            ValueError: The header could not be read again, such as one with a foreign file name.
            DiskFull: There is no space. The old header, or none, is there as before.
            FolderReadOnly, DiskFault: Nothing can be written. As before, unless the disk failed
                again while that was put back.
        """
        data = _encode(header, key)
        if not _readable(data):
            raise ValueError("this header would not be read back")
        with disk_errors():
            present = _bytes(self._header)
            if present is not None:
                _readable(present)  # a newer header is never written over
            try:
                write_whole(self._header, data)
            except OSError:
                with suppress(OSError):
                    _put_back(self._header, present)
                raise
            # The new header holds by now: a disk that fails costs no more than its second copy.
            # The old one must not stay there. An old passphrase would open it, a new one would be
            # called wrong, and it may name a journal that was damaged.
            with suppress(OSError):
                write_whole(self._previous, data)

    def has_database_files(self) -> bool:
        """Tell whether any journal database lies in the folder, named by a header or not.

        An empty file counts too: whatever emptied it, it is not a first start.
        """
        with disk_errors():
            return any(self._path.glob("journal*.db"))

    def database_path(self, header: Header) -> Path:
        """Return where the header's database lies."""
        return self._path / header.database

    def set_aside(self, now: datetime) -> Path:
        """Move header, databases and backups into a new folder inside this one; return it.

        The header goes first: should this be cut short, what is left is a folder whose header is
        lost, and the rest can be set aside the same way.

        Raises:
            FolderReadOnly, DiskFull, DiskFault: The disk would not have it.
        """
        with disk_errors():
            aside = self._new_folder(f"old-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
            for pattern in (
                "vault.json",
                "vault.json.*",
                "journal*.db",
                "journal*.db-*",
                "backups",
            ):
                for path in self._path.glob(pattern):
                    path.rename(aside / path.name)
            sync_folder(aside)
            sync_folder(self._path)
        return aside

    def _new_folder(self, name: str) -> Path:
        number = 1
        while True:
            folder = self._path / (name if number == 1 else f"{name}-{number}")
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                number += 1
            else:
                return folder

    def _read(self) -> _Envelope | None:
        """Return the newest sound envelope; None when there is no file at all."""
        with disk_errors():
            files = [
                data for data in map(_bytes, (self._header, self._previous)) if data is not None
            ]
        for data in files:
            try:
                envelope = _decode(data)
                _header(envelope)
            except HeaderDamaged:
                continue
            return envelope
        if files:
            raise HeaderDamaged()
        return None


def _put_back(path: Path, data: bytes | None) -> None:
    """Undo a change whose last step failed. Raises OSError."""
    if data is None:
        path.unlink(missing_ok=True)
    elif _bytes(path) != data:
        write_whole(path, data)


def _bytes(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except FileNotFoundError:
        return None


def _copy(path: Path) -> HeaderCopy:
    try:
        data = _bytes(path)
        if data is None:
            return HeaderCopy.MISSING
        return HeaderCopy.SOUND if _readable(data) else HeaderCopy.DAMAGED
    except JournalTooNew:
        return HeaderCopy.NEWER
    except OSError:
        return HeaderCopy.UNREADABLE


def _readable(data: bytes) -> bool:
    try:
        _header(_decode(data))
    except HeaderDamaged:
        return False
    return True


def _decode(data: bytes) -> _Envelope:
    """Return the envelope of a header file.

    Raises:
        HeaderDamaged: It is not one, or its checksum is wrong.
        JournalTooNew: It is sound, and of a newer format.
    """
    if len(data) > LONGEST:
        raise HeaderDamaged()
    try:
        envelope = msgspec.json.decode(data, type=_Envelope)
    except (ValueError, RecursionError):
        raise HeaderDamaged() from None
    expected = _sum(envelope.format, envelope.body, envelope.signature)
    if not compare_digest(envelope.checksum, expected):
        raise HeaderDamaged()
    if envelope.format > FORMAT:
        raise JournalTooNew()
    return envelope


def _header(envelope: _Envelope) -> Header:
    try:
        body = msgspec.json.decode(envelope.body, type=_Body)
    except (ValueError, RecursionError):
        raise HeaderDamaged() from None
    slot, recovery = body.passphrase, body.recovery
    return Header(
        vault_id=body.vault_id,
        generation=body.generation,
        database=body.database,
        key_check=body.key_check,
        keyring_account=body.keyring_account,
        keyring_name=body.keyring_name,
        passphrase=None
        if slot is None
        else PassphraseSlot(slot.salt, slot.opslimit, slot.memlimit, slot.sealed),
        recovery=None if recovery is None else RecoverySlot(recovery.salt, recovery.sealed),
    )


def _encode(header: Header, key: JournalKey) -> bytes:
    body = msgspec.Raw(msgspec.json.encode(header))
    signature = _sign(FORMAT, body, key)
    envelope = _Envelope(
        format=FORMAT, checksum=_sum(FORMAT, body, signature), signature=signature, body=body
    )
    return msgspec.json.encode(envelope) + b"\n"


def _sum(number: int, body: msgspec.Raw, signature: bytes) -> bytes:
    """Sum up all there is: a damaged signature has to be seen while the copy can still be read."""
    return digest("repair-header", _signed(number, body) + signature)


def _signed(number: int, body: msgspec.Raw) -> bytes:
    return f"{number}:".encode() + bytes(body)


def _sign(number: int, body: msgspec.Raw, key: JournalKey) -> bytes:
    return digest("repair-header", _signed(number, body), key.key)

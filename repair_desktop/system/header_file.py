"""The bytes of a header: ``vault.json``, and the copy of it in each backup.

They are an envelope that stays the same for every format: the format's number, a checksum that
anybody can check (damage), a checksum that needs the key (changes by somebody else), and the body
exactly as it was summed up. See ``docs/journal-format.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated

import msgspec

from repair_desktop.core.errors import HeaderDamaged, JournalTooNew
from repair_desktop.core.ports import Header, JournalKey, PassphraseSlot, RecoverySlot
from repair_desktop.system.digests import SIZE, digest

FORMAT = 1
"""The header format this version writes."""

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
    # Headers from before these were there have no such fields.
    recovery: _RecoverySlot | None = None
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """A header that could be read, with what proves who wrote it."""

    header: Header
    _envelope: _Envelope

    def is_signed(self, key: JournalKey) -> bool:
        """Tell whether it was written by somebody who has the key."""
        envelope = self._envelope
        return compare_digest(envelope.signature, _sign(envelope.format, envelope.body, key))


def decode(data: bytes) -> HeaderFile:
    """Read a header file.

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
    return HeaderFile(_header(envelope.body), envelope)


def encode(header: Header, key: JournalKey) -> bytes:
    """Return a header file, signed with the key.

    Raises:
        ValueError: It could not be read again, such as one with a foreign file name.
    """
    body = msgspec.Raw(msgspec.json.encode(header))
    signature = _sign(FORMAT, body, key)
    envelope = _Envelope(
        format=FORMAT, checksum=_sum(FORMAT, body, signature), signature=signature, body=body
    )
    data = msgspec.json.encode(envelope) + b"\n"
    try:
        decode(data)
    except HeaderDamaged:
        raise ValueError("this header would not be read back") from None
    return data


def is_readable(data: bytes) -> bool:
    """Tell whether a header file is sound. Raises JournalTooNew for one of a newer format."""
    try:
        decode(data)
    except HeaderDamaged:
        return False
    return True


def _header(data: msgspec.Raw) -> Header:
    try:
        body = msgspec.json.decode(data, type=_Body)
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
        unfinished=body.unfinished,
    )


def _sum(number: int, body: msgspec.Raw, signature: bytes) -> bytes:
    """Sum up all there is: a damaged signature has to be seen while the copy can still be read."""
    return digest("repair-header", _signed(number, body) + signature)


def _signed(number: int, body: msgspec.Raw) -> bytes:
    return f"{number}:".encode() + bytes(body)


def _sign(number: int, body: msgspec.Raw, key: JournalKey) -> bytes:
    return digest("repair-header", _signed(number, body), key.key)

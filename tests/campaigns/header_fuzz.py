"""Damages ``vault.json`` and its copy in many ways and looks what the vault makes of it.

Usage: python tests/campaigns/header_fuzz.py --size 50000

Three kinds: *damage* (bytes change; the checksum tells), *exchange* (whole sound headers of other
vaults and other times) and *forgery* (a body changed by somebody who makes the checksum anew, which
needs no key). Never may a wrong key be taken, a journal be made or opened that is not the person's,
an error come out that has no words, or damage be called a wrong passphrase.
"""

from __future__ import annotations

import base64
import json
import random
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.common import CODE, Figures, new_vault, scratch, vault_in
from helpers.fake_vault import PASSPHRASE, FakeJournal
from helpers.vault import KEY, OTHER_KEY, quick_sealer

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalError,
    JournalMissing,
    JournalTooNew,
    KeyMissing,
    KnownError,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import Backup, Journal, JournalKey
from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.vault import VaultState
from repair_desktop.system.digests import digest
from repair_desktop.system.vault_folder import DiskVaultFolder

DEFAULT = 50_000
OTHER_VAULT = "fedcba9876543210" * 2

Files = tuple[bytes | None, bytes | None]
"""What lies in ``vault.json`` and ``vault.json.prev``; None for no file."""


class Samples(NamedTuple):
    """Sound headers.

    Attributes:
        present: The vault's, after a change of passphrase.
        copy: What the program left beside it.
        before: The one before that change.
        other: Another vault's.
    """

    present: bytes
    copy: bytes
    before: bytes
    other: bytes


class NotingOpener:
    """Stands for the database: says which file and key it was asked to open."""

    def __init__(self) -> None:
        self.opened: tuple[str, JournalKey] | None = None
        self.made = 0

    def create(self, path: Path, key: JournalKey) -> Journal:
        self.made += 1
        raise JournalError()

    def open(self, path: Path, key: JournalKey) -> Journal:
        self.opened = (path.name, key)
        return FakeJournal(path)  # type: ignore[return-value]

    def back_up(self, journal: Journal, folder: Path, key: JournalKey, now: datetime) -> Backup:
        raise AssertionError

    def newest_backup(self, folder: Path) -> Backup | None:
        return None

    def backups(self, folder: Path, key: JournalKey) -> list[Backup]:
        return []

    def restore(self, backup: Backup, path: Path, key: JournalKey) -> None:
        self.made += 1


def run(size: int, seed: int) -> Figures:
    """Try ``size`` damaged, exchanged or forged pairs of header files."""
    figures = Figures()
    chance = random.Random(seed)
    with scratch() as folder:
        samples = _samples(folder)
        vault = folder / "vault"
        vault.mkdir()
        (vault / "journal.1.db").write_bytes(bytes(4096))
        for _ in range(size):
            [kind] = chance.choices(["damage", "exchange", "forgery"], [6, 1, 3])
            files = _KINDS[kind](chance, samples)
            _try(vault, kind, files, samples, chance.random() < 0.3, figures)
    return figures


def _samples(folder: Path) -> Samples:
    """Let the program write headers."""
    sealer = quick_sealer()
    mine = new_vault().header
    old = replace(mine, passphrase=sealer.seal(KEY, "an old passphrase", mine.vault_id))
    other = replace(
        mine,
        vault_id=OTHER_VAULT,
        key_check=sealer.key_check(OTHER_KEY, OTHER_VAULT, 1),
        passphrase=sealer.seal(OTHER_KEY, "four loud paper boats", OTHER_VAULT),
        recovery=sealer.seal_with_code(OTHER_KEY, new_code(), OTHER_VAULT),
    )
    samples = folder / "samples"
    samples.mkdir()
    header, writer = samples / "vault.json", DiskVaultFolder(samples)
    writer.write_header(other, OTHER_KEY)
    foreign = header.read_bytes()
    writer.write_header(old, KEY)
    before = header.read_bytes()
    writer.write_header(mine, KEY)
    copy = (samples / "vault.json.prev").read_bytes()
    return Samples(header.read_bytes(), copy, before, foreign)


def _try(
    path: Path, kind: str, files: Files, samples: Samples, by_code: bool, figures: Figures
) -> None:
    for name, data in zip(("vault.json", "vault.json.prev"), files, strict=True):
        (path / name).unlink(missing_ok=True)
        if data is not None:
            (path / name).write_bytes(data)
    opener = NotingOpener()
    vault = vault_in(path, opener)
    outcome = "opened"
    try:
        if vault.state() is VaultState.FIRST_RUN:
            figures.wrong.append(f"{kind}: taken for a first run: {files!r}")
        if by_code:
            key = vault.key_from_recovery_code(CODE.characters)
        else:
            key = vault.key_from_passphrase(PASSPHRASE)
        vault.open(key)
    except KnownError as error:
        outcome = type(error).__name__
        allowed = _ALLOWED[kind]
        figures.expect(isinstance(error, allowed), f"{kind}: {outcome}: {files!r}")
    except Exception as error:
        outcome = "unexpected"
        figures.wrong.append(f"{kind}: {error!r}: {files!r}")
    figures.counts[f"{kind}: {outcome}"] += 1
    figures.expect(outcome == "opened" or opener.opened is None, f"{kind}: opened by mistake")
    if outcome == "opened":
        right = opener.opened == ("journal.1.db", KEY)
        figures.expect(right, f"{kind}: wrong journal or key: {files!r}")
    elif kind == "damage" and set(files) & {samples.present, samples.copy}:
        figures.wrong.append(f"{outcome} with a sound copy there: {files!r}")
    names = {file.name for file in path.iterdir()} - {"vault.json", "vault.json.prev"}
    figures.expect(names == {"journal.1.db"} and not opener.made, f"{kind}: a file was made")
    figures.counts["tried"] += 1


# --- damage ---------------------------------------------------------------------------------


def _damaged_files(chance: random.Random, samples: Samples) -> Files:
    """Damage one of the two, or both; or lose one."""
    present, copy = samples.present, samples.copy
    match chance.randrange(5):
        case 0:
            return _damaged(chance, present), copy
        case 1:
            return present, _damaged(chance, copy)
        case 2:
            return None, _damaged(chance, copy)
        case 3:
            return _damaged(chance, present), None
        case _:
            return _damaged(chance, present), _damaged(chance, copy)


def _damaged(chance: random.Random, data: bytes) -> bytes:
    """Return other bytes."""
    harmed = bytearray(data)
    at = chance.randrange(len(harmed))
    length = chance.randrange(1, 64)
    match chance.randrange(10):
        case 0 | 1 | 2:
            for _ in range(chance.choice([1, 1, 2, 8])):
                harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
        case 3:
            del harmed[at:]
        case 4:
            harmed[at : at + length] = bytes(length)
        case 5:
            harmed[at : at + length] = chance.randbytes(length)
        case 6:
            del harmed[at : at + length]
        case 7:
            harmed[at:at] = harmed[at : at + length]
        case 8:
            harmed = bytearray(
                chance.choice(
                    [b"", b"{}", b"null", b"[" * 30_000, b"\xef\xbb\xbf" + data, bytes(70_000)]
                )
            )
        case _:
            harmed[:at] = harmed[:at][::-1]
    return bytes(harmed)


# --- exchange -------------------------------------------------------------------------------


def _exchanged(chance: random.Random, samples: Samples) -> Files:
    """Whole headers, each sound, in each other's place; or none at all."""
    return chance.choice([*samples, None]), chance.choice([*samples, None])


# --- forgery --------------------------------------------------------------------------------


def _forged_files(chance: random.Random, samples: Samples) -> Files:
    forged = _forged(chance, samples)
    return chance.choice(
        [(forged, None), (forged, samples.copy), (forged, _forged(chance, samples))]
    )


def _forged(chance: random.Random, samples: Samples) -> bytes:
    """Change the body (and perhaps the envelope), then make the checksum anew."""
    envelope: dict[str, Any] = json.loads(samples.present)
    other: dict[str, Any] = json.loads(samples.other)
    body = envelope["body"]
    repeated = ""
    for _ in range(chance.choice([1, 1, 2])):
        slot = chance.choice(["passphrase", "recovery"])
        place, foreign = body, other["body"]
        if chance.random() < 0.5 and isinstance(body.get(slot), dict) and body[slot]:
            place, foreign = body[slot], other["body"][slot]
        field = chance.choice([*place])
        match chance.randrange(6):
            case 0 | 1:
                place[field] = foreign.get(field)
            case 2:
                place[field] = deepcopy(chance.choice(_ODD_VALUES))
            case 3:
                del place[field]
            case 4:
                place[chance.choice(["more", "", "generation "])] = 1
            case _:
                repeated = f"{json.dumps(field)}:{json.dumps(chance.choice(_ODD_VALUES))},"
        if not body:
            break
    number = chance.choice([1, 1, 1, 1, 2, 0, -1, 2**31, 2**70, "1", None, 1.5])
    raw = "{" + repeated + json.dumps(body)[1:]
    if chance.random() < 0.05:
        raw = json.dumps(chance.choice(_ODD_VALUES))
    signature = chance.choice([envelope["signature"], other["signature"], _base64(bytes(16))])
    summed = f"{number}:{raw}".encode() + base64.b64decode(signature)
    checksum = digest("repair-header", summed)
    whole = f'{{"format": {json.dumps(number)}, "checksum": "{_base64(checksum)}", '
    return f'{whole}"signature": "{signature}", "body": {raw}}}'.encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# No amount of memory that a slot may really ask for: that would only try the machine's patience.
_ODD_VALUES: list[object] = [
    None, True, 0, 1, -1, 2, 11, 1001, 4096, 8191, 2**31, 2**40, 2**53 + 1, 2**63, 2**64, 10**40,
    1e308, 0.5, "", "x", "=", "..", "../journal.1.db", "journal.2.db", "journal.1.db\n",
    "/etc/passwd", "journal.9999999999.db", "\0", "\ud800", "é" * 300, "A" * 10_000,
    _base64(bytes(16)), _base64(bytes(88)), _base64(bytes(17)), [], [[]], {}, {"": {}},
]  # fmt: skip

_KINDS: dict[str, Callable[[random.Random, Samples], Files]] = {
    "damage": _damaged_files,
    "exchange": _exchanged,
    "forgery": _forged_files,
}
_ALLOWED: dict[str, tuple[type[KnownError], ...]] = {
    "damage": (HeaderDamaged,),
    # Another vault's own header is sound: there, passphrase and code really are others.
    "exchange": (WrongPassphrase, WrongRecoveryCode, JournalMissing),
    "forgery": (HeaderDamaged, JournalTooNew, WrongPassphrase, WrongRecoveryCode, KeyMissing),
}


if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)

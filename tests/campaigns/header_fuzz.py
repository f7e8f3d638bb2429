"""Damages ``vault.json`` and its copy in many ways and looks what the vault makes of it.

Usage: python tests/campaigns/header_fuzz.py --size 50000

Three kinds: *damage* (bytes change; the checksum tells), *exchange* (whole sound headers of other
vaults and other times) and *forgery* (a body changed by somebody who makes the checksum anew, which
needs no key). Beside them lie backups: the vault's own, sound or damaged, with slots or a key of
before, and another vault's. Never may a wrong key be taken, a journal be made or opened that is not
the person's, an error come out that has no words, or damage be called a wrong passphrase. Where
both header files are lost, a backup's header opens the journal, and is written back.
"""

from __future__ import annotations

import base64
import json
import random
import shutil
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.common import CODE, OTHER_VAULT_ID, Figures, new_vault, scratch, vault_in
from campaigns.worse_vault import worse
from helpers.fake_vault import FACTS, PASSPHRASE, FakeJournal
from helpers.journals import NOON
from helpers.vault import KEY, quick_sealer

from repair_desktop.core.errors import (
    HeaderDamaged,
    JournalDamaged,
    JournalError,
    JournalMissing,
    JournalTooNew,
    KeyMissing,
    KnownError,
    WrongPassphrase,
    WrongRecoveryCode,
)
from repair_desktop.core.ports import BackupKind, Header, Journal, JournalKey, JournalOpener
from repair_desktop.core.recovery_code import new_code
from repair_desktop.services.vault import VaultState
from repair_desktop.system.backup_store import DiskBackupStore
from repair_desktop.system.digests import digest
from repair_desktop.system.vault_folder import DiskVaultFolder

DEFAULT = 50_000
OTHER_KEY = JournalKey(bytes(32), bytes(16))
TWIN_VAULT_ID = "77777777777777777777777777777777"
DAYS = 4
"""Of how many days there may be backups."""

Files = tuple[bytes | None, bytes | None]
"""What lies in ``vault.json`` and ``vault.json.prev``; None for no file."""


class Samples(NamedTuple):
    """Sound headers, and backups.

    Attributes:
        present: The vault's, after a change of key and then of passphrase.
        copy: What the program left beside it.
        before: The one before the passphrase was changed.
        other: Another vault's.
        backups: A backup of each day for ``present``, ``before`` and ``other``, for ``elder``,
            which has the key of before, and for ``twin``, another vault with the same passphrase.
    """

    present: bytes
    copy: bytes
    before: bytes
    other: bytes
    backups: dict[str, list[bytes]]

    @property
    def headers(self) -> tuple[bytes, ...]:
        """All headers."""
        return self.present, self.copy, self.before, self.other


class NotingOpener:
    """Stands for the database: says which file and key it was asked to open.

    To SQLCipher any key but the right one means a damaged file.
    """

    def __init__(self) -> None:
        self.opened: tuple[str, JournalKey] | None = None
        self.made = 0

    def create(self, path: Path, key: JournalKey) -> Journal:
        self.made += 1
        raise JournalError()

    def open(self, path: Path, key: JournalKey) -> Journal:
        if key != KEY:
            raise JournalDamaged()
        self.opened = (path.name, key)
        return FakeJournal(path)  # type: ignore[return-value]

    def is_sound(self, journal: Journal) -> bool:
        return True


def run(size: int, seed: int, fault: str = "") -> Figures:
    """Try ``size`` damaged, exchanged or forged pairs of header files, most with backups.

    Args:
        size: How many.
        seed: Chooses.
        fault: One of :data:`campaigns.worse_vault.FAULTS`, to be noticed.
    """
    figures = Figures()
    chance = random.Random(seed)
    with scratch() as folder, worse(fault):
        samples = _samples(folder)
        vault = folder / "vault"
        vault.mkdir()
        (vault / "journal.1.db").write_bytes(KEY.salt.ljust(4096))
        for _ in range(size):
            [kind] = chance.choices(["damage", "exchange", "forgery"], [6, 1, 3])
            files = _KINDS[kind](chance, samples)
            has_own = _lay_out_backups(vault, chance, samples)
            _try(vault, kind, files, samples, has_own, chance.random() < 0.3, figures)
    return figures


def _samples(folder: Path) -> Samples:
    """Let the program write headers."""
    sealer = quick_sealer()
    mine = new_vault().header
    mine = replace(mine, generation=2, key_check=sealer.key_check(KEY, mine.vault_id, 2))
    old = replace(mine, passphrase=sealer.seal(KEY, "an old passphrase", mine.vault_id))
    elder = replace(
        mine,
        generation=1,
        key_check=sealer.key_check(OTHER_KEY, mine.vault_id, 1),
        passphrase=sealer.seal(OTHER_KEY, PASSPHRASE, mine.vault_id),
        recovery=sealer.seal_with_code(OTHER_KEY, CODE, mine.vault_id),
    )
    twin = replace(
        elder,
        vault_id=TWIN_VAULT_ID,
        key_check=sealer.key_check(OTHER_KEY, TWIN_VAULT_ID, 1),
        passphrase=sealer.seal(OTHER_KEY, PASSPHRASE, TWIN_VAULT_ID),
        recovery=None,
    )
    other = replace(
        mine,
        vault_id=OTHER_VAULT_ID,
        key_check=sealer.key_check(OTHER_KEY, OTHER_VAULT_ID, 2),
        passphrase=sealer.seal(OTHER_KEY, "four loud paper boats", OTHER_VAULT_ID),
        recovery=sealer.seal_with_code(OTHER_KEY, new_code(), OTHER_VAULT_ID),
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
    backups = {
        "present": _backups(samples, mine, KEY),
        "before": _backups(samples, old, KEY),
        "elder": _backups(samples, elder, OTHER_KEY),
        "twin": _backups(samples, twin, OTHER_KEY),
        "other": _backups(samples, other, OTHER_KEY),
    }
    return Samples(header.read_bytes(), copy, before, foreign, backups)


def _backups(folder: Path, header: Header, key: JournalKey) -> list[bytes]:
    """Return a backup of each day."""
    database, store = folder / "database", DiskBackupStore()
    database.write_bytes(bytes(4096))
    days = (NOON + timedelta(days=day) for day in range(DAYS))
    packed = [
        store.pack(database, folder, header, key, day, BackupKind.REGULAR, FACTS) for day in days
    ]
    return [backup.path.read_bytes() for backup in packed]


def _lay_out_backups(path: Path, chance: random.Random, samples: Samples) -> bool:
    """Put up to four backups there, each of another day; tell whether one can stand in."""
    has_own = False
    for name in ("backups", "backups.new"):
        shutil.rmtree(path / name, ignore_errors=True)
    for day in chance.sample(range(DAYS), chance.randint(0, DAYS)):
        kind = chance.choice([*samples.backups])
        data = samples.backups[kind][day]
        match chance.randrange(4):
            case 0:
                data = _damaged(chance, data)
            case 1:  # in the database, which its header does not need
                at = len(data) - chance.randint(17, 4096)
                data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
                has_own |= kind == "present"
            case _:
                has_own |= kind == "present"
        folder = path / chance.choice(["backups", "backups", "backups", "backups.new"])
        folder.mkdir(exist_ok=True)
        (folder / f"{day}.rdbackup").write_bytes(data)
    return has_own


def _try(
    path: Path,
    kind: str,
    files: Files,
    samples: Samples,
    has_own: bool,
    by_code: bool,
    figures: Figures,
) -> None:
    for name, data in zip(("vault.json", "vault.json.prev"), files, strict=True):
        (path / name).unlink(missing_ok=True)
        if data is not None:
            (path / name).write_bytes(data)
    opener = NotingOpener()
    vault = vault_in(path, cast(JournalOpener, opener))
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
        if (path / "backups").exists() or (path / "backups.new").exists():
            allowed += _BY_A_BACKUP
        figures.expect(isinstance(error, allowed), f"{kind}: {outcome}: {files!r}")
    except Exception as error:
        outcome = "unexpected"
        figures.wrong.append(f"{kind}: {error!r}: {files!r}")
    figures.counts[f"{kind}: {outcome}"] += 1
    figures.expect(outcome == "opened" or opener.opened is None, f"{kind}: opened by mistake")
    if outcome == "opened":
        right = opener.opened == ("journal.1.db", KEY)
        figures.expect(right, f"{kind}: wrong journal or key: {files!r}")
        is_back = DiskVaultFolder(path).header_is_whole()
        figures.expect(is_back, f"{kind}: the header was not written back")
    elif kind == "damage" and set(files) & {samples.present, samples.copy}:
        figures.wrong.append(f"{outcome} with a sound copy there: {files!r}")
    if (kind == "damage" or files == (None, None)) and has_own:
        figures.counts["had a backup that can stand in"] += 1
        figures.expect(outcome == "opened", f"{outcome} with a backup there")
    ours = {"vault.json", "vault.json.prev", "backups", "backups.new"}
    names = {file.name for file in path.iterdir()} - ours
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
    headers = (*samples.headers, None)
    return chance.choice(headers), chance.choice(headers)


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
_BY_A_BACKUP = (WrongPassphrase, WrongRecoveryCode, JournalDamaged)
"""What comes of a backup's header that is another vault's, or of another time."""


if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)

"""``repair-desktop doctor``: how Repair is set up here, for a person or for a bug report.

It reads the header and the names of files. It asks whether there is a keyring, but never for an
item; so it can hold neither a word that somebody wrote nor a key.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum

from repair_desktop import __version__
from repair_desktop.app.arguments import Arguments
from repair_desktop.app.vault import find_journal, vault_parts
from repair_desktop.core.times import SystemClock
from repair_desktop.services.inspection import VaultFacts, inspect_vault
from repair_desktop.services.vault import VaultState
from repair_desktop.storage.inspection import engine_versions
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.cloud_folders import service_copying
from repair_desktop.system.hardening import Hardening, present_hardening
from repair_desktop.system.inventory import Inventory, take_inventory, without_home
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.paths import Folders, find_folders
from repair_desktop.system.sealer import NaclSealer
from repair_desktop.system.vault_folder import DiskVaultFolder, HeaderCopy
from repair_desktop.system.versions import library_versions, system_name


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the doctor knows; its fields are those of the JSON."""

    versions: Mapping[str, str]
    system: str
    keyring: str
    keyring_usable: bool
    data_folder: str
    settings_folder: str
    files: Inventory
    vault: VaultFacts
    header: HeaderCopy
    previous_header: HeaderCopy
    copied_by: str | None
    hardening: Hardening


def doctor(arguments: Arguments) -> int:
    """Print the report. Returns 0."""
    report = examine(find_folders(str(arguments.data_dir or "")))
    text = as_json(report) if arguments.json else "\n".join(in_words(report))
    sys.stdout.write(f"{text}\n")
    return 0


def examine(folders: Folders) -> Report:
    """Gather the facts. Nothing is made or changed."""
    secrets = KeyringSecretStore()
    data = find_journal(folders)
    parts = vault_parts(data, secrets, NaclSealer(), SqlCipherOpener(), SystemClock())
    header, previous = DiskVaultFolder(data).header_copies()
    return Report(
        versions={"Repair": __version__, **library_versions(), **engine_versions()},
        system=system_name(),
        keyring=secrets.name,
        keyring_usable=secrets.available(),
        data_folder=without_home(data),
        settings_folder=without_home(folders.config),
        files=take_inventory(data),
        vault=inspect_vault(parts),
        header=header,
        previous_header=previous,
        copied_by=service_copying(data),
        hardening=present_hardening(),
    )


def as_json(report: Report) -> str:
    """Return the report for programs."""

    def plain(value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, datetime):
            return value.isoformat()
        raise TypeError(type(value).__name__)

    return json.dumps(asdict(report), indent=2, default=plain)


# --- for a person -----------------------------------------------------------------------------

_PROTECTION = {
    VaultState.FIRST_RUN: "There is no journal here yet.",
    VaultState.KEYRING: "The keyring holds the journal's key.",
    VaultState.PASSPHRASE: "A passphrase protects the journal's key.",
    VaultState.HEADER_LOST: "There is a journal here, but its header is missing.",
}

_COPY = {
    HeaderCopy.SOUND: "can be read",
    HeaderCopy.MISSING: "is not there",
    HeaderCopy.DAMAGED: "is damaged",
    HeaderCopy.NEWER: "was written by a newer version of Repair",
    HeaderCopy.UNREADABLE: "is there, but the system does not let Repair read it",
}


def in_words(report: Report) -> Iterator[str]:
    """Yield the report in short sentences, one a line."""
    yield ", ".join(f"{name} {version}" for name, version in report.versions.items()) + "."
    yield f"{report.system}."
    yield ""
    usable = "can be used" if report.keyring_usable else "can not be used"
    yield f"The keyring ({report.keyring}) {usable}."
    yield from _vault(report)
    yield ""
    yield from _files(report)
    yield ""
    yield from _hardening(report.hardening)


def _vault(report: Report) -> Iterator[str]:
    vault = report.vault
    if vault.state is None:
        yield f"How the journal is protected can not be told ({vault.problem})."
    else:
        yield _PROTECTION[vault.state]
    if vault.state is VaultState.FIRST_RUN:
        return
    if vault.state is VaultState.KEYRING and vault.has_passphrase:
        yield "A passphrase opens it too, until the keyring has given the key to another start."
    if vault.has_code is not None:
        yield "It has a recovery code." if vault.has_code else "It has no recovery code."
    if vault.generation is not None:
        yield f"The key is of generation {vault.generation}."
    yield f"The header (vault.json) {_COPY[report.header]}."
    yield f"Its previous copy (vault.json.prev) {_COPY[report.previous_header]}."
    if vault.newest_backup is None:
        yield "There is no backup yet."
    else:
        made = vault.newest_backup.astimezone()
        yield f"The newest verified backup was made on {made:%Y-%m-%d at %H:%M}."


def _files(report: Report) -> Iterator[str]:
    files = report.files
    yield f"The journal's folder is {report.data_folder}."
    yield f"The settings' folder is {report.settings_folder}."
    if not files.readable:
        yield "Warning: the journal's folder can not be read."
    for name, size in files.sizes.items():
        yield f"    {name}: {size:,} bytes"
    if files.others:
        yield f"    not made by Repair: {files.others}"
    if report.copied_by is not None:
        yield f"Warning: {report.copied_by} copies this folder. Keep the journal somewhere else."
    else:
        yield "No cloud service that Repair knows copies this folder."
    if files.free is not None:
        yield f"The disk has {files.free:,} bytes free."


def _hardening(hardening: Hardening) -> Iterator[str]:
    for what, holds in (
        ("New files are for their owner only", hardening.private_files),
        ("No core dump is written after a crash", hardening.no_core_dumps),
        ("Other programs can not read the memory", hardening.memory_hidden),
        ("The kernel refuses internet connections", hardening.kernel_offline),
        ("Python refuses internet connections", hardening.python_offline),
    ):
        yield f"{what}: {_YES_NO[holds]}."


_YES_NO = {True: "yes", False: "no", None: "not on this system"}

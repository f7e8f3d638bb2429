"""Makes a journal where it usually lies, as the first start does, with one check-in in it.

    python tests/helpers/usual_journal.py [PASSPHRASE]

Without a passphrase the key goes into the system's own keyring. ``packaging/test windows`` and
``packaging/test macos`` run this in a made-up account; where there is a journal already, it
refuses.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.times import SystemClock
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.vault import Protection, Vault, VaultState
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.paths import find_folders
from repair_desktop.system.sealer import NaclSealer


def main() -> int:
    """Make it, and say where."""
    folder = find_folders().data
    clock = SystemClock()
    vault = Vault(vault_parts(folder, KeyringSecretStore(), NaclSealer(), SqlCipherOpener(), clock))
    if vault.state() is not VaultState.FIRST_RUN:
        raise SystemExit("There is a journal already.")
    passphrase = "".join(sys.argv[1:])
    new = vault.draft(Protection.PASSPHRASE if passphrase else Protection.KEYRING, passphrase)
    vault.keep_key(new)
    journal = vault.create(new)
    try:
        MoodService(journal, clock).save(CheckIn(at=clock.now(), pleasantness=2, note="A line"))
    finally:
        journal.close()
    sys.stdout.write(f"{folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

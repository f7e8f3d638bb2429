"""A real vault in which a person wrote, and the words that nobody else may see."""

from __future__ import annotations

from pathlib import Path

from helpers.fake_vault import PASSPHRASE, FakeClock, FakeSecrets
from helpers.journals import a_mood, a_rupture
from helpers.vault import quick_opener, quick_sealer

from repair_desktop.app.vault import vault_parts
from repair_desktop.core.ports import JournalKey
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Protection, Vault

NOTE = "Quendolin left the marzipan clock unwound"
NAME = "Xiphias"
CANARIES = ("Quendolin", "marzipan", NAME, PASSPHRASE)


def make(path: Path, secrets: FakeSecrets, protection: Protection) -> JournalKey:
    """Make it, with one backup and a file of the person's own beside it; return its key."""
    parts = vault_parts(path, secrets, quick_sealer(), quick_opener(), FakeClock())
    vault = Vault(parts)
    new = vault.new_key(protection, PASSPHRASE)
    journal = vault.create(new)
    journal.moods.save(a_mood(note=NOTE))
    journal.ruptures.add(a_rupture(title=NOTE))
    journal.settings.set("therapist", NAME)
    Backups(parts).make_if_due(journal, new.key)
    journal.close()
    (path / f"For {NOTE}.txt").write_text(NOTE)
    return new.key


def contents(path: Path) -> dict[Path, bytes]:
    """Return every file below a folder."""
    return {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}

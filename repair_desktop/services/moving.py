"""Moving the vault to another folder. The journal has to be closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from repair_desktop.core.errors import JournalError, JournalExists
from repair_desktop.core.ports import JournalKey
from repair_desktop.services.vault_parts import VaultParts


def copy_vault(
    here: VaultParts,
    there: VaultParts,
    key: JournalKey,
    progress: Callable[[float], None] = lambda _part: None,
) -> None:
    """Put a whole, checked copy of a vault into another folder; its header comes last.

    The vault here stays. It can be removed once the program remembers the new folder.

    Args:
        here: The vault.
        there: The folder it is to be in. It need not exist.
        key: The key of both.
        progress: Is told what part is done, 0 to 1.

    Raises:
        JournalExists: There is a vault in that folder; it is untouched.
        FolderSynced: A cloud service copies that folder elsewhere.
        JournalDamaged: The journal is not sound, and is better not moved.
        JournalError: The disk would not have it. Each time nothing is left of the copy.
    """
    header = here.proven_header(key)
    there.folder.prepare()
    if there.find_header() is not None or there.folder.has_database_files():
        raise JournalExists()
    backups = here.store.listed(here.folder.backups)
    count = len(backups) + 1
    try:
        source, target = here.folder.database_path(header), there.folder.database_path(header)
        here.opener.recode(source, key, target, key, lambda part: progress(part / count))
        for number, backup in enumerate(backups, start=1):
            there.store.copy(backup, there.folder.backups / backup.path.name)
            progress((1 + number) / count)
        there.folder.write_header(header, key)
    except BaseException:
        with suppress(JournalError):
            there.folder.remove_everything(with_old=False)
        raise

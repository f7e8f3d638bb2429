"""Parts of a vault for tests: a fixed key, cheap sealing."""

from __future__ import annotations

from repair_desktop.core.ports import JournalKey
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.sealer import Cost, NaclSealer

KEY = JournalKey(bytes(range(32)), bytes(range(100, 116)))
OTHER_KEY = JournalKey(bytes(range(1, 33)), bytes(range(100, 116)))


def quick_sealer() -> NaclSealer:
    """The real sealer at the lowest cost libsodium allows."""
    return NaclSealer(Cost(opslimit=1, memlimit=8192))


def quick_opener() -> SqlCipherOpener:
    """The real opener, keeping back less of the disk than is random in no time."""
    return SqlCipherOpener(reserve=64 * 1024)

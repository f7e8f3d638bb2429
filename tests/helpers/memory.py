"""Looks for words in the memory of another process. Linux, and only for root."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

MISSING = (
    "" if sys.platform == "linux" and os.geteuid() == 0 else "only root reads another's memory"
)

_NOT_TO_BE_READ = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


def hits(pid: int, wanted: Mapping[str, bytes]) -> Counter[str]:
    """Count byte strings in everything a process may have written into its memory.

    Left out is what the kernel takes from a file and nobody can write to, such as code.

    Args:
        pid: The process.
        wanted: What to look for, by a name for it.

    Returns:
        How often each was found; those that were not are missing.
    """
    found: Counter[str] = Counter()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, _offset, _device, inode, *_name = line.split(maxsplit=5)
            of_a_file = inode != "0" and "w" not in rights
            if "r" not in rights or of_a_file or line.endswith(_NOT_TO_BE_READ):
                continue
            begin, end = (int(number, 16) for number in span.split("-"))
            data = _read(memory.fileno(), begin, end)
            for name, part in wanted.items():
                if times := data.count(part):
                    found[name] += times
    return found


def _read(file: int, begin: int, end: int) -> bytes:
    parts = []
    while begin < end:
        try:
            part = os.pread(file, end - begin, begin)
        except OSError:
            break  # a region that is never touched, or went meanwhile
        if not part:
            break
        parts.append(part)
        begin += len(part)
    return b"".join(parts)

"""Makes a program for Windows say that it is for ARM. ``packaging/test windows`` runs this."""

from __future__ import annotations

import struct
import sys
from pathlib import Path


def main() -> None:
    """Change the file that is named."""
    file = Path(sys.argv[1])
    data = bytearray(file.read_bytes())
    (header,) = struct.unpack_from("<I", data, 0x3C)
    struct.pack_into("<H", data, header + 4, 0xAA64)
    file.write_bytes(data)


if __name__ == "__main__":
    main()

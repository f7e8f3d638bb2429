"""Writes what Windows shows about the programs: in the file's properties, and in questions.

PyInstaller reads such a file as the words of a class of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATE = """\
# Made by packaging/version_information.py
VSVersionInfo(
    ffi=FixedFileInfo(
        filevers={numbers},
        prodvers={numbers},
        mask=0x3F,
        flags=0x0,
        OS=0x40004,
        fileType=0x1,
        subtype=0x0,
        date=(0, 0),
    ),
    kids=[
        StringFileInfo([StringTable("040904B0", [
            StringStruct("CompanyName", "The Repair project"),
            StringStruct("FileDescription", "Repair"),
            StringStruct("FileVersion", "{version}"),
            StringStruct("InternalName", "Repair"),
            StringStruct("LegalCopyright", {holder!r}),
            StringStruct("ProductName", "Repair"),
            StringStruct("ProductVersion", "{version}"),
        ])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
    ],
)
"""

_LICENCE = Path(__file__).resolve().parents[1] / "LICENSE"


def numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts: four numbers. What is no number does not count.

    Raises:
        ValueError: It does not begin with three numbers.
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        raise ValueError(f"no version: {version}")
    return int(found[1]), int(found[2]), int(found[3]), 0


def write(path: Path, version: str) -> None:
    """Write the file for a version."""
    holder = re.search(r"^Copyright.*$", _LICENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert holder is not None
    text = TEMPLATE.format(numbers=numbers(version), version=version, holder=holder[0])
    path.write_text(text, encoding="utf-8", newline="\n")

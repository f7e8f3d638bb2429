"""What Windows shows about the program's file, in the form that PyInstaller reads."""

from __future__ import annotations

import re
from pathlib import Path

_FORM = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'The Repair project'),
      StringStruct('FileDescription', 'Repair'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'repair-desktop'),
      StringStruct('LegalCopyright', 'MIT licence'),
      StringStruct('ProductName', 'Repair'),
      StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])
  ]
)
"""


def text(version: str) -> str:
    """Return it for a version such as ``1.2.3``; what follows the numbers is shown only."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    numbers += [0] * (4 - len(numbers))
    return _FORM.format(numbers=tuple(numbers), version=version)


def write(file: Path, version: str) -> None:
    """Write it to a file."""
    file.write_text(text(version), encoding="utf-8")

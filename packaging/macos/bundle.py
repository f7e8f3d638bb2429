"""What a Mac is told about the program: its Info.plist, names of its files, rights when signed.

    python packaging/macos/bundle.py entitlements ARCHITECTURE [--ad-hoc]

prints the rights that the program is signed with, for ``codesign --entitlements``. The rest is for
the spec.
"""

from __future__ import annotations

import argparse
import plistlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from repair_desktop.app.start import APPLICATION_ID
from repair_desktop.core.sheets import SUFFIX

ARCHITECTURES = ("arm64", "x86_64")
"""What Apple's and Intel's processors are called. Each has a file of its own."""

MINIMUM = "15.0"
"""The oldest macOS that every file in the package says it is for.

``packaging/macos/check_files.py`` holds every file to it; docs/releasing.md says what was measured.
"""

SHEET = "org.repairdesktop.repairsheet"
"""The name of homework sheets among all kinds of files. It may never change."""

SHEET_NAME = "Homework sheet"
SHEET_NAMES = {"en": SHEET_NAME, "de": "Aufgabenblatt"}
"""What the Finder calls a homework sheet, by language."""


def numbers(version: str) -> str:
    """Return the three whole numbers that Apple's version keys may hold."""
    found = [str(int(number)) for number in re.findall(r"\d+", version)[:3]]
    return ".".join([*found, "0", "0", "0"][:3])


def info_plist(version: str, languages: Iterable[str]) -> dict[str, object]:
    """Return what PyInstaller's own Info.plist is completed with.

    There is no word about why the program would want the camera, contacts, calendar or Bluetooth,
    though Qt's module QtCore could ask for them: without such a word macOS refuses.

    Args:
        version: Of the program, such as ``1.2.3``.
        languages: That the program speaks; the first is the usual one.
    """
    spoken = list(languages)
    return {
        "CFBundleDisplayName": "Repair",
        "CFBundleName": "Repair",
        "CFBundleShortVersionString": numbers(version),
        "CFBundleVersion": numbers(version),
        "CFBundleDevelopmentRegion": spoken[0],
        "CFBundleLocalizations": spoken,
        "LSApplicationCategoryType": "public.app-category.healthcare-fitness",
        "LSMinimumSystemVersion": MINIMUM,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        # Dark where the person's Mac is.
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": SHEET_NAME,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [SHEET],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": SHEET,
                "UTTypeDescription": SHEET_NAME,
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX.removeprefix(".")],
                    "public.mime-type": ["application/vnd.repairdesktop.sheet+json"],
                },
            }
        ],
    }


def identifier() -> str:
    """Return what macOS knows the program by, in the keychain too. It may never change."""
    return APPLICATION_ID


def write_names(folder: Path, languages: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Write what the Finder calls homework sheets, and yield files with their folders in the app.

    Where a language is spoken, ``InfoPlist.strings`` beside Info.plist puts a word in the place of
    one that stands there.
    """
    for language in languages:
        inside = f"{language}.lproj"
        file = folder / inside / "InfoPlist.strings"
        file.parent.mkdir(parents=True, exist_ok=True)
        # A property list is one of the forms that such a file may have, and needs no quoting.
        file.write_bytes(plistlib.dumps({SHEET_NAME: SHEET_NAMES[language]}))
        yield file, inside


def entitlements(architecture: str, *, ad_hoc: bool) -> dict[str, bool]:
    """Return the rights that the hardened program needs beyond those that any has.

    Args:
        architecture: One of :data:`ARCHITECTURES`.
        ad_hoc: Whether it is signed without a certificate.

    Raises:
        ValueError: There is no such architecture.
    """
    if architecture not in ARCHITECTURES:
        raise ValueError(f"no Mac has {architecture}")
    rights = {}
    if architecture == "x86_64":
        # Functions of ours that the system calls (system/session_watch_macos.py) go through ctypes
        # and macOS' own libffi, which gives them memory that is written and run. On Apple's
        # processors libffi maps pages that Apple signed (libffi-trampolines.dylib) and needs no
        # right; on Intel's it would try for ever without this one: pyinstaller#8099, maestral#841,
        # kitty#10190. Since Python 3.14 `import ctypes` does it at once.
        rights["com.apple.security.cs.allow-unsigned-executable-memory"] = True
    if ad_hoc:
        # A certificate names a team, and only libraries of the same team are loaded. Signed ad hoc,
        # nothing has a team, and our own libraries would be refused.
        rights["com.apple.security.cs.disable-library-validation"] = True
    return rights


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["entitlements"])
    parser.add_argument("architecture", choices=ARCHITECTURES)
    parser.add_argument("--ad-hoc", action="store_true", help="signed without a certificate")
    words = parser.parse_args()
    rights = entitlements(words.architecture, ad_hoc=words.ad_hoc)
    sys.stdout.write(plistlib.dumps(rights).decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())

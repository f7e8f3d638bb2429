"""Makes the installers for Windows out of the packaged program.

    python packaging/windows/installers.py setup FOLDER ICONS OUT [--name WORDS]
    python packaging/windows/installers.py msi FOLDER ICONS OUT [--name WORDS]

FOLDER is what packaging/freeze made on Windows, ICONS what packaging/build_icons.py did. ``setup``
is for one person and needs NSIS (makensis), which runs on Windows and Linux. ``msi`` is for whoever
looks after many computers, installs for all their users, and needs wixl (Debian's package of that
name), which runs on Linux. ``--name`` is added to the file's name.

What is made from the same folder is the same at every time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from repair_desktop import __version__
from repair_desktop.core.sheets import SUFFIX

WINDOWS = Path(__file__).resolve().parent
ROOT = WINDOWS.parents[1]

PUBLISHER = "The Repair project"
SPACE = uuid.UUID("6f0b2f5e-5c35-4b0e-9f43-6d4f7a3c1e58")
"""All other numbers are made from it. It may never change: Windows knows the program by them."""

UPGRADE_CODE = uuid.uuid5(SPACE, "upgrade code")
KIND = "RepairDesktop.Sheet"
STARTER = "Repair.exe"
TOO_OLD = "A newer version of Repair is installed already."
LANGUAGE = "1033"
WIX = "http://schemas.microsoft.com/wix/2006/wi"

NSIS_PLACES = (r"C:\Program Files (x86)\NSIS", r"C:\Program Files\NSIS")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made.

    Attributes:
        folder: The packaged program.
        icons: A folder with repair.ico and notes.ico.
        out: Where the installer goes.
        name: Words at the end of its name, or "".
        version: Of the program; another one only for tests of an upgrade.
        quick: Whether it need not be small.
    """

    folder: Path
    icons: Path
    out: Path
    name: str = ""
    version: str = __version__
    quick: bool = False

    def file(self, kind: str) -> Path:
        """Return the path of what is made."""
        words = ["Repair", self.version, "windows", machine(self.folder)]
        return self.out.absolute() / f"{'-'.join([*words, *filter(None, [self.name])])}.{kind}"


MACHINES = {0x8664: "x64", 0xAA64: "arm64"}
"""What a program's header calls the processors (Microsoft's "PE Format", Machine Types)."""


def machine(folder: Path) -> str:
    """Return the kind of processor that a packaged program is for: x64 or arm64.

    Raises:
        ValueError: It is another one, or no program for Windows.
    """
    data = (folder / STARTER).read_bytes()
    if data[:2] == b"MZ":
        (header,) = struct.unpack_from("<I", data, 0x3C)
        sign, kind = struct.unpack_from("<4sH", data, header)
        if sign == b"PE\0\0" and kind in MACHINES:
            return MACHINES[kind]
    raise ValueError(f"{STARTER} is no program for a Windows that there are packages for")


def installed_size(folder: Path) -> int:
    """Return the size of all files, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def numbers(version: str) -> tuple[int, int, int]:
    """Return the three numbers of a version that Windows compares."""
    found = [int(number) for number in re.findall(r"\d+", version)[:3]]
    first, second, third = [*found, 0, 0, 0][:3]
    return first, second, third


def copyright_holder() -> str:
    """Return the line about it in our licence."""
    found = re.search(
        r"^Copyright.*$", (ROOT / "LICENSE").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[0]


# --- setup.exe ----------------------------------------------------------------------------------


def find_makensis() -> str:
    """Return NSIS' compiler.

    Raises:
        FileNotFoundError: It is not there.
    """
    places = os.pathsep.join([os.environ.get("PATH", ""), *NSIS_PLACES])
    found = shutil.which("makensis", path=places)
    if found is None:
        raise FileNotFoundError("makensis is not there; it comes with NSIS")
    return found


def make_setup(order: Order) -> Path:
    """Make the installer for one person."""
    made = order.file("exe")
    defined = {
        "FOLDER": str(order.folder.absolute()),
        "ICONS": str(order.icons.absolute()),
        "OUT": str(made),
        "VERSION": order.version,
        "NUMBERS": "{}.{}.{}.0".format(*numbers(order.version)),
        "HOLDER": copyright_holder(),
        "MACHINE": machine(order.folder),
        "INSTALLED_KB": str(-(-installed_size(order.folder) // 1024)),
        **({"QUICK": "1"} if order.quick else {}),
    }
    command = [find_makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defined.items()]
    subprocess.run([*command, str(WINDOWS / "installer.nsi")], check=True)
    return made


# --- .msi ---------------------------------------------------------------------------------------


def number(*words: str) -> str:
    """Return the number that Windows knows something by; the same at every time."""
    return str(uuid.uuid5(SPACE, "\n".join(words))).upper()


@dataclass(slots=True)
class Tree:
    """Builds the folders of an .msi.

    Attributes:
        source: The folder that is copied.
        components: The ids of what is installed, in order.
    """

    source: Path
    components: list[str] = field(default_factory=list)

    def add(self, parent: ET.Element, folder: Path) -> None:
        """Add all files and folders below ``folder``."""
        for path in sorted(folder.iterdir()):
            inside = path.relative_to(self.source).as_posix()
            short = number("id", inside).replace("-", "")
            if path.is_dir():
                below = _add(parent, "Directory", Id=f"D{short}", Name=path.name)
                self.add(below, path)
                continue
            # Relative: wixl looks beside the description, and would write where it was built.
            self.component(parent, f"C{short}", inside).append(
                _element("File", Id=f"F{short}", Name=path.name, Source=inside, KeyPath="yes")
            )

    def component(self, parent: ET.Element, id_: str, of: str) -> ET.Element:
        """Add a component: what comes and goes as one."""
        self.components.append(id_)
        return _add(parent, "Component", Id=id_, Guid=number("component", of), Win64="yes")


def _element(kind: str, **attributes: str) -> ET.Element:
    return ET.Element(kind, attributes)


def _add(parent: ET.Element, kind: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, kind, attributes)


def description(source: Path, version: str) -> ET.Element:
    """Return what wixl makes the .msi from.

    Args:
        source: The folder with the program and notes.ico.
        version: Of the program.
    """
    wix = _element("Wix", xmlns=WIX)
    product = _add(
        wix,
        "Product",
        Id=number("product", version),
        UpgradeCode=str(UPGRADE_CODE).upper(),
        Name="Repair",
        Version="{}.{}.{}".format(*numbers(version)),
        Manufacturer=PUBLISHER,
        Language=LANGUAGE,
    )
    _add(
        product,
        "Package",
        # Tells one file from another; one made from the same things is the same file.
        Id=number("package", version, *sorted(_sums(source))),
        InstallerVersion="500",
        Compressed="yes",
        # For all users, as central deployment runs under no person's account.
        InstallScope="perMachine",
        Manufacturer=PUBLISHER,
        Description=f"Repair {version}",
    )
    _add(product, "MajorUpgrade", DowngradeErrorMessage=TOO_OLD)
    _add(product, "Media", Id="1", Cabinet="repair.cab", EmbedCab="yes")
    _add(product, "Icon", Id="repair.ico", SourceFile="repair.ico")
    _add(product, "Property", Id="ARPPRODUCTICON", Value="repair.ico")
    top = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = _add(top, "Directory", Id="ProgramFiles64Folder")
    home = _add(programs, "Directory", Id="INSTALLDIR", Name="Repair")
    menu = _add(top, "Directory", Id="ProgramMenuFolder")
    tree = Tree(source)
    tree.add(home, source)
    entry = tree.component(menu, "MenuEntry", "menu entry")
    _add(
        entry,
        "Shortcut",
        Id="MenuShortcut",
        Name="Repair",
        Target=f"[INSTALLDIR]{STARTER}",
        WorkingDirectory="INSTALLDIR",
    )
    _registry(entry, rf"Software\{PUBLISHER}\Repair", "MenuEntry", "1", is_key_path=True)
    sheets = tree.component(home, "Sheets", "sheets")
    _registry(sheets, rf"Software\Classes\{SUFFIX}", "", KIND, is_key_path=True)
    _registry(sheets, rf"Software\Classes\{KIND}", "", "Homework sheet")
    _registry(sheets, rf"Software\Classes\{KIND}\DefaultIcon", "", "[INSTALLDIR]notes.ico")
    _registry(
        sheets,
        rf"Software\Classes\{KIND}\shell\open\command",
        "",
        f'"[INSTALLDIR]{STARTER}" "%1"',
    )
    feature = _add(product, "Feature", Id="Everything", Title="Repair", Level="1")
    for id_ in tree.components:
        _add(feature, "ComponentRef", Id=id_)
    return wix


def _registry(
    parent: ET.Element, key: str, name: str, value: str, *, is_key_path: bool = False
) -> None:
    named = {"Name": name} if name else {}
    path = {"KeyPath": "yes"} if is_key_path else {}
    _add(parent, "RegistryValue", Root="HKLM", Key=key, Type="string", Value=value, **named, **path)


def _sums(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            sum_ = hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{path.relative_to(folder).as_posix()} {sum_}"


def make_msi(order: Order) -> Path:
    """Make the installer for those who look after many computers.

    Raises:
        ValueError: The program is for ARM. wixl makes none for it; Windows there runs the other.
    """
    if machine(order.folder) != "x64":
        raise ValueError("an .msi is made for x64 only")
    made = order.file("msi")
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "source"
        shutil.copytree(order.folder, source)
        shutil.copy(order.icons / "notes.ico", source)
        moment = int(os.environ["SOURCE_DATE_EPOCH"])
        for path in [source, *source.rglob("*")]:
            os.utime(path, (moment, moment))
        told = source / "repair.wxs"
        wix = description(source, order.version)
        shutil.copy(order.icons / "repair.ico", source)  # a picture for lists, no file of its own
        ET.indent(wix)
        told.write_bytes(ET.tostring(wix, encoding="utf-8", xml_declaration=True))
        made.unlink(missing_ok=True)
        command = ["wixl", "--arch", "x64", "--output", str(made), told.name]
        subprocess.run(command, cwd=source, check=True)
    made.write_bytes(settled(made.read_bytes(), _package_code(wix), moment))
    return made


def _package_code(wix: ET.Element) -> str:
    package = wix.find("Product/Package")
    assert package is not None
    return package.attrib["Id"]


_FILETIME_BEGINS = 11_644_473_600
"""Seconds from 1601, where Windows begins to count, to 1970."""

_SUMMARY_SIGN = uuid.UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9")
_SUMMARY_SIZE = 512
"""Bytes, from its sign on, in which everything of the summary lies."""

_CODE_IN_SUMMARY = re.compile(rb"\x1e\0\0\0\x27\0\0\0\{([0-9A-F-]{36})\}\0")
_TIME_IN_SUMMARY = re.compile(rb"\x40\0\0\0(.{6}[\xd0-\xff]\x01)", re.DOTALL)


def settled(data: bytes, code: str, moment: int) -> bytes:
    """Return an .msi with the number and the time that it is to have.

    wixl makes up the number of each package, and writes what the clock says. Both stand in the
    summary, by their types (a text of 39 bytes, and a FILETIME twice).

    Raises:
        ValueError: They are not where they were in the wixl this was written for.
    """
    head, sign, tail = data.partition(_SUMMARY_SIGN.bytes_le)
    summary, rest = tail[:_SUMMARY_SIZE], tail[_SUMMARY_SIZE:]
    time = struct.pack("<Q", (moment + _FILETIME_BEGINS) * 10_000_000)
    summary, codes = _CODE_IN_SUMMARY.subn(
        lambda found: found[0].replace(found[1], code.encode("ascii")), summary
    )
    summary, times = _TIME_IN_SUMMARY.subn(lambda found: found[0][:4] + time, summary)
    if (codes, times) != (1, 2):
        raise ValueError(f"the summary holds {codes} codes and {times} times")
    return head + sign + summary + rest


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    makers = {"setup": make_setup, "msi": make_msi}
    parser.add_argument("kind", choices=makers)
    parser.add_argument("folder", type=Path)
    parser.add_argument("icons", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="", help="words at the end of the file's name")
    parser.add_argument("--version", default=__version__, help="another one, to test an upgrade")
    parser.add_argument("--quick", action="store_true", help="it need not be small")
    words = vars(parser.parse_args())
    make = makers[words.pop("kind")]
    order = Order(**words)
    order.out.mkdir(parents=True, exist_ok=True)
    made = make(order)
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Looks into the libraries of the package for macOS: processors, oldest system, what they ask for.

    python packaging/macos/check_files.py wheels [--python 3.13] [--keep FOLDER]
    python packaging/macos/check_files.py app APP ARCHITECTURE

``wheels`` runs anywhere: it downloads what ``packaging/lock/packaging.txt`` installs on a Mac, for
each kind of processor, works out what PyInstaller would take of it, and looks at that. ``app``
looks at what was made. Both end with 1 where something is wrong. They need macholib, which
PyInstaller uses itself.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import licences
from macos import bundle
from pyinstaller import pruning

from repair_desktop.app.start import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]

Version = tuple[int, int]

PROCESSORS = {0x0100000C: "arm64", 0x01000007: "x86_64"}
"""Apple's numbers of processors (``mach/machine.h``)."""

LOADS = ("LC_LOAD_DYLIB", "LC_LOAD_WEAK_DYLIB", "LC_REEXPORT_DYLIB", "LC_LOAD_UPWARD_DYLIB")
OF_THE_SYSTEM = ("/usr/lib/", "/System/Library/")
STARTER = "PyInstaller/bootloader/Darwin-64bit/runw"
"""What becomes the program itself."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What a library says of itself, for one kind of processor.

    Attributes:
        processor: As in :data:`bundle.ARCHITECTURES`, or a number.
        minimum: The oldest macOS that it was built for, or None when it does not say.
        needs: The libraries that it asks for, as it names them.
        places: Where it looks for those named by ``@rpath``.
    """

    processor: str
    minimum: Version | None
    needs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def is_library(path: Path) -> bool:
    """Whether a file is a program or library for macOS."""
    from macholib.util import is_platform_file

    return path.is_file() and not path.is_symlink() and bool(is_platform_file(str(path)))


def read(path: Path) -> list[Slice]:
    """Return what a library says, for each kind of processor it is for."""
    from macholib.MachO import MachO

    return [_slice(header) for header in MachO(str(path)).headers]


def _slice(header: object) -> Slice:
    minimum, needs, places = None, [], []
    for load, command, data in header.commands:  # type: ignore[attr-defined]
        name = load.get_cmd_name()
        if name == "LC_BUILD_VERSION":
            minimum = _version(command.minos)
        elif name == "LC_VERSION_MIN_MACOSX":
            minimum = _version(command.version)
        elif name in LOADS:
            needs.append(_text(data))
        elif name == "LC_RPATH":
            places.append(_text(data))
    number = int(header.header.cputype)  # type: ignore[attr-defined]
    return Slice(PROCESSORS.get(number, hex(number)), minimum, tuple(needs), tuple(places))


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("utf-8")


def _version(number: int) -> Version:
    """Return the first two of a version that is packed into 32 bits."""
    return int(number) >> 16, int(number) >> 8 & 0xFF


def version(text: str) -> Version:
    """Return the first two numbers of a version that is written out."""
    first, second = [*text.split("."), "0"][:2]
    return int(first), int(second)


def faults(name: str, slices: Iterable[Slice], processor: str, newest: Version) -> Iterator[str]:
    """Yield what is wrong with one library.

    Args:
        name: Of the library, for words.
        slices: What it says.
        processor: That it has to be for.
        newest: The macOS that it may ask for at most.
    """
    found = [one for one in slices if one.processor == processor]
    if not found:
        yield f"{name} is not for {processor}"
    for one in found:
        if one.minimum is None:
            yield f"{name} does not say which macOS it is for"
        elif one.minimum > newest:
            yield f"{name} is for macOS {one.minimum[0]}.{one.minimum[1]} and newer"


def find(path: Path, one: Slice, needed: str, program: Path) -> Path | None:
    """Return where a library is that another asks for, or None where it is not.

    Args:
        path: The library that asks.
        one: What it says.
        needed: What it asks for; not the system's.
        program: The folder of the program (``@executable_path``).
    """

    def place(word: str) -> Path:
        word = re.sub(r"^@loader_path", str(path.parent), word)
        return Path(re.sub(r"^@executable_path", str(program), word))

    if needed.startswith("@rpath/"):
        rest = needed.removeprefix("@rpath/")
        candidates = [place(folder) / rest for folder in one.places]
    else:
        candidates = [place(needed)]
    return next((candidate.resolve() for candidate in candidates if candidate.is_file()), None)


# --- wheels -------------------------------------------------------------------------------------


def locked_for_macs(text: str, processor: str, python: str) -> list[str]:
    """Return the lines of a lock file that are for Macs, without their conditions.

    pip asks the machine it runs on, whatever platform it downloads for.
    """
    from packaging.requirements import Requirement

    mac = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": processor,
        "platform_python_implementation": "CPython",
        "platform_system": "Darwin",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "darwin",
    }
    lines = []
    for line in text.replace("\\\n", " ").splitlines():
        words, dashes, hashes = line.partition("--hash")
        if words.strip() and not words.startswith("#"):
            one = Requirement(words.strip())
            if one.marker is None or one.marker.evaluate(mac):
                lines.append(f"{one.name}{one.specifier} {dashes}{hashes}".strip())
    return lines


def download(processor: str, python: str, into: Path) -> Path:
    """Download and unpack all wheels for one kind of processor; return the folder."""
    lock = (ROOT / "packaging/lock/packaging.txt").read_text(encoding="utf-8")
    files, site = into / "files", into / "site"
    files.mkdir(parents=True, exist_ok=True)
    wanted = into / "requirements.txt"
    wanted.write_text("\n".join(locked_for_macs(lock, processor, python)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    command += ["--implementation", "cp", "--python-version", python]
    command += ["--platform", f"macosx_{bundle.MINIMUM.replace('.', '_')}_{processor}"]
    command += ["--dest", str(files), "--requirement", str(wanted)]
    subprocess.run(command, check=True)
    for wheel in sorted(files.glob("*.whl")):
        with zipfile.ZipFile(wheel) as opened:
            opened.extractall(site)
    return site


def modules_of_qt(package: Path = ROOT / "repair_desktop") -> set[str]:
    """Return the parts of Qt that the program imports, anywhere in it."""
    found = set()
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add(str(node.module).removeprefix("PySide6."))
    return found


def first_libraries(site: Path) -> Iterator[Path]:
    """Yield the libraries that PyInstaller takes because Python or Qt loads them by themselves."""
    for module in sorted(modules_of_qt()):
        yield site / f"PySide6/{module}.abi3.so"
    yield site / "shiboken6/Shiboken.abi3.so"
    for folder in ("", "msgspec", "nacl", "sqlcipher3"):
        yield from sorted((site / folder).glob("*.so"))
    for plugin in sorted((site / "PySide6/Qt/plugins").rglob("*.dylib")):
        if kept([plugin.relative_to(site).as_posix()]):
            yield plugin


def with_all_they_need(
    first: Iterable[Path], site: Path, processor: str
) -> Iterator[tuple[Path, list[str]]]:
    """Yield libraries and those that they ask for, each with what it asks for in vain."""
    waiting, seen = list(first), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        missing = []
        for one in read(path):
            for needed in one.needs:
                if one.processor != processor or needed.startswith(OF_THE_SYSTEM):
                    continue
                found = find(path, one, needed, site)
                if found is None:
                    missing.append(needed)
                else:
                    waiting.append(found)
        yield path, missing


def collected(libraries: Iterable[Path], site: Path, python: str) -> set[str]:
    """Return the names that files get in the package, as PyInstaller lists them.

    A framework brings its Info.plist and links (``collect_files_from_framework_bundles``), and
    what another library asks for gets a link at the top (``binary_dependency_analysis``).
    """
    names = {"base_library.zip", "repair.icns"}
    for path in libraries:
        name = path.relative_to(site).as_posix()
        names |= {name, *_of_framework(name)}
        if not name.endswith(".so") and "/plugins/" not in name:
            names.add(path.name)
    names |= _of_python(python)
    for pattern in ("PySide6/Qt/translations/*.qm", "*.dist-info/*", "*.dist-info/licenses/*"):
        for path in site.glob(pattern):
            name = path.relative_to(site).as_posix()
            if not name.endswith("/") and re.match(r"PySide6|pyside6_ess|pynacl|keyring", name):
                names.add(name)
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file():
            names.add(path.relative_to(ROOT).as_posix())
    names |= {f"{language}.lproj/InfoPlist.strings" for language in LANGUAGES}
    return names


def _of_framework(name: str) -> set[str]:
    found = re.match(r"(?P<top>.+\.framework)/Versions/(?P<version>[^/]+)/(?P<name>[^/]+)$", name)
    if found is None:
        return set()
    top, inside = found["top"], f"{found['top']}/Versions/{found['version']}"
    return {
        f"{top}/{found['name']}",
        f"{top}/Resources",
        f"{top}/Versions/Current",
        f"{inside}/Resources/Info.plist",
        f"{inside}/_CodeSignature/CodeResources",
    }


def _of_python(python: str) -> set[str]:
    """Return names of Python's own. It is in no wheel: the extensions are those of this Python."""
    library = f"Python.framework/Versions/{python}/Python"
    names = {"Python", library, *_of_framework(library)}
    tag = f"cpython-{python.replace('.', '')}-darwin"
    extensions = {path.name.partition(".")[0] for path in _own_extensions()} | {"_scproxy"}
    excluded = set(pruning.EXCLUDED_MODULES)
    return names | {f"python{python}/lib-dynload/{name}.{tag}.so" for name in extensions - excluded}


def _own_extensions() -> list[Path]:
    return [
        path for folder in sys.path if "lib-dynload" in folder for path in Path(folder).glob("*.so")
    ]


def kept(names: Iterable[str]) -> list[str]:
    """Return the names that are not left out of packages."""
    return [name for name, *_rest in pruning.pruned([(n, "", "") for n in names], LANGUAGES)]


def unknown(names: Iterable[str]) -> list[str]:
    """Return the names that belong to no part in ``licence_parts.toml``."""
    return licences.sort((f"lib/{name}" for name in names), (), licences.load_parts()).unknown


def tally(libraries: Mapping[str, Sequence[Slice]], processor: str) -> str:
    """Return how many libraries are for which macOS, in words."""
    counts = Counter(
        one.minimum
        for slices in libraries.values()
        for one in slices
        if one.processor == processor and one.minimum is not None
    )
    words = [f"{count} for {a}.{b}" for (a, b), count in sorted(counts.items())]
    return f"{processor}: {len(libraries)} libraries: {', '.join(words)}"


def check_wheels(site: Path, processor: str, python: str) -> Iterator[str]:
    """Yield what is wrong with what would be in the package."""
    newest = version(bundle.MINIMUM)
    taken = dict(with_all_they_need(first_libraries(site), site, processor))
    libraries = {path.relative_to(site).as_posix(): read(path) for path in sorted(taken)}
    libraries[STARTER] = read(site / STARTER)
    print(tally(libraries, processor))
    for name, slices in libraries.items():
        yield from faults(name, slices, processor, newest)
    for path, missing in taken.items():
        name = path.relative_to(site).as_posix()
        yield from (f"{name} asks for {one}, which is not there" for one in missing)
        if not kept([name]):
            yield f"{name} is asked for, and left out"
    names = kept(collected(taken, site, python))
    print(f"{processor}: {len(names)} names of files in the package")
    yield from (f"{name} stands nowhere in licence_parts.toml" for name in unknown(names))


# --- the app ------------------------------------------------------------------------------------


def check_app(app: Path, processor: str) -> Iterator[str]:
    """Yield what is wrong with an app that was made."""
    contents = app / "Contents"
    program = contents / "MacOS"
    libraries = {
        path.relative_to(contents).as_posix(): read(path)
        for path in sorted(contents.rglob("*"))
        if is_library(path)
    }
    print(tally(libraries, processor))
    for name, slices in libraries.items():
        yield from faults(name, slices, processor, version(bundle.MINIMUM))
        if [one.processor for one in slices] != [processor]:
            yield f"{name} is for other processors too"
        if not _is_signed_with_the_app(name):
            yield f"{name} is not where build.sh signs libraries"
        # entitlements() in bundle.py counts on it.
        if "libffi" in name:
            yield f"{name} takes the place of macOS' own"
        for one in slices:
            for needed in one.needs:
                if not needed.startswith(OF_THE_SYSTEM) and not find(
                    contents / name, one, needed, program
                ):
                    yield f"{name} asks for {needed}, which is not there"


def _is_signed_with_the_app(name: str) -> bool:
    """Whether build.sh signs it: as a library, as a framework's, or as the program itself."""
    if name.startswith("MacOS/"):
        return name == "MacOS/repair-desktop"
    if not name.startswith("Frameworks/"):
        return False
    framework = re.search(r"/(?P<name>[^/]+)\.framework/Versions/[^/]+/(?P=name)$", name)
    return name.endswith((".so", ".dylib")) or framework is not None


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parts = parser.add_subparsers(dest="what", required=True)
    wheels = parts.add_parser("wheels")
    wheels.add_argument("--python", default="3.13", help="the Python that packages are made with")
    wheels.add_argument("--keep", type=Path, help="leave what was downloaded in this folder")
    app = parts.add_parser("app")
    app.add_argument("app", type=Path)
    app.add_argument("processor", choices=bundle.ARCHITECTURES)
    words = parser.parse_args()
    if words.what == "app":
        wrong = list(check_app(words.app, words.processor))
    else:
        wrong = []
        with tempfile.TemporaryDirectory() as own:
            for processor in bundle.ARCHITECTURES:
                into = (words.keep or Path(own)) / processor
                site = download(processor, words.python, into)
                wrong += check_wheels(site, processor, words.python)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

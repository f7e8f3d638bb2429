"""Collects the licences of all that a package holds, and refuses what it does not know.

The spec calls :func:`collect` while it makes a package; so what is shipped and what is named can
not part. ``python packaging/licences.py FOLDER`` looks at a package that was made: at its files, at
the modules inside its starter, and at the versions that its libraries tell. It needs PyInstaller.

``packaging/licence_parts.toml`` says which part a file belongs to.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
INDEX = "index.json"
"""What the program's page about licences reads; beside it lie the texts."""

_TEXT_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_STANDARD = "*stdlib*"
_OF_AN_APP = {
    *("Contents/Info.plist", "Contents/PkgInfo"),
    *("Contents/CodeResources", "Contents/_CodeSignature/CodeResources"),
}
"""What an app holds about itself. The last two are its ticket and its signature."""


class Unknown(Exception):
    """Something is in a package and stands in no list."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of one author; the fields are those of ``licence_parts.toml``."""

    name: str
    licence: str
    source: str
    version: str = ""
    version_text: str = ""
    version_in: Sequence[str] = ()
    holds_for: str = ""
    distribution: str = ""
    spdx: str = ""
    purl: str = ""
    cpe: str = ""
    within: Sequence[str] = ()
    texts: Sequence[str] = ()
    resources: Sequence[str] = ()
    project: Sequence[str] = ()
    files: Sequence[str] = ()
    modules: Sequence[str] = ()

    @property
    def expression(self) -> str:
        """The licence as an SPDX expression."""
        return self.spdx or self.licence

    @property
    def known_as(self) -> str:
        """The name that others know."""
        return self.name.partition(",")[0]


@dataclass(frozen=True, slots=True)
class Package:
    """A system's package that files were taken from, such as zlib1g, 1:1.2.13, amd64, debian-12."""

    name: str
    version: str
    architecture: str
    system: str


@dataclass(slots=True)
class Shipped:
    """What of the parts is in a package."""

    parts: list[Part]
    unknown: list[str] = field(default_factory=list)


def load_parts(file: Path = PACKAGING / "licence_parts.toml") -> list[Part]:
    """Return every part there can be."""
    with file.open("rb") as opened:
        return [Part(**part) for part in tomllib.load(opened)["part"]]


def sort(files: Iterable[str], modules: Iterable[str], parts: Sequence[Part]) -> Shipped:
    """Say which parts files and modules belong to.

    Args:
        files: Paths in the package, with forward slashes.
        modules: Full names of Python modules.
        parts: All there can be. Where several patterns fit a file, the longest one is meant.
    """
    names = list(files)
    found: set[str] = set()
    unknown = []
    for name in names:
        owner = owner_of_file(name, parts)
        if owner is None:
            unknown.append(name)
        else:
            found.add(owner.name)
    strange = set()
    shared = {
        pattern.partition(".")[0] for part in parts for pattern in part.modules if "." in pattern
    }
    for module in set(modules) - shared:  # such as jaraco: a name above several parts, without code
        owner = _owner_of_module(module, parts)
        if owner is None:
            words = module.split(".")
            strange.add(f"module {'.'.join(words[: 1 + (words[0] in shared)])}")
        else:
            found.add(owner.name)
    found |= {part.name for part in parts if matching(names, part.within)}
    shipped = [part for part in parts if part.name in found]
    return Shipped(shipped, unknown + sorted(strange))


def matching(files: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """Return the files that a pattern fits."""
    return [name for name in files if any(fnmatchcase(name, pattern) for pattern in patterns)]


def around(part: Part, files: Iterable[str], parts: Sequence[Part]) -> list[Part]:
    """Return the parts that another one is compiled into, where these files are."""
    owners = {
        owner.name
        for name in matching(files, part.within)
        if (owner := owner_of_file(name, parts)) is not None
    }
    return [outer for outer in parts if outer.name in owners]


def owner_of_file(name: str, parts: Sequence[Part]) -> Part | None:
    """Return the part that a file belongs to."""
    fitting = [
        (len(pattern), part)
        for part in parts
        for pattern in part.files
        if fnmatchcase(name, pattern)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _owner_of_module(name: str, parts: Sequence[Part]) -> Part | None:
    for part in parts:
        for pattern in part.modules:
            if fnmatchcase(name, pattern) or fnmatchcase(name, f"{pattern}.*"):
                return part
    top = name.partition(".")[0]
    standard = top in sys.stdlib_module_names or top.startswith(("_sysconfigdata", "_pyi"))
    if standard:
        return next((part for part in parts if _STANDARD in part.modules), None)
    return None


def debian_packages(origins: Mapping[str, str]) -> dict[str, Package]:
    """Say which of a package's files were taken from Debian's packages.

    Args:
        origins: For each file, where it was copied from.

    Returns:
        The package for each such file; nothing where there is no dpkg.
    """
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return {}
    asked: dict[str, str] = {}
    for file, origin in origins.items():
        # dpkg knows a file below /lib or /usr/lib, whichever its package said; they are one folder.
        real = str(Path(origin).resolve())
        for path in (real, real.removeprefix("/usr"), f"/usr{real}"):
            asked[path] = file
    told = subprocess.run(
        ["dpkg-query", "--search", *sorted(asked)], capture_output=True, text=True, check=False
    ).stdout  # it fails where one of them is nobody's
    owners = {}
    for line in told.splitlines():
        owner, _, path = line.partition(": ")
        if path in asked:
            owners[asked[path]] = owner.partition(",")[0]
    form = "${binary:Package} ${Package} ${Version} ${Architecture}\n"
    known = {}
    if owners:
        release = platform.freedesktop_os_release()
        system = f"{release['ID']}-{release.get('VERSION_ID', 'testing')}"
        for line in subprocess.run(
            ["dpkg-query", "--show", f"--showformat={form}", *sorted(set(owners.values()))],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines():
            full, name, version, architecture = line.split()
            known[full] = known[name] = Package(name, version, architecture, system)
    return {file: known[owner] for file, owner in owners.items()}


def collect(
    files: Iterable[str],
    modules: Iterable[str],
    into: Path,
    taken: Mapping[str, Package] | None = None,
) -> Path:
    """Write the index and all texts for what is in a package.

    Args:
        files: Paths in the package, with forward slashes.
        modules: Full names of Python modules.
        into: A folder; made anew.
        taken: What :func:`debian_packages` says.

    Returns:
        The folder.

    Raises:
        Unknown: Something belongs to no part, or a part has no text.
    """
    names, parts, taken = list(files), load_parts(), taken or {}
    shipped = sort(names, modules, parts)
    if shipped.unknown:
        raise Unknown(
            "These are in the package, and stand nowhere in packaging/licence_parts.toml:\n  "
            + "\n  ".join(shipped.unknown)
        )
    if into.exists():
        shutil.rmtree(into)
    into.mkdir(parents=True)
    index = []
    versions: dict[str, str] = {}
    for part in shipped.parts:
        copied = [_copy(text, name, into) for name, text in texts(part)]
        if not copied:
            raise Unknown(f"{part.name} has no licence text")
        packages = sorted(
            {taken[name] for name in taken if owner_of_file(name, parts) == part},
            key=lambda package: package.name,
        )
        outer = around(part, names, parts)
        versions[part.name] = _version(part, outer, versions, packages)
        index.append(
            {
                "name": part.name,
                "version": versions[part.name],
                "licence": part.licence,
                "source": part.source,
                "texts": copied,
                "inside": [one.name for one in outer],
                "packages": [asdict(package) for package in packages],
            }
        )
    text = json.dumps({"parts": index}, indent=1, ensure_ascii=False)
    (into / INDEX).write_text(text + "\n", encoding="utf-8", newline="\n")
    return into


def _copy(text: bytes, name: str, into: Path) -> str:
    target = into / name
    if target.exists() and target.read_bytes() != text:
        raise Unknown(f"two texts are called {name}")
    target.write_bytes(text)
    return name


def texts(part: Part) -> Iterator[tuple[str, bytes]]:
    """Yield a name in the package and the words of each text of a part."""
    if part.distribution:
        found = metadata.distribution(part.distribution)
        for file in sorted(found.files or (), key=str):
            inside = ".dist-info" in str(file) and file.suffix != ".py"
            if inside and _TEXT_NAME.search(file.name):
                short = part.distribution.lower().replace(".", "-")
                name = re.sub(r"\.(txt|md|rst)$", "", file.name)
                yield f"{short}-{name}.txt", Path(str(file.locate())).read_bytes()
    for name in part.texts:
        yield name, (PACKAGING / "licence_texts" / name).read_bytes()
    for name in part.resources:
        yield name.replace("/", "-"), (ROOT / "resources" / name).read_bytes()
    for name in part.project:
        yield f"repair-{name}.txt", (ROOT / name).read_bytes()


def _version(
    part: Part, outer: Sequence[Part], versions: Mapping[str, str], packages: Sequence[Package]
) -> str:
    if part.distribution:
        return metadata.version(part.distribution)
    match part.version:
        case "python":
            return platform.python_version()
        case "repair":
            from repair_desktop import __version__

            return __version__
        case "outer":
            # Those around it stand before it.
            return "as in " + ", ".join(f"{one.known_as} {versions[one.name]}" for one in outer)
        case "system":
            # The authors' own, without what Debian puts before and after it.
            known = sorted({re.sub(r"^\d+:|-[^-]*$", "", one.version) for one in packages})
            return ", ".join(known) or "as in the system it was made on"
    return part.version


def untrue_versions(
    parts: Iterable[Part], stated: Mapping[str, str], files: Mapping[str, Path]
) -> list[str]:
    """Compare versions with those that files tell.

    Args:
        parts: Those that are there; what is in none of the files is passed over.
        stated: The version of each part, by its name.
        files: Where the files of a package are, by their paths in it.

    Returns:
        What does not fit, in words.
    """
    every = load_parts()
    wrong = []
    for part in parts:
        version = stated[part.name]
        for name in matching(files, part.version_in or part.within) if part.version_text else ():
            told = {
                found.replace(b"\0", b"").decode("ascii")
                for found in re.findall(part.version_text.encode("ascii"), files[name].read_bytes())
            }
            # Text that says less than is known has to be its beginning.
            if len(told) != 1 or not f"{version}.".startswith(f"{min(told)}."):
                says = ", ".join(sorted(told)) or "nothing"
                wrong.append(f"{part.name}: {version} is stated, and {name} says {says}")
        for outer in around(part, files, every) if part.holds_for else ():
            if stated[outer.name] != part.holds_for:
                wrong.append(
                    f"{part.name}: {version} was looked up for {outer.name} {part.holds_for}, "
                    f"and this is {stated[outer.name]}"
                )
    return wrong


def files_of(folder: Path) -> dict[str, Path]:
    """Return every file of a package that was made, by its path as the spec has it.

    An app for macOS keeps libraries in one folder and files in another, with links from each to the
    other, and lets no dot stand in a folder's name among the libraries (PyInstaller's
    ``building/osx.py``).
    """
    app = (folder / "Contents").is_dir()
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not app:
            if path.is_file() or path.is_symlink():
                files[name] = path
        elif path.is_file() and not path.is_symlink() and name not in _OF_AN_APP:
            inside = name.removeprefix("Contents/").replace("__dot__", ".")
            inside = re.sub(r"^(Frameworks|Resources)/", "lib/", inside)
            files[inside.removeprefix("MacOS/")] = path
    return files


def texts_of(folder: Path) -> Path:
    """Return where in a package that was made the index and the texts are."""
    app = (folder / "Contents").is_dir()
    return folder / ("Contents/Resources" if app else "lib") / "resources/licences"


def modules_of(folder: Path) -> list[str]:
    """Return the names of the modules of Python that lie inside a package's starter."""
    from PyInstaller.archive.readers import CArchiveReader

    files = files_of(folder)
    [starter] = matching(files, ["repair-desktop", "repair-desktop.exe"])
    archive = CArchiveReader(str(files[starter]))
    modules = list(archive.open_embedded_archive("PYZ.pyz").toc)
    # What runs first lies beside the archive of the others.
    modules += [name for name, entry in archive.toc.items() if entry[-1] in {"m", "M", "s"}]
    return modules


def check(folder: Path, modules: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a package that was made, or with an app for macOS.

    Args:
        folder: Where it is.
        modules: What is inside its starter.
    """
    parts, files = load_parts(), files_of(folder)
    shipped = sort(files, modules, parts)
    wrong = shipped.unknown
    place = texts_of(folder)
    try:
        index = json.loads((place / INDEX).read_bytes())
    except FileNotFoundError:
        return [*wrong, "there is no index of licences"]
    named = {name for part in index["parts"] for name in part["texts"]}
    there = {path.name for path in place.iterdir()} - {INDEX}
    wrong += [f"the text {name} is not there" for name in sorted(named - there)]
    wrong += [f"the text {name} belongs to nothing" for name in sorted(there - named)]
    stated = {part["name"]: part["version"] for part in index["parts"]}
    wrong += [f"{part.name} is not named" for part in shipped.parts if part.name not in stated]
    named_parts = [part for part in parts if part.name in stated]
    return wrong + untrue_versions(named_parts, stated, files)


def main() -> int:
    """Run the command line."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    wrong = check(folder, modules_of(folder))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())

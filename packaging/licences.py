"""Collects the licences of all that a package holds, and refuses what it does not know.

The spec calls :func:`collect` while it makes a package; so what is shipped and what is named can
not part. ``python packaging/licences.py FOLDER`` looks at a package that was made.

``packaging/licence_parts.toml`` says which part a file belongs to.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from platform import python_version

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
    distribution: str = ""
    inside: str = ""
    optional: bool = False
    texts: Sequence[str] = ()
    resources: Sequence[str] = ()
    project: Sequence[str] = ()
    files: Sequence[str] = ()
    modules: Sequence[str] = ()


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
    found: set[str] = set()
    unknown = []
    for name in files:
        owner = _owner_of_file(name, parts)
        if owner is None:
            unknown.append(name)
        else:
            found.add(owner.name)
    for top in sorted({module.partition(".")[0] for module in modules}):
        owner = _owner_of_module(top, parts)
        if owner is None:
            unknown.append(f"module {top}")
        else:
            found.add(owner.name)
    shipped = [part for part in parts if part.name in found or part.inside in found]
    return Shipped(shipped, unknown)


def _owner_of_file(name: str, parts: Sequence[Part]) -> Part | None:
    fitting = [
        (len(pattern), part)
        for part in parts
        for pattern in part.files
        if fnmatchcase(name, pattern)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _owner_of_module(top: str, parts: Sequence[Part]) -> Part | None:
    for part in parts:
        if any(fnmatchcase(top, pattern) for pattern in part.modules):
            return part
    standard = top in sys.stdlib_module_names or top.startswith(("_sysconfigdata", "_pyi"))
    if standard:
        return next((part for part in parts if _STANDARD in part.modules), None)
    return None


def collect(
    files: Iterable[str],
    modules: Iterable[str],
    into: Path,
    system_versions: Mapping[str, str] | None = None,
) -> Path:
    """Write the index and all texts for what is in a package.

    Args:
        files: Paths in the package, with forward slashes.
        modules: Full names of Python modules.
        into: A folder; made anew.
        system_versions: The versions of parts that come from the system, by name.

    Returns:
        The folder.

    Raises:
        Unknown: Something belongs to no part, or a part has no text.
    """
    shipped = sort(files, modules, load_parts())
    if shipped.unknown:
        raise Unknown(
            "These are in the package, and stand nowhere in packaging/licence_parts.toml:\n  "
            + "\n  ".join(shipped.unknown)
        )
    if into.exists():
        shutil.rmtree(into)
    into.mkdir(parents=True)
    index = []
    for part in shipped.parts:
        names = [_copy(text, name, into) for name, text in _texts(part)]
        if not names:
            raise Unknown(f"{part.name} has no licence text")
        index.append(
            {
                "name": part.name,
                "version": _version(part, system_versions or {}),
                "licence": part.licence,
                "source": part.source,
                "texts": names,
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


def _texts(part: Part) -> Iterator[tuple[str, bytes]]:
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


def _version(part: Part, system_versions: Mapping[str, str]) -> str:
    if part.distribution:
        return metadata.version(part.distribution)
    if part.version == "python":
        return python_version()
    if part.version == "repair":
        from repair_desktop import __version__

        return __version__
    if part.version == "system":
        return system_versions.get(part.name, "as in the system it was made on")
    return part.version


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of all files in a package, as the spec has them.

    An app for macOS keeps libraries in one folder and files in another, with links from each to the
    other, and lets no dot stand in a folder's name among the libraries (PyInstaller's
    ``building/osx.py``).
    """
    app = (folder / "Contents").is_dir()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not app:
            if path.is_file() or path.is_symlink():
                yield name
        elif path.is_file() and not path.is_symlink() and name not in _OF_AN_APP:
            inside = name.removeprefix("Contents/").replace("__dot__", ".")
            yield re.sub(r"^MacOS/", "", re.sub(r"^(Frameworks|Resources)/", "lib/", inside))


def check(folder: Path) -> list[str]:
    """Return what is wrong with a package that was made, or with an app for macOS."""
    files = list(_names(folder))
    wrong = sort(files, (), load_parts()).unknown
    app = (folder / "Contents").is_dir()
    place = folder / ("Contents/Resources" if app else "lib") / "resources/licences"
    try:
        index = json.loads((place / INDEX).read_bytes())
    except FileNotFoundError:
        return [*wrong, "there is no index of licences"]
    named = {name for part in index["parts"] for name in part["texts"]}
    there = {path.name for path in place.iterdir()} - {INDEX}
    wrong += [f"the text {name} is not there" for name in sorted(named - there)]
    wrong += [f"the text {name} belongs to nothing" for name in sorted(there - named)]
    named_parts = {part["name"] for part in index["parts"]}
    shipped = {part.name for part in sort(files, (), load_parts()).parts}
    wrong += [f"{name} is not named" for name in sorted(shipped - named_parts)]
    return wrong


def main() -> int:
    """Run the command line."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    wrong = check(Path(sys.argv[1]))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())

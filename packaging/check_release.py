"""Refuses a release that is not in order.

``python packaging/check_release.py [--tag TAG]`` names what is not: help numbers that nobody has
checked lately, versions that differ, a changelog without the version, what packages say about those
who make them, a key that nobody has made, what software centres are told, licences and versions of
parts, and languages that are not whole. It is part of a release and not of every build: the mere
passing of time must not break the work on anything else.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import licences
import translate
from linux import packages
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from repair_desktop import __version__
from repair_desktop.app.content import load_content
from repair_desktop.app.start import LANGUAGES
from repair_desktop.content import card, help, library, worksheets
from repair_desktop.content.help import load_help_lines
from repair_desktop.content.overlay import translation
from repair_desktop.core.help import HelpLine, HelpLines

ROOT = Path(__file__).resolve().parent.parent

PUBLIC_KEY = Path("packaging/keys/minisign.pub")
"""What people check a release's signature with; docs/releasing.md says how it is made."""

CHECK_HOLDS = timedelta(days=180)
"""How long a check of a number is good for."""


def stale_lines(lines: HelpLines, today: date) -> list[HelpLine]:
    """Return the lines that were checked too long ago, or on a day that is yet to come."""
    return [
        line for line in lines.lines if not timedelta() <= today - line.checked_on <= CHECK_HOLDS
    ]


def unconfirmed_lines(lines: HelpLines) -> list[HelpLine]:
    """Return the lines that say themselves that nobody has confirmed them."""
    return [line for line in lines.lines if "to be confirmed" in line.checked_by]


def released_on(root: Path, version: str) -> str | None:
    """Return the day that the changelog has for a version, such as 2026-12-01."""
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## {re.escape(version)} - (\d{{4}}-\d\d-\d\d)$"
    found = re.search(heading, changes, re.MULTILINE)
    return found[1] if found else None


def gaps(root: Path, version: str) -> Iterator[str]:
    """Yield what the project itself lacks for a release of ``version``."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if project["version"] != version:
        yield f"pyproject.toml says version {project['version']}, the program {version}"
    if released_on(root, version) is None:
        yield f"CHANGELOG.md has no heading for {version} with its day"
    if not (root / PUBLIC_KEY).is_file():
        yield f"{PUBLIC_KEY.as_posix()} is missing: people could not check the signature"
    told = tomllib.loads((root / "packaging/project.toml").read_text(encoding="utf-8"))
    for name in ("home", "pictures", "maintainer"):
        if not told[name]:
            yield f"packaging/project.toml: {name} is empty"


def metainfo_gaps(text: str, version: str, day: str | None) -> Iterator[str]:
    """Yield what is not in order in what software centres show.

    Args:
        text: The AppStream file as it goes into packages.
        version: The version that is to be released.
        day: Its day in the changelog, if there is one.
    """
    root = ET.fromstring(text)
    told = [(one.get("version"), one.get("date")) for one in root.iter("release")]
    if told[:1] != [(version, day or (told[0][1] if told else None))]:
        yield f"metainfo: its newest release is {told[:1]}, not {version} of {day}"
    for mark in sorted(set(re.findall(r"@[A-Z]+@", text))):
        yield f"metainfo: {mark} is not filled in"
    for name in ("id", "name", "summary", "project_license", "launchable", "content_rating"):
        if root.find(name) is None:
            yield f"metainfo: {name} is missing"
    for image in root.iter("image"):
        picture = (image.text or "").rpartition("/")[2]
        if not (ROOT / "docs/pictures" / picture).is_file():
            yield f"metainfo: docs/pictures has no {picture}"


def licence_gaps(parts: Sequence[licences.Part]) -> Iterator[str]:
    """Yield what is not in order in the licences and versions of parts, as they are installed here.

    What is not installed here is looked at when a package is made.
    """
    files: dict[str, Path] = {}
    stated: dict[str, str] = {}
    for part in parts:
        try:
            canonicalize_license_expression(part.expression)
        except InvalidLicenseExpression:
            yield f"{part.name}: {part.expression} is no SPDX expression"
        try:
            if not list(licences.texts(part)):
                yield f"{part.name} has no licence text"
            stated[part.name] = part.version
            if part.distribution:
                found = metadata.distribution(part.distribution)
                stated[part.name] = found.version
                for file in found.files or ():
                    files[f"lib/{file.as_posix()}"] = Path(str(found.locate_file(file)))
        except metadata.PackageNotFoundError:
            stated.pop(part.name, None)
        except FileNotFoundError as missing:
            yield f"{part.name}: {missing.filename} is missing"
    for path in (ROOT / "resources").rglob("*"):
        files[f"lib/resources/{path.relative_to(ROOT / 'resources').as_posix()}"] = path
    yield from licences.untrue_versions(
        [part for part in parts if part.name in stated], stated, files
    )


def translation_gaps(languages: Sequence[str], folder: Path = translate.FOLDER) -> Iterator[str]:
    """Yield what is not in order in the languages of a package; the first needs no texts."""
    known = {f"repair_{language}" for language in languages[1:]}
    for path in sorted(folder.glob("*")):
        if path.stem not in known:
            yield f"{path.name}: that language is in no package"
    for language in languages[1:]:
        texts = folder / f"repair_{language}.ts"
        if not texts.is_file():
            yield f"{texts.name} is missing"
        else:
            yield from _text_gaps(language, texts)
        yield from content_gaps(language)


def _text_gaps(language: str, texts: Path) -> Iterator[str]:
    """Yield what a language lacks of the texts in the code and the forms."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / texts.name
        shutil.copy(texts, copy)
        [compiled] = translate.compile_all(Path(place))
        shown = texts.with_suffix(".qm")
        if not shown.is_file() or shown.read_bytes() != compiled.read_bytes():
            yield f"{shown.name} is not what python packaging/translate.py compile makes"
        before = set(_messages(texts))
        translate.update(language, Path(place))
        for context, source, done in sorted(set(_messages(copy))):
            if not done:
                yield f"{texts.name}: not translated in {context}: {source}"
        now = {message[:2] for message in _messages(copy)}
        for context, source, _done in sorted(before):
            if (context, source) not in now:
                yield f"{texts.name}: no longer there in {context}: {source}"


def _messages(file: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield context, text, and whether it was translated."""
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            done = said is not None and not said.get("type") and "".join(said.itertext()).strip()
            yield context.findtext("name", ""), message.findtext("source", ""), bool(done)


def content_gaps(language: str) -> Iterator[str]:
    """Yield the texts of worksheets, words, help, card and readings that a language lacks."""
    lacking: list[str] = []

    def noted(file: str, language: str, known: Iterable[str]) -> dict[str, str]:
        keys = list(known)
        texts = translation(file, language, keys)
        lacking.extend(f"{file}: {key} is not in {language}" for key in keys if key not in texts)
        return texts

    with ExitStack() as stack:
        for module in (card, help, library, worksheets):
            stack.enter_context(patch.object(module, "translation", noted))
        load_content(language)
    yield from sorted(set(lacking))


def _moment() -> datetime:
    """Return the time that packages of what is committed carry."""
    told = (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    return datetime.fromtimestamp(int(told), UTC)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tag", help="what the commit is called that is to be released")
    tag = parser.parse_args(words).tag
    lacking = list(gaps(ROOT, __version__))
    if tag not in (None, f"v{__version__}"):
        lacking.append(f"the tag is {tag}, and the version {__version__}")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(_moment().timestamp()))
    told = packages.metainfo(packages.load_project(older=False))
    lacking += metainfo_gaps(told, __version__, released_on(ROOT, __version__))
    lacking += licence_gaps(licences.load_parts())
    lacking += translation_gaps(LANGUAGES)
    for gap in lacking:
        print(gap)
    lines = load_help_lines()
    for line in unconfirmed_lines(lines):
        print(f"still to be confirmed: {line.id}")
    stale = stale_lines(lines, date.today())
    for line in stale:
        print(f"check again: {line.id}, last checked on {line.checked_on}")
    return 1 if stale or lacking else 0


if __name__ == "__main__":
    sys.exit(main())

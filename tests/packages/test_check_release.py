"""A release is refused while help numbers were not checked lately, or something is not in order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from helpers.tools import ROOT, load

from repair_desktop import __version__
from repair_desktop.content.help import load_help_lines
from repair_desktop.core.help import HelpLines

LINES = load_help_lines()
OLDEST = LINES.oldest_check


@pytest.fixture
def check() -> ModuleType:
    return load("check_release.py")


@pytest.mark.parametrize(("days", "fresh"), [(0, True), (180, True), (181, False), (400, False)])
def test_a_check_holds_for_180_days(check: ModuleType, days: int, fresh: bool) -> None:
    stale = check.stale_lines(LINES, OLDEST + timedelta(days=days))
    assert (stale == []) is fresh
    assert fresh or {line.id for line in stale} == {
        line.id for line in LINES.lines if line.checked_on == OLDEST
    }


def test_one_old_line_is_enough(check: ModuleType) -> None:
    first, *others = LINES.lines
    old = replace(first, checked_on=OLDEST - timedelta(days=200))
    lines = HelpLines(LINES.countries, (old, *others))
    assert check.stale_lines(lines, OLDEST) == [old]


def test_nothing_was_checked_tomorrow(check: ModuleType) -> None:
    assert len(check.stale_lines(LINES, OLDEST - timedelta(days=1))) == len(LINES.lines)


def test_lines_that_nobody_confirmed_are_named(check: ModuleType) -> None:
    named = {line.id for line in check.unconfirmed_lines(LINES)}
    assert named == {line.id for line in LINES.lines if line.source == "general knowledge"}


@pytest.mark.parametrize(("days", "code"), [(10, 0), (181, 1)])
def test_the_command_names_each_and_fails(
    check: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    days: int,
    code: int,
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> Today:
            day = OLDEST + timedelta(days=days)
            return cls(day.year, day.month, day.day)

    monkeypatch.setattr(check, "date", Today)
    monkeypatch.setattr(check, "gaps", lambda *_asked: iter(()))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795977803")
    # With languages or a release day of its own, this checkout may lack something else.
    monkeypatch.setattr(check, "released_on", lambda *_asked: None)
    monkeypatch.setattr(check, "LANGUAGES", ("en",))
    assert check.main(["--tag", f"v{check.__version__}"]) == code
    said = capsys.readouterr().out
    assert ("check again: us-988, last checked on " in said) is bool(code)
    assert "still to be confirmed: ie-emergency" in said
    assert "the tag is" not in said
    assert check.main(["--tag", "v9.9.9"]) == 1
    assert f"the tag is v9.9.9, and the version {check.__version__}\n" in capsys.readouterr().out


def ready(root: Path) -> Path:
    """A project that is ready for version 1.0.0."""
    (root / "packaging/keys").mkdir(parents=True)
    (root / "packaging/keys/minisign.pub").write_text("a key")
    (root / "pyproject.toml").write_text('[project]\nversion = "1.0.0"\n')
    (root / "CHANGELOG.md").write_text("## Unreleased\n\n## 1.0.0 - 2026-12-01\n")
    (root / "packaging/project.toml").write_text(
        'home = "https://example.org"\npictures = "https://example.org/p"\nmaintainer = "A <a@b>"\n'
    )
    return root


def test_a_project_that_is_ready(check: ModuleType, tmp_path: Path) -> None:
    assert list(check.gaps(ready(tmp_path), "1.0.0")) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "gap"),
    [
        ("pyproject.toml", "1.0.0", "0.9", "pyproject.toml says version 0.9, the program 1.0.0"),
        ("CHANGELOG.md", "1.0.0 - 2026-12-01", "1.0.0", "CHANGELOG.md has no heading for 1.0.0"),
        ("CHANGELOG.md", "1.0.0", "1.0.01", "CHANGELOG.md has no heading for 1.0.0"),
        ("packaging/project.toml", "A <a@b>", "", "packaging/project.toml: maintainer is empty"),
    ],
)
def test_what_a_release_lacks_is_named(
    check: ModuleType, tmp_path: Path, file: str, old: str, new: str, gap: str
) -> None:
    path = ready(tmp_path) / file
    path.write_text(path.read_text().replace(old, new))
    [named] = check.gaps(tmp_path, "1.0.0")
    assert named.startswith(gap)


def test_a_release_needs_a_key_that_people_have(check: ModuleType, tmp_path: Path) -> None:
    (ready(tmp_path) / "packaging/keys/minisign.pub").unlink()
    [named] = check.gaps(tmp_path, "1.0.0")
    assert named.startswith("packaging/keys/minisign.pub is missing")


@pytest.fixture
def metainfo(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> str:
    """What goes into packages, once people have filled in what only they know."""
    project = check.packages.Project(
        version=__version__,
        moment=datetime(2026, 12, 1, tzinfo=UTC),
        home="https://example.org",
        pictures="https://example.org/pictures",
        maintainer="A <a@example.org>",
    )
    text = check.packages.metainfo(project)
    assert isinstance(text, str)
    return text


def test_what_software_centres_show_is_in_order(check: ModuleType, metainfo: str) -> None:
    assert list(check.metainfo_gaps(metainfo, __version__, "2026-12-01")) == []


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        (r'version="[^"]*" date', 'version="0.0.1" date', "its newest release is [('0.0.1'"),
        (r'date="2026-12-01"', 'date="2026-11-01"', "its newest release is"),
        (r"<releases>.*</releases>", "", "its newest release is [], not"),
        (r"step\.png", "gone.png", "docs/pictures has no gone.png"),
        (r"https://example\.org<", "@HOME@<", "@HOME@ is not filled in"),
        (r"<summary>.*?</summary>", "", "summary is missing"),
    ],
)
def test_a_metainfo_that_is_not_in_order_is_named(
    check: ModuleType, metainfo: str, old: str, new: str, gap: str
) -> None:
    text, times = re.subn(old, new, metainfo, count=1, flags=re.DOTALL)
    assert times == 1
    [named] = check.metainfo_gaps(text, __version__, "2026-12-01")
    assert named.startswith(f"metainfo: {gap}")


def test_licences_and_versions_are_in_order(check: ModuleType) -> None:
    assert list(check.licence_gaps(check.licences.load_parts())) == []


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"licence": "BSD-3-Clause, and public domain"}, "is no SPDX expression"),
        ({"licence": "Nobody-1.0"}, "is no SPDX expression"),
        ({"texts": []}, "has no licence text"),
        ({"texts": ["gone.txt"]}, "gone.txt is missing"),
        ({"version": "3.52.0"}, "3.52.0 is stated, and lib/sqlcipher3/"),
    ],
)
def test_a_part_that_is_not_in_order_is_named(
    check: ModuleType, changed: dict[str, str | list[str]], gap: str
) -> None:
    parts = [
        replace(part, **changed) if part.known_as == "SQLite" else part
        for part in check.licences.load_parts()
    ]
    [named] = check.licence_gaps(parts)
    assert named.startswith("SQLite, inside SQLCipher")
    assert gap in named


@pytest.fixture
def german(check: ModuleType, tmp_path: Path) -> Path:
    """A folder with every text of the interface in a made-up language, compiled."""
    file = check.translate.update("de", tmp_path)
    text = file.read_text(encoding="utf-8")
    text = re.sub(
        r'<translation type="unfinished"></translation>', "<translation>x</translation>", text
    )
    file.write_text(text, encoding="utf-8")
    check.translate.compile_all(tmp_path)
    return tmp_path


def test_a_language_that_is_whole(
    check: ModuleType, german: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "content_gaps", lambda _language: iter(()))
    assert list(check.translation_gaps(("en", "de"), german)) == []


def test_what_a_language_lacks_is_named(
    check: ModuleType, german: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "content_gaps", lambda _language: iter(()))
    file = german / "repair_de.ts"
    text = file.read_text(encoding="utf-8")
    place = text.index("<source>Get help now</source>")
    text = text[:place] + text[place:].replace("<source>Get help now<", "<source>Long gone<", 1)
    file.write_text(text, encoding="utf-8")
    (german / "repair_fr.qm").write_bytes(b"")
    named = list(check.translation_gaps(("en", "de"), german))
    assert named[0] == "repair_fr.qm: that language is in no package"
    assert "repair_de.qm is not what" in named[1]
    assert any("not translated in" in gap and gap.endswith(": Get help now") for gap in named)
    assert any("no longer there in" in gap and gap.endswith(": Long gone") for gap in named)
    assert list(check.translation_gaps(("en", "es"), german))[-1] == "repair_es.ts is missing"


def test_content_that_a_language_lacks_is_named(check: ModuleType) -> None:
    named = list(check.content_gaps("de"))
    for file in ("worksheets/six-steps.toml", "words/needs.toml", "help/texts.toml", "card/"):
        assert any(gap.startswith(file) and gap.endswith(" is not in de") for gap in named), file


def test_english_is_whole_by_itself(check: ModuleType, tmp_path: Path) -> None:
    assert list(check.translation_gaps(("en",), tmp_path)) == []


def test_contributing_names_the_command() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python packaging/check_release.py" in text

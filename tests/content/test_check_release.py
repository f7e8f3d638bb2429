"""A release is refused while help numbers were not checked lately, or something is not in order."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from repair_desktop.content.help import load_help_lines
from repair_desktop.core.help import HelpLines

ROOT = Path(__file__).resolve().parents[2]
LINES = load_help_lines()
OLDEST = LINES.oldest_check


@pytest.fixture
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check", ROOT / "packaging/check_release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    assert check.main() == code
    said = capsys.readouterr().out
    assert ("check again: us-988, last checked on " in said) is bool(code)
    assert "still to be confirmed: ie-emergency" in said


def ready(root: Path) -> Path:
    """A project that is ready for version 1.0.0."""
    (root / "packaging").mkdir()
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


def test_contributing_names_the_command() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python packaging/check_release.py" in text

"""The part of a release that refuses help numbers which nobody has checked lately."""

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
    assert check.main() == code
    said = capsys.readouterr().out
    assert ("check again: us-988, last checked on " in said) is bool(code)
    assert "still to be confirmed: ie-emergency" in said


def test_contributing_names_the_command() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python packaging/check_release.py" in text

from __future__ import annotations

from datetime import date, timedelta

import pytest

from repair_desktop.core.help import PURPOSES, HelpLine, HelpLines, is_exact

CHECKED = date(2026, 11, 23)


def a_line(country: str, purpose: str, days_ago: int = 0) -> HelpLine:
    checked_on = CHECKED - timedelta(days=days_ago)
    name = f"{country}-{purpose}"
    return HelpLine(name, country, purpose, name, "1", "", "", "", "", "x", checked_on, "x")


LINES = HelpLines(
    (("US", "United States"), ("NZ", "New Zealand")),
    (
        a_line("US", "crisis", 5),
        a_line("NZ", "crisis", 9),
        a_line("", "crisis"),
        a_line("US", "home"),
    ),
)


def test_lines_of_a_country_and_of_everywhere() -> None:
    def ids(country: str | None, purpose: str) -> list[str]:
        return [line.id for line in LINES.of(country, purpose)]

    assert ids("US", "crisis") == ["US-crisis", "-crisis"]
    assert ids("NZ", "home") == []
    assert ids("XX", "crisis") == ["-crisis"]
    assert ids(None, "crisis") == ["US-crisis", "NZ-crisis", "-crisis"]
    assert sum(len(ids(None, purpose)) for purpose in PURPOSES) == len(LINES.lines)


def test_the_oldest_check_counts() -> None:
    assert LINES.oldest_check == CHECKED - timedelta(days=9)


@pytest.mark.parametrize(("days", "old"), [(0, False), (365, False), (366, True)])
def test_numbers_are_old_after_a_year(days: int, old: bool) -> None:
    assert LINES.is_old(LINES.oldest_check + timedelta(days=days)) is old


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        ("911", True),
        ("112 or 999", True),
        ("1-800-799-7233", True),
        ("befrienders.org", True),
        ("your local emergency number", False),
        ("a lawyer or an advocate", False),
    ],
)
def test_a_number_and_words_for_one(number: str, exact: bool) -> None:
    assert is_exact(number) is exact

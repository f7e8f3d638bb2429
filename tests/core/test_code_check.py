from __future__ import annotations

import pytest

from repair_desktop.core.code_check import CodeCheck
from repair_desktop.core.recovery_code import GROUPS, code_of

CODE = code_of(list(range(26)))


def test_two_different_groups_of_a_whole_new_code_are_asked() -> None:
    checks = [CodeCheck.begin() for _ in range(60)]
    assert len({check.code for check in checks}) == len(checks)
    assert {number for check in checks for number in check.asked} == set(range(1, GROUPS + 1))
    for check in checks:
        assert check.asked[0] < check.asked[1]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {2, 5}),
        ({2: CODE.groups[1]}, {5}),
        ({2: CODE.groups[1], 5: CODE.groups[1]}, {5}),
        ({2: f" {CODE.groups[1].lower()}-", 5: CODE.groups[4]}, set()),
        ({1: CODE.groups[0], 2: CODE.groups[4], 5: CODE.groups[1]}, {2, 5}),
    ],
)
def test_what_is_typed_is_compared(typed: dict[int, str], wrong: set[int]) -> None:
    assert CodeCheck(CODE, (2, 5)).wrong(typed) == wrong


def test_it_never_shows_the_code() -> None:
    shown = repr(CodeCheck(CODE, (2, 5)))
    assert not any(group in shown for group in CODE.groups)

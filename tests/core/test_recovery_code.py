from __future__ import annotations

import itertools
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import MistypedCode
from repair_desktop.core.recovery_code import (
    ALPHABET,
    GROUP,
    LENGTH,
    RecoveryCode,
    clean,
    code_of,
    new_code,
    parse_code,
)

CODE = code_of([(7 * place * place + 3 * place + 5) % 32 for place in range(26)])
SOME = [CODE, code_of([0] * 26), code_of([31] * 26), code_of(list(range(26)))]
symbols = st.lists(st.integers(0, 31), min_size=26, max_size=26)


def mistyped(text: str) -> MistypedCode:
    with pytest.raises(MistypedCode) as caught:
        parse_code(text)
    return caught.value


def test_a_code_is_seven_groups_of_four() -> None:
    assert [len(group) for group in CODE.groups] == [GROUP] * 7
    assert "".join(CODE.groups) == CODE.characters
    assert set(CODE.characters) <= set(ALPHABET)


def test_the_letters_are_crockfords() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_no_two_codes_are_alike_and_every_symbol_comes_up() -> None:
    codes = [new_code() for _ in range(200)]
    assert len(set(codes)) == 200
    for place in range(26):
        assert len({code.characters[place] for code in codes}) > 25  # all 32 but for bad luck


@given(symbols)
def test_every_code_reads_back_however_it_is_written(some: list[int]) -> None:
    code = code_of(some)
    for text in (
        code.characters,
        code.characters.lower(),
        "-".join(code.groups),
        "  " + " \u2013 ".join(code.groups) + "\n",
        " ".join(code.characters),
        code.characters.replace("0", "o").replace("1", "l"),
        code.characters.replace("0", "O").replace("1", "I"),
        "\u200b".join(code.groups),
    ):
        assert parse_code(text) == code


def test_letters_of_other_keyboards_are_read_too() -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in CODE.characters)
    assert parse_code(wide) == CODE


@pytest.mark.parametrize("code", SOME, ids=range(len(SOME)))
def test_every_single_wrong_character_is_noticed_and_its_group_named(code: RecoveryCode) -> None:
    for place, other in itertools.product(range(LENGTH), ALPHABET):
        right = code.characters
        if right[place] != other:
            error = mistyped(right[:place] + other + right[place + 1 :])
            assert error.facts == {"count": LENGTH, "group": place // GROUP + 1}


@given(symbols)
def test_every_swap_of_neighbours_is_noticed(some: list[int]) -> None:
    right = code_of(some).characters
    for place in range(LENGTH - 1):
        one, other = right[place], right[place + 1]
        if one != other:
            group = mistyped(right[:place] + other + one + right[place + 2 :]).facts["group"]
            # Either the right group, or none: never a wrong one.
            first, second = place // GROUP + 1, (place + 1) // GROUP + 1
            assert group in ((first, None) if first == second else (None,))


def test_a_swap_within_a_group_is_usually_located() -> None:
    right, located = CODE.characters, 0
    for place in range(LENGTH - 1):
        swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        located += swapped != right and mistyped(swapped).facts["group"] is not None
    assert located >= 15


@given(symbols, st.data())
def test_any_two_wrong_characters_are_noticed(some: list[int], data: st.DataObject) -> None:
    typed = list(code_of(some).characters)
    for place in data.draw(st.sets(st.integers(0, LENGTH - 1), min_size=2, max_size=2)):
        typed[place] = data.draw(st.sampled_from(ALPHABET.replace(typed[place], "")))
    mistyped("".join(typed))


def test_a_missing_or_extra_character_is_counted() -> None:
    assert mistyped("").facts == {"count": 0, "group": None}
    assert mistyped(CODE.characters[:-1]).facts == {"count": 27, "group": None}
    assert mistyped(CODE.characters + "7").facts == {"count": 29, "group": None}
    assert mistyped("7" * 100_000).facts == {"count": 100_000, "group": None}


def test_of_groups_typed_apart_the_short_one_is_named() -> None:
    groups = list(CODE.groups)
    groups[2] = groups[2][:3]
    for between in (" ", "-", " \u2014 "):
        assert mistyped(between.join(groups)).facts == {"count": 27, "group": 3}
    groups[5] = groups[5][:1]
    assert mistyped(" ".join(groups)).facts["group"] is None


@pytest.mark.parametrize("letter", ["U", "u", "*", "é", "ß", "½", "\ud800"])
def test_a_letter_that_no_code_has_is_noticed_with_its_group(letter: str) -> None:
    right = CODE.characters
    assert mistyped(right[:9] + letter + right[10:]).facts == {"count": LENGTH, "group": 3}


@given(st.text())
def test_no_text_does_anything_but_fail_kindly(text: str) -> None:
    try:
        code = parse_code(text)
    except MistypedCode as error:
        assert set(error.facts) == {"count", "group"}  # noqa: PT017
    else:
        assert clean(text) == code.characters


def test_the_code_is_in_no_repr_and_no_traceback() -> None:
    assert CODE.characters not in repr(CODE)
    assert CODE.groups[0] not in repr(CODE)
    error = mistyped(CODE.characters[:-1])
    told = "".join(traceback.format_exception(error)) + repr(error) + str(error.facts)
    assert all(group not in told for group in CODE.groups)

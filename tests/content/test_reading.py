from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.content.reading import LARGEST, decode, decode_bytes
from repair_desktop.content.schema import LinesFile, SteadyFile
from repair_desktop.core.errors import BadContent

SECRET = "canary"
GOOD = 'intro = "Pick one."\n[[exercises]]\nid = "a"\nname = "A"\ntext = "B"\n'


def read(data: str | bytes) -> SteadyFile:
    if isinstance(data, str):
        return decode(data, SteadyFile, "steady.toml")
    return decode_bytes(data, SteadyFile, "steady.toml")


def refused(data: str | bytes) -> dict[str, object]:
    with pytest.raises(BadContent) as caught:
        read(data)
    error = caught.value
    assert SECRET not in str(error)
    assert SECRET not in str(error.facts)
    assert error.facts["file"] == "steady.toml"
    assert error.facts["problem"]
    assert error.__context__ is None or error.__suppress_context__
    return error.facts


def test_a_good_file() -> None:
    assert decode(GOOD, SteadyFile, "x").intro == "Pick one."


@pytest.mark.parametrize(
    "data", [GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + GOOD.encode()]
)
def test_line_ends_and_marks_of_other_systems(data: bytes) -> None:
    assert decode_bytes(data, SteadyFile, "x") == decode(GOOD, SteadyFile, "x")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'intro = "{SECRET}', "end of document"),
        (f'intro = "{SECRET}\n', "line 1, column 16"),
        (f"intro = {SECRET}", "line 1, column 9"),
        (f'intro = "a"\n{SECRET} {SECRET}', "line 2, column 8"),
        (f"{SECRET} = 1\n{SECRET} = 2\n", "line 2, column 11"),
        (f'"(at {SECRET})" = 1\n"(at {SECRET})" = 2\n', "line 2, column 18"),
        (f'"{SECRET} (at line 9)" = 1\n"{SECRET} (at line 9)" = 2\n', "line 2, column 25"),
        (f"[{SECRET}]\n[{SECRET}]\n", "line 2, column 8"),
        ("intro = " + "9" * 5_000, ""),
        ("intro = " + "[" * 5_000, ""),
        ("\x00", "line 1, column 1"),
    ],
)  # fmt: skip
def test_what_is_no_toml_is_named_by_its_place_alone(text: str, place: str) -> None:
    facts = refused(text)
    assert facts["problem"] == "not valid TOML"
    assert facts["place"] == place


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (f'intro = ["{SECRET}"]', "intro", "Expected `str`, got `array`"),
        (GOOD.replace('"a"', f'"{SECRET.upper()}"'), "exercises[0].id", "matching regex"),
        (GOOD.replace('text = "B"', "text = 1"), "exercises[0].text", "Expected `str`, got `int`"),
        (GOOD.replace('text = "B"\n', ""), "exercises[0]", "missing required field `text`"),
        (GOOD + 'lenght = "x"', "exercises[0]", "unknown field `lenght`"),
        (f'"{SECRET} and more" = 1\n' + GOOD, "", "an unknown field"),
        (f'"{SECRET * 20}" = 1\n' + GOOD, "", "an unknown field"),
        (f'"{SECRET} - at `$.intro`" = 1\n' + GOOD, "", "an unknown field"),
        ("intro = " + "9" * 40, "", ""),
    ],
)
def test_what_has_another_shape_is_named_by_place_and_shape(
    text: str, place: str, problem: str
) -> None:
    facts = refused(text)
    assert problem in str(facts["problem"])
    assert facts["place"] == place or not place


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", GOOD.encode("utf-16"), b"intro = '\xe9'"])
def test_what_is_no_text(data: bytes) -> None:
    assert refused(data)["problem"] == "not UTF-8 text"


def test_what_is_too_large() -> None:
    text = f"# {SECRET * LARGEST}"[: LARGEST + 1]
    assert refused(text)["problem"] == "the file is too large"
    assert decode(GOOD + "#" * (LARGEST - len(GOOD)), SteadyFile, "x").exercises


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_does_worse_than_a_refusal(text: str) -> None:
    with suppress(BadContent):
        decode(text, LinesFile, "lines.toml")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_a_refusal(data: bytes) -> None:
    with suppress(BadContent):
        decode_bytes(data, LinesFile, "lines.toml")

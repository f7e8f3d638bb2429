from __future__ import annotations

import re
from itertools import pairwise

import pytest

from repair_desktop.gui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Tokens,
)

LOOKS = {
    "light": LIGHT,
    "dark": DARK,
    "contrast light": CONTRAST_LIGHT,
    "contrast dark": CONTRAST_DARK,
}
TEXT_ON = [
    (text, ground)
    for text in ("ink", "muted")
    for ground in ("bg", "surface", "side", "primary_soft", "accent_soft")
]
TEXT_ON += [
    ("on_primary", "primary"),
    ("primary", "surface"),
    ("primary", "bg"),
    ("primary", "primary_soft"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("accent", "side"),
    ("accent", "accent_soft"),
]
MARK_ON = [("control", ground) for ground in ("bg", "surface")]
MARK_ON += [("focus", ground) for ground in ("bg", "surface", "side")]
MARK_ON += [("primary", "surface"), ("muted", "surface")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(look: str, text: str, ground: str) -> None:
    colours = LOOKS[look]
    floor = 7 if look.startswith("contrast") else 4.5
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= floor


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("mark", "ground"), MARK_ON)
def test_controls_and_marks_can_be_seen(look: str, mark: str, ground: str) -> None:
    colours = LOOKS[look]
    assert contrast(getattr(colours, mark), getattr(colours, ground)) >= 3


@pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)
def test_moods_read_in_grey_too(colours: Colours) -> None:
    shades = [luminance(colour) for colour in colours.moods]
    assert shades == sorted(shades)
    steps = [high - low for low, high in pairwise(shades)]
    assert min(steps) > 0.04


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
def test_targets_are_never_smaller_than_24_pixels(percent: int) -> None:
    assert Tokens(LIGHT, text_percent=percent).target >= 24


def test_no_colour_is_written_anywhere_else() -> None:
    from pathlib import Path

    import repair_desktop

    package = Path(repair_desktop.__file__).parent
    pattern = re.compile(r"[\"']#[0-9A-Fa-f]{3,8}[\"']")
    for path in package.rglob("*.py"):
        if path.name != "tokens.py":
            assert not pattern.search(path.read_text(encoding="utf-8")), path

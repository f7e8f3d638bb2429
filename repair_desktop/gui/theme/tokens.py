"""Every colour and every size of the program, by name. Nothing else writes one down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# Space, in logical pixels. It does not grow with the text, so that 200 % still fits.
SPACE = 4
GAP = 16
CARD_PADDING = 28
MARGIN = 56
NARROW_MARGIN = 20
NARROW_BELOW = 760
COLUMN_WIDTH = 980
FOOT_SHARE = 1 / 3  # a foot higher than this share of a page scrolls with it


class Theme(Enum):
    """What the person can choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """Named colours, as ``#RRGGBB``.

    Text (``ink``, ``muted``, ``on_primary``, ``accent``, ``primary``) keeps 4.5:1 on every surface
    it stands on; ``control``, ``focus`` and the outline of marks keep 3:1 (WCAG 2.2, 1.4.3 and
    1.4.11). ``line`` is decoration only. ``tests/gui/theme`` holds this as a test.

    Attributes:
        bg: The window.
        surface: Cards and inputs.
        side: The sidebar.
        ink: Text.
        muted: Helper text, axis labels, the outline of marks.
        line: Hairlines that carry no meaning.
        control: Borders of inputs and chips.
        primary: The main button, selection.
        on_primary: Text on ``primary``.
        primary_soft: Selected chip, current step, hover.
        accent: Ruptures, "get help".
        accent_soft: The background of the same.
        focus: The focus ring.
        moods: Five colours, low to high: cool to warm, ordered in lightness, no red and no green.
        is_dark: Whether text is lighter than its surface.
    """

    bg: str
    surface: str
    side: str
    ink: str
    muted: str
    line: str
    control: str
    primary: str
    on_primary: str
    primary_soft: str
    accent: str
    accent_soft: str
    focus: str
    moods: tuple[str, str, str, str, str]
    is_dark: bool


_MOODS = ("#4B4E8C", "#4D78A0", "#4E9C97", "#8DB87A", "#E5B956")

LIGHT = Colours(
    bg="#FAF6F0",
    surface="#FFFFFF",
    side="#F1EAE0",
    ink="#2A2723",
    muted="#625B52",
    line="#E2D9CC",
    control="#8A8175",
    primary="#3A6456",
    on_primary="#FFFFFF",
    primary_soft="#DDE9E3",
    accent="#8F4327",
    accent_soft="#F6E4DA",
    focus="#1F5FA8",
    moods=_MOODS,
    is_dark=False,
)

DARK = Colours(
    bg="#1B1D1C",
    surface="#242726",
    side="#161817",
    ink="#EDE8E0",
    muted="#B3ACA2",
    line="#393D3B",
    control="#7D837F",
    primary="#8FC3AE",
    on_primary="#14201B",
    primary_soft="#2B3B35",
    accent="#E8A585",
    accent_soft="#43302A",
    focus="#8CB8F0",
    moods=_MOODS,
    is_dark=True,
)

CONTRAST_LIGHT = Colours(
    bg="#FFFFFF",
    surface="#FFFFFF",
    side="#FFFFFF",
    ink="#000000",
    muted="#1F1F1F",
    line="#000000",
    control="#000000",
    primary="#00382A",
    on_primary="#FFFFFF",
    primary_soft="#D9EDE4",
    accent="#6B1F00",
    accent_soft="#FFEDE3",
    focus="#0040A0",
    moods=_MOODS,
    is_dark=False,
)

CONTRAST_DARK = Colours(
    bg="#000000",
    surface="#000000",
    side="#000000",
    ink="#FFFFFF",
    muted="#E6E6E6",
    line="#FFFFFF",
    control="#FFFFFF",
    primary="#A8F0D0",
    on_primary="#000000",
    primary_soft="#0F3A2C",
    accent="#FFC3A6",
    accent_soft="#4A1E0C",
    focus="#9CCBFF",
    moods=_MOODS,
    is_dark=True,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look: colours, fonts, and sizes in logical pixels at the chosen text size.

    Attributes:
        text_percent: 90 to 200.
        text_family: The text face.
        heading_family: The face of titles.
        high_contrast: Whether borders are thick and nothing is soft.
        reduced_motion: Whether nothing moves.
    """

    colours: Colours
    text_percent: int = 100
    text_family: str = ""
    heading_family: str = ""
    high_contrast: bool = False
    reduced_motion: bool = False

    def scaled(self, pixels: float) -> int:
        """Return a size that grows with the text."""
        return round(pixels * self.text_percent / 100)

    def colour(self, name: str) -> str:
        """Return a colour by its name, such as ``"accent"``."""
        value = getattr(self.colours, name)
        assert isinstance(value, str)
        return value

    # Type.
    @property
    def text_size(self) -> int:
        """Body text."""
        return self.scaled(16)

    @property
    def small_size(self) -> int:
        """Axis labels and the like."""
        return self.scaled(14)

    @property
    def question_size(self) -> int:
        """Questions, semibold."""
        return self.scaled(18)

    @property
    def title_size(self) -> int:
        """Page titles, in the heading face."""
        return self.scaled(30)

    @property
    def big_size(self) -> int:
        """Numbers to read from across a table."""
        return self.scaled(44)

    @property
    def radius(self) -> int:
        """Corners of cards."""
        return 16

    @property
    def control_radius(self) -> int:
        """Corners of buttons and inputs."""
        return 10

    @property
    def border(self) -> int:
        """Borders of controls."""
        return 2 if self.high_contrast else 1

    @property
    def target(self) -> int:
        """The smallest height of a button; 24 is the floor (WCAG 2.2, 2.5.8)."""
        return self.scaled(40)

    @property
    def icon_size(self) -> int:
        """Icons beside text."""
        return self.scaled(20)

    @property
    def sidebar_width(self) -> int:
        """The sidebar with words."""
        return self.scaled(232)

    @property
    def sidebar_folded_width(self) -> int:
        """The sidebar with icons only."""
        return self.icon_size + 52

"""The command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from repair_desktop import __version__
from repair_desktop.services.demo import DEFAULT_YEARS, MOST_YEARS


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for.

    Attributes:
        data_dir: Where the journal lies, or None for the usual place.
        demo: Whether to open a made-up journal instead.
        years: How many years the made-up journal has.
        tour: Where to save pictures of a tour, or None for no tour.
    """

    data_dir: Path | None = None
    demo: bool = False
    years: int = DEFAULT_YEARS
    tour: Path | None = None


def parse(words: Sequence[str] | None = None) -> Arguments:
    """Read the command line; prints and leaves on ``--help``, ``--version`` and mistakes."""
    parser = argparse.ArgumentParser(
        prog="repair-desktop",
        description="Repair: a private journal for what happens between you and your therapist.",
    )
    parser.add_argument("--version", action="version", version=f"Repair {__version__}")
    parser.add_argument(
        "--data-dir",
        type=_folder,
        metavar="DIR",
        help="keep the journal in DIR (also: REPAIR_DATA_DIR)",
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="look around in a made-up journal; it is gone when the window closes",
    )
    parser.add_argument(
        "--years",
        type=_years,
        default=DEFAULT_YEARS,
        metavar="N",
        help=f"how many years the made-up journal has (1 to {MOST_YEARS}, usually {DEFAULT_YEARS})",
    )
    parser.add_argument(
        "--tour",
        type=_folder,
        metavar="DIR",
        help="walk through the program by itself and save a picture of each screen in DIR",
    )
    found = parser.parse_args(words)
    return Arguments(found.data_dir, found.demo, found.years, found.tour)


def _folder(word: str) -> Path:
    """Return a folder. An empty word would be the folder the program happens to run in."""
    if not word.strip():
        raise argparse.ArgumentTypeError("name a folder")
    return Path(word)


def _years(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= MOST_YEARS:
        raise argparse.ArgumentTypeError(f"choose 1 to {MOST_YEARS}")
    return int(word)

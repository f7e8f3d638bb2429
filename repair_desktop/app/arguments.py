"""The command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from repair_desktop import __version__
from repair_desktop.core.sheets import SUFFIX
from repair_desktop.services.demo import DEFAULT_YEARS, MOST_YEARS

_DOCTOR = "say how Repair is set up on this computer; nothing you wrote, and no key, is read"
_VERIFY = "open the journal or a copy of it with its key, and check it; nothing is changed"


class Command(Enum):
    """What is done in place of opening the window."""

    DOCTOR = "doctor"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was asked for.

    Attributes:
        data_dir: Where the journal lies, or None for the usual place.
        demo: Whether to open a made-up journal instead.
        years: How many years the made-up journal has.
        tour: Where to save pictures of a tour, or None for no tour.
        command: What to do without a window, or None to open it.
        json: Whether the doctor speaks JSON.
        path: The file to verify, or None for the journal.
        self_test: Whether to see that this copy of the program works here.
        sheet: A homework sheet to look at, or None.
        locked: What the window looked like that was locked by the process before, or None.
    """

    data_dir: Path | None = None
    demo: bool = False
    years: int = DEFAULT_YEARS
    tour: Path | None = None
    self_test: bool = False
    command: Command | None = None
    json: bool = False
    path: Path | None = None
    sheet: Path | None = None
    locked: str | None = None


def parse(words: Sequence[str] | None = None) -> Arguments:
    """Read the command line; prints and leaves on ``--help``, ``--version`` and mistakes."""
    parser = argparse.ArgumentParser(
        prog="repair-desktop",
        description="Repair: a private journal for what happens between you and your therapist.",
    )
    parser.add_argument("--version", action="version", version=f"Repair {__version__}")
    _add_data_dir(parser, default=None)
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
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="see that this copy of the program works here, and print what was found (JSON)",
    )
    # The program starts itself with it; nobody types it.
    parser.add_argument("--locked", help=argparse.SUPPRESS)
    parser.epilog = f"A file that ends in {SUFFIX} is a homework sheet; Repair shows what it asks."
    parser.set_defaults(command=None, json=False, path=None)
    commands = parser.add_subparsers(title="without a window", metavar="COMMAND")
    for command, does in ((Command.DOCTOR, _DOCTOR), (Command.VERIFY, _VERIFY)):
        part = commands.add_parser(command.value, help=does, description=does)
        part.set_defaults(command=command)
        # Suppressed, else it would undo what stands before the command.
        _add_data_dir(part, default=argparse.SUPPRESS)
        if command is Command.DOCTOR:
            part.add_argument("--json", action="store_true", help="for programs to read")
        else:
            part.add_argument(
                "path",
                nargs="?",
                type=_file,
                metavar="PATH",
                help="a copy, such as one in the folder backups; the journal itself when left out",
            )
    words, sheet = _take_sheet(sys.argv[1:] if words is None else words)
    found = parser.parse_args(words)
    if found.command is not None and (found.demo or found.tour):
        parser.error(f"{found.command.value} goes with neither --demo nor --tour")
    if found.self_test and (found.command or found.demo or found.tour or found.data_dir or sheet):
        parser.error("--self-test goes with nothing else: it has a folder of its own")
    return Arguments(sheet=sheet, **vars(found))


def _take_sheet(words: Sequence[str]) -> tuple[list[str], Path | None]:
    """Take a homework sheet out of the words: a double click gives its path and nothing else."""
    sheets = [word for word in words if word.lower().endswith(SUFFIX)]
    if len(sheets) != 1 or {word.value for word in Command} & set(words):
        return list(words), None
    return [word for word in words if word != sheets[0]], Path(sheets[0])


def _add_data_dir(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--data-dir",
        type=_folder,
        default=default,
        metavar="DIR",
        help="keep the journal in DIR (also: REPAIR_DATA_DIR)",
    )


def _file(word: str) -> Path:
    if not word.strip():
        raise argparse.ArgumentTypeError("name a file")
    return Path(word)


def _folder(word: str) -> Path:
    """Return a folder. An empty word would be the folder the program happens to run in."""
    if not word.strip():
        raise argparse.ArgumentTypeError("name a folder")
    return Path(word)


def _years(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= MOST_YEARS:
        raise argparse.ArgumentTypeError(f"choose 1 to {MOST_YEARS}")
    return int(word)

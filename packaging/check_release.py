"""Refuses a release with help numbers that nobody has checked lately.

``python packaging/check_release.py`` names each of them. It is part of a release and not of every
build: the mere passing of time must not break the work on anything else.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from repair_desktop.content.help import load_help_lines
from repair_desktop.core.help import HelpLine, HelpLines

CHECK_HOLDS = timedelta(days=180)
"""How long a check of a number is good for."""


def stale_lines(lines: HelpLines, today: date) -> list[HelpLine]:
    """Return the lines that were checked too long ago, or on a day that is yet to come."""
    return [
        line for line in lines.lines if not timedelta() <= today - line.checked_on <= CHECK_HOLDS
    ]


def unconfirmed_lines(lines: HelpLines) -> list[HelpLine]:
    """Return the lines that say themselves that nobody has confirmed them."""
    return [line for line in lines.lines if "to be confirmed" in line.checked_by]


def main() -> int:
    """Run the command line."""
    lines = load_help_lines()
    for line in unconfirmed_lines(lines):
        print(f"still to be confirmed: {line.id}")
    stale = stale_lines(lines, date.today())
    for line in stale:
        print(f"check again: {line.id}, last checked on {line.checked_on}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

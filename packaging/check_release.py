"""Refuses a release that is not in order.

``python packaging/check_release.py`` names what is not: help numbers that nobody has checked
lately, versions that differ, a changelog without the version, and what packages say about those who
make them. It is part of a release and not of every build: the mere passing of time must not break
the work on anything else.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from repair_desktop import __version__
from repair_desktop.content.help import load_help_lines
from repair_desktop.core.help import HelpLine, HelpLines

ROOT = Path(__file__).resolve().parent.parent

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


def gaps(root: Path, version: str) -> Iterator[str]:
    """Yield what the project itself lacks for a release of ``version``."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if project["version"] != version:
        yield f"pyproject.toml says version {project['version']}, the program {version}"
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$"
    if not re.search(heading, changes, re.MULTILINE):
        yield f"CHANGELOG.md has no heading for {version} with its day"
    told = tomllib.loads((root / "packaging/project.toml").read_text(encoding="utf-8"))
    for name in ("home", "pictures", "maintainer"):
        if not told[name]:
            yield f"packaging/project.toml: {name} is empty"


def main() -> int:
    """Run the command line."""
    lacking = list(gaps(ROOT, __version__))
    for gap in lacking:
        print(gap)
    lines = load_help_lines()
    for line in unconfirmed_lines(lines):
        print(f"still to be confirmed: {line.id}")
    stale = stale_lines(lines, date.today())
    for line in stale:
        print(f"check again: {line.id}, last checked on {line.checked_on}")
    return 1 if stale or lacking else 0


if __name__ == "__main__":
    sys.exit(main())

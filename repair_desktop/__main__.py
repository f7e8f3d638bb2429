"""Start Repair: ``python -m repair_desktop``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit code."""
    from repair_desktop.app.arguments import parse

    arguments = parse()  # --help and --version answer at once

    # Qt slows every import that comes after it, so what does not need it comes first.
    import repair_desktop.app.content
    import repair_desktop.storage.opener  # noqa: F401
    from repair_desktop.app.start import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())

"""Start Repair: ``python -m repair_desktop``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit code."""
    from repair_desktop.app.arguments import Command, parse

    arguments = parse()  # --help and --version answer at once

    # Before there is a second thread, and before the big libraries do anything.
    from repair_desktop.system.hardening import harden_process

    harden_process()

    if arguments.command is Command.DOCTOR:
        from repair_desktop.app.doctor import doctor

        return doctor(arguments)
    if arguments.command is Command.VERIFY:
        from repair_desktop.app.verify import verify

        return verify(arguments)

    # Qt slows every import that comes after it, so what does not need it comes first.
    import repair_desktop.app.content
    import repair_desktop.storage.opener  # noqa: F401

    if arguments.self_test:
        from repair_desktop.app.self_test import self_test

        return self_test()
    from repair_desktop.app.start import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())

"""Starts the packaged program and the same one from its source, and prints the ratio of both.

Usage: python tests/benchmarks/bench_start.py PROGRAM SOURCE PYTHON [ROUNDS]

PROGRAM is the packaged one, SOURCE a checkout, PYTHON one with the libraries that were packed. On a
real X server with a window manager; a start ends when the window manager shows the window. The two
take turns, so that a busy moment of the machine meets both. Each start has a home of its own.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.desk import Desk, desk, wait_until

MOST = 1.1
"""How many times as long the packaged program may take."""

ROUNDS = 15


class Watcher:
    """Hears from the window manager which windows there are."""

    def __init__(self, at_desk: Desk, environment: Mapping[str, str]) -> None:
        # A list that does not exist yet is never heard of.
        wait_until(
            lambda: "window id" in at_desk.run("xprop", "-root", "_NET_CLIENT_LIST"),
            "the window manager",
        )
        self._process = subprocess.Popen(
            ["stdbuf", "-oL", "xprop", "-root", "-spy", "_NET_CLIENT_LIST"],
            env=dict(environment),
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self, windows: bool) -> None:
        """Wait until there is a window, or none."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if bool(re.search(r"0x[0-9a-f]+", line)) is windows:
                return
        raise RuntimeError("the window manager is gone")

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate()


def start(command: Sequence[str], environment: Mapping[str, str], watcher: Watcher) -> float:
    """Start once; return the milliseconds until its window is there."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        program = subprocess.Popen(
            command, env={**environment, "HOME": home}, stderr=subprocess.DEVNULL
        )
        watcher.wait(windows=True)
        took = time.perf_counter() - begun
        program.kill()
        program.wait()
        watcher.wait(windows=False)
    return took * 1000


def main() -> int:
    """Measure, and say whether it is as quick as it has to be."""
    program, source, python = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    commands = {"packaged": [program], "source": [python, "-m", "repair_desktop"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with desk() as at_desk:
        environment = {**at_desk.environment, "PYTHONPATH": source}
        watcher = Watcher(at_desk, environment)
        try:
            watcher.wait(windows=False)
            for number in range(rounds + 1):
                for name, command in commands.items():
                    took = start(command, environment, watcher)
                    if number:  # the first only warms up
                        times[name].append(took)
        finally:
            watcher.close()
    packaged, from_source = (statistics.median(times[name]) for name in commands)
    ratio = packaged / from_source
    sys.stdout.write(
        f"start, median of {rounds}: packaged {packaged:.0f} ms, from source {from_source:.0f} ms\n"
        f"ratio {ratio:.2f} (at most {MOST})\n"
    )
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    os.environ.pop("QT_QPA_PLATFORM", None)
    sys.exit(main())

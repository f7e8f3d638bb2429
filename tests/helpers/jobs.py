"""A job runner that runs each job at once, on the calling thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class InlineJobs:
    """Same face as ``gui.jobs.JobRunner``. Set ``hold`` to keep jobs until ``run_held``."""

    def __init__(self) -> None:
        self.hold = False
        self._held: list[Callable[[], None]] = []

    def submit(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        def run() -> None:
            try:
                result = job()
            except Exception as error:
                failed(error)
            else:
                done(result)

        if self.hold:
            self._held.append(run)
        else:
            run()

    def run_one(self) -> None:
        self._held.pop(0)()

    def run_held(self) -> None:
        held, self._held = self._held, []
        for run in held:
            run()

    def shut_down(self) -> None:
        self.run_held()

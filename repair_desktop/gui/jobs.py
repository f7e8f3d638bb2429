"""Work off the window's thread.

A sqlcipher3 connection belongs to the thread that made it, so all journal work runs on one thread
of one executor; results come back to the window's thread by a queued signal. Every job names its
``failed`` handler, because an executor keeps an exception that nobody asks for to itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from repair_desktop.core.errors import KnownError

T = TypeVar("T")


class Jobs(Protocol):
    """What presenters use; tests give one that runs each job at once."""

    def submit(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``job``, then ``done`` with its result or ``failed`` with its error."""
        ...


class JobRunner(QObject):
    """One worker thread. Handlers run on the thread this object lives on.

    Signals:
        _finished: Carries the handler to call, across threads.
    """

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._last: Future[None] | None = None
        self._under_way = 0
        self._finished.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def submit(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``job`` after the jobs before it, then one of the handlers."""

        def run() -> None:
            try:
                result = job()
            except Exception as error:
                self._finished.emit(_Call(failed, error))
            else:
                self._finished.emit(_Call(done, result))

        self._under_way += 1
        self._last = self._executor.submit(run)

    @property
    def is_busy(self) -> bool:
        """Whether a job or its handler is still to come."""
        return self._under_way > 0

    def shut_down(self, wait: bool = True) -> bool:
        """Finish the jobs already submitted and end the thread.

        Args:
            wait: Whether to wait for them.

        Returns:
            Whether all of them are finished.
        """
        self._executor.shutdown(wait=wait)
        return self._last is None or self._last.done()

    @Slot(object)
    def _call(self, call: _Call) -> None:
        self._under_way -= 1
        call.handler(call.value)


class ScopedJobs:
    """Runs jobs on a runner, and hands their results over only while somebody is there for them.

    A job that was submitted is always finished. An error that is no known one is never dropped.

    Args:
        jobs: The runner.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._is_open = True

    def end_with(self, owner: QObject) -> None:
        """Hand nothing over any more once ``owner`` is destroyed."""
        owner.destroyed.connect(self._close)

    def submit(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run ``job`` after the jobs before it, then one of the handlers."""

        def hand_over(result: T) -> None:
            if self._is_open:
                done(result)

        def tell(error: Exception) -> None:
            if self._is_open:
                failed(error)
            elif not isinstance(error, KnownError):
                raise error

        self._jobs.submit(job, hand_over, tell)

    def _close(self) -> None:
        self._is_open = False


class _Call:
    """A handler and what to give it."""

    def __init__(self, handler: Callable[..., None], value: object) -> None:
        self.handler = handler
        self.value = value

"""Work off the window's thread.

A sqlcipher3 connection belongs to the thread that made it, so all journal work runs on one thread
of one executor; results come back to the window's thread by a queued signal. Every job names its
``failed`` handler, because an executor keeps an exception that nobody asks for to itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

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

        self._executor.submit(run)

    def run_and_wait(self, job: Callable[[], T]) -> T:
        """Run ``job`` after the jobs before it and wait; for the way out of the program only."""
        return self._executor.submit(job).result()

    def shut_down(self, wait: bool = True) -> None:
        """Finish the jobs already submitted and end the thread."""
        self._executor.shutdown(wait=wait)

    @Slot(object)
    def _call(self, call: _Call) -> None:
        call.handler(call.value)


class _Call:
    """A handler and what to give it."""

    def __init__(self, handler: Callable[..., None], value: object) -> None:
        self.handler = handler
        self.value = value

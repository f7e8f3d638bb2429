from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull
from repair_desktop.gui.jobs import JobRunner, ScopedJobs


class Results(QObject):
    """Collects what came back, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def take(self, result: object) -> None:
        self.threads.append(threading.current_thread())
        self.done.append(result)

    def fail(self, error: Exception) -> None:
        self.threads.append(threading.current_thread())
        self.failed.append(error)


@contextmanager
def waiting(runner: JobRunner, results: Results) -> Iterator[Callable[[], None]]:
    """Keep the runner at a job until what is given is called."""
    go_on = threading.Event()
    runner.submit(go_on.wait, lambda _: None, results.fail)
    try:
        yield go_on.set
    finally:
        go_on.set()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner("test")
    yield runner
    runner.shut_down()


@pytest.fixture
def results() -> Results:
    return Results()


def test_jobs_run_one_after_the_other_on_one_thread_and_answer_on_the_windows(
    qtbot: QtBot, runner: JobRunner, results: Results
) -> None:
    threads: list[threading.Thread] = []

    def job(number: int) -> int:
        threads.append(threading.current_thread())
        return number

    for number in range(50):
        runner.submit(partial(job, number), results.take, results.fail)
    assert runner.is_busy
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert results.done == list(range(50))
    assert len(set(threads)) == 1
    assert threads[0].name.startswith("test")
    assert set(results.threads) == {threading.main_thread()}


def test_an_error_goes_to_its_handler_and_the_next_job_runs(
    qtbot: QtBot, runner: JobRunner, results: Results
) -> None:
    error = ValueError()

    def fail() -> None:
        raise error

    runner.submit(fail, results.take, results.fail)
    runner.submit(lambda: "next", results.take, results.fail)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert results.failed == [error]
    assert results.done == ["next"]
    assert set(results.threads) == {threading.main_thread()}


def test_a_handler_that_fails_is_a_bug_and_keeps_nothing_back(
    qtbot: QtBot, runner: JobRunner, results: Results
) -> None:
    def bug(_result: object) -> None:
        raise LookupError

    with qtbot.captureExceptions() as errors:
        runner.submit(lambda: None, bug, results.fail)
        runner.submit(lambda: "next", results.take, results.fail)
        qtbot.waitUntil(lambda: not runner.is_busy)
    assert [error[0] for error in errors] == [LookupError]
    assert results.done == ["next"]


def test_who_is_gone_by_then_hears_nothing(
    qtbot: QtBot, runner: JobRunner, results: Results
) -> None:
    gone = Results()
    scoped = ScopedJobs(runner)
    scoped.end_with(gone)
    ran: list[str] = []
    with waiting(runner, results) as go_on:
        scoped.submit(lambda: ran.append("late"), lambda _: gone.take(None), gone.fail)
        runner.submit(lambda: "here", results.take, results.fail)
        shiboken6.delete(gone)
        go_on()
        qtbot.waitUntil(lambda: not runner.is_busy)
    assert ran == ["late"]
    assert results.done == ["here"]


def test_a_bug_is_told_even_when_nobody_is_there(
    qtbot: QtBot, runner: JobRunner, results: Results
) -> None:
    def fail_with(error: Exception) -> Callable[[], None]:
        def fail() -> None:
            raise error

        return fail

    gone = Results()
    scoped = ScopedJobs(runner)
    scoped.end_with(gone)
    shiboken6.delete(gone)
    with qtbot.captureExceptions() as errors:
        scoped.submit(fail_with(DiskFull()), results.take, results.fail)
        scoped.submit(fail_with(LookupError()), results.take, results.fail)
        qtbot.waitUntil(lambda: not runner.is_busy)
    assert [error[0] for error in errors] == [LookupError]
    assert results.failed == []


def test_shutting_down_finishes_what_was_begun(runner: JobRunner, results: Results) -> None:
    ran: list[int] = []
    for number in range(20):
        runner.submit(partial(ran.append, number), results.take, results.fail)
    assert runner.shut_down()
    assert ran == list(range(20))
    QCoreApplication.processEvents()
    assert len(results.done) == 20


def test_a_job_that_never_ends_is_not_waited_for(runner: JobRunner, results: Results) -> None:
    with waiting(runner, results):
        assert not runner.shut_down(wait=False)
    assert runner.shut_down()


def test_a_runner_without_jobs_is_not_busy(runner: JobRunner) -> None:
    assert not runner.is_busy
    assert runner.shut_down()

from __future__ import annotations

import pytest
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QApplication

from repair_desktop.core.errors import DiskFull, KnownError
from repair_desktop.gui.check_in.draft_presenter import KEEP_AFTER, DraftKeeper


class Kept:
    """Stands for the journal."""

    def __init__(self) -> None:
        self.jobs = InlineJobs()
        self.fail: Exception | None = None
        self.has: dict[str, str] = {}
        self.writes = 0
        self.keeper: DraftKeeper[str] = DraftKeeper(self.jobs)
        self.failures: list[str] = []
        self.keeper.failed.connect(lambda error: self.failures.append(type(error).__name__))
        self.turn_to("a")

    def turn_to(self, name: str, kept: str | None = None) -> None:
        def write(entered: str | None) -> None:
            self.writes += 1
            if self.fail:
                raise self.fail
            if entered is None:
                self.has.pop(name, None)
            else:
                self.has[name] = entered

        self.keeper.turn_to(write, kept)

    def ring(self) -> None:
        """Let the time be over."""
        assert self.keeper._timer.isActive()
        self.keeper._timer.stop()  # as a single shot does before it tells
        self.keeper._timer.timeout.emit()


@pytest.fixture
def kept(qapp: QApplication) -> Kept:
    return Kept()


def test_the_first_key_starts_a_timer_that_later_keys_never_put_off(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = kept.keeper._timer
    starts: list[bool] = []
    start = timer.start

    def counted() -> None:
        starts.append(True)
        start()

    monkeypatch.setattr(timer, "start", counted)
    for number in range(1, 50):
        kept.keeper.want("x" * number)
    assert starts == [True]
    assert timer.isSingleShot()
    assert timer.interval() == KEEP_AFTER
    assert KEEP_AFTER <= 800  # the write itself has to fit into the second as well
    kept.ring()
    assert kept.has == {"a": "x" * 49}
    assert kept.writes == 1
    kept.keeper.want("once more")
    assert starts == [True, True]


def test_nothing_new_is_not_written(kept: Kept) -> None:
    kept.turn_to("a", "door")
    kept.keeper.want("door")
    assert not kept.keeper._timer.isActive()
    kept.keeper.want("doors")
    kept.keeper.want("door")
    assert not kept.keeper._timer.isActive()
    kept.keeper.flush()
    assert kept.writes == 0


def test_nothing_is_wanted_at_once(kept: Kept) -> None:
    kept.keeper.want("door")
    kept.keeper.want(None)
    assert kept.writes == 0
    kept.keeper.want("door")
    kept.ring()
    kept.keeper.want(None)
    assert kept.has == {}
    assert kept.writes == 2


def test_whoever_waits_learns_how_it_went(kept: Kept) -> None:
    told: list[bool] = []
    kept.keeper.flush(told.append)
    kept.keeper.want("a")
    kept.keeper.flush(told.append)
    kept.fail = DiskFull()
    kept.keeper.want("b")
    kept.keeper.flush(told.append)
    kept.keeper.flush(told.append)
    assert kept.has == {"a": "a"}
    kept.fail = None
    kept.keeper.flush(told.append)
    assert told == [True, True, False, False, True]
    assert kept.failures == ["DiskFull", "DiskFull"]
    assert kept.has == {"a": "b"}


def test_whoever_waits_waits_for_what_came_in_meanwhile_too(kept: Kept) -> None:
    told: list[bool] = []
    kept.jobs.hold = True
    kept.keeper.want("a")
    kept.keeper.flush(told.append)
    kept.keeper.want("ab")
    kept.jobs.run_held()
    assert told == []
    kept.jobs.run_held()
    assert told == [True]
    assert kept.has == {"a": "ab"}


def test_a_failure_that_a_later_write_made_good_is_none(kept: Kept) -> None:
    told: list[bool] = []
    kept.jobs.hold = True
    kept.keeper.want("a")
    kept.ring()
    kept.keeper.want("ab")
    kept.keeper.flush(told.append)
    kept.fail = DiskFull()
    first, *_others = kept.jobs._held
    first()
    kept.fail = None
    kept.jobs._held = kept.jobs._held[1:]
    kept.jobs.run_held()
    assert told == [True]
    assert kept.failures == []
    assert kept.has == {"a": "ab"}


def test_the_next_key_tries_again(kept: Kept) -> None:
    kept.fail = DiskFull()
    kept.keeper.want("a")
    kept.ring()
    kept.fail = None
    kept.keeper.want("a")  # the same once more
    kept.ring()
    assert kept.has == {"a": "a"}


def test_while_it_is_held_nothing_is_written(kept: Kept) -> None:
    told: list[bool] = []
    kept.keeper.want("door")
    kept.ring()
    slot = kept.keeper.hold()
    kept.keeper.want("doors")
    assert not kept.keeper._timer.isActive()
    kept.keeper.flush(told.append)
    assert (kept.writes, told) == (1, [])
    kept.has.clear()  # as the save does
    kept.keeper.release(slot, True, None)
    assert (kept.writes, told) == (1, [True])


def test_what_was_entered_during_a_save_is_kept_after_it(kept: Kept) -> None:
    slot = kept.keeper.hold()
    kept.keeper.want("and more")
    kept.keeper.release(slot, True, "and more")
    kept.ring()
    assert kept.has == {"a": "and more"}


def test_a_save_that_fails_when_the_next_one_is_begun_leaves_a_draft(kept: Kept) -> None:
    slot = kept.keeper.hold()
    kept.keeper.want("first")
    kept.turn_to("b")
    kept.keeper.want("second")
    kept.keeper.release(slot, False, "second")
    kept.ring()
    assert kept.has == {"a": "first", "b": "second"}


def test_what_waits_is_kept_when_the_next_one_is_begun(kept: Kept) -> None:
    kept.keeper.want("first")
    kept.turn_to("b")
    assert kept.has == {"a": "first"}
    kept.keeper.want("second")
    kept.ring()
    assert kept.has == {"a": "first", "b": "second"}


def test_whoever_waits_is_told_also_when_the_next_one_is_begun(kept: Kept) -> None:
    told: list[bool] = []
    kept.jobs.hold = True
    kept.keeper.want("first")
    kept.keeper.flush(told.append)
    kept.turn_to("b")
    kept.jobs.run_held()
    assert told == [True]


def test_a_bug_is_no_reason_to_keep_anybody_waiting(kept: Kept) -> None:
    told: list[bool] = []
    kept.fail = ValueError("a bug")
    kept.keeper.want("a")
    with pytest.raises(ValueError, match="a bug"):
        kept.keeper.flush(told.append)
    assert told == [False]
    assert kept.failures == [KnownError.__name__]

from __future__ import annotations

import pytest
from helpers.jobs import InlineJobs
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.errors import DiskFull, KnownError
from repair_desktop.core.ids import PromptId
from repair_desktop.gui.saving import SAVE_AFTER, Saver, SaveState

WHAT, KNOW = PromptId("s1.what"), PromptId("s2.know")
Written = dict[PromptId, Answer | None]


class Kept:
    """Stands for the journal."""

    def __init__(self) -> None:
        self.jobs = InlineJobs()
        self.fail: Exception | None = None
        self.written: Written = {}
        self.places: list[PromptId | None] = []
        self.saver: Saver[PromptId, Answer | None] = Saver(self._save, self.jobs)
        self.states: list[tuple[SaveState, object]] = []
        self.saver.changed.connect(lambda state, error: self.states.append((state, error)))

    def _save(self, changes: Written, place: PromptId | None) -> None:
        if self.fail:
            raise self.fail
        self.written.update(changes)
        self.places.append(place)

    def last(self) -> tuple[SaveState, object]:
        return self.states[-1]

    def type(self, text: str, prompt: PromptId = WHAT) -> None:
        self.saver.edit(prompt, TextAnswer(text))

    def ring(self) -> None:
        """Let the time be over."""
        assert self.saver._timer.isActive()
        self.saver._timer.stop()  # as a single shot does before it tells
        self.saver._timer.timeout.emit()


@pytest.fixture
def kept(qtbot: QtBot) -> Kept:
    return Kept()


def test_the_first_key_starts_a_timer_that_later_keys_never_put_off(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = kept.saver._timer
    starts: list[bool] = []
    start = timer.start

    def counted() -> None:
        starts.append(True)
        start()

    monkeypatch.setattr(timer, "start", counted)
    for number in range(50):
        kept.type("x" * number)
    assert starts == [True]
    assert timer.isSingleShot()
    assert timer.interval() == SAVE_AFTER
    assert SAVE_AFTER <= 800  # the write itself has to fit into the second as well
    kept.ring()
    assert kept.written == {WHAT: TextAnswer("x" * 49)}
    kept.type("once more")
    assert starts == [True, True]


def test_saved_is_said_only_when_the_commit_has_returned(kept: Kept) -> None:
    kept.jobs.hold = True
    kept.type("a")
    kept.ring()
    assert kept.last() == (SaveState.SAVING, None)
    kept.jobs.run_held()
    assert kept.last() == (SaveState.SAVED, None)
    assert kept.saver.pending == {}


def test_what_is_typed_during_a_save_is_saved_after_it(kept: Kept) -> None:
    kept.jobs.hold = True
    kept.type("a")
    kept.ring()
    kept.type("ab")
    kept.ring()
    kept.jobs.run_held()
    assert (SaveState.SAVED, None) not in kept.states
    kept.jobs.run_held()
    assert kept.written == {WHAT: TextAnswer("ab")}
    assert kept.last() == (SaveState.SAVED, None)


def test_words_that_could_not_be_saved_stay_and_are_saved_later(kept: Kept) -> None:
    kept.fail = DiskFull()
    kept.type("a")
    kept.type("b", KNOW)
    kept.ring()
    assert kept.last() == (SaveState.FAILED, kept.fail)
    assert kept.saver.pending == {WHAT: TextAnswer("a"), KNOW: TextAnswer("b")}
    kept.fail = None
    kept.type("newer")
    kept.ring()
    assert kept.last() == (SaveState.SAVED, None)
    assert kept.written == {WHAT: TextAnswer("newer"), KNOW: TextAnswer("b")}


def test_a_newer_answer_wins_over_one_that_failed(kept: Kept) -> None:
    kept.jobs.hold = True
    kept.fail = DiskFull()
    kept.type("old")
    kept.ring()
    kept.type("new")
    kept.jobs.run_held()
    assert kept.saver.pending == {WHAT: TextAnswer("new")}


def test_whoever_waits_learns_how_it_went(kept: Kept) -> None:
    told: list[bool] = []
    kept.saver.flush(told.append)
    kept.type("a")
    kept.saver.flush(told.append)
    kept.fail = DiskFull()
    kept.type("b")
    kept.saver.flush(told.append)
    kept.fail = None
    kept.saver.flush(told.append)
    assert told == [True, True, False, True]


def test_a_place_that_is_not_kept_holds_nobody_up(kept: Kept) -> None:
    told: list[bool] = []
    kept.fail = DiskFull()
    kept.saver.move(KNOW)
    kept.saver.flush(told.append)
    assert told == [True]
    assert kept.states == []
    kept.fail = None
    kept.type("a")
    kept.ring()
    assert kept.places == [KNOW]


def test_a_bug_is_no_reason_to_lose_words(kept: Kept) -> None:
    kept.fail = ValueError("a bug")
    kept.type("a")
    with pytest.raises(ValueError, match="a bug"):
        kept.saver.flush()
    state, error = kept.last()
    assert state is SaveState.FAILED
    assert type(error) is KnownError
    assert kept.saver.pending == {WHAT: TextAnswer("a")}

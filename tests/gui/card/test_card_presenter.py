from __future__ import annotations

from collections.abc import Callable

import pytest
from helpers.cards import FILLED, Desk, line, on
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.cards import CardChanges, Length, LineId, OpenerId
from repair_desktop.core.errors import DiskFull
from repair_desktop.core.ids import RuptureId
from repair_desktop.gui.card.presenter import CardPresenter
from repair_desktop.gui.saving import SaveState

ASK, ECHO, KNOW = LineId("ask"), LineId("echo"), LineId("know")


class Making:
    """A card that is being made, without a page."""

    def __init__(self, desk: Desk, rupture: RuptureId) -> None:
        self.desk = desk
        self.rupture = rupture
        self.jobs = InlineJobs()
        self.owner = QWidget()  # goes with the test, and the timer with it
        card = desk.card(rupture)
        self.presenter = CardPresenter(desk.cards, card, "M.", self.jobs, self.owner)
        self.states: list[SaveState] = []
        self.presenter.save_changed.connect(lambda state, _error: self.states.append(state))

    def kept(self) -> CardChanges:
        return self.desk.card(self.rupture).changes

    def ring(self) -> None:
        """Let the time be over."""
        timer = self.presenter._saver._timer
        assert timer.isActive()
        timer.stop()
        timer.timeout.emit()

    def break_disk(self, patch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise DiskFull()

        patch.setattr(self.desk.journal.cards, "save", full)


@pytest.fixture
def making(qtbot: QtBot, desk: Desk) -> Making:
    return Making(desk, desk.answer(FILLED))


def test_what_is_changed_is_in_the_journal_within_a_second(making: Making) -> None:
    making.presenter.write(ASK, "Could")
    making.presenter.write(ASK, "Could we?")
    assert making.kept() == CardChanges()
    assert making.presenter._saver._timer.interval() < 1_000
    making.ring()
    assert making.kept().texts == {ASK: "Could we?"}
    assert making.states[-1] is SaveState.SAVED


CHANGES: list[tuple[Callable[[CardPresenter], None], CardChanges]] = [
    (lambda p: p.choose_length(Length.ONE), CardChanges(length=Length.ONE)),
    (lambda p: p.choose_opener(OpenerId("firm")), CardChanges(opener=OpenerId("firm"))),
    (lambda p: p.switch(ASK, False), CardChanges(switches={Length.MINUTE: {ASK: False}})),
    (lambda p: p.write(ASK, "{a} 🌊 \ud83d"), CardChanges(texts={ASK: "{a} 🌊 \ud83d"})),
]


@pytest.mark.parametrize(("act", "changes"), CHANGES)
def test_every_change_survives_a_flush_and_a_new_opening(
    making: Making, act: Callable[[CardPresenter], None], changes: CardChanges
) -> None:
    told: list[bool] = []
    act(making.presenter)
    making.presenter.flush(told.append)
    assert told == [True]
    assert making.kept() == changes
    again = Making(making.desk, making.rupture)
    assert again.presenter.view == making.presenter.view


def test_closing_waits_until_it_is_saved(making: Making) -> None:
    closed: list[bool] = []
    making.presenter.closed.connect(lambda: closed.append(True))
    making.presenter.write(ASK, "Could we?")
    making.jobs.hold = True
    making.presenter.close()
    assert closed == []
    making.jobs.run_held()
    assert closed == [True]
    assert making.kept().texts == {ASK: "Could we?"}


def test_what_can_not_be_saved_stays_and_is_saved_later(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    making.presenter.closed.connect(lambda: happened.append("closed"))
    making.presenter.stayed.connect(lambda: happened.append("stayed"))
    making.presenter.write(ASK, "Could we?")
    with monkeypatch.context() as patch:
        making.break_disk(patch)
        making.presenter.close()
    assert happened == ["stayed"]
    assert making.states.pop() is SaveState.FAILED
    assert line(making.presenter.view, "ask") == "Could we?"
    making.presenter.switch(KNOW, False)
    making.presenter.try_again()
    assert making.states[-1] is SaveState.SAVED
    assert making.kept().texts == {ASK: "Could we?"}
    assert making.kept().switches == {Length.MINUTE: {KNOW: False}}


def test_ones_own_answers_come_back(making: Making) -> None:
    before = making.presenter.view
    making.presenter.write(ASK, "Could we?")
    making.presenter.take_answers(ASK)
    assert making.presenter.view == before
    making.presenter.flush(lambda _saved: None)
    assert making.kept() == CardChanges()


def test_writing_the_same_as_the_answers_is_no_change(making: Making) -> None:
    said = line(making.presenter.view, "ask")
    making.presenter.write(ASK, said + "x")
    making.presenter.write(ASK, said)
    edited = [each.id for each in making.presenter.view.lines if each.is_edited]
    assert edited == []


def test_an_empty_line_that_is_written_is_on_at_this_length(qtbot: QtBot, desk: Desk) -> None:
    making = Making(desk, desk.answer({next(iter(FILLED)): FILLED[next(iter(FILLED))]}))
    making.presenter.write(ECHO, "My uncle")
    assert "echo" in on(making.presenter.view)
    making.presenter.choose_length(Length.PAGE)
    assert "echo" not in on(making.presenter.view)
    assert line(making.presenter.view, "echo") == "My uncle"


def test_a_line_that_is_emptied_and_written_anew_is_on(making: Making) -> None:
    making.presenter.write(ASK, "")
    assert "ask" not in on(making.presenter.view)
    making.presenter.write(ASK, "C")
    assert "ask" in on(making.presenter.view)


def test_looking_saves_nothing(making: Making) -> None:
    making.presenter.choose_length(Length.MINUTE)  # the one that is shown already
    making.presenter.flush(lambda _saved: None)
    making.presenter.pause_typing()
    assert making.kept().texts == {}
    assert making.presenter.view.length is Length.MINUTE

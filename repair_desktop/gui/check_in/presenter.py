"""Keeps one check-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.errors import KnownError
from repair_desktop.core.ids import EntryId, RuptureId
from repair_desktop.core.moods import Mood
from repair_desktop.core.times import Clock, check_past
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.mood import CheckIn, MoodService

Localise = Callable[[datetime], datetime]
"""Gives a naive local time the offset that held at that very moment."""

MIDDLE_OF_DAY = time(12)
"""The time that stands for an earlier day until the person says another."""


class CheckInState(Enum):
    """Where the check-in is."""

    NOT_SAVED = "not_saved"
    SAVING = "saving"
    SAVED = "saved"  # the commit returned
    FAILED = "failed"  # still on screen


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a new check-in begins with.

    Attributes:
        feelings: Feelings named elsewhere, such as in a worksheet.
        day: An earlier day it is about, or None for now.
        entry_id: The worksheet entry it comes from, or None.
        rupture_id: The rupture it belongs to, or None.
    """

    feelings: tuple[RatedWord, ...] = ()
    day: date | None = None
    entry_id: EntryId | None = None
    rupture_id: RuptureId | None = None


@dataclass(frozen=True, slots=True)
class Felt:
    """What the person entered, without its moment; see :class:`~repair_desktop.core.moods.Mood`."""

    pleasantness: int
    energy: int | None = None
    feelings: tuple[RatedWord, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""


class CheckInPresenter(QObject):
    """Saves, changes and deletes one check-in at a time.

    After a save the same check-in is being edited, so that a second save never makes a second one.

    Signals:
        changed: A new :class:`CheckInState`; :attr:`mood` may be another.
        saved: The Mood that was kept.
        deleted: The Mood that was set aside; :meth:`undo_delete` takes it back.
        restored: The Mood that was taken back.
        failed: The KnownError that kept something from being done.
        words_ready: Feelings, then tags, used lately; last used first.
    """

    changed = Signal(object)
    saved = Signal(object)
    deleted = Signal(object)
    restored = Signal(object)
    failed = Signal(object)
    words_ready = Signal(object, object)

    def __init__(
        self,
        mood: MoodService,
        jobs: Jobs,
        clock: Clock,
        localise: Localise = datetime.astimezone,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service = mood
        self._jobs = jobs
        self._clock = clock
        self._localise = localise
        self._prefill = Prefill()
        self._round = 0
        self.mood: Mood | None = None
        self.state = CheckInState.NOT_SAVED

    def begin(self, prefill: Prefill) -> None:
        """Begin a new check-in."""
        self._turn_to(None, prefill)

    def edit(self, mood: Mood) -> None:
        """Change a check-in that was kept."""
        self._turn_to(mood, Prefill(entry_id=mood.entry_id, rupture_id=mood.rupture_id))

    def first_moment(self) -> datetime:
        """Return the local date and time to show at first, without an offset."""
        if self.mood is not None:
            return self.mood.at.replace(tzinfo=None)
        now = self._clock.now().replace(tzinfo=None)
        day = self._prefill.day
        if day is None or day == now.date():
            return now
        return datetime.combine(day, MIDDLE_OF_DAY)

    def moment(self, entered: datetime | None) -> datetime:
        """Return the moment of a check-in, with its offset.

        Args:
            entered: What the clock on the wall said, as the person entered it; None when they left
                the time alone, which keeps a kept moment exactly as it was.

        Raises:
            BadDate: It lies in the future or before 1900.
        """
        now = self._clock.now()
        if entered is None and self.mood is not None:
            return self.mood.at
        if entered is None:
            first = self.first_moment()
            entered = None if first.date() == now.date() else first
        try:
            at = now if entered is None else self._localise(entered)
        except (OSError, OverflowError):
            # Some systems know no offset for times long ago; the present one does for the check.
            assert entered is not None
            at = entered.replace(tzinfo=now.tzinfo)
        return check_past(at, now)

    def save(self, felt: Felt, at: datetime) -> None:
        """Keep what was entered. Nothing happens while a save is on its way."""
        if self.state is CheckInState.SAVING:
            return
        check_in = CheckIn(
            at=at,
            pleasantness=felt.pleasantness,
            energy=felt.energy,
            feelings=felt.feelings,
            tags=felt.tags,
            note=felt.note,
            rupture_id=self._prefill.rupture_id,
            entry_id=self._prefill.entry_id,
        )
        mood_id = self.mood.id if self.mood else None
        now = self._round
        self._set(CheckInState.SAVING)
        self._jobs.submit(
            lambda: self._service.save(check_in, mood_id),
            lambda mood: self._saved(mood, now),
            lambda error: self._failed(error, now),
        )

    def touch(self) -> None:
        """Take note that something was changed after a save."""
        if self.state is CheckInState.SAVED:
            self._set(CheckInState.NOT_SAVED)

    def delete(self) -> None:
        """Set the check-in that is being edited aside."""
        mood = self.mood
        if mood is None or self.state is CheckInState.SAVING:
            return
        self._jobs.submit(
            lambda: self._service.delete(mood.id),
            lambda _none: self._deleted(mood),
            self._tell,
        )

    def undo_delete(self, mood: Mood) -> None:
        """Take a deletion back."""

        def done(_none: None) -> None:
            self.edit(mood)
            self.restored.emit(mood)

        self._jobs.submit(lambda: self._service.restore(mood.id), done, self._tell)

    def read_words(self) -> None:
        """Read which feelings and tags were used lately."""
        service = self._service

        def read() -> tuple[tuple[str, ...], tuple[str, ...]]:
            feelings, tags = (tuple(service.recent_words(kind)) for kind in ("feeling", "tag"))
            return feelings, tags

        def failed(error: Exception) -> None:
            # Without them the lists are complete all the same.
            self.words_ready.emit((), ())
            self._tell(error)

        self._jobs.submit(read, lambda found: self.words_ready.emit(*found), failed)

    def _turn_to(self, mood: Mood | None, prefill: Prefill) -> None:
        self._round += 1
        self.mood = mood
        self._prefill = prefill
        self._set(CheckInState.NOT_SAVED)

    def _saved(self, mood: Mood, round_: int) -> None:
        if round_ == self._round:
            self.mood = mood
            self._set(CheckInState.SAVED)
        self.saved.emit(mood)

    def _failed(self, error: Exception, round_: int) -> None:
        if round_ == self._round:
            self._set(CheckInState.FAILED)
        self._tell(error)

    def _deleted(self, mood: Mood) -> None:
        if self.mood is not None and self.mood.id == mood.id:
            self._turn_to(None, Prefill())
        self.deleted.emit(mood)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)

    def _set(self, state: CheckInState) -> None:
        self.state = state
        self.changed.emit(state)

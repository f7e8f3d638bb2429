"""Keeps one check-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import Enum

from PySide6.QtCore import QObject, Signal

from repair_desktop.core.errors import BadDate, KnownError
from repair_desktop.core.ids import DraftId, MoodId, new_id
from repair_desktop.core.moods import ADDED_LATER_AFTER, Mood
from repair_desktop.core.times import Clock, check_past
from repair_desktop.gui.check_in.draft_presenter import DraftKeeper
from repair_desktop.gui.check_in.entered import Entered, Prefill, on_the_wall
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.drafts import Draft
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


class Task(Enum):
    """What is done to a check-in."""

    SAVE = "save"
    KEEP = "keep"  # as a draft, without being asked
    DELETE = "delete"
    RESTORE = "restore"


class CheckInPresenter(QObject):
    """Saves, changes and deletes one check-in at a time.

    After a save the same check-in is being edited, so that a second save never makes a second one.
    What is entered and not saved is kept as a draft, so that it is never lost.

    Signals:
        changed: A new :class:`CheckInState`; :attr:`mood` may be another.
        taken_up: What a draft holds, an :class:`Entered`; :attr:`mood` may be another.
        kept: What was entered last is in the journal, as a check-in or as a draft.
        saved: The Mood that was kept.
        deleted: The Mood that was set aside, and whether it was still the one that was being
            edited; a new one was begun then. :meth:`undo_delete` takes it back.
        restored: The Mood that was taken back.
        replaced: :attr:`mood` is another, or None: it was changed or deleted elsewhere.
        failed: The :class:`Task` that could not be done, and the KnownError.
        words_ready: Feelings, then tags, used lately; last used first.
        links_ready: What a check-in can belong to, a Linkable.
    """

    changed = Signal(object)
    taken_up = Signal(object)
    kept = Signal()
    saved = Signal(object)
    deleted = Signal(object, bool)
    restored = Signal(object)
    replaced = Signal()
    failed = Signal(object, object)
    words_ready = Signal(object, object)
    links_ready = Signal(object)

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
        self.mood: Mood | None = None
        self.state = CheckInState.NOT_SAVED
        self._drafts: DraftKeeper[Entered] = DraftKeeper(jobs, self)
        self._drafts.kept.connect(self.kept)
        self._drafts.failed.connect(lambda error: self.failed.emit(Task.KEEP, error))
        self.begin(Prefill())

    # --- which one --------------------------------------------------------------------------

    def begin(self, prefill: Prefill) -> None:
        """Begin a new check-in."""
        self._turn_to(None, prefill)

    def edit(self, mood: Mood) -> None:
        """Change a check-in that was kept."""
        self._turn_to(mood, Prefill(entry_id=mood.entry_id))

    def take_up_draft(self) -> None:
        """Go on with what was begun last and not saved, unless something is entered here."""
        turn = self._turn

        def find() -> tuple[Draft, Mood | None] | None:
            for draft in self._service.drafts():
                mood = self._service.find(draft.mood_id) if draft.mood_id is not None else None
                if mood is None or _entered(draft).differs_from(mood):
                    return draft, mood
                self._service.drop_draft(draft.id)  # it was saved elsewhere
            return None

        def found(result: tuple[Draft, Mood | None] | None) -> None:
            if result is None or turn is not self._turn or self.is_unsaved(self._entered):
                return
            draft, mood = result
            entered = _entered(draft)
            prefill = Prefill(entry_id=(mood or draft).entry_id)
            self._turn_to(mood, prefill, (draft.id, entered))
            self.taken_up.emit(replace(entered, when=entered.when or self._meant(draft)))

        self._jobs.submit(find, found, _unless_known)

    def first_shown(self) -> Entered:
        """Return what the form shows at first."""
        if self.mood is not None:
            return Entered.of(self.mood)
        day = self._prefill.day
        earlier = day is not None and day != self._clock.now().date()
        when = datetime.combine(day, MIDDLE_OF_DAY) if day and earlier else None
        return replace(self._prefill.entered, when=when)

    def is_unsaved(self, entered: Entered) -> bool:
        """Tell whether ``entered`` holds something that is not kept yet."""
        if self.mood is not None:
            return entered.differs_from(self.mood)
        return not entered.is_blank and replace(entered, when=None) != self._prefill.entered

    # --- what is not saved ------------------------------------------------------------------

    def change(self, entered: Entered) -> None:
        """Take what stands in the form now. What is unsaved of it is kept within a second."""
        self._entered = entered
        self._drafts.want(self._unsaved())

    def keep(self, then: Callable[[bool], None] | None = None) -> None:
        """Keep what is unsaved at once; ``then`` learns whether it is."""
        self._drafts.flush(then)

    def _unsaved(self) -> Entered | None:
        return self._entered if self.is_unsaved(self._entered) else None

    # --- when it was ------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return what the clock on the wall says, to the minute."""
        return on_the_wall(self._clock.now())

    def moment(self, when: datetime | None) -> datetime:
        """Return the moment of a check-in, with its offset.

        Args:
            when: As in :class:`Entered`. A kept moment that is left alone stays exactly as it was.

        Raises:
            BadDate: It lies in the future or before 1900, or the clocks went forward over it.
        """
        now = self._clock.now()
        if self.mood is not None and when in (None, on_the_wall(self.mood.at)):
            return self.mood.at
        return check_past(now if when is None else self._localised(when, now), now)

    def _meant(self, draft: Draft) -> datetime | None:
        """Return the time of a draft that was left alone: the "now" of back then, or None."""
        if self.mood is not None:
            return on_the_wall(self.mood.at)
        at = draft.changed_at
        if at is None or self._clock.now() - at <= ADDED_LATER_AFTER:
            return None
        return on_the_wall(at)

    def is_added_later(self, at: datetime) -> bool:
        """Tell whether a check-in of that moment is shown as "added later"."""
        written_at = self.mood.written_at if self.mood is not None else self._clock.now()
        return written_at - at > ADDED_LATER_AFTER

    def _localised(self, when: datetime, now: datetime) -> datetime:
        try:
            at = self._localise(when)
        except (OSError, OverflowError, ValueError):
            # Some systems know no offset for times long ago; the present one does for the check.
            return when.replace(tzinfo=now.tzinfo)
        if at.replace(tzinfo=None) != when:
            raise BadDate(reason="not_a_date")
        return at

    # --- keeping and deleting ---------------------------------------------------------------

    def save(self, entered: Entered, then: Callable[[bool], None] | None = None) -> None:
        """Keep what was entered.

        Args:
            entered: What stands in the form, its pleasantness chosen.
            then: Learns whether it is kept.

        Raises:
            BadDate: See :meth:`moment`. Nothing is kept, and ``then`` is not called.
        """
        assert entered.pleasantness is not None
        turn = self._turn
        check_in = CheckIn(
            at=self.moment(entered.when),
            pleasantness=entered.pleasantness,
            energy=entered.energy,
            feelings=entered.feelings,
            tags=entered.tags,
            note=entered.note,
            rupture_id=entered.rupture_id,
            entry_id=self._prefill.entry_id,
            session_id=entered.session_id,
        )

        def keep() -> Mood:
            # Runs where all journal work runs, one after the other, so the first save of a new
            # check-in has named it before the next one asks.
            try:
                mood = self._service.save(check_in, turn.mood_id, turn.draft_id)
            except KeyError:
                # Deleted elsewhere in the meantime. What stands in the form is kept all the same.
                mood = self._service.save(check_in, draft_id=turn.draft_id)
            turn.mood_id = mood.id
            return mood

        def saved(mood: Mood) -> None:
            if turn is self._turn:
                self.mood = mood
            self._end(turn, CheckInState.SAVED)
            self.saved.emit(mood)
            if then is not None:
                then(True)
            self._drafts.release(slot, True, self._unsaved())

        def failed(error: Exception) -> None:
            self._end(turn, CheckInState.FAILED)
            self._tell(Task.SAVE, error)
            if then is not None:
                then(False)
            self._drafts.release(slot, False, self._unsaved())

        slot = self._drafts.hold()
        self.change(entered)
        turn.under_way += 1
        self._set(CheckInState.SAVING)
        self._jobs.submit(keep, saved, failed)

    def delete(self) -> None:
        """Set the check-in that is being edited aside."""
        mood, turn = self.mood, self._turn
        if mood is None:
            return

        def deleted(_none: None) -> None:
            still_here = turn is self._turn
            if still_here:
                self._drafts.want(None)
                self.begin(Prefill())
            self.deleted.emit(mood, still_here)

        self._jobs.submit(
            lambda: self._service.delete(mood.id),
            deleted,
            lambda error: self._tell(Task.DELETE, error),
        )

    def undo_delete(self, mood: Mood) -> None:
        """Take a deletion back. What is being edited stays."""
        self._jobs.submit(
            lambda: self._service.restore(mood.id),
            lambda _none: self.restored.emit(mood),
            lambda error: self._tell(Task.RESTORE, error),
        )

    def look_again(self) -> None:
        """Read anew what is being edited: it may have been changed or deleted elsewhere."""
        mood, turn = self.mood, self._turn
        if mood is None:
            return

        def found(now: Mood | None) -> None:
            if turn is not self._turn or now == self.mood:
                return
            if now is None:
                self.begin(Prefill())
            else:
                self.mood = now
            self.replaced.emit()

        self._jobs.submit(lambda: self._service.find(mood.id), found, _unless_known)

    def read_words(self) -> None:
        """Read which feelings and tags were used lately."""
        service = self._service

        def read() -> tuple[tuple[str, ...], tuple[str, ...]]:
            return tuple(service.recent_words("feeling")), tuple(service.recent_words("tag"))

        def failed(error: Exception) -> None:
            _unless_known(error)
            # Without them the lists are complete all the same.
            self.words_ready.emit((), ())

        self._jobs.submit(read, lambda found: self.words_ready.emit(*found), failed)

    def read_links(self) -> None:
        """Read what a check-in can belong to. Where that fails, there is nothing to choose from."""
        self._jobs.submit(self._service.linkable, self.links_ready.emit, _unless_known)

    def _turn_to(
        self, mood: Mood | None, prefill: Prefill, draft: tuple[DraftId, Entered] | None = None
    ) -> None:
        draft_id, kept = draft or (DraftId(new_id()), None)
        turn = self._turn = _Turn(draft_id, mood.id if mood is not None else None)
        self._prefill = prefill
        self.mood = mood
        self._entered = kept or self.first_shown()

        def write(entered: Entered | None) -> None:
            if entered is None:
                self._service.drop_draft(turn.draft_id)
            else:
                self._service.keep_draft(_draft(turn, prefill, entered))

        self._drafts.turn_to(write, kept)
        self._set(CheckInState.NOT_SAVED)

    def _end(self, turn: _Turn, state: CheckInState) -> None:
        turn.under_way -= 1
        if turn is self._turn and not turn.under_way:
            self._set(state)

    def _tell(self, task: Task, error: Exception) -> None:
        _unless_known(error)
        self.failed.emit(task, error)

    def _set(self, state: CheckInState) -> None:
        self.state = state
        self.changed.emit(state)


@dataclass(slots=True)
class _Turn:
    """The time that one check-in is in the form.

    Attributes:
        draft_id: What it is kept as while it is not saved.
        mood_id: What it is saved as, or None while it is not; read and set by jobs only.
        under_way: How many saves have not come back.
    """

    draft_id: DraftId
    mood_id: MoodId | None = None
    under_way: int = 0


def _draft(turn: _Turn, prefill: Prefill, entered: Entered) -> Draft:
    return Draft(
        id=turn.draft_id,
        mood_id=turn.mood_id,
        pleasantness=entered.pleasantness,
        energy=entered.energy,
        feelings=entered.feelings,
        tags=entered.tags,
        note=entered.note,
        when=entered.when,
        rupture_id=entered.rupture_id,
        entry_id=prefill.entry_id,
        session_id=entered.session_id,
    )


def _entered(draft: Draft) -> Entered:
    """Return what a draft shows."""
    return Entered(
        pleasantness=draft.pleasantness,
        energy=draft.energy,
        feelings=draft.feelings,
        tags=draft.tags,
        note=draft.note,
        when=draft.when,
        rupture_id=draft.rupture_id,
        session_id=draft.session_id,
    )


def _unless_known(error: Exception) -> None:
    """Let a bug through to the crash page."""
    if not isinstance(error, KnownError):
        raise error

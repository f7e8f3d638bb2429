from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from helpers.check_in import SUMMER, WINTER, BreakableMoods, berlin
from helpers.jobs import InlineJobs
from helpers.journals import NOON, a_rupture, an_entry
from helpers.real_journal import SetClock
from PySide6.QtWidgets import QApplication

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.errors import BadDate, DiskFull
from repair_desktop.core.moods import Mood
from repair_desktop.gui.check_in.entered import Entered, Prefill
from repair_desktop.gui.check_in.presenter import (
    CheckInPresenter,
    CheckInState,
    Task,
)
from repair_desktop.services.mood import CheckIn
from repair_desktop.storage.journal import SqlJournal

GOOD = Entered(pleasantness=2)
EVERYTHING = Entered(
    pleasantness=-3,
    energy=4,
    feelings=(RatedWord("hurt", strength=7), RatedWord("grey", own=True)),
    tags=("work",),
    note="The door.\n",
    when=datetime(2026, 11, 22, 21, 15),
)
NOW_ON_THE_WALL = datetime(2026, 11, 23, 12, 0)


class LateJobs:
    """As a worker thread may do: every job has run before the first handler is called."""

    def __init__(self) -> None:
        self._jobs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def submit(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._jobs.append((job, done))

    def run(self) -> None:
        for done, result in [(done, job()) for job, done in self._jobs]:
            done(result)


class Heard:
    """Everything the presenter says."""

    def __init__(self, presenter: CheckInPresenter) -> None:
        self.states: list[CheckInState] = []
        self.saved: list[Mood] = []
        self.deleted: list[tuple[Mood, bool]] = []
        self.restored: list[Mood] = []
        self.failed: list[tuple[Task, str]] = []
        self.words: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.replaced = 0
        presenter.changed.connect(self.states.append)
        presenter.saved.connect(self.saved.append)
        presenter.deleted.connect(lambda mood, here: self.deleted.append((mood, here)))
        presenter.restored.connect(self.restored.append)
        presenter.failed.connect(
            lambda task, error: self.failed.append((task, type(error).__name__))
        )
        presenter.words_ready.connect(lambda feelings, tags: self.words.append((feelings, tags)))
        presenter.replaced.connect(self._count)

    def _count(self) -> None:
        self.replaced += 1


@pytest.fixture
def heard(presenter: CheckInPresenter) -> Heard:
    return Heard(presenter)


# --- keeping ----------------------------------------------------------------------------------


def test_what_was_entered_is_kept(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    told: list[bool] = []
    presenter.save(EVERYTHING, told.append)
    (kept,) = moods.all()
    assert Entered.of(kept) == EVERYTHING
    assert kept.at == datetime(2026, 11, 22, 21, 15, tzinfo=WINTER)
    assert presenter.mood == kept
    assert heard.saved == [kept]
    assert heard.states == [CheckInState.SAVING, CheckInState.SAVED]
    assert told == [True]


def test_a_second_save_changes_the_same_check_in(
    presenter: CheckInPresenter, moods: BreakableMoods
) -> None:
    presenter.save(GOOD)
    presenter.save(replace(GOOD, note="and calm"))
    (kept,) = moods.all()
    assert kept.note == "and calm"


def test_also_before_the_first_save_has_come_back(
    presenter: CheckInPresenter, moods: BreakableMoods, jobs: InlineJobs, heard: Heard
) -> None:
    jobs.hold = True
    told: list[str] = []
    presenter.save(GOOD, lambda kept: told.append(f"first {kept}"))
    presenter.save(Entered(pleasantness=-4), lambda kept: told.append(f"second {kept}"))
    jobs.run_held()
    (kept,) = moods.all()
    assert kept.pleasantness == -4
    assert presenter.mood == kept
    assert told == ["first True", "second True"]
    assert heard.states[-1] is CheckInState.SAVED
    assert heard.states.count(CheckInState.SAVED) == 1  # not while the second is on its way


def test_also_when_the_second_has_run_before_the_first_is_heard_of(
    moods: BreakableMoods, clock: SetClock
) -> None:
    jobs = LateJobs()
    presenter = CheckInPresenter(moods, jobs, clock)
    presenter.save(GOOD)
    presenter.save(Entered(pleasantness=-4))
    jobs.run()
    (kept,) = moods.all()
    assert kept.pleasantness == -4
    assert presenter.mood == kept


def test_a_failure_is_told_and_the_next_try_keeps_one(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    told: list[bool] = []
    moods.fail = DiskFull()
    presenter.save(GOOD, told.append)
    assert heard.failed == [(Task.SAVE, "DiskFull")]
    assert presenter.mood is None
    assert presenter.is_unsaved(GOOD)
    moods.fail = None
    presenter.save(GOOD, told.append)
    assert len(moods.all()) == 1
    assert told == [False, True]
    assert heard.states[1::2] == [CheckInState.FAILED, CheckInState.SAVED]


def test_a_save_that_comes_back_late_belongs_to_its_own_check_in(
    presenter: CheckInPresenter, moods: BreakableMoods, jobs: InlineJobs, heard: Heard
) -> None:
    jobs.hold = True
    presenter.save(GOOD)
    presenter.begin(Prefill())
    jobs.run_held()
    assert presenter.mood is None
    assert presenter.state is CheckInState.NOT_SAVED
    assert [mood.pleasantness for mood in heard.saved] == [2]
    presenter.save(Entered(pleasantness=-2))
    jobs.run_held()
    assert [mood.pleasantness for mood in moods.all()] == [2, -2]


def test_a_prefill_says_where_it_comes_from(
    presenter: CheckInPresenter, moods: BreakableMoods, journal: SqlJournal
) -> None:
    entry, rupture = an_entry(), a_rupture()
    journal.entries.add(entry)
    journal.ruptures.add(rupture)
    presenter.begin(Prefill(entry_id=entry.id, rupture_id=rupture.id))
    presenter.save(replace(presenter.first_shown(), pleasantness=2))
    (kept,) = moods.all()
    assert (kept.entry_id, kept.rupture_id) == (entry.id, rupture.id)
    presenter.edit(kept)
    presenter.save(replace(Entered.of(kept), pleasantness=0))
    assert moods.all() == [replace(kept, pleasantness=0)]


def test_a_check_in_deleted_elsewhere_is_kept_anew(
    presenter: CheckInPresenter, moods: BreakableMoods
) -> None:
    presenter.save(GOOD)
    assert presenter.mood is not None
    moods.delete(presenter.mood.id)
    presenter.save(replace(GOOD, note="still here"))
    presenter.save(replace(GOOD, note="and here"))
    (kept,) = moods.all()
    assert kept.note == "and here"


def test_a_bug_is_no_calm_line(presenter: CheckInPresenter, moods: BreakableMoods) -> None:
    moods.fail = ZeroDivisionError()
    acts: list[Callable[[], None]] = [
        lambda: presenter.save(GOOD),
        presenter.read_words,
    ]
    for act in acts:
        with pytest.raises(ZeroDivisionError):
            act()


# --- drafts -----------------------------------------------------------------------------------


def taken_up(presenter: CheckInPresenter) -> list[Entered]:
    """Take a draft up; return what is shown of it."""
    shown: list[Entered] = []
    presenter.taken_up.connect(shown.append)
    presenter.take_up_draft()
    presenter.taken_up.disconnect(shown.append)
    return shown


@pytest.fixture
def another(
    qapp: QApplication, moods: BreakableMoods, jobs: InlineJobs, clock: SetClock
) -> CheckInPresenter:
    """The next start of the program."""
    return CheckInPresenter(moods, jobs, clock, berlin)


def test_what_is_not_saved_comes_back_exactly(
    presenter: CheckInPresenter,
    another: CheckInPresenter,
    moods: BreakableMoods,
    journal: SqlJournal,
) -> None:
    entry, rupture = an_entry(), a_rupture()
    journal.entries.add(entry)
    journal.ruptures.add(rupture)
    whole = replace(EVERYTHING, rupture_id=rupture.id)
    half = replace(whole, pleasantness=None)
    presenter.begin(Prefill(half.feelings, entry_id=entry.id, rupture_id=rupture.id))
    presenter.change(half)
    presenter.keep()
    assert taken_up(another) == [half]
    assert another.is_unsaved(half)
    another.save(whole)
    (kept,) = moods.all()
    assert Entered.of(kept) == whole
    assert (kept.entry_id, kept.rupture_id) == (entry.id, rupture.id)
    assert not moods.drafts()
    assert taken_up(another) == []


def test_nothing_unsaved_is_nothing_to_keep(
    presenter: CheckInPresenter, moods: BreakableMoods
) -> None:
    given = (RatedWord("hurt"),)
    presenter.begin(Prefill(feelings=given))
    for entered in (Entered(feelings=given), Entered(note=" "), Entered(when=NOW_ON_THE_WALL)):
        presenter.change(entered)
        presenter.keep()
    presenter.save(GOOD)
    presenter.change(GOOD)
    presenter.keep()
    assert not moods.drafts()


def test_a_change_of_a_kept_one_goes_on_with_it_and_its_rupture(
    presenter: CheckInPresenter,
    another: CheckInPresenter,
    moods: BreakableMoods,
    journal: SqlJournal,
) -> None:
    rupture = a_rupture()
    journal.ruptures.add(rupture)
    kept = moods.save(CheckIn(NOON, pleasantness=2, rupture_id=rupture.id))
    presenter.edit(kept)
    presenter.change(replace(Entered.of(kept), note="and more"))
    presenter.keep()
    (entered,) = taken_up(another)
    assert another.mood == kept
    another.save(entered)
    assert moods.all() == [replace(kept, note="and more")]


def test_a_change_of_one_that_is_gone_is_a_new_one(
    presenter: CheckInPresenter, another: CheckInPresenter, moods: BreakableMoods
) -> None:
    kept = moods.save(CheckIn(NOON, pleasantness=2))
    presenter.edit(kept)
    presenter.change(replace(Entered.of(kept), note="and more"))
    presenter.keep()
    moods.delete(kept.id)
    (entered,) = taken_up(another)
    assert another.mood is None
    another.save(entered)
    (new,) = moods.all()
    assert (new.note, new.at) == ("and more", NOON)
    assert new.id != kept.id


def test_a_change_that_was_saved_elsewhere_is_forgotten(
    presenter: CheckInPresenter, another: CheckInPresenter, moods: BreakableMoods
) -> None:
    kept = moods.save(CheckIn(NOON, pleasantness=2))
    presenter.edit(kept)
    presenter.change(replace(Entered.of(kept), pleasantness=4))
    presenter.keep()
    moods.save(CheckIn(NOON, pleasantness=4), kept.id)
    assert taken_up(another) == []
    assert not moods.drafts()


@pytest.mark.parametrize(("minutes", "when"), [(60, None), (61, NOW_ON_THE_WALL)])
def test_now_of_a_draft_is_when_it_was_entered(
    presenter: CheckInPresenter,
    another: CheckInPresenter,
    clock: SetClock,
    minutes: int,
    when: datetime | None,
) -> None:
    presenter.change(Entered(note="the door"))
    presenter.keep()
    clock.pass_by(minutes=minutes)
    assert taken_up(another) == [Entered(note="the door", when=when)]


def test_a_draft_takes_no_place_from_what_was_begun_meanwhile(
    presenter: CheckInPresenter,
    another: CheckInPresenter,
    moods: BreakableMoods,
    jobs: InlineJobs,
) -> None:
    presenter.change(Entered(note="the door"))
    presenter.keep()
    kept = moods.save(CheckIn(NOON, pleasantness=2))
    acts: list[Callable[[], None]] = [
        lambda: another.change(Entered(note="already typing")),
        lambda: another.edit(kept),
    ]
    for act in acts:
        another.begin(Prefill())
        jobs.hold = True
        shown: list[Entered] = []
        another.taken_up.connect(shown.append)
        another.take_up_draft()
        act()
        jobs.run_held()
        jobs.hold = False
        assert shown == []


def test_a_save_leaves_no_draft_however_late_it_is_heard_of(
    qapp: QApplication, moods: BreakableMoods, clock: SetClock
) -> None:
    jobs = LateJobs()
    presenter = CheckInPresenter(moods, jobs, clock)
    presenter.change(GOOD)
    presenter.keep()
    presenter.save(GOOD)
    jobs.run()
    assert len(moods.all()) == 1
    assert not moods.drafts()


def test_what_is_entered_during_a_save_becomes_a_draft_of_it(
    presenter: CheckInPresenter,
    another: CheckInPresenter,
    moods: BreakableMoods,
    jobs: InlineJobs,
) -> None:
    jobs.hold = True
    presenter.save(GOOD)
    presenter.change(replace(GOOD, note="and more"))
    jobs.run_held()
    jobs.hold = False
    presenter.keep()
    assert taken_up(another) == [replace(GOOD, note="and more", when=NOW_ON_THE_WALL)]
    assert another.mood == moods.all()[0]


def test_a_draft_that_can_not_be_kept_is_told(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    told: list[bool] = []
    moods.fail = DiskFull()
    presenter.change(Entered(note="the door"))
    presenter.keep(told.append)
    moods.fail = None
    presenter.keep(told.append)
    assert told == [False, True]
    assert heard.failed == [(Task.KEEP, "DiskFull")]
    assert [draft.note for draft in moods.drafts()] == ["the door"]


def test_a_save_that_fails_when_the_next_one_is_begun_leaves_a_draft(
    presenter: CheckInPresenter, moods: BreakableMoods, jobs: InlineJobs
) -> None:
    jobs.hold = True
    presenter.save(GOOD)
    presenter.begin(Prefill())
    moods.fail = DiskFull()
    jobs.run_held()
    moods.fail = None
    jobs.run_held()
    assert [draft.pleasantness for draft in moods.drafts()] == [2]
    assert not moods.all()


# --- what is shown, and what is unsaved -------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (None, None),
        (date(2026, 11, 23), None),
        (date(2026, 11, 20), datetime(2026, 11, 20, 12, 0)),
    ],
)
def test_what_a_new_check_in_shows(
    presenter: CheckInPresenter, day: date | None, when: datetime | None
) -> None:
    feelings = (RatedWord("hurt", strength=7),)
    presenter.begin(Prefill(feelings=feelings, day=day))
    assert presenter.first_shown() == Entered(feelings=feelings, when=when)


def test_what_a_kept_one_shows(presenter: CheckInPresenter, moods: BreakableMoods) -> None:
    presenter.edit(moods.save(CheckIn(NOON + timedelta(seconds=47), pleasantness=2)))
    assert presenter.first_shown() == replace(GOOD, when=NOW_ON_THE_WALL)


@pytest.mark.parametrize(
    ("entered", "unsaved"),
    [
        (Entered(), False),
        (Entered(when=datetime(2026, 11, 20, 9, 0)), False),
        (Entered(note=" \n"), False),
        (Entered(pleasantness=0), True),
        (Entered(energy=0), True),
        (Entered(note="."), True),
        (Entered(tags=("work",)), True),
        (Entered(feelings=(RatedWord("hurt"),)), True),
    ],
)
def test_something_new_is_unsaved_once_it_says_something(
    presenter: CheckInPresenter, entered: Entered, unsaved: bool
) -> None:
    assert presenter.is_unsaved(entered) is unsaved


def test_feelings_that_were_given_are_nothing_to_save(presenter: CheckInPresenter) -> None:
    given = (RatedWord("hurt", strength=7),)
    presenter.begin(Prefill(feelings=given))
    assert not presenter.is_unsaved(Entered(feelings=given))
    assert not presenter.is_unsaved(Entered())
    assert presenter.is_unsaved(Entered(feelings=(RatedWord("hurt"),)))
    assert presenter.is_unsaved(Entered(pleasantness=-2, feelings=given))


@pytest.mark.parametrize(
    "changed",
    [
        {"pleasantness": None},
        {"energy": None},
        {"feelings": ()},
        {"tags": ()},
        {"note": "The door."},
        {"when": datetime(2026, 11, 22, 21, 16)},
    ],
)
def test_a_kept_one_is_unsaved_once_it_differs(
    presenter: CheckInPresenter, changed: dict[str, object]
) -> None:
    presenter.save(EVERYTHING)
    assert not presenter.is_unsaved(EVERYTHING)
    assert presenter.is_unsaved(replace(EVERYTHING, **changed))  # type: ignore[arg-type]


def test_now_is_no_change_once_it_is_kept(presenter: CheckInPresenter, clock: SetClock) -> None:
    presenter.save(GOOD)
    clock.pass_by(hours=2)
    assert not presenter.is_unsaved(GOOD)


# --- moments ----------------------------------------------------------------------------------


def test_now_is_the_moment_of_saving(
    presenter: CheckInPresenter, moods: BreakableMoods, clock: SetClock
) -> None:
    presenter.begin(Prefill())
    clock.pass_by(minutes=17, seconds=5)
    presenter.save(GOOD)
    assert moods.all()[0].at == NOON + timedelta(minutes=17, seconds=5)


@pytest.mark.parametrize("when", [None, NOW_ON_THE_WALL])
def test_a_kept_moment_that_is_left_alone_stays_exact(
    presenter: CheckInPresenter, moods: BreakableMoods, clock: SetClock, when: datetime | None
) -> None:
    kept = moods.save(CheckIn(NOON + timedelta(seconds=47), pleasantness=2))
    clock.pass_by(days=3)
    presenter.edit(kept)
    presenter.save(replace(GOOD, energy=1, when=when))
    assert moods.all()[0].at == kept.at


@pytest.mark.parametrize(
    ("when", "at"),
    [
        (datetime(2026, 7, 1, 8, 0), datetime(2026, 7, 1, 8, 0, tzinfo=SUMMER)),
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 1, 59, tzinfo=WINTER)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 3, 0, tzinfo=SUMMER)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 2, 30, tzinfo=SUMMER)),
        (datetime(1900, 1, 1, 0, 0), datetime(1900, 1, 1, 0, 0, tzinfo=WINTER)),
        (datetime(2026, 11, 23, 12, 5), datetime(2026, 11, 23, 12, 5, tzinfo=WINTER)),
    ],
)
def test_an_earlier_time_has_the_offset_that_held_then(
    presenter: CheckInPresenter, when: datetime, at: datetime
) -> None:
    found = presenter.moment(when)
    assert (found, found.utcoffset()) == (at, at.utcoffset())


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (datetime(2026, 11, 23, 12, 6), "future"),
        (datetime(2030, 1, 1), "future"),
        (datetime(1899, 12, 31, 23, 59), "too_early"),
        (datetime(1752, 9, 14), "too_early"),
        (datetime(2026, 3, 29, 2, 0), "not_a_date"),
        (datetime(2026, 3, 29, 2, 59), "not_a_date"),
    ],
)
def test_a_moment_that_can_not_be_is_refused_and_nothing_kept(
    presenter: CheckInPresenter,
    moods: BreakableMoods,
    heard: Heard,
    when: datetime,
    reason: str,
) -> None:
    told: list[bool] = []
    with pytest.raises(BadDate) as error:
        presenter.save(replace(GOOD, when=when), told.append)
    assert error.value.facts == {"reason": reason}
    assert (moods.all(), heard.states, told) == ([], [], [])


@pytest.mark.parametrize("fault", [OSError, OverflowError, ValueError])
def test_where_no_offset_is_known_the_present_one_serves(
    moods: BreakableMoods, jobs: InlineJobs, clock: SetClock, fault: type[Exception]
) -> None:
    def unknown(_when: datetime) -> datetime:
        raise fault

    presenter = CheckInPresenter(moods, jobs, clock, unknown)
    assert presenter.moment(datetime(1950, 5, 1, 8, 0)).utcoffset() == NOON.utcoffset()
    with pytest.raises(BadDate):
        presenter.moment(datetime(1899, 5, 1))


def test_the_computers_own_time_zone_is_asked(
    moods: BreakableMoods, jobs: InlineJobs, clock: SetClock
) -> None:
    when = datetime(2026, 7, 1, 8, 0)
    assert CheckInPresenter(moods, jobs, clock).moment(when) == when.astimezone()


def test_added_later_is_counted_from_when_it_was_written(
    presenter: CheckInPresenter, moods: BreakableMoods, clock: SetClock
) -> None:
    hour, more = timedelta(hours=1), timedelta(hours=1, minutes=1)
    assert not presenter.is_added_later(NOON - hour)
    assert presenter.is_added_later(NOON - more)
    presenter.edit(moods.save(CheckIn(NOON, pleasantness=0)))
    clock.pass_by(days=9)
    assert not presenter.is_added_later(NOON - hour)
    assert presenter.is_added_later(NOON - more)


# --- deleting ---------------------------------------------------------------------------------


def test_a_deletion_and_back(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    presenter.save(GOOD)
    (kept,) = moods.all()
    presenter.delete()
    assert not moods.all()
    assert heard.deleted == [(kept, True)]
    assert presenter.mood is None
    presenter.undo_delete(kept)
    assert moods.all() == [kept]
    assert heard.restored == [kept]


def test_nothing_kept_is_nothing_to_delete(presenter: CheckInPresenter, heard: Heard) -> None:
    presenter.delete()
    assert heard.deleted == []


def test_a_late_deletion_leaves_the_next_check_in_alone(
    presenter: CheckInPresenter, jobs: InlineJobs, heard: Heard
) -> None:
    presenter.save(GOOD)
    jobs.hold = True
    presenter.delete()
    feelings = (RatedWord("hurt"),)
    presenter.begin(Prefill(feelings=feelings))
    jobs.run_held()
    assert [here for _mood, here in heard.deleted] == [False]
    assert presenter.first_shown().feelings == feelings


def test_what_can_not_be_deleted_or_taken_back_is_told(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    presenter.save(GOOD)
    (kept,) = moods.all()
    moods.fail = DiskFull()
    presenter.delete()
    assert presenter.mood == kept
    presenter.undo_delete(kept)
    assert heard.failed == [(Task.DELETE, "DiskFull"), (Task.RESTORE, "DiskFull")]
    assert (heard.deleted, heard.restored) == ([], [])


# --- what happens elsewhere -------------------------------------------------------------------


def test_a_change_elsewhere_is_followed(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    presenter.save(GOOD)
    presenter.look_again()
    assert heard.replaced == 0
    assert presenter.mood is not None
    changed = moods.save(CheckIn(NOON, pleasantness=-4), presenter.mood.id)
    presenter.look_again()
    assert presenter.mood == changed
    assert heard.replaced == 1


def test_a_deletion_elsewhere_begins_a_new_one(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    presenter.look_again()
    presenter.save(GOOD)
    moods.delete(moods.all()[0].id)
    presenter.look_again()
    assert presenter.mood is None
    assert heard.replaced == 1


def test_looking_again_is_too_late_for_another_check_in(
    presenter: CheckInPresenter, moods: BreakableMoods, jobs: InlineJobs, heard: Heard
) -> None:
    presenter.save(GOOD)
    assert presenter.mood is not None
    moods.delete(presenter.mood.id)
    other = moods.save(CheckIn(NOON, pleasantness=0))
    jobs.hold = True
    presenter.look_again()
    presenter.edit(other)
    jobs.run_held()
    assert presenter.mood == other
    assert heard.replaced == 0


def test_what_can_not_be_read_again_stays(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    presenter.save(GOOD)
    moods.fail = DiskFull()
    presenter.look_again()
    assert presenter.mood is not None
    assert (heard.replaced, heard.failed) == (0, [])


# --- words ------------------------------------------------------------------------------------


def test_words_used_lately_are_read(
    presenter: CheckInPresenter, clock: SetClock, heard: Heard
) -> None:
    presenter.save(replace(EVERYTHING, tags=("sleep",)))
    clock.pass_by(minutes=1)
    presenter.save(replace(EVERYTHING, feelings=(), tags=("work",)))
    presenter.read_words()
    ((feelings, tags),) = heard.words
    assert set(feelings) == {"hurt", "grey"}
    assert tags == ("work", "sleep")


def test_without_them_the_lists_come_all_the_same(
    presenter: CheckInPresenter, moods: BreakableMoods, heard: Heard
) -> None:
    moods.fail = DiskFull()
    presenter.read_words()
    assert heard.words == [((), ())]
    assert heard.failed == []

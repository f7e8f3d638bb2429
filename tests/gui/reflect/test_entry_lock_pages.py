"""Locking a letter away and opening it again, by keys, on a real journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.jobs import InlineJobs
from helpers.journey import NAME, BreakableReflect
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.vault import quick_sealer
from helpers.vault_pages import ShownPage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from repair_desktop.core.answers import Answer, ChoiceAnswer, TextAnswer
from repair_desktop.core.errors import DiskFull, EntryLocked
from repair_desktop.core.ids import EntryId, OptionId, PromptId, WorksheetId
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.entry_lock_presenter import LockAwayPresenter, LockedPresenter
from repair_desktop.gui.reflect.lock_away_page import LockAwayPage
from repair_desktop.gui.reflect.locked_page import LockedPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.storage.journal import SqlJournal

SHEET = WORKSHEETS[WorksheetId("letter")]
LETTER, END = PromptId("le.letter"), PromptId("le.end")
WHAT = "A letter I will not send, 11/23/26"
WORDS = "four quiet paper boats"
FIRST, SECOND = "A passphrase for this page", "The same passphrase again"
PRESENT = "The passphrase of this page"
TAKE_OFF = "Take the lock off for good"
UNLOCK = "Unlock it"
TEXT = "What I never told you.\n{braces} <b>and</b> all of it"
WRONG = "That passphrase does not open this page. Nothing was changed. Look whether Caps Lock is on"
ANSWERS: dict[PromptId, Answer] = {
    LETTER: TextAnswer(TEXT),
    END: ChoiceAnswer((OptionId("lock"),)),
}


class LockingAway(ShownPage[LockAwayPage]):
    def __init__(self, qtbot: QtBot, locks: EntryLocks, letter: EntryId) -> None:
        self.jobs = InlineJobs()
        self.presenter = LockAwayPresenter(locks, letter, self.jobs)
        self.locked: list[bool] = []
        self.presenter.locked.connect(lambda: self.locked.append(True))
        super().__init__(qtbot, LockAwayPage(self.presenter, WHAT, ProblemWords()))


class Opening(ShownPage[LockedPage]):
    def __init__(self, qtbot: QtBot, locks: EntryLocks, letter: EntryId) -> None:
        self.jobs = InlineJobs()
        self.presenter = LockedPresenter(locks, letter, self.jobs)
        self.unlocked: list[bool] = []
        self.presenter.unlocked.connect(lambda: self.unlocked.append(True))
        page = LockedPage(self.presenter, SHEET, WHAT, NAME, ProblemWords())
        super().__init__(qtbot, page)

    def texts(self) -> dict[str, str]:
        """What is there to be read, under the names of its fields."""
        shown = [text for text in self.page.findChildren(QPlainTextEdit) if text.isVisible()]
        assert all(text.isReadOnly() for text in shown)
        return {text.accessibleName(): text.toPlainText() for text in shown}


@pytest.fixture
def locks(journal: SqlJournal, clock: SetClock) -> EntryLocks:
    return EntryLocks(journal, quick_sealer(), clock)


@pytest.fixture
def letter(reflect: BreakableReflect) -> EntryId:
    opened = reflect.begin(SHEET.id)
    reflect.save(opened.entry.id, ANSWERS, END)
    return opened.entry.id


@pytest.fixture
def locking(qtbot: QtBot, locks: EntryLocks, letter: EntryId) -> LockingAway:
    return LockingAway(qtbot, locks, letter)


@pytest.fixture
def make(qtbot: QtBot, locks: EntryLocks, letter: EntryId) -> Callable[[], Opening]:
    """Lock the letter away, and show its page."""

    def make() -> Opening:
        locks.lock(letter, WORDS)
        return Opening(qtbot, locks, letter)

    return make


@contextmanager
def full_disk(journal: SqlJournal) -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise DiskFull()

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(journal.locks, "lock", refuse)
        broken.setattr(journal.locks, "unlock", refuse)
        yield


# --- locking away ---------------------------------------------------------------------------


def test_what_it_means_is_said_before_anything_is_typed(locking: LockingAway) -> None:
    said = locking.words()
    for sentence in (
        WHAT,
        "Nobody can read it without that, not even with your journal open.",
        "Backups made before now hold it without this lock.",
        "Then what you wrote here is lost for good.",
        "Your recovery code does not open it",
    ):
        assert sentence in said
    assert TEXT not in said
    assert locking.focus() is locking.button("Leave it as it is")
    locking.check_access()
    locking.press("Leave it as it is")
    assert locking.closed == [True]


def test_typed_twice_it_is_locked(locking: LockingAway, journal: SqlJournal) -> None:
    locking.write(FIRST, WORDS)
    locking.enter(FIRST)
    locking.write(SECOND, WORDS)
    locking.enter(SECOND)
    assert locking.locked == [True]
    assert journal.database.execute("SELECT * FROM answer") == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", "Type a passphrase of 12 characters or more, or let Repair make one."),
        ("short", "short", "This is shorter than 12 characters. Add a word or two."),
        (WORDS, WORDS.upper(), "The two are not the same."),
    ],
)
def test_a_passphrase_that_will_not_do_locks_nothing(
    locking: LockingAway,
    letter: EntryId,
    reflect: BreakableReflect,
    first: str,
    second: str,
    said: str,
) -> None:
    locking.write(FIRST, first)
    locking.write(SECOND, second)
    locking.press("Lock it away")
    assert said in locking.words()
    assert locking.locked == []
    assert reflect.open(letter).answers == ANSWERS


def test_while_it_is_locked_the_page_says_so_and_waits(locking: LockingAway) -> None:
    locking.jobs.hold = True
    for name in (FIRST, SECOND):
        locking.write(name, WORDS)
    locking.press("Lock it away")
    assert "Locking…" in locking.words()
    for name in ("Lock it away", "Leave it as it is"):
        assert not locking.button(name).isEnabled()
    assert locking.field(FIRST).isReadOnly()
    locking.enter(SECOND)
    locking.jobs.run_held()
    assert locking.locked == [True]


def test_a_full_disk_is_said_and_nothing_is_lost(
    locking: LockingAway, journal: SqlJournal, reflect: BreakableReflect, letter: EntryId
) -> None:
    for name in (FIRST, SECOND):
        locking.write(name, WORDS)
    with full_disk(journal):
        locking.press("Lock it away")
    assert "The disk is full" in locking.words()
    assert reflect.open(letter).answers == ANSWERS
    assert locking.typed() == [WORDS, WORDS]
    locking.press("Lock it away")
    assert locking.locked == [True]


def test_one_that_was_locked_meanwhile_says_which_passphrase_opens_it(
    locking: LockingAway, locks: EntryLocks, letter: EntryId
) -> None:
    locks.lock(letter, WORDS)
    for name in (FIRST, SECOND):
        locking.write(name, WORDS.upper())
    locking.press("Lock it away")
    assert "This page was locked already. The passphrase from then opens it" in locking.words()
    assert locking.presenter.is_locked
    assert locking.locked == []
    assert locking.field(FIRST).isReadOnly()
    assert locking.focus() is locking.button("Back")
    locking.press("Back")
    assert locking.closed == [True]


# --- opening --------------------------------------------------------------------------------


def test_it_is_read_and_stays_locked(
    make: Callable[[], Opening], reflect: BreakableReflect, letter: EntryId
) -> None:
    opening = make()
    assert WHAT in opening.words()
    assert opening.texts() == {}
    assert opening.focus() is opening.field(PRESENT)
    opening.check_access()
    opening.write(PRESENT, WORDS)
    opening.enter(PRESENT)
    assert opening.texts() == {
        "Write what you want to say.": TEXT,
        "What do you want to do with it?": "I want to lock it away",
    }
    assert opening.title() == WHAT
    assert "The lock is still on. When you leave this page, it is hidden again." in opening.words()
    assert isinstance(opening.focus(), QPlainTextEdit)
    assert opening.typed() == []
    assert opening.buttons() == ["Close"]
    opening.check_access()
    QTest.keyClicks(opening.focus(), "more")
    assert TEXT in opening.texts().values()
    with pytest.raises(EntryLocked):
        reflect.open(letter)
    opening.press("Close")
    assert opening.closed == [True]


def test_the_lock_is_taken_off(
    make: Callable[[], Opening], reflect: BreakableReflect, letter: EntryId
) -> None:
    opening = make()
    opening.tick(TAKE_OFF)
    assert opening.buttons() == ["Show", UNLOCK, "Back"]
    opening.write(PRESENT, WORDS)
    opening.press(UNLOCK)
    assert opening.unlocked == [True]
    assert opening.texts() == {}
    assert reflect.open(letter).answers == ANSWERS


@pytest.mark.parametrize("off", [True, False])
def test_a_wrong_passphrase_is_one_sentence_and_another_try(
    make: Callable[[], Opening], off: bool
) -> None:
    opening = make()
    if off:
        opening.tick(TAKE_OFF)
    for typed in ("wrong horse battery", "", "wrong again and again"):
        opening.write(PRESENT, typed)
        opening.enter(PRESENT)
        assert (WRONG if typed else "Type the passphrase of this page.") in opening.words()
        assert opening.focus() is opening.field(PRESENT)
        assert opening.field(PRESENT).accessibleDescription()
    assert opening.field(PRESENT).selectedText()
    QTest.keyClicks(opening.field(PRESENT), WORDS)
    assert WRONG not in opening.words()
    opening.enter(PRESENT)
    assert bool(opening.unlocked) is off
    assert bool(opening.texts()) is not off


def test_a_damaged_lock_is_told_from_a_wrong_passphrase(
    make: Callable[[], Opening], journal: SqlJournal
) -> None:
    opening = make()
    journal.database.execute("UPDATE locked_entry SET memlimit = 1 << 40")
    opening.write(PRESENT, WORDS)
    opening.enter(PRESENT)
    assert "This locked page can not be read." in opening.words()
    assert opening.texts() == {}


def test_where_the_sealed_words_are_damaged_nothing_is_promised(
    make: Callable[[], Opening], journal: SqlJournal
) -> None:
    opening = make()
    journal.database.execute("UPDATE locked_entry SET sealed = randomblob(length(sealed))")
    opening.write(PRESENT, WORDS)
    opening.enter(PRESENT)
    assert WRONG in opening.words()
    assert "the page may be damaged. A backup may hold a whole one." in opening.words()
    assert "Nothing is lost" not in opening.words()


def test_a_full_disk_leaves_the_lock_on(make: Callable[[], Opening], journal: SqlJournal) -> None:
    opening = make()
    opening.tick(TAKE_OFF)
    opening.write(PRESENT, WORDS)
    with full_disk(journal):
        opening.press(UNLOCK)
    assert "The disk is full" in opening.words()
    assert opening.unlocked == []
    opening.press(UNLOCK)
    assert opening.unlocked == [True]


def test_opening_takes_no_second_press_meanwhile(make: Callable[[], Opening]) -> None:
    opening = make()
    opening.jobs.hold = True
    opening.write(PRESENT, WORDS)
    opening.enter(PRESENT)
    assert "Opening…" in opening.words()
    assert not opening.box(TAKE_OFF).isEnabled()
    assert not opening.button("Back").isEnabled()
    opening.enter(PRESENT)
    opening.jobs.run_held()
    assert len(opening.texts()) == 2


def test_an_empty_page_says_so(
    qtbot: QtBot, reflect: BreakableReflect, locks: EntryLocks, letter: EntryId
) -> None:
    reflect.save(letter, {LETTER: None, END: None}, END)
    locks.lock(letter, WORDS)
    opening = Opening(qtbot, locks, letter)
    opening.write(PRESENT, WORDS)
    opening.enter(PRESENT)
    assert "Nothing is written here." in opening.words()
    assert opening.focus() is opening.button("Close")


# --- looks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_the_smallest_window(
    theme: ThemeController,
    locking: LockingAway,
    make: Callable[[], Opening],
    percent: int,
) -> None:
    theme.apply(Theme.LIGHT, percent)
    opening = make()
    for shown in (locking, opening):
        shown.page.setStyleSheet("")
        shown.page.resize(SMALLEST_PAGE)
    assert list(cut_off(locking.page)) == []
    assert list(cut_off(opening.page)) == []
    locking.press("Lock it away")
    assert list(cut_off(locking.page)) == []
    opening.write(PRESENT, "wrong")
    opening.enter(PRESENT)
    assert list(cut_off(opening.page)) == []
    opening.write(PRESENT, WORDS)
    QTest.keyClick(opening.field(PRESENT), Qt.Key.Key_Return)
    assert list(cut_off(opening.page)) == []

"""Whole flows on the real window: what a person does from the first start to the last save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.disks import fill, small_disk
from helpers.whole_program import Home, Person
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from repair_desktop.app.program import Program
from repair_desktop.core.errors import KeyringLocked
from repair_desktop.gui.help.not_yours_page import NotYoursPage
from repair_desktop.gui.reflect.journey_page import JourneyPage
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.storage.opener import SqlCipherOpener

WARNING = "Repair locks itself in half a minute. Move or press a key to stay."
SENTENCE = "The kettle stayed cold all through the hour"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def person(home: Home) -> Iterator[Person]:
    with home.program() as person:
        person.make_a_journal()
        yield person


def begin_a_journey(person: Person) -> None:
    person.press("Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))


def go_to_the_camera_question(person: Person) -> QPlainTextEdit:
    """Go on until the question what a camera would have seen."""
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    return next(person.hands.all(QPlainTextEdit))


def write(person: Person, text: str = SENTENCE) -> None:
    begin_a_journey(person)
    person.hands.type(text, go_to_the_camera_question(person))


# --- from start to start ----------------------------------------------------------------------


def test_what_was_written_is_there_after_the_next_start(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        write(person)
    assert len(home.secrets.items) == 1
    with home.program() as person:
        person.wait_for_page("Today")
        person.press("Carry on: Something felt off")
        person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
        assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE
        assert "You stopped here." in read_aloud(person.window)


def test_looking_leaves_nothing_behind(person: Person) -> None:
    begin_a_journey(person)
    go_to_the_camera_question(person)
    person.press("Reflect")
    person.wait_for_page("Reflect")
    assert "Nothing is written here yet." in read_aloud(person.window)


def test_a_journal_behind_a_passphrase(home: Home) -> None:
    home.secrets.is_available = False
    with home.program() as person:
        person.wait_for_page("Welcome to Repair")
        person.press("Start")
        person.press("Continue")
        person.wait(lambda: len(list(person.hands.all(QLineEdit))) == 2)
        for field in list(person.hands.all(QLineEdit)):
            person.hands.type("four quiet paper boats", field)
        person.press("Continue")
        code = person.write_down_the_code()
        person.wait_for_page("Today")
        person.press("Lock")
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.hands.type("four quiet paper boots", next(person.hands.all(QLineEdit)))
        person.press("Open my journal")
        assert "That passphrase does not open this journal" in read_aloud(person.window)
        person.hands.type("four quiet paper boats")  # over the wrong one, which is marked
        person.press("Open my journal")
        person.wait_for_page("Today")

    # It is forgotten; the code on paper opens the journal, and another one is chosen.
    with home.program() as person:
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.hands.type("four quiet paper what", next(person.hands.all(QLineEdit)))
        person.press("Open my journal")
        person.press("Use my recovery code")
        person.hands.type(code.lower(), person.hands.find("Recovery code", QLineEdit))
        person.press("Open my journal")
        person.wait(lambda: person.hands.sees("Use this passphrase"))
        for field in list(person.hands.all(QLineEdit)):
            person.hands.type("five loud paper kites", field)
        person.press("Use this passphrase")
        person.wait_for_page("Today")
    assert home.secrets.items == {}
    with home.program() as person:
        person.wait(lambda: person.hands.sees("Open my journal"))
        person.hands.type("five loud paper kites", next(person.hands.all(QLineEdit)))
        person.press("Open my journal")
        person.wait_for_page("Today")


def test_a_key_that_the_keyring_lost_and_a_code_on_paper(home: Home) -> None:
    with home.program() as person:
        code = person.make_a_journal()
        write(person)
    home.secrets.items.clear()
    with home.program() as person:
        person.press("Use my recovery code")
        person.hands.type(code[:-1], person.hands.find("Recovery code", QLineEdit))
        person.press("Open my journal")
        assert "Group 7 does not look right." in read_aloud(person.window)
        person.hands.type(code[-1])
        person.press("Open my journal")
        assert "GNOME Keyring has the key again" in read_aloud(person.window)
        person.press("Open my journal")
        person.wait_for_page("Today")
        person.press("Settings")
        person.wait_for_page("Settings")
        assert "It opens with your recovery code as well." in read_aloud(person.window)
    with home.program() as person:
        person.wait_for_page("Today")
        person.press("Carry on: Something felt off")
        person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
        assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE
    for file in home.folder.rglob("*"):
        if file.is_file():
            assert not any(form.encode() in file.read_bytes() for form in (code, code[:9]))


def test_a_program_that_ends_while_the_code_is_shown_leaves_nothing(home: Home) -> None:
    with home.program() as person:
        person.wait_for_page("Welcome to Repair")
        person.press("Start")
        person.press("Continue")
        person.press("Only me")
        person.wait(lambda: person.hands.sees("This computer account"))
        person.press("Continue")
        person.wait_for_page("Your recovery code")
    assert home.secrets.items == {}
    assert not list(home.folder.glob("vault.json*"))
    assert not list(home.folder.glob("*.db*"))
    with home.program() as person:
        person.make_a_journal()


def test_a_keyring_that_is_locked_makes_no_new_journal(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
    home.secrets.fail = KeyringLocked()
    with home.program() as person:
        person.wait(lambda: person.hands.sees("Try again"))
        assert "Your password store is locked" in read_aloud(person.window)
        home.secrets.fail = None
        person.press("Try again")
        person.wait_for_page("Today")


# --- locking and hiding -----------------------------------------------------------------------


def test_locking_saves_hides_and_destroys_every_word(person: Person) -> None:
    write(person)
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not person.window.findChildren(JourneyPage)
    assert SENTENCE not in read_aloud(person.window)
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert "Last worked on" in read_aloud(person.window)


def test_quick_hide_covers_everything_at_once_and_then_locks(person: Person) -> None:
    write(person)
    person.hands.key(Qt.Key.Key_F9)
    assert person.window.is_veiled
    person.wait(lambda: person.window.findChild(JourneyPage) is None)
    person.hands.key(Qt.Key.Key_Space)
    person.wait(lambda: not person.window.is_veiled)
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert SENTENCE not in read_aloud(person.window)


def test_quick_hide_works_over_a_dialog(person: Person) -> None:
    dialog = QInputDialog(person.window)
    dialog.open()
    person.wait(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert person.window.is_veiled
    assert not dialog.isVisible()


def test_nobody_there_is_warned_of_and_then_locked(person: Person) -> None:
    write(person)
    person.be_away(271)
    assert WARNING in read_aloud(person.window)
    QTest.keyClick(person.window.windowHandle(), Qt.Key.Key_Shift)
    assert WARNING not in read_aloud(person.window)
    person.be_away(271)
    person.be_away(30)
    assert person.window.is_veiled
    person.wait(lambda: person.hands.sees("Open my journal"))
    person.wait(lambda: not person.window.is_veiled)
    assert SENTENCE not in read_aloud(person.window)
    person.be_away(10_000)
    assert WARNING not in read_aloud(person.window)
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert "Last worked on" in read_aloud(person.window)


def test_a_computer_that_sleeps_finds_it_locked_and_the_words_saved(
    home: Home, person: Person
) -> None:
    write(person)
    home.session_watch.lock_wanted.emit()
    assert person.window.is_veiled
    assert home.session_watch.let_sleeps == 0
    home.session_watch.lock_wanted.emit()  # the screen locks, too
    person.wait(lambda: home.session_watch.let_sleeps == 1)
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert SENTENCE not in read_aloud(person.window)
    home.session_watch.lock_wanted.emit()
    assert home.session_watch.let_sleeps == 2
    person.wait(lambda: not person.window.is_veiled)
    person.press("Open my journal")
    person.press("Carry on: Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE


def test_a_journal_that_opens_while_the_computer_goes_to_sleep_locks_again(
    home: Home, person: Person
) -> None:
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    person.wait(lambda: not person.program.is_busy)
    person.press("Open my journal")
    home.session_watch.lock_wanted.emit()  # before anything came back
    person.wait(lambda: person.hands.sees("Open my journal"))
    person.press("Open my journal")
    person.wait_for_page("Today")


class Afresh:
    """Takes the place of a fresh process, and remembers what it got."""

    def __init__(self, fail: bool = False) -> None:
        self.looks: list[str] = []
        self._fail = fail

    def __call__(self, looks: str) -> None:
        self.looks.append(looks)
        if self._fail:
            raise OSError

    def looks_like(self, *marks: str) -> bool:
        return set(self.looks[-1].split(",")[1:]) - {""} == set(marks)


def test_after_locking_a_fresh_process_shows_the_door(home: Home) -> None:
    home.start_afresh = afresh = Afresh()
    with home.program() as person:
        person.make_a_journal()
        write(person)
        person.press("Lock")
        person.wait(lambda: not person.window.isVisible())
    assert afresh.looks_like()
    home.secrets.fail = KeyringLocked()  # it is not asked before the person asks
    with home.program(lambda program: program.begin(afresh.looks[0])) as person:
        person.wait(lambda: person.hands.sees("Open my journal"))
        home.secrets.fail = None
        person.press("Open my journal")
        person.wait_for_page("Today")


def test_hidden_it_comes_back_hidden(home: Home) -> None:
    home.start_afresh = afresh = Afresh()
    with home.program() as person:
        person.make_a_journal()
        person.hands.key(Qt.Key.Key_F9)
        person.wait(lambda: not person.window.isVisible())
    assert afresh.looks_like("veiled")
    with home.program(lambda program: program.begin(afresh.looks[0])) as person:
        person.settle()
        assert person.window.is_veiled
        assert not person.hands.sees("Open my journal")
        QTest.keyClick(person.window.windowHandle(), Qt.Key.Key_Space)
        person.wait(lambda: person.hands.sees("Open my journal"))


def test_locked_unasked_it_comes_back_with_the_door(home: Home) -> None:
    home.start_afresh = afresh = Afresh()
    with home.program() as person:
        person.make_a_journal()
        person.be_away(271)
        person.be_away(30)
        person.wait(lambda: not person.window.isVisible())
    assert afresh.looks_like()
    assert home.session_watch.let_sleeps == 0  # the computer sleeps without a word in memory


def test_without_a_fresh_process_this_one_shows_the_door(home: Home) -> None:
    home.start_afresh = afresh = Afresh(fail=True)
    with home.program() as person:
        person.make_a_journal()
        home.session_watch.lock_wanted.emit()
        person.wait(lambda: person.hands.sees("Open my journal"))
        assert len(afresh.looks) == 1
        assert home.session_watch.let_sleeps == 1
        person.press("Open my journal")
        person.wait_for_page("Today")


@pytest.mark.parametrize("looks", ["", ",,,", "zz", "ff,ff,ff", "\ud800,veiledd", "01d9d0cb" * 40])
def test_looks_that_can_not_be_read_are_left_out(home: Home, looks: str) -> None:
    with home.program(lambda program: program.begin(looks)) as person:
        assert person.window.isVisible()
        assert not person.window.is_veiled


def test_after_how_long_it_locks_can_be_changed(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        person.press("Settings")
        person.wait_for_page("Settings")
        minutes = person.hands.find("Minutes without a key, a click or a movement", QSpinBox)
        minutes.setFocus()
        person.hands.key(Qt.Key.Key_Up)
        person.settle()
        person.be_away(271)
        assert WARNING not in read_aloud(person.window)
        person.be_away(60)
        assert WARNING in read_aloud(person.window)
        person.press("Lock my journal when I am away")
        person.be_away(100_000)
        assert person.window.current_page() is person.page()
    with home.program() as person:
        person.wait_for_page("Today")
        person.be_away(100_000)
        person.be_away(100_000)
        person.settle()
        assert person.page().accessibleName() == "Today"


def test_help_is_there_while_locked_and_shows_nothing_of_the_person(person: Person) -> None:
    person.press("Get help now")
    person.wait_for_page("Get help now")
    person.hands.type("Lea", person.hands.find("Name", QLineEdit))
    person.hands.type("by phone", person.hands.find("How to reach them", QLineEdit))
    person.press("Add")
    person.wait(lambda: "Lea" in read_aloud(person.window))
    person.press("Back")
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    person.hands.key(Qt.Key.Key_F1)
    person.wait_for_page("Get help now")
    assert "Lea" not in read_aloud(person.window)
    person.hands.key(Qt.Key.Key_F2)
    person.wait_for_page("Steady me")
    person.press("Back")
    person.wait(lambda: person.hands.sees("Open my journal"))


# --- the journey ------------------------------------------------------------------------------


def test_help_over_the_journey_and_back_to_the_same_words(person: Person) -> None:
    write(person)
    person.hands.key(Qt.Key.Key_F1)
    person.wait_for_page("Get help now")
    person.press("Back")
    assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE
    person.press("Settings")
    person.wait_for_page("Settings")
    person.press("Reflect")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    assert next(person.hands.all(QPlainTextEdit)).toPlainText() == SENTENCE


def test_a_safety_tick_opens_the_page_and_can_be_taken_back(person: Person) -> None:
    begin_a_journey(person)
    while not person.hands.sees("Something that may not be okay for a therapist to do", Chip):
        person.press("Skip")
    for kind in ("I felt judged", "Money", "We drifted"):  # as many as can be picked
        person.press(kind)
    person.press("Something that may not be okay for a therapist to do")
    person.press("Something else that felt unsafe")
    person.wait_for_page("This may not be yours to repair")
    person.press("Who can help")
    person.wait_for_page("Get help now")
    person.press("Back")
    assert isinstance(person.window.current_page(), NotYoursPage)
    person.press("Write notes")
    assert list(person.hands.all(QPlainTextEdit))
    for step in (3, 4, 5):
        step_buttons = [b for b in person.hands.all(QPushButton) if _is_step(b, step)]
        assert "set aside" in step_buttons[0].accessibleName()
    person.press("Back")
    person.press("Something else that felt unsafe")
    person.press("Something else that felt unsafe")
    person.press("I ticked that by mistake")
    assert not any("set aside" in b.accessibleName() for b in person.hands.all(QPushButton))


def _is_step(button: QPushButton, number: int) -> bool:
    return button.accessibleName().startswith(f"Step {number} of")


def test_feelings_go_over_to_a_check_in_and_back(person: Person) -> None:
    begin_a_journey(person)
    while not person.hands.sees("hurt", Chip):
        person.press("Skip")
    person.press("hurt")
    person.press("Add these to your mood timeline")
    person.wait_for_page("Check in")
    assert any(chip.words == "hurt" and chip.isChecked() for chip in person.hands.all(Chip))
    person.press("Low")
    person.press("Save this check-in")
    person.press("Close")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    person.press("Mood timeline")
    person.press("Table")
    assert "hurt" in _table_words(person)


def _table_words(person: Person) -> str:
    from PySide6.QtWidgets import QTableView

    table = next(person.hands.all(QTableView))
    model = table.model()
    cells = [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    return " | ".join(cells)


def test_another_name_for_the_therapist_reaches_every_page(person: Person) -> None:
    begin_a_journey(person)
    person.press("Settings")
    person.wait_for_page("Settings")
    person.hands.type("Q. X.", person.hands.find("A name or initials", QLineEdit))
    person.hands.key(Qt.Key.Key_Return)
    person.settle()
    person.press("Reflect")
    person.press("Something felt off")
    person.wait(lambda: isinstance(person.window.current_page(), JourneyPage))
    assert "still be hurt by Q. X." in read_aloud(person.window)


# --- bad days ---------------------------------------------------------------------------------


@pytest.fixture
def full_disk(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Home, Path]]:
    with small_disk(tmp_path / "disk", "4m") as disk:
        home = Home(qtbot, disk / "home")
        home.opener = SqlCipherOpener()  # keeps back nothing where so little is free
        yield home, disk


def test_a_full_disk_keeps_the_words_on_screen(full_disk: tuple[Home, Path]) -> None:
    home, disk = full_disk
    with home.program() as person:
        person.make_a_journal()
        begin_a_journey(person)
        field = go_to_the_camera_question(person)
        filling = fill(disk)
        person.hands.type(SENTENCE * 30, field)
        person.press("Continue")
        person.wait(lambda: "The disk is full" in _all(person) or "no space left" in _all(person))
        assert "Your words are still here." in _all(person)

        # Neither locking nor quitting loses them.
        person.press("Lock")
        assert isinstance(person.window.current_page(), JourneyPage)
        _answer_the_box("Stay")
        person.window.close()
        person.settle()
        assert person.window.isVisible()
        _hide_over_the_box()
        person.window.close()
        person.wait(lambda: person.window.is_veiled)
        person.settle()
        person.hands.key(Qt.Key.Key_Space)
        assert isinstance(person.window.current_page(), JourneyPage)

        # Nor does being away: they stay, but nobody passing by reads them.
        person.be_away(271)
        person.be_away(30)
        assert person.window.is_veiled
        person.settle()
        person.hands.key(Qt.Key.Key_Space)
        assert "Your words are still here." in _all(person)
        person.be_away(271)
        assert WARNING in _all(person)

        # And a computer that wants to sleep is not kept from it.
        before = home.session_watch.let_sleeps
        home.session_watch.lock_wanted.emit()
        assert person.window.is_veiled
        person.wait(lambda: home.session_watch.let_sleeps == before + 1)
        person.hands.key(Qt.Key.Key_Space)

        filling.unlink()
        person.press("Try again")
        person.wait(lambda: "Saved, encrypted" in _all(person))


def _all(person: Person) -> str:
    return read_aloud(person.window)


def _answer_the_box(text: str) -> None:
    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, answer)
            return
        next(b for b in box.buttons() if b.text().replace("&", "") == text).click()

    QTimer.singleShot(20, answer)


def _hide_over_the_box() -> None:
    def hide() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or QApplication.activeWindow() is not box:
            QTimer.singleShot(20, hide)
            return
        QTest.keyClick(box.windowHandle(), Qt.Key.Key_F9)

    QTimer.singleShot(20, hide)


# --- the made-up journal ----------------------------------------------------------------------


def test_the_made_up_journal_touches_nothing(home: Home) -> None:
    with home.program() as person:
        person.wait_for_page("Welcome to Repair")
        before = _files(home)
        person.press("Try it with made-up entries")
        person.wait_for_page("Today")
        assert "Made-up entries" in read_aloud(person.window)
        made_up = person.program._demo
        assert made_up is not None
        folder = made_up.path
        assert folder.exists()
        person.hands.key(Qt.Key.Key_F9)
        person.hands.key(Qt.Key.Key_Space)
        assert person.page().accessibleName() == "Today"
        person.be_away(100_000)
        person.be_away(100_000)
        assert WARNING not in read_aloud(person.window)
        assert person.page().accessibleName() == "Today"
        person.press("Lock")
        person.wait_for_page("Welcome to Repair")
        assert not folder.exists()
        assert _files(home) == before
    assert home.secrets.items == {}


def test_a_demo_from_the_command_line_is_gone_at_the_end(home: Home) -> None:
    with home.program(lambda program: program.begin_demo(1)) as person:
        person.wait_for_page("Today")
        assert person.program._demo is not None
        folder = person.program._demo.path
    assert not folder.exists()
    assert _files(home) == []


def _files(home: Home) -> list[str]:
    return sorted(str(path) for path in home.folder.rglob("*"))


# --- small things -----------------------------------------------------------------------------


def test_a_second_start_brings_the_window_to_the_front(home: Home) -> None:
    with home.program() as person:
        person.wait_for_page("Welcome to Repair")
        person.window.showMinimized()
        person.program._around.instance.raise_requested.emit()
        assert not person.window.isMinimized()


def test_text_size_by_keys_is_kept(home: Home) -> None:
    with home.program() as person:
        person.wait_for_page("Welcome to Repair")
        for _ in range(3):
            person.hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        assert person.program.theme.tokens.text_percent == 130
    with home.program() as person:
        assert person.program.theme.tokens.text_percent == 130
        person.wait_for_page("Welcome to Repair")
        person.hands.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        assert person.program.theme.tokens.text_percent == 100


def test_no_dialog_is_left(person: Person) -> None:
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    assert isinstance(person.program, Program)


def test_there_is_something_to_read_with_and_without_a_journal(home: Home, person: Person) -> None:
    person.press("Get help now")
    person.press("Read")
    person.wait_for_page("Read")
    title = next(iter(home.content.library.readings)).title
    assert title in read_aloud(person.window)
    person.press("Lock")
    person.wait(lambda: person.hands.sees("Open my journal"))
    assert title not in read_aloud(person.window)
    person.press("Get help now")
    person.press("Read")
    person.wait_for_page("Read")

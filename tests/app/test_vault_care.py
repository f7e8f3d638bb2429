"""Whole flows around the vault: another lock, backups, moving, deleting, another computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.accessible import read_aloud
from helpers.fake_vault import FakeSecrets
from helpers.whole_program import Home, Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from repair_desktop.app import vault_work
from repair_desktop.app.tour.hands import spoken_name
from repair_desktop.app.tour.walk import type_two_groups
from repair_desktop.core.errors import DiskFull, KeyringLocked
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.storage.opener import SqlCipherOpener

PASSPHRASE = "four quiet paper boats"
OTHER = "five loud paper kites"
SENTENCE = "The kettle stayed cold all through the hour"


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path) -> Home:
    return Home(qtbot, tmp_path / "home")


@pytest.fixture
def person(home: Home) -> Iterator[Person]:
    with home.program() as person:
        person.make_a_journal()
        yield person


def field(person: Person, name: str) -> QLineEdit:
    person.wait(lambda: person.hands.sees(name, QLineEdit))
    return person.hands.find(name, QLineEdit)


def type_into(person: Person, **fields: str) -> None:
    for name, text in fields.items():
        person.hands.type(text, into=field(person, name.replace("_", " ")))


def write(person: Person, sentence: str = SENTENCE) -> None:
    """Write a sentence into a worksheet, and wait until it is kept."""
    person.press("Something felt off")
    while not list(person.hands.all(QPlainTextEdit)):
        person.press("Skip")
    person.hands.type(sentence, into=next(person.hands.all(QPlainTextEdit)))
    person.wait(lambda: "Saved, encrypted" in read_aloud(person.window))


def finds(person: Person, sentence: str = SENTENCE) -> bool:
    """Whether the sentence is in the worksheet that is carried on."""
    person.press("Carry on: Something felt off")
    person.wait(lambda: bool(list(person.hands.all(QPlainTextEdit))))
    return next(person.hands.all(QPlainTextEdit)).toPlainText() == sentence


def go_to(person: Person, button: str) -> None:
    person.press("Settings")
    person.press(button)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let every file dialog of the system answer with ``path``."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])


# --- what opens it ----------------------------------------------------------------------------


def lock_with_a_passphrase(person: Person) -> str:
    go_to(person, "What opens it…")
    person.press("Use a passphrase…")
    type_into(person, New_passphrase=PASSPHRASE, The_new_passphrase_again=PASSPHRASE)
    person.press("Continue")
    return person.write_down_the_code("Your new recovery code", "Change the key now")


def test_from_the_login_to_a_passphrase(home: Home, person: Person) -> None:
    write(person)
    stolen = dict(home.secrets.items)
    code = lock_with_a_passphrase(person)
    person.wait_for_page("Your journal has a new key")
    person.press("Open my journal")
    type_into(person, Passphrase=PASSPHRASE)
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert home.secrets.items == {}
    assert finds(person)
    # Who has what the keyring held, and the old paper, opens nothing.
    person.press("Lock")
    home.secrets.items = stolen
    person.wait(lambda: person.hands.sees("Passphrase", QLineEdit))
    for wrong in ("x" * 12, "y" * 12):
        type_into(person, Passphrase=wrong)
        person.press("Open my journal")
    person.press("Use my recovery code")
    type_into(person, Recovery_code=code)
    person.press("Open my journal")
    person.press("Keep the old passphrase")
    person.wait_for_page("Today")


def test_a_change_of_the_key_that_fails_leaves_everything_as_it_was(
    home: Home, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(person)
    monkeypatch.setattr(SqlCipherOpener, "recode", _fail)
    lock_with_a_passphrase(person)
    person.wait_for_page("The disk is full")
    assert "Nothing was changed." in read_aloud(person.window)
    person.press("Open my journal")
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert finds(person)


def _fail(*_args: object) -> None:
    raise DiskFull()


def test_a_keyring_that_does_not_forget_is_asked_at_the_next_start(
    home: Home, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: object) -> None:
        raise KeyringLocked()

    with monkeypatch.context() as patch:
        patch.setattr(KeyChanges, "forget_old_keys", refuse)
        lock_with_a_passphrase(person)
        person.wait_for_page("Your journal has a new key")
        assert len(home.secrets.items) == 1
    person.press("Open my journal")
    type_into(person, Passphrase=PASSPHRASE)
    person.press("Open my journal")
    person.wait_for_page("Today")
    person.wait(lambda: home.secrets.items == {})


def test_a_new_recovery_code_takes_the_place_of_the_old(home: Home) -> None:
    with home.program() as person:
        old = person.make_a_journal()
        go_to(person, "New recovery code…")
        new = person.write_down_the_code("New recovery code", "Use this code")
        person.wait(lambda: "old" in read_aloud(person.window))
    home.secrets.items.clear()
    with home.program() as person:
        person.press("Use my recovery code")
        type_into(person, Recovery_code=old)
        person.press("Open my journal")
        person.wait(lambda: "does not open" in read_aloud(person.window))
        field(person, "Recovery code").clear()
        type_into(person, Recovery_code=new)
        person.press("Open my journal")
        person.press("Open my journal")
        person.wait_for_page("Today")


# --- by keys alone ----------------------------------------------------------------------------


def tab_to(person: Person, name: str) -> None:
    """Press Tab until a control of that name has the keys, as somebody does who sees nothing."""
    heard = []
    for _ in range(120):
        focused = QApplication.focusWidget()
        if focused is not None and spoken_name(focused) == name:
            return
        heard.append(spoken_name(focused) if focused is not None else "")
        person.hands.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name!r}, but to {heard}")


def use(person: Person, name: str, key: Qt.Key = Qt.Key.Key_Space) -> None:
    tab_to(person, name)
    person.hands.key(key)
    person.settle()


def test_a_passphrase_is_turned_on_and_everything_deleted_by_keys_alone(
    home: Home, person: Person
) -> None:
    use(person, "Settings")
    use(person, "What opens it…")
    person.wait_for_page("What opens your journal")
    use(person, "Use a passphrase…")
    for label in ("New passphrase", "The new passphrase again"):
        tab_to(person, label)
        person.hands.type(PASSPHRASE)
    person.hands.key(Qt.Key.Key_Return)
    person.wait_for_page("Your new recovery code")
    groups = next(person.hands.all(CodeView)).groups
    for number in range(1, 8):
        if person.hands.sees(f"Group {number}", QLineEdit):
            tab_to(person, f"Group {number}")
            person.hands.type(groups[number - 1])
    use(person, "Change the key now")
    person.wait_for_page("Your journal has a new key")
    person.hands.key(Qt.Key.Key_Return)  # its button has the keys
    person.wait(lambda: person.hands.sees("Passphrase", QLineEdit))
    tab_to(person, "Passphrase")
    person.hands.type(PASSPHRASE)
    person.hands.key(Qt.Key.Key_Return)
    person.wait_for_page("Today")

    use(person, "Settings")
    use(person, "Delete everything…")
    person.wait_for_page("Delete everything")
    tab_to(person, "Your passphrase now")
    person.hands.type(PASSPHRASE)
    tab_to(person, "To go on, type “delete everything”")
    person.hands.type("delete everything")
    person.hands.key(Qt.Key.Key_Return)
    person.wait_for_page("Everything is deleted")
    assert not list(home.folder.glob("vault.json*"))


# --- backups ----------------------------------------------------------------------------------


def test_a_backup_is_made_and_restored(home: Home, person: Person) -> None:
    write(person)
    go_to(person, "Backups…")
    person.press("Make one now")
    person.wait(lambda: person.hands.sees("Restore this one…"))
    person.press("Today")
    person.wait_for_page("Today")
    write(person, "A second sentence that came too late")
    go_to(person, "Backups…")
    person.press("Restore this one…")
    person.press("Restore it")
    person.wait_for_page("The backup is your journal now")
    assert "30 days" in read_aloud(person.window)
    person.press("Open my journal")
    person.press("Open my journal")
    person.wait_for_page("Today")
    assert finds(person)
    # What was there before is a backup now.
    go_to(person, "Backups…")
    person.wait(lambda: len(list((home.folder / "backups").glob("*.rdbackup"))) == 2)


def test_on_another_computer_with_the_recovery_code(
    home: Home, person: Person, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(person)
    go_to(person, "New recovery code…")
    code = person.write_down_the_code("New recovery code", "Use this code")
    person.press("Done")
    person.press("Backups…")
    person.press("Make one now")
    stick = tmp_path / "stick.rdbackup"
    choose(monkeypatch, stick)
    person.press("Save a copy elsewhere…")
    person.wait(stick.exists)
    person.settle()
    person.program.leave()
    person.wait(lambda: not person.window.isVisible())

    other = Home(qtbot, tmp_path / "other")
    with other.program() as there:
        there.wait_for_page("Welcome to Repair")
        there.press("I have a backup")
        type_into(there, Recovery_code=code)
        there.press("Open this backup")
        there.wait(lambda: there.hands.sees("Open my journal") or there.hands.sees("Today"))
        if there.hands.sees("Open my journal"):
            there.press("Open my journal")
        there.wait_for_page("Today")
        assert finds(there)
        there.wait(lambda: len(other.secrets.items) == 1)
    with other.program() as there:
        there.wait_for_page("Today")


# --- moving -----------------------------------------------------------------------------------


def test_moving(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "a quiet place"
    choose(monkeypatch, there)
    with home.program() as person:
        person.make_a_journal()
        write(person)
        go_to(person, "Move it…")
        person.press("Move it to another folder…")
        person.press("Move my journal there")
        person.wait_for_page("Your journal has moved")
        assert not list(home.folder.glob("journal*"))
        assert not list(home.folder.glob("vault.json*"))
        person.press("Open my journal")
        person.press("Open my journal")
        person.wait_for_page("Today")
        assert finds(person)
    with home.program() as person:  # the next start knows where it is
        person.wait_for_page("Today")
        assert finds(person)
    for file in list(there.iterdir()):  # the stick is not plugged in
        file.rename(tmp_path / file.name)
    with home.program() as person:
        person.wait(lambda: person.hands.sees("Try again"))
        assert "Welcome" not in read_aloud(person.window)


# --- deleting ---------------------------------------------------------------------------------


def test_deleting_everything(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        write(person)
        go_to(person, "Delete everything…")
        type_into(person, **{"To go on, type “delete everything”": "Delete everything"})
        person.hands.click(person.hands.find("Delete everything", QPushButton))
        person.wait_for_page("Everything is deleted")
        assert home.secrets.items == {}
        left = {path.name for path in home.folder.iterdir()}
        assert left <= {"app.lock", "raise"}
        person.press("Begin anew")
        person.wait_for_page("Welcome to Repair")


def test_deleting_with_a_keyring_that_is_locked_says_what_stays(home: Home) -> None:
    with home.program() as person:
        person.make_a_journal()
        go_to(person, "Delete everything…")
        type_into(person, **{"To go on, type “delete everything”": "delete everything"})
        assert isinstance(home.secrets, FakeSecrets)
        home.secrets.fail = KeyringLocked()
        person.hands.click(person.hands.find("Delete everything", QPushButton))
        person.wait_for_page("Everything is deleted")
        assert "may still hold an item named Repair" in read_aloud(person.window)
        assert not list(home.folder.glob("journal*"))


class SilentSecrets(FakeSecrets):
    """A keyring whose question nobody answers, until a test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()
        self.asked_by = ""

    def delete(self, account: str) -> None:
        self.asked_by = threading.current_thread().name
        self.answer.wait(30)
        super().delete(account)

    def write(self, account: str, secret: str) -> None:
        self.asked_by = threading.current_thread().name
        self.answer.wait(30)
        super().write(account, secret)


def test_a_keyring_that_never_answers_keeps_nobody_from_deleting(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_work, "SILENT_AFTER", 0)
    secrets = home.secrets = SilentSecrets()
    secrets.answer.set()
    with home.program() as person:
        person.make_a_journal()
        go_to(person, "Delete everything…")
        type_into(person, **{"To go on, type “delete everything”": "delete everything"})
        secrets.answer.clear()
        person.hands.click(person.hands.find("Delete everything", QPushButton))
        person.wait(lambda: "may still hold an item named Repair" in read_aloud(person.window))
        assert not list(home.folder.glob("journal*"))
        secrets.answer.set()  # a late answer deletes it late
        person.wait(lambda: secrets.items == {})


def test_a_keyring_that_never_answers_a_change_of_the_key_holds_up_no_quitting(
    home: Home,
) -> None:
    """It is asked where it can be left alone; the old key still opens everything."""
    secrets = home.secrets = SilentSecrets()
    secrets.answer.set()
    with home.program() as person:
        person.make_a_journal()
        go_to(person, "What opens it…")
        person.press("Change the key…")
        person.press("Continue")
        secrets.answer.clear()
        secrets.asked_by = ""
        type_two_groups(person.hands)
        person.hands.press("Change the key now")
        person.wait(lambda: bool(secrets.asked_by))
        assert secrets.asked_by.startswith("keys")
        secrets.answer.set()
        person.wait_for_page("Your journal has a new key")

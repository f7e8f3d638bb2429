from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fake_settings import FakeSettings
from helpers.jobs import InlineJobs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.core.errors import DiskFull
from repair_desktop.gui.help.contacts_card import ContactsCard
from repair_desktop.gui.help.contacts_presenter import ContactsPresenter
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.services.settings import Contact, JournalSettings, SettingsService

LEA, SAM, KIM = Contact("Lea", "0151 1"), Contact("Sam", "next door"), Contact("Kim", "")


class Own:
    """The card over a journal in memory."""

    def __init__(self, qtbot: QtBot, *contacts: Contact) -> None:
        self.journal = FakeSettings()
        self.service = SettingsService(self.journal.as_journal())
        self.service.save(JournalSettings(therapist="M.", contacts=contacts))
        self.jobs = InlineJobs()
        self.presenter = ContactsPresenter(self.service, self.jobs)
        self.card = ContactsCard(self.presenter, ProblemWords())
        self.card.resize(500, 600)
        qtbot.addWidget(self.card)
        with qtbot.waitExposed(self.card):
            self.card.show()
        self.card.activateWindow()
        self.name, self.how = self.card.findChildren(QLineEdit)

    def kept(self) -> tuple[Contact, ...]:
        return self.service.load().contacts

    def press(self, name: str) -> None:
        QApplication.processEvents()
        for button in self.card.findChildren(QPushButton):
            if button.isVisible() and name in (button.accessibleName(), button.text()):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                QApplication.processEvents()
                return
        raise LookupError(name)

    def type(self, name: str, how: str) -> None:
        for field, text in ((self.name, name), (self.how, how)):
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)

    def words(self) -> str:
        QApplication.processEvents()
        return read_aloud(self.card)


def test_the_first_one_by_keyboard_alone(qtbot: QtBot) -> None:
    own = Own(qtbot)
    assert "Nobody is written here yet." in own.words()
    own.name.setFocus()
    QTest.keyClicks(own.name, " Lea ")
    QTest.keyClick(own.name, Qt.Key.Key_Return)
    assert own.how.hasFocus()
    QTest.keyClicks(own.how, " 0151 1 ")
    QTest.keyClick(own.how, Qt.Key.Key_Return)
    assert own.kept() == (LEA,)
    assert "Lea 0151 1" in own.words()
    assert "Nobody is written here yet." not in own.words()
    assert (own.name.text(), own.how.text()) == ("", "")
    assert own.name.hasFocus()


@pytest.mark.parametrize(("name", "how"), [("Lea", ""), ("", "0151 1")])
def test_one_of_the_two_is_enough(qtbot: QtBot, name: str, how: str) -> None:
    own = Own(qtbot)
    own.type(name, how)
    own.press("Add")
    assert own.kept() == (Contact(name, how),)
    assert f"Remove: {name or how}" in [
        b.accessibleName() for b in own.card.findChildren(QPushButton)
    ]


def test_nothing_is_no_contact(qtbot: QtBot) -> None:
    own = Own(qtbot)
    own.type("  ", "")
    own.press("Add")
    assert own.kept() == ()


def test_a_change(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA, SAM)
    own.press("Change: Sam")
    assert (own.name.text(), own.how.text()) == ("Sam", "next door")
    assert own.name.hasFocus()
    own.type("Sam", "moved away")
    own.press("Keep the change")
    assert own.kept() == (LEA, Contact("Sam", "moved away"))
    own.press("Change: Lea")
    own.type("Lena", "")
    own.press("Leave it as it was")
    assert own.kept()[0] == LEA
    assert (own.name.text(), own.how.text()) == ("", "")
    own.type("Kim", "")
    own.press("Add")
    assert own.kept() == (LEA, Contact("Sam", "moved away"), KIM)


@pytest.mark.parametrize("contact", [LEA, SAM, KIM])
def test_removing_and_taking_it_back_to_its_place(qtbot: QtBot, contact: Contact) -> None:
    own = Own(qtbot, LEA, SAM, KIM)
    own.press(f"Remove: {contact.name}")
    assert contact not in own.kept()
    assert len(own.kept()) == 2
    assert "Removed." in own.words()
    own.press("Undo")
    assert own.kept() == (LEA, SAM, KIM)
    assert "Removed." not in own.words()


def test_undo_keeps_what_came_after(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA, SAM)
    own.presenter.remove(("Sam", "next door"))
    own.presenter.add("Kim", "")
    own.presenter.take_back()
    assert own.kept() == (LEA, SAM, KIM)
    own.presenter.take_back()
    assert own.kept() == (LEA, SAM, KIM)


def test_two_changes_in_a_row_both_count(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA)
    own.jobs.hold = True
    own.presenter.add("Sam", "next door")
    own.presenter.add("Kim", "")
    own.presenter.remove(("Lea", "0151 1"))
    own.presenter.remove(("Lea", "0151 1"))
    own.jobs.run_held()
    assert own.kept() == (SAM, KIM)
    own.jobs.hold = False
    own.press("Undo")
    assert own.kept() == (LEA, SAM, KIM)


def test_what_is_being_typed_stays_when_something_else_changes(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA, SAM)
    own.type("Ki", "somewhere")
    own.press("Remove: Lea")
    assert (own.name.text(), own.how.text()) == ("Ki", "somewhere")
    own.press("Change: Sam")
    own.type("Samuel", "next door")
    own.presenter.add("Kim", "")
    assert own.name.text() == "Samuel"
    own.press("Keep the change")
    assert own.kept() == (Contact("Samuel", "next door"), KIM)


def test_a_contact_removed_while_it_is_changed_is_gone(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA, SAM)
    own.press("Change: Sam")
    own.press("Remove: Sam")
    assert own.name.text() == ""
    own.type("Kim", "")
    own.press("Add")
    assert own.kept() == (LEA, KIM)


def test_the_same_press_twice_adds_one(qtbot: QtBot) -> None:
    own = Own(qtbot)
    own.type("Lea", "0151 1")
    own.jobs.hold = True
    own.press("Add")
    own.press("Add")
    own.jobs.hold = False
    own.jobs.run_held()
    assert own.kept() == (LEA,)


def test_what_was_not_kept_is_said_and_stays_typed(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA)
    own.journal.fail = DiskFull()
    own.type("Sam", "next door")
    own.press("Add")
    assert "Not saved." in own.words()
    assert "Make some space on the disk" in own.words()
    assert (own.name.text(), own.how.text()) == ("Sam", "next door")
    own.press("Remove: Lea")
    assert "Removed." not in own.words()
    assert own.kept() == (LEA,)
    own.journal.fail = None
    own.press("Add")
    assert own.kept() == (LEA, SAM)
    assert "Not saved." not in own.words()


def test_an_undo_that_was_not_kept_can_be_tried_again(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA, SAM)
    own.press("Remove: Lea")
    own.journal.fail = DiskFull()
    own.press("Undo")
    assert own.kept() == (SAM,)
    assert "Not saved." in own.words()
    own.journal.fail = None
    own.press("Undo")
    assert own.kept() == (LEA, SAM)


def test_other_settings_are_left_alone(qtbot: QtBot) -> None:
    own = Own(qtbot, LEA)
    own.press("Remove: Lea")
    assert own.service.load().therapist == "M."


def test_a_bug_is_not_a_calm_line(qtbot: QtBot) -> None:
    own = Own(qtbot)
    own.journal.fail = LookupError()
    with pytest.raises(LookupError):
        own.presenter.add("Lea", "")


def test_every_control_is_named_and_large_enough(qtbot: QtBot, theme: ThemeController) -> None:
    own = Own(qtbot, LEA, SAM)
    own.press("Remove: Sam")
    own.press("Change: Lea")
    assert list(complaints(own.card)) == []
    names = [stop.accessibleName() for stop in tab_stops(own.card)]
    assert {"Change: Lea", "Remove: Lea", "Name", "How to reach them"} <= set(names)


def test_marks_in_a_name_are_only_signs(qtbot: QtBot) -> None:
    own = Own(qtbot, Contact("<b>{name}</b> & co", "%1"))
    assert "<b>{name}</b> & co %1" in own.words()
    own.press("Remove: <b>{name}</b> & co")
    assert own.kept() == ()


def test_a_long_list_stays_in_its_order(qtbot: QtBot) -> None:
    many = tuple(Contact(f"Person {number}", "") for number in range(12))
    own = Own(qtbot, *many)
    own.card.resize(500, 2000)
    QApplication.processEvents()
    rows = {
        b.accessibleName(): b.mapTo(own.card, QPoint()).y()
        for b in own.card.findChildren(QPushButton)
        if b.accessibleName().startswith("Change: ")
    }
    assert sorted(rows, key=lambda name: rows[name]) == [f"Change: {each.name}" for each in many]

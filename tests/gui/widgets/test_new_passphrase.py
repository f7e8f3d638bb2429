from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.new_passphrase import NewPassphrase


@pytest.fixture
def fields(qtbot: QtBot) -> NewPassphrase:
    numbers = iter(range(9))
    widget = NewPassphrase()
    widget.set_up(12, lambda: f"four made up words {next(numbers)}")
    widget.setStyleSheet(stylesheet(Tokens(LIGHT)))
    widget.resize(640, 400)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def lines(fields: NewPassphrase) -> list[QLineEdit]:
    return fields.findChildren(QLineEdit)


def make_one(fields: NewPassphrase) -> QPushButton:
    return next(b for b in fields.findChildren(QPushButton) if b.text().startswith("Make"))


def test_enter_goes_to_the_second_field_and_then_on(qtbot: QtBot, fields: NewPassphrase) -> None:
    first, second = lines(fields)
    fields.first_control.setFocus()
    QTest.keyClicks(first, "four quiet boats")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    QTest.keyClicks(second, "four loud boats")
    with qtbot.waitSignal(fields.submitted):
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert (fields.passphrase(), fields.again()) == ("four quiet boats", "four loud boats")
    QApplication.processEvents()
    assert list(complaints(fields)) == []


def test_one_is_made_and_another_one(qtbot: QtBot, fields: NewPassphrase) -> None:
    with qtbot.waitSignal(fields.made):
        make_one(fields).click()
    assert "four made up words 0" in read_aloud(fields)
    assert "Write these words down, in this order." in read_aloud(fields)
    assert [line.text() for line in lines(fields)] == ["", ""]
    assert make_one(fields).text() == "Make another one"
    make_one(fields).click()
    assert "four made up words 1" in read_aloud(fields)


def test_the_made_words_can_be_heard_once_more_by_keys(fields: NewPassphrase) -> None:
    make_one(fields).setFocus()
    make_one(fields).click()
    QTest.keyClick(make_one(fields), Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Passphrase made for you: four made up words 0"


@pytest.mark.parametrize(
    ("typed", "fault", "said", "number"),
    [
        ("", PassphraseFault.TOO_SHORT, "or let Repair make one", 0),
        ("short", PassphraseFault.TOO_SHORT, "shorter than 12 characters", 0),
        ("long enough by far", PassphraseFault.NOT_THE_SAME, "The two are not the same", 1),
    ],
)
def test_a_fault_is_said_at_its_field(
    fields: NewPassphrase, typed: str, fault: PassphraseFault, said: str, number: int
) -> None:
    lines(fields)[0].setText(typed)
    field = fields.show_fault(fault)
    assert isinstance(field, QWidget)
    assert lines(fields)[number].hasFocus()
    assert said in lines(fields)[number].accessibleDescription()
    assert fields.show_fault(None) is None
    assert said not in read_aloud(fields)


def test_nothing_is_left_after_it_was_cleared(fields: NewPassphrase) -> None:
    make_one(fields).click()
    for line in lines(fields):
        line.setText("four quiet paper boats")
    fields.clear()
    assert (fields.passphrase(), fields.again()) == ("", "")
    assert "made up" not in read_aloud(fields)
    names = [widget.accessibleName() for widget in fields.findChildren(QWidget)]
    assert not any("made up" in name for name in names)


def test_while_something_is_done_with_it_nothing_changes(fields: NewPassphrase) -> None:
    fields.set_read_only(True)
    assert all(line.isReadOnly() for line in lines(fields))
    assert not make_one(fields).isEnabled()
    fields.set_read_only(False)
    assert make_one(fields).isEnabled()

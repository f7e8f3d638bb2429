from __future__ import annotations

import pytest
from helpers.accessible import press_by_reader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.passphrase_field import PassphraseField


@pytest.fixture
def field(qtbot: QtBot) -> PassphraseField:
    field = PassphraseField()
    field.set_label("Passphrase")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    return field


def line(field: PassphraseField) -> QLineEdit:
    found = field.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def show(field: PassphraseField) -> QPushButton:
    found = field.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def shown_words(field: PassphraseField) -> str:
    return " ".join(label.text() for label in field.findChildren(QLabel) if label.isVisible())


def test_what_is_typed_is_hidden_until_shown(field: PassphraseField) -> None:
    QTest.keyClicks(line(field), "four quiet boats")
    assert field.passphrase() == "four quiet boats"
    assert line(field).displayText() == line(field).displayText()[0] * 16
    assert line(field).displayText()[0] != "f"
    QTest.mouseClick(show(field), Qt.MouseButton.LeftButton)
    assert line(field).displayText() == "four quiet boats"


def test_a_screen_reader_shows_and_hides_it(field: PassphraseField) -> None:
    QTest.keyClicks(line(field), "four quiet boats")
    press_by_reader(show(field))
    assert line(field).displayText() == "four quiet boats"
    press_by_reader(show(field))
    assert line(field).displayText() != "four quiet boats"


@pytest.mark.parametrize("shown", [False, True])
def test_the_system_is_asked_not_to_learn_from_it(field: PassphraseField, shown: bool) -> None:
    show(field).setChecked(shown)
    hints = line(field).inputMethodHints()
    for hint in (
        Qt.InputMethodHint.ImhSensitiveData,
        Qt.InputMethodHint.ImhNoPredictiveText,
        Qt.InputMethodHint.ImhNoAutoUppercase,
    ):
        assert hints & hint
    assert bool(hints & Qt.InputMethodHint.ImhHiddenText) is not shown


def test_it_takes_paste_without_the_line_end(field: PassphraseField) -> None:
    QGuiApplication.clipboard().setText("four quiet boats\n")
    line(field).paste()
    QGuiApplication.clipboard().clear()
    assert field.passphrase() == "four quiet boats"


def test_enter_submits_once_and_goes_no_further(field: PassphraseField) -> None:
    submitted: list[bool] = []
    field.submitted.connect(lambda: submitted.append(True))
    QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert submitted == [True]


def test_caps_lock_is_noticed_by_the_letters(field: PassphraseField) -> None:
    QTest.keyClicks(line(field), "A")  # no Shift: Caps Lock
    assert "Caps Lock" in shown_words(field)
    QTest.keyClicks(line(field), "a")
    assert "Caps Lock" not in shown_words(field)
    QTest.keyClicks(line(field), "A", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock" not in shown_words(field)
    QTest.keyClicks(line(field), "a", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock" in shown_words(field)
    QTest.keyClicks(line(field), "1")  # has no case: says nothing new
    assert "Caps Lock" in shown_words(field)


def test_an_error_is_shown_told_and_gone_with_the_next_key(
    field: PassphraseField,
) -> None:
    field.set_error("Too short.")
    assert "Too short." in shown_words(field)
    assert line(field).accessibleDescription() == "Too short."
    QTest.keyClicks(line(field), "a")
    assert "Too short." not in shown_words(field)
    assert line(field).accessibleDescription() == ""


def test_select_hides_marks_and_focuses(field: PassphraseField) -> None:
    QTest.keyClicks(line(field), "four quiet boats")
    show(field).setChecked(True)
    show(field).setFocus()
    field.select()
    assert line(field).hasFocus()
    assert line(field).hasSelectedText()
    assert line(field).echoMode() is QLineEdit.EchoMode.Password


def test_clear_leaves_nothing(field: PassphraseField) -> None:
    QTest.keyClicks(line(field), "four quiet boats")
    show(field).setChecked(True)
    field.clear()
    assert field.passphrase() == ""
    assert not line(field).isUndoAvailable()
    assert line(field).echoMode() is QLineEdit.EchoMode.Password


def test_its_parts_are_named(field: PassphraseField) -> None:
    assert line(field).accessibleName() == "Passphrase"
    assert show(field).accessibleName() == "Show: Passphrase"
    labels = [label for label in field.findChildren(QLabel) if label.buddy() is line(field)]
    assert [label.text() for label in labels] == ["Passphrase"]

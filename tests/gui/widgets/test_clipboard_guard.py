from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.widgets.clipboard_guard import (
    CLEAR_AFTER,
    ClipboardGuard,
    concealed,
    marks,
)
from repair_desktop.gui.widgets.growing_text import GrowingText

WORDS = "Brimstone teacups"
KEYS = Qt.KeyboardModifier.ControlModifier


class Room:
    """A window to copy in, with the guard of a program.

    Attributes:
        seen: The formats that other programs could see, one after the other.
        ours: Whether the clipboard is ours, which the platform without a screen never says.
    """

    def __init__(self, qtbot: QtBot, app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clipboard = app.clipboard()
        self.clipboard.clear()
        self.ours = True
        self.seen: list[list[str]] = []
        self.clipboard.dataChanged.connect(self.look)
        monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: self.holds_ours())
        self.owner = QObject()
        self.guard = ClipboardGuard(app, self.owner)
        self.window = QWidget()
        self.line, self.text, self.label = QLineEdit(WORDS), GrowingText(), QLabel(WORDS)
        self.text.insertPlainText(WORDS)
        flags = Qt.TextInteractionFlag
        self.label.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self.window)
        for widget in (self.line, self.text, self.label):
            column.addWidget(widget)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()

    def holds_ours(self) -> bool:
        return self.ours and self.clipboard.mimeData() is not None

    def look(self) -> None:
        data = self.clipboard.mimeData()
        if data is not None and data.formats():
            self.seen.append(data.formats())

    def mark(self, widget: QWidget) -> None:
        """Mark all words of a widget, by key."""
        widget.setFocus()
        if isinstance(widget, QLabel):
            widget.setSelection(0, len(widget.text()))
        else:
            QTest.keyClick(widget, Qt.Key.Key_A, KEYS)

    def menu(self, widget: QWidget) -> QMenu:
        """Ask a widget for its menu."""
        at = QPoint(3, 3)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at), Qt.KeyboardModifier(0)
        )
        QApplication.sendEvent(widget, event)
        QApplication.processEvents()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, widget: QWidget, name: str) -> None:
        """Choose something in a widget's menu, as with a click."""
        menu = self.menu(widget)
        [action] = [each for each in menu.actions() if each.objectName() == name]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        assert not menu.isVisible()

    def assert_concealed(self, words: str = WORDS) -> None:
        """Words are there to paste, and never were without the marks."""
        assert self.clipboard.text() == words
        assert self.seen
        for formats in self.seen:
            assert {"text/plain", *marks()} == set(formats)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    room = Room(qtbot, qapp, monkeypatch)
    yield room
    room.clipboard.dataChanged.disconnect(room.look)
    room.clipboard.clear()


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        (
            "win32",
            {
                "ExcludeClipboardContentFromMonitorProcessing": b"1",
                "CanIncludeInClipboardHistory": b"\0\0\0\0",
                "CanUploadToCloudClipboard": b"\0\0\0\0",
            },
        ),
        ("darwin", {"application/x-nspasteboard-concealed-type": b"secret"}),
        ("linux", {"x-kde-passwordManagerHint": b"secret"}),
        ("freebsd14", {"x-kde-passwordManagerHint": b"secret"}),
    ],
)
def test_each_platform_has_its_marks(platform: str, names: dict[str, bytes]) -> None:
    assert marks(platform) == names


def test_concealed_words_are_plain_and_exact() -> None:
    data = concealed("one\u2029two\u2028three\u00a0four 🙂")
    assert data.text() == "one\ntwo\nthree\u00a0four 🙂"
    assert set(data.formats()) == {"text/plain", *marks()}
    for name, value in marks().items():
        assert bytes(data.data(name).data()) == value


@pytest.mark.parametrize("name", ["line", "text", "label"])
def test_what_is_copied_by_key_is_concealed_from_the_first_moment(room: Room, name: str) -> None:
    widget = getattr(room, name)
    room.mark(widget)
    QTest.keyClick(widget, Qt.Key.Key_C, KEYS)
    room.assert_concealed()
    assert len(room.seen) == 1


@pytest.mark.parametrize("name", ["line", "text", "label"])
def test_what_is_copied_by_the_menu_is_concealed_from_the_first_moment(
    room: Room, name: str
) -> None:
    widget = getattr(room, name)
    room.mark(widget)
    room.choose(widget, "edit-copy")
    room.assert_concealed()
    assert len(room.seen) == 1


@pytest.mark.parametrize("name", ["line", "text"])
def test_cut_and_paste(room: Room, name: str) -> None:
    widget = getattr(room, name)
    for cut_by_menu in (False, True):
        room.mark(widget)
        if cut_by_menu:
            room.choose(widget, "edit-cut")
        else:
            QTest.keyClick(widget, Qt.Key.Key_X, KEYS)
        assert (widget.text() if name == "line" else widget.words()) == ""
        room.assert_concealed()
        QTest.keyClick(widget, Qt.Key.Key_V, KEYS)
        assert (widget.text() if name == "line" else widget.words()) == WORDS
    QTest.keyClick(widget, Qt.Key.Key_Z, KEYS)
    assert (widget.text() if name == "line" else widget.words()) == ""


def test_a_line_that_only_shows_lets_nothing_be_cut(room: Room) -> None:
    room.line.setReadOnly(True)
    room.mark(room.line)
    QTest.keyClick(room.line, Qt.Key.Key_X, KEYS)
    assert room.line.text() == WORDS
    assert room.seen == []


def test_hidden_letters_are_not_copied(room: Room) -> None:
    room.line.setEchoMode(QLineEdit.EchoMode.Password)
    room.mark(room.line)
    QTest.keyClick(room.line, Qt.Key.Key_C, KEYS)
    QTest.keyClick(room.line, Qt.Key.Key_X, KEYS)
    assert room.seen == []


def test_nothing_marked_leaves_the_clipboard_as_it_is(room: Room) -> None:
    room.clipboard.setMimeData(concealed("from before"))
    room.line.setFocus()
    room.line.deselect()
    QTest.keyClick(room.line, Qt.Key.Key_C, KEYS)
    assert room.clipboard.text() == "from before"


def test_any_other_copy_is_concealed_when_it_is_told(room: Room) -> None:
    data = QMimeData()
    data.setText(WORDS)
    data.setHtml(f"<b>{WORDS}</b>")
    room.clipboard.setMimeData(data)
    assert room.clipboard.text() == WORDS
    assert set(room.clipboard.mimeData().formats()) == {"text/plain", *marks()}


def test_what_another_program_copied_is_left_alone(room: Room) -> None:
    room.ours = False
    room.clipboard.setText("theirs")
    assert room.clipboard.mimeData().formats() == ["text/plain"]
    assert not room.guard._timer.isActive()
    room.guard.clear()
    assert room.clipboard.text() == "theirs"


def test_it_is_cleared_a_minute_after_the_last_copy(room: Room) -> None:
    assert CLEAR_AFTER == 60_000
    for _ in range(2):
        room.mark(room.line)
        QTest.keyClick(room.line, Qt.Key.Key_C, KEYS)
        assert room.guard._timer.isActive()
        assert room.guard._timer.interval() == CLEAR_AFTER
        assert room.guard._timer.remainingTime() > CLEAR_AFTER - 5_000
    room.guard._timer.timeout.emit()
    assert room.clipboard.text() == ""
    assert not room.guard._timer.isActive()


def test_what_is_copied_elsewhere_meanwhile_is_not_cleared(room: Room) -> None:
    room.mark(room.line)
    QTest.keyClick(room.line, Qt.Key.Key_C, KEYS)
    room.ours = False
    room.clipboard.setText("theirs")
    assert not room.guard._timer.isActive()
    room.guard._timer.timeout.emit()
    assert room.clipboard.text() == "theirs"


def test_it_is_cleared_at_the_end(room: Room, qapp: QApplication) -> None:
    room.mark(room.text)
    QTest.keyClick(room.text, Qt.Key.Key_C, KEYS)
    qapp.aboutToQuit.emit()
    assert room.clipboard.text() == ""


def test_a_menu_of_another_kind_is_left_alone(room: Room) -> None:
    menu = QMenu(room.window)
    chosen: list[bool] = []
    action = menu.addAction("Something")
    action.triggered.connect(lambda: chosen.append(True))
    menu.popup(QPoint(0, 0))
    room.guard._take_over_menu(room.line)
    action.trigger()
    menu.close()
    room.guard._take_over_menu(room.line)
    assert chosen == [True]

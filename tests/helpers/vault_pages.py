"""A page for the care of the journal, used by names and keys."""

from __future__ import annotations

from typing import Generic, TypeVar

from helpers.accessible import complaints, read_aloud, tab_stops
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.task_page import TaskPage
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

P = TypeVar("P", bound=TaskPage)
W = TypeVar("W", bound=QWidget)


class ShownPage(Generic[P]):
    """A page in the smallest window."""

    def __init__(self, qtbot: QtBot, page: P) -> None:
        self.page = page
        self.closed: list[bool] = []
        page.closed.connect(lambda: self.closed.append(True))
        page.setStyleSheet(stylesheet(Tokens(LIGHT)))
        page.resize(720, 560)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.take_keys()

    def words(self) -> str:
        return read_aloud(self.page)

    def title(self) -> str:
        return self.page.accessibleName()

    def focus(self) -> QWidget:
        focused = self.page.focusWidget()
        assert focused is not None
        return focused

    def buttons(self) -> list[str]:
        return [b.text() for b in self._shown(QPushButton)]

    def button(self, text: str) -> QPushButton:
        found = [b for b in self._shown(QPushButton) if b.text() == text]
        assert len(found) == 1, (text, self.buttons())
        return found[0]

    def press(self, text: str) -> None:
        assert self.button(text).isEnabled()
        self.button(text).setFocus()
        QTest.keyClick(self.button(text), Qt.Key.Key_Return)

    def field(self, name: str) -> QLineEdit:
        found = [e for e in self._shown(QLineEdit) if e.accessibleName() == name]
        assert len(found) == 1, (name, [e.accessibleName() for e in self._shown(QLineEdit)])
        return found[0]

    def write(self, name: str, text: str) -> None:
        self.field(name).clear()
        QTest.keyClicks(self.field(name), text)

    def enter(self, name: str) -> None:
        QTest.keyClick(self.field(name), Qt.Key.Key_Return)

    def box(self, name: str) -> WrappingBox:
        return next(b for b in self._shown(WrappingBox) if b.accessibleName() == name)

    def tick(self, name: str) -> None:
        QTest.keyClick(self.box(name), Qt.Key.Key_Space)

    def groups(self) -> tuple[str, ...]:
        """The groups of the code that is shown."""
        [view] = self._shown(CodeView)
        return view.groups

    def type_groups_back(self) -> None:
        for name in [e.accessibleName() for e in self._shown(QLineEdit)]:
            if name.startswith("Group "):
                self.write(name, self.groups()[int(name.split()[-1]) - 1].lower())

    def typed(self) -> list[str]:
        """What stands in any field, shown or not."""
        return [e.text() for e in self.page.findChildren(QLineEdit) if e.text()]

    def check_access(self) -> None:
        """Everything has a name and a size, and Tab comes to what the keys are on."""
        QApplication.processEvents()  # what has just been shown has no size before
        assert list(complaints(self.page)) == []
        assert self.focus() in tab_stops(self.page)

    def _shown(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.page.findChildren(kind) if widget.isVisible()]

"""Saying the card out loud, one line at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.card_view import CardView
from repair_desktop.gui.card.card_words import on_screen
from repair_desktop.gui.card.large_text import LargeText
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

ON = (Qt.Key.Key_Right, Qt.Key.Key_PageDown)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp)


class PractisePage(Page):
    """One line in very large type. Nothing is recorded and nothing is counted.

    Args:
        view: The card.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(self, view: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sayings: Sequence[str] = view.spoken
        self._number = 0
        self.set_header(self.tr("Practise"), "")
        self._text = LargeText(self._scroll)
        self._place = words("", "muted")
        # Below the words: above them it would leave little room in large type.
        privacy = words(self.tr("Say it out loud once if you have privacy."), "helper")
        for part in (self._text, self._place, privacy):
            self.add_widget(part)
        foot = QWidget()
        row = FlowLayout(foot)
        self._back = self._button(self.tr("Line before"), "secondary", lambda: self._go(-1))
        self._on = self._button(self.tr("Next line"), "primary", lambda: self._go(1))
        close = self._button(self.tr("Close"), "secondary", self.closed.emit)
        for button in (self._back, self._on, close):
            row.addWidget(button)
        self.set_foot(foot)
        on, back = ON, BACK
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            on, back = (BACK[0], ON[1]), (ON[0], BACK[1])
        for keys, act in (
            (on, lambda: self._go(1)),
            (back, lambda: self._go(-1)),
            ((Qt.Key.Key_Escape,), self.closed.emit),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)
        self.start_at(self._text)
        self._show_line()
        tab_in_reading_order(self)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll to a control; a line is read from its beginning."""
        if not isinstance(widget, LargeText):
            super().show_widget(widget)

    def _button(self, text: str, role: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, role)
        button.clicked.connect(lambda: act())
        return button

    def _go(self, by: int) -> None:
        """Show another line; at either end nothing happens."""
        number = self._number + by
        if 0 <= number < len(self._sayings):
            self._number = number
            self._show_line()
            announce(self._text, f"{self._text.text} {self._place.text()}")

    def _show_line(self) -> None:
        if not self._sayings:
            self._text.show_text(self.tr("There is nothing on the card yet."))
        else:
            self._text.show_text(on_screen([self._sayings[self._number]]))
            place = self.tr("Line {number} of {count}")
            self._place.setText(place.format(number=self._number + 1, count=len(self._sayings)))
        self._place.setVisible(bool(self._sayings))
        for button, by in ((self._back, -1), (self._on, 1)):
            can = 0 <= self._number + by < len(self._sayings)
            if not can and button.hasFocus():
                self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(can)
        self.scroll_to_top()

"""The whole card in large type, for handing over the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.card_view import CardView
from repair_desktop.gui.card.card_words import on_screen
from repair_desktop.gui.card.large_text import LargeText
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page


class LargePage(Page):
    """Nothing but the card. Arrow keys and the like scroll, Escape closes.

    Signals:
        closed: Back to where the person was.
    """

    closed = Signal()

    def __init__(self, view: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The card"))
        text = LargeText(self._scroll, on_screen(view.paragraphs))
        self.add_widget(text)
        close = QPushButton(self.tr("Close"))
        set_role(close, "secondary")
        close.clicked.connect(self.closed)
        foot = QWidget()
        FlowLayout(foot).addWidget(close)
        self.set_foot(foot)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self,
            self.closed.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.start_at(text)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll to a control; the text is read from its beginning."""
        if not isinstance(widget, LargeText):
            super().show_widget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keyboard."""
        if not self.scroll_by_key(event):
            super().keyPressEvent(event)

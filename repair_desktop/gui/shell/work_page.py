"""What is shown while the journal is closed and something is done to it that takes time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words

SHOWN_PARTS = 100

Action = tuple[str, Callable[[], object]]


class WorkPage(Page):
    """A sentence and how far it is; then how it ended, and how to go on.

    Args:
        title: What is done.
        text: What that means meanwhile.
    """

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(title, "")
        self._card = Card()
        self._said = [words(text)]
        self._card.lines.addWidget(self._said[0])
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)  # until something is known
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far it is"))
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that a screen reader finds it
        self._card.lines.addWidget(self._bar)
        self.add_widget(self._card)
        self.start_at(self._bar)

    def show_progress(self, part: float) -> None:
        """Show what part is done, 0 to 1."""
        self._bar.setRange(0, SHOWN_PARTS)
        self._bar.setValue(round(part * SHOWN_PARTS))

    def show_end(
        self, title: str, texts: Sequence[str], actions: Sequence[Action], problem: bool = False
    ) -> None:
        """Show how it ended.

        Args:
            title: In a few words.
            texts: Sentences, a paragraph each.
            actions: What the buttons say and do; the first one is what Enter does.
            problem: Whether it did not work.
        """
        self.set_header(title, "")
        self._bar.hide()
        for label in self._said:
            label.hide()
            label.deleteLater()
        self._said = [words(text) for text in texts if text]
        set_role(self._card, "problem" if problem else "card")
        for label in self._said:
            self._card.lines.addWidget(label)
        foot = QWidget()
        row = FlowLayout(foot)
        for number, (label_text, act) in enumerate(actions):
            button = QPushButton(label_text)
            button.setAutoDefault(True)
            set_role(button, "secondary" if number else "primary")
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
            if number == 0:
                self.start_at(button)
        self.set_foot(foot)
        announce(self, " ".join([f"{title}.", *texts]), assertive=problem)
        self.take_keys()

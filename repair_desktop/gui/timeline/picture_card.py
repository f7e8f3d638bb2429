"""A picture of the timeline with the words beneath it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.words import words


class PictureCard(Card):
    """The picture, what is looked at with a button that opens it, and how it is to be read.

    Attributes:
        panel: Whose picture it is.
        said: The words of what is looked at.

    Signals:
        opened: What the person wants to look at.
        chosen: Something else is chosen in the picture, or nothing is.
    """

    opened = Signal(object)
    chosen = Signal()

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = panel
        picture = panel.picture
        picture.laid_out.connect(self.show_words)
        picture.looked_at.connect(self._say)
        picture.chosen.connect(self._follow_choice)
        picture.opened.connect(self.opened)
        self.lines.addWidget(picture)
        self.said = words("")
        self._open = QPushButton(self.tr("Open"))
        set_role(self._open, "secondary")
        self._open.clicked.connect(lambda: self.opened.emit(picture.what))
        self._open.hide()
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self.lines.addLayout(line)
        self._explanation = words("", "small")
        self.lines.addWidget(self._explanation)

    def show_words(self) -> None:
        """Say how the picture is to be read now."""
        explanation = self.panel.explanation()
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))
        self.panel.picture.say_about(f"{self.panel.summary()} {self.panel.keys()}")

    def _say(self, said: str) -> None:
        hint = self.tr("Point at something, or use the left and right arrow keys, to read it here.")
        nothing = self.tr("There is nothing to read for these days.")
        self.said.setText(said or (hint if self.panel.picture.items else nothing))

    def _follow_choice(self) -> None:
        what = self.panel.picture.what
        self._open.setVisible(what is not None)
        if what is not None:
            said = self.panel.picture.words_of(what)
            self._open.setAccessibleName(self.tr("Open: {what}").format(what=said))
        self.chosen.emit()

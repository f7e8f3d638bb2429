"""What a check-in belongs to: a rupture, a session, both or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.linking import Linkable
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words

_LETTERS = 20
"""How many letters of a name are seen where there is little room."""


class BelongsField(QWidget):
    """Two lists to choose from. Nothing is shown where there is nothing to choose.

    Signals:
        changed: It belongs to something else now.
    """

    changed = Signal()

    def __init__(self, names: LinkWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._day = date.min
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE * 2)
        lines.addWidget(words(self.tr("Belongs to"), "question"))
        self._rupture = _LinkBox(self.tr("Something that felt off"))
        self._session = _LinkBox(self.tr("A session"))
        for box in (self._rupture, self._session):
            box.changed.connect(self.changed)
            lines.addWidget(box)
        self.hide()

    @property
    def rupture_id(self) -> RuptureId | None:
        """The rupture it belongs to."""
        return None if self._rupture.link is None else RuptureId(self._rupture.link)

    @property
    def session_id(self) -> SessionId | None:
        """The session it belongs to."""
        return None if self._session.link is None else SessionId(self._session.link)

    def show_links(self, rupture_id: RuptureId | None, session_id: SessionId | None) -> None:
        """Show what a check-in belongs to, without telling anybody."""
        self._rupture.link, self._session.link = rupture_id, session_id
        self.offer()

    def show_day(self, day: date) -> None:
        """Offer the sessions near the day of the check-in."""
        if day != self._day:
            self._day = day
            self.offer()

    def offer(self) -> None:
        """Offer what was read last. What is chosen stays chosen, and nobody is told."""
        known: Linkable | None = self._names.known
        if known is None:
            return
        near = known.sessions_near(self._day, self.session_id)
        self._rupture.offer([(r.rupture.id, self._names.rupture(r)) for r in known.ruptures])
        self._session.offer([(each.id, self._names.session(each)) for each in near])
        boxes = (self._rupture, self._session)
        for box in boxes:
            box.setVisible(box.has_choice)
        self.setVisible(any(box.has_choice for box in boxes))


class _LinkBox(QWidget):
    """A list under its name. The first choice is none.

    Signals:
        changed: The person chose something else.

    Attributes:
        link: The id of what is chosen, or None.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link: str | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        label = words(name, "helper")
        self._box = QComboBox()
        self._box.setAccessibleName(name)
        label.setBuddy(self._box)  # a combo box has no other name on Linux
        # A long title would else make the page as wide as itself.
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._box.setSizeAdjustPolicy(adjust)
        self._box.setMinimumContentsLength(_LETTERS)
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        let_wheel_pass(self._box)
        self._box.currentIndexChanged.connect(self._choose)
        self._whole = words("", "helper")
        for part in (label, self._box, self._whole):
            lines.addWidget(part)
        self._say_whole()

    @property
    def has_choice(self) -> bool:
        """Whether there is anything but none."""
        return self._box.count() > 1

    def offer(self, offered: Sequence[tuple[str, str]]) -> None:
        """Offer ids by their names, and what is chosen even where that is not among them."""
        choices: list[tuple[str | None, str]] = [(None, self.tr("None")), *offered]
        ids = [link for link, _name in choices]
        if self.link not in ids:
            # Set aside, and it may be taken back.
            choices.append((self.link, self.tr("One that was deleted")))
            ids.append(self.link)
        with QSignalBlocker(self._box):
            if choices != self._present():  # a list that is open stays so
                self._box.clear()
                for link, name in choices:
                    self._box.addItem(name, link)
            self._box.setCurrentIndex(ids.index(self.link))
        list_of_all = self._box.view()
        list_of_all.setMinimumWidth(list_of_all.sizeHintForColumn(0))
        self._say_whole()

    def _present(self) -> list[tuple[str | None, str]]:
        places = range(self._box.count())
        return [(self._box.itemData(place), self._box.itemText(place)) for place in places]

    def _choose(self) -> None:
        self.link = self._box.currentData()
        self._say_whole()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the name still fits."""
        super().resizeEvent(event)
        self._say_whole()

    def _say_whole(self) -> None:
        """Show below the list the name that has no room in it."""
        option = QStyleOptionComboBox()
        self._box.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self._box.style().subControlRect(kind, option, part, self._box).width()
        name = self._box.currentText()
        fits = self._box.fontMetrics().horizontalAdvance(name) <= room
        self._whole.setText("" if fits else name)
        self._whole.setVisible(not fits)

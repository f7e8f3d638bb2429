"""One of a few words: side by side where there is room, else as a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from repair_desktop.gui.widgets.segments import Segments
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words


class OneOf(QWidget):
    """Words of which one or none is chosen. It never takes more than one line.

    Args:
        name: What they are a choice of.
        texts: The words.

    Signals:
        chosen: The person chose the word at this place, counted from 0; perhaps once more.
    """

    chosen = Signal(int)

    def __init__(self, name: str, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = Segments(name, texts)
        self._segments.chosen.connect(self._choose)
        self._list = QComboBox()
        self._list.setAccessibleName(name)
        self._list.setPlaceholderText(name)
        self._list.addItems(list(texts))
        let_wheel_pass(self._list)
        self._list.activated.connect(self._choose)
        self._label = words(name, "small")
        self._label.setBuddy(self._list)
        for part in (self._label, self._list):
            part.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._segments)
        line.addWidget(self._label)
        line.addWidget(self._list, 1)
        line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_place(None)

    @property
    def place(self) -> int | None:
        """The place of the word that is chosen, or None."""
        return self._segments.place

    def show_place(self, place: int | None) -> None:
        """Show a choice without telling anybody."""
        self._segments.show_place(place)
        self._list.setCurrentIndex(-1 if place is None else place)

    def _choose(self, place: int) -> None:
        self.show_place(place)
        self.chosen.emit(place)

    def _fit(self) -> None:
        """Swap the two forms where the width asks for it; the keys go along."""
        as_list = self.width() < self._segments.sizeHint().width()
        if as_list is self._list.isHidden():
            forms = (self._segments, self._list)
            before, after = forms if as_list else reversed(forms)
            self._label.setVisible(as_list)
            self._list.hidePopup()  # while it is open the list in it has the keys
            focused = self.focusWidget()
            had_keys = focused is not None and focused.hasFocus()
            before.hide()
            after.show()
            if had_keys:
                after.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Ask for room for all words side by side."""
        one_line = self._segments.sizeHint()
        return QSize(one_line.width(), max(one_line.height(), self._list.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Return the room for the list."""
        return QSize(self._list.minimumSizeHint().width(), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys to the form that is shown."""
        target = self._list if self._segments.isHidden() else self._segments
        target.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be side by side, or a list."""
        super().resizeEvent(event)
        self._fit()

"""What stands below a journey: whether it is saved, and the ways back, out and on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.words import words


class Foot(QWidget):
    """The part that is always in sight; :attr:`rest` scrolls with the page.

    Where there is room, everything is always in sight. Where there is not (large text, a low
    window), the way out and the way on are, and everything else is in the rest.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rest = QWidget()
        self.saved = words("", "saved")
        self.problem = Notice()
        self.back = _button(self.tr("Back"))
        self.steady = _button(self.tr("Steady me"))
        self.enough = _button(self.tr("Enough for today"))
        self.skip = _button(self.tr("Skip"))
        self.on = _button(self.tr("Continue"))
        self._break = _Break()
        self._lines, self._row = _rows(self)
        self._rest_lines, self._rest_row = _rows(self.rest)
        self._before = (self.back, self.steady, self.enough)
        self._after = (self.skip, self.on)
        self._crowded = False
        self._place()

    @property
    def is_crowded(self) -> bool:
        """Whether only the ways out and on are always in sight."""
        return self._crowded

    def sizeHint(self) -> QSize:
        """Ask for one line; how many there are follows from the width."""
        return QSize(super().sizeHint().width(), self.enough.sizeHint().height())

    def arrange(self, width: int, most_height: int) -> None:
        """Put everything where it belongs.

        Args:
            width: Pixels from side to side.
            most_height: How high the part in sight may be.
        """
        fits = self._fit(width)
        crowded = self._height(width, fits) > most_height
        self._break.setVisible(not fits and not crowded)
        if crowded is not self._crowded:
            self._crowded = crowded
            self._place()
        for row in (self._row, self._rest_row):
            row.measure_anew()

    def _place(self) -> None:
        focused = QApplication.focusWidget()
        lines, row = (
            (self._rest_lines, self._rest_row) if self._crowded else (self._lines, self._row)
        )
        lines.insertWidget(0, self.saved)
        lines.insertWidget(1, self.problem)
        self._row.clear()
        self._rest_row.clear()
        for button in (self.back, self.steady):
            row.addWidget(button)
        self._row.addWidget(self.enough)
        self._row.addWidget(self._break)
        row.addWidget(self.skip)
        self._row.addWidget(self.on)
        self._row.at_end = self._after
        self.rest.setVisible(self._crowded)
        if focused in (self.back, self.steady, self.skip):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)  # a new parent takes it away

    def _fit(self, width: int) -> bool:
        """Tell whether all buttons fit into one line, "Skip" as wide as the way on if it can be."""
        space = self._row.spacing()
        self.skip.setMinimumWidth(0)
        needed = sum(wide + space for wide in _widths(self._before + self._after)) - space
        same = self.on.sizeHint().width()
        if needed - self.skip.sizeHint().width() + same <= width:
            self.skip.setMinimumWidth(same)
        return needed <= width

    def _height(self, width: int, fits: bool) -> int:
        """Return how high everything together is."""
        parts = [self.saved.heightForWidth(width)]
        if not _is_hidden(self.problem):
            parts.append(self.problem.heightForWidth(width))
        groups = [self._before + self._after] if fits else [self._before, self._after]
        lines = sum(self._lines_of(_widths(group), width) for group in groups)
        parts += [self.enough.sizeHint().height()] * lines
        return sum(parts) + self._lines.spacing() * (len(parts) - 1)

    def _lines_of(self, widths: Sequence[int], width: int) -> int:
        x, lines = 0, 1
        for wide in widths:
            if x > 0 and x + wide > width:
                x, lines = 0, lines + 1
            x += wide + self._row.spacing()
        return lines


class _Break(QWidget):
    """Ends a line: the buttons after it begin a new one."""

    def sizeHint(self) -> QSize:
        """Ask for more width than there ever is, and no height."""
        return QSize(10_000, 0)


def _widths(buttons: Sequence[QPushButton]) -> list[int]:
    """Return how wide buttons are, those left out that are hidden on purpose."""
    return [
        max(button.sizeHint().width(), button.minimumWidth())
        for button in buttons
        if not _is_hidden(button)
    ]


class _Row(FlowLayout):
    """Buttons, of which the last ones stand at the end of their line.

    Attributes:
        at_end: Those buttons.
    """

    at_end: Sequence[QWidget] = ()

    def clear(self) -> None:
        while self.takeAt(0) is not None:
            pass

    def measure_anew(self) -> None:
        """Forget the size at once, and not with the next event: the page measures now."""
        area = self.parentWidget()
        assert area is not None
        area.updateGeometry()

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        found = [self.itemAt(number) for number in range(self.count())]
        ends = [item for item in found if item is not None and item.widget() in self.at_end]
        ends = [item for item in ends if not item.isEmpty()]
        if len({item.geometry().top() for item in ends}) != 1:
            return
        last = ends[-1].geometry()
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        room = rect.left() - last.left() if mirrored else rect.right() - last.right()
        for item in ends:
            item.setGeometry(item.geometry().translated(room, 0))


def _is_hidden(widget: QWidget) -> bool:
    """Tell whether a widget is hidden on purpose, and not because nothing is shown yet."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _rows(area: QWidget) -> tuple[QVBoxLayout, _Row]:
    """Return a column in ``area``, and the row of buttons at its end."""
    lines = QVBoxLayout(area)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(8)
    inside = QWidget()
    row = _Row(inside)
    lines.addWidget(inside)
    return lines, row


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    set_role(button, "secondary")
    return button

"""How a page will look on paper."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.document import MARGIN
from repair_desktop.gui.widgets.paper import UNIT, Pages
from repair_desktop.gui.widgets.spoken import SpokenWidget

_WIDEST = 420  # logical pixels at 100 %
_MARGIN = MARGIN * 72 / 25.4 * UNIT


class PageView(SpokenWidget):
    """The first page, small. What is on it stands beside it in words: nobody has to see it."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(QAccessible.Role.Graphic, parent)
        self._theme = theme
        self._pages: Pages | None = None
        self._said = ""
        self._painted: QPixmap | None = None
        self.setAccessibleName(self.tr("How the first page will look"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_pages(self, pages: Pages, said: str) -> None:
        """Show the first of some pages, and say the same in words."""
        self._pages, self._said, self._painted = pages, said, None
        self.updateGeometry()
        self.update()

    def spoken_value(self) -> str:
        """Return what is on the pages, in words."""
        return self._said

    def hasHeightForWidth(self) -> bool:
        """It has the shape of its paper."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of a page that is so wide."""
        whole = self._whole()
        return 0 if whole is None else round(min(width, self._widest()) * whole[1] / whole[0])

    def sizeHint(self) -> QSize:
        """Ask for a page that can almost be read."""
        return QSize(self._widest(), self.heightForWidth(self._widest()))

    def minimumSizeHint(self) -> QSize:
        """Let itself be made smaller."""
        return QSize(self._widest() // 3, 0)

    def _widest(self) -> int:
        return self._theme.tokens.scaled(_WIDEST)

    def _whole(self) -> tuple[float, float] | None:
        """Return the width and height of the paper, in units."""
        if self._pages is None:
            return None
        size = self._pages.size
        return size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint it on white, as paper is, whatever the look."""
        whole = self._whole()
        if whole is None or self._pages is None:
            return
        width = min(self.width(), self._widest())
        height = round(width * whole[1] / whole[0])
        dense = self.devicePixelRatioF()
        size = QSize(round(width * dense), round(height * dense))
        if self._painted is None or self._painted.size() != size:
            self._painted = self._paint(self._pages, size, size.width() / whole[0])
            self._painted.setDevicePixelRatio(dense)
        painter = QPainter(self)
        left = (self.width() - width) // 2
        painter.drawPixmap(left, 0, self._painted)
        painter.setPen(QPen(QColor(self._theme.tokens.colour("control")), 1))
        painter.drawRect(left, 0, width - 1, height - 1)
        painter.end()

    def _paint(self, pages: Pages, size: QSize, scale: float) -> QPixmap:
        painted = QPixmap(size)
        painted.fill(Qt.GlobalColor.white)
        painter = QPainter(painted)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(scale, scale)
        painter.translate(_MARGIN, _MARGIN)
        pages.paint(painter, 0)
        painter.end()
        return painted

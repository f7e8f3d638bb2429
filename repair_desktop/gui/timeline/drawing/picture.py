"""What every picture of the timeline has in common: one thing to focus, with things to go to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE, Tokens
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.document import copied_whole
from repair_desktop.gui.widgets.spoken import SpokenWidget

_FIRST_WIDTH = 400  # until a layout gives another
_HALO = 1.5  # on both sides of the ring around what is chosen


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a picture that can be gone to.

    Attributes:
        what: What it stands for.
        key: What stays the same about it when it is read again, or changed.
        area: Where it is painted, in logical pixels.
    """

    what: Any
    key: Hashable
    area: QRectF


@dataclass(frozen=True, slots=True)
class Label:
    """Words, and the left end of the line they stand on."""

    text: str
    at: QPointF


class Plan(Protocol):
    """Where everything in a picture stands, in logical pixels. Each picture has its own."""

    @property
    def height(self) -> float:
        """How high the picture is."""
        ...

    @property
    def items(self) -> Sequence[Item]:
        """Everything that can be gone to, in the order in which the keys go."""
        ...

    def nearest(self, point: QPointF) -> int | None:
        """Return the place of the item at a point, or None where nothing is near."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture without its window: for paper and for a file.

    Attributes:
        size: In logical pixels.
        paint: Paints it with its upper left corner at the painter's origin.
        plan: Where everything stands in it.
    """

    size: QSize
    paint: Callable[[QPainter], None]
    plan: Any


class Picture(SpokenWidget):
    """A painted part of the timeline.

    One stop for the Tab key. Left and Right go from one thing to the next as they stand on the
    screen, Home and End to the first and the last, Enter and Space open, Page Up and Page Down ask
    for other days.

    A picture says where things stand (:meth:`plan_for`), how they are painted (:meth:`paint_plan`)
    and what they are called (:meth:`words_of`); the rest is here.

    Signals:
        looked_at: The words of what is chosen or under the mouse; "" where that is nothing.
        chosen: Something else is chosen, or nothing is.
        laid_out: There is another :attr:`plan`.
        opened: What the person wants to look at: an item's ``what``.
        moved: -1 or +1: the person wants to see the days before or after.
    """

    looked_at = Signal(str)
    chosen = Signal()
    laid_out = Signal()
    opened = Signal(object)
    moved = Signal(int)

    def __init__(self, name: str, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(QAccessible.Role.Chart, parent)
        self._theme = theme
        self._plan: Plan | None = None
        self._chosen: Hashable | None = None
        self._hovered: int | None = None
        self._about = ""
        self.shift = QPointF()  # of everything that can be gone to, while it is dragged
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.lay_out)

    # --- what a picture has of its own ------------------------------------------------------

    @abstractmethod
    def plan_for(self, tokens: Tokens, width: float, mirrored: bool) -> Plan | None:
        """Return where everything stands, or None while there is nothing to show.

        Args:
            tokens: The look; sizes follow its text size.
            width: Of the picture.
            mirrored: Whether time runs from right to left, as the reader's language does.
        """

    @abstractmethod
    def paint_plan(self, painter: QPainter, plan: Any, tokens: Tokens) -> None:
        """Paint everything but what is chosen and the focus. ``plan`` is one of its own."""

    @abstractmethod
    def words_of(self, what: Any) -> str:
        """Return all there is to say about an item, as plain text."""

    def ring_of(self, item: Item, tokens: Tokens) -> tuple[QRectF, float]:  # noqa: ARG002
        """Return the frame around what is chosen, and how round its corners are."""
        area = item.area.adjusted(-SPACE, -SPACE, SPACE, SPACE)
        return area, min(area.width(), area.height()) / 2

    def target(self, key: int, now: int | None) -> int | None:
        """Return the place a key goes to, or None for a key that goes nowhere.

        Args:
            key: A :class:`Qt.Key`, Left and Right as in a window that is not mirrored.
            now: The place of what is chosen, or None.
        """
        last = len(self.items) - 1
        match key:
            case Qt.Key.Key_Left:
                return last if now is None else now - 1
            case Qt.Key.Key_Right:
                return 0 if now is None else now + 1
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
            case _:
                return None

    # --- what is shown ----------------------------------------------------------------------

    @property
    def plan(self) -> Any:
        """Where everything stands, or None before there is anything to show."""
        return self._plan

    @property
    def items(self) -> Sequence[Item]:
        """Everything that can be gone to."""
        return self._plan.items if self._plan is not None else ()

    @property
    def what(self) -> Any:
        """What is chosen, or None."""
        place = self.place
        return None if place is None else self.items[place].what

    @property
    def place(self) -> int | None:
        """The place of what is chosen among the items, or None."""
        if self._chosen is None:
            return None
        return next((n for n, item in enumerate(self.items) if item.key == self._chosen), None)

    @property
    def chosen_area(self) -> QRectF:
        """Where what is chosen stands; nothing when nothing is."""
        place = self.place
        return QRectF() if place is None else self.items[place].area

    @property
    def is_mirrored(self) -> bool:
        """Whether time runs from right to left."""
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def spoken_value(self) -> str:
        """Return the words of what is chosen."""
        what = self.what
        return self.tr("Nothing is chosen.") if what is None else self.words_of(what)

    def show_anew(self) -> None:
        """Show what there is now. What was chosen stays chosen where it is still there."""
        self._hovered = None
        self._make_plan()
        self._tell()

    def lay_out(self) -> None:
        """Work out where everything stands in another width or look, and paint it so.

        There may be fewer things then: a bar holds more days where a day is narrower.
        """
        chosen = self.what
        self._make_plan()
        self._hover(None)
        if self.what != chosen:
            self._tell()

    def _make_plan(self) -> None:
        plan = self.plan_for(self._theme.tokens, self.width(), self.is_mirrored)
        self._plan = plan
        if plan is not None:
            self.setFixedHeight(round(plan.height))
            self.laid_out.emit()
        self.update()

    def drawing(self, tokens: Tokens, width: int) -> Drawing | None:
        """Return the picture as it is now, in another look and width, for elsewhere.

        It shows nothing as chosen. It keeps what it needs: the widget may show other days before
        it is painted.
        """
        plan = self.plan_for(tokens, width, self.is_mirrored)
        if plan is None:
            return None

        def paint(painter: QPainter) -> None:
            painter.setFont(label_font(tokens))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_plan(painter, plan, tokens)

        return Drawing(QSize(width, round(plan.height)), paint, plan)

    @contextmanager
    def planned_as(self, drawing: Drawing) -> Iterator[None]:
        """Have the plan of a drawing for a while.

        So words on how the picture is to be read fit the drawing: in another width a bar may hold
        other days.
        """
        before, self._plan = self._plan, drawing.plan
        try:
            yield
        finally:
            self._plan = before

    # --- choosing ---------------------------------------------------------------------------

    def choose_place(self, place: int) -> None:
        """Choose an item by its place, and say so."""
        self._chosen = self.items[place].key
        self._hovered = None
        self._tell()
        self.say_value()
        announce(self, self.spoken_value())
        self.update()

    def say_about(self, about: str) -> None:
        """Say in general what is shown, and which keys do what."""
        self._about = about
        self._describe()

    def _describe(self) -> None:
        # On Linux nobody can ask for a value in words; what is chosen stands in the description.
        chosen = [] if self.what is None else [self.spoken_value()]
        self.setAccessibleDescription(" ".join((*chosen, self._about)))

    def _tell(self) -> None:
        self._describe()
        self.chosen.emit()
        self._tell_words()

    def _tell_words(self) -> None:
        place = self.place if self._hovered is None else self._hovered
        self.looked_at.emit("" if place is None else self.words_of(self.items[place].what))

    def _open(self) -> None:
        what = self.what
        if what is not None:
            self.opened.emit(what)

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            shape = Qt.CursorShape
            self.setCursor(shape.ArrowCursor if place is None else shape.PointingHandCursor)
            self._tell_words()
            self.update()

    def under(self, point: QPointF) -> int | None:
        """Return the place of the item at a point of the widget, or None."""
        return None if self._plan is None else self._plan.nearest(point)

    # --- events -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to something, open it, or ask for other days."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
            return
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.moved.emit(-1 if key == Qt.Key.Key_PageUp else 1)
            return
        target = self.target(self._unmirrored(key), self.place)
        if target is None:
            super().keyPressEvent(event)
        elif self.items:
            self.choose_place(max(0, min(len(self.items) - 1, target)))

    def _unmirrored(self, key: int) -> int:
        swapped = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
        return swapped.get(Qt.Key(key), key) if self.is_mirrored else key

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        self._hover(self.under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say again what is chosen."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        place = self.under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.choose_place(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        on_item = self.under(event.position()) is not None
        if event.button() is Qt.MouseButton.LeftButton and on_item:
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Let time run the other way in a mirrored window."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.lay_out()

    def sizeHint(self) -> QSize:
        """Ask for any width; the height follows from what is shown."""
        return QSize(_FIRST_WIDTH, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make use of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the picture, then the rings."""
        if self._plan is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        # A painter takes the program's direction; places are worked out for either already.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(label_font(tokens))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_plan(painter, self._plan, tokens)
        self._paint_rings(painter, tokens)
        painter.end()

    def _paint_rings(self, painter: QPainter, tokens: Tokens) -> None:
        thick = tokens.border + 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = pen(tokens, "focus" if self.hasFocus() else "ink", thick)
        halo = pen(tokens, "surface", thick + 2 * _HALO)  # so that it is seen on every colour
        for place in {self.place, self._hovered} - {None}:
            assert place is not None
            area, radius = self.ring_of(self.items[place], tokens)
            for each in (halo, ring):
                painter.setPen(each)
                painter.drawRoundedRect(area.translated(self.shift), radius, radius)
        painter.setPen(ring)
        if self.hasFocus():
            half = thick / 2
            frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(frame, tokens.control_radius, tokens.control_radius)


def label_font(tokens: Tokens) -> QFont:
    """Return the font of a picture's words; they can be copied out of a PDF."""
    font = copied_whole(QFont(tokens.text_family))
    font.setPixelSize(tokens.small_size)
    return font


def label_metrics(tokens: Tokens) -> QFontMetricsF:
    """Return how long and high a picture's words are."""
    return QFontMetricsF(label_font(tokens))


def heading_font(tokens: Tokens) -> QFont:
    """Return the font of headings in a picture."""
    font = label_font(tokens)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def heading_metrics(tokens: Tokens) -> QFontMetricsF:
    """Return how long and high headings in a picture are."""
    return QFontMetricsF(heading_font(tokens))


def pen(tokens: Tokens, name: str, width: float = 1.0) -> QPen:
    """Return a pen in a named colour, ``width`` logical pixels wide, with round ends."""
    made = QPen(QColor(tokens.colour(name)), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made


def baseline(metrics: QFontMetricsF, middle: float) -> float:
    """Return where words stand whose height has its middle there."""
    return middle + (metrics.ascent() - metrics.descent()) / 2

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.tokens import LIGHT, Tokens
from repair_desktop.gui.timeline.drawing.mirror import Mirror
from repair_desktop.gui.timeline.drawing.picture import Item, Label, label_metrics


def test_everything_is_as_far_from_the_other_edge_and_twice_is_as_before(
    qapp: QApplication,
) -> None:
    mirror = Mirror(100, label_metrics(Tokens(LIGHT)))
    assert mirror.point(QPointF(10, 5)) == QPointF(90, 5)
    assert mirror.rect(QRectF(10, 5, 20, 8)) == QRectF(70, 5, 20, 8)
    line = QLineF(10, 1, 30, 2)
    assert mirror.line(line) == QLineF(90, 1, 70, 2)
    item = Item("what", "key", QRectF(0, 0, 4, 4))
    assert mirror.item(item).area == QRectF(96, 0, 4, 4)
    label = Label("words", QPointF(3, 7))
    turned = mirror.label(label)
    width = mirror.metrics.horizontalAdvance("words")
    assert turned.at == QPointF(97 - width, 7)
    for each in (label, Label("", QPointF(1, 1))):
        assert mirror.label(mirror.label(each)) == each

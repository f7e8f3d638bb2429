"""Pages that are built anew after each change, with the keys going on where they were."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from repair_desktop.gui.widgets.tab_order import tab_in_reading_order


def focused_name(page: QWidget) -> str:
    """Return the object name of what has the focus on a page, or ""."""
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None and page.isAncestorOf(focused) else ""


def order_and_focus(page: QWidget, name: str) -> None:
    """Set the order of Tab, and give the focus to the control of an object name.

    Args:
        page: With its new controls.
        name: The control's object name, or "".
    """

    def focus() -> None:
        found = [w for w in page.findChildren(QWidget, name) if name and w.isVisible()]
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)

    tab_in_reading_order(page)
    QTimer.singleShot(0, page, focus)  # new controls are shown a moment later


def clear(lines: QVBoxLayout) -> None:
    """Take everything away."""
    while (item := lines.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

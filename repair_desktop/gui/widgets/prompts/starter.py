"""A sentence starter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.gui.widgets.wrapping_button import WrappingButton


class Starter(WrappingButton):
    """Words that can be taken in with one press."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(f"“{text}”", parent)
        self.setAccessibleName(self.tr("Begin with: {starter}").replace("{starter}", text))

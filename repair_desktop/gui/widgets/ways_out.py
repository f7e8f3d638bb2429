"""Ways out of the journal. Each says first that a copy is not locked, and what is on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.output import Output


@dataclass(frozen=True, slots=True)
class Way:
    """One way out.

    Attributes:
        text: What its button says.
        go_on: What the button says that leads on, once it was said what a copy is.
        act: Asks for the printer or the file. Its argument is over what the question is asked.
        listed: Says what is on it, in words of the program and never of the person; nothing where
            there is nothing to take along.
    """

    text: str
    go_on: str
    act: Callable[[QWidget], None]
    listed: Callable[[], Sequence[str]]


class WaysOut(QWidget):
    """A button for each way, and what is to be said about it.

    Args:
        output: Brings it to where it goes.

    Signals:
        changed: Controls came or went; the order of Tab may be another.
    """

    changed = Signal()

    def __init__(self, output: Output, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._output = output
        output.setParent(self)
        output.saved.connect(self._note_saved)
        output.failed.connect(self._note_failure)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        buttons = QWidget()
        self._row = FlowLayout(buttons)
        lines.addWidget(buttons)
        self._notice = Notice()
        lines.addWidget(self._notice)

    def add(self, *ways: Way) -> None:
        """Add a button for each."""
        for way in ways:
            button = QPushButton(way.text)
            set_role(button, "secondary")
            button.clicked.connect(lambda _=False, button=button, way=way: self._warn(button, way))
            self._row.addWidget(button)

    def clear(self) -> None:
        """Say nothing more: what a copy would hold is another now."""
        self._notice.clear()

    def _warn(self, button: QPushButton, way: Way) -> None:
        """Say what a copy is before one is made."""
        listed = " · ".join(way.listed())
        if not listed:
            self._notice.say(self.tr("There is nothing on it yet. Turn on a line first."))
            return
        self._notice.say(
            "\n".join(
                (
                    self.tr("This copy is not locked. Anyone who finds it can read it."),
                    self.tr("On it: {lines}").replace("{lines}", listed),
                )
            ),
            [
                (way.go_on, lambda: self._go_on(way)),
                (self.tr("Not now"), lambda: self._not_now(button)),
            ],
        )
        self._focus_notice()

    def _go_on(self, way: Way) -> None:
        self._notice.clear()
        way.act(self.window())

    def _not_now(self, button: QPushButton) -> None:
        self._notice.clear()
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_notice(self) -> None:
        """Let the keyboard go on at the way on, once it is shown."""

        def focus() -> None:
            self.changed.emit()
            buttons = self._notice.findChildren(QPushButton)
            first = next((button for button in buttons if button.isVisible()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

        QTimer.singleShot(0, self, focus)

    def _note_saved(self) -> None:
        self._notice.say(self.tr("A copy is saved. It is not locked."))

    def _note_failure(self) -> None:
        self._notice.say(
            self.tr(
                "It could not be saved there. Nothing else changed. Choose another folder, or "
                "look whether the disk is full."
            ),
            problem=True,
        )

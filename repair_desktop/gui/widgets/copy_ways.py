"""Ways to take a person's words out of the journal: on paper, as a PDF, as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.document import Part, TextOutput
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice


@dataclass(frozen=True, slots=True)
class Copy:
    """What would leave the journal.

    Attributes:
        parts: The paragraphs.
        listed: What is in it, by headings of the program's and never by the person's words.
    """

    parts: Sequence[Part]
    listed: Sequence[str]


class CopyWays(QWidget):
    """Print, PDF and plain text. Each says first that a copy is not locked, and what is on it.

    Args:
        name: What a file is called at first, and what a printer's queue shows. Never a person's
            words.
        copy: Gives what would leave the journal as it is now.

    Signals:
        changed: Controls came or went; the order of Tab may be another.
    """

    changed = Signal()

    def __init__(self, name: str, copy: Callable[[], Copy], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._copy = copy
        self._output = TextOutput(self)
        self._output.saved.connect(self._note_saved)
        self._output.failed.connect(self._note_failure)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for text, act, go_on in (
            (self.tr("Print…"), self._output.print, self.tr("Go on to print…")),
            (self.tr("Save as PDF…"), self._output.save_pdf, self.tr("Choose where…")),
            (self.tr("Save as text…"), self._output.save_text, self.tr("Choose where…")),
        ):
            button = QPushButton(text)
            set_role(button, "secondary")
            button.clicked.connect(
                lambda _=False, button=button, act=act, go_on=go_on: self._warn(button, go_on, act)
            )
            row.addWidget(button)
        lines.addWidget(buttons)
        self._notice = Notice()
        lines.addWidget(self._notice)

    def clear(self) -> None:
        """Say nothing more: what a copy would hold is another now."""
        self._notice.clear()

    def _warn(
        self,
        button: QPushButton,
        go_on: str,
        act: Callable[[Sequence[Part], str, QWidget], None],
    ) -> None:
        """Say what a copy is before one is made."""
        copy = self._copy()
        if not copy.listed:
            self._notice.say(self.tr("There is nothing on it yet. Turn on a line first."))
            return
        listed = " · ".join(copy.listed)
        self._notice.say(
            "\n".join(
                (
                    self.tr("This copy is not locked. Anyone who finds it can read it."),
                    self.tr("On it: {lines}").replace("{lines}", listed),
                )
            ),
            [
                (go_on, lambda: self._go_on(copy, act)),
                (self.tr("Not now"), lambda: self._not_now(button)),
            ],
        )
        self._focus_notice()

    def _go_on(self, copy: Copy, act: Callable[[Sequence[Part], str, QWidget], None]) -> None:
        self._notice.clear()
        act(copy.parts, self._name, self.window())

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

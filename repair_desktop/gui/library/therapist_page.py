"""The page for the therapist: to look at, to print and to save."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.library import Reading
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.library.reading_page import ReadingPage
from repair_desktop.gui.library.reading_words import parts
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.document import TextOutput
from repair_desktop.gui.widgets.notice import Notice


class TherapistPage(ReadingPage):
    """A note about Repair that the person can give away. It says nothing about the person."""

    def __init__(
        self,
        note: Reading,
        name: TherapistName,
        theme: ThemeController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(note, name, theme, parent)
        self._parts = parts(note, name)
        self._file_name = note.title
        self._output = TextOutput(self)
        self.set_header(
            fill(self.tr("A page for {your_therapist}"), name),
            self.tr("You can print it or save it, and take it along. It says nothing about you."),
        )
        self._notice = Notice()
        self.set_top(self._notice)
        for text, act in (
            (self.tr("Print…"), self._print),
            (self.tr("Save as PDF…"), self._save),
        ):
            button = QPushButton(text)
            set_role(button, "secondary")
            button.clicked.connect(act)
            self._foot_row.addWidget(button)
        self._output.saved.connect(self._note_saved)
        self._output.failed.connect(self._note_failure)

    def _print(self) -> None:
        self._notice.clear()
        self._output.print(self._parts, self._file_name, self.window())

    def _save(self) -> None:
        self._notice.clear()
        self._output.save_pdf(self._parts, self._file_name, self.window())

    def _note_saved(self) -> None:
        self._say(self.tr("Saved. The page holds nothing of what you wrote."))

    def _note_failure(self) -> None:
        self._say(
            self.tr(
                "It could not be saved there. Nothing else changed. Choose another folder, or "
                "look whether the disk is full."
            ),
            problem=True,
        )

    def _say(self, text: str, problem: bool = False) -> None:
        self._notice.say(text, problem=problem)
        self.scroll_to_top()

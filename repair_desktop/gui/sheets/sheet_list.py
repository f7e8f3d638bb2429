"""The sheets that were added, as a part of a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.sheets import SUFFIX, Sheet, SheetId, shown, worksheet_id
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.list_presenter import SheetListPresenter
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.rebuilt import clear, focused_name, order_and_focus
from repair_desktop.gui.widgets.words import words


class SheetList(QWidget):
    """Each sheet, and ways to open a file or to write a sheet.

    What was written on a sheet is listed with what was written on other worksheets.

    Args:
        presenter: Reads and removes.
        problems: Words for what goes wrong.

    Signals:
        begin_requested: The worksheet's id of a sheet to begin.
        file_chosen: The Path of a file that may be a sheet.
        editor_requested: The person wants to write a sheet for somebody.
        rebuilt: There are other controls now; the page around sets their order.
    """

    begin_requested = Signal(str)
    file_chosen = Signal(object)
    editor_requested = Signal()
    rebuilt = Signal()

    def __init__(
        self, presenter: SheetListPresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        lines.addWidget(words(self.tr("Homework sheets"), "question"))
        self._notice = Notice()
        lines.addWidget(self._notice)
        self._empty = words(
            self.tr(
                "Somebody can write a sheet for you, such as your therapist, and give it to you as "
                "a file. You can also drag the file onto this window."
            ),
            "helper",
        )
        lines.addWidget(self._empty)
        area = QWidget()
        self._cards = QVBoxLayout(area)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GAP)
        lines.addWidget(area)
        row = QWidget()
        flow = FlowLayout(row)
        self._open = self._button(self.tr("Open a sheet…"), self._choose_file)
        flow.addWidget(self._open)
        flow.addWidget(
            self._button(self.tr("Write a sheet for somebody"), self.editor_requested.emit, "quiet")
        )
        lines.addWidget(row)
        presenter.changed.connect(self._show)
        presenter.removed.connect(self._offer_back)
        presenter.restored.connect(self._note_return)
        presenter.failed.connect(self._show_problem)

    def refresh(self) -> None:
        """Read the sheets again."""
        self._presenter.refresh()

    # --- showing ----------------------------------------------------------------------------

    def _show(self, sheets: tuple[Sheet, ...]) -> None:
        place = focused_name(self)
        clear(self._cards)
        for sheet in sheets:
            self._cards.addWidget(self._card(sheet))
        self._empty.setVisible(not sheets)
        self._order_and_focus(place)

    def _order_and_focus(self, place: str) -> None:
        order_and_focus(self, place)
        self.rebuilt.emit()

    def _card(self, sheet: Sheet) -> Card:
        card = Card()
        card.setAccessibleName(sheet.title)
        card.lines.addWidget(words(shown(sheet.title), "question"))
        sender = self.tr("It says it is from: {sender}").format(sender=sheet.sender)
        about = "\n".join(filter(None, (sender, sheet.due)))
        card.lines.addWidget(words(shown(about), "helper"))
        worksheet = worksheet_id(sheet.id)
        begin = self._named(
            self.tr("Begin"), sheet.title, lambda: self.begin_requested.emit(worksheet)
        )
        remove = self._named(
            self.tr("Remove"), sheet.title, lambda: self._presenter.remove(sheet.id), "quiet"
        )
        row = QWidget()
        flow = FlowLayout(row)
        for number, control in enumerate((begin, remove)):
            control.setObjectName(f"{sheet.id} {number}")
            flow.addWidget(control)
        card.lines.addWidget(row)
        return card

    def _named(
        self, text: str, title: str, act: Callable[[], object], role: str = "secondary"
    ) -> QPushButton:
        button = self._button(text, act, role)
        button.setAccessibleName(f"{text}: {title}")
        return button

    def _button(self, text: str, act: Callable[[], object], role: str = "secondary") -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        set_role(button, role)
        button.clicked.connect(lambda: act())
        return button

    # --- doing ------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a sheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Homework sheets (*{suffix})").format(suffix=SUFFIX), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda chosen: self.file_chosen.emit(Path(chosen)))
        dialog.open()

    def _offer_back(self, sheet: str) -> None:
        self._notice.say(
            self.tr("The sheet is removed. What you wrote on it stays."),
            [(self.tr("Undo"), lambda: self._presenter.restore(SheetId(sheet)))],
        )
        self._notice.findChildren(QPushButton)[-1].setObjectName("undo")
        self._order_and_focus("undo")

    def _note_return(self) -> None:
        self._notice.clear()
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        self._notice.say(f"{problem.happened} {problem.safe} {problem.to_do}", problem=True)

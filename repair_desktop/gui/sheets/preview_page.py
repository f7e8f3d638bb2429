"""A sheet that somebody gave: who it says it is from and what it asks, before it is added."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.core.sheets import Offer, Standing, worksheet_id
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.sheets.preview_presenter import PreviewPresenter, PreviewView
from repair_desktop.gui.sheets.sheet_view import SheetView
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.words import words


class PreviewPage(Page):
    """Shows the whole sheet, with the choice to add it or not below.

    Args:
        presenter: Reads and adds.
        problems: Words for what goes wrong.

    Signals:
        closed: Back to where the person was.
        begin_requested: The worksheet's id of the sheet, which was added and is to be begun.
    """

    closed = Signal()
    begin_requested = Signal(str)

    def __init__(
        self, presenter: PreviewPresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._notice = Notice()
        self._sheet = SheetView()
        self._about = words(
            self.tr(
                "Repair can not check who wrote it. What you write on it stays in your journal, "
                "and goes to nobody by itself."
            ),
            "helper",
        )
        for part in (self._notice, self._sheet, self._about):
            self.add_widget(part)
        self._add = self._button(self.tr("Add it to Reflect"), "primary")
        self._begin = self._button(self.tr("Begin it"), "primary")
        self._close = self._button(self.tr("Do not add"), "secondary")
        foot = QWidget()
        row = FlowLayout(foot)
        for button in (self._add, self._begin, self._close):
            row.addWidget(button)
        self.set_foot(foot)
        self._add.clicked.connect(presenter.add)
        self._begin.clicked.connect(self._ask_to_begin)
        self._close.clicked.connect(self.closed)
        # Not the button that adds: the Enter that chose the file may still be down.
        self.start_at(self._close)
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keys: a sheet that is only read has nothing in it to go to."""
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + bar.pageStep())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case _:
                super().keyPressEvent(event)

    def _button(self, text: str, role: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        set_role(button, role)
        return button

    def _ask_to_begin(self) -> None:
        offer = self._presenter.view.offer
        if offer is not None:
            self.begin_requested.emit(worksheet_id(offer.sheet.id))

    def _show(self, view: PreviewView) -> None:
        offer = view.offer
        addable = offer is not None and not view.is_added and self._is_addable(offer)
        self.set_header(
            self.tr("A homework sheet"),
            self.tr("Look at it first. Nothing is added before you say so.") if addable else "",
        )
        self._sheet.show_sheet(offer.sheet if offer is not None else None)
        self._about.setVisible(offer is not None)
        had_keys = self._add.hasFocus()
        self._begin.setVisible(view.is_added)
        self._close.setText(self.tr("Do not add") if addable else self.tr("Close"))
        if had_keys and not addable:
            # Before its button goes: the focus would go on to whatever comes next.
            (self._begin if view.is_added else self._close).setFocus()
        self._add.setVisible(addable)
        self._say(view)

    def _say(self, view: PreviewView) -> None:
        if view.error is not None:
            problem = self._problems.words(view.error)
            self._notice.say(problem.text, problem=True)
        elif view.is_added:
            self._notice.say(self.tr("It is in Reflect now. You can begin when you like."))
        elif view.offer is not None and (text := self._standing(view.offer)):
            self._notice.say(text)
        else:
            self._notice.clear()
            if view.offer is not None and not view.is_busy:
                announce(self, view.offer.sheet.title)
        if not view.is_busy:
            self.scroll_to_top()

    def _is_addable(self, offer: Offer) -> bool:
        is_here = offer.standing is Standing.SAME and offer.is_offered
        return offer.standing.can_be_added and not is_here

    def _standing(self, offer: Offer) -> str:
        """Return what there is to say about the one in the journal, or ""."""
        match offer.standing:
            case Standing.NEW:
                return ""
            case Standing.SAME if offer.is_offered:
                return self.tr("You have this sheet already. It is in Reflect.")
            case Standing.SAME:
                return self.tr("You had this sheet before, and removed it. It can come back.")
            case Standing.NEWER:
                return self.tr(
                    "This is a newer version of a sheet you have, and takes its place. What you "
                    "wrote stays."
                )
            case Standing.OLDER:
                return self.tr("You have a newer version of this sheet. This one is not needed.")
            case Standing.CLASHES:
                return self.tr(
                    "You have another sheet under the same number, and this one can not take its "
                    "place. Ask whoever gave it to you for a new sheet."
                )

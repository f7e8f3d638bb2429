"""Where the journal lies, and moving it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.move_presenter import MovePresenter, MoveView, Refusal
from repair_desktop.gui.vault.vault_page import VaultPage
from repair_desktop.gui.widgets.task_page import buttons, card_of, path_field, plain_button
from repair_desktop.gui.widgets.words import words


class MovePage(VaultPage):
    """The folder of now, and the one it would move to, to be confirmed.

    Args:
        presenter: Decides.
        problems: Words for what goes wrong.
    """

    def __init__(
        self, presenter: MovePresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(problems, parent)
        self._presenter = presenter
        self._shown: MoveView | None = None
        here = card_of(self.tr("Where it lies now"))
        self._here = path_field(self.tr("Where it lies now"))
        here.lines.addWidget(self._here)
        for text in (
            self.tr("The journal and its backups move together. Your settings stay the same."),
            self.tr(
                "Folders that a cloud service copies, such as OneDrive, Dropbox or iCloud, are "
                "refused: the journal would leave this computer, and copying an open journal can "
                "damage it."
            ),
            self.tr("On a stick, your journal opens only while the stick is plugged in."),
        ):
            here.lines.addWidget(words(text, "helper"))
        self._choose = plain_button(self.tr("Move it to another folder…"))
        self._choose_row = buttons(self._choose)
        here.lines.addWidget(self._choose_row)
        self._confirm = card_of(
            self.tr("Where it moves to"),
            [
                self.tr(
                    "Repair closes the journal, copies it there and checks the copy. Only then it "
                    "deletes the journal in the folder of now."
                )
            ],
        )
        self._there = path_field(self.tr("Where it moves to"))
        self._confirm.lines.insertWidget(1, self._there)
        for part in (here, self._confirm):
            self.add_widget(part)
        self._choose.clicked.connect(presenter.choose)
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- inside -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._presenter.move()

    def _go_back(self) -> None:
        if self._presenter.view.there is None:
            self.closed.emit()
        else:
            self._presenter.cancel()

    def _show(self, view: MoveView) -> None:
        before, self._shown = self._shown, view
        for field, path in ((self._here, view.here), (self._there, view.there)):
            field.setText(str(path or ""))
            field.setCursorPosition(0)
        found = view.there is not None
        self._confirm.setVisible(found)
        self._choose_row.setVisible(not found)
        self._show_main(self.tr("Move my journal there") if found else "")
        self._back.setText(self.tr("Leave it where it is") if found else self.tr("Back"))
        self._work(self.tr("Looking at the folder…") if view.is_busy else "")
        if view.error is not None:
            self._say_problem(view.error, self.tr("Your journal is where it was."))
        else:
            self._say(self._refusal(view))
        if before is None or (before.there is None) is found:
            title = self.tr("Move my journal")
            self._begin_step(title, "", self._main if found else self._choose)
            if found:
                self._reveal(self._confirm)

    def _refusal(self, view: MoveView) -> str:
        if view.refusal is None:
            return ""
        return {
            Refusal.SAME: self.tr("Your journal lies in that folder already."),
            Refusal.INSIDE: self.tr(
                "That folder belongs to your journal itself. Choose one outside of it."
            ),
        }[view.refusal]

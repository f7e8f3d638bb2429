"""Locking an entry away by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.reflect.entry_lock_presenter import EntryLockView, LockAwayPresenter
from repair_desktop.gui.widgets.new_passphrase import NewPassphrase
from repair_desktop.gui.widgets.task_page import TaskPage, card_of


class LockAwayPage(TaskPage):
    """What it means, what stays open, and a new passphrase typed twice.

    Args:
        presenter: Locks.
        what: What is locked away: its title and day.
        problems: Words for what goes wrong.
    """

    def __init__(
        self,
        presenter: LockAwayPresenter,
        what: str,
        problems: ProblemWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self.set_header(self.tr("Lock this page away"), what)
        means = card_of(
            self.tr("What this does"),
            [
                self.tr(
                    "This page gets a passphrase of its own. Nobody can read it without that, not "
                    "even with your journal open."
                ),
                self.tr(
                    "Its title and day still stand in Reflect. Check-ins that belong to it stay, "
                    "too."
                ),
                self.tr(
                    "Backups made before now hold it without this lock. Repair keeps some of them "
                    "for up to a year. Copies that you saved or printed stay as they are."
                ),
            ],
        )
        forget = card_of(
            self.tr("If you forget the passphrase"),
            [
                self.tr(
                    "Then what you wrote here is lost for good. Your recovery code does not open "
                    "it. There is no other way in."
                )
            ],
        )
        self._new = NewPassphrase()
        self._new.set_labels(
            self.tr("A passphrase for this page"), self.tr("The same passphrase again")
        )
        self._new.set_up(presenter.shortest_passphrase, presenter.new_passphrase)
        self._new.submitted.connect(self._go_on)
        self._new.made.connect(lambda: self._reveal(self._new.end))
        choose = card_of(self.tr("Choose a passphrase"))
        choose.lines.addWidget(self._new)
        for part in (means, forget, choose):
            self.add_widget(part)
        self._show_main(self.tr("Lock it away"))
        self._back.setText(self.tr("Leave it as it is"))
        # Not the first field: what this means is read before anything is typed.
        self.start_at(self._back)
        presenter.changed.connect(self._show)

    # --- inside -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._presenter.view.is_busy:
            return
        fault = self._presenter.check(self._new.passphrase(), self._new.again())
        field = self._new.show_fault(fault)
        if field is not None:
            self._reveal(field)
        else:
            self._presenter.lock(self._new.passphrase())

    def _show(self, view: EntryLockView) -> None:
        self._new.set_read_only(view.is_busy)
        for button in (self._main, self._back):
            button.setEnabled(not view.is_busy)
        self._work(self.tr("Locking…") if view.is_busy else "")
        if self._presenter.is_locked:
            self._show_locked()
        elif view.error is None:
            self._say("")
        else:
            self._say(self._problems.words(view.error).text, problem=True)

    def _show_locked(self) -> None:
        """Say that it was locked before, with another passphrase maybe: there is nothing to do."""
        self._new.set_read_only(True)
        self._show_main("")
        self._back.setText(self.tr("Back"))
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(
            self.tr(
                "This page was locked already. The passphrase from then opens it, not one that "
                "you typed now."
            )
        )

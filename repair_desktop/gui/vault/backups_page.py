"""Backups: looking at them, making one, saving one elsewhere, restoring one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, SPACE
from repair_desktop.gui.vault.backup_words import BackupsWords
from repair_desktop.gui.vault.backups_presenter import BackupsPresenter, BackupsView
from repair_desktop.gui.vault.vault_page import VaultPage
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.backup_list import BackupList, BackupWords
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.task_page import buttons, card_of, path_field, plain_button
from repair_desktop.gui.widgets.words import words


class BackupsPage(VaultPage):
    """Two cards: the backups here, and the second place.

    Args:
        presenter: Decides.
        problems: Words for what goes wrong.
    """

    def __init__(
        self, presenter: BackupsPresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(problems, parent)
        self._presenter = presenter
        self._texts = BackupsWords(problems, self)
        self._backup_words = BackupWords(self)
        self.set_header(
            self.tr("Backups"), self.tr("Whole copies of your journal, locked as it is.")
        )
        self._list = BackupList()
        self._list.set_label(self.tr("Backups, newest first"))
        self._none = words(self.tr("There is no backup yet."))
        self._make = plain_button(self.tr("Make one now"))
        self._save = plain_button(self.tr("Save a copy elsewhere…"))
        self._restore = plain_button(self.tr("Restore this one…"))
        self._from_file = plain_button(self.tr("Restore from a file…"), "quiet")
        self._opens = words("", "helper")
        self._confirm_words = words("")
        self._confirm_restore = plain_button(self.tr("Restore it"))
        self._cancel = plain_button(self.tr("Leave it as it is"))
        self._confirm = self._confirmation()
        self._folder = path_field(self.tr("The folder of the second place"))
        self._last = words("")
        self._hint = words("", "note")
        self._choose = plain_button("")
        self._copy = plain_button(self.tr("Copy there now"))
        self._stop = plain_button(self.tr("Stop copying there"), "quiet")
        for part in (self._here(), self._second()):
            self.add_widget(part)
        self._connect()
        self.start_at(self._make)
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- setting up -------------------------------------------------------------------------

    def _here(self) -> Card:
        card = card_of(
            self.tr("In the folder of your journal"),
            [
                self.tr(
                    "Repair makes one on each day that you open your journal, and reads it back. "
                    "It keeps those of seven days, four weeks and twelve months."
                )
            ],
        )
        for part in (
            self._none,
            self._list,
            buttons(self._make, self._save, self._restore, self._from_file),
            self._confirm,
            self._opens,
        ):
            card.lines.addWidget(part)
        return card

    def _confirmation(self) -> QFrame:
        frame = QFrame()
        set_role(frame, "notice")
        lines = QVBoxLayout(frame)
        padding = CARD_PADDING - 2 * SPACE
        lines.setContentsMargins(padding, padding, padding, padding)
        lines.setSpacing(3 * SPACE)
        lines.addWidget(self._confirm_words)
        lines.addWidget(buttons(self._confirm_restore, self._cancel))
        frame.hide()
        return frame

    def _second(self) -> Card:
        card = card_of(
            self.tr("A second place"),
            [
                self.tr(
                    "Each new backup can be copied to another folder as well, such as one on a "
                    "stick. In a cloud folder the copies leave this computer; they stay locked."
                )
            ],
        )
        for part in (
            self._folder,
            self._last,
            self._hint,
            buttons(self._choose, self._copy, self._stop),
        ):
            card.lines.addWidget(part)
        return card

    def _connect(self) -> None:
        presenter = self._presenter
        self._list.chosen.connect(presenter.choose)
        for button, act in (
            (self._make, presenter.make),
            (self._save, presenter.save_elsewhere),
            (self._restore, self._ask),
            (self._from_file, presenter.restore_from_file),
            (self._confirm_restore, presenter.restore),
            (self._cancel, self._leave_it),
            (self._choose, presenter.choose_second_place),
            (self._copy, presenter.copy_to_second_place),
            (self._stop, presenter.stop_second_place),
        ):
            button.clicked.connect(act)

    # --- restoring --------------------------------------------------------------------------

    def _ask(self) -> None:
        self._confirm.show()
        self._restore.setEnabled(False)
        announce(self, self._confirm_words.text())
        self._cancel.setFocus()
        self._reveal(self._confirm)

    def _leave_it(self) -> None:
        self._fold()
        self._restore.setFocus()

    def _fold(self) -> None:
        self._confirm.hide()
        self._restore.setEnabled(True)

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: BackupsView) -> None:
        self._show_backups(view)
        self._show_place(view)
        failed = self._texts.failed(view)
        text = self._texts.doing(view) or failed or self._texts.succeeded(view)
        if text != self._notice.text:
            self._say(text, problem=bool(failed))

    def _show_backups(self, view: BackupsView) -> None:
        has_some = bool(view.backups)
        self._none.setVisible(view.backups == ())
        self._list.setVisible(has_some)
        self._list.show_backups(view.backups or (), view.chosen)
        self._opens.setText(self._texts.opens(view.chosen))
        self._opens.setVisible(has_some)
        for button in (self._save, self._restore):
            button.setVisible(has_some)
        if not has_some:
            self._fold()
        if view.chosen is not None:
            self._confirm_words.setText(
                self.tr(
                    "The backup of {when} becomes your journal. What you wrote after that is not "
                    "in it. Before, Repair makes a backup of your journal as it is now. It keeps "
                    "that one, and the file of now as well, for 30 days."
                ).format(when=self._backup_words.made(view.chosen))
            )

    def _show_place(self, view: BackupsView) -> None:
        folder = view.place.folder if view.place is not None else None
        chosen = folder is not None
        self._folder.setText(str(folder or ""))
        self._folder.setCursorPosition(0)
        if not chosen and self.focusWidget() in (self._copy, self._stop):
            self._choose.setFocus()
        for part in (self._folder, self._copy, self._stop):
            part.setVisible(chosen)
        self._choose.setText(
            self.tr("Choose another folder…") if chosen else self.tr("Choose a folder…")
        )
        for label, text in (
            (self._last, self._texts.last(view)),
            (self._hint, self._texts.hint(view)),
        ):
            label.setText(text)
            label.setVisible(bool(text))

"""Deleting everything."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from repair_desktop.core.errors import WrongPassphrase
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.vault.delete_presenter import DeletePresenter, DeleteView
from repair_desktop.gui.vault.vault_page import VaultPage
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.task_page import buttons, card_of, plain_button
from repair_desktop.gui.widgets.words import words


class DeletePage(VaultPage):
    """What goes, what Repair can not reach, and a phrase to type.

    Args:
        presenter: Decides.
        problems: Words for what goes wrong.
    """

    def __init__(
        self, presenter: DeletePresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(problems, parent)
        self._presenter = presenter
        self.set_header(self.tr("Delete everything"), self.tr("This can not be undone."))
        self._keys = words("")
        goes = card_of(
            self.tr("What is deleted"),
            [
                _item(self.tr("All that you wrote, and each backup that Repair keeps beside it")),
                _item(self.tr("Older journals that were moved aside in the same folder")),
                _item(self.tr("What you chose in Settings")),
            ],
        )
        goes.lines.addWidget(self._keys)
        self._save = plain_button(self.tr("Save a copy elsewhere first…"))
        goes.lines.addWidget(buttons(self._save))
        stays = card_of(
            self.tr("What Repair can not reach"),
            [
                _item(self.tr("Files that you exported, and pages that you printed")),
                _item(self.tr("Copies on sticks, on other disks and in clouds")),
                _item(
                    self.tr(
                        "The computer's own backups, which may hold an old password store and "
                        "with it the key"
                    )
                ),
                _item(
                    self.tr(
                        "The paper with your recovery code, which opens copies that still exist"
                    )
                ),
            ],
        )
        self._present = PassphraseField()
        self._present.set_label(self.tr("Your passphrase now"))
        self._label = QLabel(self.tr("To go on, type “{phrase}”").format(phrase=presenter.phrase))
        self._label.setWordWrap(True)
        self._edit = QLineEdit()
        self._label.setBuddy(self._edit)
        self._edit.setAccessibleName(self._label.text())
        self._error = words("", "field-error")
        self._error.hide()
        sure = card_of(self.tr("Are you sure?"))
        for widget in (self._present, self._label, self._edit, self._error):
            sure.lines.addWidget(widget)
        for part in (goes, stays, sure):
            self.add_widget(part)
        set_role(self._main, "danger")
        self._show_main(self.tr("Delete everything"))
        self._save.clicked.connect(presenter.save_first)
        self._present.submitted.connect(self._edit.setFocus)
        self._edit.textEdited.connect(lambda: self._say_mismatch(""))
        self.start_at(self._back)  # nothing is deleted by a key that was pressed too long
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- inside -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        present = self._present.passphrase()
        if not self._present.isHidden() and not present:
            self._show_wrong(self.tr("Type the passphrase that opens your journal now."))
        elif not self._presenter.delete(self._edit.text(), present):
            self._say_mismatch(
                self.tr("To go on, type exactly: {phrase}").format(phrase=self._presenter.phrase)
            )
            self._edit.setFocus()
            self._edit.selectAll()
            self._reveal(self._error)

    def _show(self, view: DeleteView) -> None:
        by_passphrase = view.slots is not None and view.slots.by_passphrase
        self._present.setVisible(by_passphrase)
        self._present.set_read_only(view.is_busy)
        self._edit.setReadOnly(view.is_busy)
        self._keys.setText(
            _item(
                self.tr("The key, in the file that your passphrase opens")
                if by_passphrase
                else self.tr("The key in your password store ({store})").format(
                    store=self._presenter.keyring_name
                )
            )
        )
        self._main.setEnabled(not view.is_busy)
        self._work(self.tr("One moment…") if view.is_busy else "")
        if view.error is None:
            self._say("")
        elif isinstance(view.error, WrongPassphrase):
            self._say("")
            self._show_wrong(self.tr("That passphrase does not open your journal."))
        else:
            self._say_problem(view.error)

    def _show_wrong(self, text: str) -> None:
        self._present.set_error(text)
        self._present.select()
        self._reveal(self._present)
        announce(self._present, text)

    def _say_mismatch(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._edit.setAccessibleDescription(text)
        if text:
            announce(self._edit, text)


def _item(text: str) -> str:
    """Return an item of a list."""
    return f"•  {text}"

"""A new recovery code for the open journal."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.core.errors import WrongPassphrase
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.vault.code_presenter import CodePresenter, CodeStep, CodeView
from repair_desktop.gui.vault.vault_page import VaultPage
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.code_card import CodeCard
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.task_page import card_of
from repair_desktop.gui.widgets.words import words


class CodePage(VaultPage):
    """The passphrase of now where there is one, the new code, and what becomes of the old paper.

    Args:
        presenter: Decides.
        problems: Words for what goes wrong.
    """

    def __init__(
        self, presenter: CodePresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(problems, parent)
        self._presenter = presenter
        self._shown: CodeView | None = None
        self._present = PassphraseField()
        self._present.set_label(self.tr("Your passphrase now"))
        self._asking = card_of(
            self.tr("First your passphrase"),
            [self.tr("So that nobody else makes a code while you are away from your desk.")],
        )
        self._asking.lines.addWidget(self._present)
        self._code = CodeCard()
        self._code.offer_without(False)
        self._ended = card_of(self.tr("The new code opens your journal now"))
        self._old = words("")
        self._ended.lines.addWidget(self._old)
        for part in (self._asking, self._code, self._ended):
            self.add_widget(part)
        self._present.submitted.connect(self._go_on)
        self._code.submitted.connect(self._go_on)
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- what the person does ---------------------------------------------------------------

    def _go_on(self) -> None:
        match self._presenter.view.step:
            case CodeStep.PASSPHRASE if not self._present.passphrase():
                self._show_wrong(self.tr("Type the passphrase that opens your journal now."))
            case CodeStep.PASSPHRASE:
                self._presenter.check(self._present.passphrase())
            case CodeStep.CODE:
                field = self._code.show_wrong(self._presenter.go_on(self._code.typed()))
                if field is not None:
                    self._reveal(field)
            case CodeStep.DONE:
                self.closed.emit()
            case _:
                pass

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: CodeView) -> None:
        before, self._shown = self._shown, view
        self._present.set_read_only(view.is_busy)
        self._code.set_read_only(view.is_busy)
        looking = view.step is CodeStep.LOOKING and view.error is None
        self._work(self.tr("One moment…") if view.is_busy or looking else "")
        if before is None or before.step is not view.step:
            self._show_step(view)
        elif view.error is None:
            self._say("")
        elif isinstance(view.error, WrongPassphrase):
            self._say("")
            self._show_wrong(self.tr("That passphrase does not open your journal."))
        else:
            self._say_problem(view.error, self._safe(view))

    def _show_step(self, view: CodeView) -> None:
        step = view.step
        had_code = view.slots is not None and view.slots.code
        for shown, part in (
            (CodeStep.PASSPHRASE, self._asking),
            (CodeStep.CODE, self._code),
            (CodeStep.DONE, self._ended),
        ):
            part.setVisible(step is shown)
        self._present.clear()
        self._code.clear()
        self._say("")
        aim = ""
        first: QWidget = self._back
        if step is CodeStep.PASSPHRASE:
            first = self._present
        elif step is CodeStep.CODE:
            self._show_code(view)
            first = self._code.first_control
            aim = (
                self.tr("Until you have typed it back, the old code stays valid.")
                if had_code
                else self.tr("It opens your journal when nothing else does.")
            )
        elif step is CodeStep.DONE:
            self._old.setText(self._old_words(had_code))
            first = self._main
        self._show_main(
            {
                CodeStep.PASSPHRASE: self.tr("Continue"),
                CodeStep.CODE: self.tr("Use this code"),
                CodeStep.DONE: self.tr("Done"),
            }.get(step, "")
        )
        self._back.setVisible(step is not CodeStep.DONE)
        self._back.setText(
            self.tr("Back") if step is CodeStep.LOOKING else self.tr("Leave it as it is")
        )
        self._begin_step(self.tr("New recovery code"), aim, first)
        if step is CodeStep.DONE:
            announce(self, self._old.text())

    def _show_code(self, view: CodeView) -> None:
        check = self._presenter.code
        assert check is not None
        if view.slots is not None and view.slots.by_passphrase:
            why = self.tr("If you forget your passphrase, this code is the only way in.")
        else:
            why = self.tr(
                "If your password store loses the key, this code is the only way in. That can "
                "happen when a computer is repaired or set up anew."
            )
        self._code.show_code(check.code.groups, check.asked, why)

    def _old_words(self, had_code: bool) -> str:
        if not had_code:
            return self.tr(
                "Backups that Repair keeps here open with it too. Keep the paper away from this "
                "computer."
            )
        paper = self.tr("The old one does not open it any more. You can destroy the old paper.")
        copies = self.tr(
            "Copies that you made elsewhere before still open with the old code. Save new ones "
            "over them. If somebody may have the old code and such a copy, change the key too: in "
            "Settings, under “What opens it”."
        )
        return f"{paper}\n\n{copies}"

    def _safe(self, view: CodeView) -> str:
        if view.step is not CodeStep.CODE:
            return ""
        if view.slots is not None and view.slots.code:
            return self.tr("The old code is still valid, and the new one is not yet.")
        return self.tr("The new code is not valid yet.")

    def _show_wrong(self, text: str) -> None:
        self._present.set_error(text)
        self._present.select()
        self._reveal(self._present)
        announce(self._present, text)

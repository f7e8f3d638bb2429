"""Shows a new recovery code, and asks for two of its groups, so that it is not only looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.code_field import CodeField
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.print_code import CodePrinter
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class CodeCard(QWidget):
    """Three cards: the code, the two groups to type, and how to go on without.

    Signals:
        submitted: Enter was pressed in the last field.
        without: The person goes on without the code, and has said to know what that means.
    """

    submitted = Signal()
    without = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[int, ...] = ()
        self._printer = CodePrinter(self)
        self._why = words("")
        self._view = CodeView()
        self._print = QPushButton(self.tr("Print…"))
        self._fields = (CodeField(), CodeField())
        self._understood = WrappingBox(
            self.tr(
                "I understand that without this code, I may lose all I wrote once this computer "
                "is repaired."
            )
        )
        self._skip = QPushButton(self.tr("Go on without it"))
        self._without = Card()
        for button in (self._print, self._skip):
            button.setAutoDefault(True)
            set_role(button, "secondary")
        self._lay_out()

        self._print.clicked.connect(lambda: self._printer.print(self._view.groups, self.window()))
        self._understood.toggled.connect(self._skip.setEnabled)
        self._skip.clicked.connect(self.without)
        self._fields[0].submitted.connect(self._next_field)
        self._fields[1].submitted.connect(self.submitted)
        self.clear()

    @property
    def first_control(self) -> QWidget:
        """Where the focus belongs at first: a screen reader reads the code there."""
        return self._view

    def show_code(self, groups: Sequence[str], asked: Sequence[int], why: str) -> None:
        """Show a code.

        Args:
            groups: Its seven groups.
            asked: The numbers (from 1) of the two groups to type.
            why: What the code is for.
        """
        self.clear()
        self._why.setText(why)
        self._view.show_groups(groups)
        self._asked = tuple(asked)
        for number, field in zip(self._asked, self._fields, strict=True):
            field.set_label(self.tr("Group {number}").format(number=number))

    def offer_without(self, offered: bool) -> None:
        """Offer to go on without the code, or do not."""
        self._without.setVisible(offered)

    def clear(self) -> None:
        """Forget the code and what was typed."""
        self._view.clear()
        self._understood.setChecked(False)
        self._skip.setEnabled(False)
        for field in self._fields:
            field.clear()

    def typed(self) -> dict[int, str]:
        """Return what was typed, by the number of the group."""
        return {
            number: field.text() for number, field in zip(self._asked, self._fields, strict=True)
        }

    def show_wrong(self, wrong: Collection[int]) -> CodeField | None:
        """Mark the groups that are not right; return the first field of them."""
        first: CodeField | None = None
        for number, field in zip(self._asked, self._fields, strict=True):
            text = ""
            if number in wrong:
                text = (
                    self.tr("This is not group {number}. Compare it with the code above.")
                    if field.text().strip()
                    else self.tr("Type group {number} of the code here.")
                ).format(number=number)
            field.set_error(text)
            if text and first is None:
                first = field
                field.take_focus()
                announce(field, text)
        return first

    def set_read_only(self, read_only: bool) -> None:
        """Keep everything as it is while the journal is made."""
        for field in self._fields:
            field.set_read_only(read_only)
        self._understood.setEnabled(not read_only)
        self._skip.setEnabled(not read_only and self._understood.isChecked())

    # --- inside -----------------------------------------------------------------------------

    def _next_field(self) -> None:
        # Enter goes on from a finished pair, and to the field that is still empty otherwise.
        if self._fields[1].text().strip():
            self.submitted.emit()
        else:
            self._fields[1].take_focus()

    def _lay_out(self) -> None:
        code, check, skip = Card(), Card(), self._without
        for card in (code, check, skip):
            card.lines.setSpacing(3 * SPACE)
        code.lines.addWidget(self._why)
        code.lines.addWidget(
            words(
                self.tr(
                    "Write it down, or print it, and keep it away from this computer. Anyone who "
                    "has it and your files can open your journal."
                )
            )
        )
        code.lines.addWidget(self._view)
        printing = QWidget()
        FlowLayout(printing).addWidget(self._print)
        code.lines.addWidget(printing)
        code.lines.addWidget(
            words(
                self.tr(
                    "A PDF that you save is a key on the disk: who finds it can open your "
                    "journal. Paper is safer."
                ),
                "helper",
            )
        )
        check.lines.addWidget(
            words(self.tr("Type two groups of it, to be sure that you have it"), "question")
        )
        for field in self._fields:
            check.lines.addWidget(field)
        check.lines.addWidget(
            words(self.tr("Small or large letters, spaces and dashes are all right."), "helper")
        )
        skip.lines.addWidget(words(self.tr("Without a recovery code"), "question"))
        skip.lines.addWidget(self._understood)
        skipping = QWidget()
        FlowLayout(skipping).addWidget(self._skip)
        skip.lines.addWidget(skipping)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        for card in (code, check, skip):
            rows.addWidget(card)

"""Two fields for a new passphrase, and one that is made for the person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.words import words


class NewPassphrase(QWidget):
    """A passphrase typed twice. A form can hold it: see :meth:`set_up`.

    Signals:
        made: One was made and is shown.
        submitted: Enter was pressed in the second field.
    """

    made = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortest = 0
        self._make: Callable[[], str] = str
        self._helper = words("", "helper")
        self._make_one = QPushButton()
        self._made = QFrame()
        self._made_words = words("", "code-group")
        self._made_helper = words(
            self.tr(
                "Write these words down, in this order. Then type them below, twice, with a space "
                "between each. Words picked by chance are hard to guess, also for someone who "
                "knows you."
            ),
            "helper",
        )
        self._first = PassphraseField()
        self._second = PassphraseField()
        self.set_labels(self.tr("New passphrase"), self.tr("The new passphrase again"))
        self._lay_out()

        self._make_one.clicked.connect(self._show_made)
        self._first.submitted.connect(self._second.setFocus)
        self._second.submitted.connect(self.submitted)
        self.clear()

    def set_up(self, shortest: int, make: Callable[[], str]) -> None:
        """Say what a passphrase is to be.

        Args:
            shortest: The fewest characters.
            make: Returns a passphrase that nobody has seen.
        """
        self._shortest = shortest
        self._make = make
        self._helper.setText(
            self.tr(
                "At least {count} characters. Four words that do not belong together are easy to "
                "remember and hard to guess."
            ).format(count=shortest)
        )

    def set_labels(self, first: str, second: str) -> None:
        """Name the two fields."""
        self._first.set_label(first)
        self._second.set_label(second)

    def passphrase(self) -> str:
        """Return what was typed first."""
        return self._first.passphrase()

    def again(self) -> str:
        """Return what was typed the second time."""
        return self._second.passphrase()

    @property
    def first_control(self) -> QWidget:
        """Where the focus belongs at first."""
        return self._first

    @property
    def end(self) -> QWidget:
        """What is to be seen once a passphrase was made."""
        return self._made_helper

    def clear(self) -> None:
        """Forget what was typed, and what was made."""
        self._first.clear()
        self._second.clear()
        self._made_words.clear()
        self._made.setAccessibleName("")
        self._make_one.setText(self.tr("Make one for me"))
        self._made.hide()
        self._made_helper.hide()

    def set_read_only(self, read_only: bool) -> None:
        """Keep everything as it is while something is done with it."""
        for field in (self._first, self._second):
            field.set_read_only(read_only)
        self._make_one.setEnabled(not read_only)

    def show_fault(self, fault: PassphraseFault | None) -> QWidget | None:
        """Say what is amiss; return the field that it is about, which has the keys then."""
        short, other = "", ""
        if fault is PassphraseFault.TOO_SHORT:
            short = (
                self.tr("This is shorter than {count} characters. Add a word or two.")
                if self.passphrase()
                else self.tr(
                    "Type a passphrase of {count} characters or more, or let Repair make one."
                )
            ).format(count=self._shortest)
        elif fault is PassphraseFault.NOT_THE_SAME:
            other = self.tr("The two are not the same. Type this one again, or show them both.")
        self._first.set_error(short)
        self._second.set_error(other)
        if fault is None:
            return None
        field = self._first if short else self._second
        field.select()
        announce(field, short or other)
        return field

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self._make_one, "secondary")
        self._make_one.setAutoDefault(True)
        set_role(self._made, "code")
        self._made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to hear the words once more
        framed = QVBoxLayout(self._made)
        framed.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        framed.addWidget(self._made_words)
        self._made_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # The menu offers "Copy".
        self._made_words.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        making = QWidget()
        FlowLayout(making).addWidget(self._make_one)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3 * SPACE)
        for widget in (
            self._helper,
            making,
            self._made,
            self._made_helper,
            self._first,
            self._second,
        ):
            rows.addWidget(widget)

    def _show_made(self) -> None:
        passphrase = self._make()
        name = self.tr("Passphrase made for you: {words}").format(words=passphrase)
        self._made_words.setText(passphrase)
        self._made.setAccessibleName(name)
        self._make_one.setText(self.tr("Make another one"))
        self._made.show()
        self._made_helper.show()
        announce(self, f"{name}. {self._made_helper.text()}")
        self.made.emit()

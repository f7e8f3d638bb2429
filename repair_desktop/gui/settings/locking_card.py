"""The card that says when the journal is locked."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QSpinBox

from repair_desktop.core.locking import LOCK_HIGH, LOCK_LOW, LOCK_USUAL
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.pressing import show_checked
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class LockingCard(Card):
    """After how many minutes, or never.

    Args:
        presenter: Keeps what is chosen.
        by_login: Whether the computer login alone opens the journal again.
    """

    def __init__(self, presenter: SettingsPresenter, by_login: bool) -> None:
        super().__init__()
        self._presenter = presenter
        self.lines.addWidget(words(self.tr("Locking"), "question"))
        self._on = WrappingBox(self.tr("Lock my journal when I am away"))
        self._on.toggled.connect(self._choose)
        self.lines.addWidget(self._on)
        text = self.tr("Minutes without a key, a click or a movement")
        label = words(text, "helper")
        self.lines.addWidget(label)
        self._minutes = QSpinBox()
        self._minutes.setRange(LOCK_LOW, LOCK_HIGH)
        self._minutes.setValue(LOCK_USUAL)
        self._minutes.setAccessibleName(text)
        self._minutes.valueChanged.connect(self._choose)
        label.setBuddy(self._minutes)
        let_wheel_pass(self._minutes)
        self.lines.addWidget(self._minutes)
        self.lines.addWidget(
            words(
                self.tr(
                    "A line says so half a minute before. It also locks when the computer sleeps, "
                    "when the screen locks, and when another person logs in."
                ),
                "helper",
            )
        )
        if by_login:
            self.lines.addWidget(
                words(
                    self.tr(
                        "Your journal opens without a passphrase. So locking only hides it: "
                        "anyone who can use your computer login can open it again."
                    ),
                    "helper",
                )
            )

    def show_minutes(self, minutes: int | None) -> None:
        """Show what is kept, without telling anybody."""
        show_checked(self._on, minutes is not None)
        if minutes is not None:
            with QSignalBlocker(self._minutes):
                self._minutes.setValue(minutes)
        self._minutes.setEnabled(minutes is not None)

    def _choose(self) -> None:
        is_on = self._on.isChecked()
        self._minutes.setEnabled(is_on)
        self._presenter.lock_after(self._minutes.value() if is_on else None)

"""Words about what opens the journal, and what changes when something else does."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.gui.vault.lock_presenter import Change, LockView, Store


class LockWords(QObject):
    """Says what is so, and what would be.

    Args:
        store: What the person knows the keyring as.
    """

    def __init__(self, store: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def now(self, view: LockView) -> list[str]:
        """Return what opens the journal now."""
        slots = view.slots
        if slots is None:
            return []
        if slots.by_passphrase:
            text = self.tr(
                "Your passphrase opens it. You type it each time. Your password store holds no key."
            )
        elif slots.passphrase:
            text = self.tr(
                "From the next start on your password store ({store}) opens it. Until it has done "
                "so once, your passphrase opens it as well."
            ).format(store=self._store)
        else:
            text = self.tr(
                "Your password store ({store}) holds the key. You type nothing: the journal opens "
                "while you are logged in."
            ).format(store=self._store)
        code = (
            self.tr("Your recovery code opens it as well.")
            if slots.code
            else self.tr("It has no recovery code.")
        )
        return [text, code]

    def store(self, view: LockView) -> str:
        """Return what the computer login would mean, or why it can not be used."""
        match view.store:
            case Store.LOOKING:
                return self.tr("Looking for your password store…")
            case Store.MISSING:
                return self.tr(
                    "This computer offers no password store that is safe to use. So only a "
                    "passphrase can lock your journal here."
                )
            case Store.SILENT:
                return self.tr("Your password store does not answer. So this can not be done now.")
            case Store.AVAILABLE:
                return self.tr(
                    "You type nothing then. Anyone who can use your computer login can open your "
                    "journal."
                )

    def first_passphrase(self, view: LockView) -> list[str]:
        """Return what changes with a passphrase in place of the keyring."""
        return [
            self._written_anew(),
            self._code(view),
            self._elsewhere(view),
            self.tr(
                "A passphrase can not be reset. If you forget it, only the new recovery code opens "
                "your journal."
            ),
        ]

    def other_key(self, view: LockView) -> list[str]:
        """Return what changes with another key in the keyring."""
        return [
            self._written_anew(),
            self.tr("Whoever has the old key can not open what you write from then on."),
            self._code(view),
            self._elsewhere(view),
        ]

    def by_login(self, view: LockView) -> list[str]:
        """Return what changes with the keyring in place of the passphrase."""
        has_code = view.slots is not None and view.slots.code
        return [
            self.tr(
                "Repair puts the key into your password store ({store}). You type nothing then: "
                "the journal opens while you are logged in."
            ).format(store=self._store),
            self.tr(
                "Anyone who can use your computer login can open it then. While the computer is "
                "off, it is as safe as your login password is strong."
            ),
            self.tr("Your recovery code stays as it is.")
            if has_code
            else self.tr(
                "Your journal has no recovery code. If the password store loses the key, nobody "
                "can open it. Make a code first: in Settings, under “Your journal”."
            ),
        ]

    def with_key(self, with_key: bool) -> str:
        """Return what the box for another key means, on or off."""
        if with_key:
            return self.tr(
                "Your journal gets a new key. Journal and backups are written anew with it, which "
                "takes a moment. The old recovery code opens it no more; a new one comes next. "
                "Copies that you made elsewhere still open with the old passphrase: delete them, "
                "and save new ones."
            )
        return self.tr(
            "Copies that you made elsewhere, such as on a stick, hold the same key. They still "
            "open with the old passphrase. If somebody may have one and know the old passphrase, "
            "tick this."
        )

    def code_is_for(self, by_passphrase: bool) -> str:
        """Return why there is a recovery code."""
        if by_passphrase:
            return self.tr("If you forget your passphrase, this code is the only way in.")
        return self.tr(
            "If your password store loses the key, this code is the only way in. That can happen "
            "when a computer is repaired or set up anew."
        )

    def done(self, change: Change) -> str:
        """Return what was done."""
        return {
            Change.PASSPHRASE: self.tr(
                "Your passphrase is changed. The old one opens this journal no more."
            ),
            Change.LOGIN: self.tr(
                "From the next start on the password store opens it. Your passphrase works until "
                "then."
            ),
            Change.NOTHING: self.tr(
                "Nothing was changed. Your passphrase opens your journal, as before."
            ),
        }[change]

    def waiting(self, long: bool) -> str:
        """Return what is said while the keyring is waited for."""
        if long:
            return self.tr(
                "It has not answered for a while. You can go on waiting, or stop and leave "
                "everything as it is."
            )
        return self.tr(
            "{store} may be asking you something, perhaps behind this window. Answer it there."
        ).format(store=self._store)

    # --- inside -----------------------------------------------------------------------------

    def _written_anew(self) -> str:
        return self.tr(
            "Your journal gets a new key. Journal and backups are written anew with it. That takes "
            "a moment, and your journal is closed meanwhile."
        )

    def _code(self, view: LockView) -> str:
        if view.slots is not None and view.slots.code:
            return self.tr("The old recovery code opens it no more. A new code comes next.")
        return self.tr("A recovery code comes next.")

    def _elsewhere(self, view: LockView) -> str:
        if view.slots is not None and view.slots.code:
            return self.tr(
                "Copies that you made elsewhere, such as on a stick, stay as they are. They open "
                "with the old recovery code, so keep that paper as long as you keep them."
            )
        return self.tr(
            "Copies that you made elsewhere, such as on a stick, open with the old key only, and "
            "Repair deletes that. So save new ones afterwards."
        )

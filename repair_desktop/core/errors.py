"""Errors a person can meet and do something about.

Every :class:`KnownError` stands for a situation with a page or a line of its own in the
interface. The interface chooses the words by the class (and :attr:`KnownError.facts`), never by
the message, and a message never holds anything a person wrote. Any other exception is a bug and
goes to the crash page.
"""

from __future__ import annotations

import errno


class KnownError(Exception):
    """A situation with plain words and a way out.

    Attributes:
        facts: Values the words may name: a file name, a date, a limit. Never a person's text.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts


# --- the keyring ---------------------------------------------------------------------------


class KeyringError(KnownError):
    """The operating system's keyring did not give what was asked."""


class KeyringMissing(KeyringError):
    """This machine offers no keyring that is safe to use."""


class KeyringLocked(KeyringError):
    """The keyring is there, but locked, or the person closed its question."""


class KeyringFailed(KeyringError):
    """The keyring answered with an error, or not in time."""


class KeyMissing(KeyringError):
    """The keyring works, but the journal's key is not in it (or is not the right one)."""


# --- the journal ---------------------------------------------------------------------------


class JournalError(KnownError):
    """The journal can not be opened or written."""


class WrongPassphrase(JournalError):
    """The passphrase does not open this journal. The file itself is sound."""


class MistypedCode(JournalError):
    """What was typed can not be a recovery code: a character is missing, extra or wrong.

    ``facts["count"]`` is how many characters there are, ``facts["group"]`` which group looks
    wrong, or None. Neither says anything of the code itself.
    """


class WrongRecoveryCode(JournalError):
    """A whole recovery code, but not the one of this journal."""


class JournalMissing(JournalError):
    """The header names a database file that is not there, or is empty."""


class JournalDamaged(JournalError):
    """The key is right, but the file can not be read."""


class HeaderDamaged(JournalError):
    """Neither the header file nor its previous copy can be read."""


class JournalTooNew(JournalError):
    """The journal was written by a newer version of Repair."""


class JournalInUse(JournalError):
    """Another program holds the journal."""


class NoBackup(JournalError):
    """A file that was chosen is no backup of Repair, or is cut."""


class WrongVault(JournalError):
    """A backup is not of this journal, or is from before its key was changed."""


class EntryLocked(JournalError):
    """An entry is locked by itself: without its passphrase nothing is read or written there."""


class WrongEntryPassphrase(JournalError):
    """The passphrase does not open this locked entry. Nothing was changed."""


class LockDamaged(JournalError):
    """What is kept of a locked entry can not be read, whatever the passphrase."""


class JournalExists(JournalError):
    """A journal is already in the folder; a new one is never made over it."""


class DiskFull(JournalError):
    """There is no space left."""


class DiskNearlyFull(JournalError):
    """What was saved is kept, but what comes next may not be.

    ``facts["reserve_used"]`` is whether the last save went into space that was kept back.
    """


class FolderReadOnly(JournalError):
    """Nothing can be written in the journal's folder."""


class DiskFault(JournalError):
    """The disk reported an error."""


class FolderSynced(JournalError):
    """The folder is copied elsewhere by a cloud service. ``facts["service"]`` names it."""


def for_os_error(error: OSError) -> JournalError:
    """Return the known error that stands for a failed file operation."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderReadOnly()
    return DiskFault()


# --- content and input ---------------------------------------------------------------------


class BadContent(KnownError):
    """A worksheet, word list or help file is not as it should be.

    ``facts["file"]`` names the file, ``facts["place"]`` the place in it and
    ``facts["problem"]`` what is wrong there, in plain words.
    """


class BadSheet(KnownError):
    """A file is no homework sheet, or not one as it has to be.

    ``facts["problem"]`` is the value of a :class:`~repair_desktop.core.sheets.SheetProblem`,
    ``facts["question"]`` the number of the question in which it lies, from 1, or None, and
    ``facts["field"]`` the name of the field, or "". No part of it comes out of the file's text.
    """


class SheetTooNew(KnownError):
    """A homework sheet was made for a newer version of Repair."""


class SheetClash(KnownError):
    """A homework sheet can not take the place of the one in the journal that has its id."""


class CardTooNew(KnownError):
    """A newer version of Repair changed the card of a rupture. It is not touched."""


class BadAnswer(KnownError):
    """An answer does not fit its prompt. ``facts["prompt"]`` is the prompt's id."""


class RuptureRests(KnownError):
    """Something that asks for mending was wanted for a rupture that rests. Nothing was done."""


class Gone(KnownError):
    """What was to be shown or changed was deleted meanwhile. Nothing was done."""


class BadDate(KnownError):
    """A date or time that can not be used.

    ``facts["reason"]`` is one of ``"future"``, ``"too_far"`` (ahead), ``"too_early"`` and
    ``"not_a_date"``.
    """

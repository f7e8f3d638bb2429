"""Plain words for every known error, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from repair_desktop.core.errors import (
    BadAnswer,
    BadContent,
    BadDate,
    BadSheet,
    CardTooNew,
    DiskFault,
    DiskFull,
    DiskNearlyFull,
    EntryLocked,
    FolderReadOnly,
    FolderSynced,
    Gone,
    HeaderDamaged,
    JournalDamaged,
    JournalExists,
    JournalInUse,
    JournalMissing,
    JournalTooNew,
    KeyMissing,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
    LockDamaged,
    MistypedCode,
    NoBackup,
    RuptureRests,
    SheetClash,
    SheetTooNew,
    WrongEntryPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongVault,
)
from repair_desktop.core.recovery_code import LENGTH
from repair_desktop.core.sheets import SheetProblem


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person reads about an error. Each part is plain text, never empty.

    Attributes:
        title: A few words, without a full stop.
        happened: What happened.
        safe: What is safe, or what was not changed.
        to_do: What the person can do.
    """

    title: str
    happened: str
    safe: str
    to_do: str

    @property
    def text(self) -> str:
        """All of it in one line, for an announcement."""
        return f"{self.title}. {self.happened} {self.safe} {self.to_do}"


class ProblemWords(QObject):
    """Turns a known error into a :class:`Problem`.

    The words come from the error's class and its facts; the error's message is never shown.
    """

    def words(self, error: KnownError) -> Problem:
        """Return the words for ``error``."""
        return (
            self._keyring(error)
            or self._journal(error)
            or self._entry(error)
            or self._sheet(error)
            or self._other(error)
        )

    def _keyring(self, error: KnownError) -> Problem | None:
        last = str(error.facts.get("last") or "")
        now = str(error.facts.get("now") or "")
        match error:
            case KeyringMissing():
                return Problem(
                    self.tr("No password store was found"),
                    self.tr("Your system offers no password store that is safe to use.")
                    + self._last(last),
                    self._untouched(last),
                    self.tr(
                        "If you signed in to another kind of desktop than usual, sign in to the "
                        "usual one. Then start Repair there."
                    )
                    if last
                    else self.tr("You can protect your journal with a passphrase instead."),
                )
            case KeyringLocked():
                return Problem(
                    self.tr("Your password store is locked"),
                    self.tr("{store} did not let Repair in, or its question was closed.").format(
                        store=now or self.tr("Your password store")
                    )
                    + ("" if last == now else self._last(last)),
                    self._untouched(last),
                    self.tr(
                        "Try again, and unlock the password store when it asks. It often has the "
                        "same password as your computer login."
                    ),
                )
            case KeyringFailed():
                return Problem(
                    self.tr("Your password store did not answer"),
                    self.tr("{store} gave an error, or no answer in time.").format(
                        store=now or self.tr("Your password store")
                    )
                    + ("" if last == now else self._last(last)),
                    self._untouched(last),
                    self.tr("Try again. If it stays so, sign out of your computer and in again."),
                )
            case KeyMissing():
                return Problem(
                    self.tr("The key to your journal was not found"),
                    (
                        self.tr("{store} works, but the key is not in it.").format(store=now)
                        if now
                        else self.tr("Your password store works, but the key is not in it.")
                    )
                    + self._last(last),
                    self.tr("Your journal is still there, and has not been changed."),
                    self.tr(
                        "Your computer may have a second password store, or you may use a second "
                        "login or desktop. If so, try there. Without the key, only your recovery "
                        "code opens the journal."
                    ),
                )
            case _:
                return None

    def _journal(self, error: KnownError) -> Problem | None:
        match error:
            case WrongPassphrase():
                return Problem(
                    self.tr("That passphrase does not open this journal"),
                    self.tr("It is not the one that was chosen for it."),
                    self.tr("Your journal has not been changed."),
                    self.tr(
                        "Look whether Caps Lock is on and which keyboard is chosen, then try again."
                    ),
                )
            case MistypedCode():
                return self._mistyped(error)
            case WrongRecoveryCode():
                return Problem(
                    self.tr("That recovery code does not open this journal"),
                    self.tr("It is a whole code, but of another journal, or an older one."),
                    self.tr("Your journal has not been changed."),
                    self.tr("If you have another code on paper, try that one."),
                )
            case JournalMissing():
                return Problem(
                    self.tr("Your journal is not where it was"),
                    self.tr("Its file is missing or empty."),
                    self.tr("Repair has not made a new one in its place."),
                    self.tr(
                        "If it lies on another disk, connect it. If it was moved, move it back. "
                        "Then try again."
                    ),
                )
            case JournalDamaged():
                return Problem(
                    self.tr("The journal file is damaged"),
                    self.tr("The key is right, but the file, or a part of it, can not be read."),
                    self.tr("Repair leaves the damaged file as it is."),
                    self.tr(
                        "Repair makes a backup on each day you use it. A good one can become your "
                        "journal."
                    ),
                )
            case HeaderDamaged():
                return Problem(
                    self.tr("The file that belongs to your journal can not be read"),
                    self.tr(
                        "“vault.json” says how your journal is opened. It is missing or damaged, "
                        "and so is the copy beside it."
                    ),
                    self.tr("The journal itself has not been changed."),
                    self.tr(
                        "A backup that lies elsewhere can open your journal. Or put “vault.json” "
                        "from a backup of your computer back into the folder, then try again."
                    ),
                )
            case JournalTooNew():
                return Problem(
                    self.tr("This journal was made by a newer version of Repair"),
                    self.tr("This version can not read it."),
                    self.tr("Your journal has not been changed."),
                    self.tr("Install the newer version, then open the journal with it."),
                )
            case JournalInUse():
                return Problem(
                    self.tr("The journal is open somewhere else"),
                    self.tr("It is open in some other window of Repair, or in some other program."),
                    self.tr("Your journal has not been changed."),
                    self.tr("Close it there, then try again."),
                )
            case NoBackup():
                return Problem(
                    self.tr("This file is not a backup of Repair"),
                    self.tr("It is another kind of file, or a part of it is missing."),
                    self.tr("The file has not been changed, and neither has anything else."),
                    self.tr("Choose another file. The name of a backup ends in “.rdbackup”."),
                )
            case WrongVault():
                return Problem(
                    self.tr("This backup does not fit this journal"),
                    self.tr(
                        "It was made with another key. It is of another journal, or from before "
                        "the key of this one was changed."
                    ),
                    self.tr("Nothing has been changed."),
                    self.tr("Choose a backup that was made later, or one of this journal."),
                )
            case JournalExists():
                return Problem(
                    self.tr("There is a journal in this folder already"),
                    self.tr("Repair never makes a new journal in place of an old one."),
                    self.tr("The journal that is there has not been changed."),
                    self.tr("Open that one, or choose another folder."),
                )
            case _:
                return self._disk(error)

    def _disk(self, error: KnownError) -> Problem | None:
        match error:
            case DiskFull():
                return Problem(
                    self.tr("The disk is full"),
                    self.tr("There is no space left to write to."),
                    self.tr("What was saved before is safe."),
                    self.tr("Make some space on the disk, then try again."),
                )
            case DiskNearlyFull():
                return self._nearly_full(used=bool(error.facts.get("reserve_used")))
            case FolderReadOnly():
                return Problem(
                    self.tr("Repair can not write in its folder"),
                    self.tr("The folder, or the disk it lies on, does not allow changes."),
                    self.tr("What was saved before is safe."),
                    self.tr("Allow changes to the folder, then try again."),
                )
            case DiskFault():
                return Problem(
                    self.tr("The disk reported an error"),
                    self.tr("Something could not be read or written. The disk may be failing."),
                    self.tr("Repair has stopped here, so that nothing is made worse."),
                    self.tr(
                        "Copy your important files to another disk soon. You can try again here."
                    ),
                )
            case FolderSynced():
                service = str(error.facts.get("service") or self.tr("a cloud service"))
                return Problem(
                    self.tr("This folder is copied to other places"),
                    self.tr(
                        "{service} copies what lies in it. The copies can leave this computer, "
                        "and copying an open journal can damage it."
                    ).format(service=service),
                    self.tr("Nothing was made there."),
                    self.tr("Choose a folder that stays on this computer."),
                )
            case _:
                return None

    def _nearly_full(self, used: bool) -> Problem:
        if used:
            return Problem(
                self.tr("The disk is full"),
                self.tr(
                    "Repair keeps some space back for this moment, and has now taken it for your "
                    "last words."
                ),
                self.tr("They are saved, and so is all from before."),
                self.tr("Make some space on the disk now. What you write next may not be saved."),
            )
        return Problem(
            self.tr("The disk is almost full"),
            self.tr("There is hardly any space left to write to."),
            self.tr("Everything that was saved is there."),
            self.tr("Make some space on the disk soon. What you write now may not be saved."),
        )

    def _entry(self, error: KnownError) -> Problem | None:
        match error:
            case EntryLocked():
                return Problem(
                    self.tr("This page is locked away"),
                    self.tr("Nothing is read or written there without its passphrase."),
                    self.tr("What you locked away has not been changed."),
                    self.tr("Unlock it in Reflect first."),
                )
            case WrongEntryPassphrase():
                return Problem(
                    self.tr("That passphrase does not open this page"),
                    self.tr("It is not the one that was chosen for it."),
                    self.tr("Nothing was changed."),
                    self.tr(
                        "Look whether Caps Lock is on and which keyboard is chosen, then try again."
                    ),
                )
            case LockDamaged():
                return Problem(
                    self.tr("This locked page can not be read"),
                    self.tr("A part of it is missing or damaged, so no passphrase opens it."),
                    self.tr("Repair leaves it as it is."),
                    self.tr("A backup may hold a whole one."),
                )
            case _:
                return None

    def _sheet(self, error: KnownError) -> Problem | None:
        unchanged = self.tr("Nothing was added, and your journal has not been changed.")
        match error:
            case BadSheet():
                return Problem(
                    self.tr("This sheet can not be used"),
                    self._bad_sheet(error),
                    unchanged,
                    self.tr("Look whether it is still there, then try again.")
                    if error.facts.get("problem") == SheetProblem.UNREADABLE.value
                    else self.tr("Ask whoever gave it to you to save it again, and try that file."),
                )
            case SheetTooNew():
                return Problem(
                    self.tr("This sheet was made for a newer version of Repair"),
                    self.tr("This version can not read it."),
                    unchanged,
                    self.tr("Install the newer version, then open the sheet with it."),
                )
            case CardTooNew():
                return Problem(
                    self.tr("This card was changed in a newer version of Repair"),
                    self.tr("This version can not read it."),
                    self.tr("The card is as it was, and so are your answers."),
                    self.tr("Install the newer version, then open the card with it."),
                )
            case SheetClash():
                return Problem(
                    self.tr("This sheet does not follow the one you have"),
                    self.tr("It is an older one, or its questions do not fit your answers."),
                    unchanged,
                    self.tr("You can go on with the one you have."),
                )
            case _:
                return None

    def _bad_sheet(self, error: BadSheet) -> str:
        """Return one sentence: where it is, and what."""
        known = {problem.value: problem for problem in SheetProblem}
        problem = known.get(str(error.facts.get("problem")), SheetProblem.NOT_A_SHEET)
        whole = {
            SheetProblem.UNREADABLE: self.tr("The file could not be opened."),
            SheetProblem.TOO_LARGE: self.tr("The file is too large for a sheet."),
            SheetProblem.NOT_A_SHEET: self.tr(
                "The file is not a homework sheet, or a part of it is missing."
            ),
        }.get(problem)
        if whole is not None:
            return whole
        what = {
            SheetProblem.UNKNOWN_FIELD: self.tr("there is something that no sheet has."),
            SheetProblem.MISSING_FIELD: self.tr("this is missing."),
            SheetProblem.CHARACTERS: self.tr(
                "it is blank, or holds a character that can not be used."
            ),
            SheetProblem.LENGTH: self.tr("it is too long, too short, too many or too few."),
            SheetProblem.DOUBLE: self.tr("something stands there twice."),
        }.get(problem, self.tr("it has another form than it needs."))
        question, field = error.facts.get("question"), error.facts.get("field")
        if question and field:
            place = self.tr("In question {number}, “{field}”:").format(number=question, field=field)
        elif question:
            place = self.tr("In question {number}:").format(number=question)
        elif field:
            place = self.tr("At “{field}”:").format(field=field)
        else:
            place = self.tr("In the file:")
        return f"{place} {what}"

    def _other(self, error: KnownError) -> Problem:
        match error:
            case BadContent():
                return self._bad_content(error)
            case BadDate():
                return self._bad_date(str(error.facts.get("reason") or ""))
            case RuptureRests():
                return Problem(
                    self.tr("This one rests"),
                    self.tr("What you noted about it is not yours to mend."),
                    self.tr("What you wrote stays."),
                    self.tr("Its page in Reflect says what you can do."),
                )
            case Gone():
                return Problem(
                    self.tr("That is not there any more"),
                    self.tr("It was deleted meanwhile."),
                    self.tr("Nothing else changed."),
                    self.tr("If that was not meant, Undo brings it back until Repair is locked."),
                )
            case BadAnswer():
                return Problem(
                    self.tr("This answer does not fit the question"),
                    self.tr("It has another form than the question asks for."),
                    self.tr("Your earlier answer is kept."),
                    self.tr("Change the answer, or leave the question blank."),
                )
            case _:
                return Problem(
                    self.tr("That did not work"),
                    self.tr("Repair could not finish what you asked for."),
                    self.tr("What was saved before is safe."),
                    self.tr("You can try again."),
                )

    def _mistyped(self, error: KnownError) -> Problem:
        group, count = error.facts.get("group"), error.facts.get("count")
        if isinstance(group, int):
            happened = self.tr("Group {number} does not look right.").format(number=group)
        elif isinstance(count, int) and count != LENGTH:
            happened = self.tr(
                "A code has {length} letters and digits. There are {count} here."
            ).format(length=LENGTH, count=count)
        else:
            happened = self.tr("One letter or digit, or two, are not as they are on paper.")
        return Problem(
            self.tr("Something in the code is mistyped"),
            happened,
            self.tr("Nothing was tried with it."),
            self.tr("Compare it with the paper, one group after the other."),
        )

    def _bad_content(self, error: BadContent) -> Problem:
        file = str(error.facts.get("file") or "")
        place = str(error.facts.get("place") or "")
        problem = str(error.facts.get("problem") or "")
        happened = (
            self.tr("“{file}” is not as Repair needs it.").format(file=file)
            if file
            else self.tr("It is not as Repair needs it.")
        )
        if place and problem:
            happened += " " + self.tr("At {place}: {problem}").format(place=place, problem=problem)
        return Problem(
            self.tr("A file can not be used"),
            happened,
            self.tr("Your journal has not been changed."),
            self.tr("If the file came with Repair, install Repair again."),
        )

    def _bad_date(self, reason: str) -> Problem:
        happened = {
            "future": self.tr("It lies in the future."),
            "too_far": self.tr("It lies more than two years ahead."),
            "too_early": self.tr("It lies before the year 1900."),
        }.get(reason, self.tr("There is no such date or time."))
        return Problem(
            self.tr("This date can not be used"),
            happened,
            self.tr("The date from before is kept."),
            self.tr("Choose another date."),
        )

    def _last(self, last: str) -> str:
        if not last:
            return ""
        return " " + self.tr("Last time the key was kept in {store}.").format(store=last)

    def _untouched(self, last: str) -> str:
        # An existing journal names the keyring that held its key; a new one has none yet.
        if last:
            return self.tr("Your journal has not been changed.")
        return self.tr("Nothing has been made yet, and nothing is lost.")

"""Settings that are private, and so live inside the journal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from repair_desktop.core.locking import LOCK_HIGH, LOCK_LOW, LOCK_USUAL
from repair_desktop.core.ports import Journal

_NEVER = "never"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to turn to.

    Attributes:
        name: As the person typed it.
        how: A number, an address, anything; as typed.
    """

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """What the person chose.

    Attributes:
        therapist: A name, initials or a word such as "my counsellor"; "" for the usual wording.
        ask_checks: Whether the opening and the closing check are asked.
        all_prompts: Whether a step shows its prompts on one page instead of one at a time.
        contacts: People I can contact.
        lock_after: Minutes without any input until the journal is locked, :data:`LOCK_LOW` to
            :data:`LOCK_HIGH`, or None for never.
    """

    therapist: str = ""
    ask_checks: bool = True
    all_prompts: bool = False
    contacts: tuple[Contact, ...] = ()
    lock_after: int | None = LOCK_USUAL


class SettingsService:
    """Reads and keeps :class:`JournalSettings`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def load(self) -> JournalSettings:
        """Return what was chosen; a setting that is missing or unreadable has its default."""
        stored = self._journal.settings
        return JournalSettings(
            therapist=stored.get("therapist") or "",
            ask_checks=stored.get("ask_checks") != "no",
            all_prompts=stored.get("all_prompts") == "yes",
            contacts=_contacts(stored.get("contacts")),
            lock_after=_minutes(stored.get("lock_after")),
        )

    def save(self, settings: JournalSettings) -> JournalSettings:
        """Keep all settings, and return them as kept (names without white space around them).

        Raises:
            JournalError: The disk would not have it. Nothing was kept.
        """
        settings = replace(settings, therapist=settings.therapist.strip())
        contacts = json.dumps([[contact.name, contact.how] for contact in settings.contacts])
        with self._journal.transaction():
            stored = self._journal.settings
            stored.set("therapist", settings.therapist or None)
            stored.set("ask_checks", None if settings.ask_checks else "no")
            stored.set("all_prompts", "yes" if settings.all_prompts else None)
            stored.set("contacts", contacts if settings.contacts else None)
            stored.set("lock_after", _kept_minutes(settings.lock_after))
        return settings


def _minutes(stored: str | None) -> int | None:
    if stored == _NEVER:
        return None
    wanted = int(stored) if stored and re.fullmatch("[0-9]{1,2}", stored) else LOCK_USUAL
    return wanted if LOCK_LOW <= wanted <= LOCK_HIGH else LOCK_USUAL


def _kept_minutes(wanted: int | None) -> str | None:
    if wanted is None:
        return _NEVER
    return None if wanted == LOCK_USUAL else str(wanted)


def _contacts(stored: str | None) -> tuple[Contact, ...]:
    try:
        rows = json.loads(stored or "[]")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list) or not all(map(_is_contact, rows)):
        return ()
    return tuple(Contact(name, how) for name, how in rows)


def _is_contact(row: object) -> bool:
    return isinstance(row, list) and [type(part) for part in row] == [str, str]

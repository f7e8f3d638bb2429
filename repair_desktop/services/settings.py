"""Settings that are private, and so live inside the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from repair_desktop.core.ports import Journal


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
    """

    therapist: str = ""
    ask_checks: bool = True
    all_prompts: bool = False
    contacts: tuple[Contact, ...] = ()


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
        return settings


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

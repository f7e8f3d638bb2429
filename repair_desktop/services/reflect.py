"""Working through worksheets, and the ruptures they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    ScaleAnswer,
)
from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.ids import EntryId, PromptId, RuptureId, WorksheetId, new_id
from repair_desktop.core.ports import Journal
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.times import Clock, check_past_day, fixed_offset
from repair_desktop.core.worksheets import PromptKind, Worksheet, check_answer

WORD_KINDS: dict[PromptKind, str] = {
    PromptKind.FEELINGS: "feeling",
    PromptKind.NEEDS: "need",
    PromptKind.BODY: "body",
}
"""Prompts whose words are remembered as recently used, and under which kind."""


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry with all that is needed to work on it.

    Attributes:
        entry: The entry; its ``place`` is the prompt to come back to.
        worksheet: What is asked.
        answers: What was answered so far.
        rupture: What it is about, or None.
    """

    entry: Entry
    worksheet: Worksheet
    answers: Mapping[PromptId, Answer]
    rupture: Rupture | None


class ReflectService:
    """Begins, saves and finishes entries, and keeps ruptures.

    An entry (and its rupture) is kept only once something was answered, so that looking at a
    worksheet leaves nothing behind.
    """

    def __init__(
        self, journal: Journal, worksheets: Mapping[WorksheetId, Worksheet], clock: Clock
    ) -> None:
        self._journal = journal
        self._worksheets = worksheets
        self._clock = clock
        self._begun: dict[EntryId, tuple[Entry, Rupture | None]] = {}

    def worksheets(self) -> Sequence[Worksheet]:
        """Return every worksheet that can be begun."""
        return tuple(self._worksheets.values())

    def begin(self, worksheet_id: WorksheetId) -> OpenEntry:
        """Return a fresh entry. Nothing is kept before the first answer is saved."""
        worksheet = self._worksheets[worksheet_id]
        now = fixed_offset(self._clock.now())
        rupture = None
        if worksheet.about_rupture:
            noted = (StateChange(RuptureState.NOTED, now),)
            rupture = Rupture(RuptureId(new_id()), "", None, now, noted)
        entry = Entry(
            id=EntryId(new_id()),
            worksheet_id=worksheet_id,
            worksheet_version=worksheet.version,
            begun_at=now,
            changed_at=now,
            rupture_id=rupture.id if rupture else None,
        )
        self._begun[entry.id] = (entry, rupture)
        return OpenEntry(entry, worksheet, {}, rupture)

    def open(self, entry_id: EntryId) -> OpenEntry:
        """Return an entry to carry on with, also one that was begun and has no answer yet.

        Raises:
            KeyError: There is no such entry, or no such worksheet any more.
        """
        begun = self._begun.get(entry_id)
        if begun is not None:
            entry, rupture = begun
            return OpenEntry(entry, self._worksheets[entry.worksheet_id], {}, rupture)
        entry = self._journal.entries.get(entry_id)
        rupture = self._journal.ruptures.get(entry.rupture_id) if entry.rupture_id else None
        worksheet = self._worksheets[entry.worksheet_id]
        return OpenEntry(entry, worksheet, self._journal.entries.answers(entry_id), rupture)

    def save(
        self,
        entry_id: EntryId,
        changes: Mapping[PromptId, Answer | None],
        place: PromptId | None,
    ) -> None:
        """Keep changed answers and the place, all or nothing.

        Args:
            entry_id: An entry begun or opened here.
            changes: New answers; None, or an answer that says nothing, removes the old one.
            place: The prompt the person is at.

        Raises:
            BadAnswer, BadDate: An answer does not fit its prompt. Nothing was kept.
            JournalError: The disk would not have it. Nothing was kept.
        """
        now = fixed_offset(self._clock.now())
        kept = {key: _nothing_as_none(answer) for key, answer in changes.items()}
        begun = self._begun.get(entry_id)
        if begun is not None and not any(kept.values()):
            return
        entry = begun[0] if begun else self._journal.entries.get(entry_id)
        worksheet = self._worksheets[entry.worksheet_id]
        for prompt_id, answer in kept.items():
            if answer is not None:
                check_answer(worksheet.prompt(prompt_id), answer, now.date())
        with self._journal.transaction():
            if begun is not None:
                self._keep(*begun)
            self._journal.entries.save(entry_id, kept, place, now)
            self._follow_date(worksheet, entry, kept)
            self._remember_words(worksheet, kept, now)
        self._begun.pop(entry_id, None)

    def finish(self, entry_id: EntryId, finished: bool = True) -> None:
        """Mark an entry as done, or as not done after all."""
        if entry_id not in self._begun:
            at = fixed_offset(self._clock.now()) if finished else None
            self._journal.entries.finish(entry_id, at)

    def unfinished(self) -> Sequence[Entry]:
        """Return entries that were left half done, last changed first."""
        return [entry for entry in self._journal.entries.all() if entry.finished_at is None]

    def ruptures(self) -> Sequence[RuptureSummary]:
        """Return every rupture, newest first."""
        by_rupture: dict[RuptureId, list[Entry]] = {}
        for entry in self._journal.entries.all():
            if entry.rupture_id is not None:
                by_rupture.setdefault(entry.rupture_id, []).append(entry)
        return [
            self._summary(rupture, by_rupture.get(rupture.id, []))
            for rupture in self._journal.ruptures.all()
        ]

    def describe(self, rupture_id: RuptureId, title: str, happened_on: date | None) -> None:
        """Change a rupture's title and day.

        Raises:
            BadDate: The day lies in the future or before 1900.
        """
        if happened_on is not None:
            check_past_day(happened_on, self._clock.now().date())
        self._journal.ruptures.describe(rupture_id, title.strip(), happened_on)

    def set_state(self, rupture_id: RuptureId, state: RuptureState) -> None:
        """Give a rupture a state. One that is not kept yet has none to give."""
        if any(rupture and rupture.id == rupture_id for _entry, rupture in self._begun.values()):
            return
        change = StateChange(state, fixed_offset(self._clock.now()))
        self._journal.ruptures.add_state(rupture_id, change)

    def delete_rupture(self, rupture_id: RuptureId) -> None:
        """Set a rupture and its entries aside; gone for good when the journal closes."""
        self._journal.ruptures.delete(rupture_id)

    def restore_rupture(self, rupture_id: RuptureId) -> None:
        """Take back :meth:`delete_rupture`."""
        self._journal.ruptures.restore(rupture_id)

    def recent_words(self) -> Mapping[PromptKind, Sequence[str]]:
        """Return words used lately for each prompt kind that has a word list, last used first."""
        return {kind: self._journal.settings.words(name) for kind, name in WORD_KINDS.items()}

    def _keep(self, entry: Entry, rupture: Rupture | None) -> None:
        if rupture is not None:
            self._journal.ruptures.add(rupture)
        self._journal.entries.add(entry)

    def _follow_date(
        self, worksheet: Worksheet, entry: Entry, kept: Mapping[PromptId, Answer | None]
    ) -> None:
        """Let the rupture's day follow the answer that plays this part."""
        when = worksheet.roles.when
        if when is None or entry.rupture_id is None or when not in kept:
            return
        answer = kept[when]
        day = answer.day if isinstance(answer, DateAnswer) else None
        rupture = self._journal.ruptures.get(entry.rupture_id)
        self._journal.ruptures.describe(rupture.id, rupture.title, day)

    def _remember_words(
        self, worksheet: Worksheet, kept: Mapping[PromptId, Answer | None], now: datetime
    ) -> None:
        for prompt_id, answer in kept.items():
            name = WORD_KINDS.get(worksheet.prompt(prompt_id).kind)
            if name is not None and answer is not None:
                self._journal.settings.use_words(name, _words_of(answer), now)

    def _summary(self, rupture: Rupture, entries: list[Entry]) -> RuptureSummary:
        kind = ""
        sizes: list[tuple[datetime, int]] = []
        for entry in entries:
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet is None:
                continue
            answers = self._journal.entries.answers(entry.id)
            kind = kind or _first_choice(worksheet, answers)
            for role in (worksheet.roles.size, worksheet.roles.size_again):
                answer = answers.get(role) if role is not None else None
                if isinstance(answer, ScaleAnswer):
                    sizes.append((entry.begun_at, answer.value))
        sizes.sort(key=lambda size: size[0])
        return RuptureSummary(
            rupture=rupture,
            kind=kind,
            entries=tuple(entries),
            first_size=sizes[0][1] if sizes else None,
            last_size=sizes[-1][1] if sizes else None,
        )


def _nothing_as_none(answer: Answer | None) -> Answer | None:
    return None if answer is None or answer.is_blank else answer


def _words_of(answer: Answer) -> Sequence[str]:
    match answer:
        case FeelingsAnswer(words):
            return [word.word for word in words]
        case ChoiceAnswer(chosen, own):
            return [*chosen, *own]
        case _:
            return []


def _first_choice(worksheet: Worksheet, answers: Mapping[PromptId, Answer]) -> str:
    """Return the words of the first choice of the prompt that names the rupture, or ""."""
    title = worksheet.roles.title
    answer = answers.get(title) if title is not None else None
    if title is None or not isinstance(answer, ChoiceAnswer) or answer.is_blank:
        return ""
    texts = {option.id: option.text for option in worksheet.prompt(title).options}
    names = [texts[option] for option in answer.chosen if option in texts]
    return [*names, *answer.own][0] if names or answer.own else ""

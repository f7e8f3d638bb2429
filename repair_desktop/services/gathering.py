"""What there is to bring to a session, from all over the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta

from repair_desktop.core.answers import Answer, TextAnswer
from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import EntryId, PromptId, RuptureId, WorksheetId
from repair_desktop.core.moods import QuickMood
from repair_desktop.core.ports import Journal
from repair_desktop.core.sessions import since_last
from repair_desktop.core.times import fixed_offset
from repair_desktop.core.worksheets import Gathered, Source, Worksheet

MOST = 4
"""How many of each kind are gathered, the latest first."""

CardLine = Callable[[RuptureId], str]
"""Returns what the card of a rupture says in one line, or "" where there is none to bring."""


class Gathering:
    """Looks up what there is. Made for one look: it keeps what it read.

    Args:
        journal: The open journal.
        worksheets: Says which prompt plays which part.
        ruptures: Every rupture.
        card_line: Looks up cards.
        now: The present moment (aware).
        but: An entry that is left out: the one that asks.
    """

    def __init__(
        self,
        journal: Journal,
        worksheets: Mapping[WorksheetId, Worksheet],
        ruptures: Sequence[RuptureSummary],
        card_line: CardLine,
        now: datetime,
        but: EntryId | None = None,
    ) -> None:
        self._journal = journal
        self._worksheets = worksheets
        self._open = [each for each in ruptures if each.can_be_raised]
        self._resting = {each.rupture.id for each in ruptures if each.rests}
        self._card_line = card_line
        self._now = now
        self._but = but

    def of(self, source: Source) -> Sequence[Gathered]:
        """Return what there is of one kind, the latest first, each words once."""
        match source:
            case Source.AGREED:
                found = self._agreed()
            case Source.RUPTURES:
                found = [Gathered(r.rupture.title or r.kind, r.day) for r in self._open]
            case Source.CARDS:
                found = self._cards()
            case Source.QUESTIONS:
                found = self._questions()
            case Source.LOW_DAYS:
                found = self._low_days()
        return tuple(dict.fromkeys(found))[:MOST]

    def _agreed(self) -> list[Gathered]:
        found = []
        for entry in self._journal.entries.all():
            worksheet = self._worksheets.get(entry.worksheet_id)
            if entry.id == self._but or entry.rupture_id in self._resting:
                continue
            if worksheet is not None and worksheet.roles.agreed:
                text = _words(self._journal.entries.answers(entry.id), worksheet.roles.agreed)
                found += [Gathered(text, entry.begun_at.date())] if text else []
        return found

    def _cards(self) -> list[Gathered]:
        lines = (self._card_line(each.rupture.id) for each in self._open[:MOST])
        return [Gathered(line) for line in lines if line]

    def _questions(self) -> list[Gathered]:
        found = []
        for entry in (entry for each in self._open for entry in each.entries):
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet is not None and worksheet.roles.question:
                text = _words(self._journal.entries.answers(entry.id), worksheet.roles.question)
                found += [Gathered(text)] if text else []
        return found

    def _low_days(self) -> list[Gathered]:
        """Return days with a low check-in since the last session, the latest first."""
        first = since_last(self._journal.sessions.all(), self._now)
        # A day more, since another time zone's evening may count as the day before.
        start = fixed_offset(
            datetime.combine(first, time.min, self._now.tzinfo) - timedelta(days=1)
        )
        low = {
            mood.at.date()
            for mood in self._journal.moods.between(start)
            if mood.pleasantness <= QuickMood.LOW.value and mood.at.date() >= first
        }
        return [Gathered("", day) for day in sorted(low, reverse=True)]


def _words(answers: Mapping[PromptId, Answer], prompt: PromptId) -> str:
    answer = answers.get(prompt)
    return answer.text.strip() if isinstance(answer, TextAnswer) else ""

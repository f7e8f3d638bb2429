"""Gathers what was written about a rupture, and how its numbers went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from repair_desktop.core.answers import Answer, ScaleAnswer, TextAnswer
from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.ids import PromptId, WorksheetId
from repair_desktop.core.ports import EntryStore
from repair_desktop.core.rupture_view import EntryGroup, Given, OverTime, RuptureView, SetAside
from repair_desktop.core.worksheets import Worksheet


def rupture_view(
    summary: RuptureSummary,
    entries: EntryStore,
    worksheets: Mapping[WorksheetId, Worksheet],
    fitting: Sequence[Worksheet],
) -> RuptureView:
    """Return a rupture with its life.

    Args:
        summary: The rupture, with its entries.
        entries: Where their answers are.
        worksheets: What they may answer.
        fitting: The worksheets that can be begun from it.
    """
    written = [
        _Written(entry, sheet, entries.answers(entry.id), entries.moments(entry.id))
        for entry in summary.entries
        if (sheet := worksheets.get(entry.worksheet_id)) is not None
    ]
    groups: dict[EntryGroup, list[Entry]] = {group: [] for group in EntryGroup}
    for entry in sorted(summary.entries, key=lambda each: each.begun_at):
        groups[_group(worksheets.get(entry.worksheet_id))].append(entry)
    texts = (each.text_at(each.sheet.roles.strip) for each in written)
    return RuptureView(
        summary=summary,
        what=next(filter(None, texts), ""),
        size=_sizes(written),
        closeness=_over_time(
            rated for each in written for rated in each.rated(each.sheet.roles.closeness)
        ),
        blame=next(filter(_any_given, (each.blame() for each in written)), (None, None)),
        groups=groups,
        worksheets={each.sheet.id: each.sheet for each in written},
        fitting=fitting,
        set_aside=next(filter(None, (each.set_aside() for each in written)), None),
    )


def _any_given(pair: tuple[int | None, int | None]) -> bool:
    """Tell whether one of two numbers is there."""
    return any(value is not None for value in pair)


@dataclass(frozen=True, slots=True)
class _Rated:
    """A number, the scale it was given on, and the entry it stands in."""

    given: Given
    low: str
    high: str
    entry: Entry
    again: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry with its answers, and when each was given."""

    entry: Entry
    sheet: Worksheet
    answers: Mapping[PromptId, Answer]
    moments: Mapping[PromptId, datetime]

    def text_at(self, prompt: PromptId | None) -> str:
        answer = self.answers.get(prompt) if prompt is not None else None
        return answer.text.strip() if isinstance(answer, TextAnswer) else ""

    def rated(self, prompt_id: PromptId | None, again: bool = False) -> Iterator[_Rated]:
        answer = self.answers.get(prompt_id) if prompt_id is not None else None
        if prompt_id is not None and isinstance(answer, ScaleAnswer):
            prompt = self.sheet.prompt(prompt_id)
            given = Given(self.moments[prompt_id], answer.value)
            yield _Rated(given, prompt.low_label, prompt.high_label, self.entry, again)

    def blame(self) -> tuple[int | None, int | None]:
        first, then = (
            next((rated.given.value for rated in self.rated(prompt)), None)
            if prompt is not None and not self._is_hidden(prompt)
            else None
            for prompt in (self.sheet.roles.blame, self.sheet.roles.blame_again)
        )
        return first, then

    def set_aside(self) -> SetAside | None:
        rule = self.sheet.hiding_rule(self.answers)
        return None if rule is None else SetAside(self.entry.id, rule.page)

    def _is_hidden(self, prompt_id: PromptId) -> bool:
        return any(
            self.sheet.is_hidden(step.id, self.answers)
            for step in self.sheet.steps
            if any(prompt.id == prompt_id for prompt in step.prompts)
        )


def _group(sheet: Worksheet | None) -> EntryGroup:
    if sheet is None:
        return EntryGroup.OTHER
    if sheet.about_rupture:
        return EntryGroup.STEPS if len(sheet.steps) > 1 else EntryGroup.NOTE
    return EntryGroup.OTHER if sheet.roles.closeness is None else EntryGroup.TALK


def _sizes(written: Sequence[_Written]) -> OverTime:
    """Return every size. What one entry took over from another is one answer, not two."""
    found: list[_Rated] = []
    for each in written:
        found += each.rated(each.sheet.roles.size)
        found += each.rated(each.sheet.roles.size_again, again=True)
    found.sort(key=lambda rated: rated.given.at)
    kept: list[_Rated] = []
    for rated in found:
        before = kept[-1] if kept else None
        taken_over = (
            before is not None
            and not (before.again or rated.again)
            and before.entry.id != rated.entry.id
            and before.given.value == rated.given.value
        )
        if not taken_over:
            kept.append(rated)
    return _over_time(kept)


def _over_time(rated: Iterable[_Rated]) -> OverTime:
    found = sorted(rated, key=lambda each: each.given.at)
    if not found:
        return OverTime()
    return OverTime(found[-1].low, found[-1].high, tuple(each.given for each in found))

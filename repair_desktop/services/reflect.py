"""Working through worksheets, and the ruptures they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.counts import Moment, Review
from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.errors import EntryLocked, Gone, RuptureRests
from repair_desktop.core.ids import (
    EntryId,
    PromptId,
    RuptureId,
    SessionId,
    StepId,
    WorksheetId,
    new_id,
)
from repair_desktop.core.ports import Journal
from repair_desktop.core.rupture_view import RuptureView
from repair_desktop.core.ruptures import Rupture, RuptureState, StateChange
from repair_desktop.core.times import Clock, check_past_day, fixed_offset
from repair_desktop.core.worksheets import (
    Gathered,
    Place,
    Prompt,
    PromptKind,
    Source,
    Worksheet,
    check_answer,
)
from repair_desktop.services.counting import count
from repair_desktop.services.gathering import CardLine, Gathering
from repair_desktop.services.rupture_view import rupture_view

WORD_KINDS: dict[PromptKind, str] = {
    PromptKind.FEELINGS: "feeling",
    PromptKind.NEEDS: "need",
    PromptKind.BODY: "body",
}
"""Prompts whose words are remembered as recently used, and under which kind."""

MOST_RECALLED = 4
"""How many earlier answers are offered again under a prompt."""


@dataclass(frozen=True, slots=True)
class Written:
    """Words of another entry, with the prompt that they answer."""

    prompt: Prompt
    text: str


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry with all that is needed to work on it.

    Attributes:
        entry: The entry; its ``place`` is the prompt to come back to.
        worksheet: What is asked.
        answers: What was answered so far, or is taken over from another entry.
        rupture: What it is about, or None.
        earlier: Answers to the same prompts in other entries on this rupture.
        recalled: What a prompt offers again of what was written elsewhere, last written first.
        looked_up: What can be looked up from a step; steps for which nothing is there are left out.
        reviews: What a step counts over all ruptures.
        strip: What other entries on this rupture say happened, or "".
        gathered: What a prompt gathers to choose from.
        rests: Whether an answer in another entry on this rupture hides the steps that mend.
        session_id: The session it is written for, or None.
    """

    entry: Entry
    worksheet: Worksheet
    answers: Mapping[PromptId, Answer]
    rupture: Rupture | None
    earlier: Mapping[PromptId, Sequence[Answer]] = field(default_factory=dict)
    recalled: Mapping[PromptId, Sequence[str]] = field(default_factory=dict)
    looked_up: Mapping[StepId, Sequence[Written]] = field(default_factory=dict)
    reviews: Mapping[StepId, Review] = field(default_factory=dict)
    strip: str = ""
    gathered: Mapping[PromptId, Mapping[Source, Sequence[Gathered]]] = field(default_factory=dict)
    session_id: SessionId | None = None
    rests: bool = False


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is kept with the first answer.

    Attributes:
        new_rupture: The rupture that the entry notes; None where there is one already, or none.
        taken_over: Answers of another entry.
        session_id: The session it is written for, or None.
    """

    entry: Entry
    new_rupture: Rupture | None
    taken_over: Mapping[PromptId, Answer]
    session_id: SessionId | None


class ReflectService:
    """Begins, saves and finishes entries, and keeps ruptures.

    An entry (and its rupture) is kept only once something was answered, so that looking at a
    worksheet leaves nothing behind.
    """

    def __init__(
        self,
        journal: Journal,
        worksheets: Mapping[WorksheetId, Worksheet],
        clock: Clock,
        card_line: CardLine = lambda _rupture: "",
    ) -> None:
        self._journal = journal
        self._worksheets = worksheets
        self._clock = clock
        self._card_line = card_line
        self._begun: dict[EntryId, _Begun] = {}

    def worksheets(self) -> Sequence[Worksheet]:
        """Return every worksheet, in the order they are offered."""
        return tuple(self._worksheets.values())

    def worksheet(self, worksheet_id: WorksheetId) -> Worksheet | None:
        """Return what an entry answers, or None for one that this version does not know."""
        return self._worksheets.get(worksheet_id)

    def fitting(self, summary: RuptureSummary) -> Sequence[Worksheet]:
        """Return the worksheets that can be begun from a rupture.

        Where a rupture rests, nothing is offered that asks for mending.
        """
        there = {entry.worksheet_id for entry in summary.entries}
        places = {Place.RUPTURE} if summary.rests else {Place.RUPTURE, Place.REPAIR}
        return [
            worksheet
            for worksheet in self._worksheets.values()
            if worksheet.offered & places
            and not (worksheet.about_rupture and worksheet.id in there)
        ]

    def begin(
        self,
        worksheet_id: WorksheetId,
        rupture_id: RuptureId | None = None,
        session_id: SessionId | None = None,
    ) -> OpenEntry:
        """Return a fresh entry. Nothing is kept before the first answer is saved.

        Args:
            worksheet_id: What is begun.
            rupture_id: The rupture it is about. A worksheet that notes a rupture notes none then,
                and takes over what was answered there for the same roles.
            session_id: The session it is written for. Its day is taken over.

        Raises:
            KeyError: There is no such worksheet.
            Gone: There is no such rupture any more.
            RuptureRests: The worksheet asks for mending, and the rupture rests.
        """
        worksheet = self._worksheets[worksheet_id]
        now = fixed_offset(self._clock.now())
        rupture = new = None
        if session_id not in {session.id for session in self._journal.sessions.all()}:
            session_id = None
        if rupture_id is not None:
            rupture = self._found(rupture_id)
            if _asks_for_mending(worksheet) and rupture_id in self.resting():
                raise RuptureRests()
        elif worksheet.about_rupture:
            noted = (StateChange(RuptureState.NOTED, now),)
            rupture = new = Rupture(RuptureId(new_id()), "", None, now, noted)
        entry = Entry(
            id=EntryId(new_id()),
            worksheet_id=worksheet_id,
            worksheet_version=worksheet.version,
            begun_at=now,
            changed_at=now,
            rupture_id=rupture.id if rupture else None,
        )
        taken_over = self._taken_over(worksheet, rupture_id)
        if session_id is not None:
            taken_over = {**self._day_of(session_id, worksheet, now), **taken_over}
        begun = _Begun(entry, new, taken_over, session_id)
        self._begun[entry.id] = begun
        return self._opened(entry, begun.taken_over, rupture, session_id)

    def begin_for(
        self, worksheet_id: WorksheetId, rupture_id: RuptureId | None, session_id: SessionId | None
    ) -> OpenEntry:
        """Return what a session has of one of its own worksheets already, or a fresh entry.

        Raises as :meth:`begin`, and as :meth:`open`.
        """
        of_sessions = {Place.BEFORE_SESSION, Place.AFTER_SESSION}
        if session_id is not None and self._worksheets[worksheet_id].offered & of_sessions:
            links = self._journal.sessions.links()
            for entry in self._journal.entries.all():
                if entry.worksheet_id == worksheet_id and links.get(entry.id) == session_id:
                    return self.open(entry.id)
        return self.begin(worksheet_id, rupture_id, session_id)

    def open(self, entry_id: EntryId) -> OpenEntry:
        """Return an entry to carry on with, also one that was begun and has no answer yet.

        Raises:
            KeyError: There is no such worksheet any more.
            Gone: There is no such entry any more.
            EntryLocked: It is locked by itself.
        """
        begun = self._begun.get(entry_id)
        try:
            entry = begun.entry if begun else self._journal.entries.get(entry_id)
        except KeyError:
            raise Gone() from None
        if entry.is_locked:
            raise EntryLocked()
        answers = begun.taken_over if begun else self._journal.entries.answers(entry_id)
        rupture = begun.new_rupture if begun else None
        if rupture is None and entry.rupture_id is not None:
            rupture = self._found(entry.rupture_id)
        session_id = begun.session_id if begun else self._journal.sessions.links().get(entry_id)
        return self._opened(entry, answers, rupture, session_id)

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
            EntryLocked: The entry is locked by itself. Nothing was kept.
            JournalError: The disk would not have it. Nothing was kept.
        """
        now = fixed_offset(self._clock.now())
        kept = {key: _nothing_as_none(answer) for key, answer in changes.items()}
        begun = self._begun.get(entry_id)
        if begun is not None:
            kept = {**begun.taken_over, **kept}
            if not changes or not any(kept.values()):
                left = {key: answer for key, answer in kept.items() if answer is not None}
                self._begun[entry_id] = replace(begun, taken_over=left)
                return
        entry = begun.entry if begun else self._journal.entries.get(entry_id)
        worksheet = self._worksheets[entry.worksheet_id]
        for prompt_id, answer in kept.items():
            if answer is not None:
                check_answer(worksheet.prompt(prompt_id), answer, now.date())
        with self._journal.transaction():
            if begun is not None:
                self._keep(begun)
            self._journal.entries.save(entry_id, kept, place, now)
            self._follow_date(worksheet, entry, kept)
            self._remember_words(worksheet, kept, now)
        self._begun.pop(entry_id, None)

    def finish(self, entry_id: EntryId, finished: bool = True) -> None:
        """Mark an entry as done, or as not done after all. One without an answer is not kept."""
        if entry_id not in self._begun:
            at = fixed_offset(self._clock.now()) if finished else None
            self._journal.entries.finish(entry_id, at)

    def delete_entry(self, entry_id: EntryId) -> None:
        """Set an entry aside; gone for good when the journal closes."""
        self._journal.entries.delete(entry_id)

    def restore_entry(self, entry_id: EntryId) -> None:
        """Take back :meth:`delete_entry`."""
        self._journal.entries.restore(entry_id)

    def entries(self) -> Sequence[Entry]:
        """Return entries that belong to no rupture and no session, last changed first."""
        of_sessions = self._journal.sessions.links()
        entries = self._journal.entries.all()
        return [e for e in entries if e.rupture_id is None and e.id not in of_sessions]

    def unfinished(self) -> Sequence[Entry]:
        """Return entries that were left half done, last changed first.

        Locked ones are left out, and what asks for mending where a rupture rests.
        """
        resting = self.resting()
        return [
            entry
            for entry in self._journal.entries.all()
            if entry.finished_at is None and not entry.is_locked and not self._rests(entry, resting)
        ]

    def resting(self) -> Set[RuptureId]:
        """Return the ruptures of which nothing asks for mending."""
        return {each.rupture.id for each in self.ruptures() if each.rests}

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

    def rupture(self, rupture_id: RuptureId) -> RuptureView:
        """Return a rupture with all that was written about it.

        Raises:
            KeyError: There is none, or it is set aside.
        """
        rupture = self._journal.ruptures.get(rupture_id)
        entries = [e for e in self._journal.entries.all() if e.rupture_id == rupture_id]
        summary = self._summary(rupture, entries)
        return rupture_view(summary, self._journal.entries, self._worksheets, self.fitting(summary))

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
        new = [begun.new_rupture for begun in self._begun.values()]
        if any(rupture is not None and rupture.id == rupture_id for rupture in new):
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

    def review(self, prompts: Sequence[PromptId]) -> Review:
        """Return what was answered to prompts of any worksheet, counted over all ruptures."""
        asked = {prompt.id: prompt for sheet in self.worksheets() for prompt in sheet.prompts()}
        return count([asked[key] for key in prompts if key in asked], self._moments())

    def _moments(self) -> Sequence[Moment]:
        """Return every rupture with what was answered about it.

        A rupture with a safety tick is among them: what it was, and what the person did and felt,
        happened, and a look back without it would be untrue. What the tick hides (the steps that
        ask for reasons, blame and mending) is not counted, as it is shown nowhere else.
        """
        given: dict[RuptureId, list[Mapping[PromptId, Answer]]] = {}
        for entry in self._journal.entries.all():
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet is not None and entry.rupture_id is not None:
                answers = self._journal.entries.answers(entry.id)
                given.setdefault(entry.rupture_id, []).append(_in_sight(worksheet, answers))
        return [
            Moment(rupture.happened_on or rupture.noted_at.date(), given.get(rupture.id, ()))
            for rupture in self._journal.ruptures.all()
        ]

    def _found(self, rupture_id: RuptureId) -> Rupture:
        """Return a rupture. Raises Gone."""
        try:
            return self._journal.ruptures.get(rupture_id)
        except KeyError:
            raise Gone() from None

    def _rests(self, entry: Entry, resting: Set[RuptureId]) -> bool:
        """Tell whether an entry is about a talk or the like, on a rupture that rests."""
        worksheet = self._worksheets.get(entry.worksheet_id)
        about = worksheet is not None and _asks_for_mending(worksheet)
        return about and entry.rupture_id in resting

    def _keep(self, begun: _Begun) -> None:
        if begun.new_rupture is not None:
            self._journal.ruptures.add(begun.new_rupture)
        self._journal.entries.add(begun.entry)
        if begun.session_id is not None:
            self._journal.sessions.link(begun.session_id, begun.entry.id)

    def _opened(
        self,
        entry: Entry,
        answers: Mapping[PromptId, Answer],
        rupture: Rupture | None,
        session_id: SessionId | None,
    ) -> OpenEntry:
        worksheet = self._worksheets[entry.worksheet_id]
        earlier: dict[PromptId, list[Answer]] = {}
        strip = ""
        rests = False
        for other, sheet, given in self._others(rupture, entry.id):
            rests = rests or sheet.hiding_rule(given) is not None
            strip = strip or _words_at(given, sheet.roles.strip)
            if other.worksheet_id == entry.worksheet_id:
                for prompt_id, answer in given.items():
                    earlier.setdefault(prompt_id, []).append(answer)
        return OpenEntry(
            entry=entry,
            worksheet=worksheet,
            answers=answers,
            rupture=rupture,
            earlier=earlier,
            recalled=self._recalled(worksheet, entry.id),
            looked_up=self._looked_up(worksheet, entry.id),
            reviews={step.id: self.review(step.counts) for step in worksheet.steps if step.counts},
            strip=strip,
            gathered=self._gathered(worksheet, entry.id),
            session_id=session_id,
            rests=rests,
        )

    def _others(
        self, rupture: Rupture | None, but: EntryId | None = None
    ) -> Iterator[tuple[Entry, Worksheet, Mapping[PromptId, Answer]]]:
        """Yield the other entries on a rupture, last changed first."""
        for entry in self._journal.entries.all() if rupture is not None else ():
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet and entry.id != but and rupture and entry.rupture_id == rupture.id:
                yield entry, worksheet, self._journal.entries.answers(entry.id)

    def _taken_over(
        self, worksheet: Worksheet, rupture_id: RuptureId | None
    ) -> Mapping[PromptId, Answer]:
        """Return what other entries on a rupture answered for the roles of a worksheet."""
        if rupture_id is None or not worksheet.about_rupture:
            return {}
        taken: dict[PromptId, Answer] = {}
        for _entry, other, answers in self._others(self._journal.ruptures.get(rupture_id)):
            here, there = worksheet.roles, other.roles
            for mine, theirs in (
                (here.title, there.title),
                (here.when, there.when),
                (here.strip, there.strip),
                (here.size, there.size),
                (here.feelings, there.feelings),
            ):
                answer = answers.get(theirs) if theirs is not None else None
                if mine is not None and answer is not None:
                    taken.setdefault(mine, answer)
        return taken

    def _recalled(self, worksheet: Worksheet, but: EntryId) -> Mapping[PromptId, Sequence[str]]:
        """Return what was written elsewhere and belongs under a prompt, last written first."""
        asking = {prompt.id: prompt.recalls for prompt in worksheet.prompts() if prompt.recalls}
        written = self._written(asking, but)
        return {key: words[:MOST_RECALLED] for key, words in written.items()}

    def _looked_up(self, worksheet: Worksheet, but: EntryId) -> Mapping[StepId, Sequence[Written]]:
        """Return the latest words of each prompt that a step looks up."""
        looks = {step.id: step.looks_up.prompts for step in worksheet.steps if step.looks_up}
        wanted = {prompt for prompts in looks.values() for prompt in prompts}
        written = self._written({prompt: (prompt,) for prompt in wanted}, but)
        if not written:
            return {}
        asked = {prompt.id: prompt for sheet in self.worksheets() for prompt in sheet.prompts()}
        found = {
            step: [Written(asked[key], written[key][0]) for key in prompts if key in written]
            for step, prompts in looks.items()
        }
        return {step: words for step, words in found.items() if words}

    def _written(
        self, wanted: Mapping[PromptId, Sequence[PromptId]], but: EntryId
    ) -> Mapping[PromptId, Sequence[str]]:
        """Return what was written to prompts of any worksheet, last written first.

        Args:
            wanted: The prompts, by a key of the caller's. Keys for which nothing was written are
                left out.
            but: An entry that is not looked at.
        """
        written: dict[PromptId, list[str]] = {}
        resting = self.resting() if wanted else frozenset()
        for entry in self._journal.entries.all() if wanted else ():
            if entry.id == but or self._rests(entry, resting):
                continue
            answers = self._journal.entries.answers(entry.id)
            for key, prompts in wanted.items():
                found = (_words_at(answers, prompt) for prompt in prompts)
                words = written.setdefault(key, [])
                words += [text for text in found if text and text not in words]
        return {key: words for key, words in written.items() if words}

    def _gathered(
        self, worksheet: Worksheet, but: EntryId
    ) -> Mapping[PromptId, Mapping[Source, Sequence[Gathered]]]:
        """Return what prompts gather from all over the journal."""
        asking = [prompt for prompt in worksheet.prompts() if prompt.gathers]
        if not asking:
            return {}
        now = self._clock.now()
        look = Gathering(
            self._journal, self._worksheets, self.ruptures(), self._card_line, now, but
        )
        return {
            prompt.id: {source: look.of(source) for source, _title in prompt.gathers}
            for prompt in asking
        }

    def _day_of(
        self, session_id: SessionId, worksheet: Worksheet, now: datetime
    ) -> Mapping[PromptId, Answer]:
        """Return a session's day as the answer that asks for it, once that day has come."""
        session = self._journal.sessions.get(session_id)
        when = worksheet.roles.when
        if when is None or session.day > now.date():
            return {}
        return {when: DateAnswer(session.day)}

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
        is_set_aside = False
        sizes: list[tuple[datetime, int]] = []
        for entry in entries:
            worksheet = self._worksheets.get(entry.worksheet_id)
            if worksheet is None:
                continue
            answers = self._journal.entries.answers(entry.id)
            kind = kind or _first_choice(worksheet, answers)
            is_set_aside = is_set_aside or worksheet.hiding_rule(answers) is not None
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
            is_set_aside=is_set_aside,
        )


def _in_sight(
    worksheet: Worksheet, answers: Mapping[PromptId, Answer]
) -> Mapping[PromptId, Answer]:
    """Return the answers that no rule hides."""
    rule = worksheet.hiding_rule(answers)
    hidden = {
        prompt.id
        for step in worksheet.steps
        if rule is not None and step.id in rule.steps
        for prompt in step.prompts
    }
    return {key: answer for key, answer in answers.items() if key not in hidden}


def _asks_for_mending(worksheet: Worksheet) -> bool:
    """Tell whether a worksheet is offered only where a rupture can be mended."""
    return worksheet.offered == {Place.REPAIR}


def _words_at(answers: Mapping[PromptId, Answer], prompt: PromptId | None) -> str:
    """Return the free words given to a prompt, or ""."""
    answer = answers.get(prompt) if prompt is not None else None
    return answer.text.strip() if isinstance(answer, TextAnswer) else ""


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

"""Fills a journal with a made-up life: seeded, so that the same seed gives the same journal.

Therapists look around in it, benchmarks measure with it, and pictures are taken of it. It goes
through the same services as a person's own words.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import cycle

from repair_desktop.core.answers import Answer, ChoiceAnswer, DateAnswer, RatedWord
from repair_desktop.core.demo import DemoPage, DemoStory, DemoText
from repair_desktop.core.ids import PromptId, RuptureId, SessionId, WorksheetId
from repair_desktop.core.moods import AXIS_HIGH, AXIS_LOW, QuickMood, quick_mood
from repair_desktop.core.ports import Journal
from repair_desktop.core.sessions import Session, SessionState
from repair_desktop.core.worksheets import Place, Prompt, Worksheet
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.settings import JournalSettings, SettingsService

DEFAULT_YEARS = 2
MOST_YEARS = 20
SEED = 20261123

# How a made-up mood moves: it leans back to a mild middle, drifts by chance from day to day, and
# sinks with a rupture and climbs out of it again. Chosen by eye on the timeline.
_MIDDLE = 0.6
_LEAN = 0.16
_DRIFT = 0.9
_RUPTURE_EVERY = (38, 80)
_WEEKS_TO_MEND = (2, 5)
_NEWEST_RUPTURE = (6, 12)
_FIRST_RUPTURE = 10
_EMPTY_DAY = 0.14
_SECOND_CHECK_IN = 0.22
_GRID_SHARE = 0.45
_NOTE_SHARE = 0.3

_SESSION_AT = time(16, 0)
_NEXT_SESSION = 2
"""In how many days the next session is; the others lie weeks before it."""

_MISSED_SESSION = 0.07
_CHECKED_SESSION = 0.75
_EVENING_AFTER_SESSION = 0.6
_LINKED_TO_SESSION = 0.7
_LINKED_TO_RUPTURE = 0.35
_DAYS_ABOUT_RUPTURE = 7
"""After so many days nobody would say any more that a mood belongs to it."""


class _SetClock:
    """A clock that the made-up life moves on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def fill(
    journal: Journal,
    worksheets: Mapping[WorksheetId, Worksheet],
    text: DemoText,
    now: datetime,
    years: int = DEFAULT_YEARS,
    seed: int = SEED,
) -> None:
    """Write ``years`` made-up years, up to ``now``, into an empty journal.

    Args:
        journal: Where to write; everything goes in as one transaction.
        worksheets: The worksheets the stories were worked through with.
        text: The made-up words.
        now: The last moment (aware).
        years: 1 to :data:`MOST_YEARS`.
        seed: The same seed, text and moment give the same life.

    Raises:
        ValueError: ``years`` is out of range.
    """
    if not 1 <= years <= MOST_YEARS:
        raise ValueError("a made-up journal has 1 to 20 years")
    with journal.transaction():
        _Life(journal, worksheets, text, now, random.Random(seed)).live(years)


class _Life:
    """One made-up person."""

    def __init__(
        self,
        journal: Journal,
        worksheets: Mapping[WorksheetId, Worksheet],
        text: DemoText,
        now: datetime,
        chance: random.Random,
    ) -> None:
        self._now = now
        self._text = text
        self._chance = chance
        self._clock = _SetClock(now)
        self._reflect = ReflectService(journal, worksheets, self._clock)
        self._mood = MoodService(journal, self._clock)
        self._settings = SettingsService(journal)
        self._sessions = SessionService(journal, worksheets, self._reflect, self._clock)
        self._worksheets = worksheets
        self._ruptures: dict[date, RuptureId] = {}
        self._held: dict[date, SessionId] = {}

    def live(self, years: int) -> None:
        self._settings.save(JournalSettings(therapist=self._text.therapist))
        first = (self._now - timedelta(days=365 * years)).date()
        days = (self._now.date() - first).days + 1
        sinking = self._live_ruptures(days, first_day=self._now - timedelta(days=days - 1))
        sessions = self._live_sessions(days)
        self._held = {session.day: session.id for session in sessions}
        self._check_sessions(sessions)
        self._write_pages(sessions)
        level = _MIDDLE
        for number in range(days):
            level += (_MIDDLE - level) * _LEAN + self._chance.gauss(0, _DRIFT)
            level = max(AXIS_LOW, min(AXIS_HIGH, level))
            if self._chance.random() >= _EMPTY_DAY:
                day = self._now - timedelta(days=days - 1 - number)
                self._check_in(day, level - sinking.get(number, 0.0))

    def _live_ruptures(self, days: int, first_day: datetime) -> dict[int, float]:
        """Work through the stories; return by how much each day's mood sinks."""
        sinking: dict[int, float] = {}
        stories = cycle(self._text.stories)
        for day, story in zip(self._rupture_days(days), stories, strict=False):
            weeks = self._chance.randint(*_WEEKS_TO_MEND)
            self._work_through(story, first_day + timedelta(days=day), weeks)
            for later in range(weeks * 7):
                share = 1 - later / (weeks * 7)
                sinking[day + later] = sinking.get(day + later, 0.0) + story.depth * share
        return sinking

    def _rupture_days(self, days: int) -> list[int]:
        """Choose the days from the newest back: that one is too fresh to be mended."""
        chosen = []
        day = days - self._chance.randint(*_NEWEST_RUPTURE)
        while day >= _FIRST_RUPTURE:
            chosen.append(day)
            day -= self._chance.randint(*_RUPTURE_EVERY)
        return chosen[::-1]

    def _work_through(self, story: DemoStory, happened: datetime, weeks: int) -> None:
        """Answer part by part, as the states of the story go on, until now."""
        self._clock.moment = self._at(happened, 20, 10)
        opened = self._reflect.begin(story.worksheet_id)
        assert opened.rupture is not None
        for later in range(1, _DAYS_ABOUT_RUPTURE + 1):  # it was noted in the evening
            self._ruptures[(happened + timedelta(days=later)).date()] = opened.rupture.id
        answers = dict(story.answers)
        when = opened.worksheet.roles.when
        if when is not None:
            answers[when] = DateAnswer(happened.date())
        parts = _in_parts(opened.worksheet, len(story.path) + 1)
        step = timedelta(days=weeks * 7 / max(1, len(story.path)))
        for number, (part, place) in enumerate(parts):
            if number > 0:
                self._clock.moment += step
                if self._clock.moment > self._now:
                    return
                self._reflect.set_state(opened.rupture.id, story.path[number - 1])
            now_answered = {prompt: answers[prompt] for prompt in part if prompt in answers}
            self._reflect.save(opened.entry.id, now_answered, place)
        self._reflect.finish(opened.entry.id)

    def _live_sessions(self, days: int) -> list[Session]:
        """Go to a session a week, and plan the next; return them, the earliest first."""
        coming = self._now.date() + timedelta(days=_NEXT_SESSION)
        made = []
        for back in range((days + _NEXT_SESSION) // 7, -1, -1):
            self._clock.moment = self._at(self._now - timedelta(days=7 * back), 9, 0)
            if self._clock.moment > self._now:
                self._clock.moment = self._now
            session = self._sessions.add(coming - timedelta(weeks=back), _SESSION_AT)
            if back > 1 and self._chance.random() < _MISSED_SESSION:
                self._sessions.set_state(session.id, SessionState.CANCELLED)
            else:
                made.append(session)
        return made

    def _check_sessions(self, sessions: Sequence[Session]) -> None:
        """Answer, after most sessions, what goes on a line over time."""
        *past, _coming = sessions
        for session in past:
            if self._chance.random() >= _CHECKED_SESSION:
                continue
            for worksheet in self._worksheets.values():
                asked = [prompt for prompt in worksheet.prompts() if prompt.over_time]
                if asked and Place.AFTER_SESSION in worksheet.offered:
                    self._clock.moment = datetime.combine(
                        session.day, _SESSION_AT, self._now.tzinfo
                    ) + timedelta(hours=1)
                    opened = self._reflect.begin(worksheet.id, None, session.id)
                    answers = {prompt.id: self._near_the_middle(prompt) for prompt in asked}
                    self._reflect.save(opened.entry.id, answers, None)
                    self._reflect.finish(opened.entry.id)

    def _near_the_middle(self, prompt: Prompt) -> Answer:
        """Return one of the options, more often a middle one and more often a higher one."""
        last = len(prompt.options) - 1
        place = round(self._chance.gauss(last * 0.6, last * 0.25))
        return ChoiceAnswer((prompt.options[max(0, min(last, place))].id,))

    def _write_pages(self, sessions: Sequence[Session]) -> None:
        """Fill in worksheets beside the ruptures, the oldest first."""
        for page in sorted(self._text.pages, key=lambda page: -page.days_ago):
            self._clock.moment = self._at(self._now - timedelta(days=page.days_ago), 19, 30)
            session = self._session_for(page, sessions)
            opened = self._reflect.begin_for(page.worksheet_id, None, session)
            self._reflect.save(opened.entry.id, page.answers, None)
            self._reflect.finish(opened.entry.id)

    def _session_for(self, page: DemoPage, sessions: Sequence[Session]) -> SessionId | None:
        """Return the session that a page is for: the next, the last one before it, or none."""
        offered = self._worksheets[page.worksheet_id].offered
        if Place.BEFORE_SESSION in offered:
            return sessions[-1].id
        day = self._clock.moment.date()
        before = [session for session in sessions if session.day < day]
        return before[-1].id if Place.AFTER_SESSION in offered and before else None

    def _check_in(self, day: datetime, level: float) -> None:
        times = [self._at(day, self._chance.randint(7, 12), self._chance.randint(0, 59))]
        in_session = day.date() in self._held
        if self._chance.random() < (_EVENING_AFTER_SESSION if in_session else _SECOND_CHECK_IN):
            times.append(self._at(day, self._chance.randint(17, 22), self._chance.randint(0, 59)))
        for moment in times:
            if moment <= self._now:
                self._clock.moment = moment
                made_up = self._made_up(moment, level + self._chance.gauss(0, 0.6))
                self._mood.save(self._linked(made_up))

    def _linked(self, check_in: CheckIn) -> CheckIn:
        """Let a check-in belong to the session before it, or to a rupture that weighs on it."""
        day = check_in.at.date()
        after_session = day in self._held and check_in.at.time() > _SESSION_AT
        if after_session and self._chance.random() < _LINKED_TO_SESSION:
            check_in = replace(check_in, session_id=self._held[day])
        rupture = self._ruptures.get(day)
        noted = rupture is not None and check_in.pleasantness < 0
        if noted and self._chance.random() < _LINKED_TO_RUPTURE:
            check_in = replace(check_in, rupture_id=rupture)
        return check_in

    def _made_up(self, moment: datetime, level: float) -> CheckIn:
        pleasantness = max(AXIS_LOW, min(AXIS_HIGH, round(level)))
        on_grid = self._chance.random() < _GRID_SHARE
        word = quick_mood(pleasantness)
        low = word in (QuickMood.ROUGH, QuickMood.LOW)
        high = word in (QuickMood.GOOD, QuickMood.GREAT)
        notes = (
            self._text.low_notes
            if low
            else self._text.high_notes
            if high
            else self._text.middle_notes
        )
        feelings = self._text.low_feelings if low else self._text.high_feelings
        chosen = self._chance.sample(feelings, self._chance.randint(0, 2))
        tags = self._chance.sample(self._text.tags, self._chance.randint(0, 2))
        return CheckIn(
            at=moment,
            pleasantness=pleasantness if on_grid else word.value,
            energy=self._chance.randint(AXIS_LOW, AXIS_HIGH) if on_grid else None,
            feelings=tuple(RatedWord(feeling) for feeling in chosen),
            tags=tuple(tags),
            note=self._chance.choice(notes) if self._chance.random() < _NOTE_SHARE else "",
        )

    def _at(self, day: datetime, hour: int, minute: int) -> datetime:
        return datetime.combine(day.date(), time(hour, minute), tzinfo=self._now.tzinfo)


def _in_parts(worksheet: Worksheet, count: int) -> list[tuple[list[PromptId], PromptId | None]]:
    """Deal a worksheet's prompts out to ``count`` parts, each with the prompt that comes next."""
    parts: list[list[PromptId]] = [[] for _ in range(count)]
    for number, step in enumerate(worksheet.steps):
        parts[number * count // len(worksheet.steps)].extend(each.id for each in step.prompts)
    nexts = [*(part[0] if part else None for part in parts[1:]), None]
    parts[0][:0] = [prompt.id for prompt in worksheet.opening]
    parts[-1].extend(prompt.id for prompt in worksheet.closing)
    return list(zip(parts, nexts, strict=True))

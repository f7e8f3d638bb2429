from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock, real_journal

from repair_desktop.content.card import load_card
from repair_desktop.core.answers import Answer, ChoiceAnswer, DateAnswer, ScaleAnswer, TextAnswer
from repair_desktop.core.cards import CardChanges, Length
from repair_desktop.core.errors import BadDate, Gone, RuptureRests
from repair_desktop.core.ids import EntryId, OptionId, PromptId, RuptureId, SessionId, WorksheetId
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.sessions import DAYS_BACK, FURTHEST, Coming, Session, SessionState
from repair_desktop.core.worksheets import Gathered, Prompt, PromptKind, Source
from repair_desktop.services.cards import CardService
from repair_desktop.services.gathering import MOST
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.reflect import OpenEntry, ReflectService
from repair_desktop.services.sessions import SessionService, place_of
from repair_desktop.storage.journal import SqlJournal

TODAY = NOON.date()
PLAN, NOTES, CHECK_IN, JOURNEY, QUICK, FOLLOW_UP = map(
    WorksheetId,
    ("session-plan", "session-notes", "session-check-in", "six-steps", "quick-note", "follow-up"),
)
PICK = PromptId("bp.pick")


@dataclass
class Life:
    """A journal with its services, and a clock."""

    journal: SqlJournal
    clock: SetClock
    reflect: ReflectService
    sessions: SessionService
    mood: MoodService
    cards: CardService

    def write(
        self,
        worksheet: WorksheetId,
        answers: Mapping[str, Answer],
        rupture: RuptureId | None = None,
        session: SessionId | None = None,
    ) -> OpenEntry:
        opened = self.reflect.begin(worksheet, rupture, session)
        given = {PromptId(key): answer for key, answer in answers.items()}
        self.reflect.save(opened.entry.id, given, None)
        return opened

    def gathered(self, source: Source) -> list[Gathered]:
        return list(self.reflect.begin(PLAN).gathered[PICK][source])


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    clock = SetClock()
    with real_journal(tmp_path) as journal:
        cards = CardService(journal, WORKSHEETS, load_card(WORKSHEETS), clock)
        reflect = ReflectService(journal, WORKSHEETS, clock, cards.one_line)
        sessions = SessionService(journal, WORKSHEETS, reflect, clock, cards.to_bring)
        yield Life(journal, clock, reflect, sessions, MoodService(journal, clock), cards)


def chosen(*options: str) -> ChoiceAnswer:
    return ChoiceAnswer(tuple(map(OptionId, options)))


# --- planning -------------------------------------------------------------------------------


def test_a_session_is_planned_moved_cancelled_and_deleted(life: Life) -> None:
    session = life.sessions.add(TODAY, time(16))
    assert life.sessions.next() == session
    life.sessions.move(session.id, TODAY + timedelta(days=1), None)
    moved = life.sessions.next()
    assert moved is not None
    assert (moved.id, moved.day, moved.clock) == (session.id, TODAY + timedelta(days=1), None)
    life.sessions.set_state(session.id, SessionState.CANCELLED)
    assert life.sessions.next() is None
    [later] = life.sessions.view().later
    assert not later.session.takes_place
    life.sessions.set_state(session.id, SessionState.PLANNED)
    assert life.sessions.next() == moved
    life.sessions.delete(session.id)
    assert life.sessions.all() == []
    life.sessions.restore(session.id)
    assert life.sessions.next() == moved


@pytest.mark.parametrize("day", [date(1899, 1, 1), TODAY + FURTHEST + timedelta(days=1)])
def test_a_day_that_can_not_be_changes_nothing(life: Life, day: date) -> None:
    session = life.sessions.add(TODAY, None)
    with pytest.raises(BadDate):
        life.sessions.add(day, None)
    with pytest.raises(BadDate):
        life.sessions.move(session.id, day, None)
    assert life.sessions.all() == [session]


def test_the_view_parts_what_is_past_from_what_is_to_come(life: Life) -> None:
    days = (-14, -7, 0, 7, 14)
    made = [life.sessions.add(TODAY + timedelta(days=days), time(16)) for days in days]
    view = life.sessions.view()
    assert view.next is not None
    assert view.next.session == made[2]
    assert [each.session for each in view.later] == made[3:]
    assert [each.session for each in view.past] == [made[1], made[0]]
    assert view.suggestion == (TODAY + timedelta(days=21), time(16))
    assert [each.id for each in view.before] == [PLAN]
    assert [each.id for each in view.after] == [NOTES, CHECK_IN]


# --- what is written for one ----------------------------------------------------------------


def test_what_is_written_for_a_session_is_found_with_it(life: Life) -> None:
    past = life.sessions.add(TODAY - timedelta(days=1), None)
    other = life.sessions.add(TODAY - timedelta(days=8), None)
    notes = life.write(NOTES, {"as.stayed": TextAnswer("x")}, session=past.id)
    view = life.sessions.view()
    of_past, of_other = view.past
    assert (of_past.session, of_other.session) == (past, other)
    assert [entry.id for entry in of_past.entries] == [notes.entry.id]
    assert of_past.has(NOTES)
    assert not of_past.has(CHECK_IN)
    assert of_other.entries == ()
    assert life.reflect.entries() == []  # it has its place
    life.sessions.delete(past.id)
    assert [entry.id for entry in life.reflect.entries()] == [notes.entry.id]


def test_looking_at_a_worksheet_for_a_session_leaves_nothing_behind(life: Life) -> None:
    past = life.sessions.add(TODAY - timedelta(days=1), None)
    opened = life.reflect.begin(NOTES, None, past.id)
    assert opened.session_id == past.id
    assert opened.answers == {PromptId("as.when"): DateAnswer(past.day)}
    life.reflect.save(opened.entry.id, {}, PromptId("as.stayed"))
    assert life.journal.entries.all() == []
    assert life.journal.sessions.links() == {}
    life.reflect.save(opened.entry.id, {PromptId("as.stayed"): TextAnswer("x")}, None)
    again = life.reflect.open(opened.entry.id)
    assert again.session_id == past.id
    assert again.answers[PromptId("as.when")] == DateAnswer(past.day)


def test_a_day_to_come_is_no_answer(life: Life) -> None:
    coming = life.sessions.add(TODAY + timedelta(days=1), None)
    assert life.reflect.begin(NOTES, None, coming.id).answers == {}


def test_a_rupture_that_is_noted_after_a_session_happened_that_day(life: Life) -> None:
    past = life.sessions.add(TODAY - timedelta(days=3), None)
    journey = life.write(JOURNEY, {"s1.what": TextAnswer("x")}, session=past.id)
    assert journey.rupture is not None
    assert life.journal.ruptures.get(journey.rupture.id).happened_on == past.day


def in_reach(life: Life) -> set[EntryId]:
    """What Next session, Reflect or the page of a rupture shows."""
    view = life.sessions.view()
    of_sessions = [*([view.next] if view.next else []), *view.later, *view.past]
    of_ruptures = life.reflect.ruptures()
    return {
        entry.id
        for entries in (
            *(each.entries for each in of_sessions),
            *(each.entries for each in of_ruptures),
            life.reflect.entries(),
        )
        for entry in entries
    }


@pytest.mark.parametrize("happens", ["passes", "cancelled", "another comes before", "deleted"])
def test_whatever_becomes_of_a_session_what_was_written_for_it_stays_in_reach(
    life: Life, happens: str
) -> None:
    session = life.sessions.add(TODAY + timedelta(days=5), time(13))
    plan = life.write(PLAN, {"bp.one": TextAnswer("the one thing")}, session=session.id)
    match happens:
        case "passes":
            life.clock.pass_by(days=6)
        case "cancelled":
            life.sessions.set_state(session.id, SessionState.CANCELLED)
        case "another comes before":
            life.sessions.add(TODAY + timedelta(days=1), time(13))
        case _:
            life.sessions.delete(session.id)
    assert plan.entry.id in in_reach(life)


def test_a_session_has_each_of_its_own_worksheets_once(life: Life) -> None:
    session = life.sessions.add(TODAY, None)
    first = life.write(CHECK_IN, {"ci.bond": chosen("near")}, session=session.id)
    again = life.reflect.begin_for(CHECK_IN, None, session.id)
    assert again.entry.id == first.entry.id
    assert life.reflect.begin_for(CHECK_IN, None, None).entry.id != first.entry.id
    note = life.write(QUICK, {"qn.what": TextAnswer("x")}, session=session.id)
    assert life.reflect.begin_for(QUICK, None, session.id).entry.id != note.entry.id


def test_what_is_gone_meanwhile_is_said(life: Life) -> None:
    session = life.sessions.add(TODAY, None)
    life.sessions.delete(session.id)
    with pytest.raises(Gone):
        life.sessions.move(session.id, TODAY, None)
    with pytest.raises(Gone):
        life.sessions.set_state(session.id, SessionState.CANCELLED)
    assert life.reflect.begin(PLAN, None, session.id).session_id is None
    opened = life.write(QUICK, {"qn.what": TextAnswer("x")})
    assert opened.rupture is not None
    life.reflect.delete_rupture(opened.rupture.id)
    with pytest.raises(Gone):
        life.reflect.begin(FOLLOW_UP, opened.rupture.id)
    with pytest.raises(Gone):
        life.reflect.open(opened.entry.id)


# --- where a rupture rests ------------------------------------------------------------------


@pytest.mark.parametrize("by", ["tick", "state"])
def test_of_a_rupture_that_rests_nothing_asks_for_a_talk(life: Life, by: str) -> None:
    journey = life.write(JOURNEY, {"s1.what": TextAnswer("x")})
    assert journey.rupture is not None
    rupture = journey.rupture.id
    talk = life.write(FOLLOW_UP, {"fu.plan": TextAnswer("I try to trust again")}, rupture)
    letter = life.write(WorksheetId("letter"), {"le.letter": TextAnswer("y")}, rupture)
    assert life.sessions.coming().agreed
    if by == "tick":
        unsafe = {PromptId("s1.safety"): chosen("secret")}
        life.reflect.save(journey.entry.id, dict(unsafe), None)
    else:
        life.reflect.set_state(rupture, RuptureState.OUTSIDE_HELP)
    assert life.sessions.coming().agreed == ""
    assert life.gathered(Source.AGREED) == []
    assert life.reflect.begin(PLAN).recalled == {}
    assert talk.entry.id not in [entry.id for entry in life.reflect.unfinished()]
    assert letter.entry.id in [entry.id for entry in life.reflect.unfinished()]
    with pytest.raises(RuptureRests):
        life.reflect.begin(FOLLOW_UP, rupture)
    assert life.reflect.open(letter.entry.id).rests is (by == "tick")
    assert life.sessions.view().ruptures == []


def test_a_pick_is_not_shown_once_a_rupture_was_set_aside_after_it(life: Life) -> None:
    journey = life.write(JOURNEY, {"s1.what": TextAnswer("x")})
    coming = life.sessions.add(TODAY + timedelta(days=1), None)
    life.write(PLAN, {"bp.pick": ChoiceAnswer((), ("The touch",))}, session=coming.id)
    assert life.sessions.coming().picked == ("The touch",)
    life.clock.pass_by(minutes=1)
    life.reflect.save(journey.entry.id, {PromptId("s1.safety"): chosen("secret")}, None)
    assert life.sessions.coming().picked == ()
    assert life.sessions.view().picked == ()


# --- what there is to bring -----------------------------------------------------------------


def test_open_ruptures_are_there_to_choose_from(life: Life) -> None:
    """Row "states" of the carry-over map: what has ended, or is set aside, is not offered."""
    for state in RuptureState:
        opened = life.write(JOURNEY, {"s1.kind": chosen("too-fast")})
        assert opened.rupture is not None
        life.reflect.describe(opened.rupture.id, state.value, TODAY)
        life.reflect.set_state(opened.rupture.id, state)
        life.clock.pass_by(hours=1)
    unsafe = {"s1.kind": chosen("not-okay"), "s1.safety": chosen("secret")}
    life.write(JOURNEY, unsafe)
    found = life.gathered(Source.RUPTURES)
    raisable = set(RuptureState) - {RuptureState.OUTSIDE_HELP}
    is_open = [s.value for s in RuptureState if s.is_open and s in raisable]
    assert [each.text for each in found] == is_open[::-1][:MOST]
    assert {each.day for each in found} == {TODAY}


def test_a_rupture_without_a_title_is_named_by_its_kind(life: Life) -> None:
    life.write(JOURNEY, {"s1.kind": chosen("too-fast"), "s1.when": DateAnswer(date(2026, 11, 2))})
    assert life.gathered(Source.RUPTURES) == [Gathered("Too fast", date(2026, 11, 2))]


def test_questions_of_open_ruptures(life: Life) -> None:
    one = life.write(JOURNEY, {"s3.ask": TextAnswer(" Were you annoyed? ")})
    life.write(JOURNEY, {"s3.ask": TextAnswer("Will the day stay?")})
    unsafe: dict[str, Answer] = {"s1.safety": chosen("secret"), "s3.ask": TextAnswer("no")}
    life.write(JOURNEY, unsafe)
    both = [Gathered("Will the day stay?"), Gathered("Were you annoyed?")]
    assert life.gathered(Source.QUESTIONS) == both
    assert one.rupture is not None
    life.reflect.set_state(one.rupture.id, RuptureState.LEFT)
    assert life.gathered(Source.QUESTIONS) == both[:1]


def test_what_was_agreed_comes_back(life: Life) -> None:
    """Row ``fu.plan`` of the carry-over map."""
    opened = life.write(QUICK, {"qn.what": TextAnswer("x")})
    assert opened.rupture is not None
    for number in range(6):
        life.clock.pass_by(days=1)
        answers: dict[str, Answer] = {"fu.plan": TextAnswer(f"plan {number}")}
        life.write(FOLLOW_UP, answers, opened.rupture.id)
    now = life.clock.now().date()
    wanted = [Gathered(f"plan {5 - n}", now - timedelta(days=n)) for n in range(MOST)]
    assert life.gathered(Source.AGREED) == wanted


def test_cards_are_there_in_one_line_but_not_where_the_person_waits(life: Life) -> None:
    asks: dict[str, Answer] = {"s5.ask": TextAnswer("Could we check in first?")}
    ready = life.write(JOURNEY, asks)
    assert life.gathered(Source.CARDS) == []  # nobody touched the card yet
    assert ready.rupture is not None
    life.cards.save(ready.rupture.id, CardChanges(length=Length.ONE))
    waits = life.write(JOURNEY, {**asks, "s5.how": chosen("wait")})
    silent = life.write(JOURNEY, {"s1.size": ScaleAnswer(3)})
    unsafe = life.write(JOURNEY, {**asks, "s1.safety": chosen("secret")})
    assert life.gathered(Source.CARDS) == [Gathered("Could we check in first?")]
    opened = {each.summary.rupture.id: each for each in life.sessions.view().ruptures}
    assert [(each.has_card, each.waits) for each in opened.values()] == [
        (False, False),
        (True, True),
        (True, False),
    ]
    assert [each.rupture.id for each in (silent, waits, ready) if each.rupture] == list(opened)
    assert unsafe.rupture is not None
    assert unsafe.rupture.id not in opened


def feel(life: Life, days_ago: int, pleasantness: int) -> None:
    at = life.clock.now() - timedelta(days=days_ago)
    life.mood.save(CheckIn(at, pleasantness))


def test_low_days_since_the_last_session(life: Life) -> None:
    for days_ago, pleasantness in ((1, -4), (1, -3), (2, -1), (3, -2), (5, -4), (20, -4)):
        feel(life, days_ago, pleasantness)
    days = [TODAY - timedelta(days=ago) for ago in (1, 3, 5)]
    assert life.gathered(Source.LOW_DAYS) == [Gathered("", day) for day in days]
    life.sessions.add(TODAY - timedelta(days=4), None)
    life.sessions.set_state(
        life.sessions.add(TODAY - timedelta(days=2), None).id, SessionState.CANCELLED
    )
    assert life.gathered(Source.LOW_DAYS) == [Gathered("", day) for day in days[:2]]


def test_without_a_session_low_days_are_looked_for_two_weeks_back(life: Life) -> None:
    for days_ago in (DAYS_BACK, DAYS_BACK + 1):
        feel(life, days_ago, -4)
    assert life.gathered(Source.LOW_DAYS) == [Gathered("", TODAY - timedelta(days=DAYS_BACK))]


def test_what_was_picked_is_shown_with_the_next_session(life: Life) -> None:
    coming = life.sessions.add(TODAY + timedelta(days=2), None)
    assert life.sessions.view().picked == ()
    picked = ChoiceAnswer((), ("Too fast", "my own"))
    life.write(PLAN, {"bp.pick": picked}, session=coming.id)
    assert life.sessions.view().picked == ("Too fast", "my own")
    life.sessions.add(TODAY + timedelta(days=1), None)  # another one comes before it
    assert life.sessions.view().picked == ()


def test_today_tells_what_comes_and_what_was_agreed_last_time(life: Life) -> None:
    assert life.sessions.coming() == Coming(None)
    opened = life.write(QUICK, {"qn.what": TextAnswer("x")})
    assert opened.rupture is not None
    life.write(FOLLOW_UP, {"fu.plan": TextAnswer("Five minutes at the end")}, opened.rupture.id)
    assert life.sessions.coming().agreed == "Five minutes at the end"
    life.clock.pass_by(days=3)
    coming = life.sessions.add(life.clock.now().date(), time(16))
    life.write(PLAN, {"bp.pick": ChoiceAnswer((), ("Too fast",))}, session=coming.id)
    wanted = Coming(coming, ("Too fast",), "Five minutes at the end")
    assert life.sessions.coming() == wanted
    life.clock.pass_by(hours=6)  # after that session another thing may hold
    assert life.sessions.coming() == Coming(None)


def test_a_worksheet_that_gathers_nothing_reads_nothing(life: Life) -> None:
    assert life.reflect.begin(NOTES).gathered == {}


# --- answers over time ----------------------------------------------------------------------


def test_each_item_has_its_own_line_and_nothing_is_added_up(life: Life) -> None:
    sessions = [life.sessions.add(TODAY - timedelta(days=days), None) for days in (7, 14)]
    answers: dict[str, Answer] = {"ci.bond": chosen("apart"), "ci.pace": chosen("about-right")}
    life.write(CHECK_IN, answers, session=sessions[0].id)
    life.write(CHECK_IN, {"ci.bond": chosen("side-by-side")}, session=sessions[1].id)
    life.write(CHECK_IN, {"ci.bond": chosen("near"), "ci.held": chosen("no")})
    bond, pace = life.sessions.view().tracks
    assert (bond.prompt.id, pace.prompt.id) == ("ci.bond", "ci.pace")
    assert [(point.day, point.place) for point in bond.points] == [
        (TODAY - timedelta(days=14), 4),
        (TODAY - timedelta(days=7), 1),
        (TODAY, 3),
    ]
    assert [(point.day, point.place) for point in pace.points] == [(TODAY - timedelta(days=7), 2)]
    assert life.sessions.tracks() == life.sessions.view().tracks


def test_of_two_answers_on_one_day_the_first_written_comes_first(life: Life) -> None:
    life.write(CHECK_IN, {"ci.bond": chosen("near")})
    life.clock.pass_by(hours=2)
    life.write(CHECK_IN, {"ci.bond": chosen("apart")})
    [track] = life.sessions.view().tracks
    assert [point.place for point in track.points] == [3, 1]


def test_an_answer_that_is_on_no_line() -> None:
    asked = WORKSHEETS[CHECK_IN].prompt(PromptId("ci.bond"))
    assert place_of(asked, chosen("gone")) is None
    assert place_of(asked, None) is None
    assert place_of(asked, TextAnswer("near")) is None
    assert place_of(Prompt(PromptId("x"), PromptKind.SLIDER, "?"), ScaleAnswer(7)) == 7


def test_an_entry_that_is_gone_is_on_no_line(life: Life) -> None:
    opened = life.write(CHECK_IN, {"ci.bond": chosen("near")})
    life.reflect.delete_entry(EntryId(opened.entry.id))
    assert life.sessions.view().tracks == []


def test_a_session_is_a_plain_value(life: Life) -> None:
    session = life.sessions.add(TODAY, None)
    assert session == Session(session.id, TODAY, None, SessionState.PLANNED, life.clock.now())

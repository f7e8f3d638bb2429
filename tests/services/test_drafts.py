from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers.journals import NOON, a_rupture, a_session, an_entry
from helpers.real_journal import SetClock, real_journal
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.errors import BadDate
from repair_desktop.core.ids import DraftId, EntryId, MoodId, RuptureId, SessionId
from repair_desktop.services.drafts import Draft, read_drafts, with_draft, without_draft
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.values import loaded_text, stored_text

# Half surrogate pairs and NUL included: Qt can hand over both.
WORDS = st.text(st.characters(codec=None, categories=None), min_size=1)
AXIS = st.none() | st.integers(-4, 4)
DRAFTS = st.builds(
    Draft,
    id=st.uuids().map(lambda uuid: DraftId(uuid.hex)),
    mood_id=st.none() | WORDS.map(MoodId),
    pleasantness=AXIS,
    energy=AXIS,
    feelings=st.lists(
        st.builds(RatedWord, WORDS, st.booleans(), st.none() | st.integers(0, 10))
    ).map(tuple),
    tags=st.lists(WORDS).map(tuple),
    note=WORDS,
    when=st.none() | st.datetimes(),
    rupture_id=st.none() | WORDS.map(RuptureId),
    entry_id=st.none() | WORDS.map(EntryId),
    session_id=st.none() | WORDS.map(SessionId),
    changed_at=st.none() | st.just(NOON),
)
A, B = DraftId("a"), DraftId("b")
WHOLE = Draft(
    A,
    MoodId("m"),
    -3,
    4,
    (RatedWord("hurt", strength=0), RatedWord("grey", own=True)),
    ("work", "my sister"),
    " The door.\n",
    datetime(2026, 11, 20, 9, 30),
    RuptureId("r"),
    EntryId("e"),
    NOON,
    SessionId("s"),
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


@pytest.fixture
def service(journal: SqlJournal, clock: SetClock) -> MoodService:
    return MoodService(journal, clock)


# --- as it is stored --------------------------------------------------------------------------


@given(st.lists(DRAFTS, max_size=3, unique_by=lambda draft: draft.id))
def test_every_draft_comes_back_exactly(drafts: list[Draft]) -> None:
    stored: str | None = None
    for draft in drafts:
        stored = loaded_text(stored_text(with_draft(stored, draft)))
    assert read_drafts(stored) == tuple(reversed(drafts))


def test_the_one_that_was_changed_last_comes_first() -> None:
    stored = with_draft(with_draft(None, Draft(A, note="a")), Draft(B, note="b"))
    stored = with_draft(stored, Draft(A, note="more"))
    assert [draft.note for draft in read_drafts(stored)] == ["more", "b"]
    left = without_draft(stored, A)
    assert [draft.note for draft in read_drafts(left)] == ["b"]
    assert without_draft(left, B) is None
    assert without_draft(None, A) is None


def row(**changed: object) -> str:
    rows = json.loads(with_draft(None, WHOLE))
    return json.dumps([{**rows[0], **changed}])


@pytest.mark.parametrize(
    ("field", "name", "wrong"),
    [
        ("mood", "mood_id", 7),
        ("pleasantness", "pleasantness", 5),
        ("pleasantness", "pleasantness", True),
        ("pleasantness", "pleasantness", "2"),
        ("energy", "energy", -4.5),
        ("feelings", "feelings", {"hurt": 1}),
        ("feelings", "feelings", [["hurt"], ["hurt", 1, None], "hurt", None, ["", False, None]]),
        ("tags", "tags", "work"),
        ("tags", "tags", [1, None, ""]),
        ("note", "note", ["x"]),
        ("when", "when", "yesterday"),
        ("when", "when", "2026-11-20T09:30+01:00"),
        ("when", "when", 1_700_000_000),
        ("rupture", "rupture_id", {}),
        ("entry", "entry_id", False),
        ("session", "session_id", ["s"]),
        ("changed_at", "changed_at", "2026-11-20T09:30"),
        ("changed_at", "changed_at", None),
    ],
)
def test_a_field_that_is_not_as_it_should_be_costs_nothing_else(
    field: str, name: str, wrong: object
) -> None:
    blank: Any = getattr(Draft(A), name)
    assert read_drafts(row(**{field: wrong})) == (replace(WHOLE, **{name: blank}),)


def test_a_strength_that_is_off_the_scale_is_left_out() -> None:
    read = read_drafts(row(feelings=[["hurt", False, 11]]))
    assert read[0].feelings == (RatedWord("hurt"),)


@pytest.mark.parametrize(
    "stored",
    ["", "{", "null", "7", '{"id": "a"}', "[" * 100_000, '[1, null, "x", {}, {"id": 5}]', "[[]]"],
)
def test_what_is_no_draft_is_passed_over(stored: str) -> None:
    assert read_drafts(stored) == ()
    assert [draft.note for draft in read_drafts(with_draft(stored, Draft(A, note="x")))] == ["x"]


def test_what_can_not_be_read_stays_as_it_is() -> None:
    newer = {"id": "n", "drawing": [1, 2]}
    stored = with_draft(json.dumps([newer, 7]), Draft(A, note="x"))
    left = without_draft(stored, A)
    assert left is not None
    assert json.loads(left) == [newer, 7]


def test_a_field_of_a_later_version_stays_with_its_draft() -> None:
    stored = with_draft(row(drawing=[1, 2], note="old"), replace(WHOLE, note="new"))
    assert [each["drawing"] for each in json.loads(stored)] == [[1, 2]]
    assert read_drafts(stored) == (replace(WHOLE, note="new"),)


def test_a_link_alone_is_worth_keeping() -> None:
    for draft in (Draft(A, session_id=SessionId("s")), Draft(A, rupture_id=RuptureId("r"))):
        assert read_drafts(with_draft(None, draft)) == (draft,)
    assert not read_drafts(with_draft(None, Draft(A, entry_id=EntryId("e"))))


# --- in the journal ---------------------------------------------------------------------------


def test_a_draft_is_no_check_in(service: MoodService, journal: SqlJournal) -> None:
    service.keep_draft(Draft(A, note="the door", feelings=(RatedWord("hurt"),)))
    assert not service.all()
    assert not service.recent_words("feeling")
    assert journal.settings.get("check_in_drafts")


def test_it_says_when_it_was_changed(service: MoodService, clock: SetClock) -> None:
    service.keep_draft(Draft(A, note="the"))
    clock.pass_by(minutes=3)
    service.keep_draft(Draft(A, note="the door"))
    (draft,) = service.drafts()
    assert draft == Draft(A, note="the door", changed_at=NOON + timedelta(minutes=3))


def test_saving_drops_it_in_the_same_step(
    service: MoodService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.keep_draft(Draft(A, note="the door"))
    service.keep_draft(Draft(B, note="another"))

    def broken(_draft: DraftId) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(service, "drop_draft", broken)
        with pytest.raises(OSError):  # noqa: PT011
            service.save(CheckIn(NOON, 0, note="the door"), draft_id=A)
    assert not service.all()
    service.save(CheckIn(NOON, 0, note="the door"), draft_id=A)
    assert [draft.id for draft in service.drafts()] == [B]
    with pytest.raises(BadDate):
        service.save(CheckIn(NOON + timedelta(days=1), 0), draft_id=B)
    assert [draft.id for draft in service.drafts()] == [B]


def test_the_last_one_leaves_nothing_behind(service: MoodService, journal: SqlJournal) -> None:
    service.keep_draft(Draft(A, note="the door"))
    service.drop_draft(A)
    assert journal.settings.get("check_in_drafts") is None


def test_what_it_is_about_may_be_gone(service: MoodService, journal: SqlJournal) -> None:
    entry, rupture, session = an_entry(), a_rupture(), a_session()
    journal.entries.add(entry)
    journal.ruptures.add(rupture)
    journal.sessions.save(session)
    draft = Draft(A, note="x", rupture_id=rupture.id, entry_id=entry.id, session_id=session.id)
    service.keep_draft(draft)
    service.keep_draft(Draft(B, session_id=session.id))
    alone, kept = service.drafts()
    assert alone.session_id == session.id
    assert replace(kept, changed_at=None) == draft
    journal.ruptures.delete(rupture.id)
    journal.entries.delete(entry.id)
    journal.sessions.delete(session.id)
    journal.purge()
    (left,) = service.drafts()  # the other says nothing now
    assert (left.rupture_id, left.entry_id, left.session_id) == (None, None, None)


def test_what_the_kept_check_in_belongs_to_stays_while_it_can_be_taken_back(
    service: MoodService, journal: SqlJournal
) -> None:
    rupture, session = a_rupture(), a_session()
    journal.ruptures.add(rupture)
    journal.sessions.save(session)
    links = {"rupture_id": rupture.id, "session_id": session.id}
    mood = service.save(CheckIn(NOON, 0, **links))  # type: ignore[arg-type]
    service.keep_draft(Draft(A, mood.id, 0, note="x", **links))  # type: ignore[arg-type]
    journal.ruptures.delete(rupture.id)
    journal.sessions.delete(session.id)
    (draft,) = service.drafts()
    assert (draft.rupture_id, draft.session_id) == (rupture.id, session.id)
    journal.purge()
    (draft,) = service.drafts()
    assert (draft.rupture_id, draft.session_id) == (None, None)

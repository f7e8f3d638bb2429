from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from helpers.journals import a_session, an_entry
from helpers.vault import KEY

from repair_desktop.core.sessions import SessionState
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener


def test_a_session_comes_back_as_it_was(journal: SqlJournal) -> None:
    plain, timed = a_session(1), a_session(2, clock=time(16, 5))
    journal.sessions.save(timed)
    journal.sessions.save(plain)
    assert journal.sessions.get(timed.id) == timed
    assert journal.sessions.all() == [plain, timed]


def test_a_session_is_changed_in_its_place(journal: SqlJournal) -> None:
    journal.sessions.save(a_session())
    moved = replace(a_session(), day=date(2027, 1, 4), state=SessionState.CANCELLED)
    journal.sessions.save(moved)
    assert journal.sessions.all() == [moved]


def test_what_is_set_aside_comes_back_or_goes_with_its_links(
    path: Path, opener: SqlCipherOpener, journal: SqlJournal
) -> None:
    journal.sessions.save(a_session())
    journal.entries.add(an_entry())
    journal.sessions.link(a_session().id, an_entry().id)
    journal.sessions.delete(a_session().id)
    assert journal.sessions.all() == []
    assert journal.sessions.links() == {}
    with pytest.raises(KeyError):
        journal.sessions.get(a_session().id)
    journal.sessions.restore(a_session().id)
    assert journal.sessions.links() == {an_entry().id: a_session().id}
    journal.sessions.delete(a_session().id)
    journal.close()
    again = opener.open(path, KEY)
    assert isinstance(again, SqlJournal)
    again.sessions.restore(a_session().id)
    assert again.sessions.all() == []
    assert again.entries.get(an_entry().id) == an_entry()
    assert again.database.execute("SELECT count(*) FROM session_entry") == [(0,)]
    again.close()


def test_an_entry_belongs_to_one_session(journal: SqlJournal) -> None:
    for number in (1, 2):
        journal.sessions.save(a_session(number))
    journal.entries.add(an_entry())
    for number in (1, 2):
        journal.sessions.link(a_session(number).id, an_entry().id)
    assert journal.sessions.links() == {an_entry().id: a_session(2).id}
    journal.entries.delete(an_entry().id)
    assert journal.sessions.links() == {}

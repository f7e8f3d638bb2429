from __future__ import annotations

from datetime import timedelta

import pytest
from helpers.journals import NOON, a_rupture
from helpers.vault import KEY

from repair_desktop.core.cards import CardChanges, Length, LineId, OpenerId
from repair_desktop.core.errors import CardTooNew
from repair_desktop.storage import schema
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener

FIRST, SECOND = a_rupture(1), a_rupture(2)
CHANGES = CardChanges(
    OpenerId("firm"),
    Length.PAGE,
    {Length.ONE: {LineId("ask"): False, LineId("gone"): True}, Length.PAGE: {}},
    {LineId("what"): "half \ud83d {words} \x00", LineId("ask"): ""},
)


@pytest.fixture(autouse=True)
def ruptures(journal: SqlJournal) -> None:
    journal.ruptures.add(FIRST)
    journal.ruptures.add(SECOND)


def test_what_was_changed_comes_back_as_it_was(journal: SqlJournal) -> None:
    assert journal.cards.get(FIRST.id) is None
    for changes in (CHANGES, CardChanges(), CardChanges(length=Length.ONE)):
        journal.cards.save(FIRST.id, changes, NOON)
        assert journal.cards.get(FIRST.id) == changes
    assert journal.cards.get(SECOND.id) is None


def test_a_card_can_be_dropped(journal: SqlJournal) -> None:
    journal.cards.save(FIRST.id, CHANGES, NOON)
    journal.cards.save(SECOND.id, CHANGES, NOON + timedelta(hours=1))
    journal.cards.save(FIRST.id, None, NOON)
    journal.cards.save(FIRST.id, None, NOON)
    assert journal.cards.get(FIRST.id) is None
    assert journal.cards.get(SECOND.id) == CHANGES


def test_it_goes_with_its_rupture(journal: SqlJournal, opener: SqlCipherOpener) -> None:
    for rupture in (FIRST, SECOND):
        journal.cards.save(rupture.id, CHANGES, NOON)
    journal.ruptures.delete(FIRST.id)
    journal.close()
    again = opener.open(journal.database.path, KEY)
    assert again.database.execute("SELECT rupture_id FROM card") == [(SECOND.id,)]
    assert again.cards.get(SECOND.id) == CHANGES
    again.close()


@pytest.mark.parametrize(
    "content",
    [
        '{"length": "poster"}',
        '{"texts": {"what": 1}}',
        '{"drawing": []}',
        '{"switches": {"poster": {}}}',
        "[]",
        "not JSON",
        "",
    ],
)
def test_a_card_that_this_version_can_not_read_is_left_alone(
    journal: SqlJournal, content: str
) -> None:
    journal.cards.save(FIRST.id, CHANGES, NOON)
    journal.database.execute("UPDATE card SET content = ?", (content,))
    before = schema.digests(journal.database)
    with pytest.raises(CardTooNew):
        journal.cards.get(FIRST.id)
    assert schema.digests(journal.database) == before


def test_a_megabyte_comes_back(journal: SqlJournal) -> None:
    changes = CardChanges(texts={LineId("what"): "שלום 🌊 {words}\n" * 80_000})
    journal.cards.save(FIRST.id, changes, NOON)
    assert journal.cards.get(FIRST.id) == changes

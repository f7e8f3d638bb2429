from __future__ import annotations

from dataclasses import replace

from helpers.journals import an_entry
from helpers.sheets import a_sheet
from helpers.vault import KEY

from repair_desktop.core.sheets import KeptSheet, Sheet, SheetId, worksheet_id
from repair_desktop.storage import schema
from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener


def another(number: int) -> Sheet:
    return replace(a_sheet(), id=SheetId(f"{number:032x}"))


def test_a_sheet_comes_back_as_it_was(journal: SqlJournal) -> None:
    assert journal.sheets.get(a_sheet().id) is None
    journal.sheets.save(a_sheet())
    assert journal.sheets.get(a_sheet().id) == KeptSheet(a_sheet(), True)


def test_the_last_added_comes_first_and_a_new_version_keeps_its_place(journal: SqlJournal) -> None:
    one, two = another(1), another(2)
    journal.sheets.save(one)
    journal.sheets.save(two)
    newer = replace(one, version=2, title="Other words")
    journal.sheets.save(newer)
    assert [kept.sheet for kept in journal.sheets.all()] == [two, newer]


def test_a_removed_sheet_can_come_back(journal: SqlJournal) -> None:
    journal.sheets.save(a_sheet())
    journal.sheets.offer(a_sheet().id, False)
    assert journal.sheets.all() == [KeptSheet(a_sheet(), False)]
    journal.sheets.offer(a_sheet().id, True)
    assert journal.sheets.all() == [KeptSheet(a_sheet(), True)]
    journal.sheets.offer(a_sheet().id, False)
    journal.sheets.save(a_sheet())
    assert journal.sheets.all() == [KeptSheet(a_sheet(), True)]


def test_a_removed_sheet_goes_when_the_journal_closes_unless_there_are_answers(
    journal: SqlJournal, opener: SqlCipherOpener
) -> None:
    answered, blank, offered, deleted = map(another, range(4))
    for sheet in (answered, blank, offered, deleted):
        journal.sheets.save(sheet)
    for sheet in (answered, blank, deleted):
        journal.sheets.offer(sheet.id, False)
    for number, sheet in ((1, answered), (2, deleted)):
        journal.entries.add(replace(an_entry(number), worksheet_id=worksheet_id(sheet.id)))
    journal.entries.delete(an_entry(2).id)
    journal.close()
    again = opener.open(journal.database.path, KEY)
    assert [kept.sheet for kept in again.sheets.all()] == [offered, answered]
    again.close()


def test_a_sheet_that_this_version_can_not_read_is_left_alone(journal: SqlJournal) -> None:
    journal.sheets.save(a_sheet())
    journal.database.execute("UPDATE sheet SET content = replace(content, 'slider', 'hologram')")
    before = schema.digests(journal.database)
    assert journal.sheets.all() == []
    assert journal.sheets.get(a_sheet().id) is None
    assert schema.digests(journal.database) == before


def test_a_draft_may_lack_anything_and_hold_half_an_emoji(journal: SqlJournal) -> None:
    assert journal.sheets.draft() is None
    draft = Sheet(SheetId("0" * 32), 1, "", "half \ud83d \x00", ())
    journal.sheets.keep_draft(draft)
    assert journal.sheets.draft() == draft
    journal.sheets.keep_draft(a_sheet())
    assert journal.sheets.draft() == a_sheet()
    assert journal.sheets.all() == []
    journal.sheets.keep_draft(None)
    assert journal.sheets.draft() is None

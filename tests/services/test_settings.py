from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.fake_settings import FakeSettings
from helpers.real_journal import real_journal
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import DiskFull
from repair_desktop.core.wording import COUNSELLOR
from repair_desktop.services.settings import Contact, JournalSettings, SettingsService
from repair_desktop.storage.journal import SqlJournal

FULL = JournalSettings(
    therapist="M.",
    ask_checks=False,
    all_prompts=True,
    contacts=(Contact("Lea", "0151 1"), Contact("", "the crisis team"), Contact("Lea", "0151 1")),
    lock_after=12,
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqlJournal]:
    with real_journal(tmp_path) as journal:
        yield journal


def test_a_fresh_journal_has_the_usual_settings(journal: SqlJournal) -> None:
    assert SettingsService(journal).load() == JournalSettings()
    assert JournalSettings() == JournalSettings(
        "", ask_checks=True, all_prompts=False, contacts=(), lock_after=5
    )


@pytest.mark.parametrize(
    "settings",
    [FULL, JournalSettings(), JournalSettings(COUNSELLOR), JournalSettings(lock_after=None)],
)
def test_what_is_kept_is_read_again(journal: SqlJournal, settings: JournalSettings) -> None:
    service = SettingsService(journal)
    assert service.save(FULL) == FULL
    assert service.save(settings) == settings
    assert SettingsService(journal).load() == settings


texts = st.text(st.characters(), max_size=20)


@given(texts, st.lists(st.tuples(texts, texts), max_size=4), st.booleans(), st.booleans())
def test_any_words_are_kept_as_they_are_typed(
    therapist: str, contacts: list[tuple[str, str]], checks: bool, all_prompts: bool
) -> None:
    service = SettingsService(FakeSettings().as_journal())
    settings = JournalSettings(
        therapist, checks, all_prompts, tuple(Contact(name, how) for name, how in contacts)
    )
    kept = service.save(settings)
    assert kept.therapist == therapist.strip()
    assert kept.contacts == settings.contacts
    assert service.load() == kept


def test_half_an_emoji_is_kept_too(journal: SqlJournal) -> None:
    contacts = (Contact("\ud83d", "\ud83d"),)
    SettingsService(journal).save(JournalSettings(therapist="\ud83d", contacts=contacts))
    assert SettingsService(journal).load() == JournalSettings("\ud83d", contacts=contacts)


def test_the_usual_leaves_nothing_behind() -> None:
    journal = FakeSettings()
    service = SettingsService(journal.as_journal())
    service.save(FULL)
    service.save(JournalSettings(therapist="  "))
    assert journal.settings.values == {}


def test_all_or_nothing() -> None:
    journal = FakeSettings()
    service = SettingsService(journal.as_journal())
    service.save(FULL)
    journal.fail = DiskFull()
    with pytest.raises(DiskFull):
        service.save(JournalSettings())
    assert service.load() == FULL


@pytest.mark.parametrize(
    "stored",
    ["", "{", "null", "1", '"words"', "[1]", "[[1, 2]]", '[["a"]]', '[["a", null]]',
     '[["a", "b", "c"]]', '{"ab": 1}', '[["a", "b"], 3]', "[" * 100_000],
    ids=lambda stored: stored[:12],
)  # fmt: skip
def test_contacts_that_can_not_be_read_are_none(stored: str) -> None:
    journal = FakeSettings()
    journal.settings.values = {"contacts": stored, "therapist": "M.", "ask_checks": "?"}
    assert SettingsService(journal.as_journal()).load() == JournalSettings("M.")


@pytest.mark.parametrize("stored", ["", "0", "31", "-5", "5.5", "soon", "9" * 5_000, "٣"])
def test_minutes_that_can_not_be_read_are_the_usual_ones(stored: str) -> None:
    journal = FakeSettings()
    journal.settings.values = {"lock_after": stored}
    assert SettingsService(journal.as_journal()).load().lock_after == 5

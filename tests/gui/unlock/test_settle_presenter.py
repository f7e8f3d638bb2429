from __future__ import annotations

import gc
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeVault
from helpers.jobs import InlineJobs
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from repair_desktop.core.errors import DiskFull, KeyringLocked
from repair_desktop.core.ports import Header, JournalKey
from repair_desktop.gui.jobs import ScopedJobs
from repair_desktop.gui.unlock.presenter import UnlockPresenter
from repair_desktop.gui.unlock.settle_presenter import KeySettler
from repair_desktop.services.backups import Backups
from repair_desktop.services.key_changes import KeyChanges, NewLock
from repair_desktop.services.vault import Protection


class Rest:
    """A vault whose key was changed, and what settles the rest of that."""

    def __init__(self, vault: FakeVault) -> None:
        self.vault = vault
        self.changes = KeyChanges(vault.parts)
        self.keys = InlineJobs()
        self.journal_jobs = InlineJobs()
        self.settler = KeySettler(self.changes, self.keys, self.journal_jobs)

    def rotate(self, lock: NewLock) -> JournalKey:
        """Change the key of a new journal whose key is in the keyring."""
        return self.changes.rotate(self.vault.make(Protection.KEYRING), lock)

    @property
    def header(self) -> Header:
        assert self.vault.folder.header is not None
        return self.vault.folder.header

    def generations(self) -> list[int]:
        """The generations of the keys in the keyring."""
        return sorted(int(account.rpartition(":")[2]) for account in self.vault.secrets.items)


@pytest.fixture
def rest(tmp_path: Path) -> Rest:
    return Rest(FakeVault(tmp_path / "vault"))


BY_KEYRING = NewLock(Protection.KEYRING)
BY_PASSPHRASE = NewLock(Protection.PASSPHRASE, PASSPHRASE)


def test_after_a_change_of_keys_only_the_newest_stays(rest: Rest) -> None:
    key = rest.rotate(BY_KEYRING)
    assert (rest.generations(), rest.header.unfinished) == ([1, 2], True)
    rest.settler.settle(key, by_keyring=True)
    assert (rest.generations(), rest.header.unfinished) == ([2], False)


def test_after_a_change_to_a_passphrase_none_stays(rest: Rest) -> None:
    key = rest.rotate(BY_PASSPHRASE)
    rest.settler.settle(key, by_keyring=False)
    assert (rest.generations(), rest.header.unfinished) == ([], False)


def test_a_locked_keyring_is_asked_again_next_time(
    rest: Rest, caplog: pytest.LogCaptureFixture
) -> None:
    key = rest.rotate(BY_PASSPHRASE)
    rest.vault.secrets.fail = KeyringLocked(now="a name")
    with caplog.at_level(logging.WARNING, "repair.keys"):
        rest.settler.settle(key, by_keyring=False)
    assert (rest.generations(), rest.header.unfinished) == ([1], True)
    assert caplog.messages == ["left for the next start: KeyringLocked"]
    rest.vault.secrets.fail = None
    rest.settler.settle(key, by_keyring=False)
    assert (rest.generations(), rest.header.unfinished) == ([], False)


def test_a_full_disk_is_tried_again_next_time(rest: Rest, caplog: pytest.LogCaptureFixture) -> None:
    key = rest.rotate(BY_KEYRING)
    rest.vault.folder.fail_write = DiskFull()
    rest.settler.settle(key, by_keyring=True)
    assert rest.header.unfinished
    assert caplog.messages == ["left for the next start: DiskFull"]
    rest.vault.folder.fail_write = None
    rest.settler.settle(key, by_keyring=True)
    assert not rest.header.unfinished


def test_only_a_key_that_the_keyring_gave_proves_it(rest: Rest) -> None:
    key = rest.vault.make(Protection.PASSPHRASE)
    rest.changes.open_by_keyring(key, rest.changes.keep_in_keyring(key))
    rest.settler.settle(key, by_keyring=False)
    assert rest.header.passphrase is not None
    rest.settler.settle(key, by_keyring=True)
    assert rest.header.passphrase is None


def test_a_passphrase_that_stays_for_now_keeps_nothing_else_from_going(
    rest: Rest, caplog: pytest.LogCaptureFixture
) -> None:
    key = rest.rotate(BY_PASSPHRASE)
    account = rest.changes.keep_in_keyring(key)
    rest.changes.open_by_keyring(key, account)
    rest.vault.folder.fail_write = DiskFull()
    rest.settler.settle(key, by_keyring=True)
    assert rest.generations() == [2]
    assert rest.header.passphrase is not None
    assert caplog.messages == ["left for the next start: DiskFull"] * 2


def test_where_nothing_is_left_the_keyring_is_not_asked(rest: Rest) -> None:
    key = rest.vault.make(Protection.KEYRING)
    written = rest.vault.folder.written
    rest.vault.secrets.fail = RuntimeError("a bug")
    rest.settler.settle(key, by_keyring=True)
    assert rest.vault.folder.written == written


def test_each_part_runs_on_its_own_thread(rest: Rest) -> None:
    key = rest.rotate(BY_KEYRING)
    rest.keys.hold = rest.journal_jobs.hold = True
    rest.settler.settle(key, by_keyring=True)
    rest.keys.run_held()
    assert rest.generations() == [1, 2]
    rest.journal_jobs.run_held()  # looks
    assert rest.generations() == [1, 2]
    rest.keys.run_held()  # forgets
    assert (rest.generations(), rest.header.unfinished) == ([2], True)
    rest.journal_jobs.run_held()  # finishes
    assert not rest.header.unfinished


def test_a_bug_is_not_swallowed(rest: Rest) -> None:
    key = rest.rotate(BY_KEYRING)
    rest.vault.secrets.fail = RuntimeError("a bug")
    with pytest.raises(RuntimeError):
        rest.settler.settle(key, by_keyring=True)


def test_it_goes_on_when_the_door_is_gone(qapp: QApplication, rest: Rest) -> None:
    rest.rotate(BY_KEYRING)
    keys, journal_jobs = ScopedJobs(rest.keys), ScopedJobs(rest.journal_jobs)
    presenter = UnlockPresenter(
        rest.vault, Backups(rest.vault.parts), rest.changes, lambda _: None, keys, journal_jobs
    )
    keys.end_with(presenter)
    journal_jobs.end_with(presenter)
    settler = KeySettler(rest.changes, rest.keys, rest.journal_jobs)
    presenter.settle_requested.connect(settler.settle)
    del settler  # nobody holds it but the signal
    gc.collect()
    presenter.opened.connect(lambda *_: setattr(rest.journal_jobs, "hold", True))
    presenter.start(at_program_start=True)
    delete(presenter)
    assert rest.header.unfinished
    rest.journal_jobs.run_held()
    rest.journal_jobs.run_held()
    assert (rest.generations(), rest.header.unfinished) == ([2], False)


def test_the_header_of_a_vault_that_is_gone_is_left_alone(rest: Rest) -> None:
    key = rest.rotate(BY_KEYRING)
    rest.vault.folder.header = None
    rest.settler.settle(key, by_keyring=True)
    assert rest.vault.folder.header is None
    assert rest.generations() == [1, 2]


def test_a_header_is_not_finished_for_another_key(rest: Rest) -> None:
    key = rest.rotate(BY_KEYRING)
    rest.vault.folder.header = replace(rest.header, key_check=bytes(16))
    rest.settler.settle(key, by_keyring=True)
    assert rest.header.unfinished

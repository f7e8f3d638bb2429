from __future__ import annotations

from pathlib import Path

import pytest
from helpers.fake_vault import FakeVault
from helpers.jobs import InlineJobs

from repair_desktop.core.errors import DiskFull, KeyringFailed, KeyringLocked
from repair_desktop.gui.vault.keyring_switch_presenter import KeyringSwitch
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.slots import Slots, slots_of
from repair_desktop.services.vault import Protection


class Switch:
    """A switch of a vault with a passphrase, whose keyring answers when the test lets it."""

    def __init__(self, path: Path) -> None:
        self.vault = FakeVault(path)
        self.key = self.vault.make(Protection.PASSPHRASE)
        self.keys, self.journal_jobs = InlineJobs(), InlineJobs()
        changes = KeyChanges(self.vault.parts)
        self.switch = KeyringSwitch(changes, self.key, self.keys, self.journal_jobs)
        self.heard: list[object] = []

    def begin(self) -> None:
        self.switch.begin(
            lambda: self.heard.append("kept"), lambda: self.heard.append("done"), self.heard.append
        )

    def let_keyring_answer(self) -> None:
        """Run what is held, and what comes of it, until nothing is left."""
        for _ in range(4):
            self.keys.run_held()

    def slots(self) -> Slots:
        return slots_of(self.vault)


@pytest.fixture
def made(tmp_path: Path) -> Switch:
    return Switch(tmp_path / "vault")


def test_the_keyring_opens_it_and_the_passphrase_until_it_has(made: Switch) -> None:
    made.begin()
    assert made.heard == ["kept", "done"]
    assert made.vault.key_from_keyring() == made.key
    assert made.slots() == Slots(keyring=True, passphrase=True, code=True)


def test_a_keyring_that_refuses_changes_nothing(made: Switch) -> None:
    made.vault.secrets.fail_write = KeyringLocked()
    made.begin()
    assert made.heard == [made.vault.secrets.fail_write]
    assert made.slots().by_passphrase


def test_a_disk_that_refuses_leaves_no_key_in_the_keyring(made: Switch) -> None:
    made.vault.folder.fail_write = error = DiskFull()
    made.begin()
    assert made.heard == ["kept", error]
    assert made.vault.secrets.items == {}
    assert made.slots().by_passphrase


def test_a_key_that_comes_too_late_is_taken_out_again(made: Switch) -> None:
    made.keys.hold = True
    made.begin()
    made.switch.cancel()
    made.let_keyring_answer()
    assert made.heard == []
    assert made.vault.secrets.items == {}
    assert made.slots().by_passphrase


def test_cancelled_while_the_header_is_written_it_is_done_all_the_same(made: Switch) -> None:
    made.journal_jobs.hold = True
    made.begin()
    made.switch.cancel()
    made.journal_jobs.run_held()
    assert made.heard == ["kept"]
    assert made.vault.key_from_keyring() == made.key
    assert made.slots().keyring


def test_a_late_key_of_an_earlier_try_is_the_one_of_the_next(made: Switch) -> None:
    made.keys.hold = True
    made.begin()
    made.switch.cancel()
    made.begin()
    made.let_keyring_answer()
    assert made.heard == ["kept", "done"]
    assert made.vault.key_from_keyring() == made.key


def test_a_late_key_goes_when_the_next_try_fails(
    made: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.keys.hold = True
    made.begin()
    made.switch.cancel()
    made.begin()
    write, tries = made.vault.secrets.write, iter(range(9))

    def once(account: str, secret: str) -> None:
        if next(tries):
            raise KeyringFailed()
        write(account, secret)

    monkeypatch.setattr(made.vault.secrets, "write", once)
    made.let_keyring_answer()
    assert [type(each) for each in made.heard] == [KeyringFailed]
    assert made.vault.secrets.items == {}


def test_two_tries_that_are_both_given_up_leave_nothing(made: Switch) -> None:
    made.keys.hold = True
    for _ in range(2):
        made.begin()
        made.switch.cancel()
    made.let_keyring_answer()
    assert made.heard == []
    assert made.vault.secrets.items == {}


def test_a_key_that_can_not_be_taken_out_is_worth_a_line_in_the_log(
    made: Switch, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(account: str) -> None:
        raise KeyringLocked()

    monkeypatch.setattr(made.vault.secrets, "delete", refuse)
    made.keys.hold = True
    made.begin()
    made.switch.cancel()
    made.let_keyring_answer()
    assert [record.getMessage() for record in caplog.records] == ["a key stays: KeyringLocked"]


def test_a_bug_is_never_dropped(made: Switch) -> None:
    made.vault.secrets.fail_write = RuntimeError()
    made.begin()
    assert made.heard == [made.vault.secrets.fail_write]
    made.keys.hold = True
    made.begin()
    made.switch.cancel()
    with pytest.raises(RuntimeError):
        made.keys.run_held()

"""Verifying a journal and its copies, as a person does it in a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.fake_vault import PASSPHRASE, FakeClock, FakeSecrets
from helpers.vault import KEY, quick_sealer
from helpers.written_vault import CANARIES, contents, make

from repair_desktop.app import verify
from repair_desktop.app.vault import vault_parts
from repair_desktop.core.errors import KeyringLocked
from repair_desktop.services.backups import Backups
from repair_desktop.services.vault import Protection, Vault
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.vault_folder import DiskVaultFolder

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def check(
    data: Path,
    secrets: FakeSecrets,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Say:
    """Verify, type a passphrase when asked, and return exit code and words."""

    def run(path: Path | None = None, typed: str | None = None) -> tuple[int, str]:
        def answer(_question: str) -> str:
            assert typed is not None, "nothing was to be asked"
            return typed

        monkeypatch.setattr(verify, "getpass", answer)
        code = verify.check(data, path, secrets, quick_sealer())
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out

    return run


def backup_in(data: Path) -> Path:
    (path,) = (data / "backups").iterdir()
    return path


def test_by_keyring(data: Path, secrets: FakeSecrets, check: Say) -> None:
    key = make(data, secrets, Protection.KEYRING)
    before = contents(data)
    for path in (None, backup_in(data)):
        code, said = check(path)
        assert code == 0
        assert said.splitlines()[-1] == "OK. Every page, table and link was checked."
        assert "Rows in mood: 1." in said
        assert "Rows in rupture: 1." in said
        for private in (*CANARIES, *secrets.items.values(), key.key.hex(), key.salt.hex()):
            assert private.casefold() not in said.casefold()
    assert contents(data) == before


def test_by_passphrase(data: Path, secrets: FakeSecrets, check: Say) -> None:
    make(data, secrets, Protection.PASSPHRASE)
    before = contents(data)
    code, said = check(typed=PASSPHRASE)
    assert (code, "OK. Every page" in said, PASSPHRASE in said) == (0, True, False)
    code, said = check(typed="wrong " + PASSPHRASE)
    assert code == 1
    assert said.startswith("That passphrase does not open this journal.")
    assert PASSPHRASE not in said
    assert contents(data) == before


def test_damage_in_a_copy(data: Path, secrets: FakeSecrets, check: Say) -> None:
    make(data, secrets, Protection.KEYRING)
    copy = backup_in(data)
    damaged = bytearray(copy.read_bytes())
    damaged[-200] ^= 1
    copy.write_bytes(damaged)
    code, said = check(copy)
    assert code == 1
    assert "Not OK. The file can not be read with this journal's key." in said
    assert check()[0] == 0  # the journal itself


@pytest.mark.parametrize("protection", list(Protection))
def test_a_backup_from_another_computer(
    data: Path, secrets: FakeSecrets, check: Say, tmp_path: Path, protection: Protection
) -> None:
    """It opens with the passphrase or the recovery code of then."""
    parts = vault_parts(
        tmp_path / "other", FakeSecrets(), quick_sealer(), SqlCipherOpener(), FakeClock()
    )
    new = Vault(parts).new_key(protection, PASSPHRASE)
    journal = Vault(parts).create(new)
    backup = Backups(parts).make(journal, new.key)
    journal.close()
    by_passphrase = protection is Protection.PASSPHRASE
    typed = PASSPHRASE if by_passphrase else " ".join(new.code.groups)
    for here in (False, True):
        if here:
            make(data, secrets, Protection.KEYRING)
        code, said = check(backup.path, typed)
        assert (code, said.splitlines()[-1]) == (0, "OK. Every page, table and link was checked.")
    code, said = check(backup.path, "five loud paper kites and more")
    assert code == 1


def test_what_can_not_be_checked(
    data: Path, secrets: FakeSecrets, check: Say, tmp_path: Path
) -> None:
    assert check() == (1, "There is no journal there, or its file is empty.\n")
    make(data, secrets, Protection.KEYRING)
    assert check(tmp_path / "nowhere") == (1, "There is no journal there, or its file is empty.\n")

    other = tmp_path / "other.db"
    SqlCipherOpener().create(other, KEY).close()
    code, said = check(other)
    assert code == 1
    assert "or it belongs to another journal." in said

    (data / "journal.1.db-wal").touch()
    before = contents(data)
    code, said = check()
    assert code == 1
    assert said.startswith("Not checked. Repair has the journal open, or could not close it.")
    assert contents(data) == before


def test_a_header_that_somebody_else_changed(data: Path, secrets: FakeSecrets, check: Say) -> None:
    make(data, secrets, Protection.KEYRING)
    folder = DiskVaultFolder(data)
    header = folder.read_header()
    assert header is not None
    for _ in range(2):  # the copy beside it too
        folder.write_header(replace(header, database="journal.2.db"), KEY)
    code, said = check()
    assert code == 1
    assert "“vault.json” says how your journal is opened." in said


def test_a_header_that_is_damaged_or_gone(data: Path, secrets: FakeSecrets, check: Say) -> None:
    make(data, secrets, Protection.KEYRING)
    for name in ("vault.json", "vault.json.prev"):
        (data / name).write_bytes(b"{}")
    code, said = check()  # that of the backup stands in for it
    assert code == 1
    assert "OK. Every page" in said
    assert "(vault.json) is damaged or missing" in said
    backup_in(data).unlink()
    code, said = check()
    assert code == 1
    assert "“vault.json” says how your journal is opened." in said
    for name in ("vault.json", "vault.json.prev"):
        (data / name).unlink()
    assert check() == (code, said)


def test_a_locked_keyring(data: Path, secrets: FakeSecrets, check: Say) -> None:
    make(data, secrets, Protection.KEYRING)
    secrets.fail = KeyringLocked()
    code, said = check()
    assert code == 1
    assert said.startswith("Your password store is locked.")


def test_nobody_types_a_passphrase(data: Path, secrets: FakeSecrets) -> None:
    """The whole command, with no display, no keyring and no terminal."""
    make(data, secrets, Protection.PASSPHRASE)
    keep = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "HOME")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "repair_desktop", "verify", f"--data-dir={data}"],
        cwd=Path(__file__).parents[2],
        env={name: os.environ[name] for name in keep if name in os.environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.endswith("No passphrase was given. Nothing was checked.\n")
    assert "Traceback" not in done.stderr

"""The doctor says how Repair is set up, and nothing of what somebody wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from helpers.fake_vault import FakeSecrets
from helpers.written_vault import CANARIES, contents, make

from repair_desktop.app import doctor
from repair_desktop.core.preferences import Preferences
from repair_desktop.services.vault import Protection, VaultState
from repair_desktop.system.inventory import Inventory
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore

DOCS = Path(__file__).parents[2] / "docs"


def run(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "repair_desktop", *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def assert_fits_the_schema(told: object) -> None:
    schema = json.loads((DOCS / "doctor.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=check).validate(told)


@pytest.mark.parametrize("protection", Protection)
def test_no_word_and_no_key(
    private_home: Path, tmp_path: Path, protection: Protection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    secrets = FakeSecrets()
    key = make(tmp_path, secrets, protection)
    before = contents(tmp_path)
    header = json.loads((tmp_path / "vault.json").read_bytes())["body"]
    private = [*CANARIES, *secrets.items.values(), header["vault_id"], header["key_check"]]
    for part in (key.key, key.salt):
        private += [part.hex(), repr(part)]
    for words in (
        ["doctor", f"--data-dir={tmp_path}"],
        [f"--data-dir={tmp_path}", "doctor", "--json"],
    ):
        said = run(*words)
        assert [one for one in private if one.casefold() in said.casefold()] == []
        assert "journal.1.db" in said
        assert "Repair" in said
    told = json.loads(said)
    assert told["vault"]["state"] == protection.value
    assert_fits_the_schema(told)
    assert contents(tmp_path) == before


def test_what_a_person_reads(private_home: Path, tmp_path: Path) -> None:
    make(tmp_path, FakeSecrets(), Protection.PASSPHRASE)
    said = run("doctor", "--data-dir", str(tmp_path))
    for sentence in (
        "A passphrase protects the journal's key.",
        "The key is of generation 1.",
        "The header (vault.json) can be read.",
        "Its previous copy (vault.json.prev) can be read.",
        "The newest verified backup was made on 2026-11-20 at ",
        f"The journal's folder is {tmp_path}.",
        "    not made by Repair: 1",
        "No cloud service that Repair knows copies this folder.",
        "Python refuses internet connections: yes.",
    ):
        assert sentence in said
    (tmp_path / "vault.json").write_bytes(b"not a header")
    said = run("doctor", "--data-dir", str(tmp_path))
    assert "The header (vault.json) is damaged." in said
    assert "Its previous copy (vault.json.prev) can be read." in said
    assert "A passphrase protects the journal's key." in said


def test_nothing_is_made_where_there_is_nothing(private_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert "There is no journal here yet." in run("doctor", "--data-dir", str(folder))
    assert not folder.exists()
    assert list(private_home.rglob("*")) == []


@pytest.fixture
def report(private_home: Path, tmp_path: Path) -> doctor.Report:
    return doctor.examine(Folders(tmp_path, tmp_path))


def test_warnings(report: doctor.Report) -> None:
    fine = "\n".join(doctor.in_words(report))
    assert "Warning" not in fine
    bad = replace(report, copied_by="Dropbox", files=Inventory({}, 0, readable=False, free=None))
    said = "\n".join(doctor.in_words(bad))
    assert "Warning: Dropbox copies this folder." in said
    assert "Warning: the journal's folder can not be read." in said


def test_every_version_is_known(report: doctor.Report) -> None:
    names = ("Repair", "Python", "Qt", "PySide", "SQLCipher", "SQLite", "libsodium", "keyring")
    assert set(report.versions) == set(names)
    assert all(any(sign.isdigit() for sign in version) for version in report.versions.values())


def test_json_gives_moments_with_their_zone(report: doctor.Report) -> None:
    moment = datetime(2026, 11, 25, 12, tzinfo=UTC)
    told = doctor.as_json(replace(report, vault=replace(report.vault, newest_backup=moment)))
    assert json.loads(told)["vault"]["newest_backup"] == "2026-11-25T12:00:00+00:00"


@pytest.mark.parametrize("harm", [None, b"{}", b'{"format": 2}'])
def test_every_report_fits_its_schema(
    private_home: Path, tmp_path: Path, harm: bytes | None
) -> None:
    if harm is not None:
        (tmp_path / "vault.json").write_bytes(harm)
        (tmp_path / "journal.1.db").touch()
    report = doctor.examine(Folders(tmp_path, tmp_path))
    assert_fits_the_schema(json.loads(doctor.as_json(report)))


def test_a_folder_that_was_chosen_is_the_one_it_looks_at(
    private_home: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "elsewhere"
    make(chosen, FakeSecrets(), Protection.PASSPHRASE)
    usual = tmp_path / "usual"
    PreferencesStore(usual).save(Preferences(journal_folder=str(chosen)))
    report = doctor.examine(Folders(usual, usual))
    assert report.vault.state is VaultState.PASSPHRASE
    assert "journal.1.db" in report.files.sizes


def test_damaged_preferences_are_left_as_they_are(private_home: Path, tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_bytes(b"{")
    doctor.examine(Folders(tmp_path, tmp_path))
    assert (tmp_path / "preferences.json").read_bytes() == b"{"

"""The self-test passes where all is well, and tells what is not, without a private word."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from helpers.fake_vault import FakeSecrets
from helpers.vault import quick_opener, quick_sealer
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from repair_desktop.app import self_test
from repair_desktop.app.content import load_content
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.core.errors import KeyringLocked
from repair_desktop.core.times import SystemClock
from repair_desktop.gui.shell.application import Application
from repair_desktop.gui.shell.window import MainWindow
from repair_desktop.gui.theme.controller import QtSystemLook
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore

ROOT = Path(__file__).parents[2]


def assert_fits_the_schema(told: object) -> None:
    schema = json.loads((ROOT / "docs/self-test.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(told)


@pytest.fixture
def around(qapp: Application, qtbot: QtBot, tmp_path: Path) -> Surroundings:
    return Surroundings(
        app=qapp,
        folders=Folders(tmp_path, tmp_path),
        preferences=PreferencesStore(tmp_path),
        secrets=FakeSecrets(),
        sealer=quick_sealer(),
        opener=quick_opener(),
        clock=SystemClock(),
        content=load_content("en"),
        languages=("en",),
        system_look=QtSystemLook(),
        instance=InstanceLock(tmp_path),
        version="0",
    )


def failed(around: Surroundings) -> dict[str, str]:
    report = self_test.examine(around)
    assert report.ok is all(check.ok for check in report.checks)
    return {check.name: check.reason for check in report.checks if not check.ok}


def but_offline(found: dict[str, str]) -> dict[str, str]:
    """Leave out what does not hold in a test, whose process is not tight."""
    return {name: reason for name, reason in found.items() if name != "offline"}


def test_all_is_well(around: Surroundings) -> None:
    assert but_offline(failed(around)) == {}
    assert isinstance(around.secrets, FakeSecrets)
    assert around.secrets.items == {}


class Silent(FakeSecrets):
    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def write(self, account: str, secret: str) -> None:
        self.go_on.wait(30)
        raise KeyringLocked()


class Exchanging(FakeSecrets):
    """Keeps another key than it was given."""

    def write(self, account: str, secret: str) -> None:
        super().write(account, secret[::-1])


class Keeping(FakeSecrets):
    """Says that it forgot, and did not."""

    def delete(self, account: str) -> None:
        return


class Locked(FakeSecrets):
    def write(self, account: str, secret: str) -> None:
        raise KeyringLocked()


@pytest.mark.parametrize(
    ("secrets", "reason"),
    [
        (Keeping, "the keyring still holds the key"),
        (Locked, "KeyringLocked"),
    ],
)
def test_a_keyring_that_does_not_do_its_work(
    around: Surroundings, secrets: Callable[[], FakeSecrets], reason: str
) -> None:
    object.__setattr__(around, "secrets", secrets())
    assert but_offline(failed(around)) == {"journal": reason}


def test_a_keyring_that_exchanges_keys(around: Surroundings) -> None:
    object.__setattr__(around, "secrets", Exchanging())
    assert set(but_offline(failed(around))) == {"journal"}


def test_a_keyring_that_never_answers(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "PATIENCE", 0.5)
    secrets = Silent()
    object.__setattr__(around, "secrets", secrets)
    found = failed(around)
    secrets.go_on.set()
    assert found["journal"] == "no answer in 0 seconds"


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_arguments: object, **_named: object) -> Any:
        raise error

    return fail


def empty_icon(*_arguments: object) -> QPixmap:
    picture = QPixmap(8, 8)
    picture.fill()
    return picture


WORSE: list[tuple[str, Callable[[pytest.MonkeyPatch], None]]] = [
    ("imports", lambda m: m.setattr(importlib, "import_module", raising(ImportError()))),
    ("imports", lambda m: m.setattr(pkgutil, "walk_packages", lambda *_a: [])),
    ("resources", lambda m: m.setattr(self_test, "pixmap", empty_icon)),
    ("resources", lambda m: m.setattr(self_test, "load_demo", raising(FileNotFoundError()))),
    ("languages", lambda m: m.setattr(self_test, "load_content", raising(FileNotFoundError()))),
    ("sqlcipher", lambda m: m.setattr(self_test, "engine_versions", lambda: {"SQLCipher": "3.4"})),
    ("full-text search", lambda m: m.setattr(self_test, "WORDS", "other words")),
    ("pdf", lambda m: m.setattr(self_test, "pdf", lambda *_a: b"%PDF-1.4 %%EOF")),
    ("window", lambda m: m.setattr(MainWindow, "grab", empty_icon)),
]


@pytest.mark.parametrize(("name", "make_worse"), WORSE)
def test_each_fault_is_named(
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    make_worse: Callable[[pytest.MonkeyPatch], None],
) -> None:
    with monkeypatch.context() as worse:
        make_worse(worse)
        found = but_offline(failed(around))
    assert set(found) == {name}
    assert found[name]


def test_a_journal_in_plain_words(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    real = self_test._see_nothing

    def leak(folder: Path) -> None:
        (folder / "copy").write_text(self_test.WORDS)
        real(folder)

    monkeypatch.setattr(self_test, "_see_nothing", leak)
    found = but_offline(failed(around))
    assert found == {"journal": "a file of the journal is not encrypted"}


def test_the_command_without_a_keyring(private_home: Path, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS")
    } | {"TMPDIR": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "repair_desktop", "--self-test"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = json.loads(done.stdout)
    assert_fits_the_schema(told)
    assert told["packaged"] is False
    assert done.returncode == (0 if told["ok"] else 1)
    if sys.platform == "linux":
        assert [check for check in told["checks"] if not check["ok"]] == [
            {"name": "journal", "ok": False, "reason": "KeyringMissing"}
        ]
        assert told["platform"] == "offscreen"
    for private in (str(private_home), str(tmp_path), str(ROOT), self_test.WORDS):
        assert private not in done.stdout + done.stderr
    # Nothing is left, and the person's own folders were not made.
    assert list(tmp_path.iterdir()) == []
    assert not list(private_home.rglob("repair-desktop"))

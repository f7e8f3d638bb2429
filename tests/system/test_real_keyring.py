"""The real GNOME Keyring, in bus sessions of its own.

On Debian: gnome-keyring, dbus-daemon and libsecret-tools.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = ("dbus-run-session", "gnome-keyring-daemon", "secret-tool")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

ACCOUNT = "0123456789abcdef0123456789abcdef:1"
SECRET = "rd1:not-a-real-key"

CLIENT = """
import json, sys
from repair_desktop.system.hardening import harden_process
harden_process()  # as the program does: no new rights, no internet, memory closed to others

from repair_desktop.core.errors import KeyringError
from repair_desktop.system.keyring_store import KeyringSecretStore

store = KeyringSecretStore()
said = [store.available()]
for call, *arguments in json.loads(sys.argv[1]):
    try:
        said.append(store.name if call == "name" else getattr(store, call)(*arguments))
    except KeyringError as error:
        said.append(type(error).__name__)
print(json.dumps(said))
"""

NO_ACTIVATION = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/></policy></busconfig>
"""

UNLOCK = 'printf %s "$0" | gnome-keyring-daemon --unlock --components=secrets --daemonize'


class Desk:
    """A made-up account: home, run-time folder, and bus sessions in it."""

    def __init__(self, root: Path) -> None:
        self.home = root / "home"
        run = root / "run"
        self.home.mkdir()
        run.mkdir(mode=0o700)
        keep = ("PATH", "LANG", "LD_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in keep if name in os.environ}
        self.environment |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(run)}
        self.after = "true"

    def client(self, *calls: list[str]) -> list[str]:
        return [sys.executable, "-c", CLIENT, json.dumps(calls)]

    def run(self, command: list[str]) -> list[object]:
        """Run a client and return what the keyring said, availability first."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )
        lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
        assert lines, done.stderr
        said: list[object] = json.loads(lines[0])
        self.output = done.stdout
        return said

    def session(self, *calls: list[str], password: str = "", config: str = "") -> list[object]:
        """The same, inside a bus session; with a password the keyring is unlocked first."""
        before = f"{UNLOCK} >/dev/null" if password else "true"
        script = f'set -e; {before}; "$@"; {self.after}'
        bus = ["dbus-run-session", *([f"--config-file={config}"] if config else []), "--"]
        return self.run([*bus, "bash", "-c", script, password or "-", *self.client(*calls)])


@pytest.fixture
def desk() -> Iterator[Desk]:
    # Not tmp_path: sockets have short names.
    with tempfile.TemporaryDirectory(prefix="rd", ignore_cleanup_errors=True) as root:
        yield Desk(Path(root))


WRITE, READ, DELETE = ["write", ACCOUNT, SECRET], ["read", ACCOUNT], ["delete", ACCOUNT]


def test_unlocked(desk: Desk) -> None:
    desk.after = "secret-tool search --all service Repair 2>&1"
    said = desk.session(READ, WRITE, READ, password="pw")
    assert said == [True, "KeyMissing", None, SECRET]
    assert desk.output.count("label =") == 1
    assert "'Repair'" in desk.output
    desk.after = "true"
    assert desk.session(READ, DELETE, DELETE, READ, password="pw") == [
        True,
        SECRET,
        None,
        None,
        "KeyMissing",
    ]


def test_its_name_is_the_one_a_person_knows(desk: Desk) -> None:
    assert desk.session(["name"], password="pw") == [True, "GNOME Keyring"]


def test_locked(desk: Desk) -> None:
    assert desk.session(WRITE, password="pw") == [True, None]
    # No display, so the question for the password is closed at once.
    locked = "KeyringLocked"
    assert desk.session(READ, WRITE, DELETE) == [True, locked, locked, locked]
    assert desk.session(READ, password="other") == [True, locked]


def test_no_keyring_was_ever_made(desk: Desk) -> None:
    assert desk.session(WRITE) == [True, "KeyringLocked"]


def test_no_daemon(desk: Desk) -> None:
    config = desk.home / "bus.conf"
    config.write_text(NO_ACTIVATION)
    missing = "KeyringMissing"
    assert desk.session(READ, WRITE, DELETE, config=str(config)) == [
        False,
        missing,
        missing,
        missing,
    ]


def test_no_bus(desk: Desk) -> None:
    missing = "KeyringMissing"
    assert desk.run(desk.client(READ, WRITE, DELETE)) == [False, missing, missing, missing]


def test_no_setting_can_choose_an_unsafe_keyring(desk: Desk) -> None:
    config = desk.home / ".config/python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=evil.Keyring\nkeyring-path=" + str(desk.home)
    )
    (desk.home / "evil.py").write_text(f"open({str(desk.home / 'ran')!r}, 'w')")
    desk.environment |= {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        # Kept in memory only: gone with the session.
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
    }
    assert desk.session(WRITE, READ, password="pw") == [True, None, SECRET]
    assert desk.session(READ, password="pw") == [True, SECRET]
    assert not (desk.home / "ran").exists()

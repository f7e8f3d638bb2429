"""Uses the whole program from outside: what it shows and does comes over a pipe, in lockstep."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).with_name("remote_program.py")
PATIENCE = 60.0
"""Seconds until something that should happen in the program counts as not happening."""


class Stuck(Exception):
    """Something did not happen, or the program ended by itself."""


class Ended(Stuck):
    """The program has ended, and all that it told was heard."""


class Refused(Exception):
    """What was to be used is not there, or went away meanwhile."""


class Killed(Exception):
    """The moment came at which the program was to be killed, and it was."""


@dataclass
class Account:
    """A made-up account. Everything a program of it writes lies in ``root``."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Where the journal is."""
        return self.root / "home/.local/share/repair-desktop"

    @property
    def has_bus(self) -> bool:
        """Whether it is logged in on a message bus, on which there may be a keyring."""
        return "DBUS_SESSION_BUS_ADDRESS" in self.environment

    @property
    def errors(self) -> Path:
        """What the programs of this account wrote to standard error."""
        return self.root / "stderr"

    def files(self) -> Iterator[Path]:
        """Yield every file of the account."""
        for path in self.root.rglob("*"):
            if path.is_file():
                yield path


@contextmanager
def account(home: Path | None = None) -> Iterator[Account]:
    """Make an account without a message bus, and clear it away. Its folder has a short name.

    Args:
        home: Where; the temporary folder when left out.
    """
    with tempfile.TemporaryDirectory(prefix="rd", dir=home, ignore_cleanup_errors=True) as name:
        root = Path(name)
        for part in ("home", "tmp", "run"):
            (root / part).mkdir(mode=0o700)
        keep = ("PATH", "LANG", "LD_LIBRARY_PATH")
        environment = {key: os.environ[key] for key in keep if key in os.environ}
        environment |= {
            "HOME": str(root / "home"),
            "TMPDIR": str(root / "tmp"),
            "XDG_RUNTIME_DIR": str(root / "run"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        yield Account(root, environment)


class Remote:
    """One run of the program, fresh processes included.

    Args:
        account: Who runs it.
        wishes: See ``remote_program.py``.
    """

    def __init__(self, account: Account, wishes: Mapping[str, object] | None = None) -> None:
        self.heard: list[list[Any]] = []
        self.counts: Counter[str] = Counter()
        self.on_line: Callable[[list[Any]], None] = self.heard.append
        self.kill_at: float | None = None
        self._read = b""
        with account.errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(INSIDE)],
                env=account.environment | {"REMOTE": json.dumps(dict(wishes or {}))},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its process; the same before and after a lock."""
        return self._process.pid

    # --- asking and hearing -----------------------------------------------------------------

    def ask(self, command: str, *arguments: object) -> Any:
        """Let the program do something, and return its answer.

        Raises:
            Refused: It could not be done.
            Stuck: It never came to an end.
            Killed: See :attr:`kill_at`.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps([command, *arguments]).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise Stuck(f"it ended before {command}") from None
        try:
            answer = self.wait_for("answer")[1]
        except Stuck as error:
            raise type(error)(f"{error} to {command}") from None
        if isinstance(answer, dict):
            raise Refused(answer["error"])
        return answer

    def wait_for(self, what: str, times: int = 1) -> list[Any]:
        """Wait until the program tells something, and return that line."""
        give_up = time.monotonic() + PATIENCE
        while True:
            line = self._line(give_up, what)
            times -= line[0] == what
            if not times:
                return line

    def _line(self, give_up: float, what: str) -> list[Any]:
        while b"\n" not in self._read:
            until = give_up if self.kill_at is None else min(self.kill_at, give_up)
            if self._hear(until - time.monotonic()):
                continue
            if until == give_up:
                raise Stuck(f"waited in vain for {what}")
            self.kill()
            raise Killed
        return self._next()

    def _hear(self, seconds: float | None) -> bool:
        assert self._process.stdout is not None
        if seconds is not None:
            seconds = max(0.0, seconds)
        if not select.select([self._process.stdout], [], [], seconds)[0]:
            return False
        read = os.read(self._process.stdout.fileno(), 65536)
        self._read += read
        if not read:
            raise Ended("it ended by itself")
        return True

    def _next(self) -> list[Any]:
        line, self._read = self._read.split(b"\n", 1)
        try:
            told: list[Any] = json.loads(line)
        except ValueError:
            told = ["said", line.decode(errors="replace")]
        self.counts[told[0]] += 1
        self.on_line(told)
        return told

    def beats(self, number: int) -> None:
        """Let the program go on for that many tenths of a second of its own time."""
        if number:
            self.wait_for("beat", number)

    # --- ends -------------------------------------------------------------------------------

    def kill(self) -> None:
        """Kill it without a chance to save, and hear what it had told by then."""
        os.killpg(self.pid, 9)
        try:
            while True:
                self._hear(None)
                while b"\n" in self._read:
                    self._next()
        except Ended:
            self.close()

    def quit(self) -> None:
        """Let the person quit, and wait until the program has ended."""
        self.ask("keys", "Ctrl+Q")
        self.wait_for_end()

    def wait_for_end(self) -> int:
        """Wait until it has ended by itself; return its exit code."""
        with suppress(Ended):
            self.wait_for("nothing more")
        code = self._process.wait(PATIENCE)
        self.close()
        return code

    def close(self) -> None:
        """End it, where it has not ended."""
        if self._process.poll() is None:
            os.killpg(self.pid, 9)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        self._process.wait(PATIENCE)

    # --- what everybody does ----------------------------------------------------------------

    def press(self, name: str) -> None:
        """Wait until something of that name can be used, and press it."""
        self.ask("wait", name)
        self.ask("press", name)

    def make_a_journal(self, passphrase: str) -> str:
        """Make one; return its recovery code.

        Args:
            passphrase: What locks it, or "" for the keyring.
        """
        self.press("Start")
        self.press("Continue")
        self.ask("wait", "What locks your journal?")
        if passphrase:
            self.ask("wait", "A passphrase", "Passphrase")
            if not self.sees("Passphrase"):  # a choice only where there is a keyring
                self.press("A passphrase")
                self.ask("wait", "Passphrase")
            for name in ("Passphrase", "The same passphrase again"):
                self.ask("type", passphrase, name)
        else:
            self.press("Only me")
            self.ask("wait", "This computer account")
        self.press("Continue")
        code = self.write_down_the_code()
        self.ask("wait", "Today")
        self.ask("settle")
        return code

    def write_down_the_code(self) -> str:
        """Type the two groups that are asked for, go on, and return the code."""
        self.ask("wait", "Your recovery code")
        groups = self.ask("groups")
        for number, group in enumerate(groups, start=1):
            if self.sees(f"Group {number}"):
                self.ask("type", group, f"Group {number}")
        self.press("Make my journal")
        return " ".join(groups)

    def sees(self, name: str) -> bool:
        """Tell whether something of that name can be used now."""
        return any(control[1] == name for control in self.ask("look"))

    def unlock(self, passphrase: str) -> None:
        """Open the journal: by a passphrase, or by the keyring with "". Wait for the first page."""
        if passphrase:
            self.ask("wait_for_door", "passphrase")
            self.ask("type", passphrase, "Passphrase")
            self.ask("keys", "Return")
        else:
            self.ask("wait_for_door", "keyring")
            self.press("Open my journal")
        self.ask("wait", "Today")
        self.ask("settle")

"""What the campaigns share: a vault, a made-up person at work in it, figures, a command line."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from uuid import UUID

from helpers.fake_vault import PASSPHRASE, FakeSecrets
from helpers.journals import NOON
from helpers.real_journal import WORKSHEETS, SetClock
from helpers.vault import KEY, OTHER_KEY, quick_sealer

from repair_desktop.app.vault import vault_parts
from repair_desktop.content.card import load_card
from repair_desktop.core import ids
from repair_desktop.core.answers import (
    Answer,
    DateAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.cards import CardChanges, Length, LineId
from repair_desktop.core.errors import JournalDamaged
from repair_desktop.core.ids import WorksheetId
from repair_desktop.core.moods import Mood
from repair_desktop.core.ports import Header, Journal, JournalKey, JournalOpener
from repair_desktop.core.recovery_code import new_code
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.worksheets import PromptKind
from repair_desktop.services.backups import Backups, Restored
from repair_desktop.services.cards import CardService
from repair_desktop.services.entry_locks import EntryLocks
from repair_desktop.services.key_changes import KeyChanges
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.sessions import SessionService
from repair_desktop.services.vault import NewVault, Vault
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.storage.schema import Migration, load_migrations

SEED = 20261125
VAULT_ID = "0123456789abcdef" * 2
OTHER_VAULT_ID = "fedcba9876543210" * 2
CODE = new_code()
SIX, NOTES, LETTER = map(WorksheetId, ("six-steps", "session-notes", "letter"))
STAYED, SAID = ids.PromptId("as.stayed"), ids.PromptId("le.letter")
CARD = load_card(WORKSHEETS)
MEMORY = Path("/dev/shm")
RESERVE = 64 * 1024
"""Bytes kept back on the disk: few, since every one is written for every fault."""

_PROMPTS: dict[str, tuple[str, int]] = {
    prompt.id: (worksheet.id, worksheet.version)
    for worksheet in WORKSHEETS.values()
    for step in worksheet.steps  # all worksheets share the checks around them
    for prompt in step.prompts
}
_STEPS = load_migrations()
NEWER = SqlCipherOpener(
    [*_STEPS, Migration(_STEPS[-1].version + 1, "ALTER TABLE mood ADD COLUMN place TEXT;")],
    RESERVE,
)
"""Opens journals as a later version of Repair would, that has one more column."""


@dataclass
class Figures:
    """What a campaign counted, and what must not have happened but did."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def expect(self, holds: bool, problem: str) -> None:
        """Note a problem unless ``holds``."""
        if not holds:
            self.wrong.append(problem)


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder, in memory where there is such a place."""
    home = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="repair-campaign-", dir=home) as folder:
        yield Path(folder)


class Room:
    """The vault's services on the real folder, sealer, journal and backups in ``path``.

    Attributes:
        key: The vault's key.
    """

    def __init__(
        self,
        path: Path,
        opener: JournalOpener | None = None,
        clock: SetClock | None = None,
        secrets: FakeSecrets | None = None,
    ) -> None:
        opener = opener or SqlCipherOpener(reserve=RESERVE)
        clock = clock or SetClock()
        secrets = secrets or FakeSecrets()
        parts = vault_parts(path, secrets, quick_sealer(), opener, clock)
        self.key = KEY
        self.parts = parts
        self.vault, self.backups, self.changes = Vault(parts), Backups(parts), KeyChanges(parts)

    def restore_newest(self) -> Restored:
        """Restore the newest sound backup. Raises JournalDamaged when there is none."""
        sound = self.backups.sound(self.key)
        if not sound:
            raise JournalDamaged()
        return self.backups.restore(sound[0], self.key)

    def settle(self, key: JournalKey, by_keyring: bool) -> None:
        """Do what the program does once the journal is open (``KeySettler``)."""
        if by_keyring:
            self.changes.keyring_has_proven(key)
        if not self.changes.is_finished():
            self.changes.forget_old_keys()
            self.changes.finish(key)


def vault_in(
    path: Path, opener: JournalOpener | None = None, clock: SetClock | None = None
) -> Vault:
    """Return the vault in ``path``."""
    return Room(path, opener, clock).vault


def new_vault(vault_id: str = VAULT_ID, *, by_keyring: bool = False) -> NewVault:
    """A vault with the tests' key, so that a run can be had again."""
    sealer = quick_sealer()
    header = Header(
        vault_id,
        generation=1,
        database="journal.1.db",
        key_check=sealer.key_check(KEY, vault_id, 1),
        keyring_account=f"{vault_id}:1" if by_keyring else None,
        passphrase=None if by_keyring else sealer.seal(KEY, PASSPHRASE, vault_id),
        recovery=sealer.seal_with_code(KEY, CODE, vault_id),
    )
    return NewVault(header, KEY, CODE)


def vault_from_elsewhere() -> NewVault:
    """A vault with another key, that nothing but the key opens."""
    check = quick_sealer().key_check(OTHER_KEY, OTHER_VAULT_ID, 1)
    return NewVault(Header(OTHER_VAULT_ID, 1, "journal.1.db", check), OTHER_KEY, new_code())


def put_on_stick(stick: Path, new: NewVault) -> str:
    """Leave a backup of a new vault in the file ``stick``; return the digest of what it holds."""
    with tempfile.TemporaryDirectory(dir=stick.parent) as elsewhere:
        clock = SetClock(NOON - timedelta(days=800))
        room = Room(Path(elsewhere), clock=clock)
        room.key = new.key
        room.vault.create(new).close()
        person = Person(room, clock, seed=5)
        for number in range(6):
            person.act(number, only="check_in")
        seen = content(person.journal)
        room.backups.save_to(room.backups.make(person.journal, room.key), stick)
        person.journal.close()
    return seen


def create(path: Path) -> Journal:
    """Make a vault in ``path`` and return its open journal."""
    path.mkdir(mode=0o700, exist_ok=True)
    return vault_in(path).create(new_vault())


def worksheet_of(prompt_id: str) -> tuple[str, int] | None:
    """Return the worksheet and its version that a prompt's id belongs to, as the program does."""
    return _PROMPTS.get(prompt_id)


def content(journal: Journal) -> str:
    """Return a digest over everything a person would see. Raises what reading raises."""
    entries = [(entry, journal.entries.answers(entry.id)) for entry in journal.entries.all()]
    words = [journal.settings.words(kind) for kind in ("feeling", "need", "body", "tag")]
    seen = (
        entries,
        journal.ruptures.all(),
        _check_ins(journal),
        words,
        journal.settings.get("settings"),
        journal.sessions.all(),
        sorted(journal.sessions.links().items()),
        [journal.cards.get(rupture.id) for rupture in journal.ruptures.all()],
    )
    return hashlib.blake2b(repr(seen).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _check_ins(journal: Journal) -> list[Mood]:
    """Return check-ins without links to what is set aside, which are dropped with it."""
    ruptures = {rupture.id for rupture in journal.ruptures.all()}
    sessions = {session.id for session in journal.sessions.all()}
    return [
        replace(
            mood,
            rupture_id=mood.rupture_id if mood.rupture_id in ruptures else None,
            session_id=mood.session_id if mood.session_id in sessions else None,
        )
        for mood in journal.moods.between()
    ]


class Person:
    """Somebody at work in a journal.

    Act *n* is the same whoever does it in an equal journal. So a journal that was harmed can be
    compared, digest by digest, with that of a second person who met no fault.
    """

    def __init__(self, room: Room, clock: SetClock, seed: int, *, keeps_copies: bool = True):
        self._room = room
        self._clock = clock
        self._seed = seed
        self._keeps_copies = keeps_copies
        self.open()

    def open(self) -> None:
        """Open the journal through the vault, and its services."""
        self.journal = self._room.vault.open(self._room.key)
        self._reflect = ReflectService(self.journal, WORKSHEETS, self._clock)
        self._mood = MoodService(self.journal, self._clock)
        self._sessions = SessionService(self.journal, WORKSHEETS, self._reflect, self._clock)
        self._cards = CardService(self.journal, WORKSHEETS, CARD, self._clock)
        self._locks = EntryLocks(self.journal, quick_sealer(), self._clock)

    def act(self, number: int, only: str = "") -> None:
        """Do one thing: one transaction, or none where ``number`` says copy or close."""
        chance = random.Random(f"{self._seed}:{number}")
        acts = {
            "first": (3, self._first),
            "save": (8, self._save),
            "check_in": (6, self._check_in),
            "state": (3, self._state),
            "session": (1, self._session),
            "card": (1, self._card),
            "lock": (0.6, self._lock),
            "delete": (1, self._delete),
            "delete_rupture": (0.2, self._delete_rupture),
            "delete_session": (0.2, self._delete_session),
            "back_up": (1, self._back_up),
            "close": (1, self._close),
        }
        [name] = chance.choices(list(acts), [weight for weight, _act in acts.values()])
        self._clock.moment = NOON - timedelta(days=900) + timedelta(hours=number)
        uuids = SimpleNamespace(uuid4=lambda: UUID(int=chance.getrandbits(128)))
        with patch.object(ids, "uuid", uuids):
            acts[only or name][1](chance)

    def _first(self, chance: random.Random) -> None:
        opened = self._reflect.begin(SIX)
        self._reflect.save(opened.entry.id, {**_answers(chance), **_one_text(chance)}, None)

    def _save(self, chance: random.Random) -> None:
        entries = [each for each in self.journal.entries.all() if each.worksheet_id == SIX]
        if not entries:
            return self._first(chance)
        entry = chance.choice(entries[:10])
        changes = dict.fromkeys(_answers(chance)) if chance.random() < 0.1 else _answers(chance)
        self._reflect.save(entry.id, changes, chance.choice([*changes, None]))
        return None

    def _check_in(self, chance: random.Random) -> None:
        moods = self._mood.all()
        old = chance.choice(moods).id if moods and chance.random() < 0.2 else None
        feelings = tuple(RatedWord(f"f{chance.randrange(30)}", True, 5) for _ in range(2))
        at = self._clock.moment - timedelta(minutes=chance.randrange(3000))
        check_in = CheckIn(at, chance.randint(-4, 4), None, feelings, ("t",), _text(chance))
        sessions, ruptures = self.journal.sessions.all(), self.journal.ruptures.all()
        if sessions and chance.random() < 0.3:
            check_in = replace(check_in, session_id=chance.choice(sessions).id)
        if ruptures and chance.random() < 0.3:
            check_in = replace(check_in, rupture_id=chance.choice(ruptures).id)
        self._mood.save(check_in, old)

    def _state(self, chance: random.Random) -> None:
        ruptures = self.journal.ruptures.all()
        if ruptures:
            state = chance.choice(list(RuptureState))
            self._reflect.set_state(chance.choice(ruptures).id, state)

    def _session(self, chance: random.Random) -> None:
        """Plan a session, or write something for the last one."""
        sessions = self._sessions.all()
        if not sessions or chance.random() < 0.5:
            day = self._clock.moment.date() + timedelta(days=chance.randint(-9, 9))
            self._sessions.add(day, chance.choice([None, clock_time(16)]))
        else:
            opened = self._reflect.begin(NOTES, None, sessions[-1].id)
            self._reflect.save(opened.entry.id, {STAYED: TextAnswer(_text(chance) + ".")}, None)

    def _card(self, chance: random.Random) -> None:
        ruptures = self.journal.ruptures.all()
        if ruptures:
            changes = CardChanges(length=chance.choice(list(Length)))
            written = changes.written(LineId("ask"), _text(chance))
            self._cards.save(chance.choice(ruptures).id, written)

    def _lock(self, chance: random.Random) -> None:
        """Write a letter, lock the last one, or take its lock off."""
        letters = [each for each in self.journal.entries.all() if each.worksheet_id == LETTER]
        if not letters:
            opened = self._reflect.begin(LETTER)
            self._reflect.save(opened.entry.id, {SAID: TextAnswer(_text(chance) + ".")}, None)
        elif letters[0].is_locked:
            self._locks.unlock(letters[0].id, PASSPHRASE)
        else:
            self._locks.lock(letters[0].id, PASSPHRASE)

    def _delete(self, chance: random.Random) -> None:
        moods = self._mood.all()
        if moods:
            self._mood.delete(chance.choice(moods).id)

    def _delete_rupture(self, chance: random.Random) -> None:
        ruptures = self.journal.ruptures.all()
        if ruptures:
            self._reflect.delete_rupture(chance.choice(ruptures).id)

    def _delete_session(self, chance: random.Random) -> None:
        sessions = self.journal.sessions.all()
        if sessions:
            self._sessions.delete(chance.choice(sessions).id)

    def _back_up(self, _chance: random.Random) -> None:
        if self._keeps_copies:
            self._room.backups.make_if_due(self.journal, self._room.key)

    def _close(self, _chance: random.Random) -> None:
        if self._keeps_copies:
            self.journal.close()
            self.open()


def _answers(chance: random.Random) -> dict[ids.PromptId, Answer | None]:
    prompts = [each for each in WORKSHEETS[SIX].prompts() if each.kind in _MADE]
    chosen = chance.sample(prompts, chance.randint(1, 3))
    return {prompt.id: _MADE[prompt.kind](chance) for prompt in chosen}


def _one_text(chance: random.Random) -> dict[ids.PromptId, Answer | None]:
    return {ids.PromptId("s1.what"): TextAnswer(_text(chance) + ".")}


def _text(chance: random.Random) -> str:
    """Mostly a line or two; sometimes pages, which SQLite keeps in a chain of pages."""
    length = chance.choice([20, 200, 200, 900, 6000])
    return "".join(chance.choices("aeiourstln ,.äß\n", k=chance.randrange(length)))


_MADE: dict[PromptKind, Callable[[random.Random], Answer]] = {
    PromptKind.LONG: lambda chance: TextAnswer(_text(chance)),
    PromptKind.TEXT: lambda chance: TextAnswer(_text(chance)[:200]),
    PromptKind.SLIDER: lambda chance: ScaleAnswer(chance.randint(0, 10)),
    PromptKind.DATE: lambda chance: DateAnswer(NOON.date() - timedelta(chance.randint(950, 1500))),
    PromptKind.FEELINGS: lambda chance: FeelingsAnswer(
        tuple(RatedWord(f"f{number}", True) for number in chance.sample(range(30), 2))
    ),
}


def run_apart(script: str, *arguments: str, **environment: str) -> str:
    """Run ``script --inside arguments`` in a process of its own; return what it printed."""
    command = [sys.executable, script, "--inside", *arguments]
    environment = {**os.environ, **environment}
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout


def figures_apart(script: str, size: int, seed: int, **environment: str) -> Figures:
    """Run a campaign in a process of its own, which calls :func:`say_inside`."""
    said = json.loads(run_apart(script, str(size), str(seed), **environment))
    return Figures(Counter(said["counts"]), said["wrong"])


def say_inside(inside: Callable[[int, int], Figures]) -> None:
    """Run the inner part of a campaign and print its figures for :func:`figures_apart`."""
    figures = inside(int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps({"counts": figures.counts, "wrong": figures.wrong}))


def main(run: Callable[[int, int], Figures], doc: str | None, size: int) -> None:
    """Run a campaign from the command line; leave with 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--size", type=int, default=size)
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args()
    begun = time.monotonic()
    figures = run(wanted.size, wanted.seed)
    for name, count in sorted(figures.counts.items()):
        sys.stdout.write(f"{name:<40}{count:>10,}\n")
    sys.stdout.write(f"{'seconds':<40}{time.monotonic() - begun:>10.0f}\n")
    sys.stdout.write(f"{'WRONG':<40}{len(figures.wrong):>10,}\n")
    for problem, times in Counter(figures.wrong).most_common(40):
        sys.stdout.write(f"  {times} x {problem}\n")
    sys.exit(bool(figures.wrong))

"""Kills the whole program while somebody writes in it, and looks whether their words are there.

Usage: python tests/campaigns/kill_program.py --size 100

A person whose acts come from the seed types into the real window: sentences, check-ins, ways on,
back and elsewhere, a lock now and then. The program tells what the screen shows as saved. After
SIGKILL at a random moment the journal must be sound and hold

- every answer and check-in that was shown as saved, or a newer one of the same question;
- what was typed 1.5 seconds before or earlier, as an answer, a check-in or a draft.

These seconds are counted by the program's own window, so that a machine that stands still loses
nobody's words.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.accounts import use_accounts
from campaigns.common import Figures, Room
from helpers.fake_vault import PASSPHRASE
from helpers.real_journal import SetClock
from helpers.remote import Account, Killed, Refused, Remote

from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.ids import EntryId
from repair_desktop.services.mood import MoodService
from repair_desktop.storage.journal import SqlJournal

DEFAULT = 30
KILLS_A_JOURNAL = 5
FIRST_KILL, LATEST_KILL = 0.6, 9.0
"""Seconds after the program was started."""

KEPT_AFTER = 15
"""Tenths of a second of the window's own time after which what was typed is to be on the disk."""

WAYS = {
    "Something felt off": 6.0,
    "Continue": 8.0,
    "Next step": 8.0,
    "Skip": 6.0,
    "Back": 0.7,
    "Enough for today": 0.5,
    "Close for today": 2.0,
    "Close": 1.0,
    "Carry on": 2.0,
    "Look back": 0.5,
    "Steady me": 0.2,
    "Get help now": 0.2,
    "Today": 0.5,
    "Reflect": 0.2,
    "Mood timeline": 0.2,
    "Settings": 0.2,
    "Lock": 0.4,
    "Quick hide": 0.2,
    "Rough": 5.0,
    "Good": 5.0,
    "More: Time, mood grid, feelings, tags, note": 8.0,
    "Save this check-in": 9.0,
    "Check in again": 3.0,
    "Check in": 1.0,
}
"""What is pressed, and how often. Nothing that takes words back is among it."""

Place = tuple[str, str]
"""An entry and a question, or "check-in" and ""."""


class Person:
    """Somebody who writes, and remembers what they were told.

    Attributes:
        answers: What was shown as saved, by entry and question; ``repr`` of the answer.
        check_ins: Notes that were shown as saved, by check-in.
        typed: Words, where they stand, and the beat at which they stood there.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._program: Remote
        self._acting = False
        self._touched: set[Place] = set()
        self.beat = 0
        self.answers: dict[Place, str] = {}
        self.check_ins: dict[str, str] = {}
        self.typed: list[tuple[int, Place, str]] = []

    def live(self, program: Remote) -> None:
        """Use the program until it is killed."""
        self._program = program
        self._touched.clear()
        program.on_line = self._hear
        program.wait_for("born")
        program.unlock(PASSPHRASE)
        while True:
            try:
                self._act()
            except Refused:
                program.counts["went meanwhile"] += 1

    def is_touched(self, place: Place) -> bool:
        """Whether something was done to an answer since it was shown as saved."""
        return place in self._touched

    # --- what they are told -----------------------------------------------------------------

    def _hear(self, line: list[Any]) -> None:
        match line:
            case ["beat"]:
                self.beat += 1
            case ["answers", [entry, answers]]:
                for prompt, answer in answers.items():
                    self.answers[entry, prompt] = answer
                    if not self._acting:
                        self._touched.discard((entry, prompt))
            case ["check-in", [mood, note]]:
                self.check_ins[mood] = note

    # --- what they do -----------------------------------------------------------------------

    def _do(self, command: str, *arguments: object) -> Any:
        self._acting = True
        try:
            return self._program.ask(command, *arguments)
        finally:
            self._acting = False

    def _act(self) -> None:
        chance = self._chance
        controls = self._program.ask("look")
        asked = self._program.ask("questions")
        worded = [prompt for prompt, in_words in asked if in_words]
        chips = [number for number, (kind, *_) in enumerate(controls) if kind == "Chip"]
        names = [name for kind, name, _words in controls if kind != "Chip"]
        acts: list[tuple[float, str, object]] = [(1.0, "pause", None)]
        acts += [(WAYS[name], "press", name) for name in names if name in WAYS]
        acts += [(6.0, "press", name) for name in names if name.startswith("Carry on: ")]
        if worded:
            acts.append((25.0, "write", chance.choice(worded)))
        if chips and asked:
            acts.append((3.0, "tick", chance.choice(chips)))
        if "Note" in names:
            acts.append((12.0, "note", None))
        [(_weight, act, thing)] = chance.choices(acts, [weight for weight, *_ in acts])
        match act:
            case "pause":
                self._program.beats(chance.choice((1, 6, 16)))
            case "write":
                entry = self._program.ask("entry")
                self._write((entry, str(thing)), "answer", str(thing))
            case "note":
                self._write(("check-in", ""), "type", "Note")
            case "tick":
                entry = self._program.ask("entry")
                self._touched |= {(entry, prompt) for prompt, _in_words in asked}
                self._do("press_number", thing)
            case _:
                self._press(str(thing))

    def _write(self, place: Place, command: str, where: str) -> None:
        """Write some words, with pauses between them that are mostly short."""
        for _ in range(self._chance.randint(1, 6)):
            self._touched.add(place)
            shown = self._do(command, _word(self._chance) + " ", where)
            self.typed.append((self.beat, place, shown))
            self._program.beats(self._chance.choice((0, 0, 0, 0, 1, 4)))
        self._program.beats(self._chance.choice((0, 7)))

    def _press(self, name: str) -> None:
        if name not in ("Lock", "Quick hide"):
            self._do("press", name)
            self._program.ask("settle")
            return
        self._do("press", name)
        self._program.wait_for("born")
        if name == "Quick hide":
            self._program.ask("keys", "Space")
        self._program.unlock(PASSPHRASE)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("aeioustrnmlkdßüé", k=chance.randint(2, 9)))


# --- the campaign -----------------------------------------------------------------------------


def run(size: int, seed: int, worse: str = "") -> Figures:
    """Kill ``size`` times.

    Args:
        size: How often.
        seed: What the person does and, but for the speed of the machine, when they are killed.
        worse: A fault from ``helpers/worse.py`` to be noticed.
    """

    def use(home: Account, kills: int, chance: random.Random, figures: Figures) -> None:
        home.data.mkdir(mode=0o700, parents=True)
        common.create(home.data).close()
        person = Person(chance)
        for _ in range(kills):
            _one_life(home, person, chance, figures, worse)
            _look(home, person, figures)
        answered = [told for told in person.answers.values() if told != "None"]
        figures.counts["answers shown as saved"] += len(answered)
        figures.counts["check-ins shown as saved"] += len(person.check_ins)

    return use_accounts(use, size, KILLS_A_JOURNAL, seed, at_once=4)


def _one_life(
    home: Account, person: Person, chance: random.Random, figures: Figures, worse: str
) -> None:
    """Start the program, use it, and kill it."""
    program = Remote(home, wishes={"worse": worse} if worse else None)
    program.kill_at = time.monotonic() + chance.uniform(FIRST_KILL, LATEST_KILL)
    try:
        person.live(program)
    except Killed:
        figures.counts["kills"] += 1
    finally:
        program.close()
    figures.counts["locks on the way"] += max(0, program.counts["born"] - 1)
    figures.counts["not there any more"] += program.counts["went meanwhile"]
    report = home.data / "crash.txt"
    crashed = report.exists() and report.stat().st_size > 0
    figures.expect(not crashed, "a bug was reported")


def _look(home: Account, person: Person, figures: Figures) -> None:
    """Open the journal as the next start would, and compare it with what the person was told."""
    vault = Room(home.data).vault
    journal = vault.open(vault.key_from_passphrase(PASSPHRASE))
    assert isinstance(journal, SqlJournal)
    try:
        kept = {
            (str(entry.id), str(prompt)): answer
            for entry in journal.entries.all()
            for prompt, answer in journal.entries.answers(EntryId(entry.id)).items()
        }
        texts = {place: a.text for place, a in kept.items() if isinstance(a, TextAnswer)}
        notes = {str(mood.id): mood.note for mood in journal.moods.between()}
        drafts = [draft.note for draft in MoodService(journal, SetClock()).drafts()]
        for place, told in person.answers.items():
            now = repr(kept.get(place))
            newer = person.is_touched(place) and _continues(now, told)
            figures.expect(now == told or newer, "an answer shown as saved is lost or changed")
            person.answers[place] = now  # it has to stay what it is from now on
        for mood, note in person.check_ins.items():
            figures.expect(notes.get(mood) == note, "a check-in shown as saved is lost or changed")
        _look_for_typed(person, texts, [*notes.values(), *drafts], figures)
        journal.checkpoint()
        figures.expect(journal.database.is_sound(), "not sound")
        figures.counts["drafts found"] += len(drafts)
    finally:
        journal.close()


def _continues(now: str, told: str) -> bool:
    """Tell whether an answer is the one that was told, or goes on from it."""
    words = re.compile(r"TextAnswer\(text=(['\"])(.*)\1\)")
    before, after = words.fullmatch(told), words.fullmatch(now)
    if before is None:
        return True  # a box can be ticked and cleared again
    return after is not None and after[2].startswith(before[2])


def _look_for_typed(
    person: Person, texts: dict[Place, str], notes: Sequence[str], figures: Figures
) -> None:
    # What was typed after that may be there or not, and is not looked for after later kills.
    person.typed = [each for each in person.typed if person.beat - each[0] >= KEPT_AFTER]
    for _beat, place, text in person.typed:
        figures.counts["words looked for"] += 1
        if place[0] == "check-in":
            there = any(note.startswith(text) for note in notes)
        else:
            there = texts.get(place, "").startswith(text)
        figures.expect(there, "words typed 1.5 seconds before are lost")


if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)

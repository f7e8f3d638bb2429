"""Locks the whole program again and again, and looks for words and keys in what is left of it.

Usage: python tests/campaigns/locks.py --size 100 (as root)

Somebody types into questions, a check-in, a contact and a name, copies some of it, and locks or
hides. The process is replaced. Nothing that was typed, no passphrase, no recovery code and no key
may stand in the memory of what it has become. Every second journal is locked by GNOME Keyring
where there is one, the others by a passphrase. Before its first lock the same search has to find
what is there.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.accounts import use_accounts
from campaigns.common import Figures
from helpers import memory
from helpers.canaries import canary, key_forms, text_forms
from helpers.real_keyring import items
from helpers.remote import Account, Remote

from repair_desktop.core.ports import JournalKey
from repair_desktop.system.sealer import NaclSealer
from repair_desktop.system.vault_folder import DiskVaultFolder

MISSING = memory.MISSING
DEFAULT = 20
LOCKS_A_JOURNAL = 10
MORE = "More: Time, mood grid, feelings, tags, note"
ENCODINGS = ("utf-8", "utf-16-le")


def run(size: int, seed: int, worse: str = "") -> Figures:
    """Lock ``size`` times. ``worse`` is a fault from ``helpers/worse.py`` to be noticed."""

    def use(home: Account, locks: int, chance: random.Random, figures: Figures) -> None:
        journal = _Journal(home, chance, "" if home.has_bus else canary(chance), worse)
        try:
            journal.live(locks, figures)
        finally:
            journal.program.close()

    return use_accounts(use, size, LOCKS_A_JOURNAL, seed, at_once=2, keyring_every=2)


class _Journal:
    """One journal, and somebody who writes in it. Every word of theirs begins with ``stem``."""

    def __init__(self, home: Account, chance: random.Random, passphrase: str, worse: str) -> None:
        self._home = home
        self._chance = chance
        self._passphrase = passphrase
        self._stem = canary(chance)
        self.program = Remote(home, wishes={"worse": worse} if worse else None)

    def live(self, locks: int, figures: Figures) -> None:
        """Write and lock, again and again."""
        program = self.program
        program.wait_for("born")
        code = program.make_a_journal(self._passphrase)
        wanted = self._wanted(code)
        for number in range(locks):
            self._write()
            if not number:
                found = memory.hits(program.pid, wanted)
                figures.expect("word in utf-16-le" in found, "the search does not find a word")
                figures.expect("key" in found, "the search does not find the key")
                figures.counts["found before locking"] += sum(found.values())
            self._lock()
            left = memory.hits(program.pid, wanted)
            figures.counts["locks"] += 1
            figures.expect(_is_offline(program.pid), "the fresh process may open connections")
            figures.counts["locks by passphrase"] += bool(self._passphrase)
            for name, times in left.items():
                figures.counts["found after locking"] += times
                figures.wrong.append(f"{name} is left in memory")
            program.unlock(self._passphrase)
        program.quit()

    def _wanted(self, code: str) -> dict[str, bytes]:
        """Return what is looked for, by name."""
        texts = {
            "word": self._stem,
            "passphrase": self._passphrase,
            "recovery code": code,
            "recovery code in one": code.replace(" ", ""),
        }
        wanted = dict(key_forms(self._key()))
        for name, text in texts.items():
            if text:
                forms = text_forms(text)
                wanted |= {f"{name} in {each}": forms[each] for each in ENCODINGS}
        return wanted

    def _key(self) -> JournalKey:
        header = DiskVaultFolder(self._home.data).read_header()
        assert header is not None
        if header.passphrase is not None:
            return NaclSealer().unseal(header.passphrase, self._passphrase, header.vault_id)
        [item] = items(self._home)
        return NaclSealer().from_item(item.secret, header.vault_id, header.generation)

    # --- what is done -----------------------------------------------------------------------

    def _write(self) -> None:
        """Type words everywhere, and copy the last ones."""
        program = self.program
        for act in self._chance.sample([self._question, self._note, self._contact, self._name], 2):
            act()
        if self._chance.random() < 0.5:
            program.ask("keys", "Ctrl+A")
            program.ask("keys", "Ctrl+C")
            program.ask("clipboard")

    def _word(self) -> str:
        return f"{self._stem}{self._chance.randrange(1000)} "

    def _question(self) -> None:
        program = self.program
        program.ask("keys", "Ctrl+N")
        program.ask("settle")
        while not (worded := [key for key, in_words in program.ask("questions") if in_words]):
            program.press("Skip")
            program.ask("settle")
        program.ask("answer", self._word() * 3, worded[0])
        program.ask("wait_for_text", "Saved, encrypted")
        program.ask("answer", self._word(), worded[0])  # not saved yet when it is locked

    def _note(self) -> None:
        program = self.program
        program.press("Today")
        program.ask("settle")
        if program.sees("Check in again"):
            program.press("Check in again")
        if program.sees(MORE):
            program.press(MORE)
        program.press("Low")
        program.ask("type", self._word(), "Note")
        if self._chance.random() < 0.5:
            program.press("Save this check-in")

    def _contact(self) -> None:
        program = self.program
        program.ask("keys", "F1")
        program.ask("wait", "Get help now")
        program.ask("settle")
        program.ask("type", self._word(), "Name")
        program.ask("type", self._word(), "How to reach them")
        program.press("Add")
        program.ask("settle")

    def _name(self) -> None:
        program = self.program
        program.press("Settings")
        program.ask("settle")
        program.ask("type", self._word(), "A name or initials")
        program.ask("settle")

    def _lock(self) -> None:
        program = self.program
        keys = self._chance.choice(("Ctrl+L", "Ctrl+L", "F9"))
        program.ask("keys", keys)
        program.wait_for("born")
        if keys == "F9":
            program.ask("keys", "Space")
        program.ask("wait_for_door", "passphrase", "keyring")


def _is_offline(pid: int) -> bool:
    """Tell whether the kernel filters what a process asks for; see ``system/offline.py``."""
    return "Seccomp:\t2" in Path(f"/proc/{pid}/status").read_text()


if __name__ == "__main__":
    if MISSING:
        sys.exit(MISSING)
    common.main(run, __doc__, DEFAULT)

"""Walks through the whole program at random, and looks for what was typed wherever it must not be.

Usage: python tests/campaigns/walks.py --size 200

Somebody presses, types, copies and looks around on every page that can be reached, lets bugs happen
on purpose, locks, hides or quits, and comes back. Every word of theirs begins with the same made-up
word, their passphrase is another one. After each walk neither of them, nor the recovery code, may
stand in any file of the account (home, data, temporary and run-time folders), as UTF-8, UTF-16, hex
or base64; nor in what the program wrote to standard output and error, in the title of any window,
in a crash report on the screen, in the clipboard after locking or quitting, or on the locked page.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from campaigns import common
from campaigns.accounts import use_accounts
from campaigns.common import Figures
from helpers.canaries import canary, text_forms
from helpers.remote import Account, Refused, Remote

DEFAULT = 30
WALKS_A_JOURNAL = 10
ACTS_A_WALK = 18

ENDS = frozenset({"Lock", "Quick hide", "Quit"})
"""Pressed at the end of a walk only."""

ONWARD = ("Something felt off", "Carry on", "Continue", "Next step", "Skip", "More: Time")
"""How the names of what is pressed more often begin: behind it there is much to see."""

KEYS = (
    *(
        "Ctrl+1",
        "Ctrl+2",
        "Ctrl+3",
        "Ctrl+4",
        "Ctrl+,",
        "Ctrl+N",
        "Ctrl+M",
        "F1",
        "F2",
        "Alt+Right",
    ),
    *("Alt+Left", "Tab", "Shift+Tab", "Return", "Space", "Down", "Up", "Escape", "Ctrl++"),
    *("Ctrl+-", "Ctrl+0", "Ctrl+Z", "Ctrl+V"),
)

FILE_DIALOGS = frozenset({"QFileDialog", "QPrintDialog", "QPageSetupDialog"})
"""Left at once: a person who gives a file a name means the name to be seen."""


class Traces:
    """Where the made-up words turn up.

    Args:
        words: What must not turn up, by a name for it.
        figures: Where it is noted.
    """

    def __init__(self, words: Mapping[str, str], figures: Figures) -> None:
        self.words = dict(words)
        self._figures = figures

    def look_at(self, text: str, where: str) -> None:
        """Look into a text that people or programs see."""
        self._look(text.encode(errors="surrogatepass"), where)

    def look_into(self, home: Account) -> None:
        """Look into every file of the account."""
        for path in home.files():
            with suppress(FileNotFoundError):  # a temporary one that went meanwhile
                self._look(path.read_bytes(), f"file {path.name}")
                self._figures.counts["files looked into"] += 1

    def _look(self, data: bytes, where: str) -> None:
        small = data.lower()
        for name, word in self.words.items():
            for form, wanted in text_forms(word).items():
                if wanted in (data if "base64" in form else small):
                    self._figures.wrong.append(f"{name} in {form}: {where}")


class Walker:
    """Somebody who looks around."""

    def __init__(self, home: Account, chance: random.Random, figures: Figures, worse: str) -> None:
        self._home = home
        self._chance = chance
        self._figures = figures
        self._wishes: dict[str, object] = {"quick": True}
        if worse:
            self._wishes["worse"] = worse
        self._stem = canary(chance)
        self._passphrase = "" if home.has_bus else canary(chance)
        self._traces = Traces({"word": self._stem}, figures)
        self._typed = 0
        self._visited: set[str] = set()
        self.program: Remote

    def live(self, walks: int) -> None:
        """Walk that many times."""
        self._start()
        self._begin()
        for number in range(walks):
            for _ in range(ACTS_A_WALK):
                self._act()
            self._figures.counts["walks"] += 1
            self._end(last=number + 1 == walks)
        for page in self._visited:
            self._figures.counts[f"on page: {page}"] += 1
        self._figures.counts["words typed"] += self._typed

    # --- beginnings and ends ----------------------------------------------------------------

    def _start(self) -> None:
        self.program = Remote(self._home, wishes=self._wishes)
        self.program.on_line = self._hear
        self.program.wait_for("born")

    def _begin(self) -> None:
        """Look at the made-up journal first, or not; then make one's own."""
        program = self.program
        program.ask("wait", "Start")
        if self._chance.random() < 0.5:
            program.press("Try it with made-up entries")
            program.ask("wait", "Today")
            for _ in range(ACTS_A_WALK):
                self._act()
            self._figures.counts["made-up journals looked at"] += 1
            self._traces.look_into(self._home)
            self._leave_dialogs()
            program.ask("keys", "Ctrl+L")
            program.ask("wait", "Start")
        code = program.make_a_journal(self._passphrase)
        if self._passphrase:
            self._traces.words["passphrase"] = self._passphrase
        self._traces.words["recovery code"] = code.lower()
        self._traces.words["recovery code in one"] = code.replace(" ", "").lower()

    def _end(self, last: bool) -> None:
        """Lock, hide or quit, and come back."""
        self._leave_dialogs()
        self._traces.look_into(self._home)
        how = "quit" if last else self._chance.choice(("Ctrl+L", "Ctrl+L", "F9", "quit"))
        self._figures.counts[f"ends: {how}"] += 1
        if how == "quit":
            self.program.quit()
            self._traces.look_into(self._home)
            if last:
                return
            self._start()
            if not self._passphrase:  # it opens by itself
                self.program.ask("wait", "Today")
                return
            self.program.ask("wait_for_door", "passphrase")
        else:
            self._lock(how)
        self._look_around_the_door()
        self.program.unlock(self._passphrase)

    def _lock(self, keys: str) -> None:
        program = self.program
        program.ask("keys", keys)
        program.wait_for("born")
        self._traces.look_into(self._home)
        self._traces.look_at(Path(f"/proc/{program.pid}/cmdline").read_text(), "the command line")
        if keys == "F9":
            self._look_at_screen("the hidden window")
            program.ask("keys", "Space")
        program.ask("wait_for_door", "passphrase", "keyring")
        self._look_at_screen("the locked page")

    def _look_around_the_door(self) -> None:
        """Type something wrong, or ask for help, and come back to where the passphrase goes."""
        program = self.program
        match self._chance.randrange(0 if self._passphrase else 3, 6):
            case 0 | 1:
                self._open_with_a_word()
                if self._chance.random() < 0.5:
                    program.press("Use my recovery code")
                    program.ask("type", self._word(), "Recovery code")
                    program.ask("keys", "Return")
                    program.press("Back")
            case 2:
                for _ in range(3):
                    self._open_with_a_word()
                program.press("Start a new journal…")
                program.ask("type_in_focus", self._word())
                program.ask("keys", "Return")
                program.press("Leave it")
                program.ask("wait", "Open my journal")  # it may be tried again in a second
            case 3 | 4:
                program.press(self._chance.choice(("Get help now", "Steady me", "Settings")))
                program.press("Back")
        self._look_at_screen("the locked page")

    def _open_with_a_word(self) -> None:
        program = self.program
        program.ask("type", self._word(), "Passphrase")
        program.ask("keys", "Return")
        program.ask("wait_for_text", "That passphrase")
        program.ask("settle")
        program.ask("empty", "Passphrase")

    # --- acts -------------------------------------------------------------------------------

    def _act(self) -> None:
        chance, program = self._chance, self.program
        self._visited.add(program.ask("page"))
        over = program.ask("over")
        if over:
            self._in_dialog(over)
            return
        controls = program.ask("look")
        fields = [number for number, control in enumerate(controls) if control[2]]
        fields += 4 * [number for number in fields if controls[number][0] == "GrowingText"]
        buttons = [
            number
            for number, (_kind, name, takes_words) in enumerate(controls)
            if name and name not in ENDS and not takes_words
        ]
        weights = {"press": 20, "type": 20 if fields else 0, "keys": 5, "crash": 1}
        [act] = chance.choices(list(weights), list(weights.values()))
        self._figures.counts[f"acts: {act}"] += 1
        with suppress(Refused):  # what was to be used went away meanwhile
            match act:
                case "press":
                    onward = [n for n in buttons if controls[n][1].startswith(ONWARD)]
                    program.ask("press_number", chance.choice([*buttons, *onward * 6]))
                case "type":
                    self._type(chance.choice(fields))
                case "keys":
                    program.ask("keys", chance.choice(KEYS))
                case _:
                    program.ask("crash", self._word(), chance.choice(("window", "thread", "job")))
                    program.ask("wait_for_text", "Something went wrong in Repair.")
            program.ask("settle")

    def _type(self, number: int) -> None:
        """Type a word; copy or cut it now and then, or press Enter."""
        chance, program = self._chance, self.program
        program.ask("type_number", self._word(), number)
        if chance.random() < 0.25:
            program.ask("keys", "Ctrl+A")
            program.ask("keys", chance.choice(("Ctrl+C", "Ctrl+C", "Ctrl+X")))
            self._figures.counts["copies of words"] += self._stem in program.ask("clipboard")
        elif chance.random() < 0.3:
            program.ask("keys", "Return")

    def _in_dialog(self, kind: str) -> None:
        """Answer a dialog, choose from a menu, or leave it."""
        chance, program = self._chance, self.program
        self._visited.add(kind)
        with suppress(Refused):
            if kind == "QMessageBox":
                self._look_at_screen("a message")
            elif kind not in FILE_DIALOGS:
                fields = [n for n, control in enumerate(program.ask("look")) if control[2]]
                if kind == "QInputDialog" and fields:
                    program.ask("type_number", self._word(), fields[0])
                program.ask("keys", chance.choice(("Down", "Up")))
                if chance.random() < 0.7:
                    program.ask("keys", "Return")
            program.ask("escape")

    def _leave_dialogs(self) -> None:
        while self.program.ask("over"):
            self.program.ask("escape")

    def _word(self) -> str:
        self._typed += 1
        return f"{self._stem}{self._typed} "

    # --- eyes -------------------------------------------------------------------------------

    def _look_at_screen(self, where: str) -> None:
        for text in self.program.ask("texts"):
            self._traces.look_at(text, where)

    def _hear(self, line: list[Any]) -> None:
        match line:
            case ["title", title]:
                self._figures.counts["titles seen"] += 1
                self._traces.look_at(title, "the title of a window")
            case ["clipboard", text]:
                self._traces.look_at(text, "the clipboard")
            case ["said", text]:
                self._traces.look_at(text, "standard output")


def run(size: int, seed: int, worse: str = "") -> Figures:
    """Walk ``size`` times. ``worse`` is a fault from ``helpers/worse.py`` to be noticed."""

    def use(home: Account, walks: int, chance: random.Random, figures: Figures) -> None:
        walker = Walker(home, chance, figures, worse)
        try:
            walker.live(walks)
        finally:
            walker.program.close()
        figures.counts["crash reports"] += _reports(home)
        figures.expect(figures.counts["titles seen"] > 0, "no title was seen")

    return use_accounts(use, size, WALKS_A_JOURNAL, seed, at_once=2, keyring_every=4)


def _reports(home: Account) -> int:
    path = home.data / "crash.txt"
    return path.read_text().count("Python 3") if path.exists() else 0


if __name__ == "__main__":
    common.main(run, __doc__, DEFAULT)

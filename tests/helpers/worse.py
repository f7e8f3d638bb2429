"""Faults for the whole program. Each is one that a campaign has to notice, so that it can fail."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import repair_desktop.app.start as start
import repair_desktop.system.crash as crash
from repair_desktop.app.program import Program
from repair_desktop.gui import saving
from repair_desktop.gui.check_in import draft_presenter
from repair_desktop.gui.saving import Saver, SaveState
from repair_desktop.gui.widgets.clipboard_guard import ClipboardGuard
from repair_desktop.gui.widgets.growing_text import GrowingText
from repair_desktop.services.mood import MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.system.logs import log


def make_worse(fault: str) -> None:
    """Put a fault into the program of this process, for as long as it runs."""
    FAULTS[fault]()


def _set(place: object, name: str, value: object) -> None:
    patch.object(place, name, value).start()


def _says_saved_first() -> None:
    """An answer counts as saved once it is typed."""
    usual = Saver._set

    def set_early(self: Saver[Any, Any], state: SaveState, error: Exception | None = None) -> None:
        usual(self, SaveState.SAVED if state is SaveState.SAVING else state, error)

    _set(Saver, "_set", set_early)


def _saves_late() -> None:
    """What is typed waits for a minute."""
    _set(saving, "SAVE_AFTER", 60_000)
    _set(draft_presenter, "KEEP_AFTER", 60_000)


def _forgets_answers() -> None:
    _set(ReflectService, "save", lambda *_: None)


def _forgets_drafts() -> None:
    _set(MoodService, "keep_draft", lambda *_: None)


def _stays() -> None:
    """The process that locked goes on."""

    def refuse(_looks: str) -> None:
        os.write(1, b'["born", true]\n')  # so that nobody waits for it
        raise OSError

    _set(start, "replace_process", refuse)


def _with_words(act: Callable[[str], None]) -> None:
    """Do something with the words that are saved."""
    usual = ReflectService.save

    def save(self: ReflectService, entry_id: Any, changes: Any, place: Any) -> None:
        usual(self, entry_id, changes, place)
        act(repr(changes))

    _set(ReflectService, "save", save)


def _logs_words() -> None:
    _with_words(lambda words: log("journal").info("saved %s", words))


def _leaves_a_file() -> None:
    """Words stand in a temporary file, in no form that a person would read."""

    def leave(words: str) -> None:
        path = Path(tempfile.gettempdir()) / "repair.cache"
        path.write_bytes(base64.b64encode(words.encode("utf-16-le")))

    _with_words(leave)


def _titles() -> None:
    """The window is called after what is typed."""
    usual = GrowingText._fit

    def fit(self: GrowingText) -> None:
        usual(self)
        if self.isVisible() and self.words():
            self.window().setWindowTitle(self.words())

    _set(GrowingText, "_fit", fit)


def _keeps_clipboard() -> None:
    _set(Program, "_clear_clipboard", lambda _self: None)
    _set(ClipboardGuard, "clear", lambda _self: None)


def _reports_messages() -> None:
    """A crash report holds what the error says."""
    usual = crash.describe
    _set(crash, "describe", lambda error: f"{usual(error)}\n{error}")


FAULTS: dict[str, Callable[[], None]] = {
    "says saved first": _says_saved_first,
    "saves late": _saves_late,
    "forgets answers": _forgets_answers,
    "forgets drafts": _forgets_drafts,
    "stays": _stays,
    "logs words": _logs_words,
    "leaves a file": _leaves_a_file,
    "titles": _titles,
    "keeps the clipboard": _keeps_clipboard,
    "reports messages": _reports_messages,
}

"""``repair-desktop --self-test``: does this copy of the program work on this computer?

It is for whoever built or installed a copy. It uses the real parts: the system's keyring, an
encrypted journal, a window. All it makes lies in a temporary folder and is gone at the end, its key
in the keyring too; the person's own journal is never looked at. What it prints names types and
places in the code, and never a message, a path or a word.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2 as sqlcipher

import repair_desktop
from repair_desktop import __version__
from repair_desktop.app.content import load_content
from repair_desktop.app.pdf_structure import examine_pdf
from repair_desktop.app.program import Program
from repair_desktop.app.start import APPLICATION_ID, LANGUAGES
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.content.demo import load_demo
from repair_desktop.core.answers import TextAnswer
from repair_desktop.core.errors import KeyMissing, KnownError
from repair_desktop.core.ids import EntryId, MoodId, PromptId, WorksheetId
from repair_desktop.core.ports import Journal
from repair_desktop.core.times import SystemClock
from repair_desktop.gui.shell.application import Application
from repair_desktop.gui.theme.controller import QtSystemLook, ThemeController
from repair_desktop.gui.theme.icons import pixmap
from repair_desktop.gui.widgets.document import Part, PartKind, pdf
from repair_desktop.services.mood import CheckIn, MoodService
from repair_desktop.services.reflect import ReflectService
from repair_desktop.services.vault import NewVault, Protection, Vault
from repair_desktop.storage.inspection import engine_versions
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.crash import describe
from repair_desktop.system.hardening import present_hardening
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.resources import read_bytes, resource_path
from repair_desktop.system.sealer import NaclSealer
from repair_desktop.system.versions import library_versions, system_name

PATIENCE = 60.0
"""Seconds that the keyring, or the window, may take."""

CIPHER_SINCE = 4
"""Journals are written in SQLCipher's format of this version."""

FEWEST_COLOURS = 12
"""A window on which a page was painted has at least so many; an empty one has a few."""

WORDS = "A made-up line, to see whether it comes back"


class NotAsItShould(Exception):
    """Something is not as it should be. Its words are made here, and are not private."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried.

    Attributes:
        name: What.
        ok: Whether it is as it should be.
        reason: Why it is not; else "".
    """

    name: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found; its fields are those of the JSON."""

    version: str
    packaged: bool
    system: str
    platform: str
    keyring: str
    versions: dict[str, str]
    languages: tuple[str, ...]
    checks: tuple[Check, ...]
    ok: bool


def self_test() -> int:
    """Try everything and print the report. Returns 0 when all is as it should be, else 1."""
    if sys.platform == "linux" and not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # else Qt ends the process
    app = Application(sys.argv[:1])
    app.setDesktopFileName(APPLICATION_ID)
    with tempfile.TemporaryDirectory(
        prefix="repair-self-test-", ignore_cleanup_errors=True
    ) as folder:
        report = examine(_surroundings(app, Path(folder)))
    text = json.dumps(asdict(report), indent=2)
    if sys.stdout is not None:  # a windowed program on Windows has none
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    code = 0 if report.ok else 1
    if any(thread is not threading.main_thread() for thread in threading.enumerate()):
        os._exit(code)  # the keyring never answered, and Python would wait for it
    return code


def examine(around: Surroundings) -> Report:
    """Try everything, in a folder of its own."""
    tries: dict[str, Callable[[], None]] = {
        "imports": _imports,
        "resources": lambda: _resources(around),
        "languages": lambda: _languages(around),
        "fonts": lambda: _fonts(around),
        "sqlcipher": _sqlcipher,
        "full-text search": _full_text,
        "journal": lambda: _in_time(lambda: _journal(around)),
        "pdf": _pdf,
        "window": lambda: _window(around),
        "offline": _offline,
    }
    checks = tuple(_check(name, one) for name, one in tries.items())
    return Report(
        version=__version__,
        packaged=bool(getattr(sys, "frozen", False)),
        system=system_name(),
        platform=QGuiApplication.platformName(),
        keyring=around.secrets.name,
        versions={**library_versions(), **engine_versions()},
        languages=around.languages,
        checks=checks,
        ok=all(check.ok for check in checks),
    )


def _check(name: str, one: Callable[[], None]) -> Check:
    try:
        one()
    except NotAsItShould as found:
        return Check(name, False, str(found))
    except KnownError as error:
        return Check(name, False, type(error).__name__)
    except Exception as error:
        return Check(name, False, "; ".join(map(str.strip, describe(error).splitlines())))
    return Check(name, True)


def _has_screen() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def _surroundings(app: Application, folder: Path) -> Surroundings:
    return Surroundings(
        app=app,
        folders=Folders(folder, folder),
        preferences=PreferencesStore(folder),
        secrets=KeyringSecretStore(),
        sealer=NaclSealer(),
        opener=SqlCipherOpener(),
        clock=SystemClock(),
        content=load_content(LANGUAGES[0]),
        languages=LANGUAGES,
        system_look=QtSystemLook(),
        instance=InstanceLock(folder),
        version=__version__,
    )


# --- what is tried ----------------------------------------------------------------------------


def _imports() -> None:
    """Import every module of ours: a package may have left one out that is imported late."""
    names = [
        module.name for module in pkgutil.walk_packages(repair_desktop.__path__, "repair_desktop.")
    ]
    if len(names) < 100:
        raise NotAsItShould(f"only {len(names)} modules were found")
    for name in names:
        importlib.import_module(name)


def _resources(around: Surroundings) -> None:
    """Read all content, and draw every icon."""
    load_demo(around.content.worksheets)
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    if not names:
        raise NotAsItShould("there are no icons")
    tokens = ThemeController(around.app, around.system_look).tokens
    for name in names:
        if len(_colours(pixmap(tokens, name, 32).toImage())) < 2:
            raise NotAsItShould(f"the icon {name} is empty")


def _languages(around: Surroundings) -> None:
    for language in around.languages:
        load_content(language)
        if language != LANGUAGES[0] and not read_bytes(f"translations/repair_{language}.qm"):
            raise NotAsItShould(f"the texts in {language} are empty")


def _fonts(around: Surroundings) -> None:
    """See that Qt writes in the program's own faces, not in others that take their place."""
    tokens = ThemeController(around.app, around.system_look).tokens
    for family in (tokens.text_family, tokens.heading_family):
        if QFontInfo(QFont(family)).family() != family:
            raise NotAsItShould(f"the face {family} is not used")


def _sqlcipher() -> None:
    version = engine_versions()["SQLCipher"]
    if int(version.partition(".")[0]) != CIPHER_SINCE:
        raise NotAsItShould(f"SQLCipher is {version}")


def _full_text() -> None:
    connection = sqlcipher.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        connection.execute("INSERT INTO words VALUES (?)", (WORDS,))
        found = connection.execute("SELECT word FROM words WHERE words MATCH 'made'").fetchall()
    finally:
        connection.close()
    if found != [(WORDS,)]:
        raise NotAsItShould("a word was not found again")


def _journal(around: Surroundings) -> None:
    """Make a journal, write, lock it, and read it again with the key that the keyring kept."""
    vault = Vault(around.vault_in(around.folders.data))
    new = vault.draft(Protection.KEYRING)
    vault.keep_key(new)
    try:
        journal = vault.create(new)
        try:
            written = _write(journal, around)
        finally:
            journal.close()
        _see_nothing(around.folders.data)
        # Nothing of the first vault is asked: what opens the journal is what the keyring holds.
        again = Vault(around.vault_in(around.folders.data))
        journal = again.open(again.key_from_keyring())
        try:
            _read(journal, around, *written)
        finally:
            journal.close()
    finally:
        vault.forget_key(new)
    _see_it_forgotten(around, new)


def _write(journal: Journal, around: Surroundings) -> tuple[EntryId, PromptId, MoodId]:
    reflect = ReflectService(journal, around.content.worksheets, around.clock)
    note = around.content.worksheets[WorksheetId("quick-note")]
    prompt = note.steps[0].prompts[0].id
    entry = reflect.begin(note.id).entry.id
    reflect.save(entry, {prompt: TextAnswer(WORDS)}, prompt)
    mood = MoodService(journal, around.clock).save(
        CheckIn(at=around.clock.now(), pleasantness=2, note=WORDS)
    )
    return entry, prompt, mood.id


def _read(
    journal: Journal, around: Surroundings, entry: EntryId, prompt: PromptId, mood: MoodId
) -> None:
    opened = ReflectService(journal, around.content.worksheets, around.clock).open(entry)
    if opened.answers != {prompt: TextAnswer(WORDS)}:
        raise NotAsItShould("the answer came back different")
    kept = MoodService(journal, around.clock).find(mood)
    if kept is None or (kept.pleasantness, kept.note) != (2, WORDS):
        raise NotAsItShould("the check-in came back different")


def _see_nothing(folder: Path) -> None:
    """See that no file can be read without the key."""
    databases = 0
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        databases += path.suffix == ".db"
        if WORDS.encode() in data or data.startswith(b"SQLite format 3"):
            raise NotAsItShould("a file of the journal is not encrypted")
    if not databases:
        raise NotAsItShould("the journal was not written")


def _see_it_forgotten(around: Surroundings, new: NewVault) -> None:
    assert new.header.keyring_account is not None
    try:
        around.secrets.read(new.header.keyring_account)
    except KeyMissing:
        return
    raise NotAsItShould("the keyring still holds the key")


def _pdf() -> None:
    """Make a PDF of two pages, and look at how it is built."""
    parts = [Part(PartKind.TITLE, WORDS), *[Part(PartKind.TEXT, WORDS)] * 80]
    built = examine_pdf(pdf(parts, "Page"))
    if built.pages < 2:
        raise NotAsItShould(f"the PDF has {built.pages} pages")
    if not built.fonts_inside or not built.words_can_be_selected:
        raise NotAsItShould("the PDF holds no words that can be selected")


def _window(around: Surroundings) -> None:
    """Show the first window, and look at it."""
    shown = Program(replace(around, instance=InstanceLock(around.folders.data)))
    try:
        shown.begin()
        handle = shown.window.windowHandle()
        if not _wait(lambda: handle.isExposed() and not shown.is_busy):
            raise NotAsItShould("no window came")
        if len(_colours(shown.window.grab().toImage())) < FEWEST_COLOURS:
            raise NotAsItShould("nothing was painted in the window")
    finally:
        shown.leave()
        shown.end()


def _offline() -> None:
    holds = present_hardening()
    # Other processors are not known to the filter; docs/threat-model.md says so.
    filtered = platform.machine() in ("x86_64", "aarch64")
    if holds.kernel_offline is False and filtered:
        raise NotAsItShould("the kernel does not refuse internet connections")
    if not holds.python_offline:
        raise NotAsItShould("Python does not refuse internet connections")


# --- helpers ----------------------------------------------------------------------------------


def _in_time(one: Callable[[], None]) -> None:
    """Try something that may wait for ever: a keyring asks on a screen that nobody sees."""
    failed: list[Exception] = []

    def run() -> None:
        try:
            one()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        raise NotAsItShould(f"no answer in {PATIENCE:.0f} seconds")
    if failed:
        raise failed[0]


def _wait(true: Callable[[], bool]) -> bool:
    """Let the window live until something is true, or for too long."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            return False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return True


def _colours(image: QImage) -> set[int]:
    return set(_pixels(image))


def _pixels(image: QImage) -> Iterator[int]:
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            yield image.pixel(x, y)

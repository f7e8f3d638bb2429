"""Starting up.

In phases, in a process that is tight already (see ``__main__``): the folders are found; Qt begins;
the folder is locked (a second start brings the first window to the front and leaves); log and crash
file are opened; preferences and content are read; the program shows its window.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QMessageBox

from repair_desktop import __version__
from repair_desktop.app.arguments import Arguments
from repair_desktop.app.content import load_content
from repair_desktop.app.program import Program
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.core.errors import KnownError
from repair_desktop.core.times import SystemClock
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.shell.application import Application
from repair_desktop.gui.shell.crash_teller import CrashTeller
from repair_desktop.gui.theme.controller import QtSystemLook, ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.storage.opener import SqlCipherOpener
from repair_desktop.system.crash import CrashReporter
from repair_desktop.system.fresh_process import replace_process
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.keyring_store import KeyringSecretStore
from repair_desktop.system.logs import start_log, stop_log
from repair_desktop.system.paths import find_folders
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.resources import resource_path
from repair_desktop.system.sealer import NaclSealer
from repair_desktop.system.session_watch import watch_session
from repair_desktop.system.traces import keep_no_history

APPLICATION_ID = "org.repairdesktop.Repair"

LANGUAGES = ("en",)
"""The languages that interface and content are there for; the first is the usual one."""


def start(arguments: Arguments) -> int:
    """Run the program until its window closes.

    Returns:
        0, or 1 when it could not start.
    """
    app = Application(sys.argv[:1])
    app.setApplicationName("Repair")
    app.setApplicationDisplayName("")
    app.setDesktopFileName(APPLICATION_ID)
    keep_no_history()
    folders = find_folders(str(arguments.data_dir or ""))
    preferences = PreferencesStore(folders.config)
    language = choose_language(preferences.load().language)
    install_translators(app, language)
    instance = InstanceLock(folders.data)
    around = Surroundings(
        app=app,
        folders=folders,
        preferences=preferences,
        secrets=KeyringSecretStore(),
        sealer=NaclSealer(),
        opener=SqlCipherOpener(),
        clock=SystemClock(),
        content=load_content(language),
        languages=LANGUAGES,
        system_look=QtSystemLook(),
        instance=instance,
        version=__version__,
        session_watch=watch_session(),
    )
    if arguments.tour is not None:
        from repair_desktop.app.tour import tour

        return tour(around, arguments.tour)
    if arguments.demo:
        return _run_demo(around, arguments.years)
    return _run(around, arguments.locked, arguments.sheet)


def _run(around: Surroundings, locked: str | None, sheet: Path | None) -> int:
    """Run on the person's own folder."""
    data = around.folders.data
    try:
        if not around.instance.acquire():
            around.instance.ask_to_raise(sheet)
            return 0
    except KnownError as error:
        return _say_and_leave(around, error)
    start_log(data)
    teller = CrashTeller()
    reporter = CrashReporter(data, __version__, teller.crashed.emit)
    reporter.install()

    def start_afresh(looks: str) -> None:
        reporter.uninstall()
        around.instance.release()
        try:
            replace_process(looks)
        except OSError:
            with suppress(KnownError):  # the words are saved; what comes next will say it
                around.instance.acquire()
            reporter.install()
            raise

    program = Program(replace(around, start_afresh=start_afresh))
    teller.tell_in(program.window, program.save_before_crash_page)
    program.begin(locked)
    if sheet is not None:
        program.offer_sheet(sheet)
    ended = _loop(around.app, program)
    reporter.uninstall()
    stop_log()
    around.instance.release()
    if not ended:
        # A thread still waits for the keyring, and Python would wait for the thread. Everything
        # is saved and closed.
        os._exit(0)
    return 0


def _run_demo(around: Surroundings, years: int) -> int:
    """Run on a made-up journal; neither the person's folder nor the keyring is touched."""
    program = Program(around)
    program.begin_demo(years)
    _loop(around.app, program)
    return 0


def _loop(app: Application, program: Program) -> bool:
    """Run until the person leaves. Returns whether every thread has ended."""
    _leave_on_signals(app, program)
    app.exec()
    return program.end()


def choose_language(wanted: str) -> str:
    """Return the language to speak: the chosen one, the system's, or the usual one."""
    for name in (wanted, QLocale.system().name()):
        language = name.partition("_")[0]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def install_translators(app: Application, language: str) -> None:
    """Let the interface speak a language: our own texts, and Qt's own."""
    own = str(resource_path(f"translations/repair_{language}.qm"))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{language}.qm"
    for file in (own, qt):
        translator = QTranslator(app)  # lives as long as the program
        if translator.load(file):
            app.installTranslator(translator)


def _say_and_leave(around: Surroundings, error: KnownError) -> int:
    """Say why nothing can be kept in the folder. The journal is opened by nobody."""
    ThemeController(around.app, around.system_look).apply(Theme.SYSTEM)
    problem = ProblemWords().words(error)
    box = QMessageBox(
        QMessageBox.Icon.Warning, QCoreApplication.translate("Start", "Repair"), f"{problem.title}."
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(
        f"{problem.happened} {problem.safe} {problem.to_do}\n\n{around.folders.data}"
    )
    box.exec()
    return 1


def _leave_on_signals(app: Application, program: Program) -> None:
    """Save and leave when the system asks, as at the end of a session."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: program.leave())
    # Python runs signal handlers only between its own steps; give it some.
    beat = QTimer(app, interval=500)
    beat.timeout.connect(lambda: None)
    beat.start()
    app.commitDataRequest.connect(lambda _manager: program.leave())

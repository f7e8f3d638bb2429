"""The whole program in a process of its own, which does what it reads. See ``remote.py``.

All of it is real, from ``__main__`` on, but what ``REMOTE`` (JSON) asks for:

- ``quick``: the sealer at the lowest cost libsodium allows.
- ``silent_after``: milliseconds until a keyring that does not answer counts as silent.
- ``keyring_name``: what the keyring is called.
- ``worse``: a fault from ``worse.py`` that a campaign has to notice.

It reads lines of JSON ``[command, argument, ...]`` from standard input, and answers each with a
line ``["answer", ...]`` on standard output. In between it tells by itself what a person would see,
hear or find. The fresh process after a lock goes on with the same two, and begins with ``born``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from repair_desktop.system.hardening import harden_process

harden_process()  # before anything else, as in __main__

from helpers import worse  # noqa: E402
from helpers.vault import quick_sealer  # noqa: E402
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QClipboard, QInputMethodEvent, QKeySequence  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

import repair_desktop.app.start as start  # noqa: E402
import repair_desktop.gui.unlock.presenter as unlock  # noqa: E402
from repair_desktop.__main__ import main  # noqa: E402
from repair_desktop.app.program import Program  # noqa: E402
from repair_desktop.app.surroundings import Surroundings  # noqa: E402
from repair_desktop.app.tour.hands import Hands, spoken_name  # noqa: E402
from repair_desktop.gui.check_in.page import CheckInForm  # noqa: E402
from repair_desktop.gui.reflect.journey_page import JourneyPage  # noqa: E402
from repair_desktop.gui.unlock.page import UnlockPage  # noqa: E402
from repair_desktop.gui.widgets.code_view import CodeView  # noqa: E402
from repair_desktop.gui.widgets.growing_text import GrowingText  # noqa: E402
from repair_desktop.system.keyring_store import KeyringSecretStore  # noqa: E402

WISHES: dict[str, Any] = json.loads(os.environ.get("REMOTE", "{}"))

LOOK_EVERY = 5
"""Milliseconds between two looks at the screen."""

PATIENT_LOOKS = 10
"""So many looks belong to a click itself."""

BEAT = 100
"""Milliseconds between two beats. A machine that stands still beats no more."""

SAVED = "Saved, encrypted"

FIELDS = (QLineEdit, QPlainTextEdit)
CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, *FIELDS)


def tell(*line: object) -> None:
    """Write one line; at once, so that it is out whatever comes next."""
    os.write(1, json.dumps(line).encode() + b"\n")


class Remote(QObject):
    """Hands that are told what to do, and eyes that tell what they see."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._hands = Hands(program.window)
        self._heard = b""
        self._busy = False
        self._looks = 0
        self._told: dict[str, object] = {}
        self._waits: Callable[[], bool] | None = None
        self._ears = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._ears.activated.connect(self._hear)
        self._timers = [QTimer(self, interval=LOOK_EVERY), QTimer(self, interval=BEAT)]
        self._timers[0].timeout.connect(self._look)
        self._timers[1].timeout.connect(lambda: tell("beat"))
        for timer in self._timers:
            timer.start()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    # --- ears -------------------------------------------------------------------------------

    def _hear(self) -> None:
        read = os.read(0, 65536)
        if not read:
            os._exit(3)  # nobody is there any more
        self._heard += read
        while b"\n" in self._heard and not self._busy:
            line, self._heard = self._heard.split(b"\n", 1)
            command, *arguments = json.loads(line)
            self._do(command, arguments)

    def _do(self, command: str, arguments: list[Any]) -> None:
        self._busy = True
        self._looks = 0
        try:
            answer = getattr(self, f"do_{command}")(*arguments)
        except Exception as error:  # a control that went meanwhile
            answer = {"error": f"{type(error).__name__}: {error}"}
        if self._waits is None:
            self._answer(answer)

    def _answer(self, answer: object) -> None:
        if self._busy:
            self._busy = False
            tell("answer", answer)

    # --- eyes -------------------------------------------------------------------------------

    def _look(self) -> None:
        self._tell_saved()
        if self._waits is not None and self._waits():
            self._waits = None
            self._answer(None)
        elif self._busy and self._waits is None:
            # What was pressed asks something, and goes on once that dialog is closed.
            self._looks += 1
            if self._looks >= PATIENT_LOOKS and QApplication.activeModalWidget() is not None:
                self._answer(None)

    def _tell_saved(self) -> None:
        """Tell what stands on the screen as often as the screen says that it is saved."""
        page = self._program.window.current_page()
        if isinstance(page, JourneyPage) and self._says_saved(page):
            answers = {prompt: repr(part.answer()) for prompt, part in page._prompts.items()}
            self._tell_once("answers", [page._presenter.entry_id, answers])
        for form in self._program.window.findChildren(CheckInForm):
            mood = form._presenter.mood
            if form.isVisible() and mood is not None and self._says_saved(form):
                self._tell_once("check-in", [mood.id, mood.note])

    def _says_saved(self, page: QWidget) -> bool:
        return any(
            label.isVisible() and label.text() == SAVED for label in page.findChildren(QLabel)
        )

    def _tell_once(self, what: str, value: object) -> None:
        if self._told.get(what) != value:
            self._told[what] = value
            tell(what, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the title of every window."""
        titled = (QEvent.Type.WindowTitleChange, QEvent.Type.Show)
        if event.type() in titled and isinstance(watched, QWidget) and watched.isWindow():
            tell("title", watched.windowTitle())
        return False

    # --- what can be asked ------------------------------------------------------------------

    def do_page(self) -> str:
        page = self._program.window.current_page()
        return spoken_name(page) if page is not None else ""

    def do_door(self) -> str:
        """Return the state of the door, or "" while another page is shown."""
        page = self._program.window.current_page()
        return page._presenter.view.state.value if isinstance(page, UnlockPage) else ""

    def do_texts(self) -> list[str]:
        """Return everything that can be read on the screen."""
        return [*self._texts()]

    def _texts(self) -> Iterator[str]:
        for widget in self._shown(QWidget):
            if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
                yield widget.text()
            elif isinstance(widget, QPlainTextEdit):
                yield widget.toPlainText()
            elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
                for row in range(model.rowCount()):
                    for column in range(model.columnCount()):
                        yield str(model.index(row, column).data())

    def do_over(self) -> str:
        """Return the kind of menu or dialog that lies over the window, or ""."""
        over = self._over()
        return type(over).__name__ if over is not None else ""

    def do_look(self) -> list[tuple[str, str, bool]]:
        """Return every control that can be used: its kind, its name, whether words go in."""
        return [
            (type(widget).__name__, spoken_name(widget), _takes_words(widget))
            for widget in self._controls()
        ]

    def do_groups(self) -> list[str]:
        """Return the recovery code that is shown."""
        return list(next(self._hands.all(CodeView)).groups)

    def do_questions(self) -> list[tuple[str, bool]]:
        """Return the ids of what is asked, and whether it is answered in words."""
        page = self._program.window.current_page()
        asked = page._prompts.items() if isinstance(page, JourneyPage) else ()
        return [
            (str(key), isinstance(part.findChild(QPlainTextEdit), QPlainTextEdit))
            for key, part in asked
            if part.isVisible()
        ]

    def do_entry(self) -> str:
        page = self._program.window.current_page()
        return str(page._presenter.entry_id) if isinstance(page, JourneyPage) else ""

    def do_clipboard(self) -> str:
        return QApplication.clipboard().text()

    # --- what can be done -------------------------------------------------------------------

    def do_wait(self, *names: str) -> None:
        """Answer once something of one of the names can be used, or such a page is shown."""
        self._waits = lambda: self.do_page() in names or any(map(self._hands.sees, names))

    def do_wait_for_door(self, *states: str) -> None:
        self._waits = lambda: self.do_door() in states

    def do_wait_for_text(self, text: str) -> None:
        self._waits = lambda: any(text in part for part in self._texts())

    def do_settle(self) -> None:
        """Answer once nothing is on its way any more."""
        self._waits = lambda: not self._program.is_busy

    def do_press(self, name: str) -> None:
        self._hands.press(name)

    def do_press_number(self, number: int) -> None:
        """Press a control by its place in :meth:`do_look`."""
        self._hands.click(self._controls()[number])

    def do_type(self, text: str, name: str) -> str:
        """Type words at the end of a field; return all that stands there then."""
        return self._type(text, self._field(name))

    def do_empty(self, name: str) -> None:
        """Delete what stands in a field, by keys."""
        self._hands.click(self._field(name))
        self.do_keys("Ctrl+A")
        self.do_keys("Del")

    def do_type_number(self, text: str, number: int) -> str:
        """The same, by the field's place in :meth:`do_look`."""
        return self._type(text, self._controls()[number])

    def do_type_in_focus(self, text: str) -> str:
        """The same, in the field that has the keys."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, FIELDS)
        return self._type(text, focus)

    def do_answer(self, text: str, prompt: str) -> str:
        """The same, by the question's id."""
        page = self._program.window.current_page()
        assert isinstance(page, JourneyPage)
        [part] = [part for key, part in page._prompts.items() if key == prompt]
        field = part.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        return self._type(text, field)

    def do_keys(self, keys: str) -> None:
        """Press keys, such as ``"Ctrl+N"``."""
        pressed = QKeySequence(keys)[0]  # type: ignore[index]
        over = self._over() or self._program.window
        if not over.isActiveWindow():  # without a window manager nobody else does it
            over.activateWindow()
            QApplication.processEvents()
        focus = QApplication.focusWidget()
        if focus is None or not over.isAncestorOf(focus):
            focus = over.focusWidget() or over
        QTest.keyClick(focus, pressed.key(), pressed.keyboardModifiers())

    def do_escape(self) -> None:
        """Leave what lies over the page: a menu, or a dialog."""
        over = self._over()
        if over is not None:
            QTest.keyClick(over, Qt.Key.Key_Escape)

    def do_crash(self, words: str, where: str) -> None:
        """Let a bug happen that has the person's words in its message and in its variables."""
        held = [words]

        def bug() -> None:
            kept = {held[0]: words}
            json.loads(f'{{"{words}": {kept["nothing"]}}}')

        def bug_in_bug() -> None:
            try:
                bug()
            except KeyError as error:
                raise RuntimeError(words) from error

        if where == "thread":
            threading.Thread(target=bug_in_bug, name=words).start()
        elif where == "job":
            self._program._journal_jobs.submit(bug_in_bug, lambda _none: None, _raise)
        else:
            QTimer.singleShot(0, bug_in_bug)

    # --- inside -----------------------------------------------------------------------------

    def _field(self, name: str) -> QWidget:
        for field in self._controls():
            if isinstance(field, FIELDS) and spoken_name(field) == name:
                return field
        raise LookupError(name)

    def _type(self, text: str, field: QWidget) -> str:
        if not field.hasFocus():
            self._hands.click(field)
        self.do_keys("Ctrl+End")
        self.do_keys("End")
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(field, letter)
            else:  # QTest has no keys for these; an input method gives them
                composed = QInputMethodEvent()
                composed.setCommitString(letter)
                QApplication.sendEvent(field, composed)
        return field.words() if isinstance(field, GrowingText) else str(field.property("text"))

    def _over(self) -> QWidget | None:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    def _shown(self, kind: type[QWidget]) -> Iterator[QWidget]:
        roof = QApplication.activeModalWidget() or self._program.window
        for widget in roof.findChildren(kind):
            if widget.isVisible():
                yield widget

    def _controls(self) -> list[QWidget]:
        return [w for w in self._shown(QWidget) if isinstance(w, CONTROLS) and w.isEnabled()]


def _takes_words(widget: QWidget) -> bool:
    return isinstance(widget, FIELDS) and not widget.isReadOnly()


def _raise(error: Exception) -> None:
    raise error


class RemoteProgram(Program):
    """The program, with somebody else's hands and eyes."""

    def __init__(self, around: Surroundings) -> None:
        afresh = around.start_afresh
        if afresh is not None:

            def tell_and_start(looks: str) -> None:
                tell("clipboard", QApplication.clipboard().text())
                afresh(looks)

            around = replace(around, start_afresh=tell_and_start)
        super().__init__(around)

    def begin(self, locked: str | None = None) -> None:
        """Begin, and listen."""
        Remote(self)
        super().begin(locked)
        tell("born", locked is not None)

    def begin_demo(self, years: int = 1) -> None:
        """The same with a made-up journal."""
        Remote(self)
        super().begin_demo(years)
        tell("born", False)


class NamedStore(KeyringSecretStore):
    """The keyring under another name."""

    @property
    def name(self) -> str:
        return str(WISHES["keyring_name"])


def _holds_something(clipboard: QClipboard) -> bool:
    data = clipboard.mimeData()
    return data is not None and bool(data.formats())


if __name__ == "__main__":
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        # There the clipboard is this process's alone, but Qt never says so.
        QClipboard.ownsClipboard = _holds_something  # type: ignore[method-assign]
    vars(start)["Program"] = RemoteProgram
    if "quick" in WISHES:
        vars(start)["NaclSealer"] = quick_sealer
    if "silent_after" in WISHES:
        unlock.LONG_AFTER = WISHES["silent_after"]
    if "keyring_name" in WISHES:
        vars(start)["KeyringSecretStore"] = NamedStore
    if "worse" in WISHES:
        worse.make_worse(WISHES["worse"])
    code = main()
    tell("clipboard", QApplication.clipboard().text())
    sys.exit(code)

"""The tour: the program walks through itself and saves a picture of each screen.

It uses the real windows with real clicks and keys, a real journal in a temporary folder, and the
operating system's own keyring where there is one; its key is taken out again at the end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from repair_desktop.app.program import Program
from repair_desktop.app.surroundings import Surroundings
from repair_desktop.app.tour.camera import Camera, TourLook
from repair_desktop.app.tour.hands import Lost
from repair_desktop.app.tour.walk import Until, Walk
from repair_desktop.content.demo import load_demo
from repair_desktop.core.errors import KnownError, for_os_error
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.system.instance import InstanceLock
from repair_desktop.system.paths import Folders
from repair_desktop.system.preferences import PreferencesStore
from repair_desktop.system.vault_folder import DiskVaultFolder

LOOK_EVERY = 10
"""Milliseconds between two looks whether the walk can go on."""

PATIENCE = 60.0
"""Seconds until the tour gives up on something that does not happen."""


def tour(around: Surroundings, folder: Path) -> int:
    """Walk through the program and save pictures.

    Args:
        around: What the program stands on; its folders and its look are replaced.
        folder: Where the pictures go; made when it is not there.

    Returns:
        0, or 1 when it could not be done.
    """
    look = TourLook()
    camera = Camera(folder, look)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="repair-tour-") as temporary:
            own = _on_its_own(around, Path(temporary), look)
            worksheets = own.content.worksheets
            answers = load_demo(worksheets).stories[0].answers
            try:
                walk_through(own, Program.begin, lambda walk: walk.main_job(answers), camera)
            finally:
                _forget_key(own)
            walk_through(own, Program.begin_demo, Walk.made_up_journal, camera)
    except OSError as error:
        return _give_up(for_os_error(error))
    except KnownError as error:
        return _give_up(error)
    except Lost as error:
        sys.stderr.write(f"The tour stopped: “{error}” was not to be seen.\n")
        return 1
    sys.stdout.write(f"{2 * camera.taken} pictures are in {folder}\n")
    return 0


def _on_its_own(around: Surroundings, folder: Path, look: TourLook) -> Surroundings:
    return replace(
        around,
        folders=Folders(folder, folder),
        preferences=PreferencesStore(folder),
        system_look=look,
        instance=InstanceLock(folder),
    )


def walk_through(
    around: Surroundings,
    begin: Callable[[Program], None],
    steps: Callable[[Walk], Iterator[Until]],
    camera: Camera,
) -> None:
    """Run one program, and take its steps whenever what they wait for has come."""
    program = Program(around)
    walk = steps(Walk(program, camera))
    wait = Until("the beginning", lambda: True)
    since = time.monotonic()
    failure: list[Exception] = []

    def go_on() -> None:
        nonlocal wait, since
        try:
            if wait.is_true():
                wait, since = next(walk), time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                raise Lost(wait.what)
        except StopIteration:
            timer.stop()
            program.leave()
        except Exception as error:
            timer.stop()
            failure.append(error)
            program.leave()

    timer = QTimer(interval=LOOK_EVERY)
    timer.timeout.connect(go_on)
    begin(program)
    timer.start()
    around.app.exec()
    program.end()
    if failure:
        raise failure[0]


def _forget_key(around: Surroundings) -> None:
    """Take the tour's key out of the keyring again."""
    header = DiskVaultFolder(around.folders.data).read_header()
    if header is not None and header.keyring_account is not None:
        around.secrets.delete(header.keyring_account)


def _give_up(error: KnownError) -> int:
    sys.stderr.write(f"{ProblemWords().words(error).text}\n")
    return 1

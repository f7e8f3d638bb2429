"""A sheet that is being written for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from repair_desktop.core.errors import KnownError
from repair_desktop.core.sheets import Sheet, clean_line, clean_text
from repair_desktop.core.worksheets import Option
from repair_desktop.gui.jobs import Jobs
from repair_desktop.services.sheets import SheetService

KEEP_AFTER = 800
"""Milliseconds from the first unsaved key until the draft is kept."""


class EditorPresenter(QObject):
    """Keeps the draft in the journal while it is written, and saves it as a file.

    Signals:
        loaded: Another Sheet is to be shown in the fields.
        checked: The sheet is whole; where it goes is to be chosen.
        saved: The Path of the file that was written.
        discarded: The Sheet that was thrown away; :meth:`take_back` brings it back.
        failed: The KnownError that kept something from being done.
    """

    loaded = Signal(object)
    checked = Signal()
    saved = Signal(object)
    discarded = Signal(object)
    failed = Signal(object)

    def __init__(self, sheets: SheetService, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._jobs = jobs
        self._sheet: Sheet | None = None
        self._kept: Sheet | None = None
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._timer.timeout.connect(lambda: self.flush(lambda _kept: None))

    @property
    def sheet(self) -> Sheet | None:
        """The sheet as it would be saved, without stray characters; None before it is loaded."""
        return None if self._sheet is None else clean(self._sheet)

    def start(self) -> None:
        """Read the draft, or begin a blank one."""
        self._jobs.submit(self._sheets.draft, self._load, self._fail)

    def edit(self, sheet: Sheet) -> None:
        """Take what stands in the fields; which sheet it is and its version stay."""
        if self._sheet is None:
            return
        sheet = replace(sheet, id=self._sheet.id, version=self._sheet.version)
        if sheet != self._sheet:
            self._sheet = sheet
            if not self._timer.isActive():
                self._timer.start()

    def flush(self, then: Callable[[bool], None]) -> None:
        """Keep the draft; ``then`` learns whether it is kept."""
        self._timer.stop()
        sheet = self._sheet
        if sheet is None or sheet == self._kept:
            then(True)
            return

        def done(_none: None) -> None:
            self._kept = sheet
            then(True)

        def failed(error: Exception) -> None:
            then(False)
            self._fail(error)

        kept = None if _is_blank(sheet) else sheet
        self._jobs.submit(lambda: self._sheets.keep_draft(kept), done, failed)

    def check(self) -> None:
        """Check whether the sheet is whole, before a place for it is chosen."""
        sheet = self.sheet
        if sheet is not None:
            self._jobs.submit(
                lambda: self._sheets.check(sheet), lambda _none: self.checked.emit(), self._fail
            )

    def save_to(self, path: Path) -> None:
        """Save the sheet as a file. What is written from then on is its next version."""
        sheet = self.sheet
        if sheet is None:
            return

        def done(draft: Sheet) -> None:
            # What was typed meanwhile stays.
            if self._sheet is not None:
                self._sheet = replace(self._sheet, version=draft.version)
            self.saved.emit(path)
            self.flush(lambda _kept: None)

        self._timer.stop()
        self._jobs.submit(lambda: self._sheets.write(sheet, path), done, self._fail)

    def discard(self) -> None:
        """Begin a blank sheet in the place of this one."""
        before = self._sheet
        if before is None:
            return

        def done(blank: Sheet) -> None:
            self._load(blank)
            self.discarded.emit(before)

        def begin() -> Sheet:
            self._sheets.keep_draft(None)
            return self._sheets.draft()

        self._timer.stop()
        self._jobs.submit(begin, done, self._fail)

    def take_back(self, sheet: Sheet) -> None:
        """Go on with a sheet that was thrown away."""
        blank = self._kept
        self._load(sheet)
        self._kept = blank
        self.flush(lambda _kept: None)

    def _load(self, sheet: Sheet) -> None:
        self._sheet = self._kept = sheet
        self.loaded.emit(sheet)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.failed.emit(error)


def clean(sheet: Sheet) -> Sheet:
    """Return a sheet without characters that no file may hold, and without blank options."""
    return replace(
        sheet,
        title=clean_line(sheet.title),
        sender=clean_line(sheet.sender),
        introduction=clean_text(sheet.introduction),
        due=clean_line(sheet.due),
        prompts=tuple(
            replace(
                prompt,
                question=clean_text(prompt.question),
                helper=clean_text(prompt.helper),
                options=_clean_options(prompt.options),
                columns=_clean_options(prompt.columns),
                low_label=clean_line(prompt.low_label),
                mid_label=clean_line(prompt.mid_label),
                high_label=clean_line(prompt.high_label),
            )
            for prompt in sheet.prompts
        ),
    )


def _clean_options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    cleaned = (replace(option, text=clean_line(option.text)) for option in options)
    return tuple(option for option in cleaned if option.text)


def _is_blank(sheet: Sheet) -> bool:
    """Tell whether nothing was written on a sheet that was never saved."""
    texts = (sheet.title, sheet.sender, sheet.introduction, sheet.due)
    return sheet.version == 1 and not any(texts) and not sheet.prompts

"""Where something is saved, typed by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit


def type_name(dialog: QFileDialog, path: Path) -> None:
    """Type the name of a file. While the keys are in its line, Qt selects none by program."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))

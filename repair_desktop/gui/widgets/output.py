"""The ways out of the program: a printer, and a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Output(QObject):
    """Asks where something goes to, and brings it there.

    A copy is not locked. Where it holds a person's words, the page says so before.

    Signals:
        saved: A file was written; its path.
        failed: It was not; nothing that stood there before was changed.
    """

    saved = Signal(str)
    failed = Signal()

    def ask_to_print(self, draw: Callable[[QPrinter], None], name: str, parent: QWidget) -> None:
        """Ask for a printer, and print.

        Args:
            draw: Draws it all on the printer that was chosen.
            name: What the queue shows; never a person's words.
            parent: Over what the question is asked.
        """
        # Looking for printers takes time, and may talk to the printing system.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        dialog = QPrintDialog(printer, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.accepted.connect(lambda: draw(printer))
        QDialog.open(dialog)  # PySide declares only the form with a slot

    def ask_to_save(
        self, name: str, ending: str, parent: QWidget, make: Callable[[], Iterable[bytes]]
    ) -> None:
        """Ask for a file, and save there.

        Args:
            name: What the file is called at first; never a person's words.
            ending: Of its name, without the dot.
            parent: Over what the question is asked.
            make: Makes its bytes, in pieces, once a file was chosen.
        """
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(
            parent, self.tr("Save"), QStandardPaths.writableLocation(documents), f"*.{ending}"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{name}.{ending}")
        dialog.fileSelected.connect(lambda path: self.write(path, make()))
        QDialog.open(dialog)

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write a file, all or nothing: what stood there before goes only when it is whole."""
        file = QSaveFile(path)
        whole = file.open(QIODevice.OpenModeFlag.WriteOnly) and all(
            file.write(piece) == len(piece) for piece in pieces
        )
        if whole and file.commit():
            self.saved.emit(path)
        else:
            self.failed.emit()

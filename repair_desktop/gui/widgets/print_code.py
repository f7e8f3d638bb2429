"""Puts a recovery code on paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QWidget


class CodePrinter(QObject):
    """Asks for a printer and prints. Nothing of printing is loaded before it is wanted."""

    def print(self, groups: Sequence[str], parent: QWidget) -> None:
        """Ask for a printer, and print the groups on one page.

        Without a printer the dialog can still make a PDF.
        """
        # Looking for printers takes time, and may talk to the printing system.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Recovery code"))  # what the queue shows
        dialog = QPrintDialog(printer, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.accepted.connect(lambda: self.page(groups).print_(printer))
        QDialog.open(dialog)  # PySide declares only the form with a slot

    def page(self, groups: Sequence[str]) -> QTextDocument:
        """Return the page that is printed."""
        cells = "".join(
            f"<td style='padding: 8pt'><small>{number}</small><br/>"
            f"<span style='font-family: monospace; font-size: 18pt'>{escape(group)}</span></td>"
            for number, group in enumerate(groups, start=1)
        )
        lines = "".join(
            f"<p>{escape(line)}</p>"
            for line in (
                self.tr("It opens your journal in Repair when nothing else does."),
                self.tr("Anyone who has it and your computer can read what you wrote."),
                self.tr(
                    "Keep it away from your computer. Spaces, dashes and small letters are "
                    "all right when you type it."
                ),
            )
        )
        document = QTextDocument()
        document.setHtml(
            f"<h2>{escape(self.tr('Recovery code'))}</h2><table><tr>{cells}</tr></table>{lines}"
        )
        return document

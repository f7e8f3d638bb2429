"""About Repair: its version, its parts, their licences, and how to replace Qt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from repair_desktop.gui.about.parts import About, Part
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.paths import breakable
from repair_desktop.gui.widgets.words import words


class AboutPage(Page):
    """Shows what this copy is made of.

    Signals:
        licence_requested: A :class:`Part` whose terms are to be read.
        closed: Back to where the person was.
    """

    licence_requested = Signal(object)
    closed = Signal()

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_header(
            self.tr("About Repair"),
            self.tr("Version {version}. Free software under the MIT licence.").format(
                version=about.version
            ),
        )
        self.add_widget(self._qt(about))
        self.add_widget(self._parts(about))
        self.set_way_back(self.closed)

    def _qt(self, about: About) -> Card:
        card = Card()
        card.lines.setSpacing(2 * SPACE)
        for text, role in (
            (self.tr("Qt, and how to replace it"), "question"),
            (
                self.tr(
                    "Repair is built on Qt, under the GNU Lesser General Public License, version "
                    "3. You may use a changed Qt in its place, and take Repair apart as far as "
                    "that needs."
                ),
                "",
            ),
            (self.tr("Qt’s libraries are files of their own, in this folder:"), ""),
            (breakable(about.qt_folder), ""),
            (
                self.tr(
                    "Close Repair, put your build of the same version in their place, and start "
                    "Repair again."
                ),
                "",
            ),
        ):
            card.lines.addWidget(words(text, role))
        if about.sign_again:
            card.lines.addWidget(
                words(
                    self.tr(
                        "Before you start it: your Mac runs only what is signed, and the changed "
                        "program is not. Open Terminal, and type this to sign it yourself:"
                    )
                )
            )
            card.lines.addWidget(words(about.sign_again))
        return card

    def _parts(self, about: About) -> Card:
        card = Card()
        card.lines.setSpacing(SPACE)
        card.lines.addWidget(words(self.tr("What it is made of"), "question"))
        if not about.parts:
            card.lines.addWidget(
                words(
                    self.tr(
                        "This copy runs from its source. The licences of its parts lie beside "
                        "them; docs/dependencies.md names each."
                    )
                )
            )
        for part in about.parts:
            card.lines.addWidget(self._line(part))
        return card

    def _line(self, part: Part) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, spacing=4 * SPACE)
        button = QPushButton(self.tr("Read"))
        button.setAccessibleName(self.tr("Read the licence: {name}").format(name=part.name))
        button.setAccessibleDescription(part.licence)
        set_role(button, "secondary")
        button.clicked.connect(partial(self.licence_requested.emit, part))
        flow.addWidget(button)
        text = words(f"{part.title}\n{part.licence}", "beside-buttons")
        flow.addWidget(text)
        return line

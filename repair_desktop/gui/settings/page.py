"""Settings. Everything applies at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

from repair_desktop.core.preferences import TEXT_HIGH, TEXT_LOW, Preferences, ThemeName
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.journal_card import JournalCards
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.settings.vault_card import VaultCard
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.pressing import show_checked
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

TEXT_STEP = 10


class KeyPlace(Enum):
    """What opens the journal."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class StorageFacts:
    """What the page says about the journal.

    Attributes:
        folder: Where it lies.
        key: What opens it, or None while it is not known.
        keyring: What the person knows the keyring as.
        version: The program's version.
        has_code: Whether a recovery code opens it too; None while that is not known.
    """

    folder: Path
    key: KeyPlace | None
    keyring: str
    version: str
    has_code: bool | None = None


class SettingsPage(Page):
    """Wording, writing and locking while a journal is open; the rest always.

    Args:
        captures_refused: Whether windows could not be kept out of captures; None where nothing can.
        shows_tray: Whether the desktop shows icons beside the clock.

    Signals:
        preferences_changed: The new Preferences.
        closed: Back to where the person was.
        lock_requested, code_requested, backups_requested, move_requested, delete_requested: As the
            card "Your journal" says; only while a journal is open that is no made-up one.
    """

    preferences_changed = Signal(object)
    closed = Signal()
    lock_requested = Signal()
    code_requested = Signal()
    backups_requested = Signal()
    move_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        preferences: Preferences,
        languages: tuple[str, ...],
        facts: StorageFacts,
        problems: ProblemWords,
        presenter: SettingsPresenter | None,
        parent: QWidget | None = None,
        captures_refused: bool | None = None,
        shows_tray: bool = False,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.set_header(self.tr("Settings"), self.tr("Everything here applies at once."))
        if presenter is not None:
            self.add_widget(JournalCards(presenter, problems, facts.key is KeyPlace.KEYRING))
        self._boxes: dict[str, WrappingBox] = {}
        self.add_widget(self._appearance())
        self.add_widget(self._tray(shows_tray or preferences.tray_icon, shows_tray))
        if captures_refused is not None:
            self.add_widget(self._screen(captures_refused))
        if len(languages) > 1:
            self.add_widget(self._language(preferences, languages))
        self.add_widget(self._storage(facts))
        if presenter is not None and facts.key is not KeyPlace.DEMO:
            self.add_widget(self._vault())
        self.add_widget(self._about(facts))
        if presenter is None:
            self.set_way_back(self.closed)
        self.show_preferences(preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show preferences that were changed elsewhere, such as by a key."""
        self._preferences = preferences
        self._theme.setCurrentIndex(self._theme.findData(preferences.theme))
        for control in (self._size, self._percent):
            with QSignalBlocker(control):
                control.setValue(preferences.text_percent)
        for field, box in self._boxes.items():
            show_checked(box, getattr(preferences, field))

    # --- appearance -------------------------------------------------------------------------

    def _appearance(self) -> Card:
        card = self._card(self.tr("Appearance"))
        self._theme = QComboBox()
        self._theme.setAccessibleName(self.tr("Colours"))
        names = {
            "system": self.tr("As the computer"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        for name in get_args(ThemeName):
            self._theme.addItem(names[name], name)
        self._theme.activated.connect(
            lambda _: self._change(replace(self._preferences, theme=self._theme.currentData()))
        )
        colours = words(self.tr("Colours"), "helper")
        colours.setBuddy(self._theme)  # a combo box has no other name on Linux
        card.lines.addWidget(colours)
        card.lines.addWidget(self._theme)

        card.lines.addWidget(words(self.tr("Size of text, in per cent"), "helper"))
        row = QHBoxLayout()
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setAccessibleName(self.tr("Size of text, in per cent"))
        self._percent = QSpinBox()
        self._percent.setAccessibleName(self.tr("Size of text, as a number"))
        for control in (self._size, self._percent):
            control.setRange(TEXT_LOW, TEXT_HIGH)
            control.setSingleStep(TEXT_STEP)
            control.valueChanged.connect(self._resize_text)
        self._size.setPageStep(TEXT_STEP)
        # A page that grows under the pointer would run away from it: apply when it is let go.
        self._size.setTracking(False)
        row.addWidget(self._size, 1)
        row.addWidget(self._percent)
        card.lines.addLayout(row)
        let_wheel_pass(self._theme, self._size, self._percent)
        for text, field in (
            (self.tr("Use the computer's own font"), "system_font"),
            (self.tr("Nothing moves"), "reduced_motion"),
            (self.tr("A window title that does not name Repair"), "neutral_title"),
        ):
            card.lines.addWidget(self._box(text, field))
        return card

    def _box(self, text: str, field: str) -> WrappingBox:
        """Return a box for a preference that is on or off."""
        box = self._boxes[field] = WrappingBox(text)
        box.toggled.connect(lambda on: self._change(replace(self._preferences, **{field: on})))
        return box

    def _tray(self, offered: bool, shows_tray: bool) -> Card:
        card = self._card(self.tr("Beside the clock"))
        box = self._box(self.tr("Show an icon beside the clock"), "tray_icon")
        box.setEnabled(offered)
        card.lines.addWidget(box)
        text = self.tr(
            "Its menu has four lines: Check in, Show the window, Lock, Quit. Nothing you wrote is "
            "in it. Its name is Notes while the window title does not name Repair. Closing the "
            "window still ends Repair, and the icon goes with it."
        )
        missing = self.tr("Your desktop shows no such icons now.")
        if not shows_tray:
            text = f"{missing} {text}"
            box.setAccessibleDescription(missing)
        card.lines.addWidget(words(text, "helper"))
        return card

    def _screen(self, refused: bool) -> Card:
        card = self._card(self.tr("Screen"))
        text = self.tr("Keep Repair out of screenshots and screen sharing")
        card.lines.addWidget(self._box(text, "screen_guard"))
        text = self.tr(
            "Windows leaves it out of screenshots, recordings and Recall. Screen readers still "
            "work. A camera sees the screen all the same. Turn this off to show somebody what is "
            "here while you share your screen."
        )
        if refused:
            text = self.tr("Windows does not do this on this computer.")
        card.lines.addWidget(words(text, "helper"))
        return card

    def _language(self, preferences: Preferences, languages: tuple[str, ...]) -> Card:
        card = Card()
        title = words(self.tr("Language"), "question")
        card.lines.addWidget(title)
        box = QComboBox()
        title.setBuddy(box)
        box.setAccessibleName(self.tr("Language"))
        box.addItem(self.tr("As the computer"), "")
        for code in languages:
            box.addItem(QLocale(code).nativeLanguageName(), code)
        box.setCurrentIndex(max(0, box.findData(preferences.language)))
        box.activated.connect(
            lambda _: self._change(replace(self._preferences, language=box.currentData()))
        )
        let_wheel_pass(box)
        card.lines.addWidget(box)
        card.lines.addWidget(words(self.tr("Repair speaks it from its next start on."), "helper"))
        return card

    def _resize_text(self, percent: int) -> None:
        changed = replace(self._preferences, text_percent=percent)
        self.show_preferences(changed)
        self.preferences_changed.emit(changed)

    def _change(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_changed.emit(preferences)

    # --- what is said -----------------------------------------------------------------------

    def _storage(self, facts: StorageFacts) -> Card:
        card = self._card(self.tr("What is stored, where, and who can open it"))
        card.lines.addWidget(
            words(
                self.tr(
                    "Everything you write lies in one locked file on this computer, with copies "
                    "of the last days beside it. Nothing is sent anywhere."
                )
            )
        )
        place = QLineEdit(str(facts.folder))
        place.setReadOnly(True)
        place.setCursorPosition(0)
        place.setAccessibleName(self.tr("The folder"))
        card.lines.addWidget(place)
        match facts.key:
            case KeyPlace.KEYRING:
                text = self.tr(
                    "Its key lies in your computer's password store ({store}). Anyone who can use "
                    "your computer login can open it."
                ).format(store=facts.keyring)
            case KeyPlace.PASSPHRASE:
                text = self.tr(
                    "It opens with your passphrase only. If the passphrase is forgotten, nobody "
                    "can open it."
                )
                if facts.has_code:
                    text = self.tr("It opens with your passphrase.")
            case KeyPlace.DEMO:
                text = self.tr("This is a made-up journal. It is gone when you leave it.")
            case None:
                text = self.tr("It is not open now.")
        if facts.has_code:
            text += " " + self.tr("It opens with your recovery code as well.")
        elif facts.has_code is False:
            text += " " + self.tr("It has no recovery code.")
        card.lines.addWidget(words(text))
        return card

    def _vault(self) -> VaultCard:
        card = VaultCard()
        card.lock_requested.connect(self.lock_requested)
        card.code_requested.connect(self.code_requested)
        card.backups_requested.connect(self.backups_requested)
        card.move_requested.connect(self.move_requested)
        card.delete_requested.connect(self.delete_requested)
        return card

    def _about(self, facts: StorageFacts) -> Card:
        card = self._card(self.tr("About Repair"))
        for text in (
            self.tr("Repair {version}. Free software under the MIT licence.").format(
                version=facts.version
            ),
            self.tr("There is no network code in this program: no account, no cloud, no counting."),
            self.tr("Not for emergencies. No one can see what you write, so no one can send help."),
            self.tr(
                "Built on Qt (LGPL), SQLCipher, keyring, PyNaCl and msgspec. Fonts: Atkinson "
                "Hyperlegible Next and Lora (OFL). Icons: Lucide (ISC)."
            ),
        ):
            card.lines.addWidget(self._selectable(text))
        return card

    def _card(self, title: str) -> Card:
        card = Card()
        card.lines.addWidget(words(title, "question"))
        return card

    def _selectable(self, text: str) -> QLabel:
        label = words(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

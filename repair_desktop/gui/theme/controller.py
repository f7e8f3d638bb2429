"""Applies a look: palette, style sheet and font, always together.

A style sheet does not follow a later change of the palette, so neither is ever set alone.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from repair_desktop.gui.theme.fonts import load_fonts
from repair_desktop.gui.theme.palette import palette
from repair_desktop.gui.theme.stylesheet import stylesheet
from repair_desktop.gui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Theme,
    Tokens,
)


class SystemLook(Protocol):
    """What the desktop says about its look. Injected: without a desktop it is always unknown."""

    def is_dark(self) -> bool:
        """Tell whether the desktop is dark; False where it does not say."""
        ...

    def wants_contrast(self) -> bool:
        """Tell whether the desktop asks for high contrast."""
        ...


class QtSystemLook:
    """What Qt knows of the desktop."""

    def is_dark(self) -> bool:
        """Tell whether the desktop is dark."""
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def wants_contrast(self) -> bool:
        """Tell whether the desktop asks for high contrast."""
        hints = QGuiApplication.styleHints()  # kept: PySide lets what it gives go with it
        return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


class ThemeController(QObject):
    """Holds the present look.

    Signals:
        changed: The look is another one now; painters ask :attr:`tokens` again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, system: SystemLook) -> None:
        super().__init__(app)
        self._app = app
        self._system = system
        self._families = load_fonts()
        self._theme = Theme.SYSTEM
        self._text_percent = 100
        self._system_font = False
        self._reduced_motion = False
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)
        self._tokens = self._choose()

    @property
    def tokens(self) -> Tokens:
        """The present look."""
        return self._tokens

    def apply(
        self,
        theme: Theme,
        text_percent: int = 100,
        system_font: bool = False,
        reduced_motion: bool = False,
    ) -> None:
        """Show a look, everywhere and at once.

        Args:
            theme: Which one; SYSTEM follows the desktop.
            text_percent: Size of text, 90 to 200.
            system_font: Whether the desktop's font replaces the bundled ones.
            reduced_motion: Whether nothing moves.
        """
        self._theme = theme
        self._text_percent = text_percent
        self._system_font = system_font
        self._reduced_motion = reduced_motion
        self._show()

    def follow_system(self) -> None:
        """Look again at what the desktop wants."""
        if self._theme in (Theme.SYSTEM, Theme.CONTRAST):
            self._show()

    def _show(self) -> None:
        self._tokens = self._choose()
        font = QFont(self._tokens.text_family)
        font.setPixelSize(self._tokens.text_size)
        self._app.setFont(font)
        self._app.setPalette(palette(self._tokens))
        self._app.setStyleSheet(stylesheet(self._tokens))
        self.changed.emit()

    def _choose(self) -> Tokens:
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return Tokens(
            colours=self._colours(),
            text_percent=self._text_percent,
            text_family=general if self._system_font else self._families.text,
            heading_family=general if self._system_font else self._families.heading,
            high_contrast=self._is_contrast(),
            reduced_motion=self._reduced_motion,
        )

    def _is_contrast(self) -> bool:
        if self._theme is Theme.SYSTEM:
            return self._system.wants_contrast()
        return self._theme is Theme.CONTRAST

    def _colours(self) -> Colours:
        dark = self._theme is Theme.DARK or (
            self._theme in (Theme.SYSTEM, Theme.CONTRAST) and self._system.is_dark()
        )
        if self._is_contrast():
            return CONTRAST_DARK if dark else CONTRAST_LIGHT
        return DARK if dark else LIGHT

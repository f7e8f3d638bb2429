"""Takes pictures of the window, light and dark."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from repair_desktop.core.errors import DiskFault
from repair_desktop.gui.theme.controller import ThemeController


class TourLook:
    """A desktop that is light or dark as the camera asks."""

    def __init__(self) -> None:
        self.dark = False

    def is_dark(self) -> bool:
        """Tell whether the desktop is dark."""
        return self.dark

    def wants_contrast(self) -> bool:
        """Tell that no high contrast is wanted."""
        return False


class Camera:
    """Saves numbered pictures.

    Args:
        folder: Where to; it is there.
        look: The desktop that the program follows.
    """

    def __init__(self, folder: Path, look: TourLook) -> None:
        self._folder = folder
        self._look = look
        self.taken = 0

    def take(self, window: QWidget, theme: ThemeController, name: str) -> None:
        """Save the window as it is, once light and once dark.

        Raises:
            DiskFault: The picture could not be written.
        """
        self.taken += 1
        # Beginning with the look that is there saves half the changes.
        for dark in (self._look.dark, not self._look.dark):
            if dark is not self._look.dark:
                self._look.dark = dark
                theme.follow_system()
            QApplication.processEvents()
            path = self._folder / f"{self.taken:02d}-{name}-{'dark' if dark else 'light'}.png"
            if not window.grab().save(str(path)):
                raise DiskFault()
            # Pictures are made to be shown around; everything else the program writes is private.
            path.chmod(0o644)

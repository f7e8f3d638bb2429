"""Who pressed a button that stays pressed: the person or the program.

A screen reader presses such a button through the action "toggle". The button changes then, but it
is never clicked: whoever listens to ``clicked`` alone is deaf to these people. So what a person
does is heard by ``toggled``, and what the program shows is shown without any signal.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QAbstractButton


def on_chosen(button: QAbstractButton, act: Callable[[], object]) -> None:
    """Act when the person chooses one button of several: by mouse, by key or by screen reader.

    Chosen once more, it acts once more, as far as Qt lets that be seen. Where Qt does not keep it
    from being switched off by that, ``act`` shows what is chosen now.
    """
    _Listener(button, act)


def show_checked(button: QAbstractButton, on: bool) -> None:
    """Show a button as chosen or not without telling anybody."""
    if button.isChecked() is not on:
        with QSignalBlocker(button):
            button.setChecked(on)
        button.updateGeometry()  # the button itself did not hear of it either


class _Listener(QObject):
    """Hears each choice once, whether it comes as a change, as a click or as both."""

    def __init__(self, button: QAbstractButton, act: Callable[[], object]) -> None:
        super().__init__(button)
        self._button = button
        self._act = act
        self._heard = False
        button.pressed.connect(self._begin)
        button.toggled.connect(self._change)
        button.clicked.connect(self._click)

    def _begin(self) -> None:
        self._heard = False

    def _change(self, on: bool) -> None:
        if on or not _is_exclusive(self._button):
            self._heard = True
            self._act()

    def _click(self) -> None:
        # Nothing changes where the chosen one of exclusive buttons is clicked.
        if not self._heard:
            self._act()


def _is_exclusive(button: QAbstractButton) -> bool:
    """Tell whether Qt switches this button off when another one is chosen, and only then."""
    group = button.group()
    return group.exclusive() if group else button.autoExclusive()

"""The states of a rupture in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.ruptures import RuptureState


class StateWords(QObject):
    """Names every state. Settled and left as it is are both endings, and look the same."""

    def name(self, state: RuptureState) -> str:
        """Return a state's name."""
        match state:
            case RuptureState.NOTED:
                return self.tr("Noted")
            case RuptureState.EXPLORING:
                return self.tr("Exploring")
            case RuptureState.READY:
                return self.tr("Ready to raise")
            case RuptureState.RAISED:
                return self.tr("Raised")
            case RuptureState.MENDING:
                return self.tr("Mending")
            case RuptureState.SETTLED:
                return self.tr("Settled")
            case RuptureState.LEFT:
                return self.tr("Left as it is")
            case RuptureState.OUTSIDE_HELP:
                return self.tr("Needs outside help")

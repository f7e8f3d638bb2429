"""What a check-in holds beside its mood, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from repair_desktop.gui.check_in.entered import Entered
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.widgets.choices import ChoiceGroup
from repair_desktop.gui.widgets.dates import moment_words


class DetailWords(QObject):
    """Names time, feelings, tags and what it belongs to, and tells that there is a note.

    Args:
        groups: Every word that can be chosen.
        links: Names what it belongs to.
    """

    def __init__(
        self, groups: Sequence[ChoiceGroup], links: LinkWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._links = links
        self._texts = {choice.id: choice.text for group in groups for choice in group.choices}

    def all(self, entered: Entered) -> str:
        """Return the time, unless it is now, and :meth:`but_time`."""
        when = moment_words(entered.when) if entered.when is not None else ""
        return _joined(when, self.but_time(entered))

    def but_time(self, entered: Entered) -> str:
        """Return what there is, or ""."""
        feelings = [w.word if w.own else self._texts.get(w.word, w.word) for w in entered.feelings]
        tags = [self._texts.get(tag, tag) for tag in entered.tags]
        note = self.tr("with a note") if entered.note else ""
        rupture, session = "", ""
        if entered.rupture_id is not None:
            rupture = self._links.of_rupture(entered.rupture_id)
        if entered.session_id is not None:
            session = self._links.of_session(entered.session_id)
        return _joined(", ".join(feelings), ", ".join(tags), note, rupture, session)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))

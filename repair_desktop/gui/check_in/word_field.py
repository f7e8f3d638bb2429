"""Words to choose from, made when they are first looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from repair_desktop.gui.widgets.choices import ChoiceGroup, ChoiceRules, Choices, Chosen
from repair_desktop.gui.widgets.prompts.choice import SEARCH_FROM


class WordField(QWidget):
    """A list of words with own words and those used lately on top.

    A new check-in gets a new list: nothing that was searched or added for another one stays.

    Signals:
        changed: :attr:`chosen` is another now.
    """

    changed = Signal()

    def __init__(
        self, name: str, groups: Sequence[ChoiceGroup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._groups = groups
        count = sum(len(group.choices) for group in groups)
        self._rules = ChoiceRules(own_words=True, search=count >= SEARCH_FROM)
        self._chosen: tuple[Chosen, ...] = ()
        self._choices: Choices | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What was chosen, in the order it was, and own words that are still being typed."""
        typed = self._choices.typed() if self._choices is not None else None
        return self._chosen if typed is None else (*self._chosen, typed)

    def show_chosen(self, chosen: Sequence[Chosen]) -> None:
        """Show choices without telling anybody. The list is gone until :meth:`make_list`."""
        self._chosen = tuple(chosen)
        if self._choices is not None:
            self._lines.removeWidget(self._choices)
            self._choices.hide()
            self._choices.deleteLater()
            self._choices = None

    def make_list(self, recent: Sequence[str]) -> None:
        """Make the list, where there is none."""
        if self._choices is None:
            self._choices = Choices(self._name, self._groups, self._rules, recent)
            self._choices.set_chosen(self._chosen)
            self._choices.changed.connect(self._take)
            self._choices.typing.connect(self.changed)
            self._lines.addWidget(self._choices)

    def _take(self) -> None:
        assert self._choices is not None
        self._chosen = self._choices.chosen()
        self.changed.emit()

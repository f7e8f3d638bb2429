"""Chooses which check-ins are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.mood_filter import EVERYTHING, MoodFilter, Used, Word
from repair_desktop.core.sessions import in_order
from repair_desktop.core.timeline import Timeline
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.choices import Choice, ChoiceGroup, ChoiceRules, Choices, Chosen
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.prompts.choice import SEARCH_FROM
from repair_desktop.gui.widgets.rupture_words import RuptureWords
from repair_desktop.gui.widgets.session_words import SessionWords
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words


class SiftCard(Card):
    """Tags, feelings, a session and a rupture to choose, of those that check-ins have.

    Args:
        name: What the therapist is called.
        word_names: The words of feelings and tags, by their ids.

    Signals:
        sifted: The MoodFilter that is asked for now.
        closed: The person is finished with it.
    """

    sifted = Signal(object)
    closed = Signal()

    def __init__(
        self, name: TherapistName, word_names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word_names = word_names
        self._ruptures = RuptureWords(name, self)
        self._sessions = SessionWords(self)
        self._asked = EVERYTHING
        self._parts: list[QWidget] = []
        self.lines.addWidget(words(self.tr("Show only check-ins with…"), "question"))
        self._clear = QPushButton(self.tr("Show all check-ins"))
        self._clear.clicked.connect(self._ask_for_all)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.closed)
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self._clear, close):
            set_role(button, "secondary")
            flow.addWidget(button)
        self.lines.addWidget(row)

    @property
    def asked(self) -> MoodFilter:
        """What is chosen in it."""
        return self._asked

    def show_used(self, used: Used, timeline: Timeline, asked: MoodFilter) -> None:
        """Offer what there is, with what is asked for already chosen."""
        self._asked = asked
        for part in self._parts:
            self.lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._add_words(
            self.tr("Tags"),
            {tag: (self._word_names.get(tag, tag), n) for tag, n in used.tags.items()},
            asked.tags,
            "tags",
        )
        self._add_words(
            self.tr("Feelings"),
            {word: (self._word(word), n) for word, n in used.feelings.items()},
            asked.feelings,
            "feelings",
        )
        sessions = [
            (self._sessions.short(session), session.id)
            for session in reversed(in_order(timeline.sessions.values()))
            if session.id in used.sessions
        ]
        self._add_box(self.tr("A session"), sessions, asked.session_id, "session_id")
        ruptures = [
            (self._ruptures.title(summary), summary.rupture.id)
            for summary in timeline.ruptures
            if summary.rupture.id in used.ruptures
        ]
        self._add_box(self.tr("A rupture"), ruptures, asked.rupture_id, "rupture_id")
        if not self._parts:
            self._add(
                words(self.tr("No check-in has a tag, a feeling, a session or a rupture yet."))
            )
        self._show_state()
        tab_in_reading_order(self)

    def _word(self, word: Word) -> str:
        return word.word if word.own else self._word_names.get(word.word, word.word)

    # --- building ---------------------------------------------------------------------------

    def _add(self, part: QWidget) -> None:
        self.lines.insertWidget(1 + len(self._parts), part)
        self._parts.append(part)

    def _add_words(
        self,
        title: str,
        used: Mapping[Any, tuple[str, int]],
        chosen: frozenset[Any],
        what: str,
    ) -> None:
        """Add chips, the most frequent first. Their ids are places, since own words can be any."""
        if not used:
            return
        keys = list(used)
        said = self.tr("{word} ({n})")
        choices = tuple(
            Choice(str(place), said.replace("{n}", str(n)).replace("{word}", text))
            for place, (text, n) in enumerate(used.values())
        )
        rules = ChoiceRules(search=len(choices) >= SEARCH_FROM)
        chips = Choices(title, [ChoiceGroup(title, choices)], rules)
        chips.set_chosen([Chosen(str(place)) for place, key in enumerate(keys) if key in chosen])
        chips.changed.connect(
            lambda: self._ask(**{what: frozenset(keys[int(c.word)] for c in chips.chosen())})
        )
        self._add(chips)

    def _add_box(
        self, title: str, offered: Sequence[tuple[str, str]], chosen: str | None, what: str
    ) -> None:
        if not offered:
            return
        box = QComboBox()
        box.setAccessibleName(title)
        label = words(title, "small")
        label.setBuddy(box)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(self.tr("Any"), None)
        for text, key in offered:
            box.addItem(text, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        let_wheel_pass(box)
        box.currentIndexChanged.connect(lambda _: self._ask(**{what: box.currentData()}))
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        lines.addWidget(label)
        lines.addWidget(box)
        self._add(part)

    # --- what the person does ---------------------------------------------------------------

    def _ask(self, **asked: Any) -> None:
        self._asked = replace(self._asked, **asked)
        self._show_state()
        self.sifted.emit(self._asked)

    def _ask_for_all(self) -> None:
        self._asked = EVERYTHING
        self.sifted.emit(EVERYTHING)
        self.closed.emit()

    def _show_state(self) -> None:
        self._clear.setEnabled(not self._asked.lets_all_through)

"""Choices in groups: one or several, with a search, own words and strengths where wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.chip import Chip
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.number_box import BLANK, NumberBox
from repair_desktop.gui.widgets.pressing import show_checked
from repair_desktop.gui.widgets.words import words

MOST_RECENT = 6
"""How many recently used words stand on top."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its id and its words."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Choices under a heading, with a quiet sentence and one that follows a choice.

    Attributes:
        counts: Whether they count towards the largest number of choices. What does not count can
            always be chosen.
        own: Whether they are the person's own words: each id is the words themselves.
    """

    title: str
    choices: tuple[Choice, ...]
    note: str = ""
    follow_up: str = ""
    counts: bool = True
    own: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that was chosen.

    Attributes:
        word: The choice's id, or the person's own word when ``own`` is true.
        strength: 0 to 10, or None.
    """

    word: str
    own: bool = False
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceRules:
    """How choices behave.

    Attributes:
        single: Whether choosing one takes the other back.
        most: The largest number of choices that count, or None.
        own_words: Whether the person may add words.
        search: Whether there is a search field.
        strengths: Whether each chosen word can have a strength.
    """

    single: bool = False
    most: int | None = None
    own_words: bool = False
    search: bool = False
    strengths: bool = False


class Choices(QWidget):
    """Chips in groups.

    Each group is one stop for the Tab key; arrow keys move inside it, Space chooses.

    Signals:
        changed: The choices are others now.
        typing: :meth:`typed` is another now.
    """

    changed = Signal()
    typing = Signal()

    def __init__(
        self,
        name: str,
        groups: Sequence[ChoiceGroup],
        rules: ChoiceRules,
        recent: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._rules = rules
        self._free = {c.id for group in groups if not group.counts for c in group.choices}
        self._chosen: list[Chosen] = []
        self._strength_rows: list[tuple[str, bool]] | None = None
        self._chips: dict[tuple[str, bool], Chip] = {}
        self._groups: list[_Group] = []
        self._own_group: _Group | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP // 2)
        self.setAccessibleName(name)
        self._search = self._add_search() if rules.search else None
        self._nothing_found = words("", "muted")
        self._nothing_found.hide()
        self._lines.addWidget(self._nothing_found)
        self._own_place = QVBoxLayout()
        self._add_groups(groups, recent)
        self._lines.addLayout(self._own_place)
        self._own_field = self._add_own_field() if rules.own_words else None
        self._strengths = QVBoxLayout()
        self._lines.addLayout(self._strengths)
        self._full = words("", "muted")
        self._full.hide()
        self._lines.addWidget(self._full)

    def chosen(self) -> tuple[Chosen, ...]:
        """Return what was chosen, in the order it was."""
        return tuple(self._chosen)

    def set_chosen(self, chosen: Sequence[Chosen]) -> None:
        """Show choices without telling anybody. Unknown ids are kept, though nothing shows them."""
        self._chosen = list(chosen)
        self._strength_rows = None
        for word in chosen:
            if word.own and (word.word, True) not in self._chips:
                self._add_own_chip(word.word)
        self._show()

    def typed(self) -> Chosen | None:
        """Return what own words that stand in their field, not added yet, would be as a choice."""
        text = self._own_field.text().strip() if self._own_field is not None else ""
        word, own = self._named(text)
        return Chosen(word, own) if text and not self._is_chosen(word, own) else None

    def take_typed(self) -> None:
        """Take own words that stand in their field and were not added yet."""
        if self._own_field is not None:
            self._add_own()

    # --- building ---------------------------------------------------------------------------

    def _add_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search"))
        search.setAccessibleName(self.tr("Search: {name}").format(name=self._name))
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._filter)
        search.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._lines.addWidget(search)
        return search

    def _add_groups(self, groups: Sequence[ChoiceGroup], recent: Sequence[str]) -> None:
        known = {choice.id: choice for group in groups for choice in group.choices}
        used = [word for word in recent if self._rules.own_words or word in known]
        lately = used[:MOST_RECENT]
        if lately:
            group = self._add_group(ChoiceGroup(self.tr("Used lately"), ()))
            for word in lately:
                if word in known:
                    self._add_chip(group, known[word].text, word, own=False)
                else:
                    self._add_chip(group, word, word, own=True)
        for described in groups:
            group = self._add_group(described)
            for choice in described.choices:
                if choice.id in lately:
                    group.lend(self._chips[(choice.id, False)])
                else:
                    self._add_chip(group, choice.text, choice.id, described.own)
        for word in used[MOST_RECENT:]:
            if word not in known:
                self._add_own_chip(word)
        for group in self._groups:
            group.filter("")  # hides one whose words all stand on top

    def _add_group(self, described: ChoiceGroup) -> _Group:
        name = f"{self._name}: {described.title}" if described.title else self._name
        group = _Group(described, name)
        self._groups.append(group)
        self._lines.addWidget(group)
        return group

    def _add_chip(self, group: _Group, text: str, word: str, own: bool) -> Chip:
        chip = group.add(text)
        self._chips[(word, own)] = chip
        chip.toggled.connect(lambda on: self._toggle(Chosen(word, own), on))
        return chip

    def _add_own_field(self) -> QLineEdit:
        row = QHBoxLayout()
        field = QLineEdit()
        field.setPlaceholderText(self.tr("Own words"))
        field.setAccessibleName(self.tr("Own words: {name}").format(name=self._name))
        field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        # Also when the field is left: nobody's words are lost for want of a click on "Add".
        field.editingFinished.connect(self._add_own)
        field.textChanged.connect(lambda _text: self.typing.emit())
        add = QPushButton(self.tr("Add"))
        add.setAccessibleName(self.tr("Add own words: {name}").format(name=self._name))
        set_role(add, "secondary")
        add.clicked.connect(self._add_own)
        row.addWidget(field, 1)
        row.addWidget(add)
        self._lines.addLayout(row)
        return field

    def _add_own_chip(self, text: str) -> Chip:
        if self._own_group is None:
            title = self.tr("Own words")
            self._own_group = _Group(ChoiceGroup(title, ()), f"{self._name}: {title}")
            self._groups.append(self._own_group)
            self._own_place.addWidget(self._own_group)
        return self._add_chip(self._own_group, text, text, own=True)

    # --- what the person does ---------------------------------------------------------------

    def _add_own(self) -> None:
        assert self._own_field is not None
        text = self._own_field.text().strip()
        if not text:
            return
        word, own = self._named(text)
        if (word, own) not in self._chips:
            self._add_own_chip(word)
        with QSignalBlocker(self._own_field):  # it is typed until it is chosen
            self._own_field.clear()
        if not self._is_chosen(word, own):
            self._toggle(Chosen(word, own), True)

    def _named(self, text: str) -> tuple[str, bool]:
        """Return the choice that reads like ``text``, or ``text`` as an own word."""
        known = {chip.words.casefold(): key for key, chip in self._chips.items()}
        return known.get(text.casefold(), (text, True))

    def _toggle(self, what: Chosen, on: bool) -> None:
        if on and self._rules.single:
            self._chosen = [what]
        elif on and self._is_full(what):
            self._say_full()
            self._show()
            return
        elif on:
            self._chosen.append(what)
        else:
            self._chosen = [c for c in self._chosen if (c.word, c.own) != (what.word, what.own)]
        self._full.hide()
        self._show(aloud=True)
        self.changed.emit()

    def _is_full(self, what: Chosen) -> bool:
        """Tell whether there is no room left for one more choice."""
        most = self._rules.most
        counted = sum(self._counts(chosen) for chosen in self._chosen)
        return most is not None and self._counts(what) and counted >= most

    def _counts(self, chosen: Chosen) -> bool:
        return chosen.own or chosen.word not in self._free

    def _say_full(self) -> None:
        text = self.tr("Up to {number}. Take one back to choose another.").format(
            number=self._rules.most
        )
        self._full.setText(text)
        self._full.show()
        announce(self, text)

    def _filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        found = 0
        for group in self._groups:
            found += group.filter(wanted)
        self._nothing_found.setVisible(not found)
        if not found:
            self._nothing_found.setText(
                self.tr("No such word here. You can add it below.")
                if self._rules.own_words
                else self.tr("No such word here.")
            )
            announce(self, self._nothing_found.text())

    # --- showing ----------------------------------------------------------------------------

    def _is_chosen(self, word: str, own: bool) -> bool:
        return any((c.word, c.own) == (word, own) for c in self._chosen)

    def _show(self, aloud: bool = False) -> None:
        for (word, own), chip in self._chips.items():
            show_checked(chip, self._is_chosen(word, own))
        for group in self._groups:
            group.show_follow_up(aloud)
        if self._rules.strengths:
            self._show_strengths()

    def _show_strengths(self) -> None:
        wanted = [(c.word, c.own) for c in self._chosen]
        if wanted == self._strength_rows:
            return
        self._strength_rows = wanted
        while (item := self._strengths.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for chosen in self._chosen:
            chip = self._chips.get((chosen.word, chosen.own))
            if chip is not None:
                self._strengths.addWidget(self._strength_row(chosen, chip.words))

    def _strength_row(self, chosen: Chosen, text: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words(self.tr("{word}: how strong, 0 to 10?").format(word=text)), 1)
        number = NumberBox(self.tr("How strong, 0 to 10: {word}").format(word=text))
        number.setValue(BLANK if chosen.strength is None else chosen.strength)
        number.valueChanged.connect(self._strength_setter(chosen))
        line.addWidget(number)
        return row

    def _strength_setter(self, chosen: Chosen) -> Callable[[int], None]:
        def set_strength(value: int) -> None:
            strength = None if value == BLANK else value
            self._chosen = [
                Chosen(c.word, c.own, strength)
                if (c.word, c.own) == (chosen.word, chosen.own)
                else c
                for c in self._chosen
            ]
            self.changed.emit()

        return set_strength


class _Group(QWidget):
    """A heading and its chips, with one stop for the Tab key."""

    def __init__(self, described: ChoiceGroup, name: str) -> None:
        super().__init__()
        self._chips: list[Chip] = []
        self._lent: list[Chip] = []
        self._follow_up_text = described.follow_up
        self.setAccessibleName(name)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        if described.title:
            lines.addWidget(words(described.title, "small"))
        if described.note:
            lines.addWidget(words(described.note, "helper"))
        area = QWidget()
        self._flow = FlowLayout(area)
        lines.addWidget(area)
        self._follow_up = words(described.follow_up, "note")
        self._follow_up.hide()
        lines.addWidget(self._follow_up)

    def add(self, text: str) -> Chip:
        chip = Chip(text)
        chip.installEventFilter(self)
        chip.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus if self._chips else Qt.FocusPolicy.StrongFocus
        )
        self._chips.append(chip)
        self._flow.addWidget(chip)
        return chip

    def lend(self, chip: Chip) -> None:
        """Know of a chip of this group that stands under the words used lately."""
        self._lent.append(chip)

    def filter(self, wanted: str) -> int:
        """Show the chips that hold ``wanted``; return how many."""
        found = 0
        for chip in self._chips:
            fits = wanted in chip.words.casefold()
            chip.setVisible(fits)
            found += fits
        self.setVisible(bool(found))
        self._rove_to(next((chip for chip in self._chips if not chip.isHidden()), None))
        return found

    def show_follow_up(self, aloud: bool) -> None:
        picked = any(chip.isChecked() for chip in (*self._chips, *self._lent))
        shown = picked and bool(self._follow_up_text)
        if shown and aloud and self._follow_up.isHidden():
            announce(self, self._follow_up_text)
        self._follow_up.setVisible(shown)

    def _rove_to(self, target: Chip | None) -> None:
        if target is None:
            return
        for chip in self._chips:
            was_stop = chip.focusPolicy() is Qt.FocusPolicy.StrongFocus
            # Whatever comes before and after stays so. Not before it stands in its window: Qt loses
            # the way out of a page whose order was set by then.
            if was_stop and chip is not target and self.isVisible():
                self.setTabOrder(chip, target)
            policy = Qt.FocusPolicy.StrongFocus if chip is target else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between chips with the arrow keys, Home and End."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Chip):
            self._rove_to(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = [chip for chip in self._chips if not chip.isHidden()]
            if watched in shown:
                target = self._target(event.key(), shown.index(watched), len(shown))
                if target is not None:
                    shown[target].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
        return super().eventFilter(watched, event)

    def _target(self, key: int, now: int, count: int) -> int | None:
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            forward, back = back, forward
        if key in (forward, Qt.Key.Key_Down):
            return (now + 1) % count
        if key in (back, Qt.Key.Key_Up):
            return (now - 1) % count
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return count - 1
        return None

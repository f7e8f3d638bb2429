"""The cards for settings that live inside the journal."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.core.wording import COUNSELLOR, fill
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.settings.locking_card import LockingCard
from repair_desktop.gui.settings.presenter import SettingsPresenter
from repair_desktop.gui.theme.tokens import GAP
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.notice import Notice
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class Kept(Protocol):
    """What this page shows of the journal's settings."""

    @property
    def therapist(self) -> str: ...  # noqa: D102

    @property
    def ask_checks(self) -> bool: ...  # noqa: D102

    @property
    def all_prompts(self) -> bool: ...  # noqa: D102

    @property
    def lock_after(self) -> int | None: ...  # noqa: D102


class JournalCards(QWidget):
    """Wording, writing and locking. What was not kept is not shown as chosen.

    Args:
        presenter: Reads and keeps them.
        problems: Words for what goes wrong.
        by_login: Whether the computer login alone opens the journal.
    """

    def __init__(
        self, presenter: SettingsPresenter, problems: ProblemWords, by_login: bool
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._problems = problems
        self._last: Kept | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        self._notice = Notice()
        lines.addWidget(self._notice)
        lines.addWidget(self._wording())
        lines.addWidget(self._writing())
        self._locking = LockingCard(presenter, by_login)
        lines.addWidget(self._locking)
        presenter.loaded.connect(self._load)
        presenter.kept.connect(self._keep)
        presenter.failed.connect(self._show_problem)
        presenter.refresh()

    def _wording(self) -> Card:
        card = Card()
        card.lines.addWidget(words(self.tr("What do you call your therapist?"), "question"))
        self._usual = QRadioButton(self.tr("My therapist"))
        self._counsellor = QRadioButton(self.tr("My counsellor"))
        self._named = QRadioButton(self.tr("A name or initials"))
        for radio in (self._usual, self._counsellor, self._named):
            on_chosen(radio, self._call)
            card.lines.addWidget(radio)
        self._name = QLineEdit()
        on_chosen(self._named, self._name.setFocus)
        self._name.setAccessibleName(self.tr("A name or initials"))
        self._name.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self._name.setMaxLength(60)
        self._name.textEdited.connect(self._take_name)
        card.lines.addWidget(self._name)
        card.lines.addWidget(
            words(self.tr("Initials say less to those who look over your shoulder."), "helper")
        )
        self._example = words("", "note")
        card.lines.addWidget(self._example)
        return card

    def _writing(self) -> Card:
        card = Card()
        card.lines.addWidget(words(self.tr("Writing"), "question"))
        self._checks = WrappingBox(self.tr("Ask how strong my distress is, before and after"))
        self._checks.toggled.connect(self._presenter.ask_checks)
        self._all = WrappingBox(self.tr("Show all questions of a step on one page"))
        self._all.toggled.connect(self._presenter.all_prompts)
        card.lines.addWidget(self._checks)
        card.lines.addWidget(self._all)
        return card

    def _load(self, kept: Kept) -> None:
        self._last = kept
        self._show(kept)
        self._name.setText(kept.therapist if self._named.isChecked() else "")

    def _keep(self, kept: Kept) -> None:
        self._last = kept
        self._notice.clear()
        self._show_example(kept.therapist)

    def _show(self, kept: Kept) -> None:
        chosen = {"": self._usual, COUNSELLOR: self._counsellor}.get(kept.therapist, self._named)
        if any(radio.hasFocus() for radio in (self._usual, self._counsellor, self._named)):
            chosen.setFocus()
        show_checked(chosen, True)
        show_checked(self._checks, kept.ask_checks)
        show_checked(self._all, kept.all_prompts)
        self._locking.show_minutes(kept.lock_after)
        self._show_example(kept.therapist)

    def _show_example(self, kept: str) -> None:
        sentence = self.tr("You can like {your_therapist} and still be hurt by {your_therapist}.")
        self._example.setText(fill(sentence, therapist_name(kept)))

    def _take_name(self) -> None:
        show_checked(self._named, True)
        self._call()

    def _call(self) -> None:
        if self._counsellor.isChecked():
            self._presenter.call_therapist(COUNSELLOR)
        elif self._named.isChecked():
            self._presenter.call_therapist(self._name.text().strip())
        else:
            self._presenter.call_therapist("")

    def _show_problem(self, error: KnownError) -> None:
        problem = self._problems.words(error)
        if self._last is None:
            self._notice.say(problem.text, problem=True)
            return
        self._show(self._last)
        text = self.tr("Not kept. {happened} {to_do}").format(
            happened=problem.happened, to_do=problem.to_do
        )
        self._notice.say(text, problem=True)

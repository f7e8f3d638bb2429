"""What opens the journal, and how that is changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import WrongPassphrase
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.tokens import GAP, SPACE
from repair_desktop.gui.vault.lock_presenter import (
    LockPresenter,
    LockStep,
    LockView,
    Store,
    Wait,
)
from repair_desktop.gui.vault.lock_words import LockWords
from repair_desktop.gui.vault.vault_page import VaultPage
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.code_card import CodeCard
from repair_desktop.gui.widgets.new_passphrase import NewPassphrase
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
from repair_desktop.gui.widgets.task_page import buttons, card_of, plain_button
from repair_desktop.gui.widgets.words import words
from repair_desktop.gui.widgets.wrapping_box import WrappingBox


class LockPage(VaultPage):
    """Ways to lock the journal, and the steps of each.

    Args:
        presenter: Decides.
        problems: Words for what goes wrong.
    """

    def __init__(
        self, presenter: LockPresenter, problems: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(problems, parent)
        self._presenter = presenter
        self._texts = LockWords(presenter.keyring_name, self)
        self._shown: LockView | None = None
        self._now = _Paragraphs(self.tr("What opens it now"))
        self._ways = {
            LockStep.PASSPHRASE: _Way(
                self.tr("Lock it with a passphrase"),
                self.tr(
                    "You type it each time you open the journal. While the journal is locked, it "
                    "keeps out people who use your computer login."
                ),
                self.tr("Use a passphrase…"),
            ),
            LockStep.KEY: _Way(
                self.tr("Change the key"),
                self.tr(
                    "For when somebody may have copied it from your password store. Or they may "
                    "have your recovery code and your files."
                ),
                self.tr("Change the key…"),
            ),
            LockStep.CHANGE: _Way(
                self.tr("Change the passphrase"),
                self.tr("For when you want another one, or somebody may know this one."),
                self.tr("Change the passphrase…"),
            ),
            LockStep.LOGIN: _Way(
                self.tr("Open it with my computer login instead"),
                "",
                self.tr("Use my computer login…"),
            ),
        }
        self._present, self._present_for_login = PassphraseField(), PassphraseField()
        for field in (self._present, self._present_for_login):
            field.set_label(self.tr("Your passphrase now"))
        self._first_new, self._other_new = self._new_passphrase(), self._new_passphrase()
        self._with_key = WrappingBox(self.tr("Somebody may know the old one: change the key too"))
        self._with_key_words = words("", "helper")
        self._first_texts = _Paragraphs(self.tr("What changes"))
        self._key_texts = _Paragraphs(self.tr("What changes"))
        self._login_texts = _Paragraphs(self.tr("What changes"))
        self._code = CodeCard()
        self._steps = {
            LockStep.WAYS: _column(self._now, *self._ways.values()),
            LockStep.PASSPHRASE: _column(self._first_texts, _card_with(self._first_new)),
            LockStep.CHANGE: _column(
                _card_with(self._present),
                _card_with(self._other_new),
                _card_with(self._with_key, self._with_key_words),
            ),
            LockStep.LOGIN: _column(self._login_texts, _card_with(self._present_for_login)),
            LockStep.KEY: _column(self._key_texts),
            LockStep.CODE: self._code,
        }
        self._waiting_words = words("")
        self._stop = plain_button(self.tr("Stop waiting"))
        self._waiting = card_of(self.tr("Waiting for your password store…"))
        self._waiting.lines.addWidget(self._waiting_words)
        self._waiting.lines.addWidget(buttons(self._stop))
        for part in (*self._steps.values(), self._waiting):
            self.add_widget(part)
        self._connect()
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- setting up -------------------------------------------------------------------------

    def _new_passphrase(self) -> NewPassphrase:
        presenter = self._presenter
        new = NewPassphrase()
        new.set_up(presenter.shortest_passphrase, presenter.new_passphrase)
        new.submitted.connect(self._go_on)
        new.made.connect(lambda: self._reveal(new.end))
        return new

    def _connect(self) -> None:
        for step, way in self._ways.items():
            way.button.clicked.connect(lambda _=False, step=step: self._presenter.begin(step))
        self._present.submitted.connect(self._other_new.first_control.setFocus)
        self._present_for_login.submitted.connect(self._go_on)
        self._with_key.toggled.connect(self._show_with_key)
        self._code.submitted.connect(self._go_on)
        self._code.without.connect(self._presenter.go_on_without_code)
        self._stop.clicked.connect(self._presenter.stop_waiting)

    # --- what the person does ---------------------------------------------------------------

    def _go_on(self) -> None:
        presenter = self._presenter
        match presenter.view.step:
            case LockStep.PASSPHRASE:
                if self._is_good(self._first_new):
                    presenter.take_passphrase(self._first_new.passphrase())
            case LockStep.CHANGE:
                self._change()
            case LockStep.LOGIN:
                if self._has_present(self._present_for_login):
                    presenter.by_login(self._present_for_login.passphrase())
            case LockStep.KEY:
                presenter.take_key()
            case LockStep.CODE:
                field = self._code.show_wrong(presenter.go_on_with_code(self._code.typed()))
                if field is not None:
                    self._reveal(field)
            case _:
                pass

    def _go_back(self) -> None:
        if self._presenter.view.step in (LockStep.LOOKING, LockStep.WAYS):
            self.closed.emit()
        else:
            self._presenter.go_back()

    def _change(self) -> None:
        if self._has_present(self._present) and self._is_good(self._other_new):
            self._presenter.change(
                self._present.passphrase(),
                self._other_new.passphrase(),
                self._with_key.isChecked(),
            )

    def _is_good(self, new: NewPassphrase) -> bool:
        fault = self._presenter.check(new.passphrase(), new.again())
        field = new.show_fault(fault)
        if field is not None:
            self._reveal(field)
        return field is None

    def _has_present(self, field: PassphraseField) -> bool:
        if not field.passphrase():
            self._show_wrong(field, self.tr("Type the passphrase that opens your journal now."))
        return bool(field.passphrase())

    # --- showing ----------------------------------------------------------------------------

    def _show(self, view: LockView) -> None:
        before, self._shown = self._shown, view
        self._show_ways(view)
        self._show_wait(view, before)
        if before is not None and before.step is view.step:
            self._show_news(view, before)
            return
        self._prepare(view)
        self._say(self._texts.done(view.done) if view.done is not None else "")
        self._back.setText(
            self.tr("Back")
            if view.step in (LockStep.LOOKING, LockStep.WAYS)
            else self.tr("Leave it as it is")
        )
        title, aim = self._header(view.step)
        self._begin_step(title, aim, self._first_control(view))

    def _header(self, step: LockStep) -> tuple[str, str]:
        return {
            LockStep.LOOKING: (self.tr("What opens your journal"), ""),
            LockStep.WAYS: (self.tr("What opens your journal"), ""),
            LockStep.PASSPHRASE: (self.tr("Lock it with a passphrase"), ""),
            LockStep.CHANGE: (self.tr("Change the passphrase"), ""),
            LockStep.LOGIN: (self.tr("Open it with my computer login"), ""),
            LockStep.KEY: (self.tr("Change the key"), ""),
            LockStep.CODE: (
                self.tr("Your new recovery code"),
                self.tr("When you go on, Repair closes your journal and writes it anew."),
            ),
        }[step]

    def _main_text(self, step: LockStep) -> str:
        return {
            LockStep.PASSPHRASE: self.tr("Continue"),
            LockStep.CHANGE: self.tr("Continue")
            if self._with_key.isChecked()
            else self.tr("Change the passphrase"),
            LockStep.LOGIN: self.tr("Use my computer login"),
            LockStep.KEY: self.tr("Continue"),
            LockStep.CODE: self.tr("Change the key now"),
        }.get(step, "")

    def _first_control(self, view: LockView) -> QWidget:
        if view.step is LockStep.WAYS:
            offered = [way.button for way in self._ways.values() if way.is_offered]
            return (*offered, self._back)[0]
        return {
            LockStep.PASSPHRASE: self._first_new.first_control,
            LockStep.CHANGE: self._present,
            LockStep.LOGIN: self._present_for_login,
            LockStep.KEY: self._main,
            LockStep.CODE: self._code.first_control,
        }.get(view.step, self._back)

    def _show_ways(self, view: LockView) -> None:
        self._now.show_texts(self._texts.now(view))
        by_passphrase = view.slots is not None and view.slots.by_passphrase
        for step, way in self._ways.items():
            way.setVisible(by_passphrase is (step in (LockStep.CHANGE, LockStep.LOGIN)))
        login = self._ways[LockStep.LOGIN]
        login.offer(view.store is Store.AVAILABLE)
        login.say(self._texts.store(view))

    def _show_wait(self, view: LockView, before: LockView | None) -> None:
        waiting = view.wait in (Wait.STORE, Wait.STORE_LONG)
        long = view.wait is Wait.STORE_LONG
        waited = before is not None and before.wait in (Wait.STORE, Wait.STORE_LONG)
        self._waiting.setVisible(waiting)
        self._waiting_words.setText(self._texts.waiting(long))
        for step, part in self._steps.items():
            part.setVisible(step is view.step and not waiting)
        busy = view.wait is not Wait.NOTHING
        for field in (self._present, self._present_for_login, self._first_new, self._other_new):
            field.set_read_only(busy)
        self._with_key.setEnabled(not busy)
        self._show_main("" if waiting else self._main_text(view.step))
        self._back.setVisible(not waiting)
        looking = view.step is LockStep.LOOKING and view.error is None
        self._work(self.tr("One moment…") if view.wait is Wait.WORK or looking else "")
        if waiting and (before is None or before.wait is not view.wait):
            announce(self, self._waiting_words.text())
        if waiting and not waited:
            self._stop.setFocus()
        elif waited and not waiting:
            self._main.setFocus()

    def _show_news(self, view: LockView, before: LockView) -> None:
        """Say what went wrong in a step that stays."""
        if view.error is before.error:
            return
        if view.error is None:
            self._say("")
        elif isinstance(view.error, WrongPassphrase):
            field = self._present if view.step is LockStep.CHANGE else self._present_for_login
            self._show_wrong(field, self.tr("That passphrase does not open your journal."))
        elif view.step is LockStep.LOGIN:
            safe = self.tr("Your passphrase opens your journal, as before.")
            self._say_problem(view.error, safe)
        else:
            self._say_problem(view.error)

    def _show_wrong(self, field: PassphraseField, text: str) -> None:
        self._say("")
        field.set_error(text)
        field.select()
        self._reveal(field)
        announce(field, text)

    def _show_with_key(self) -> None:
        self._with_key_words.setText(self._texts.with_key(self._with_key.isChecked()))
        self._show_main(self._main_text(self._presenter.view.step))

    def _prepare(self, view: LockView) -> None:
        """Keep nothing typed beyond the step that it is for, and show what this step says."""
        for field in (self._present, self._present_for_login, self._first_new, self._other_new):
            field.clear()
        self._with_key.setChecked(False)
        self._with_key_words.setText(self._texts.with_key(False))
        self._code.clear()
        match view.step:
            case LockStep.PASSPHRASE:
                self._first_texts.show_texts(self._texts.first_passphrase(view))
            case LockStep.LOGIN:
                self._login_texts.show_texts(self._texts.by_login(view))
            case LockStep.KEY:
                self._key_texts.show_texts(self._texts.other_key(view))
            case LockStep.CODE:
                check = self._presenter.code
                assert check is not None
                why = self._texts.code_is_for(self._presenter.by_passphrase)
                self._code.show_code(check.code.groups, check.asked, why)
            case _:
                pass


class _Way(Card):
    """Another way to lock the journal: what it is, and a button."""

    def __init__(self, title: str, text: str, act: str) -> None:
        super().__init__()
        self.lines.setSpacing(3 * SPACE)
        self.lines.addWidget(words(title, "question"))
        self._text = words(text)
        self.lines.addWidget(self._text)
        self.button: QPushButton = plain_button(act)
        self._row = buttons(self.button)
        self.lines.addWidget(self._row)

    @property
    def is_offered(self) -> bool:
        """Whether it can be begun."""
        return not self.isHidden() and not self._row.isHidden()

    def say(self, text: str) -> None:
        """Show other words."""
        self._text.setText(text)

    def offer(self, offered: bool) -> None:
        """Show the button, or words alone."""
        self._row.setVisible(offered)


class _Paragraphs(Card):
    """A title, and paragraphs that change."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.lines.setSpacing(3 * SPACE)
        self.lines.addWidget(words(title, "question"))
        self._text = words("")
        self.lines.addWidget(self._text)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show a paragraph for each text."""
        self._text.setText("\n\n".join(texts))


def _card_with(*widgets: QWidget) -> Card:
    card = Card()
    card.lines.setSpacing(SPACE)
    for widget in widgets:
        card.lines.addWidget(widget)
    return card


def _column(*cards: QWidget) -> QWidget:
    column = QWidget()
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(GAP)
    for card in cards:
        lines.addWidget(card)
    return column

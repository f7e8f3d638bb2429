"""The check-in, as a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from repair_desktop.core.errors import BadDate, KnownError
from repair_desktop.core.linking import Linkable
from repair_desktop.core.moods import Mood
from repair_desktop.core.wording import TherapistName
from repair_desktop.core.worksheets import OptionGroup
from repair_desktop.gui.check_in.entered import Entered, Prefill
from repair_desktop.gui.check_in.kept_view import KeptView
from repair_desktop.gui.check_in.link_words import LinkWords
from repair_desktop.gui.check_in.open_view import OpenView
from repair_desktop.gui.check_in.presenter import (
    CheckInPresenter,
    CheckInState,
    Task,
)
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.card import Card
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.notice import Action, Notice
from repair_desktop.gui.widgets.prompts.choice import choice_groups
from repair_desktop.gui.widgets.tab_order import tab_in_reading_order
from repair_desktop.gui.widgets.words import words

SAVE_KEYS = (QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return"))
"""Qt calls only the key on the number pad Enter; keyboards write it on both."""

_PLAIN = Prefill()


class _View(Enum):
    """What the card shows."""

    OPEN = "open"  # the check-in can be changed
    KEPT = "kept"  # it is saved
    GONE = "gone"  # it was deleted


class CheckInForm(QWidget):
    """One check-in: entered, kept, changed, deleted.

    What is entered and not saved is kept as a draft. A form that is not ``with_close`` goes on with
    the last draft whenever it is shown and nothing else is entered in it.

    Signals:
        done: The person is finished with it; only asked where ``with_close`` is true.
    """

    done = Signal()

    def __init__(
        self,
        presenter: CheckInPresenter,
        feelings: Sequence[OptionGroup],
        tags: Sequence[OptionGroup],
        name: TherapistName,
        theme: ThemeController,
        problems: ProblemWords,
        with_close: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._problems = problems
        self._with_close = with_close
        self._view = _View.OPEN
        self._before_delete: Entered | None = None
        self._trouble: Task | None = None
        self.setAccessibleName(self.tr("Check-in"))
        shown = choice_groups(feelings, name), choice_groups(tags, name)
        self._links = LinkWords(name, presenter.now, self)
        self._open = OpenView(*shown, self._links, theme, presenter.now)
        self._kept = KeptView([*shown[0], *shown[1]], self._links, theme)
        self._begun = words(self.tr("You had not saved this check-in yet."), "note")
        self._saved = words("", "saved")
        self._problem, self._undo = Notice(), Notice()
        card = Card()
        notices = (self._saved, self._problem, self._undo)
        for part in (self._begun, self._open, self._kept, *notices):
            card.lines.addWidget(part)
        card.lines.addWidget(self._build_buttons())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._open.changed.connect(self._take)
        self._open.moment_changed.connect(self._judge_moment)
        self._open.links_wanted.connect(presenter.read_links)
        presenter.changed.connect(self._show_state)
        presenter.taken_up.connect(self._show_draft)
        presenter.kept.connect(self._show_kept)
        presenter.deleted.connect(self._show_deleted)
        presenter.restored.connect(self._show_restored)
        presenter.replaced.connect(self._show_replaced)
        presenter.failed.connect(self._show_problem)
        presenter.words_ready.connect(self._open.set_recent)
        presenter.links_ready.connect(self._take_links)
        self.begin()

    def _build_buttons(self) -> QWidget:
        self._save = QPushButton(self.tr("Save this check-in"))
        self._again = QPushButton(self.tr("Check in again"))
        self._back = QPushButton()
        self._change = QPushButton(self.tr("Change"))
        self._delete = QPushButton(self.tr("Delete"))
        row = QWidget()
        flow = FlowLayout(row)
        for button, role, act in (
            (self._save, "primary", self._save_this),
            (self._again, "secondary", self._check_in_again),
            (self._back, "secondary", self._go_back),
            (self._change, "quiet", self._change_kept),
            (self._delete, "quiet", self._delete_kept),
        ):
            set_role(button, role)
            button.clicked.connect(lambda _=False, act=act: act())
            flow.addWidget(button)
        self._let_keys_save()
        return row

    def _let_keys_save(self) -> None:
        for keys in SAVE_KEYS:
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._save_by_keys)
        named = SAVE_KEYS[0].toString(QKeySequence.SequenceFormat.NativeText)
        text = self.tr("{keys} saves from anywhere in this form.").format(keys=named)
        self._save.setToolTip(text)
        self._save.setAccessibleDescription(text)

    # --- what others ask --------------------------------------------------------------------

    def begin(self, prefill: Prefill = _PLAIN) -> None:
        """Begin a new check-in; everything that was entered is cleared."""
        self._presenter.begin(prefill)
        self._turn()

    def edit(self, mood: Mood) -> None:
        """Change a check-in that was kept."""
        self._presenter.edit(mood)
        self._turn()

    def has_unsaved(self) -> bool:
        """Tell whether something was entered and is not kept yet."""
        return self._view is _View.OPEN and self._presenter.is_unsaved(self._open.entered())

    def leave(self, then: Callable[[bool], None]) -> None:
        """Let the form go out of sight with nothing lost. The person is asked nothing.

        Args:
            then: Learns whether everything is in the journal: as a check-in from a form
                ``with_close`` that can be saved, as a draft from any other.
        """

        def saved(is_saved: bool) -> None:
            if is_saved:
                self.leave(then)  # perhaps there is more by now
            else:
                then(False)

        if self._trouble in (Task.SAVE, Task.KEEP):
            self._forget_problem()  # so that it is said anew
        if self._view is _View.OPEN:
            entered = self._open.entered()
            self._presenter.change(entered)
            if self._with_close and self.has_unsaved() and entered.pleasantness is not None:
                with suppress(BadDate):
                    self._presenter.save(entered, saved)
                    return
        self._presenter.keep(then)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether what is kept here was changed elsewhere, and what was begun elsewhere."""
        super().showEvent(event)
        if self._links.known is not None:
            self._presenter.read_links()
        if self._view is _View.KEPT:
            self._presenter.look_again()
        if not self._with_close and not self.has_unsaved() and not self._undo.text:
            self._presenter.take_up_draft()

    # --- what the person does ---------------------------------------------------------------

    def _save_this(self) -> None:
        entered = self._open.entered()
        if entered.pleasantness is None:
            self._open.ask_for_mood()
            return
        try:
            self._presenter.save(entered)
        except BadDate as error:
            self._open.ask_for_moment(self._date_words(error))

    def _save_by_keys(self) -> None:
        if self._view is _View.OPEN:
            self._save_this()

    def _check_in_again(self) -> None:
        self.begin()
        self._presenter.take_up_draft()
        self.setFocus()

    def _change_kept(self) -> None:
        assert self._presenter.mood is not None
        self.edit(self._presenter.mood)
        self.setFocus()

    def _delete_kept(self) -> None:
        self._before_delete = self._open.entered() if self._view is _View.OPEN else None
        self._presenter.delete()

    def _go_back(self) -> None:
        """Leave what was not saved behind."""
        if self._view is _View.OPEN:
            self._fill(self._presenter.first_shown())
        if self._with_close:
            self.done.emit()
            return
        if self._presenter.mood is not None:
            self._show_view(_View.KEPT)
            self.setFocus()
        else:
            self._check_in_again()

    def _take(self) -> None:
        self._presenter.change(self._open.entered())
        self._show_buttons()

    def _keep_again(self) -> None:
        self._forget_problem()
        self._presenter.keep()

    def _judge_moment(self) -> None:
        try:
            at = self._presenter.moment(self._open.entered().when)
        except BadDate as error:
            self._open.say_moment(self._date_words(error))
        else:
            self._open.say_moment("", self._presenter.is_added_later(at))

    def _date_words(self, error: BadDate) -> str:
        problem = self._problems.words(error)
        return f"{problem.happened} {problem.to_do}"

    # --- showing ----------------------------------------------------------------------------

    def _turn(self) -> None:
        """Show the check-in that the presenter has turned to."""
        self._forget_the_last()
        self._fill(self._presenter.first_shown())

    def _forget_the_last(self) -> None:
        self._before_delete = None
        self._undo.clear()
        self._forget_problem()

    def _fill(self, entered: Entered, unfold: bool = False) -> None:
        self._open.show_entered(entered, self._presenter.mood is not None, unfold)
        self._presenter.change(self._open.entered())
        self._judge_moment()
        self._show_view(_View.OPEN)
        self._presenter.read_words()

    def _show_view(self, view: _View) -> None:
        self._view = view
        self._begun.hide()
        self._open.setVisible(view is _View.OPEN)
        self._kept.setVisible(view is _View.KEPT)
        mood = self._presenter.mood if view is _View.KEPT else None
        self._kept.show_mood(mood)
        if mood is not None and (mood.rupture_id or mood.session_id):
            self._presenter.read_links()  # for their names
        self._say_saved(self.tr("Saved, encrypted") if view is _View.KEPT else "")
        self._show_buttons()
        first = {_View.OPEN: self._open, _View.KEPT: self._again}.get(view, self._back)
        self.setFocusProxy(self._back if first.isHidden() else first)

    def _show_buttons(self) -> None:
        is_open, is_kept = self._view is _View.OPEN, self._view is _View.KEPT
        in_journal = self._presenter.mood is not None
        unsaved = self.has_unsaved()
        self._save.setVisible(is_open)
        self._again.setVisible(is_kept and not self._with_close)
        self._change.setVisible(is_kept)
        self._delete.setVisible(in_journal)
        self._back.setVisible(self._with_close or (is_open and (in_journal or unsaved)))
        if self._with_close:
            text = self.tr("Close without saving") if unsaved else self.tr("Close")
        else:
            text = self.tr("Leave it as it was") if in_journal else self.tr("Clear all")
        self._back.setText(text)

    def _say_saved(self, text: str) -> None:
        self._saved.setText(text)
        self._saved.setVisible(bool(text))

    # --- what the presenter says ------------------------------------------------------------

    def _show_state(self, state: CheckInState) -> None:
        self._back.setEnabled(state is not CheckInState.SAVING)
        if state is CheckInState.SAVING:
            self._forget_problem()
            self._say_saved(self.tr("Saving…"))
        elif state is CheckInState.SAVED and not self.has_unsaved():
            focused = self.window().focusWidget()
            had_focus = focused is not None and self.isAncestorOf(focused)
            self._show_view(_View.KEPT)
            announce(self._saved, self._saved.text())
            if had_focus:
                self.setFocus()
        else:
            self._say_saved("")
            self._show_buttons()

    def _take_links(self, links: Linkable) -> None:
        self._links.known = links
        self._open.offer_links()
        self._kept.name_links()

    def _show_draft(self, entered: Entered) -> None:
        self._forget_the_last()
        self._fill(entered, unfold=True)
        self._begun.show()
        announce(self._begun, self._begun.text())

    def _show_kept(self) -> None:
        if self._trouble is Task.KEEP:
            self._forget_problem()

    def _show_deleted(self, mood: Mood, still_here: bool) -> None:
        before = self._before_delete
        if still_here:
            self._turn()
            self._before_delete = before
            if self._with_close:
                self._show_view(_View.GONE)
            self.setFocus()
        self._undo.say(
            self.tr(
                "Deleted. It leaves the journal once Repair is locked. Backups keep it for a while."
            ),
            [(self.tr("Undo"), lambda: self._presenter.undo_delete(mood))],
        )
        tab_in_reading_order(self)

    def _show_restored(self, mood: Mood) -> None:
        if self._presenter.mood is not None or self.has_unsaved():
            self._undo.say(self.tr("It is back on your timeline."))
            return
        before = self._before_delete
        self.edit(mood)
        if before is None:
            self._show_view(_View.KEPT)
        else:
            self._fill(before)
        self.setFocus()

    def _show_replaced(self) -> None:
        if self._presenter.mood is None:
            self._turn()
        else:
            self._show_view(_View.KEPT)

    def _show_problem(self, task: Task, error: KnownError) -> None:
        problem = self._problems.words(error)
        again: list[Action] = []
        match task:
            case Task.SAVE | Task.KEEP:
                text = self.tr("Not saved yet. {happened} What you entered is still here. {to_do}")
                act = self._save_this if task is Task.SAVE else self._keep_again
                again = [(self.tr("Try again"), act)]
            case Task.DELETE:
                text = self.tr("Not deleted. {happened} {to_do}")
                again = [(self.tr("Try again"), self._delete_kept)]
            case Task.RESTORE:
                text = self.tr("Not taken back. {happened} {to_do}")
        text = text.format(happened=problem.happened, to_do=problem.to_do)
        if task is Task.KEEP and text == self._problem.text:
            return  # it is tried again with each change, and said once
        self._trouble = task
        self._problem.say(text, again, problem=True)
        tab_in_reading_order(self)

    def _forget_problem(self) -> None:
        self._trouble = None
        self._problem.clear()

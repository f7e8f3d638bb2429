"""The lock page: one quiet card, whatever the state."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from repair_desktop.core.passphrases import PassphraseFault
from repair_desktop.gui.forms.ui_unlock_page import Ui_UnlockPage
from repair_desktop.gui.problems import Problem, ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP, SPACE
from repair_desktop.gui.unlock.mending_words import MendingWords
from repair_desktop.gui.unlock.presenter import UnlockPresenter
from repair_desktop.gui.unlock.states import Renewal, UnlockState, UnlockView, WayOut
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.backup_list import BackupWords
from repair_desktop.gui.widgets.button_row import row_of_buttons
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.paths import breakable

_BUSY = frozenset({UnlockState.LOOKING, UnlockState.OPENING, UnlockState.RESTORING})


class UnlockPage(Page):
    """Shows an :class:`UnlockView`, and offers its ways out.

    Signals:
        help_requested, steady_requested, quit_requested: As they say; offered in every state.
    """

    help_requested = Signal()
    steady_requested = Signal()
    quit_requested = Signal()

    def __init__(
        self, presenter: UnlockPresenter, words: ProblemWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._words = words
        self._backup_words = BackupWords(self)
        self._mending = MendingWords(words, presenter.folder, self)
        self._shown: UnlockView | None = None
        self.set_header(self.tr("Locked"), "")

        body = QWidget()
        self._ui = Ui_UnlockPage()
        self._ui.setupUi(body)
        self._lay_out()
        self.add_widget(body)
        self.set_foot(self._ui.foot)
        self._set_roles()
        self._connect()
        presenter.changed.connect(self._show)
        self._show(presenter.view)

    # --- inside -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ui = self._ui
        ui.rows.setSpacing(GAP)
        for lines in (ui.card_rows, ui.anew_panel_rows):
            lines.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
            lines.setSpacing(3 * SPACE)
        for row in (ui.ways, ui.elsewhere, ui.anew_begin_ways, ui.anew_ways, ui.foot):
            row_of_buttons(row)

    def _set_roles(self) -> None:
        ui = self._ui
        set_role(ui.card, "card")
        set_role(ui.anew_panel, "notice")
        set_role(ui.heading, "question")
        for label in (ui.anew_error, ui.failure):
            set_role(label, "field-error")
        set_role(ui.main, "primary")
        for button in (ui.folder, ui.backup, ui.anew_begin, ui.anew_cancel):
            set_role(button, "quiet")
        for button in (ui.help, ui.steady, ui.leave):
            set_role(button, "quiet")
        for button in (ui.restore, ui.rescue, ui.try_again, ui.anew_confirm):
            set_role(button, "secondary")
        for button in (ui.recover, ui.by_passphrase, ui.keep_old, ui.back):
            set_role(button, "secondary")
        for label in self._labels():
            label.setTextFormat(Qt.TextFormat.PlainText)
        ui.passphrase.set_label(self.tr("Passphrase"))
        ui.code.set_label(self.tr("Recovery code"))
        ui.new_passphrase.set_label(self.tr("New passphrase"))
        ui.again.set_label(self.tr("The same passphrase again"))
        ui.anew_label.setText(
            self.tr("To go on, type “{phrase}”").format(phrase=self._presenter.phrase)
        )
        ui.anew_label.setBuddy(ui.anew_edit)

    def _labels(self) -> tuple[QLabel, ...]:
        """Return what says in words what is the matter, from top to bottom."""
        ui = self._ui
        return (
            ui.heading,
            ui.happened,
            ui.safe,
            ui.to_do,
            ui.search_words,
            ui.failure,
            ui.choice,
            ui.status,
        )

    def _connect(self) -> None:
        ui = self._ui
        ui.main.clicked.connect(self._do_main)
        ui.passphrase.submitted.connect(self._do_main)
        ui.code.submitted.connect(self._do_main)
        ui.new_passphrase.submitted.connect(ui.again.setFocus)
        ui.again.submitted.connect(self._do_main)
        ui.recover.clicked.connect(self._presenter.recover)
        ui.back.clicked.connect(self._presenter.go_back)
        ui.keep_old.clicked.connect(self._presenter.keep_old_passphrase)
        ui.by_passphrase.clicked.connect(self._presenter.use_passphrase)
        ui.backups.chosen.connect(self._presenter.choose)
        ui.restore.clicked.connect(self._presenter.restore)
        ui.rescue.clicked.connect(self._presenter.rescue)
        ui.folder.clicked.connect(self._presenter.choose_folder)
        ui.backup.clicked.connect(self._presenter.choose_backup)
        ui.try_again.clicked.connect(self._presenter.try_again)
        ui.anew_begin.clicked.connect(self._begin_anew)
        ui.anew_cancel.clicked.connect(self._leave_anew)
        ui.anew_confirm.clicked.connect(self._start_new)
        ui.anew_edit.returnPressed.connect(self._start_new)
        ui.anew_edit.textEdited.connect(lambda: self._say_mismatch(""))
        ui.help.clicked.connect(self.help_requested)
        ui.steady.clicked.connect(self.steady_requested)
        ui.leave.clicked.connect(self.quit_requested)

    def _do_main(self) -> None:
        match self._presenter.view.state:
            case UnlockState.KEYRING:
                self._presenter.open_with_keyring()
            case UnlockState.PASSPHRASE:
                self._presenter.open_with_passphrase(self._ui.passphrase.passphrase())
            case UnlockState.WAITING | UnlockState.WAITING_LONG:
                self._presenter.stop_waiting()
            case UnlockState.RESTORED | UnlockState.RESCUED | UnlockState.SET_ASIDE:
                self._presenter.go_on()
            case UnlockState.RECOVERED:
                self._presenter.go_on()
            case UnlockState.RECOVERY:
                self._presenter.open_with_code(self._ui.code.text())
            case UnlockState.NEW_PASSPHRASE:
                self._change_passphrase()
            case _:
                pass

    def _change_passphrase(self) -> None:
        ui = self._ui
        passphrase = ui.new_passphrase.passphrase()
        fault = self._presenter.check(passphrase, ui.again.passphrase())
        short, other = "", ""
        if fault is PassphraseFault.TOO_SHORT:
            short = self.tr("This is shorter than {count} characters. Add a word or two.").format(
                count=self._presenter.shortest_passphrase
            )
        elif fault is PassphraseFault.NOT_THE_SAME:
            other = self.tr("The two are not the same. Type this one again, or show them both.")
        ui.new_passphrase.set_error(short)
        ui.again.set_error(other)
        if fault is None:
            self._presenter.change_passphrase(passphrase)
            return
        field = ui.new_passphrase if short else ui.again
        field.select()
        self._reveal(field)
        announce(field, short or other)

    # --- starting anew ----------------------------------------------------------------------

    def _unfold(self, unfolded: bool) -> None:
        empty = self._presenter.view.is_empty
        self._ui.anew_words.setText(
            self.tr(
                "Repair begins with an empty journal in this folder. If the old one turns up, it "
                "can be opened again."
            )
            if empty
            else self.tr(
                "Repair moves the old files into a folder beside them and begins with an empty "
                "journal. Nothing is deleted, but what you wrote before is not in the new journal."
            )
        )
        self._ui.anew_confirm.setText(
            self.tr("Start a new journal") if empty else self.tr("Move the old files aside")
        )
        self._ui.anew_begin.setVisible(not unfolded)
        self._ui.anew_panel.setVisible(unfolded)
        self._ui.anew_edit.clear()
        self._say_mismatch("")

    def _begin_anew(self) -> None:
        self._unfold(True)
        self._ui.anew_edit.setFocus()
        self._reveal(self._ui.anew)

    def _leave_anew(self) -> None:
        self._unfold(False)
        self._ui.anew_begin.setFocus()

    def _start_new(self) -> None:
        if not self._presenter.start_new(self._ui.anew_edit.text()):
            self._say_mismatch(
                self.tr("To go on, type exactly: {phrase}").format(phrase=self._presenter.phrase)
            )
            self._ui.anew_edit.setFocus()
            self._ui.anew_edit.selectAll()
            self._reveal(self._ui.anew)

    def _say_mismatch(self, text: str) -> None:
        self._ui.anew_error.setText(text)
        self._ui.anew_error.setVisible(bool(text))
        self._ui.anew_edit.setAccessibleDescription(text)
        if text:
            announce(self._ui.anew_edit, text)

    # --- showing a state --------------------------------------------------------------------

    def _show(self, view: UnlockView) -> None:
        before, self._shown = self._shown, view
        if view.state in _BUSY:
            self._show_busy(view, first=before is None)
            return
        same = before is not None and (before.state, before.error) == (view.state, view.error)
        problem = self._problem(view)
        self._show_words(view, problem)
        self._show_ways_out(view)
        if same:
            self._announce_news(before, view, problem)
            return
        self._unfold(False)
        # A page that is not in its window yet forgets who has the focus, but not its proxy.
        self.start_at(self._main_control(view))
        self._clear_fields(but=view.state)
        if view.state is UnlockState.PASSPHRASE:
            self._ui.passphrase.select()
            self._reveal(self._ui.passphrase)
        elif view.state is UnlockState.RECOVERY:
            self._ui.code.take_focus()
            self._reveal(self._ui.code)
        else:
            self.take_keys()
            self.scroll_to_top()
        announce(self, self._spoken(view, problem), assertive=view.error is not None)

    def _clear_fields(self, but: UnlockState) -> None:
        """Keep nothing typed beyond the state that it is for."""
        ui = self._ui
        if but is not UnlockState.PASSPHRASE:
            ui.passphrase.clear()
        if but is not UnlockState.RECOVERY:
            ui.code.clear()
        if but is not UnlockState.NEW_PASSPHRASE:
            ui.new_passphrase.clear()
            ui.again.clear()

    def _set_read_only(self, read_only: bool) -> None:
        ui = self._ui
        for field in (ui.passphrase, ui.new_passphrase, ui.again):
            field.set_read_only(read_only)
        ui.code.set_read_only(read_only)

    def _show_busy(self, view: UnlockView, first: bool) -> None:
        # What was shown stays where it is, so that nothing jumps for the fraction of a second.
        ui = self._ui
        ui.status.setText(
            {
                UnlockState.LOOKING: self.tr("One moment…"),
                UnlockState.OPENING: self.tr("Opening your journal…"),
                UnlockState.RESTORING: self.tr("Putting the backup in place…"),
            }[view.state]
        )
        ui.status.show()
        self._set_read_only(True)
        if view.state is UnlockState.LOOKING:
            self._clear_fields(but=view.state)
        if first:
            for label in self._labels():
                label.setVisible(label is ui.status)
            for part in (ui.ways, ui.elsewhere, ui.anew, ui.backups):
                part.hide()
            for field in (ui.passphrase, ui.code, ui.new_passphrase, ui.again):
                field.hide()
        if view.state is UnlockState.RESTORING:
            announce(self, ui.status.text())

    def _show_words(self, view: UnlockView, problem: Problem) -> None:
        ui = self._ui
        texts = (
            problem.title,
            problem.happened,
            problem.safe,
            problem.to_do,
            self._mending.search(view),
            self._mending.failure(view),
            self._mending.choice(view),
            self._pause_words(view),
        )
        for label, text in zip(self._labels(), texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        ui.backups.setVisible(WayOut.RESTORE in view.ways_out)
        ui.backups.show_backups(view.backups, view.chosen)
        self._set_read_only(False)
        ui.code.setVisible(WayOut.CODE in view.ways_out)
        ui.code.set_error(self._wrong_code(view))
        for field in (ui.new_passphrase, ui.again):
            field.setVisible(WayOut.NEW_PASSPHRASE in view.ways_out)
        ui.passphrase.setVisible(WayOut.PASSPHRASE in view.ways_out)
        ui.passphrase.set_error(self._wrong_passphrase(view))

    def _show_ways_out(self, view: UnlockView) -> None:
        ui, ways_out = self._ui, view.ways_out
        main = {
            UnlockState.KEYRING: self.tr("Open my journal"),
            UnlockState.PASSPHRASE: self.tr("Open my journal"),
            UnlockState.WAITING: self.tr("Stop waiting"),
            UnlockState.WAITING_LONG: self.tr("Stop waiting"),
            UnlockState.RECOVERY: self.tr("Open my journal"),
            UnlockState.RECOVERED: self.tr("Open my journal"),
            UnlockState.NEW_PASSPHRASE: self.tr("Use this passphrase"),
            UnlockState.RESTORED: self.tr("Open my journal"),
            UnlockState.RESCUED: self.tr("Open my journal"),
            UnlockState.SET_ASIDE: self.tr("Start a new journal"),
        }.get(view.state, "")
        ui.main.setText(main)
        ui.main.setVisible(bool(main))
        ui.main.setEnabled(not view.pause)
        for button, way in (
            (ui.restore, WayOut.RESTORE),
            (ui.rescue, WayOut.RESCUE),
            (ui.try_again, WayOut.TRY_AGAIN),
            (ui.recover, WayOut.RECOVERY),
            (ui.by_passphrase, WayOut.BY_PASSPHRASE),
            (ui.keep_old, WayOut.KEEP_OLD),
            (ui.back, WayOut.BACK),
            (ui.folder, WayOut.FOLDER),
            (ui.backup, WayOut.BACKUP),
            (ui.anew, WayOut.START_NEW),
        ):
            button.setVisible(way in ways_out)
        ui.ways.setVisible(bool(main or ways_out))
        ui.elsewhere.setVisible(not ways_out.isdisjoint({WayOut.FOLDER, WayOut.BACKUP}))
        # One of them is the main one, the first that is offered.
        offers = (ui.main, ui.restore, ui.rescue, ui.try_again)
        first = next((button for button in offers if not button.isHidden()), None)
        for button in offers:
            set_role(button, "primary" if button is first else "secondary")
        if view.chosen is not None:
            ui.restore.setAccessibleDescription(self._backup_words.row(view.chosen))

    def _main_control(self, view: UnlockView) -> QWidget:
        ui = self._ui
        if view.state is UnlockState.PASSPHRASE:
            return ui.passphrase
        if view.state is UnlockState.RECOVERY:
            return ui.code
        if view.state is UnlockState.NEW_PASSPHRASE:
            return ui.new_passphrase
        if view.state is UnlockState.RESCUING:
            return ui.heading
        if not ui.main.isHidden():
            return ui.main
        return ui.backups if WayOut.RESTORE in view.ways_out else ui.try_again

    def _announce_news(self, before: UnlockView | None, view: UnlockView, problem: Problem) -> None:
        if before is None:
            return
        if before.search is not view.search:
            news = (
                self._mending.search(view),
                self._chosen_words(view),
                self._mending.choice(view),
            )
            announce(self, " ".join(text for text in news if text))
        if before.renewal is not view.renewal:
            announce(self, problem.happened)

    def _reveal(self, widget: QWidget) -> None:
        # Once the layout knows how high everything is.
        QTimer.singleShot(0, self, lambda: self.show_widget(widget))

    # --- words ------------------------------------------------------------------------------

    def _problem(self, view: UnlockView) -> Problem:
        store = self._presenter.keyring_name
        match view.state:
            case UnlockState.KEYRING:
                return Problem(
                    self.tr("Your journal is closed"),
                    self.tr("Its key is in your password store ({store}).").format(store=store),
                    self.tr(
                        "Without a passphrase this only hides what you wrote: anyone who uses "
                        "your computer login can open it."
                    ),
                    "",
                )
            case UnlockState.PASSPHRASE:
                forgotten = WayOut.START_NEW in view.ways_out
                return Problem(
                    self.tr("Your journal is locked"),
                    "",
                    self._forgotten_words(view) if forgotten else "",
                    "",
                )
            case UnlockState.RECOVERY:
                return Problem(
                    self.tr("Type your recovery code"),
                    self.tr(
                        "It has seven groups of four letters and digits. Small or large letters, "
                        "spaces and dashes are all right."
                    ),
                    "",
                    "",
                )
            case UnlockState.RECOVERED:
                return Problem(
                    self.tr("Your recovery code is right"),
                    self._renewal_words(view.renewal, store),
                    self.tr("The code stays the same. Keep it where it was."),
                    "",
                )
            case UnlockState.NEW_PASSPHRASE if view.error is not None:
                return self._words.words(view.error)
            case UnlockState.NEW_PASSPHRASE:
                return Problem(
                    self.tr("Choose a new passphrase"),
                    self.tr(
                        "Your recovery code is right. A new passphrase takes the place of the "
                        "old one. It needs at least {count} characters."
                    ).format(count=self._presenter.shortest_passphrase),
                    self.tr("Your recovery code stays the same."),
                    "",
                )
            case UnlockState.WAITING | UnlockState.WAITING_LONG:
                return Problem(
                    self.tr("Waiting for your password store…"),
                    self.tr(
                        "{store} may be asking you something, perhaps behind this window. Answer "
                        "it there."
                    ).format(store=store),
                    "",
                    self.tr(
                        "It has not answered for a while. If you can find no question, stop "
                        "waiting and try again, or sign out of your computer and in again. Your "
                        "journal has not been changed."
                    )
                    if view.state is UnlockState.WAITING_LONG
                    else "",
                )
            case UnlockState.RESTORED:
                return self._mending.restored(view)
            case UnlockState.RESCUING:
                return Problem(
                    self.tr("Reading the damaged file…"),
                    self.tr("This can take some minutes."),
                    self.tr("The damaged file is not changed, and your backups stay as they are."),
                    "",
                )
            case UnlockState.RESCUED:
                return self._mending.rescued(view)
            case UnlockState.SET_ASIDE:
                return Problem(
                    self.tr("The old files were moved aside"),
                    self.tr("They are in this folder: {path}").format(path=breakable(view.kept)),
                    self.tr(
                        "Nothing was deleted. If what opens them turns up again, they can be moved "
                        "back."
                    ),
                    "",
                )
            case _ if view.error is not None:
                return self._words.words(view.error)
            case _:
                return Problem("", "", "", "")

    def _forgotten_words(self, view: UnlockView) -> str:
        if view.has_code:
            return self.tr(
                "A passphrase can not be reset. If you wrote it down, look there. Your recovery "
                "code opens this journal too."
            )
        return self.tr(
            "A passphrase can not be reset. If you wrote it down, look there. Without it nobody "
            "can open this journal."
        )

    def _renewal_words(self, renewal: Renewal, store: str) -> str:
        if renewal is Renewal.DONE:
            return self.tr(
                "{store} has the key again, so your journal opens by itself next time."
            ).format(store=store)
        if renewal is Renewal.NOT_SOUGHT:
            return self.tr("Your passphrase goes on opening this journal, too.")
        if renewal is Renewal.FAILED:
            return self.tr(
                "{store} could not take the key. Next time you may need the code again."
            ).format(store=store)
        return self.tr(
            "Repair is giving the key back to {store}. You need not wait for it."
        ).format(store=store)

    def _wrong_code(self, view: UnlockView) -> str:
        if view.state is not UnlockState.RECOVERY or view.error is None:
            return ""
        problem = self._words.words(view.error)
        return f"{problem.title}. {problem.happened} {problem.to_do}"

    def _wrong_passphrase(self, view: UnlockView) -> str:
        if view.state is not UnlockState.PASSPHRASE or view.error is None:
            return ""
        problem = self._words.words(view.error)
        return f"{problem.title}. {problem.to_do}"

    def _pause_words(self, view: UnlockView) -> str:
        if not view.pause:
            return ""
        return self.tr("Seconds until you can try again: {seconds}").format(seconds=view.pause)

    def _chosen_words(self, view: UnlockView) -> str:
        if view.chosen is None or WayOut.RESTORE not in view.ways_out:
            return ""
        return self.tr("Chosen now: {backup}.").format(backup=self._backup_words.row(view.chosen))

    def _spoken(self, view: UnlockView, problem: Problem) -> str:
        parts = (
            self._mending.failure(view),
            self._wrong_passphrase(view) or self._wrong_code(view) or f"{problem.title}.",
            problem.happened,
            problem.safe,
            problem.to_do,
            self._mending.search(view),
            self._chosen_words(view),
            self._mending.choice(view),
            self._pause_words(view),
        )
        return " ".join(part for part in parts if part)

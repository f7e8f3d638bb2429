"""First run: four short screens, and then the journal is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from repair_desktop.core.errors import (
    DiskFault,
    DiskFull,
    FolderReadOnly,
    FolderSynced,
    HeaderDamaged,
    JournalExists,
    JournalTooNew,
    KeyringError,
    KnownError,
)
from repair_desktop.core.recovery_code import RecoveryCode
from repair_desktop.gui.forms.ui_welcome_page import Ui_WelcomePage
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.theme.tokens import CARD_PADDING, GAP, SPACE
from repair_desktop.gui.welcome.presenter import (
    Called,
    KeyringOffer,
    Making,
    WelcomePresenter,
)
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.button_row import row_of_buttons
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked

_OTHER_FOLDER = (FolderReadOnly, FolderSynced, DiskFull, DiskFault)
_JOURNAL_THERE = (JournalExists, HeaderDamaged, JournalTooNew)


class _Screen(Enum):
    ABOUT = 0
    NAME = 1
    PROTECTION = 2
    CODE = 3


class WelcomePage(Page):
    """Asks what is needed to make a journal, and no more. Enter goes on; nothing typed is lost.

    Args:
        texts: Blocks of text by id, as paragraphs: ``what-it-is``, ``what-it-is-not``,
            ``who-can-read``, ``yours``, ``not-for-emergencies`` and ``shared-computer``.

    Signals:
        help_requested: Get help now.
        demo_requested: The person wants to look around a made-up journal first.
        backup_requested: The person has a backup of a journal, and wants to open it.
        folder_requested: Another folder is wanted, because this one can not be used.
        unlock_requested: There is a journal already; the person wants to open it.
    """

    help_requested = Signal()
    demo_requested = Signal()
    backup_requested = Signal()
    folder_requested = Signal()
    unlock_requested = Signal()

    def __init__(
        self,
        presenter: WelcomePresenter,
        words: ProblemWords,
        texts: Mapping[str, Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._words = words
        self._screen = _Screen.ABOUT

        body = QWidget()
        self._ui = Ui_WelcomePage()
        self._ui.setupUi(body)
        self._lay_out()
        self.add_widget(body)
        self.set_foot(self._ui.foot)
        self._set_texts(texts)
        self._set_roles()
        self._connect()
        self._show_keyring(presenter.keyring)
        self._show_making(presenter.making)
        self._show_screen(_Screen.ABOUT)

    # --- setting up -------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ui = self._ui
        for lines in (ui.rows, ui.about_rows, ui.protection_rows):
            lines.setSpacing(GAP)
        ui.passphrase_panel_rows.setSpacing(3 * SPACE)
        for lines in (
            ui.about_card_rows,
            ui.emergency_card_rows,
            ui.name_card_rows,
            ui.account_card_rows,
            ui.protection_card_rows,
            ui.waiting_card_rows,
            ui.problem_card_rows,
        ):
            lines.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
            lines.setSpacing(3 * SPACE)
        for row in (
            ui.emergency_ways,
            ui.demo_ways,
            ui.waiting_ways,
            ui.problem_ways,
        ):
            row_of_buttons(row)

    def _set_texts(self, texts: Mapping[str, Sequence[str]]) -> None:
        ui = self._ui
        for label, text in (
            (ui.about_what, "what-it-is"),
            (ui.about_not, "what-it-is-not"),
            (ui.about_who, "who-can-read"),
            (ui.about_yours, "yours"),
            (ui.emergency, "not-for-emergencies"),
            (ui.watched, "shared-computer"),
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(" ".join(texts[text]))
        ui.new_passphrase.set_up(
            self._presenter.shortest_passphrase, self._presenter.new_passphrase
        )
        ui.new_passphrase.set_labels(self.tr("Passphrase"), self.tr("The same passphrase again"))
        ui.name_label.setBuddy(ui.name)
        # Radio buttons are read without what stands above them.
        for radio in (ui.only_me, ui.others):
            radio.setAccessibleDescription(
                f"{ui.account_question.text()} {ui.account_helper.text()}"
            )

    def _set_roles(self) -> None:
        ui = self._ui
        for card in (
            ui.about_card,
            ui.name_card,
            ui.account_card,
            ui.protection_card,
            ui.waiting_card,
        ):
            set_role(card, "card")
        set_role(ui.emergency_card, "notice")
        set_role(ui.problem_card, "problem")
        for title in (
            ui.about_what_title,
            ui.about_who_title,
            ui.emergency,
            ui.account_question,
            ui.waiting_title,
            ui.problem_title,
        ):
            set_role(title, "question")
        for helper in (
            ui.name_helper,
            ui.account_helper,
            ui.keyring_words,
            ui.keyring_limit,
            ui.passphrase_words,
            ui.passphrase_limit,
            ui.passphrase_again_limit,
        ):
            set_role(helper, "helper")
        set_role(ui.go_on, "primary")
        set_role(ui.backup, "quiet")
        for button in (
            ui.help,
            ui.demo,
            ui.back,
            ui.waiting_passphrase,
            ui.waiting_cancel,
            ui.problem_passphrase,
            ui.problem_folder,
            ui.problem_open,
        ):
            set_role(button, "secondary")
        for label in (
            ui.keyring_words,
            ui.waiting_words,
            ui.problem_title,
            ui.problem_happened,
            ui.problem_safe,
            ui.problem_to_do,
        ):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def _connect(self) -> None:
        ui, presenter = self._ui, self._presenter
        ui.go_on.clicked.connect(self._go_on)
        ui.back.clicked.connect(self._go_back)
        ui.demo.clicked.connect(self.demo_requested)
        ui.backup.clicked.connect(self.backup_requested)
        ui.help.clicked.connect(self.help_requested)
        for radio in (ui.therapist, ui.counsellor, ui.named):
            on_chosen(radio, self._show_name)
        for radio in (ui.only_me, ui.others):
            on_chosen(radio, self._answer)
        for radio in (ui.keyring, ui.by_passphrase):
            on_chosen(radio, self._choose)
        ui.new_passphrase.made.connect(lambda: self._reveal(ui.new_passphrase.end))
        ui.new_passphrase.submitted.connect(self._go_on)
        ui.code.submitted.connect(self._go_on)
        ui.code.without.connect(self._go_on_without_code)
        ui.waiting_cancel.clicked.connect(presenter.cancel)
        ui.waiting_passphrase.clicked.connect(self._use_passphrase)
        ui.problem_passphrase.clicked.connect(self._use_passphrase)
        ui.problem_folder.clicked.connect(self.folder_requested)
        ui.problem_open.clicked.connect(self.unlock_requested)
        presenter.keyring_changed.connect(self._show_keyring)
        presenter.making_changed.connect(self._show_making)
        presenter.code_made.connect(self._show_code)
        presenter.failed.connect(self._show_problem)
        presenter.created.connect(self._forget_secrets)

    # --- going on and back ------------------------------------------------------------------

    def _go_on(self) -> None:
        match self._screen:
            case _Screen.ABOUT:
                self._show_screen(_Screen.NAME)
            case _Screen.NAME:
                self._presenter.call_therapist(self._called(), self._ui.name.text())
                self._show_screen(_Screen.PROTECTION)
            case _Screen.PROTECTION:
                self._make()
            case _Screen.CODE:
                self._go_on_with_code()

    def _go_back(self) -> None:
        self._show_screen(_Screen(self._screen.value - 1))

    def _called(self) -> Called:
        if self._ui.named.isChecked():
            return Called.NAMED
        return Called.COUNSELLOR if self._ui.counsellor.isChecked() else Called.THERAPIST

    def _make(self) -> None:
        ui, presenter = self._ui, self._presenter
        ui.problem_card.hide()
        if ui.keyring.isChecked() and presenter.keyring is KeyringOffer.LOOKING:
            self._say(self.tr("Repair still looks for your password store. You can wait for it."))
        elif ui.keyring.isChecked():
            presenter.make_with_keyring()
        else:
            passphrase = ui.new_passphrase.passphrase()
            fault = presenter.check(passphrase, ui.new_passphrase.again())
            field = ui.new_passphrase.show_fault(fault)
            if field is None:
                presenter.make_with_passphrase(passphrase)
            else:
                self._reveal(field)

    def _go_on_with_code(self) -> None:
        self._ui.problem_card.hide()
        wrong = self._presenter.go_on_with_code(self._ui.code.typed())
        field = self._ui.code.show_wrong(wrong)
        if field is not None:
            self._reveal(field)

    def _go_on_without_code(self) -> None:
        self._ui.problem_card.hide()
        self._presenter.go_on_without_code()

    def _use_passphrase(self) -> None:
        self._presenter.cancel()
        self._show_screen(_Screen.PROTECTION)
        show_checked(self._ui.by_passphrase, True)
        self._show_passphrase()
        self._ui.new_passphrase.first_control.setFocus()
        self._reveal(self._ui.new_passphrase.first_control)

    def _answer(self) -> None:
        """Choose the lock that fits the answer; the person can choose the other one."""
        ui = self._ui
        lock = ui.keyring if ui.only_me.isChecked() else ui.by_passphrase
        show_checked(lock, True)
        self._show_passphrase()
        self._say("")
        announce(self, self.tr("Chosen below: {lock}").format(lock=lock.text()))

    def _choose(self) -> None:
        self._show_passphrase()
        self._say("")
        if self._ui.by_passphrase.isChecked():
            self._reveal(self._ui.new_passphrase.first_control)

    # --- showing ----------------------------------------------------------------------------

    def _show_screen(self, screen: _Screen) -> None:
        self._screen = screen
        ui = self._ui
        title, aim, go_on = {
            _Screen.ABOUT: (
                self.tr("Welcome to Repair"),
                self.tr("For people in therapy, to use alone, in your own time."),
                self.tr("Start"),
            ),
            _Screen.NAME: (
                self.tr("What do you call your therapist?"),
                self.tr("Repair uses it in its questions."),
                self.tr("Continue"),
            ),
            _Screen.PROTECTION: (
                self.tr("What locks your journal?"),
                self.tr("Your journal is one locked file. You choose what opens it."),
                self.tr("Continue"),
            ),
            _Screen.CODE: (
                self.tr("Your recovery code"),
                self.tr("It opens your journal when nothing else does."),
                self.tr("Make my journal"),
            ),
        }[screen]
        self.set_header(title, aim)
        ui.about.setVisible(screen is _Screen.ABOUT)
        ui.name_card.setVisible(screen is _Screen.NAME)
        ui.protection.setVisible(screen is _Screen.PROTECTION)
        ui.code.setVisible(screen is _Screen.CODE)
        ui.problem_card.hide()
        ui.back.setVisible(screen is not _Screen.ABOUT)
        ui.go_on.setText(go_on)
        self._say("")
        self._show_name()
        announce(self, f"{title} {aim}")
        self.scroll_to_top()
        # A page that is not in its window yet forgets who has the focus, but not its proxy.
        self.start_at(self._first_control())
        self.take_keys()

    def _first_control(self) -> QWidget:
        ui = self._ui
        radios: tuple[QRadioButton, ...]
        match self._screen:
            case _Screen.ABOUT:
                return ui.go_on
            case _Screen.NAME:
                radios = (ui.named, ui.counsellor, ui.therapist)
            case _Screen.PROTECTION if ui.account_card.isHidden():
                radios = (ui.by_passphrase,)
            case _Screen.PROTECTION:
                radios = (ui.others, ui.only_me)
            case _Screen.CODE:
                return ui.code.first_control
        return next((radio for radio in radios if radio.isChecked()), radios[-1])

    def _show_name(self) -> None:
        named = self._ui.named.isChecked()
        self._ui.name_label.setVisible(named)
        self._ui.name.setVisible(named)

    def _show_passphrase(self) -> None:
        self._ui.passphrase_panel.setVisible(self._ui.by_passphrase.isChecked())

    def _show_keyring(self, offer: KeyringOffer) -> None:
        ui = self._ui
        available = offer is KeyringOffer.AVAILABLE
        hopeless = offer in (KeyringOffer.MISSING, KeyringOffer.SILENT)
        words = {
            KeyringOffer.LOOKING: self.tr("Looking for your password store…"),
            KeyringOffer.AVAILABLE: self.tr(
                "Repair keeps the key in your password store ({store}). You type nothing: the "
                "journal opens while you are logged in. Nobody can open the file by itself. While "
                "the computer is off, your journal is as safe as your login password is strong."
            ),
            KeyringOffer.MISSING: self.tr(
                "This computer offers no password store that is safe to use, so a passphrase "
                "locks your journal."
            ),
            KeyringOffer.SILENT: self.tr(
                "Your password store does not answer, so a passphrase locks your journal."
            ),
        }[offer]
        if available:
            words = words.format(store=self._presenter.keyring_name)
        ui.keyring_words.setText(words)
        ui.keyring.setVisible(not hopeless)
        ui.keyring.setEnabled(available)
        ui.keyring_limit.setVisible(available)
        if self._presenter.making is Making.NOT:
            self._say("")  # that it is still being looked for
        asking = ui.account_card.isAncestorOf(self.focusWidget() or self)
        ui.account_card.setVisible(not hopeless)
        if hopeless:
            show_checked(ui.by_passphrase, True)
        self._show_passphrase()
        if hopeless and asking:
            ui.by_passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        ui.keyring.setAccessibleDescription(f"{words} {ui.keyring_limit.text()}")
        ui.by_passphrase.setAccessibleDescription(
            f"{ui.passphrase_words.text()} {ui.passphrase_limit.text()}"
        )

    def _show_code(self, code: RecoveryCode) -> None:
        if self._ui.by_passphrase.isChecked():
            why = self.tr("If you forget your passphrase, this code is the only way in.")
        else:
            why = self.tr(
                "If your password store loses the key, this code is the only way in. That can "
                "happen when a computer is repaired or set up anew."
            )
        self._ui.code.show_code(code.groups, self._presenter.asked, why)
        self._show_screen(_Screen.CODE)

    def _show_making(self, making: Making) -> None:
        ui = self._ui
        waiting = making in (Making.WAITING, Making.WAITING_LONG)
        long = making is Making.WAITING_LONG
        words = self.tr(
            "{store} may be asking you something, perhaps behind this window. Answer it there."
        ).format(store=self._presenter.keyring_name)
        if long:
            words = self.tr(
                "It has not answered for a while. You can go on waiting, or protect your journal "
                "with a passphrase instead."
            )
        waited = not ui.waiting_card.isHidden()
        ui.waiting_words.setText(words)
        ui.waiting_card.setVisible(waiting)
        ui.waiting_passphrase.setVisible(long)
        ui.protection.setVisible(not waiting and self._screen is _Screen.PROTECTION)
        ui.code.setVisible(not waiting and self._screen is _Screen.CODE)
        ui.code.set_read_only(making is not Making.NOT)
        ui.go_on.setVisible(not waiting)
        ui.back.setVisible(not waiting and self._screen is not _Screen.ABOUT)
        self._ui.new_passphrase.set_read_only(making is not Making.NOT)
        working = (
            self.tr("Making your journal…")
            if self._screen is _Screen.CODE
            else self.tr("One moment…")
        )
        self._say(working if making is Making.WORKING else "")
        if waiting:
            announce(self, f"{ui.waiting_title.text()} {words}")
            (ui.waiting_passphrase if long else ui.waiting_cancel).setFocus()
            self._reveal(ui.waiting_passphrase if long else ui.waiting_cancel)
        elif waited:
            ui.go_on.setFocus()

    def _show_problem(self, error: KnownError) -> None:
        ui = self._ui
        problem = self._words.words(error)
        for label, text in (
            (ui.problem_title, problem.title),
            (ui.problem_happened, problem.happened),
            (ui.problem_safe, problem.safe),
            (ui.problem_to_do, problem.to_do),
        ):
            label.setText(text)
        ui.problem_passphrase.setVisible(isinstance(error, KeyringError))
        ui.problem_folder.setVisible(isinstance(error, _OTHER_FOLDER))
        ui.problem_open.setVisible(isinstance(error, _JOURNAL_THERE))
        ui.go_on.setText(self.tr("Try again"))
        ui.problem_card.show()
        self._reveal(ui.problem_card)
        announce(self, problem.text, assertive=True)
        ui.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, widget: QWidget) -> None:
        # Once the layout knows how high everything is.
        QTimer.singleShot(0, self, lambda: self.show_widget(widget))

    def _forget_secrets(self) -> None:
        self._ui.code.clear()
        self._ui.new_passphrase.clear()

    def _say(self, text: str) -> None:
        status: QLabel = self._ui.status
        status.setText(text)
        status.setVisible(bool(text))
        if text:
            announce(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from wherever it means nothing else."""
        waiting = self._ui.waiting_card.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not waiting:
            self._go_on()
        else:
            super().keyPressEvent(event)

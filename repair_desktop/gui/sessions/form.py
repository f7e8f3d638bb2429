"""When a session is."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QTimeEdit, QVBoxLayout, QWidget

from repair_desktop.core.sessions import Session, check_session_day
from repair_desktop.core.times import Clock
from repair_desktop.gui.theme.roles import set_role
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.day_field import DayField
from repair_desktop.gui.widgets.flow_layout import FlowLayout
from repair_desktop.gui.widgets.wheel import let_wheel_pass
from repair_desktop.gui.widgets.words import words

USUAL = QTime(16, 0)


class SessionForm(QWidget):
    """A day, and a time where it is known.

    Signals:
        entered: A day, and a time or None.
        turned: It is cancelled, or takes place after all.
        deleted: The session is to go.
        closed: Nothing is wanted after all.
    """

    entered = Signal(object, object)
    turned = Signal()
    deleted = Signal()
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._question = words("", "question")
        lines.addWidget(self._question)
        helper = self.tr("A day that is past is fine too. The time can stay open.")
        lines.addWidget(words(helper, "helper"))
        near = ((self.tr("Today"), 0), (self.tr("Tomorrow"), 1))
        self._day = DayField(self.tr("Day of the session"), clock, check_session_day, near)
        lines.addWidget(self._day)
        at = QWidget()
        row = FlowLayout(at)
        self._has_time = QCheckBox(self.tr("At a time"))
        self._time = QTimeEdit(USUAL)
        self._time.setAccessibleName(self.tr("Time of the session"))
        self._time.setKeyboardTracking(False)
        self._time.setEnabled(False)
        let_wheel_pass(self._time)
        self._has_time.toggled.connect(self._time.setEnabled)
        row.addWidget(self._has_time)
        row.addWidget(self._time)
        lines.addWidget(at)
        self._fault = words("", "field-error")
        self._fault.hide()
        lines.addWidget(self._fault)
        ways = QWidget()
        row = FlowLayout(ways)
        self._keep = QPushButton()
        set_role(self._keep, "primary")
        self._keep.clicked.connect(self._enter)
        leave = QPushButton(self.tr("Not now"))
        set_role(leave, "secondary")
        leave.clicked.connect(self.closed)
        self._turn = QPushButton()
        self._turn.clicked.connect(self.turned)
        self._delete = QPushButton(self.tr("Delete this session"))
        self._delete.clicked.connect(self.deleted)
        for button in (self._turn, self._delete):
            set_role(button, "quiet")
        for button in (self._keep, leave, self._turn, self._delete):
            row.addWidget(button)
        lines.addWidget(ways)

    def ask_for_new(self, day: date, clock: time | None) -> None:
        """Ask when a session is that is to be added; with a day and a time to begin with."""
        self._ask(self.tr("When is the session?"), self.tr("Add it"), day, clock)
        for button in (self._turn, self._delete):
            button.hide()

    def ask_about(self, session: Session) -> None:
        """Ask what is to change about a session."""
        self._ask(self.tr("When is it?"), self.tr("Change it"), session.day, session.clock)
        self._turn.setText(
            self.tr("Mark as cancelled")
            if session.takes_place
            else self.tr("It takes place after all")
        )
        for button in (self._turn, self._delete):
            button.show()

    def _ask(self, question: str, keep: str, day: date, clock: time | None) -> None:
        self._question.setText(question)
        self._keep.setText(keep)
        self._day.show_day(day)
        self._has_time.setChecked(clock is not None)
        self._time.setTime(USUAL if clock is None else QTime(clock.hour, clock.minute))
        self._say_fault("")

    def take_keys(self) -> None:
        """Give the keys to the day."""
        self._day.take_keys()

    def _enter(self) -> None:
        if not self._day.take_typed():
            return  # the field says what is wrong
        day = self._day.day
        if day is None:
            self._say_fault(self.tr("Enter a day, or choose one on the calendar."))
            return
        self._say_fault("")
        self._time.interpretText()
        at = self._time.time()
        clock = time(at.hour(), at.minute()) if self._has_time.isChecked() else None
        self.entered.emit(day, clock)

    def _say_fault(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if fault:
            announce(self._fault, fault, assertive=True)

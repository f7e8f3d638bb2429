"""What ruptures and entries are called, wherever they are shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.entries import Entry, RuptureSummary
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Worksheet
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.words import shortened

TITLE_LETTERS = 200
FEW_LETTERS = 60


class RuptureWords(QObject):
    """Names ruptures and entries.

    Args:
        name: What the therapist is called.
    """

    def __init__(self, name: TherapistName, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name

    def title(self, summary: RuptureSummary) -> str:
        """Return what a rupture is called: the person's title, or kind and day.

        One that is set aside has no kind in its name: it would say aloud what was done.
        """
        rupture = summary.rupture
        if rupture.title:
            return shortened(rupture.title, TITLE_LETTERS)
        kind = "" if summary.is_set_aside else fill(summary.kind, self._name)
        kind = kind or self.tr("Something felt off")
        return f"{kind}, {day_words(summary.day, short=True)}"

    def title_and_day(self, summary: RuptureSummary) -> str:
        """Return :meth:`title`, in few letters and with the day where it has none."""
        title = self.title(summary)
        if not summary.rupture.title:
            return title
        return f"{shortened(title, FEW_LETTERS)}, {day_words(summary.day, short=True)}"

    def noted(self, summary: RuptureSummary) -> str:
        """Return when a rupture was written down."""
        return self.tr("Noted on {day}").format(day=day_words(summary.rupture.noted_at.date()))

    def facts(self, summary: RuptureSummary) -> str:
        """Return when a rupture was written down, and how big it felt."""
        facts = [self.noted(summary)]
        if summary.first_size is not None:
            size = self.tr("size {first} of 10").format(first=summary.first_size)
            if summary.last_size is not None and summary.last_size != summary.first_size:
                size = self.tr("size {first}, later {last}").format(
                    first=summary.first_size, last=summary.last_size
                )
            facts.append(size)
        return " · ".join(facts)

    def deleted(self, title: str) -> str:
        """Return what is said of a rupture or an entry that was deleted."""
        deleted = self.tr("Deleted, with what was written: {title}").replace("{title}", title)
        stays = self.tr("It leaves the journal once Repair is locked. Backups keep it for a while.")
        return f"{deleted}\n{stays}"

    def worksheet(self, worksheet: Worksheet | None) -> str:
        """Return what was answered, also where nobody knows it any more."""
        if worksheet is None:
            return self.tr("Written with another version of Repair")
        return fill(worksheet.title, self._name)

    def entry(self, entry: Entry, worksheet: Worksheet | None) -> str:
        """Return what an entry is called, with its day."""
        return f"{self.worksheet(worksheet)}, {self._day(entry)}"

    def entry_facts(self, entry: Entry) -> str:
        """Return when an entry was begun, and whether it is finished or locked."""
        state = self.tr("not finished") if entry.finished_at is None else self.tr("finished")
        if entry.is_locked:
            state = self.tr("locked")
        return f"{self._day(entry)} · {state}"

    def way_in(self, entry: Entry) -> str:
        """Return what the button back into an entry says."""
        if entry.is_locked:
            return self.tr("Unlock")
        return self.tr("Carry on") if entry.finished_at is None else self.tr("Look again")

    def _day(self, entry: Entry) -> str:
        return day_words(entry.begun_at.date(), short=True)

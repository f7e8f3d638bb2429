"""The days around sessions in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from repair_desktop.core.around import Around, AroundDay, AroundGroup, AroundSession, Spread
from repair_desktop.core.moods import quick_mood
from repair_desktop.core.windows import TimeWindow
from repair_desktop.gui.timeline.wording.numbers import digits, signed_mean
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.dates import day_words


class AroundWords(QObject):
    """Names days, groups and what they hold. All of it is plain text.

    Args:
        words: The words of the timeline.
    """

    def __init__(self, words: TimelineWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words

    # --- days -------------------------------------------------------------------------------

    def day(self, offset: int) -> str:
        """Return a day as the head of a column: "3 days before" to "3 days after"."""
        match offset:
            case 0:
                return self.tr("Session day")
            case -1:
                return self.tr("Day before")
            case 1:
                return self.tr("Day after")
        said = self.tr("{n} days before") if offset < 0 else self.tr("{n} days after")
        return said.format(n=digits(abs(offset)))

    def short_day(self, offset: int) -> str:
        """Return a day where there is little room: "−3" to "+3"."""
        if offset == 0:
            return self.tr("Session")
        number = digits(abs(offset))
        return f"−{number}" if offset < 0 else f"+{number}"

    def shortest_day(self, offset: int) -> str:
        """Return a day where not even a word has room: "−3" to "+3" and "0"."""
        return self.short_day(offset) if offset else digits(0)

    def _long_day(self, offset: int) -> str:
        match offset:
            case 0:
                return self.tr("The day of a session")
            case -1:
                return self.tr("The day before a session")
            case 1:
                return self.tr("The day after a session")
        if offset < 0:
            return self.tr("{n} days before a session").format(n=digits(-offset))
        return self.tr("{n} days after a session").format(n=digits(offset))

    # --- groups -----------------------------------------------------------------------------

    def group(self, group: AroundGroup) -> str:
        """Return which sessions they are, and how many."""
        n = group.sessions
        if group.has_open:
            one, many = (
                self.tr("1 session with an open rupture"),
                self.tr("{n} sessions with an open rupture"),
            )
        else:
            one, many = (
                self.tr("1 session without an open rupture"),
                self.tr("{n} sessions without an open rupture"),
            )
        return one if n == 1 else many.format(n=digits(n))

    def group_row(self, group: AroundGroup) -> str:
        """Return how the row of a group begins."""
        if group.has_open:
            return self.tr("All sessions with an open rupture ({n})").format(
                n=digits(group.sessions)
            )
        return self.tr("All sessions without an open rupture ({n})").format(
            n=digits(group.sessions)
        )

    def session_row(self, session: AroundSession) -> str:
        """Return how the row of a session begins."""
        day = day_words(session.moment.at.date(), short=True)
        return f"{day}\n{self._rupture(session)}"

    def _rupture(self, session: AroundSession) -> str:
        return self.tr("rupture open") if session.has_open else self.tr("no rupture open")

    # --- what they hold ---------------------------------------------------------------------

    def cell(self, spread: Spread) -> str:
        """Return such as "Low to Good, 9" with "average +1.2" beneath; "" for no check-in."""
        if spread.n == 0:
            return ""
        low, high = self._ends(spread)
        said = low if low == high else self.tr("{low} to {high}").format(low=low, high=high)
        said = f"{said}, {digits(spread.n)}"
        return said if spread.mean is None else f"{said}\n{self._average(spread.mean)}"

    def _ends(self, spread: Spread) -> tuple[str, str]:
        low, high = (self.words.level(quick_mood(each)) for each in (spread.low, spread.high))
        return low, high

    def _average(self, mean: float) -> str:
        return self.tr("average {mean}").format(mean=signed_mean(mean))

    def counts(self) -> str:
        """Return what the numbers under the days count."""
        return self.tr("Check-ins")

    def count(self, n: int) -> str:
        """Return how many check-ins there are."""
        match n:
            case 0:
                return self.tr("no check-ins")
            case 1:
                return self.tr("1 check-in")
        return self.tr("{n} check-ins").format(n=digits(n))

    def held(self, spread: Spread) -> str:
        """Return such as "9 check-ins, from Low to Good, average +1.2"."""
        parts = [self.count(spread.n)]
        if spread.n:
            low, high = self._ends(spread)
            said = self.tr("from {low} to {high}").format(low=low, high=high)
            parts.append(low if low == high else said)
        if spread.mean is not None:
            parts.append(self._average(spread.mean))
        return ", ".join(parts)

    def shown(self, day: AroundDay) -> str:
        """Return all there is to say about a day around the sessions of a group."""
        said = self.tr("{day} ({sessions}): {held}.")
        return said.format(
            day=self._long_day(day.offset),
            sessions=self.group(day.group),
            held=self.held(day.spread),
        )

    def spoken(self, session: AroundSession) -> str:
        """Return all of a session's row."""
        rupture = self._rupture(session)
        return f"{self.words.shown(session.moment)} {rupture[:1].upper()}{rupture[1:]}."

    # --- all of it --------------------------------------------------------------------------

    def summary(self, around: Around, window: TimeWindow) -> str:
        """Return which days, how many sessions in each group, and how many check-ins."""
        days = self.words.days(window)
        if not around.groups:
            return self.tr("{days}. No session in this time is over.").format(days=days)
        groups = ", ".join(map(self.group, around.groups))
        said = self.tr("{days}. {groups}. {check_ins} on the days around.")
        count = self.count(around.check_ins)
        return said.format(days=days, groups=groups, check_ins=count[:1].upper() + count[1:])

    def nothing(self) -> str:
        """Return what would be here."""
        return self.tr(
            "Sessions that are over show up here, with your mood on the 3 days before and after."
        )

    def explanation(self, around: Around, has_dots: bool, has_bars: bool) -> str:
        """Return how the picture is to be read; "" where there is no session.

        Args:
            around: What is shown.
            has_dots: Whether a check-in has a dot of its own anywhere.
            has_bars: Whether check-ins are too many for that anywhere.
        """
        if not around.groups:
            return ""
        parts: list[str] = []
        if len(around.sessions) > 1:
            parts.append(self.tr("The days around each session lie on top of each other."))
        if has_dots:
            parts.append(self.tr("Each dot is one check-in."))
        if has_bars:
            parts.append(self.tr("Where there are many, the bar shows the lowest and the highest."))
        if any(spread.mean is not None for group in around.groups for spread in group.days):
            parts.append(
                self.tr(
                    "A mark on the line is the average of a day's check-ins, where there are "
                    "5 or more. It goes from −4 (Rough) to +4 (Great)."
                )
            )
        if any(group.has_open for group in around.groups):
            parts.append(self.tr("A rupture counts as open until it is settled or left as it is."))
        if around.has_shared:
            parts.append(self.tr("A check-in near two sessions counts for both."))
        parts += filter(None, map(self._compared, around.groups))
        return " ".join(parts)

    def _compared(self, group: AroundGroup) -> str:
        """Put the days before and after side by side, without a verdict."""
        pair = group.before_and_after
        if pair is None:
            return ""
        if group.has_open:
            said = self.tr(
                "Average with an open rupture: {before} on the 3 days before ({n} check-ins), "
                "{after} on the 3 days after ({m})."
            )
        else:
            said = self.tr(
                "Average without an open rupture: {before} on the 3 days before ({n} check-ins), "
                "{after} on the 3 days after ({m})."
            )
        before, after = pair
        assert before.mean is not None
        assert after.mean is not None
        return said.format(
            before=signed_mean(before.mean),
            n=digits(before.n),
            after=signed_mean(after.mean),
            m=digits(after.n),
        )

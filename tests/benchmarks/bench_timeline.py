"""Measures the mood timeline with ten years of check-ins, five a day, and with thirty.

Usage: python tests/benchmarks/bench_timeline.py

Both timelines stand in one run and are measured in turn, so that a busy moment of the machine meets
both; times are those of this process alone. What is measured is what a person waits for: the page
is asked for something, works out where everything stands, and paints it. Ends with 1 where a limit
is passed.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.jobs import InlineJobs
from helpers.journals import NOON
from helpers.plain_window import plain_theme
from helpers.real_journal import real_journal
from helpers.timeline import Kept
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import MoodId, new_id
from repair_desktop.core.moods import Mood
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.drawing.picture import Picture
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView

FIRST_PICTURE, PAINT, RATIO = 100.0, 16.0, 3.0
"""Limits: milliseconds to the first picture, milliseconds of paint, and many against few."""

WIDTH, HEIGHT = 1000, 900
ROUNDS = 31


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is: numbers, over a number of days up to today."""

    check_ins: int
    sessions: int
    ruptures: int
    days: int


MANY = Size(18_000, 520, 60, 3650)
FEW = Size(30, 520, 60, 3650)


@dataclass(slots=True)
class Took:
    """What one thing took, in milliseconds."""

    whole: list[float] = field(default_factory=list)
    paint: list[float] = field(default_factory=list)


class Bench:
    """A timeline of one size on its page."""

    def __init__(self, kept: Kept, theme: ThemeController) -> None:
        self._kept = kept
        self._theme = theme
        self._jobs = InlineJobs()
        self.took: dict[str, Took] = {}
        self.page = self._open()

    def _open(self) -> TimelinePage:
        kept = self._kept
        self.presenter = TimelinePresenter(kept.timeline, kept.sessions, self._jobs, kept.clock)
        self.views: list[TimelineView] = []
        self.presenter.changed.connect(self.views.append)
        page = TimelinePage(self.presenter, therapist_name(""), self._theme, ProblemWords())
        page.resize(WIDTH, HEIGHT)
        page.show()
        return page

    def open(self) -> None:
        """Open the page until its first picture; the rest is read after that."""
        before = self.page

        def act() -> None:
            self.page = self._open()
            self.page.refresh()
            self._jobs.run_one()
            QApplication.sendPostedEvents()

        self.measure("open", act)
        # As the program's own loop does. Left alone, all pages would stay, with all they hold.
        before.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def measure(self, name: str, act: Callable[[], object]) -> None:
        """Do something and paint what it leads to."""
        # What is only kept, such as how the timeline was looked at, is another thread's.
        self._jobs.hold = True
        begun = time.process_time()
        act()
        done = time.process_time()
        self.picture.render(self._paper)
        painted = time.process_time()
        self._jobs.hold = False
        self._jobs.run_held()
        took = self.took.setdefault(name, Took())
        took.whole.append((painted - begun) * 1000)
        took.paint.append((painted - done) * 1000)

    @property
    def picture(self) -> Picture:
        """The picture that is shown."""
        children = self.page.findChildren(QWidget)
        return next(p for p in children if isinstance(p, Picture) and p.isVisibleTo(self.page))

    @property
    def _paper(self) -> QImage:
        size = self.picture.size()
        return QImage(size, QImage.Format.Format_ARGB32_Premultiplied)

    def views_in_turn(self) -> None:
        """Look at everything there is to look at."""
        for lens in Lens:
            for span in lens.spans or (None,):
                self.presenter.look_through(Lens.MOODS)  # so that each is a switch

                def act(lens: Lens = lens, span: Span | None = span) -> None:
                    self.presenter.look_through(lens)
                    if span is not None:
                        self.presenter.choose(span)

                name = f"{lens.value} {span.value}" if span is not None else lens.value
                self.measure(name, act)

    def wheel(self) -> None:
        """Zoom from all there is to a day and back, a click at a time."""
        self.presenter.look_through(Lens.MOODS)
        self.presenter.choose(Span.ALL)
        for turn in (*[120] * 24, *[-120] * 24):
            self.measure("wheel step", lambda turn=turn: self._turn(turn))  # type: ignore[misc]

    def _turn(self, turn: int) -> None:
        middle = QPointF(self.picture.rect().center())
        event = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.picture, event)

    def pan(self) -> None:
        """Drag the days along at every zoom."""
        self.presenter.look_through(Lens.MOODS)
        for span in (Span.WEEK, Span.MONTH, Span.QUARTER, Span.YEAR):
            self.presenter.show_day((NOON - timedelta(days=200)).date(), span)
            for step in (-1, 1, -1, 1):
                self.measure("pan frame", lambda step=step: self.presenter.pan(step))  # type: ignore[misc]


@contextmanager
def kept_of(size: Size) -> Iterator[Kept]:
    """Give a journal of a size."""
    chance = random.Random(1)
    words = [f"word {number}" for number in range(40)]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        journal = stack.enter_context(real_journal(Path(folder)))
        kept = Kept(journal)
        with journal.transaction():
            for _ in range(size.check_ins):
                at = NOON - timedelta(days=chance.random() * size.days)
                feelings = tuple(
                    RatedWord(word, own=True) for word in chance.sample(words, chance.randint(0, 3))
                )
                tags = tuple(chance.sample(words[:8], chance.randint(0, 2)))
                mood = Mood(MoodId(new_id()), at, at, chance.randint(-4, 4), None, feelings, tags)
                journal.moods.save(mood)
            for number in range(size.sessions):
                kept.session(NOON - timedelta(days=number * size.days / size.sessions))
        for _ in range(size.ruptures):
            at = NOON - timedelta(days=chance.random() * size.days + 20)
            kept.rupture(at, (RuptureState.RAISED, at + timedelta(days=9)))
        yield kept


def main() -> int:
    """Measure, print, and tell whether every limit was kept."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with plain_theme(app) as theme, kept_of(FEW) as few_kept, kept_of(MANY) as many_kept:
        few, many = benches = [Bench(kept, theme) for kept in (few_kept, many_kept)]
        for bench in benches:
            bench.page.refresh()
        for number in range(ROUNDS + 1):
            for bench in benches:
                bench.open()
                bench.views_in_turn()
                bench.wheel()
                bench.pan()
                if number == 0:
                    bench.took.clear()  # the first time fills caches
        return report(few.took, many.took)


def report(few: dict[str, Took], many: dict[str, Took]) -> int:
    """Print medians; return 1 where a limit was passed."""
    say(
        f"medians of {ROUNDS} rounds, in milliseconds: {FEW.check_ins} | {MANY.check_ins} check-ins"
    )
    say(f"{'':<18} {'to picture':>17}  {'paint':>15}  {'ratio':>6}")
    broken = False
    for name, took in many.items():
        whole, paint = statistics.median(took.whole), statistics.median(took.paint)
        few_whole, few_paint = (
            statistics.median(few[name].whole),
            statistics.median(few[name].paint),
        )
        ratio = whole / few_whole
        bad = whole > FIRST_PICTURE or paint > PAINT or ratio > RATIO
        broken |= bad
        say(
            f"{name:<18} {few_whole:7.2f} | {whole:7.2f}  {few_paint:6.2f} | {paint:6.2f}"
            f"  {ratio:6.2f}{'  <- over a limit' if bad else ''}"
        )
    return int(broken)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())

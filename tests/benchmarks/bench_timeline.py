"""Paints the mood timeline with 18,000 check-ins and with 30, and prints how much longer it takes.

Usage: python tests/benchmarks/bench_timeline.py
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.journals import NOON
from helpers.plain_window import plain_theme
from helpers.real_journal import real_journal
from helpers.timeline import Kept
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from repair_desktop.core.ids import MoodId, new_id
from repair_desktop.core.moods import Mood
from repair_desktop.core.timeline import Span
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.chart import TimelineChart
from repair_desktop.gui.timeline.timeline_words import TimelineWords

FEW, MANY = 30, 18_000
THIS_YEAR = 320  # days up to the tests' present
TWENTY_YEARS = 365 * 20
WIDTH = 920
ROUNDS = 101


def main() -> None:
    """Measure in one run, the charts in turn, so that a busy moment of the machine meets all."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with plain_theme(app) as theme:
        charts = [
            chart_of(theme, f"{FEW} in a year", FEW, THIS_YEAR),
            chart_of(theme, f"{MANY} in twenty years", MANY, TWENTY_YEARS),
            chart_of(theme, f"{MANY} in a year", MANY, THIS_YEAR),
        ]
        picture = QImage(WIDTH, charts[0].height(), QImage.Format.Format_ARGB32_Premultiplied)
        few, life, crowd = medians([partial(chart.render, picture) for chart in charts])
    say(f"paint, median of {ROUNDS}: {few:.2f} ms, {life:.2f} ms, {crowd:.2f} ms")
    say(f"ratio, {MANY} in twenty years : {FEW}   {life / few:.2f}")
    say(f"ratio, {MANY} in a year : {FEW}         {crowd / few:.2f}")


def chart_of(theme: ThemeController, name: str, check_ins: int, days: int) -> TimelineChart:
    """Return a chart of the present year; print how long it took to get there."""
    with tempfile.TemporaryDirectory() as folder, real_journal(Path(folder)) as journal:
        kept = Kept(journal)
        with journal.transaction():
            for mood in made_up(check_ins, days):
                journal.moods.save(mood)
        kept.presenter.choose(Span.YEAR)
        chart = TimelineChart(TimelineWords(therapist_name(""), {}), theme)
        chart.resize(WIDTH, chart.height())
        read, lay = medians([kept.presenter.refresh, lambda: chart.show_view(kept.view)], rounds=3)
    assert chart.plan is not None
    say(
        f"{name:<24} read {read:6.1f} ms   lay out {lay:5.2f} ms"
        f"   ({len(kept.view.moods)} shown as {len(chart.plan.items)})"
    )
    return chart


def made_up(check_ins: int, days: int) -> Sequence[Mood]:
    """Return check-ins spread over the last days."""
    chance = random.Random(1)
    found = []
    for _ in range(check_ins):
        at = NOON - timedelta(days=chance.random() * days)
        found.append(Mood(MoodId(new_id()), at, at, chance.randint(-4, 4)))
    return found


def medians(acts: Sequence[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    """Do several things in turn; return the median time of each, in milliseconds."""
    times: list[list[float]] = [[] for _ in acts]
    for number in range(rounds + 1):
        for act, found in zip(acts, times, strict=True):
            begun = time.perf_counter()
            act()
            if number:  # the first time fills caches
                found.append(time.perf_counter() - begun)
    return [statistics.median(found) * 1000 for found in times]


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()

"""One rupture along its days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from repair_desktop.core.entries import RuptureSummary
from repair_desktop.core.ids import RuptureId
from repair_desktop.core.rupture_track import RuptureTrack, first_shown, track_of
from repair_desktop.core.rupture_view import RuptureView
from repair_desktop.core.windows import TimeWindow
from repair_desktop.core.wording import TherapistName
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import SPACE
from repair_desktop.gui.timeline.panel import Panel
from repair_desktop.gui.timeline.presenter import TimelinePresenter, TimelineView
from repair_desktop.gui.timeline.track.chart import TrackChart
from repair_desktop.gui.timeline.track.plan import TrackPlan
from repair_desktop.gui.timeline.track.rows import TrackRows
from repair_desktop.gui.timeline.track.words import TrackWords
from repair_desktop.gui.timeline.wording.timeline_words import TimelineWords
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.choice_box import ChoiceBox
from repair_desktop.gui.widgets.words import words

_FEWEST_LETTERS = 12


class TrackPanel(Panel):
    """A list of ruptures, and the one that is chosen: its size, its states, and the mood."""

    def __init__(
        self,
        presenter: TimelinePresenter,
        timeline_words: TimelineWords,
        name: TherapistName,
        theme: ThemeController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter.track
        self._presenter.read.connect(self._take)
        self._presenter.failed.connect(self._stay)
        self._words = TrackWords(timeline_words, name, self)
        self._view: TimelineView | None = None
        self._ruptures: Sequence[RuptureSummary] | None = None  # those that the list shows
        self._asked: RuptureSummary | None = None
        self._read: tuple[RuptureSummary, RuptureView | None] | None = None  # what is in sight
        self._is_read = False
        self._track: RuptureTrack | None = None
        self._tells = False  # whether the person waits for another rupture
        self._chart = TrackChart(self._words, theme)
        self._make_controls()

    def _make_controls(self) -> None:
        self._controls = QWidget()
        lines = QVBoxLayout(self._controls)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE)
        self._question = words(self.tr("Which rupture"), "helper")
        self._box = ChoiceBox(self.tr("Which rupture"))
        self._question.setBuddy(self._box)  # a combo box has no other name on Linux
        # A long title is cut in the list; it widens no page.
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(_FEWEST_LETTERS)
        self._box.picked.connect(self._choose)
        lines.addWidget(self._question)
        lines.addWidget(self._box)

    @property
    def picture(self) -> TrackChart:
        """The picture."""
        return self._chart

    @property
    def controls(self) -> QWidget:
        """The list of ruptures."""
        return self._controls

    # --- what is shown ----------------------------------------------------------------------

    def show_view(self, view: TimelineView) -> None:
        """Show what was read, or what a filter lets through."""
        self._view = view
        if view.timeline.ruptures is self._ruptures:
            self._show()
            return
        self._ruptures = view.timeline.ruptures
        before = None if self._asked is None else self._find(self._asked.rupture.id)
        self._ask(before or first_shown(self._ruptures))
        self._fill_box()

    def _find(self, rupture_id: RuptureId) -> RuptureSummary | None:
        found = (each for each in self._ruptures or () if each.rupture.id == rupture_id)
        return next(found, None)

    def _fill_box(self) -> None:
        ruptures = self._ruptures or ()
        self._box.clear()
        self._box.addItems([self._words.name(each) for each in ruptures])
        self._show_asked()
        for part in (self._question, self._box):
            part.setVisible(bool(ruptures))

    def _show_asked(self) -> None:
        asked = None if self._asked is None else self._find(self._asked.rupture.id)
        self._box.show_place(-1 if asked is None else list(self._ruptures or ()).index(asked))

    def _choose(self, place: int) -> None:
        assert self._ruptures is not None
        self._tells = True
        self._ask(self._ruptures[place])

    def _ask(self, summary: RuptureSummary | None) -> None:
        """Read a rupture; until then the one before stays in sight."""
        self._asked = summary
        if summary is None:
            self._is_read, self._read = True, None
            self._show()
        else:
            self._presenter.show(summary.rupture.id)

    def _take(self, written: RuptureView | None) -> None:
        if self._asked is None:
            return  # all of them are gone by now
        self._is_read, self._read = True, (self._asked, written)
        self._show()
        self.changed.emit()
        if self._tells:
            self._tells = False
            announce(self._chart, self.summary())

    def _stay(self) -> None:
        """Say again which one is in sight: the other one could not be read."""
        self._tells = False
        if self._read is not None:
            self._asked = self._read[0]
            self._show_asked()

    def _show(self) -> None:
        if not self._is_read or self._view is None:
            return
        self._track = None
        if self._read is not None:
            self._track = track_of(*self._read, self._view.timeline)
        self._chart.show_track(self._track)

    def days(self, view: TimelineView) -> TimeWindow:
        """Return the days of the rupture."""
        return view.window if self._track is None else self._track.window

    # --- words ------------------------------------------------------------------------------

    def summary(self) -> str:
        """Return which days are shown, and how many ratings and check-ins there are."""
        return self._words.summary(self._track) if self._is_read else ""

    def explanation(self) -> str:
        """Return how the picture is to be read."""
        plan = self._chart.plan
        if self._track is None or not isinstance(plan, TrackPlan):
            return ""
        return self._words.explanation(self._track, plan.bar_days)

    def keys(self) -> str:
        """Return which keys do what; where there is nothing to go to, what would be here."""
        if self._track is None:
            return self._words.nothing()
        return self.tr("Left and Right go from one to the next, Enter opens it.")

    def rows(self) -> TrackRows:
        """Return everything in these days, newest first."""
        return TrackRows(self._track, self._words)

"""What goes out of the timeline: what is shown, and nothing private before it is turned on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from helpers.timeline import Kept, days_ago
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.mood_filter import MoodFilter, Word
from repair_desktop.core.ruptures import RuptureState
from repair_desktop.core.timeline_choice import Lens
from repair_desktop.core.windows import Span
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.takeout.taken import Taken, What
from repair_desktop.gui.widgets.paper import paper_pdf
from repair_desktop.gui.widgets.paper_output import png

NOTE, TITLE, OWN = "Nobody may read this.", "The joke about my job", "left out"


class Shown:
    """The timeline with something of everything, and what it lets out."""

    def __init__(self, kept: Kept, theme: ThemeController) -> None:
        self.kept = kept
        feelings = (RatedWord("sad"), RatedWord(OWN, own=True))
        kept.check_in(days_ago(2), -2, 1, feelings, ("work", "choir"), NOTE)
        kept.check_in(days_ago(1), 2)
        kept.rupture(days_ago(3), (RuptureState.RAISED, days_ago(2)), title=TITLE)
        self.page = TimelinePage(
            kept.presenter,
            therapist_name(""),
            theme,
            ProblemWords(),
            word_names={"work": "Work", "sad": "Sad"},
        )
        self.page.resize(900, 700)
        self.taken: list[Taken] = []
        self.page.copy_requested.connect(self.taken.append)
        self.page.refresh()

    def take(self, **changes: object) -> Taken:
        if "lens" in changes:
            self.kept.presenter.look_through(changes["lens"])  # type: ignore[arg-type]
        if "filter" in changes:
            self.kept.presenter.sift(changes["filter"])  # type: ignore[arg-type]
        self.page._ask_for_copy()
        return self.taken[-1]


@pytest.fixture
def shown(kept: Kept, theme: ThemeController) -> Iterator[Shown]:
    shown = Shown(kept, theme)
    yield shown
    shown.page.deleteLater()


def paper(taken: Taken) -> str:
    elements = taken.elements()
    data = paper_pdf(lambda _size: elements, taken.name)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return " ".join(text.split())


def rows(taken: Taken) -> list[dict[str, str]]:
    text = b"".join(taken.csv()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_days_the_number_the_picture_its_legend_and_the_table(shown: Shown) -> None:
    text = paper(shown.take())
    for said in (
        "Mood timeline 1 November to 30 November 2026, up to today. Check-ins on 2 of 23 days",
        "Each mark is one check-in.",
        "Rough",  # of the picture alone
        "Day and time Mood Pleasantness Energy Feelings Tags",
        "22/11/2026 12:00 Good 2",
        "21/11/2026 12:00 Low −2 1 Sad, left out Work, choir",
    ):
        assert said in text


def lenses() -> list[Lens]:
    return list(Lens)


@pytest.mark.parametrize("lens", lenses())
def test_no_way_to_look_lets_out_what_is_private_before_it_is_turned_on(
    shown: Shown, lens: Lens
) -> None:
    if lens not in shown.page._makers:
        pytest.skip("no such way to look yet")
    taken = shown.take(lens=lens)
    text = paper(taken)
    assert text
    for private in (NOTE, TITLE, "the clock"):
        assert private not in text
        assert private not in str(rows(taken))
    taken.on -= {What.WORDS}
    if lens is not Lens.WORDS:
        for private in (OWN, "choir", "Sad", "Work"):
            assert private not in paper(taken)
            assert private not in str(rows(taken))
    assert TITLE not in taken.name + str(taken.listed())


def test_a_rupture_is_a_rupture_until_names_are_turned_on(shown: Shown) -> None:
    taken = shown.take()
    assert paper(taken).count("A rupture: Raised") == 2  # in the picture and in the table
    taken.on |= {What.NAMES}
    assert f"{TITLE}: Raised" in paper(taken)
    assert "A rupture" not in paper(taken)
    # The screen goes on naming it.
    assert shown.page._panel.rows().cell(1, 1) != "A rupture: Raised"


def test_one_that_is_set_aside_has_no_kind_in_its_name(shown: Shown) -> None:
    from dataclasses import replace

    [summary] = shown.kept.view.timeline.ruptures
    untitled = replace(
        summary, kind="They came too close", rupture=replace(summary.rupture, title="")
    )
    assert shown.page._words.title(untitled) == "They came too close"
    aside = replace(untitled, is_set_aside=True)
    assert shown.page._words.title(aside) == "Something felt off"


def test_notes_are_on_paper_once_they_are_turned_on(shown: Shown) -> None:
    taken = shown.take()
    taken.on |= {What.NOTES}
    assert "Note 22/11" in paper(taken)
    assert NOTE in paper(taken)
    assert rows(taken)[0]["note"] == NOTE


def test_without_the_table_and_without_the_picture(shown: Shown) -> None:
    taken = shown.take()
    taken.on -= {What.TABLE}
    assert "Day and time" not in paper(taken)
    assert taken.listed() == ["Picture"]
    taken.on -= {What.PICTURE}
    assert taken.elements() == []
    assert taken.listed() == []
    taken.on |= {What.TABLE}
    assert "Each mark" not in paper(taken)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (MoodFilter(tags=frozenset({"work"})), "Only check-ins with: Work"),
        (MoodFilter(feelings=frozenset({Word(OWN, True)})), "Only check-ins with: left out"),
    ],
)
def test_a_filter_is_said_and_what_it_keeps_out_does_not_leave(
    shown: Shown, asked: MoodFilter, said: str
) -> None:
    taken = shown.take(filter=asked)
    text = paper(taken)
    assert said in text
    assert "22/11/2026 12:00" not in text
    assert len(rows(taken)) == 1
    taken.on -= {What.WORDS}
    assert "Only some check-ins: a filter is on." in paper(taken)
    assert "Only check-ins with" not in paper(taken)


def test_a_filter_by_rupture_does_not_name_it(shown: Shown) -> None:
    [summary] = shown.kept.view.timeline.ruptures
    taken = shown.take(filter=MoodFilter(rupture_id=summary.rupture.id))
    assert "Only check-ins with: A rupture" in paper(taken)
    assert TITLE not in paper(taken)
    taken.on |= {What.NAMES}
    assert f"Only check-ins with: {TITLE}" in paper(taken)


def test_the_legend_is_that_of_the_picture_on_paper(shown: Shown, theme: ThemeController) -> None:
    """With large text on the screen, a bar holds more days than on paper."""
    for days in range(3, 80, 2):
        shown.kept.check_in(days_ago(days))
    shown.kept.presenter.refresh()
    shown.kept.presenter.choose(Span.QUARTER)
    theme.apply(Theme.LIGHT, 200)
    assert "Each bar is" in shown.page._panel.explanation()
    on_screen = shown.page._panel.explanation()
    assert "Each mark is one check-in." in paper(shown.take())
    assert shown.page._panel.explanation() == on_screen


def test_what_leaves_is_light_in_every_look(shown: Shown, theme: ThemeController) -> None:
    light = png(lambda _size: shown.take().picture())
    theme.apply(Theme.DARK, 200)
    dark = png(lambda _size: shown.take().picture())
    assert QImage.fromData(dark).pixelColor(3, 3) == QColor("white")
    assert QImage.fromData(dark) == QImage.fromData(light)


def test_the_name_of_a_file_holds_no_word_of_the_person(shown: Shown) -> None:
    assert shown.take().name == "Mood timeline 2026-11-01 to 2026-11-30"


def test_nothing_is_offered_that_is_not_there(kept: Kept, theme: ThemeController) -> None:
    kept.check_in(days_ago(1))
    page = TimelinePage(kept.presenter, therapist_name(""), theme, ProblemWords())
    found: list[Taken] = []
    page.copy_requested.connect(found.append)
    page.refresh()
    page._ask_for_copy()
    assert What.NAMES not in found[0].offered
    page.deleteLater()


def test_what_is_printed_later_is_what_was_shown_then(shown: Shown) -> None:
    elements = shown.take().elements()
    shown.kept.presenter.choose(Span.DAY)
    data = paper_pdf(lambda _size: elements, "")
    text = " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    assert "22/11/2026 12:00 Good 2" in text
    assert "A rupture: Raised" in text


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=4000))
def test_whatever_was_written_it_can_be_taken_along(shown: Shown, text: str) -> None:
    shown.kept.check_in(days_ago(1), note=text, tags=(text,) if text.strip() else ())
    shown.kept.presenter.refresh()
    taken = shown.take()
    taken.on |= set(taken.offered)
    assert paper(taken)
    assert rows(taken)


def test_of_one_rupture_only_the_check_ins_of_its_days_are_taken(shown: Shown) -> None:
    shown.kept.check_in(days_ago(300), 1, note=NOTE)
    shown.page.refresh()
    taken = shown.take(lens=Lens.RUPTURE)
    assert "2 check-ins." in taken._panel.summary()
    assert taken.name == "Mood timeline 2026-11-10 to 2026-11-23"
    assert taken.moods == 2
    assert b"2026-01-27" not in b"".join(taken.csv())

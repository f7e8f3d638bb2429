"""Print or save what is shown, by keys and by ear."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.accessible import press_by_reader, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from helpers.saving import type_name
from helpers.shown import amiss, buttons, focused_button, press, said, settle, show
from helpers.timeline import Kept, days_ago
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from repair_desktop.core.moods import Mood
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import Theme
from repair_desktop.gui.therapist_name import therapist_name
from repair_desktop.gui.timeline.page import TimelinePage
from repair_desktop.gui.timeline.takeout.page import MANY_PAGES, TakeAlongPage
from repair_desktop.gui.timeline.takeout.taken import Taken
from repair_desktop.gui.widgets.page_view import PageView
from repair_desktop.gui.widgets.wrapping_box import WrappingBox

NAME = "Mood timeline 2026-11-01 to 2026-11-30"


class Along:
    """The page over a timeline."""

    def __init__(
        self,
        qtbot: QtBot,
        kept: Kept,
        theme: ThemeController,
        size: tuple[int, int] = (980, 900),
    ) -> None:
        self.timeline = TimelinePage(kept.presenter, therapist_name(""), theme, ProblemWords())
        qtbot.addWidget(self.timeline)
        taken: list[Taken] = []
        self.timeline.copy_requested.connect(taken.append)
        self.timeline.refresh()
        self.timeline._ask_for_copy()
        self.taken = taken[0]
        self.page = TakeAlongPage(self.taken, theme)
        show(qtbot, self.page, size)

    def box(self, name: str) -> WrappingBox:
        [box] = [b for b in self.page.findChildren(WrappingBox) if b.accessibleName() == name]
        return box

    def turn(self, name: str) -> None:
        press_by_reader(self.box(name))
        settle()


def fill(kept: Kept) -> list[Mood]:
    return [kept.check_in(days_ago(n), n % 5 - 2, note="secret", tags=("work",)) for n in range(9)]


@pytest.fixture
def along(qtbot: QtBot, kept: Kept, theme: ThemeController) -> Along:
    fill(kept)
    kept.rupture(days_ago(3), title="The clock")
    return Along(qtbot, kept, theme)


def test_private_things_are_off_at_first_and_it_says_so(along: Along) -> None:
    on = {b.accessibleName(): b.isChecked() for b in along.page.findChildren(WrappingBox)}
    assert on == {
        "Picture": True,
        "Table": True,
        "Feelings and tags": True,
        "Notes": False,
        "Names of ruptures": False,
    }
    assert along.box("Notes").accessibleDescription() == "Private, so it is off at first."
    assert "Then it says “A rupture”." in along.box("Names of ruptures").accessibleDescription()
    assert "1 page · 10 rows." in said(along.page)


@pytest.mark.parametrize(
    ("way", "listed"),
    [
        ("Print…", "Picture · Table · Feelings and tags · 1 page"),
        ("Save as PDF…", "Picture · Table · Feelings and tags · 1 page"),
        ("Save the picture…", "Picture"),
        ("Save for a spreadsheet…", "9 check-ins · Feelings and tags"),
    ],
)
def test_each_way_says_first_that_a_copy_is_not_locked_and_what_is_on_it(
    along: Along, way: str, listed: str
) -> None:
    press(along.page, way)
    settle()
    assert "This copy is not locked. Anyone who finds it can read it." in said(along.page)
    assert f"On it: {listed}" in said(along.page)
    assert along.page.window().findChildren(QDialog) == []
    assert focused_button() in ("Go on to print…", "Choose where…")
    press(along.page, "Not now")
    assert focused_button() == way


@pytest.mark.parametrize(
    ("way", "ending", "start"),
    [
        ("Save as PDF…", "pdf", b"%PDF"),
        ("Save the picture…", "png", b"\x89PNG"),
        ("Save for a spreadsheet…", "csv", b"\xef\xbb\xbfschema_version"),
    ],
)
def test_it_is_saved_where_the_person_says(
    along: Along, tmp_path: Path, way: str, ending: str, start: bytes
) -> None:
    press(along.page, way)
    settle()
    press(along.page, "Choose where…")
    [dialog] = along.page.window().findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == [f"{NAME}.{ending}"]
    type_name(dialog, tmp_path / f"here.{ending}")
    dialog.accept()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    data = (tmp_path / f"here.{ending}").read_bytes()
    assert data.startswith(start)
    assert b"secret" not in data
    assert "A copy is saved. It is not locked." in said(along.page)


def test_printing_asks_for_a_printer(along: Along) -> None:
    press(along.page, "Print…")
    settle()
    press(along.page, "Go on to print…")
    [dialog] = along.page.window().findChildren(QDialog)
    assert dialog.windowTitle() == "Print"
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_where_it_can_not_be_saved_the_person_hears_so(along: Along, tmp_path: Path) -> None:
    along.page._ways._output.write(str(tmp_path / "missing" / "here.csv"), along.taken.csv())
    assert "It could not be saved there. Nothing else changed." in said(along.page)
    assert not (tmp_path / "missing").exists()


def test_on_a_full_disk_what_stood_there_stays(along: Along, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    here = tmp_path / "saved" / "here.csv"
    here.parent.mkdir()
    here.write_text("mine", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        along.page._ways._output.write(str(here), along.taken.csv())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "look whether the disk is full" in said(along.page)
    assert here.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in here.parent.iterdir()] == ["here.csv"]


def test_a_switch_changes_the_pages_and_takes_back_what_was_said(along: Along) -> None:
    press(along.page, "Save as PDF…")
    settle()
    along.turn("Table")
    assert "not locked" not in said(along.page)
    assert "1 page." in said(along.page)
    assert "rows" not in said(along.page)
    along.turn("Picture")
    assert "Nothing is on it yet." in said(along.page)
    assert not along.page._view.isVisible()
    press(along.page, "Print…")
    assert "There is nothing on it yet." in said(along.page)


def test_a_long_table_says_how_long_before(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    with kept.journal.transaction():
        for n in range(400):
            kept.check_in(days_ago(n % 20, 12), note="A long day. " * 20)
    along = Along(qtbot, kept, theme)
    along.turn("Notes")
    assert along.page._count >= MANY_PAGES
    assert f"{along.page._count} pages · 400 rows. Without the table it is far shorter." in said(
        along.page
    )
    along.turn("Table")
    assert "Without the table" not in said(along.page)


def test_without_a_check_in_there_is_no_spreadsheet(
    qtbot: QtBot, kept: Kept, theme: ThemeController
) -> None:
    kept.rupture(days_ago(3))
    assert "Save for a spreadsheet…" not in buttons(Along(qtbot, kept, theme).page)


def test_a_screen_reader_hears_what_the_preview_shows(along: Along) -> None:
    [view] = along.page.findChildren(PageView)
    face = QAccessible.queryAccessibleInterface(view)
    assert face.role() is QAccessible.Role.Graphic
    assert face.text(QAccessible.Text.Name) == "How the first page will look"
    assert face.text(QAccessible.Text.Value) == "1 page · 10 rows."


def test_keys_go_through_it_in_reading_order(along: Along) -> None:
    stops = [w.accessibleName() or getattr(w, "text", str)() for w in tab_stops(along.page)]
    assert stops[:3] == ["Picture", "Table", "Feelings and tags"]
    assert stops[5:] == [
        "Print…",
        "Save as PDF…",
        "Save the picture…",
        "Save for a spreadsheet…",
        "Back",
    ]
    closed: list[bool] = []
    along.page.closed.connect(lambda: closed.append(True))
    press(along.page, "Back")
    assert closed == [True]


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    qtbot: QtBot, kept: Kept, theme: ThemeController, look: Theme, percent: int
) -> None:
    fill(kept)
    kept.rupture(days_ago(3))
    theme.apply(look, percent)
    small = SMALLEST_PAGE
    along = Along(qtbot, kept, theme, (small.width(), small.height()))
    press(along.page, "Save as PDF…")
    settle()
    assert list(cut_off(along.page)) == []
    assert amiss(along.page) == []


def test_the_timeline_leads_there(along: Along, qtbot: QtBot) -> None:
    show(qtbot, along.timeline, (980, 900))
    for name, signal in (
        ("Print or save…", along.timeline.copy_requested),
        ("For my session…", along.timeline.last_weeks_requested),
    ):
        with qtbot.waitSignal(signal):
            press(along.timeline, name)

from __future__ import annotations

import pytest
from helpers.accessible import complaints, read_aloud, tab_stops
from helpers.fitting import SMALLEST_PAGE, cut_off
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from repair_desktop.content.library import load_library
from repair_desktop.core.library import Reading, ReadingId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.library.reading_page import MEASURE, ReadingPage
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.tokens import CARD_PADDING, Theme
from repair_desktop.gui.widgets.prose import Heading, Prose

LIBRARY = load_library()
ALL = (*LIBRARY.readings, LIBRARY.for_therapists)
NAME = TherapistName.named("M.")


def shown(
    qtbot: QtBot,
    theme: ThemeController,
    reading: Reading,
    size: tuple[int, int] = SMALLEST_PAGE.toTuple(),
) -> ReadingPage:
    page = ReadingPage(reading, NAME, theme)
    page.resize(*size)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.take_keys()
    QApplication.processEvents()
    return page


@pytest.fixture
def page(qtbot: QtBot, theme: ThemeController) -> ReadingPage:
    return shown(qtbot, theme, LIBRARY.reading(ReadingId("rupture")))


def headings(page: ReadingPage) -> list[Heading]:
    return [stop for stop in tab_stops(page) if isinstance(stop, Heading)]


def top_of(page: ReadingPage, heading: Heading) -> int:
    """Return where a heading stands in what is seen of the page."""
    return heading.mapTo(page._scroll.viewport(), QPoint()).y()


@pytest.mark.parametrize("reading", ALL, ids=lambda reading: reading.id)
def test_everything_is_there_in_its_order(
    qtbot: QtBot, theme: ThemeController, reading: Reading
) -> None:
    said = read_aloud(shown(qtbot, theme, reading)).replace("•", "").split()
    expected = [reading.title, reading.aim, f"About {reading.minutes} minutes"]
    for section in reading.sections:
        expected += [section.title, *(each.text for each in section.paragraphs)]
    expected += ["How sure is this?", reading.note, "Where this comes from"]
    expected += [f"{s.author} ({s.year}). {s.work}. {s.where}." for s in reading.sources]
    assert said == " ".join(fill(text, NAME) for text in expected).split()


def test_the_name_of_the_therapist_is_in_it(page: ReadingPage) -> None:
    assert "You can like M. and still be hurt by M. Both can be true." in read_aloud(page)


def test_nothing_in_it_can_be_opened(page: ReadingPage) -> None:
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.openExternalLinks()
    assert [b.text() for b in page.findChildren(QPushButton)] == ["Back"]


def test_tab_goes_from_heading_to_heading_and_each_says_its_text(page: ReadingPage) -> None:
    reading = LIBRARY.reading(ReadingId("rupture"))
    found = headings(page)
    assert [heading.accessibleName() for heading in found] == [
        *(section.title for section in reading.sections),
        "How sure is this?",
        "Where this comes from",
    ]
    for heading, section in zip(found, reading.sections, strict=False):
        for paragraph in section.paragraphs:
            assert fill(paragraph.text, NAME) in heading.accessibleDescription()
        interface = QAccessible.queryAccessibleInterface(heading)
        assert interface is not None
        assert interface.role() is QAccessible.Role.Heading


def test_it_begins_at_the_title_with_the_keys_on_the_first_heading(page: ReadingPage) -> None:
    assert page._scroll.verticalScrollBar().value() == 0
    assert headings(page)[0].hasFocus()


def test_a_heading_comes_to_the_top_with_what_stands_under_it(page: ReadingPage) -> None:
    bar = page._scroll.verticalScrollBar()
    height = page._scroll.viewport().height()
    for heading in headings(page)[1:]:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert heading.hasFocus()
        top = top_of(page, heading)
        bottom = top + heading.height() + page._under[heading].height()
        assert top >= 0
        assert bottom <= height or top < height / 4 or bar.value() == bar.maximum()


def test_what_is_in_sight_already_does_not_jump(qtbot: QtBot, theme: ThemeController) -> None:
    page = shown(qtbot, theme, LIBRARY.readings[0], (900, 3000))
    for heading in headings(page):
        heading.setFocus(Qt.FocusReason.TabFocusReason)
        assert page._scroll.verticalScrollBar().value() == 0


def test_the_keys_scroll_it(page: ReadingPage) -> None:
    bar = page._scroll.verticalScrollBar()
    first = headings(page)[0]
    places = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_End):
        QTest.keyClick(first, key)
        places.append(bar.value())
    assert places == sorted(set(places))
    assert places[-1] == bar.maximum()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        before = bar.value()
        QTest.keyClick(first, key)
        assert bar.value() < before
    assert bar.value() == 0
    QTest.keyClick(first, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0


def test_back(qtbot: QtBot, page: ReadingPage) -> None:
    [back] = page.findChildren(QPushButton)
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_lines_stay_short_and_grow_with_the_text(
    qtbot: QtBot, theme: ThemeController, percent: int
) -> None:
    page = shown(qtbot, theme, LIBRARY.readings[0], (1400, 900))
    theme.apply(Theme.LIGHT, percent)
    QApplication.processEvents()
    widest = max(prose.width() for prose in page.findChildren(Prose))
    letters = widest / page.findChildren(Prose)[0].fontMetrics().averageCharWidth()
    assert widest <= theme.tokens.scaled(MEASURE)
    assert 45 <= letters <= 85
    assert page._card.width() <= theme.tokens.scaled(MEASURE) + 2 * CARD_PADDING


@pytest.mark.parametrize("look", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_fits_and_is_named(
    qtbot: QtBot, theme: ThemeController, look: Theme, percent: int
) -> None:
    page = shown(qtbot, theme, LIBRARY.readings[0])
    theme.apply(look, percent)
    assert list(cut_off(page)) == []
    assert list(complaints(page)) == []

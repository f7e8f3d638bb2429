"""Nothing a person sees is left out of the translation."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers.whole_program import CONTENT, Home
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from repair_desktop.app.program import Program
from repair_desktop.app.tour import camera, hands, walk, walk_through
from repair_desktop.content.demo import load_demo
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.widgets.code_view import CodeView
from repair_desktop.gui.widgets.dates import day_words

ROOT = Path(__file__).resolve().parents[2]
MARKS = re.compile("[⟦⟧]")
NAME = TherapistName.named("M.")


@pytest.fixture
def other_language(qtbot: QtBot, tmp_path: Path) -> Iterator[None]:
    """A made-up language, by the way a real one takes: collected, translated, compiled, loaded."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging/translate.py")
    assert spec is not None
    assert spec.loader is not None
    translate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(translate)
    file = translate.update("xx", tmp_path)
    tree = ElementTree.parse(file)
    for message in tree.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        translation.text = f"⟦{message.findtext('source')}⟧"
        translation.attrib.clear()
    tree.write(file, encoding="utf-8", xml_declaration=True)
    [compiled] = translate.compile_all(tmp_path)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    translator = QTranslator()
    assert translator.load(str(compiled))
    app.installTranslator(translator)
    yield
    app.removeTranslator(translator)


class Listener(camera.Camera):
    """Collects what is shown and was not translated."""

    def __init__(self, folder: Path, look: camera.TourLook, known: set[str]) -> None:
        super().__init__(folder, look)
        self._known = sorted(known, key=len, reverse=True)
        self.heard: set[str] = set()
        self.left_out: set[str] = set()

    def take(self, window: QWidget, theme: ThemeController, name: str) -> None:
        # A recovery code is the same in every language.
        codes = {group for view in window.findChildren(CodeView) for group in view.groups}
        new = {part for text in texts_in(window) for part in text.split("\n")} - self.heard - codes
        self.heard |= new
        self.left_out |= {part for part in new if not self._is_fine(part)}

    def _is_fine(self, text: str) -> bool:
        """Tell whether nothing is left of a text without what is marked and what is content."""
        text = text.replace("\u200b", "")
        if MARKS.search(text):
            return True
        for known in self._known:
            text = text.replace(known, "")
        return not re.sub(r"[\W\d_]+", "", text)


def texts_in(window: QWidget) -> Iterator[str]:
    if isinstance(window, QMainWindow):
        for menu in window.menuBar().findChildren(QMenu):
            yield menu.title()
            yield from (action.text() for action in menu.actions())
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))


def strings_in(value: object) -> Iterator[str]:
    """Yield every text of the content, as it is shown."""
    if isinstance(value, str):
        yield fill(value, NAME)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from strings_in(inner)


@pytest.mark.long
@pytest.mark.usefixtures("other_language")
def test_every_text_of_the_interface_is_translated(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(qtbot, tmp_path / "home")
    plain = hands.spoken_name
    monkeypatch.setattr(hands, "spoken_name", lambda widget: MARKS.sub("", plain(widget)))
    monkeypatch.setattr(walk, "spoken_name", hands.spoken_name)
    story = load_demo(home.content.worksheets).stories[0]
    today = home.clock.now().date()
    texts = {*strings_in(CONTENT), *strings_in(story), day_words(today), day_words(today, True)}
    # What a sentence of the content leaves open is filled in: a number, a date.
    known = {part.strip(" •“”…") for text in texts for part in re.split(r"\{\w+\}|\n", text)}
    listener = Listener(tmp_path, home.look, known - {""})
    walk_through(
        home.surroundings(), Program.begin, lambda way: way.main_job(story.answers), listener
    )
    assert len(listener.heard) > 500
    assert listener.left_out == set()

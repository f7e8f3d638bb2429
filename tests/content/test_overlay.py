"""Translations: laid over the English files, and as strictly read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from repair_desktop.content.help import load_help_lines, load_steadying, load_texts
from repair_desktop.content.overlay import keys
from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.schema import WorksheetFile
from repair_desktop.content.worksheets import load_words, load_worksheet
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId
from repair_desktop.system import resources

Translate = Callable[[str, str], None]
SHEET, CHECKS, NEEDS = "worksheets/six-steps", "worksheets/checks", "words/needs"
LINES, TEXTS, STEADY = "help/lines", "help/texts", "help/steady"


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Translate:
    """Write a German translation of a file."""
    root = tmp_path / "resources"
    shutil.copytree(resources.resource_path("."), root)
    monkeypatch.setattr(resources, "_root", lambda: root)

    def write(file: str, text: str) -> None:
        folder, _, name = file.rpartition("/")
        path = root / folder / "de" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def test_a_language_without_translations_is_english(german: Translate) -> None:
    assert load_worksheet("six-steps", "de") == load_worksheet("six-steps")


def test_words_are_laid_over_and_ids_stay(german: Translate) -> None:
    german(
        SHEET,
        """
        "steps.s1.title" = "Etwas ist passiert"
        "steps.s1.starters.0" = "Es kippte, als …"
        "steps.s1.prompts.s1.kind.groups.0.title" = "Worte"
        "steps.s1.prompts.s1.kind.groups.0.options.judged" = "Ich fühlte mich beurteilt"
        "steps.s4.prompts.s4.sort.columns.mine" = "Meins, falls etwas"
        "steps.s4.prompts.s4.sort.empty_column.mine" = "Hier ist nichts meins, und das ist gut so."
        """,
    )
    german(CHECKS, '"closing.compare.lower" = "Es ist etwas weniger."')
    german(NEEDS, '"groups.0.title" = "Sicherheit"\n"to-feel-safe" = "mich sicher zu fühlen"')
    sheet, english = load_worksheet("six-steps", "de"), load_worksheet("six-steps")
    assert sheet.steps[0].title == "Etwas ist passiert"
    assert sheet.steps[0].starters[0] == "Es kippte, als …"
    assert sheet.steps[0].starters[1:] == english.steps[0].starters[1:]
    kind = sheet.prompt(PromptId("s1.kind"))
    assert kind.groups[0].title == "Worte"
    assert kind.options[0].text == "Ich fühlte mich beurteilt"
    assert [o.id for o in kind.options] == [o.id for o in english.prompt(kind.id).options]
    sort = sheet.prompt(PromptId("s4.sort"))
    assert sort.columns[2].text == "Meins, falls etwas"
    assert dict(sort.empty_column_note)[OptionId("mine")].startswith("Hier ist nichts")
    compare = sheet.closing[0].compare
    assert compare is not None
    assert compare.lower == "Es ist etwas weniger."
    need = sheet.prompt(PromptId("s3.need"))
    assert (need.groups[0].title, need.options[0].text) == ("Sicherheit", "mich sicher zu fühlen")
    assert need.options[0].id == "to-feel-safe"
    assert need.options[1].text == "to know what comes next"


def test_everything_can_be_translated_at_once(german: Translate) -> None:
    read = decode_bytes(resources.read_bytes(f"{SHEET}.toml"), WorksheetFile, SHEET)
    german(SHEET, "\n".join(f'"{key}" = "ß {_quoted(text)}"' for key, text in keys(read)))
    sheet = load_worksheet("six-steps", "de")
    assert sheet.roles == load_worksheet("six-steps").roles
    assert all(step.title.startswith("ß ") for step in sheet.steps)
    assert all(prompt.question.startswith("ß ") for step in sheet.steps for prompt in step.prompts)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def test_what_is_no_words_has_no_key() -> None:
    read = decode_bytes(resources.read_bytes(f"{SHEET}.toml"), WorksheetFile, SHEET)
    named = [key for key, _text in keys(read)]
    assert {key.partition(".")[0] for key in named} == {"title", "intro", "purpose", "steps"}
    assert not {key.rpartition(".")[2] for key in named} & {"id", "kind", "part_of", "page"}


def test_help_is_translated_too(german: Translate) -> None:
    german(STEADY, '"intro" = "Nimm eine."')
    german(TEXTS, '"danger.0" = "Bist du gerade in Gefahr?"')
    code = next(iter(load_help_lines().countries))[0]
    german(LINES, f'"countries.{code}" = "Ein Land"')
    assert load_steadying("de").intro == "Nimm eine."
    assert load_texts("de")["danger"] == ("Bist du gerade in Gefahr?",)
    assert dict(load_help_lines("de").countries)[code] == "Ein Land"


@pytest.mark.parametrize(
    ("file", "load"),
    [
        (SHEET, lambda: load_worksheet("six-steps", "de")),
        (CHECKS, lambda: load_worksheet("six-steps", "de")),
        (NEEDS, lambda: load_words("needs", "de")),
        (LINES, lambda: load_help_lines("de")),
        (TEXTS, lambda: load_texts("de")),
        (STEADY, lambda: load_steadying("de")),
    ],
)
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"steps.s9.title" = "x"', "steps.s9.title"),
        ('steps.s1.title = "x"', "steps"),
        ('"intro" = 3', "intro"),
        ('"intro" = "x', "line 1, column 13"),
        ("intro", "line 1, column 6"),
    ],
)
def test_a_mistake_in_a_translation_is_named(
    german: Translate, file: str, load: Callable[[], object], text: str, place: str
) -> None:
    german(file, text)
    with pytest.raises(BadContent) as caught:
        load()
    folder, _, name = file.rpartition("/")
    assert caught.value.facts["file"] == f"{folder}/de/{name}.toml"
    if caught.value.facts["problem"] != "not valid TOML":
        assert caught.value.facts["place"] == place


def test_a_translation_keeps_to_the_same_tokens(german: Translate) -> None:
    german(SHEET, '"steps.s1.prompts.s1.known.question" = "Weiß {therapeut} davon?"')
    with pytest.raises(BadContent) as caught:
        load_worksheet("six-steps", "de")
    assert caught.value.facts["place"] == "steps.s1.prompts.s1.known.question"


def test_a_translation_that_is_no_text(german: Translate) -> None:
    german(SHEET, "")
    (resources.resource_path("worksheets/de/six-steps.toml")).write_bytes(b"\xff\xfe")
    with pytest.raises(BadContent):
        load_worksheet("six-steps", "de")

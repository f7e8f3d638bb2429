"""Help lines, steadying exercises and blocks of text, from ``resources/help``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from repair_desktop.content.overlay import ENGLISH, keys, translate, translation
from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.schema import LinesFile, SteadyFile, TextsFile
from repair_desktop.core.errors import BadContent
from repair_desktop.core.help import PURPOSES, Exercise, HelpLine, HelpLines, Steadying
from repair_desktop.system.resources import read_bytes


def load_help_lines(language: str = ENGLISH) -> HelpLines:
    """Return every help line.

    Raises:
        BadContent: The file is not as it should be.
    """
    file = "help/lines.toml"
    read = decode_bytes(read_bytes(file), LinesFile, file)
    known = [*dict(keys(read)), *(f"countries.{code}" for code in read.countries)]
    texts = translation(file, language, known)
    read = translate(read, texts)
    lines: list[HelpLine] = []
    for line in read.lines:
        if any(line.id == other.id for other in lines):
            raise BadContent(file=file, place=line.id, problem="this id stands there twice")
        if line.country and line.country not in read.countries:
            raise BadContent(file=file, place=line.id, problem="there is no such country")
        if line.purpose not in PURPOSES:
            raise BadContent(file=file, place=line.id, problem="there is no such purpose")
        if not (line.source.strip() and line.checked_by.strip()):
            raise BadContent(file=file, place=line.id, problem="who checked it, and where?")
        try:
            checked_on = date.fromisoformat(line.checked_on)
        except ValueError:
            raise BadContent(file=file, place=line.id, problem="checked_on is no date") from None
        lines.append(
            HelpLine(
                id=line.id,
                country=line.country,
                purpose=line.purpose,
                name=line.name,
                number=line.number,
                channel=line.channel,
                hours=line.hours,
                cost=line.cost,
                languages=line.languages,
                source=line.source,
                checked_on=checked_on,
                checked_by=line.checked_by,
            )
        )
    countries = tuple(
        (code, texts.get(f"countries.{code}", name)) for code, name in read.countries.items()
    )
    return HelpLines(countries, tuple(lines))


def load_steadying(language: str = ENGLISH) -> Steadying:
    """Return the steadying page. Raises BadContent."""
    file = "help/steady.toml"
    read = decode_bytes(read_bytes(file), SteadyFile, file)
    read = translate(read, translation(file, language, dict(keys(read))))
    exercises = tuple(Exercise(each.id, each.name, each.text) for each in read.exercises)
    return Steadying(read.intro, exercises)


def load_texts(language: str = ENGLISH) -> Mapping[str, tuple[str, ...]]:
    """Return blocks of text by id, each as paragraphs. Raises BadContent."""
    file = "help/texts.toml"
    read = decode_bytes(read_bytes(file), TextsFile, file)
    english = {
        f"{key}.{number}": line
        for key, lines in read.texts.items()
        for number, line in enumerate(lines)
    }
    said = english | translation(file, language, english)
    return {
        key: tuple(said[f"{key}.{number}"] for number in range(len(lines)))
        for key, lines in read.texts.items()
    }

"""What a prompt gathers, as choices in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Gathered, Prompt, Source
from repair_desktop.gui.widgets.choices import Choice, ChoiceGroup
from repair_desktop.gui.widgets.dates import day_words
from repair_desktop.gui.widgets.words import shortened

LETTERS = 90
"""How much of what was written elsewhere a choice shows, and keeps once it is chosen."""


def gathered_groups(
    prompt: Prompt, found: Mapping[Source, Sequence[Gathered]], name: TherapistName
) -> list[ChoiceGroup]:
    """Return what was found, under the prompt's headings; kinds without anything are left out."""
    taken: set[str] = set()
    groups = []
    for source, title in prompt.gathers:
        lines = [_words(source, each, name) for each in found.get(source, ())]
        lines = [line for line in dict.fromkeys(lines) if line not in taken]
        taken.update(lines)
        if lines:
            choices = tuple(Choice(line, line) for line in lines)
            groups.append(ChoiceGroup(fill(title, name), choices, own=True))
    return groups


def _words(source: Source, found: Gathered, name: TherapistName) -> str:
    text = " ".join(fill(found.text, name)[: 4 * LETTERS].split())
    if source is Source.RUPTURES and not text:
        text = QCoreApplication.translate("GatheredWords", "Something felt off")
    if source is Source.LOW_DAYS:
        text = QCoreApplication.translate("GatheredWords", "A low day")
    text = shortened(text, LETTERS)
    dated = source in (Source.RUPTURES, Source.LOW_DAYS) and found.day is not None
    return f"{text}, {day_words(found.day, short=True)}" if dated and found.day else text

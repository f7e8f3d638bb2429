"""All content in one language, read once at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repair_desktop.content.card import load_card
from repair_desktop.content.help import load_help_lines, load_steadying, load_texts
from repair_desktop.content.library import load_library
from repair_desktop.content.sheets import load_word_lists
from repair_desktop.content.worksheets import load_words, load_worksheets
from repair_desktop.core.cards import CardTemplate
from repair_desktop.core.help import HelpLines, Steadying
from repair_desktop.core.ids import WorksheetId
from repair_desktop.core.library import Library
from repair_desktop.core.sheets import WordLists
from repair_desktop.core.worksheets import OptionGroup, Worksheet


@dataclass(frozen=True, slots=True)
class Content:
    """What the program says that is not in its code."""

    worksheets: Mapping[WorksheetId, Worksheet]
    feelings: tuple[OptionGroup, ...]
    tags: tuple[OptionGroup, ...]
    lines: HelpLines
    steadying: Steadying
    texts: Mapping[str, tuple[str, ...]]
    library: Library
    word_lists: WordLists
    card: CardTemplate


def load_content(language: str) -> Content:
    """Read everything.

    Raises:
        BadContent: A file that came with the program is not as it should be.
    """
    worksheets = load_worksheets(language)
    return Content(
        worksheets=worksheets,
        feelings=load_words("feelings", language),
        tags=load_words("tags", language),
        lines=load_help_lines(language),
        steadying=load_steadying(language),
        texts=load_texts(language),
        library=load_library(language),
        word_lists=load_word_lists(language),
        card=load_card(worksheets, language),
    )

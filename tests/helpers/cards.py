"""Cards on a real journal, and a journey that is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.real_journal import WORKSHEETS, SetClock, reflect_service

from repair_desktop.content.card import load_card
from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.card_view import CardView, compose
from repair_desktop.core.cards import CardChanges, Length, LineId, Said
from repair_desktop.core.ids import OptionId, PromptId, RuptureId, WorksheetId
from repair_desktop.services.cards import CardService, OpenCard
from repair_desktop.storage.journal import SqlJournal

CARD = load_card(WORKSHEETS)
SIX, NOTE = WorksheetId("six-steps"), WorksheetId("quick-note")
FEELINGS = {
    str(option.id): option.text for option in WORKSHEETS[SIX].prompt(PromptId("s2.feel")).options
}

PRIVATE = ("mine", "echo", "blame")
"""Lines that say what is private."""


def text(words: str) -> TextAnswer:
    return TextAnswer(words)


def chosen(*options: str, own: tuple[str, ...] = ()) -> ChoiceAnswer:
    return ChoiceAnswer(tuple(map(OptionId, options)), own)


def felt(*words: str) -> FeelingsAnswer:
    """Feelings; a number after a colon is a strength, a star before a word makes it one's own."""
    rated = []
    for word in words:
        name, _, strength = word.partition(":")
        own = name.startswith("*")
        rated.append(RatedWord(name.removeprefix("*"), own, int(strength) if strength else None))
    return FeelingsAnswer(tuple(rated))


_FILLED: Mapping[str, Answer] = {
    "s1.what": text("You looked at the clock."),
    "s1.did": chosen("went-quiet", "pushed-back"),
    "s2.feel": felt("hurt:7", "small:6", "lonely:2"),
    "s2.know": text("That it mattered to me."),
    "s3.echo": chosen("maybe"),
    "s3.echo.words": text("The kitchen at home"),
    "s3.ask": text("Were you bored with me?"),
    "s4.blame1": ScaleAnswer(7),
    "s4.own": chosen("listens", "asks-how-it-was"),
    "s4.mine": text("I said I was fine."),
    "s4.blame2": ScaleAnswer(4),
    "s5.ask": text("Could we check in before we change topic?"),
    "s5.how": chosen("say-it-at-the-start"),
    "s5.barriers": chosen("angry", "too-small"),
}
FILLED = {PromptId(key): answer for key, answer in _FILLED.items()}
"""A journey in which every line of the card has an answer."""


def said(**answers: Answer) -> Said:
    """Answers by prompt ids, with an underscore for the dot."""
    given = {PromptId(key.replace("_", ".")): answer for key, answer in answers.items()}
    return Said(given, {}, FEELINGS)


def view(
    answers: Said | Mapping[PromptId, Answer],
    length: Length = Length.PAGE,
    changes: CardChanges | None = None,
    name: str = "M.",
) -> CardView:
    told = answers if isinstance(answers, Said) else Said(answers, {}, FEELINGS)
    return compose(CARD, told, changes or CardChanges(), name, length)


def line(shown: CardView, line_id: str) -> str:
    """What a line says."""
    return next(each.text for each in shown.lines if each.id == line_id)


def on(shown: CardView) -> list[str]:
    return [each.id for each in shown.on]


def only(*lines: str, length: Length = Length.PAGE) -> CardChanges:
    """Nothing but these lines on."""
    switches = {each.id: each.id in lines for each in CARD.lines}
    assert set(map(LineId, lines)) <= set(switches)
    return CardChanges(switches={length: switches})


class Desk:
    """Somebody's journal, with what they wrote about one moment."""

    def __init__(self, journal: SqlJournal) -> None:
        self.journal = journal
        self.clock = SetClock()
        self.reflect = reflect_service(journal, self.clock)
        self.cards = CardService(journal, WORKSHEETS, CARD, self.clock)

    def answer(
        self,
        answers: Mapping[PromptId, Answer],
        rupture: RuptureId | None = None,
        sheet: WorksheetId = SIX,
    ) -> RuptureId:
        """Fill in a worksheet about a moment that is new or there already."""
        self.clock.pass_by(hours=1)
        opened = self.reflect.begin(sheet, rupture)
        self.reflect.save(opened.entry.id, dict(answers), None)
        assert opened.rupture is not None
        return opened.rupture.id

    def card(self, rupture: RuptureId) -> OpenCard:
        opened = self.cards.open(rupture)
        assert isinstance(opened, OpenCard)
        return opened

    def view(self, rupture: RuptureId, length: Length = Length.PAGE) -> CardView:
        opened = self.card(rupture)
        return compose(opened.template, opened.said, opened.changes, "M.", length)

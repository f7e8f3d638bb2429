"""How answers become sentences on a card. What the person wrote is never bent out of shape.

Where nothing shows that their words fit into a sentence, they stand after a colon as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    FeelingsAnswer,
    RatedWord,
    ScaleAnswer,
    TextAnswer,
)
from repair_desktop.core.cards import CardTemplate, Form, Line, LineKind, Opener, Said

LONGEST_CLAUSE = 240
"""Letters of the longest sentence that is put into another one."""

MOST_FEELINGS = 2

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE_BEFORE = re.compile(r"[.!?…。؟।]\s*\{words\}")
_ENDS = ".!?…:;。！？؟।\n\r\u2028\u2029"
_QUESTION_MARKS = ("?", "？", "؟")
_OWN_WORD = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a line says.

    Attributes:
        text: By itself; "" where nothing was answered.
        leading: The same so that it goes on in the next line, or "".
        following: The same after a line that leads, or "" where it can not follow one.
        feelings: Those that it names in a sentence of ours.
    """

    text: str = ""
    leading: str = ""
    following: str = ""
    feelings: frozenset[str] = frozenset()


def filled(template: str, **words: str) -> str:
    """Return a template with its places filled; what is put in is never filled again."""
    return _PLACE.sub(lambda place: words.get(place[1], place[0]), template)


def finished(text: str) -> str:
    """Return a text with a full stop where it ends in a letter or a digit."""
    return f"{text}." if text and text[-1].isalnum() else text


def clause(text: str, form: Form, name: str) -> str | None:
    """Return the words as they stand within the sentence of a form, or None where they can not.

    Args:
        text: What the person wrote.
        form: Names the words it may begin with.
        name: What the person calls the therapist; a sentence may begin with it too.
    """
    sentence = text.strip()
    # The full stop of initials ends no sentence.
    if sentence.endswith(".") and not (name.endswith(".") and sentence.endswith(name)):
        sentence = sentence[:-1]
    plain = sentence.replace(name, "") if name else sentence
    if len(sentence) > LONGEST_CLAUSE or any(end in plain for end in _ENDS):
        return None
    if not sentence[-1:].isalnum() and not sentence.endswith((name or "\n", *"'\"’”)")):
        return None
    if any(word in form.without for word in re.findall(r"\w+", sentence.lower())):
        return None
    for start, after in (*((word, " '’") for word in form.begins), (name, " ")):
        for written in (start, start[:1].upper() + start[1:]):
            rest = sentence[len(written) :]
            if start and sentence.startswith(written) and rest[:1] and rest[0] in after:
                return start + rest
    return None


def sentence(card: CardTemplate, line: Line, said: Said, opener: Opener, name: str) -> Sentence:
    """Return what a line says.

    Args:
        card: The card.
        line: One of its lines.
        said: The answers.
        opener: The way to begin.
        name: What the person calls the therapist.
    """
    answers = _answers(line, said)
    match line.kind:
        case LineKind.OPENER:
            return Sentence(opener.text)
        case LineKind.FIXED:
            return Sentence(line.text)
        case LineKind.WORDS:
            return _words(line, answers, name)
        case LineKind.PHRASES:
            return Sentence(_phrases(line, answers))
        case LineKind.UNDER:
            return _under(card, answers, line, said)
        case LineKind.FELT:
            return _felt(card, answers, said)
        case LineKind.MARKS:
            return Sentence(_marks(card, line, said))


def _answers(line: Line, said: Said) -> Sequence[Answer]:
    """Return the answer that a line says: of its prompts, or of the role that stands in."""
    found = [said.answers[key] for key in line.sources if key in said.answers]
    if not found and line.role in said.roles:
        found = [said.roles[line.role]]
    return [answer for answer in found if not answer.is_blank]


def _words(line: Line, answers: Sequence[Answer], name: str) -> Sentence:
    texts = [answer.text.strip() for answer in answers if isinstance(answer, TextAnswer)]
    if not texts:
        return Sentence()
    text, leading = texts[0], ""
    for form in line.forms:
        words = _question(text, form) if form.is_question else text
        within = clause(text, form, name) if form.begins and not form.is_question else words
        if words is None or within is None:
            continue
        if _SENTENCE_BEFORE.search(form.text):
            words = _begun(words)
        put = _begun(filled(form.text, words=words, clause=within))
        if form.leads:
            leading = leading or put
        else:
            return Sentence(finished(put), leading)
    return Sentence(_begun(finished(text)), leading)


def _question(text: str, form: Form) -> str | None:
    """Return a question with its mark, or None where it can not be told that it is one."""
    if text.endswith(_QUESTION_MARKS):
        return text
    # A name begins no question; and one within it may end in a full stop.
    asks = form.begins and text[-1:].isalnum() and clause(text, form, "") is not None
    return f"{text}?" if asks else None


def _begun(text: str) -> str:
    """Return a text with a capital letter first, where there is one of that letter."""
    first = text[:1].title()
    return first + text[1:] if len(first) == 1 else text


def _phrases(line: Line, answers: Sequence[Answer]) -> str:
    choices = [answer for answer in answers if isinstance(answer, ChoiceAnswer)]
    if not choices:
        return ""
    own = [text.strip() for text in choices[0].own if text.strip()] if line.own else []
    own = own[: line.most]
    known = [line.phrases[option] for option in choices[0].chosen if option in line.phrases]
    known = known[: line.most - len(own)]
    parts = [finished(filled(line.own, words=text)) for text in own]
    parts += [filled(line.text, phrases=line.join.join(known))] if known else []
    return " ".join(parts)


# --- feelings -------------------------------------------------------------------------------


def _strongest(words: Sequence[RatedWord], but: frozenset[str]) -> list[RatedWord]:
    """Return the strongest feelings; of equal ones, and of those without a number, the first."""
    told = [word for word in words if word.own or word.word not in but]
    told = [word for word in told if word.word.strip()]
    return sorted(
        told, key=lambda word: -1 if word.strength is None else word.strength, reverse=True
    )[:MOST_FEELINGS]


def _listed(card: CardTemplate, words: Sequence[RatedWord], said: Said) -> str:
    return _two(
        card.sentences["two"],
        [w.word.strip() if w.own else said.feelings.get(w.word, w.word) for w in words],
    )


def _as_if(card: CardTemplate, words: Sequence[RatedWord], sentence: str = "as-if") -> str:
    texts = [card.as_if[word.word] for word in words]
    return filled(card.sentences[sentence], feelings=_two(card.sentences["two-as-if"], texts))


def _two(template: str, texts: Sequence[str]) -> str:
    if len(texts) == 2:
        return filled(template, first=texts[0], second=texts[1])
    return texts[0] if texts else ""


def _names(words: Iterable[RatedWord]) -> frozenset[str]:
    return frozenset(word.word for word in words)


def _fits(word: RatedWord) -> bool:
    """Tell whether "I felt …" can go on with a feeling; own ones are one to three plain words."""
    return not word.own or (
        _OWN_WORD.fullmatch(word.word.strip()) is not None
        and not word.word.strip().lower().startswith(("i ", "i'", "i’"))
    )


def _felt(card: CardTemplate, answers: Sequence[Answer], said: Said) -> Sentence:
    given = [answer.words for answer in answers if isinstance(answer, FeelingsAnswer)]
    words = _strongest(given[0], card.left_out) if given else []
    if not words:
        return Sentence()
    if not all(map(_fits, words)):
        own = filled(card.sentences["felt-in-own-words"], feelings=_listed(card, words, said))
        return Sentence(own)
    seemed = [word for word in words if not word.own and word.word in card.as_if]
    felt = [word for word in words if word not in seemed]

    def put(as_if: str) -> str:
        parts = []
        if felt:
            parts.append(filled(card.sentences["felt"], feelings=_listed(card, felt, said)))
        if seemed:
            parts.append(_as_if(card, seemed, as_if))
        return " ".join(parts)

    return Sentence(
        put("as-if"),
        following=put("as-if" if felt else "as-if-after-when"),
        feelings=_names(words),
    )


def _under(card: CardTemplate, answers: Sequence[Answer], line: Line, said: Said) -> Sentence:
    """Return what was done in anger, and the softer feelings under it.

    What another person seemed to do does not lie under anger; it is said beside it.
    """
    did = _phrases(line, answers)
    if not did:
        return Sentence()
    told = [
        answer
        for each in card.lines
        if each.kind is LineKind.FELT
        for answer in _answers(each, said)
    ]
    words = next((answer.words for answer in told if isinstance(answer, FeelingsAnswer)), ())
    anger = [word for word in words if not word.own and word.word in card.anger]
    softer = [word for word in words if _fits(word)]
    some = _strongest(softer, card.left_out | card.anger | card.as_if.keys())
    seemed = _strongest([w for w in softer if not w.own and w.word in card.as_if], card.left_out)
    if some:
        key = "under-anger" if anger else "under"
        tail = filled(card.sentences[key], feelings=_listed(card, some, said))
    elif seemed:
        some, tail = seemed, _as_if(card, seemed)
    else:
        tail = card.sentences["under-unknown"]
    text = f"{card.sentences['angry'] if anger else did} {tail}"
    return Sentence(text, feelings=_names([*anger, *some]))


def _marks(card: CardTemplate, line: Line, said: Said) -> str:
    values = [
        str(answer.value)
        for key in line.sources
        if isinstance(answer := said.answers.get(key), ScaleAnswer)
    ]
    if len(values) == 2:
        return filled(card.sentences["marks"], first=values[0], second=values[1])
    return filled(card.sentences["mark"], first=values[0]) if values else ""

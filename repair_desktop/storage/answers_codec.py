"""Answers and lists of words as JSON."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

from repair_desktop.core.answers import (
    Answer,
    ChoiceAnswer,
    DateAnswer,
    FeelingsAnswer,
    ScaleAnswer,
    SortAnswer,
    TextAnswer,
)
from repair_desktop.storage.values import loaded_text, stored_text

T = TypeVar("T")

_TYPES: dict[str, type[Answer]] = {
    "text": TextAnswer,
    "choice": ChoiceAnswer,
    "scale": ScaleAnswer,
    "feelings": FeelingsAnswer,
    "sort": SortAnswer,
    "date": DateAnswer,
}
_DECODERS: dict[type[Any], msgspec.json.Decoder[Any]] = {}  # making one takes as long as decoding
_KINDS = {answer_type: kind for kind, answer_type in _TYPES.items()}


def encode_answer(answer: Answer) -> tuple[str, str | bytes]:
    """Return an answer's kind, and its value as it is stored."""
    return _KINDS[type(answer)], encode(answer)


def decode_answer(kind: str, stored: str | bytes) -> Answer | None:
    """Return the answer, or None when this version can not read it (the row stays as it is)."""
    answer_type = _TYPES.get(kind)
    if answer_type is None:
        return None
    try:
        return decode(stored, answer_type)
    except (ValueError, TypeError):  # msgspec.ValidationError is a ValueError
        return None


def encode(value: object) -> str | bytes:
    """Return a value as JSON."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # Half a surrogate pair: msgspec refuses it, the standard library lets it through.
        return stored_text(json.dumps(msgspec.to_builtins(value), ensure_ascii=False))


def decode(stored: str | bytes, value_type: type[T]) -> T:
    """Return a value that :func:`encode` stored.

    Raises:
        ValueError: It is not such a value.
    """
    if isinstance(stored, str):
        decoder: msgspec.json.Decoder[T] | None = _DECODERS.get(value_type)
        if decoder is None:
            decoder = _DECODERS[value_type] = msgspec.json.Decoder(value_type)
        return decoder.decode(stored)
    return msgspec.convert(json.loads(loaded_text(stored)), value_type)

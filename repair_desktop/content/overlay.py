"""Other languages: a translation is a flat file of texts by key, laid over the English one.

Keys are paths through the decoded file, with ids instead of numbers: ``steps.s1.title``,
``steps.s1.prompts.s1.what.question``, ``options.judged``. What a translation lacks stays English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

# Fields that are words for a person; all others are ids, numbers and names of things.
WORDS = frozenset(
    {
        "title", "intro", "name", "aim", "why", "instead", "question", "helper", "example",
        "warning", "low", "middle", "high", "follow_up", "note", "text", "recall", "lower", "same",
        "higher", "hours", "cost", "languages",
    }
)  # fmt: skip


def translate(value: T, texts: dict[str, str], path: str = "") -> T:
    """Return the same struct with every text that ``texts`` has a key for."""
    changes: dict[str, object] = {}
    for field in value.__struct_fields__:
        here = f"{path}.{field}" if path else field
        old = getattr(value, field)
        new = _translated(old, field, here, texts)
        if new is not old:
            changes[field] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _translated(old: object, field: str, path: str, texts: dict[str, str]) -> object:
    if isinstance(old, str):
        return texts.get(path, old) if field in WORDS and old else old
    if isinstance(old, msgspec.Struct):
        return translate(old, texts, path)
    if isinstance(old, tuple) and (pairs := _pairs(old)):
        return tuple((key, texts.get(f"{path}.{key}", text)) for key, text in pairs)
    if isinstance(old, tuple):
        return tuple(
            _translated(item, field, f"{path}.{_key(item, number)}", texts)
            if isinstance(item, msgspec.Struct)
            else texts.get(f"{path}.{number}", item)
            if field in ("starters",)
            else item
            for number, item in enumerate(old)
        )
    if isinstance(old, dict) and field == "empty_column":
        return {key: texts.get(f"{path}.{key}", text) for key, text in old.items()}
    return old


def keys(value: msgspec.Struct, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key a translation can have, with its English text."""
    for field in value.__struct_fields__:
        here = f"{path}.{field}" if path else field
        yield from _keys(getattr(value, field), field, here)


def _keys(old: object, field: str, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(old, str):
        if field in WORDS and old:
            yield path, old
    elif isinstance(old, msgspec.Struct):
        yield from keys(old, path)
    elif isinstance(old, tuple) and (pairs := _pairs(old)):
        yield from ((f"{path}.{key}", text) for key, text in pairs)
    elif isinstance(old, tuple):
        for number, item in enumerate(old):
            if isinstance(item, msgspec.Struct):
                yield from keys(item, f"{path}.{_key(item, number)}")
            elif field == "starters":
                yield f"{path}.{number}", str(item)
    elif isinstance(old, dict) and field == "empty_column":
        yield from ((f"{path}.{key}", text) for key, text in old.items())


def _pairs(value: tuple[object, ...]) -> list[tuple[str, str]]:
    """Return options or columns, an id and its words each; empty for any other tuple."""
    return [item for item in value if isinstance(item, tuple) and len(item) == 2]


def _key(item: msgspec.Struct, number: int) -> str:
    return str(getattr(item, "id", number))


def read_texts(data: str) -> dict[str, str]:
    """Read a translation: a flat TOML file of strings."""
    return {str(key): str(text) for key, text in tomllib.loads(data).items()}

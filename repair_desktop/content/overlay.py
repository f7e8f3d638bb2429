"""Other languages: a translation is a flat file of texts by key, laid over the English one.

Keys are paths through the decoded file, with ids instead of numbers where there are ids:
``steps.s1.title``, ``steps.s1.prompts.s1.what.question``. What a translation lacks stays English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from repair_desktop.content.reading import decode_bytes
from repair_desktop.core.errors import BadContent
from repair_desktop.core.help import is_exact
from repair_desktop.system.resources import read_bytes, resource_path

T = TypeVar("T", bound=msgspec.Struct)

ENGLISH = "en"
"""The language of the files that everything else is laid over."""

# Fields that are words for a person; all others are ids, numbers and names of things.
WORDS = frozenset(
    {
        "title", "intro", "purpose", "name", "aim", "why", "instead", "question", "helper",
        "example", "warning", "low", "middle", "high", "follow_up", "note", "text", "recall",
        "lower", "same", "higher", "channel", "hours", "cost", "languages", "begins", "without",
        "join", "own",
    }
)  # fmt: skip

# Fields inside which nothing is words, whatever it is called.
_NO_WORDS = frozenset({"roles"})


def translation(file: str, language: str, known: Iterable[str]) -> dict[str, str]:
    """Return the texts to lay over a content file; none for English, or where there are none.

    Args:
        file: The English file, such as ``words/needs.toml``; the German translation lies in
            ``words/de/needs.toml``.
        language: A language code, such as ``de``.
        known: Every key that a translation can have.

    Raises:
        BadContent: It is not a flat list of texts, or has a key that belongs to nothing.
    """
    folder, _, name = file.rpartition("/")
    path = f"{folder}/{language}/{name}"
    if language == ENGLISH or not resource_path(path).is_file():
        return {}
    return read_texts(read_bytes(path), path, known)


def read_texts(data: bytes, file: str, known: Iterable[str]) -> dict[str, str]:
    """Read a translation. Raises as :func:`translation`."""
    read = decode_bytes(data, dict[str, Any], file)
    names = set(known)
    for key, text in read.items():
        if not isinstance(text, str):
            # Dots outside quotation marks make tables of tables out of a key.
            raise BadContent(file=file, place=key, problem='write "the.whole.key" = "text"')
        if key not in names:
            raise BadContent(file=file, place=key, problem="nothing has this key")
        if not text.strip():
            raise BadContent(file=file, place=key, problem="it is blank: leave the key out")
    return read


def translate(value: T, texts: dict[str, str], path: str = "") -> T:
    """Return the same struct with every text that ``texts`` has a key for."""
    changes: dict[str, object] = {}
    for field in value.__struct_fields__:
        if field in _NO_WORDS:
            continue
        here = f"{path}.{field}" if path else field
        old = getattr(value, field)
        new = _translated(old, field, here, texts)
        if new is not old:
            changes[field] = new
    return msgspec.structs.replace(value, **changes) if changes else value


def _translated(old: object, field: str, path: str, texts: dict[str, str]) -> object:
    if isinstance(old, str):
        return texts.get(path, old) if _is_words(field, old) else old
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
        if field in _NO_WORDS:
            continue
        here = f"{path}.{field}" if path else field
        yield from _keys(getattr(value, field), field, here)


def _keys(old: object, field: str, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(old, str):
        if _is_words(field, old):
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


def _is_words(field: str, text: str) -> bool:
    """Tell words from ids and numbers; "your local emergency number" is words."""
    return bool(text) and (field in WORDS or (field == "number" and not is_exact(text)))


def _pairs(value: tuple[object, ...]) -> list[tuple[str, str]]:
    """Return options or columns, an id and its words each; empty for any other tuple."""
    return [item for item in value if isinstance(item, tuple) and len(item) == 2]


def _key(item: msgspec.Struct, number: int) -> str:
    return str(getattr(item, "id", number))

"""How words and moments stand in the tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def stored_text(text: str) -> str | bytes:
    """Return ``text`` as it is stored: as it is, or as bytes when it is not valid Unicode.

    Qt hands over half of a surrogate pair when a person deletes within an emoji; SQLite's TEXT
    can not hold that.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def loaded_text(stored: str | bytes) -> str:
    """Return the words that :func:`stored_text` stored, exactly."""
    return stored if isinstance(stored, str) else stored.decode(errors="surrogatepass")


def instant(moment: datetime) -> int:
    """Return milliseconds since 1970 in UTC. What is below a millisecond is cut off."""
    return (moment - _EPOCH) // _MILLISECOND


def stored_moment(moment: datetime) -> tuple[int, int]:
    """Return the instant, and the offset in whole minutes.

    Raises:
        ValueError: ``moment`` is naive.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs an offset")
    return instant(moment), round(offset.total_seconds() / 60)


def loaded_moment(stored: int, offset: int) -> datetime:
    """Return the aware moment, with its fixed offset."""
    return _epoch_at(offset) + stored * _MILLISECOND


@cache
def _epoch_at(offset: int) -> datetime:
    """Return the same instant with another offset; what is added to it keeps that offset."""
    return _EPOCH.astimezone(timezone(timedelta(minutes=offset)))

"""Which check-ins are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from repair_desktop.core.answers import RatedWord
from repair_desktop.core.ids import RuptureId, SessionId
from repair_desktop.core.moods import Mood


@dataclass(frozen=True, slots=True)
class Word:
    """A feeling: one of the program's, by its id, or the person's own, as typed."""

    word: str
    own: bool = False

    @classmethod
    def of(cls, rated: RatedWord) -> Word:
        """Return a feeling without its strength."""
        return cls(rated.word, rated.own)


@dataclass(frozen=True, slots=True)
class MoodFilter:
    """What a check-in must have to be shown. Of tags, and of feelings, any one is enough.

    Attributes:
        tags: Tags, as in :class:`~repair_desktop.core.moods.Mood`; none lets all through.
        feelings: Feelings; none lets all through.
        session_id: The session it belongs to, or None for all.
        rupture_id: The rupture it belongs to, or None for all.
    """

    tags: frozenset[str] = frozenset()
    feelings: frozenset[Word] = frozenset()
    session_id: SessionId | None = None
    rupture_id: RuptureId | None = None

    @property
    def lets_all_through(self) -> bool:
        """Whether nothing is asked for."""
        return self == EVERYTHING

    def keeps(self, mood: Mood) -> bool:
        """Tell whether a check-in has what is asked for."""
        return (
            (not self.tags or not self.tags.isdisjoint(mood.tags))
            and (not self.feelings or any(Word.of(w) in self.feelings for w in mood.feelings))
            and self.session_id in (None, mood.session_id)
            and self.rupture_id in (None, mood.rupture_id)
        )


EVERYTHING = MoodFilter()


@dataclass(frozen=True, slots=True)
class Used:
    """What check-ins have, so that they can be told apart by it, each with how many have it.

    Attributes:
        tags: Tags, the most frequent first.
        feelings: Feelings, the most frequent first.
        sessions: Sessions they belong to.
        ruptures: Ruptures they belong to.
    """

    tags: Mapping[str, int] = field(default_factory=dict)
    feelings: Mapping[Word, int] = field(default_factory=dict)
    sessions: Mapping[SessionId, int] = field(default_factory=dict)
    ruptures: Mapping[RuptureId, int] = field(default_factory=dict)

    @classmethod
    def of(cls, moods: Iterable[Mood]) -> Used:
        """Count what check-ins have. A word that one names twice counts once."""
        tags: Counter[str] = Counter()
        feelings: Counter[Word] = Counter()
        sessions: Counter[SessionId] = Counter()
        ruptures: Counter[RuptureId] = Counter()
        for mood in moods:
            # Each once, in the order they were named: what is as frequent keeps an order.
            tags.update(list(dict.fromkeys(mood.tags)))
            feelings.update(list(dict.fromkeys(map(Word.of, mood.feelings))))
            if mood.session_id is not None:
                sessions[mood.session_id] += 1
            if mood.rupture_id is not None:
                ruptures[mood.rupture_id] += 1
        return cls(
            dict(tags.most_common()), dict(feelings.most_common()), dict(sessions), dict(ruptures)
        )

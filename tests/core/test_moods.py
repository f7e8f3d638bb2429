from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from repair_desktop.core.ids import MoodId
from repair_desktop.core.moods import ADDED_LATER_AFTER, Mood, QuickMood, quick_mood

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def mood(at: datetime, pleasantness: int = 0, energy: int | None = None) -> Mood:
    return Mood(MoodId("a"), at, NOW, pleasantness, energy)


def test_every_quick_word_finds_itself() -> None:
    assert [quick_mood(word.value) for word in QuickMood] == list(QuickMood)


@pytest.mark.parametrize(
    ("pleasantness", "word"),
    [(-3, QuickMood.LOW), (-1, QuickMood.OKAY), (1, QuickMood.OKAY), (3, QuickMood.GOOD)],
)
def test_halfway_leans_to_the_middle(pleasantness: int, word: QuickMood) -> None:
    assert quick_mood(pleasantness) is word


@pytest.mark.parametrize(("pleasantness", "energy"), [(-5, None), (5, None), (0, -5), (0, 5)])
def test_a_mood_lies_on_the_grid(pleasantness: int, energy: int | None) -> None:
    with pytest.raises(ValueError, match="between"):
        mood(NOW, pleasantness, energy)


def test_added_later() -> None:
    assert not mood(NOW).added_later
    assert not mood(NOW - ADDED_LATER_AFTER).added_later
    assert mood(NOW - ADDED_LATER_AFTER - timedelta(minutes=1)).added_later

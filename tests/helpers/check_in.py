"""Moods that can be told to fail, and clocks that go forward and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from repair_desktop.core.ids import DraftId, MoodId
from repair_desktop.core.linking import Linkable
from repair_desktop.core.moods import Mood
from repair_desktop.services.drafts import Draft
from repair_desktop.services.mood import CheckIn, MoodService

WINTER = timezone(timedelta(hours=1))
SUMMER = timezone(timedelta(hours=2))


def berlin(when: datetime) -> datetime:
    """As ``datetime.astimezone`` in Berlin in 2026: forward on 29 March, back on 25 October."""
    forward, back = datetime(2026, 3, 29, 2), datetime(2026, 10, 25, 3)
    if forward <= when < forward + timedelta(hours=1):
        return (when + timedelta(hours=1)).replace(tzinfo=SUMMER)
    return when.replace(tzinfo=SUMMER if forward <= when < back else WINTER)


class BreakableMoods(MoodService):
    """Raises ``fail`` instead of reading or writing, while there is one."""

    fail: Exception | None = None

    def save(
        self, check_in: CheckIn, mood_id: MoodId | None = None, draft_id: DraftId | None = None
    ) -> Mood:
        self._break()
        return super().save(check_in, mood_id, draft_id)

    def drafts(self) -> Sequence[Draft]:
        self._break()
        return super().drafts()

    def keep_draft(self, draft: Draft) -> None:
        self._break()
        super().keep_draft(draft)

    def drop_draft(self, draft_id: DraftId) -> None:
        self._break()
        super().drop_draft(draft_id)

    def delete(self, mood_id: MoodId) -> None:
        self._break()
        super().delete(mood_id)

    def restore(self, mood_id: MoodId) -> None:
        self._break()
        super().restore(mood_id)

    def find(self, mood_id: MoodId) -> Mood | None:
        self._break()
        return super().find(mood_id)

    def recent_words(self, kind: str) -> Sequence[str]:
        self._break()
        return super().recent_words(kind)

    def linkable(self) -> Linkable:
        self._break()
        return super().linkable()

    def _break(self) -> None:
        if self.fail is not None:
            raise self.fail

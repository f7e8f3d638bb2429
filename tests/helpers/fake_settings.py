"""A journal of which only the settings are there, in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from repair_desktop.core.ports import Journal


class FakeSettingStore:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.values.get(key)

    def set(self, key: str, value: str | None) -> None:
        if value is None:
            self.values.pop(key, None)
        else:
            self.values[key] = value


class FakeSettings:
    """Keeps settings all or nothing. ``fail`` is raised when something is about to be kept."""

    def __init__(self) -> None:
        self.settings = FakeSettingStore()
        self.fail: Exception | None = None
        self.writes = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = dict(self.settings.values)
        try:
            yield
            self.writes += 1
            if self.fail:
                raise self.fail
        except BaseException:
            self.settings.values = before
            raise

    def as_journal(self) -> Journal:
        return cast(Journal, self)

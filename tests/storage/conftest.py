from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.vault import KEY

from repair_desktop.storage.journal import SqlJournal
from repair_desktop.storage.opener import SqlCipherOpener


@pytest.fixture
def opener() -> SqlCipherOpener:
    return SqlCipherOpener()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.1.db"


@pytest.fixture
def journal(opener: SqlCipherOpener, path: Path) -> Iterator[SqlJournal]:
    journal = opener.create(path, KEY)
    yield journal
    journal.close()

"""The campaigns: a few seconds of each in the ordinary suite, a minute of each in the slow one."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest
from campaigns import (
    database_fuzz,
    disk_shim,
    header_fuzz,
    io_faults,
    kill,
    kill_program,
    locks,
    power_cut,
    rescue,
    walks,
)
from campaigns.common import SEED

MISSING = disk_shim.missing()
NEEDS_SHIM = pytest.mark.skipif(bool(MISSING), reason=MISSING)
NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="made for Linux's folders")
NEEDS_ROOT = pytest.mark.skipif(bool(locks.MISSING), reason=locks.MISSING)
NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

CAMPAIGNS = [
    pytest.param(kill, 12, id="kill", marks=NEEDS_FORK),
    pytest.param(header_fuzz, 1500, id="header_fuzz"),
    pytest.param(database_fuzz, 50, id="database_fuzz"),
    pytest.param(rescue, 20, id="rescue"),
    pytest.param(io_faults, 60, id="io_faults", marks=NEEDS_SHIM),
    pytest.param(power_cut, 200, id="power_cut", marks=NEEDS_SHIM),
    pytest.param(kill_program, 2, id="kill_program", marks=NEEDS_LINUX),
    pytest.param(walks, 3, id="walks", marks=NEEDS_LINUX),
    pytest.param(locks, 2, id="locks", marks=NEEDS_ROOT),
]

WORSE = [
    pytest.param(kill_program, 20, "says saved first", marks=NEEDS_LINUX),
    pytest.param(kill_program, 20, "saves late", marks=NEEDS_LINUX),
    pytest.param(kill_program, 20, "forgets answers", marks=NEEDS_LINUX),
    pytest.param(kill_program, 20, "forgets drafts", marks=NEEDS_LINUX),
    pytest.param(walks, 8, "logs words", marks=NEEDS_LINUX),
    pytest.param(walks, 8, "leaves a file", marks=NEEDS_LINUX),
    pytest.param(walks, 8, "titles", marks=NEEDS_LINUX),
    pytest.param(walks, 8, "keeps the clipboard", marks=NEEDS_LINUX),
    pytest.param(walks, 8, "reports messages", marks=NEEDS_LINUX),
    pytest.param(locks, 1, "stays", marks=NEEDS_ROOT),
    pytest.param(header_fuzz, 1500, "any database"),
    pytest.param(header_fuzz, 1500, "no stand-in"),
    pytest.param(database_fuzz, 200, "skips damage"),
    pytest.param(database_fuzz, 400, "other worksheet"),
    pytest.param(io_faults, 600, "says nothing", marks=NEEDS_SHIM),
    pytest.param(io_faults, 300, "no words", marks=NEEDS_SHIM),
    pytest.param(io_faults, 600, "keeps slots", marks=NEEDS_SHIM),
    pytest.param(power_cut, 1500, "header first", marks=NEEDS_SHIM),
    pytest.param(power_cut, 1500, "early", marks=NEEDS_SHIM),
    pytest.param(power_cut, 3000, "swaps first", marks=NEEDS_SHIM),
    pytest.param(power_cut, 800, "keeps slots", marks=NEEDS_SHIM),
    pytest.param(power_cut, 1500, "keeps damaged", marks=NEEDS_SHIM),
    pytest.param(power_cut, 1500, "keyring at once", marks=NEEDS_SHIM),
    pytest.param(power_cut, 1500, "no mark", marks=NEEDS_SHIM),
]


@pytest.mark.long
@pytest.mark.parametrize(("campaign", "few"), CAMPAIGNS)
def test_a_little(campaign: ModuleType, few: int) -> None:
    figures = campaign.run(few, SEED)
    assert figures.counts
    assert figures.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("campaign", "few"), CAMPAIGNS)
def test_a_minute(campaign: ModuleType, few: int, request: pytest.FixtureRequest) -> None:
    size = request.config.getoption("--size", default=None)
    figures = campaign.run(campaign.DEFAULT if size is None else int(str(size)), SEED)
    assert figures.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("campaign", "size", "fault"), WORSE)
def test_a_worse_program_is_noticed(campaign: ModuleType, size: int, fault: str) -> None:
    figures = campaign.run(size, SEED, fault)
    assert figures.wrong
    assert not [problem for problem in figures.wrong if problem.startswith("stuck")]

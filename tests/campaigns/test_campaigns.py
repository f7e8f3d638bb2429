"""The campaigns: a few seconds of each in the ordinary suite, a minute of each in the slow one."""

from __future__ import annotations

import os
from types import ModuleType

import pytest
from campaigns import database_fuzz, disk_shim, header_fuzz, io_faults, kill, power_cut
from campaigns.common import SEED

MISSING = disk_shim.missing()
NEEDS_SHIM = pytest.mark.skipif(bool(MISSING), reason=MISSING)
NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

CAMPAIGNS = [
    pytest.param(kill, 12, id="kill", marks=NEEDS_FORK),
    pytest.param(header_fuzz, 1500, id="header_fuzz"),
    pytest.param(database_fuzz, 50, id="database_fuzz"),
    pytest.param(io_faults, 60, id="io_faults", marks=NEEDS_SHIM),
    pytest.param(power_cut, 200, id="power_cut", marks=NEEDS_SHIM),
]


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

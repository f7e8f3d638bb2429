"""When an open journal is locked by itself."""

from __future__ import annotations

LOCK_LOW = 1
LOCK_HIGH = 30
LOCK_USUAL = 5
"""Minutes without any input until it is."""

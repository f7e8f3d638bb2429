"""Names for the ids that travel between rooms."""

from __future__ import annotations

import uuid
from typing import NewType

EntryId = NewType("EntryId", str)
"""One filled-in worksheet. 32 hexadecimal digits."""

RuptureId = NewType("RuptureId", str)
"""One rupture. 32 hexadecimal digits."""

SessionId = NewType("SessionId", str)
"""One therapy session. 32 hexadecimal digits."""

MoodId = NewType("MoodId", str)
"""One mood check-in. 32 hexadecimal digits."""

DraftId = NewType("DraftId", str)
"""One check-in that was begun and not saved. 32 hexadecimal digits."""

WorksheetId = NewType("WorksheetId", str)
"""A worksheet's stable id, such as ``six-steps``."""

StepId = NewType("StepId", str)
"""A step's stable id inside its worksheet, such as ``s1``."""

PromptId = NewType("PromptId", str)
"""A prompt's stable id, such as ``s1.what``."""

OptionId = NewType("OptionId", str)
"""An option's stable id inside its prompt or word list, such as ``too-fast``."""


def new_id() -> str:
    """Return a fresh random id of 32 hexadecimal digits."""
    return uuid.uuid4().hex

from __future__ import annotations

import pytest

from repair_desktop.core.wording import COUNSELLOR, TherapistName
from repair_desktop.gui.therapist_name import therapist_name


@pytest.mark.parametrize(
    ("kept", "name"),
    [
        ("", TherapistName("your therapist", "my therapist")),
        (COUNSELLOR, TherapistName("your counsellor", "my counsellor")),
        ("M.", TherapistName("M.", "M.")),
        ("Counsellor Troi", TherapistName("Counsellor Troi", "Counsellor Troi")),
    ],
)
def test_what_was_kept_becomes_words_in_both_voices(kept: str, name: TherapistName) -> None:
    assert therapist_name(kept) == name

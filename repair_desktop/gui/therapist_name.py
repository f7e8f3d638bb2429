"""What the therapist is called: the one place that knows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.wording import COUNSELLOR, TherapistName


def therapist_name(kept: str) -> TherapistName:
    """Return the words for what was kept: "" for the usual ones, a choice, or a name."""
    translate = QCoreApplication.translate
    if not kept:
        return TherapistName(
            translate("TherapistName", "your therapist"),
            translate("TherapistName", "my therapist"),
        )
    if kept == COUNSELLOR:
        return TherapistName(
            translate("TherapistName", "your counsellor"),
            translate("TherapistName", "my counsellor"),
        )
    return TherapistName.named(kept)

"""What the therapist is called: the one place that knows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from repair_desktop.core.wording import COUNSELLOR, TherapistName


def therapist_name(kept: str) -> TherapistName:
    """Return the words for what was kept: "" for the usual ones, a choice, or a name."""
    if not kept:
        return TherapistName(_tr("your therapist"), _tr("my therapist"))
    if kept == COUNSELLOR:
        return TherapistName(_tr("your counsellor"), _tr("my counsellor"))
    return TherapistName.named(kept)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TherapistName", text)

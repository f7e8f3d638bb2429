from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from repair_desktop.gui.timeline.wording.numbers import digits, signed_mean


@pytest.mark.parametrize(
    ("mean", "said"),
    [(0.44, "+0.4"), (-1.1, "−1.1"), (0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (4.0, "+4.0")],
)
def test_an_average_has_its_sign(mean: float, said: str) -> None:
    assert signed_mean(mean) == said


def test_numbers_are_written_as_in_the_persons_country() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert (signed_mean(1.5), digits(18_000)) == ("+1,5", "18.000")
    QLocale.setDefault(QLocale("ar_EG"))
    assert digits(12) == "١٢"

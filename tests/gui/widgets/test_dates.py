from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale

from repair_desktop.gui.widgets.dates import number_form


@pytest.fixture
def own_locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def test_days_are_written_in_numbers_with_a_whole_year_in_every_country(own_locale: None) -> None:
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    assert len(everywhere) > 100
    for locale in everywhere:
        QLocale.setDefault(locale)
        written = QLocale.c().toString(QDate(2026, 3, 5), number_form())
        numbers = re.findall(r"\d+", written)
        assert sorted(map(int, numbers)) == [3, 5, 2026], (locale.name(), written)

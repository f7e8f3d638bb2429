from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from repair_desktop.core.errors import (
    BadContent,
    BadDate,
    BadSheet,
    FolderSynced,
    KeyMissing,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
    KnownError,
)
from repair_desktop.core.sheets import SheetProblem
from repair_desktop.gui.problems import Problem, ProblemWords

BASES = {"KnownError", "KeyringError", "JournalError"}
"""Raised by nobody; their words are the general ones."""


def every_error(error: type[KnownError] = KnownError) -> Iterator[type[KnownError]]:
    for kind in error.__subclasses__():
        yield kind
        yield from every_error(kind)


def parts(problem: Problem) -> tuple[str, ...]:
    return (problem.title, problem.happened, problem.safe, problem.to_do)


@pytest.fixture
def words() -> ProblemWords:
    return ProblemWords()


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.__name__)
def test_every_known_error_has_all_its_words(words: ProblemWords, kind: type[KnownError]) -> None:
    problem = words.words(kind())
    assert all(parts(problem))
    assert not problem.title.endswith(".")
    for sentence in parts(problem)[1:]:
        assert sentence.endswith(".")
    assert "{" not in problem.text
    assert not re.search(r"!|\bshould\b|\bjust\b|\bplease\b|None", problem.text, re.IGNORECASE)


def test_each_error_has_words_of_its_own(words: ProblemWords) -> None:
    kinds = [kind for kind in every_error() if kind.__name__ not in BASES]
    titles = {words.words(kind()).title for kind in kinds}
    assert len(titles) == len(kinds)
    assert words.words(KnownError()).title not in titles


def test_only_known_facts_are_shown_and_never_the_message(words: ProblemWords) -> None:
    for kind in every_error():
        error = kind(typed="canary sentence")
        error.args = ("canary message",)
        assert "canary" not in words.words(error).text


@pytest.mark.parametrize("kind", [KeyringMissing, KeyringLocked, KeyringFailed, KeyMissing])
def test_the_keyring_of_then_is_named(words: ProblemWords, kind: type[KnownError]) -> None:
    text = words.words(kind(last="KWallet", now="GNOME Keyring")).text
    assert "KWallet" in text
    assert kind is KeyringMissing or "GNOME Keyring" in text


def test_before_there_is_a_journal_nothing_is_said_about_one(words: ProblemWords) -> None:
    problem = words.words(KeyringLocked())
    assert "journal" not in problem.safe


def test_the_cloud_service_is_named(words: ProblemWords) -> None:
    assert "OneDrive" in words.words(FolderSynced(service="OneDrive")).happened


def test_bad_content_names_the_file_the_place_and_the_problem(words: ProblemWords) -> None:
    error = BadContent(file="six-steps.json", place="steps[2]", problem="The title is missing.")
    happened = words.words(error).happened
    assert all(fact in happened for fact in ("six-steps.json", "steps[2]", "title is missing"))


@pytest.mark.parametrize("problem", SheetProblem)
@pytest.mark.parametrize("question", [None, 3])
@pytest.mark.parametrize("field", ["", "low"])
def test_what_is_wrong_with_a_sheet_is_one_sentence_with_the_place(
    words: ProblemWords, problem: SheetProblem, question: int | None, field: str
) -> None:
    error = BadSheet(problem=problem.value, question=question, field=field)
    happened = words.words(error).happened
    assert happened.count(".") == 1
    assert happened.endswith(".")
    whole = (SheetProblem.UNREADABLE, SheetProblem.TOO_LARGE, SheetProblem.NOT_A_SHEET)
    if problem not in whole:
        assert ("question 3" in happened) is (question is not None)
        assert ("“low”" in happened) is bool(field)


def test_a_fact_with_braces_is_shown_as_it_is(words: ProblemWords) -> None:
    assert "{odd}" in words.words(FolderSynced(service="{odd}")).happened


@pytest.mark.parametrize(
    ("reason", "expected"), [("future", "future"), ("too_early", "1900"), ("not_a_date", "no such")]
)
def test_a_bad_date_says_why(words: ProblemWords, reason: str, expected: str) -> None:
    assert expected in words.words(BadDate(reason=reason)).happened

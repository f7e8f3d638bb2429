from __future__ import annotations

import pytest

from repair_desktop.core.wording import TherapistName, fill

USUAL = TherapistName("your therapist", "my therapist")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Does {your_therapist} know?", "Does your therapist know?"),
        ("{your_therapist} forgot.", "Your therapist forgot."),
        ("I stopped. {my_therapist} left.", "I stopped. My therapist left."),
        ("“{my_therapist} sighed”", "“My therapist sighed”"),
        ("Example: {my_therapist} sighed", "Example: My therapist sighed"),
        ("{my_therapist}'s feelings", "My therapist's feelings"),
        ("no token, but {other}", "no token, but {other}"),
    ],
)
def test_tokens_become_words(text: str, filled: str) -> None:
    assert fill(text, USUAL) == filled


def test_a_name_is_the_same_in_both_voices() -> None:
    name = TherapistName.named("M.")
    assert fill("{your_therapist} and {my_therapist}", name) == "M. and M."


def test_a_name_is_not_read_as_a_pattern() -> None:
    name = TherapistName.named(r"{my_therapist} \1")
    assert fill("Ask {your_therapist}", name) == r"Ask {my_therapist} \1"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hurt by {your_therapist}.", "Hurt by M."),
        ("Hurt by {your_therapist}. Again.", "Hurt by M. Again."),
        ("Did {your_therapist}?", "Did M.?"),
        ("{your_therapist} and {your_therapist}.", "M. and M."),
    ],
)
def test_initials_do_not_end_a_sentence_twice(text: str, filled: str) -> None:
    assert fill(text, TherapistName.named("M.")) == filled

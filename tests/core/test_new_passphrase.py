from __future__ import annotations

import hashlib
import math
import secrets

import pytest

from repair_desktop.core.new_passphrase import COUNT, new_passphrase
from repair_desktop.core.passphrase_words import WORDS
from repair_desktop.core.passphrases import SHORTEST_PASSPHRASE, passphrase_fault

LIST = WORDS.split()


def test_the_words_are_the_list_as_it_was_published() -> None:
    """With its dice numbers it has the checksum that EFF's own file has."""
    rolls = (
        "".join(str(number // 6**place % 6 + 1) for place in (4, 3, 2, 1, 0))
        for number in range(6**5)
    )
    lines = (f"{roll}\t{word}\n" for roll, word in zip(rolls, LIST, strict=True))
    published = "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e"
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == published


def test_a_passphrase_has_51_bits_and_is_long_enough() -> None:
    assert len(set(LIST)) == len(LIST)
    assert COUNT * math.log2(len(LIST)) > 51
    shortest = " ".join(sorted(LIST, key=len)[:COUNT])
    assert len(shortest) >= SHORTEST_PASSPHRASE
    assert passphrase_fault(shortest, shortest) is None


def test_each_word_comes_from_the_system_s_own_randomness(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [LIST[0], LIST[-1], LIST[4_711], LIST[0]]
    drawn = [LIST.index(word) for word in wanted]
    monkeypatch.setattr(secrets, "choice", lambda words: words[drawn.pop(0)])
    assert new_passphrase() == " ".join(wanted)
    assert drawn == []


def test_no_two_are_alike() -> None:
    made = {new_passphrase() for _ in range(1_000)}
    assert len(made) == 1_000  # a chance of one in 7,000,000,000 to fail
    assert all(word in LIST for phrase in made for word in phrase.split(" "))

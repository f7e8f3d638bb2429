"""How hard a text is to read."""

from __future__ import annotations

import re

_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Count by groups of vowels, less a silent e; near enough for everyday words."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(1, groups)


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence."""
    parts = re.split(r"[.!?:…]+[\s”]*|\n", text)
    return [words for part in parts if (words := re.findall(r"[A-Za-z’'-]+", part))]


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade (Kincaid and others 1975)."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(found) + 11.8 * per_word - 15.59

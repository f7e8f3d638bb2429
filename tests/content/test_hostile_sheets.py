"""Files that somebody made to harm: each is refused in words, and changes nothing."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers.real_journal import real_journal
from helpers.sheets import FILES, as_bytes, raw_sheet
from jsonschema import Draft202012Validator

from repair_desktop.content.sheets import (
    FORMAT,
    LARGEST,
    MOST_COLUMNS,
    MOST_OPTIONS,
    MOST_PROMPTS,
    decode_sheet,
    json_schema,
)
from repair_desktop.core.errors import BadSheet, KnownError, SheetTooNew
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.services.sheets import SheetService
from repair_desktop.storage import schema

SECRET = "canary"
VALIDATOR = Draft202012Validator(json_schema())

Raw = dict[str, Any]
Hostile = Callable[[random.Random], bytes]

NOT_SEEN = [
    *map(chr, (*range(0x20), *range(0x7F, 0xA0))),
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb\ufffe\uffff",
]
BLANKS = ["", " ", "\n", "\u00a0", "\u3000 "]
NO_TEXT: list[Any] = [None, True, 7, 1.5, [], {}, ["x"], {"x": "y"}]
NO_NUMBER: list[Any] = [None, True, "1", 1.5, -1, 0, [], {}, 10**6 + 1, 10**40, -(10**40)]
SHEET_TEXTS = ("title", "from", "introduction", "due")


def in_json(change: Callable[[random.Random, Raw], None]) -> Hostile:
    def build(rng: random.Random) -> bytes:
        raw = raw_sheet()
        change(rng, raw)
        return as_bytes(raw)

    return build


def a_prompt(rng: random.Random, raw: Raw, *kinds: str) -> Raw:
    prompts = [prompt for prompt in raw["prompts"] if not kinds or prompt["kind"] in kinds]
    chosen: Raw = rng.choice(prompts)
    return chosen


def a_text_place(rng: random.Random, raw: Raw) -> tuple[Any, Any]:
    """Return a container and the key of a text in it."""
    prompt = a_prompt(rng, raw)
    places: list[tuple[Any, Any]] = [(raw, name) for name in SHEET_TEXTS]
    places += [(prompt, "question"), (prompt, "helper")]
    with_options = a_prompt(rng, raw, "chips", "pick", "sort")
    places.append((rng.choice(with_options["options"]), 1))
    slider = a_prompt(rng, raw, "slider")
    places.append((slider, rng.choice(("low", "middle", "high"))))
    return rng.choice(places)


def an_object(rng: random.Random, raw: Raw) -> Raw:
    chosen: Raw = rng.choice([raw, *raw["prompts"]])
    return chosen


# --- ways to be hostile ---------------------------------------------------------------------


def unknown_field(rng: random.Random, raw: Raw) -> None:
    names = ["link", "html", "script", "image", "$ref", "__proto__", SECRET * 40, "", "Title"]
    an_object(rng, raw)[rng.choice(names)] = rng.choice(["https://x.test", 1, None, {"a": []}])


def no_text(rng: random.Random, raw: Raw) -> None:
    where, key = a_text_place(rng, raw)
    where[key] = rng.choice(NO_TEXT)


def no_number(rng: random.Random, raw: Raw) -> None:
    raw["version"] = rng.choice(NO_NUMBER)


def missing_field(rng: random.Random, raw: Raw) -> None:
    where = an_object(rng, raw)
    optional = {"introduction", "due", "helper", "own_words", "middle"}
    del where[rng.choice([name for name in where if name not in optional])]


def hidden_character(rng: random.Random, raw: Raw) -> None:
    where, key = a_text_place(rng, raw)
    one_line = key not in ("introduction", "question", "helper")
    sign = rng.choice([s for s in NOT_SEEN if one_line or s != "\n"])
    text = str(where[key]) if isinstance(where, list) or key in where else "x"
    place = rng.randint(0, len(text))
    where[key] = f"{text[:place]}{sign}{text[place:]}"


def blank_text(rng: random.Random, raw: Raw) -> None:
    slider = a_prompt(rng, raw, "slider")
    options = a_prompt(rng, raw, "chips", "pick", "sort")["options"]
    places: list[tuple[Any, Any]] = [(raw, "title"), (raw, "from"), (slider, "low")]
    places += [(a_prompt(rng, raw), "question"), *((option, 1) for option in options)]
    where, key = rng.choice(places)
    where[key] = rng.choice(BLANKS)


def long_text(rng: random.Random, raw: Raw) -> None:
    where, key = a_text_place(rng, raw)
    most = {"introduction": 2_000, "helper": 2_000, "question": 1_000}.get(key, 200)
    where[key] = rng.choice("aé漢🜂") * (most + rng.choice((1, 2, 500)))


def double_prompt(rng: random.Random, raw: Raw) -> None:
    one, other = rng.sample(raw["prompts"], 2)
    other["id"] = one["id"]


def double_option(rng: random.Random, raw: Raw) -> None:
    prompt = a_prompt(rng, raw, "chips", "pick", "sort")
    name = rng.choice(["options", "columns"] if prompt["kind"] == "sort" else ["options"])
    prompt[name].append([rng.choice(prompt[name])[0], "Again"])


def bad_id(rng: random.Random, raw: Raw) -> None:
    ids = ["", "A", "a b", "a:b", "../x", "a\n", "é", "x" * 33, "q1\u202e", SECRET.upper(), 7, None]
    where = rng.choice([raw, a_prompt(rng, raw)])
    where["id"] = rng.choice(ids)


def bad_sheet_id(rng: random.Random, raw: Raw) -> None:
    good = raw["id"]
    raw["id"] = rng.choice(
        [good.upper(), good[:-1], good + "0", good + "\n", "six-steps", "g" * 32, f"sheet:{good}"]
    )


def bad_kind(rng: random.Random, raw: Raw) -> None:
    kinds = ["html", "video", "Text", "", SECRET * 50, 3, None, ["text"], "text\n"]
    a_prompt(rng, raw)["kind"] = rng.choice(kinds)


def stray_field(rng: random.Random, raw: Raw) -> None:
    """A field that belongs to a question of another kind."""
    prompt = a_prompt(rng, raw, "text", "long", "date")
    prompt[rng.choice(["options", "columns"])] = [["a", "A"], ["b", "B"]]
    prompt[rng.choice(["own_words", "low", "high", "middle"])] = True


def many(rng: random.Random, raw: Raw) -> None:
    extra = rng.choice((1, 7, 400))
    match rng.randrange(3):
        case 0:
            raw["prompts"] = [
                {"id": f"q{n}", "kind": "text", "question": "?"}
                for n in range(MOST_PROMPTS + extra)
            ]
        case 1:
            options = [[f"o{n}", "x"] for n in range(MOST_OPTIONS + extra)]
            a_prompt(rng, raw, "chips", "pick", "sort")["options"] = options
        case _:
            columns = [[f"c{n}", "x"] for n in range(MOST_COLUMNS + extra)]
            a_prompt(rng, raw, "sort")["columns"] = columns


def few(rng: random.Random, raw: Raw) -> None:
    match rng.randrange(3):
        case 0:
            raw["prompts"] = []
        case 1:
            a_prompt(rng, raw, "chips", "pick", "sort")["options"] = []
        case _:
            a_prompt(rng, raw, "sort")["columns"] = [["a", "A"]][: rng.randrange(2)]


def odd_pair(rng: random.Random, raw: Raw) -> None:
    pairs: list[Any] = [[], ["a"], ["a", "b", "c"], "ab", {"a": "b"}, [["a", "b"]], ["a", 1], None]
    prompt = a_prompt(rng, raw, "chips", "pick", "sort")
    name = rng.choice(["options", "columns"] if prompt["kind"] == "sort" else ["options"])
    prompt[name][rng.randrange(len(prompt[name]))] = rng.choice(pairs)


def newer_format(rng: random.Random, raw: Raw) -> None:
    raw["format"] = FORMAT + rng.choice((1, 2, 10**12, 10**30))
    raw[f"new-{rng.randrange(9)}"] = {"anything": [SECRET]}


def odd_format(rng: random.Random, raw: Raw) -> None:
    raw["format"] = rng.choice([0, -1, 1.0, 1.5, True, "1", None, [], {}, 1e300, -(10**30)])


def deep_value(rng: random.Random) -> bytes:
    depth = rng.choice((50, 500, 5_000, 60_000))
    opened, closed = rng.choice([(b"[", b"]"), (b'{"a":', b"}")])
    deep = opened * depth + b"1" + closed * rng.choice((0, depth))
    name = rng.choice(["title", "prompts", "x", "format"])
    raw = raw_sheet()
    raw[name] = "HERE"
    return as_bytes(raw).replace(b'"HERE"', deep)


def odd_number(rng: random.Random) -> bytes:
    numbers = (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"9" * 5_000, b"0x1", b"01")
    raw = raw_sheet()
    raw[rng.choice(["version", "format", "title", "x"])] = "HERE"
    return as_bytes(raw).replace(b'"HERE"', rng.choice(numbers))


def lone_surrogate(rng: random.Random) -> bytes:
    half = rng.choice([rb"\ud83d", rb"\udc00", rb"\udfffx", rb"x\ud800\ud800", b"\xed\xa0\xbd"])
    raw = raw_sheet()
    where, key = a_text_place(rng, raw)
    where[key] = "HERE"
    return as_bytes(raw).replace(b"HERE", half)


def twice_the_same_field(rng: random.Random) -> bytes:
    raw = raw_sheet()
    name = rng.choice(["format", "id", "version", "title", "from", "due"])
    return as_bytes(raw)[:-1] + b"," + json.dumps({name: raw[name]}).encode()[1:]


def no_json(rng: random.Random) -> bytes:
    good = as_bytes(raw_sheet())
    return rng.choice(
        [
            b"",
            b"\x00" * rng.randrange(1, 900),
            good[: rng.randrange(len(good))],
            good + good,
            good + b"\x00",
            b"\xef\xbb\xbf" + good,
            good.decode().encode("utf-16"),
            good.replace(b"Take", b"T\xffke"),
            b"/* x */" + good,
            rng.randbytes(rng.randrange(1, 2_000)),
            b"PK\x03\x04" + rng.randbytes(500),
            f"<html>{SECRET}</html>".encode(),
            f"format: 1\ntitle: {SECRET}\n".encode(),
        ]
    )


def no_object(rng: random.Random) -> bytes:
    return rng.choice([b"null", b"true", b"1", b'"x"', b"[]", b"{}", as_bytes([raw_sheet()])])


def large(rng: random.Random) -> bytes:
    good = as_bytes(raw_sheet())
    return good + b" " * (LARGEST - len(good) + rng.choice((1, 2, 4_000_000)))


def damaged_shape(rng: random.Random, raw: Raw) -> None:
    """Something of the wrong kind in a place that nobody thought of."""
    places: list[tuple[Any, Any]] = [(raw, "prompts"), (raw, "id")]
    for number, prompt in enumerate(raw["prompts"]):
        places.append((raw["prompts"], number))
        places += [(prompt, name) for name in ("id", "kind", "question")]
    where, key = rng.choice(places)
    where[key] = rng.choice([None, 0, [[]], {"": ""}, [None], -1.5])


HOSTILE: dict[str, Hostile] = {
    **{
        change.__name__: in_json(change)
        for change in (
            unknown_field,
            no_text,
            no_number,
            missing_field,
            hidden_character,
            blank_text,
            long_text,
            double_prompt,
            double_option,
            bad_id,
            bad_sheet_id,
            bad_kind,
            stray_field,
            many,
            few,
            odd_pair,
            newer_format,
            odd_format,
            damaged_shape,
        )
    },
    **{
        build.__name__: build
        for build in (
            deep_value,
            odd_number,
            lone_surrogate,
            twice_the_same_field,
            no_json,
            no_object,
            large,
        )
    },
}
SEEDS = range(20)


def files(name: str) -> Iterator[bytes]:
    for seed in SEEDS:
        yield HOSTILE[name](random.Random(f"{name} {seed}"))


def test_there_are_five_hundred_of_them() -> None:
    assert len(HOSTILE) * len(SEEDS) >= 500


@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_refused_and_nothing_changes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.repairsheet"
    words = ProblemWords()
    with real_journal(tmp_path) as journal:
        service = SheetService(journal, FILES)
        path.write_bytes(as_bytes(raw_sheet()))
        service.add(service.read(path).sheet)
        before = schema.digests(journal.database)
        for data in files(name):
            path.write_bytes(data)
            with pytest.raises(KnownError) as caught:
                service.add(service.read(path).sheet)
            error = caught.value
            assert isinstance(error, SheetTooNew if name == "newer_format" else BadSheet)
            assert schema.digests(journal.database) == before
            assert SECRET not in f"{error} {error.facts} {words.words(error).text}".lower()
            assert error.__context__ is None or error.__suppress_context__


@pytest.mark.parametrize("name", HOSTILE)
def test_what_the_schema_refuses_the_reader_refuses(name: str) -> None:
    """The other way round the reader may be stricter: a schema can not compare ids."""
    for data in files(name):
        try:
            raw = json.loads(data)
        except (ValueError, RecursionError):
            continue
        if not VALIDATOR.is_valid(raw):
            with pytest.raises((BadSheet, SheetTooNew)):
                decode_sheet(data)


def test_the_good_one_is_good() -> None:
    raw = raw_sheet()
    VALIDATOR.validate(raw)
    assert len(decode_sheet(as_bytes(raw)).prompts) == len(raw["prompts"])
    # As large as it may be.
    good = as_bytes(raw)
    assert decode_sheet(good + b" " * (LARGEST - len(good)))


@pytest.mark.parametrize("name", ["pipe", "folder", "nothing", "no\0name"])
def test_what_is_no_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif name == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes with names here")
        os.mkfifo(path)
    with pytest.raises(BadSheet) as caught:
        FILES.read(path)
    assert caught.value.facts["problem"] == "unreadable"

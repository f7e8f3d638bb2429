from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from repair_desktop.content import help as module
from repair_desktop.content.help import load_help_lines, load_steadying, load_texts
from repair_desktop.core.errors import BadContent
from repair_desktop.core.help import PURPOSES, HelpLine
from repair_desktop.system.resources import read_text

LINES = load_help_lines().lines
GOOD = read_text("help/lines.toml")

READ_ON = date(2026, 11, 23)
"""The day the sources were read. A line that was checked later says so in ``checked_by``."""

# The numbers of the content document, with nothing added and nothing left out. What it marks as
# unconfirmed knowledge is printed for emergencies only, and says so.
DOCUMENTED = {
    ("US", "emergency"): ["911"],
    ("US", "crisis"): ["988", "741741"],
    ("US", "home"): ["1-800-799-7233"],
    ("US", "assault"): ["800-656-4673"],
    ("US", "complaint"): ["your state's licensing board", "dca.ca.gov"],
    ("CA", "emergency"): ["911"],
    ("CA", "crisis"): ["988"],
    ("GB", "emergency"): ["999"],
    ("GB", "crisis"): ["116 123", "111", "85258"],
    ("GB", "home"): ["0808 2000 247"],
    ("GB", "complaint"): ["01455 883300", "the register check of the authority"],
    ("IE", "emergency"): ["112 or 999"],
    ("IE", "crisis"): ["116 123", "1800 111 888", "50808"],
    ("AU", "emergency"): ["000"],
    ("AU", "crisis"): ["13 11 14"],
    ("AU", "home"): ["1800 737 732"],
    ("AU", "complaint"): ["ahpra.gov.au"],
    ("NZ", "emergency"): ["111"],
    ("NZ", "crisis"): ["1737", "0800 543 354"],
    ("NZ", "complaint"): ["0800 11 22 33"],
    ("ZA", "emergency"): ["112 or 10111"],
    ("ZA", "crisis"): ["0800 567 567"],
    ("IN", "emergency"): ["112"],
    ("IN", "crisis"): ["14416 or 1-800-891-4416"],
    ("", "emergency"): ["your local emergency number"],
    ("", "crisis"): ["findahelpline.com", "befrienders.org"],
    ("", "assault"): ["a sexual-assault line near you"],
    ("", "complaint"): ["therapyabuse.org", "a lawyer or an advocate"],
}
ALSO_SAID = [
    ("us-988", "text 988, or chat at 988lifeline.org; press 1 for veterans"),
    ("us-crisis-text", "text HOME"),
    ("ca-988", "text 988"),
    ("gb-111", "option 2; England, and similar in Scotland and Wales"),
    ("gb-shout", "text SHOUT"),
    ("gb-complaint-bacp", "option 2; you can stay anonymous"),
    ("au-lifeline", "text 0477 13 11 14"),
    ("nz-1737", "call or text"),
    ("za-sadag", "SMS 31393"),
    ("all-befrienders", "centres in 32 countries"),
]
UNCONFIRMED = ("13 92 76", "0800 733 843", "1800 341 900", "sheltersafe", "iasp")


def test_every_number_is_the_one_that_is_documented() -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for line in LINES:
        found.setdefault((line.country, line.purpose), []).append(line.number)
    assert found == DOCUMENTED


@pytest.mark.parametrize(("line_id", "channel"), ALSO_SAID)
def test_how_else_a_line_is_reached(line_id: str, channel: str) -> None:
    [line] = [line for line in LINES if line.id == line_id]
    assert line.channel == channel


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_every_line_says_where_when_and_how_it_was_checked(line: HelpLine) -> None:
    assert line.source == "general knowledge" or line.source.startswith(("https://", "http://"))
    assert line.checked_by
    assert ("to be confirmed" in line.checked_by) is (line.source == "general knowledge")
    if "stored copy" in line.checked_by or "general knowledge" in line.checked_by:
        assert line.checked_on <= READ_ON


def test_what_nobody_has_confirmed_is_printed_for_emergencies_only() -> None:
    assert not [number for number in UNCONFIRMED if number in GOOD.lower()]
    for line in LINES:
        if "to be confirmed" in line.checked_by and line.is_exact:
            assert line.purpose == "emergency"


def test_every_country_has_an_emergency_number_and_somebody_to_talk_to() -> None:
    lines = load_help_lines()
    assert [code for code, _ in lines.countries] == [
        "US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN",
    ]  # fmt: skip
    for code, _name in lines.countries:
        for purpose in ("emergency", "crisis"):
            assert any(line.country == code for line in lines.of(code, purpose))
        for purpose in PURPOSES:
            assert {line.country for line in lines.of(code, purpose)} <= {code, ""}


def test_steadying_is_complete_in_order_and_word_for_word() -> None:
    steadying = load_steadying()
    assert steadying.intro == (
        "Pick one. Stop any time. If it makes things worse, try another or leave."
    )
    assert [(each.name, each.text) for each in steadying.exercises] == [
        ("Look around", "Name five things you see. Then four you can touch. Three you hear. "
         "Two you smell. One thing you like."),
        ("Feet and hands", "Press your feet down. Push your palms together for five seconds. "
         "Let go."),
        ("Cold or texture", "Hold something cool or rough. Notice its edges."),
        ("Date and place", "Say today's date, where you are, and one thing you will do next."),
        ("Count down", "Count back from 50 in threes. Losing your place is fine."),
        ("Slow breath", "Let the out-breath be a bit longer than the in-breath."),
        ("A person", "Who could you be near or message?"),
    ]  # fmt: skip
    assert steadying.exercises[-1].id == "person"


def test_blocks_of_text_are_word_for_word() -> None:
    texts = load_texts()
    assert texts["danger"] == ("Are you in danger right now?",)
    assert texts["call-now"] == (
        "If you might act on thoughts of ending your life, or you are not safe, please call now. "
        "You can say: I am having a hard time and need to talk.",
    )
    assert texts["not-for-emergencies"] == (
        "Not for emergencies. No one can see what you write, so no one can send help.",
    )
    assert texts["nobody-watching"] == (
        "This app cannot call anyone and no one is watching it. That keeps it private. It also "
        "means you have to reach out.",
    )
    assert texts["numbers-checked"] == (
        "Numbers checked on {date}. They can change. If one does not work, call your emergency "
        "number or a person near you.",
    )
    assert texts["yours"] == (
        "These notes are yours. You choose what to share. It is okay to say no.",
    )
    assert texts["shared-computer"] == (
        "If someone checks your computer, this may not be a safe place to write. A paper note "
        "with your therapist or a safer computer may be better.",
    )
    assert len(texts["not-yours-options"]) == 7


# --- bad files -------------------------------------------------------------------------------


def refused(
    monkeypatch: pytest.MonkeyPatch, load: Callable[[], object], text: str
) -> dict[str, object]:
    monkeypatch.setattr(module, "read_bytes", lambda _file: text.encode())
    with pytest.raises(BadContent) as caught:
        load()
    return caught.value.facts


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ('country = "US"', 'country = "XX"', "us-emergency", "there is no such country"),
        ('purpose = "emergency"', 'purpose = "fun"', "us-emergency", "there is no such purpose"),
        ('"2026-11-23"', '"yesterday"', "us-emergency", "checked_on is no date"),
        ('id = "us-988"', 'id = "us-emergency"', "us-emergency", "this id stands there twice"),
        ('source = "https', 'source = ""\n#', "us-emergency", "who checked it, and where?"),
        ('checked_by = "a', 'checked_by = " "\n#', "us-emergency", "who checked it, and where?"),
        ('number = "911"', "number = 911", "lines[0].number", "Expected `str`, got `int`"),
        ("checked_on", "checked_at", "lines[0]", "unknown field `checked_at`"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str, problem: str
) -> None:
    assert old in GOOD
    facts = refused(monkeypatch, load_help_lines, GOOD.replace(old, new, 1))
    assert facts["file"] == "help/lines.toml"
    assert facts["place"] == place
    assert problem in str(facts["problem"])


@pytest.mark.parametrize("load", [load_help_lines, load_steadying, load_texts])
def test_files_that_are_nothing_of_the_kind(
    monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]
) -> None:
    for text in ("", "x", "intro = 1", "texts = 1", "a = [" * 3000):
        assert str(refused(monkeypatch, load, text)["file"]).startswith("help/")

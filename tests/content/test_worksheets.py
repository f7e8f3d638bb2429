from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from helpers.reading import grade, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from repair_desktop.content.demo import load_demo
from repair_desktop.content.overlay import keys, translate
from repair_desktop.content.reading import decode_bytes
from repair_desktop.content.schema import ChecksFile, WordsFile, WorksheetFile
from repair_desktop.content.worksheets import (
    load_words,
    load_worksheet,
    load_worksheets,
    parse_worksheet,
)
from repair_desktop.core.answers import Answer, ChoiceAnswer
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId, StepId, WorksheetId
from repair_desktop.core.wording import TherapistName, fill
from repair_desktop.core.worksheets import Place, PromptKind, Worksheet, check_answer
from repair_desktop.system.resources import read_bytes, read_text, resource_path

IDS = [
    "open.now",
    "close.now",
    "s1.when",
    "s1.kind",
    "s1.what",
    "s1.did",
    "s1.size",
    "s1.known",
    "s2.feel",
    "s2.body",
    "s2.sense",
    "s2.friend",
    "s2.know",
    "s2.count",
    "s3.mix",
    "s3.need",
    "s3.echo",
    "s3.far",
    "s3.ask",
    "s3.other",
    "s4.blame1",
    "s4.sort",
    "s4.notmine",
    "s4.own",
    "s4.mine",
    "s4.blame2",
    "s5.want",
    "s5.ask",
    "s5.how",
    "s5.barriers",
    "s5.ifbad",
    "s5.ready",
    "s6.now",
    "s6.helped",
    "s6.learn",
    "s6.else",
    "s6.try",
    "s6.keep",
]

KIND = PromptId("s1.kind")

BANNED = re.compile(
    r"!|\b(streaks?|scores?|badges?|points|should|just|well done|great job|congratulations|"
    r"keep it up|in a row|reminders?|abuse|disorder|symptoms?|diagnos\w+|distortions?)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def six_steps() -> Worksheet:
    return load_worksheet("six-steps")


def all_words() -> Iterator[tuple[str, str]]:
    """Yield every string a person can read, with where it stands."""
    for folder, shape in (("worksheets", WorksheetFile), ("words", WordsFile)):
        for path in sorted(resource_path(folder).glob("*.toml")):
            read = decode_bytes(
                path.read_bytes(), ChecksFile if path.stem == "checks" else shape, path.name
            )
            yield from ((f"{path.stem}: {key}", text) for key, text in keys(read))
            for group in read.groups if isinstance(read, WordsFile) else ():
                yield from ((f"{path.stem}: {word}", word) for word in group.words)
    from repair_desktop.content.help import load_steadying, load_texts

    for key, lines in load_texts().items():
        yield from ((f"texts: {key}", line) for line in lines)
    steadying = load_steadying()
    yield "steady: intro", steadying.intro
    for exercise in steadying.exercises:
        yield f"steady: {exercise.id}", f"{exercise.name}. {exercise.text}"


WORDS = list(all_words())


def test_every_prompt_of_the_journey_is_there(six_steps: Worksheet) -> None:
    assert {PromptId(each) for each in IDS} <= {prompt.id for prompt in six_steps.prompts()}


def test_the_six_steps_in_their_order(six_steps: Worksheet) -> None:
    assert [step.name for step in six_steps.steps] == [
        "Acknowledgment",
        "Validation",
        "Exploration",
        "Taking Responsibility",
        "Collaborative Problem-Solving",
        "Integration",
    ]


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("s1.kind", 48),
        ("s1.safety", 12),
        ("s1.did", 15),
        ("s2.feel", 73),
        ("s3.need", 35),
        ("s3.mix", 10),
        ("s5.want", 11),
        ("s5.barriers", 10),
    ],
)
def test_no_choice_was_lost(six_steps: Worksheet, prompt: str, count: int) -> None:
    assert len(six_steps.prompt(PromptId(prompt)).options) == count


def test_every_safety_tick_hides_steps_three_to_five(six_steps: Worksheet) -> None:
    ticks = six_steps.prompt(PromptId("s1.safety")).options
    assert ticks
    for option in ticks:
        answers: dict[PromptId, Answer] = {PromptId("s1.safety"): ChoiceAnswer((option.id,))}
        hidden = [step.id for step in six_steps.steps if six_steps.is_hidden(step.id, answers)]
        assert hidden == [StepId("s3"), StepId("s4"), StepId("s5")]
        rule = six_steps.hiding_rule(answers)
        assert rule is not None
        assert rule.page == "not-yours"
    for step in six_steps.steps:
        assert bool(step.instead) == (step.id in ("s3", "s4", "s5"))


SECOND_VIEW = {
    "ended-no-warning",
    "talks-about-themselves",
    "turns-it-back",
    "same-remark",
    "often-late",
}


@pytest.mark.parametrize(
    "option", [option.id for option in load_worksheet("six-steps").prompt(KIND).options]
)
def test_what_each_kind_of_moment_leads_to(six_steps: Worksheet, option: OptionId) -> None:
    """One opens the safety list, five mention a second view, and none hides anything."""
    answers: dict[PromptId, Answer] = {KIND: ChoiceAnswer((option,))}
    assert six_steps.hiding_rule(answers) is None
    safety = six_steps.prompt(PromptId("s1.safety"))
    assert safety.is_shown(answers) is (option == "not-okay")
    said = [note.page for note in six_steps.prompt(KIND).notes_for(answers[KIND])]
    assert said == ["help"] * (option in SECOND_VIEW)


def test_the_safety_list_comes_up_with_its_choice(six_steps: Worksheet) -> None:
    safety = six_steps.prompt(PromptId("s1.safety"))
    assert not safety.is_shown({})
    assert safety.is_shown({PromptId("s1.kind"): ChoiceAnswer((OptionId("not-okay"),))})


def test_the_way_to_the_safety_list_is_open_whatever_else_was_chosen(six_steps: Worksheet) -> None:
    doors = [
        (six_steps.prompt(hidden.show_when.prompt), hidden.show_when.options)
        for hidden in (six_steps.prompt(rule.prompt) for rule in six_steps.hide_rules)
        if hidden.show_when is not None
    ]
    assert doors
    for asked, options in doors:
        for group in asked.groups:
            is_door = bool(options & {option.id for option in group.options})
            assert group.counts is not is_door, group.title
        others = [option.id for option in asked.options if option.id not in options]
        assert asked.most is not None
        everything = ChoiceAnswer((*others[: asked.most], *options))
        check_answer(asked, everything, date(2026, 11, 23))


def test_nothing_private_is_on_by_default(six_steps: Worksheet) -> None:
    private = {prompt.id for prompt in six_steps.prompts() if prompt.private}
    assert {"s3.echo", "s3.echo.words", "s4.mine", "s4.blame1", "s4.blame2"} <= private


def test_mine_may_stay_empty(six_steps: Worksheet) -> None:
    sort = six_steps.prompt(PromptId("s4.sort"))
    assert [column.id for column in sort.columns] == ["theirs", "nobodys", "mine"]
    assert "okay" in dict(sort.empty_column_note)[OptionId("mine")]


@pytest.mark.parametrize("value", range(11))
def test_what_the_opening_check_says(six_steps: Worksheet, value: int) -> None:
    bands = [b for b in six_steps.opening[0].bands if b.low <= value <= b.high]
    actions = [set(band.actions) for band in bands]
    if value <= 6:
        assert actions == []
    elif value <= 8:
        assert actions == [{"go_on", "steady", "later"}]
    else:
        assert actions == [{"help", "steady", "go_on"}]


def test_every_step_can_get_stuck_and_has_starters(six_steps: Worksheet) -> None:
    for step in six_steps.steps:
        assert len(step.starters) >= 3
        assert any(prompt.starters for prompt in step.prompts)


@pytest.mark.parametrize(("where", "text"), WORDS, ids=[where for where, _ in WORDS])
def test_words_are_plain(where: str, text: str) -> None:
    read = fill(text, TherapistName("your therapist", "my therapist"))
    assert not BANNED.search(read), read
    assert all(len(sentence) <= 20 for sentence in sentences(read)), read
    if len(read.split()) >= 8:
        assert grade(read) <= 8, f"{grade(read):.1f}: {read}"


def test_tokens_are_spelt_right() -> None:
    for where, text in WORDS:
        for token in re.findall(r"\{[^}]*\}", text):
            assert token in ("{your_therapist}", "{my_therapist}", "{value}", "{date}"), where


def test_the_made_up_journal_answers_what_is_asked() -> None:
    demo = load_demo(load_worksheets())
    assert len(demo.stories) >= 4
    feelings = {option.id for group in load_words("feelings") for option in group.options}
    assert feelings.issuperset(demo.low_feelings + demo.high_feelings)
    tags = {option.id for group in load_words("tags") for option in group.options}
    assert tags.issuperset(demo.tags)


# --- the other worksheets ---------------------------------------------------------------------


def test_every_worksheet_says_what_it_is_for() -> None:
    for sheet in load_worksheets().values():
        assert sheet.purpose.endswith("."), sheet.id
        assert len(sentences(fill(sheet.purpose, TherapistName.named("M")))) == 1, sheet.id


def test_what_a_prompt_recalls_and_a_note_begins_is_there() -> None:
    sheets = load_worksheets()
    asked = {prompt.id: prompt for sheet in sheets.values() for prompt in sheet.prompts()}
    recalls = [other for prompt in asked.values() for other in prompt.recalls]
    assert len(recalls) > 5
    for other in recalls:
        assert asked[other].kind in (PromptKind.TEXT, PromptKind.LONG)
        assert not asked[other].private, other
    begun = {note.begin for prompt in asked.values() for note in prompt.notes if note.begin}
    assert begun == {"six-steps", "quick-note", "session-check-in"}


def test_what_a_step_looks_up_is_there() -> None:
    sheets = load_worksheets()
    asked = {prompt.id: prompt for sheet in sheets.values() for prompt in sheet.prompts()}
    steps = [step for sheet in sheets.values() for step in sheet.steps if step.looks_up]
    assert [step.id for step in steps] == ["s5"]
    for step in steps:
        assert step.looks_up is not None
        for other in step.looks_up.prompts:
            assert asked[other].kind in (PromptKind.TEXT, PromptKind.LONG)
            assert not asked[other].private, other


def test_what_a_step_counts_is_there_and_can_be_counted() -> None:
    sheets = load_worksheets()
    asked = {prompt.id: prompt for sheet in sheets.values() for prompt in sheet.prompts()}
    counts = {sheet.id: step.counts for sheet in sheets.values() for step in sheet.steps}
    assert [key for key, prompts in counts.items() if prompts] == ["pattern-review"]
    for other in counts[WorksheetId("pattern-review")]:
        if asked[other].kind is PromptKind.SLIDER:
            assert asked[other].compare is not None, other
        else:
            assert asked[other].kind in (PromptKind.CHIPS, PromptKind.PICK, PromptKind.NEEDS)


def test_only_what_asks_for_no_mending_is_offered_where_it_is_not_okay() -> None:
    offered = {sheet.id for sheet in load_worksheets().values() if Place.RUPTURE in sheet.offered}
    assert offered == {"six-steps", "letter", "stay-change-stop"}


AFRAID = PromptId("rp.afraid")


@pytest.mark.parametrize("option", ["yes", "no", "not-sure"])
def test_somebody_who_is_afraid_is_asked_nothing_more(option: str) -> None:
    sheet = load_worksheet("repair-outside")
    assert [prompt.id for prompt in sheet.steps[0].prompts] == [AFRAID]
    answers: dict[PromptId, Answer] = {AFRAID: ChoiceAnswer((OptionId(option),))}
    hidden = [sheet.is_hidden(step.id, answers) for step in sheet.steps]
    assert hidden == [False] + [option == "yes"] * (len(sheet.steps) - 1)
    said = " ".join(note.text for note in sheet.prompt(AFRAID).notes_for(answers[AFRAID]))
    assert ("Repair may not be safe here." in said) is (option == "yes")


@pytest.mark.parametrize(
    ("prompt", "lowest"),
    [
        ("ci.bond", {"miles-apart", "apart"}),
        ("ci.goal", {"off-track", "a-bit-off"}),
        ("ci.way", {"did-not-suit", "suited-a-little"}),
        ("ci.pace", {"far-too-slow", "slow", "fast", "far-too-fast"}),
        ("ci.voice", {"stayed-inside", "mostly-inside"}),
        ("ci.held", {"worry-about-us"}),
    ],
)
def test_what_offers_a_quick_note_after_a_session(prompt: str, lowest: set[str]) -> None:
    asked = load_worksheet("session-check-in").prompt(PromptId(prompt))
    assert len(asked.options) == 5
    for option in asked.options:
        notes = asked.notes_for(ChoiceAnswer((option.id,)))
        assert [note.begin for note in notes] == ["quick-note"] * (option.id in lowest)


def test_the_check_in_gives_no_verdict() -> None:
    """Each answer stands alone: no scale, nothing to add up, and it says whose questions it is."""
    sheet = load_worksheet("session-check-in")
    prompts = sheet.steps[0].prompts
    assert {prompt.kind for prompt in prompts} == {PromptKind.PICK, PromptKind.CHIPS}
    assert not any(prompt.bands or prompt.compare for prompt in prompts)
    assert "These are our own questions. They are not a test" in sheet.steps[0].aim


@pytest.mark.parametrize(
    ("did", "asked"),
    [
        ("all", {"fu.resp", "fu.safe"}),
        ("some", {"fu.resp", "fu.safe"}),
        ("hint", {"fu.resp", "fu.safe"}),
        ("not-this-time", {"fu.barriers", "fu.next"}),
        ("no-session", {"fu.next"}),
    ],
)
def test_the_follow_up_asks_about_what_happened(did: str, asked: set[str]) -> None:
    sheet = load_worksheet("follow-up")
    answers: dict[PromptId, Answer] = {PromptId("fu.did"): ChoiceAnswer((OptionId(did),))}
    shown = {p.id for p in sheet.prompts() if p.show_when and p.is_shown(answers)}
    assert shown == asked


# --- translations ---------------------------------------------------------------------------


def test_every_word_can_be_translated() -> None:
    read = decode_bytes(read_bytes("worksheets/six-steps.toml"), WorksheetFile, "x")
    doubled = {key: f"{text} {text}" for key, text in keys(read)}
    again = dict(keys(translate(read, doubled)))
    assert again == doubled
    assert len(doubled) > 250


def test_what_is_not_translated_stays_english() -> None:
    read = decode_bytes(read_bytes("worksheets/six-steps.toml"), WorksheetFile, "x")
    key = "steps.s1.prompts.s1.size.question"
    once = translate(read, {key: "Wie groß?"})
    assert dict(keys(once))[key] == "Wie groß?"
    assert once.steps[0].prompts[0] == read.steps[0].prompts[0]


# --- bad files ------------------------------------------------------------------------------

GOOD = read_text("worksheets/six-steps.toml")


def bad(text: str) -> BadContent:
    with pytest.raises(BadContent) as caught:
        parse_worksheet(text, "sheet.toml")
    assert caught.value.facts["file"] == "sheet.toml"
    assert caught.value.facts["problem"]
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('kind = "date"', 'kind = "dance"', "prompt s1.when"),
        ('id = "s1.size"', 'id = "s1.what"', "s1.what"),
        ('id = "s2"', 'id = "s1"', "s1"),
        ("format = 1", "format = 99", "format"),
        ("most = 3\nown", 'most = "three"\nown', "steps[2].prompts[1].most"),
        ('part_of = "s1.when"', 'part_of = "s9"', "prompt s1.when.how"),
        ('options = ["not-okay"]', 'options = ["nowhere"]', "prompt s1.safety"),
        ('with = "s4.blame1"', 'with = "s4.blame2"', "prompt s4.blame2"),
        ('prompt = "s1.safety"', 'prompt = "s1.what"', "roles and hide"),
        ('strip = "s1.what"', 'strip = "s1.size"', "roles and hide"),
        ('blame = "s4.blame1"', 'blame = "s4.sort"', "roles and hide"),
        ("low = 8\nhigh = 10", "low = 8\nhigh = 11", "steps[3].prompts[5].bands[0].high"),
        ("low = 8\nhigh = 10", "low = 9\nhigh = 8", "prompt s4.blame2"),
        ("about_rupture", "about_raptures", ""),
        ('page = "not-yours"', 'page = "http://x"', "roles and hide"),
        ('page = "not-yours"', 'page = ""', "roles and hide"),
        ("format = 1", "format = 0", "format"),
        ("format = 1", "format = true", "format"),
        ("format = 1\n", "", ""),
        ("version = 1", "version = 0", "version"),
        (
            "{my_therapist} forgot",
            "{therapist} forgot",
            "steps.s1.prompts.s1.kind.groups.1.options.forgot",
        ),
        (
            "{my_therapist} forgot",
            "{my_therapist forgot",
            "steps.s1.prompts.s1.kind.groups.1.options.forgot",
        ),
        ("How big does it feel now?", "It was {value}.", "steps.s6.prompts.s6.size.question"),
        ('steps = ["s3", "s4", "s5"]', 'steps = ["s3", "s9"]', "roles and hide"),
        ('steps = ["s3", "s4", "s5"]', 'steps = ["s1"]', "roles and hide"),
        ('steps = ["s3", "s4", "s5"]', 'steps = ["s2"]', "roles and hide"),
        ('prompt = "s1.safety"', 'prompt = "s2.feel"', "roles and hide"),
        (
            'prompt = "s1.kind", options = ["not-okay"]',
            'prompt = "s2.feel", options = ["sad"]',
            "prompt s1.safety",
        ),
        ('part_of = "s1.kind"\n', "", "prompt s1.safety"),
        ('part_of = "s3.echo"', 'part_of = "s1.kind"', "prompt s3.echo.words"),
        ('part_of = "s3.echo"', 'part_of = "s3.other"', "prompt s3.echo.words"),
        ('when = ["who-i-am"]', 'when = ["who-i-was"]', "prompt s3.mix"),
        ('low = "a small bump"\n', "", "prompt s1.size"),
        ('kind = "slider"', 'kind = "text"', "prompt s1.size"),
        ("most = 3", "most = 0", "steps[0].prompts[2].most"),
        ("most = 3\n", "", "prompt s1.kind"),
        ("counts = false", 'counts = "no"', "steps[0].prompts[2].groups[10].counts"),
        ('id = "s1.known"', 'id = "s1.known"\nmost = 2', "prompt s1.known"),
        ('id = "s1.size"', 'id = "s1.size"\nown_words = true', "prompt s1.size"),
        ('id = "s1.known"', 'id = "s1.known"\nstarters = true', "prompt s1.known"),
        ("columns = [", "pillars = [", "steps[3].prompts[1]"),
        ("{ mine = ", "{ yours = ", "prompt s4.sort"),
        (
            'text = "That is heavy.',
            'actions = ["dance"]\ntext = "That is heavy.',
            "prompt s4.blame2",
        ),
        (
            "[[steps.prompts.bands]]",
            '[[steps.prompts.bands]]\nlow = 9\nhigh = 9\ntext = "x"\n[[steps.prompts.bands]]',
            "prompt s4.blame2",
        ),
        (
            '["judged", "I felt judged"]',
            '["Judged!", "I felt judged"]',
            "steps[0].prompts[2].groups[0].options[0][0]",
        ),
        ('["judged", "I felt judged"]', '["joke", "I felt judged"]', "prompt s1.kind"),
        ('offered = ["rupture"]', 'offered = ["window"]', "offered"),
        ('offered = ["rupture"]', "offered = []", "offered"),
        ('page = "not-yours"', 'page = "not-yours"\nwhen = ["sad"]', "roles and hide"),
        ('page = "not-yours"', 'page = "not-yours"\nopens = "no"', "hide[0].opens"),
        ('page = "help"', 'begin = "seven-steps"', "prompt s1.kind"),
        ('page = "help"', 'actions = ["dance"]', "prompt s1.kind"),
        ('page = "help"', 'actions = ["lock"]', "roles and hide"),  # a rupture rests on it
        (
            'text = "That is heavy.',
            'actions = ["lock"]\ntext = "That is heavy.',
            "prompt s4.blame2",
        ),
        ('page = "help"', "times = 0", "steps[0].prompts[2].notes[0].times"),
        ('id = "s1.size"', 'id = "s1.size"\nrecalls = ["s6.learn"]', "prompt s1.size"),
        ('prompts = ["va.helped", "va.miss"]', "prompts = []", "steps[4].looks_up.prompts"),
        ("looks_up = ", 'counts = ["s1.did", "s1.did"]\nlooks_up = ', "s1.did"),
        ("looks_up = ", 'counts = ["S1"]\nlooks_up = ', "steps[4].counts[0]"),
        ("What I value in {my", "What I value in {our", "steps.s5.looks_up.text"),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, place: str) -> None:
    assert old in GOOD
    assert bad(GOOD.replace(old, new, 1)).facts["place"] == place


@pytest.mark.parametrize(
    "text",
    ["", "x", "[", "a = " + "[" * 5000, "\x00", "a = 1\n" * 300_000, "steps = 1", GOOD[:5000]],
    ids=["empty", "word", "open", "deep", "nul", "huge", "wrong", "cut"],
)
def test_files_that_are_no_worksheet(text: str) -> None:
    bad(text)


def test_a_newer_file_is_named_as_such_whatever_else_is_in_it() -> None:
    text = GOOD.replace("format = 1", "format = 2", 1).replace("version = 1", "edition = 1", 1)
    assert "newer version of Repair" in str(bad(text).facts["problem"])


def test_a_mark_before_the_first_letter_is_no_mistake() -> None:
    data = b"\xef\xbb\xbf" + read_bytes("worksheets/six-steps.toml").replace(b"\n", b"\r\n")
    assert decode_bytes(data, WorksheetFile, "sheet.toml").id == "six-steps"


def test_a_file_that_is_no_text() -> None:
    with pytest.raises(BadContent):
        decode_bytes(b"\xff\xfe\x00", WorksheetFile, "sheet.toml")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_one_changed_sign_never_does_worse_than_a_refusal(place: int, sign: str) -> None:
    with suppress(BadContent):
        assert parse_worksheet(GOOD[:place] + sign + GOOD[place + 1 :], "sheet.toml").steps

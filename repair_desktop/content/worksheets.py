"""Worksheets and word lists, read from ``resources/`` and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from repair_desktop.content.overlay import ENGLISH, keys, translate, translation
from repair_desktop.content.reading import decode, decode_bytes
from repair_desktop.content.schema import (
    ChecksFile,
    GroupFile,
    PromptFile,
    StepFile,
    WordsFile,
    WorksheetFile,
)
from repair_desktop.core.answers import ChoiceAnswer
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId, StepId, WorksheetId
from repair_desktop.core.worksheets import (
    ANSWER_TYPES,
    Band,
    Compare,
    HideRule,
    LookUp,
    Note,
    Option,
    OptionGroup,
    Place,
    Prompt,
    PromptKind,
    Roles,
    ShowWhen,
    Source,
    Step,
    Worksheet,
)
from repair_desktop.system.resources import read_bytes

WORKSHEETS = (
    "six-steps",
    "quick-note",
    "session-plan",
    "session-notes",
    "session-check-in",
    "follow-up",
    "how-we-handle-bumps",
    "good-repairs",
    "what-i-value",
    "letter",
    "repair-outside",
    "stay-change-stop",
    "pattern-review",
    "new-therapist",
)
"""The worksheets that come with the program, in the order they are offered."""

LOCK = "lock"
ACTIONS = frozenset({"help", "steady", "go_on", "later"})
NOTE_ACTIONS = ACTIONS | {LOCK, "card"}
PAGES = frozenset({"help", "not-yours", "second-view"})
TOKENS = frozenset({"{your_therapist}", "{my_therapist}"})
"""What a text may hold; ``recall`` may hold ``{value}`` too."""

_WORD_LISTS = {
    PromptKind.FEELINGS: "feelings",
    PromptKind.NEEDS: "needs",
    PromptKind.BODY: "body",
}
_WITH_OPTIONS = frozenset({PromptKind.CHIPS, PromptKind.PICK, PromptKind.SORT})
_LISTS = _WITH_OPTIONS | _WORD_LISTS.keys()
# Only what was chosen in one of these can bring something up or hide a step.
_CHOSEN = frozenset(kind for kind, answer in ANSWER_TYPES.items() if answer is ChoiceAnswer)
_FREE_WORDS = frozenset({PromptKind.TEXT, PromptKind.LONG})


def load_worksheets(language: str = ENGLISH) -> Mapping[WorksheetId, Worksheet]:
    """Return every worksheet that comes with the program, by id.

    Raises:
        BadContent: A file is not as it should be.
    """
    return {WorksheetId(name): load_worksheet(name, language) for name in WORKSHEETS}


def load_worksheet(name: str, language: str = ENGLISH) -> Worksheet:
    """Return one worksheet that comes with the program. Raises BadContent."""
    file = f"worksheets/{name}.toml"
    return _worksheet(decode_bytes(read_bytes(file), WorksheetFile, file), file, language)


def parse_worksheet(text: str, file: str) -> Worksheet:
    """Return the worksheet of a file's text; ``file`` names it in errors. Raises BadContent."""
    return _worksheet(decode(text, WorksheetFile, file), file, ENGLISH)


def load_words(name: str, language: str = ENGLISH) -> tuple[OptionGroup, ...]:
    """Return a word list (``feelings``, ``needs``, ``body``, ``tags``). Raises BadContent."""
    file = f"words/{name}.toml"
    listed = decode_bytes(read_bytes(file), WordsFile, file)
    ids = [_word_id(word) for group in listed.groups for word in group.words]
    _refuse_doubles(file, ids)
    texts = translation(file, language, [*ids, *dict(keys(listed))])
    listed = translate(listed, texts)
    return tuple(
        OptionGroup(
            group.title,
            tuple(Option(_word_id(word), texts.get(_word_id(word), word)) for word in group.words),
            group.follow_up,
        )
        for group in listed.groups
    )


def _word_id(word: str) -> OptionId:
    """Return the stable id of an English word: ``let down`` is ``let-down``."""
    return OptionId(re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-"))


# --- from file to core ----------------------------------------------------------------------


def _worksheet(read: WorksheetFile, file: str, language: str) -> Worksheet:
    read = translate(read, translation(file, language, dict(keys(read))))
    _check_tokens(read, file)
    opening, closing = _checks(language) if read.checks else ((), ())
    roles = read.roles
    worksheet = Worksheet(
        id=WorksheetId(read.id),
        version=read.version,
        title=read.title,
        intro=read.intro,
        steps=tuple(_step(step, file, language) for step in read.steps),
        purpose=read.purpose,
        offered=frozenset(_place(place, file) for place in read.offered),
        about_rupture=read.about_rupture,
        opening=opening,
        closing=closing,
        roles=Roles(
            title=_maybe(roles.title),
            when=_maybe(roles.when),
            strip=_maybe(roles.strip),
            size=_maybe(roles.size),
            size_again=_maybe(roles.size_again),
            closeness=_maybe(roles.closeness),
            blame=_maybe(roles.blame),
            blame_again=_maybe(roles.blame_again),
            feelings=_maybe(roles.feelings),
            question=_maybe(roles.question),
            agreed=_maybe(roles.agreed),
        ),
        hide_rules=tuple(
            HideRule(
                PromptId(rule.prompt),
                frozenset(map(StepId, rule.steps)),
                rule.page,
                frozenset(map(OptionId, rule.when)),
                rule.opens,
            )
            for rule in read.hide
        ),
    )
    _check(worksheet, file)
    return worksheet


def _checks(language: str) -> tuple[tuple[Prompt, ...], tuple[Prompt, ...]]:
    file = "worksheets/checks.toml"
    read = decode_bytes(read_bytes(file), ChecksFile, file)
    read = translate(read, translation(file, language, dict(keys(read))))
    _check_tokens(read, file)
    return (_prompt(read.opening, file, language),), (_prompt(read.closing, file, language),)


def _step(read: StepFile, file: str, language: str) -> Step:
    look = read.looks_up
    return Step(
        id=StepId(read.id),
        name=read.name,
        title=read.title,
        aim=read.aim,
        prompts=tuple(_prompt(prompt, file, language) for prompt in read.prompts),
        why=read.why,
        starters=read.starters,
        instead=read.instead,
        looks_up=LookUp(look.text, tuple(map(PromptId, look.prompts))) if look else None,
        counts=tuple(map(PromptId, read.counts)),
    )


def _prompt(read: PromptFile, file: str, language: str) -> Prompt:
    place = f"prompt {read.id}"
    try:
        kind = PromptKind(read.kind)
    except ValueError:
        raise BadContent(file=file, place=place, problem="there is no such kind") from None
    groups = tuple(_group(group) for group in read.groups)
    if read.options:
        groups = (*groups, OptionGroup("", _options(read.options)))
    if kind in _WORD_LISTS:
        groups = (*load_words(_WORD_LISTS[kind], language), *groups)
    show = read.show_when
    compare = read.compare
    return Prompt(
        id=PromptId(read.id),
        kind=kind,
        question=read.question,
        helper=read.helper,
        example=read.example,
        warning=read.warning,
        groups=groups,
        columns=_options(read.columns),
        empty_column_note=tuple(
            (OptionId(column), text) for column, text in read.empty_column.items()
        ),
        most=read.most,
        own_words=read.own_words,
        low_label=read.low,
        high_label=read.high,
        mid_label=read.middle,
        starters=read.starters,
        private=read.private,
        part_of=_maybe(read.part_of),
        show_when=ShowWhen(PromptId(show.prompt), frozenset(map(OptionId, show.options)))
        if show
        else None,
        notes=tuple(
            Note(
                note.text,
                frozenset(map(OptionId, note.when)),
                note.page,
                note.actions,
                WorksheetId(note.begin) if note.begin else None,
                note.times,
            )
            for note in read.notes
        ),
        bands=tuple(Band(b.low, b.high, b.text, b.actions) for b in read.bands),
        compare=Compare(
            PromptId(compare.with_prompt),
            compare.recall,
            compare.lower,
            compare.same,
            compare.higher,
        )
        if compare
        else None,
        recalls=tuple(map(PromptId, read.recalls)),
        gathers=tuple((_source(source, file, place), title) for source, title in read.gathers),
        over_time=read.over_time,
    )


def _group(read: GroupFile) -> OptionGroup:
    return OptionGroup(read.title, _options(read.options), read.follow_up, read.note, read.counts)


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(OptionId(key), text) for key, text in pairs)


def _place(name: str, file: str) -> Place:
    try:
        return Place(name)
    except ValueError:
        problem = "there is no such place to offer it"
        raise BadContent(file=file, place="offered", problem=problem) from None


def _source(name: str, file: str, place: str) -> Source:
    try:
        return Source(name)
    except ValueError:
        problem = "there is nothing of this name to gather"
        raise BadContent(file=file, place=place, problem=problem) from None


def _maybe(prompt: str | None) -> PromptId | None:
    return None if prompt is None else PromptId(prompt)


# --- what no shape can say ------------------------------------------------------------------


def _check(worksheet: Worksheet, file: str) -> None:
    """Refuse doubles, references to nowhere, and options that do not fit their kind."""
    _refuse_doubles(file, [step.id for step in worksheet.steps])
    _refuse_doubles(file, [prompt.id for prompt in worksheet.prompts()])
    for step in worksheet.steps:
        _refuse_doubles(file, step.counts)
    prompts = {prompt.id: prompt for prompt in worksheet.prompts()}
    for part in (worksheet.opening, *(step.prompts for step in worksheet.steps), worksheet.closing):
        before: set[PromptId] = set()
        for prompt in part:
            for problem in (*_problems(prompt), *_reference_problems(prompt, prompts, before)):
                raise BadContent(file=file, place=f"prompt {prompt.id}", problem=problem)
            before.add(prompt.id)
    for problem in _rule_problems(worksheet, prompts):
        raise BadContent(file=file, place="roles and hide", problem=problem)


def _problems(prompt: Prompt) -> Iterator[str]:
    yield from _list_problems(prompt)
    if prompt.starters and prompt.kind not in _FREE_WORDS:
        yield "starters belong to free words"
    labels = (prompt.low_label, prompt.high_label)
    if prompt.kind is PromptKind.SLIDER:
        if not all(labels):
            yield "a slider needs low and high"
    elif any((*labels, prompt.mid_label, prompt.bands, prompt.compare)):
        yield "low, middle, high, bands and compare belong to a slider"
    reached = -1
    for band in sorted(prompt.bands, key=lambda band: band.low):
        if band.low > band.high:
            yield "a band ends before it begins"
        if band.low <= reached:
            yield "two bands speak of the same number"
        if not ACTIONS.issuperset(band.actions):
            yield "a band names an action that does not exist"
        reached = band.high
    for note in prompt.notes:
        if note.page and note.page not in PAGES:
            yield "a note names a page that does not exist"
        if not NOTE_ACTIONS.issuperset(note.actions):
            yield "a note names an action that does not exist"
        if note.begin is not None and note.begin not in WORKSHEETS:
            yield "a note begins a worksheet that does not exist"
    if prompt.recalls and prompt.kind not in _FREE_WORDS:
        yield "recalls belongs to free words"
    if prompt.gathers and not (prompt.kind is PromptKind.CHIPS and prompt.own_words):
        yield "gathers belongs to chips with own_words"
    if len(dict(prompt.gathers)) != len(prompt.gathers):
        yield "the same is gathered twice"
    if prompt.over_time and prompt.kind not in (PromptKind.PICK, PromptKind.SLIDER):
        yield "over_time belongs to a pick or a slider"


def _list_problems(prompt: Prompt) -> Iterator[str]:
    options = [option.id for option in prompt.options]
    if len(options) != len(set(options)):
        yield "an option stands there twice"
    if prompt.kind in _WITH_OPTIONS and not options and not prompt.gathers:
        yield "this kind needs options"
    if (options or prompt.own_words) and prompt.kind not in _LISTS:
        yield "options and own_words belong to a list"
    if prompt.most is not None and prompt.kind not in _LISTS - {PromptKind.PICK, PromptKind.SORT}:
        yield "most belongs to a list of which several can be chosen"
    if prompt.most is None and not all(group.counts for group in prompt.groups):
        yield "counts belongs to a list with most"
    if (prompt.kind is PromptKind.SORT) is not bool(prompt.columns):
        yield "columns belong to a sort, and a sort needs them"
    columns = {column.id for column in prompt.columns}
    if any(column not in columns for column, _text in prompt.empty_column_note):
        yield "empty_column names no column"
    if any(not _chooses(prompt, note.when) for note in prompt.notes if note.when):
        yield "a note names an option that can not be chosen here"


def _chooses(prompt: Prompt, options: Set[OptionId]) -> bool:
    """Tell whether each of these can be chosen in a prompt, so that something can hang on it."""
    return prompt.kind in _CHOSEN and options <= {option.id for option in prompt.options}


def _reference_problems(
    prompt: Prompt, prompts: Mapping[PromptId, Prompt], before: Set[PromptId]
) -> Iterator[str]:
    if prompt.part_of is not None and (
        prompt.part_of not in before or prompts[prompt.part_of].part_of is not None
    ):
        yield "part_of names no prompt of its own, above in the same step"
    if prompt.show_when is not None:
        other = prompts.get(prompt.show_when.prompt)
        if other is None or other is prompt or not _chooses(other, prompt.show_when.options):
            yield "show_when names an option that can not be chosen"
        if prompt.part_of is None:
            yield "show_when needs part_of: a screen always asks something"
    if prompt.compare is not None:
        other = prompts.get(prompt.compare.with_prompt)
        if other is None or other is prompt or other.kind is not PromptKind.SLIDER:
            yield "compare names no other slider"


def _rule_problems(worksheet: Worksheet, prompts: Mapping[PromptId, Prompt]) -> Iterator[str]:
    roles = worksheet.roles
    kinds = [
        (roles.title, {PromptKind.CHIPS, PromptKind.PICK}),
        (roles.when, {PromptKind.DATE}),
        (roles.strip, _FREE_WORDS),
        (roles.size, {PromptKind.SLIDER}),
        (roles.size_again, {PromptKind.SLIDER}),
        (roles.closeness, {PromptKind.SLIDER}),
        (roles.blame, {PromptKind.SLIDER}),
        (roles.blame_again, {PromptKind.SLIDER}),
        (roles.feelings, {PromptKind.FEELINGS}),
        (roles.question, _FREE_WORDS),
        (roles.agreed, _FREE_WORDS),
    ]
    for prompt_id, allowed in kinds:
        if prompt_id is not None and (
            prompt_id not in prompts or prompts[prompt_id].kind not in allowed
        ):
            yield f"no prompt {prompt_id} of the right kind"
    locks = any(LOCK in note.actions for prompt in prompts.values() for note in prompt.notes)
    if locks and (worksheet.about_rupture or worksheet.hide_rules):
        yield "what a rupture rests on can not be locked"
    steps = {step.id: step for step in worksheet.steps}
    for rule in worksheet.hide_rules:
        if rule.prompt not in prompts or prompts[rule.prompt].kind not in _CHOSEN:
            yield f"no prompt {rule.prompt} in which something is chosen"
        elif not _chooses(prompts[rule.prompt], rule.when):
            yield "a rule names an option that can not be chosen"
        if rule.page not in PAGES:
            yield "a rule opens a page that does not exist"
        for step_id in rule.steps:
            step = steps.get(step_id)
            if step is None:
                yield "a rule hides a step that does not exist"
            elif not step.instead:
                yield f"step {step_id} can be hidden, and needs instead"
            elif any(prompt.id == rule.prompt for prompt in step.prompts):
                yield "a rule hides the answer it hangs on"


def _check_tokens(read: msgspec.Struct, file: str) -> None:
    for key, text in keys(read):
        allowed = TOKENS | {"{value}"} if key.endswith(".recall") else TOKENS
        if not allowed.issuperset(re.findall(r"\{[^}]*\}?", text)):
            raise BadContent(file=file, place=key, problem="it holds a {token} that does not exist")


def _refuse_doubles(file: str, ids: Sequence[str]) -> None:
    for place, one in enumerate(ids):
        if not one:
            raise BadContent(file=file, place=f"word {place}", problem="it needs a letter a to z")
        if one in ids[:place]:
            raise BadContent(file=file, place=one, problem="this id stands there twice")

"""Worksheets and word lists, read from ``resources/`` and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from repair_desktop.content.overlay import read_texts, translate
from repair_desktop.content.reading import decode, decode_bytes
from repair_desktop.content.schema import (
    FORMAT,
    ChecksFile,
    GroupFile,
    PromptFile,
    StepFile,
    WordsFile,
    WorksheetFile,
)
from repair_desktop.core.errors import BadContent
from repair_desktop.core.ids import OptionId, PromptId, StepId, WorksheetId
from repair_desktop.core.worksheets import (
    Band,
    Compare,
    HideRule,
    Note,
    Option,
    OptionGroup,
    Prompt,
    PromptKind,
    Roles,
    ShowWhen,
    Step,
    Worksheet,
)
from repair_desktop.system.resources import read_bytes, read_text, resource_path

ENGLISH = "en"

WORKSHEETS = ("six-steps",)
"""The worksheets that come with the program, in the order they are offered."""

ACTIONS = frozenset({"help", "steady", "go_on", "later"})
PAGES = frozenset({"", "help", "not-yours"})

_WORD_LISTS = {
    PromptKind.FEELINGS: "feelings",
    PromptKind.NEEDS: "needs",
    PromptKind.BODY: "body",
}
_WITH_OPTIONS = frozenset({PromptKind.CHIPS, PromptKind.PICK, PromptKind.SORT})


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
    texts = _texts(f"words/{language}/{name}.toml", language)
    groups = []
    for number, group in enumerate(listed.groups):
        options = tuple(
            Option(_word_id(word), texts.get(_word_id(word), word)) for word in group.words
        )
        title = texts.get(f"groups.{number}.title", group.title)
        follow_up = texts.get(f"groups.{number}.follow_up", group.follow_up)
        groups.append(OptionGroup(title, options, follow_up))
    _refuse_doubles(file, (option.id for group in groups for option in group.options))
    return tuple(groups)


def _word_id(word: str) -> OptionId:
    """Return the stable id of an English word: ``let down`` is ``let-down``."""
    return OptionId(re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-"))


def _texts(file: str, language: str) -> dict[str, str]:
    if language == ENGLISH or not resource_path(file).is_file():
        return {}
    return read_texts(read_text(file))


# --- from file to core ----------------------------------------------------------------------


def _worksheet(read: WorksheetFile, file: str, language: str) -> Worksheet:
    if read.format > FORMAT:
        problem = "a newer version of Repair is needed for this file"
        raise BadContent(file=file, place="format", problem=problem)
    folder, _, name = file.rpartition("/")
    read = translate(read, _texts(f"{folder}/{language}/{name}", language))
    opening, closing = _checks(language) if read.checks else ((), ())
    roles = read.roles
    worksheet = Worksheet(
        id=WorksheetId(read.id),
        version=read.version,
        title=read.title,
        intro=read.intro,
        steps=tuple(_step(step, file, language) for step in read.steps),
        about_rupture=read.about_rupture,
        opening=opening,
        closing=closing,
        roles=Roles(
            title=_maybe(roles.title),
            when=_maybe(roles.when),
            strip=_maybe(roles.strip),
            size=_maybe(roles.size),
            size_again=_maybe(roles.size_again),
            feelings=_maybe(roles.feelings),
        ),
        hide_rules=tuple(
            HideRule(PromptId(rule.prompt), frozenset(map(StepId, rule.steps)), rule.page)
            for rule in read.hide
        ),
    )
    _check(worksheet, file)
    return worksheet


def _checks(language: str) -> tuple[tuple[Prompt, ...], tuple[Prompt, ...]]:
    file = "worksheets/checks.toml"
    read = decode_bytes(read_bytes(file), ChecksFile, file)
    read = translate(read, _texts(f"worksheets/{language}/checks.toml", language))
    return (_prompt(read.opening, file, language),), (_prompt(read.closing, file, language),)


def _step(read: StepFile, file: str, language: str) -> Step:
    return Step(
        id=StepId(read.id),
        name=read.name,
        title=read.title,
        aim=read.aim,
        prompts=tuple(_prompt(prompt, file, language) for prompt in read.prompts),
        why=read.why,
        starters=read.starters,
        instead=read.instead,
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
            Note(note.text, frozenset(map(OptionId, note.when)), note.page) for note in read.notes
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
    )


def _group(read: GroupFile) -> OptionGroup:
    return OptionGroup(read.title, _options(read.options), read.follow_up, read.note)


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(OptionId(key), text) for key, text in pairs)


def _maybe(prompt: str | None) -> PromptId | None:
    return None if prompt is None else PromptId(prompt)


# --- what no shape can say ------------------------------------------------------------------


def _check(worksheet: Worksheet, file: str) -> None:
    """Refuse doubles, references to nowhere, and options that do not fit their kind."""
    _refuse_doubles(file, (step.id for step in worksheet.steps))
    _refuse_doubles(file, (prompt.id for prompt in worksheet.prompts()))
    prompts = {prompt.id: prompt for prompt in worksheet.prompts()}
    for prompt in prompts.values():
        for problem in _problems(prompt, prompts):
            raise BadContent(file=file, place=f"prompt {prompt.id}", problem=problem)
    for problem in _rule_problems(worksheet, prompts):
        raise BadContent(file=file, place="roles and hide", problem=problem)


def _problems(prompt: Prompt, prompts: Mapping[PromptId, Prompt]) -> Iterator[str]:
    options = [option.id for option in prompt.options]
    if len(options) != len(set(options)):
        yield "an option stands there twice"
    if prompt.kind in _WITH_OPTIONS and not options:
        yield "this kind needs options"
    if options and prompt.kind not in _WITH_OPTIONS | _WORD_LISTS.keys():
        yield "this kind has no options"
    if (prompt.kind is PromptKind.SORT) is not bool(prompt.columns):
        yield "columns belong to a sort, and a sort needs them"
    columns = {column.id for column in prompt.columns}
    if any(column not in columns for column, _text in prompt.empty_column_note):
        yield "empty_column names no column"
    if prompt.kind is not PromptKind.SLIDER and (prompt.bands or prompt.compare):
        yield "bands and compare belong to a slider"
    for band in prompt.bands:
        if band.low > band.high:
            yield "a band ends before it begins"
        if not ACTIONS.issuperset(band.actions):
            yield "a band names an action that does not exist"
    for note in prompt.notes:
        if not set(options).issuperset(note.when):
            yield "a note names an option that does not exist"
        if note.page not in PAGES:
            yield "a note names a page that does not exist"
    yield from _reference_problems(prompt, prompts)


def _reference_problems(prompt: Prompt, prompts: Mapping[PromptId, Prompt]) -> Iterator[str]:
    if prompt.part_of is not None:
        parent = prompts.get(prompt.part_of)
        if parent is None or parent.part_of is not None or parent is prompt:
            yield "part_of names no prompt of its own"
    if prompt.show_when is not None:
        other = prompts.get(prompt.show_when.prompt)
        known = {option.id for option in other.options} if other else set()
        if other is prompt or not known.issuperset(prompt.show_when.options):
            yield "show_when names an option that does not exist"
    if prompt.compare is not None:
        other = prompts.get(prompt.compare.with_prompt)
        if other is None or other is prompt or other.kind is not PromptKind.SLIDER:
            yield "compare names no other slider"


def _rule_problems(worksheet: Worksheet, prompts: Mapping[PromptId, Prompt]) -> Iterator[str]:
    roles = worksheet.roles
    kinds = [
        (roles.title, {PromptKind.CHIPS, PromptKind.PICK}),
        (roles.when, {PromptKind.DATE}),
        (roles.strip, {PromptKind.TEXT, PromptKind.LONG}),
        (roles.size, {PromptKind.SLIDER}),
        (roles.size_again, {PromptKind.SLIDER}),
        (roles.feelings, {PromptKind.FEELINGS}),
    ]
    for prompt_id, allowed in kinds:
        if prompt_id is not None and (
            prompt_id not in prompts or prompts[prompt_id].kind not in allowed
        ):
            yield f"no prompt {prompt_id} of the right kind"
    steps = {step.id for step in worksheet.steps}
    for rule in worksheet.hide_rules:
        if rule.prompt not in prompts or not prompts[rule.prompt].options:
            yield f"no prompt {rule.prompt} with options"
        if not steps.issuperset(rule.steps):
            yield "a rule hides a step that does not exist"
        if rule.page not in PAGES:
            yield "a rule opens a page that does not exist"


def _refuse_doubles(file: str, ids: Iterator[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise BadContent(file=file, place=one, problem="this id stands there twice")
        seen.add(one)

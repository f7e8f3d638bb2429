"""Ids stand in journals. A changed one loses what somebody chose: add new ones, keep old ones."""

from __future__ import annotations

import pytest

from repair_desktop.content.worksheets import load_words, load_worksheets
from repair_desktop.core.ids import PromptId, WorksheetId
from repair_desktop.core.worksheets import PromptKind

CHOICES = {
    "s1.when.how": "in-a-session between-sessions slowly not-sure",
    "s1.kind": (
        "judged brushed-off harsh told-how-i-feel joke advice forgot bored-or-distracted"
        " not-believed opened-up-dropped left-hanging different-things task-wrong too-fast too-slow"
        " no-point not-helping lateness-or-cancelled money messages screens change-no-say"
        " race-or-culture faith gender-or-sexuality body-or-health age-class-money family"
        " what-is-shared promise-broken found-out not-safe-to-be-honest drifted holding-back"
        " too-close too-far please-therapist thinking-of-stopping leaving-or-break ended-badly"
        " passed-on ended-no-warning talks-about-themselves turns-it-back same-remark often-late"
        " something-off not-okay"
    ),
    "s1.safety": (
        "sexual-or-romantic unwanted-touch secret threats money-work-favours leaned-on-me"
        " friends-or-partners shared-my-life insults drink-or-drugs cut-off other-unsafe"
    ),
    "s1.did": (
        "said-it-was-fine went-quiet like-someone-else changed-the-subject agreed smiled"
        " turned-on-myself not-happy pushed-back defended-myself took-charge froze cried left-early"
        " cancelled"
    ),
    "s1.known": "said-it brought-up sensed no not-sure",
    "s3.mix": (
        "mix-up too-fast too-slow need-missed old-hurt different-things who-i-am practical worn-out"
        " do-not-know"
    ),
    "s3.echo": "no maybe yes",
    "s4.sort": (
        "what-was-said how-it-was-said timing pace not-checking-in not-saying-hurt already-carrying"
    ),
    "s4.notmine": (
        "therapists-feelings perfect-words comfortable good-client having-a-reaction guessing"
        " fixing-this-alone"
    ),
    "s4.own": "says-sorry listens what-will-change asks-how-it-was do-not-need do-not-know",
    "s5.want": (
        "to-be-heard apology what-was-meant go-slower go-deeper change-how-we-do-something a-signal"
        " check-in goals-again break-or-change nothing-for-now"
    ),
    "s5.how": "say-it-at-the-start read-it-out hand-over note-first ask-how-we-are wait",
    "s5.barriers": (
        "hurt-therapist angry drop-me rude knows-best owe might-cry might-forget too-small"
        " tried-before"
    ),
    "s5.ifbad": "need-a-pause come-back end-early call-someone second-view",
    "s6.now": "closer mended bit-better still-sore worse stopped not-raised",
    "s6.helped": (
        "said-it-out-loud therapist-listened therapist-said-sorry made-a-plan time-passed"
        " someone-else nothing-yet"
    ),
    "s6.else": "partner family friend work health-care online nowhere",
    "qn.later": "later now let-go",
    "as.more": "yes no",
    "bp.pick": "",
    "ci.bond": "miles-apart apart in-between near side-by-side",
    "ci.goal": "off-track a-bit-off mixed useful what-i-came-for",
    "ci.way": "did-not-suit suited-a-little mixed suited suited-well",
    "ci.pace": "far-too-slow slow about-right fast far-too-fast",
    "ci.voice": "stayed-inside mostly-inside half-and-half mostly-said got-said",
    "ci.held": "no a-feeling a-question worry-about-us something-else",
    "fu.did": "all some hint not-this-time no-session",
    "fu.barriers": (
        "hurt-therapist angry drop-me rude knows-best owe might-cry forgot too-small tried-"
        "before no-time"
    ),
    "fu.next": "keep-ready change rest",
    "fu.resp": (
        "listened asked-more said-sorry owned-a-part explained made-a-plan changed-the-"
        "subject got-defensive turned-it-back seemed-hurt other"
    ),
    "fu.safe": "yes mostly no",
    "le.end": "keep lock delete",
    "rp.afraid": "yes no not-sure",
    "rp.who": "partner family friend work health-care online someone-else",
    "rp.mine": ("what-was-said how-it-was-said timing not-asking not-saying-hurt already-carrying"),
    "st.lean": "stay change break stop not-sure",
}

PROMPTS = {
    "quick-note": "qn.what qn.size qn.later qn.feel",
    "session-plan": "bp.agreed bp.pick bp.bring bp.one bp.start bp.leave",
    "session-notes": "as.when as.stayed as.helped as.off as.try as.more",
    "session-check-in": "ci.bond ci.goal ci.way ci.pace ci.voice ci.held",
    "follow-up": "fu.did fu.barriers fu.next fu.resp fu.close fu.safe fu.plan",
    "how-we-handle-bumps": "hb.tend hb.notice hb.helps hb.not hb.sign hb.wrong",
    "good-repairs": "gr.wrong gr.did gr.gave gr.keep",
    "what-i-value": "va.helped va.miss va.still",
    "letter": "le.letter le.end",
    "repair-outside": (
        "rp.afraid rp.who rp.name rp.what rp.feel rp.need rp.mine rp.skill rp.say rp.if"
        " rp.after rp.keep"
    ),
    "stay-change-stop": "st.came st.get st.asked st.change st.view st.lean",
    "pattern-review": "pr.notice pr.again pr.did pr.helped pr.bring",
    "new-therapist": "nt.start nt.helps nt.not nt.signs nt.before nt.limits",
}

COLUMNS = {"s4.sort": "theirs nobodys mine", "rp.mine": "theirs nobodys mine"}

WORDS = {
    "feelings": (
        "angry annoyed furious frustrated tense anxious scared panicky shocked jealous ashamed"
        " embarrassed disgusted on-edge sad hurt lonely let-down tired numb empty flat hopeless"
        " guilty small lost homesick heavy confused torn uneasy wary raw exposed restless far-away"
        " i-cannot-tell nothing-much hopeful relieved excited proud brave playful curious strong"
        " glad calm safe settled soft grateful close understood rested content ignored dismissed"
        " judged blamed told-off laughed-at rushed pushed controlled doubted pitied used left"
        " replaced invisible too-much not-enough"
    ),
    "needs": (
        "to-feel-safe to-know-what-comes-next to-have-time to-keep-things-private"
        " to-be-able-to-stop to-be-heard to-be-believed to-be-understood to-matter to-be-remembered"
        " to-be-treated-as-an-equal to-be-asked-first to-have-a-say to-be-taken-seriously"
        " my-culture-and-self-respected warmth comfort not-to-be-left-alone-with-it to-trust"
        " to-belong space to-go-at-my-pace to-say-no to-disagree to-be-quiet a-straight-answer"
        " to-know-why to-know-the-plan honesty a-clear-limit help-that-works"
        " to-be-challenged-kindly hope to-do-it-my-way credit-for-trying"
    ),
    "body": (
        "head jaw throat shoulders chest stomach back hands legs skin whole-body outside-my-body"
        " nowhere tight hot cold shaky heavy fast-heart hard-to-breathe sick numb floaty tears"
        " i-do-not-want-to-check-my-body"
    ),
    "tags": "sleep work family alone outdoors body therapy-day",
}


SHEETS = load_worksheets()
ASKED = {prompt.id: prompt for sheet in SHEETS.values() for prompt in sheet.prompts()}


@pytest.mark.parametrize("prompt", CHOICES)
def test_choices_keep_their_ids(prompt: str) -> None:
    options = ASKED[PromptId(prompt)].options
    assert set(CHOICES[prompt].split()) <= {str(option.id) for option in options}


@pytest.mark.parametrize("name", WORDS)
def test_words_keep_their_ids(name: str) -> None:
    ids = {str(option.id) for group in load_words(name) for option in group.options}
    assert set(WORDS[name].split()) <= ids


@pytest.mark.parametrize("sheet", PROMPTS)
def test_prompts_keep_their_ids_and_their_worksheet(sheet: str) -> None:
    asked = {str(prompt.id) for prompt in SHEETS[WorksheetId(sheet)].prompts()}
    assert set(PROMPTS[sheet].split()) <= asked


@pytest.mark.parametrize("prompt", COLUMNS)
def test_columns_keep_their_ids(prompt: str) -> None:
    columns = {str(column.id) for column in ASKED[PromptId(prompt)].columns}
    assert set(COLUMNS[prompt].split()) <= columns


def test_every_list_is_watched() -> None:
    kinds = (PromptKind.CHIPS, PromptKind.PICK, PromptKind.SORT)
    assert {key for key, prompt in ASKED.items() if prompt.kind in kinds} == set(CHOICES)
    assert {key for key, prompt in ASKED.items() if prompt.columns} == set(COLUMNS)
    assert set(SHEETS) == {"six-steps", *PROMPTS}


def test_a_prompt_belongs_to_one_worksheet() -> None:
    """A rescue finds the worksheet of a lost entry by the ids of its prompts."""
    own = [
        prompt.id for sheet in SHEETS.values() for step in sheet.steps for prompt in step.prompts
    ]
    assert len(own) == len(set(own))

"""What Moodle imports: each type as near as GIFT comes to it, and what was lost is said."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from grader.exchange.gift import gift_text
from grader.exchange.gift_reading import read_gift
from grader.models import Pack
from grader.question import (
    Body,
    Choices,
    Claim,
    Experiment,
    FindLine,
    Free,
    Item,
    Matching,
    Number,
    Option,
    Ordering,
    Outcome,
    Output,
    Pair,
    Premise,
    Question,
    QuestionType,
    RubricPoint,
    Rule,
    Says,
    ShortText,
    WrongAnswer,
)

BASE = Question(
    id="q",
    rev=1,
    type=QuestionType.SINGLE,
    level=2,
    topic="Joining/waiting",
    prompt="What?",
    body=Choices((Option("a", "yes"), Option("b", "no", "It is.")), ("a",)),
    explanation="So.",
    reference="https://a.org/",
)
END = '\t####<p>So.</p><p><a href\\="https\\://a.org/">https\\://a.org/</a></p>\n}\n'


def pack(*questions: Question) -> Pack:
    return Pack(Path("mine"), "mine", "My course", questions, ())


def question(kind: QuestionType, body: Body, **fields: object) -> Question:
    return BASE._replace(type=kind, body=body, **fields)  # type: ignore[arg-type]


def rule(first: str, then: str) -> Rule:
    return Rule(first, then, f"{first} first.")


def test_a_question_stands_in_its_category_with_id_and_tags() -> None:
    """And with everything escaped that Moodle would obey."""
    single = BASE._replace(
        prompt="Is {a: 1} = `b~c`?\nx < #1 \\n",
        rev=3,
        katas=(1, 6),
        body=Choices(
            (
                Option("a", "%d percent"),
                Option("b", "[html] no", "Never: {}."),
            ),
            ("a",),
        ),
    )
    assert gift_text(pack(single)).text == (
        "$CATEGORY: $course$/top/My course/Joining//waiting\n"
        "\n"
        "// [id:q] [tag:type-single] [tag:level-2] [tag:rev-3] [tag:kata-1] [tag:kata-6]\n"
        "::q::[html]<p>Is \\{a\\: 1\\} \\= <code>b\\~c</code>?<br>x &lt; \\#1 \\\\n</p>{\n"
        "\t=&\\#37;d percent\n"
        "\t~&\\#91;html] no#Never\\: \\{\\}.\n" + END
    )


BODIES = [
    (
        QuestionType.SEVERAL,
        Choices((Option("a", "x"), Option("b", "y"), Option("c", "z", "No.")), ("a", "b")),
        "{\n\t~%50%x\n\t~%50%y\n\t~%-100%z#No.\n",
    ),
    (
        QuestionType.SEVERAL,
        Choices(tuple(Option(n, n) for n in "abc"), ("a", "b", "c")),
        "{\n\t~%33.33333%a\n\t~%33.33333%b\n\t~%33.33333%c\n",
    ),
    (
        QuestionType.TRUE_FALSE,
        Choices((Option("true", "True", "No."), Option("false", "False")), ("false",)),
        "{FALSE#No.\n",
    ),
    (
        QuestionType.NUMBER,
        Number(0.5, 0.000001, None, (WrongAnswer("-4", "Too small."),)),
        "{#\n\t=%100%0.5:0.000001\n\t=%0%-4:0#Too small.\n",
    ),
    (
        QuestionType.TEXT,
        ShortText(("*args", "a=1"), False, (WrongAnswer("b", "No."),)),
        "{\n\t=%100%\\\\*args\n\t=%100%a\\=1\n\t=%0%b#No.\n",
    ),
    (
        QuestionType.MATCH,
        Matching((Pair("a", "x -> y", "one\ntwo", ""), Pair("b", "z", "`b`", "")), ("neither",)),
        "{\n\t=x -&gt; y -> one two\n\t=z -> `b`\n\t= -> neither\n",
    ),
]


@pytest.mark.parametrize(("kind", "body", "braces"), BODIES)
def test_each_type_as_moodle_has_it(kind: QuestionType, body: Body, braces: str) -> None:
    """Shares of the credit, feedback with each wrong answer, and plain text where Moodle has it."""
    assert gift_text(pack(question(kind, body))).text.endswith(f"[html]<p>What?</p>{braces}{END}")


ITEMS = (Item("a", "start"), Item("b", "work"), Item("c", "end"))
CODE = "import os\nprint(1)"
TURNED = [
    (
        question(QuestionType.ORDER, Ordering(ITEMS, (rule("a", "b"), rule("b", "c")))),
        "<p>What?</p><p>Give each its place, beginning with 1.</p>{\n"
        "\t=start -> 1\n\t=work -> 2\n\t=end -> 3\n" + END,
        ["Left out: 2 whys of rules.", "1 question of type order became matching."],
    ),
    (
        question(QuestionType.ORDER, Ordering(ITEMS, (rule("a", "b"), rule("a", "c")))),
        "<p>What?</p><p>The steps, in any order\\: end; start; work.</p>{\n"
        "\t####<p>One right order, of several\\:</p>"
        "<ol><li>start</li><li>work</li><li>end</li></ol>"
        "<ul><li>a first.</li><li>a first.</li></ul>" + END.removeprefix("\t####"),
        ["1 question of type order (where several orders are right) became essay."],
    ),
    (
        question(
            QuestionType.OUTPUT,
            Output(("6", "8"), (WrongAnswer("7", "No."), WrongAnswer("", "Never."))),
            code=CODE,
        ),
        "<p>What?</p><pre><code>import os\\nprint(1)</code></pre>"
        "{\n\t=%100%6\n\t=%100%8\n\t=%0%7#No.\n" + END,
        ["Left out: 1 expected wrong answer.", "1 question of type output became short answer."],
    ),
    (
        question(
            QuestionType.OUTPUT,
            Output(("a\nb",), (WrongAnswer("b\na", "No."), WrongAnswer("", "Never."))),
            code=CODE,
        ),
        "{\n\t=<pre><code>a\\nb</code></pre>\n\t~<pre><code>b\\na</code></pre>#No.\n"
        "\t~<p>(nothing)</p>#Never.\n" + END,
        ["1 question of type output became multiple choice."],
    ),
    (
        question(QuestionType.OUTPUT, Output(("a\nb", "b\na")), code=CODE),
        "{\n\t####<p>Any of these can come\\:</p><pre><code>a\\nb</code></pre>"
        "<pre><code>b\\na</code></pre>" + END.removeprefix("\t####"),
        ["1 question of type output became essay."],
    ),
    (
        question(QuestionType.LINE, FindLine((2,), (WrongAnswer("1", "No."),)), code=CODE),
        "<pre><code>1  import os\\n2  print(1)</code></pre>{#\n\t=%100%2:0\n\t=%0%1:0#No.\n" + END,
        [],
    ),
    (
        question(
            QuestionType.FREE, Free("Because.", (RubricPoint("one", 2), RubricPoint("two")))
        ),
        "{\n\t####<p>Because.</p><ul><li>one (counts 2)</li><li>two</li></ul>"
        + END.removeprefix("\t####"),
        [],
    ),
    (
        BASE._replace(
            hint="Read.",
            experiment=Experiment((Claim(Says.GUARANTEED, Outcome(prints="1")),)),
            misconceptions=("no-join",),
            shuffle=False,
            premise=Premise(gil=True),
            type=QuestionType.NUMBER,
            body=Number(2, 0, "seconds"),
        ),
        "<p>What?</p><p>Premise\\: with the GIL.</p><p>In seconds.</p>{#\n\t=%100%2:0\n" + END,
        [
            "Left out: 1 hint, 1 claim about code, 1 link to a misconception, 1 shuffle: no.",
            "Moved into the prompts: 1 unit, 1 premise.",
        ],
    ),
    (
        question(QuestionType.TEXT, ShortText(("a",), True)),
        "{\n\t=%100%a\n" + END,
        ["Left out: 1 exact: yes."],
    ),
    (
        question(
            QuestionType.SINGLE,
            Choices((Option("a", "a"), Option("b", "b", "", "x", True)), ("a",)),
        ),
        "{\n\t=a\n\t~b#\n" + END,
        ["Left out: 1 link to a misconception, 1 pinned place."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "ending", "notes"), TURNED)
def test_what_gift_has_not_becomes_the_nearest_and_is_told(
    asked: Question, ending: str, notes: list[str]
) -> None:
    """No word of it is lost in silence."""
    written = gift_text(pack(asked))
    assert written.text.endswith(ending)
    assert list(written.notes) == notes


def as_gift_has_it(question: Question) -> Question:
    """The question with what GIFT cannot hold taken out of it."""
    return question._replace(
        body=body_as_gift_has_it(question),
        prompt=question.prompt.partition("\nPremise: ")[0].partition("\nIn ")[0],
        hint=None,
        misconceptions=(),
        premise=Premise(),
        experiment=None,
        shuffle=True,
    )


def body_as_gift_has_it(question: Question) -> Body:
    """Options and pairs by their place, without what only we know of them."""
    body = question.body
    if isinstance(body, Choices):
        of_two = question.type is QuestionType.TRUE_FALSE
        bare = [
            option._replace(id=str(index), misconception=None, pinned=of_two)
            for index, option in enumerate(body.options)
        ]
        right = [str(i) for i, option in enumerate(body.options) if option.id in body.right]
        return Choices(tuple(bare), tuple(right))
    if isinstance(body, Matching):
        pairs = [Pair(str(i), p.left, flat(p.right), "") for i, p in enumerate(body.pairs)]
        return Matching(tuple(pairs), tuple(map(flat, body.extra)))
    if isinstance(body, Number | ShortText | Output | FindLine):
        wrong = [w._replace(misconception=None) for w in body.wrong]
        if isinstance(body, Output):
            wrong = [w for w in wrong if w.answer.strip() and "\n" not in w.answer]
        body = body._replace(wrong=tuple(wrong))
    if isinstance(body, Number):
        return body._replace(unit=None)
    return body._replace(exact=False) if isinstance(body, ShortText) else body


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_bank_comes_back_from_gift_as_far_as_gift_holds_it(bank: Pack) -> None:
    """Every question, in its topic; those that had to change their type come back by their id."""
    data = gift_text(bank).text.encode()
    found = read_gift(data, "bank.gift", topic="none", level=1)
    assert found.title == bank.title
    assert {(q.id, q.topic, q.rev, q.level, q.katas) for q in found.questions} == {
        (q.id, q.topic, q.rev, q.level, q.katas) for q in bank.questions
    }
    back = {question.id: question for question in found.questions}
    same = [q for q in bank.questions if q.type is back[q.id].type]
    assert {q.type for q in same} >= set(QuestionType) - {QuestionType.ORDER, QuestionType.OUTPUT}
    for question in same:
        assert as_gift_has_it(back[question.id]) == as_gift_has_it(question)
    assert [remark for remark in found.left_out if remark.question not in back] == []


def test_a_right_order_of_several_is_not_refused(bank: Pack) -> None:
    """Only an order that is the only right one becomes places to match."""
    found = read_gift(gift_text(bank).text.encode(), "bank.gift", topic="none", level=1)
    kinds = {q.id: q.type for q in found.questions}
    for question in bank.questions:
        if isinstance(question.body, Ordering):
            ids = [item.id for item in question.body.items]
            pairs = {(r.first, r.then) for r in question.body.rules}
            only = all(pair in pairs for pair in pairwise(ids))
            assert kinds[question.id] == ("match" if only else "free")

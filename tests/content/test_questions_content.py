"""A question of each type, what can be wrong with one, and what YAML would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.content.packs import read_pack
from grader.content.question_lint import lint_questions
from grader.question import (
    Choices,
    Claim,
    Experiment,
    FindLine,
    Matching,
    Number,
    Ordering,
    Outcome,
    Output,
    Premise,
    Question,
    QuestionType,
    Says,
    ShortText,
)

HEAD = """\
format: 1
topic: Joining
questions:
  - id: a-question
    rev: 1
    level: 2
    prompt: What is it?
    explanation: Because it is so.
    reference: https://docs.python.org/3/
"""
BODIES = {
    "single": """\
    type: single
    answer: right
    options:
      - {id: right, text: "`None`"}
      - {id: left, text: a result, why: It only waits., misconception: no-join}
""",
    "several": """\
    type: several
    answers: [one, two]
    options:
      - {id: one, text: "1"}
      - {id: two, text: "2"}
      - {id: three, text: "3", why: Too many.}
""",
    "true-false": """\
    type: true-false
    answer: no
    why: It is not.
    misconception: no-join
""",
    "number": """\
    type: number
    answer: 2
    tolerance: 0.5
    unit: seconds
    wrong: [{answer: 4, why: The sleeps overlap., misconception: no-join}]
""",
    "text": """\
    type: text
    accept: [daemon]
    wrong: [{answer: deamon, why: It is spelt daemon.}]
""",
    "order": """\
    type: order
    items: [{id: make, text: made}, {id: start, text: started}, {id: done, text: done}]
    rules:
      - {first: make, then: start, why: Make it first.}
      - {first: start, then: done, why: Start it first.}
""",
    "match": """\
    type: match
    pairs:
      - {id: io, left: downloads, right: threads, why: Waiting is cheap.}
      - {id: cpu, left: checksums, right: processes, why: Each has a GIL.}
    extra: [neither]
""",
    "output": """\
    type: output
    code: |
      x = 1  # one
      print(x)
    outputs: ["1"]
    wrong: [{answer: "2", why: Nothing adds.}]
""",
    "line": """\
    type: line
    code: |
      x = 1

      print(x)
    lines: [3]
    wrong: [{answer: 1, why: It prints nothing.}]
    verify: {claims: [{says: guaranteed, prints: "1"}]}
""",
    "free": """\
    type: free
    answer: Before the results are used.
    rubric: [{text: before use}]
""",
}
MISCONCEPTIONS = """\
format: 1
misconceptions:
  - {id: no-join, belief: It is finished., sentence: Wait first.}
"""


def write(folder: Path, topic: str) -> Path:
    (folder / "pack.yaml").write_text("format: 1\nid: mine\ntitle: Mine\n", encoding="utf-8")
    (folder / "misconceptions.yaml").write_text(MISCONCEPTIONS, encoding="utf-8")
    (folder / "joining.yaml").write_text(topic, encoding="utf-8")
    return folder


def problems(folder: Path, topic: str) -> list[str]:
    """What is wrong with a pack of this topic, without the folder's name."""
    found = sorted(read_pack(write(folder, topic)).problems)
    return [str(each).replace(f"{folder}/", "") for each in found]


def read(folder: Path, topic: str) -> Question:
    contents = read_pack(write(folder, topic))
    assert contents.problems == []
    [placed] = contents.placed
    return placed.question


@pytest.mark.parametrize("name", BODIES)
def test_each_type_is_read(tmp_path: Path, name: str) -> None:
    question = read(tmp_path, HEAD + BODIES[name])
    assert question.type is QuestionType(name)
    assert question.explanation == "Because it is so."
    body = question.body
    match body:
        case Choices():
            rights = {"single": ("right",), "several": ("one", "two"), "true-false": ("false",)}
            assert body.right == rights[name]
            wrong = [option for option in body.options if option.id not in body.right]
            assert all(option.why for option in wrong)
            assert len(wrong) == 1
        case Number():
            assert (body.answer, body.tolerance, body.unit) == (2.0, 0.5, "seconds")
            assert body.wrong[0].answer == "4"
            assert body.is_right(1.5)
            assert not body.is_right(1.4)
        case ShortText():
            assert body.is_right(" `Daemon` ")
            assert not body.is_right("deamon")
        case Ordering():
            assert [item.id for item in body.items] == ["make", "start", "done"]
            assert (body.rules[1].first, body.rules[1].then) == ("start", "done")
        case Matching():
            assert [(pair.left, pair.right) for pair in body.pairs] == [
                ("downloads", "threads"),
                ("checksums", "processes"),
            ]
            assert body.extra == ("neither",)
        case Output():
            assert question.code == "x = 1  # one\nprint(x)"
            assert body.is_right("1  \n")
            assert not body.is_right("2")
        case FindLine():
            assert body.lines == (3,)
            assert question.experiment == Experiment((Claim(Says.GUARANTEED, Outcome("1")),))
        case _:
            assert body.answer == "Before the results are used."


def test_what_all_types_may_have(tmp_path: Path) -> None:
    question = read(
        tmp_path,
        HEAD
        + BODIES["single"]
        + """\
    hint: Think of None.
    katas: [1, 6]
    misconceptions: [no-join]
    shuffle: no
    applies: {since: 3.10, before: 3.14, gil: off, platforms: [linux], start_method: fork}
    code: |
      print(1)
    verify:
      claims: [{says: possible, prints: "1", exits: 0}, {says: impossible, hangs: yes}]
      runs: 2
      seconds: 2.5
      start_methods: [fork, spawn]
      switch_intervals: [0.005, 0.000001]
      interleaved: yes
      witness: |
        print(1)
""",
    )
    assert (question.hint, question.katas, question.shuffle) == ("Think of None.", (1, 6), False)
    assert question.premise == Premise((3, 10), (3, 14), False, ("linux",), "fork")
    assert question.experiment == Experiment(
        claims=(
            Claim(Says.POSSIBLE, Outcome(prints="1", exits=0)),
            Claim(Says.IMPOSSIBLE, Outcome(hangs=True)),
        ),
        start_methods=("fork", "spawn"),
        switch_intervals=(0.005, 0.000001),
        interleaved=True,
        runs=2,
        seconds=2.5,
        witness="print(1)",
    )


TEXTS = ["no", "3.10", "12:30", "~", "0x1F", "1_000", "1e3", "Off"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_what_the_author_wrote_whatever_yaml_takes_it_for(
    tmp_path: Path, text: str
) -> None:
    body = BODIES["single"].replace("text: a result", f"text: {text}")
    question = read(tmp_path, HEAD + body)
    assert isinstance(question.body, Choices)
    assert question.body.options[1].text == text


FAULTS = [
    (
        "single",
        "answer: right",
        "answer: rigth",
        '11:13: no option is called "rigth"; write "right"',
    ),
    (
        "single",
        "why: It only waits., ",
        "",
        '14:9: the wrong option "left" says not why; add "why: …" for it',
    ),
    (
        "single",
        'text: "`None`"',
        'text: "`None`", misconception: no-join',
        "13:52: this option is right and shows no misconception; remove it",
    ),
    (
        "single",
        "text: a result",
        'text: "`None`"',
        '14:26: text "`None`" is there twice; a learner could not tell which; write another',
    ),
    (
        "single",
        "misconception: no-join",
        "misconception: no-jion",
        '14:72: there is no misconception "no-jion"; write "no-join"',
    ),
    (
        "several",
        "answers: [one, two]",
        "answers: [one, four]",
        '11:20: no option is called "four"; write one or two or three',
    ),
    (
        "several",
        "answers: [one, two]",
        "answers: []",
        '11:14: "answers" needs at least 1, has 0; add 1',
    ),
    (
        "true-false",
        "answer: no",
        "answer: maybe",
        '11:13: "answer" must be yes or no, not "maybe"; write "answer: true"',
    ),
    (
        "number",
        "answer: 4",
        "answer: 2.5",
        "14:22: this answer counts as right as well; remove it here, or there",
    ),
    (
        "number",
        "answer: 2\n",
        "answer: two\n",
        '11:13: "answer" must be a number from -1e+09 to 1e+09, not "two"; write "answer: 2"',
    ),
    (
        "number",
        "tolerance: 0.5",
        'tolerance: "0,25"',
        '12:16: "tolerance" must be a number from 0 to 1e+09, not the quoted text "0,25"; '
        'write "tolerance: 0.25"',
    ),
    (
        "text",
        "answer: deamon",
        "answer: DAEMON",
        "12:22: this answer counts as right as well; remove it here, or there",
    ),
    (
        "order",
        "then: done",
        "then: don",
        '14:30: no item is called "don"; write "done"',
    ),
    (
        "order",
        "{first: start, then: done",
        "{first: start, then: make",
        "13:7: the rules leave no order: start before make before start; remove one of them",
    ),
    (
        "order",
        "{first: start, then: done",
        "{first: done, then: start",
        '14:9: the items stand in another order: "start" before "done"; '
        "list them in an order that is right",
    ),
    (
        "match",
        "extra: [neither]",
        "extra: [threads]",
        '14:13: "threads" belongs to a pair, so it is no extra one; write another',
    ),
    (
        "output",
        'answer: "2"',
        'answer: "1 "',
        "15:22: this answer counts as right as well; remove it here, or there",
    ),
    (
        "output",
        "print(x)",
        "print(x",
        "11:11: Python cannot read this program in its line 2: '(' was never closed; mend it",
    ),
    (
        "output",
        "code: |",
        "code: >",
        '11:11: the lines of "code" are joined into one here; write it as a block after |',
    ),
    (
        "output",
        "    code: |\n      x = 1  # one\n      print(x)\n",
        "    code: x = 1  # one\n",
        '11:11: YAML takes "# one" for a comment and leaves it out of "code"; put the text in '
        "quotes, or the comment on a line of its own",
    ),
    (
        "line",
        "lines: [3]",
        "lines: [2]",
        "15:13: line 2 of the code is blank; write another",
    ),
    ("line", "lines: [3]", "lines: [4]", "15:13: the code has 3 lines; write one of them"),
    (
        "line",
        "lines: [3]",
        "lines: [1]",
        "16:22: this answer counts as right as well; remove it here, or there",
    ),
    (
        "line",
        '    verify: {claims: [{says: guaranteed, prints: "1"}]}\n',
        "",
        "11:11: the code carries no claim of what running it comes to; "
        'add "verify: {claims: …}", or "unverified: why not"',
    ),
    (
        "line",
        ', prints: "1"',
        "",
        "17:23: it says of no outcome; add prints, shows, raises, exits or hangs",
    ),
    (
        "line",
        'claims: [{says: guaranteed, prints: "1"}]',
        "runs: 2",
        '17:13: nothing is claimed; add "claims: …", or "unverified: why not"',
    ),
    (
        "line",
        'verify: {claims: [{says: guaranteed, prints: "1"}]}',
        "verify: {unverified: Needs 3.15., runs: 2}",
        "17:26: unverified says that no run can tell; remove it, or the other keys",
    ),
    (
        "free",
        "type: free",
        "type: free\n    verify: {unverified: Just so.}",
        "11:13: there is no code to run; add code, or remove this",
    ),
    (
        "free",
        "type: free",
        "type: free\n    applies: {since: 3.14, before: 3.13}",
        "11:36: no Python version is left; write one later than since",
    ),
    (
        "free",
        "type: free",
        "type: free\n    applies: {since: 3}",
        '11:22: "since" must be a Python version such as 3.14, not "3"; write "since: 3.14"',
    ),
    (
        "free",
        "    type: free\n",
        "",
        '4:5: key "type" is missing; add "type:" and one of single, several, true-false, number, '
        "text, order, match, output, line, free",
    ),
    (
        "output",
        'outputs: ["1"]',
        'outputs: ["1", "q"]',
        '14:20: a learner who types "q" is taken to mean the key; ask otherwise',
    ),
    (
        "text",
        "accept: [daemon]",
        "accept: [daemon, F]",
        '11:22: a learner who types "F" is taken to mean the key; ask otherwise',
    ),
    (
        "match",
        "extra: [neither]",
        "extra: [" + ", ".join(f"e{n}" for n in range(30)) + "]",
        "12:7: more than 26 right-hand sides; write fewer",
    ),
    (
        "output",
        "print(x)",
        "x = " + "1+" * 5000 + "1",
        "11:11: longer than 10000 characters; show learners less",
    ),
    (
        "single",
        "type: single",
        "type: singel",
        '10:11: "type" cannot be "singel"; write "single"',
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), FAULTS)
def test_a_fault_is_named_with_its_place_and_what_to_write(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    topic = HEAD + BODIES[name]
    assert old in topic
    assert problems(tmp_path, topic.replace(old, new)) == [f"joining.yaml:{message}"]


def test_questions_beside_a_faulty_one_are_read(tmp_path: Path) -> None:
    """What is wrong in one question neither hides another nor what is wrong in it."""
    topic = HEAD + BODIES["single"].replace("answer: right", "answer: none")
    second = (HEAD + BODIES["number"]).replace("a-question", "another").partition("questions:\n")[2]
    third = second.replace("another", "third").replace("rev: 1", "rev: one")
    contents = read_pack(write(tmp_path, topic + second + third))
    assert [each.question.id for each in contents.placed] == ["another"]
    assert len(contents.problems) == 2
    assert contents.pack is None


def test_a_place_within_a_question_is_found_or_the_question_itself(tmp_path: Path) -> None:
    [placed] = read_pack(write(tmp_path, HEAD + BODIES["line"])).placed
    assert str(placed.problem(("verify", "claims", 0), "no")).endswith("joining.yaml:17:23: no")
    assert str(placed.problem(("verify", "runs"), "no")).endswith("joining.yaml:17:13: no")


def test_what_is_still_to_be_written_or_not_there_is_told_to_authors(tmp_path: Path) -> None:
    """Such a question can be asked; its author is told all the same."""
    topic = HEAD.replace("Because it is so.", "TODO explain it").replace(
        "https://docs.python.org/3/", "https://example.org/TODO"
    )
    body = BODIES["single"].replace("It only waits.", "TODO why") + "    katas: [1, 9]\n"
    contents = read_pack(write(tmp_path, topic + body))
    assert contents.problems == []
    found = lint_questions(contents.placed, {1, 2, 101})
    assert [str(each).replace(f"{tmp_path}/", "") for each in sorted(found)] == [
        'joining.yaml:8:18: still to be written: "TODO explain it"',
        'joining.yaml:9:16: still to be written: "https://example.org/TODO"',
        'joining.yaml:14:41: still to be written: "TODO why"',
        "joining.yaml:15:16: there is no kata 9; write one of 1, 2, 101, or remove it",
    ]


@pytest.mark.parametrize("code", ["-" * 9000 + "1", "(" * 9000, "x" + ".b" * 4900])
def test_code_too_deep_for_the_parser_is_no_fault_of_ours(tmp_path: Path, code: str) -> None:
    """Each Python has its own words and bounds for it."""
    told = problems(tmp_path, HEAD + BODIES["output"].replace("print(x)", code))
    assert all(each.startswith("joining.yaml:11:11: Python cannot read") for each in told)
    assert len(told) <= 1


UNREADABLE = "11:11: Python cannot read this program in its line 2: '(' was never closed; mend it"
PREMISES = [
    ("{since: 3.11}", [f"joining.yaml:{UNREADABLE}"]),
    ("{since: 3.11, before: 3.99}", [f"joining.yaml:{UNREADABLE}"]),
    ("{since: 3.99}", []),
    ("{before: 3.9}", []),
]


@pytest.mark.parametrize(("premise", "told"), PREMISES)
def test_code_is_read_only_by_a_python_that_it_is_about(
    tmp_path: Path, premise: str, told: list[str]
) -> None:
    """A newer grammar is no mistake; neither is an older one."""
    topic = HEAD + BODIES["output"].replace("print(x)", "print(x")
    assert problems(tmp_path, f"{topic}    applies: {premise}\n") == told


@pytest.mark.parametrize("many", [4, 5])
def test_switch_intervals_are_few(tmp_path: Path, many: int) -> None:
    """Each multiplies the runs."""
    intervals = ", ".join(f"0.00{number}" for number in range(1, many + 1))
    topic = f"{HEAD}{BODIES['output']}    verify: {{switch_intervals: [{intervals}]}}\n"
    told = ["joining.yaml:16:32: more than 4 switch intervals; write fewer"]
    assert problems(tmp_path, topic) == (told if many > 4 else [])

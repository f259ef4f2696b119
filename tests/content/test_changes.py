"""Updating a pack tells a new wording from a new answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.content.changes import Changes, compare
from grader.content.packs import Placed, read_pack

HEAD = """\
format: 1
topic: Joining
questions:
"""
COMMON = """\
  - id: {id}
    rev: {rev}
    level: 1
    prompt: What is it?
    explanation: It is so.
    reference: https://docs.python.org/3/
"""
Read = Callable[..., list[Placed]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read questions, each a text under its id; all have ``rev``."""

    def read(rev: int = 1, **questions: str) -> list[Placed]:
        text = HEAD
        for name, rest in questions.items():
            text += COMMON.format(id=name, rev=rev)
            text += "".join(f"    {line}\n" for line in rest.splitlines())
        (tmp_path / "pack.yaml").write_text("format: 1\nid: mine\ntitle: Mine\n", "utf-8")
        (tmp_path / "joining.yaml").write_text(text, "utf-8")
        contents = read_pack(tmp_path)
        assert contents.problems == []
        return contents.placed

    return read


SINGLE = "type: single\nanswer: {}\noptions:\n"
SINGLE += "  - {{id: a, text: {}, why: w}}\n  - {{id: b, text: {}, why: w}}"
SEVERAL = "type: several\nanswers: {}\noptions:\n"
SEVERAL += "  - {{id: a, text: A, why: w}}\n  - {{id: b, text: B, why: w}}"
TRUE = "type: true-false\nanswer: {}\nwhy: {}"
NUMBER = "type: number\nanswer: {}\ntolerance: {}\nunit: {}"
TEXT = "type: text\naccept: {}\nexact: {}"
ORDER = "type: order\nitems:\n"
ORDER += "  - {{id: a, text: A}}\n  - {{id: b, text: B}}\n  - {{id: c, text: {}}}\nrules: {}"
AB, BC = "{first: a, then: b, why: w}", "{first: b, then: c, why: w}"
MATCH = "type: match\npairs:\n  - {{id: io, left: waiting, right: {}, why: w}}\n"
MATCH += "  - {{id: cpu, left: computing, right: {}, why: w}}\nextra: [neither]"
OUTPUT = "type: output\ncode: |\n  print({})\noutputs: {}"
LINE = "type: line\ncode: |\n{}lines: {}\nverify: {{unverified: It is too short.}}"
FREE = "type: free\nanswer: {}\nrubric: [{{text: memory}}]"

SAME_ANSWER = {
    "single: other words": (SINGLE.format("a", "A", "B"), SINGLE.format("a", "AA", "BB")),
    "several: other order": (SEVERAL.format("[a, b]"), SEVERAL.format("[b, a]")),
    "true-false: another why": (TRUE.format("true", "w"), TRUE.format("true", "because")),
    "number: more tolerance": (NUMBER.format(2, 0, "s"), NUMBER.format(2, 0.5, "s")),
    "text: one more accepted": (TEXT.format("[a]", "no"), TEXT.format("[b, a]", "yes")),
    "order: rules in another order": (
        ORDER.format("C", f"[{AB}, {BC}]"),
        ORDER.format("CC", f"[{BC}, {AB}]"),
    ),
    "match: other words": (MATCH.format("threads", "cores"), MATCH.format("threads", "processes")),
    "output: one more that can come": (OUTPUT.format(1, '["1"]'), OUTPUT.format(1, '["2", "1"]')),
    "line: the code moves down": (
        LINE.format("  x = 1\n  y = 2\n", "[2]"),
        LINE.format("  # A comment\n  x = 1\n  y = 2\n", "[3]"),
    ),
    "free: a better answer": (FREE.format("Memory."), FREE.format("They share memory.")),
}
OTHER_ANSWER = {
    "single: another option": (SINGLE.format("a", "A", "B"), SINGLE.format("b", "A", "B")),
    "single: texts changed places": (SINGLE.format("a", "A", "B"), SINGLE.format("a", "B", "A")),
    "several: one less": (SEVERAL.format("[a, b]"), SEVERAL.format("[a]")),
    "true-false: the opposite": (TRUE.format("true", "w"), TRUE.format("false", "w")),
    "number: another": (NUMBER.format(2, 0, "s"), NUMBER.format(3, 0, "s")),
    "number: another unit": (NUMBER.format(2, 0, "s"), NUMBER.format(2, 0, "ms")),
    "text: one less accepted": (TEXT.format("[a, b]", "no"), TEXT.format("[b]", "no")),
    "order: one rule less": (ORDER.format("C", f"[{AB}, {BC}]"), ORDER.format("C", f"[{AB}]")),
    "match: changed places": (MATCH.format("t", "p"), MATCH.format("p", "t")),
    "match: what was extra": (MATCH.format("t", "p"), MATCH.format("neither", "p").replace(
        "extra: [neither]", "extra: [none]")),
    "match: another pair": (MATCH.format("t", "p"), MATCH.format("t", "p").replace("io", "ui")),
    "output: another": (OUTPUT.format(1, '["1"]'), OUTPUT.format(2, '["2"]')),
    "line: another": (LINE.format("  x = 1\n  y = 2\n", "[2]"), LINE.format("  x = 1\n  y = 2\n",
        "[1]")),
    "another type": (TRUE.format("true", "w"), NUMBER.format(2, 0, "s")),
}  # fmt: skip


@pytest.mark.parametrize(("was", "now"), SAME_ANSWER.values(), ids=SAME_ANSWER)
def test_who_was_right_is_right_still(read: Read, was: str, now: str) -> None:
    """The question changed, and what was answered before still counts."""
    assert compare(read(q=was), read(q=now)) == Changes((), ("q",), (), ())


@pytest.mark.parametrize(("was", "now"), OTHER_ANSWER.values(), ids=OTHER_ANSWER)
def test_another_answer_needs_another_rev(read: Read, tmp_path: Path, was: str, now: str) -> None:
    """Who was right before may be wrong now."""
    [told] = compare(read(q=was), read(q=now)).unrevised
    assert str(told).replace(f"{tmp_path}/", "") == (
        'joining.yaml:5:10: the answer of "q" changed, and its rev did not; write rev: 2'
    )
    assert compare(read(q=was), read(rev=2, q=now)) == Changes((), ("q",), (), ())


def test_a_rev_does_not_fall(read: Read, tmp_path: Path) -> None:
    """Answers to the later rev were given already."""
    question = TRUE.format("true", "w")
    [told] = compare(read(rev=3, q=question), read(rev=2, q=question)).unrevised
    assert str(told).replace(f"{tmp_path}/", "") == (
        'joining.yaml:5:10: the rev of "q" was 3 already; write rev: 3, or 4'
    )


def test_what_came_and_went_is_told_in_order(read: Read) -> None:
    """A question that stays as it was is not."""
    one, other = TRUE.format("true", "w"), TRUE.format("true", "because")
    changes = compare(read(a=one, b=one, c=one, d=one), read(e=one, d=other, b=one, f=one))
    assert changes == Changes(("e", "f"), ("d",), ("a", "c"), ())

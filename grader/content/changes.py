"""What a new version of a pack changes for those who have answered its questions before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.content.packs import Placed
from grader.errors import Problem
from grader.question import (
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    ShortText,
)


class Changes(NamedTuple):
    """Ids of questions, in the order of their files, and what keeps an update from being safe."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unrevised: tuple[Problem, ...]
    """Questions whose right answer is another, under the old ``rev``; or whose ``rev`` fell."""


def compare(old: Sequence[Placed], new: Sequence[Placed]) -> Changes:
    """Return what is different in ``new``, question by question, by id."""
    before = {each.question.id: each for each in old}
    after = {each.question.id: each for each in new}
    both = [(before[name], each) for name, each in after.items() if name in before]
    return Changes(
        added=tuple(name for name in after if name not in before),
        changed=tuple(now.question.id for was, now in both if was.question != now.question),
        removed=tuple(name for name in before if name not in after),
        unrevised=tuple(problem for was, now in both if (problem := _unrevised(was, now))),
    )


def _unrevised(was: Placed, now: Placed) -> Problem | None:
    name, rev = now.question.id, was.question.rev
    if now.question.rev < rev:
        message = f'the rev of "{name}" was {rev} already; write rev: {rev}, or {rev + 1}'
    elif now.question.rev == rev and _other_answer(was.question, now.question):
        message = f'the answer of "{name}" changed, and its rev did not; write rev: {rev + 1}'
    else:
        return None
    return now.problem(("rev",), message)


def _other_answer(was: Question, now: Question) -> bool:
    """Whether someone who was right would be wrong now; another wording alone is no such thing."""
    match was.body, now.body:
        case Choices() as old, Choices() as new:
            return set(old.right) != set(new.right) or bool(_texts(old, False) & _texts(new, True))
        case Number() as old, Number() as new:
            return (old.answer, old.unit) != (new.answer, new.unit)
        case ShortText() as old, ShortText() as new:
            return not set(old.accept) <= set(new.accept)
        case Output() as old, Output() as new:
            return not set(old.outputs) <= set(new.outputs)
        case Ordering() as old, Ordering() as new:
            return _rules(old) != _rules(new)
        case Matching() as old, Matching() as new:
            return _paired_otherwise(old, new)
        case FindLine(), FindLine():
            return _lines(was) != _lines(now)
        case Free(), Free():
            return False  # a model answer may always be put better
    return True


def _texts(body: Choices, right: bool) -> set[str]:
    """Return the texts of the options that are right, or of those that are wrong."""
    return {option.text for option in body.options if (option.id in body.right) is right}


def _rules(body: Ordering) -> set[tuple[str, str]]:
    return {(rule.first, rule.then) for rule in body.rules}


def _paired_otherwise(old: Matching, new: Matching) -> bool:
    """Whether a pair has gone, come, or got a right-hand side that belonged elsewhere before."""
    before = {pair.id: pair.right for pair in old.pairs}
    after = {pair.id: pair.right for pair in new.pairs}
    known = {*before.values(), *old.extra}
    if before.keys() != after.keys():
        return True
    return any(right != before[name] and right in known for name, right in after.items())


def _lines(question: Question) -> set[str]:
    """Return the code in the lines that are right, wherever they stand by now."""
    assert isinstance(question.body, FindLine)
    code = (question.code or "").splitlines()
    return {code[line - 1].strip() for line in question.body.lines if line <= len(code)}

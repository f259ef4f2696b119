"""Which misconceptions a learner's answers and graded katas have shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from grader.question import Choices, Free, Listed, Matching, Ordering, Question
from grader.quiz.marking import mark
from grader.review import CardKey, Marked, Review


def last_answers(reviews: Iterable[Review], listed: Iterable[Listed]) -> dict[CardKey, Review]:
    """The last answer to each question that is listed, unless its meaning has changed since."""
    revs = {(each.pack, each.id): each.rev for each in listed}
    return {
        review.key: review
        for review in reviews
        if review.key in revs and review.rev >= revs[review.key]
    }


def chosen_beliefs(question: Question, review: Review) -> tuple[str, ...]:
    """The misconceptions that an answer chose; none where it cannot be told."""
    marked = marked_again(question, review)
    names = [remark.misconception for remark in marked.remarks] if marked is not None else []
    return tuple(dict.fromkeys(name for name in names if name is not None))


def marked_again(question: Question, review: Review) -> Marked | None:
    """The marking of an answer that is kept.

    It is None in the learner's own words, whose marking was the learner's, and where what was
    chosen is no answer to the question as it is now.
    """
    body = question.body
    if isinstance(body, Free):
        return None
    try:
        several = isinstance(body, Choices | Ordering | Matching)
        return mark(question, tuple(json.loads(review.answer)) if several else review.answer)
    except (ValueError, KeyError, TypeError):
        return None


def standing_beliefs(reports: Iterable[str]) -> tuple[str, ...]:
    """The misconceptions that a kata's checks named and that no later grading saw put right.

    ``reports`` are the JSON documents of the kata's gradings, the oldest first. A grading that
    did not get as far as a check says nothing of it.
    """
    named: dict[str, str] = {}
    for report in reports:
        for check in _checks(report):
            if check.get("verdict") == "pass":
                named.pop(str(check.get("id")), None)
            elif check.get("misconception"):
                named[str(check.get("id"))] = str(check["misconception"])
    return tuple(dict.fromkeys(named.values()))


def _checks(report: str) -> Sequence[dict[str, Any]]:
    """The checks of a report, which an older version may have written in another form."""
    try:
        checks = json.loads(report).get("checks", ())
    except (ValueError, AttributeError):
        return ()
    return [each for each in checks if isinstance(each, dict)] if isinstance(checks, list) else ()

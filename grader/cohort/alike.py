"""Files that several learners handed in alike: graded once, and told to each of them.

Untouched starters, and what was passed round, are common in a class. What decides a verdict, the
file, what stands beside it and the kata, is in a submission's digest: see `records.Submission`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from grader.cohort.records import OPEN, Graded, Submission
from grader.models import Verdict

Grade = Callable[[Sequence[Submission]], Generator[Graded]]
"""Grades submissions, and yields what came of each, but for files that are gone meanwhile."""


def graded(todo: Sequence[Submission], grade: Grade) -> Generator[Graded]:
    """Yield what came of each; of those that are the same, one is graded for all.

    What holds for one only, or could not be graded, is tried with the next.
    """
    groups: dict[tuple[str, str], list[Submission]] = {}
    for each in todo:
        groups.setdefault((each.kata, each.digest), []).append(each)
    while groups:
        firsts = [group.pop(0) for group in groups.values()]
        with closing(grade(firsts)) as results:
            for first in results:
                yield first
                if _is_decided(first):
                    others = groups.pop((first.kata, first.digest))
                    yield from (told_to(first, each) for each in others)
        groups = {key: group for key, group in groups.items() if group}


def _is_decided(graded: Graded) -> bool:
    return graded.verdict != Verdict.INCONCLUSIVE and not graded.digest.startswith(OPEN)


def told_to(graded: Graded, submission: Submission) -> Graded:
    """Return what came of a file as the result of another learner, who handed in the same."""
    document = {**graded.document, "file": shown_as(submission)}
    return graded._replace(learner=submission.learner, document=document)


def shown_as(submission: Submission) -> str:
    """Return how a submission's file is named in its report."""
    name = submission.file.name if submission.file is not None else submission.kata
    return f"{submission.learner}/{name}"

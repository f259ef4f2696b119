"""Files that are the same are graded once, and each learner is told."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from grader.cohort.alike import graded, told_to
from grader.cohort.records import OPEN, Graded, Submission


def submission(learner: str, digest: str, kata: str = "1_x") -> Submission:
    return Submission(learner, kata, Path(f"/class/{learner}/{kata}.py"), digest)


CLASS = [
    submission("ann", "a"),
    submission("bob", "b"),
    submission("cyd", "a"),
    submission("dan", "a", "2_y"),
    submission("eve", "a"),
]


class Grader:
    """Grades, and remembers in which rounds; ``verdicts`` are those that learners get."""

    def __init__(self, **verdicts: str) -> None:
        self.rounds: list[list[str]] = []
        self._verdicts = verdicts

    def __call__(self, submissions: Sequence[Submission]) -> Generator[Graded]:
        self.rounds.append([each.learner for each in submissions])
        for each in submissions:
            verdict = self._verdicts.get(each.learner, "pass")
            digest = each.digest if verdict != "open" else OPEN + each.digest
            if verdict != "gone":
                told = verdict if verdict != "open" else "inconclusive"
                document = {"file": f"{each.learner}/{each.kata}.py", "verdict": told}
                yield Graded(each.learner, each.kata, digest, told, document, {"c": "<svg/>"})


def test_each_file_is_graded_once_and_told_to_all() -> None:
    """The same bytes for another kata are another file."""
    grader = Grader(ann="fail")
    found = {(each.learner, each.kata): each for each in graded(CLASS, grader)}
    assert grader.rounds == [["ann", "bob", "dan"]]
    assert {who: each.verdict for (who, _), each in found.items()} == {
        "ann": "fail",
        "bob": "pass",
        "cyd": "fail",
        "dan": "pass",
        "eve": "fail",
    }
    assert found["cyd", "1_x"].document == {"file": "cyd/1_x.py", "verdict": "fail"}
    assert found["ann", "1_x"].document["file"] == "ann/1_x.py"


@pytest.mark.parametrize("verdict", ["inconclusive", "open"])
def test_what_was_not_decided_is_tried_with_the_next(verdict: str) -> None:
    """Each has a result of its own then, and is not left out."""
    grader = Grader(ann=verdict)
    found = {each.learner: each.verdict for each in graded(CLASS, grader)}
    assert grader.rounds == [["ann", "bob", "dan"], ["cyd"]]
    assert (found["ann"], found["cyd"], found["eve"]) == ("inconclusive", "pass", "pass")


def test_a_file_that_is_gone_does_not_take_the_others_along() -> None:
    """They still have theirs."""
    found = {each.learner for each in graded(CLASS, Grader(ann="gone"))}
    assert found == {"bob", "cyd", "dan", "eve"}


def test_who_stops_listening_stops_the_work() -> None:
    """The generator that grades is closed, and with it what it holds."""
    closed = []

    def grade(_: Sequence[Submission]) -> Generator[Graded]:
        try:
            yield Graded("ann", "1_x", "a", "pass", {}, {})
            raise AssertionError
        finally:
            closed.append(True)

    results = graded(CLASS, grade)
    next(results)
    results.close()
    assert closed == [True]


def test_nothing_else_of_a_result_changes() -> None:
    one = Graded("ann", "1_x", "a", "fail", {"file": "ann/1_x.py", "checks": []}, {"c": "<svg/>"})
    other = told_to(one, submission("cyd", "a"))
    assert other == one._replace(learner="cyd", document={"file": "cyd/1_x.py", "checks": []})

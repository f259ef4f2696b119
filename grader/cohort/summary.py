"""What a class as a whole shows: how each kata and check went, and what is commonly believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.cohort.records import Row
from grader.models import Verdict


class Example(NamedTuple):
    """One failed check that shows a misconception."""

    learner: str
    kata: str
    title: str
    """The check's."""
    expected: str | None
    seen: str | None
    line: int | None
    message: str | None
    lanes: str | None
    """The run that it failed on, as SVG."""


@dataclass
class CheckSummary:
    """How one check went."""

    title: str
    passed: int = 0
    of: int = 0
    """Those that count: what was inconclusive does not."""


@dataclass
class KataSummary:
    """How one kata went."""

    statuses: Counter[str] = field(default_factory=Counter)
    checks: dict[str, CheckSummary] = field(default_factory=dict)


@dataclass
class Belief:
    """One misconception: how many learners showed it, and an example."""

    learners: set[str]
    example: Example


@dataclass
class Summary:
    """The whole class."""

    katas: dict[str, KataSummary] = field(default_factory=dict)
    beliefs: dict[str, Belief] = field(default_factory=dict)

    def commonest(self, most: int) -> list[tuple[str, Belief]]:
        """Return the misconceptions that most learners showed, those first."""
        ranked = sorted(self.beliefs.items(), key=lambda item: (-len(item[1].learners), item[0]))
        return ranked[:most]


def summary_of(rows: Iterable[Row]) -> Summary:
    """Sum up all rows, in one pass."""
    summary = Summary()
    for row in rows:
        kata = summary.katas.setdefault(row.kata, KataSummary())
        kata.statuses[row.status] += 1
        for check in row.document["checks"] if row.document is not None else []:
            _count(kata, check["id"], check["title"], check["verdict"])
            if check["misconception"] is not None:
                _believe(summary, row, check)
    return summary


def _count(kata: KataSummary, id_: str, title: str, verdict: str) -> None:
    check = kata.checks.setdefault(id_, CheckSummary(title))
    if verdict != Verdict.INCONCLUSIVE:
        check.of += 1
        check.passed += verdict == Verdict.PASS


def _believe(summary: Summary, row: Row, check: dict[str, object]) -> None:
    """Note who shows a belief; an example with a picture is better than one without."""
    id_ = str(check["misconception"])
    lanes = row.lanes.get(str(check["id"]))
    told = {name: check[name] for name in ("title", "expected", "seen", "line", "message")}
    example = Example(row.learner, row.kata, lanes=lanes, **told)  # type: ignore[arg-type]
    belief = summary.beliefs.setdefault(id_, Belief(set(), example))
    belief.learners.add(row.learner)
    if belief.example.lanes is None and lanes is not None:
        belief.example = example

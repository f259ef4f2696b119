"""What a session asks, as it is kept so that a killed one can be resumed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from grader.question import Listed
from grader.review import CardKey


class Plan(NamedTuple):
    """The questions of a session, in order, and the seed of its shuffles."""

    questions: tuple[CardKey, ...]
    seed: int


def plan_of(questions: Sequence[Listed], seed: int) -> Plan:
    """Return the plan that asks these questions."""
    return Plan(tuple((each.pack, each.id) for each in questions), seed)


def as_json(plan: Plan) -> str:
    """Return a plan as it is kept."""
    return json.dumps({"questions": plan.questions, "seed": plan.seed})


def from_json(text: str) -> Plan | None:
    """Return a plan that was kept; None where it cannot be read any more."""
    try:
        kept = json.loads(text)
        return Plan(tuple((pack, name) for pack, name in kept["questions"]), int(kept["seed"]))
    except (ValueError, KeyError, TypeError):
        return None

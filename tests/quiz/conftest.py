"""Questions to mark, order and put into words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.models import Question, RubricPoint

MakeQuestion = Callable[..., Question]


@pytest.fixture
def make_question() -> MakeQuestion:
    """A question with a rubric of 2 and 1 points; any field can be given."""

    def make(name: str = "when-to-join", **fields: object) -> Question:
        values: dict[str, object] = {
            "id": name,
            "rev": 1,
            "level": 1,
            "topic": "Joining",
            "prompt": "When should you use `join()`?",
            "answer": "Before you use the results.",
            "rubric": (RubricPoint("before the results are used.", 2), RubricPoint("it blocks")),
            "reference": "https://docs.python.org/3/library/threading.html",
        }
        return Question(**{**values, **fields})  # type: ignore[arg-type]

    return make

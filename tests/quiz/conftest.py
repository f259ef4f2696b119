"""Questions to mark, shuffle and choose from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.question import Body, Question, QuestionType

MakeQuestion = Callable[..., Question]


@pytest.fixture
def make_question() -> MakeQuestion:
    """A question with this body; any other field can be given."""

    def make(body: Body, kind: QuestionType = QuestionType.SINGLE, **fields: object) -> Question:
        values: dict[str, object] = {
            "id": "when-to-join",
            "rev": 1,
            "type": kind,
            "level": 1,
            "topic": "Joining",
            "prompt": "When should you use `join()`?",
            "body": body,
            "explanation": "It waits.",
            "reference": "https://docs.python.org/3/library/threading.html",
        }
        return Question(**{**values, **fields})  # type: ignore[arg-type]

    return make

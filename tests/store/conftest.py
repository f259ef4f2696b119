"""A file of progress of its own for each test, and answers to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.review import Review
from grader.store import Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MakeReview = Callable[..., Review]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the progress of this test is kept; neither file nor folder is there yet."""
    return tmp_path / "home" / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, lambda: NOON) as opened:
        yield opened


@pytest.fixture
def make_review() -> MakeReview:
    """A right answer in study; any field can be given."""

    def make(question: str = "when-to-join", **fields: object) -> Review:
        values: dict[str, object] = {
            "pack": "core",
            "question": question,
            "rev": 1,
            "answer": '["none"]',
            "points": 1,
            "of_points": 1,
            "at": NOON,
        }
        return Review(**{**values, **fields})  # type: ignore[arg-type]

    return make

"""Programs and katas written for one test, and graded for real."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from grader.checking.grading import grade
from grader.content.builtin import content_root
from grader.content.katas import find_kata
from grader.content.packs import load_misconceptions
from grader.models import CheckInfo, Kata, Limits, Report

Grade = Callable[..., Report]


@pytest.fixture
def graded(tmp_path: Path) -> Grade:
    """Grade a program as a solution of kata 1, or of another."""
    root = content_root()

    def graded(
        source: str | bytes,
        *,
        kata: int | Kata = 1,
        limits: Limits | None = None,
        saved_as: str | None = None,
        pictures: bool = False,
    ) -> Report:
        found = find_kata(root, kata) if isinstance(kata, int) else kata
        found = found._replace(limits=limits) if limits is not None else found
        file = tmp_path / "learner" / (saved_as or f"{found.name}.py")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(source.encode() if isinstance(source, str) else source)
        sentences = partial(load_misconceptions, root / "questions")
        return grade(found, file, sentences, with_pictures=pictures)

    return graded


@pytest.fixture
def kata_with(tmp_path: Path) -> Callable[[str], Kata]:
    """Make a kata around the text of a ``checks.py``, with the checks that it defines."""

    def kata_with(checks: str, *ids: str) -> Kata:
        folder = tmp_path / "katas" / "9_example"
        folder.mkdir(parents=True)
        (folder / "checks.py").write_text(checks, encoding="utf-8")
        return Kata(
            folder=folder,
            title="An example",
            summary="Return a number.",
            level=1,
            functions=("answer",),
            skills=("return",),
            checks=tuple(CheckInfo(each, each.capitalize(), f"Look at {each}.") for each in ids),
            hints=("One?", "Two.", "Three."),
        )

    return kata_with

"""The built-in bank, as questions to be taken out and in."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.content.builtin import content_root
from grader.content.packs import read_pack
from grader.models import Pack


@pytest.fixture(scope="session")
def bank() -> Pack:
    """The questions that come with kata; one that is just being mended does not stop a test."""
    placed = read_pack(content_root() / "questions").placed
    assert len(placed) > 3
    return Pack(Path("core"), "core", "Core questions", tuple(each.question for each in placed), ())

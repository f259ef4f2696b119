"""Content files written for one test, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

KATA = """\
format: 1
title: A thread with arguments
summary: Give a thread the value that it works on.
level: 1
functions: [run_with_arg, run_each]
skills: [Thread, join]
checks:
  - id: value_whole
    title: The value arrives whole
    hint: Look at what args= is given.
hints:
  - What does a thread know of its work?
  - Look at args=.
  - The comma makes the tuple.
"""


@pytest.fixture(params=["the fast loader", "the loader in Python"])
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both loaders, for PyYAML may have been built without the fast one."""
    if request.param == "the loader in Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.fixture
def kata_text() -> str:
    return KATA


@pytest.fixture
def make_kata(tmp_path: Path) -> Callable[..., Path]:
    """Write a kata's folder under ``tmp_path/katas`` and give its path."""

    def make(name: str = "9_example", text: str = KATA, **programs: str) -> Path:
        folder = tmp_path / "katas" / name
        folder.mkdir(parents=True)
        (folder / "kata.yaml").write_text(text, encoding="utf-8")
        for path, source in programs.items():
            file = folder / path.replace("__", "/")
            file = file.with_suffix(".py")
            file.parent.mkdir(exist_ok=True)
            file.write_text(source, encoding="utf-8")
        return folder

    return make

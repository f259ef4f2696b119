"""Keeps a learner's program out of the folders that hold the kata's checks and solution.

They are *not shown*, never *secret*: this tells a curious learner where to look instead, and
keeps a program from being graded for reading the answer. It is not a wall against malice.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from grader.observe.inside.recorder import Recorder

_READING = frozenset({"open", "os.listdir", "os.scandir"})


def install(recorder: Recorder) -> None:
    """Refuse, and report, the opening of anything below the folders that are off limits."""
    folders = tuple(folder + os.sep for folder in recorder.passport.off_limits)

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event in _READING and isinstance(args[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100 - no pathlib here
            if (path + os.sep).startswith(folders):
                recorder.event("trespass", path=path)
                raise PermissionError("a graded program runs without the kata's own folder")

    if folders:
        sys.addaudithook(watch)

"""A learner's file under observation, with short ways to ask for what tests ask for."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from grader.models import Limits
from grader.observe.observation import Observation
from grader.observe.observer import Observer
from grader.observe.request import Job, Request

LONG = Limits()
SHORT = Limits(seconds=1)
BRIEF = Limits(seconds=0.4)
METHODS = ["fork", "forkserver", "spawn"]


class Bench:
    """An `Observer` of one program; a context manager."""

    def __init__(self, folder: Path, source: str, *, name: str = "program", **options: Any) -> None:
        """Write the program, and have it observed with an `Observer`'s options."""
        self.source = source
        self.file = folder / f"{name}.py"
        self.file.write_text(source, encoding="utf-8")
        self.observer = Observer(self.file, name, **options)

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.observer.close()

    def call(self, function: str, *args: Any, limits: Limits = LONG, **options: Any) -> Observation:
        """Observe one call; ``options`` are a `Request`'s."""
        return self.observer.observe(Request((function,), args, **options), limits)

    def load(self, *functions: str, limits: Limits = SHORT) -> Observation:
        """Observe the import of the file."""
        return self.observer.observe(Request(functions, job=Job.LOAD), limits)

    def script(self, *, limits: Limits = LONG, **options: Any) -> Observation:
        """Observe the file as a script."""
        return self.observer.observe(Request(job=Job.SCRIPT, **options), limits)

    def line(self, text: str) -> int:
        """The number of the one line that holds ``text``."""
        (number,) = (n for n, line in enumerate(self.source.splitlines(), 1) if text in line)
        return number


def story(observation: Observation, *kinds: str) -> list[str]:
    """The kinds of the events of an observation, in order; of some kinds only, where given."""
    return [e.kind for e in observation.trace.events if not kinds or e.kind in kinds]


def observed_processes() -> list[psutil.Process]:
    """What descends from the warm children of this process's fork servers."""
    servers = psutil.Process().children()
    warm = [child for server in servers for child in server.children()]
    return [child for each in warm for child in each.children(recursive=True)]

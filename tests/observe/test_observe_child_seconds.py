"""A task may wait longer where it runs in another process than the learner's function."""

from __future__ import annotations

import pytest
from programs import METHODS, Bench

from grader.observe.request import Task

PROGRAM = """
import multiprocessing
import threading


def both(func):
    for kind in (threading.Thread, multiprocessing.Process):
        worker = kind(target=func)
        worker.start()
        worker.join()
"""


@pytest.mark.parametrize("start_method", METHODS)
def test_a_task_waits_longer_in_a_child(bench: Bench, start_method: str) -> None:
    """The child is told apart by its process, under each start method."""
    seen = bench.call("both", Task(seconds=0.01, child_seconds=0.03), start_method=start_method)
    assert [call.waited_seconds for call in seen.trace.calls] == [0.01, 0.03]


def test_a_task_waits_alike_unless_told_otherwise(bench: Bench) -> None:
    """Without ``child_seconds`` the process makes no difference."""
    seen = bench.call("both", Task(seconds=0.01))
    assert [call.waited_seconds for call in seen.trace.calls] == [0.01, 0.01]

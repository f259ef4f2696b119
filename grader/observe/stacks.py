"""Where every thread of a program stands, as faulthandler writes it on a signal."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from grader.observe.housing import read_file

_LONGEST_DUMP = 1 << 20
"""Bytes; faulthandler tells of 100 threads at most, and of 100 calls of each."""
_THREAD = re.compile(r"^(?:Current thread|Thread) 0x([0-9a-f]+)")
_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')


class StackFrame(NamedTuple):
    """One call on a stack."""

    file: str
    line: int
    function: str


class ThreadStack(NamedTuple):
    """One thread's stack, innermost call first."""

    pid: int
    ident: int
    frames: tuple[StackFrame, ...]

    def line_in(self, file: str) -> int | None:
        """Return the innermost line in ``file``."""
        return next((frame.line for frame in self.frames if frame.file == file), None)


def read_stacks(folder: Path, pids: Collection[int]) -> tuple[ThreadStack, ...]:
    """Return the stacks that these processes have written, each to a file named by its pid."""
    stacks: list[ThreadStack] = []
    for pid in sorted(pids):
        dump = read_file(folder / f"{pid}.txt", _LONGEST_DUMP)
        stacks += parse_stacks(pid, dump.decode("utf-8", "replace"))
    return tuple(stacks)


def parse_stacks(pid: int, text: str) -> list[ThreadStack]:
    """Return the stacks in one process's dump."""
    stacks: list[ThreadStack] = []
    for line in text.splitlines():
        thread, frame = _THREAD.match(line), _FRAME.match(line)
        if thread is not None:
            stacks.append(ThreadStack(pid, int(thread[1], 16), ()))
        elif frame is not None and stacks:
            last = stacks[-1]
            found = StackFrame(frame[1], int(frame[2]), frame[3])
            stacks[-1] = ThreadStack(pid, last.ident, (*last.frames, found))
    return stacks

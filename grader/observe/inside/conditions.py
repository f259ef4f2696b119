"""The conditions under which a program runs as ``python program.py``, unknown to the program.

Its source, with a call of `settle` added, is the ``sitecustomize.py`` that an interpreter imports
before the program, in the program's spawned children as well. So it has to run on every Python
from 3.11 on, by itself, and to import little.
"""

from __future__ import annotations

import atexit
import os
import sys
import time
from types import CodeType, FrameType
from typing import Any

_RATES = (0.15, 0.35, 0.6)
"""How often others are let run where it matters most; a seed takes one of them."""
_ELSEWHERE = 0.15
"""How much rarer that is before any other bytecode."""
_OFTEN = 8
"""After so many visits of a place it becomes the rarer there, the more there were."""
_MOST_VISITS = 500
"""After so many a place is let alone, and costs nothing more."""
_TURN, _LONG_TURN = 100, 10_000
"""Bytecodes that the others may run in their turn at most; then this thread runs on."""
_LOOK_SECONDS = 0.0001
_LOOKS, _LONG_LOOKS = 30, 150
"""How often is looked, in a turn, whether the others have come so far."""
_VAIN_LOOKS, _LONG_VAIN_LOOKS = 6, 80
"""How often is looked for bytecodes of others that do not come: all may be blocked.

The second is for where places are let alone, and so others may run unseen.
"""
_MOST_TURNS = 250
_MOST_LOOKS = 4_000
_MOST_TICKS = 1_000_000
"""Lines before 3.12, calls since: what is told of the program for as long as it is followed."""
_MOST_RESTARTS = 200
"""After so many of any of these the program runs on undisturbed: it must end within its time."""
_TOOL = 4
"""One of the numbers that `sys.monitoring` leaves to anyone."""
_MATTERS = ("STORE_", "CALL", "POP_JUMP", "BEFORE_WITH", "LOAD_SPECIAL")
"""How the bytecodes begin before which a thread has read, or is about to take, what is shared."""


def settle(
    file: str,
    raised: str,
    *,
    start_method: str | None = None,
    switch_interval: float | None = None,
    seed: int | None = None,
) -> None:
    """Put this process under the conditions; ``file`` is the program.

    Where it ends with an exception, that one's name goes to a file in the folder ``raised`` that
    is called as the process is numbered.
    """
    for stream in (sys.stdout, sys.stderr):  # as on a terminal, where learners try programs
        if stream is not None:
            stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    atexit.register(_tell_what_was_raised, os.getpid(), raised)
    if switch_interval is not None:
        sys.setswitchinterval(switch_interval)
    if start_method is not None:
        _take_as_default(start_method)
    if seed is not None and sys.argv[:1] == [file]:
        _interleave(file, seed)


def _tell_what_was_raised(pid: int, folder: str) -> None:
    """Name the exception that has ended the main program; those of threads are not kept there."""
    kind = getattr(sys, "last_type", None)
    if kind is not None and os.getpid() == pid:
        with open(f"{folder}/{pid}", "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"{kind.__module__}.{kind.__qualname__}")


def _take_as_default(method: str) -> None:
    import multiprocessing.context

    # The platform's default, not a choice made: a program may still make its own, once.
    default: Any = multiprocessing.context._default_context
    default._default_context = multiprocessing.get_context(method)


def _interleave(file: str, seed: int) -> None:
    """Let another thread run between any two bytecodes of ``file``, where a dice says so.

    Since 3.10 the interpreter gives other threads a turn at calls and at the ends of loops only,
    so `n += 1` loses no update there; the language promises none of that.
    """
    if sys.version_info >= (3, 12):
        _watch_bytecodes(file, _Turns(seed))
    else:
        _trace_bytecodes(file, _Turns(seed))


class _Turns:
    """Gives other threads a turn before the bytecodes of a program, where a dice says so.

    Turns are for the whole life of the program: a loop gets the fewer, the longer it runs, and
    what is there for the first time gets most, so that a race that comes late is found as well.
    """

    def __init__(self, seed: int) -> None:
        import _random
        import _thread

        self.others = _thread._count
        self.over = False
        self.alone = False
        """Whether a place was passed over since no other thread was there."""
        self._dice = _random.Random(seed).random
        self._rate = _RATES[seed % len(_RATES)]
        self._matters = _numbers_of_what_matters()
        self._sleep = time.sleep  # the program may put something else in its place
        self._places: dict[tuple[int, int], list[float]] = {}  # how often visited, and the rate
        self._let_alone = False
        self._bytecodes = self._turns = self._looks = self._ticks = 0

    def before(self, code: CodeType, offset: int) -> bool:
        """Wait here for others, if the dice says so; return whether to let this place alone."""
        self._bytecodes += 1
        if not self.others():
            self.alone = True
        if self.over or self.alone:
            return True
        place = id(code), offset
        seen = self._places.get(place)
        if seen is None:
            matters = code.co_code[offset] in self._matters
            seen = self._places[place] = [0, self._rate * (1 if matters else _ELSEWHERE)]
        seen[0] += 1
        if seen[0] > _MOST_VISITS:
            self._let_alone = True
            return True
        fresh = min(1.0, _OFTEN / seen[0])
        if self._dice() < seen[1] * fresh * (1 - self._turns / _MOST_TURNS):
            self._turn(long=self._dice() < fresh / 2)
        return False

    def tick(self) -> None:
        """Count what is told of all the program's life: lines, or calls."""
        self._ticks += 1
        self.over = self.over or self._ticks > _MOST_TICKS

    def at_line(self, code: CodeType, offset: int) -> bool:
        """Return whether the bytecodes from here on are of interest, where lines are told too."""
        self.tick()
        self._bytecodes += 1
        self.alone = not self.others()
        seen = self._places.get((id(code), offset))
        return not (self.over or self.alone or (seen is not None and seen[0] > _MOST_VISITS))

    def _turn(self, *, long: bool) -> None:
        self._turns += 1
        goal = self._bytecodes + 1 + int(self._dice() * (_LONG_TURN if long else _TURN))
        patience = _LONG_VAIN_LOOKS if long and self._let_alone else _VAIN_LOOKS
        vain = 0
        for _ in range(_LONG_LOOKS if long else _LOOKS):
            seen = self._bytecodes
            self._sleep(_LOOK_SECONDS)
            self._looks += 1
            vain = vain + 1 if self._bytecodes == seen else 0
            if self._bytecodes >= goal or vain == patience:
                break
        self.over = self.over or self._looks > _MOST_LOOKS


def _numbers_of_what_matters() -> frozenset[int]:
    """Return the bytecodes before which a switch is likely to change what comes."""
    import opcode

    return frozenset(
        number
        for name, number in opcode.opmap.items()
        if name.startswith(_MATTERS) and name != "STORE_FAST"
    )


def _watch_bytecodes(file: str, turns: _Turns) -> None:
    monitoring: Any = vars(sys)["monitoring"]
    events = monitoring.events
    restarts = 0

    def wake() -> None:
        """Look anew at the places that were passed over while there was one thread."""
        nonlocal restarts
        if turns.alone and turns.others() and not turns.over:
            turns.alone = False
            restarts += 1
            turns.over = restarts > _MOST_RESTARTS
            monitoring.restart_events()

    def at_bytecode(code: CodeType, offset: int) -> Any:
        wake()
        return monitoring.DISABLE if turns.before(code, offset) else None

    def at_start(code: CodeType, _: int) -> Any:
        if code.co_filename != file or turns.over:
            return monitoring.DISABLE
        if code.co_name == "<module>":
            _watch_all_in(code)
            # A change of what is watched everywhere reaches also the code that runs already.
            monitoring.set_events(_TOOL, 0)
        turns.tick()
        wake()
        return None

    def _watch_all_in(code: CodeType) -> None:
        monitoring.set_local_events(_TOOL, code, events.INSTRUCTION | events.PY_START)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                _watch_all_in(constant)

    monitoring.use_tool_id(_TOOL, "kata")
    monitoring.register_callback(_TOOL, events.INSTRUCTION, at_bytecode)
    monitoring.register_callback(_TOOL, events.PY_START, at_start)
    monitoring.set_events(_TOOL, events.PY_START)


def _trace_bytecodes(file: str, turns: _Turns) -> None:
    import threading

    def in_frame(frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            frame.f_trace_opcodes = turns.at_line(frame.f_code, frame.f_lasti)
        elif event == "opcode" and turns.before(frame.f_code, frame.f_lasti):
            frame.f_trace_opcodes = False
        if turns.over:
            frame.f_trace_opcodes = frame.f_trace_lines = False
            sys.settrace(None)
            return None
        return in_frame

    def at_call(frame: FrameType, _: str, __: object) -> Any:
        return in_frame if frame.f_code.co_filename == file and not turns.over else None

    sys.settrace(at_call)
    threading.settrace(at_call)

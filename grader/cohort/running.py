"""Handing work to an executor, a window of it at a time, and getting all of it back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import AbstractContextManager, ExitStack

from grader.cohort.records import Graded, Work
from grader.cohort.worker import fault, grade_work
from grader.errors import UserError

MOST_ATTEMPTS = 3
_GONE = (
    "The cluster is gone. What was graded is kept: start it again, and type the same command, "
    "which goes on where this one was."
)


class Crew:
    """Has work done by the workers of an executor, and another where that one broke."""

    def __init__(
        self,
        open_executor: Callable[[], AbstractContextManager[Executor]],
        window: int,
        do: Callable[[Work], Graded] = grade_work,
    ) -> None:
        """Prepare; ``window`` is how many pieces of work are handed out at a time."""
        self._open_executor = open_executor
        self._window = window
        self._do = do
        self._pending: dict[Future[Graded], tuple[Work, int]] = {}
        self._again: deque[tuple[Work, int]] = deque()

    def grade(self, works: Iterable[Work]) -> Generator[Graded]:
        """Yield what came of each, as it comes; each once.

        A worker that is gone takes nothing along: what it had in hand is handed out again, and
        then alone, so that what ends a worker every time is found out, and ends no other work.
        """
        queue = iter(works)
        more = True
        while more or self._again or self._pending:
            with ExitStack() as stack:
                executor = stack.enter_context(self._open_executor())
                broken = False
                while not broken and (more or self._again or self._pending):
                    more = self._hand_out(executor, queue, more)
                    done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        graded, lost = self._taken(future)
                        broken = broken or lost
                        if graded is not None:
                            yield graded
                if broken:
                    self._again.extend(self._pending.values())
                    self._pending.clear()

    def _hand_out(self, executor: Executor, queue: Iterator[Work], more: bool) -> bool:
        """Fill the window; return whether there may be more in the queue."""
        if self._again:
            if not self._pending:  # alone
                work, attempts = self._again.popleft()
                self._pending[executor.submit(self._do, work)] = work, attempts
            return more
        while more and len(self._pending) < self._window:
            work_or_none = next(queue, None)
            if work_or_none is None:
                return False
            self._pending[executor.submit(self._do, work_or_none)] = work_or_none, 0
        return more

    def _taken(self, future: Future[Graded]) -> tuple[Graded | None, bool]:
        """Return what came of it, if anything, and whether the executor broke."""
        work, attempts = self._pending.pop(future)
        try:
            return future.result(), False
        except CancelledError:  # nobody here cancels: who was to do it is gone
            raise UserError(_GONE) from None
        except Exception as error:  # noqa: BLE001 - whatever a worker raises; the run goes on
            lost = isinstance(error, BrokenExecutor)
            if attempts + 1 < MOST_ATTEMPTS:
                self._again.append((work, attempts + 1))
                return None, lost
            reason = "its worker ended each time" if lost else f"{type(error).__name__}: {error}"
            return fault(work, f"It could not be graded in {MOST_ATTEMPTS} tries: {reason}."), lost

"""What remembering an answer costs: the CPU milliseconds of a learner with 5,000 cards.

    python tests/bench/recording.py [CARDS]

Prints what recording one answer takes of the process's own time (the goal is under 5 ms), and
what reading takes at the start of a quiz.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.quiz.scheduling import RULE
from grader.review import Review
from grader.store import Store

START = datetime(2026, 1, 1, tzinfo=UTC)


def answer(number: int, cards: int) -> Review:
    """One of very many: each question comes again and again, and is missed now and then."""
    at = START + timedelta(minutes=10 * number)
    return Review("core", f"question-number-{number % cards}", 1, '["a"]', number % 7 > 0, 1, at)


def timed(what: str, times: int, do: Callable[[int], object]) -> None:
    """Print the mean of the process's own milliseconds."""
    begun = time.process_time()
    for number in range(times):
        do(number)
    print(f"{what:48} {(time.process_time() - begun) / times * 1000:7.2f} ms")


def main(cards: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"

        def opened(_: int) -> None:
            with Store(path, lambda: START) as store:
                store.open_session()

        with Store(path, lambda: START) as store:
            timed(
                f"to record each of {cards} first answers",
                cards,
                lambda number: store.record_review(answer(number, cards), RULE),
            )
            timed(
                "to record an answer more",
                200,
                lambda number: store.record_review(answer(cards + 7 * number, cards), RULE),
            )
            timed("to read when each question is due", 10, lambda _: store.due_times(RULE))
            timed("to read all cards", 10, lambda _: store.cards(RULE))
        timed("to open the file", 10, opened)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)

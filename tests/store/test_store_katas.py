"""What is remembered of katas: starts, gradings, solutions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.models import Verdict
from grader.store import Attempts, Grading, Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def test_the_last_start_is_remembered(path: Path) -> None:
    with Store(path, noon) as store:
        store.record_start("1_threading_basic", Path("a.py"))
        store.record_start("6_thread_with_args", "b.py")
    with Store(path, noon) as store:
        assert store.last_started() == ("6_thread_with_args", Path("b.py"))


def test_gradings_are_kept_with_their_reports(store: Store) -> None:
    store.record_grading("1_a", Path("a.py"), Verdict.FAIL, '{"schema": 1}')
    store.record_grading("2_b", "b.py", Verdict.PASS, "{}")
    assert store.gradings("1_a") == [Grading("1_a", "a.py", Verdict.FAIL, '{"schema": 1}', NOON)]


def test_attempts_count_and_the_best_verdict_stands(store: Store) -> None:
    """A pass is not lost by failing afterwards."""
    for kata, verdict in [
        ("1_a", Verdict.ERROR),
        ("1_a", Verdict.PASS),
        ("1_a", Verdict.FAIL),
        ("2_b", Verdict.CRASH),
        ("2_b", Verdict.FAIL),
    ]:
        store.record_grading(kata, "x.py", verdict, "{}")
    assert store.attempts_by_kata() == {
        "1_a": Attempts(3, Verdict.PASS, True),
        "2_b": Attempts(2, Verdict.FAIL, False),
    }


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_rank(store: Store, verdict: Verdict) -> None:
    store.record_grading("1_a", "x.py", verdict, "{}")
    assert store.attempts_by_kata()["1_a"].best is verdict


def test_a_solution_that_was_shown_is_remembered(path: Path) -> None:
    """Given up is only what was shown before it was passed."""
    with Store(path, noon) as store:
        assert store.given_up() == set()
        store.record_solution("1_threading_basic", gave_up=False)
        store.record_solution("6_thread_with_args", gave_up=True)
        assert store.given_up() == {"6_thread_with_args"}

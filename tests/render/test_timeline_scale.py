"""What a timeline shows, in figures, in words and in order."""

from __future__ import annotations

import pytest
from timelines import caller, hung, no_join, one_by_one, task, thread, timeline, together, wait

from grader.render.timeline_scale import (
    figures,
    first_lanes,
    in_milliseconds,
    in_order,
    in_words,
)

WORDS = [
    (one_by_one(), "2 calls, one after another. It returned after 100 ms."),
    (together(), "2 calls, all of them at once. It returned after 50 ms."),
    (
        no_join(),
        "2 calls, all of them at once. 2 threads still ran when it returned. It returned after "
        "3.0 ms.",
    ),
    (hung(), "No call was seen. It did not end."),
    (timeline(caller(1), over=1, span=1), "Nothing was started. It returned after 1.0 ms."),
    (
        timeline(caller(9), thread("t", 1, 9, task(1, 8)), over=9, span=9),
        "One call. It returned after 9.0 ms.",
    ),
    (
        timeline(
            caller(9),
            thread("t", 1, 9, task(1, 4), task(4, 8)),
            thread("u", 1, 9, task(1, 4)),
            over=9,
            span=9,
        ),
        "3 calls, at most 2 of them at once. It returned after 9.0 ms.",
    ),
]


@pytest.mark.parametrize(("drawn", "told"), WORDS, ids=[told[:28] for _, told in WORDS])
def test_a_timeline_is_told_in_words(drawn, told):
    """How many calls, how many at once, what outlived the function, and when that ended."""
    assert in_words(drawn) == told


def test_one_that_ends_as_another_begins_is_not_beside_it():
    """Times are exact: no overlap is made up."""
    lanes = thread("t", 0, 9, task(0, 5)), thread("u", 5, 9, task(5, 9))
    assert figures(timeline(caller(9), *lanes, over=9, span=9)).at_once == 1


def test_a_worker_that_idles_when_the_function_returns_is_not_left_at_work():
    """A pool's worker has no work any more: only what it does counts."""
    idle = thread("pool-0", 0, 20, task(0, 5))
    assert figures(timeline(caller(9), idle, over=9, span=20)).left == 0


def test_in_order_of_what_happened_lengths_do_not_matter():
    """Starts, waits and tasks take the places in which they came; equal moments share one."""
    ordered = in_order(one_by_one())
    one, first, second = ordered.lanes
    assert [(bar.begin, bar.end) for bar in one.bars] == [(0, 1), (2, 3)]
    assert [(bar.begin, bar.end) for bar in (*first.bars, *second.bars)] == [(0, 1), (2, 3)]
    assert (first.birth.at, second.birth.at) == (0, 2)
    assert (ordered.over, ordered.span) == (3, 3)


def test_of_many_lanes_the_first_are_kept_up_to_their_end():
    """What came later is cut, with the waits and the end of the function."""
    kept = first_lanes(one_by_one(), 2)
    assert [lane.name for lane in kept.lanes] == ["MainThread", "Thread-1 (func)"]
    assert [bar.label for bar in kept.lanes[0].bars] == ["join() on Thread-1 (func)"]
    assert (kept.over, kept.span) == (None, 50_000_000)
    assert first_lanes(one_by_one(), 3) == one_by_one()


def test_a_wait_that_goes_on_is_cut_at_the_end():
    """It goes as far as what is shown."""
    lanes = caller(90, wait(1, 90, "u")), thread("t", 1, 5), thread("u", 1, 90)
    long = timeline(*lanes, over=90, span=90)
    assert first_lanes(long, 2).lanes[0].bars[0].end == 5_000_000


@pytest.mark.parametrize(
    ("nanoseconds", "told"), [(0, "0.0 ms"), (430_000, "0.4 ms"), (61_700_000, "62 ms")]
)
def test_times_are_told_in_milliseconds(nanoseconds, told):
    """A tenth counts only where it is seen."""
    assert in_milliseconds(nanoseconds) == told

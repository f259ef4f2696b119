"""What every drawing of a timeline rests on: its order, its figures in words, and its columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.render.lines import printable
from grader.timeline import Bar, Doing, Lane, Timeline

_RAISED = "raised"
"""The ending of a run that an exception left."""


class Figures(NamedTuple):
    """What can be counted in a timeline."""

    calls: int
    at_once: int
    """The most calls of the task that went on at one moment."""
    left: int
    """Lanes that were still there when the function had ended."""
    workers: int


def tasks_of(timeline: Timeline) -> list[Bar]:
    """Return the calls of the task, in the order in which they began."""
    bars = [bar for lane in timeline.lanes for bar in lane.bars if bar.doing is Doing.TASK]
    return sorted(bars, key=lambda bar: bar.begin)


def figures(timeline: Timeline) -> Figures:
    """Count calls, how many of them went on at once, and what outlived the function."""
    tasks = tasks_of(timeline)
    over = timeline.over
    left = [lane for lane in timeline.lanes[1:] if over is not None and _outlives(lane, over)]
    return Figures(len(tasks), _most_at_once(tasks), len(left), len(timeline.lanes) - 1)


def _outlives(lane: Lane, over: int) -> bool:
    """Whether a lane went on with its work after ``over``; a worker that idles does not count."""
    return any(bar.end > over for bar in lane.bars)


def _most_at_once(tasks: Iterable[Bar]) -> int:
    moments = [(bar.begin, 1) for bar in tasks] + [(bar.end, -1) for bar in tasks]
    most = now = 0
    for _, change in sorted(moments):  # one that ends as another begins is not beside it
        now += change
        most = max(most, now)
    return most


def in_words(timeline: Timeline) -> str:
    """Return what a timeline shows in a sentence or two, for those who cannot see it."""
    found = figures(timeline)
    sentences = [_calls(found)] if found.calls else [_nothing(found)]
    if found.left:
        sentences.append(f"{counted(found.left, _kind(timeline))} still ran when it returned.")
    if timeline.over is None:
        sentences.append("It did not end.")
    else:
        verb = "raised an exception" if timeline.ending == _RAISED else "returned"
        sentences.append(f"It {verb} after {in_milliseconds(timeline.over)}.")
    return " ".join(sentences)


def end_of(timeline: Timeline) -> str:
    """Return what stands at the mark where the function was over."""
    return f"{timeline.function} {'raises' if timeline.ending == _RAISED else 'returns'}"


def _calls(found: Figures) -> str:
    if found.calls == 1:
        return "One call."
    if found.at_once == 1:
        return f"{found.calls} calls, one after another."
    every = "all" if found.at_once == found.calls else f"at most {found.at_once}"
    return f"{found.calls} calls, {every} of them at once."


def _nothing(found: Figures) -> str:
    return "No call was seen." if found.workers else "Nothing was started."


def _kind(timeline: Timeline) -> str:
    kinds = {lane.what for lane in timeline.lanes[1:]}
    return kinds.pop() if len(kinds) == 1 else "worker"


def one_line(text: str) -> str:
    """Return a text from a program as it can stand in a row: nothing in it is obeyed."""
    return " ".join(printable(text).split())


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``2 threads``, ``1 process``."""
    plural = noun + ("es" if noun.endswith("s") else "s")
    return f"{number} {noun if number == 1 else plural}"


def in_milliseconds(nanoseconds: int) -> str:
    """Return a time as it is written on an axis: ``61 ms``, ``0.4 ms``."""
    milliseconds = nanoseconds / 1e6
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.1f} ms"


def in_order(timeline: Timeline) -> Timeline:
    """Return the same timeline with ranks for times: what happened first, second, and so on.

    The order is what proves a check; in such a picture it can be read however short things were.
    """
    moments = {moment for lane in timeline.lanes for moment in _moments(lane)}
    if timeline.over is not None:
        moments.add(timeline.over)
    order = sorted(moments)
    return timeline._replace(
        lanes=tuple(_ranked(lane, order) for lane in timeline.lanes),
        over=None if timeline.over is None else bisect_left(order, timeline.over),
        span=max(1, len(order) - 1),
    )


def _moments(lane: Lane) -> Iterable[int]:
    """Yield the moments that count; that a thread came to be or went shows in its neighbours."""
    if lane.birth is not None:
        yield lane.birth.at
    for bar in lane.bars:
        yield from (bar.begin, bar.end)


def _ranked(lane: Lane, order: Sequence[int]) -> Lane:
    def rank(moment: int) -> int:
        return bisect_left(order, moment)

    birth = lane.birth
    return lane._replace(
        begin=rank(lane.begin),
        end=max(0, bisect_right(order, lane.end) - 1),
        bars=tuple(b._replace(begin=rank(b.begin), end=rank(b.end)) for b in lane.bars),
        birth=birth._replace(at=rank(birth.at)) if birth is not None else None,
    )


def first_lanes(timeline: Timeline, most: int) -> Timeline:
    """Return the first lanes of a timeline, cut where the last of them ends; the caller counts."""
    if len(timeline.lanes) <= most:
        return timeline
    kept = timeline.lanes[:most]
    until = max(lane.end for lane in kept[1:])
    lanes = tuple(_cut(lane, until) for lane in kept)
    over = timeline.over if timeline.over is not None and timeline.over <= until else None
    return timeline._replace(lanes=lanes, over=over, span=max(1, until))


def _cut(lane: Lane, until: int) -> Lane:
    bars: Sequence[Bar] = [bar for bar in lane.bars if bar.begin < until]
    return lane._replace(
        end=min(lane.end, until),
        bars=tuple(bar._replace(end=min(bar.end, until)) for bar in bars),
    )

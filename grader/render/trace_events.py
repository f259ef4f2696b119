"""Timelines in the Trace Event Format, which Perfetto, speedscope and Chrome's tracing open.

The format: "Trace Event Format", Google, https://docs.google.com/document/d/
1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU. Times are microseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from grader.timeline import Bar, Doing, Lane, Picture, Timeline

_CATEGORIES = {Doing.TASK: "task", Doing.WAIT: "wait", Doing.SLEEP: "sleep"}


def trace_events_json(pictures: Sequence[Picture]) -> str:
    """Return one JSON document: each run of a function is a process, each lane a thread in it."""
    runs = [run for picture in pictures for run in _runs(picture)]
    events = [
        event for number, (title, run) in enumerate(runs, 1) for event in _run(number, title, run)
    ]
    document = {"traceEvents": events, "displayTimeUnit": "ms"}
    return json.dumps(document, ensure_ascii=True, indent=1) + "\n"


def _runs(picture: Picture) -> Iterator[tuple[str, Timeline]]:
    function = picture.yours.function
    yield f"yours: {function}", picture.yours
    if picture.reference is not None:
        yield f"reference: {function}", picture.reference


def _run(pid: int, title: str, run: Timeline) -> Iterator[dict[str, Any]]:
    yield _named("process_name", pid, 0, title)
    yield {**_at("M", pid, 0, 0), "name": "process_sort_index", "args": {"sort_index": pid}}
    for tid, lane in enumerate(run.lanes):
        yield _named("thread_name", pid, tid, f"{lane.name} ({lane.what} in process {lane.pid})")
        yield {**_at("M", pid, tid, 0), "name": "thread_sort_index", "args": {"sort_index": tid}}
        yield from _lane(pid, tid, lane)
    if run.over is not None:
        name = f"{run.function} returns"
        yield {**_at("i", pid, 0, run.over), "name": name, "cat": "function", "s": "p"}


def _lane(pid: int, tid: int, lane: Lane) -> Iterator[dict[str, Any]]:
    if lane.birth is not None:
        flow = {"name": "start", "cat": "start", "id": pid * 10_000 + tid}
        yield {**_at("s", pid, lane.birth.by, min(lane.birth.at, lane.begin)), **flow}
        yield {**_at("f", pid, tid, lane.begin), **flow, "bp": "e"}
    yield _slice(pid, tid, lane.begin, lane.end, lane.name, "lane", {})
    for bar in nested(lane):
        facts: dict[str, Any] = {} if bar.line is None else {"line": bar.line}
        if bar.open:
            facts["open"] = True
        yield _slice(pid, tid, bar.begin, bar.end, bar.label, _CATEGORIES[bar.doing], facts)


def nested(lane: Lane) -> list[Bar]:
    """Return the bars of a lane, each within the one around it and within the lane.

    Viewers refuse slices of one thread that overlap without one holding the other.
    """
    kept: list[Bar] = []
    around: list[int] = [lane.end]
    for bar in sorted(lane.bars, key=lambda bar: (bar.begin, -bar.end)):
        while len(around) > 1 and around[-1] <= bar.begin:
            around.pop()
        begin = max(bar.begin, lane.begin)
        kept.append(bar._replace(begin=begin, end=max(begin, min(bar.end, around[-1]))))
        around.append(kept[-1].end)
    return kept


def _slice(
    pid: int, tid: int, begin: int, end: int, name: str, category: str, facts: dict[str, Any]
) -> dict[str, Any]:
    event = {**_at("X", pid, tid, begin), "dur": max(0, end - begin) / 1000, "name": name}
    return {**event, "cat": category, "args": facts}


def _named(what: str, pid: int, tid: int, name: str) -> dict[str, Any]:
    return {**_at("M", pid, tid, 0), "name": what, "args": {"name": name}}


def _at(phase: str, pid: int, tid: int, time: int) -> dict[str, Any]:
    return {"ph": phase, "pid": pid, "tid": tid, "ts": time / 1000}

"""What the threads and processes of a run did, told as a list in order of time."""

from __future__ import annotations

from collections.abc import Sequence

from grader.observe.events import Event
from grader.observe.trace import Trace
from grader.render.lines import Line, Span, line, printable, wrapped

_MOST = 40
"""Lines of a story; a longer one is cut in the middle, where it repeats itself."""
_KEEPERS = ("concurrent.futures.process", "multiprocessing")
"""What starts threads only to look after a pool's processes."""


def story_lines(trace: Trace, width: int) -> list[Line]:
    """Return a line for each thing that was begun, waited for or ended, with its milliseconds."""
    begun = next((event.time_ns for event in trace.of("call")), 0)
    told = [(event.time_ns - begun, words) for event in trace.events if (words := _words(event))]
    lines: list[Line] = []
    for passed, words in told:
        first, *rest = wrapped(words, width, indent=" " * 10)
        lines += [(Span(f"{passed / 1e6:8.1f}  ", "faint"), *first[1:]), *rest]
    return [*_cut(lines), *wrapped(_summary(trace), width)]


def _cut(lines: list[Line]) -> list[Line]:
    if len(lines) <= _MOST:
        return lines
    half = _MOST // 2
    left_out = f"          … {len(lines) - 2 * half} more lines like these …"
    return [*lines[:half], line(left_out, "faint"), *lines[-half:]]


def _words(event: Event) -> str | None:
    """Return what an event says to a learner, None for what is only machinery."""
    facts, who = event.facts, printable(event.thread)
    name = printable(str(facts.get("name")))
    match event.kind:
        case "started" if facts["what"] == "thread" and event.by.startswith(_KEEPERS):
            return None
        case "started":
            starter = who if event.own else "the pool"
            pid = f" (pid {facts['new']})" if facts["what"] == "process" else ""
            return f"{starter} starts the {facts['what']} {name}{pid}"
        case "join" if event.own:
            return f"{who} waits for {name}"
        case "joined" if event.own:
            return f"{name} {'is still running' if facts['alive'] else 'has ended'}"
        case "pool":
            workers = facts["workers"]
            size = f" of {workers} worker{'' if workers == 1 else 's'}" if workers else ""
            return f"{who} opens a {facts['cls']}{size}"
        case "given":
            return f"{who} gives it work, by {facts['how']}"
        case "shutdown":
            return f"{who} closes the pool"
    return None


def _summary(trace: Trace) -> str:
    started = [event for event in trace.of("started") if _words(event)]
    threads = [event for event in started if event.facts["what"] == "thread"]
    return (
        f"Besides the main thread: {_counted(threads, 'thread')} and "
        f"{_counted([e for e in started if e not in threads], 'process', 'es')}."
    )


def _counted(events: Sequence[Event], noun: str, plural: str = "s") -> str:
    return f"{len(events) or 'no'} {noun}{'' if len(events) == 1 else plural}"

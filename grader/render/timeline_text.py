"""A timeline in a terminal: a row for each thread or process, time from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.render.lines import BLANK, Line, Span, line, side_by_side, wrapped
from grader.render.timeline_scale import (
    end_of,
    first_lanes,
    in_milliseconds,
    in_order,
    in_words,
    one_line,
    tasks_of,
)
from grader.timeline import Doing, Lane, Picture, Timeline

_MOST_LANES = 17
_LONGEST_NAME = 24
_SHORTEST_NAME = 10
_MARGIN = "  "
_WIDEST_STEP = 4
"""Columns from one thing that happened to the next, where the order is drawn."""


class Glyphs(NamedTuple):
    """The characters that a row is made of."""

    task: str
    next_task: str
    """For every other call of a lane, so that two in a row are two."""
    wait: str
    sleep: str
    alive: str
    start: str
    over: str
    cut: str


UNICODE = Glyphs(
    task="█", next_task="▓", wait="░", sleep="~", alive="─", start="S", over="│", cut="…"
)
ASCII = Glyphs(
    task="#", next_task="=", wait=".", sleep="~", alive="-", start="S", over="|", cut="..."
)
_ROLES = {Doing.TASK: "strong", Doing.WAIT: "faint", Doing.SLEEP: "warn"}
_EMPTY = " "


class _Row(NamedTuple):
    cells: list[str]
    roles: list[str]


class _Scale(NamedTuple):
    """How times become columns."""

    span: int
    columns: int

    def column(self, time: int) -> int:
        return min(self.columns - 1, time * self.columns // self.span)


def picture_lines(picture: Picture, width: int, glyphs: Glyphs = UNICODE) -> list[Line]:
    """Return a learner's run above the reference's, on one scale."""
    runs = [("Yours", picture.yours)]
    if picture.reference is not None:
        runs.append(("Reference", picture.reference))
    span = max(run.span for _, run in runs)
    heading = f"{picture.yours.function}, where each call {picture.each_call}"
    names = _name_width([run for _, run in runs], width)
    scale = _Scale(span, max(10, width - len(_MARGIN) - names - 1))
    lines = [*wrapped(heading, width, role="strong"), BLANK]
    for title, run in runs:
        lines += [_axis(title, names, scale), *_rows(run, names, scale, glyphs)]
        lines += [*wrapped(in_words(run), width, indent=_MARGIN), BLANK]
    shown = [lane for _, run in runs for lane in run.lanes]
    return [*lines, *_legend(shown, any(run.over for _, run in runs), width, glyphs)]


def plain_picture_lines(picture: Picture, width: int) -> list[Line]:
    """Return the same in sentences, lane by lane, for those who cannot see it."""
    heading = f"{picture.yours.function}, where each call {picture.each_call}."
    lines = wrapped(heading, width)
    runs = [("Your run", picture.yours), ("The reference", picture.reference)]
    for title, run in runs:
        if run is None:
            continue
        lines += wrapped(f"{title}: {in_words(run)}", width)
        for lane in run.lanes[:_MOST_LANES]:
            lines += wrapped(_lane_in_words(lane, run), width, indent=_MARGIN)
        more = len(run.lanes) - _MOST_LANES
        lines += [line(f"{_MARGIN}And {more} more.")] if more > 0 else []
    return lines


def _lane_in_words(lane: Lane, run: Timeline) -> str:
    begun = ""
    if lane.birth is not None:
        where = f" in line {lane.birth.line}" if lane.birth.line is not None else ""
        begun = f", started by {_name(run.lanes[lane.birth.by])}{where}"
    done = [
        f"{bar.label} from {in_milliseconds(bar.begin)} to {in_milliseconds(bar.end)}"
        for bar in lane.bars
    ]
    return f"{_name(lane)}{begun}: {'; '.join(done) or 'nothing that was seen'}."


def evidence_lines(
    timeline: Timeline, width: int, glyphs: Glyphs = UNICODE, *, most: int = 5, indent: str = ""
) -> list[Line]:
    """Return the few lanes that prove a failure, drawn in the order of what happened.

    Each start of a lane is marked in the lane that started it.
    """
    ordered = in_order(first_lanes(timeline, most))
    names = _name_width([ordered], width - len(indent))
    room = width - len(indent) - names - 1
    scale = _Scale(ordered.span + 1, max(1, min(room, _WIDEST_STEP * (ordered.span + 1))))
    rows = [_row(lane, ordered, scale, glyphs, births=True) for lane in ordered.lanes]
    lines = [
        (Span(indent), *spans)
        for lane, row in zip(ordered.lanes, rows, strict=True)
        for spans in [_named(lane, names, row, glyphs)]
    ]
    more = len(timeline.lanes) - len(ordered.lanes)
    if more > 0:
        lines.append((Span(indent), Span(f"{glyphs.cut} and {more} more", "faint")))
    return [*lines, *side_by_side(_key(ordered, glyphs), width, indent=indent, role="faint")]


def _key(timeline: Timeline, glyphs: Glyphs) -> list[str]:
    """Return what the marks of a proof mean, with the learner's lines."""
    parts = []
    births = [lane.birth.line for lane in timeline.lanes if lane.birth is not None]
    if births:
        parts.append(f"{glyphs.start} start{_in_lines(births)}")
    for doing, what in ((Doing.WAIT, "waits"), (Doing.SLEEP, "sleeps")):
        bars = [bar for lane in timeline.lanes for bar in lane.bars if bar.doing is doing]
        if bars:
            parts.append(
                f"{getattr(glyphs, doing.value)} {what}{_in_lines([b.line for b in bars])}"
            )
    tasks = tasks_of(timeline)
    if tasks:
        name = tasks[0].label.partition("(")[0]
        parts.append(_runs(name, timeline.lanes, glyphs))
    parts.append(f"{glyphs.alive} is there")
    if timeline.over is not None:
        parts.append(f"{glyphs.over} {end_of(timeline)}")
    return [*parts, "columns: events, not time"]


def _runs(name: str, lanes: Iterable[Lane], glyphs: Glyphs) -> str:
    """Return what the marks of calls mean; those of a lane that ran several have two in turn."""
    ran = max((sum(b.doing is Doing.TASK for b in lane.bars) for lane in lanes), default=0)
    if ran > 1:
        return f"{glyphs.task}{glyphs.next_task} runs {name}, one call after another"
    return f"{glyphs.task} runs {name}"


def _in_lines(lines: Sequence[int | None]) -> str:
    known = sorted({number for number in lines if number is not None})
    if not known:
        return ""
    return f" (line {known[0]})" if len(known) == 1 else f" (lines {known[0]} to {known[-1]})"


def _name_width(runs: Sequence[Timeline], width: int) -> int:
    longest = max((len(_name(lane)) for run in runs for lane in run.lanes), default=0)
    return max(_SHORTEST_NAME, min(longest, _LONGEST_NAME, width // 3))


def _name(lane: Lane) -> str:
    return one_line(lane.name)


def _shortened(name: str, width: int, cut: str) -> str:
    if len(name) > width and name.endswith(")"):
        name = name.partition(" (")[0]  # Thread-1 (func): the number tells them apart
    if len(name) <= width:
        return name.ljust(width)
    left = (width - len(cut) + 1) // 2
    return name[:left] + cut + name[len(name) - (width - len(cut) - left) :]


def _axis(title: str, names: int, scale: _Scale) -> Line:
    end = in_milliseconds(scale.span)
    room = scale.columns - len("0 ms") - len(end)
    numbers = f"0 ms{' ' * max(1, room)}{end}" if room > 0 else end.rjust(scale.columns)
    return (Span(_MARGIN), Span(title.ljust(names + 1), "strong"), Span(numbers, "faint"))


def _rows(run: Timeline, names: int, scale: _Scale, glyphs: Glyphs) -> list[Line]:
    lines: list[Line] = []
    for lane in run.lanes[:_MOST_LANES]:
        row = _row(lane, run, scale, glyphs)
        lines.append((Span(_MARGIN), *_named(lane, names, row, glyphs)))
    more = len(run.lanes) - _MOST_LANES
    if more > 0:
        lines.append(line(f"{_MARGIN}{glyphs.cut} and {more} more", "faint"))
    return lines


def _row(lane: Lane, run: Timeline, scale: _Scale, glyphs: Glyphs, *, births: bool = False) -> _Row:
    row = _Row([_EMPTY] * scale.columns, [""] * scale.columns)
    until = run.over if lane.what == "caller" and run.over is not None else lane.end
    _paint(row, scale, lane.begin, until, glyphs.alive, "faint")
    for doing in (Doing.WAIT, Doing.SLEEP, Doing.TASK):  # what matters most is painted last
        for number, bar in enumerate(bar for bar in lane.bars if bar.doing is doing):
            is_next = doing is Doing.TASK and number % 2
            glyph = glyphs.next_task if is_next else getattr(glyphs, doing.value)
            _paint(row, scale, bar.begin, bar.end, glyph, _ROLES[doing])
    if births:
        place = run.lanes.index(lane)
        for other in run.lanes:
            if other.birth is not None and other.birth.by == place:
                _paint(row, scale, other.birth.at, other.birth.at, glyphs.start, "command")
    if run.over is not None and (lane.what == "caller" or lane.end > run.over):
        _paint(row, scale, run.over, run.over, glyphs.over, "warn")
    return row


def _paint(row: _Row, scale: _Scale, begin: int, end: int, glyph: str, role: str) -> None:
    """Paint from a moment up to another; at least one column, so that nothing vanishes."""
    first = scale.column(begin)
    for column in range(first, max(first + 1, scale.column(end))):
        row.cells[column], row.roles[column] = glyph, role


def _named(lane: Lane, names: int, row: _Row, glyphs: Glyphs) -> Line:
    name = _shortened(_name(lane), names, glyphs.cut)
    return (Span(name), Span(_EMPTY), *_spans(row))


def _spans(row: _Row) -> list[Span]:
    spans: list[Span] = []
    for cell, role in zip(row.cells, row.roles, strict=True):
        if spans and spans[-1].role == role:
            spans[-1] = Span(spans[-1].text + cell, role)
        else:
            spans.append(Span(cell, role))
    if spans and not spans[-1].text.strip():
        spans.pop()
    return spans


def _legend(lanes: Sequence[Lane], returns: bool, width: int, glyphs: Glyphs) -> list[Line]:
    doings = {bar.doing for lane in lanes for bar in lane.bars}
    calls = [_runs("a call", lanes, glyphs)] if Doing.TASK in doings else []
    parts = [
        f"{glyph} {words}"
        for glyph, words, occurs in (
            (glyphs.wait, "waits for others", Doing.WAIT in doings),
            (glyphs.sleep, "sleeps", Doing.SLEEP in doings),
            (glyphs.alive, "is there", True),
            (glyphs.over, "the function returns", returns),
        )
        if occurs
    ]
    return side_by_side([*calls, *parts], width, indent=_MARGIN, role="faint")

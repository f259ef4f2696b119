"""A timeline as an SVG picture: a row for each thread or process, time from left to right.

The learner's run stands above the reference's, on one scale. Nothing is told by colour alone:
bars have labels or patterns, and every bar says in a title what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from grader.render.timeline_scale import (
    end_of,
    first_lanes,
    in_milliseconds,
    in_order,
    in_words,
    one_line,
)
from grader.timeline import Bar, Doing, Lane, Picture, Timeline

NAMESPACE = "http://www.w3.org/2000/svg"
STYLE = """
.timeline { --ink: #1c2430; --faint: #55606e; --rule: #c9d0d8; --ground: #ffffff;
  --task: #1f6feb; --task-ink: #ffffff; --wait: #d5dbe3; --sleep: #f3d9a4; --alive: #8a95a3;
  --mark: #b3261e; font: 13px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) {
  .timeline { --ink: #e8edf3; --faint: #a7b2bf; --rule: #3a4451; --ground: #11161c;
    --task: #79b0ff; --task-ink: #0b1320; --wait: #3c4856; --sleep: #6b5524; --alive: #7f8b99;
    --mark: #ff9a92; } }
.timeline .ground { fill: var(--ground); }
.timeline text { fill: var(--ink); }
.timeline .faint { fill: var(--faint); }
.timeline .title { font-weight: 600; font-size: 15px; }
.timeline .rule { stroke: var(--rule); }
.timeline .alive { stroke: var(--alive); stroke-width: 2; }
.timeline .birth { stroke: var(--alive); stroke-dasharray: 2 2; }
.timeline .over { stroke: var(--mark); stroke-width: 2; stroke-dasharray: 6 3; }
.timeline text.mark { fill: var(--mark); font-weight: 600; }
.timeline .bar rect { stroke: var(--ground); }
.timeline .task rect { fill: var(--task); }
.timeline .task text { fill: var(--task-ink); }
.timeline .wait rect { fill: url(#hatched); stroke: var(--alive); }
.timeline .sleep rect { fill: var(--sleep); stroke: var(--alive); stroke-dasharray: 3 2; }
.timeline .wait text, .timeline .sleep text { stroke: var(--ground); stroke-width: 4px;
  paint-order: stroke; }
.timeline .hatch { stroke: var(--alive); }
.timeline .hatch-ground { fill: var(--wait); }
.timeline .tip { visibility: hidden; font-weight: 600; }
.timeline .bar:hover .tip, .timeline .bar:focus .tip { visibility: visible; }
.timeline .bar:focus { outline: none; }
.timeline .bar:focus rect { stroke: var(--ink); stroke-width: 3; }
"""
_WIDTH = 960
_NAMES = 240
_RIGHT = 24
_ROW = 26
_BAR = 18
_HEAD = 64
"""Above the rows of a run: its title, what it shows in words, and the axis."""
_FOOT = 30
_LETTER = 7.6
"""About the width of a letter, in units of the picture."""
_NAME_LETTERS = 24
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_TICKS = 8
_MOST_EVIDENCE = 6
"""Lanes in a proof."""


class _Scale(NamedTuple):
    span: int
    timed: bool = True
    """Whether moments are nanoseconds; else they are ranks: see `timeline_scale.in_order`."""

    def x(self, time: int) -> float:
        return round(_NAMES + (_WIDTH - _NAMES - _RIGHT) * time / self.span, 1)


def picture_svg(picture: Picture, *, focusable: bool = False) -> str:
    """Return the picture as a document of its own, which refers to nothing outside.

    ``focusable`` makes each bar a stop of the Tab key, for a page that the picture stands in.
    """
    runs = [("Yours", picture.yours)]
    if picture.reference is not None:
        runs.append(("The reference", picture.reference))
    scale = _Scale(max(run.span for _, run in runs))
    height = sum(_height(run) for _, run in runs)
    root = _root(picture, height, focusable)
    top = 0
    for title, run in runs:
        _draw(root, title, run, scale, top, focusable)
        top += _height(run)
    return ET.tostring(root, encoding="unicode")


def evidence_svg(timeline: Timeline) -> str:
    """Return the few lanes that prove a failure, in the order of what happened, as a document."""
    ordered = in_order(first_lanes(timeline, _MOST_EVIDENCE))
    root = _root(Picture(timeline, None, ""), _height(ordered), focusable=False)
    title = "In the order in which it happened"
    _draw(root, title, ordered, _Scale(ordered.span, timed=False), 0, focusable=False)
    return ET.tostring(root, encoding="unicode")


def description(picture: Picture) -> str:
    """Return what the picture shows, in words."""
    told = [f"Yours: {in_words(picture.yours)}"]
    if picture.reference is not None:
        told.append(f"The reference: {in_words(picture.reference)}")
    return " ".join(told)


def said_of(bar: Bar, lane: Lane) -> str:
    """Return all that is known of a bar, in a sentence."""
    where = f", line {bar.line}" if bar.line is not None else ""
    when = f"from {in_milliseconds(bar.begin)} to {in_milliseconds(bar.end)}"
    end = ", and it had not ended then" if bar.open else ""
    return one_line(f"{lane.name}: {bar.label}{where}, {when}{end}")


def _height(run: Timeline) -> int:
    return _HEAD + _ROW * len(run.lanes) + _FOOT


def _root(picture: Picture, height: int, focusable: bool) -> ET.Element:
    root = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "class": "timeline",
            "viewBox": f"0 0 {_WIDTH} {height}",
            "width": str(_WIDTH),
            "height": str(height),
            "role": "group" if focusable else "img",
            "aria-label": description(picture),
        },
    )
    if not focusable:
        title = picture.yours.function
        if picture.each_call:
            title += f", where each call {picture.each_call}"
        ET.SubElement(root, "title").text = one_line(title)
        ET.SubElement(root, "desc").text = description(picture)
        ET.SubElement(root, "style").text = STYLE
    pattern = ET.SubElement(
        ET.SubElement(root, "defs"),
        "pattern",
        {"id": "hatched", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"},
    )
    ET.SubElement(pattern, "rect", {"class": "hatch-ground", "width": "6", "height": "6"})
    ET.SubElement(pattern, "path", {"class": "hatch", "d": "M0 6 L6 0"})
    ground = {"class": "ground", "width": str(_WIDTH), "height": str(height)}
    ET.SubElement(root, "rect", ground)
    return root


def _draw(
    root: ET.Element, title: str, run: Timeline, scale: _Scale, top: int, focusable: bool
) -> None:
    words = in_words(run) if scale.timed else ""
    section = ET.SubElement(root, "g", {"role": "group", "aria-label": f"{title}: {words}"})
    _text(section, 12, top + 24, title, "title")
    _text(section, _NAMES, top + 24, words, "faint")
    bottom = top + _HEAD + _ROW * len(run.lanes)
    for time in _ticks(scale.span) if scale.timed else ():
        x = scale.x(time)
        _line(section, x, top + _HEAD - 6, x, bottom, "rule")
        words = in_milliseconds(time) if time else "0"
        fits = x + len(words) * _LETTER < _WIDTH
        anchor = {"text-anchor": "start" if fits else "end"}
        _text(section, x if fits else _WIDTH - 4, top + _HEAD - 12, words, "faint", anchor)
    places = {place: top + _HEAD + _ROW * place for place in range(len(run.lanes))}
    for place, lane in enumerate(run.lanes):
        _draw_lane(section, run, lane, places, place, scale)
    if run.over is not None:
        _draw_end(section, run, scale, top + _HEAD - 6, bottom)
    for place, lane in enumerate(run.lanes):
        for bar in lane.bars:
            _draw_bar(section, bar, lane, places[place], scale, bottom, focusable)


def _draw_lane(
    section: ET.Element,
    run: Timeline,
    lane: Lane,
    places: dict[int, int],
    place: int,
    scale: _Scale,
) -> None:
    middle = places[place] + _ROW / 2
    name = one_line(lane.name)
    shown = name if len(name) <= _NAME_LETTERS else f"{name[:12]}…{name[-11:]}"
    _text(section, 12, middle + 5, shown, "")
    if lane.birth is not None and lane.birth.line is not None:
        words = f"line {lane.birth.line}"
        _text(section, _NAMES - 10, middle + 5, words, "faint", {"text-anchor": "end"})
    end = run.over if lane.what == "caller" and run.over is not None else lane.end
    _line(section, scale.x(lane.begin), middle, scale.x(end), middle, "alive")
    if lane.birth is not None:
        x = scale.x(lane.birth.at)
        _line(section, x, places[lane.birth.by] + _ROW / 2, x, middle, "birth")


def _draw_end(section: ET.Element, run: Timeline, scale: _Scale, top: int, bottom: int) -> None:
    assert run.over is not None
    x = scale.x(run.over)
    _line(section, x, top, x, bottom + 4, "over")
    words = one_line(end_of(run))
    fits = x + len(words) * _LETTER < _WIDTH
    anchor = {"text-anchor": "start" if fits else "end"}
    _text(section, x + (4 if fits else -4), bottom + 18, words, "mark", anchor)


def _draw_bar(
    section: ET.Element,
    bar: Bar,
    lane: Lane,
    top: int,
    scale: _Scale,
    bottom: int,
    focusable: bool,
) -> None:
    said = said_of(bar, lane) if scale.timed else one_line(f"{lane.name}: {bar.label}")
    attributes = {"class": f"bar {bar.doing.value}"}
    if focusable:
        attributes |= {"tabindex": "0", "role": "img", "aria-label": said}
    group = ET.SubElement(section, "g", attributes)
    ET.SubElement(group, "title").text = said
    x, width = scale.x(bar.begin), max(2.0, scale.x(bar.end) - scale.x(bar.begin))
    place = {"x": f"{x:g}", "y": f"{top + (_ROW - _BAR) / 2:g}"}
    size = {"width": f"{width:g}", "height": str(_BAR), "rx": "3"}
    ET.SubElement(group, "rect", {**place, **size})
    fitting = (text for text in map(one_line, _labels(bar)) if len(text) * _LETTER < width - 6)
    label = next(fitting, None)
    if label is not None:
        _text(group, x + 5, top + _ROW / 2 + 4.5, label, "")
    if focusable:
        _text(group, 12, bottom + 18, said, "tip")


def _labels(bar: Bar) -> tuple[str, ...]:
    """Return what may stand in a bar, the longest first: what it is, or only its line."""
    if bar.doing is Doing.TASK or bar.line is None:
        return (bar.label,)
    return f"{bar.label}, line {bar.line}", f"line {bar.line}"


def _ticks(span: int) -> Iterator[int]:
    milliseconds = span / 1e6
    step = next((step for step in _TICKS if milliseconds / step <= _MOST_TICKS), None)
    if step is None:
        step = 5000 * int(milliseconds // (5000 * _MOST_TICKS) + 1)
    yield from range(0, span + 1, step * 1_000_000)


def _text(
    parent: ET.Element,
    x: float,
    y: float,
    text: str,
    role: str,
    more: dict[str, str] | None = None,
) -> None:
    attributes = {"x": f"{x:g}", "y": f"{y:g}", **({"class": role} if role else {}), **(more or {})}
    ET.SubElement(parent, "text", attributes).text = one_line(text)


def _line(parent: ET.Element, x1: float, y1: float, x2: float, y2: float, role: str) -> None:
    ends = {"x1": f"{x1:g}", "y1": f"{y1:g}", "x2": f"{x2:g}", "y2": f"{y2:g}"}
    ET.SubElement(parent, "line", {"class": role, **ends})

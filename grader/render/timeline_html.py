"""Timelines as one page that needs nothing besides itself: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from grader.render.page import html_page
from grader.render.timeline_scale import in_milliseconds, in_words, one_line
from grader.render.timeline_svg import STYLE, description, picture_svg
from grader.timeline import Doing, Lane, Picture, Timeline

_PAGE_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif;
  background: #ffffff; color: #1c2430; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
figure { margin: 0; } .wide { overflow-x: auto; }
.wide svg { width: 100%; height: auto; min-width: 40rem; display: block; }
.wide:focus-visible, summary:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt svg { display: block; margin-top: .2rem; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; } .table { overflow-x: auto; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top;
  overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { background: #11161c; color: #e8edf3; }
  .wide:focus-visible, summary:focus-visible { outline-color: #79b0ff; } }
@media print { details > * { display: block; } }
"""


def _bar(doing: str) -> str:
    rect = '<rect x="1" y="1" width="38" height="16" rx="3"/>'
    return _sample(f'<g class="bar {doing}">{rect}</g>')


def _stroke(role: str, path: str) -> str:
    return _sample(f'<path class="{role}" d="{path}"/>')


def _sample(drawn: str) -> str:
    """Return one mark of the pictures, alone; the words beside it say what it is."""
    size = 'width="40" height="18" viewBox="0 0 40 18" aria-hidden="true"'
    return f'<svg class="timeline" {size}>{drawn}</svg>'


_LEGEND = (
    (_bar("task"), "Filled bar: a call of the task runs"),
    (_bar("wait"), "Hatched bar: waits for a thread, a process or a pool"),
    (_bar("sleep"), "Bar with a dotted edge: sleeps because the program told it to"),
    (_stroke("alive", "M0 9 H40"), "Thin line: is there, and does none of these"),
    (_stroke("birth", "M20 0 V18"), "Dotted line downwards: starts the thread or process there"),
    (
        _stroke("over", "M20 0 V18"),
        "Dashed red line: the function returns, and nothing should go on after it",
    ),
)


class Failed(NamedTuple):
    """A check that did not pass, and why."""

    title: str
    why: str


def pictures_html(
    pictures: Sequence[Picture], title: str, verdict: str, failed: Sequence[Failed] = ()
) -> str:
    """Return the page. ``title`` names what was graded, ``verdict`` says how that ended."""
    title, verdict = escape(one_line(title)), escape(one_line(verdict))
    reasons = "".join(
        f"<li><strong>{escape(one_line(each.title))}</strong><br>{escape(one_line(each.why))}</li>"
        for each in failed
    )
    reasons = f"<p>What did not pass:</p>\n<ul>{reasons}</ul>" if reasons else ""
    sections = "\n".join(_section(picture) for picture in pictures)
    legend = "".join(f"<dt>{mark}</dt><dd>{what}</dd>" for mark, what in _LEGEND)
    body = f"""<p>{verdict}</p>
{reasons}
{sections}
<h2>How to read it</h2>
<p>Each row is a thread, or the main thread of a process; time goes from left to right, on the
same scale in both runs. Tab goes from bar to bar, and what a bar is stands below its run.</p>
<dl>{legend}</dl>"""
    return html_page(title, _PAGE_STYLE + STYLE, body)


def _section(picture: Picture) -> str:
    name = escape(one_line(picture.yours.function))
    tables = _table("Yours", picture.yours)
    if picture.reference is not None:
        tables += _table("The reference", picture.reference)
    return f"""<section aria-label="{name}">
<h2>{name}, where each call {escape(picture.each_call)}</h2>
<p>{escape(description(picture))}</p>
<figure class="wide" tabindex="0" aria-label="Timeline of {name}">
{picture_svg(picture, focusable=True)}
</figure>
<details><summary>The same as a table</summary>
<div class="table">{tables}</div>
</details>
</section>"""


def _table(title: str, run: Timeline) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in row) + "</tr>"
        for lane in run.lanes
        for row in _rows(run, lane)
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Who", "What", "Line", "From", "To")
    )
    caption = f"<caption>{title}: {escape(in_words(run))}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _rows(run: Timeline, lane: Lane) -> Iterator[tuple[str, str, str, str, str]]:
    begin, end = in_milliseconds(lane.begin), in_milliseconds(lane.end)
    if lane.birth is not None:
        line = "" if lane.birth.line is None else str(lane.birth.line)
        by = run.lanes[lane.birth.by].name
        yield lane.name, f"a {lane.what}, started by {by}", line, begin, end
    for bar in lane.bars:
        line = "" if bar.line is None else str(bar.line)
        what = f"runs {bar.label}" if bar.doing is Doing.TASK else bar.label
        yield lane.name, what, line, in_milliseconds(bar.begin), in_milliseconds(bar.end)

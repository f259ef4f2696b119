"""Pages on a class, one for the whole and one for each learner, that need nothing besides them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from grader.errors import counted, printable
from grader.models import Report
from grader.render.check_text import check_text
from grader.render.gradebook import Standing
from grader.render.page import html_page
from grader.render.timeline_svg import STYLE

_PAGE_STYLE = """
:root { color-scheme: light dark; --good: #1a6b34; --bad: #b3261e; --faint: #55606e;
  --rule: #c9d0d8; --fill: #1f6feb; --ground: #eef1f4; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif;
  background: #ffffff; color: #1c2430; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top;
  overflow-wrap: anywhere; border-bottom: 1px solid var(--rule); }
th, .status { overflow-wrap: normal; white-space: nowrap; }
.pass { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
.faint { color: var(--faint); } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.bar { display: inline-block; width: 8rem; height: .7rem; background: var(--ground);
  border: 1px solid var(--rule); vertical-align: middle; }
.bar span { display: block; height: 100%; background: var(--fill); }
.wide svg { max-width: 100%; height: auto; min-width: 36rem; }
.wide:focus-visible, a:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { :root { --good: #6fd08c; --bad: #ff9a92; --faint: #a7b2bf;
  --rule: #3a4451; --fill: #79b0ff; --ground: #1c2430; }
  body { background: #11161c; color: #e8edf3; } a { color: #79b0ff; } }
"""
_GOOD = "pass"
_ALIKE = "Files that are the same, byte for byte. An untouched starter is the commonest reason."
_MOST_LEFT = 10


class CheckFigures(NamedTuple):
    """How one check went in the class."""

    title: str
    passed: int
    of: int


class KataFigures(NamedTuple):
    """How one kata went in the class."""

    name: str
    statuses: Mapping[str, int]
    checks: Sequence[CheckFigures]


class BeliefFigures(NamedTuple):
    """One misconception, with what is needed to talk about it in class."""

    name: str
    sentence: str
    learners: int
    example: str
    """Whose example it is, with the kata."""
    told: str
    """What was expected and seen there, as text."""
    lanes: str | None


def class_page(
    title: str,
    katas: Sequence[KataFigures],
    beliefs: Sequence[BeliefFigures],
    alike: Sequence[tuple[str, Sequence[str]]] = (),
    names: Sequence[str] = (),
    people: Sequence[tuple[str, Standing]] = (),
) -> str:
    """Return the page on a whole class.

    ``alike`` are each kata's files that several handed in, with their learners; ``people`` where
    each learner's own page is, and how they stand in the katas of these ``names``.
    """
    sections = "".join(map(_kata, katas))
    common = "".join(map(_belief, beliefs)) or "<p>No check that failed names one.</p>"
    body = f"<h2>How it went</h2>{sections}{_people(names, people)}"
    body += f"<h2>What is commonly believed</h2>{common}"
    if alike:
        body += f"<h2>Handed in alike</h2><p>{_ALIKE}</p><ul>{''.join(map(_same, alike))}</ul>"
    return _page(title, body)


def _people(names: Sequence[str], people: Sequence[tuple[str, Standing]]) -> str:
    if not people:
        return ""
    heads = "".join(f"<th scope=col>{_text(head)}</th>" for head in ("Learner", *names, "Score"))
    rows = "".join(_person(names, page, each) for page, each in people)
    table = f'<div class="wide" tabindex="0"><table><tr>{heads}</tr>{rows}</table></div>'
    return f"<h2>Who stands where</h2>{table}"


def _person(names: Sequence[str], page: str, each: Standing) -> str:
    shown = f"{each.name} ({each.learner})" if each.name else each.learner
    score = each.score(names)
    statuses = "".join(f"<td>{_status(each.katas[name][0])}</td>" for name in names)
    told = "" if score is None else f"{score:.3f}"
    link = f'<a href="{escape(quote(page))}">{_text(shown)}</a>'
    return f"<tr><td>{link}</td>{statuses}<td>{told}</td></tr>"


def _same(each: tuple[str, Sequence[str]]) -> str:
    kata, learners = each
    return f"<li>{_text(kata)}: {', '.join(map(_text, learners))}</li>"


def _kata(kata: KataFigures) -> str:
    told = ", ".join(f"{number} {escape(status)}" for status, number in kata.statuses.items())
    rows = "".join(
        f"<tr><td>{_text(check.title)}</td><td>{_bar(check.passed, check.of)}</td>"
        f"<td>{check.passed} of {check.of}</td></tr>"
        for check in kata.checks
    )
    head = "<tr><th scope=col>Check</th><th scope=col>Passed</th><th scope=col></th></tr>"
    table = f'<div class="wide" tabindex="0"><table>{head}{rows}</table></div>' if rows else ""
    return f"<section><h3>{_text(kata.name)}</h3><p>{told}</p>{table}</section>"


def _bar(passed: int, of: int) -> str:
    part = 100 * passed // of if of else 0
    label = f'role="img" aria-label="{part} percent"'
    return f'<span class="bar" {label}><span style="width: {part}%"></span></span>'


def _belief(belief: BeliefFigures) -> str:
    return (
        f"<section><h3>{_text(belief.name)} "
        f'<span class="faint">({counted(belief.learners, "learner")})</span></h3>'
        f"<p>{_text(belief.sentence)}</p>"
        f'<p class="faint">An example: {_text(belief.example)}</p><pre>{_text(belief.told)}</pre>'
        f"{_lanes(belief.lanes)}</section>"
    )


def _lanes(svg: str | None) -> str:
    """Return a picture, which this package has drawn itself, in a box of its own."""
    return "" if svg is None else f'<div class="wide" tabindex="0">{svg}</div>'


def learner_page(title: str, reports: Iterable[tuple[Report, Mapping[str, str]]]) -> str:
    """Return the page on one learner: each report with its pictures, as SVG, by check."""
    return _page(title, "".join(_report(report, lanes) for report, lanes in reports))


def _report(report: Report, lanes: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{_text(check.title)}</td><td>{_status(check.verdict)}</td>"
        f"<td><pre>{escape(check_text(check))}</pre>{_lanes(lanes.get(check.id))}</td></tr>"
        for check in report.checks
    )
    left = "".join(
        f"<p>Left running: {_text(each)}</p>" for each in report.left_running[:_MOST_LEFT]
    )
    head = "<tr><th scope=col>Check</th><th scope=col>Verdict</th><th scope=col>Why</th></tr>"
    return (
        f"<section><h2>{_text(report.kata)}: {_status(report.verdict)}</h2>"
        f'<div class="wide" tabindex="0"><table>{head}{rows}</table></div>{left}</section>'
    )


def _status(status: str) -> str:
    return f'<span class="status {_GOOD if status == _GOOD else "bad"}">{escape(status)}</span>'


def _text(text: str) -> str:
    return escape(printable(text))


def _page(title: str, body: str) -> str:
    return html_page(_text(title), _PAGE_STYLE + STYLE, body)

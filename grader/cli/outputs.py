"""What a grading gives besides its report in the terminal: documents, pictures, traces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.cli.saving import checked_target, save

if TYPE_CHECKING:
    from grader.models import Report

HERE = "-"
"""As a file of a timeline: this terminal."""
_PICTURES = (".html", ".svg")
_NOT_HELD = (
    "For the verdict calls were held back; here nobody holds them, so what failed above may look "
    "right by luck."
)
_Document = Callable[[], str | Iterator[str]]
"""Makes a document, in one piece or several."""


class Outputs(NamedTuple):
    """What was asked for, as it was typed; None for what was not."""

    as_json: bool = False
    with_trace: bool = False
    timeline: str | None = None
    trace: str | None = None
    junit: str | None = None
    gradescope: str | None = None

    @property
    def pictured(self) -> bool:
        """Whether pictures have to be made."""
        return self.timeline is not None or self.trace is not None

    def checked(self) -> Outputs:
        """Return this if all of it can be given; a usage error or `UserError` says what cannot."""
        if self.timeline is not None and self.timeline != HERE:
            if not self.timeline.endswith(_PICTURES):
                raise click.UsageError(
                    f"--timeline draws into a file that ends in .html or .svg, and not into "
                    f"{self.timeline}. For a picture in this terminal, leave the file out."
                )
            checked_target(Path(self.timeline))
        if self.timeline == HERE and self.as_json:
            raise click.UsageError(
                "With --json nothing else is printed. Name a file: --timeline timeline.html"
            )
        if self.with_trace and not self.as_json:
            raise click.UsageError(
                "--trace needs a file, such as --trace trace.json for Perfetto; or --json, whose "
                "report it becomes a part of."
            )
        for option, path, ending in (
            ("--timeline", self.timeline if self.timeline != HERE else None, _PICTURES),
            ("--trace", self.trace, (".json",)),
            ("--junit", self.junit, (".xml",)),
            ("--gradescope", self.gradescope, (".json",)),
        ):
            if path is not None:
                _refuse_other_files(option, Path(path), ending)
                checked_target(Path(path))
        self._refuse_one_file_twice()
        return self

    def _refuse_one_file_twice(self) -> None:
        asked = (self.timeline, self.trace, self.junit, self.gradescope)
        files = [Path(path).resolve() for path in asked if path is not None and path != HERE]
        twice = next((file for file in files if files.count(file) > 1), None)
        if twice is not None:
            raise click.UsageError(f"Two results cannot stand in {twice.name}. Name two files.")


def _refuse_other_files(option: str, path: Path, endings: tuple[str, ...]) -> None:
    """Refuse what a result would be written over: a program, the progress, at a link's end too."""
    for name in (path.name, path.resolve().name):
        if not name.endswith(endings):
            wanted = " or ".join(endings)
            where = "" if name == path.name else f", to which {path} leads"
            raise click.UsageError(
                f"{option} writes into a file that ends in {wanted}, and not into {name}{where}."
            )


def kata_and_outputs(
    kata: str | None, timeline: str | None, trace: str | None
) -> tuple[str | None, str | None, str | None, bool]:
    """Return the kata that is meant, the timeline's file, the trace's, and whether to show a trace.

    ``kata grade --timeline 6`` means kata 6: a value that can be no file of the option is taken
    for the kata, unless one is named already. "" is an option without a value.
    """
    if timeline and timeline != HERE and kata is None and not timeline.endswith(_PICTURES):
        kata, timeline = timeline, ""
    if trace and kata is None and not trace.endswith(".json"):
        kata, trace = trace, ""
    if trace and not trace.endswith(".json"):
        raise click.UsageError(f"--trace writes into a file that ends in .json, and not {trace}.")
    return kata, HERE if timeline == "" else timeline, trace or None, trace == ""


def give(reports: Sequence[Report], wanted: Outputs, titles: Sequence[str]) -> None:
    """Write every file that was asked for, and draw in the terminal; the report is shown already.

    ``titles`` are those of the katas. A file that cannot be written is a `UserError`.
    """
    for path, document in _documents(reports, wanted):
        save(Path(path), document())
    if not wanted.pictured:
        return
    (report,), (title,) = reports, titles
    if not report.pictures:
        click.echo("There is no run to draw: no function of the file was called.", err=True)
        return
    _draw(report, wanted, title)


def _documents(reports: Sequence[Report], wanted: Outputs) -> list[tuple[str, _Document]]:
    def junit() -> Iterator[str]:
        from grader.render.junit import junit_xml

        return junit_xml(reports)

    def gradescope() -> str:
        from grader.render.gradescope import gradescope_json

        return gradescope_json(reports)

    asked: list[tuple[str | None, _Document]] = [
        (wanted.junit, junit),
        (wanted.gradescope, gradescope),
    ]
    return [(path, document) for path, document in asked if path is not None]


def _draw(report: Report, wanted: Outputs, title: str) -> None:
    if wanted.trace is not None:
        from grader.render.trace_events import trace_events_json

        save(Path(wanted.trace), trace_events_json(report.pictures))
        _tell(f"Wrote {wanted.trace}. Open it in https://ui.perfetto.dev or in speedscope.", wanted)
    if wanted.timeline == HERE:
        show_pictures(report)
    elif wanted.timeline is not None:
        save(Path(wanted.timeline), _picture(report, wanted.timeline, title))
        _tell(f"Wrote {wanted.timeline}. Open it in a browser.", wanted)


def _tell(message: str, wanted: Outputs) -> None:
    click.echo(message, err=wanted.as_json)


def _picture(report: Report, file: str, title: str) -> str:
    from grader.render.timeline_html import Failed, pictures_html
    from grader.render.timeline_svg import picture_svg

    if file.endswith(".svg"):
        return picture_svg(report.pictures[0])
    passed = sum(check.verdict == "pass" for check in report.checks)
    verdict = f"Verdict: {report.verdict}. {passed} of {len(report.checks)} checks passed."
    failed = [
        Failed(check.title, check.message or check.seen or "")
        for check in report.checks
        if check.verdict != "pass"
    ]
    return pictures_html(report.pictures, f"Kata {report.number}: {title}", verdict, failed)


def show_pictures(report: Report) -> None:
    """Draw a report's runs in the terminal, or tell them where lines are to be plain."""
    from grader.cli.screen import glyphs, plain, show, width
    from grader.render.lines import BLANK, wrapped
    from grader.render.timeline_text import picture_lines, plain_picture_lines

    if report.verdict != "pass":
        show([BLANK, *wrapped(_NOT_HELD, width())])
    for picture in report.pictures:
        lines = (
            plain_picture_lines(picture, width())
            if plain()
            else picture_lines(picture, width(), glyphs())
        )
        show([BLANK, *lines])

"""``kata doctor``: whether this machine has what kata needs."""

from __future__ import annotations

import click


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def doctor(as_json: bool) -> int:
    """Look whether all that kata needs is here.

    Each line that is not well says what to do. Exit status: 0 well, 1 something is to be mended.
    """
    from grader.cli.examining import examine
    from grader.cli.screen import show, width
    from grader.finding import State
    from grader.render.doctor import doctor_json, doctor_lines

    findings = examine()
    if as_json:
        click.echo(doctor_json(findings))
    else:
        show(doctor_lines(findings, width()))
    return 1 if any(found.state is State.PROBLEM for found in findings) else 0

"""Whether other people's code gets a sandbox, and what is said where there is none."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.models import Kata
    from grader.observe.observer import Observer
    from grader.observe.sandbox import Sandbox


def sandboxing(asked: str, kata: Kata | None = None) -> Sandbox | None:
    """Return what makes sandboxes, None for ``off``, and for ``auto`` where there is none.

    The katas of ``kata``'s pack are hidden in them, as are those that come with the package.
    Raises `UserError`.
    """
    if asked == "off":
        return None
    from grader.content.builtin import content_root
    from grader.observe.sandbox import NoSandbox, sandbox

    root = content_root()
    own = () if kata is None else (kata.folder.parent,)
    try:
        return sandbox((root / "katas", root / "questions", *own))
    except NoSandbox as reason:
        if asked == "auto":
            click.echo(f"Without a sandbox: {reason}.", err=True)
            return None
        raise UserError(_no_sandbox(str(reason))) from None


def observing(
    kata: Kata, file: Path, sandbox: Sandbox | None
) -> AbstractContextManager[Observer | None]:
    """Give what observes a file in a sandbox; None, which leaves it to the grading, without one."""
    if sandbox is None:
        return nullcontext()
    from grader.checking.grading import observer_of

    return observer_of(kata, file, sandbox=sandbox)


def _no_sandbox(reason: str) -> str:
    return (
        f"Other people's code is graded in a sandbox, and there is none: {reason}.\n"
        "To have it, type: apt install bubblewrap\n"
        "or: pip install 'concurrency-katas[sandbox]'\n"
        "On a machine that may be harmed, grade without: --sandbox off"
    )

"""``kata watch``: graded on every save."""

from __future__ import annotations

import click

from grader.cli.completing import KATA_OR_FILE
from grader.errors import UserError


@click.command("watch")
@click.argument("kata_or_file", required=False, type=KATA_OR_FILE)
@click.option("--poll", is_flag=True, help="Look at the file again and again; wait for no events.")
def watch(kata_or_file: str | None, poll: bool) -> int:
    """Grade your file whenever you save it.

    The verdict comes at once, since the grader stays ready. Keys: h hint, t timeline, n next kata,
    l list, s solution, Enter grades again, q quits.
    """
    from grader.cli.place import kata_and_file, open_store
    from grader.cli.watching import watch as watch_file
    from grader.content.builtin import content_root

    try:
        import select  # noqa: F401 - Windows has it, for sockets alone
        import termios  # noqa: F401
    except ImportError:
        raise UserError("kata watch needs a Unix terminal. Type instead: kata grade") from None
    with open_store() as store:
        kata, file = kata_and_file(content_root(), kata_or_file, None, store)
        watch_file(kata, file, store, poll=poll)
    return 0

"""The group of all commands, and the one boundary at which errors become messages."""

from __future__ import annotations

import sys

import click

from grader.cli.lazy import LazyGroup, plain_option
from grader.errors import UserError

INTERRUPTED = 130
OWN_FAULT = 70


class _Commands(LazyGroup):
    modules = (
        "start",
        "grade",
        "watch",
        "hint",
        "next",
        "list",
        "demo",
        "solution",
        "reset",
        "quiz",
        "interview",
        "progress",
        "pack",
        "cohort",
        "doctor",
        "completion",
    )


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[plain_option()],
    invoke_without_command=True,
)
@click.version_option(package_name="concurrency-katas", prog_name="kata")
@click.pass_context
def kata(context: click.Context) -> None:
    """Katas and a quiz about threads and processes, graded by what your code really does.

    Begin with: kata start 1
    """
    if context.invoked_subcommand is None:
        from grader.cli.welcome import welcome

        welcome()


def run() -> None:
    """Run the command line, and exit with the status that it gave."""
    _stop_at_signals()
    sys.exit(guarded(sys.argv[1:]))


def _stop_at_signals() -> None:
    """Let a request to end be an interrupt, so that what was started is ended first."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def guarded(arguments: list[str]) -> int:
    """Run one command; return its exit status. Every error ends here, as a message."""
    try:
        status = kata.main(arguments, prog_name="kata", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nStopped.", err=True)
        return INTERRUPTED
    except UserError as error:
        from grader.cli.screen import say

        say(error.message, err=True)
        return error.exit_status
    except BrokenPipeError:
        return _reader_gone()
    except OSError as error:
        told = _refused(error)
        if told is None:
            return _own_fault(error, arguments)
        click.echo(told, err=True)
        return UserError.exit_status
    except Exception as error:  # noqa: BLE001 - the boundary: a bug of ours, told as one
        return _own_fault(error, arguments)
    return status if isinstance(status, int) else 0


def _own_fault(error: Exception, arguments: list[str]) -> int:
    from grader.cli.fault import tell
    from grader.cli.screen import say

    say(tell(error, arguments), err=True)
    return OWN_FAULT


def _refused(error: OSError) -> str | None:
    """Return what to say where the system has no room or no folder; None for anything else."""
    import errno
    from pathlib import Path

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"There is no room left to write: {error}. Make room, and type it again."
    try:
        Path.cwd()
    except OSError:
        return "The folder that you are in is gone. Go to another, and type it again: cd"
    return None


def _reader_gone() -> int:
    """Whoever read the output is done with it, as ``head`` is; nothing more can be said there."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1

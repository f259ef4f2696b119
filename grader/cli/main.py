"""The group of all commands, and the one boundary at which errors become messages."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from grader.errors import UserError

INTERRUPTED = 130
OWN_FAULT = 70


class _Group(click.Group):
    """Imports a command's module when the command is needed, and not before."""

    _modules = ("start", "grade", "list", "demo", "solution", "reset", "quiz", "pack")

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        command = getattr(import_module(f"grader.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="concurrency-katas", prog_name="kata")
def kata() -> None:
    """Katas and a quiz about threads and processes, graded by what your code really does.

    Begin with: kata start 1
    """


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

"""``kata completion``: the script by which a shell completes what is typed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from grader.errors import UserError

_PLACES = {
    "bash": 'eval "$(kata completion bash)"   in ~/.bashrc',
    "zsh": 'eval "$(kata completion zsh)"   in ~/.zshrc, below compinit',
    "fish": "kata completion fish > ~/.config/fish/completions/kata.fish",
}
_VARIABLE = "_KATA_COMPLETE"


@click.command("completion")
@click.argument("shell", required=False, type=click.Choice([*_PLACES]))
def completion(shell: str | None) -> None:
    """Print what lets your shell complete commands.

    Without an argument it is for the shell that you use.
    """
    from click.shell_completion import get_completion_class

    chosen = shell or Path(os.environ.get("SHELL", "")).name
    found = get_completion_class(chosen) if chosen in _PLACES else None
    if found is None:
        raise UserError(f"Which shell is it for? Type one of: {_all_commands()}")
    context = click.get_current_context().find_root()
    click.echo(found(context.command, {}, "kata", _VARIABLE).source())
    if sys.stdout.isatty():
        click.echo(f"\nTo have it in every new shell: {_PLACES[chosen]}", err=True)


def _all_commands() -> str:
    return ", ".join(f"kata completion {name}" for name in _PLACES)

"""Groups of commands whose modules are imported when a command is needed, and not before."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

PLAIN = "grader.plain"
"""The key, in the meta data of click's context, of whether the user asked for plain lines."""


class LazyGroup(click.Group):
    """A group that is given the names of its commands' modules, in the order of its help.

    Each module of ``grader.cli`` defines a command named like the module, less ``prefix``;
    one with the name of a keyword of Python's has an underscore after it.
    """

    modules: tuple[str, ...] = ()
    prefix = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(self.modules)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; one that is not there gets a guess what was."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            if args[0].isdecimal() and "start" in self.modules:
                number = args[0]
                message = (
                    f"There is no command {number}. To begin kata {number}: kata start {number}\n"
                    f"To grade it: kata grade {number}"
                )
                raise click.UsageError(message, ctx) from None
            near = difflib.get_close_matches(args[0], self.modules, n=1, cutoff=0.5)
            if not near or args[0][:1] == "-":
                raise
            path = ctx.command_path
            message = f"There is no command {args[0]}. Did you mean: {path} {near[0]}"
            raise click.UsageError(message, ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; None where there is no such command."""
        if cmd_name not in self.modules:
            return None
        module = import_module(f"grader.cli.{self.prefix}{cmd_name}")
        command = getattr(module, cmd_name + "_" * iskeyword(cmd_name))
        assert isinstance(command, click.Command)
        if not any(parameter.name == "plain" for parameter in command.params):
            command.params.append(plain_option())
        return command


def plain_option() -> click.Option:
    """Return the option that every command has, so that it can stand anywhere in a line."""
    return click.Option(
        ["--plain"],
        is_flag=True,
        expose_value=False,
        callback=_note_plain,
        help="Plain lines, for screen readers. KATA_PLAIN=1 says it for all commands.",
    )


def _note_plain(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        context.meta[PLAIN] = True

"""Write docs/commands.md from the commands themselves: python docs/make_commands.py"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.main import kata

PAGE = Path(__file__).with_name("commands.md")
WIDTH = 88
HEAD = """\
# Commands

What each command says of itself with `--help`. This page is made from the commands, by
`python docs/make_commands.py`; a test fails when it is stale.
"""


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group with the words that call it, in the order of the help."""
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def page() -> str:
    """Return the whole page."""
    parts = [HEAD, _section("kata", kata)]
    parts += [_section(path, command) for path, command in commands(kata, "kata")]
    return "\n".join(parts)


def _section(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path, max_content_width=WIDTH, terminal_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {path}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

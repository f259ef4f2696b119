"""``kata pack schema``: the content formats as JSON Schema, for an editor."""

from __future__ import annotations

import click

NAMES = ("pack", "misconceptions", "questions", "kata")


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES), default="questions")
def schema(name: str) -> None:
    """Print the JSON Schema of a kind of content file.

    Without a name it is that of questions.

    \b
    An editor holds a file against it that begins with such a line:
    # yaml-language-server: $schema=schemas/questions.json
    """
    import json

    from grader.content.jsonschema import schemas

    click.echo(json.dumps(schemas()[name], indent=2, ensure_ascii=False))

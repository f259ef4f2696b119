"""What a pack's folder holds for an editor: schemas, and the line by which each file names its."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from grader.content.jsonschema import schemas
from grader.content.packfiles import SCHEMAS

_SCHEMA_OF = {"pack.yaml": "pack", "misconceptions.yaml": "misconceptions", "kata.yaml": "kata"}
_QUESTIONS = "questions"


def schema_line(name: str) -> str:
    """Return the line that tells an editor what may stand in a file.

    ``name`` is the file's path within the pack, with slashes.
    """
    schema = _SCHEMA_OF.get(PurePosixPath(name).name, _QUESTIONS)
    return f"# yaml-language-server: $schema={'../' * name.count('/')}{SCHEMAS}/{schema}.json\n"


def schema_files() -> dict[str, str]:
    """Return the texts of the schemas that those lines point to, by path within the pack."""
    return {
        f"{SCHEMAS}/{name}.json": json.dumps(schema, indent=1) + "\n"
        for name, schema in schemas().items()
    }

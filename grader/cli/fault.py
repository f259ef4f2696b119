"""Saying that the grader itself is at fault, and keeping what is needed to mend it."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


def tell(error: Exception, arguments: list[str]) -> str:
    """Write the log of a bug; return the message that names it."""
    log = _write(_log(error, arguments))
    return (
        f"This is a fault of kata itself, not of your code: {type(error).__name__}.\n"
        f"Your files are as they were. What happened is in {log}; send it along if you report this."
    )


def _log(error: Exception, arguments: list[str]) -> str:
    told = "".join(traceback.format_exception(error))
    return f"kata {' '.join(arguments)}\nPython {platform.python_version()}\n\n{told}"


def _write(text: str) -> Path:
    """Write the log beside the progress, or where temporary files go if that cannot be."""
    from grader.errors import UserError
    from grader.store import Store

    name = f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    folders = [Path(tempfile.gettempdir())]
    with suppress(UserError):
        folders.insert(0, Store.default_path(os.environ).parent)
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8", errors="backslashreplace")
        except OSError:
            continue
        return folder / name
    return Path(name)

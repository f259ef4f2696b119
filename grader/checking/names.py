"""What to say of a name that a program uses and has not imported."""

from __future__ import annotations

import re
import sys

_HOMES = {
    "threading": ("Thread", "Lock", "RLock", "Event", "Barrier", "Condition", "current_thread"),
    "multiprocessing": ("Process", "Pool", "Queue", "get_context", "cpu_count"),
    "concurrent.futures": ("ThreadPoolExecutor", "ProcessPoolExecutor", "as_completed", "wait"),
    "time": ("perf_counter", "monotonic", "sleep"),
}
"""Where names that these katas are about come from."""


def not_imported(message: str) -> str | None:
    """Return what to import, by the message of a `NameError`; None where nobody can tell."""
    found = re.match(r"name '(\w+)' is not defined", message)
    if found is None:
        return None
    name = found[1]
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is not None:
        return _begin_with(name, f"from {home} import {name}")
    return _begin_with(name, f"import {name}") if name in sys.stdlib_module_names else None


def _begin_with(name: str, line: str) -> str:
    return f"Nobody has told Python what {name} is. Begin the file with: {line}"

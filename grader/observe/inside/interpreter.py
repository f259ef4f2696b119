"""What keeps two threads from running bytecode at the same time, asked where a task runs."""

from __future__ import annotations

import importlib
import sys

_MODULES = ("_interpreters", "_xxsubinterpreters")
"""What CPython's interpreters are told apart by: since 3.13 (PEP 734), and before."""


def gil_is_enabled() -> bool:
    """Whether only one thread of this interpreter runs bytecode at a time (PEP 703)."""
    ask = getattr(sys, "_is_gil_enabled", None)
    return True if ask is None else bool(ask())


def interpreter_id() -> int:
    """Return the number of the running interpreter in its process, 0 for the main one.

    Every other has a GIL of its own (PEP 684), where it was made as `concurrent.interpreters` and
    `InterpreterPoolExecutor` make it.
    """
    for name in _MODULES:
        try:
            found = importlib.import_module(name).get_current()
        except (ImportError, AttributeError, RuntimeError):
            continue
        return int(found[0] if isinstance(found, tuple) else found)
    return 0

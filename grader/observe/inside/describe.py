"""Facts about a learner's objects, as plain values; nothing a learner's object does escapes."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

from grader.observe.protocol import safe_repr


def of(question: Callable[[], Any]) -> Any:
    """Return the answer, or None where the learner's object cannot give one."""
    try:
        return question()
    except Exception:  # noqa: BLE001 - a learner's object may raise anything
        return None


def describe_callable(thing: object) -> dict[str, Any]:
    """Return what kind of thing was handed in where a callable belongs."""
    return {
        "kind": _kind(thing),
        "name": of(lambda: str(thing.__qualname__)) or safe_repr(thing),  # type: ignore[attr-defined]
        "callable": callable(thing),
        "free": _free_variables(thing),
        "defaults": bool(getattr(thing, "__defaults__", None)),
    }


def _kind(thing: object) -> str:
    if thing is None:
        return "none"
    if getattr(type(thing), "is_graders_task", False):
        return "task"
    if isinstance(thing, functools.partial):
        return "partial"
    if isinstance(thing, types.FunctionType):
        return "lambda" if thing.__name__ == "<lambda>" else "function"
    if isinstance(thing, types.MethodType):
        return "method"
    return type(thing).__name__


def _free_variables(thing: object) -> list[str]:
    code = getattr(thing, "__code__", None)
    return list(code.co_freevars) if isinstance(code, types.CodeType) else []


def error_facts(error: BaseException) -> dict[str, Any]:
    """Return an exception as plain facts."""
    return {"error": type(error).__name__, "message": (of(lambda: str(error)) or "")[:2000]}

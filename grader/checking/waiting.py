"""What a line of code waits for, and what it stands inside of, as its source tells.

A stack gives lines and not objects, so nothing is claimed of who owns a lock: it is told for what
a line waits and inside which ``with`` blocks it stands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_WAITS = {
    "acquire": "for {}",
    "wait": "for {}",
    "wait_for": "for {}",
    "get": "for something to come from {}",
    "recv": "for something to come from {}",
    "put": "for room in {}",
    "send": "for room in {}",
    "result": "for the result of {}",
    "exception": "for the result of {}",
    "join": "for {} to end",
}
"""Methods that wait, and how that is said of the object before the dot."""
_TAKES = frozenset({"acquire", "with"})


class Wait(NamedTuple):
    """What a line waits for."""

    object: str
    """As it is written: ``lock_b``, ``self.queue``."""
    how: str
    """The method, or ``with``."""
    shared: bool = False
    """Whether the name means the same to every thread: it is not one of the function's own."""

    @property
    def words(self) -> str:
        """``for lock_b``; ``for something to come from self.queue``."""
        return _WAITS.get(self.how, "for {}").format(self.object)

    @property
    def takes(self) -> bool:
        """Whether it waits for a lock, or something of the kind, to be free."""
        return self.how in _TAKES


class Block(NamedTuple):
    """A ``with`` block around a line, on something that is not made there."""

    object: str
    line: int
    shared: bool = False
    """As in `Wait`."""


def parsed(source: str) -> ast.Module | None:
    """Return the source as a tree; None where Python cannot read it."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def wait_at(tree: ast.Module, line: int) -> Wait | None:
    """Return what the line waits for, None where the source does not tell or tells of several."""
    found = list(_waits_at(tree, line))
    return found[0] if len({wait.object for wait in found}) == 1 else None


def _waits_at(tree: ast.Module, line: int) -> Iterator[Wait]:
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            for item in node.items:
                expression = item.context_expr
                if _covers(expression, line) and _is_thing(expression):
                    shared = _is_shared(tree, expression)
                    yield Wait(ast.unparse(expression), "with", shared)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _WAITS
            and _covers(node, line)
        ):
            thing = node.func.value
            yield Wait(ast.unparse(thing), node.func.attr, _is_shared(tree, thing))


def blocks_around(tree: ast.Module, line: int) -> list[Block]:
    """Return the ``with`` blocks that the line stands in, the outermost first."""
    found = [
        Block(ast.unparse(item.context_expr), node.lineno, _is_shared(tree, item.context_expr))
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and node.body[0].lineno <= line <= (node.end_lineno or 0)
        for item in node.items
        if _is_thing(item.context_expr)
    ]
    return sorted(found, key=lambda block: block.line)


def _covers(node: ast.expr, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)


def _is_shared(tree: ast.Module, thing: ast.expr) -> bool:
    """Whether a dotted name begins with one that the function around it does not bind."""
    root = thing
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name):
        return False
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda) and _encloses(node, thing)
    ]
    return not around or root.id not in _bound(max(around, key=lambda node: node.lineno))


def _encloses(function: ast.FunctionDef | ast.Lambda, thing: ast.expr) -> bool:
    return function.lineno <= thing.lineno <= (function.end_lineno or 0)


def _bound(function: ast.FunctionDef | ast.Lambda) -> set[str]:
    """Return the names that a function's calls have each for themselves."""
    nodes = list(ast.walk(function))
    outer = {
        name for node in nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names
    }
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return own - outer


def _is_thing(expression: ast.expr) -> bool:
    """Whether it names something that is there already, such as a lock, and makes nothing."""
    return isinstance(expression, ast.Name | ast.Attribute | ast.Subscript)

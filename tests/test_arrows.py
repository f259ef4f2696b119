"""The arrows between the modules of the package, read from their source and not from their docs."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("grader/**/*.py"))

LIBRARY = sys.stdlib_module_names
SHARED = {"models", "question", "review", "progress", "timeline", "guidance", "finding", "errors"}

# Which parts of the package a part may import besides itself.
ARROWS = {
    "models": {"question", "timeline"},
    "errors": set(),
    "question": set(),
    "review": set(),
    "progress": {"models", "review"},
    "timeline": set(),
    "guidance": set(),
    "finding": set(),
    "database": {"errors"},
    "observe": SHARED,
    "render": {"observe", *SHARED},
    "checking": {"observe", *SHARED},
    "quiz": {"observe", *SHARED},
    "content": {"observe", *SHARED},
    "exchange": {"render", "quiz", *SHARED},
    "store": {"observe", "database", *SHARED},
    "cohort": {"render", "checking", "content", "observe", *SHARED},
    "cli": {
        *(
            "cohort",
            "exchange",
            "render",
            "checking",
            "quiz",
            "content",
            "store",
            "database",
            "observe",
        ),
        *SHARED,
    },
}

# What only one part of the package may import.
OWNERS = {
    "click": "cli",
    "yaml": "content",
    "psutil": "observe",
    "subprocess": "observe",
    "multiprocessing": "observe",
}

_STARTS_PROCESSES = {
    *("fork", "forkpty", "system", "popen", "startfile", "posix_spawn", "posix_spawnp"),
    *(f"{kind}{ending}" for kind in ("spawn", "exec") for ending in ("l", "le", "lp", "lpe")),
    *(f"{kind}{ending}" for kind in ("spawn", "exec") for ending in ("v", "ve", "vp", "vpe")),
}
_CHANGES = {
    *("append", "extend", "insert", "add", "update", "setdefault", "remove", "discard", "pop"),
    *("popitem", "clear", "sort", "reverse", "intersection_update", "difference_update"),
}
_CONTAINERS = {"list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict"}


def imported(node: ast.AST, module: str) -> list[str]:
    """The modules that one import names, in full: `from grader import x` names grader.x."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    package = module.split(".")[: -node.level] if node.level else []
    base = ".".join([*package, *([node.module] if node.module else [])])
    return [f"{base}.{alias.name}" if base == "grader" else base for alias in node.names]


def imports(source: str, module: str) -> Iterator[tuple[int, str]]:
    """Each import with its line: at any depth, in functions and under TYPE_CHECKING as well."""
    for node in ast.walk(ast.parse(source)):
        for name in imported(node, module):
            yield getattr(node, "lineno", 0), name


def wrong_arrows(source: str, module: str) -> list[str]:
    """Imports that point against the arrows, or reach for what belongs to another part."""
    part = _part(module)
    found = []
    for line, name in imports(source, module):
        top = name.partition(".")[0]
        if top == "grader":
            if _part(name) not in {part, *ARROWS.get(part, ())}:
                found.append(f"{module}:{line} imports {name}")
        elif OWNERS.get(top, part) != part:
            found.append(f"{module}:{line} imports {top}, which is for {OWNERS[top]} alone")
    return found


def wrong_inside(source: str, module: str) -> list[str]:
    """What the code inside a learner's process imports beyond the library and the protocol."""
    allowed = ("grader.observe.inside", "grader.observe.protocol")
    if not module.startswith("grader.observe.inside"):
        return []
    return [
        f"{module}:{line} imports {name}"
        for line, name in imports(source, module)
        if name.partition(".")[0] not in LIBRARY
        and not any(name == each or name.startswith(f"{each}.") for each in allowed)
    ]


def wrong_starts(source: str, module: str) -> list[str]:
    """Processes that are started outside of ``observe``, by the functions of ``os``."""
    if _part(module) == "observe":
        return []
    return [
        f"{module}:{node.lineno} names os.{node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr in _STARTS_PROCESSES
    ]


def heavy_at_once(source: str, module: str) -> list[str]:
    """What a command imports as its module is loaded, beyond click and what is light."""
    if _part(module) != "cli":
        return []
    shared = ("errors", "models", "question", "review", "guidance", "finding", "cli")
    light = tuple(f"grader.{name}" for name in shared)
    return [
        f"{module}:{getattr(node, 'lineno', 0)} imports {name} at its top"
        for node in _at_module_level(ast.parse(source))
        for name in imported(node, module)
        if name.partition(".")[0] not in {*LIBRARY, "click"} and not name.startswith(light)
    ]


def module_state(source: str, module: str) -> list[str]:
    """Names at module level that hold a list, dict or set and are changed, and ``global``s."""
    tree = ast.parse(source)
    held = {name for node in tree.body for name in _containers_in(node)}
    found = [f"{module}:{line} changes {name}" for line, name in _changes(tree) if name in held]
    found += [
        f"{module}:{node.lineno} has a global statement"
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    return found


def _part(module: str) -> str:
    """The part of the package that a module belongs to: grader.cli.main to cli."""
    return [*module.split("."), ""][1]


def _at_module_level(node: ast.AST) -> Iterator[ast.AST]:
    """What runs as the module is imported: no function's body, and nothing for the type checker."""
    for child in ast.iter_child_nodes(node):
        yield child
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from (each for other in child.orelse for each in ast.walk(other))
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_module_level(child)


def _containers_in(node: ast.stmt) -> list[str]:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or not _is_container(node.value):
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _is_container(value: ast.expr | None) -> bool:
    literals = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in _CONTAINERS
    return isinstance(value, literals)


def _changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names whose object is changed in place: `n[k] = v`, `del n[k]`, `n += x`, `n.append(x)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield from _named(node.value)
        elif isinstance(node, ast.AugAssign):
            yield from _named(node.target)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _named(node.func.value) if node.func.attr in _CHANGES else ()


def _named(node: ast.expr) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Name):
        yield node.lineno, node.id


RULES = [wrong_arrows, wrong_inside, wrong_starts, heavy_at_once, module_state]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Callable[[str, str], list[str]]) -> None:
    """Every file of the package keeps to it."""
    found = [wrong for file in FILES for wrong in rule(file.read_text("utf-8"), _module(file))]
    assert found == []


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def test_every_part_has_its_arrows() -> None:
    """A new part of the package has to be given its place."""
    parts = {_part(_module(file)) for file in FILES} - {"__init__", "__main__"}
    assert parts - ARROWS.keys() == set()


VIOLATIONS = [
    (wrong_arrows, "grader.checking.a", "import grader.store", "imports grader.store"),
    (wrong_arrows, "grader.checking.a", "from grader import cli", "imports grader.cli"),
    (wrong_arrows, "grader.checking.a", "from ..cli import main", "imports grader.cli"),
    (wrong_arrows, "grader.content.a", "def f():\n    import grader.quiz", "imports grader.quiz"),
    (
        wrong_arrows,
        "grader.render.a",
        "if TYPE_CHECKING:\n    from grader.checking.seen import Seen",
        "imports grader.checking.seen",
    ),
    (wrong_arrows, "grader.observe.a", "from grader.render import x", "imports grader.render"),
    (wrong_arrows, "grader.models", "from grader.errors import E", "imports grader.errors"),
    (wrong_arrows, "grader.quiz.a", "import grader.database", "imports grader.database"),
    (wrong_arrows, "grader.render.a", "import click", "imports click, which is for cli alone"),
    (wrong_arrows, "grader.cli.a", "import yaml", "imports yaml, which is for content alone"),
    (
        wrong_arrows,
        "grader.store",
        "from subprocess import run",
        "imports subprocess, which is for observe alone",
    ),
    (
        wrong_arrows,
        "grader.checking.a",
        "import multiprocessing.pool",
        "imports multiprocessing, which is for observe alone",
    ),
    (wrong_inside, "grader.observe.inside.a", "import psutil", "imports psutil"),
    (
        wrong_inside,
        "grader.observe.inside.a",
        "from grader.observe.trace import Trace",
        "imports grader.observe.trace",
    ),
    (
        wrong_inside,
        "grader.observe.inside.a",
        "from grader.observe.protocols import x",
        "imports grader.observe.protocols",
    ),
    (wrong_starts, "grader.cli.a", "import os\nos.execv('/bin/ls', [])", "names os.execv"),
    (wrong_starts, "grader.checking.a", "go = os.fork", "names os.fork"),
    (heavy_at_once, "grader.cli.a", "import pytest", "imports pytest at its top"),
    (
        heavy_at_once,
        "grader.cli.a",
        "try:\n    import rich\nexcept ImportError:\n    pass",
        "imports rich at its top",
    ),
    (
        heavy_at_once,
        "grader.cli.a",
        "from grader.checking.grading import grade",
        "imports grader.checking.grading at its top",
    ),
    (module_state, "grader.a", "SEEN = {}\ndef f(x):\n    SEEN[x] = 1", "changes SEEN"),
    (module_state, "grader.a", "SEEN: list[int] = []\nSEEN.append(1)", "changes SEEN"),
    (module_state, "grader.a", "SEEN = set()\ndef f(x):\n    SEEN.add(x)", "changes SEEN"),
    (module_state, "grader.a", "def f():\n    global n\n    n = 1", "has a global statement"),
]


@pytest.mark.parametrize(("rule", "module", "source", "wrong"), VIOLATIONS)
def test_a_violation_is_found(
    rule: Callable[[str, str], list[str]], module: str, source: str, wrong: str
) -> None:
    """Each rule names the module, the line and what is wrong there."""
    (found,) = rule(source, module)
    assert found.startswith(f"{module}:")
    assert found.endswith(f" {wrong}")


RIGHT = [
    (wrong_arrows, "grader.cli.a", "import click, grader.store, grader.render.report"),
    (wrong_arrows, "grader.store", "from grader.database import open_database"),
    (wrong_arrows, "grader.checking.a", "from grader.observe.trace import Trace"),
    (wrong_inside, "grader.observe.inside.a", "import os\nfrom grader.observe.protocol import f"),
    (wrong_inside, "grader.observe.a", "import psutil"),
    (wrong_starts, "grader.observe.a", "import os\nos.fork()"),
    (heavy_at_once, "grader.cli.a", "import click, json\ndef f():\n    import pytest"),
    (heavy_at_once, "grader.cli.a", "if TYPE_CHECKING:\n    import pytest"),
    (module_state, "grader.a", "SEEN = {}\ndef f(x):\n    seen = {}\n    seen[x] = SEEN[x]"),
]


@pytest.mark.parametrize(("rule", "module", "source"), RIGHT)
def test_what_is_allowed_is_let_pass(
    rule: Callable[[str, str], list[str]], module: str, source: str
) -> None:
    """A rule that refused everything would be as useless as one that lets everything pass."""
    assert rule(source, module) == []

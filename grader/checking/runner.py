"""Running a kata's ``checks.py`` with pytest, in the grader's own process."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.checking.observations import Observations
from grader.checking.plugin import ChecksPlugin
from grader.models import Kata

# pytest's own plugins that a grading has no use for; each costs time.
_NO_PLUGINS = """
    cacheprovider capture debugging doctest faulthandler junitxml logging monkeypatch nose pastebin
    pytester recwarn setuponly setupplan stepwise subtests terminal terminalprogress
    threadexception tmpdir unittest unraisableexception warnings
"""


class GraderFault(Exception):
    """A bug in a kata's checks; the learner's program is not to blame."""


def run_checks(
    kata: Kata, observations: Observations, on_check: Callable[[int, int, str], None]
) -> ChecksPlugin:
    """Run every check of the kata; return the plugin, which holds what came of them."""
    plugin = ChecksPlugin(kata, observations, on_check)
    with _no_settings_of_the_users(), _no_collection_of_garbage():
        status = pytest.main(_arguments(kata), plugins=[plugin])
    _forget_module(checks_of(kata))
    if plugin.faults:
        raise GraderFault("\n".join(plugin.faults))
    if status == pytest.ExitCode.INTERRUPTED:  # pytest catches it; it is meant for the command
        raise KeyboardInterrupt
    without = [check.id for check in kata.checks if check.id not in plugin.results]
    if without:
        raise GraderFault(f"no check of {checks_of(kata)} ran for: {', '.join(without)}")
    return plugin


def checks_of(kata: Kata) -> Path:
    """Return the file of the kata's hidden checks."""
    return kata.folder / "checks.py"


def _arguments(kata: Kata) -> list[str]:
    checks = checks_of(kata)
    arguments = [str(checks), f"--rootdir={kata.folder}", f"--confcutdir={kata.folder}"]
    arguments += ["-c", os.devnull, "--noconftest", "--disable-plugin-autoload"]
    arguments += ["--assert=plain", "--import-mode=importlib", "-o", "python_files=checks.py"]
    for plugin in _NO_PLUGINS.split():
        arguments += ["-p", f"no:{plugin}"]
    return arguments


def _forget_module(file: Path) -> None:
    """Let another kata's checks.py be imported under the same name in this process."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) == str(file):
            del sys.modules[name]


@contextmanager
def _no_settings_of_the_users() -> Iterator[None]:
    """Hide the environment's settings for pytest: they are meant for other tests."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name[:7] == "PYTEST_"}
    try:
        yield
    finally:
        os.environ.update(hidden)


@contextmanager
def _no_collection_of_garbage() -> Iterator[None]:
    """A grading is short, and pytest collects garbage several times in it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

"""Looking at what `kata doctor` tells of: Python, the machine, the terminal, what is kept."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.cli.screen import encodes, width
from grader.errors import UserError
from grader.finding import Finding, State

_OLDEST = (3, 11)
_TESTED = ("3.11", "3.12", "3.13")
_LITTLE_ROOM = 50 * 2**20
"""Bytes of free space below which it is told."""
_NARROW = 60
_PACKAGES = ("click", "pytest", "PyYAML", "fsrs", "watchfiles")


def examine() -> list[Finding]:
    """Return what was found, in the order in which it is told."""
    return [*_python(), *_machine(), *_terminal(), *_data(), *_packs()]


def _python() -> Iterator[Finding]:
    from grader.observe import machine

    told = f"{platform.python_implementation()} {platform.python_version()}"
    if sys.version_info < _OLDEST:
        yield Finding("Python", State.PROBLEM, told, "kata needs Python 3.11 or newer.")
    elif ".".join(platform.python_version_tuple()[:2]) not in _TESTED:
        advice = f"kata is tested on {', '.join(_TESTED)}."
        yield Finding("Python", State.NOTE, told, advice)
    else:
        yield Finding("Python", State.OK, told)
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        advice = "Install it again: pip install --force-reinstall concurrency-katas"
        yield Finding("packages", State.PROBLEM, f"{', '.join(missing)} not there", advice)
    else:
        yield Finding("packages", State.OK, ", ".join(found))
    build = "with the GIL" if machine.gil_is_on() else "without the GIL"
    yield Finding("GIL", State.OK, f"this Python runs {build}")


def _machine() -> Iterator[Finding]:
    from grader.observe import machine

    cpus, quota = machine.usable_cpus(), machine.cpu_quota()
    usable = cpus if quota is None else min(cpus, quota)
    told = f"{cpus} that may be used" + ("" if quota is None else f", and a quota of {quota:g}")
    if usable < 2:
        advice = "Katas 3, 5 and 8 ask for work at the same time: here it may stay undecided."
        yield Finding("CPUs", State.NOTE, told, advice)
    else:
        yield Finding("CPUs", State.OK, told)
    methods = ", ".join(machine.start_methods())
    told = f"{methods}; {machine.default_start_method()} where none is asked for"
    yield Finding("start methods", State.OK, told)
    yield _kernel(machine.tells_of_threads())
    yield _sandbox()


def _sandbox() -> Finding:
    from grader.observe.sandbox import NoSandbox, sandbox

    try:
        sandbox()
    except NoSandbox as reason:
        advice = "Only for grading other people's code: apt install bubblewrap"
        return Finding("sandbox", State.NOTE, str(reason), advice)
    return Finding("sandbox", State.OK, "bubblewrap works")


def _kernel(tells: bool) -> Finding:
    if tells:
        return Finding("kernel", State.OK, "tells what threads wait for")
    advice = "Verdicts stay right and take longer: kata waits before it lets a program go on."
    return Finding("kernel", State.NOTE, "does not tell what threads wait for", advice)


def _terminal() -> Iterator[Finding]:
    if sys.stdout is None or not sys.stdout.isatty():
        yield Finding("terminal", State.OK, "none: plain text, without colours")
    elif shutil.get_terminal_size().columns < _NARROW:
        advice = f"Timelines are easier to read in {_NARROW} columns or more."
        yield Finding("terminal", State.NOTE, f"{width()} columns", advice)
    else:
        colour = "without colours" if os.environ.get("NO_COLOR") else "with colours"
        yield Finding("terminal", State.OK, f"{width()} columns used, {colour}")
    if encodes("█░─│…"):
        yield Finding("characters", State.OK, "Unicode")
    else:
        advice = "Timelines are drawn in ASCII. For more, type: export LC_ALL=C.UTF-8"
        yield Finding("characters", State.NOTE, "no Unicode in this locale", advice)


def _data() -> Iterator[Finding]:
    from grader.cli.place import open_store

    try:
        with open_store() as store:
            path = store.path
            if store.warning is not None:
                yield Finding("progress", State.NOTE, store.warning)
            else:
                store.prepare()
                gradings = sum(each.attempts for each in store.attempts_by_kata().values())
                told = f"{path}, whole, with {len(store.reviews())} answers and {gradings} gradings"
                yield Finding("progress", State.OK, told)
    except UserError as error:
        yield Finding("progress", State.PROBLEM, error.message)
        return
    yield _room(path.parent)


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    told = f"{free // 2**20} MiB free"
    if free < _LITTLE_ROOM:
        return Finding("room", State.PROBLEM, told, f"Make room on the disk of {folder}.")
    return Finding("room", State.OK, told)


def _packs() -> Iterator[Finding]:
    from grader.cli.packing import data_folder
    from grader.content.library import Origin, library
    from grader.content.trust import trusted

    try:
        found = library(data_folder())
    except (UserError, OSError) as error:
        yield Finding("packs", State.PROBLEM, str(error))
        return
    names = []
    for pack in found.packs:
        own = pack.origin is Origin.BUILT_IN
        known = own or not pack.katas or trusted(pack.folder, data_folder())
        names.append(pack.id if known else f"{pack.id} (its code is not trusted)")
    yield Finding("packs", State.OK, ", ".join(names))
    for problem in found.problems:
        yield Finding("packs", State.PROBLEM, problem, "To see all of it: kata pack list")

"""One piece of work, as a worker does it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from classes import KATAS, needs_sandbox

from grader.cohort.records import Work
from grader.cohort.worker import Workbench, content_of

pytestmark = needs_sandbox
SPIES = """\
import os


def run_in_thread(func):
    raise ValueError(f"there are {len(os.listdir({folder!r}))} files")
"""


@pytest.fixture
def installed() -> Iterator[Path]:
    """A kata's folder where pip puts that of a pack: in what a sandbox has of Python."""
    pack = Path(sys.prefix) / "share" / "a-pack-of-a-test"
    folder = pack / "katas" / "101_own"
    try:
        shutil.copytree(KATAS[1], folder)
        yield folder
    finally:
        shutil.rmtree(pack, ignore_errors=True)


def test_the_checks_of_a_pack_that_pip_installed_are_not_there(installed: Path) -> None:
    """Neither are those of its other katas."""
    source = SPIES.replace("{folder!r}", repr(str(installed.parent)))
    work = Work("ann", "101_own", "d", installed, content_of(installed), "x", source.encode())
    bench = Workbench(sandboxed=True)
    try:
        graded = bench.grade(work)
    finally:
        bench.close()
    assert graded.document["checks"][0]["seen"] == "it raised ValueError: there are 0 files"

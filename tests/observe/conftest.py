"""Programs written for a test, and observed for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from programs import Bench


@pytest.fixture(scope="module")
def bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    """The test module's own ``PROGRAM``, observed by one observer for all of its tests."""
    with Bench(tmp_path_factory.mktemp("own"), request.module.PROGRAM) as bench:
        yield bench


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """Writes a program for one test, and gives an observer of it."""
    benches: list[Bench] = []

    def make(source: str, **options: object) -> Bench:
        folder = tmp_path / str(len(benches))
        folder.mkdir()
        benches.append(Bench(folder, source, **options))
        return benches[-1]

    yield make
    for bench in benches:
        bench.observer.close()

"""A learner's file as a script: children find it as the main module, or miss its main guard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from programs import METHODS, Bench

from grader.models import Limits
from grader.observe.observation import Ending

GUARDED = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def double(number):
    return f"{__name__} {number * 2}"


print("imported as", __name__)
if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(list(pool.map(double, [1, 2])))
"""
UNGUARDED = GUARDED.replace('if __name__ == "__main__":', "if True:")


@pytest.mark.parametrize("method", METHODS)
def test_a_script_runs_under_each_start_method(program: Callable[..., Bench], method: str) -> None:
    """Only the script itself is the main module; spawned children import it by another name."""
    seen = program(GUARDED).script(start_method=method)
    assert (seen.ending, seen.status, seen.left_running) == (Ending.RETURNED, 0, ())
    name = "__main__" if method == "fork" else "__mp_main__"
    assert f"['{name} 2', '{name} 4']" in seen.output
    assert ("imported as __mp_main__" in seen.output) is (method != "fork")
    assert [event.facts["cls"] for event in seen.trace.pools] == ["ProcessPoolExecutor"]


HANDED_BACK = """
from concurrent.futures import ProcessPoolExecutor


class Answer:
    pass


def answer(number):
    return Answer()


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(type(next(pool.map(answer, [1]))) is Answer)
"""


@pytest.mark.parametrize("method", METHODS)
def test_a_class_of_the_script_comes_back_as_itself(
    program: Callable[..., Bench], method: str
) -> None:
    """`multiprocessing` knows the main module by two names, as it does where Python runs it."""
    seen = program(HANDED_BACK).script(start_method=method)
    assert (seen.ending, seen.output) == (Ending.RETURNED, "True\n")


def test_a_missing_main_guard_breaks_the_pool(program: Callable[..., Bench]) -> None:
    """A spawned child would start a pool of its own as it imports the file."""
    bench = program(UNGUARDED)
    seen = bench.script(start_method="spawn", limits=Limits(seconds=5))
    assert seen.ending is Ending.RAISED
    assert seen.failure is not None
    assert seen.failure.error == "BrokenProcessPool"
    assert seen.failure.line == bench.line("print(list(")
    assert "bootstrapping phase" in seen.output


def test_a_missing_main_guard_does_no_harm_under_fork(program: Callable[..., Bench]) -> None:
    """There the children import nothing."""
    assert program(UNGUARDED).script(start_method="fork").ending is Ending.RETURNED


ENDS = {
    "": (Ending.RETURNED, None),
    "import sys; sys.exit()": (Ending.RETURNED, None),
    "import sys; sys.exit(0)": (Ending.RETURNED, None),
    "import sys; sys.exit(4)": (Ending.RAISED, ("SystemExit", 4)),
    "raise SystemExit('no files')": (Ending.RAISED, ("SystemExit", None)),
    "1 / 0": (Ending.RAISED, ("ZeroDivisionError", None)),
    "def f(:": (Ending.RAISED, ("SyntaxError", None)),
    "raise KeyboardInterrupt": (Ending.RAISED, ("KeyboardInterrupt", None)),
}


@pytest.mark.parametrize(("source", "expected"), ENDS.items(), ids=ENDS)
def test_a_script_ends_as_python_would_end_it(
    program: Callable[..., Bench], source: str, expected: tuple[Ending, tuple[str, int] | None]
) -> None:
    """An exit with a status that is not 0 is told as an exception, with the status."""
    seen = program(source).script()
    failure = (seen.failure.error, seen.failure.code) if seen.failure is not None else None
    assert (seen.ending, failure) == expected


def test_a_script_has_the_name_of_its_file_and_no_arguments(program: Callable[..., Bench]) -> None:
    """As `python FILE` would give it."""
    source = "import sys; print(len(sys.argv), sys.argv[0] == __file__, __name__)"
    assert program(source).script().output == "1 True __main__\n"


def test_threads_of_a_script_are_waited_for(program: Callable[..., Bench]) -> None:
    """As Python waits for threads at its end, so that nothing is left running."""
    source = """
import threading
def later():
    threading.Event().wait(0.1)
    print("done")
threading.Thread(target=later).start()
"""
    seen = program(source).script()
    assert (seen.ending, seen.output, seen.left_running) == (Ending.RETURNED, "done\n", ())

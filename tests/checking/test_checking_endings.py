"""What a learner reads of a program that did not simply return."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from grader.models import Limits, Report, Verdict

Grade = Callable[..., Report]

SHORT = Limits(seconds=1)
_ENDED = "before it was done. Look for os._exit(), for a kill, or for a call into C that crashed."


def program(*lines: str) -> str:
    """A file whose run_in_thread has these lines."""
    body = "".join(f"    {line}\n" for line in lines)
    return f"import os, signal, sys, threading\n\n\ndef run_in_thread(func):\n{body}"


CRASHES = [
    (
        "sys.exit() in the function",
        program("func()", "sys.exit(0)"),
        "sys.exit() ended the program inside run_in_thread. A function that others call hands "
        "back with return, or raises an exception that says what is wrong.",
        6,
    ),
    (
        "os._exit() that says all is well",
        program("func()", "os._exit(0)"),
        f"The process ended inside run_in_thread, with exit status 0, {_ENDED}",
        None,
    ),
    (
        "os._exit() with a number",
        program("os._exit(7)"),
        f"The process ended inside run_in_thread, with exit status 7, {_ENDED}",
        None,
    ),
    (
        "os._exit() in the thread",
        program("t = threading.Thread(target=os._exit, args=(0,))", "t.start()", "t.join()"),
        f"The process ended inside run_in_thread, with exit status 0, {_ENDED}",
        None,
    ),
    (
        "a signal",
        program("os.kill(os.getpid(), signal.SIGKILL)"),
        f"The process ended inside run_in_thread, by signal SIGKILL, {_ENDED}",
        None,
    ),
    (
        "200 MB of output",
        program("for _ in range(200):", "    print('x' * 1_000_000)"),
        "The program printed more than its limit and was ended. Look for a print in a loop that "
        "never stops, and take it out.",
        None,
    ),
    (
        "8 GB of memory",
        program("return bytearray(8 * 2**30)"),
        "The program asked for more memory than its limit. Look for the line that makes or copies "
        "something very large.",
        5,
    ),
]


@pytest.mark.parametrize(
    ("source", "message", "line"), [case[1:] for case in CRASHES], ids=[case[0] for case in CRASHES]
)
def test_a_crash_says_how_and_where(
    graded: Grade, source: str, message: str, line: int | None
) -> None:
    """A process that ends early is a crash, whatever its exit status says."""
    report = graded(source)
    assert report.verdict is Verdict.CRASH
    assert {(c.verdict, c.message, c.line) for c in report.checks} == {
        (Verdict.CRASH, message, line)
    }


ASK = (
    "Ask of the line where it stood: what would have to happen for the program to go on from there?"
)


def test_a_loop_without_end_is_a_timeout_that_says_where_it_stood(graded: Grade) -> None:
    """The line is the one that was running at the limit."""
    report = graded(program("while True:", "    pass"), limits=SHORT)
    assert report.verdict is Verdict.TIMEOUT
    check = report.checks[0]
    assert check.message == f"run_in_thread was still running at its limit. {ASK}"
    assert check.line in (5, 6)
    assert check.seen == f"MainThread stands in line {check.line}"


def test_an_import_without_end_is_a_timeout(graded: Grade) -> None:
    """The report has its one entry for the import, and the line that it stood in."""
    report = graded("import time\n\ntime.sleep(1000)\n", limits=SHORT)
    assert report.verdict is Verdict.TIMEOUT
    (check,) = report.checks
    assert check.message == f"The import of your file was still running at its limit. {ASK}"
    assert (check.line, check.seen) == (3, "MainThread stands in line 3")


def test_workers_of_an_import_that_cannot_end_belong_under_the_guard(graded: Grade) -> None:
    """A thread that waits for the import, which waits for the thread, is told the way out."""
    report = graded(
        "import threading\n\n\ndef look():\n    import importlib\n\n"
        "    importlib.import_module(__name__)\n\n\n"
        "thread = threading.Thread(target=look)\nthread.start()\nthread.join()\n",
        limits=SHORT,
    )
    (check,) = report.checks
    assert check.verdict in (Verdict.DEADLOCK, Verdict.TIMEOUT)
    assert check.message is not None
    assert check.message.endswith(
        " It starts threads or processes while it is imported. Put the lines that do so below "
        'if __name__ == "__main__":.'
    )


TWO_LOCKS = """\
import threading

spoon, fork = threading.Lock(), threading.Lock()


def eat(first, second, both, func):
    with first:
        both.wait()
        with second:
            func()


def run_in_thread(func):
    both = threading.Barrier(2)
    plans = {"Ann": (spoon, fork), "Ben": (fork, spoon)}
    threads = [
        threading.Thread(target=eat, name=name, args=(*locks, both, func))
        for name, locks in plans.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_two_locks_in_opposite_order_are_a_deadlock(graded: Grade) -> None:
    """Each thread is told with its line, and the caller with the thread that it waits for."""
    report = graded(TWO_LOCKS)
    assert report.verdict is Verdict.DEADLOCK
    check = report.checks[0]
    assert check.message == "run_in_thread can never end: every thread waits for another."
    assert check.line == 23
    assert check.seen is not None
    first, *others = check.seen.splitlines()
    assert first == "MainThread waits in line 23 for Ann to end"
    assert sorted(others) == [
        "Ann waits in line 9 for second, inside with first (line 7)",
        "Ben waits in line 9 for second, inside with first (line 7)",
    ]


NAMED_LOCKS = """\
import threading

spoon, fork = threading.Lock(), threading.Lock()
both = threading.Barrier(2)


def ann(func):
    with spoon:
        both.wait()
        with fork:
            func()


def ben(func):
    with fork:
        both.wait()
        take_spoon(func)


def take_spoon(func):
    spoon.acquire()
    func()


def run_in_thread(func):
    threads = [
        threading.Thread(target=each, args=(func,), name=each.__name__) for each in (ann, ben)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_who_waits_for_whom_in_a_ring_is_told(graded: Grade) -> None:
    """Where names mean the same to all threads; also through a function that one has called."""
    check = graded(NAMED_LOCKS).checks[0]
    assert check.verdict is Verdict.DEADLOCK
    assert check.seen is not None
    first, *others, last = check.seen.splitlines()
    assert first == "MainThread waits in line 32 for ann to end"
    assert sorted(others) == [
        "ann waits in line 10 for fork, inside with spoon (line 8)",
        "ben waits in line 21 for spoon, inside with fork (line 15), called in line 17",
    ]
    assert last in (
        "ann waits for fork, which ben has taken; ben waits for spoon, which ann has taken",
        "ben waits for spoon, which ann has taken; ann waits for fork, which ben has taken",
    )


WAITS = [
    (
        "a lock that is taken twice",
        ("lock = threading.Lock()", "with lock:", "    with lock:", "        func()"),
        "MainThread waits in line 7 for lock, inside with lock (line 6)",
    ),
    (
        "a queue into which nobody puts",
        ("import queue", "numbers = queue.Queue()", "numbers.get()"),
        "MainThread waits in line 7 for something to come from numbers",
    ),
    (
        "a barrier with too few",
        ("threading.Barrier(2).wait()",),
        "MainThread waits in line 5 for threading.Barrier(2)",
    ),
    (
        "a future that never gets its result",
        ("from concurrent.futures import Future", "Future().result()"),
        "MainThread waits in line 6 for the result of Future()",
    ),
    (
        "a full queue",
        ("import queue", "q = queue.Queue(1)", "q.put(1)", "q.put(2)"),
        "MainThread waits in line 8 for room in q",
    ),
]


@pytest.mark.parametrize(("lines", "told"), [w[1:] for w in WAITS], ids=[w[0] for w in WAITS])
def test_what_a_line_waits_for_is_told(graded: Grade, lines: tuple[str, ...], told: str) -> None:
    """By the source, which names the thing and how it is waited for."""
    check = graded(program(*lines)).checks[0]
    assert check.verdict is Verdict.DEADLOCK
    assert check.seen == told


def test_a_join_of_oneself_by_way_of_another_is_a_deadlock(graded: Grade) -> None:
    """The caller waits for the thread, and the thread for the caller."""
    report = graded(
        program(
            "caller = threading.current_thread()",
            "thread = threading.Thread(target=caller.join, name='Ann')",
            "thread.start()",
            "thread.join()",
        )
    )
    assert report.verdict is Verdict.DEADLOCK
    check = report.checks[0]
    assert check.message == "run_in_thread can never end: every thread waits for another."
    assert check.seen is not None
    assert check.seen.startswith("MainThread waits in line 8 for Ann to end")


BROKEN_HALF = """\
import os
import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    {body}
"""


@pytest.mark.parametrize(
    ("body", "verdict"),
    [("while True: pass", Verdict.TIMEOUT), ("os._exit(0)", Verdict.CRASH)],
)
def test_the_other_checks_keep_their_results(graded: Grade, body: str, verdict: Verdict) -> None:
    """A function that never ends, or ends the process, costs its own checks only."""
    report = graded(BROKEN_HALF.format(body=body), kata=6, limits=SHORT)
    assert report.verdict is verdict
    assert {check.id: check.verdict for check in report.checks} == {
        "one_new_thread": Verdict.PASS,
        "value_whole": Verdict.PASS,
        "value_by_args": verdict,
        "waits_by_join": verdict,
        "all_started_first": verdict,
        "each_value_once": verdict,
    }


FAKE = json.dumps({"schema": 1, "verdict": "pass", "checks": [{"id": "runs_once"}]})
_WRITES = program("for n in (1, 2):", f"    os.write(n, {FAKE.encode()!r})")
IDLE = [
    ("returns at once", program("nothing = None")),
    ("prints a report of its own", program(f"print({FAKE!r})", "sys.stdout.flush()")),
    ("writes a report to its descriptors", _WRITES),
]


@pytest.mark.parametrize("body", ['"""To do."""', "pass", "...", "return", "return None"])
def test_an_empty_function_is_told_once_for_all(graded: Grade, body: str) -> None:
    """By its name and line, and without a hint for what comes later."""
    report = graded(program('"""As the task says."""', body))
    told = {(check.verdict, check.message, check.line, check.hint) for check in report.checks}
    assert len(report.checks) == 3
    assert told == {
        (
            Verdict.FAIL,
            "run_in_thread does nothing yet. Write below its def what its docstring and the "
            "kata's task ask for.",
            4,
            None,
        )
    }


@pytest.mark.parametrize("source", [case[1] for case in IDLE], ids=[case[0] for case in IDLE])
def test_a_function_that_does_nothing_passes_nothing(graded: Grade, source: str) -> None:
    """What a program says of itself counts for nothing."""
    report = graded(source)
    assert report.verdict is Verdict.FAIL
    assert [check.seen for check in report.checks] == [
        "no call of func, and no thread",
        "no thread ran it",
        "no thread was started",
    ]


RAISES = [
    (
        "an exception of its own",
        program("raise ValueError('no such log')"),
        ("run_in_thread runs to its end", "it raised ValueError: no such log", 5, None),
    ),
    (
        "an exception without a message",
        program("raise KeyError"),
        ("run_in_thread runs to its end", "it raised KeyError", 5, None),
    ),
    (
        "a name that is not imported",
        "def run_in_thread(func):\n    t = threading.Thread(target=func)\n    t.start()\n",
        (
            "run_in_thread runs to its end",
            "it raised NameError: name 'threading' is not defined",
            2,
            None,
        ),
    ),
    (
        "one start too many",
        program("t = threading.Thread(target=func)", "t.start()", "t.start()"),
        (
            "run_in_thread runs to its end",
            "it raised RuntimeError: threads can only be started once",
            7,
            "started-twice",
        ),
    ),
]


@pytest.mark.parametrize(
    ("source", "told"), [case[1:] for case in RAISES], ids=[case[0] for case in RAISES]
)
def test_an_exception_is_told_with_its_line(
    graded: Grade, source: str, told: tuple[str, str, int, str | None]
) -> None:
    """It fails the check, and where a belief explains it, that is named."""
    check = graded(source).checks[0]
    assert check.verdict is Verdict.FAIL
    assert (check.expected, check.seen, check.line, check.misconception) == told


@pytest.mark.parametrize(
    ("source", "kind", "word"),
    [
        (program("func()", "yield"), "generator", "yield"),
        (program("func()").replace("def run", "async def run"), "coroutine", "async"),
    ],
)
def test_a_function_whose_call_runs_nothing_is_told(
    graded: Grade, source: str, kind: str, word: str
) -> None:
    """A yield or an async makes a call of the function do nothing, which is no fault of threads."""
    report = graded(source)
    assert report.verdict is Verdict.FAIL
    assert {check.seen for check in report.checks} == {f"it returned a {kind}"}
    assert report.checks[0].message == (
        f"Nothing in run_in_thread ran: a function with {word} in it only makes a {kind} "
        f"when it is called. Take the {word} out."
    )


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("Thread(target=func).start()", "from threading import Thread"),
        ("multiprocessing.Process(target=func).start()", "import multiprocessing"),
        ("ProcessPoolExecutor()", "from concurrent.futures import ProcessPoolExecutor"),
        ("perf_counter()", "from time import perf_counter"),
        ("thraed", None),
    ],
)
def test_a_name_that_was_not_imported_is_told_with_its_import(
    graded: Grade, line: str, advice: str | None
) -> None:
    """In the function and at import; of a name of nowhere nothing is said but Python's own."""
    name = re.split(r"\W", line)[0]
    told = f"Nobody has told Python what {name} is. Begin the file with: {advice}"
    in_function = graded(program(line)).checks[0]
    assert in_function.seen == f"it raised NameError: name '{name}' is not defined" + (
        ". Did you forget to import 'multiprocessing'?"
        if in_function.seen is not None and "forget" in in_function.seen
        else ""
    )
    assert in_function.message == (told if advice is not None else None)
    at_import = graded(f"{line}\n{program('func()')}").checks[0]
    assert at_import.message is not None
    assert at_import.message.endswith(told) == (advice is not None)


def test_run_and_then_join_is_told_as_run(graded: Grade) -> None:
    """join() is what complains, and run() what was wrong."""
    body = ("thread = threading.Thread(target=func)", "thread.run()", "thread.join()")
    check = graded(program(*body)).checks[0]
    assert (check.misconception, check.line) == ("run-instead-of-start", 6)

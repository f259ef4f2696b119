"""What stands between a learner's program and everything else."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from programs import BRIEF, SHORT, Bench

from grader.models import Limits
from grader.observe.forkserver import ForkServer
from grader.observe.observation import Ending
from grader.observe.observer import Observer
from grader.observe.request import Hold, Job, Request, Task

PROGRAM = '''
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from pathlib import Path


def grader_socket():
    """Find the grader's socket by this process's own descriptors."""
    for name in os.listdir("/proc/self/fd"):
        try:
            one = socket.socket(fileno=os.dup(int(name)))
            path = one.getpeername()
            one.close()
        except OSError:
            continue
        if path and isinstance(path, str):
            return path
    raise LookupError("no socket of the grader's")


def connect():
    one = socket.socket(socket.AF_UNIX)
    one.connect(grader_socket())
    return one


def rubbish(text):
    one = connect()
    one.sendall(text.encode("latin-1"))
    time.sleep(0.2)
    return "done"


def forge(message, hello):
    """Speak as the probes do."""
    wire = threading.Thread.start._grader_recorder.wire
    if hello:
        one = connect()
        message = {"m": "hello", "token": wire._token, "role": "events", **message}
        body = json.dumps(message).encode()
        one.sendall(struct.pack(">I", len(body)) + body)
        body = b'{"m":"ready"}'
        one.sendall(struct.pack(">I", len(body)) + body)
        globals()["kept"] = one
    else:
        wire.send(message)
    return "done"


def forge_and_hang(message):
    forge(message, True)
    while True:
        time.sleep(600)


def never_listens():
    """Wait at the gate again and again, and never take an answer."""
    wire = threading.Thread.start._grader_recorder.wire
    one = connect()
    def say(message):
        body = json.dumps(message).encode()
        one.sendall(struct.pack(">I", len(body)) + body)
    say({"m": "hello", "token": wire._token, "pid": os.getpid(), "role": "gate"})
    event = {"m": "event", "k": "begin", "t": 1, "pid": os.getpid(), "tid": 1, "thread": "x",
             "by": "learner", "line": 1, "task": "x", "args": [], "kwargs": {}}
    for number in range(1500):
        say({"m": "wait", "event": {**event, "call": str(number)}})
        time.sleep(0.0005)
    return "done"


def talks_while_it_is_ended():
    if os.fork() == 0:
        path = grader_socket()
        while True:
            try:
                one = socket.socket(socket.AF_UNIX)
                one.connect(path)
                one.sendall(b"GET / HTTP/1.1")
            except OSError:
                pass
    return "done"


def chatters():
    wire = threading.Thread.start._grader_recorder.wire
    while True:
        wire.send({"m": "hm"})


def stacks_of_its_own():
    folder = Path(threading.Thread.start._grader_recorder.passport.stacks)
    (folder / "nonsense.txt").write_text("Thread 0x1")
    while True:
        time.sleep(600)


def standard_input():
    return [sys.stdin.read(), os.read(0, 10)]


def environment():
    return sorted(os.environ)


def folder():
    Path("left.txt").write_text("here")
    return [os.getcwd(), sorted(os.listdir("."))]


def arguments():
    return [len(sys.argv), sys.argv[0] == __file__, __name__]


def helper():
    import helper_beside_it
    return helper_beside_it.VALUE


def reads(path):
    return Path(path).read_text()


def lists(path):
    return sorted(os.listdir(path))


def catches(path):
    try:
        open(path)
    except PermissionError:
        return "refused"


def hidden_threads():
    return [one.name for one in threading.enumerate()]


def signals():
    return [signal.getsignal(signal.SIGINT) is signal.default_int_handler]
'''

RUBBISH = [
    "GET / HTTP/1.1\r\n\r\n",
    "\x00\x00\x00\x02{}",
    "\x00\x00\x00\x02[]",
    "\x00\x00\x00\x03abc",
    "\xff\xff\xff\xff",
    '\x00\x00\x00\x0d{"m":"hello"}',
    '\x00\x00\x00\x22{"m":"hello","token":"x","pid":"y"}',
    "\x00",
    "",
]


@pytest.mark.parametrize("text", RUBBISH, ids=ascii)
def test_rubbish_on_the_graders_socket_is_nonsense_or_nothing(bench: Bench, text: str) -> None:
    """What is cut short says nothing; all else ends the program."""
    seen = bench.call("rubbish", text)
    whole = len(text) > 3
    assert seen.ending is (Ending.NONSENSE if whole else Ending.RETURNED)
    assert bench.call("arguments").ending is Ending.RETURNED


def test_a_stranger_is_hung_up_on(bench: Bench) -> None:
    """A hello with another token is one from another observation."""
    body = '{"m":"hello","token":"x","pid":1}'
    ready = '{"m":"ready"}'
    text = "".join(f"\0\0\0{chr(len(part))}{part}" for part in (body, ready))
    seen = bench.call("rubbish", text)
    assert (seen.ending, seen.value) == (Ending.RETURNED, "done")


FORGED = [
    {"m": "event", "k": "nothing"},
    {"m": "event"},
    {"m": "event", "k": "begin", "t": 1},
    {"m": "raised"},
    {"m": "raised", "error": 1, "message": [], "line": "x", "code": {}},
    {"m": "returned", "value": {"nonsense": 1}},
    {"m": "returned", "value": {"float": 1}, "threads_alive": "many"},
    {"m": "missing"},
    {"m": "wait"},
    {"m": "wait", "event": {"k": "over"}},
    {"m": []},
    {"m": None},
    {},
]


@pytest.mark.parametrize("message", FORGED, ids=ascii)
def test_a_forged_message_is_the_programs_own_fault(bench: Bench, message: object) -> None:
    """It is never an error of the grader's, and the next observation works."""
    seen = bench.call("forge", message, False)
    assert seen.ending in (Ending.NONSENSE, Ending.RETURNED, Ending.RAISED, Ending.MISSING)
    assert bench.call("arguments").ending is Ending.RETURNED


def test_an_event_with_arguments_that_nobody_encoded_is_nonsense(bench: Bench) -> None:
    """It is found out before a check asks for the calls."""
    here = {"t": 2**62, "pid": 1, "tid": 1, "thread": "x", "by": "learner", "line": None}
    begun = {"call": "1.1.1", "task": "x", "args": [{"a": 1, "b": 2}], "kwargs": {}}
    seen = bench.call("forge", {"m": "event", "k": "begin", **here, **begun}, False)
    assert seen.ending is Ending.NONSENSE
    assert seen.trace.calls == ()


@pytest.mark.parametrize("pid", [0, -1, 10**30])
def test_a_process_that_claims_a_number_is_not_believed(bench: Bench, pid: int) -> None:
    """Those who are asked for their stacks descend from the grader's own child."""
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: heard.append(number))
    try:
        seen = bench.call("forge_and_hang", {"pid": pid}, limits=BRIEF)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert seen.ending is Ending.TIMEOUT
    assert heard == []


def test_the_graders_own_process_is_not_signalled(bench: Bench) -> None:
    """A program may know the grader's number, and claim to be it."""
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: heard.append(number))
    try:
        seen = bench.call("forge_and_hang", {"pid": os.getpid()}, limits=BRIEF)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert (seen.ending, heard) == (Ending.TIMEOUT, [])


def test_who_never_listens_does_not_stop_the_grader(bench: Bench) -> None:
    """Answers that nobody takes fill a socket, and the grader goes on without it."""
    seen = bench.call("never_listens", hold=Hold(in_flight=1), limits=Limits(seconds=10))
    assert seen.ending in (Ending.DIED, Ending.RAISED, Ending.RETURNED, Ending.NONSENSE)


def test_a_program_that_talks_nonsense_while_it_is_ended_is_ended(bench: Bench) -> None:
    """What is said between two observations is nobody's."""
    for _ in range(3):
        seen = bench.call("talks_while_it_is_ended")
        assert seen.ending in (Ending.RETURNED, Ending.NONSENSE, Ending.FLOOD)
        assert bench.call("arguments").ending is Ending.RETURNED


def test_a_program_that_never_stops_talking_meets_its_limit(bench: Bench) -> None:
    """Whatever it says, it is looked at."""
    assert bench.call("chatters", limits=BRIEF).ending is Ending.TIMEOUT


def test_stacks_that_a_program_wrote_itself_do_no_harm(bench: Bench) -> None:
    """A file with another name than a process's number is passed over."""
    seen = bench.call("stacks_of_its_own", limits=BRIEF)
    assert seen.ending is Ending.TIMEOUT
    assert len(seen.stacks) == 1


def test_standard_input_is_empty(bench: Bench) -> None:
    """A program that asks for input meets its end, and never waits for the learner."""
    assert bench.call("standard_input").value == ["", b""]


def test_nothing_of_pytest_is_in_the_environment(
    program: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing tells a program which check is running; the rest is as it was."""
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "test_secret")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-q")
    monkeypatch.setenv("KATA_TESTS_OWN", "1")
    names = program(PROGRAM).call("environment").value
    assert "KATA_TESTS_OWN" in names
    assert [name for name in names if name.startswith("PYTEST_")] == []


def test_the_working_folder_is_new_and_empty_and_gone_afterwards(bench: Bench) -> None:
    """What one observation writes, the next does not find."""
    (one, listing), (two, again) = (bench.call("folder").value for _ in range(2))
    assert listing == again == ["left.txt"]
    assert one != two
    assert not Path(one).exists()


def test_the_learners_folder_is_not_written_to(bench: Bench) -> None:
    """No cached bytecode, nothing."""
    before = sorted(path.name for path in bench.file.parent.rglob("*"))
    assert bench.call("arguments").ending is Ending.RETURNED
    assert sorted(path.name for path in bench.file.parent.rglob("*")) == before == ["program.py"]


def test_the_file_is_imported_under_its_name(bench: Bench) -> None:
    """With the arguments of a script that got none."""
    assert bench.call("arguments").value == [1, True, "program"]


def test_a_helper_beside_the_file_is_found(program: Callable[..., Bench]) -> None:
    """And one that has the name of a module of the library does not replace it."""
    bench = program(PROGRAM)
    (bench.file.parent / "helper_beside_it.py").write_text("VALUE = 7\n")
    (bench.file.parent / "json.py").write_text("raise SystemExit('not the library')\n")
    assert bench.call("helper").value == 7


def test_an_observation_sees_the_file_as_it_was(program: Callable[..., Bench]) -> None:
    """A file that is edited meanwhile is graded as it was when the grading began."""
    bench = program("def run(): return 1\n")
    bench.file.write_text("def run(): return 2\n")
    assert bench.call("run").value == 1


def test_what_is_off_limits_is_refused_and_told(
    program: Callable[..., Bench], tmp_path: Path
) -> None:
    """Opened or listed, by its path or a way around; a program that catches it is told as well."""
    hidden = tmp_path / "kata"
    hidden.mkdir()
    (hidden / "solution.py").write_text("SECRET = 1\n")
    bench = program(PROGRAM, off_limits=(hidden,))
    around = f"{tmp_path}/./kata/../kata/solution.py"
    for function, path in [("reads", hidden / "solution.py"), ("reads", around), ("lists", hidden)]:
        seen = bench.call(function, str(path))
        assert seen.failure is not None
        assert seen.failure.error == "PermissionError"
        assert [Path(e.facts["path"]).is_relative_to(hidden) for e in seen.trace.of("trespass")]
    seen = bench.call("catches", str(hidden / "solution.py"))
    assert (seen.value, len(seen.trace.of("trespass"))) == ("refused", 1)


def test_what_is_not_off_limits_may_be_read(program: Callable[..., Bench], tmp_path: Path) -> None:
    """A folder whose name begins alike is another folder."""
    beside = tmp_path / "kata2"
    beside.mkdir()
    (beside / "data.txt").write_text("data")
    bench = program(PROGRAM, off_limits=(tmp_path / "kata",))
    seen = bench.call("reads", str(beside / "data.txt"))
    assert (seen.value, seen.trace.of("trespass")) == ("data", [])


def test_a_trespass_at_import_is_told(program: Callable[..., Bench], tmp_path: Path) -> None:
    """Before the function is called."""
    hidden = tmp_path / "kata"
    hidden.mkdir()
    source = f"try: open({str(hidden / 'x')!r})\nexcept OSError: pass\ndef run(): pass\n"
    seen = program(source, off_limits=(hidden,)).call("run")
    assert seen.ending is Ending.RETURNED
    assert len(seen.trace.of("trespass")) == 1


def test_the_probes_add_no_thread(bench: Bench) -> None:
    """A program that counts its threads finds its own."""
    assert bench.call("hidden_threads").value == ["MainThread"]


def test_ctrl_c_is_as_in_any_program(bench: Bench) -> None:
    """The grader's own child ignores it; the learner's program does not."""
    assert bench.call("signals").value == [True]


def test_a_file_may_have_the_name_of_a_module_of_the_library(tmp_path: Path) -> None:
    """What comes of it is the learner's to see, and the probes are in place before."""
    file = tmp_path / "queue.py"
    file.write_text("import queue\nclass Queue: pass\ndef run(): return queue.__file__\n")
    with Observer(file, "queue") as observer:
        seen = observer.observe(Request(("run",)), SHORT)
        assert seen.ending in (Ending.RETURNED, Ending.MISSING)
        assert observer.observe(Request(job=Job.LOAD), SHORT).ending is Ending.RETURNED


def test_a_task_hides_nothing_that_a_program_could_miss(program: Callable[..., Bench]) -> None:
    """It has a name, and shows itself as a function."""
    source = "def run(func): return [func.__name__, repr(func), callable(func)]\n"
    value = program(source).call("run", Task("download")).value
    assert value == ["download", "<function download>", True]


def test_an_interpreter_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Before anything is observed."""
    with pytest.raises(FileNotFoundError):
        ForkServer(str(tmp_path / "python"))

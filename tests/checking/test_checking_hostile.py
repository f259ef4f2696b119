"""What a program leaves behind, and what it reads that it should not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from grader.content.builtin import content_root
from grader.models import Report, Verdict

Grade = Callable[..., Report]

FOLDER = content_root() / "katas" / "1_threading_basic"
RIGHT_BODY = "    t = threading.Thread(target=func)\n    t.start()\n    t.join()\n"


def program(body: str) -> str:
    """A right program that does something else first."""
    head = "import os, subprocess, threading\n\n\ndef run_in_thread(func):\n"
    return head + body + RIGHT_BODY


def test_a_thread_that_runs_on_is_reported(graded: Grade) -> None:
    """A thread that is no daemon and waits for ever ends with the observation."""
    waits = "    threading.Thread(target=threading.Event().wait, name='watcher').start()\n"
    report = graded(program(waits))
    assert report.verdict is Verdict.FAIL
    assert report.left_running == ("thread watcher, started in line 5",)


def test_many_processes_are_reported_and_ended(graded: Grade) -> None:
    """None of them is alive when the report is there, and each is in it."""
    many = "    for _ in range(150):\n        subprocess.Popen(['sleep', '98765'])\n"
    report = graded(program(many))
    assert report.verdict is Verdict.FAIL
    assert len(report.left_running) == 150 * 3  # in each of three calls, two of them in one process
    assert all(left.endswith(" (sleep 98765)") for left in report.left_running)
    assert sleepers("98765") == []


def test_a_process_that_slipped_away_is_ended(graded: Grade) -> None:
    """A session of its own and a parent that is gone do not hide a process."""
    away = "    subprocess.Popen('sleep 98764 &', shell=True, start_new_session=True).wait()\n"
    report = graded(program(away))
    assert sleepers("98764") == []
    assert any(left.endswith(" (sleep 98764)") for left in report.left_running)


def sleepers(seconds: str) -> list[psutil.Process]:
    """The living processes that a program of these tests has started."""
    return [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", seconds]]


READERS = [
    ("opens it", "open({path!r})"),
    ("lists the folder", "os.listdir({folder!r})"),
    ("goes there first", "os.chdir({folder!r}); open('checks.py')"),
]


@pytest.mark.parametrize("reads", [case[1] for case in READERS], ids=[case[0] for case in READERS])
@pytest.mark.parametrize("catches", [False, True], ids=["and lets it out", "and catches the error"])
def test_a_program_that_reads_the_checks_fails_kindly(
    graded: Grade, reads: str, catches: bool
) -> None:
    """Reading the answer is no crime, only no solution; also where the error is caught."""
    line = reads.format(path=str(FOLDER / "checks.py"), folder=str(FOLDER))
    if catches:
        body = f"    try:\n        {line}\n    except OSError:\n        pass\n"
    else:
        body = f"    {line}\n"
    report = graded(program(body))
    assert report.verdict is Verdict.FAIL
    check = report.checks[0]
    assert check.message == (
        "The kata's own folder is closed while your program is graded. The checks are no secret: "
        "read them in an editor, and let the program do the work itself."
    )
    assert check.expected == "the program works without the kata's checks and solution"
    assert check.seen is not None
    assert check.seen.startswith("it opened ")
    assert check.line == (6 if catches else 5)


def test_the_checks_are_not_on_the_path(graded: Grade, tmp_path: Path) -> None:
    """A program cannot import what it is graded by."""
    report = graded("from checks import test_runs_once\n" + program(""))
    assert report.checks[0].message == (
        "While your file was imported, line 1 raised ModuleNotFoundError: No module named 'checks'."
    )


SETTINGS = {
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "conftest.py": "raise RuntimeError('a conftest that must not be read')\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--no-such-option'\n",
    "test_other.py": "def test_other():\n    assert False\n",
}


def test_a_learners_settings_for_pytest_change_nothing(
    graded: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither files beside the learner's nor variables of the environment reach the checks."""
    (tmp_path / "learner").mkdir()
    for name, text in SETTINGS.items():
        (tmp_path / "learner" / name).write_text(text)
    monkeypatch.chdir(tmp_path / "learner")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only --no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert graded(program("")).verdict is Verdict.PASS


def test_the_environment_is_as_it_was_afterwards(
    graded: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is hidden from the checks is put back."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-x")
    graded(program(""))
    import os

    assert os.environ["PYTEST_ADDOPTS"] == "-x"


def test_a_report_holds_no_text_of_any_size(graded: Grade) -> None:
    """What a program hands over may be huge; the report says how long it was."""
    source = (
        "import threading\n\n\ndef run_with_arg(func, val):\n"
        "    t = threading.Thread(target=func, args=('x' * 5_000_000,))\n"
        "    t.start()\n    t.join()\n\n\ndef run_each(func, vals):\n    pass\n"
    )
    report = graded(source, kata=6)
    (check,) = (check for check in report.checks if check.id == "value_whole")
    assert check.seen is not None
    assert check.seen.endswith("… (5000008 characters in all)")
    assert len(check.seen) < 2000


def test_a_name_that_is_no_string_is_no_forgery(graded: Grade) -> None:
    """A subclass may give its threads names of any type."""
    source = (
        "import threading\n\n\nclass Named(threading.Thread):\n    name = 5\n\n\n"
        "def run_in_thread(func):\n    t = Named(target=func)\n    t.start()\n    t.join()\n"
    )
    assert graded(source).verdict is Verdict.PASS


def test_a_process_forked_at_the_last_moment_is_told(graded: Grade) -> None:
    """A fork whose child has not said hello when the function ends, nor its child in turn."""
    source = (
        "import os\nimport threading\nimport time\n\n\ndef run_in_thread(func):\n"
        "    t = threading.Thread(target=func)\n    t.start()\n    t.join()\n"
        "    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n"
        "            time.sleep(300)\n        os._exit(0)\n"
    )
    for _ in range(5):
        report = graded(source)
        assert report.verdict is Verdict.FAIL
        assert report.left_running

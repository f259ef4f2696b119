"""The boundary of the command line: every error is a message and a status."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader.cli import main
from grader.cli.fault import tell


def test_help_names_every_command(kata):
    """The help lists the commands with a line each, and none of the lines is cut short."""
    done = kata("--help")
    assert done.returncode == 0
    for command in ("start", "grade", "list", "reset", "quiz"):
        assert f"\n  {command} " in done.stdout
    assert "..." not in done.stdout.partition("Commands:")[2]


def test_help_imports_neither_yaml_nor_pytest():
    """What help does not need is not imported for it."""
    program = (
        "import sys; from grader.cli.main import guarded; guarded(['--help'])\n"
        "print([m for m in ('yaml', 'pytest', 'sqlite3', 'multiprocessing') if m in sys.modules])"
    )
    # Whoever measures these tests measures their processes too, and imports more for that.
    bare = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=bare, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [["nonsense"], ["grade", "--nonsense"], ["start"]])
def test_a_wrong_command_line_is_a_usage_error(kata, arguments):
    """Click's own message, on standard error, with its own status."""
    done = kata(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error:" in done.stderr


def test_a_fault_of_ours_is_told_as_one(tmp_path, monkeypatch):
    """The message is short, does not blame the learner, and names a log with the traceback."""
    monkeypatch.setenv("KATA_HOME", str(tmp_path))
    try:
        raise KeyError("bug")
    except KeyError as error:
        message = tell(error, ["grade", "6"])
    (log,) = tmp_path.glob("fault-*.txt")
    assert message == (
        "This is a fault of kata itself, not of your code: KeyError.\n"
        f"Your files are as they were. What happened is in {log}; "
        "send it along if you report this."
    )
    assert log.read_text().startswith("kata grade 6\nPython ")
    assert "KeyError: 'bug'" in log.read_text()


def test_a_fault_of_ours_has_its_own_status(tmp_path, monkeypatch, capsys):
    """A command that raises what no command should gives 70 and no traceback."""
    monkeypatch.setenv("KATA_HOME", str(tmp_path))
    monkeypatch.setattr(main.kata, "main", _broken)
    assert main.guarded(["list"]) == 70
    assert "Traceback" not in capsys.readouterr().err


def _broken(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("a bug")


def test_an_interrupt_stops_quietly(monkeypatch, capsys):
    """Ctrl-C is no fault: a word, and the status that shells give it."""

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.kata, "main", interrupted)
    assert main.guarded(["grade"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


@pytest.mark.parametrize("arguments", [["list"], ["grade", "6"]])
def test_a_home_of_nobody_is_told(kata, arguments):
    """A KATA_HOME that cannot be found out is the user's to mend, and no fault of ours."""
    done = kata(*arguments, KATA_HOME="~no-such-user/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "KATA_HOME is ~no-such-user/x, and there is no such user. Name a folder: KATA_HOME=PATH\n"
    )


def test_a_folder_that_is_gone_is_told(folder, tmp_path):
    """A shell may stand in a folder that somebody has removed."""
    file = tmp_path / "1_threading_basic.py"
    file.write_text("def run_in_thread(func): pass\n")
    script = f'rmdir "{folder}"; "{sys.executable}" -P -c "$PROGRAM" grade "{file}"; echo $?'
    program = "from grader.cli.main import run; run()"
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env={
            **os.environ,
            "PROGRAM": program,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "KATA_HOME": str(tmp_path / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "2\n"
    assert done.stderr == (
        "The folder that you are in is gone. Go to another, and type it again: cd\n"
    )


def test_a_full_disk_is_told():
    """Output that finds no room is no fault of ours either."""
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -P -c "$PROGRAM" list 2>&1 >/dev/full; echo $?'],
        env={
            **os.environ,
            "PROGRAM": "from grader.cli.main import run; run()",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "There is no room left to write" in done.stdout
    assert "fault of kata" not in done.stdout

"""``kata grade``: which file is graded, what is printed, the exit status, what is kept."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest

NAME = "6_thread_with_args"
KEYS = [
    "schema", "kata", "number", "file", "verdict", "seconds", "python", "checks", "speedup",
    "left_running", "trace", "notes",
]  # fmt: skip
CHECK_KEYS = [
    "id", "title", "verdict", "message", "expected", "seen", "line", "misconception", "hint",
]  # fmt: skip
JOINS_IN_THE_LOOP = """\
import threading


def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    for val in vals:
        thread = threading.Thread(target=func, args=(val,))
        thread.start()
        thread.join()
"""


def test_a_solution_passes(kata, solve):
    """The reference passes, with the next kata to begin."""
    solve(NAME)
    done = kata("grade", "6")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nPassed: all 6 checks.\nNext: kata start 7\n")


def test_the_untouched_starter_fails_kindly(kata):
    """A starter's own message names the first thing to do, once, and without a hint for later."""
    kata("start", "6")
    done = kata("grade")
    assert done.returncode == 1
    assert done.stdout.count("run_with_arg is still empty: begin with `import threading`") == 1
    assert "Look for parentheses right after func" not in done.stdout
    assert done.stdout.endswith(
        "\nNot yet: 0 of 6 checks passed.\nA hint: kata hint 6\n"
        "Next, when you have mended it: kata grade 6\n"
    )


def test_a_failure_is_told_in_full_at_60_columns_without_colour(kata, folder):
    """Title, expected, seen, line, the misconception's sentence, the hint, the next command."""
    (folder / f"{NAME}.py").write_text(JOINS_IN_THE_LOOP)
    done = kata("grade", "6", columns=60, NO_COLOR="1")
    assert done.returncode == 1
    questions = re.compile(r"^[3-9](?= questions on this:$)", re.M)
    assert questions.search(done.stdout)
    lanes = re.compile(r"^ +(MainThread|Thread-\d+ \(func\)) .*$", re.M)
    assert len(lanes.findall(done.stdout)) == 5
    assert lanes.sub(r"        \1 …", questions.sub("…", done.stdout)) == TOLD


TOLD = """\
Kata 6: A thread with arguments (6_thread_with_args.py)

  pass  run_with_arg calls func in one new thread
  pass  The value arrives whole, whatever it is
  pass  In both functions the thread itself carries the
        value, by args
  pass  Both functions return only when their threads have
        finished, by join()
  FAIL  run_each starts every thread before it waits for any
        expected  12 starts, and then the joins: 12 calls of
                  func at once
        seen      start, join, start, join, start, join, and
                  so on: at most 1 call at once
        line 14   thread.join()
        MainThread …
        Thread-1 (func) …
        Thread-2 (func) …
        Thread-3 (func) …
        Thread-4 (func) …
        … and 8 more
        S start (line 13)   ░ waits (line 14)   █ runs func
        ─ is there   columns: events, not time
        Joining right after each start lets only one run at
        a time. Use two loops: start all of them in the
        first, join all of them in the second.

  pass  run_each hands each value over exactly once, in a
        new thread for each

Not yet: 5 of 6 checks passed.
A hint: kata hint 6
The whole run: kata grade 6 --timeline
… questions on this:
  kata quiz --misconception start-join-in-one-loop
Next, when you have mended it: kata grade 6
"""


def test_json_is_one_document_with_every_key(kata, folder):
    """Nothing else is on standard output, and unknown is null."""
    (folder / f"{NAME}.py").write_text(JOINS_IN_THE_LOOP)
    done = kata("grade", "--json")
    assert done.returncode == 2  # nothing was started yet: the message is not on standard output
    assert done.stdout == ""
    done = kata("grade", "6", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(report) == KEYS
    assert [list(check) for check in report["checks"]] == [CHECK_KEYS] * 6
    assert (report["schema"], report["kata"], report["number"]) == (1, NAME, 6)
    assert (report["verdict"], report["speedup"], report["trace"]) == ("fail", None, None)
    (failed,) = (check for check in report["checks"] if check["verdict"] != "pass")
    assert (failed["id"], failed["line"]) == ("all_started_first", 14)
    assert failed["misconception"] == "start-join-in-one-loop"


def test_trace_holds_every_event(kata, solve):
    """With --trace the document tells what was seen in each observation."""
    solve(NAME)
    report = json.loads(kata("grade", "6", "--json", "--trace").stdout)
    calls = [each for each in report["trace"] if each["functions"] == ["run_each"]]
    kinds = [event["kind"] for event in calls[0]["events"]]
    assert kinds.count("start") == kinds.count("joined") == 12
    assert kinds[0] == "call"
    assert kinds[-1] == "over"


def test_what_a_program_prints_is_not_its_report(kata, folder):
    """A program that prints a passing report, and does nothing else, does not pass."""
    fake = json.dumps({"schema": 1, "verdict": "pass", "checks": []})
    text = f"print({fake!r})\ndef run_with_arg(f, v): print({fake!r})\nrun_each = run_with_arg\n"
    (folder / f"{NAME}.py").write_text(text)
    done = kata("grade", "6", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "fail"


def test_without_an_argument_the_kata_started_last_is_graded(kata, solve, folder):
    """The kata of the last start is meant, and not the one graded last."""
    kata("start", "6")
    kata("start", "1")
    (folder / f"{NAME}.py").unlink()
    solve(NAME)
    kata("grade", "6")
    assert kata("grade").stdout.startswith("Kata 1:")


def test_the_file_is_found_where_it_was_started(kata, solve, folder, tmp_path):
    """A learner who moved to another folder still grades the file that was begun."""
    kata("start", "6")
    (folder / f"{NAME}.py").unlink()
    file = solve(NAME)
    done = kata("grade", cwd=tmp_path)
    assert done.returncode == 0
    assert str(file) in done.stdout.replace("\n", "")


def test_every_kata_is_found_where_it_was_started(kata, folder, tmp_path):
    """Not only the kata of the last start; and a file that is gone is named."""
    kata("start", "6")
    kata("start", "1")
    assert kata("grade", "6", cwd=tmp_path).returncode == 1
    (folder / f"{NAME}.py").unlink()
    gone = kata("grade", "6", cwd=tmp_path)
    assert gone.stderr == (
        f"There is no {NAME}.py in this folder, and {folder / NAME}.py, where you began it, is "
        "gone. To begin it: kata start 6. To grade a file elsewhere: kata grade PATH\n"
    )


@pytest.mark.parametrize("arguments", [["mine.py", "--kata", "6"], ["6_thread_with_args.py"]])
def test_the_next_command_grades_the_same_file(kata, folder, arguments):
    """A file that was named is named again."""
    (folder / arguments[0]).write_text(JOINS_IN_THE_LOOP)
    done = kata("grade", *arguments)
    again = f"kata grade {' '.join(arguments)}"
    assert done.stdout.endswith(f"\nNext, when you have mended it: {again}\n")
    assert f"\nThe whole run: {again} --timeline\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["6_thread_with_args.py"], 6),
        (["./6_thread_with_args.py"], 6),
        (["6_mine.py"], 6),
        (["mine.py", "--kata", "6"], 6),
        (["thread_with_args"], 6),
        (["6_thread_with_args"], 6),
    ],
)
def test_a_file_or_a_name_tells_the_kata(kata, solve, folder, arguments, number):
    """A file's name, its number or --kata says which kata it is for."""
    file = solve(NAME)
    for other in ("6_mine.py", "mine.py"):
        (folder / other).write_bytes(file.read_bytes())
    done = kata("grade", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Kata {number}:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "No kata is started yet. To see them all: kata list\n"),
        (
            ["6"],
            "There is no 6_thread_with_args.py in this folder. To begin it: kata start 6. "
            "To grade a file elsewhere: kata grade PATH\n",
        ),
        (["6_none.py"], "There is no file 6_none.py. To see the files here: ls\n"),
        (
            ["folder.py"],
            "folder.py is a folder. Name the file in it: kata grade folder.py/FILE.py\n",
        ),
        (["."], ". is a folder. Name the file in it: kata grade FILE.py\n"),
        (["mine.py"], "Which kata is mine.py for? Say so: kata grade mine.py --kata N\n"),
    ],
)
def test_what_cannot_be_graded_says_what_to_type(kata, folder, arguments, message):
    """Each is a usage error with a message of its own, and nothing on standard output."""
    (folder / "folder.py").mkdir()
    (folder / "mine.py").write_text("x = 1\n")
    done = kata("grade", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_folder_named_like_a_kata_is_not_its_file(kata, folder):
    """A folder where the kata's file should be is told as one."""
    (folder / f"{NAME}.py").mkdir()
    done = kata("grade", "6")
    assert done.returncode == 2
    assert done.stderr.startswith(f"{NAME}.py is a folder.")


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("", 1, "is empty"),
        ("def run_with_arg(func, val)\n    pass\n", 1, "expected ':'"),
        ("def run_with_args(f, v): pass\ndef run_each(f, v): pass\n", 1, "Did you mean run_with_a"),
        ("import os; os._exit(0)\n", 1, "Crash: the checks could not run."),
        ("raise ValueError('no')\n", 1, "line 1 raised ValueError: no"),
    ],
)
def test_a_file_that_cannot_be_loaded_has_a_report_all_the_same(kata, folder, text, status, told):
    """The report says what is wrong with the file, and the exit status is a failure's."""
    (folder / f"{NAME}.py").write_text(text)
    done = kata("grade", "6", columns=200)
    assert done.returncode == status
    assert told in done.stdout


def test_a_syntax_error_shows_line_and_caret(kata, folder):
    """The caret stands below the place that Python names."""
    (folder / f"{NAME}.py").write_text("def run_with_arg(func, val)\n    pass\n")
    done = kata("grade", "6")
    lines = done.stdout.splitlines()
    (source,) = (number for number, line in enumerate(lines) if "def run_with_arg" in line)
    assert lines[source] == "        def run_with_arg(func, val)"
    assert lines[source + 1] == "                                   ^"


def test_terminal_codes_of_a_program_are_shown_and_not_obeyed(kata, folder):
    """What a program puts into its exceptions cannot paint the terminal or move its cursor."""
    (folder / f"{NAME}.py").write_text(r"raise ValueError('\x1b[2J\x1b[31mred')" + "\n")
    done = kata("grade", "6", columns=200)
    assert "\x1b" not in done.stdout
    assert r"ValueError: \x1b[2J\x1b[31mred" in done.stdout


def test_every_grading_is_kept(kata, solve, folder, home):
    """Attempts stand in the database with verdict and report, and not the trace."""
    (folder / f"{NAME}.py").write_text(JOINS_IN_THE_LOOP)
    kata("grade", "6")
    solve(NAME)
    kata("grade", "6", "--json", "--trace")
    with sqlite3.connect(home / "progress.db") as database:
        rows = database.execute("SELECT kata, verdict, report FROM gradings").fetchall()
    database.close()
    assert [row[:2] for row in rows] == [(NAME, "fail"), (NAME, "pass")]
    assert json.loads(rows[1][2])["trace"] is None


def test_a_damaged_database_costs_neither_the_grading_nor_itself(kata, solve, home):
    """The report is shown, the damaged file is set aside, and a message names both files."""
    solve(NAME)
    home.mkdir()
    (home / "progress.db").write_bytes(b"this is no database" * 100)
    done = kata("grade", "6")
    assert done.returncode == 0
    (aside,) = home.glob("progress.damaged-*.db")
    assert aside.read_bytes() == b"this is no database" * 100
    assert str(aside) in done.stderr


def test_a_data_folder_that_cannot_be_made_does_not_cost_the_report(kata, solve, tmp_path):
    """Where nothing can be remembered, the report is shown and the exit status stands."""
    solve(NAME)
    (tmp_path / "file").write_text("")
    done = kata("grade", "6", KATA_HOME=str(tmp_path / "file" / "home"))
    assert "Passed: all 6 checks." in done.stdout
    assert "KATA_HOME" in done.stderr
    assert done.returncode == 0


def test_the_learners_folder_is_left_as_it_is(kata, solve, folder):
    """Grading writes nothing beside the learner's file."""
    solve(NAME)
    kata("grade", "6")
    assert [path.name for path in folder.iterdir()] == [f"{NAME}.py"]


def test_a_long_temporary_folder_refuses_no_right_program(kata, solve, tmp_path):
    """A path that is too long for a socket costs neither the grader's nor multiprocessing's."""
    solve("8_process_pool_executor_demo")
    temporary = tmp_path / ("long" * 30)
    temporary.mkdir()
    done = kata("grade", "8", TMPDIR=str(temporary))
    assert done.returncode == 0, done.stdout
    assert list(temporary.iterdir()) == []

"""``kata quiz`` as a learner meets it: typed, piped, left early, killed, and with nowhere to write.

The content is the built-in pack and the store a real file; only the home folder is another.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli.quiz import quiz
from grader.content.builtin import content_root
from grader.content.packs import load_pack
from grader.errors import UserError
from grader.models import Question
from grader.store import Answer, Store

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from grader.cli.quiz import quiz; quiz(prog_name='kata quiz')"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's home of progress, not there yet."""
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "60")
    return tmp_path / "home"


@pytest.fixture
def questions() -> tuple[Question, ...]:
    return load_pack(content_root() / "questions").questions


def ask(text: str, *options: str) -> Result:
    """The command with this input, in this process."""
    return CliRunner().invoke(quiz, list(options), input=text, catch_exceptions=False)


def answers(home: Path) -> list[Answer]:
    with Store(home / "progress.db", lambda: datetime.now(UTC)) as store:
        return store.answers()


def marks(question: Question, last: str = "y") -> str:
    """Yes to every point of the question's rubric but the last."""
    return "y\n" * (len(question.rubric) - 1) + last + "\n"


def test_an_answer_is_asked_for_shown_a_good_one_and_marked(
    home: Path, questions: tuple[Question, ...]
) -> None:
    """The whole way through one question, from a pipe, at 60 columns."""
    first = questions[0]
    result = ask("Threads share memory.\nProcesses do not.\n\n" + marks(first, "n"), "--count", "1")
    assert result.exit_code == 0
    assert "> Threads share memory.\n> Processes do not.\n> \n\nA good answer:\n" in result.stdout
    [kept] = answers(home)
    assert kept.answer == "Threads share memory.\nProcesses do not."
    full = sum(point.weight for point in first.rubric)
    points = full - first.rubric[-1].weight
    assert (kept.question, kept.rev, kept.pack) == (first.id, first.rev, "core")
    assert (kept.points, kept.of_points) == (points, full)
    assert f"You marked 1 answer: {points} of {full} points." in result.stdout
    assert result.stdout.endswith("To see the weakest of these in code:\n  kata start 3\n")


def test_nothing_is_wider_than_the_terminal_but_a_link(
    home: Path, questions: tuple[Question, ...]
) -> None:
    text = "".join("words\n\n" + marks(question, "n") for question in questions)
    result = ask(text, "--count", str(len(questions)))
    wide = [line for line in result.stdout.splitlines() if len(line) > 60 + len(" y")]
    assert [line for line in wide if "https://" not in line] == []
    assert "\x1b" not in result.stdout


def test_an_empty_answer_scores_nothing_and_is_not_asked_about(home: Path) -> None:
    result = ask("\n", "--count", "1")
    assert "An empty answer: 0 of " in result.stdout
    assert "Did your answer say" not in result.stdout
    assert [(each.answer, each.points) for each in answers(home)] == [("", 0)]


def test_what_was_missed_comes_back_and_what_is_new_comes_first(
    home: Path, questions: tuple[Question, ...]
) -> None:
    ask("words\n\n" + marks(questions[0]) + "\n", "--count", "2")
    rest = len(questions) - 2
    result = ask("\n" * rest + "q\n", "--count", str(rest + 1))
    assert f"Question {rest + 1} of {rest + 1}" in result.stdout
    asked = [each.question for each in answers(home)]
    assert asked == [question.id for question in questions]
    again = ask("q\n", "--count", "1")
    assert questions[0].prompt[:30] not in again.stdout, "the only one that got full marks"


LEFT = "You left before this question was marked. It will come again."
ENDED = "The input ended here. What was marked is kept."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q\n", LEFT),
        ("Q \n", LEFT),
        ("half an answer\nq\n", LEFT),
        ("words\n\ny\nq\n", LEFT),
        ("", ENDED),
        ("half an answer\n", ENDED),
        ("half an answer", ENDED),
        ("words\n\ny\n", ENDED),
        ("words\n\ny", ENDED),
    ],
)
def test_leaving_anywhere_keeps_what_was_marked_and_no_half_marking(
    home: Path, text: str, said: str
) -> None:
    result = ask("\n" + text)
    assert result.exit_code == 0
    assert said in " ".join(result.stdout.split())
    assert len(answers(home)) == 1
    assert "You marked 1 answer: 0 of" in result.stdout


def test_nothing_marked_says_how_to_begin_again(home: Path) -> None:
    assert ask("").stdout.endswith("No answer was marked. To begin again:\n  kata quiz\n")


def test_a_reply_that_is_neither_yes_nor_no_is_asked_for_again(
    home: Path, questions: tuple[Question, ...]
) -> None:
    result = ask("words\n\nmaybe\n\nYES\n" + marks(questions[0])[2:], "--count", "1")
    assert result.stdout.count("Please type y or n, or q to leave.") == 2
    [kept] = answers(home)
    assert kept.points == kept.of_points


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_count_must_be_a_number_of_questions(home: Path, count: str) -> None:
    assert ask("", "--count", count).exit_code == 2


def test_the_list_shows_last_scores_and_makes_no_file(
    home: Path, questions: tuple[Question, ...]
) -> None:
    result = ask("", "--list")
    assert result.stdout.count("(not answered") + result.stdout.count("(not\n") == len(questions)
    assert result.stdout.endswith("\nTo answer them:\n  kata quiz\n")
    assert not home.exists()
    ask("words\n\n" + marks(questions[0]), "--count", "1")
    assert re.search(r"\((\d+) of \1\s+points\)", ask("", "--list").stdout)


def test_a_damaged_store_is_told_of_and_the_quiz_goes_on(home: Path) -> None:
    home.mkdir()
    (home / "progress.db").write_text("no database")
    result = ask("\n", "--count", "1")
    assert result.stderr.startswith(f"The file of your progress, {home}/progress.db, could not be")
    assert len(answers(home)) == 1


def test_a_store_that_cannot_be_written_is_told_of_before_any_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody should write an answer that cannot be kept."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KATA_HOME", str(tmp_path / "file"))
    with pytest.raises(UserError, match="KATA_HOME=~/katas"):
        ask("words\n\n")


def piped(data: bytes, home: Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, behind a real pipe."""
    return subprocess.run(
        [*COMMAND, "--count", "1"],
        input=data,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "KATA_HOME": str(home), "COLUMNS": "60", **environ},
        timeout=60,
        check=False,
    )


def test_it_works_behind_a_real_pipe(home: Path, questions: tuple[Question, ...]) -> None:
    done = piped(b"words\n\n" + marks(questions[0]).encode(), home)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Nothing to revise." in done.stdout
    assert b"\x1b" not in done.stdout
    assert [each.answer for each in answers(home)] == ["words"]


def test_bytes_that_are_no_text_do_not_end_the_quiz(
    home: Path, questions: tuple[Question, ...]
) -> None:
    done = piped(b"caf\xe9\r\n\r\n" + marks(questions[0]).encode(), home, PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [each.answer for each in answers(home)] == ["caf\N{REPLACEMENT CHARACTER}"]


def test_no_input_at_all_is_the_end_of_it(home: Path) -> None:
    """Standard input may be closed, as in a job of a scheduler."""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *COMMAND],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "KATA_HOME": str(home)},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"The input ended here." in done.stdout


def test_a_killed_session_loses_nothing_that_was_marked(home: Path) -> None:
    process = subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "KATA_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    assert any(b"Question 2 of" in line for line in process.stdout)
    process.kill()
    process.communicate()
    assert len(answers(home)) == 1


def test_it_works_at_a_terminal(home: Path, questions: tuple[Question, ...]) -> None:
    """Typed lines are echoed once, by the terminal, and Ctrl-D leaves."""
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "--count", "2"],
        stdin=child,
        stdout=child,
        stderr=child,
        cwd=ROOT,
        env={**os.environ, "KATA_HOME": str(home), "COLUMNS": "60", "TERM": "dumb"},
    )
    os.close(child)
    seen = until(parent, "\n> ")
    os.write(parent, b"my words\n\n")
    for _ in questions[0].rubric:
        seen += until(parent, "[y/n] ")
        os.write(parent, b"y\n")
    seen += until(parent, "\n> ")
    os.write(parent, b"\x04")
    seen += until(parent, "kata list")
    assert process.wait(timeout=30) == 0
    os.close(parent)
    assert seen.count("my words") == 1
    assert ENDED in " ".join(seen.split())
    assert [each.answer for each in answers(home)] == ["my words"]


def until(terminal: int, text: str) -> str:
    """Everything that the terminal shows up to and with this text."""
    seen = ""
    while text not in seen:
        assert select.select([terminal], [], [], 30)[0], f"nothing more came after {seen!r}"
        seen += os.read(terminal, 65536).decode("utf-8", "replace").replace("\r", "")
    return seen

"""``kata interview``: questions, one kata and free answers, and a scorecard that can be kept."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import Kata

from grader.review import Mode
from grader.store import Store

NAME = "6_thread_with_args"


ANSWERS = "1\n\na\n2 1\n3 2 1\n4 3 2 1\n5 4 3 2 1\n6 5 4 3 2 1\n"
"""One of these is an answer to a question of any type; the others are asked for again."""


def opened(home: Path) -> Store:
    return Store(home / "progress.db", lambda: datetime.now(UTC))


def interview(kata: Kata, *options: str, text: str) -> subprocess.CompletedProcess[str]:
    return kata("interview", "--minutes", "5", "--kata", "6", "--seed", "3", *options, text=text)


def test_all_parts_end_in_a_scorecard_that_is_kept(
    kata: Kata, home: Path, folder: Path, solve: Callable[[str], Path]
) -> None:
    """The questions are left with q, the kata is passed at once, the free answer is full."""
    solve(NAME)
    free = "I would measure it.\n\n" + "y\n" * 8
    result = interview(kata, "--save", "card.md", text=f"q\ng\n{free}")
    assert result.returncode == 0, result.stderr
    assert "The kata is in 6_thread_with_args.py, as you left it." in result.stdout
    assert "Passed: all 6 checks." in result.stdout
    assert "\nA good answer:\n" in result.stdout
    _, _, card = result.stdout.rpartition("Your interview: ")
    assert card.startswith("60 of 100, in ")
    assert "  Questions     0 of 3 right, 3 not answered\n" in card
    assert "  Kata          " in card
    assert ": passed, 1 grading\n" in card
    assert re.search(r"  Free answers  (\d+) of \1 points by your own\s+marking", card)
    assert result.stdout.endswith("The scorecard is in card.md.\n")
    kept = (folder / "card.md").read_text(encoding="utf-8")
    assert kept.startswith("# Mock interview on Python concurrency\n\n")
    assert re.search(r"minutes: \*\*60 of 100\*\*\n\n\| part \| result \|\n\|---\|---\|\n", kept)
    with opened(home) as store:
        assert [review.mode for review in store.reviews()] == [Mode.INTERVIEW]
        assert store.attempts_by_kata()[NAME].passed
        assert store.open_session() is None


def test_nothing_of_the_questions_is_told_before_the_end(kata: Kata, home: Path) -> None:
    """Neither right nor wrong, nor how sure one is; what was wrong is named in the end."""
    result = interview(kata, text=ANSWERS * 10)
    assert "How sure" not in result.stdout
    before, _, after = result.stdout.partition("The kata is in")
    assert "Question 3 of 3" in before
    assert "Not quite." not in before
    assert "Right." not in before
    with opened(home) as store:
        cards = store.reviews()
    wrong = [review for review in cards if not review.right]
    assert after.count("Not quite.") + after.count("Partly:") == len(wrong)
    assert after.count("Your answer: ") == len(wrong)


def test_the_starter_is_written_and_a_kata_that_is_not_done_is_told(
    kata: Kata, folder: Path
) -> None:
    result = interview(kata, text="q\ng\nq\nq\n")
    assert (folder / f"{NAME}.py").exists()
    assert "Not yet: " in result.stdout
    assert re.search(r"Kata +[A-Z].+: \d of 6 checks passed, 1\s+grading", result.stdout)
    assert "  Free answers  not reached\n" in result.stdout
    assert "  - kata start 6\n" in result.stdout
    assert result.stdout.endswith("To keep a scorecard: kata interview --save interview.md\n")


def test_an_input_that_ends_leaves_a_scorecard_of_what_there_was(kata: Kata) -> None:
    result = interview(kata, text="")
    assert result.returncode == 0
    assert "Your interview: 0 of 100, in 0 minutes" in result.stdout
    assert ": not graded" in result.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--save", "here.md"), "here.md is here already, and stays. Name another: "),
        (("--save", "no/card.md"), "There is no folder no. Make it first: mkdir no"),
        (("--kata", "99"), 'There is no kata "99".'),
        (("--minutes", "1"), "Usage: kata interview"),
    ],
)
def test_what_cannot_be_is_refused_before_it_begins(
    kata: Kata, folder: Path, options: tuple[str, ...], message: str
) -> None:
    (folder / "here.md").write_text("mine", encoding="utf-8")
    result = kata("interview", *options)
    assert result.returncode == 2
    assert result.stderr.startswith(message)
    assert (folder / "here.md").read_text(encoding="utf-8") == "mine"


def test_a_scorecard_that_cannot_be_written_stands_on_the_screen(kata: Kata) -> None:
    name = "a" * 300
    result = interview(kata, "--save", name, text="")
    assert result.returncode == 2
    assert "Your interview: 0 of 100" in result.stdout
    assert result.stderr == (
        f"The scorecard cannot be written to {name}: File name too long. It stands above.\n"
    )

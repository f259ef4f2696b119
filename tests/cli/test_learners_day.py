"""`kata` alone, `next`, `hint` and `list`: where a learner is, and what comes next."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

SIX = "6_thread_with_args"
QUIZ = "For interview questions: kata quiz\n"
ALL_COMMANDS = "\nAll commands: kata --help\n"


def test_kata_alone_tells_a_newcomer_what_it_is(kata, home):
    """In two sentences, with the first thing to type; and nothing is written for it."""
    done = kata()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Katas and an interview quiz about Python threads and processes. You write the\n"
        "code; kata runs it, sees what its threads really do, and tells you what to mend,\n"
        "at which line.\n\nIt begins with the first kata.\nNext: kata start 1\n"
        + QUIZ
        + ALL_COMMANDS
    )
    assert not home.exists()


def test_kata_alone_tells_others_where_they_are(kata, solve):
    """How much is passed, and what comes behind it."""
    solve(SIX)
    kata("grade", "6")
    assert kata().stdout == (
        "1 of 8 katas passed.\n"
        "Kata 7 comes next. Not passed yet before it: 1, 2, 3, 4, 5.\n"
        "Next: kata start 7\n" + QUIZ + ALL_COMMANDS
    )


def test_what_was_begun_comes_before_what_is_new(kata):
    """The kata that was worked on last, until it is passed."""
    kata("start", "6")
    assert kata("next").stdout == (
        "Kata 6 is begun, and not passed yet.\nNext: kata grade 6\n" + QUIZ
    )


def test_questions_that_are_due_are_told_beside_it(kata, home):
    """The quiz is not forgotten over the katas."""
    kata("quiz", "--count", "1", "--seed", "1", "--topic", "Arguments", text="1\n\n\n")
    with closing(sqlite3.connect(home / "progress.db")) as database, database:
        database.execute("UPDATE cards SET due = '2020-01-01T00:00:00.000+00:00'")
    assert kata("next").stdout.endswith("One question is due. To answer: kata quiz\n")


def test_when_all_katas_are_passed_the_quiz_comes(kata, home):
    """And where nothing is due, an interview."""
    kata("hint", "1")
    with closing(sqlite3.connect(home / "progress.db")) as database, database:
        for name in json.loads(kata("list", "--json").stdout):
            database.execute(
                "INSERT INTO gradings (kata, file, verdict, report, at) VALUES (?, '', 'pass', "
                "'{}', '2026-01-01T00:00:00.000+00:00')",
                (name["name"],),
            )
    assert kata("next").stdout == (
        "All katas are passed: try a mock interview.\nNext: kata interview\n" + QUIZ
    )


def test_hints_come_one_at_a_time_and_are_remembered(kata):
    """From a first question to nearly the answer; then it is said what is left."""
    first = kata("hint", "6")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == (
        "Kata 6, hint 1 of 4:\n"
        "  threading.Thread takes what the target is to be called with as args=, a\n"
        "  sequence with one element for each argument.\n"
        "For hint 2: kata hint 6\n"
    )
    assert kata("hint").stdout.startswith("Kata 6, hint 2 of 4:\n")
    assert kata("next").stdout.endswith("\nNext: kata start 1\n" + QUIZ)  # looking is no beginning
    assert kata("hint").stdout.startswith("Kata 6, hint 3 of 4:\n")
    assert kata("hint").stdout.endswith(
        "To see what the solution does, without its code: kata demo 6. To see the code:\n"
        "kata solution 6 --give-up\n"
    )
    assert kata("hint").stdout.startswith("You have had all 4 hints. To read them: kata hint")
    again = kata("hint", "--again").stdout
    assert again.startswith("Kata 6, the hints that you have had:\n  1. threading.Thread takes")
    assert "\n  4. Make each with" in again


def test_after_a_pass_no_hint_is_needed(kata, solve):
    """A kind word instead, and none is counted."""
    solve(SIX)
    kata("grade", "6")
    assert kata("hint").stdout == (
        "You have passed kata 6, so you need no hint. What comes next: kata next\n"
        "To read those that you have had: kata hint 6 --again\n"
    )
    assert kata("hint", "--again").stdout == ("You have had none yet. The first: kata hint 6\n")


def test_a_hint_for_nothing_says_how_to_begin(kata):
    """Nobody knows which kata is meant."""
    done = kata("hint")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "No kata is begun yet. To begin the first: kata start 1\n"


def test_the_list_tells_attempts_best_hints_and_solutions(kata, folder):
    """All that is remembered of a kata stands behind its title."""
    (folder / f"{SIX}.py").write_text("import os\nos._exit(0)\n")
    kata("grade", "6")
    kata("hint", "6")
    kata("solution", "6", "--give-up")
    kata("start", "1")
    shown = kata("list").stdout
    six = (
        "6  A thread with arguments       not yet, 1 try, best: crash, 1 of 4 hints, solution seen"
    )
    assert six in shown.splitlines()
    assert "\n1  A first thread                begun\n" in "\n" + shown
    assert "\n2  A first process               not tried\n" in shown


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("--passed",), [6]),
        (("--todo",), [1, 2, 3, 4, 5, 7, 8]),
        (("--level", "1"), [1]),
        (("--skill", "ARGS"), [6]),
        (("--skill", "nothing"), []),
    ],
)
def test_the_list_can_be_narrowed(kata, solve, words, numbers):
    """By what is passed, by level, by skill; --json says the same to programs."""
    solve(SIX)
    kata("grade", "6")
    assert [each["number"] for each in json.loads(kata("list", *words, "--json").stdout)] == numbers
    shown = kata("list", *words).stdout
    assert ("No kata is like that. To see them all: kata list\n" in shown) == (not numbers)


def test_what_leaves_nothing_over_is_refused(kata):
    """Passed and not passed at once."""
    done = kata("list", "--todo", "--passed")
    assert done.returncode == 2
    assert "Error: --todo and --passed leave nothing over. Choose one.\n" in done.stderr


def test_a_mistyped_command_is_guessed(kata):
    """In the group and in its subgroup; what is like nothing is refused as ever."""
    assert kata("6").stderr.endswith(
        "Error: There is no command 6. To begin kata 6: kata start 6\nTo grade it: kata grade 6\n"
    )
    assert kata("start").stderr.endswith(
        "Error: Which kata? To see all: kata list\n"
        "It begins with the first kata. Next: kata start 1\n"
    )
    assert "Error: There is no command grdae. Did you mean: kata grade\n" in kata("grdae").stderr
    assert "Did you mean: kata pack check\n" in kata("pack", "chek").stderr
    assert "No such command 'xyzzy'" in kata("xyzzy").stderr

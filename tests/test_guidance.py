"""One rule says what comes next."""

from __future__ import annotations

import pytest

from grader.guidance import Standing, Step, next_kata, next_step

KATAS = ("1_a", "2_b", "3_c")
BEGUN = "Kata {} is begun, and not passed yet."

STEPS = [
    (Standing(KATAS, ()), Step("kata start 1", "It begins with the first kata.")),
    (
        Standing(KATAS, (), {"2_b"}, "2_b"),
        Step("kata grade 2", BEGUN.format(2)),
    ),
    (
        Standing(KATAS, {"2_b"}, {"2_b"}, "2_b"),
        Step("kata start 3", "Kata 3 comes next. Not passed yet before it: 1."),
    ),
    (
        Standing(KATAS, {"2_b", "3_c"}, {"2_b", "3_c"}, "3_c"),
        Step("kata start 1", "Kata 1 comes next."),
    ),
    (
        Standing(KATAS, {"1_a"}, {"1_a", "2_b"}, "1_a"),
        Step("kata grade 2", BEGUN.format(2)),
    ),
    (
        Standing(KATAS, set(KATAS), set(KATAS), "1_a", due=3),
        Step("kata quiz", "All katas are passed. 3 questions are due."),
    ),
    (
        Standing(KATAS, set(KATAS), set(KATAS), "1_a"),
        Step("kata interview", "All katas are passed: try a mock interview."),
    ),
    (
        Standing(KATAS, {"2_b"}, {"101_mine", "2_b"}, "101_mine"),
        Step("kata start 1", "Kata 1 comes next."),
    ),
]


@pytest.mark.parametrize(("standing", "step"), STEPS, ids=[step.command for _, step in STEPS])
def test_what_comes_next(standing, step):
    """What was begun, then what is behind it, then what was left out, then the quiz."""
    assert next_step(standing) == step


def test_there_may_be_no_kata_left():
    """The one that was just passed is not one to begin."""
    assert next_kata(KATAS, {"1_a", "2_b"}, "3_c") is None

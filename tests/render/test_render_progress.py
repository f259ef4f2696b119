"""The whole picture as a learner reads it, and as a program does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from grader.models import Misconception
from grader.progress import (
    BeliefProgress,
    Counts,
    KataProgress,
    KataState,
    Progress,
    RemovedPack,
    TopicProgress,
)
from grader.render.lines import Line
from grader.render.progress import progress_json, progress_lines
from grader.review import Calibration, Confidence

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LOOP = Misconception(
    "loop", "One loop starts and joins.", "Use two loops, one after another.", (6,)
)
FULL = Progress(
    at=NOON,
    answers=41,
    counts=Counts(mastered=4, learning=9, weak=2, new=7, due=3),
    coming=(1, 2, 0, 4, 0, 0, 1),
    topics=(
        TopicProgress(
            "Starting and joining threads, from the beginning", Counts(4, 1, 1, 4, 3), (1, 6, 9)
        ),
        TopicProgress("Locks", Counts(0, 8, 1, 3, 0), ()),
        TopicProgress("Deadlocks", Counts(0, 0, 0, 9, 0), (1,)),
        TopicProgress("Queues", Counts(0, 0, 0, 2, 0), ()),
    ),
    beliefs=(
        BeliefProgress(LOOP, Counts(0, 0, 1, 1, 1), 2, (6,)),
        BeliefProgress(LOOP._replace(id="other"), Counts(0, 1, 0, 0, 0), 0, ()),
    ),
    katas=(
        KataProgress(1, "1_threading_basic", "A first thread", KataState.PASSED, 1),
        KataProgress(2, "2_processing_basic", "A first process", KataState.GIVEN_UP),
        KataProgress(6, "6_x", "A thread with arguments", KataState.TRIED, 3, ("loop",)),
        KataProgress(7, "7_names", "A thread knows its name", KataState.NEW),
    ),
    calibration=(Calibration(Confidence.SURE, 9, 10),),
    removed=(RemovedPack("ark", 1, 0), RemovedPack("zoo", 12, 3)),
    next="kata quiz",
)


def text(lines: list[Line]) -> str:
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)


def test_the_whole_picture_at_60_columns() -> None:
    """Everything that a bar shows stands beside it in words."""
    assert (
        text(progress_lines(FULL, 60))
        == """\
You have answered 15 of 22 questions: 4 mastered, 9
learning, 2 weak.
Due now: 3 questions. To answer: kata quiz
Then later today 1, tomorrow 2, in the 5 days after that 5.

By topic (# mastered, + learning, ! weak, . new)
  ####+!....  Starting and joining threads, from the
              beginning
              4 mastered, 1 learning, 1 weak, 4 new; 3 due
              now. Katas: 1 passed; 6 not yet
  +++++++!..  Locks
              8 learning, 1 weak, 3 new
  Not begun: Deadlocks; Queues.

Beliefs to put right
  - One loop starts and joins. (2 answers, kata 6)
    Use two loops, one after another.

Katas
  1  A first thread: passed, 1 try
  2  A first process: given up
  6  A thread with arguments: not yet, 3 tries
  7  A thread knows its name: not tried

When you were sure: 9 of 10 right. What you were sure of and
had wrong is worth the most attention.

1 answer to questions of the pack ark, which is not
installed any more, is kept.

12 answers to questions of the pack zoo, which is not
installed any more, are kept (3 due).

Next: kata quiz"""
    )


@pytest.mark.parametrize("width", [40, 60, 88])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(len(row) for row in text(progress_lines(FULL, width)).splitlines()) <= width


def test_colour_says_nothing_that_the_text_does_not() -> None:
    """The parts of a bar have a sign each, and a colour besides."""
    [bar] = [each for each in progress_lines(FULL, 60) if "####+!...." in text([each])]
    assert [(span.text, span.role) for span in bar[1:5]] == [
        ("####", "good"),
        ("+", ""),
        ("!", "bad"),
        ("....", "faint"),
    ]


BARS = [
    (Counts(1, 0, 0, 1, 0), "#####....."),
    (Counts(1, 1, 1, 0, 0), "####+++!!!"),
    (Counts(500, 0, 0, 500, 0), "#####....."),
    (Counts(0, 1, 0, 99, 0), "+........."),
    (Counts(10, 0, 0, 0, 0), "##########"),
    (Counts(97, 1, 1, 1, 0), "#######+!."),
]


@pytest.mark.parametrize(("counts", "bar"), BARS)
def test_a_bar_is_ten_characters_whatever_the_numbers(counts: Counts, bar: str) -> None:
    """What there is little of is not lost from sight."""
    shown = text(progress_lines(FULL._replace(topics=(TopicProgress("Topic", counts, ()),)), 60))
    assert f"\n  {bar}  Topic\n" in shown


def test_what_is_not_there_has_no_section() -> None:
    """One kata tried, and no question answered."""
    bare = FULL._replace(
        answers=0,
        counts=Counts(0, 0, 0, 2, 0),
        coming=(0,) * 7,
        topics=(TopicProgress("Locks", Counts(0, 0, 0, 2, 0), ()),),
        beliefs=FULL.beliefs[1:],
        katas=FULL.katas[2:3],
        calibration=(),
        removed=(),
        next="kata grade 6",
    )
    assert (
        text(progress_lines(bare, 60))
        == """\
You have answered 0 of 2 questions.
Due now: 0 questions.
Nothing else becomes due in these 7 days.

By topic (# mastered, + learning, ! weak, . new)
  Not begun: Locks.

Katas
  6  A thread with arguments: not yet, 3 tries

Next: kata grade 6"""
    )


def test_of_many_beliefs_the_first_three_are_shown() -> None:
    beliefs = [FULL.beliefs[0]._replace(answers=n) for n in (9, 8, 7, 6, 5)]
    shown = text(progress_lines(FULL._replace(beliefs=tuple(beliefs)), 88))
    assert [f"({n} answers" in shown for n in (9, 8, 7, 6, 5)] == [True] * 3 + [False] * 2
    assert "\n  and 2 more: kata progress --json\n" in shown


def test_the_first_screen_says_how_to_begin() -> None:
    """Before anything is remembered, a table of noughts would tell nothing."""
    new = FULL._replace(answers=0, katas=FULL.katas[3:], next="kata start 7")
    assert (
        text(progress_lines(new, 60))
        == """\
Nothing is remembered of you yet. 22 questions in 4 topics
and 1 kata are waiting.
Each answer and each grading is kept as you give it, and
this page will show what is due, what you have mastered, and
what to look at again.

For a few questions: kata quiz
Next: kata start 7"""
    )


def test_the_document_has_the_same_and_more() -> None:
    """Dates instead of tomorrow, and every misconception, also those that do not stand."""
    document = json.loads(progress_json(FULL))
    assert list(document) == [
        "schema", "at", "answers", "questions", "coming", "topics", "misconceptions", "katas",
        "calibration", "removed_packs", "flagged", "next",
    ]  # fmt: skip
    assert document["at"] == "2026-03-01T12:00:00+00:00"
    assert document["questions"] == {
        "all": 22, "mastered": 4, "learning": 9, "weak": 2, "new": 7, "due": 3
    }  # fmt: skip
    assert document["coming"][:2] == [
        {"date": "2026-03-01", "questions": 1},
        {"date": "2026-03-02", "questions": 2},
    ]
    assert document["topics"][1] == {
        "topic": "Locks",
        "questions": {"all": 12, "mastered": 0, "learning": 8, "weak": 1, "new": 3, "due": 0},
        "katas": [],
    }
    assert [(m["id"], m["stands"]) for m in document["misconceptions"]] == [
        ("loop", True),
        ("other", False),
    ]
    assert document["misconceptions"][0] == {
        "id": "loop",
        "belief": "One loop starts and joins.",
        "stands": True,
        "answers": 2,
        "katas": [6],
        "cured_by": [6],
        "questions": {"all": 2, "mastered": 0, "learning": 0, "weak": 1, "new": 1, "due": 1},
    }
    assert document["katas"][2] == {
        "number": 6,
        "name": "6_x",
        "title": "A thread with arguments",
        "state": "not yet",
        "attempts": 3,
        "misconceptions": ["loop"],
    }
    assert document["calibration"] == [{"confidence": "sure", "right": 9, "of": 10}]
    assert document["removed_packs"][1] == {"pack": "zoo", "answers": 12, "due": 3}
    assert (document["schema"], document["answers"], document["next"]) == (1, 41, "kata quiz")

"""``kata progress`` as a learner meets it: at first, after some work, and with packs gone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command import Kata

from grader.content.index import open_index
from grader.models import Verdict
from grader.question import Choices, Option, Question
from grader.quiz.scheduling import RULE
from grader.review import Review
from grader.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home / "progress.db", lambda: NOW)


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    """A question of the built-in pack in which a wrong option names a misconception."""
    folder = tmp_path_factory.mktemp("index")
    with open_index(folder / "questions.db", folder) as index:
        for each in index.listed(pack="core"):
            found = index.question("core", each.id)
            if isinstance(found.body, Choices) and any(o.misconception for o in found.body.options):
                return found
    raise AssertionError("no such question")


def wrong_option(question: Question) -> Option:
    assert isinstance(question.body, Choices)
    return next(option for option in question.body.options if option.misconception)


def review(to: Question, **fields: object) -> Review:
    """A wrong answer to the question, an hour ago."""
    values: dict[str, object] = {
        "pack": "core",
        "question": to.id,
        "rev": to.rev,
        "answer": json.dumps([wrong_option(to).id]),
        "points": 0,
        "of_points": 1,
        "at": NOW - timedelta(hours=1),
    }
    return Review(**{**values, **fields})  # type: ignore[arg-type]


def document(kata: Kata) -> dict[str, object]:
    done = kata("progress", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    read: dict[str, object] = json.loads(done.stdout)
    return read


def test_at_first_it_says_how_to_begin(kata: Kata, home: Path) -> None:
    """Looking is no beginning: no progress is written down."""
    done = kata("progress")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing is remembered of you yet. ")
    assert done.stdout.endswith("\nFor a few questions: kata quiz\nNext: kata start 1\n")
    assert not (home / "progress.db").exists()


def test_quiz_and_katas_are_one_picture(kata: Kata, store: Store, question: Question) -> None:
    """A wrong answer is weak and due, and its belief stands; so does that of a failed check."""
    belief = wrong_option(question).misconception
    report = {"checks": [{"id": "a", "verdict": "fail", "misconception": "no-join"}]}
    with store:
        store.record_review(review(question), RULE)
        store.record_grading("6_thread_with_args", "x.py", Verdict.FAIL, json.dumps(report))
        store.record_grading("1_threading_basic", "x.py", Verdict.PASS, "{}")
        store.record_solution("3_thread_vs_process_demo", gave_up=True)
    found = document(kata)
    assert found["answers"] == 1
    counts = found["questions"]
    assert isinstance(counts, dict)
    assert (counts["weak"], counts["due"], counts["mastered"]) == (1, 1, 0)
    assert isinstance(found["misconceptions"], list)
    standing = {m["id"]: m for m in found["misconceptions"] if m["stands"]}
    assert standing.keys() == {belief, "no-join"}
    assert standing["no-join"]["katas"] == [6]
    assert isinstance(found["katas"], list)
    states = {each["number"]: each["state"] for each in found["katas"]}
    assert [states[n] for n in (1, 2, 3, 6)] == ["passed", "not tried", "given up", "not yet"]
    assert found["next"] == "kata grade 6"
    done = kata("progress", columns=60)
    assert max(map(len, done.stdout.splitlines())) <= 60
    assert "\x1b" not in done.stdout
    assert f"\n  !.........  {question.topic}\n" in done.stdout
    assert done.stdout.endswith("\nNext: kata grade 6\n")
    assert "\nDue now: 1 question. To answer: kata quiz\n" in done.stdout


def test_a_belief_is_put_right_by_a_right_answer(
    kata: Kata, store: Store, question: Question
) -> None:
    with store:
        store.record_review(review(question), RULE)
        store.record_review(review(question, points=1, at=NOW), RULE)
    found = document(kata)
    assert isinstance(found["misconceptions"], list)
    assert [m["id"] for m in found["misconceptions"] if m["stands"]] == []


def test_answers_to_a_pack_that_is_gone_are_kept(
    kata: Kata, store: Store, question: Question
) -> None:
    with store:
        for number in range(12):
            store.record_review(review(question, pack="x", question=f"q{number % 3}"), RULE)
    done = kata("progress", columns=88)
    assert (done.returncode, done.stderr) == (0, "")
    kept = "12 answers to questions of the pack x, which is not installed any more, are kept"
    assert kept in " ".join(done.stdout.split())
    assert document(kata)["removed_packs"] == [{"pack": "x", "answers": 12, "due": 3}]


def test_a_pack_that_cannot_be_read_is_told_of_and_stops_nothing(kata: Kata, home: Path) -> None:
    folder = home / "packs" / "mine"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("format: 1\nid: mine\n")
    done = kata("progress", "--json")
    assert done.returncode == 0
    assert done.stderr.startswith(f"The pack in {folder} is left out: ")
    assert json.loads(done.stdout)["schema"] == 1


def test_progress_that_is_damaged_is_told_of(kata: Kata, home: Path) -> None:
    home.mkdir()
    (home / "progress.db").write_text("These are my notes.\n" * 50)
    done = kata("progress")
    assert done.returncode == 0
    assert done.stderr.startswith(f"The file of your progress, {home / 'progress.db'}, could not")
    assert done.stdout.startswith("Nothing is remembered of you yet. ")


def test_authors_can_look_up_misconceptions(kata: Kata) -> None:
    """By any part of their id, belief or sentence."""
    listed = kata("pack", "misconceptions").stdout
    assert "\nno-join\n" in listed
    found = kata("pack", "misconceptions", "DAEMON").stdout
    assert 0 < len(found) < len(listed) / 10
    assert "daemon" in " ".join(found.casefold().split())
    assert kata("pack", "misconceptions", "zzzz").stdout == (
        "None of them holds this. To see all: kata pack misconceptions\n"
    )

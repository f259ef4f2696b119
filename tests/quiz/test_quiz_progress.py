"""How far a learner has come, from what is remembered and what there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.models import Misconception
from grader.progress import Counts, KataProgress, KataState, Progress, RemovedPack, TopicProgress
from grader.question import Listed, QuestionType
from grader.quiz.progress import Known, progress
from grader.quiz.scheduling import replay
from grader.review import CardKey, CardStage, CardState, Confidence, Mode, Review

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LOOP = Misconception("loop", "One loop starts and joins.", "Use two loops.", (6,))
RUN = Misconception("run", "run() makes the thread run.", "start() does.", (1, 2))


def listed(name: str, topic: str = "Joining", **fields: object) -> Listed:
    values = {"pack": "core", "rev": 1, "type": QuestionType.SINGLE, "level": 1, **fields}
    return Listed(id=name, topic=topic, **values)  # type: ignore[arg-type]


def review(question: str, points: int = 1, of_points: int = 1, **fields: object) -> Review:
    values = {"pack": "core", "rev": 1, "answer": "", "at": NOON, **fields}
    return Review(question=question, points=points, of_points=of_points, **values)  # type: ignore[arg-type]


def kata(number: int, state: KataState = KataState.NEW, *beliefs: str) -> KataProgress:
    attempts = int(state in (KataState.PASSED, KataState.TRIED))
    return KataProgress(number, f"{number}_x", "A kata", state, attempts, beliefs)


def found(
    questions: Sequence[Listed],
    reviews: Sequence[Review] = (),
    cards: dict[CardKey, CardState] | None = None,
    *,
    katas: Sequence[KataProgress] = (),
    chosen: dict[CardKey, Sequence[str]] | None = None,
    now: datetime = NOON,
) -> Progress:
    known = Known(
        listed=questions,
        packs={"core"},
        misconceptions={each.id: each for each in (LOOP, RUN)},
        katas=katas,
        reviews=reviews,
        cards=replay(reviews) if cards is None else cards,
        chosen=chosen or {},
    )
    return progress(known, now, "kata grade 6")


def learnt(stability: float, **fields: object) -> CardState:
    card = CardState(1, NOON, stability, 5.0, CardStage.REVIEW, None, NOON, 3, 0)
    return card._replace(**fields)


CARDS = [
    ("mastered", learnt(21.0), review("a")),
    ("learning", learnt(20.9), review("a")),
    ("learning", learnt(99.0, state=CardStage.LEARNING), review("a")),
    ("weak", learnt(99.0, state=CardStage.RELEARNING), review("a")),
    ("weak", learnt(99.0), review("a", 0)),
    ("weak", learnt(99.0), review("a", 1, 3, mode=Mode.EXAM)),
    ("mastered", learnt(99.0), review("a", 2, 3)),
    ("learning", None, review("a", mode=Mode.CRAM)),
    ("weak", None, review("a", 0, mode=Mode.INTERVIEW)),
    ("new", learnt(99.0, rev=0), review("a", rev=0)),
    ("new", None, None),
]


@pytest.mark.parametrize(("standing", "card", "last"), CARDS)
def test_each_question_has_one_standing(
    standing: str, card: CardState | None, last: Review | None
) -> None:
    """Mastered is learnt for three weeks and more, and not answered wrong since."""
    cards = {("core", "a"): card} if card is not None else {}
    counts = found([listed("a")], [last] if last else [], cards).counts
    assert (getattr(counts, standing), counts.questions) == (1, 1)
    assert counts.answered == (standing != "new")


def test_what_is_due_is_counted_from_this_moment_on() -> None:
    """A card of an older rev is not due: its question is new again."""
    cards = {
        ("core", "now"): learnt(9, due=NOON),
        ("core", "late"): learnt(9, due=NOON - timedelta(days=40)),
        ("core", "soon"): learnt(9, due=NOON + timedelta(seconds=1)),
        ("core", "changed"): learnt(9, rev=0, due=NOON),
        ("core", "gone"): learnt(9, due=NOON),
    }
    questions = [listed(name) for name in ("now", "late", "soon", "changed", "never")]
    seen = found(questions, [], cards)
    assert (seen.counts.due, seen.coming) == (2, (1, 0, 0, 0, 0, 0, 0))


def test_days_to_come_are_those_of_the_learners_calendar() -> None:
    """Four hours from noon in UTC, it is tomorrow in Tokyo."""
    hours = [1, 4, 20, 30, 24 * 6, 24 * 7, 24 * 60]
    cards = {("core", str(h)): learnt(9, due=NOON + timedelta(hours=h)) for h in hours}
    questions = [listed(str(h)) for h in hours]
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    assert found(questions, [], cards).coming == (2, 2, 0, 0, 0, 0, 1)
    assert found(questions, [], cards, now=tokyo).coming == (1, 2, 1, 0, 0, 0, 1)


def test_topics_count_their_questions_and_name_their_katas() -> None:
    questions = [
        listed("a", "Joining", katas=(6, 1)),
        listed("b", "Locks"),
        listed("c", "Joining", katas=(1,)),
    ]
    assert found(questions, [review("a", 0)], now=NOON + timedelta(days=1)).topics == (
        TopicProgress("Joining", Counts(0, 0, 1, 1, due=1), (1, 6)),
        TopicProgress("Locks", Counts(0, 0, 0, 1, due=0), ()),
    )


def test_a_belief_stands_where_an_answer_or_a_kata_shows_it() -> None:
    """Quiz and katas are one picture, and what shows most often comes first."""
    questions = [listed("a", misconceptions=("run", "loop")), listed("b", misconceptions=("loop",))]
    seen = found(
        questions,
        [review("b")],
        katas=[kata(6, KataState.TRIED, "loop")],
        chosen={("core", "a"): ("loop",)},
    )
    loop, run = seen.beliefs
    assert (loop.misconception, loop.answers, loop.katas, loop.stands) == (LOOP, 1, (6,), True)
    assert (loop.counts.questions, loop.counts.new) == (2, 1)
    assert (run.misconception, run.answers, run.katas, run.stands) == (RUN, 0, (), False)


def test_a_belief_that_no_pack_knows_any_more_is_left_out() -> None:
    seen = found([listed("a")], chosen={("core", "a"): ("gone",)})
    assert [belief.misconception.id for belief in seen.beliefs] == ["loop", "run"]


def test_answers_to_packs_that_are_gone_are_counted_and_nothing_else() -> None:
    """They are kept: their questions are neither due nor new until the pack is back."""
    reviews = [review("a", pack="zoo"), review("a", 0, pack="zoo"), review("b", pack="ark")]
    seen = found([], reviews, now=NOON + timedelta(days=1))
    assert seen.removed == (RemovedPack("ark", 1, 0), RemovedPack("zoo", 2, 1))
    assert (seen.answers, seen.counts, seen.topics) == (3, Counts(0, 0, 0, 0, 0), ())


def test_a_question_that_is_gone_from_a_pack_that_is_here_is_passed_over() -> None:
    seen = found([], [review("gone")])
    assert (seen.removed, seen.counts.questions) == ((), 0)


def test_calibration_is_told_of_all_answers() -> None:
    sure = [review("a", confidence=Confidence.SURE), review("b", 0, confidence=Confidence.SURE)]
    [row] = found([], [*sure, review("c")]).calibration
    assert (row.confidence, row.right, row.answers) == (Confidence.SURE, 1, 2)


def test_the_command_that_comes_next_is_the_same_as_everywhere() -> None:
    """Who asks for the picture knows it: it depends on the katas."""
    assert found([listed("a")]).next == "kata grade 6"

"""The end of a session: what was answered, looked up again and put together."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.cli.screen import coloured, width
from grader.errors import UserError
from grader.review import Marked, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.content.index import Index
    from grader.question import Question
    from grader.render.lines import Line
    from grader.review import Review
    from grader.store import Store


def end_lines(reviews: Sequence[Review], store: Store, index: Index, command: str) -> list[Line]:
    """Return the lines that end a session with these answers; ``command`` holds another one."""
    from grader.quiz.scheduling import RULE
    from grader.quiz.score import calibration, score
    from grader.render import feedback, scorecard

    beliefs = index.misconceptions()
    weak, cures = [], Counter[int]()
    for review, question, marks in remarked(reviews, index):
        if review.right:
            continue
        names = [remark.misconception for remark in marks.remarks]
        belief = next((beliefs[name] for name in names if name in beliefs), None)
        weak.append(scorecard.Weak(question, belief))
        cures.update(feedback.cures(question, belief, index.library.kata_numbers)[:1])
    studied = {review.key for review in reviews if review.mode is Mode.STUDY}
    cards = store.cards(RULE) if studied else {}
    end = scorecard.End(
        score(reviews),
        calibration(reviews),
        weak,
        [cards[key].due for key in studied if key in cards],
        [number for number, _ in cures.most_common() if number not in _passed(store)],
        command,
    )
    return scorecard.end_lines(end, datetime.now(UTC), width())


def _passed(store: Store) -> set[int]:
    from grader.guidance import number_of

    return {number_of(name) for name, tried in store.attempts_by_kata().items() if tried.passed}


def missed_lines(reviews: Sequence[Review], index: Index) -> Iterator[list[Line]]:
    """Yield for each answer that was not right what a session with feedback says at once."""
    from grader.quiz.shuffle import shown
    from grader.render.feedback import feedback_lines, given_lines
    from grader.render.lines import BLANK
    from grader.render.question import Look, question_lines

    look, beliefs = Look(width(), coloured()), index.misconceptions()
    katas = index.library.kata_numbers
    for review, question, marks in remarked(reviews, index):
        if review.right:
            continue
        parts = shown(question, review.seed or 0)
        yield [
            *question_lines(question, parts, f"{question.topic} ({question.id})", look),
            BLANK,
            *given_lines(question, parts, review.answer, look.width),
            BLANK,
            *feedback_lines(question, parts, marks, beliefs, katas, look.width),
        ]


def remarked(reviews: Sequence[Review], index: Index) -> Iterator[tuple[Review, Question, Marked]]:
    """Yield the answers with their questions, marked again; what is gone is left out."""
    from grader.quiz.beliefs import marked_again

    for review in reviews:
        with suppress(UserError):
            question = index.question(*review.key)
            again = marked_again(question, review)
            yield review, question, again or Marked(review.points, review.of_points)

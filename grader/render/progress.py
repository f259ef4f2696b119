"""How far a learner has come, as text that says in words what its bars show, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from grader.errors import counted
from grader.progress import (
    BeliefProgress,
    Counts,
    Flagged,
    KataProgress,
    KataState,
    Progress,
    RemovedPack,
    TopicProgress,
)
from grader.render.lines import BLANK, Line, Span, labelled, line, wrapped
from grader.render.scorecard import calibration_text

_BAR = 10
"""Characters of a bar."""
_SIGNS = {"mastered": "#", "learning": "+", "weak": "!", "new": "."}
_ROLES = {"#": "good", "+": "", "!": "bad", ".": "faint"}
_MOST_BELIEFS = 3
_INDENT = "  "
_KATA_ROLES = {KataState.PASSED: "good", KataState.TRIED: "warn", KataState.GIVEN_UP: "warn"}


def progress_lines(progress: Progress, width: int) -> list[Line]:
    """Return the whole picture for a terminal of this width."""
    if not progress.begun:
        return _first_screen(progress, width)
    lines = [*_head(progress, width), BLANK, *_topics(progress, width)]
    lines += _beliefs([each for each in progress.beliefs if each.stands], width)
    lines += _katas(progress.katas, width)
    if progress.calibration:
        lines += [BLANK, *wrapped(calibration_text(progress.calibration), width)]
    lines += _flagged(progress.flagged, width)
    for pack in progress.removed:
        lines += [BLANK, *wrapped(_removed(pack), width, role="warn")]
    return [*lines, BLANK, (Span("Next: "), Span(progress.next, "command"))]


def progress_json(progress: Progress) -> str:
    """Return the whole picture as one JSON document; its keys are always there."""
    return json.dumps(_document(progress), indent=2)


def _first_screen(progress: Progress, width: int) -> list[Line]:
    questions = counted(progress.counts.questions, "question")
    topics, katas = counted(len(progress.topics), "topic"), counted(len(progress.katas), "kata")
    there = f"{questions} in {topics} and {katas} are waiting."
    return [
        *wrapped(f"Nothing is remembered of you yet. {there}", width),
        *wrapped(
            "Each answer and each grading is kept as you give it, and this page will show what "
            "is due, what you have mastered, and what to look at again.",
            width,
        ),
        BLANK,
        (Span("For a few questions: "), Span("kata quiz", "command")),
        (Span("Next: "), Span(progress.next, "command")),
    ]


def _head(progress: Progress, width: int) -> list[Line]:
    counts = progress.counts
    answered = f"You have answered {counts.answered} of {counted(counts.questions, 'question')}"
    text = f"{answered}: {_standings(counts)}." if counts.answered else f"{answered}."
    role, answer = ("warn", " To answer: kata quiz") if counts.due else ("", "")
    return [
        *wrapped(text, width, role="strong"),
        *wrapped(f"Due now: {counted(counts.due, 'question')}.{answer}", width, role=role),
        *wrapped(_coming(progress.coming), width),
    ]


def _coming(coming: Sequence[int]) -> str:
    """Say what becomes due: later today, tomorrow, and in the days after that together."""
    today, tomorrow, *after = coming
    if not any(coming):
        return f"Nothing else becomes due in these {len(coming)} days."
    later = f"in the {len(after)} days after that {sum(after)}"
    return f"Then later today {today}, tomorrow {tomorrow}, {later}."


def _standings(counts: Counts) -> str:
    return f"{counts.mastered} mastered, {counts.learning} learning, {counts.weak} weak"


def _topics(progress: Progress, width: int) -> list[Line]:
    legend = ", ".join(f"{sign} {word}" for word, sign in _SIGNS.items())
    lines = wrapped(f"By topic ({legend})", width, role="strong")
    katas = {kata.number: kata for kata in progress.katas}
    new = "; ".join(topic.topic for topic in progress.topics if not topic.counts.answered)
    for topic in progress.topics:
        if topic.counts.answered:
            lines += _topic(topic, [katas[n] for n in topic.katas if n in katas], width)
    return lines + (wrapped(f"Not begun: {new}.", width, indent=_INDENT) if new else [])


def _topic(topic: TopicProgress, katas: Sequence[KataProgress], width: int) -> list[Line]:
    hanging = " " * (len(_INDENT) + _BAR + 2)
    first, *rest = wrapped(topic.topic, width, indent=hanging)
    lines: list[Line] = [(Span(_INDENT), *_bar(topic.counts), Span("  "), *first[1:]), *rest]
    told = _numbers(topic.counts) + (f". Katas: {_states(katas)}" if katas else "")
    return [*lines, *wrapped(told, width, indent=hanging)]


def _numbers(counts: Counts) -> str:
    """Return how many questions there are of each kind, without the kinds that are not there."""
    told = [f"{getattr(counts, word)} {word}" for word in _SIGNS if getattr(counts, word)]
    return ", ".join(told) + (f"; {counts.due} due now" if counts.due else "")


def _bar(counts: Counts) -> list[Span]:
    """Return a sign for each tenth of the questions, and at least one for each kind there is."""
    numbers = {sign: getattr(counts, word) for word, sign in _SIGNS.items()}
    sizes = {s: max(1, round(n * _BAR / counts.questions)) for s, n in numbers.items() if n}
    if sizes:
        sizes[max(numbers, key=lambda sign: numbers[sign])] += _BAR - sum(sizes.values())
    return [Span(sign * size, _ROLES[sign]) for sign, size in sizes.items()]


def _states(katas: Iterable[KataProgress]) -> str:
    """Return the katas by what became of them: 1, 2 passed; 3 not tried."""
    numbers: dict[KataState, list[str]] = {state: [] for state in KataState}
    for kata in katas:
        numbers[kata.state].append(str(kata.number))
    return "; ".join(f"{', '.join(these)} {state}" for state, these in numbers.items() if these)


def _beliefs(beliefs: Sequence[BeliefProgress], width: int) -> list[Line]:
    lines: list[Line] = []
    for belief in beliefs[:_MOST_BELIEFS]:
        shown = f"{belief.misconception.belief} ({_where(belief)})"
        lines += labelled("- ", shown, width, indent=_INDENT)
        lines += wrapped(belief.misconception.sentence, width, indent=_INDENT * 2, role="faint")
    more = len(beliefs) - _MOST_BELIEFS
    lines += [line(f"{_INDENT}and {more} more: kata progress --json", "faint")] if more > 0 else []
    return [BLANK, line("Beliefs to put right", "strong"), *lines] if lines else []


def _where(belief: BeliefProgress) -> str:
    parts = [counted(belief.answers, "answer")] if belief.answers else []
    parts += [f"kata {number}" for number in belief.katas]
    return ", ".join(parts)


def _katas(katas: Sequence[KataProgress], width: int) -> list[Line]:
    lines: list[Line] = [BLANK, line("Katas", "strong")]
    for kata in katas:
        tries = f", {counted(kata.attempts, 'try', 'tries')}" if kata.attempts else ""
        label = f"{kata.number}  "
        told = f"{kata.title}: {kata.state}{tries}"
        lines += labelled(label, told, width, indent=_INDENT, role=_KATA_ROLES.get(kata.state, ""))
    return lines if katas else []


def _flagged(flagged: Sequence[Flagged], width: int) -> list[Line]:
    lines: list[Line] = []
    for each in flagged:
        told = f"{each.question} ({each.pack})" + (f": {each.reason}" if each.reason else "")
        lines += labelled("- ", told, width, indent=_INDENT)
    more = line("To see one again: kata pack show ID", "faint")
    return [BLANK, line("You flagged", "strong"), *lines, more] if lines else []


def _removed(pack: RemovedPack) -> str:
    answers = f"{counted(pack.answers, 'answer')} to questions of the pack {pack.pack}"
    kept = "is kept" if pack.answers == 1 else "are kept"
    due = f" ({pack.due} due)" if pack.due else ""
    return f"{answers}, which is not installed any more, {kept}{due}."


def _document(progress: Progress) -> dict[str, Any]:
    days = [
        {"date": (progress.at + timedelta(days=day)).date().isoformat(), "questions": questions}
        for day, questions in enumerate(progress.coming)
    ]
    return {
        "schema": 1,
        "at": progress.at.isoformat(timespec="seconds"),
        "answers": progress.answers,
        "questions": _counts(progress.counts),
        "coming": days,
        "topics": [
            {"topic": each.topic, "questions": _counts(each.counts), "katas": list(each.katas)}
            for each in progress.topics
        ],
        "misconceptions": [_belief(each) for each in progress.beliefs],
        "katas": [each._asdict() for each in progress.katas],
        "calibration": [
            {"confidence": each.confidence.name.lower(), "right": each.right, "of": each.answers}
            for each in progress.calibration
        ],
        "removed_packs": [each._asdict() for each in progress.removed],
        "flagged": [each._asdict() for each in progress.flagged],
        "next": progress.next,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"all": counts.questions, **counts._asdict()}


def _belief(belief: BeliefProgress) -> dict[str, Any]:
    return {
        "id": belief.misconception.id,
        "belief": belief.misconception.belief,
        "stands": belief.stands,
        "answers": belief.answers,
        "katas": list(belief.katas),
        "cured_by": list(belief.misconception.katas),
        "questions": _counts(belief.counts),
    }

"""From the end of a check to its entry in the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from grader.checking.failure import CheckFailed
from grader.models import CheckInfo, CheckResult, Misconception, Note, Verdict
from grader.observe.lanes import timeline_of
from grader.timeline import Timeline

MAX_TEXT = 1500
"""Characters of one text in a report."""

# What decides a kata's verdict where checks end differently: the first of these.
_WORST_FIRST = (
    Verdict.ERROR,
    Verdict.CRASH,
    Verdict.DEADLOCK,
    Verdict.TIMEOUT,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
)


def result_of(info: CheckInfo, failed: CheckFailed | None) -> CheckResult:
    """Return a check's result from what it raised, None if it passed."""
    if failed is None:
        return CheckResult(info.id, info.title, Verdict.PASS)
    return CheckResult(
        id=info.id,
        title=info.title,
        verdict=failed.verdict,
        message=_short(failed.message),
        expected=_short(failed.expected),
        seen=_short(failed.seen),
        line=failed.line,
        misconception=failed.misconception,
        hint=info.hint if failed.hint and failed.verdict is Verdict.FAIL else None,
        lanes=_lanes(failed) if info.picture else None,
    )


def _lanes(failed: CheckFailed) -> Timeline | None:
    """Return the run that a check failed on; there is nothing to see where nothing was started."""
    if failed.observation is None or failed.request is None:
        return None
    timeline = timeline_of(failed.observation, failed.request.function)
    return timeline if len(timeline.lanes) > 1 else None


def _short(text: str | None) -> str | None:
    """Return what a report can hold of a text: a program may hand over values of any size."""
    if text is None or len(text) <= MAX_TEXT:
        return text
    return f"{text[:MAX_TEXT]}… ({len(text)} characters in all)"


def overall(checks: list[CheckResult]) -> Verdict:
    """Return the verdict of a kata whose checks ended like this."""
    verdicts = {check.verdict for check in checks}
    return next((verdict for verdict in _WORST_FIRST if verdict in verdicts), Verdict.PASS)


def explained(
    checks: list[CheckResult], misconceptions: Callable[[], Mapping[str, Misconception]]
) -> list[CheckResult]:
    """Put the mentor's sentence where a check named a misconception, after what it said itself."""
    if not any(check.misconception for check in checks):
        return checks
    known = misconceptions()
    return [
        check._replace(message=_with_sentence(check, known[check.misconception].sentence))
        if check.misconception is not None
        else check
        for check in checks
    ]


def _with_sentence(check: CheckResult, sentence: str) -> str:
    return sentence if check.message is None else f"{check.message} {sentence}"


def in_words(
    notes: Sequence[Note], misconceptions: Callable[[], Mapping[str, Misconception]]
) -> list[Note]:
    """Put the mentor's sentences into notes, each kind of note once."""
    if not notes:
        return []
    known = misconceptions()
    first = {note.misconception: note for note in reversed(notes)}
    return [first[name]._replace(message=known[name].sentence) for name in reversed(first)]

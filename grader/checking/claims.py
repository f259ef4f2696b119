"""Holding what a question claims of its code against what runs of that code came to; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from grader.checking.wording import TRACEBACK, and_then, came_to, claimed, conditions_in_words
from grader.observe.following import End
from grader.observe.interpreters import Interpreter
from grader.observe.scripts import Conditions, Ran
from grader.question import Claim, Number, Outcome, Output, Question, Says, same_output

Where = tuple[str | int, ...]
"""The way to a value in a question, from key to key."""


class Expected(NamedTuple):
    """A claim, given by the author or implied by the answer, and where it stands."""

    claim: Claim
    where: Where
    implied: bool = False


class Run(NamedTuple):
    """One run of a question's code."""

    python: Interpreter
    conditions: Conditions
    ran: Ran
    witness: bool = False
    """Whether it was the witness program that ran."""


class Contradiction(NamedTuple):
    """What is wrong with a claim, and where that one stands in the question."""

    where: Where
    message: str


def expected_of(question: Question) -> list[Expected]:
    """Return what running the question's code must come to, also where only the answer says so."""
    experiment = question.experiment
    if question.code is None or (experiment is not None and experiment.unverified is not None):
        return []
    claims = () if experiment is None else experiment.claims
    given = [Expected(claim, ("verify", "claims", i)) for i, claim in enumerate(claims)]
    if isinstance(question.body, Output):
        given += _of_output(question.body)
    elif isinstance(question.body, Number) and not given:
        number = f"{question.body.answer:.12g}"
        given.append(Expected(Claim(Says.GUARANTEED, Outcome(number)), ("answer",), implied=True))
    return given


def _of_output(body: Output) -> list[Expected]:
    says = Says.POSSIBLE if len(body.outputs) > 1 else Says.GUARANTEED
    right = [
        Expected(Claim(says, Outcome(text)), ("outputs", i), implied=True)
        for i, text in enumerate(body.outputs)
    ]
    wrong = [
        Expected(Claim(Says.IMPOSSIBLE, Outcome(each.answer)), ("wrong", i, "answer"), implied=True)
        for i, each in enumerate(body.wrong)
    ]
    return right + wrong


def matches(outcome: Outcome, ran: Ran) -> bool:
    """Whether a run ended so; all that the outcome gives must hold."""
    return all(
        (
            outcome.prints is None or same_output(outcome.prints, ran.stdout),
            outcome.shows is None or outcome.shows in ran.stdout or outcome.shows in ran.stderr,
            outcome.raises is None or _is_named(ran.raised, outcome.raises),
            outcome.exits is None or ran.status == outcome.exits,
            outcome.hangs is None or outcome.hangs is (ran.end is End.HANGS),
        )
    )


def _is_named(raised: str | None, name: str) -> bool:
    return raised is not None and (raised == name or raised.endswith(f".{name}"))


_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


def _met(each: Expected, question: Question, ran: Ran) -> bool:
    if each.implied and isinstance(question.body, Number):
        number = _NUMBER.fullmatch(ran.stdout.strip())
        return number is not None and question.body.is_right(float(number[0]))
    return matches(each.claim.outcome, ran)


def unseen(question: Question, expected: Sequence[Expected], runs: Sequence[Run]) -> list[Expected]:
    """Return the claims of something possible that no run has come to yet."""
    return [
        each
        for each in expected
        if each.claim.says is Says.POSSIBLE
        and not any(
            run.ran.end is not End.UNKNOWN and _met(each, question, run.ran) for run in runs
        )
    ]


def contradictions(
    question: Question, expected: Sequence[Expected], runs: Sequence[Run]
) -> list[Contradiction]:
    """Return what the runs say against the claims; runs whose end is unknown say nothing."""
    known = [run for run in runs if run.ran.end is not End.UNKNOWN]
    own = [run for run in known if not run.witness]
    missing = unseen(question, expected, known) if len(known) == len(runs) else []
    found = [
        Contradiction(each.where, message)
        for each in expected
        if (message := _against(each, question, own, missing)) is not None
    ]
    return found or [
        *_other_outputs(question, own),
        *_unclaimed_ends(expected, own),
        *_unclaimed_errors(expected, own),
    ]


def _against(
    each: Expected, question: Question, own: Sequence[Run], missing: Sequence[Expected]
) -> str | None:
    """Return what the runs say against one claim, None where they bear it out."""
    if each.claim.says is Says.POSSIBLE:
        wrong = own if each in missing else ()
    else:
        wanted = each.claim.says is Says.GUARANTEED
        wrong = [run for run in own if _met(each, question, run.ran) is not wanted]
    if not wrong:
        return None
    as_claimed = each.claim.says is Says.IMPOSSIBLE
    return f"{said(each)}, but {_seen(wrong, own, so=as_claimed)}; {_advice(each, wrong, own)}"


def said(each: Expected) -> str:
    """Return a claim as a sentence."""
    source = "the answer is" if each.implied else "claims"
    often, term = _HOW_OFTEN[each.claim.says], each.claim.says
    meant = "" if each.implied else f" ({term})"
    return f"{source} that it {often} {claimed(each.claim.outcome)}{meant}"


_HOW_OFTEN = {Says.GUARANTEED: "always", Says.POSSIBLE: "sometimes", Says.IMPOSSIBLE: "never"}
_MEND = "mend the claim, or the code"
_RACE = (
    "it depends on which thread runs when: say what is possible, or have the code wait by join, "
    "Event or Lock and not by sleep; interleaved: no leaves such runs out"
)
_IMPLIED = {
    "outputs": "give each output that can come, or mend the code",
    "wrong": "it is no wrong answer; mend it, or the code",
    "answer": "mend the answer or the code, or say under verify what it comes to",
}


def _advice(each: Expected, wrong: Sequence[Run], own: Sequence[Run]) -> str:
    if each.claim.says is Says.POSSIBLE:
        what = "output" if each.implied else "claim"
        return f"add interleaved: yes or a witness that shows it, or remove the {what}"
    if len({run.conditions.start_method for run in own}) > 1 and _by_start_method(wrong, own):
        return "mend the code, or say under applies with which start_method it holds"
    if any(run.conditions.seed is None for run in wrong):
        if each.implied:
            return _IMPLIED[str(each.where[0])]
        return _MEND if len(wrong) == len(own) else "say possible, or mend the code"
    return _RACE


def _by_start_method(wrong: Sequence[Run], own: Sequence[Run]) -> bool:
    """Whether all runs under some start methods came out wrong, and none under the others."""
    methods = {run.conditions.start_method for run in wrong}
    return len(wrong) == sum(run.conditions.start_method in methods for run in own) < len(own)


def _seen(wrong: Sequence[Run], own: Sequence[Run], *, so: bool = False) -> str:
    """Tell how many runs, on which Pythons and under what, came to what."""
    pythons = list(dict.fromkeys(run.python.name for run in wrong))
    there = [run for run in own if run.python.name in pythons]
    runs = "1 run" if len(there) == 1 else f"{len(there)} runs"
    seen = f"{len(wrong)} of {runs} on Python {and_then(pythons)}{_under(wrong)}"
    ends = Counter(came_to(run.ran) for run in wrong).most_common()
    if len(ends) == 1:
        return f"{seen} {ends[0][0]}"
    shown = ", ".join(f"{count} {what}" for what, count in ends[:_MOST_ENDS])
    more = ", and more" if len(ends) > _MOST_ENDS else ""
    return f"{seen} came out {'so' if so else 'otherwise'}: {shown}{more}"


_MOST_ENDS = 3
"""Different ends that a message tells of."""


def _under(wrong: Sequence[Run]) -> str:
    """Name the conditions of the first of these runs, where they are not the usual ones."""
    first = conditions_in_words(wrong[0].conditions)
    alike = len({run.conditions for run in wrong}) == 1
    return f" ({'' if alike else 'such as '}{first})" if first else ""


def _other_outputs(question: Question, own: Sequence[Run]) -> list[Contradiction]:
    """Of a question with several outputs, those that a run had and the question does not."""
    if not isinstance(question.body, Output) or len(question.body.outputs) < 2:
        return []
    outputs = question.body.outputs
    other = [run for run in own if not any(same_output(run.ran.stdout, out) for out in outputs)]
    if not other:
        return []
    message = f"{_seen(other, own)}; no output here is like that: add it, or mend the code"
    return [Contradiction(("outputs",), message)]


def _unclaimed_ends(expected: Sequence[Expected], own: Sequence[Run]) -> list[Contradiction]:
    """Ends at which no program of a question may come unless a claim says so."""
    found = []
    for end, advice in _UNCLAIMED.items():
        bad = [run for run in own if run.ran.end is end]
        claimed_so = end is End.HANGS and any(e.claim.outcome.hangs is not None for e in expected)
        if bad and not claimed_so:
            found.append(Contradiction(("code",), f"{_seen(bad, own)}; {advice}"))
    return found


_UNCLAIMED = {
    End.HANGS: "claim it with hangs: yes, or mend the code",
    End.FLOOD: "have the code print less",
    End.PROCESSES: "have the code start fewer",
    End.LOST: "have the code end none but its own processes",
}


def _unclaimed_errors(expected: Sequence[Expected], own: Sequence[Run]) -> list[Contradiction]:
    """Exceptions that nobody catches, and statuses, of which no claim speaks."""
    silent = [run for run in own if not any(_speaks_of_error(each, run.ran) for each in expected)]
    failed = [run for run in silent if run.ran.raised is not None or run.ran.status]
    others = [run for run in silent if run not in failed and TRACEBACK in run.ran.stderr]
    return [
        Contradiction(("code",), f"{_seen(bad, own)}; {advice}")
        for bad, advice in (
            (failed, "claim it with raises or exits, or mend the code"),
            (others, "claim it with shows and the exception's name, or mend the code"),
        )
        if bad
    ]


def _speaks_of_error(each: Expected, ran: Ran) -> bool:
    """Whether a claim tells of a run that it fails, hangs, or shows something as an error."""
    outcome = each.claim.outcome
    if each.claim.says is Says.IMPOSSIBLE or not matches(outcome, ran):
        return False
    shown = outcome.shows is not None and outcome.shows in ran.stderr
    return bool(outcome.raises or outcome.exits or outcome.hangs or shown)

"""What runs of a question's code say against what is claimed of it, in exact words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from grader.checking.claims import Contradiction, Run, contradictions, expected_of, matches
from grader.checking.verifying import NotRun, Verified, conditions_of, fits, one_of, verify
from grader.models import Limits
from grader.observe.following import End
from grader.observe.interpreters import Interpreter
from grader.observe.scripts import USUAL, Conditions, Ran
from grader.question import (
    Body,
    Choices,
    Claim,
    Experiment,
    Number,
    Outcome,
    Output,
    Premise,
    Question,
    QuestionType,
    Says,
    WrongAnswer,
)

SIX, FIVE, HANGS = Outcome(prints="6"), Outcome(prints="5"), Outcome(hangs=True)
HUNG = Ran(End.HANGS)
NO_OPTIONS, EVERYWHERE = Choices((), ()), Premise()


def python(minor: int, *, gil: bool = True) -> Interpreter:
    return Interpreter(f"python3.{minor}", (3, minor, 0), gil, "linux", ("fork", "spawn"))


OLD, NEW = python(11), python(13)


def printed(text: str, status: int = 0, raised: str | None = None) -> Ran:
    return Ran(End.EXITED, f"{text}\n", "", status, raised)


def question(
    *claims: Claim, body: Body = NO_OPTIONS, premise: Premise = EVERYWHERE, **more: object
) -> Question:
    return Question(
        id="counting",
        rev=1,
        type=QuestionType.SINGLE,
        level=1,
        topic="Threads",
        prompt="What?",
        body=body,
        explanation="So.",
        reference="https://docs.python.org/3/",
        code="print(6)",
        premise=premise,
        experiment=Experiment(claims, **more),
    )


def told(asked: Question, runs: Sequence[Run]) -> list[Contradiction]:
    return contradictions(asked, expected_of(asked), runs)


def runs_of(*ended: Ran, on: Interpreter = OLD, under: Conditions = USUAL) -> list[Run]:
    return [Run(on, under, ran) for ran in ended]


MATCHES = [
    (Outcome(prints="6"), printed("6")),
    (Outcome(prints="a\nb"), Ran(End.EXITED, "a  \nb\n\n", "", 0)),
    (Outcome(prints=""), Ran(End.EXITED, "", "Traceback", 1)),
    (Outcome(shows="Error"), Ran(End.EXITED, "", "ValueError: x", 1)),
    (Outcome(shows="lo"), printed("hello")),
    (Outcome(raises="ValueError"), printed("", 1, "ValueError")),
    (Outcome(raises="Empty"), printed("", 1, "_queue.Empty")),
    (Outcome(raises="_queue.Empty"), printed("", 1, "_queue.Empty")),
    (Outcome(exits=3), printed("", 3)),
    (Outcome(hangs=True), HUNG),
    (Outcome(hangs=False), printed("6")),
    (Outcome(prints="6", exits=0), printed("6")),
]
OTHERS = [
    (Outcome(prints="6"), printed("5")),
    (Outcome(prints="6"), printed("66")),
    (Outcome(prints="a\nb"), printed("a b")),
    (Outcome(shows="lo"), printed("HELLO")),
    (Outcome(raises="Empty"), printed("", 1, "_queue.NotEmpty")),
    (Outcome(raises="ValueError"), printed("", 1)),
    (Outcome(exits=0), HUNG),
    (Outcome(hangs=True), printed("6")),
    (Outcome(hangs=False), HUNG),
    (Outcome(prints="6", exits=1), printed("6")),
]


@pytest.mark.parametrize(("outcome", "ran"), MATCHES)
def test_a_run_that_ended_so(outcome: Outcome, ran: Ran) -> None:
    """Blanks at the ends of lines do not matter, nor the module of an exception."""
    assert matches(outcome, ran)


@pytest.mark.parametrize(("outcome", "ran"), OTHERS)
def test_a_run_that_ended_otherwise(outcome: Outcome, ran: Ran) -> None:
    """All that is given must hold."""
    assert not matches(outcome, ran)


ALWAYS, NEVER = Claim(Says.GUARANTEED, SIX), Claim(Says.IMPOSSIBLE, FIVE)
SOMETIMES = Claim(Says.POSSIBLE, FIVE)
BORNE_OUT = {
    "guaranteed": (ALWAYS, runs_of(printed("6"), printed("6"))),
    "impossible": (NEVER, runs_of(printed("6"), printed("4"))),
    "possible": (SOMETIMES, runs_of(printed("6"), printed("5"))),
    "witness": (SOMETIMES, [*runs_of(printed("6")), Run(OLD, USUAL, printed("5"), witness=True)]),
    "hangs": (Claim(Says.GUARANTEED, HANGS), runs_of(HUNG, HUNG)),
    "unknown": (ALWAYS, runs_of(printed("6"), Ran(End.UNKNOWN))),
    "not yet": (SOMETIMES, runs_of(printed("6"), Ran(End.UNKNOWN))),
    "nothing": (ALWAYS, runs_of(Ran(End.UNKNOWN))),
}


@pytest.mark.parametrize("name", BORNE_OUT)
def test_claims_that_runs_bear_out(name: str) -> None:
    """A witness counts for what is possible; a run that never came to its end says nothing."""
    claim, runs = BORNE_OUT[name]
    assert told(question(claim), runs) == []


SEEDED = Conditions(seed=4)
REFUSED = {
    "a race that shows when interleaved": (
        ALWAYS,
        [*runs_of(*[printed("6")] * 7), *runs_of(*[printed("5")] * 2, under=SEEDED)],
        'claims that it always prints "6" (guaranteed), but 2 of 9 runs on Python 3.11 '
        '(interleaved, seed 4) printed "5"; it depends on which thread runs when: say what is '
        "possible, or have the code wait by join, Event or Lock and not by sleep; "
        "interleaved: no leaves such runs out",
    ),
    "always otherwise": (
        ALWAYS,
        runs_of(printed("5"), printed("5")),
        'claims that it always prints "6" (guaranteed), but 2 of 2 runs on Python 3.11 '
        'printed "5"; mend the claim, or the code',
    ),
    "on one Python only": (
        ALWAYS,
        [*runs_of(printed("6")), *runs_of(printed("6", 1, "TypeError"), printed("x"), on=NEW)],
        'claims that it always prints "6" (guaranteed), but 1 of 2 runs on Python 3.13 '
        'printed "x"; say possible, or mend the code',
    ),
    "in several ways": (
        ALWAYS,
        [
            *runs_of(printed("5"), printed("5"), printed("4"), printed("3"), printed("2")),
            *runs_of(printed("5"), on=NEW, under=Conditions("spawn", 0.001)),
        ],
        'claims that it always prints "6" (guaranteed), but 6 of 6 runs on Python 3.11 and 3.13 '
        'came out otherwise: 3 printed "5", 1 printed "4", 1 printed "3", and more; '
        "mend the claim, or the code",
    ),
    "such as": (
        ALWAYS,
        [
            *runs_of(printed("5"), under=Conditions("spawn", 0.001)),
            *runs_of(printed("5"), printed("6"), on=NEW),
        ],
        'claims that it always prints "6" (guaranteed), but 2 of 3 runs on Python 3.11 and 3.13 '
        '(such as spawn, switch interval 0.001) printed "5"; say possible, or mend the code',
    ),
    "impossible": (
        NEVER,
        runs_of(printed("6"), printed("5"), printed("6")),
        'claims that it never prints "5" (impossible), but 1 of 3 runs on Python 3.11 '
        'printed "5"; say possible, or mend the code',
    ),
    "impossible, in several ways": (
        Claim(Says.IMPOSSIBLE, Outcome(shows="5")),
        runs_of(printed("6"), printed("5"), printed("15", 1, "KeyError")),
        'claims that it never shows "5" (impossible), but 2 of 3 runs on Python 3.11 '
        'came out so: 1 printed "5", 1 printed "15" and raised KeyError; '
        "say possible, or mend the code",
    ),
    "possible without a witness": (
        SOMETIMES,
        runs_of(printed("6")),
        'claims that it sometimes prints "5" (possible), but 1 of 1 run on Python 3.11 '
        'printed "6"; add interleaved: yes or a witness that shows it, or remove the claim',
    ),
    "a deadlock that is none": (
        Claim(Says.GUARANTEED, HANGS),
        runs_of(printed("6", 2)),
        "claims that it always hangs (guaranteed), but 1 of 1 run on Python 3.11 "
        'printed "6" and exited with 2; mend the claim, or the code',
    ),
    "several things at once": (
        Claim(Says.GUARANTEED, Outcome(shows="no", raises="KeyError", exits=1, hangs=False)),
        runs_of(Ran(End.HANGS, "a\nb\n")),
        'claims that it always shows "no", raises KeyError, exits with 1 and ends (guaranteed), '
        'but 1 of 1 run on Python 3.11 hung after it had printed "a\\nb"; '
        "mend the claim, or the code",
    ),
    "a long output": (
        ALWAYS,
        runs_of(printed("y" * 100)),
        'claims that it always prints "6" (guaranteed), but 1 of 1 run on Python 3.11 '
        f'printed "{"y" * 60}…"; mend the claim, or the code',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_claim_that_runs_contradict(name: str) -> None:
    """It says what was claimed, what came instead, how often and where, and what to write."""
    claim, runs, message = REFUSED[name]
    assert told(question(claim), runs) == [Contradiction(("verify", "claims", 0), message)]


UNCLAIMED = {
    HUNG: "1 of 1 run on Python 3.11 hung; claim it with hangs: yes, or mend the code",
    Ran(End.FLOOD, "y"): (
        "1 of 1 run on Python 3.11 printed without end; have the code print less"
    ),
    Ran(End.PROCESSES): (
        "1 of 1 run on Python 3.11 started more processes than a question may; "
        "have the code start fewer"
    ),
    Ran(End.LOST): (
        "1 of 1 run on Python 3.11 killed the process that had started it; "
        "have the code end none but its own processes"
    ),
}


@pytest.mark.parametrize("ran", UNCLAIMED, ids=lambda ran: ran.end)
def test_an_end_that_nobody_claims(ran: Ran) -> None:
    """A program that never ends, or does harm, is a fault though no claim speaks of it."""
    asked = question(Claim(Says.IMPOSSIBLE, SIX))
    assert told(asked, runs_of(ran)) == [Contradiction(("code",), UNCLAIMED[ran])]


THREAD_DIED = "Exception in thread\nTraceback (most recent call last):\nKeyError: 7\n"
RAISED = printed("6", 1, "ValueError")
IN_A_THREAD = Ran(End.EXITED, "6\n", THREAD_DIED, 0)
SPOKEN_OF = [
    (RAISED, Outcome(raises="ValueError")),
    (RAISED, Outcome(exits=1)),
    (Ran(End.EXITED, "6\n", "no\n", 1), Outcome(shows="no")),
    (IN_A_THREAD, Outcome(shows="KeyError")),
    (Ran(End.HANGS, "6\n", THREAD_DIED), HANGS),
]
BY_ITSELF = "; claim it with raises or exits, or mend the code"
ELSEWHERE = "; claim it with shows and the exception's name, or mend the code"
NOT_SPOKEN_OF = [
    (RAISED, Claim(Says.GUARANTEED, SIX), 'printed "6" and raised ValueError' + BY_ITSELF),
    (
        RAISED,
        Claim(Says.GUARANTEED, Outcome(shows="6")),
        'printed "6" and raised ValueError' + BY_ITSELF,
    ),
    (
        printed("", 1, "NameError"),
        Claim(Says.IMPOSSIBLE, Outcome(raises="RuntimeError")),
        'printed "" and raised NameError' + BY_ITSELF,
    ),
    (printed("6", -9), ALWAYS, 'printed "6" and exited with -9' + BY_ITSELF),
    (IN_A_THREAD, ALWAYS, 'printed "6", with "KeyError: 7" on standard error' + ELSEWHERE),
    (
        IN_A_THREAD,
        Claim(Says.GUARANTEED, Outcome(exits=0)),
        'printed "6", with "KeyError: 7" on standard error' + ELSEWHERE,
    ),
]


@pytest.mark.parametrize(("ran", "outcome"), SPOKEN_OF)
def test_an_error_that_a_claim_speaks_of(ran: Ran, outcome: Outcome) -> None:
    """One claim that the run bears out is enough, beside others that do not speak of it."""
    assert told(question(ALWAYS, Claim(Says.GUARANTEED, outcome)), runs_of(ran)) == []


@pytest.mark.parametrize(("ran", "claim", "message"), NOT_SPOKEN_OF)
def test_an_error_that_no_claim_speaks_of(ran: Ran, claim: Claim, message: str) -> None:
    """An exception that nobody catches, in the program or elsewhere, is not passed over."""
    found = told(question(claim), runs_of(ran))
    assert found == [Contradiction(("code",), f"1 of 1 run on Python 3.11 {message}")]


def test_a_program_that_complains_has_not_failed() -> None:
    """A warning on standard error is no traceback."""
    asked = question(ALWAYS)
    assert told(asked, runs_of(Ran(End.EXITED, "6\n", "DeprecationWarning: old\n", 0))) == []


def test_a_hang_that_is_called_possible_may_come() -> None:
    """One claim that speaks of hanging is enough."""
    asked = question(Claim(Says.POSSIBLE, HANGS), Claim(Says.POSSIBLE, SIX))
    assert told(asked, runs_of(HUNG, printed("6"))) == []


ONE = Output(("6",), (WrongAnswer("5", "Why."),))
TWO = Output(("a\nb", "b\na"))
NUMBER = Number(6, tolerance=0.1)
IMPLIED = {
    "output": (ONE, runs_of(printed("6"), printed("6")), None),
    "output, otherwise": (
        ONE,
        runs_of(printed("6"), printed("4")),
        (
            ("outputs", 0),
            'the answer is that it always prints "6", but 1 of 2 runs on Python 3.11 printed "4"; '
            "give each output that can come, or mend the code",
        ),
    ),
    "outputs": (TWO, runs_of(printed("a\nb"), printed("b\na")), None),
    "outputs, one not seen": (
        TWO,
        runs_of(printed("a\nb")),
        (
            ("outputs", 1),
            'the answer is that it sometimes prints "b\\na", but 1 of 1 run on Python 3.11 '
            'printed "a\\nb"; add interleaved: yes or a witness that shows it, '
            "or remove the output",
        ),
    ),
    "outputs, and another": (
        TWO,
        runs_of(printed("a\nb"), printed("b\na"), printed("ab")),
        (
            ("outputs",),
            '1 of 3 runs on Python 3.11 printed "ab"; no output here is like that: '
            "add it, or mend the code",
        ),
    ),
    "number": (NUMBER, runs_of(*map(printed, ("6", "5.95", "6e0", "+6."))), None),
    **{
        f"number, {text}": (
            NUMBER,
            runs_of(printed(text)),
            (
                ("answer",),
                'the answer is that it always prints "6", but 1 of 1 run on Python 3.11 '
                f'printed "{text}"; mend the answer or the code, or say under verify what it '
                "comes to",
            ),
        )
        for text in (".", "6.0.0", "nan")
    },
    "number, otherwise": (
        NUMBER,
        runs_of(printed("5.8")),
        (
            ("answer",),
            'the answer is that it always prints "6", but 1 of 1 run on Python 3.11 '
            'printed "5.8"; mend the answer or the code, or say under verify what it comes to',
        ),
    ),
    "number, and more": (
        NUMBER,
        runs_of(printed("6 seconds")),
        (
            ("answer",),
            'the answer is that it always prints "6", but 1 of 1 run on Python 3.11 '
            'printed "6 seconds"; mend the answer or the code, or say under verify what it '
            "comes to",
        ),
    ),
}


@pytest.mark.parametrize("name", IMPLIED)
def test_what_an_answer_claims_by_itself(name: str) -> None:
    """Outputs and numbers are claims, though nobody writes them under verify."""
    body, runs, wanted = IMPLIED[name]
    assert told(question(body=body), runs) == ([] if wanted is None else [Contradiction(*wanted)])


def test_a_wrong_answer_must_not_come() -> None:
    """An output that counts as wrong, and comes, is told at its place, beside the right one's."""
    found = told(question(body=ONE), runs_of(printed("6"), printed("5")))
    assert [each.where for each in found] == [("outputs", 0), ("wrong", 0, "answer")]
    assert found[1].message == (
        'the answer is that it never prints "5", but 1 of 2 runs on Python 3.11 printed "5"; '
        "it is no wrong answer; mend it, or the code"
    )


def test_claims_of_a_number_s_code_stand_for_its_answer() -> None:
    """What the author says the code comes to is not doubled by the answer."""
    asked = question(Claim(Says.GUARANTEED, Outcome(prints="x")), body=NUMBER)
    assert told(asked, runs_of(printed("x"))) == []


class Script:
    """Runs nothing: what comes of each run is given beforehand, and what was asked is kept."""

    def __init__(self, *ends: Ran) -> None:
        self.ends = ends
        self.asked: list[tuple[str, str, Conditions]] = []

    def __call__(self, where: Interpreter, source: str, under: Conditions, limits: Limits) -> Ran:
        self.asked.append((where.name, source, under))
        return self.ends[min(len(self.asked), len(self.ends)) - 1]


def test_every_condition_is_run_on_every_python() -> None:
    """Start methods and switch intervals multiply; interleaved runs are twice as many."""
    asked = question(
        ALWAYS,
        start_methods=("spawn", "fork"),
        switch_intervals=(0.5, 0.001),
        interleaved=True,
        runs=2,
    )
    script = Script(printed("6"))
    assert verify(asked, [OLD, NEW], script) == Verified((), ("3.11", "3.13"), 48)
    plain = {under for _, _, under in script.asked if under.seed is None}
    assert plain == {Conditions(m, i) for m in ("spawn", "fork") for i in (0.5, 0.001)}
    assert {under.seed for _, _, under in script.asked} == {None, 1, 2, 3, 4}


INTERLEAVED = [
    (ALWAYS, "import threading", None, True),
    (ALWAYS, "from concurrent.futures import ThreadPoolExecutor", None, True),
    (ALWAYS, "import multiprocessing", None, False),
    (SOMETIMES, "import threading", None, False),
    (SOMETIMES, "import threading", True, True),
    (ALWAYS, "import threading", False, False),
]


@pytest.mark.parametrize(("claim", "code", "asked", "done"), INTERLEAVED)
def test_threads_are_switched_anywhere_where_something_is_claimed_of_every_run(
    claim: Claim, code: str, asked: bool | None, done: bool
) -> None:
    """Unless the author says otherwise."""
    script = Script(printed("6"))
    verify(question(claim, interleaved=asked, runs=1)._replace(code=code), [OLD], script)
    seeds = {under.seed for _, _, under in script.asked if under.seed is not None}
    assert bool(seeds) is done


def test_a_start_method_that_is_not_there_is_left_out() -> None:
    """The others are run all the same."""
    experiment = Experiment(start_methods=("forkserver", "spawn"), runs=1)
    assert conditions_of(experiment, Premise(), OLD) == [Conditions("spawn")]


def test_a_premise_names_the_start_method() -> None:
    """Where the answer holds for fork, fork is what it is run under."""
    premise = Premise(start_method="fork")
    assert conditions_of(Experiment(runs=1), premise, OLD) == [Conditions("fork")]


def test_what_is_possible_is_looked_for_no_longer_than_until_it_is_seen() -> None:
    """Each Python runs the code once at least."""
    script = Script(printed("6"), printed("5"), printed("6"))
    assert verify(question(SOMETIMES, runs=50), [OLD, NEW], script).runs == 3


def test_the_witness_runs_where_the_code_does_not_show_it() -> None:
    """It is run after the code, and only until all that is possible was seen."""
    script = Script(printed("6"), printed("6"), printed("5"))
    assert (
        verify(question(SOMETIMES, witness="print(5)", runs=2), [OLD], script).contradictions == ()
    )
    assert [source for _, source, _ in script.asked] == ["print(6)", "print(6)", "print(5)"]


def test_further_seeds_are_tried_for_what_is_possible() -> None:
    """A schedule that shows it may be rare."""
    script = Script(*[printed("6")] * 15, printed("5"))
    found = verify(question(SOMETIMES, interleaved=True), [OLD], script)
    assert (found.contradictions, found.runs) == ((), 16)
    assert script.asked[-1] == ("3.11", "print(6)", Conditions(seed=13))


def test_seeds_have_an_end() -> None:
    """What no schedule shows is a claim without a witness."""
    found = verify(question(SOMETIMES, interleaved=True), [OLD], Script(printed("6")))
    assert [each.where for each in found.contradictions] == [("verify", "claims", 0)]


def test_more_runs_than_anyone_waits_for() -> None:
    """Conditions multiply, interleaved runs among them; at the bound all are run."""
    script = Script(printed("6"))
    asked = {"start_methods": ("fork", "spawn"), "switch_intervals": (0.5, 0.001), "runs": 50}
    most = question(ALWAYS, **asked, interleaved=False)
    assert verify(most, [OLD, NEW], script).runs == 400
    message = (
        "it asks for 600 runs on each Python, and 200 are the most; "
        "write fewer runs, start_methods or switch_intervals"
    )
    assert verify(question(ALWAYS, **asked, interleaved=True), [OLD, NEW], script) == Verified(
        (Contradiction(("verify",), message),), not_run=NotRun.TOO_OFTEN
    )
    assert len(script.asked) == 400


NOT_RUN = [
    (question(unverified="It needs a free-threaded build."), NotRun.UNVERIFIED),
    (question(ALWAYS, premise=Premise(since=(3, 14))), NotRun.ELSEWHERE),
    (question(ALWAYS, start_methods=("forkserver",)), NotRun.ELSEWHERE),
]


@pytest.mark.parametrize(("asked", "why"), NOT_RUN)
def test_what_cannot_be_told_here_is_not_run(asked: Question, why: NotRun) -> None:
    """No program is started, and the reason is told."""
    script = Script()
    assert verify(asked, [OLD, NEW], script) == Verified(not_run=why)
    assert script.asked == []


def test_a_starved_run_is_told_of() -> None:
    """It is neither for nor against the claim."""
    found = verify(question(ALWAYS, runs=1), [OLD], Script(Ran(End.UNKNOWN)))
    assert found == Verified((), ("3.11",), 1, NotRun.STARVED)


FREE = python(14, gil=False)
PREMISES = [
    (Premise(), [OLD, NEW, FREE]),
    (Premise(since=(3, 13)), [NEW, FREE]),
    (Premise(before=(3, 13)), [OLD]),
    (Premise(gil=False), [FREE]),
    (Premise(gil=True), [OLD, NEW]),
    (Premise(platforms=("macos", "linux")), [OLD, NEW, FREE]),
    (Premise(platforms=("windows",)), []),
    (Premise(start_method="forkserver"), []),
]


@pytest.mark.parametrize(("premise", "fitting"), PREMISES)
def test_where_a_premise_holds(premise: Premise, fitting: list[Interpreter]) -> None:
    """Versions, builds, platforms and start methods are asked of each Python."""
    assert [each for each in (OLD, NEW, FREE) if fits(premise, each)] == fitting


def test_to_be_quick_one_python_is_enough() -> None:
    """The running one, or else the newest on which the premise holds."""
    assert one_of(Premise(), [OLD, NEW], OLD) == [OLD]
    assert one_of(Premise(since=(3, 12)), [OLD, NEW, FREE], OLD) == [FREE]
    assert one_of(Premise(since=(3, 15)), [OLD, NEW], OLD) == []

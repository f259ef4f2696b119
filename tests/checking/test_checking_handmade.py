"""Checks as their authors write them: what becomes of each way to end one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.checking.results import overall
from grader.checking.runner import GraderFault
from grader.models import CheckResult, Kata, Report, Verdict

Grade = Callable[..., Report]
KataWith = Callable[..., Kata]

ANSWER = "def answer():\n    return 42\n"
PASSES = "def test_right(observe):\n    assert observe('answer').value == 42\n"


def test_checks_run_in_the_order_of_the_kata(graded: Grade, kata_with: KataWith) -> None:
    """The report has the order in which a learner was told of the checks, not the file's."""
    checks = PASSES + "def test_first(observe):\n    observe('answer').ended()\n"
    report = graded(ANSWER, kata=kata_with(checks, "first", "right"))
    assert [check.id for check in report.checks] == ["first", "right"]
    assert report.verdict is Verdict.PASS


def test_a_failed_assertion_is_a_fail_with_its_message(graded: Grade, kata_with: KataWith) -> None:
    """An author may write a plain assert, and says after it what was seen."""
    checks = (
        "def test_right(observe):\n"
        "    value = observe('answer').value\n"
        "    assert value == 42, f'answer() gave {value}'\n"
    )
    report = graded("def answer():\n    return 41\n", kata=kata_with(checks, "right"))
    assert report.verdict is Verdict.FAIL
    (check,) = report.checks
    assert (check.verdict, check.seen, check.hint) == (
        Verdict.FAIL,
        "answer() gave 41",
        "Look at right.",
    )


def test_an_assertion_without_a_message_says_that_much(graded: Grade, kata_with: KataWith) -> None:
    """There is always something to read."""
    report = graded("def answer():\n    return 41\n", kata=kata_with(PASSES, "right"))
    assert report.checks[0].seen == "a check did not hold"


INCONCLUSIVE = [
    ("import pytest\ndef test_right(observe):\n    pytest.skip('one CPU only')\n"),
    (
        "from grader.checking import inconclusive\n"
        "def test_right(observe):\n    inconclusive('one CPU only')\n"
    ),
]


@pytest.mark.parametrize("checks", INCONCLUSIVE, ids=["pytest.skip", "inconclusive"])
def test_what_the_machine_cannot_show_is_inconclusive(
    graded: Grade, kata_with: KataWith, checks: str
) -> None:
    """It carries the reason, and no hint: the learner has nothing to mend."""
    report = graded(ANSWER, kata=kata_with(checks, "right"))
    assert report.verdict is Verdict.INCONCLUSIVE
    (check,) = report.checks
    assert (check.verdict, check.message, check.hint) == (
        Verdict.INCONCLUSIVE,
        "one CPU only",
        None,
    )


FAULTS = [
    (
        "an exception in a check",
        PASSES + "def test_other(observe):\n    {}['nothing']\n",
        ("right", "other"),
        "KeyError: 'nothing'",
    ),
    (
        "a fixture that does not exist",
        PASSES + "def test_other(observed):\n    pass\n",
        ("right", "other"),
        "fixture 'observed' not found",
    ),
    ("a syntax error", "def test_right(observe)\n    pass\n", ("right",), "SyntaxError"),
    ("an import that fails", "import numpyy\n" + PASSES, ("right",), "No module named 'numpyy'"),
    (
        "a check that kata.yaml does not know",
        PASSES + "def test_other(observe):\n    pass\n",
        ("right",),
        "checks.py and kata.yaml do not name the same checks: test_other",
    ),
    (
        "a check that checks.py does not have",
        PASSES,
        ("right", "other"),
        "checks.py and kata.yaml do not name the same checks: test_other",
    ),
]


@pytest.mark.parametrize(
    ("checks", "ids", "told"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_a_bug_in_the_checks_is_not_the_learners_fault(
    graded: Grade, kata_with: KataWith, checks: str, ids: tuple[str, ...], told: str
) -> None:
    """It is raised for the author to read, and never a verdict on the program."""
    with pytest.raises(GraderFault) as caught:
        graded(ANSWER, kata=kata_with(checks, *ids))
    assert told in str(caught.value)


def test_one_observation_serves_all_checks_that_ask_the_same(
    graded: Grade, kata_with: KataWith
) -> None:
    """A program is run once for each different question, however many checks ask it."""
    checks = (
        "SEEN = []\n"
        "def test_right(observe):\n    SEEN.append(observe('answer').observation)\n"
        "def test_again(observe):\n    assert observe('answer').observation is SEEN[0]\n"
        "def test_other(observe):\n"
        "    assert observe('answer', start_method='spawn').observation is not SEEN[0]\n"
    )
    report = graded(ANSWER, kata=kata_with(checks, "right", "again", "other"))
    assert report.verdict is Verdict.PASS


def test_what_a_checks_file_keeps_is_gone_in_the_next_grading(
    graded: Grade, kata_with: KataWith
) -> None:
    """Two gradings in one process share nothing."""
    checks = "SEEN = []\ndef test_right(observe):\n    SEEN.append(1)\n    assert SEEN == [1]\n"
    kata = kata_with(checks, "right")
    assert [graded(ANSWER, kata=kata).verdict for _ in range(2)] == [Verdict.PASS] * 2


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("pass", "pass"),
        ("pass pass pass", "pass"),
        ("pass fail pass", "fail"),
        ("pass inconclusive", "inconclusive"),
        ("inconclusive fail", "fail"),
        ("fail timeout", "timeout"),
        ("inconclusive timeout", "timeout"),
        ("timeout deadlock", "deadlock"),
        ("deadlock crash", "crash"),
        ("crash error", "error"),
        ("error crash deadlock timeout fail inconclusive pass", "error"),
        ("pass inconclusive fail timeout deadlock crash error", "error"),
    ],
)
def test_the_worst_check_decides(verdicts: str, expected: str) -> None:
    """In whatever order they ended; what is inconclusive counts less than any fault."""
    checks = [CheckResult(str(n), "", Verdict(v)) for n, v in enumerate(verdicts.split())]
    assert overall(checks) is Verdict(expected)

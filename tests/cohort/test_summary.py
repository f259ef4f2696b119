"""What a class shows as a whole, and its gradebook: pure functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cohort.discovery import slug
from grader.cohort.records import MISSING, Row
from grader.cohort.roster import read_roster
from grader.cohort.summary import summary_of
from grader.errors import UserError
from grader.render.gradebook import Standing, gradebook_csv


def check(id_: str, verdict: str, misconception: str | None = None) -> dict[str, object]:
    named = dict.fromkeys(("message", "expected", "seen", "line", "hint"))
    return {
        "id": id_,
        "title": f"T {id_}",
        "verdict": verdict,
        "misconception": misconception,
        **named,
    }


def row(learner: str, *checks: dict[str, object], lanes: dict[str, str] | None = None) -> Row:
    verdicts = [each["verdict"] for each in checks]
    status = "fail" if "fail" in verdicts else "pass"
    counting = [verdict for verdict in verdicts if verdict != "inconclusive"]
    document = {"checks": list(checks)}
    return Row(learner, "1_a", status, counting.count("pass"), len(counting), document, lanes or {})


def test_checks_and_beliefs_are_counted_once_for_each_learner() -> None:
    """What was inconclusive counts neither way; an example with a picture is preferred."""
    summary = summary_of(
        [
            row("ann", check("x", "pass"), check("y", "inconclusive")),
            row("bob", check("x", "fail", "m"), check("y", "fail", "m")),
            row("cyd", check("x", "fail", "m"), check("y", "pass"), lanes={"x": "<svg/>"}),
            row("dan", check("x", "fail", "n"), check("y", "pass")),
        ]
    )
    kata = summary.katas["1_a"]
    assert dict(kata.statuses) == {"pass": 1, "fail": 3}
    assert (kata.checks["x"].passed, kata.checks["x"].of) == (1, 4)
    assert (kata.checks["y"].passed, kata.checks["y"].of) == (2, 3)
    (first, belief), (second, _) = summary.commonest(5)
    assert (first, second, belief.learners) == ("m", "n", {"bob", "cyd"})
    assert (belief.example.learner, belief.example.lanes) == ("cyd", "<svg/>")
    assert [name for name, _ in summary.commonest(1)] == ["m"]


@pytest.mark.parametrize(
    ("status", "passed", "of", "score"),
    [("pass", 3, 3, 1.0), ("fail", 1, 4, 0.25), (MISSING, 0, 0, 0.0), ("inconclusive", 0, 0, None)],
)
def test_a_score(status: str, passed: int, of: int, score: float | None) -> None:
    """Nothing that counts is no score, which is not zero."""
    assert Row("a", "1_a", status, passed, of, None, {}).score == score


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "\t=x"])
def test_no_name_is_a_formula(name: str) -> None:
    """A spreadsheet would run it."""
    text = gradebook_csv(["1_a"], [Standing(name, "", "", {"1_a": ("pass", 1.0)})])
    assert text.splitlines()[1].startswith("'")


def test_a_gradebook() -> None:
    """Commas and quotes in names, line breaks on one line, and what does not count left out."""
    standings = [
        Standing('a,"b"', "A\nB", "", {"1_a": ("pass", 1.0), "2_b": ("inconclusive", None)}),
        Standing("c", "", "c@x", {"1_a": ("missing", 0.0), "2_b": ("fail", 2 / 3)}),
    ]
    assert gradebook_csv(["1_a", "2_b"], standings).splitlines() == [
        "learner,name,email,1_a,1_a score,2_b,2_b score,score",
        '"a,""b""",A B,,pass,1,inconclusive,,1',
        "c,,c@x,missing,0,fail,0.667,0.333",
    ]


def test_names_of_files_differ_where_learners_do() -> None:
    """And lead nowhere else."""
    names = ["ann", "Ann", "a/b", "a-b", "..", "", "\n", "é", "x" * 300]
    names.append(slug("ann é"))  # who is called as another's file is gets another still
    names.append("ann é")
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    assert slugs[0] == "ann"
    assert all(each and "/" not in each and each not in (".", "..") for each in slugs)


def test_a_roster_of_another_encoding_is_told(tmp_path: Path) -> None:
    """As is one that is not there."""
    path = tmp_path / "roster.csv"
    path.write_bytes("learner\nzoë\n".encode("latin-1"))
    with pytest.raises(UserError, match=r"is not UTF-8\. Save it as CSV in UTF-8\."):
        read_roster(path)
    with pytest.raises(UserError, match="cannot be read: No such file"):
        read_roster(tmp_path / "none")

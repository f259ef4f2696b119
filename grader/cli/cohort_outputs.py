"""What is written on a class: the gradebook, and reports for people and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.saving import save
from grader.errors import counted

if TYPE_CHECKING:
    from grader.cohort.database import CohortDatabase
    from grader.cohort.records import Row
    from grader.cohort.roster import Learner
    from grader.cohort.summary import Belief
    from grader.models import Misconception
    from grader.render.cohort_page import BeliefFigures, KataFigures
    from grader.render.gradebook import Standing

_MOST_BELIEFS = 20


def write_all(out: Path, database: CohortDatabase) -> None:
    """Write every document; each learner's own in the folder ``reports``."""
    from grader.render.gradebook import gradebook_csv

    katas = database.katas()
    save(out / "gradebook.csv", gradebook_csv(katas, standings(database, katas)))
    save(out / "class.html", _class_page(out, database, katas))
    (out / "reports").mkdir(exist_ok=True)
    (out / "gradescope").mkdir(exist_ok=True)
    save(out / "junit.xml", _junit(database))
    for learner in database.learners():
        _write_learner(out, learner, list(database.rows(learner.id)), katas)


def standings(database: CohortDatabase, katas: list[str]) -> Iterator[Standing]:
    """Yield a row of the gradebook for each learner."""
    from grader.cohort.records import MISSING
    from grader.render.gradebook import Standing

    for learner in database.learners():
        rows = {row.kata: row for row in database.rows(learner.id)}
        told = {
            kata: (rows[kata].status, rows[kata].score) if kata in rows else (MISSING, 0.0)
            for kata in katas
        }
        if "" in rows:  # nothing of theirs could be read
            told = dict.fromkeys(katas, (rows[""].status, 0.0))
        yield Standing(*learner, told)


def _class_page(out: Path, database: CohortDatabase, names: list[str]) -> str:
    from grader.cohort.discovery import slug
    from grader.cohort.summary import summary_of
    from grader.render.cohort_page import CheckFigures, KataFigures, class_page

    summary = summary_of(database.rows())
    katas: list[KataFigures] = []
    for name, kata in sorted(summary.katas.items()):
        checks = [CheckFigures(each.title, each.passed, each.of) for each in kata.checks.values()]
        katas.append(KataFigures(name or "nothing that can be read", dict(kata.statuses), checks))
    known = _misconceptions()
    beliefs = [_figures(id_, belief, known) for id_, belief in summary.commonest(_MOST_BELIEFS)]
    learners = counted(len(database.learners()), "learner")
    title = f"{out.name.removesuffix('-graded')}: {learners}"
    people = [(f"reports/{slug(each.learner)}.html", each) for each in standings(database, names)]
    return class_page(title, katas, beliefs, database.alike(), names, people)


def _misconceptions() -> Mapping[str, Misconception]:
    from grader.content.packs import known_misconceptions

    return known_misconceptions(None)


def _figures(id_: str, belief: Belief, known: Mapping[str, Misconception]) -> BeliefFigures:
    from grader.render.cohort_page import BeliefFigures

    example = belief.example
    parts = [("Expected: ", example.expected), ("Seen: ", example.seen)]
    parts.append(("Line: ", None if example.line is None else str(example.line)))
    told = "\n".join(label + text for label, text in parts if text)
    return BeliefFigures(
        known[id_].belief if id_ in known else id_,
        known[id_].sentence if id_ in known else example.message or "",
        len(belief.learners),
        f"{example.learner} in {example.kata}, {example.title}",
        told,
        example.lanes,
    )


def _junit(database: CohortDatabase) -> Iterator[str]:
    from grader.render.document import report_of
    from grader.render.junit import junit_xml

    reports = (
        report_of(row.document)._replace(kata=f"{row.learner}: {row.kata or 'nothing to read'}")
        for row in database.rows()
        if row.document is not None
    )
    return junit_xml(reports)


def _write_learner(out: Path, learner: Learner, rows: list[Row], katas: list[str]) -> None:
    from grader.cohort.discovery import slug
    from grader.render.cohort_page import learner_page
    from grader.render.document import report_of
    from grader.render.gradescope import class_gradescope_json

    name = slug(learner.id)
    graded = [(report_of(row.document), row.lanes) for row in rows if row.document is not None]
    title = f"{learner.name} ({learner.id})" if learner.name else learner.id
    save(out / "reports" / f"{name}.html", learner_page(title, graded))
    save(out / "reports" / f"{name}.json", _learner_json(learner, rows))
    counting = [report for report, _ in graded if report.kata in katas or not report.number]
    absent = [kata for kata in katas if kata not in {row.kata for row in rows}]
    save(out / "gradescope" / f"{name}.json", class_gradescope_json(counting, absent))


def _learner_json(learner: Learner, rows: list[Row]) -> str:
    document = {
        "schema": 1,
        "learner": learner.id,
        "name": learner.name,
        "email": learner.email,
        "submissions": [
            {"kata": row.kata, "status": row.status, "score": row.score, "report": row.document}
            for row in rows
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"

"""A report as one JSON document: its keys are always there, what is unknown is null."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from grader.models import CheckResult, Note, Report, Speedup, Verdict

_KEYS = [
    "schema",
    "kata",
    "number",
    "file",
    "verdict",
    "seconds",
    "python",
    "checks",
    "speedup",
    "left_running",
    "trace",
    "notes",
]


def report_document(report: Report) -> dict[str, Any]:
    """Return the report as plain data, in the order in which it is documented."""
    data = report._asdict()
    data["checks"] = [_without_lanes(check) for check in report.checks]
    data["notes"] = [note._asdict() for note in report.notes]
    data["speedup"] = report.speedup._asdict() if report.speedup is not None else None
    return {key: data[key] for key in _KEYS}


def report_of(document: Mapping[str, Any]) -> Report:
    """Return the report that a document was made of, without its trace and pictures."""
    checks = [CheckResult(**check) for check in document["checks"]]
    speedup = document["speedup"]
    return Report(
        **{key: document[key] for key in ("kata", "number", "file", "seconds", "python")},
        verdict=Verdict(document["verdict"]),
        checks=tuple(check._replace(verdict=Verdict(check.verdict)) for check in checks),
        speedup=None if speedup is None else Speedup(**speedup),
        notes=tuple(Note(**note) for note in document["notes"]),
        left_running=tuple(document["left_running"]),
    )


def _without_lanes(check: CheckResult) -> dict[str, Any]:
    """Return a check as plain data; what its lanes show is in the trace as well."""
    data = check._asdict()
    del data["lanes"]
    return data


def report_json(report: Report) -> str:
    """Return the report as JSON, one document that ends without a line break."""
    return json.dumps(report_document(report), indent=2, ensure_ascii=True)

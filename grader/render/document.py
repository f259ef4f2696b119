"""A report as one JSON document: its keys are always there, what is unknown is null."""

from __future__ import annotations

import json
from typing import Any

from grader.models import Report

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
    data["checks"] = [check._asdict() for check in report.checks]
    data["notes"] = [note._asdict() for note in report.notes]
    data["speedup"] = report.speedup._asdict() if report.speedup is not None else None
    return {key: data[key] for key in _KEYS}


def report_json(report: Report) -> str:
    """Return the report as JSON, one document that ends without a line break."""
    return json.dumps(report_document(report), indent=2, ensure_ascii=True)

"""A pack as one JSON document, from which nothing is left out."""

from __future__ import annotations

import json
from typing import Any

from grader.exchange.rows import row_of
from grader.models import Pack

SCHEMA = 1
"""The version of the document's form."""


def pack_document(pack: Pack) -> dict[str, Any]:
    """Return the pack as plain data; a key is never missing, and what is unknown is None.

    Each question is as it stands in the pack's files, with its ``topic`` besides.
    """
    return {
        "schema": SCHEMA,
        "pack": {
            "id": pack.id,
            "title": pack.title,
            "version": pack.version,
            "description": pack.description,
            "authors": list(pack.authors),
            "license": pack.license,
        },
        "misconceptions": [
            {**each._asdict(), "katas": list(each.katas)} for each in pack.misconceptions
        ],
        "questions": [{"topic": each.topic, **row_of(each)} for each in pack.questions],
    }


def pack_json(pack: Pack) -> str:
    """Return the pack as JSON, one document that ends without a line break."""
    return json.dumps(pack_document(pack), indent=2, ensure_ascii=False)

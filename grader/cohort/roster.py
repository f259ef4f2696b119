"""The roster: who is in the class, by the names of their folders. CSV, with a heading."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from grader.cohort.records import as_text
from grader.errors import UserError

_IDS = ("learner", "id", "username", "user", "login", "sid")
_NAMES = ("name", "full name", "student")
_MAILS = ("email", "e-mail", "mail")


class Learner(NamedTuple):
    """Somebody in the class."""

    id: str
    """The name of the folder or zip that they hand in."""
    name: str = ""
    email: str = ""


def read_roster(path: Path) -> dict[str, Learner]:
    """Return the learners by their ids, in the order of the file; a `UserError` tells of faults."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8. Save it as CSV in UTF-8.") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from None
    rows = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
    try:
        return _learners(path, rows)
    except csv.Error as error:
        raise UserError(f"{path}:{rows.line_num}: {error}. Save it as CSV again.") from None


def _dialect(text: str) -> type[csv.Dialect]:
    class Dialect(csv.excel):
        delimiter = ";" if ";" in text.partition("\n")[0] else ","

    return Dialect


def _learners(path: Path, rows: csv.DictReader[str]) -> dict[str, Learner]:
    heads = {(head or "").strip().lower(): head for head in rows.fieldnames or []}
    id_, name, mail = (_first(heads, names) for names in (_IDS, _NAMES, _MAILS))
    if id_ is None:
        found = ", ".join(filter(None, heads)) or "nothing"
        raise UserError(
            f"{path}:1: there is no column for the learners' folders; the heading has {found}. "
            "Call one learner."
        )
    learners: dict[str, Learner] = {}
    for row in rows:
        told = [(row.get(head) or "").strip() if head else "" for head in (id_, name, mail)]
        told[0] = as_text(told[0])
        if not told[0]:
            continue
        if told[0] in learners:
            raise UserError(f"{path}:{rows.line_num}: {told[0]} is there twice. Take one out.")
        learners[told[0]] = Learner(*told)
    if not learners:
        raise UserError(f"{path} names no learner. Write a line for each below the heading.")
    return learners


def _first(heads: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((heads[name] for name in names if name in heads), None)

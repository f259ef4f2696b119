"""What was found of one thing that a program needs: plain data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """How it is with one thing."""

    OK = "ok"
    NOTE = "note"
    """It works, and could do more."""
    PROBLEM = "problem"


class Finding(NamedTuple):
    """One thing that was looked at."""

    name: str
    state: State
    told: str
    advice: str | None = None
    """What to do, where it is not ok."""

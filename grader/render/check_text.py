"""What is known of a failed check as plain text, for documents that other programs read."""

from __future__ import annotations

from grader.errors import printable
from grader.models import CheckResult


def check_text(check: CheckResult) -> str:
    """Return what was expected, what was seen, where, and why, a line each; "" for a pass."""
    parts = [
        ("Expected: ", check.expected),
        ("Seen: ", check.seen),
        ("Line: ", None if check.line is None else str(check.line)),
        ("", check.message),
        ("Hint: ", check.hint),
    ]
    return printable("\n".join(label + text for label, text in parts if text))

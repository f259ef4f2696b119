"""What is remembered of a learner: katas started, gradings, and answers given, in SQLite.

Nothing is ever deleted: gradings and answers are only added, and a file that is damaged is set
aside under another name. A reading method never makes the file.
"""

from __future__ import annotations

from grader.store.kata_history import Attempts, Grading, KataHistory
from grader.store.quiz_history import Flag, QuizHistory, Session

__all__ = ["Attempts", "Flag", "Grading", "Session", "Store"]


class Store(KataHistory, QuizHistory):
    """All of it, as a context manager; ``warning`` says what the user should know."""

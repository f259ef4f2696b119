"""Plain data of one question: what is asked, what is right, and what its code was seen to do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What the right-hand sides of a match are chosen by, in the order in which they are shown."""


class QuestionType(StrEnum):
    """What the learner is asked to do; the words stand in content files."""

    SINGLE = "single"
    SEVERAL = "several"
    TRUE_FALSE = "true-false"
    NUMBER = "number"
    TEXT = "text"
    ORDER = "order"
    MATCH = "match"
    OUTPUT = "output"
    LINE = "line"
    FREE = "free"


class Option(NamedTuple):
    """One of several answers to choose from; a wrong one says why it is wrong."""

    id: str
    text: str
    why: str | None = None
    misconception: str | None = None
    pinned: bool = False
    """Whether it keeps its place when the options are shuffled."""


class Choices(NamedTuple):
    """Single choice, several choices, true or false: which options are right, by id."""

    options: tuple[Option, ...]
    right: tuple[str, ...]


class WrongAnswer(NamedTuple):
    """A wrong answer that is to be expected, in the words in which it would be given."""

    answer: str
    why: str
    misconception: str | None = None


class Number(NamedTuple):
    """A number, right within a tolerance."""

    answer: float
    tolerance: float = 0.0
    unit: str | None = None
    wrong: tuple[WrongAnswer, ...] = ()

    def is_right(self, answer: float) -> bool:
        """Whether a number is near enough; a little more is allowed, for floats are not exact."""
        return abs(answer - self.answer) <= self.tolerance + 1e-9 * max(1.0, abs(self.answer))


class ShortText(NamedTuple):
    """A word or a few; each of ``accept`` is right."""

    accept: tuple[str, ...]
    exact: bool = False
    """Whether small and capital letters, blanks and quotes matter."""
    wrong: tuple[WrongAnswer, ...] = ()

    def is_right(self, answer: str) -> bool:
        """Whether an answer is one of those that are accepted."""
        return any(self.same(answer, right) for right in self.accept)

    def same(self, one: str, other: str) -> bool:
        """Whether two answers are the same for this question."""
        return one == other if self.exact else _essence(one) == _essence(other)


def _essence(text: str) -> str:
    """What matters of a short answer: not its capitals, blanks, quotes or final parentheses."""
    bare = "".join(text.split()).strip("`'\".").casefold()
    return bare.removesuffix("()")


def same_output(one: str, other: str) -> bool:
    """Whether two outputs are the same but for blanks at the ends of lines and of the whole."""
    return _trimmed(one) == _trimmed(other)


def _trimmed(output: str) -> list[str]:
    return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n").split("\n")


class Item(NamedTuple):
    """One thing to put in order."""

    id: str
    text: str


class Rule(NamedTuple):
    """Of two items, which comes first in every right order, and why."""

    first: str
    then: str
    why: str
    misconception: str | None = None


class Ordering(NamedTuple):
    """Items to put in order; every order that breaks no rule is right."""

    items: tuple[Item, ...]
    """In one right order."""
    rules: tuple[Rule, ...]


class Pair(NamedTuple):
    """Two things that belong together."""

    id: str
    left: str
    right: str
    why: str
    """What is said to someone who paired it otherwise."""
    misconception: str | None = None


class Matching(NamedTuple):
    """Pairs to put together; ``extra`` are right-hand sides that belong to none."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()


class Output(NamedTuple):
    """What the code prints: each of ``outputs`` is a whole output that it can have."""

    outputs: tuple[str, ...]
    wrong: tuple[WrongAnswer, ...] = ()

    def is_right(self, answer: str) -> bool:
        """Whether an answer is one of the outputs; who types one may leave out blanks."""
        return any(self.same(answer, output) for output in self.outputs)

    @staticmethod
    def same(one: str, other: str) -> bool:
        """Whether two answers have the same lines, whatever the blanks in them."""
        return same_output(*("".join(text.split(" ")) for text in (one, other)))


class FindLine(NamedTuple):
    """A line of the code, by number from 1; each of ``lines`` is right."""

    lines: tuple[int, ...]
    wrong: tuple[WrongAnswer, ...] = ()


class RubricPoint(NamedTuple):
    """One thing that a good free answer says, and what saying it is worth."""

    text: str
    weight: int = 1


class Free(NamedTuple):
    """An answer in the learner's own words, marked by the learner against a rubric."""

    answer: str
    rubric: tuple[RubricPoint, ...]


Body = Choices | Number | ShortText | Ordering | Matching | Output | FindLine | Free


class Premise(NamedTuple):
    """Where a question's answer holds; None and the empty tuple mean everywhere."""

    since: tuple[int, int] | None = None
    """The first Python version, as (3, 14)."""
    before: tuple[int, int] | None = None
    """The first version for which it holds no longer."""
    gil: bool | None = None
    """True with the GIL, False on a free-threaded build that runs without it."""
    platforms: tuple[str, ...] = ()
    """Of ``linux``, ``macos``, ``windows``."""
    start_method: str | None = None


class Says(StrEnum):
    """How much a claim claims of the runs of a question's code."""

    GUARANTEED = "guaranteed"
    """Every run ends so."""
    POSSIBLE = "possible"
    """Some run ends so."""
    IMPOSSIBLE = "impossible"
    """No run ends so."""


class Outcome(NamedTuple):
    """How a run can end; all that is given must hold together."""

    prints: str | None = None
    """The whole standard output, apart from blanks at the ends of lines and of the whole."""
    shows: str | None = None
    """A text somewhere in standard output or standard error."""
    raises: str | None = None
    """The name of the exception with which the main program ends."""
    exits: int | None = None
    """The status with which the process ends."""
    hangs: bool | None = None
    """Whether it never ends: still running, and idle or at its limit."""


class Claim(NamedTuple):
    """What the author says that running the code comes to."""

    says: Says
    outcome: Outcome


class Experiment(NamedTuple):
    """The claims about a question's code, and under which conditions it is run to test them."""

    claims: tuple[Claim, ...] = ()
    start_methods: tuple[str, ...] = ()
    """Default start methods of processes to run under; none is the platform's own."""
    switch_intervals: tuple[float, ...] = ()
    """Seconds between forced switches of threads; none is Python's own."""
    interleaved: bool | None = None
    """Whether it is run as well with threads switched between any two bytecodes.

    None is yes for code with threads of which something is claimed of every run.
    """
    runs: int = 3
    """Runs under each condition."""
    seconds: float = 5.0
    """Seconds after which a run counts as one that hangs."""
    witness: str | None = None
    """Another program, of the same meaning, that brings about what is claimed as possible."""
    unverified: str | None = None
    """Why no run here can tell; then there are no claims."""


class Question(NamedTuple):
    """A question of a pack, whatever its type."""

    id: str
    rev: int
    type: QuestionType
    level: int
    topic: str
    prompt: str
    body: Body
    explanation: str
    reference: str
    code: str | None = None
    hint: str | None = None
    misconceptions: tuple[str, ...] = ()
    katas: tuple[int, ...] = ()
    premise: Premise = Premise()
    experiment: Experiment | None = None
    shuffle: bool = True
    """Whether options, items and right-hand sides may be shown in another order."""


class Shown(NamedTuple):
    """What is shown of a question, in the order in which it is shown; empty where it has none."""

    options: tuple[Option, ...] = ()
    items: tuple[Item, ...] = ()
    rights: tuple[str, ...] = ()
    """The right-hand sides of a match, each once."""


class Listed(NamedTuple):
    """What a list of questions tells of one; enough to choose by, without reading it."""

    pack: str
    id: str
    rev: int
    type: QuestionType
    topic: str
    level: int
    katas: tuple[int, ...] = ()
    misconceptions: tuple[str, ...] = ()
    """All that the question names, also those of its wrong answers."""
    premise: Premise = Premise()

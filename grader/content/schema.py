"""The format of katas, packs and misconceptions, version 1: what each must hold, and what it may.

That of questions stands in ``question_schema.py``.
"""

from __future__ import annotations

from grader.content.fields import Decimal, Flag, ListOf, Record, Text, Whole

FORMAT = 1

KATA_FOLDER = r"[1-9][0-9]{0,3}_[a-z][a-z0-9_]*"
"""What a kata's folder is called: its number and its name."""

KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"

LONGEST_ID = 64
"""Characters of an id: a pack's is the name of a folder, and all are shown to people."""

WHICH_FORMAT = Whole(FORMAT, FORMAT)
LEVEL = Whole(1, 5)
KATAS = ListOf(Whole(1, 9999), write="[1, 6]", unique="")
PROSE = Text("One or two sentences.", one_line=False)
_SNAKE_ID = Text(
    "value_whole",
    noun="a name in small letters, digits and underscores",
    pattern=r"[a-z][a-z0-9]*(_[a-z0-9]+)*",
    most=LONGEST_ID,
)


def kebab(example: str) -> Text:
    """Return the kind of an id, with an example."""
    noun = "a name in small letters, digits and hyphens"
    return Text(example, noun, KEBAB, most=LONGEST_ID)


_CHECK = Record(
    required={
        "id": _SNAKE_ID,
        "title": Text("The value arrives whole"),
        "hint": Text("Look at what args= is given.", one_line=False),
    },
    optional={"picture": Flag()},
    noun="a check (id, title, hint, and picture if you like)",
)

_LIMITS = Record(
    optional={
        "seconds": Decimal(0.1, 600, write="10"),
        "cpu_seconds": Decimal(0.1, 600, write="20"),
        "memory_mb": Whole(64, 65536),
        "output_kb": Whole(1, 65536),
        "processes": Whole(1, 10000),
    },
    required={},
    write="{seconds: 10}",
    noun="limits such as seconds",
)

_WORK = Record(
    required={"calls": Whole(1, 1000), "at_once": Whole(1, 1000)},
    optional={
        "seconds": Decimal(0.001, 10, write="0.02"),
        "cpu_seconds": Decimal(0.001, 10, write="0.02"),
    },
    write="{calls: 8, at_once: 4, seconds: 0.02}",
    noun="the work of the checks (calls, at_once, and seconds or cpu_seconds)",
)

_SPEEDUP = Record(
    required={"threshold": Decimal(1, 1000, write="3")},
    optional={"rounds": Whole(1, 20)},
    write="{threshold: 3}",
    noun="a speedup (threshold, and rounds if you like)",
)

KATA = Record(
    required={
        "format": WHICH_FORMAT,
        "title": Text("A thread with arguments"),
        "summary": Text("Give a thread the value that it works on.", one_line=False),
        "level": LEVEL,
        "functions": ListOf(
            Text("run_with_arg", noun="the name of a function", pattern=r"[A-Za-z_][A-Za-z0-9_]*"),
            write="[run_with_arg]",
            least=1,
            unique="",
        ),
        "skills": ListOf(Text("join"), write="[Thread, join]", least=1, unique=""),
        "checks": ListOf(
            _CHECK, write="[{id: value_whole, title: …, hint: …}]", least=1, unique="id"
        ),
        "hints": ListOf(PROSE, write="[a question, a pointer, nearly the answer]", least=3),
    },
    optional={
        "limits": _LIMITS,
        "work": _WORK,
        "speedup": _SPEEDUP,
        "see_also": ListOf(
            Text("1_threading_basic", noun="the name of a kata's folder", pattern=KATA_FOLDER),
            write="[1_threading_basic]",
            unique="",
        ),
    },
)

PACK = Record(
    required={"format": WHICH_FORMAT, "id": kebab("core"), "title": Text("Core questions")},
    optional={
        "version": Text("1.0"),
        "description": PROSE,
        "authors": ListOf(Text("A. Teacher"), write="[A. Teacher]", unique=""),
        "license": Text("CC-BY-4.0"),
    },
)

MISCONCEPTIONS = Record(
    required={
        "format": WHICH_FORMAT,
        "misconceptions": ListOf(
            Record(
                required={
                    "id": kebab("run-instead-of-start"),
                    "belief": PROSE,
                    "sentence": PROSE,
                },
                optional={"katas": KATAS},
                noun="a misconception (id, belief, sentence)",
            ),
            write="[{id: run-instead-of-start, belief: …, sentence: …}]",
            unique="id",
        ),
    },
)

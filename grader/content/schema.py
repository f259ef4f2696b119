"""The format of every content file, version 1: what each must hold, and what it may."""

from __future__ import annotations

from grader.content.fields import Decimal, ListOf, OneOf, Record, Text, Whole

FORMAT = 1

KATA_FOLDER = r"[1-9][0-9]{0,3}_[a-z][a-z0-9_]*"
"""What a kata's folder is called: its number and its name."""

KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"

_FORMAT = Whole(FORMAT, FORMAT)
_LEVEL = Whole(1, 5)
_KATAS = ListOf(Whole(1, 9999), write="[1, 6]", unique="")
_PROSE = Text("One or two sentences.", one_line=False)
_SNAKE_ID = Text(
    "value_whole",
    noun="a name in small letters, digits and underscores",
    pattern=r"[a-z][a-z0-9]*(_[a-z0-9]+)*",
)


def _kebab(example: str) -> Text:
    return Text(example, noun="a name in small letters, digits and hyphens", pattern=KEBAB)


_CHECK = Record(
    required={
        "id": _SNAKE_ID,
        "title": Text("The value arrives whole"),
        "hint": Text("Look at what args= is given.", one_line=False),
    },
    noun="a check (id, title, hint)",
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
        "format": _FORMAT,
        "title": Text("A thread with arguments"),
        "summary": Text("Give a thread the value that it works on.", one_line=False),
        "level": _LEVEL,
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
        "hints": ListOf(_PROSE, write="[a question, a pointer, nearly the answer]", least=3),
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

PACK = Record(required={"format": _FORMAT, "id": _kebab("core"), "title": Text("Core questions")})

MISCONCEPTIONS = Record(
    required={
        "format": _FORMAT,
        "misconceptions": ListOf(
            Record(
                required={
                    "id": _kebab("run-instead-of-start"),
                    "belief": _PROSE,
                    "sentence": _PROSE,
                },
                optional={"katas": _KATAS},
                noun="a misconception (id, belief, sentence)",
            ),
            write="[{id: run-instead-of-start, belief: …, sentence: …}]",
            unique="id",
        ),
    },
)

_POINT = Record(
    required={"text": Text("threads share one process's memory", one_line=False)},
    optional={"weight": Whole(1, 100)},
    noun="a point (text, and weight if you like)",
)

_QUESTION = Record(
    required={
        "id": _kebab("threads-or-processes"),
        "rev": Whole(1, 9999),
        "type": OneOf(("free",)),
        "level": _LEVEL,
        "prompt": _PROSE,
        "answer": _PROSE,
        "rubric": ListOf(_POINT, write="[{text: …, weight: 2}]", least=1),
        "reference": Text(
            "https://docs.python.org/3/library/threading.html",
            noun="a link that begins with https://",
            pattern=r"https://\S+",
        ),
    },
    optional={
        "misconceptions": ListOf(_kebab("no-join"), write="[no-join]", unique=""),
        "katas": _KATAS,
    },
    noun="a question (id, rev, type, level, prompt, answer, rubric, reference)",
)

QUESTIONS = Record(
    required={
        "format": _FORMAT,
        "topic": Text("Interview questions"),
        "questions": ListOf(
            _QUESTION, write="[{id: threads-or-processes, …}]", least=1, unique="id"
        ),
    },
)

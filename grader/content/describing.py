"""What each key of the content files means, in the sentence that an editor shows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def description(parent: str, key: str) -> str:
    """Return what ``key`` means in a record that stands under the key ``parent``.

    Raises KeyError for a key that nobody has described yet.
    """
    found = _WITHIN.get((parent, key))
    return found if found is not None else _EVERYWHERE[key]


_EVERYWHERE: Mapping[str, str] = MappingProxyType(
    {
        "accept": "The answers that count as right; capitals and blanks do not matter.",
        "answer": "The right answer.",
        "answers": "The ids of the right options; each must be chosen, and no other.",
        "applies": "Where the answer holds, if it does not hold everywhere.",
        "at_once": "How many of the calls are to be in flight at once.",
        "authors": "Who wrote it.",
        "before": "The first Python version in which it holds no longer, such as 3.15.",
        "belief": "What the learner wrongly believes, in the learner's words.",
        "calls": "How often the checks have the task called.",
        "checks": "The hidden checks, one for each test in checks.py.",
        "claims": "What running the code comes to; kata pack check runs it to see.",
        "code": "A Python program, as a block after |. It runs by itself within a second.",
        "cpu_seconds": "CPU seconds.",
        "description": "A sentence or two on what is in the pack.",
        "exact": "Whether capitals, blanks and quotes matter.",
        "exits": "The status with which the process ends.",
        "explanation": "Shown after the answer, right or wrong: why it is so.",
        "extra": "Right-hand sides that belong to no left-hand side.",
        "first": "The id of the item that comes before the other one.",
        "format": "The version of this format: 1.",
        "functions": "The functions that the learner's file must define.",
        "gil": "on: it holds with the GIL. off: it holds on a free-threaded build.",
        "hangs": "Whether the program never ends.",
        "hint": "One sentence that helps without telling.",
        "hints": "From a first question to nearly the answer: at least three.",
        "id": "A name in small letters, digits and hyphens. Never changed, never used again.",
        "interleaved": "Run it as well with threads switched between any two bytecodes.",
        "items": "What is to be put in order, listed in one right order.",
        "katas": "The numbers of the katas that practise it.",
        "left": "The left-hand side.",
        "level": "From 1 (first week) to 5 (expert).",
        "license": "The licence of the pack, such as CC-BY-4.0.",
        "limits": "What one run of the learner's function may use.",
        "lines": "The numbers of the right lines; blank lines and comments count.",
        "memory_mb": "MiB of memory for each process.",
        "misconception": "The id of the wrong belief that this shows.",
        "misconceptions": "The ids of wrong beliefs that the question is about.",
        "options": "What there is to choose from. Each wrong one says why.",
        "output_kb": "KiB of output.",
        "outputs": "Each whole output that can come; more than one where the order is free.",
        "pairs": "What belongs together.",
        "picture": "Whether a failure is shown with the lanes of threads that prove it: yes or no.",
        "pinned": "yes: it keeps its place when the options are shuffled.",
        "platforms": "The systems on which it holds.",
        "prints": "The whole standard output.",
        "processes": "Processes alive at once.",
        "prompt": "What is asked.",
        "questions": "The questions of this topic.",
        "raises": "The name of the exception with which the main program ends.",
        "reference": "A link to where it can be read, such as docs.python.org.",
        "rev": "1, and one more whenever the meaning changes. A mended typo keeps it.",
        "right": "The right-hand side that belongs to it.",
        "rounds": "How often both are run, in turn, at most.",
        "rubric": "What a good answer says, each point with its weight.",
        "rules": "Which item comes before which. Where the order is free, leave it free.",
        "runs": "How often the code is run under each condition.",
        "says": "How much is claimed: of every run, of some run, or of none.",
        "seconds": "Seconds.",
        "see_also": "The folders of katas that are related.",
        "sentence": "What a mentor would say to put it right.",
        "shows": "A text somewhere in standard output or standard error.",
        "shuffle": "no: the options stay in your order.",
        "since": "The first Python version in which it holds, such as 3.14.",
        "skills": "What the kata practises.",
        "speedup": "What must be gained over one call after another.",
        "start_method": "How processes must be started for it to hold.",
        "start_methods": "The ways of starting processes under which the code is run.",
        "summary": "The kata in one sentence.",
        "switch_intervals": "Seconds between forced switches of threads, to run it under each.",
        "text": "What the learner reads.",
        "then": "The id of the item that comes after the other one.",
        "threshold": "How many times as fast it must be.",
        "title": "The name that learners see.",
        "tolerance": "How far from the answer a number still counts as right.",
        "topic": "What the questions of this file are about.",
        "type": "What the learner is asked to do.",
        "unit": "What the number counts, shown beside the field.",
        "unverified": "Why no run here can tell; then there are no claims.",
        "verify": "What running the code comes to, and under which conditions it is run.",
        "version": "The version of the pack, in quotes.",
        "weight": "How much the point counts: 1 where it is not given.",
        "why": "Said to those who answered otherwise: why that is wrong.",
        "witness": "A program of the same meaning that brings about what is claimed as possible.",
        "work": "How much work the checks hand to the learner's function.",
        "wrong": "Wrong answers that are to be expected, each with why it is wrong.",
    }
)

_WITHIN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("checks", "hint"): "What to look at when the check fails.",
        ("checks", "id"): "The name of the check's test, less test_.",
        ("checks", "title"): "What the check sees to, as a statement.",
        ("misconceptions", "misconceptions"): "Wrong beliefs that questions and katas may name.",
        ("options", "why"): "Why the option is wrong; a right one may say why it is right.",
        ("rubric", "text"): "One thing that a good answer says.",
        ("limits", "seconds"): "Seconds at work or asleep.",
        ("verify", "seconds"): "Seconds after which a run counts as one that hangs.",
        ("work", "seconds"): "Seconds that each call waits.",
        ("work", "cpu_seconds"): "CPU seconds that each call uses.",
        ("wrong", "answer"): "The wrong answer, as a learner would give it.",
    }
)

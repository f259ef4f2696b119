"""What to say of a program that did not simply return: its verdict and message."""

from __future__ import annotations

import difflib
import signal
import unicodedata

from grader.checking.failure import CheckFailed
from grader.checking.names import not_imported
from grader.checking.source import empty_function
from grader.checking.standing import where_everyone_stood
from grader.models import Verdict
from grader.observe.observation import Ending, Failure, Observation
from grader.observe.protocol import Opaque
from grader.observe.request import Job, Request
from grader.observe.trace import line_of


def failed_ending(
    observation: Observation, request: Request, file: str, source: str
) -> CheckFailed | None:
    """Return how a program failed that neither returned nor was to be judged; None if it did.

    ``file`` is the staged file, in whose text, ``source``, the stacks' lines are looked up.
    """
    trespass = observation.trace.of("trespass")
    if trespass:
        return CheckFailed(
            Verdict.FAIL,
            message=(
                "The kata's own folder is closed while your program is graded. The checks are no "
                "secret: read them in an editor, and let the program do the work itself."
            ),
            expected="the program works without the kata's checks and solution",
            seen=f"it opened {trespass[0].facts['path']}",
            line=line_of(trespass),
        )
    match observation.ending:
        case Ending.RETURNED:
            return _never_ran(observation, request) or _empty(observation, request, source)
        case Ending.RAISED:
            return _raised(observation, request)
        case Ending.NOT_LOADED:
            return _not_loaded(observation)
        case Ending.MISSING:
            return _missing(observation)
        case Ending.DIED:
            return _died(observation, request)
        case Ending.TIMEOUT | Ending.DEADLOCK | Ending.STARVED:
            return _did_not_end(observation, request, file, source)
        case ending:
            return CheckFailed(Verdict.CRASH, message=_EXCESSES[ending])


_EXCESSES = {
    Ending.OUTPUT: (
        "The program printed more than its limit and was ended. Look for a print in a loop that "
        "never stops, and take it out."
    ),
    Ending.FLOOD: (
        "The program started or joined threads and processes thousands of times and was ended. "
        "Look for a loop whose condition never changes."
    ),
    Ending.PROCESSES: (
        "The program had more processes at once than its limit and was ended. Look for a loop, or "
        "for code without a main guard, that starts a process again and again."
    ),
    Ending.MEMORY: (
        "The program's processes together took more memory than the limit and were ended. Look "
        "for what each of them makes or copies, and for how many there are."
    ),
    Ending.NONSENSE: (
        "The program wrote to the connection on which the grader watches it, so nothing that was "
        "seen of it counts. Leave the sockets that you did not open alone."
    ),
}


def _never_ran(observation: Observation, request: Request) -> CheckFailed | None:
    """Return what is wrong with a generator or coroutine function: calling it runs nothing."""
    kind = observation.value.type_name if isinstance(observation.value, Opaque) else ""
    if kind not in _NEVER_RUN or observation.trace.of("made", "start", "begin", "pool"):
        return None
    word = _NEVER_RUN[kind]
    return CheckFailed(
        Verdict.FAIL,
        message=(
            f"Nothing in {request.function} ran: a function with {word} in it only makes a {kind} "
            f"when it is called. Take the {word} out."
        ),
        seen=f"it returned a {kind}",
    )


_NEVER_RUN = {"generator": "yield", "coroutine": "async", "async_generator": "async"}


def _empty(observation: Observation, request: Request, source: str) -> CheckFailed | None:
    """Return that a function has no body yet: what else it lacks need not be told one by one."""
    if request.job is not Job.CALL or observation.trace.of("made", "start", "begin", "pool"):
        return None
    line = empty_function(source, request.function)
    if line is None:
        return None
    return CheckFailed(
        Verdict.FAIL,
        message=(
            f"{request.function} does nothing yet. Write below its def what its docstring and the "
            "kata's task ask for."
        ),
        line=line,
        hint=False,
    )


def _raised(observation: Observation, request: Request) -> CheckFailed:
    failure = observation.failure
    assert failure is not None
    excess = _excess(failure)
    if excess is not None:
        return excess
    if failure.error == "SystemExit":
        return CheckFailed(
            Verdict.CRASH,
            message=(
                f"sys.exit() ended the program inside {request.function}. A function that others "
                "call hands back with return, or raises an exception that says what is wrong."
            ),
            line=failure.line,
        )
    if failure.error == "NotImplementedError":
        return CheckFailed(
            Verdict.FAIL,
            message=failure.message or "This function is still empty.",
            line=failure.line,
            hint=False,
        )
    return CheckFailed(
        Verdict.FAIL,
        message=not_imported(failure.message) if failure.error == "NameError" else None,
        expected=f"{request.function} runs to its end",
        seen=f"it raised {_in_words(failure)}",
        line=failure.line,
        hint=False,
    )


def _excess(failure: Failure) -> CheckFailed | None:
    if failure.error == "MemoryError":
        return CheckFailed(
            Verdict.CRASH,
            message=(
                "The program asked for more memory than its limit. Look for the line that makes "
                "or copies something very large."
            ),
            line=failure.line,
        )
    if failure.error == "OSError" and "File too large" in failure.message:
        return CheckFailed(Verdict.CRASH, message=_EXCESSES[Ending.OUTPUT], line=failure.line)
    return None


def _not_loaded(observation: Observation) -> CheckFailed:
    failure = observation.failure
    assert failure is not None
    excess = _excess(failure)
    if excess is not None:
        return excess
    if failure.error == "SystemExit":
        return CheckFailed(
            Verdict.CRASH,
            message=(
                "sys.exit() ended the program while your file was imported. Move that line below "
                'if __name__ == "__main__":, or take it out.'
            ),
            line=failure.line,
        )
    if failure.text is not None:
        return CheckFailed(
            Verdict.ERROR,
            message=f"Python cannot read line {failure.line} of your file: {failure.message}.",
            seen=_with_caret(failure),
            line=failure.line,
        )
    where = f" line {failure.line}" if failure.line is not None else " something in it"
    advice = not_imported(failure.message) if failure.error == "NameError" else None
    told = f"While your file was imported,{where} raised {_in_words(failure)}."
    return CheckFailed(
        Verdict.ERROR,
        message=f"{told} {advice}" if advice is not None else told,
        line=failure.line,
    )


def _with_caret(failure: Failure) -> str:
    """Return the line of a syntax error with a caret below the place."""
    text = failure.text or ""
    before = text[: max(0, (failure.column or 1) - 1)]
    return text + "\n" + "".join(_blank_as_wide_as(c) for c in before) + "^"


def _blank_as_wide_as(character: str) -> str:
    """Return what takes the same room on a terminal: a tab, two cells, one, or none."""
    if character == "\t":
        return "\t"
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def _missing(observation: Observation) -> CheckFailed:
    failure = observation.failure
    assert failure is not None
    wanted = failure.message
    close = difflib.get_close_matches(wanted, failure.names, n=1)
    meant = (
        f" Did you mean {close[0]}? Rename it." if close else f" Begin it with def {wanted}(...)."
    )
    return CheckFailed(Verdict.ERROR, message=f"Your file does not define {wanted}.{meant}")


_WIRE_LOST = 71
"""The exit status of an observed process that cannot reach the grader any more."""


def _died(observation: Observation, request: Request) -> CheckFailed:
    status = observation.status or 0
    when = (
        "while your file was imported" if request.job is Job.LOAD else f"inside {request.function}"
    )
    if status == -getattr(signal, "SIGXCPU", 0):
        return CheckFailed(
            Verdict.CRASH, message=f"The program used up its CPU time {when} and was ended."
        )
    if status == _WIRE_LOST:
        return CheckFailed(
            Verdict.CRASH,
            message=(
                f"The program cut the connection on which the grader watches it, {when}. "
                "Leave the files and sockets that you did not open alone."
            ),
        )
    how = f"by signal {_signal_name(-status)}" if status < 0 else f"with exit status {status}"
    return CheckFailed(
        Verdict.CRASH,
        message=(
            f"The process ended {when}, {how}, before it was done. "
            "Look for os._exit(), for a kill, or for a call into C that crashed."
        ),
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _did_not_end(observation: Observation, request: Request, file: str, source: str) -> CheckFailed:
    where, line = where_everyone_stood(observation, file, source)
    name = "The import of your file" if request.job is Job.LOAD else request.function
    advice = _guard_advice(observation) if request.job is Job.LOAD else ""
    if observation.ending is Ending.DEADLOCK:
        message = f"{name} can never end: every thread waits for another.{advice}"
        return CheckFailed(Verdict.DEADLOCK, message=message, seen=where, line=line)
    if observation.ending is Ending.STARVED:
        message = "The machine is too busy to tell. Try again when less is running on it."
        return CheckFailed(Verdict.INCONCLUSIVE, message=message, seen=where)
    message = (
        f"{name} was still running at its limit. Ask of the line where it stood: what would have "
        f"to happen for the program to go on from there?{advice}"
    )
    return CheckFailed(Verdict.TIMEOUT, message=message, seen=where, line=line)


def _guard_advice(observation: Observation) -> str:
    """Return what to say of a file that starts workers as it is imported, "" of any other."""
    if not observation.trace.of("pool", "started"):
        return ""
    return (
        " It starts threads or processes while it is imported. Put the lines that do so below "
        'if __name__ == "__main__":.'
    )


def _in_words(failure: Failure) -> str:
    return f"{failure.error}: {failure.message}" if failure.message else failure.error

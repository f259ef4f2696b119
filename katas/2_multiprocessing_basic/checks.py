"""What is checked of kata 2: one call, in one process, waited for by join(), and its exit code."""

import signal

from grader.checking import Blame, Hold, Opaque, Seen, Task, start_methods
from grader.observe.gate import Reason
from grader.observe.observation import Ending
from grader.observe.trace import line_of

# Its result could be taken for an exit code, which is 0 all the same.
RETURNS = Task("func", result=5)
RETURNS_FALSE = Task("func", result=False)
RAISES = Task("func", always_raises=("OSError", "not an image"))
# More than a byte with a sign holds.
EXITS = Task("func", exits=200)
KILLED = Task("func", killed_by=9)
RETURNS_MUCH = Task("func", result="x", repeat=400_000)  # several times what a pipe holds

CODES = {
    RETURNS: (0, "func returned"),
    RETURNS_FALSE: (0, "func returned False"),
    RAISES: (1, "func raised an OSError"),
    EXITS: (200, "func called sys.exit(200)"),
    KILLED: (-9, "func's process was killed by signal 9"),
    RETURNS_MUCH: (0, "func returned a string of 400000 characters"),
}

NOT_PICKLED = r"Can't (pickle|get local)|[Cc]annot pickle local|not the same object as"
NAMES_EXITCODE = r"\bexitcode\b"
ENDS_IT = r"\.(terminate|kill)\(\)"


def look(observe) -> Seen:
    """Hold func until its process is joined: who does not wait returns while it still runs."""
    seen = observe("run_in_process", RETURNS, hold=Hold(joined=True), hurry=True)
    seen.ended(*errors(seen, RETURNS))
    return seen


def look_when_right(observe, task: Task) -> Seen:
    """See another end of func, of a program that is known to wait for it and to tell of it."""
    expect_right_when_held(observe)
    seen = observe("run_in_process", task)
    seen.ended(*errors(seen, task))
    count, processes, here = len(seen.calls), len(seen.processes), seen.calls_by_caller
    code, how = CODES[task]
    seen.expect(
        count == processes == 1,
        Blame(here, "called-again-for-result", line_of(call.begin for call in here)),
        Blame(code and count > 1, "tries-again"),
        expected=f"one call of func, in one process, also where {how}",
        seen=f"calls of func: {count}; processes: {processes}",
        line=seen.last_line_of_starts(),
    )
    return seen


def expect_right_when_held(observe) -> None:
    """Require what other observations build on; unheld, a program may be right by luck."""
    seen = look(observe)
    expect_process(seen)
    expect_code(seen, RETURNS)


def errors(seen: Seen, task: Task) -> list[Blame]:
    """What explains an exception, or an end that never came."""
    line = seen.failing_line
    not_begun = seen.failed_with("AssertionError", "can only join a started process")
    bare_start = seen.line_where(r"^\s*[\w.\[\]]+\.start\s*(#.*)?$")
    own_start = seen.line_where(r"^\s+def start\(self")
    here = line_of(call.begin for call in seen.calls_by_caller)
    local = any(
        seen.failed_with(error, NOT_PICKLED)
        for error in ("PicklingError", "AttributeError", "TypeError")
    )
    no_parent = seen.failed_with("AttributeError", "has no attribute '_(closed|popen|parent_pid)'")
    returned = any(call.end is not None for call in seen.calls)
    missing = seen.failed_with("IndexError") or seen.failed_with("KeyError")
    hung = seen.observation.ending in (Ending.DEADLOCK, Ending.TIMEOUT)
    in_join = len(seen.happened("join", what="process")) > len(
        [e for e in seen.trace.of("joined", "join_failed") if e.facts["what"] == "process"]
    )
    return [
        Blame(
            seen.failed_with("AttributeError", "'NoneType'.*'(join|exitcode|is_alive)'"),
            "start-returns-none",
            line,
        ),
        Blame(not_begun and bare_start, "start-without-parentheses", bare_start),
        Blame(not_begun and own_start, "overrides-start", own_start),
        Blame(not_begun and here, "run-instead-of-start", here),
        Blame(not_begun, "join-before-start", line),
        Blame(seen.failed_with("AssertionError", "process twice"), "started-twice", line),
        Blame(
            seen.failed_with("AssertionError", "group argument"),
            "positional-thread-arguments",
            line,
        ),
        Blame(no_parent, "init-not-called"),
        Blame(seen.failed_with("ValueError", "object is closed"), "reads-a-closed-process", line),
        Blame(
            seen.failed_with("RuntimeError", "context has already been set"),
            "start-method-set-twice",
            line,
        ),
        Blame(missing and returned, "append-to-a-global-list", line),
        Blame(local, "lambda-to-a-process", line),
        Blame(seen.failed_with("TypeError", "cannot pickle"), "not-to-be-pickled", line),
        Blame(hung and in_join and task == RETURNS_MUCH, "join-before-draining"),
        Blame(
            hung and not in_join and CODES[task][0] and seen.processes,
            "waits-for-a-dead-child",
        ),
        Blame(
            seen.observation.failure and real_code(seen) and real_code(seen) == CODES[task][0],
            "raises-for-exit-code",
            line,
        ),
    ]


# Where func ran


def in_a_process(seen: Seen) -> list:
    """The calls of func in processes that start() of a Process began."""
    pids = {process.started.facts["new"] for process in seen.processes}
    return [call for call in seen.calls if call.begin.pid in pids]


def at_home(seen: Seen) -> list:
    """The calls of func in the caller's own process."""
    return [call for call in seen.calls if (call.begin.pid,) == (seen.trace.caller or ())[:1]]


def not_in_a_process(seen: Seen) -> list[Blame]:
    """What explains that func did not run in a process that start() began."""
    here, home = seen.calls_by_caller, at_home(seen)
    line = line_of(call.begin for call in here)
    beside = [call for call in home if call not in here]
    elsewhere = [call for call in seen.calls if call not in home + in_a_process(seen)]
    starts = seen.trace.of("start")
    runs = seen.line_where(r"(?<!super\(\))\.run\(\)")
    own_start = seen.line_where(r"^\s+def start\(self")
    bare_start = seen.line_where(r"^\s*[\w.\[\]]+\.start\s*(#.*)?$")
    makes = seen.line_where(r"\bProcess\(")
    inside = None if seen.calls else seen.line_where(r"^\s+if\s+__name__\s*[=!]=")
    command = seen.line_where(r"\bsubprocess\.|\bPopen\(")
    by_name = seen.line_where(r"MainThread|main_thread|current_thread")
    ends_it = seen.line_where(ENDS_IT)
    return [
        Blame(elsewhere and seen.pools, "pool-for-one-process", line_of(seen.pools)),
        Blame(
            beside, "thread-for-process", line_of([*(w.started for w in seen.threads), *seen.pools])
        ),
        Blame(here and not runs and in_a_process(seen), "called-again-for-result", line),
        Blame((elsewhere or not starts) and command, "command-for-process", command),
        Blame(elsewhere, "fork-by-hand", line_of(call.begin for call in elsewhere)),
        Blame(here and starts and seen.called_before_made, "calls-instead-of-passing", line),
        Blame(here and own_start, "overrides-start", line),
        Blame(here and runs, "run-instead-of-start", runs),
        Blame(here, "output-not-evidence", line),
        Blame(
            not seen.calls and not starts and bare_start, "start-without-parentheses", bare_start
        ),
        Blame(inside and not starts, "guard-inside-function", inside),
        Blame(not seen.calls and not starts and makes, "never-started", makes),
        Blame(
            not seen.calls and was_killed(seen) and seen.timed_joins,
            "join-timeout-is-not-done",
            line_of(seen.timed_joins),
        ),
        Blame(not seen.calls and was_killed(seen) and ends_it, "terminate-for-join", ends_it),
        Blame(not seen.calls and starts and by_name, "thread-name-for-process", by_name),
    ]


def where(seen: Seen) -> str:
    if not seen.calls:
        return "no process called func" if seen.processes else "no process was started"
    if seen.calls_by_caller:
        return "func ran in your own process, in the thread that called you"
    if at_home(seen):
        return "func ran in your own process, in another thread"
    if seen.pools:
        return f"func ran in a process of a {seen.pools[0].facts['cls']}"
    if len(seen.calls) == len(in_a_process(seen)) > 1:
        return f"{len(seen.calls)} calls of func, in {len(seen.processes)} processes"
    return "func ran in a process that no start() began"


def expect_process(seen: Seen) -> None:
    """Require a process that ran func, where a check is about something else."""
    seen.expect(
        in_a_process(seen),
        *not_in_a_process(seen),
        expected="a process that runs func",
        seen=where(seen),
        line=line_of(process.started for process in seen.processes),
    )


# The checks


def test_runs_once(observe):
    seen = look(observe)
    count = len(seen.calls)
    started = [process.started for process in seen.processes]
    twice = count > 1 and len({call.lane for call in seen.calls}) == 1
    both = seen.line_where(r"super\(.*\)\.run\(\)")
    seen.expect(
        count == 1,
        Blame(twice and both, "target-and-run", both),
        *not_in_a_process(seen),
        expected="one call of func",
        seen=f"{count or 'no'} calls of func",
        line=line_of([*(call.begin for call in seen.calls[1:]), *started]),
    )
    call = seen.calls[0]
    given = len(call.args) + len(call.kwargs)
    seen.expect(
        not given,
        Blame(given, "arguments-nobody-asked-for"),
        expected="func()",
        seen=f"func got {given} argument{'' if given == 1 else 's'}",
        line=line_of([call.begin, *started]),
    )
    later = observe("run_in_process", RETURNS, times=2, hurry=True)
    kept = line_of(later.trace.of("start"))
    set_twice = "start-method-set-twice"
    later.ended(
        *[blame for blame in errors(later, RETURNS) if blame.misconception == set_twice],
        Blame(later.observation.failure, "state-kept-between-calls", kept),
    )
    own = in_a_process(later) if later.processes else later.calls
    later.expect(
        len(own) == 1,
        *not_in_a_process(seen),
        Blame(True, "state-kept-between-calls", kept),
        expected="a second call of run_in_process calls func once more",
        seen=f"{len(own) or 'no'} calls of func in it",
    )


def test_new_process(observe, advise):
    seen = look(observe)
    seen.expect(
        seen.calls and len(in_a_process(seen)) == len(seen.calls),
        *not_in_a_process(seen),
        expected="func runs in a new process, begun by start() of a Process",
        seen=where(seen),
        line=line_of(
            [*(c.begin for c in seen.calls), *(process.started for process in seen.processes)]
        ),
    )
    seen.expect(
        len(seen.processes) == 1,
        expected="one new process",
        seen=f"{len(seen.processes)} processes were started",
        line=seen.last_line_of_starts(),
    )
    advise(forked_beside_threads(seen), "fork-with-threads", seen.last_line_of_starts())


def forked_beside_threads(seen: Seen) -> bool:
    """Whether the process was forked while a thread ran that the learner had started."""
    forks = {e.pid for e in seen.happened("process_begin", how="fork")}
    ends = {(e.pid, e.facts["worker"]): e.time_ns for e in seen.trace.of("thread_end")}
    for process in seen.processes:
        forked = process.started
        for thread in seen.threads:
            key = forked.pid, thread.started.facts["worker"]
            alive = ends.get(key, forked.time_ns) >= forked.time_ns
            before = thread.started.pid == forked.pid and thread.started.time_ns < forked.time_ns
            if forked.facts["new"] in forks and before and alive:
                return True
    return False


def test_waits_by_join(observe):
    seen = look(observe)
    expect_process(seen)
    ends_it = seen.line_where(ENDS_IT)
    seen.expect(
        not seen.unfinished,
        Blame(seen.timed_joins, "join-timeout-is-not-done", line_of(seen.timed_joins)),
        Blame(was_killed(seen) and ends_it, "terminate-for-join", ends_it),
        *not_waited(seen),
        expected="func has finished when run_in_process returns",
        seen="the process was killed while func was running"
        if was_killed(seen)
        else "run_in_process returned while func was still running",
        line=seen.last_line_of_starts(),
    )
    unjoined = [worker for worker in seen.unjoined if worker.what == "process"]
    seen.expect(
        not unjoined,
        *not_waited(seen),
        expected="join() waits for the process",
        seen="run_in_process waited, but not by join()",
        line=seen.last_line_of_starts(),
    )
    seen.expect(
        not seen.observation.left_running,
        expected="nothing runs on after the return",
        seen=f"still running: {seen.left_in_words}",
    )


def not_waited(seen: Seen) -> list[Blame]:
    """What explains that the process was not joined."""
    starts = line_of(process.started for process in seen.processes)
    sleeps = seen.trace.of("sleep")
    bare = seen.line_where(r"^\s*[\w.\[\]]+\.join\s*(#.*)?$")
    loop = seen.line_where(r"^\s*while\b.*\b(is_alive|exitcode)\b")
    other = seen.line_where(r"\bsentinel\b|\bwaitpid\b|\bos\.wait|active_children")
    message = seen.line_where(r"\.(get|recv|wait|acquire)\w*\(")
    reasons = {call.reason for call in seen.calls}
    daemons = [worker for worker in seen.unjoined if worker.started.facts.get("daemon")]
    none = not seen.joins
    stood = {Reason.STILL, Reason.IDLE} & reasons
    return [
        Blame(none and sleeps, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(none and Reason.SPINNING in reasons, "asks-until-dead", loop or starts),
        Blame(none and bare, "join-without-parentheses", bare),
        Blame(none and stood and other, "another-wait-for-join", other),
        Blame(none and stood and message, "message-instead-of-join", message),
        Blame(daemons, "daemon-process-not-joined", starts),
        Blame(none, "no-join", starts),
    ]


def test_exit_code(observe):
    for task in (RETURNS_FALSE, RAISES, EXITS, KILLED):
        if task == KILLED and not hasattr(signal, "SIGKILL"):
            continue  # a system without signals has no exit codes below 0
        expect_code(look_when_right(observe, task), task)


def expect_code(seen: Seen, task: Task, *blames: Blame, under="") -> None:
    """Require the exit code that belongs to a task; ``blames`` explain another, before others."""
    code, how = CODES[task]
    value, real = seen.value, real_code(seen)
    seen.expect(
        repr(value) == repr(code),
        *blames,
        *never_read(seen),
        *(spoilt_in_child(seen, code, real) if real not in (None, code) else []),
        *told_otherwise(seen, task),
        expected=f"{code}: {how}{under}",
        seen=shown(value, real),
        line=seen.line_where(r"^\s*return\b.*exitcode") or line_of(reversed(seen.joins)),
    )


def real_code(seen: Seen) -> int | None:
    """The exit code that the process really had, as far as a join has seen it."""
    codes = [event.facts["exitcode"] for event in seen.happened("joined", what="process")]
    return next((code for code in reversed(codes) if isinstance(code, int)), None)


def was_killed(seen: Seen) -> bool:
    return (real_code(seen) or 0) < 0


def never_read(seen: Seen) -> list[Blame]:
    """What explains that no exit code was returned at all."""
    value, joins = seen.value, line_of(seen.joins)
    from_join = seen.line_where(r"(=|return)\s*[\w.]+\.(join|start)\(")
    names_it = seen.line_where(NAMES_EXITCODE)
    first = names_it if names_it and joins and names_it < joins else None
    starts = seen.happened("start", what="process")
    targets = [event.facts["target"]["kind"] for event in starts if event.own]
    own = seen.line_where(r"^\s+self\.\w+\s*=.*(\d|code|status|error)")
    appends = seen.line_where(r"\.append\(|^\s+\w+\[[^]]+\]\s*=")
    declared = seen.line_where(r"^\s+global\s")
    nothing = value is None
    in_part = seen.line_where(r"\breturn\b.*\bexitcode\b")
    return [
        Blame(nothing and from_join, "join-returns-no-exit-code", from_join),
        Blame(nothing and first, "exit-code-before-join", first),
        Blame(not names_it and "method" in targets, "method-changes-a-copy", line_of(seen.joins)),
        Blame(not names_it and own, "method-changes-a-copy", own),
        Blame(not names_it and declared, "global-set-in-the-child", declared),
        Blame(not names_it and appends, "append-to-a-global-list", appends),
        Blame(nothing and not seen.joins, "no-join", seen.last_line_of_starts()),
        Blame(nothing and seen.timed_joins, "join-timeout-is-not-done", line_of(seen.timed_joins)),
        Blame(nothing and in_part, "exit-code-retold", in_part),
        Blame(nothing, "forgotten-return"),
    ]


def spoilt_in_child(seen: Seen, code: int, real: int | None) -> list[Blame]:
    """What explains that the process itself ended in another way than func."""
    lost = seen.uncaught()
    caught = seen.line_where(r"\bexcept\s*:|\b(BaseException|SystemExit)\b")
    by_hand = seen.line_where(r"\bos\._exit\(")
    return [
        Blame(code == 0 and real == RETURNS.result, "result-becomes-exit-code"),
        Blame(code == 1 and real == 0 and lost, "exceptions-stay-in-thread", line_of(lost)),
        Blame(code == 1 and real == 0, "swallowed-exception"),
        Blame(code == EXITS.exits and caught and not by_hand, "exit-caught-in-child", caught),
        Blame(True, "child-changes-its-end", by_hand),
    ]


def told_otherwise(seen: Seen, task: Task) -> list[Blame]:
    """What explains that a program returns something else than the exit code that there was."""
    value, code = seen.value, CODES[task][0]
    by_message = not seen.line_where(NAMES_EXITCODE)
    return [
        Blame(repr(value) == repr(task.result), "result-for-exit-code"),
        Blame(isinstance(value, bool), "exit-code-retold"),
        Blame(code < 0 and by_message and seen.value != 0, "exit-code-by-message"),
        Blame(code and value == 0, "exit-code-ignored"),
        Blame(isinstance(value, int | str), "exit-code-retold"),
    ]


def shown(value, real: int | None) -> str:
    was = f"; the process ended with exit code {real}" if real is not None else ""
    if isinstance(value, Opaque):
        return f"run_in_process returned a {value.type_name}{was}"
    text = repr(value)
    return f"run_in_process returned {text if len(text) <= 80 else text[:79] + '…'}{was}"


def test_large_result(observe):
    expect_code(look_when_right(observe, RETURNS_MUCH), RETURNS_MUCH)


def test_every_start_method(observe):
    expect_right_when_held(observe)
    right_under_fork = False
    for method in start_methods():
        seen = observe("run_in_process", RETURNS, start_method=method)
        told = seen.observation.output + repr(seen.observation.failure)
        alone = method != "fork" and right_under_fork and not seen.unjoined
        blames = [
            Blame("bootstrapping phase" in told, "no-main-guard"),
            Blame("Can't get attribute" in told, "worker-in-the-guard"),
            Blame(alone, "runtime-global-in-worker", line_of(seen.trace.of("start"))),
        ]
        seen.ended(*errors(seen, RETURNS), *blames)
        under = f", also under {method}" if alone else ""
        seen.expect(
            len(in_a_process(seen)) == 1,
            *blames,
            *not_in_a_process(seen),
            expected=f"one process that calls func{under}",
            seen=where(seen),
            line=seen.last_line_of_starts(),
        )
        expect_code(seen, RETURNS, *blames, under=under)
        right_under_fork = right_under_fork or method == "fork"


def test_runs_as_script(run_script):
    seen = run_script("spawn")
    told = seen.observation.output
    starts = line_of(process.started for process in seen.processes)
    guard = "bootstrapping phase" in told or "freeze_support" in told
    blames = [
        Blame(guard, "no-main-guard", line_of(seen.trace.of("start")) or starts),
        Blame("Can't get attribute" in told, "worker-in-the-guard", seen.line_where(r"__main__")),
        Blame("already been set" in told, "start-method-set-twice"),
    ]
    seen.ended(*blames, *errors(seen, RETURNS))
    begun = {event.pid for event in seen.trace.of("process_begin")}
    lost = [p.started for p in seen.processes if p.started.facts["new"] not in begun]
    seen.expect(
        not lost,
        *blames,
        expected="every process of the script gets as far as its work",
        seen=f"{len(lost)} of {len(seen.processes)} ended before that",
        line=line_of(lost),
    )

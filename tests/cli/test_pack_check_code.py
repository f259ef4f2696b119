"""``kata pack check`` runs the programs of questions, and refuses what a run contradicts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import psutil
import pytest
from command import PROGRAM, Kata

from grader.checking.verifying import NotRun
from grader.cli.pack_verify import reason
from grader.content.builtin import content_root
from grader.observe.interpreters import interpreters, running_interpreter
from grader.question import Experiment, Free, Premise, Question, QuestionType

PYTHONS = interpreters(os.environ)
NAMES = ", ".join(python.name for python in PYTHONS)
HERE = running_interpreter().name
REFERENCE = "https://docs.python.org/3/library/threading.html"


def question(name: str, code: str, *, verify: str = "", more: str = "", kind: str = "") -> str:
    kind = kind or "type: true-false\nanswer: true\nwhy: Because."
    keys = f"rev: 1\nlevel: 1\nprompt: What?\nexplanation: So.\nreference: {REFERENCE}\n"
    keys += f"{kind}\n{more}\n{verify}\ncode: |\n{indent(code.strip(), '  ')}"
    return f"  - id: {name}\n{indent(keys, '    ')}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "pack.yaml").write_text("format: 1\nid: mine\ntitle: Mine\n")
    return folder


def write(pack: Path, *questions: str) -> list[str]:
    """Write a topic with these questions; return its lines."""
    text = "format: 1\ntopic: Racing\nquestions:\n" + "".join(questions)
    (pack / "racing.yaml").write_text(text)
    return text.splitlines()


LOST_UPDATE = """
import threading
count = 0
def add():
    global count
    for _ in range(3):
        count += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(count)
"""
DEADLOCK = """
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()
"""
THREAD_RAISES = """
import threading
threading.Thread(target=lambda: 1 / 0).start()
print(6)
"""
BORNE_OUT = [
    question(
        "race",
        LOST_UPDATE,
        verify="verify:\n  interleaved: yes\n  runs: 6\n  claims:\n"
        '    - {says: possible, prints: "6"}\n    - {says: possible, prints: "5"}',
    ),
    question("deadlock", DEADLOCK, verify="verify: {claims: [{says: guaranteed, hangs: yes}]}"),
    question("number", "print(1 / 3)", kind="type: number\nanswer: 0.33\ntolerance: 0.01"),
    question(
        "witnessed",
        "print('usual')",
        verify="verify:\n  claims: [{says: possible, prints: rare}]\n  witness: |\n"
        "    print('rare')",
    ),
    question(
        "start-method",
        "import multiprocessing\nprint(multiprocessing.get_start_method())",
        kind="type: output\noutputs: [fork, spawn]\nwrong: [{answer: thread, why: No.}]",
        verify="verify: {start_methods: [fork, spawn], runs: 1}",
    ),
    question(
        "reads-and-writes",
        "open('x', 'w').write('x')\ninput()",
        verify="verify: {claims: [{says: guaranteed, raises: EOFError, exits: 1}]}",
    ),
]


def test_claims_that_are_right(kata: Kata, pack: Path) -> None:
    """The closing line counts the programs, and the Pythons on which they ran."""
    write(pack, *BORNE_OUT)
    done = kata("pack", "check", str(pack), "--trust")
    assert (done.stdout, done.stderr, done.returncode) == (
        f"All well: 0 katas, 0 programs, 6 questions; 6 programs of questions on Python {NAMES}.\n",
        "",
        0,
    )


def test_a_race_that_nobody_sees_contradicts(kata: Kata, pack: Path) -> None:
    """What is claimed as guaranteed is refused though no plain run shows the race.

    The author need not ask for it: the code has threads.
    """
    lines = write(
        pack,
        question(
            "race",
            LOST_UPDATE,
            verify='verify:\n  runs: 20\n  claims:\n    - {says: guaranteed, prints: "6"}',
        ),
    )
    done = kata("pack", "check", str(pack), "--trust", "--quick")
    place = next(n for n, line in enumerate(lines, 1) if "guaranteed" in line)
    told, closing = done.stdout.splitlines()
    assert told.startswith(
        f'{pack}/racing.yaml:{place}:11: claims that it always prints "6" (guaranteed), but '
    )
    assert f" of 60 runs on Python {HERE} (" in told
    assert "interleaved, seed " in told
    assert told.endswith("; interleaved: no leaves such runs out")
    assert closing == (
        f"1 problem in 0 katas, 0 programs, 1 question; 1 program of questions on Python {HERE}."
    )
    assert done.returncode == 1


REFUSED = {
    "false impossible": (
        question(
            "q", DEADLOCK, verify="verify: {runs: 1, claims: [{says: impossible, hangs: yes}]}"
        ),
        "says: impossible",
        "claims that it never hangs (impossible), but 3 of 3 runs on Python {here} hung; "
        "mend the claim, or the code",
    ),
    "possible without a witness": (
        question("q", "print(1)", verify='verify: {claims: [{says: possible, prints: "2"}]}'),
        "says: possible",
        'claims that it sometimes prints "2" (possible), but 3 of 3 runs on Python {here} '
        'printed "1"; add interleaved: yes or a witness that shows it, or remove the claim',
    ),
    "a deadlock that no claim speaks of": (
        question("q", DEADLOCK, verify="verify: {runs: 1, claims: [{says: impossible, exits: 0}]}"),
        "code: |",
        "3 of 3 runs on Python {here} hung; claim it with hangs: yes, or mend the code",
    ),
    "a slip of the pen that no claim speaks of": (
        question("q", "prnt(5)", verify='verify: {claims: [{says: impossible, prints: "6"}]}'),
        "code: |",
        '3 of 3 runs on Python {here} printed "" and raised NameError; '
        "claim it with raises or exits, or mend the code",
    ),
    "a thread's error that no claim speaks of": (
        question("q", THREAD_RAISES, kind="type: number\nanswer: 6"),
        "code: |",
        '9 of 9 runs on Python {here} printed "6", with "ZeroDivisionError: division by zero" on '
        "standard error; claim it with shows and the exception's name, or mend the code",
    ),
    "no number": (
        question("q", "print('1.2.3')", kind="type: number\nanswer: 2"),
        "answer: 2",
        'the answer is that it always prints "2", but 3 of 3 runs on Python {here} '
        'printed "1.2.3"; mend the answer or the code, or say under verify what it comes to',
    ),
    "another number": (
        question("q", "print(3)", kind="type: number\nanswer: 2"),
        "answer: 2",
        'the answer is that it always prints "2", but 3 of 3 runs on Python {here} '
        'printed "3"; mend the answer or the code, or say under verify what it comes to',
    ),
    "an output that depends on the start method": (
        question(
            "q",
            "import multiprocessing\nprint(multiprocessing.get_start_method())",
            kind='type: output\noutputs: ["fork"]',
            verify="verify: {start_methods: [fork, spawn], runs: 1}",
        ),
        "outputs: ",
        'the answer is that it always prints "fork", but 1 of 2 runs on Python {here} (spawn) '
        'printed "spawn"; mend the code, or say under applies with which start_method it holds',
    ),
    "a flood": (
        question(
            "q",
            "while True: print('y' * 999)",
            verify='verify: {runs: 1, claims: [{says: impossible, prints: "2"}]}',
        ),
        "code: |",
        "1 of 1 run on Python {here} printed without end; have the code print less",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_claim_that_is_wrong(kata: Kata, pack: Path, name: str) -> None:
    """It is told at its line, with what was seen instead and what to write."""
    asked, line, message = REFUSED[name]
    lines = write(pack, asked)
    place = next(n for n, text in enumerate(lines, 1) if line in text)
    done = kata("pack", "check", str(pack), "--trust", "--quick")
    told = done.stdout.splitlines()[0]
    assert told.startswith(f"{pack}/racing.yaml:{place}:")
    assert told.partition(": ")[2] == message.format(here=HERE)
    assert done.returncode == 1


def test_what_is_not_run_is_told(kata: Kata, pack: Path) -> None:
    """Each question whose program no run here can judge is named, with the reason."""
    write(
        pack,
        question("free", "print(1)", verify="verify: {unverified: It needs another build.}"),
        question(
            "future",
            "print(1)",
            verify='verify: {claims: [{says: guaranteed, prints: "1"}]}',
            more="applies: {since: 3.99}",
        ),
        question("number", "print(2)", kind="type: number\nanswer: 2"),
    )
    done = kata("pack", "check", str(pack), "--trust", "--quick")
    assert done.stdout.splitlines() == [
        "Not run here, and so not verified:",
        "  free: It needs another build.",
        "  future: no Python here is what it is about: Python 3.99 or later",
        "All well: 0 katas, 0 programs, 3 questions; "
        f"1 program of questions on Python {HERE}; 2 not run here.",
    ]


ASKED = Question(
    "q", 1, QuestionType.FREE, 1, "T", "What?", Free("x", ()), "So.", REFERENCE, code="print(1)"
)
REASONS = [
    (
        ASKED._replace(experiment=Experiment(unverified="It needs another build.")),
        NotRun.UNVERIFIED,
        "It needs another build.",
    ),
    (
        ASKED._replace(premise=Premise(gil=False)),
        NotRun.ELSEWHERE,
        "no Python here is what it is about: a free-threaded build, without the GIL",
    ),
    (
        ASKED._replace(experiment=Experiment(start_methods=("fork", "forkserver"))),
        NotRun.ELSEWHERE,
        "no Python here is what it is about: start method fork or forkserver",
    ),
    (ASKED, NotRun.TOO_OFTEN, "it asks for too many runs"),
    (ASKED, NotRun.STARVED, "the machine was too busy; try again"),
]


@pytest.mark.parametrize(("asked", "why", "text"), REASONS)
def test_why_a_program_was_not_run(asked: Question, why: NotRun, text: str) -> None:
    """Also what this machine does not lack has its words."""
    assert reason(asked, why) == text


def test_one_question_alone(kata: Kata, pack: Path) -> None:
    """What is wrong with the code of others is not found out."""
    write(pack, question("bad", DEADLOCK, kind="type: number\nanswer: 2"), BORNE_OUT[2])
    done = kata("pack", "check", str(pack), "--trust", "--quick", "--question", "number")
    assert done.stdout == (
        f"All well: 0 katas, 0 programs, 2 questions; 1 program of questions on Python {HERE}.\n"
    )


def test_a_kata_s_folder_is_checked_without_the_questions_around_it(kata: Kata) -> None:
    """Who works on one kata does not wait for all the programs of its pack."""
    (folder,) = (content_root() / "katas").glob("1_*")
    done = kata("pack", "check", str(folder), "--quick")
    assert re.fullmatch(r"All well: 1 kata, \d+ programs, \d+ questions\.\n", done.stdout)


NO_QUESTION = {
    "numbr": 'There is no question "numbr" here, or something is wrong with it. '
    'Did you mean "number"?',
    "x": 'There is no question "x" here, or something is wrong with it. '
    "Its id stands in the pack's file.",
    "plain": 'The question "plain" has no code, so nothing was run. '
    "To check everything else in its pack, leave out --question.",
}


@pytest.mark.parametrize("name", NO_QUESTION)
def test_a_question_that_cannot_be_run(kata: Kata, pack: Path, name: str) -> None:
    """A wrong name is a wrong command line."""
    plain = question("plain", "x").partition("    code: |")[0]
    write(pack, plain, BORNE_OUT[2])
    done = kata("pack", "check", str(pack), "--trust", "--question", name)
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == f"{NO_QUESTION[name]}\n"


def test_nothing_of_an_untrusted_pack_is_run(kata: Kata, pack: Path, tmp_path: Path) -> None:
    """Without trust a program does not even begin."""
    trace = tmp_path / "it-ran"
    write(
        pack,
        question("q", f"open({json.dumps(str(trace))}, 'w')", kind="type: number\nanswer: 2"),
    )
    done = kata("pack", "check", str(pack))
    assert done.returncode == 2
    assert not trace.exists()
    kata("pack", "check", str(pack), "--trust", "--quick")
    assert trace.exists()


def _started(pack: Path, tmp_path: Path, home: Path, questions: int) -> subprocess.Popen[str]:
    """A check, in a session of its own, whose programs have all begun and never end."""
    pipes = [tmp_path / f"pipe{number}" for number in range(questions)]
    asked = []
    for number, pipe in enumerate(pipes):
        os.mkfifo(pipe)
        endless = f"print(file=open({json.dumps(str(pipe))}, 'w'), flush=True)\nwhile True: pass"
        claims = "verify: {seconds: 30, claims: [{says: possible, hangs: yes}]}"
        asked.append(question(f"q{number}", endless, verify=claims))
    write(pack, *asked)
    running = subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, "pack", "check", str(pack), "--trust"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "KATA_HOME": str(home)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    for pipe in pipes:
        pipe.read_text()  # until the program has begun
    return running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_stopped_it_leaves_no_program(
    pack: Path, tmp_path: Path, home: Path, number: signal.Signals
) -> None:
    """Neither Ctrl-C nor a kill lets a question's program run on."""
    running = _started(pack, tmp_path, home, 1)
    family = psutil.Process(running.pid).children(recursive=True)
    assert any("program.py" in each.cmdline()[-1] for each in family)
    running.send_signal(number)
    running.communicate(timeout=60)
    assert running.returncode == (130 if number is signal.SIGINT else -signal.SIGKILL)
    assert psutil.wait_procs(family, timeout=60)[1] == []


@pytest.mark.parametrize("questions", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_all_of_its_processes_stops_it(
    pack: Path, tmp_path: Path, home: Path, number: signal.Signals, questions: int
) -> None:
    """A terminal that closes tells every process; the check still says how it ended, once."""
    running = _started(pack, tmp_path, home, questions)
    family = psutil.Process(running.pid).children(recursive=True)
    os.killpg(running.pid, number)
    _, errors = running.communicate(timeout=60)
    assert (errors, running.returncode) == ("\n\nStopped.\n", 130)
    assert psutil.wait_procs(family, timeout=60)[1] == []

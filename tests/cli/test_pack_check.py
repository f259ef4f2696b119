"""``kata pack check``: a sound pack is well, and what is wrong with one is told at its place."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from command import PROGRAM

from grader.content.trust import mark_as_authored

KATA = """\
format: 1
title: An answer
summary: Return the answer.
level: 1
functions: [answer]
skills: [return]
checks:
  - id: right
    title: It is the right answer
    hint: Count again.
hints:
  - What do you get?
  - It is between 41 and 43.
  - Return 42.
"""
CHECKS = """\
from grader.checking import Blame


def test_right(observe):
    seen = observe("answer")
    seen.ended()
    seen.expect(
        seen.value == 42, Blame(seen.value == 41, "one-short"), expected="42", seen=str(seen.value)
    )
"""
STARTER = (
    'def answer():\n    raise NotImplementedError("answer is still empty: begin with return")\n'
)
SOLUTION = "def answer():\n    return 42\n"
SHORT = "# check: right\n# misconception: one-short\n\ndef answer():\n    return 41\n"
MISCONCEPTIONS = """\
format: 1
misconceptions:
  - id: one-short
    belief: Counting begins at 1.
    sentence: It begins at 0.
"""
Make = Callable[..., Path]


@pytest.fixture
def make_pack(tmp_path: Path, home: Path) -> Make:
    """Write a sound pack of the user's own with one kata; ``changes`` are files that differ."""

    def make(changes: dict[str, str | None] | None = None) -> Path:
        files: dict[str, str | None] = {
            "pack.yaml": "format: 1\nid: mine\ntitle: Mine\n",
            "misconceptions.yaml": MISCONCEPTIONS,
            "katas/9_answer/kata.yaml": KATA,
            "katas/9_answer/brief.md": "# Kata 9: an answer\n",
            "katas/9_answer/starter.py": STARTER,
            "katas/9_answer/solution.py": SOLUTION,
            "katas/9_answer/checks.py": CHECKS,
            "katas/9_answer/mistakes/short.py": SHORT,
            "katas/9_answer/also_right/sum.py": "def answer():\n    return 40 + 2\n",
        }
        folder = tmp_path / "pack"
        for name, text in (files | (changes or {})).items():
            if text is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        mark_as_authored(folder, home)
        return folder

    return make


def test_a_sound_pack_is_well(kata, make_pack: Make) -> None:
    """Its starter fails, its right programs pass, its mistake is caught."""
    done = kata("pack", "check", str(make_pack()))
    assert done.stdout == "All well: 1 kata, 4 programs, 0 questions.\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_one_kata_can_be_checked_by_itself(kata, make_pack: Make) -> None:
    """The misconceptions of the pack around it are known."""
    done = kata("pack", "check", str(make_pack() / "katas" / "9_answer"))
    assert (done.returncode, done.stdout) == (0, "All well: 1 kata, 4 programs, 0 questions.\n")


def test_the_quick_way_takes_one_mistake_for_each_check(kata, make_pack: Make) -> None:
    """The first by name; the right programs are graded all the same."""
    never = "# check: right\n# misconception: one-short\n\n" + SOLUTION
    folder = make_pack({"katas/9_answer/mistakes/very.py": never})
    done = kata("pack", "check", str(folder), "--quick")
    assert (done.returncode, done.stdout) == (0, "All well: 1 kata, 4 programs, 0 questions.\n")
    assert kata("pack", "check", str(folder)).returncode == 1


def test_repeated_gradings_make_a_table(kata, make_pack: Make) -> None:
    """With the flake rate of each kata, and of each program that came out otherwise."""
    done = kata("pack", "check", str(make_pack()), "--repeat", "3", "--jobs", "2")
    assert done.stdout == (
        "          programs  gradings  wrong  undecided  flake rate\n"
        "9_answer         4        12      0          0       0.0 %\n"
        "All well: 1 kata, 4 programs, 0 questions.\n"
    )


def test_a_flaky_program_is_counted(kata, make_pack: Make, tmp_path: Path) -> None:
    """A program that comes out otherwise only sometimes has its rate, and is a problem."""
    note = tmp_path / "seen-once"
    sometimes = (
        "import os\n\n\ndef answer():\n"
        f"    if os.path.exists({str(note)!r}):\n        return 42\n"
        f"    open({str(note)!r}, 'w').close()\n    return 43\n"
    )
    folder = make_pack({"katas/9_answer/also_right/sometimes.py": sometimes})
    done = kata("pack", "check", str(folder), "--repeat", "4", "--jobs", "1")
    path = folder / "katas" / "9_answer" / "also_right" / "sometimes.py"
    assert done.stdout == (
        f'{path}:1:1: a right program ends as fail in the check "right": 43; mend the check, or '
        "move the program to mistakes/ (in 1 of 4 gradings)\n"
        "             programs  gradings  wrong  undecided  flake rate\n"
        "9_answer            5        20      1          0       5.0 %\n"
        "\n"
        "9 sometimes         1         4      1          0      25.0 %\n"
        "1 problem in 1 kata, 5 programs, 0 questions.\n"
    )
    assert done.returncode == 1


K = "katas/9_answer/"
FAULTS = {
    "a starter that passes": (
        {K + "starter.py": SOLUTION},
        ["starter.py:1:1: the untouched starter ends as pass, and must fail; have each function "
         "raise NotImplementedError and say where to begin"],
    ),
    "a solution that fails": (
        {K + "solution.py": SHORT},
        ['solution.py:1:1: a right program ends as fail in the check "right": 41; mend the check, '
         "or move the program to mistakes/"],
    ),
    "a right idiom that is refused": (
        {K + "also_right/other.py": "def answer():\n    return 43\n"},
        ['also_right/other.py:1:1: a right program ends as fail in the check "right": 43; mend '
         "the check, or move the program to mistakes/"],
    ),
    "a mistake that is not caught": (
        {K + "mistakes/right.py": "# check: right\n# misconception: one-short\n\n" + SOLUTION},
        ['mistakes/right.py:1:1: the check "right" does not catch it; no check at all did: mend '
         "the check, or name another"],
    ),
    "a mistake with another misconception": (
        {K + "mistakes/far.py": "# check: right\n# misconception: one-short\n\n"
         "def answer():\n    return 40\n"},
        ['mistakes/far.py:2:1: the check "right" names no misconception, not "one-short"; mend '
         "its Blames, or this line"],
    ),
    "a misconception that nobody wrote": (
        {K + "mistakes/short.py": SHORT.replace("one-short", "one-shirt")},
        ['mistakes/short.py:2:1: the check "right" names "one-short", not "one-shirt"; mend its '
         "Blames, or this line",
         'mistakes/short.py:2:1: there is no misconception "one-shirt"; write "one-short"'],
    ),
    "a check that names a misconception that nobody wrote": (
        {K + "checks.py": CHECKS.replace("one-short", "one-shirt")},
        ['checks.py:8:51: there is no misconception "one-shirt"; write "one-short"'],
    ),
    "a check that no mistake needs": (
        {K + "mistakes/short.py": None},
        ['kata.yaml:8:9: no mistake needs the check "right"; add a wrong program to mistakes/ '
         'that begins with "# check: right", or remove the check'],
    ),
    "a check that is not written": (
        {K + "kata.yaml": KATA.replace("hints:\n", "  - {id: other, title: Other, hint: See.}\n"
         "hints:\n")},
        ['kata.yaml:11:10: "other" is not in checks.py; write def test_other there',
         'kata.yaml:11:10: no mistake needs the check "other"; add a wrong program to mistakes/ '
         'that begins with "# check: other", or remove the check'],
    ),
    "a check that is not announced": (
        {K + "checks.py": CHECKS + "\n\ndef test_extra(observe):\n    pass\n"},
        ["checks.py:12:1: test_extra is no check of kata.yaml; add a check with id: extra"],
    ),
    "checks that Python cannot read": (
        {K + "checks.py": "def test_right(observe)\n    pass\n"},
        ["checks.py:1:24: Python cannot read it: expected ':'; mend this line"],
    ),
    "programs that Python cannot read": (
        {K + "mistakes/short.py": SHORT.replace("():", "()"),
         K + "solution.py": SOLUTION.replace("():", "()")},
        ["mistakes/short.py:1:1: it ends as error before any check: Python cannot read line 4 of "
         "your file: expected ':'. Mend it",
         "solution.py:1:1: it ends as error before any check: Python cannot read line 1 of your "
         "file: expected ':'. Mend it"],
    ),
    "checks that fall over": (
        {K + "checks.py": CHECKS.replace("seen.ended()", "{}['nothing']")},
        [f"{name}.py:1:1: checks.py itself failed: line 6: KeyError: 'nothing'; mend it"
         for name in ("also_right/sum", "mistakes/short", "solution", "starter")],
    ),
    "a misconception that is put together and not there": (
        {K + "checks.py": CHECKS.replace('"one-short")', '"-".join(["one", "shirt"]))')},
        ["mistakes/short.py:1:1: a check names the misconception 'one-shirt', which is in no "
         "pack; add it to misconceptions.yaml"],
    ),
    "a stray file": (
        {K + "draft.txt": "later", K + "mistakes/notes.md": "later"},
        ["draft.txt: nothing reads this; move it out of the kata's folder",
         "mistakes/notes.md: nothing reads this; move it out of the kata's folder"],
    ),
    "a file that is missing, one that is empty": (
        {K + "brief.md": None, K + "solution.py": "\n"},
        ["brief.md: the file is missing; write the task, in the learner's words",
         "solution.py:1:1: the file is empty; write the reference"],
    ),
    "a way that leads nowhere": (
        {K + "kata.yaml": KATA + "see_also: [6_thread_with_arg, 9_answer]\n"},
        ['kata.yaml:15:12: no kata is called "6_thread_with_arg"; write "6_thread_with_args"',
         "kata.yaml:15:31: this kata itself; remove it"],
    ),
    "a line where no code is": (
        {K + "checks.py": CHECKS.replace('"one-short")', '"one-short", 3)')},
        ['mistakes/short.py:1:1: the check "right" points at line 3, where no code is; mend it'],
    ),
    "all at once, also where a kata cannot be read": (
        {K + "kata.yaml": "format: 1\ntitel: x\n", "misconceptions.yaml": "format: 2\n",
         "questions.yaml": "format: 1\n"},
        ["kata.yaml:2:1: unknown key", "misconceptions.yaml:1:9: format 2 needs a newer",
         'questions.yaml:1:1: key "topic" is missing'],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), FAULTS.values(), ids=FAULTS)
def test_each_problem_is_told_at_its_place(
    kata, make_pack: Make, changes: dict[str, str | None], told: list[str]
) -> None:
    """With file, line, column, what is wrong and what to write; all of them at once."""
    folder = make_pack(changes)
    done = kata("pack", "check", str(folder))
    *problems, closing = (
        done.stdout.replace(f"{folder}/{K}", "").replace(f"{folder}/", "").splitlines()
    )
    exact = not any("format: 2" in str(text) for text in changes.values())
    if exact:
        assert problems == told
    for text in told:
        assert any(problem.startswith(text) for problem in problems), done.stdout
    count = len(problems)
    assert closing.startswith(f"{count} problem{'' if count == 1 else 's'} in 1 kata, ")
    assert (done.returncode, done.stderr) == (1, "")


def test_a_number_that_comes_with_kata_is_taken(kata, make_pack: Make) -> None:
    """By it, learners would get the other kata."""
    folder = make_pack()
    (folder / "katas" / "9_answer").rename(folder / "katas" / "6_answer")
    done = kata("pack", "check", str(folder))
    assert done.stdout == (
        f"{folder}/katas/6_answer/kata.yaml: number 6 belongs to 6_thread_with_args, which "
        "comes with kata; give this folder a free one, such as 101\n"
        "1 problem in 1 kata, 4 programs, 0 questions.\n"
    )
    assert done.returncode == 1


def test_a_number_is_one_kata_s_only(kata, make_pack: Make) -> None:
    """Of two in one pack, each is told of the other."""
    folder = make_pack()
    shutil.copytree(folder / "katas" / "9_answer", folder / "katas" / "9_reply")
    done = kata("pack", "check", str(folder), "--quick")
    assert done.stdout == (
        f"{folder}/katas/9_answer/kata.yaml: number 9 belongs to 9_reply as well; "
        "give this folder a free one, such as 101\n"
        f"{folder}/katas/9_reply/kata.yaml: number 9 belongs to 9_answer as well; "
        "give this folder a free one, such as 101\n"
        "2 problems in 2 katas, 8 programs, 0 questions.\n"
    )
    assert done.returncode == 1


def test_a_kata_s_folder_without_a_number_is_told(kata, make_pack: Make) -> None:
    """Also where a question stands beside it, which could name a kata."""
    folder = make_pack()
    (folder / "katas" / "9_answer").rename(folder / "katas" / "answer")
    done = kata("pack", "check", str(folder), "--quick")
    assert done.stdout.startswith(
        f'{folder}/katas/answer/kata.yaml: the folder is called "answer"; give it a number and a '
        "name, such as 9_deadlock\n"
    )
    assert (done.returncode, done.stderr) == (1, "")


def test_a_folder_without_a_pack_says_what_one_is(kata, tmp_path: Path) -> None:
    """And one that is not there."""
    (tmp_path / "nothing").mkdir()
    done = kata("pack", "check", str(tmp_path / "nothing"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path}/nothing holds no pack: neither pack.yaml nor kata.yaml, and no folder katas/. "
        "Name the folder that one of them stands in: kata pack check FOLDER\n"
    )
    done = kata("pack", "check", str(tmp_path / "gone"))
    assert (done.returncode, done.stderr) == (
        2,
        f"There is no folder {tmp_path}/gone. Name the folder of a pack or of a kata.\n",
    )


@pytest.mark.parametrize("command", ["check", "add"])
def test_a_file_of_a_pack_is_not_its_folder(kata, make_pack: Make, command: str) -> None:
    """Which is then named."""
    folder = make_pack()
    done = kata("pack", command, str(folder / "pack.yaml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{folder}/pack.yaml is a file in a pack. Name its folder: kata pack {command} {folder}\n"
    )


def test_katas_need_no_pack_around_them(kata, make_pack: Make) -> None:
    """They may name the misconceptions that come with kata."""
    short = SHORT.replace("one-short", "no-join")
    checks = CHECKS.replace("one-short", "no-join")
    folder = make_pack(
        {
            "pack.yaml": None,
            "misconceptions.yaml": None,
            K + "mistakes/short.py": short,
            K + "checks.py": checks,
        }
    )
    done = kata("pack", "check", str(folder))
    assert (done.returncode, done.stdout) == (0, "All well: 1 kata, 4 programs, 0 questions.\n")


def test_a_kata_that_is_not_there_is_told(kata, make_pack: Make) -> None:
    """A typo is no reason to call all well."""
    done = kata("pack", "check", str(make_pack()), "--kata", "9", "--kata", "8")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'There is no kata "8" here. There are: 9_answer.\n'


def test_interrupted_it_ends_at_once(make_pack: Make, home: Path) -> None:
    """Ctrl-C goes to all its processes; one message comes of it, and nothing is left."""
    endless = "import time\n\n\ndef answer():\n    time.sleep(60)\n"
    folder = make_pack({K + f"also_right/endless{n}.py": endless for n in range(4)})
    command = [sys.executable, "-P", "-c", PROGRAM, "pack", "check", str(folder), "--jobs", "2"]
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "KATA_HOME": str(home),
    }
    running = subprocess.Popen(
        command, env=variables, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while len(psutil.Process(running.pid).children(recursive=True)) < 5:
        time.sleep(0.05)
    family = psutil.Process(running.pid).children(recursive=True)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told.strip()) == (130, "Stopped.")
    assert psutil.wait_procs(family, timeout=60)[1] == []


def test_one_kata_of_many_can_be_chosen(kata) -> None:
    """By number, of the content that comes with kata."""
    done = kata("pack", "check", "--kata", "1")
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"All well: 1 kata, \d+ programs, \d+ questions\.\n", done.stdout)

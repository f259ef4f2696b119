"""``kata quiz`` as a learner meets it: typed, piped, left early, killed, and with nowhere to write.

The commands are real processes and the store a real file; the questions are of a small pack of
our own, installed beside the built-in one.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import Kata
from quiz_pack import TYPES, write_pack

from grader.review import Mode, Review
from grader.store import Store

PROGRAM = "from grader.cli.main import run; run()"


@pytest.fixture
def pack(home: Path) -> Path:
    """The pack, installed."""
    return write_pack(home / "packs" / "mine")


def only(pack: Path, *ids: str) -> None:
    """Leave only these questions in the installed pack."""
    head, *questions = re.split(r"(?m)^(?=  - id: )", TYPES)
    kept = [each for each in questions if each.split()[2] in ids]
    (pack / "types.yaml").write_text(head + "".join(kept), encoding="utf-8")


def opened(home: Path) -> Store:
    return Store(home / "progress.db", lambda: datetime.now(UTC))


def reviews(home: Path) -> list[Review]:
    with opened(home) as store:
        return store.reviews()


def test_a_wrong_answer_is_told_why_which_belief_and_which_kata(
    kata: Kata, pack: Path, home: Path
) -> None:
    only(pack, "a-single")
    result = kata("quiz", "--pack", "mine", text="2\n3\n", columns=60)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (
        "1 question. Keys: ? for a hint, f to flag a bad question, q\n"
        "to leave; where you type a whole line, with Enter. Answers\n"
        "are saved at once.\n"
        "\n"
        "Question 1 of 1: Each type, level 1\n"
        "\n"
        "What does `t.join()` return?\n"
        "\n"
        "  1  `None`\n"
        "  2  the result\n"
        "\n"
        "Your answer, 1 or 2: 2\n"
        "How sure? 1 guess, 2 think so, 3 sure, Enter skips: 3\n"
        "\n"
        "Not quite.\n"
        "  It only waits.\n"
        "\n"
        "  The answer: 1  `None`\n"
        "\n"
        "  A thread has no result.\n"
        "\n"
        "  The belief behind it: join() returns what the function\n"
        "                        returned.\n"
        "  It returns None. Store the result, or use a Future.\n"
        "  To see it in code: kata start 1\n"
        "\n"
        "  https://docs.python.org/3/library/threading.html\n"
        "\n"
        "0 of 1 right.\n"
        "When you were sure: 0 of 1 right. What you were sure of and\n"
        "had wrong is worth the most attention.\n"
        "\n"
        "To revise:\n"
        "  - What does `t.join()` return? (a-single)\n"
        "    It returns None. Store the result, or use a Future.\n"
        "    https://docs.python.org/3/library/threading.html\n"
        "\n"
        "They come again when you are about to forget them: 1 within\n"
        "the hour.\n"
        "To see the weakest in code: kata start 1\n"
        "To go on: kata quiz --pack mine\n"
    )
    [review] = reviews(home)
    assert (review.pack, review.question, review.rev) == ("mine", "a-single", 1)
    assert (review.answer, review.points, review.of_points) == ('["result"]', 0, 1)
    assert (review.confidence, review.hints, review.mode) == (3, 0, Mode.STUDY)
    assert review.seed is not None
    assert review.session is not None


RIGHT = {
    "a-single": "1",
    "b-several": "1 2",
    "c-true-false": "2",
    "d-number": "2,0 s",
    "e-text": "`Daemon`",
    "f-order": None,
    "g-match": "a\nb",
    "h-output": "a\nb\n",
    "i-line": "line 2",
    "j-free": "Before use.\n",
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_type_is_asked_answered_and_right(
    kata: Kata, pack: Path, home: Path, name: str
) -> None:
    only(pack, name)
    answer = RIGHT[name] or order_of(kata, "made", "started", "done")
    marks = "\ny\ny" if name == "j-free" else ""
    result = kata("quiz", "--pack", "mine", "--seed", "4", text=f"{answer}\n\n{marks}\n")
    assert "Right." in result.stdout
    assert "1 of 1 right." in result.stdout
    [review] = reviews(home)
    assert review.right


def order_of(kata: Kata, *texts: str) -> str:
    """The numbers under which the items of the one question are shown, in this order."""
    shown = kata("quiz", "--pack", "mine", "--seed", "4", text="").stdout
    numbers = [re.search(rf"(\d)  {text}\n", shown) for text in texts]
    return " ".join(found[1] for found in numbers if found)


@pytest.mark.parametrize(
    ("name", "nonsense", "said"),
    [
        ("a-single", "3", "Press 1 or 2. (? hint, f flag, q leave)"),
        ("b-several", "1 4", "Type the numbers of your choice, from 1 to 3, then Enter."),
        ("d-number", "two", "Type a number, such as 2 or 0.5."),
        ("e-text", "", "Type your answer, then Enter. (? hint, f flag, q leave)"),
        ("f-order", "1 1 2", "Type each number from 1 to 3 once, the first thing first."),
        ("g-match", "c", "Press a or b. (? hint, f flag, q leave)"),
        ("i-line", "3", "Type the number of a line, from 1 to 2."),
    ],
)
def test_what_is_no_answer_is_asked_for_again_and_nothing_is_lost(
    kata: Kata, pack: Path, home: Path, name: str, nonsense: str, said: str
) -> None:
    only(pack, name)
    result = kata("quiz", "--pack", "mine", text=f"{nonsense}\n")
    assert said in result.stdout
    assert "The input ended here. What was answered is kept." in result.stdout
    assert reviews(home) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("h-output", "Nothing? Then press Enter once more."),
        ("j-free", "To go on without an answer, press Enter once more."),
    ],
)
def test_an_empty_line_alone_is_no_answer_yet(
    kata: Kata, pack: Path, home: Path, name: str, said: str
) -> None:
    """A key pressed too soon costs nothing; pressed again it is meant."""
    only(pack, name)
    soon = kata("quiz", "--pack", "mine", "--no-confidence", text=f"\n{RIGHT[name]}\ny\ny\n")
    assert f"> \n{said}\n> " in soon.stdout
    assert "1 of 1 right." in soon.stdout
    meant = kata("quiz", "--pack", "mine", "--cram", "--no-confidence", text="\n\n")
    assert "0 of 1 right." in meant.stdout
    assert [review.answer for review in reviews(home)][1] in ('""', "")


def test_how_sure_one_is_has_no_hint(kata: Kata, pack: Path, home: Path) -> None:
    """The answer is given by then."""
    only(pack, "a-single")
    result = kata("quiz", "--pack", "mine", text="1\n?\n2\n")
    assert "Press 1, 2, 3 or Enter. (f flag, q leave)\n" in result.stdout
    assert [review.hints for review in reviews(home)] == [0]


def test_a_premise_and_line_numbers_are_shown(kata: Kata, pack: Path) -> None:
    only(pack, "i-line")
    shown = kata("quiz", "--pack", "mine", text="").stdout
    assert "\nPremise: Python 3.11 or later.\n" in shown
    assert "\n    1  x = 1\n    2  print(x)\n" in shown


def test_a_hint_is_given_and_counted(kata: Kata, pack: Path, home: Path) -> None:
    only(pack, "a-single")
    result = kata("quiz", "--pack", "mine", text="?\n1\n\n")
    assert "Hint: Think of what it waits for." in result.stdout
    assert [review.hints for review in reviews(home)] == [1]


def test_a_question_can_be_flagged_and_then_answered(kata: Kata, pack: Path, home: Path) -> None:
    only(pack, "a-single")
    result = kata("quiz", "--pack", "mine", text="f\nIt is too easy.\n1\n\n")
    assert "Flagged, thank you. kata progress lists what you flagged." in result.stdout
    with opened(home) as store:
        [flag] = store.flags()
    assert (flag.pack, flag.question, flag.reason) == ("mine", "a-single", "It is too easy.")
    told = (
        "You flagged\n  - a-single (mine): It is too easy.\nTo see one again: kata pack show ID\n"
    )
    assert told in kata("progress").stdout
    assert len(reviews(home)) == 1


def test_a_free_answer_is_measured_against_a_good_one(kata: Kata, pack: Path, home: Path) -> None:
    only(pack, "j-free")
    result = kata("quiz", "--pack", "mine", text="Before use.\nReally.\n\n\nmaybe\ny\nn\n")
    assert "A good answer:\n\n  Before the results are used.\n" in result.stdout
    assert "Please press y or n. (? hint, f flag, q leave)" in result.stdout
    assert "Partly: 2 of 3 points.\nNot said:\n  - it blocks\n" in result.stdout
    [review] = reviews(home)
    assert (review.answer, review.points, review.of_points) == ("Before use.\nReally.", 2, 3)


def test_an_empty_free_answer_scores_nothing_and_is_not_asked_about(
    kata: Kata, pack: Path, home: Path
) -> None:
    only(pack, "j-free")
    result = kata("quiz", "--pack", "mine", text="\n\n")
    assert "Did you say" not in result.stdout
    assert [review.points for review in reviews(home)] == [0]


def test_leaving_keeps_what_was_answered_and_ends_the_session(
    kata: Kata, pack: Path, home: Path
) -> None:
    only(pack, "a-single", "c-true-false")
    left = kata("quiz", "--pack", "mine", text="1\n\nq\n")
    assert "of 1 right." in left.stdout
    assert len(reviews(home)) == 1
    again = kata("quiz", "--pack", "mine", text="")
    assert again.stdout.startswith("1 question. ")


def test_nothing_answered_says_how_to_begin_again(kata: Kata, pack: Path) -> None:
    assert kata("quiz", text="q\n").stdout.endswith(
        "No answer was given. To begin again:\n  kata quiz\n"
    )


def test_what_was_answered_right_is_not_due_and_can_be_crammed(
    kata: Kata, pack: Path, home: Path
) -> None:
    only(pack, "a-single")
    kata("quiz", "--pack", "mine", text="1\n\n")
    with opened(home) as store:
        from grader.quiz.scheduling import RULE

        before = store.cards(RULE)
    nothing = kata("quiz", "--pack", "mine")
    assert nothing.returncode == 0
    assert re.fullmatch(
        r"There is nothing due here\. The next one is due on [\d-]{10} at \d\d:\d\d\.\n"
        r"To practise all the same, without moving your schedule:\n  kata quiz --cram\n",
        nothing.stdout,
    )
    crammed = kata("quiz", "--pack", "mine", "--cram", text="2\n\n")
    assert "Not quite." in crammed.stdout
    assert "They come again" not in crammed.stdout
    assert [review.mode for review in reviews(home)] == [Mode.STUDY, Mode.CRAM]
    with opened(home) as store:
        assert store.cards(RULE) == before


def test_an_exam_tells_nothing_before_its_end(kata: Kata, pack: Path, home: Path) -> None:
    only(pack, "a-single", "c-true-false", "j-free")
    options = ("--pack", "mine", "--exam", "3", "--no-confidence", "--seed", "1")
    first = "join" in kata("quiz", *options, text="").stdout.partition("Question 1")[2]
    result = kata("quiz", *options, text="2\n1\n" if first else "1\n2\n")
    asked, _, end = result.stdout.partition("Question 2 of 2")
    assert "(3 minutes left)" in asked
    assert "Not quite." not in asked
    assert "When do you join?" not in result.stdout
    assert end.count("Not quite.") == 2
    assert "  It only waits." in end
    assert "  It is cut off." in end
    assert [review.mode for review in reviews(home)] == [Mode.EXAM] * 2


def test_a_seed_gives_the_same_session_again(kata: Kata, home: Path) -> None:
    one, two = (
        kata("quiz", "--seed", "7", text="", KATA_HOME=str(home / name)).stdout for name in "ab"
    )
    other = kata("quiz", "--seed", "8", text="", KATA_HOME=str(home / "c")).stdout
    assert one == two != other


def test_the_list_tells_how_you_stand_with_each_question(kata: Kata, pack: Path) -> None:
    only(pack, "a-single", "c-true-false")
    kata("quiz", "--pack", "mine", "--count", "1", "--seed", "1", text="1\n\n")
    listed = kata("quiz", "--list", "--pack", "mine").stdout
    assert listed.startswith("Each type  (mine)\n")
    states = sorted(re.findall(r"level 1  (new|due)", listed))
    assert states == ["due", "new"]
    assert listed.endswith("\nTo answer them: kata quiz --pack mine\n")
    for state, name in (("new", "new"), ("later", None)):
        only_new = kata("quiz", "--list", "--pack", "mine", f"--{name or 'due'}").stdout
        assert len(re.findall("level 1", only_new)) == (state == "new")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--topic", "Deadloks"), 'There is no topic "Deadloks". Did you mean "Deadlocks"?'),
        (("--topic", "xyz"), 'There is no topic "xyz". There are:\n  Threads, processes, '),
        (("--kata", "99"), "There is no kata 99. There are: 1, 2, 3, 4, 5, 6, 7, 8."),
        (
            ("--misconception", "zzz"),
            'There is no misconception "zzz". kata pack misconceptions lists them.',
        ),
        (("--pack", "mien"), 'There is no pack "mien". Did you mean "mine"?'),
        (
            ("--misconception", "join-gives-result"),
            'There is no misconception "join-gives-result". Did you mean "join-gives-the-result"?',
        ),
        (("--cram", "--exam", "5"), "An exam is no cramming. Choose one: kata quiz --exam 15"),
    ],
)
def test_what_is_not_there_is_refused_with_what_was_meant(
    kata: Kata, pack: Path, options: tuple[str, ...], message: str
) -> None:
    result = kata("quiz", *options)
    assert result.returncode == 2
    assert result.stderr.startswith(message)


def test_nothing_of_the_kind_says_how_to_see_what_there_is(kata: Kata, pack: Path) -> None:
    result = kata("quiz", "--pack", "mine", "--kata", "8")
    assert result.stdout == (
        "No question is of this kind. To see what there is: kata quiz --list\n"
    )


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_count_must_be_a_number_of_questions(kata: Kata, count: str) -> None:
    assert kata("quiz", "--count", count).returncode == 2


def test_a_broken_pack_is_told_of_and_costs_nobody_the_others(kata: Kata, pack: Path) -> None:
    (pack / "types.yaml").write_text("format: 1\n", encoding="utf-8")
    result = kata("quiz", "--count", "1", text="")
    assert "Question 1 of 1" in result.stdout
    assert result.stderr.startswith(f"The pack in {pack} is left out: ")


def test_a_damaged_store_is_told_of_and_the_quiz_goes_on(
    kata: Kata, pack: Path, home: Path
) -> None:
    (home / "progress.db").write_text("no database")
    result = kata("quiz", "--pack", "mine", "--count", "1", text="q\n")
    assert result.stderr.startswith(f"The file of your progress, {home}/progress.db, could not be")
    assert "Question 1 of 1" in result.stdout


def test_a_store_that_cannot_be_written_is_told_of_before_any_question(
    kata: Kata, tmp_path: Path
) -> None:
    """Nobody should write an answer that cannot be kept."""
    (tmp_path / "file").write_text("in the way")
    result = kata("quiz", KATA_HOME=str(tmp_path / "file"))
    assert result.returncode == 2
    assert "KATA_HOME=~/katas" in result.stderr
    assert "Question" not in result.stdout


def test_nothing_is_wider_than_the_terminal_but_links_and_code(kata: Kata, pack: Path) -> None:
    text = "1\n\n2\n\n1\n\n" * 40
    result = kata("quiz", "--cram", "--count", "40", "--seed", "3", text=text, columns=60)
    wide = [line for line in result.stdout.splitlines() if len(line) > 60 + len("y ")]
    assert [line for line in wide if "https://" not in line and line[:4] != "    "] == []
    assert "\x1b" not in result.stdout


def environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join(sys.path)
    return {**os.environ, "KATA_HOME": str(home), "COLUMNS": "60", "PYTHONPATH": path}


def test_bytes_that_are_no_text_do_not_end_the_quiz(home: Path, pack: Path) -> None:
    only(pack, "e-text")
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, "quiz", "--pack", "mine"],
        input=b"caf\xe9\r\n\r\n",
        capture_output=True,
        env={**environment(home), "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [each.answer for each in reviews(home)] == ["caf\N{REPLACEMENT CHARACTER}"]


def test_no_input_at_all_is_the_end_of_it(home: Path) -> None:
    """Standard input may be closed, as in a job of a scheduler."""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-P", "-c", PROGRAM, "quiz"],
        capture_output=True,
        env=environment(home),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"The input ended here." in done.stdout


def test_a_killed_session_goes_on_where_it_was(kata: Kata, home: Path, pack: Path) -> None:
    only(pack, "a-single", "c-true-false")
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, "quiz", "--pack", "mine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environment(home), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"1\n\n")
    process.stdin.flush()
    assert any(b"Question 2 of" in line for line in process.stdout)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    [first] = reviews(home)
    again = kata("quiz", "--pack", "mine", text="1\n\n", columns=80)
    assert again.stdout.startswith(
        "Your last session was cut off: it goes on with question 2 of 2. (To begin\n"
        "another one instead, leave with q.)\n"
    )
    assert "of 2 right." in again.stdout
    _, second = reviews(home)
    assert first.question != second.question
    assert first.session == second.session


def test_a_cut_off_session_is_replaced_where_something_else_is_asked_for(
    kata: Kata, home: Path, pack: Path
) -> None:
    with opened(home) as store:
        store.begin_session("{}", '{"questions": [["mine", "a-single"]], "seed": 1}')
    result = kata("quiz", "--pack", "mine", text="q\n")
    assert result.stdout.startswith("10 questions. ")
    with opened(home) as store:
        assert store.open_session() is None


@pytest.mark.parametrize(("options", "plan"), [("{}", "{"), ("{", '{"questions": [], "seed": 1}')])
def test_a_session_that_cannot_be_read_is_replaced(
    kata: Kata, home: Path, pack: Path, options: str, plan: str
) -> None:
    with opened(home) as store:
        store.begin_session(options, plan)
    assert kata("quiz", "--pack", "mine", text="q\n").stdout.startswith("10 questions. ")


def test_a_store_that_is_damaged_under_way_is_told_of(home: Path, pack: Path) -> None:
    """The next command sets it aside; what can be done is said."""
    only(pack, "a-single", "c-true-false")
    terminal = Terminal(home, "quiz", "--pack", "mine", "--seed", "2", "--no-confidence")
    terminal.until("Your answer, ")
    with (home / "progress.db").open("r+b") as file:
        file.write(b"x" * 40_000)
    terminal.press("1")
    told = " ".join(terminal.until("is begun.").split())
    assert "was damaged while it was in use" in told
    assert terminal.process.wait(timeout=30) == 2


@pytest.mark.parametrize("name", ["b-several", "i-line"])
def test_endless_digits_are_no_number(kata: Kata, pack: Path, name: str) -> None:
    only(pack, name)
    result = kata("quiz", "--pack", "mine", text="1" * 5000 + "\n")
    assert result.returncode == 0
    assert "The input ended here." in result.stdout


class Terminal:
    """A real terminal with the command in it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.parent, child = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, *arguments],
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # for Ctrl-C
            env={**environment(home), "TERM": "xterm-256color"},
        )
        os.close(child)
        self.rest = ""

    def until(self, text: str) -> str:
        """What is shown up to this text, and what came with it; the rest waits for the next."""
        seen = self.rest
        while text not in (plain := re.sub(r"\x1b\[[\d;]*m", "", seen)):
            assert select.select([self.parent], [], [], 60)[0], f"nothing more came after {seen!r}"
            seen += os.read(self.parent, 65536).decode("utf-8", "replace").replace("\r", "")
        self.rest = plain.partition(text)[2]
        return seen

    def press(self, keys: str) -> None:
        os.write(self.parent, keys.encode())


def test_one_key_answers_at_a_terminal(home: Path, pack: Path) -> None:
    """No Enter is needed, code is coloured, and there is time to read before the next question."""
    only(pack, "a-single", "h-output")
    terminal = Terminal(home, "quiz", "--pack", "mine", "--seed", "2")
    first = terminal.until("line.\n> ")
    assert "\x1b[" in first.partition("What is printed?")[2]
    terminal.press("a\nb\n\n")
    terminal.until("Enter skips: ")
    terminal.press("\r")
    terminal.until("Enter goes on (f flags this question, q leaves) ")
    terminal.press("\r")
    terminal.until("Your answer, 1 or 2: ")
    terminal.press("x")
    terminal.until("Press 1 or 2.")
    terminal.press("1")
    terminal.until("Enter skips: ")
    terminal.press("3")
    terminal.until("2 of 2 right.")
    assert terminal.process.wait(timeout=30) == 0
    assert [review.confidence for review in reviews(home)] == [None, 3]


def test_ctrl_c_stops_it_and_the_session_goes_on_later(kata: Kata, home: Path, pack: Path) -> None:
    only(pack, "a-single", "c-true-false")
    terminal = Terminal(home, "quiz", "--pack", "mine", "--seed", "2")
    terminal.until("Your answer, ")
    terminal.press("1")
    terminal.until("Enter skips: ")
    terminal.press("\r")
    terminal.until("q leaves) ")
    terminal.press("\x03")
    terminal.until("Stopped.")
    assert terminal.process.wait(timeout=30) == 130
    again = kata("quiz", "--pack", "mine", "--seed", "2", text="1\n\n")
    assert "it goes on with question 2 of 2" in again.stdout


def test_an_answer_counts_though_the_learner_leaves_at_the_next_question(
    kata: Kata, pack: Path, home: Path
) -> None:
    """How sure one is may stay untold; what was answered may not be lost."""
    only(pack, "a-single", "c-true-false")
    for ending in ("q\n", ""):
        result = kata("quiz", "--pack", "mine", "--cram", "--seed", "1", text=f"1\n{ending}")
        assert "of 1 right." in result.stdout
    assert [review.confidence for review in reviews(home)] == [None, None]


def test_a_number_is_asked_for_in_its_unit(kata: Kata, pack: Path, home: Path) -> None:
    only(pack, "d-number")
    result = kata("quiz", "--pack", "mine", text="2000 ms\n2 sec\n\n")
    assert "A number in seconds: 2000 ms\nType the number in seconds.\n" in result.stdout
    assert [review.answer for review in reviews(home)] == ["2 sec"]


def test_what_is_pasted_with_a_blank_line_is_one_answer(home: Path, pack: Path) -> None:
    """Its later lines must not be taken for the keys that mark it."""
    only(pack, "j-free")
    terminal = Terminal(home, "quiz", "--pack", "mine", "--no-confidence")
    terminal.until("> ")
    terminal.press("Before use.\n\nq is a queue.\n")
    terminal.until("q is a queue.\n")
    terminal.until("> ")
    terminal.press("\n")
    terminal.until("[y/n] ")
    terminal.press("y")
    terminal.until("[y/n] ")
    terminal.press("y")
    terminal.until("1 of 1 right.")
    assert terminal.process.wait(timeout=30) == 0
    assert [review.answer for review in reviews(home)] == ["Before use.\n\nq is a queue."]


def test_a_second_quiz_leaves_the_one_in_another_terminal_alone(
    kata: Kata, home: Path, pack: Path
) -> None:
    only(pack, "a-single", "c-true-false")
    terminal = Terminal(home, "quiz", "--pack", "mine", "--seed", "2")
    terminal.until("Your answer, ")
    second = kata("quiz", "--pack", "mine", "--seed", "2", text="q\n")
    assert second.stdout.startswith("2 questions. ")
    terminal.press("1")
    terminal.until("Enter skips: ")
    terminal.press("\x04")
    terminal.until("The input ended here.")
    assert terminal.process.wait(timeout=30) == 0
    assert len({review.session for review in reviews(home)}) == 1
    assert sorted(home.glob("session-*.lock")) == []

"""Katas are found by folder, read whole or refused whole, and their programs name what they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.content import katas
from grader.errors import ContentError, UserError
from grader.models import CheckInfo, Limits, Program

Make = Callable[..., Path]


def test_a_kata_is_what_its_folder_says(make_kata: Make, kata_text: str) -> None:
    text = kata_text + "limits: {seconds: 2.5, memory_mb: 512}\nsee_also: [1_threading_basic]\n"
    kata = katas.load_kata(make_kata("6_thread_with_args", text))
    assert (kata.number, kata.name, kata.level) == (6, "6_thread_with_args", 1)
    assert kata.functions == ("run_with_arg", "run_each")
    assert kata.checks == (
        CheckInfo("value_whole", "The value arrives whole", "Look at what args= is given."),
    )
    assert kata.hints[2] == "The comma makes the tuple."
    assert kata.limits == Limits(seconds=2.5, memory_mb=512)
    assert kata.see_also == ("1_threading_basic",)


def test_limits_and_see_also_may_be_left_out(make_kata: Make) -> None:
    kata = katas.load_kata(make_kata())
    assert (kata.limits, kata.see_also) == (Limits(), ())


FAULTS = [
    (
        "  - The comma makes the tuple.\n",
        "",
        'kata.yaml:12:3: "hints" needs at least 3, has 2; add 1',
    ),
    (
        "level: 1",
        "level: 0",
        'kata.yaml:4:8: "level" must be a whole number from 1 to 5, not "0"; write "level: 1"',
    ),
    (
        "id: value_whole",
        "id: Value-Whole",
        'kata.yaml:8:9: "id" must be a name in small letters, digits and underscores, '
        'not "Value-Whole"; write "id: value_whole"',
    ),
    (
        "[run_with_arg, run_each]",
        "[run-each]",
        'kata.yaml:5:13: an item of "functions" must be the name of a function, not "run-each"; '
        'write "- run_with_arg"',
    ),
    (
        "    hint: Look at what args= is given.\n",
        "",
        'kata.yaml:8:5: key "hint" is missing; add "hint: Look at what args= is given."',
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_in_a_kata_is_named(
    make_kata: Make, kata_text: str, old: str, new: str, message: str
) -> None:
    folder = make_kata(text=kata_text.replace(old, new))
    with pytest.raises(ContentError) as caught:
        katas.load_kata(folder)
    assert str(caught.value) == f"{folder}/{message}"


@pytest.mark.parametrize("name", ["deadlock", "0_deadlock", "9-deadlock", "9_Dead Lock"])
def test_a_folder_needs_a_number_and_a_name(make_kata: Make, name: str) -> None:
    folder = make_kata(name)
    with pytest.raises(ContentError) as caught:
        katas.load_kata(folder)
    assert str(caught.value) == (
        f'{folder}/kata.yaml: the folder is called "{name}"; '
        "give it a number and a name, such as 9_deadlock"
    )


def test_katas_are_listed_by_number_and_other_folders_are_none(
    make_kata: Make, tmp_path: Path
) -> None:
    for name in ("10_b", "2_c", "1_a"):
        make_kata(name)
    (tmp_path / "katas" / "__pycache__").mkdir()
    assert [kata.name for kata in katas.list_katas(tmp_path)] == ["1_a", "2_c", "10_b"]


def test_the_problems_of_all_katas_come_at_once(
    make_kata: Make, tmp_path: Path, kata_text: str
) -> None:
    make_kata("1_a", kata_text.replace("level: 1", "level: x"))
    make_kata("2_b", kata_text.replace("level: 1", "level: y"))
    make_kata("3_c")
    make_kata("3_d")
    with pytest.raises(ContentError) as caught:
        katas.list_katas(tmp_path)
    assert [Path(each.file).parent.name for each in caught.value.problems] == [
        "1_a", "2_b", "3_c", "3_d",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    [
        6,
        "6",
        "6_thread_with_args",
        "thread_with_args",
        "./6_thread_with_args.py",
        "katas/6_thread_with_args/",
    ],
)
def test_a_kata_is_found_by_number_or_name_without_reading_others(
    make_kata: Make, tmp_path: Path, wanted: int | str
) -> None:
    make_kata("1_broken", text="[")
    make_kata("6_thread_with_args")
    assert katas.find_kata(tmp_path, wanted).number == 6


UNKNOWN = [
    ("9", 'There is no kata "9".'),
    ("thread_with_arg", 'There is no kata "thread_with_arg".\nDid you mean 6_thread_with_args?'),
    ("", 'There is no kata "".'),
]


@pytest.mark.parametrize(("wanted", "begin"), UNKNOWN)
def test_an_unknown_kata_is_answered_with_those_there_are(
    make_kata: Make, tmp_path: Path, wanted: str, begin: str
) -> None:
    make_kata("1_threading_basic")
    make_kata("6_thread_with_args")
    with pytest.raises(UserError) as caught:
        katas.find_kata(tmp_path, wanted)
    assert caught.value.message == (
        f"{begin}\nThere are: 1_threading_basic, 6_thread_with_args.\n"
        "To see what each is about, type: kata list"
    )


def test_a_number_that_two_katas_share_needs_the_whole_name(
    make_kata: Make, tmp_path: Path
) -> None:
    make_kata("6_a")
    make_kata("6_b")
    with pytest.raises(UserError) as caught:
        katas.find_kata(tmp_path, 6)
    assert caught.value.message == '"6" could be 6_a and 6_b. Write the whole name.'
    assert katas.find_kata(tmp_path, "6_b").name == "6_b"


def test_programs_carry_what_their_headers_say(make_kata: Make) -> None:
    header = "# check: value_whole\n# misconception: args-not-a-tuple\n"
    folder = make_kata(
        mistakes__b=header + "\nx = 1\n",
        mistakes__a=header + "# saved as: threading.py\n\nx = 1\n",
        also_right__c="# Any comment at all.\nx = 1\n",
    )
    kata = katas.load_kata(folder)
    assert katas.mistakes(kata) == [
        Program(folder / "mistakes/a.py", "value_whole", "args-not-a-tuple", "threading.py"),
        Program(folder / "mistakes/b.py", "value_whole", "args-not-a-tuple"),
    ]
    assert katas.also_right(kata) == [Program(folder / "also_right/c.py")]


def test_a_kata_may_have_no_programs_beside_it(make_kata: Make) -> None:
    kata = katas.load_kata(make_kata())
    assert (katas.mistakes(kata), katas.also_right(kata)) == ([], [])


GOOD = "# check: value_whole\n# misconception: no-join\n"

HEADERS = [
    ("x = 1\n", [
        '1:1: the line "# check: …" is missing; add it at the top',
        '1:1: the line "# misconception: …" is missing; add it at the top',
    ]),
    ("# misconception: no-join\n\n", ['1:1: the line "# check: …" is missing; add it at the top']),
    ("# misconception: no-join\n# check: value_hole\n\n",
     ['2:1: the kata has no check "value_hole"; write value_whole']),
    ("# misconception: No Join\n# check: value_whole\n\n",
     ['1:1: "No Join" is no id of a misconception; write small letters and hyphens']),
    (GOOD + "# saved as: ../threading.py\n\n",
     ['3:1: "../threading.py" is no file name; write one such as threading.py']),
    (GOOD + "x = 1\n", ["3:1: the program begins here; put a blank line before it"]),
    (GOOD + "# check: value_whole\n\n", ['3:1: a second "# check:"; remove one of them']),
    (GOOD + "# misconseption: no-join\n\n",
     ['3:1: not a line of the header; '
      'write "# check: …", "# misconception: …", "# saved as: …" or leave it empty']),
]  # fmt: skip


@pytest.mark.parametrize(("source", "messages"), HEADERS)
def test_a_bad_header_is_named_with_its_line(
    make_kata: Make, source: str, messages: list[str]
) -> None:
    folder = make_kata(mistakes__bad=source, mistakes__good=GOOD + "\n")
    with pytest.raises(ContentError) as caught:
        katas.mistakes(katas.load_kata(folder))
    file = folder / "mistakes/bad.py"
    assert [str(each) for each in caught.value.problems] == [f"{file}:{each}" for each in messages]


def test_a_right_program_names_no_check(make_kata: Make) -> None:
    """It would be a mistake in the wrong folder."""
    folder = make_kata(also_right__bad=GOOD + "\n")
    with pytest.raises(ContentError) as caught:
        katas.also_right(katas.load_kata(folder))
    file = folder / "also_right/bad.py"
    assert [str(each) for each in caught.value.problems] == [
        f'{file}:1:1: a right program has no "# check:"; remove the line, or move the file',
        f'{file}:2:1: a right program has no "# misconception:"; remove the line, or move the file',
    ]

"""Packs are read whole, or refused with the problems of all their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.content import packs
from grader.content.builtin import content_root
from grader.errors import ContentError, UserError
from grader.models import Misconception
from grader.question import Free, Question, QuestionType, RubricPoint

PACK = "format: 1\nid: mine\ntitle: My questions\n"
MISCONCEPTIONS = """\
format: 1
misconceptions:
  - id: no-join
    belief: It will be finished by then.
    sentence: Wait before you use the results.
    katas: [1, 2]
"""
QUESTION = """\
format: 1
topic: Joining
questions:
  - id: when-to-join
    rev: 1
    type: free
    level: 1
    prompt: When should you use `join()`?
    answer: Before you use the results.
    rubric: [{text: before the results are used, weight: 2}, {text: it blocks}]
    reference: https://docs.python.org/3/library/threading.html
    misconceptions: [no-join]
    katas: [1]
"""


def write(folder: Path, **files: str) -> Path:
    """A pack of these files, each keyword a file's stem."""
    whole = {"pack": PACK, "misconceptions": MISCONCEPTIONS, "joining": QUESTION, **files}
    for stem, text in whole.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    """What is wrong with the pack, without the folder's name."""
    with pytest.raises(ContentError) as caught:
        packs.load_pack(folder)
    return [str(each).replace(f"{folder}/", "") for each in caught.value.problems]


def test_a_pack_is_what_its_files_say(tmp_path: Path) -> None:
    pack = packs.load_pack(write(tmp_path))
    assert (pack.id, pack.title) == ("mine", "My questions")
    assert pack.questions == (
        Question(
            id="when-to-join",
            rev=1,
            level=1,
            topic="Joining",
            type=QuestionType.FREE,
            prompt="When should you use `join()`?",
            body=Free(
                "Before you use the results.",
                (RubricPoint("before the results are used", 2), RubricPoint("it blocks")),
            ),
            explanation="Before you use the results.",
            reference="https://docs.python.org/3/library/threading.html",
            misconceptions=("no-join",),
            katas=(1,),
        ),
    )
    assert pack.misconceptions == (
        Misconception(
            "no-join", "It will be finished by then.", "Wait before you use the results.", (1, 2)
        ),
    )


def test_what_was_meant_is_looked_for_twenty_times(tmp_path: Path) -> None:
    """To compare each of thousands with each of thousands would take minutes."""
    names = ", ".join(f"no-joins{number}" for number in range(30))
    told = problems(write(tmp_path, joining=QUESTION.replace("[no-join]", f"[{names}]")))
    assert len(told) == 30
    assert [each.endswith('; write "no-join"') for each in told] == [True] * 20 + [False] * 10
    assert told[20].endswith(
        'there is no misconception "no-joins20"; add it to misconceptions.yaml, or remove it; '
        "kata pack misconceptions lists those that there are"
    )


@pytest.mark.parametrize(
    ("stem", "was", "place"),
    [
        ("pack", "id: mine", "pack.yaml:2:5"),
        ("misconceptions", "id: no-join", "misconceptions.yaml:3:9"),
        ("joining", "id: when-to-join", "joining.yaml:4:9"),
    ],
)
def test_an_id_has_at_most_64_characters(tmp_path: Path, stem: str, was: str, place: str) -> None:
    """It becomes the name of a folder, and is shown to people."""
    text = {"pack": PACK, "misconceptions": MISCONCEPTIONS, "joining": QUESTION}[stem]
    text = text.replace("    misconceptions: [no-join]\n", "")
    write(tmp_path, joining=QUESTION.replace("    misconceptions: [no-join]\n", ""))
    (tmp_path / f"{stem}.yaml").write_text(text.replace(was, f"id: {'x' * 64}"), "utf-8")
    packs.load_pack(tmp_path)
    (tmp_path / f"{stem}.yaml").write_text(text.replace(was, f"id: {'x' * 65}"), "utf-8")
    assert problems(tmp_path) == [f'{place}: "id" has 65 characters; write at most 64']


def test_misconceptions_are_given_by_id_and_may_be_absent(tmp_path: Path) -> None:
    assert packs.load_misconceptions(tmp_path) == {}
    assert list(packs.load_misconceptions(write(tmp_path))) == ["no-join"]


FAULTS = [
    ("misconceptions: [no-join]", "misconceptions: [no-joins]",
     'joining.yaml:12:22: there is no misconception "no-joins"; write "no-join"'),
    ("misconceptions: [no-join]", "misconceptions: [elsewhere]",
     'joining.yaml:12:22: there is no misconception "elsewhere"; '
     "add it to misconceptions.yaml, or remove it; "
     "kata pack misconceptions lists those that there are"),
    ("weight: 2", "weight: 0",
     'joining.yaml:10:58: "weight" must be a whole number from 1 to 100, not "0"; '
     'write "weight: 1"'),
    ("type: free", "type: choice", 'joining.yaml:6:11: "type" cannot be "choice"; '
     "write one of single, several, true-false, number, text, order, match, output, line, free"),
    ("https://docs", "http://docs",
     'joining.yaml:11:16: "reference" must be a link that begins with https://, '
     'not "http://docs.python.org/3/library/thread…"; '
     'write "reference: https://docs.python.org/3/library/threading.html"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_in_a_question_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert problems(write(tmp_path, joining=QUESTION.replace(old, new))) == [message]


def test_an_empty_rubric_is_refused(tmp_path: Path) -> None:
    lines = ["    rubric: []" if "rubric" in line else line for line in QUESTION.splitlines()]
    assert problems(write(tmp_path, joining="\n".join(lines))) == [
        'joining.yaml:10:13: "rubric" needs at least 1, has 0; add 1'
    ]


def test_an_id_of_another_file_is_refused(tmp_path: Path) -> None:
    """Progress is kept by id, so two questions with one id would share it."""
    folder = write(tmp_path, later=QUESTION)
    assert problems(folder) == [
        'later.yaml:4:9: id "when-to-join" is already in joining.yaml; give this one its own'
    ]


def test_the_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, pack="format: 1\nid: mine\n", joining=QUESTION.replace("rev: 1", ""))
    (folder / "more.yml").write_text(QUESTION, encoding="utf-8")
    assert problems(folder) == [
        'joining.yaml:4:5: key "rev" is missing; add "rev: 1"',
        "more.yml: not read under this name; call it more.yaml",
        'pack.yaml:1:1: key "title" is missing; add "title: Core questions"',
    ]


def test_unreadable_misconceptions_do_not_make_every_question_wrong(tmp_path: Path) -> None:
    [only] = problems(write(tmp_path, misconceptions="format: 1\nmisconceptions: ["))
    assert only.startswith("misconceptions.yaml:3:1: not valid YAML (")
    assert only.endswith("); close the quote or bracket")


def test_a_misconception_of_another_pack_may_be_named(tmp_path: Path) -> None:
    folder = write(tmp_path, misconceptions="format: 1\nmisconceptions: []\n")
    assert packs.load_pack(folder, known=["no-join"]).misconceptions == ()


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["pack.yaml: no such file; write it, or correct the name"]


def test_the_built_in_pack_keeps_its_own_rules() -> None:
    """The four interview questions, each with a full answer and a rubric worth its name."""
    pack = packs.load_pack(content_root() / "questions")
    interview = [question for question in pack.questions if question.topic == "Interview"]
    assert len(interview) >= 4
    for question in interview:
        assert 80 <= len(question.explanation.split()) <= 160, question.id
        assert 4 <= len(question.body.rubric) <= 6, question.id
        assert question.reference.startswith("https://docs.python.org/3/"), question.id


def test_content_stands_in_the_package_before_the_checkout(tmp_path: Path) -> None:
    """A wheel has it inside the package, a checkout beside it."""
    package = tmp_path / "grader"
    for root in (package / "_content", tmp_path):
        for name in ("katas", "questions"):
            (root / name).mkdir(parents=True)
    assert content_root(package) == package / "_content"
    (package / "_content" / "katas").rmdir()
    assert content_root(package) == tmp_path


def test_missing_content_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        content_root(tmp_path / "grader")
    assert caught.value.message == (
        f"The katas and questions that belong to {tmp_path / 'grader'} are not there. "
        "Install the package again: pip install --force-reinstall concurrency-katas"
    )

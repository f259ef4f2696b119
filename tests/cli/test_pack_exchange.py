"""Packs go to other programs and come from them, and a question is shown to its author."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from command import Kata

GIFT = """\
// From Moodle
$CATEGORY: $course$/top/My course/Joining

// [id:returns] [tag:level-3]
::Returns::What does join return?{
=None
~The value#It only waits.
~An error
####It waits.}

A description.

$CATEGORY: $course$/top/My course/Pack
Is it late? {T}
"""
PACK = "format: 1\nid: mine\ntitle: My course\n"
TOPIC = """\
format: 1
topic: Joining
questions:
  - id: returns
    rev: 2
    type: single
    level: 3
    prompt: What does `join` return?
    answer: none
    options:
      - {id: value, text: The value, why: It only waits., misconception: no-join}
      - {id: none, text: "`None`"}
    explanation: It waits.
    reference: https://docs.python.org/3/
    hint: Read it.
    katas: [1]
  - id: sum
    rev: 1
    type: number
    level: 1
    prompt: What is printed?
    code: |
      print(1 + 1)
    answer: 2
    tolerance: 0.5
    wrong: [{answer: 11, why: These are numbers.}]
    explanation: It adds.
    reference: https://docs.python.org/3/
    applies: {gil: on}
    verify:
      claims: [{says: guaranteed, prints: "2"}]
      witness: print(2)
  - id: word
    rev: 1
    type: text
    level: 1
    prompt: Which word?
    accept: [daemon, a daemon]
    exact: yes
    explanation: So.
    reference: https://docs.python.org/3/
    misconceptions: [no-join]
  - id: steps
    rev: 1
    type: order
    level: 1
    prompt: In which order?
    items: [{id: a, text: start}, {id: b, text: end}]
    rules: [{first: a, then: b, why: No end without a start.}]
    explanation: So.
    reference: https://docs.python.org/3/
  - id: pairs
    rev: 1
    type: match
    level: 1
    prompt: What belongs together?
    pairs: [{id: a, left: io, right: threads, why: It waits.}, {id: b, left: cpu, right: processes, why: It works.}]
    explanation: So.
    reference: https://docs.python.org/3/
  - id: why
    rev: 1
    type: free
    level: 1
    prompt: Why?
    answer: Because.
    rubric: [{text: one, weight: 2}, {text: two}]
    reference: https://docs.python.org/3/
"""  # noqa: E501


@pytest.fixture
def pack(folder: Path) -> Path:
    """A pack of one topic, with most types of questions."""
    made = folder / "mine"
    made.mkdir()
    (made / "pack.yaml").write_text(PACK, "utf-8")
    (made / "joining.yaml").write_text(TOPIC, "utf-8")
    return made


@pytest.fixture
def gift(folder: Path) -> Path:
    file = folder / "my_quiz.gift"
    file.write_text(GIFT, "utf-8")
    return file


# Export.


def test_a_pack_is_printed_as_text_and_what_it_lost_is_told_apart(kata: Kata, pack: Path) -> None:
    """Standard output has the file and nothing else."""
    done = kata("pack", "export", "mine", "--to", "gift")
    assert done.returncode == 0
    assert done.stdout.startswith("$CATEGORY: $course$/top/My course/Joining\n")
    assert done.stderr == (
        "Left out: 1 hint, 2 links to misconceptions, 1 claim about code, 1 exact: yes, "
        "1 why of a rule, 2 whys of pairs.\n"
        "Moved into the prompts: 1 premise.\n"
        "1 question of type order became matching.\n"
        "To import it in Moodle: Question bank > Import > GIFT format\n"
    )


def test_the_pack_that_comes_with_kata_has_its_id(kata: Kata) -> None:
    """Its katas stay, which is told; JSON leaves nothing else out."""
    done = kata("pack", "export", "core", "--to", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["pack"]["id"] == "core"
    assert done.stderr == "Katas are not exported: 8 katas left out.\n"


HOW = {
    "anki": "To import it in Anki: File > Import\n",
    "apkg": "To import it in Anki: File > Import\n",
    "gift": "To import it in Moodle: Question bank > Import > GIFT format\n",
    "json": "Wrote 6 questions to out.\n",
}


@pytest.mark.parametrize("form", HOW)
def test_a_file_is_written_whole_and_over_an_older_one(
    kata: Kata, folder: Path, pack: Path, form: str
) -> None:
    """It is exported again after each edit; what to do with it is told at the end."""
    (folder / "out").write_text("older")
    done = kata("pack", "export", "mine", "--to", form, "--out", "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Wrote 6 questions to out.\n")
    assert done.stderr.endswith(HOW[form])
    assert sorted(path.name for path in folder.iterdir()) == ["mine", "out"]
    if form == "apkg":
        assert zipfile.is_zipfile(folder / "out")
    else:
        assert "What does" in (folder / "out").read_text("utf-8")


def test_an_apkg_is_not_printed(kata: Kata, pack: Path) -> None:
    done = kata("pack", "export", "mine", "--to", "apkg")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "An Anki package is no text that could be printed. Name a file for it: --out mine.apkg\n"
    )


def test_without_genanki_it_is_said_how_to_get_it(
    kata: Kata, folder: Path, pack: Path, tmp_path: Path
) -> None:
    """An environment in which it cannot be imported; the file that was there stays."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "genanki.py").write_text("raise ImportError('not here')\n")
    (folder / "out.apkg").write_text("older")
    path = os.pathsep.join([str(hidden), *sys.path])
    done = kata("pack", "export", "mine", "--to", "apkg", "--out", "out.apkg", PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stderr == (
        "An .apkg is written by genanki, which is not installed. "
        'Type: pip install "concurrency-katas[anki]". '
        "Or write the text that Anki imports as well: --to anki\n"
    )
    assert (folder / "out.apkg").read_text() == "older"


EXPORTS = [
    (
        ["none", "--to", "json"],
        'There is neither a pack "none" nor a folder of this name. Packs are: core.\n',
    ),
    (
        ["cor", "--to", "json"],
        'There is neither a pack "cor" nor a folder of this name. Did you mean core? '
        "Packs are: core.\n",
    ),
    (
        ["mine", "--to", "json", "--out", "mine"],
        "mine cannot be written (it is a folder). Name another file after --out.\n",
    ),
    (
        ["mine", "--to", "json", "--out", "none/out"],
        "none/out cannot be written (No such file or directory). Name another file after --out.\n",
    ),
    (
        ["mine/pack.yaml", "--to", "json"],
        "mine/pack.yaml is a file in a pack. Name its folder: mine\n",
    ),
    (
        ["only", "--to", "json"],
        "only holds katas and no questions: it has no pack.yaml. "
        "Name a pack that has some; to see those that are installed: kata pack list\n",
    ),
    (
        ["empty", "--to", "json"],
        "The pack empty has no questions, so there is nothing to export.\n",
    ),
    (
        ["bad", "--to", "json"],
        'bad/a.yaml:1:9: "format" must be 1, not "x"; write "format: 1"\n',
    ),
]


@pytest.mark.parametrize(("words", "told"), EXPORTS)
def test_what_cannot_be_exported_is_told(
    kata: Kata, folder: Path, pack: Path, words: list[str], told: str
) -> None:
    """And what to type instead."""
    for name in ("empty", "bad"):
        (folder / name).mkdir()
        (folder / name / "pack.yaml").write_text(f"format: 1\nid: {name}\ntitle: T\n")
    (folder / "bad" / "a.yaml").write_text("format: x\ntopic: T\nquestions: [a]\n")
    (folder / "only" / "katas" / "1_a").mkdir(parents=True)
    done = kata("pack", "export", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)


# Import.


def test_a_gift_file_becomes_a_pack(kata: Kata, folder: Path, gift: Path) -> None:
    """What was lost is told with its line, and what is to be written; and it works at once."""
    done = kata("pack", "import", "my_quiz.gift")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Wrote 2 questions to my-quiz: pack.yaml, joining.yaml, pack-questions.yaml.\n"
        "Left out:\n"
        "  my_quiz.gift:11: a description, which asks nothing\n"
        "To be written by you, where TODO stands now:\n"
        '  my_quiz.gift:5: returns: the why of "An error"; the reference\n'
        '  my_quiz.gift:14: is-it-late: the why of "False"; the explanation; the reference\n'
        "Without a level in the file, and of level 2 now: 1 question.\n"
        "To check it, type:\n"
        "  kata pack check my-quiz\n"
    )
    assert (folder / "my-quiz" / "pack.yaml").read_text() == (
        "# yaml-language-server: $schema=schemas/pack.json\n"
        "format: 1\nid: my-quiz\ntitle: My course\n"
    )
    schema = json.loads((folder / "my-quiz" / "schemas" / "questions.json").read_text())
    assert schema == json.loads(kata("pack", "schema").stdout)
    assert (folder / "my-quiz" / "joining.yaml").read_text() == (
        """\
# yaml-language-server: $schema=schemas/questions.json
format: 1
topic: Joining
questions:
  - id: returns
    rev: 1
    type: single
    level: 3
    prompt: What does join return?
    answer: none
    options:
      - id: none
        text: None
      - id: the-value
        text: The value
        why: It only waits.
      - id: an-error
        text: An error
        why: 'TODO: say why this is wrong.'
    explanation: It waits.
    reference: https://example.org/TODO
"""
    )
    checked = kata("pack", "check", "my-quiz")
    told = checked.stdout.splitlines()[:-1]
    assert checked.returncode == 1
    assert all(": still to be written: " in line for line in told), checked.stdout
    assert kata("pack", "show", "returns", "--pack", "my-quiz").returncode == 0


def test_topics_are_added_to_a_pack_that_is_there(kata: Kata, pack: Path, folder: Path) -> None:
    """Its own files stay as they are; the folder around ``questions`` may be named."""
    (folder / "course").mkdir()
    pack.rename(folder / "course" / "questions")
    (folder / "a.gift").write_text("$CATEGORY: top/Late\n\nIs it late? {T}\n")
    done = kata("pack", "import", "a.gift", "course", "--level", "5")
    assert done.stdout.startswith("Wrote 1 question to course/questions: late.yaml.\n")
    files = {path.name: path.read_text() for path in (folder / "course" / "questions").iterdir()}
    assert files.keys() == {"pack.yaml", "joining.yaml", "late.yaml"}
    assert (files["pack.yaml"], files["joining.yaml"]) == (PACK, TOPIC)
    assert files["late.yaml"].startswith("format: 1\n")
    assert "level: 5\n" in files["late.yaml"]


def test_where_an_editor_finds_schemas_a_new_topic_names_its_own(kata: Kata, folder: Path) -> None:
    """As in a pack that was begun here."""
    assert kata("pack", "new", "other").returncode == 0
    (folder / "a.gift").write_text("$CATEGORY: top/Late\n\nIs it late? {T}\n")
    assert kata("pack", "import", "a.gift", "other").returncode == 0
    assert (
        (folder / "other" / "late.yaml")
        .read_text()
        .startswith("# yaml-language-server: $schema=schemas/questions.json\nformat: 1\n")
    )


def test_standard_input_is_read_where_it_is_named(kata: Kata, folder: Path) -> None:
    """Two questions of one name are told, with the id that the second one got."""
    done = kata("pack", "import", "-", text="::Late::Is it late?{T}\n\n::Late::Is it?{F}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Wrote 2 questions to questions: pack.yaml, questions.yaml.\n"
        "Under another id, because each can be had once:\n"
        '  stdin:3: late-2: an earlier question is called "late"\n'
        "To be written by you, where TODO stands now:\n"
        '  stdin:1: late: the why of "False"; the explanation; the reference\n'
        '  stdin:3: late-2: the why of "True"; the explanation; the reference\n'
        "Without a level in the file, and of level 2 now: 2 questions.\n"
        "To check it, type:\n"
        "  kata pack check questions\n"
    )
    done = kata("pack", "import", "-", text="Is it late?{TRU}\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'stdin:1:13: "TRU" is neither TRUE nor FALSE; did you mean TRUE? '
        "If it is a short answer, write =TRU\n"
        "Nothing was written.\n"
    )


def test_a_pack_that_went_out_comes_back(kata: Kata, pack: Path, folder: Path) -> None:
    """Through GIFT, with ids, revisions, levels and katas; pack check lets it pass."""
    kata("pack", "export", "mine", "--to", "gift", "--out", "mine.gift")
    done = kata("pack", "import", "mine.gift", "back")
    assert done.returncode == 0
    texts = (folder / "back" / "joining.yaml").read_text()
    assert "  - id: returns\n    rev: 2\n    type: single\n    level: 3\n" in texts
    assert "    katas: [1]\n" in texts
    checked = kata("pack", "check", "back", "--trust")
    told = [line for line in checked.stdout.splitlines()[:-1] if ".yaml:" in line]
    assert all(": still to be written: " in line for line in told), checked.stdout


IMPORTS = [
    (["none.gift"], "There is no file none.gift. To see the files here: ls\n"),
    (["mine"], "mine is a folder. Name a GIFT file: kata pack import FILE\n"),
    (
        ["bad.gift"],
        "bad.gift:1:4: this { is never closed; write } after the answers, before the blank line\n"
        "bad.gift:3:4: no answer is right; write = before the right one\n"
        "Nothing was written.\n",
    ),
    (
        ["twice.gift"],
        'twice.gift:3:1: text "a" is there twice; a learner could not tell which; write another\n'
        "Nothing was written.\n",
    ),
    (
        ["again.gift"],
        'again.gift:1:1: answer "b" is there twice; give this one its own\nNothing was written.\n',
    ),
    (
        ["my_quiz.gift", "mine"],
        "mine/joining.yaml is there already, and nothing was written. "
        "Rename or remove it, or import into another folder.\n",
    ),
    (
        ["taken.gift", "mine"],
        'taken.gift:2:1: id "returns" is already in mine/joining.yaml; give this one another\n'
        "Nothing was written.\n",
    ),
    (
        ["my_quiz.gift", "other"],
        "other is there, and is no pack: it holds no pack.yaml. Nothing was written. "
        "Name a pack's folder, or one that is not there yet.\n",
    ),
    (
        ["my_quiz.gift", "my_quiz.gift"],
        "my_quiz.gift is there, and is no pack: it holds no pack.yaml. Nothing was written. "
        "Name a pack's folder, or one that is not there yet.\n",
    ),
    (
        ["my_quiz.gift", "my_quiz.gift/new"],
        "my_quiz.gift/new cannot be written (File exists). Name another folder: "
        "kata pack import FILE FOLDER\n",
    ),
    (
        ["large.gift"],
        "large.gift: larger than 4 MiB; divide it into several files\nNothing was written.\n",
    ),
]


@pytest.mark.parametrize(("words", "told"), IMPORTS)
def test_what_cannot_be_imported_is_told_and_nothing_written(
    kata: Kata, folder: Path, pack: Path, gift: Path, words: list[str], told: str
) -> None:
    """With the place in the GIFT file."""
    (folder / "bad.gift").write_text("A? {\n\nB?{~a ~b}\n")
    (folder / "twice.gift").write_text("A?{T}\n\nB?{=a ~a#no ~b#no}\n")
    (folder / "again.gift").write_text("A?{=a =%0%b#no =%0%b#No.}\n")
    (folder / "taken.gift").write_text("$CATEGORY: Late\n::returns::A?{T}\n")
    (folder / "other").mkdir()
    (folder / "other" / "notes.txt").write_text("mine")
    with (folder / "large.gift").open("wb") as file:
        file.truncate(100 * 1024**2)
    before = sorted(folder.rglob("*"))
    done = kata("pack", "import", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == told
    assert sorted(folder.rglob("*")) == before


# Show.

SHOWN = [
    (
        "returns",
        """\
mine · returns · rev 2 · single · level 3 of 5 · Joining

What does `join` return?

  1  The value
  2  `None`

  The answer: 2  `None`

What is said of other answers:
  - The value: It only waits. [no-join]

The explanation:
  It waits.

Besides:
  - hint: Read it.
  - katas: 1

https://docs.python.org/3/
""",
    ),
    (
        "sum",
        """\
mine · sum · rev 1 · number · level 1 of 5 · Joining

Premise: with the GIL.

What is printed?

    print(1 + 1)

  The answer: 2

What is said of other answers:
  - 11: These are numbers.

The explanation:
  It adds.

Besides:
  - tolerance: 0.5

What is claimed of the code:
  - guaranteed: prints '2'

The witness:
    print(2)

https://docs.python.org/3/
""",
    ),
    (
        "word",
        """\
mine · word · rev 1 · text · level 1 of 5 · Joining

Which word?

  The answer: daemon

The explanation:
  So.

Besides:
  - accepted: daemon, a daemon
  - capitals and blanks matter
  - misconceptions: no-join

https://docs.python.org/3/
""",
    ),
    (
        "steps",
        """\
mine · steps · rev 1 · order · level 1 of 5 · Joining

In which order?

  1  start
  2  end

  A right order:
    - start
    - end

What is said of other answers:
  - start, before end: No end without a start.

The explanation:
  So.

https://docs.python.org/3/
""",
    ),
    (
        "pairs",
        """\
mine · pairs · rev 1 · match · level 1 of 5 · Joining

What belongs together?

  1  io
  2  cpu

  belongs to

    a  threads
    b  processes

  The answer:
    - io: threads
    - cpu: processes

What is said of other answers:
  - io: It waits.
  - cpu: It works.

The explanation:
  So.

https://docs.python.org/3/
""",
    ),
    (
        "why",
        """\
mine · why · rev 1 · free · level 1 of 5 · Joining

Why?

A good answer:
  Because.

The rubric:
  - one (counts 2)
  - two (counts 1)

https://docs.python.org/3/
""",
    ),
]


@pytest.mark.parametrize(("name", "text"), SHOWN)
def test_a_question_is_shown_with_all_that_is_behind_it(
    kata: Kata, pack: Path, name: str, text: str
) -> None:
    """In the author's order, and nothing is run."""
    done = kata("pack", "show", name, "--pack", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == text


def test_a_question_is_looked_for_in_all_packs(kata: Kata) -> None:
    """Where none is named."""
    done = kata("pack", "show", "when-to-join")
    assert done.returncode == 0
    assert done.stdout.startswith("core · when-to-join · rev ")


def test_of_one_id_in_several_packs_the_others_are_named(
    kata: Kata, pack: Path, folder: Path
) -> None:
    """With what to type to see theirs."""
    text = TOPIC.partition("  - id: why\n")[2].replace("Why?", "Why not?")
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "pack.yaml").write_text(f"format: 1\nid: {name}\ntitle: T\n")
        (folder / name / "a.yaml").write_text(
            f"format: 1\ntopic: T\nquestions:\n  - id: why\n{text}"
        )
        assert kata("pack", "add", name).returncode == 0
    done = kata("pack", "show", "why")
    assert done.returncode == 0
    assert done.stdout.startswith("one · why · rev 1 ")
    assert done.stderr == (
        'The pack "two" has a question of this id as well: kata pack show why --pack two\n'
    )


TESTED = """\
format: 1
topic: Printing
questions:
  - id: order
    rev: 1
    type: output
    level: 1
    prompt: What is printed?
    code: |
      import threading
      threads = [threading.Thread(target=print, args=(n,)) for n in (1, 2)]
      for thread in threads: thread.start()
    outputs: ["1\\n2", "2\\n1"]
    wrong: [{answer: "1", why: Both print.}]
    explanation: So.
    reference: https://docs.python.org/3/
    verify: {start_methods: [fork, spawn], switch_intervals: [0.005, 0.000001]}
  - id: number
    rev: 1
    type: number
    level: 1
    prompt: What is printed?
    code: print(2)
    answer: 2
    explanation: So.
    reference: https://docs.python.org/3/
"""


def test_what_only_the_answer_claims_is_shown_and_how_the_code_is_run(
    kata: Kata, pack: Path
) -> None:
    """As it will be when the pack is checked."""
    (pack / "printing.yaml").write_text(TESTED)
    done = kata("pack", "show", "order", "--pack", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(
        "What is claimed of the code:\n"
        "  - possible: prints '1\\n2' (says the answer)\n"
        "  - possible: prints '2\\n1' (says the answer)\n"
        "  - impossible: prints '1' (says the answer)\n"
        "  - impossible: prints anything else (says the answer)\n"
        "\n"
        "How it is run:\n"
        "  - start methods: fork, spawn\n"
        "  - switch intervals: 0.005, 0.000001 seconds\n"
        "  - interleaved: threads switched anywhere as well\n"
        "\n"
        "https://docs.python.org/3/\n"
    )
    done = kata("pack", "show", "number", "--pack", "mine")
    assert done.stdout.endswith(
        "What is claimed of the code:\n"
        "  - guaranteed: prints '2' (says the answer)\n"
        "\n"
        "https://docs.python.org/3/\n"
    )


def test_a_question_that_is_not_there_is_told_with_the_nearest(kata: Kata, pack: Path) -> None:
    """And a pack in which it may be broken."""
    done = kata("pack", "show", "return", "--pack", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'There is no question "return". Did you mean returns?\n'
    assert kata("pack", "show", "xyz").stderr == (
        'There is no question "xyz".\n'
        "If it is in a pack that was not added, name its folder: "
        "kata pack show xyz --pack FOLDER\n"
    )
    (pack / "bad.yaml").write_text("format: 1\n")
    done = kata("pack", "show", "xyz", "--pack", "mine")
    assert done.stderr == (
        'There is no question "xyz".\n'
        "Questions with problems cannot be shown. To see what is wrong, type:\n"
        "  kata pack check mine\n"
    )


# Schema.


def test_a_schema_is_printed_for_an_editor(kata: Kata) -> None:
    """That of questions where none is named."""
    done = kata("pack", "schema")
    assert json.loads(done.stdout)["title"] == "A file of questions: one topic of a pack"
    assert json.loads(kata("pack", "schema", "kata").stdout)["title"] == "kata.yaml: what a kata is"
    assert kata("pack", "schema", "none").returncode == 2

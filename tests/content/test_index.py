"""The index tells the same as the packs' files, and reads only those that have changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import grader
from grader.content.builtin import content_root
from grader.content.index import FILE, Index, open_index
from grader.content.packs import load_pack
from grader.errors import UserError
from grader.models import Misconception
from grader.question import Listed, Premise, QuestionType

MISCONCEPTIONS = """\
format: 1
misconceptions:
  - {id: mine-only, belief: It waits., sentence: It does not., katas: [1, 12]}
  - {id: no-join, belief: Shadowed., sentence: By the built-in one.}
"""
JOINING = """\
format: 1
topic: Joining
questions:
  - id: returns
    rev: 2
    type: true-false
    level: 3
    prompt: Does `join()` return a result?
    answer: false
    why: A Future carries a result.
    misconception: mine-only
    explanation: It returns None.
    reference: https://docs.python.org/3/library/threading.html
    misconceptions: [no-join]
    katas: [1, 12]
    applies: {since: 3.14, gil: off, platforms: [linux, macos]}
  - id: waits
    rev: 1
    type: text
    level: 1
    prompt: Which method waits for a thread?
    accept: [join]
    explanation: It does.
    reference: https://docs.python.org/3/library/threading.html
"""
LOCKS = JOINING.replace("Joining", "Locks").replace("id: returns", "id: a").replace("waits", "b")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one installed pack, "mine"."""
    write(tmp_path / "packs" / "mine")
    return tmp_path


def write(folder: Path, name: str = "mine", **files: str) -> None:
    folder.mkdir(parents=True)
    whole = {
        "pack": f'format: 1\nid: {name}\ntitle: Of {name}\nversion: "1.0"\n',
        "misconceptions": MISCONCEPTIONS,
        "joining": JOINING,
        "locks": LOCKS,
        **files,
    }
    for stem, text in whole.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")


def opened(data: Path) -> Index:
    return open_index(data / FILE, data)


def ids(index: Index, **wanted: str | int) -> list[str]:
    """The questions of the pack "mine" that are listed."""
    return [each.id for each in index.listed(**wanted) if each.pack == "mine"]  # type: ignore


def edit(data: Path, old: str, new: str) -> None:
    path = data / "packs" / "mine" / "joining.yaml"
    path.write_text(path.read_text().replace(old, new))


COMMON = """\
    rev: 1
    level: 2
    prompt: |
      What,

      then?
    explanation: Because.
    reference: https://docs.python.org/3/
"""
EVERY_TYPE = """\
format: 1
topic: Of every type
questions:
  - id: one
COMMON    type: single
    answer: none
    options:
      - {id: none, text: "no", why: Right., pinned: yes}
      - {id: result, text: 3.10, why: A Future does., misconception: mine-only}
    shuffle: no
    hint: Think.
  - id: two
COMMON    type: several
    answers: [io, sleep]
    options: [{id: io, text: I/O}, {id: sleep, text: sleep}, {id: sum, text: sum, why: It works.}]
  - id: three
COMMON    type: true-false
    answer: true
    why: It is.
  - id: four
COMMON    type: number
    answer: 2
    tolerance: 0.1
    unit: seconds
    wrong: [{answer: 4.5, why: They overlap.}]
  - id: five
COMMON    type: text
    accept: [daemon]
    exact: yes
    wrong: [{answer: deamon, why: Spelling.}]
  - id: six
COMMON    type: order
    items: [{id: a, text: first}, {id: b, text: then}, {id: c, text: any time}]
    rules: [{first: a, then: b, why: It must.}]
  - id: seven
COMMON    type: match
    pairs: [{id: a, left: x, right: y, why: So.}, {id: b, left: p, right: q, why: So.}]
    extra: [neither]
  - id: eight
COMMON    type: output
    code: |
      print("1 # é")
      print()
    outputs: ["1 # é"]
    wrong: [{answer: "1", why: It is a text.}]
    verify:
      {start_methods: [fork, spawn], switch_intervals: [0.000001], interleaved: yes, runs: 2}
  - id: nine
COMMON    type: line
    code: "import os\\nos._exit(3)"
    lines: [2]
    wrong: [{answer: 1, why: Only an import.}]
    verify: {claims: [{says: guaranteed, exits: 3}], seconds: 2, witness: "raise SystemExit(3)"}
  - id: ten
COMMON    type: free
    answer: As one would say it.
    rubric: [{text: that, weight: 2}, {text: this}]
    applies: {since: 3.11, before: 3.15, gil: on, platforms: [linux], start_method: fork}
    misconceptions: [mine-only]
    katas: [1]
""".replace("COMMON", COMMON)


def test_every_question_is_what_its_file_says(data: Path) -> None:
    """What is kept of it as text gives the same question, whatever its type."""
    (data / "packs" / "mine" / "all.yaml").write_text(EVERY_TYPE, encoding="utf-8")
    pack = load_pack(data / "packs" / "mine")
    assert {each.type for each in pack.questions} == {*QuestionType}
    with opened(data) as index:
        assert [index.question("mine", each.id) for each in pack.questions] == [*pack.questions]
        assert ids(index) == [each.id for each in pack.questions]
        assert index.titles["mine"] == pack.title == "Of mine"


def test_a_list_tells_enough_to_choose_by(data: Path) -> None:
    with opened(data) as index:
        first, second, *_ = index.listed(pack="mine")
        assert first == Listed(
            pack="mine",
            id="returns",
            rev=2,
            type=QuestionType.TRUE_FALSE,
            topic="Joining",
            level=3,
            katas=(1, 12),
            misconceptions=("no-join", "mine-only"),
            premise=Premise(since=(3, 14), gil=False, platforms=("linux", "macos")),
        )
        assert second == Listed("mine", "waits", 1, QuestionType.TEXT, "Joining", 1)


FILTERS = [
    ({}, ["returns", "waits", "a", "b"]),
    ({"topic": "Locks"}, ["a", "b"]),
    ({"kata": 12}, ["returns", "a"]),
    ({"kata": 2}, []),
    ({"misconception": "mine-only"}, ["returns", "a"]),
    ({"misconception": "mine"}, []),
    ({"pack": "mine", "topic": "Joining", "kata": 1}, ["returns"]),
    ({"pack": "other"}, []),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS)
def test_a_list_can_be_narrowed(data: Path, wanted: dict[str, str | int], found: list[str]) -> None:
    """A number or an id is found whole: 2 is not in 12, nor mine in mine-only."""
    with opened(data) as index:
        assert ids(index, **wanted) == found


def test_topics_come_in_the_order_of_the_questions(data: Path) -> None:
    with opened(data) as index:
        assert [topic for topic in index.topics() if topic in ("Locks", "Joining")] == [
            "Joining",
            "Locks",
        ]


def test_of_two_misconceptions_with_one_id_the_first_pack_s_counts(data: Path) -> None:
    write(data / "packs" / "other", "other", misconceptions=MISCONCEPTIONS.replace("waits", "goes"))
    with opened(data) as index:
        assert index.misconceptions()["mine-only"] == Misconception(
            "mine-only", "It waits.", "It does not.", (1, 12)
        )


def test_a_question_that_is_gone_is_told(data: Path) -> None:
    with opened(data) as index, pytest.raises(UserError) as caught:
        index.question("mine", "gone")
    assert caught.value.message == (
        'The question "gone" of the pack "mine" is not here: the pack was changed or removed. '
        "Your progress is kept. To see the packs, type: kata pack list"
    )


LOOK = """\
import sys
from pathlib import Path
from grader.content.index import open_index
data = Path(sys.argv[1])
with open_index(data / "questions.db", data) as index:
    print(*(each.id for each in index.listed(pack="mine")), index.titles.get("mine"))
    print(*(name for name in ("yaml", "importlib.metadata") if name in sys.modules))
"""


def look(data: Path, **environment: str) -> list[str]:
    """What a process of its own lists, and what it had to import."""
    command = [sys.executable, "-c", LOOK, str(data)]
    whole = {**os.environ, **environment}
    ran = subprocess.run(
        command, env=whole, cwd=data, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_nothing_is_read_and_little_imported_where_nothing_changed(data: Path) -> None:
    """Not even where a pack is broken: what is wrong with it is kept too."""
    write(data / "packs" / "broken", "broken", locks="format: 1")
    listed = "returns waits a b Of mine"
    assert look(data) == [listed, "yaml importlib.metadata"]
    assert look(data) == [listed, ""]


def mark(data: Path, *packs: str) -> None:
    """Give the packs other titles in the index, which stay until they are read again."""
    connection = sqlite3.connect(data / FILE)
    with connection:
        for pack in packs:
            connection.execute("UPDATE packs SET title = 'kept' WHERE id = ?", (pack,))
    connection.close()


def test_only_a_pack_that_changed_is_read_again(data: Path) -> None:
    write(data / "packs" / "other", "other")
    with opened(data):
        mark(data, "mine", "other")
    edit(data, "id: waits", "id: wait")
    with opened(data) as index:
        assert ids(index) == ["returns", "wait", "a", "b"]
        assert (index.titles["mine"], index.titles["other"]) == ("Of mine", "kept")


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_read_again(data: Path) -> None:
    """As an unpacked archive may do."""
    path = data / "packs" / "mine" / "joining.yaml"
    seen = path.stat()
    with opened(data):
        edit(data, "id: waits", "id: weits")
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with opened(data) as index:
        assert ids(index) == ["returns", "weits", "a", "b"]


def test_an_open_index_can_be_brought_up_to_date(data: Path) -> None:
    with opened(data) as index:
        (data / "packs" / "mine" / "locks.yaml").unlink()
        index.update()
        assert ids(index) == ["returns", "waits"]
        assert "Locks" not in {each.topic for each in index.listed(pack="mine")}


def test_packs_are_read_again_by_code_that_has_changed(data: Path, tmp_path: Path) -> None:
    """What another release of the package took from the files need not be right for this one."""
    package = Path(grader.__file__).parent
    copy = tmp_path / "release"
    unneeded = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, copy / "grader", ignore=unneeded)
    shutil.rmtree(copy / "grader" / "_content", ignore_errors=True)
    for name in ("katas", "questions"):
        (copy / name).mkdir()
    shutil.copy(content_root() / "questions" / "pack.yaml", copy / "questions")
    release = {"PYTHONPATH": str(copy)}
    look(data, **release)
    mark(data, "mine")
    assert look(data, **release)[0] == "returns waits a b kept"
    with (copy / "grader" / "content" / "schema.py").open("a") as file:
        file.write("\n# Another release.\n")
    assert look(data, **release)[0] == "returns waits a b Of mine"


def test_a_pack_that_is_broken_is_left_out_until_it_is_mended(data: Path) -> None:
    write(data / "packs" / "other", "other")
    edit(data, "rev: 2", "rev: 0")
    for _ in ("read", "kept"):
        with opened(data) as index:
            assert ids(index) == []
            assert len(index.listed(pack="other")) == 4
            told = [each.replace(str(data), "D") for each in index.library.problems]
            assert told[-1] == (
                "The pack in D/packs/mine is left out: D/packs/mine/joining.yaml:5:10: "
                '"rev" must be a whole number from 1 to 9999, not "0"; write "rev: 1"'
            )
    edit(data, "rev: 0", "rev: 2")
    with opened(data) as index:
        assert ids(index) == ["returns", "waits", "a", "b"]


def test_of_two_packs_with_one_id_the_first_is_asked(data: Path) -> None:
    write(data / "packs" / "twin", "mine", locks=LOCKS.replace("id: b", "id: c"))
    with opened(data) as index:
        assert ids(index) == ["returns", "waits", "a", "b"]
        assert 'Two packs have the id "mine"' in index.library.problems[-1]


def test_a_pack_that_is_removed_is_forgotten(data: Path) -> None:
    with opened(data):
        shutil.rmtree(data / "packs" / "mine")
    with opened(data) as index:
        assert ids(index) == []
    write(data / "packs" / "other", "other")
    with opened(data):
        connection = sqlite3.connect(data / FILE)
    kept = {Path(row[0]).name for row in connection.execute("SELECT folder FROM packs")}
    connection.close()
    assert kept == {"questions", "other"}


def test_a_pack_that_is_announced_later_is_found(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = data / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    with opened(data) as index:
        assert index.listed(pack="theirs") == []
    write(site / "their_pack", "theirs")
    about = site / "their_pack-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: their-pack\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[concurrency_katas.packs]\nx = their_pack\n")
    with opened(data) as index:
        assert len(index.listed(pack="theirs")) == 4


def no_database(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 1000)


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribbled_over(path: Path) -> None:
    """All but its first page."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


def of_another_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE listed; PRAGMA user_version = 99")
    connection.close()


def without_a_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE listed")
    connection.close()


DAMAGES = [no_database, cut_short, empty, scribbled_over, of_another_version, without_a_table]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_made_again(data: Path, damage: Callable[[Path], None]) -> None:
    opened(data).__exit__(None, None, None)
    damage(data / FILE)
    for _ in ("made again", "and whole"):
        with opened(data) as index:
            assert ids(index) == ["returns", "waits", "a", "b"]
            assert index.question("mine", "b").topic == "Locks"
    assert "yaml" not in look(data)[1]


def test_a_file_that_is_damaged_while_it_is_open_is_made_again(data: Path) -> None:
    with opened(data) as index:
        without_a_table(data / FILE)
        assert ids(index) == ["returns", "waits", "a", "b"]


def test_the_folder_of_the_file_is_made(data: Path) -> None:
    with open_index(data / "new" / "folder" / FILE, data) as index:
        assert ids(index) == ["returns", "waits", "a", "b"]
    assert (data / "new" / "folder" / FILE).is_file()


def test_where_there_can_be_no_file_the_index_is_in_memory(data: Path) -> None:
    """A folder of that name, or a file where its folder would be."""
    (data / FILE).mkdir()
    (data / "file").touch()
    for path in (data / FILE, data / "file" / FILE):
        with open_index(path, data) as index:
            assert ids(index) == ["returns", "waits", "a", "b"]
            index.update()
            assert ids(index) == ["returns", "waits", "a", "b"]
    assert (data / FILE).is_dir()


def test_a_file_that_another_holds_is_left_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.content.index_file.BUSY_SECONDS", 0.0)
    opened(data).__exit__(None, None, None)
    other = sqlite3.connect(data / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with opened(data) as index:
        assert ids(index) == ["returns", "waits", "a", "b"]
    other.execute("COMMIT")
    assert other.execute("SELECT count(*) FROM listed").fetchone()[0] >= 4
    other.close()


def test_several_processes_may_make_it_at_once(data: Path) -> None:
    command = [sys.executable, "-c", LOOK, str(data)]
    asked = [
        subprocess.Popen(command, cwd=data, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    told = [each.communicate()[0].splitlines()[0] for each in asked]
    assert told == ["returns waits a b Of mine"] * 4
    assert look(data) == ["returns waits a b Of mine", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are text")
def test_a_folder_s_name_need_not_be_text(tmp_path: Path) -> None:
    data = tmp_path / os.fsdecode(b"caf\xe9")
    write(data / "packs" / "mine")
    write(data / "packs" / "broken", "broken", locks="format: 1")
    for _ in ("read", "kept"):
        with opened(data) as index:
            assert ids(index) == ["returns", "waits", "a", "b"]
            assert r"caf\xe9" in index.library.problems[-1] or "caf" in index.library.problems[-1]

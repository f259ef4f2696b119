"""What the author of a content file is told: the exact text, line and column."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from grader.content import schema
from grader.content.document import read_document
from grader.content.fields import Decimal, ListOf, Record, Text, Whole
from grader.content.question_schema import QUESTIONS
from grader.errors import Problem, printable

pytestmark = pytest.mark.usefixtures("_each_loader")

SMALL = Record(
    required={"format": Whole(1, 1), "title": Text("A thread")},
    optional={
        "level": Whole(1, 5),
        "seconds": Decimal(0.1, 600, write="10"),
        "skills": ListOf(Text("join"), write="[Thread, join]", least=1, unique=""),
        "checks": ListOf(
            Record(required={"id": Text("value_whole", pattern="[a-z_]+")}, noun="a check (id)"),
            write="[{id: value_whole}]",
            unique="id",
        ),
    },
)


def problems(tmp_path: Path, text: str | bytes, kind: Record = SMALL) -> list[str]:
    """The problems of a file with this text, each without the folder's name."""
    file = tmp_path / "x.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found = sorted(read_document(file, kind).problems)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in found]


HEAD = "format: 1\ntitle: t\n"

TABLE = [
    # keys
    ("format: 1\ntitel: t\n", '2:1: unknown key "titel"; write "title"'),
    ("format: 1\n", '1:1: key "title" is missing; add "title: A thread"'),
    (
        HEAD + "colour: red\n",
        '3:1: unknown key "colour"; remove it; '
        "known are format, title, level, seconds, skills, checks",
    ),
    (HEAD + "title: u\n", '3:1: key "title" is already in line 2; remove one of them'),
    (HEAD + "[a, b]: c\n", "3:1: a key must be a single word; write it as name: value"),
    (
        "- format\n",
        '1:1: the file must be keys with values, not a list; write "format: 1" and the other keys',
    ),
    # types
    ("format: 1\ntitle: [t]\n", '2:8: "title" must be text, not a list; write "title: A thread"'),
    ("format: 1\ntitle:\n", '2:7: "title" must be text, not empty; write "title: A thread"'),
    ("format: 1\ntitle: |\n  a\n  b\n", '2:8: "title" must be one line; write it shorter'),
    (
        HEAD + "level: 6\n",
        '3:8: "level" must be a whole number from 1 to 5, not "6"; write "level: 1"',
    ),
    (
        HEAD + "level: 1.0\n",
        '3:8: "level" must be a whole number from 1 to 5, not "1.0"; write "level: 1"',
    ),
    (
        HEAD + "level: 0x1\n",
        '3:8: "level" must be a whole number from 1 to 5, not "0x1"; write "level: 1"',
    ),
    (
        HEAD + "level: '1'\n",
        '3:8: "level" must be a whole number from 1 to 5, '
        'not the quoted text "1"; write "level: 1"',
    ),
    (
        HEAD + "seconds: .inf\n",
        '3:10: "seconds" must be a number from 0.1 to 600, not ".inf"; write "seconds: 10"',
    ),
    (
        HEAD + "skills: join\n",
        '3:9: "skills" must be a list, not "join"; write "skills: [Thread, join]"',
    ),
    (
        HEAD + "skills: [{a: b}]\n",
        '3:10: an item of "skills" must be text, not keys with values; write "- join"',
    ),
    (HEAD + "skills: []\n", '3:9: "skills" needs at least 1, has 0; add 1'),
    (HEAD + "skills: [a, b, a]\n", '3:16: "a" is already in line 3; remove one of them'),
    (
        HEAD + "checks: [a]\n",
        '3:10: an item of "checks" must be a check (id), not "a"; write its keys: id',
    ),
    (
        HEAD + "checks:\n  - id: a\n  - id: a\n",
        '5:9: id "a" is already in line 4; give this one its own',
    ),
    (HEAD + "checks: [{id: A-1}]\n", '3:15: "id" must be text, not "A-1"; write "id: value_whole"'),
    ('format: 1\ntitle: "a\\e[31m"\n', "2:8: control character U+001B in a text; remove it"),
    (
        HEAD + '"\\e[31m\\nred": t\n',
        '3:1: unknown key " [31m red"; remove it; '
        "known are format, title, level, seconds, skills, checks",
    ),
    # what YAML can and content may not
    (
        "format: 1\ntitle: &a t\n",
        '2:8: anchor "&a" is not allowed; remove it, or put a text that begins so in quotes',
    ),
    (
        HEAD + "skills: [*a]\n",
        '3:10: alias "*a" is not allowed; write it out again here, '
        "or put a text that begins so in quotes",
    ),
    (
        "format: 1\ntitle: !!str t\n",
        '2:8: tag "!!str" is not allowed; remove it, or put a text that begins so in quotes',
    ),
    (
        "format: 1\ntitle: !!python/object:os.system t\n",
        '2:8: tag "!!python/object:os.system" is not allowed; remove it, '
        "or put a text that begins so in quotes",
    ),
    (
        "format: 1\ntitle: !mine t\n",
        '2:8: tag "!mine" is not allowed; remove it, or put a text that begins so in quotes',
    ),
    (
        "format: 1\ntitle: !<tag:a%1b]0;pwn%07> t\n",
        '2:8: tag "tag:a\\x1b]0;pwn\\x07" is not allowed; remove it, '
        "or put a text that begins so in quotes",
    ),
    (HEAD + "---\na: b\n", '3:1: a second document begins here; remove the "---"'),
    (
        HEAD + "<<: {level: 1}\n",
        '3:1: unknown key "<<"; remove it; known are format, title, level, seconds, skills, checks',
    ),
    # the file itself
    ("", '1:1: the file is empty; begin it with "format: 1"'),
    ("# only a comment\n", '1:1: the file is empty; begin it with "format: 1"'),
    (b"format: 1\ntitle: caf\xe9\n", "2:11: not UTF-8; save the file as UTF-8"),
    ("format: 1\ntitle: a\x07b\n", "2:9: the unprintable character U+0007; remove it"),
    (b"#" * (1024 * 1024 + 1), " larger than 1 MiB; divide it into several files"),
    ("a: " + "[" * 25, "1:23: nested deeper than 20 levels; write it flatter"),
    (
        "format: 2\nnew: things\n",
        "1:9: format 2 needs a newer concurrency-katas, this one reads format 1; "
        "type: pip install --upgrade concurrency-katas",
    ),
    ("format: 0\ntitle: t\n", '1:9: "format" must be 1, not "0"; write "format: 1"'),
]


@pytest.mark.parametrize(("text", "message"), TABLE, ids=[each[1][:60] for each in TABLE])
def test_each_fault_is_named_with_its_place_and_what_to_write(
    tmp_path: Path, text: str, message: str
) -> None:
    """One fault, one line: where it stands, what is wrong, what to write."""
    assert problems(tmp_path, text) == [f"x.yaml:{message}"]


SYNTAX = [
    ("format: 1\ntitle: a: b\n", "2:9: not valid YAML (", 'put a text that holds ": " in quotes'),
    ("format: 1\n\ttitle: t\n", "2:1: not valid YAML (", "indent with spaces, not with tabs"),
    ("format: 1\ntitle: `t`\n", "2:8: not valid YAML (", "put a text that begins with ` in quotes"),
    ('format: 1\ntitle: "t\n', "3:1: not valid YAML (", "close the quote or bracket"),
    (
        "a: [1\nb: 2\n",
        "2:2: not valid YAML (",
        "close the bracket, or put a text that holds a comma or a bracket in quotes",
    ),
    (
        "a: b\nc\nd: e\n",
        "3:1: not valid YAML (",
        'indent what stands below a "|" further than its key, here and in the line above',
    ),
    (
        "a: 'it's'\n",
        "1:8: not valid YAML (",
        "write \\\" for a quote within double quotes, '' for one within single quotes",
    ),
    (
        "a: b\n c: d\n",
        "2:",
        'put a text that holds ": " in quotes',
    ),
]


@pytest.mark.parametrize(("text", "begin", "end"), SYNTAX)
def test_broken_yaml_is_placed_and_advised_on(
    tmp_path: Path, text: str, begin: str, end: str
) -> None:
    """The parser's own words differ between the loaders; place and advice do not."""
    [problem] = problems(tmp_path, text)
    assert problem.startswith(f"x.yaml:{begin}")
    assert problem.endswith(f"; {end}")


def test_all_problems_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    """An author should not have to run the check once for each fault."""
    text = "format: 1\ntitel: &x t\nlevel: nine\nskills: [a, [b]]\nchecks:\n  - id: a\n    id: b\n"
    assert problems(tmp_path, text) == [
        'x.yaml:2:1: unknown key "titel"; write "title"',
        'x.yaml:2:8: anchor "&x" is not allowed; remove it, or put a text that begins so in quotes',
        'x.yaml:3:8: "level" must be a whole number from 1 to 5, not "nine"; write "level: 1"',
        'x.yaml:4:13: an item of "skills" must be text, not a list; write "- join"',
        'x.yaml:7:5: key "id" is already in line 6; remove one of them',
    ]


def test_a_list_that_is_too_short_is_still_read(tmp_path: Path) -> None:
    kind = Record(required={"hints": ListOf(Text("…"), write="[…]", least=3)})
    assert problems(tmp_path, "hints: [a, [b]]\n", kind) == [
        'x.yaml:1:8: "hints" needs at least 3, has 2; add 1',
        'x.yaml:1:12: an item of "hints" must be text, not a list; write "- …"',
    ]


def test_what_was_found_before_broken_yaml_is_reported_too(tmp_path: Path) -> None:
    found = problems(tmp_path, 'format: 1\ntitle: !x t\nlevel: "1\n')
    assert [each.split(": ")[0] for each in found] == ["x.yaml:2:8", "x.yaml:4:1"]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "3.10",
        "12:30",
        "1e3",
        "~",
        "null",
        "0o17",
        "2026-01-01",
        "0x1F",
        "=",
        ".5",
    ],
)
def test_a_text_is_what_the_author_wrote(tmp_path: Path, text: str) -> None:
    """YAML would take these for truth values, numbers, times, dates or nothing."""
    file = tmp_path / "x.yaml"
    file.write_text(f"format: 1\ntitle: {text}\n", encoding="utf-8")
    document = read_document(file, SMALL)
    assert (document.value["title"], document.problems) == (text, [])


def test_numbers_are_numbers_where_the_schema_wants_them(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(HEAD + "level: 3\nseconds: 2.5\n", encoding="utf-8")
    value = read_document(file, SMALL).value
    assert (value["level"], type(value["level"]), value["seconds"]) == (3, int, 2.5)


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    """Windows editors write one; columns count as if it were not there."""
    assert problems(tmp_path, b"\xef\xbb\xbfformat: 1\ntitle: t\n") == []
    assert problems(tmp_path, b"\xef\xbb\xbftitle: t\nformat: x\n") == [
        'x.yaml:2:9: "format" must be 1, not "x"; write "format: 1"'
    ]


def test_what_is_no_file_is_called_what_it_is(tmp_path: Path) -> None:
    """A folder, a pipe, a link to nothing."""
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "b")
    (tmp_path / "c").symlink_to("gone")
    told = [read_document(tmp_path / name, schema.PACK).problems for name in "abc"]
    assert [[each.message for each in problems] for problems in told] == [
        ["a folder, where a file is to be; rename it, or take it out"],
        ["neither a file nor a folder; take it out"],
        ["a link to nothing; take it out, or put the file in its place"],
    ]


def test_a_problem_is_one_harmless_line() -> None:
    """Whatever the file is called: no terminal obeys it, nor do letters turn around."""
    assert str(Problem("a\x1b[2J\nb.yaml", 3, 1, "\u202eno\u2028")) == (
        "a\\x1b[2J\\nb.yaml:3:1: \\u202eno\\u2028"
    )


def test_what_is_harmless_is_shown_as_it_is() -> None:
    """Spaces of all kinds, letters of all scripts, and what joins them; surrogates are none."""
    for text in ("a\xa0b\u202fc", "שלום", "می\u200cکنم", "👩\u200d💻", "one\ntwo"):
        assert printable(text) == text
    assert printable("\tx\r\udcff\x9b") == "    x\\r\\udcff\\x9b"


def test_a_file_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    document = read_document(tmp_path / "none.yaml", SMALL)
    assert [each.message for each in document.problems] == [
        "no such file; write it, or correct the name"
    ]


@pytest.mark.parametrize("text", ["[" * 500_000, "{a: " * 200_000, "- " * 400_000])
def test_a_hostile_file_is_left_at_the_first_level_too_deep(tmp_path: Path, text: str) -> None:
    [problem] = problems(tmp_path, text)
    assert problem.endswith("nested deeper than 20 levels; write it flatter")


def test_without_the_fast_loader_the_other_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parameter of this module's tests does what it says."""
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert not hasattr(yaml, "CSafeLoader")


def test_every_schema_asks_for_the_format(tmp_path: Path) -> None:
    for kind in (schema.KATA, schema.PACK, QUESTIONS, schema.MISCONCEPTIONS):
        assert 'x.yaml:1:1: key "format" is missing; add "format: 1"' in problems(
            tmp_path, "title: t\n", kind
        )

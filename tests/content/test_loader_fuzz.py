"""Packs and katas: whatever stands in a file or archive, only what is designed is raised."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.cohort.discovery import Wanted, find_submissions
from grader.cohort.roster import read_roster
from grader.content.archives import find_pack, unpack
from grader.content.builtin import content_root
from grader.content.installing import staged
from grader.content.katas import load_kata
from grader.content.packs import read_pack
from grader.errors import ContentError, UserError

usual = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
ROOT = content_root()
KATA = ROOT / "katas" / "6_thread_with_args"
TOPIC = next(path for path in sorted((ROOT / "questions").glob("*.yaml")) if path.stem[0] in "lst")
FILES = {
    "pack.yaml": (ROOT / "questions" / "pack.yaml").read_bytes(),
    "misconceptions.yaml": (ROOT / "questions" / "misconceptions.yaml").read_bytes()[:3_000],
    "topic.yaml": TOPIC.read_bytes()[:6_000],
}
ODD = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\t",
        b"&a ",
        b"*a",
        b"!!python/object:x ",
        b"!",
    ),
    *(b"{", b"[", b"]", b"}", b"- ", b": ", b"? ", b"|", b">", b"'", b'"', b"%YAML 1.1", b"---\n"),
    *(b"...\n", b"<<: ", b"9" * 5_000, b"2001-01-01", b".inf", b"0x1F", b"~", b"\xe2\x80\xae"),
    *(
        b"[" * 200,
        b"{a: " * 200,
        b"\n",
        b"\xc2\x85",
        b"no",
        b"12:30:45",
        b"1e999",
        b"\xf0\x9f\x98\x80",
    ),
]
numbers = st.integers(0, 100_000)
cuts = st.lists(
    st.tuples(
        st.sampled_from(["drop", "twice", "put", "byte"]), numbers, numbers, st.sampled_from(ODD)
    ),
    min_size=1,
    max_size=5,
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=6)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


def changed(data: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    for what, first, second, odd in changes:
        place = first % (len(data) + 1)
        end = place + second % 60
        match what:
            case "drop":
                data = data[:place] + data[end:]
            case "twice":
                data = data[:end] + data[place:]
            case "put":
                data = data[:place] + odd + data[place:]
            case _:
                data = data[:place] + bytes([second % 256]) + data[place + 1 :]
    return data


@contextlib.contextmanager
def pack_with(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for each, data in FILES.items():
            (Path(folder) / each).write_bytes(content if each == name else data)
        yield Path(folder)


@given(st.sampled_from(sorted(FILES)), cuts)
@usual
def test_a_pack_that_is_nearly_right(name: str, changes: list[tuple[str, int, int, bytes]]) -> None:
    """Every problem is told as one, with its file."""
    with pack_with(name, changed(FILES[name], changes)) as folder:
        for problem in read_pack(folder).problems:
            assert Path(problem.file).name in FILES
            assert str(problem).isprintable()


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=300))
@usual
def test_a_pack_of_any_bytes(name: str, content: bytes) -> None:
    """They are hardly ever a pack, and never the end of the program."""
    with pack_with(name, content) as folder:
        read_pack(folder)


@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(numbers, values), min_size=1, max_size=3),
)
@usual
def test_a_pack_with_values_of_any_type(name: str, changes: list[tuple[int, object]]) -> None:
    """Whatever stands in the place of a text, a list or a number."""
    tree = yaml.safe_load(WHOLE[name])
    for place, value in changes:
        put_somewhere(tree, place, value)
    content = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
    with pack_with(name, content) as folder:
        read_pack(folder)


WHOLE = {
    "pack.yaml": FILES["pack.yaml"],
    "misconceptions.yaml": b"misconceptions:\n- {id: a, belief: B., sentence: S., katas: [1]}\n",
    "topic.yaml": b"""\
topic: locks
questions:
- id: one
  rev: 1
  type: single
  level: 1
  prompt: What?
  answer: A
  wrong:
  - text: B
    why: No.
    misconception: a
  explanation: So it is.
""",
}


def put_somewhere(tree: object, place: int, value: object) -> None:
    """Put a value into the place that the number leads to."""
    while isinstance(tree, dict | list) and tree:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = keys[place % len(keys)]
        place //= len(keys)
        inner = tree[key]  # type: ignore[call-overload]
        if place % 3 == 0 or not isinstance(inner, dict | list) or not inner:
            tree[key] = value  # type: ignore[call-overload]
            return
        tree = inner


@given(cuts | st.binary(max_size=200))
@usual
def test_a_kata_that_is_nearly_right(changes: list[tuple[str, int, int, bytes]] | bytes) -> None:
    """A kata.yaml is read, or its problems are told."""
    whole = (KATA / "kata.yaml").read_bytes()
    content = changes if isinstance(changes, bytes) else changed(whole, changes)
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / KATA.name
        shutil.copytree(KATA, folder)
        (folder / "kata.yaml").write_bytes(content)
        with contextlib.suppress(ContentError):
            load_kata(folder)


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
        archive.writestr("6_thread_with_args.py", "def run_each(): pass\n")
    return packed.getvalue()


@given(cuts | st.binary(max_size=300))
@usual
def test_an_archive_that_is_nearly_right(
    changes: list[tuple[str, int, int, bytes]] | bytes,
) -> None:
    """As a pack, to be added; and as a submission, to be graded."""
    content = changes if isinstance(changes, bytes) else changed(zipped(), changes)
    with tempfile.TemporaryDirectory() as root:
        archive = Path(root) / "class" / "some.zip"
        archive.parent.mkdir()
        archive.write_bytes(content)
        for name in ("into", "unpacked"):
            (Path(root) / name).mkdir()
        with contextlib.suppress(UserError):
            unpack(archive, Path(root) / "into")
            find_pack(Path(root) / "into", archive)
        with contextlib.suppress(UserError), staged(archive):
            pass
        wanted = Wanted({"6_thread_with_args": "digest"})
        found = find_submissions(
            archive.parent, wanted, Path(root) / "unpacked", Path(root) / "out"
        )
        assert [each.learner for each in found.submissions] == ["some"]
        assert sorted(path.name for path in Path(root).iterdir()) == ["class", "into", "unpacked"]


@given(
    st.binary(max_size=120) | st.text(alphabet="learner,;\"'\n\r\t\0x", max_size=60).map(str.encode)
)
@usual
def test_a_roster_of_any_bytes(content: bytes) -> None:
    """It is a roster, or a message says why not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        path.write_bytes(content)
        with contextlib.suppress(UserError):
            assert read_roster(path)


def test_what_is_changed_here_was_right_before() -> None:
    """Else nothing would be looked at but its first line."""
    for name, content in WHOLE.items():
        assert yaml.safe_load(content), name
    with pack_with("topic.yaml", FILES["topic.yaml"]) as folder:
        assert read_pack(folder).placed
    assert load_kata(KATA).number == 6
    with pytest.raises(UserError):
        read_roster(KATA / "brief.md")

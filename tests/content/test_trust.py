"""What is remembered of packs, and whose code may run."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grader.content import registry
from grader.content.builtin import content_root
from grader.content.folders import open_pack
from grader.content.packfiles import digest, pack_files
from grader.content.registry import Registry, read_registry, remember
from grader.content.template import new_pack
from grader.content.trust import Code, code_in, mark_as_authored, mark_of, trusted, whole_pack
from grader.errors import UserError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with code; nobody has said yet whose it is."""
    new_pack(tmp_path / "mine", "mine", kata=101)
    return tmp_path / "mine"


def trust(folder: Path, home: Path) -> None:
    content = digest(pack_files(open_pack(folder)))
    remember(home, lambda before: before.with_trusted(content))


def test_the_code_in_a_pack_is_counted(pack: Path) -> None:
    """Its katas, and its questions with a program."""
    assert code_in(open_pack(pack)) == Code(katas=1, questions=2)
    shutil.rmtree(pack / "katas")
    (pack / "sharing.yaml").unlink()
    assert not code_in(open_pack(pack))


def test_code_is_trusted_by_its_content(pack: Path, home: Path, tmp_path: Path) -> None:
    """Wherever it stands; and no longer when a byte of it is another."""
    assert not trusted(pack, home)
    trust(pack, home)
    assert trusted(pack, home)
    shutil.copytree(pack, tmp_path / "copy")
    assert trusted(tmp_path / "copy", home)
    checks = pack / "katas" / "101_ask_all" / "checks.py"
    checks.write_text(checks.read_text("utf-8") + "\n", "utf-8")
    assert not trusted(pack, home)


def test_a_kata_is_trusted_with_its_pack(pack: Path, home: Path) -> None:
    """And a pack's questions with the katas beside them."""
    kata = pack / "katas" / "101_ask_all"
    assert (whole_pack(kata), trusted(kata, home)) == (pack, False)
    trust(pack, home)
    assert trusted(kata, home)
    (pack / "questions").mkdir()
    for file in pack.glob("*.yaml"):
        file.rename(pack / "questions" / file.name)
    for folder in (pack, pack / "questions", kata):
        assert whole_pack(folder) == pack
        assert trusted(folder, home)


def test_a_kata_without_a_pack_is_its_own_whole(pack: Path, home: Path) -> None:
    """There is nothing around it to trust."""
    kata = pack / "katas" / "101_ask_all"
    (pack / "pack.yaml").unlink()
    assert (whole_pack(kata), trusted(kata, home)) == (kata, False)
    trust(kata, home)
    assert trusted(kata, home)


def test_what_was_made_here_is_trusted_whatever_becomes_of_it(pack: Path, home: Path) -> None:
    """It is the user's own work, wherever it is moved."""
    mark_as_authored(pack, home)
    (pack / "katas" / "101_ask_all" / "checks.py").write_text("changed = True\n", "utf-8")
    assert trusted(pack, home)
    assert trusted(pack.rename(pack.with_name("moved")), home)


def test_a_copy_of_what_was_made_here_is_not_the_user_s_own(pack: Path, home: Path) -> None:
    """Others have such a copy, and may have changed it; a link to the mark is no mark either."""
    mark_as_authored(pack, home)
    copy = shutil.copytree(pack, pack.with_name("copy"))
    assert (copy / ".kata-made-here").stat().st_mtime == (pack / ".kata-made-here").stat().st_mtime
    assert (trusted(pack, home), trusted(copy, home)) == (True, False)
    (copy / ".kata-made-here").unlink()
    assert not trusted(copy, home)
    (copy / ".kata-made-here").symlink_to(pack / ".kata-made-here")
    assert not trusted(copy, home)
    (copy / ".kata-made-here").unlink()
    (copy / ".kata-made-here").write_text("x" * 1001, "utf-8")
    assert mark_of(copy) == ""


def test_what_comes_with_kata_is_trusted(home: Path) -> None:
    """All of it, and each of its katas; nothing is written for it."""
    root = content_root()
    for folder in (root, root / "questions", root / "katas" / "1_threading_basic"):
        assert trusted(folder, home)
    assert not home.exists()


def test_a_pack_without_code_needs_no_trust(pack: Path, home: Path) -> None:
    shutil.rmtree(pack / "katas")
    (pack / "sharing.yaml").unlink()
    assert trusted(pack, home)


def test_what_no_pack_may_hold_is_not_trusted(pack: Path, home: Path) -> None:
    """A link could lead to other code tomorrow."""
    trust(pack, home)
    (pack / "link").symlink_to("/etc/passwd")
    assert not trusted(pack, home)


DAMAGED = ["", "{", "[]", '{"schema": 2, "trusted": ["x"]}', "[" * 100_000, '{"schema": 1}',
           '{"schema": 1, "trusted": "x", "authored": [1], "sources": []}',
           '{"schema": 1, "authored": {"mine": 1}}',
           '{"schema": 1, "sources": {"mine": 1}}']  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_means_that_nothing_is_trusted(home: Path, text: str) -> None:
    """It costs a question, and the next thing remembered makes the file whole again."""
    home.mkdir()
    (home / "packs.json").write_text(text, "utf-8")
    assert read_registry(home) == Registry()
    remember(home, lambda before: before.with_trusted("abc"))
    assert read_registry(home) == Registry(trusted=("abc",))


def test_what_is_remembered_is_read_again(home: Path, tmp_path: Path) -> None:
    """Each thing once, and nothing else lost."""
    for _ in range(2):
        remember(home, lambda before: before.with_trusted("abc").with_authored("mark"))
        remember(home, lambda before: before.with_source("mine", tmp_path / "mine.zip"))
        remember(home, lambda before: before.with_source("other", tmp_path).without_source("other"))
    whole = Registry(("abc",), {"mark": ""}, {"mine": str(tmp_path / "mine.zip")})
    assert read_registry(home) == whole
    assert json.loads((home / "packs.json").read_text("utf-8"))["schema"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_where_there_is_no_room_nothing_is_lost(home: Path) -> None:
    """What was remembered before stays, and nothing half written is left."""
    remember(home, lambda before: before.with_trusted("abc"))
    (home / "packs.json.new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        remember(home, lambda before: before.with_trusted("def"))
    assert read_registry(home) == Registry(("abc",))
    assert {path.name for path in home.iterdir()} == {"packs.json", "packs.lock"}


def test_another_kata_is_waited_for_and_then_named(home: Path, monkeypatch) -> None:
    """Two that change packs at once would lose what one of them did."""
    monkeypatch.setattr(registry, "_SECONDS", 0.01)
    home.mkdir()
    with closing(sqlite3.connect(home / "packs.lock")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError) as caught:
            remember(home, lambda before: before.with_trusted("abc"))
    assert caught.value.message == (
        "Another kata is changing the packs. Wait for it, then try again."
    )
    assert read_registry(home) == Registry()


@pytest.mark.parametrize(
    ("blocked", "reason"),
    [("", "File exists"), ("packs.lock", "unable to open database file")],
)
def test_a_folder_that_cannot_be_written_is_told(home: Path, blocked: str, reason: str) -> None:
    """A file where the data folder is to be, or a folder where the lock is to be."""
    if blocked:
        (home / blocked).mkdir(parents=True)
    else:
        home.write_text("", "utf-8")
    with pytest.raises(UserError) as caught:
        remember(home, lambda before: before.with_trusted("abc"))
    assert caught.value.message == (
        f"Packs cannot be kept in {home} ({reason}). "
        "Name a folder that you may write to: KATA_HOME=~/katas kata …"
    )

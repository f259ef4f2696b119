"""Which files a pack is made of, and what is refused among them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.content.folders import PackFolder, open_pack
from grader.content.packfiles import MAX_BYTES, MAX_FILES, copy_files, digest, pack_files
from grader.errors import UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    write(folder, {"pack.yaml": "id: mine", "katas/1_a/kata.yaml": "title: A"})
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        pack_files(open_pack(folder))
    return caught.value.message.replace(f"{folder}", "mine")


def test_a_pack_is_all_its_files_but_caches_and_hidden_ones(folder: Path) -> None:
    """And but the schemas that an editor needs."""
    more = {"joining.yaml": "x", "pictures/race.svg": "x", "katas/1_a/mistakes/b.py": "x"}
    none = {".git/config": "x", "katas/1_a/__pycache__/b.pyc": "x", "schemas/pack.json": "x"}
    write(folder, {**more, **none})
    files = pack_files(open_pack(folder))
    assert {*files} == {"pack.yaml", "katas/1_a/kata.yaml", *more}
    assert files["katas/1_a/mistakes/b.py"] == folder / "katas" / "1_a" / "mistakes" / "b.py"


def test_questions_beside_katas_are_the_same_pack(folder: Path, tmp_path: Path) -> None:
    """Where the files stand in the author's folder makes no difference to names and hash."""
    other = tmp_path / "other"
    write(other, {"questions/pack.yaml": "id: mine", "katas/1_a/kata.yaml": "title: A"})
    one, two = pack_files(open_pack(folder)), pack_files(open_pack(other))
    assert one.keys() == two.keys()
    assert digest(one) == digest(two)


@pytest.mark.parametrize(
    "change", [{"pack.yaml": "id: mind"}, {"b.yaml": ""}, {"katas/1_a/x.py": "x"}]
)
def test_every_change_changes_the_hash(folder: Path, change: dict[str, str]) -> None:
    """Of a byte, or of a file that is empty."""
    before = digest(pack_files(open_pack(folder)))
    write(folder, change)
    assert digest(pack_files(open_pack(folder))) != before


def test_names_and_bytes_do_not_run_into_each_other(tmp_path: Path) -> None:
    """What goes over from a name to a text gives another hash."""
    write(tmp_path, {"one": "bc", "two": "c"})
    assert digest({"a": tmp_path / "one"}) != digest({"ab": tmp_path / "two"})


def test_a_copy_is_the_same_pack(folder: Path, tmp_path: Path) -> None:
    copy_files(pack_files(open_pack(folder)), tmp_path / "copy")
    copied = pack_files(open_pack(tmp_path / "copy"))
    assert digest(copied) == digest(pack_files(open_pack(folder)))


def test_a_link_is_refused(folder: Path) -> None:
    """To a file or to a folder: what is behind it could be another thing tomorrow."""
    (folder / "notes.yaml").symlink_to("/etc/passwd")
    assert refusal(folder) == (
        "mine/notes.yaml is a link. Put a copy of what it points to in its place."
    )


def test_a_name_that_cannot_be_shown_is_refused(folder: Path) -> None:
    """In a message it would forge another, or turn its letters around; other spaces are fine."""
    write(folder, {"a\u202fb.svg": "x"})
    assert "a\u202fb.svg" in pack_files(open_pack(folder))
    (folder / "a\nb\u202e.svg").write_text("x", "utf-8")
    assert refusal(folder) == (
        "The name of mine/a\\nb\u202e.svg holds a character that cannot be shown. Rename it."
    )


def test_what_is_no_file_is_refused(folder: Path) -> None:
    """A pipe would be waited for, for ever."""
    os.mkfifo(folder / "pipe")
    assert refusal(folder) == ("mine/pipe is neither a file nor a folder. Take it out of the pack.")


def test_a_large_file_is_refused(folder: Path) -> None:
    """A hundred megabytes are not read."""
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(5 * MAX_BYTES)
    assert refusal(folder) == (
        "mine is too large: with film.mp4 it is more than 20 MiB. "
        "Take out of it what is neither a question nor a kata."
    )


def test_too_many_files_are_refused(folder: Path) -> None:
    """As when someone names a home folder."""
    for number in range(MAX_FILES):
        (folder / str(number)).mkdir()
    assert refusal(folder) == (
        "mine holds more than 2000 files and folders, too many for a pack. "
        "Name the folder that pack.yaml stands in, with nothing else in it."
    )


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder that is gone, and a file that is none."""
    gone = tmp_path / "gone"
    with pytest.raises(UserError) as caught:
        pack_files(PackFolder(gone, ()))
    assert caught.value.message == (
        f"{gone} cannot be read (No such file or directory). Type: chmod -R u+rX {gone}"
    )
    with pytest.raises(UserError) as caught:
        digest({"pack.yaml": tmp_path})
    assert caught.value.message == (
        f"{tmp_path} cannot be read (Is a directory). Type: chmod -R u+rX {tmp_path}"
    )

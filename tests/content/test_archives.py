"""Zips and wheels that anybody may have made: what is honest is unpacked, the rest refused."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.content.archives import MAX_ARCHIVE, find_pack, unpack
from grader.content.packfiles import MAX_BYTES, MAX_FILES
from grader.errors import UserError

PACK = "format: 1\nid: mine\ntitle: Mine\n"
Entry = tuple[str | zipfile.ZipInfo, str | bytes]


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip of these entries, and give its path."""

    def zipped(*entries: Entry, name: str = "course.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for entry, data in entries:
                file.writestr(entry, data)
        return path

    return zipped


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def refusal(archive: Path, into: Path) -> str:
    """What is said to the user, without the folder's name; nothing came to stand outside."""
    before = {path for path in into.parent.iterdir() if path != into}
    with pytest.raises(UserError) as caught:
        unpack(archive, into)
    assert {path for path in into.parent.iterdir() if path != into} == before
    return caught.value.message.replace(f"{archive.parent}/", "")


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """An entry of a kind that is no ordinary file."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (mode | 0o644) << 16
    return entry


def test_an_honest_zip_is_unpacked(zipped, into: Path) -> None:
    """With folders in it; hidden files and what macOS adds are left out."""
    archive = zipped(
        ("pack.yaml", PACK),
        ("katas/", ""),
        ("katas/1_a/brief.md", "# A"),
        ("__MACOSX/._pack.yaml", "x"),
        (".git/config", "x"),
        ("katas/1_a/__pycache__/checks.cpython-313.pyc", b"x"),
    )
    unpack(archive, into)
    files = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}
    assert files == {"pack.yaml", "katas/1_a/brief.md"}
    assert (into / "pack.yaml").read_text("utf-8") == PACK


OUTSIDE = "would be written outside of the pack's folder"
CLIMBERS = ["../evil.yaml", "a/../../evil.yaml", "/evil.yaml", "..\\evil.yaml", "C:evil.yaml"]
REFUSED = {
    **{name: (name, OUTSIDE) for name in CLIMBERS},
    "a link": (special("link", stat.S_IFLNK), "is a link"),
    "a device": (special("device", stat.S_IFCHR), "is neither a file nor a folder"),
    "a pipe": (special("pipe", stat.S_IFIFO), "is neither a file nor a folder"),
}


@pytest.mark.parametrize(("entry", "what"), REFUSED.values(), ids=REFUSED)
def test_an_entry_that_no_pack_needs_is_refused(
    zipped, into: Path, entry: str | zipfile.ZipInfo, what: str
) -> None:
    """The whole archive is, and its honest entries are not written either."""
    archive = zipped(("pack.yaml", PACK), (entry, "/etc/passwd"))
    name = (entry if isinstance(entry, str) else entry.filename).replace("\\", "\\\\")
    assert refusal(archive, into) == (
        f"course.zip is refused: {name} in it {what}. A pack needs ordinary files only. "
        "If it is your own, zip the folder again."
    )
    assert list(into.iterdir()) == []


def test_an_encrypted_entry_is_refused(zipped, into: Path) -> None:
    """By the flag in the archive's own list."""
    archive = zipped(("pack.yaml", PACK))
    data = bytearray(archive.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    assert refusal(archive, into).startswith(
        "course.zip is refused: pack.yaml in it is encrypted. "
    )


def test_an_unusual_compression_is_refused(tmp_path: Path, into: Path) -> None:
    """Its memory could not be bounded."""
    archive = tmp_path / "course.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("pack.yaml", PACK)
    assert refusal(archive, into).startswith(
        "course.zip is refused: pack.yaml in it is compressed in an unusual way. "
    )


def test_a_name_with_control_characters_is_shown_harmless(zipped, into: Path) -> None:
    """No terminal obeys it."""
    archive = zipped(("../\x1b[31mevil", PACK))
    assert "course.zip is refused: ../\\x1b[31mevil in it" in refusal(archive, into)


def test_a_name_that_cannot_be_shown_is_refused(zipped, into: Path) -> None:
    """What turns letters around, escapes, line breaks."""
    for name in ("evil\u202elmay.yaml", "evil\x1b[31m.yaml", "a\nb.yaml"):
        shown = name.encode("unicode_escape").decode("ascii")
        assert refusal(zipped((name, PACK)), into) == (
            f"course.zip is refused: {shown} in it has a name that cannot be shown. "
            "A pack needs ordinary files only. If it is your own, zip the folder again."
        )


@pytest.mark.parametrize("name", ["x" * 300, "/".join(["x" * 200] * 30)], ids=["part", "whole"])
def test_a_name_that_is_too_long_is_refused(zipped, into: Path, name: str) -> None:
    """By the system, which knows how long one may be."""
    assert refusal(zipped((name, PACK)), into) == (
        f"course.zip is refused: {name[:60]} in it has a name that is too long. "
        "If it is your own, zip the folder again."
    )


def test_a_list_of_files_that_lies_about_its_place_is_damage(zipped, into: Path) -> None:
    """It sends whoever reads it to before the file's beginning."""
    archive = zipped(("pack.yaml", PACK))
    data = bytearray(archive.read_bytes())
    at = data.index(b"PK\x05\x06") + 12
    data[at : at + 8] = struct.pack("<II", struct.unpack_from("<I", data, at)[0], len(data))
    archive.write_bytes(data)
    told = refusal(archive, into)
    assert told.startswith("course.zip cannot be unpacked: it is damaged, or no zip (")


def test_what_inflates_too_far_is_stopped(zipped, into: Path) -> None:
    """A bomb of some kilobytes is given up at the bound."""
    half = b"\0" * (MAX_BYTES // 2)
    archive = zipped(("a.yaml", half), ("b.yaml", half), ("c.yaml", "x"))
    assert archive.stat().st_size < 100_000
    assert refusal(archive, into) == (
        "course.zip is too large: with c.yaml it is more than 20 MiB. "
        "Take out of it what is neither a question nor a kata."
    )


def test_a_header_that_lies_about_a_size_is_not_believed(zipped, into: Path) -> None:
    """The bytes are counted as they come; no more than was announced is ever written."""
    archive = zipped(("a.yaml", b"\0" * (MAX_BYTES + 1)))
    data = archive.read_bytes()
    size = struct.pack("<I", MAX_BYTES + 1)
    assert data.count(size) == 2
    archive.write_bytes(data.replace(size, struct.pack("<I", 5)))
    told = refusal(archive, into)
    assert told.startswith("course.zip cannot be unpacked: it is damaged, or no zip (")
    assert sum(path.stat().st_size for path in into.rglob("*")) <= 5


def test_too_many_files_are_refused(zipped, into: Path) -> None:
    """Before any is written."""
    archive = zipped(*((f"{n}.yaml", "") for n in range(MAX_FILES + 1)))
    assert refusal(archive, into) == (
        "course.zip holds more than 2000 files and folders, too many for a pack. "
        "Name the folder that pack.yaml stands in, with nothing else in it."
    )
    assert list(into.iterdir()) == []


def test_a_huge_archive_is_not_opened(tmp_path: Path, into: Path) -> None:
    """A hundred megabytes of anything."""
    archive = tmp_path / "course.zip"
    with archive.open("wb") as file:
        file.truncate(10 * MAX_ARCHIVE)
    assert refusal(archive, into) == (
        "course.zip is larger than 10 MiB, too large for a pack. Is it the right file?"
    )


@pytest.mark.parametrize("keep", [0.0, 0.4, 0.97], ids=["empty", "half", "nearly whole"])
def test_a_damaged_zip_says_so(zipped, into: Path, keep: float) -> None:
    """Wherever it breaks off."""
    archive = zipped(("pack.yaml", PACK), ("joining.yaml", PACK * 9))
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * keep)])
    assert refusal(archive, into) == (
        "course.zip cannot be unpacked: it is damaged, or no zip (File is not a zip file). "
        "Get it again, or name the pack's folder: kata pack add FOLDER"
    )


def test_a_flipped_bit_is_noticed(zipped, into: Path) -> None:
    """By the checksum."""
    archive = zipped((zipfile.ZipInfo("pack.yaml"), PACK))  # stored as it is
    data = archive.read_bytes().replace(b"id: mine", b"id: fine")
    archive.write_bytes(data)
    assert "it is damaged, or no zip (Bad CRC-32 for file 'pack.yaml')" in refusal(archive, into)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["pack.yaml", "pack.yaml/x"])
def test_two_things_of_one_name_are_refused(zipped, into: Path, second: str) -> None:
    """One of them would be what was looked at, and the other what is used."""
    archive = zipped(("pack.yaml", PACK), (second, "x"))
    assert refusal(archive, into) == (
        f"course.zip is refused: {second} stands in it twice. "
        "If it is your own, zip the folder again."
    )


def found(archive: Path, into: Path) -> str:
    unpack(archive, into)
    return find_pack(into, archive).relative_to(into).as_posix()


@pytest.mark.parametrize("top", ["", "course-main/"])
@pytest.mark.parametrize("inner", ["", "questions/"])
def test_the_pack_stands_at_the_top_or_in_the_only_folder(
    zipped, into: Path, top: str, inner: str
) -> None:
    """As a zipped folder has it, or one that a site made of a repository."""
    archive = zipped((f"{top}{inner}pack.yaml", PACK), (".DS_Store", "x"))
    assert found(archive, into) == (top.rstrip("/") or ".")


@pytest.mark.parametrize("names", [["a/b/pack.yaml"], ["a/pack.yaml", "b/pack.yaml"], ["x.txt"]])
def test_a_zip_without_a_pack_says_where_one_would_be(zipped, into: Path, names: list[str]) -> None:
    """Deeper, two, or none at all."""
    archive = zipped(*((name, PACK) for name in names))
    with pytest.raises(UserError) as caught:
        found(archive, into)
    assert caught.value.message == (
        f"{archive} holds no pack: there is no pack.yaml at its top, nor in a folder that is alone "
        "there. Zip the folder that pack.yaml stands in."
    )


def wheel(zipped, points: str, *packs: str) -> Path:
    return zipped(
        ("mine-1.0.dist-info/entry_points.txt", points),
        *((f"{pack}/pack.yaml", PACK) for pack in packs),
        name="mine-1.0-py3-none-any.whl",
    )


def test_a_wheel_names_its_pack_by_an_entry_point(zipped, into: Path) -> None:
    """The package that it names holds the pack.yaml."""
    points = "[console_scripts]\nx = y:z\n[concurrency_katas.packs]\nmine = mine.questions\n"
    assert found(wheel(zipped, points, "mine/questions", "other"), into) == "mine/questions"


@pytest.mark.parametrize(
    "points",
    [
        "[concurrency_katas.packs]\nmine = gone\n",
        "[concurrency_katas.packs]\nmine = ..\n",
        "[console_scripts]\nx = y:z\n",
        "no entry points at all",
    ],
)
def test_a_wheel_without_a_pack_says_what_it_needs(zipped, into: Path, points: str) -> None:
    """No entry point of ours, or one that leads nowhere."""
    archive = wheel(zipped, points, "mine")
    with pytest.raises(UserError) as caught:
        found(archive, into)
    assert caught.value.message == (
        f"{archive} names no pack: it needs an entry point in the group concurrency_katas.packs, "
        "whose value is the package that pack.yaml stands in."
    )


def test_a_wheel_of_two_packs_is_for_pip(zipped, into: Path) -> None:
    """Which one is meant cannot be told."""
    archive = wheel(zipped, "[concurrency_katas.packs]\na = one\nb = two\n", "one", "two")
    with pytest.raises(UserError) as caught:
        found(archive, into)
    assert caught.value.message == (
        f"{archive} holds 2 packs, and one is added at a time. "
        f"To have them all: pip install {archive}"
    )

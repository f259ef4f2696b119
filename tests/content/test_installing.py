"""A pack comes into its place whole, or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from grader.content import installing
from grader.content.registry import read_registry
from grader.errors import ContentError, UserError

HEAD = "format: 1\nid: mine\ntitle: {}\n"
QUESTION = """\
format: 1
topic: Joining
questions:
  - id: join-returns
    rev: 1
    type: true-false
    level: 1
    prompt: join() returns the result.
    answer: false
    why: It returns None.
    explanation: It only waits.
    reference: https://docs.python.org/3/
"""
needs_full = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no device that is always full"
)
OLD, NEW = {"pack.yaml", "joining.yaml"}, {"pack.yaml", "waiting.yaml"}

# Ends the process at the n-th time that it renames or deletes something, as a power cut would.
KILLED = """
import os, sys
from pathlib import Path
from grader.content import installing

def count(event, arguments):
    global left
    if event in ("os.rename", "os.rmdir", "os.remove", "shutil.rmtree", "os.mkdir"):
        left -= 1
        if left < 0:
            os._exit(9)

left = int(sys.argv[1])
data, source, command = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
with installing.staged(source) as new:
    sys.addaudithook(count)
    if command == "remove":
        installing.remove("mine", data)
    else:
        getattr(installing, command)(new, data)
    os._exit(0)
"""


# Lets the disk be full, as far as a process can bring that about for itself: no file may be larger.
FULL = """
import resource, sys
from pathlib import Path
from grader.content import installing

data, source, command = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
with installing.staged(source) as new:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
    try:
        getattr(installing, command)(new, data)
    except Exception as error:
        print(getattr(error, "message", error))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write(tmp_path / "old", "joining.yaml")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write(tmp_path / "new", "waiting.yaml")


def write(folder: Path, topic: str) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(HEAD.format("Mine"), "utf-8")
    (folder / topic).write_text(QUESTION, "utf-8")
    return folder


def install(source: Path, data: Path) -> None:
    with installing.staged(source) as staged:
        installing.install(staged, data)


def there(data: Path) -> set[str]:
    """The files of the installed pack."""
    return {path.name for path in installing.installed_folder(data, "mine").glob("*")}


def test_an_installed_pack_is_a_copy(old: Path, data: Path) -> None:
    """What becomes of the source later does not matter; nothing else is left in the data folder."""
    install(old, data)
    (old / "joining.yaml").unlink()
    assert there(data) == OLD
    assert {path.name for path in data.iterdir()} == {"packs", "packs.json", "packs.lock"}
    assert read_registry(data).sources == {"mine": str(old)}


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [("install", set(), NEW), ("replace", OLD, NEW), ("remove", OLD, set())],
)
def test_a_kill_leaves_the_old_pack_or_the_new_one(
    command: str,
    before: set[str],
    after: set[str],
    old: Path,
    new: Path,
    data: Path,
    tmp_path: Path,
) -> None:
    """At whatever step it comes; and whoever looks next puts away what is left lying."""
    data.mkdir()
    seen = set()
    for steps in range(100):
        if there(data) != before:
            if there(data):
                installing.remove("mine", data)
            if before:
                install(old, data)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(steps), str(data), str(new), command],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
            check=False,
        )
        installing.put_right(data)
        assert there(data) in (before, after)
        left = {path.name for path in data.iterdir()}
        assert left <= {"packs", "packs.json", "packs.json.new", "packs.lock"}
        seen.add(ended.returncode)
        if ended.returncode == 0:
            assert there(data) == after
            break
    assert seen == {0, 9}
    assert steps > 3


@pytest.mark.parametrize(
    ("command", "before", "left"),
    [("install", set(), {"packs.lock"}), ("replace", OLD, {"packs", "packs.json", "packs.lock"})],
)
def test_where_files_cannot_be_written_nothing_half_done_is_left(
    command: str, before: set[str], left: set[str], old: Path, new: Path, data: Path
) -> None:
    """What was there before is there still, and the system's own reason is told."""
    if before:
        install(old, data)
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(data), str(new), command],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == (
        f"Packs cannot be kept in {data} (File too large). "
        "Name a folder that you may write to: KATA_HOME=~/katas kata …\n"
    )
    assert there(data) == before
    assert {path.name for path in data.iterdir()} == left


@needs_full
def test_where_the_disk_is_full_nothing_is_added(old: Path, data: Path) -> None:
    """Not even when only what is remembered could not be written; and the reason is not wrapped."""
    data.mkdir()
    (data / "packs.json.new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        install(old, data)
    assert there(data) == set()
    assert {path.name for path in data.iterdir()} == {"packs", "packs.lock"}


@needs_full
def test_where_the_disk_is_full_a_pack_can_be_removed(old: Path, data: Path) -> None:
    """For that makes room; where it came from is remembered a while longer."""
    install(old, data)
    (data / "packs.json.new").symlink_to("/dev/full")
    installing.remove("mine", data)
    assert not installing.installed_folder(data, "mine").exists()
    assert read_registry(data).sources == {"mine": str(old)}
    assert {path.name for path in data.iterdir()} == {"packs", "packs.json", "packs.lock"}


def test_what_a_killed_kata_left_is_cleared_away_in_a_week(
    old: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the next one who adds a pack; and nothing that only looks similar."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    week = 7 * 24 * 3600
    for name, inner, age in (
        ("kata-staging-abcd_123", "unpacked", week + 60),
        ("kata-staging-abcd_124", "pack", week - 3600),
        ("kata-staging-abcd_125", "my-work", week + 60),
        ("kata-staging-of-mine", "pack", week + 60),
    ):
        (tmp_path / name / inner).mkdir(parents=True)
        then = time.time() - age
        os.utime(tmp_path / name, (then, then))
    (tmp_path / "kata-staging-abcd_126").symlink_to("kata-staging-of-mine")
    install(old, data)
    assert {path.name for path in tmp_path.glob("kata-staging-*")} == {
        *("kata-staging-abcd_124", "kata-staging-abcd_125", "kata-staging-abcd_126"),
        "kata-staging-of-mine",
    }


def test_of_two_who_add_the_same_only_one_does(old: Path, new: Path, data: Path) -> None:
    """The second finds it there, however long ago it looked."""
    with installing.staged(new) as later:
        install(old, data)
        with pytest.raises(UserError) as caught:
            installing.install(later, data)
    assert caught.value.message == (
        f'A pack "mine" is installed already. For what is new in {new}, type: '
        f"kata pack update mine {new}\n"
        "To have this one in its place, first: kata pack remove mine"
    )
    assert there(data) == OLD


def problems(source: Path) -> list[str]:
    with pytest.raises(ContentError) as caught, installing.staged(source):
        pass
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("inner", ["", "questions/"])
def test_problems_stand_where_the_user_wrote(old: Path, inner: str, tmp_path: Path) -> None:
    """And not in the copy; also within a zip."""
    text = QUESTION.replace("rev: 1\n", "rev: 0\n")
    (old / "joining.yaml").write_text(text + text[text.index("  - id") :], "utf-8")
    (old / "b.yaml").write_text(QUESTION, "utf-8")
    root = tmp_path / "root"
    (root / inner).parent.mkdir(exist_ok=True)
    old.rename(root / inner)
    archive = tmp_path / "course.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in (root / inner).iterdir():
            file.write(path, f"course/{inner}{path.name}")
    for source, top in ((root, root), (archive, archive / "course")):
        told = problems(source)
        assert told == [
            f'{top}/{inner}joining.yaml:4:9: id "join-returns" is already in '
            f"{top}/{inner}b.yaml; give this one its own",
            f'{top}/{inner}joining.yaml:5:10: "rev" must be a whole number from 1 to 9999, not '
            '"0"; write "rev: 1"',
            f'{top}/{inner}joining.yaml:13:9: id "join-returns" is already in '
            f"{top}/{inner}b.yaml; give this one its own",
            f'{top}/{inner}joining.yaml:13:9: id "join-returns" is already in line 4; give this '
            "one its own",
            f'{top}/{inner}joining.yaml:14:10: "rev" must be a whole number from 1 to 9999, not '
            '"0"; write "rev: 1"',
        ]


def test_a_missing_file_of_a_kata_is_told_where_it_lacks(old: Path) -> None:
    """A file that is not there has no place in the copy, and one in the source."""
    (old / "katas" / "1_a").mkdir(parents=True)
    (old / "katas" / "1_a" / "brief.md").write_text("# A", "utf-8")
    told = problems(old)
    assert f"{old}/katas/1_a/solution.py: the file is missing; write the reference" in told


def refusal(source: Path) -> str:
    with pytest.raises(UserError) as caught, installing.staged(source):
        pass
    return caught.value.message


def test_what_is_no_pack_is_told(tmp_path: Path) -> None:
    """Nothing there, a device, a folder of something else, katas without a pack."""
    gone = tmp_path / "gone"
    assert refusal(gone) == f"There is no {gone}. Name the folder, zip or wheel of a pack."
    assert refusal(Path("/dev/null")) == (
        "/dev/null is not an ordinary file. Name a pack's folder, zip or wheel."
    )
    (tmp_path / "katas" / "1_a").mkdir(parents=True)
    assert refusal(tmp_path) == (
        f"{tmp_path} holds katas and no pack.yaml. Write one in it that begins with the lines "
        "format: 1, id: … and title: …"
    )


def test_a_newer_format_says_what_to_install(old: Path) -> None:
    """Nothing else is said of such a pack."""
    (old / "pack.yaml").write_text("format: 2\nid: mine\nnew: x\n", "utf-8")
    assert problems(old) == [
        f"{old}/pack.yaml:1:9: format 2 needs a newer concurrency-katas, this one reads format 1; "
        "type: pip install --upgrade concurrency-katas"
    ]

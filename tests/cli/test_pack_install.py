"""``kata pack new``, ``add``, ``list``, ``update`` and ``remove``, as an instructor types them."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import PROGRAM

from grader.content.registry import read_registry
from grader.question import QuestionType

CODE = "This pack holds code that will run on your machine: 1 kata, 2 questions with programs."
ASKED = (
    "This pack holds code that will run on your machine: 1 kata, 2 questions with\n"
    "programs.\nTrust it? [y/N]: "
)
LOOKED = "No problem in its files so far.\n"


@pytest.fixture
def mine(kata, folder: Path) -> Path:
    """A pack that was made here: ten questions and a kata."""
    assert kata("pack", "new", "mine", "--kata").returncode == 0
    return folder / "mine"


@pytest.fixture
def theirs(mine: Path, tmp_path: Path) -> Path:
    """The same pack where nobody here wrote it."""
    shutil.copytree(mine, tmp_path / "theirs")
    return tmp_path / "theirs"


@pytest.fixture
def on_terminal(folder: Path, home: Path) -> Callable[..., tuple[int, str]]:
    """Run ``kata`` on a terminal of its own, and type; return its status and what was seen."""

    def on_terminal(*arguments: str, typed: str) -> tuple[int, str]:
        ours, its = pty.openpty()
        variables = {**os.environ, "KATA_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-P", "-c", PROGRAM, *arguments]
        with subprocess.Popen(
            command, cwd=folder, env={**variables, "COLUMNS": "80"}, stdin=its, stdout=its,
            stderr=its,
        ) as running:  # fmt: skip
            os.close(its)
            os.write(ours, typed.encode())
            seen = read_all(ours)
        return running.returncode, seen.replace("\r\n", "\n").removeprefix(typed)

    return on_terminal


def read_all(terminal: int) -> str:
    """What is written on a terminal until nobody holds it any more."""
    seen = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            part = b""
        if not part:
            os.close(terminal)
            return seen.decode()
        seen += part


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def in_words(text: str) -> str:
    """The text however its lines are broken."""
    return " ".join(text.split())


def zip_of(folder: Path) -> Path:
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as file:
        for path in folder.rglob("*"):
            file.write(path, path.relative_to(folder.parent))
    return archive


def without_mark(folder: Path) -> Path:
    (folder / ".kata-made-here").unlink()
    return folder


def without_code(folder: Path) -> Path:
    shutil.rmtree(folder / "katas")
    (folder / "sharing.yaml").unlink()
    return folder


def test_a_new_pack_says_what_to_type(kata, folder: Path) -> None:
    """To check it, and to be asked its questions; with a kata only if asked."""
    done = kata("pack", "new", "joining-threads")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Wrote joining-threads: ten questions, one of each type.\n"
        "Change them to your own in any editor, and as often as you like, type:\n"
        "  kata pack check joining-threads\n"
        "To be asked them, type:\n"
        "  kata pack add joining-threads\n"
    )
    assert {path.name for path in folder.iterdir()} == {"joining-threads"}
    made = {path.name for path in (folder / "joining-threads").glob("[!.]*")}
    assert made == {"pack.yaml", "misconceptions.yaml", "joining.yaml", "sharing.yaml", "schemas"}
    with_kata = kata("pack", "new", "other", "--kata").stdout
    assert with_kata.startswith("Wrote other: ten questions, one of each type, and a kata.\n")


def test_a_new_pack_is_well_and_is_run_without_a_question(kata, mine: Path) -> None:
    """Whoever made it here need not be asked whether they trust it."""
    done = kata("pack", "check", "mine")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("All well: 1 kata, 5 programs, 10 questions")
    added = kata("pack", "add", "mine")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout == (
        "Added My questions (mine): 10 questions, 1 kata.\n"
        "To be asked its questions, type:\n"
        "  kata quiz --pack mine\n"
        "To begin its first kata, type:\n"
        "  kata start 101\n"
    )


def test_a_new_pack_has_each_type_and_a_schema_for_each_file(mine: Path) -> None:
    """An editor finds, from each file, what may stand in it."""
    text = "".join(path.read_text("utf-8") for path in mine.glob("*.yaml"))
    assert [text.count(f"type: {each}\n") for each in QuestionType] == [1] * 10
    for path in mine.rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        _, _, schema = first.partition("# yaml-language-server: $schema=")
        assert json.loads((path.parent / schema).read_text("utf-8"))["title"]


BAD_NAMES = {
    "My Pack!": '"My Pack!" can be no pack\'s id, which has small letters, digits and hyphens. '
    "Did you mean my-pack? Type: kata pack new my-pack\n",
    "sub/My_Pack": '"My_Pack" can be no pack\'s id, which has small letters, digits and hyphens. '
    "Did you mean my-pack? Type: kata pack new sub/my-pack\n",
    "Ж": '"Ж" can be no pack\'s id, which has small letters, digits and hyphens. '
    "Did you mean my-pack? Type: kata pack new my-pack\n",
    "": "A pack needs a name. Type, for example: kata pack new my-pack\n",
    "x" * 65: "The name is too long: at most 64 letters, as in joining-threads.\n",
    "core": '"core" is the id of the pack that comes with kata. '
    "Choose another, for example: kata pack new my-core\n",
    "gone/mine": "gone/mine cannot be made (No such file or directory). "
    "Go to a folder that you may write to.\n",
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_cannot_be_is_told(kata, folder: Path, name: str) -> None:
    """With one that can, and nothing is written."""
    done = kata("pack", "new", name)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", BAD_NAMES[name])
    assert list(folder.iterdir()) == []


def test_nothing_is_ever_overwritten(kata, mine: Path) -> None:
    """What is there may be a day's work."""
    edit(mine / "pack.yaml", "title: My questions", "title: A day's work")
    done = kata("pack", "new", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "There is a mine already, and nothing was written. Choose another name; "
        "or look at what is there: kata pack check mine\n"
    )
    assert "A day's work" in (mine / "pack.yaml").read_text("utf-8")


def test_without_a_terminal_code_is_refused(kata, theirs: Path, home: Path) -> None:
    """The message names the flag, and nothing is installed."""
    done = kata("pack", "add", str(theirs))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{CODE} It was not added. If you trust those who wrote it, type:\n"
        f"  kata pack add {theirs} --trust\n"
    )
    assert not (home / "packs").exists()
    assert kata("pack", "add", str(theirs), "--trust").returncode == 0
    assert (home / "packs" / "mine" / "pack.yaml").exists()


def test_a_pack_without_code_needs_no_trust(kata, theirs: Path) -> None:
    done = kata("pack", "add", str(without_code(theirs)))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Added My questions (mine): 5 questions.\n")


def test_on_a_terminal_it_is_asked_once(on_terminal, kata, theirs: Path) -> None:
    """No is no; a yes holds for this content, also when it is added again from a zip."""
    status, seen = on_terminal("pack", "add", str(theirs), typed="n\n")
    assert (status, seen) == (2, f"{ASKED}It was not added.\n")
    status, seen = on_terminal("pack", "add", str(theirs), typed="y\n")
    assert status == 0
    assert seen.startswith(f"{ASKED}Added My questions (mine): 10 questions, 1 kata.\n")
    assert kata("pack", "remove", "mine", "--yes").returncode == 0
    assert kata("pack", "add", str(zip_of(theirs))).returncode == 0


def test_check_runs_nothing_that_is_not_trusted(kata, theirs: Path, tmp_path: Path) -> None:
    """What can be told without a run is told; then the flag is named."""
    note = tmp_path / "it-ran"
    checks = theirs / "katas" / "101_ask_all" / "checks.py"
    checks.write_text(f"open({str(note)!r}, 'w')\n" + checks.read_text("utf-8"), "utf-8")
    edit(theirs / "joining.yaml", "rev: 1", "rev: 0")
    done = kata("pack", "check", str(theirs))
    assert done.returncode == 2
    assert done.stdout == (
        f'{theirs}/joining.yaml:10:10: "rev" must be a whole number from 1 to 9999, not "0"; '
        'write "rev: 1"\n'
        "1 problem in its files.\n"
    )
    assert done.stderr == (
        f"{CODE} None of it was run. If you trust those who wrote it, type:\n"
        f"  kata pack check {theirs} --trust\n"
    )
    assert not note.exists()
    edit(theirs / "joining.yaml", "rev: 0", "rev: 1")
    well = kata("pack", "check", str(theirs))
    assert (well.returncode, well.stdout) == (2, "No problem in its files so far.\n")
    assert well.stderr == done.stderr
    assert not note.exists()
    assert kata("pack", "check", str(theirs), "--trust", "--kata", "101").returncode == 0
    assert note.exists()


def test_what_check_was_allowed_to_run_is_trusted(on_terminal, kata, theirs: Path) -> None:
    """Also to be added; and no is no."""
    status, seen = on_terminal("pack", "check", str(theirs), typed="n\n")
    assert (status, seen) == (2, f"{LOOKED}{ASKED}None of it was run.\n")
    status, seen = on_terminal("pack", "check", str(theirs), "--kata", "101", typed="y\n")
    assert (status, "All well: 1 kata, " in seen) == (0, True), seen
    assert kata("pack", "add", str(theirs)).returncode == 0


def test_what_changes_while_it_is_asked_is_not_run(
    theirs: Path, folder: Path, home: Path, tmp_path: Path
) -> None:
    """A yes is for what was there before the question."""
    note = tmp_path / "it-ran"
    checks = theirs / "katas" / "101_ask_all" / "checks.py"
    ours, its = pty.openpty()
    variables = {**os.environ, "KATA_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-P", "-c", PROGRAM, "pack", "check", str(theirs)]
    with subprocess.Popen(
        command, cwd=folder, env={**variables, "COLUMNS": "80"}, stdin=its, stdout=its, stderr=its
    ) as running:
        os.close(its)
        seen = ""
        while "Trust it? [y/N]: " not in seen:
            seen += os.read(ours, 4096).decode()
        checks.write_text(f"open({str(note)!r}, 'w')\n" + checks.read_text("utf-8"), "utf-8")
        os.write(ours, b"y\n")
        told = read_all(ours).replace("\r\n", "\n").removeprefix("y\n")
    assert running.returncode == 2
    assert in_words(told) == (
        f"{theirs} changed while you were asked, and none of it was run. "
        f"To look at it as it is now, type: kata pack check {theirs}"
    )
    assert not note.exists()
    assert read_registry(home).trusted == ()


def test_somebody_else_s_pack_in_the_place_of_one_s_own_is_asked_about(
    kata, mine: Path, theirs: Path, tmp_path: Path
) -> None:
    """Also where it was unpacked from what was once one's own, mark and all."""
    for source in (without_mark(theirs), mine):
        archive = zip_of(source).rename(tmp_path / "other.zip")
        shutil.rmtree(mine)
        with zipfile.ZipFile(archive) as file:
            file.extractall(tmp_path / "out")
        (tmp_path / "out" / source.name).rename(mine)
        done = kata("pack", "check", "mine")
        assert (done.returncode, done.stdout) == (2, LOOKED)
        assert done.stderr == (
            f"{CODE} None of it was run. If you trust those who wrote it, type:\n"
            "  kata pack check mine --trust\n"
        )
        assert kata("pack", "new", "again", "--kata").returncode == 0
        shutil.rmtree(mine)
        (mine.parent / "again").rename(mine)


def test_what_is_one_s_own_stays_so_where_it_is_moved(kata, mine: Path) -> None:
    """And is changed there."""
    (mine.parent / "course").mkdir()
    moved = mine.rename(mine.parent / "course" / "threads")
    checks = moved / "katas" / "101_ask_all" / "checks.py"
    checks.write_text(checks.read_text("utf-8") + "\n", "utf-8")
    done = kata("pack", "check", "course/threads", "--quick", "--kata", "101")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_where_there_is_no_code_nobody_is_asked(kata, theirs: Path) -> None:
    """Also where a file is wrong, or no file of a pack can be taken along."""
    (without_code(theirs) / "link").symlink_to("/etc/passwd")
    done = kata("pack", "check", str(theirs))
    assert (done.returncode, done.stderr) == (0, "")
    edit(theirs / "joining.yaml", "rev: 1", "rev: 0")
    done = kata("pack", "check", str(theirs))
    assert (done.returncode, done.stderr) == (1, "")


def test_what_was_checked_is_trusted_as_a_zip_as_well(kata, mine: Path) -> None:
    """As it was checked last, and not as it was before."""
    before = zip_of(mine).rename(mine.with_name("before.zip"))
    edit(mine / "katas" / "101_ask_all" / "checks.py", "def test_in_order", "\ndef test_in_order")
    for _ in range(2):
        assert kata("pack", "check", "mine", "--quick", "--kata", "101").returncode == 0
    assert kata("pack", "add", str(before)).returncode == 2
    assert kata("pack", "add", str(zip_of(mine))).returncode == 0


def test_a_changed_pack_is_told_apart(kata, mine: Path, home: Path) -> None:
    """Who changes what is installed has not been trusted with it."""
    assert kata("pack", "add", "mine").returncode == 0
    (home / "packs" / "mine" / "katas" / "101_ask_all" / "checks.py").write_text("x = 1\n", "utf-8")
    assert "Its code is not trusted, and does not run." in kata("pack", "list").stdout
    [_, told] = json.loads(kata("pack", "list", "--json").stdout)["packs"]
    assert told["trusted"] is False


def test_the_list_tells_what_is_here(kata, mine: Path, home: Path) -> None:
    """Built in and added; as text and as JSON."""
    assert kata("pack", "add", "mine").returncode == 0
    told = in_words(kata("pack", "list").stdout)
    assert told.startswith("core Threads and processes in Python ")
    assert told.endswith(
        " questions, 8 katas; comes with kata "
        f"mine My questions 1.0 10 questions, 1 kata; trusted; added from {mine}"
    )
    document = json.loads(kata("pack", "list", "--json").stdout)
    assert (document["schema"], document["problems"]) == (1, [])
    assert document["packs"][0]["trusted"] is True
    assert document["packs"][1] == {
        "id": "mine",
        "title": "My questions",
        "version": "1.0",
        "questions": 10,
        "katas": 1,
        "origin": "installed",
        "trusted": True,
        "folder": str(home / "packs" / "mine"),
        "source": str(mine),
    }


def test_a_broken_pack_takes_no_other_down(kata, mine: Path, home: Path) -> None:
    """It is told on standard error, and can be removed."""
    assert kata("pack", "add", "mine").returncode == 0
    (home / "packs" / "mine" / "pack.yaml").write_text("format: 2\n", "utf-8")
    done = kata("pack", "list")
    assert done.returncode == 0
    assert done.stdout.startswith("core  ")
    assert "mine" not in done.stdout
    assert "format 2 needs a newer concurrency-katas" in done.stderr
    assert kata("pack", "remove", "mine", "--yes").returncode == 0
    assert kata("pack", "list").stderr == ""


@pytest.mark.parametrize("closed", [".", "mine", "mine/pack.yaml", "mine/katas", "mine.zip"])
def test_what_may_not_be_read_is_told(mine: Path, home: Path, closed: str) -> None:
    """The pack's folder, something in it, the folder around it, or a zip."""
    source = zip_of(mine) if closed == "mine.zip" else mine
    path = mine.parent / closed
    mode = path.stat().st_mode
    # The superuser reads everything, unless without the right to pass permissions over.
    who = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*who, sys.executable, "-P", "-c", PROGRAM, "pack", "add", str(source)]
    variables = {"KATA_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    path.chmod(0)
    try:
        done = subprocess.run(
            command, cwd=home, env=os.environ | variables, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
    finally:
        path.chmod(mode)
    told = source if closed == "." else path
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{told} cannot be read (Permission denied). Type: chmod -R u+rX {told}\n"


def test_an_id_can_be_had_once(kata, mine: Path, theirs: Path, home: Path) -> None:
    """Not that of an installed pack, nor that of the content that comes with kata."""
    assert kata("pack", "add", "mine").returncode == 0
    done = kata("pack", "add", str(theirs))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'A pack "mine" is installed already. For what is new in {theirs}, type: '
        f"kata pack update mine {theirs}\n"
        "To have this one in its place, first: kata pack remove mine\n"
    )
    edit(theirs / "pack.yaml", "id: mine", "id: core")
    done = kata("pack", "add", str(theirs))
    assert done.stderr == (
        '"core" is the id of the pack that comes with kata. '
        f"Give the one in {theirs} another: id, in its pack.yaml.\n"
    )
    assert {path.name for path in (home / "packs").iterdir()} == {"mine"}


def test_a_new_pack_s_kata_has_a_number_of_its_own(kata, mine: Path, folder: Path) -> None:
    """The first that no pack here has, in the folder's name and in what a learner reads."""
    assert kata("pack", "add", "mine").returncode == 0
    assert kata("pack", "new", "other", "--kata").returncode == 0
    own = folder / "other" / "katas" / "102_ask_all"
    assert (own / "brief.md").read_text("utf-8").startswith("# Kata 102: ask all at once\n")
    assert '"""Kata 102: ask' in (own / "starter.py").read_text("utf-8")
    assert "from 101 on" in (own / "kata.yaml").read_text("utf-8")
    added = kata("pack", "add", "other")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.endswith("To begin its first kata, type:\n  kata start 102\n")
    assert "Wrote 102_ask_all.py." in kata("start", "102").stdout


def test_two_packs_cannot_have_katas_of_one_number(kata, mine: Path, theirs: Path, home) -> None:
    """Nor get them by an update; the pack and a number that is free are told."""
    edit(theirs / "pack.yaml", "id: mine", "id: theirs")
    shutil.copytree(theirs / "katas" / "101_ask_all", theirs / "katas" / "102_ask_more")
    assert kata("pack", "add", "mine").returncode == 0
    done = kata("pack", "add", str(theirs), "--trust")
    told = (
        f"{theirs}/katas/101_ask_all/kata.yaml: number 101 belongs to 101_ask_all of the pack "
        '"mine"; rename this folder to 103_ask_all\n'
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{told}It was not added.\n")
    (theirs / "katas" / "101_ask_all").rename(theirs / "katas" / "103_ask_all")
    assert kata("pack", "add", str(theirs), "--trust").returncode == 0
    (theirs / "katas" / "103_ask_all").rename(theirs / "katas" / "101_ask_all")
    done = kata("pack", "update", "theirs", "--trust")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{told}It was not updated.\n")
    assert (home / "packs" / "theirs" / "katas" / "103_ask_all").is_dir()
    edit(mine / "katas" / "101_ask_all" / "brief.md", "status page", "page")
    assert kata("pack", "update", "mine").returncode == 0


def test_a_pack_that_pip_installed_stays_with_pip(kata, mine: Path, tmp_path: Path) -> None:
    """It is listed, and neither added again, updated nor removed here."""
    site = tmp_path / "site"
    shutil.copytree(mine, site / "their_pack")
    about = site / "their_pack-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: their-pack\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[concurrency_katas.packs]\nmine = their_pack\n")
    path = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    assert in_words(kata("pack", "list", **path).stdout).endswith(
        "mine My questions 1.0 10 questions, 1 kata; installed by pip: their-pack "
        "Its code is not trusted, and does not run. To check it, and to be asked, type: "
        f"kata pack check {site}/their_pack"
    )
    told = [
        kata("pack", *words, **path).stderr
        for words in (["add", "mine"], ["update", "mine"], ["remove", "mine"])
    ]
    assert told == [
        'A pack "mine" is here already, installed by pip. To bring it up to date, type: '
        "pip install --upgrade their-pack\n",
        'The pack "mine" was installed by pip. Type: pip install --upgrade their-pack\n',
        'The pack "mine" was installed by pip. Type: pip uninstall their-pack\n',
    ]


def test_no_terminal_obeys_what_others_called_their_things(
    kata, mine: Path, tmp_path: Path
) -> None:
    """Titles, distributions and entry points of others, and files in their packs."""
    edit(mine / "pack.yaml", "title: My questions", "title: My \u202equestions")
    assert kata("pack", "add", "mine").returncode == 0
    site = tmp_path / "site"
    about = site / "their_pack-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: a\x1b[2Jb\n well\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[concurrency_katas.packs]\nx = b\x1b]0;pwn\x07\n")
    path = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    done = kata("pack", "list", **path)
    assert "\nmine  My \\u202equestions 1.0\n" in done.stdout
    assert done.stderr == (
        "The pack of a\\x1b[2Jb well is left out: its entry point names "
        '"b\\x1b]0;pwn\\x07", and there is no such package. Install it again: '
        "pip install --force-reinstall a\\x1b[2Jb well\n"
    )
    (mine / "\x1b[2J.yaml").write_text("", "utf-8")
    assert kata("pack", "check", "mine", "--kata", "101", "--quick").stderr == (
        "The name of mine/\\x1b[2J.yaml holds a character that cannot be shown. Rename it.\n"
    )


def test_an_update_tells_what_is_new(kata, mine: Path, home: Path) -> None:
    """From where the pack was added, without naming it again."""
    assert kata("pack", "add", "mine").returncode == 0
    done = kata("pack", "update", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"mine is up to date: nothing has changed in {mine}.\n"
    edit(mine / "joining.yaml", "id: two-that-sleep", "id: two-that-sleep-long")
    edit(mine / "sharing.yaml", "What does this program print?", "What will be printed?")
    done = kata("pack", "update", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Updated My questions (mine). Your progress is kept.\n"
        "  added: two-that-sleep-long\n"
        "  changed: counted-with-a-lock\n"
        "  removed: two-that-sleep\n"
        "If two-that-sleep-long is two-that-sleep under a new name, keep the old id: its history "
        "stays with the id.\n"
    )
    installed = (home / "packs" / "mine" / "sharing.yaml").read_text("utf-8")
    assert "What will be printed?" in installed
    edit(mine / "katas" / "101_ask_all" / "brief.md", "status page", "page")
    assert kata("pack", "update", "mine").stdout == (
        "Updated My questions (mine). Your progress is kept.\n  Its questions are the same.\n"
    )


def test_of_several_ids_that_came_and_went_it_is_told_which_to_keep(kata, mine: Path) -> None:
    """Which is which cannot be known."""
    assert kata("pack", "add", "mine").returncode == 0
    edit(mine / "joining.yaml", "id: two-that-sleep", "id: two-that-sleep-long")
    edit(mine / "sharing.yaml", "id: counted-with-a-lock", "id: counted")
    assert kata("pack", "update", "mine").stdout == (
        "Updated My questions (mine). Your progress is kept.\n"
        "  added: two-that-sleep-long, counted\n"
        "  removed: two-that-sleep, counted-with-a-lock\n"
        "If one that was added is one that was removed under a new name, keep the old id: its "
        "history stays with the id.\n"
    )


def test_an_update_with_another_answer_needs_another_rev(kata, mine: Path, home: Path) -> None:
    """All such questions are told; with a new rev, or by force, it is done."""
    assert kata("pack", "add", "mine").returncode == 0
    edit(mine / "joining.yaml", "answer: false\n", "answer: true\n")
    edit(mine / "joining.yaml", "answer: 2\n", "answer: 3\n")
    done = kata("pack", "update", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'{mine}/joining.yaml:36:10: the answer of "daemon-finishes-its-work" changed, and its rev '
        "did not; write rev: 2\n"
        f'{mine}/joining.yaml:96:10: the answer of "two-that-sleep" changed, and its rev did not; '
        "write rev: 2\n"
        "It was not updated: as it is, what learners answered before would count for another "
        "question. To update all the same: kata pack update mine --force\n"
    )
    assert "answer: false" in (home / "packs" / "mine" / "joining.yaml").read_text("utf-8")
    assert kata("pack", "update", "mine", "--force").returncode == 0
    assert "answer: true" in (home / "packs" / "mine" / "joining.yaml").read_text("utf-8")


def test_an_update_by_force_is_from_the_same_place(kata, mine: Path, theirs: Path) -> None:
    """The command that is told names it, and does what it says."""
    assert kata("pack", "add", "mine").returncode == 0
    edit(theirs / "joining.yaml", "answer: 2\n", "answer: 3\n")
    done = kata("pack", "update", "mine", str(theirs))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'{theirs}/joining.yaml:96:10: the answer of "two-that-sleep" changed, and its rev did '
        "not; write rev: 2\n"
        "It was not updated: as it is, what learners answered before would count for another "
        f"question. To update all the same: kata pack update mine {theirs} --force\n"
    )


def test_an_update_with_new_code_asks_again(kata, theirs: Path) -> None:
    """What was trusted was the content, and not whoever it came from."""
    assert kata("pack", "add", str(theirs), "--trust").returncode == 0
    edit(theirs / "katas" / "101_ask_all" / "checks.py", "def test_in_order", "\ndef test_in_order")
    done = kata("pack", "update", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{CODE} It was not updated. If you trust those who wrote it, type:\n"
        "  kata pack update mine --trust\n"
    )
    assert kata("pack", "update", "mine", "--trust").returncode == 0


def test_an_update_from_elsewhere_must_be_the_same_pack(kata, mine: Path, theirs: Path) -> None:
    """By its id; and where the first source is gone, another can be named."""
    assert kata("pack", "add", "mine").returncode == 0
    archive = zip_of(without_code(theirs))
    shutil.rmtree(mine)
    done = kata("pack", "update", "mine")
    assert done.stderr == f"There is no {mine}. Name the folder, zip or wheel of a pack.\n"
    done = kata("pack", "update", "mine", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
    edit(theirs / "pack.yaml", "id: mine", "id: other")
    done = kata("pack", "update", "mine", str(theirs))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'{theirs} holds the pack "other", not "mine". '
        f"To add it beside, type: kata pack add {theirs}\n"
    )


def test_a_forgotten_source_is_asked_for(kata, mine: Path, home: Path) -> None:
    """As when the file of what is remembered is gone."""
    assert kata("pack", "add", "mine").returncode == 0
    (home / "packs.json").unlink()
    done = kata("pack", "update", "mine")
    assert (done.returncode, done.stderr) == (
        2,
        'It is not known any more where "mine" was added from. '
        "Name it: kata pack update mine FOLDER\n",
    )


def test_a_damaged_pack_is_put_right_by_an_update(kata, mine: Path, home: Path) -> None:
    """Nothing of it can be compared."""
    assert kata("pack", "add", "mine").returncode == 0
    (home / "packs" / "mine" / "pack.yaml").unlink()
    assert kata("pack", "update", "mine").returncode == 0
    assert (home / "packs" / "mine" / "pack.yaml").is_file()


def test_a_removed_pack_can_come_back(on_terminal, kata, mine: Path, home: Path) -> None:
    """It is asked first; without a terminal, the flag is named."""
    assert kata("pack", "add", "mine").returncode == 0
    done = kata("pack", "remove", "mine")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'Nobody can be asked here whether to remove "mine". '
        "If you mean it, type: kata pack remove mine --yes\n"
    )
    question = 'Remove "mine"? Your progress is kept. [y/N]: '
    status, seen = on_terminal("pack", "remove", "mine", typed="\n")
    assert (status, seen) == (0, f"{question}It was not removed.\n")
    assert (home / "packs" / "mine").is_dir()
    status, seen = on_terminal("pack", "remove", "mine", typed="y\n")
    assert status == 0
    assert seen.startswith(f"{question}Removed mine. ")
    assert not (home / "packs" / "mine").exists()
    assert kata("pack", "add", "mine").returncode == 0
    assert kata("pack", "remove", "mine", "--yes").stdout == (
        "Removed mine. Your progress is kept, and is there again when you add the pack:\n"
        f"  kata pack add {mine}\n"
    )


def test_a_pack_that_is_not_there_is_told(kata, mine: Path) -> None:
    """With the one that was meant; a path is no id, and what comes with kata stays."""
    none = 'There is no pack "mine" to remove: none was added. To see all: kata pack list\n'
    assert kata("pack", "remove", "mine", "--yes").stderr == none
    assert kata("pack", "add", "mine").returncode == 0
    assert kata("pack", "remove", "mime", "--yes").stderr == (
        'There is no pack "mime" to remove.\n'
        "Did you mean mine? Type: kata pack remove mine\n"
        "There are: mine.\n"
    )
    assert kata("pack", "update", "../packs/mine").stderr == (
        'There is no pack "../packs/mine" to update.\nThere are: mine.\n'
    )
    done = kata("pack", "remove", "core", "--yes")
    assert (done.returncode, done.stderr) == (
        2,
        'The pack "core" comes with kata, and stays with it. To bring it up to date, type: '
        "pip install --upgrade concurrency-katas\n",
    )


def test_problems_of_a_zip_are_told_and_nothing_is_installed(kata, theirs: Path, home) -> None:
    """Within the zip, by the names that they have there."""
    edit(theirs / "joining.yaml", "rev: 1", "rev: one")
    archive = zip_of(theirs)
    done = kata("pack", "add", str(archive), "--trust")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'{archive}/theirs/joining.yaml:10:10: "rev" must be a whole number from 1 to 9999, not '
        '"one"; write "rev: 1"\n'
    )
    assert not (home / "packs").exists()

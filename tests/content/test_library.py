"""Packs are found wherever they may be, and one that is broken does not hide the others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.content.builtin import content_root
from grader.content.entry_points import announced, fingerprint
from grader.content.library import Origin, library

Make = Callable[..., Path]


@pytest.fixture
def make_pack() -> Make:
    """Write a pack that is no more than its ``pack.yaml``."""

    def make(folder: Path, name: str, format_: int = 1, **more: str) -> Path:
        folder.mkdir(parents=True)
        lines = [f"format: {format_}", f"id: {name}", f"title: The pack {name}"]
        lines += [f"{key}: {value}" for key, value in more.items()]
        (folder / "pack.yaml").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on ``sys.path`` for distributions as an installer would write them."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def distribution(site: Path, name: str, entry_points: str) -> None:
    """Write what pip writes beside the packages of a distribution."""
    folder = site / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(entry_points)


def announce(site: Path, name: str, value: str) -> None:
    distribution(site, name, f"[concurrency_katas.packs]\n{name} = {value}\n")


def problems(data_folder: Path) -> list[str]:
    """What there is to tell, without the names of this test's folders."""
    found = library(data_folder).problems
    root = str(data_folder.parent)
    return [each.replace(f"{root}/", "").replace(str(content_root()), "HERE") for each in found]


def test_the_built_in_pack_is_there_without_any_other(tmp_path: Path) -> None:
    packs, told = library(tmp_path)
    assert [(pack.id, pack.origin) for pack in packs] == [("core", Origin.BUILT_IN)]
    assert packs[0].folder == content_root() / "questions"
    assert content_root() / "katas" / "6_thread_with_args" in packs[0].katas
    assert told == ()


def test_an_installed_pack_is_what_its_head_says(tmp_path: Path, make_pack: Make) -> None:
    folder = make_pack(tmp_path / "packs" / "mine", "mine", version='"1.0"')
    (folder / "katas" / "1_mine").mkdir(parents=True)
    _, mine = library(tmp_path).packs
    assert mine.id == "mine"
    assert mine.title == "The pack mine"
    assert mine.version == "1.0"
    assert mine.folder == folder
    assert mine.origin == Origin.INSTALLED == "installed"
    assert mine.katas == (folder / "katas" / "1_mine",)
    assert mine.distribution is None


def test_a_pack_may_stand_in_a_folder_questions_beside_its_katas(
    tmp_path: Path, make_pack: Make
) -> None:
    """As the built-in one does."""
    folder = make_pack(tmp_path / "packs" / "mine" / "questions", "mine")
    (tmp_path / "packs" / "mine" / "katas" / "1_mine").mkdir(parents=True)
    _, mine = library(tmp_path).packs
    assert mine.folder == folder
    assert mine.katas == (tmp_path / "packs" / "mine" / "katas" / "1_mine",)


def test_installed_packs_come_by_name_and_hidden_ones_do_not(
    tmp_path: Path, make_pack: Make
) -> None:
    for name in ("zebra", "ant", ".hidden"):
        make_pack(tmp_path / "packs" / name, name.lstrip("."))
    found = library(tmp_path)
    assert [pack.id for pack in found.packs] == ["core", "ant", "zebra"]
    assert found.problems == ()


def test_a_distribution_may_announce_a_pack(tmp_path: Path, site: Path, make_pack: Make) -> None:
    """Its package stands anywhere on sys.path, and its code is not run to find out."""
    make_pack(site / "their_pack" / "questions", "theirs")
    (site / "their_pack" / "katas" / "1_theirs").mkdir(parents=True)
    (site / "their_pack" / "__init__.py").write_text("raise SystemExit('run before trusted')")
    announce(site, "their-pack", "their_pack.questions")
    _, theirs = library(tmp_path).packs
    assert (theirs.id, theirs.origin, theirs.distribution) == (
        "theirs",
        Origin.ENTRY_POINT,
        "their-pack",
    )
    assert theirs.folder == site / "their_pack" / "questions"
    assert theirs.katas == (site / "their_pack" / "katas" / "1_theirs",)
    assert "their_pack" not in sys.modules


def test_an_entry_point_may_name_a_package_or_a_module(
    tmp_path: Path, site: Path, make_pack: Make
) -> None:
    for name in ("package", "module", "single"):
        make_pack(site / name, name)
    (site / "package" / "__init__.py").touch()
    (site / "module" / "__init__.py").touch()
    (site / "module" / "about.py").touch()
    (site / "single" / "alone.py").touch()
    sys.path.insert(1, str(site / "single"))
    announce(site, "a", "package")
    announce(site, "b", "module.about:PACK [extra]")
    announce(site, "c", "alone")
    assert [pack.id for pack in library(tmp_path).packs] == ["core", "package", "module", "single"]


def test_of_two_distributions_of_one_name_the_first_on_the_path_counts(
    tmp_path: Path, site: Path, make_pack: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python would import that one too."""
    make_pack(site / "old_pack", "old")
    announce(site, "theirs", "old_pack")
    newer = tmp_path / "newer"
    make_pack(newer / "new_pack", "new")
    announce(newer, "theirs", "new_pack")
    monkeypatch.syspath_prepend(str(newer))
    assert [pack.id for pack in library(tmp_path).packs] == ["core", "new"]


def test_a_folder_that_is_announced_twice_is_one_pack(
    tmp_path: Path, site: Path, make_pack: Make
) -> None:
    make_pack(site / "theirs", "theirs")
    (site / "theirs" / "__init__.py").touch()
    distribution(site, "a", "[concurrency_katas.packs]\nx = theirs\ny = theirs\n")
    found = library(tmp_path)
    assert [pack.id for pack in found.packs] == ["core", "theirs"]
    assert found.problems == ()


def test_entry_points_that_nobody_can_read_hide_no_others(
    tmp_path: Path, site: Path, make_pack: Make
) -> None:
    make_pack(site / "theirs", "theirs")
    distribution(site, "a", "[concurrency_katas.packs]\nno equals sign\n")
    announce(site, "b", "theirs")
    assert [pack.id for pack in library(tmp_path).packs] == ["core", "theirs"]


LOST = [
    ("gone_pack", "there is no such package"),
    ("gone_pack.questions", "there is no such package"),
    ("empty." + "a" * 300, "there is no such package"),
    ("os.path", "there is no such package"),
    ("sys", "there is no such package"),
    ("__main__", "there is no such package"),
    ("/etc", "there is no such package"),
    ("empty", "site/empty holds no pack.yaml that can be read"),
]


@pytest.mark.parametrize(("value", "lack"), LOST)
def test_an_entry_point_that_leads_nowhere_is_told(
    tmp_path: Path, site: Path, value: str, lack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    (site / "empty").mkdir()
    announce(site, "their-pack", value)
    assert problems(tmp_path / "data") == [
        f'The pack of their-pack is left out: its entry point names "{value}", and {lack}. '
        "Install it again: pip install --force-reinstall their-pack"
    ]


def test_a_pack_of_a_newer_format_is_told(tmp_path: Path, make_pack: Make) -> None:
    data = tmp_path / "data"
    make_pack(data / "packs" / "old", "old")
    make_pack(data / "packs" / "new", "new", format_=2)
    assert [pack.id for pack in library(data).packs] == ["core", "old"]
    assert problems(data) == [
        "The pack in data/packs/new is left out: data/packs/new/pack.yaml:1:9: format 2 needs a "
        "newer concurrency-katas, this one reads format 1; "
        "type: pip install --upgrade concurrency-katas"
    ]


def test_of_many_problems_the_first_is_told_and_how_to_see_the_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name, text in (("two", "format: 1\nid: two"), ("three", "format: 1\nidd: 3\ntitel: x")):
        (data / "packs" / name).mkdir(parents=True)
        (data / "packs" / name / "pack.yaml").write_text(text)
    (data / "packs" / "two" / "pack.yaml").write_text("format: 1")
    assert problems(data) == [
        "The pack in data/packs/three is left out: data/packs/three/pack.yaml:2:1: unknown key "
        '"idd"; write "id"\n'
        "It has 1 more problem. To see them, type: kata pack check data/packs/three",
        'The pack in data/packs/two is left out: data/packs/two/pack.yaml:1:1: key "id" is '
        'missing; add "id: core"\n'
        "It has 1 more problem. To see them, type: kata pack check data/packs/two",
    ]


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "packs" / "empty").mkdir(parents=True)
    (data / "packs" / "file").touch()
    (data / "packs" / "kata").mkdir()
    (data / "packs" / "kata" / "kata.yaml").touch()
    assert problems(data) == [
        f"data/packs/{name} is left out: it holds no pack.yaml that can be read. Delete it, or add "
        "its pack again: kata pack add FOLDER"
        for name in ("empty", "file", "kata")
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, make_pack: Make) -> None:
    data = tmp_path / "data"
    make_pack(data / "packs" / "mine", "mine").chmod(0)
    assert problems(data) == [
        "data/packs/mine is left out: it holds no pack.yaml that can be read. Delete it, or add "
        "its pack again: kata pack add FOLDER"
    ]
    (data / "packs" / "mine").chmod(0o700)


def test_packs_that_cannot_be_listed_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "packs").touch()
    assert [pack.id for pack in library(data).packs] == ["core"]
    assert problems(data) == [
        "The packs in data/packs cannot be listed (Not a directory). "
        "Make it a folder that you may read."
    ]


def test_of_two_packs_with_one_id_the_first_is_used(
    tmp_path: Path, site: Path, make_pack: Make
) -> None:
    """Built-in before installed, installed before announced; the other is told how to remove."""
    data = tmp_path / "data"
    make_pack(data / "packs" / "core", "core")
    make_pack(data / "packs" / "mine", "mine")
    make_pack(site / "theirs", "mine")
    announce(site, "their-pack", "theirs")
    assert [(pack.id, pack.origin) for pack in library(data).packs] == [
        ("core", Origin.BUILT_IN),
        ("mine", Origin.INSTALLED),
    ]
    assert problems(data) == [
        'Two packs have the id "core": the one in HERE/questions is used (built-in), and the one '
        "in data/packs/core is left out. "
        "To use both, give the latter an id of its own in its pack.yaml.",
        'Two packs have the id "mine": the one in data/packs/mine is used (installed), and the '
        "one in site/theirs is left out. To remove the latter, type: pip uninstall their-pack",
    ]


def test_the_fingerprint_changes_with_what_is_installed_and_with_nothing_else(
    site: Path, make_pack: Make
) -> None:
    bare = fingerprint()
    make_pack(site / "theirs", "theirs")
    assert fingerprint() == bare
    announce(site, "their-pack", "theirs")
    with_one = fingerprint()
    assert with_one != bare
    assert [each.distribution for each in announced()] == ["their-pack"]
    (site / "their_pack-1.0.dist-info" / "entry_points.txt").write_text("[console_scripts]\n")
    assert fingerprint() not in (bare, with_one)
    assert announced() == []


def test_an_archive_on_the_path_is_part_of_the_fingerprint(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python finds distributions in zip files too."""
    announce(site, "their-pack", "theirs")
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", site)
    monkeypatch.syspath_prepend(archive)
    before = fingerprint()
    with Path(archive).open("ab") as file:
        file.write(b"more")
    assert fingerprint() != before

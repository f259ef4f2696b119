"""Noticing saves: by events, by looking, and by looking where events do not come."""

from __future__ import annotations

import queue

import pytest

from grader.cli.watch_file import FileWatch


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "kata.py"
    file.write_text("one")
    return file


@pytest.fixture
def saves():
    return queue.Queue()


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_is_noticed_once(file, saves, poll):
    """Written in place, replaced, removed and there again."""
    with FileWatch(file, lambda: saves.put(file.exists()), poll=poll) as watch:
        if poll:
            assert saves.get(timeout=30) is True  # that it polls is told as well
        for change in (
            lambda: file.write_text("two!"),
            lambda: (
                file.with_suffix(".new").write_text("three")
                and file.with_suffix(".new").replace(file)
            ),
        ):
            change()
            assert saves.get(timeout=30) is True
        file.unlink()
        assert saves.get(timeout=30) is False
        file.write_text("four")
        assert saves.get(timeout=30) is True
        assert watch.polls is poll
    assert saves.empty()


def test_other_files_of_the_folder_do_not_matter(file, saves):
    """Editors leave backups and swap files beside it."""
    with FileWatch(file, lambda: saves.put("saved")):
        file.with_suffix(".swp").write_text("x")
        (file.parent / "other.py").write_text("x")
        file.write_text("two!")
        assert saves.get(timeout=30) == "saved"
    assert saves.empty()


def test_where_an_event_was_missed_it_looks_from_then_on(file, saves, monkeypatch):
    """As on a network drive: the file is another, and the system has said nothing of it."""
    import watchfiles

    def silent(*_, stop_event, **__):
        while not stop_event.wait(0.02):
            yield set()

    monkeypatch.setattr(watchfiles, "watch", silent)
    with FileWatch(file, lambda: saves.put("saved")) as watch:
        file.write_text("two!")
        assert saves.get(timeout=30) == "saved"
        while not watch.polls:
            saves.get(timeout=30)
        file.write_text("three")
        assert saves.get(timeout=30) == "saved"


def test_where_there_are_no_events_to_be_had_it_looks(file, saves, monkeypatch):
    """Too many watches already, or a system without them."""
    import watchfiles

    def refused(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(watchfiles, "watch", refused)
    with FileWatch(file, lambda: saves.put("saved")) as watch:
        assert saves.get(timeout=30) == "saved"
        assert watch.polls
        file.write_text("two!")
        assert saves.get(timeout=30) == "saved"

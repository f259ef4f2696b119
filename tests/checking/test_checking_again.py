"""Grading a file again and again with one observer, and giving up in the middle."""

from __future__ import annotations

import os
import threading
from functools import partial

import pytest

from grader.checking.grading import grade, observer_of, observer_of_saves
from grader.content.builtin import content_root
from grader.content.katas import find_kata
from grader.content.packs import known_misconceptions
from grader.models import Verdict
from grader.observe.inside.family import descendants
from grader.observe.observer import Observer

RIGHT = """\
import threading

def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()
"""
WRONG = RIGHT.replace("    thread.join()", "    #hread.join()")
SENTENCES = partial(known_misconceptions, None)
ENDLESS = "def run_in_thread(func):\n    while True:\n        pass\n"


@pytest.fixture
def kata():
    return find_kata(content_root(), 1)


def test_the_file_is_graded_as_it_is_now(kata, tmp_path):
    """Also where size and time of the file are those of another source, as Python compares them."""
    file = tmp_path / f"{kata.name}.py"
    file.write_text(RIGHT)
    verdicts = []
    with observer_of(kata, file) as observer:
        for source in (RIGHT, WRONG, RIGHT, "nonsense(", RIGHT):
            file.write_text(source)
            os.utime(file, (1_700_000_000, 1_700_000_000))
            verdicts.append(grade(kata, file, SENTENCES, observer=observer).verdict)
    passed, error = Verdict.PASS, Verdict.ERROR
    assert verdicts == [passed, Verdict.FAIL, passed, error, passed]


def test_one_that_is_abandoned_is_an_interruption_and_leaves_nothing(kata, tmp_path):
    """The endless loop is ended at once, and the observer can be used again."""
    file = tmp_path / f"{kata.name}.py"
    file.write_text(ENDLESS)
    asked = iter([False] * 5)
    with observer_of(kata, file, lambda: next(asked, True)) as observer:
        with pytest.raises(KeyboardInterrupt):
            grade(kata, file, SENTENCES, observer=observer)
        warm = observer.pid
        assert descendants(warm) == {}
        file.write_text(RIGHT)
        asked = iter([False] * 100_000)
        assert grade(kata, file, SENTENCES, observer=observer).verdict is Verdict.PASS
        assert observer.pid == warm


def counted(monkeypatch):
    """Every observation that is made from now on, with its limits, and by which thread."""
    made = []
    original = Observer.observe

    def observe(self, request, limits):
        made.append((request, limits, threading.current_thread()))
        return original(self, request, limits)

    monkeypatch.setattr(Observer, "observe", observe)
    return made


def test_on_a_second_save_nothing_is_observed_twice(kata, tmp_path, monkeypatch):
    """Two share what a grading before has asked for, and the verdicts are those of one alone."""
    file = tmp_path / f"{kata.name}.py"
    file.write_text(WRONG)
    with observer_of_saves(kata, file, lambda: False) as observer:
        before = grade(kata, file, SENTENCES, observer=observer)
        made = counted(monkeypatch)
        again = grade(kata, file, SENTENCES, observer=observer)
        keys = [repr(request) for request, _, _ in made]
        assert len(keys) == len(set(keys))
        assert {check.id: check.verdict for check in again.checks} == {
            check.id: check.verdict for check in before.checks
        }


def test_what_is_made_ahead_has_the_limits_of_the_kata_whole(kata, tmp_path, monkeypatch):
    """A hang shortens them for its own grading, and for no later one."""
    short = kata._replace(limits=kata.limits._replace(seconds=2.0))
    file = tmp_path / f"{kata.name}.py"
    file.write_text(ENDLESS)
    with observer_of_saves(short, file, lambda: False) as observer:
        assert grade(short, file, SENTENCES, observer=observer).verdict is Verdict.TIMEOUT
        file.write_text(RIGHT)
        made = counted(monkeypatch)
        assert grade(short, file, SENTENCES, observer=observer).verdict is Verdict.PASS
    assert {limits.seconds for _, limits, _ in made} == {2.0}


def test_pictures_are_not_made_ahead(kata, tmp_path, monkeypatch):
    """They take long, and are asked for once."""
    file = tmp_path / f"{kata.name}.py"
    file.write_text(RIGHT)
    with observer_of_saves(kata, file, lambda: False) as observer:
        assert grade(kata, file, SENTENCES, observer=observer, with_pictures=True).pictures
        made = counted(monkeypatch)
        grade(kata, file, SENTENCES, observer=observer)
    assert [request for request, _, _ in made if request.attempt < 0] == []

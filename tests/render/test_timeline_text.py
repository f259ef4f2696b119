"""How a timeline looks in a terminal, to the letter."""

from __future__ import annotations

import pytest
from timelines import MS, caller, hung, no_join, one_by_one, picture, task, thread, timeline

from grader.render.timeline_text import (
    ASCII,
    UNICODE,
    evidence_lines,
    picture_lines,
    plain_picture_lines,
)
from grader.timeline import Bar, Doing


def text(lines):
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines) + "\n"


def test_a_run_stands_above_the_reference_on_one_scale():
    """That one takes twice as long, one after another, is seen without reading."""
    assert text(picture_lines(picture(), 60)) == ONE_SCALE


ONE_SCALE = """\
run_each, where each call sleeps for 50 ms

  Yours           0 ms                                100 ms
  MainThread      ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░│
  Thread-1 (func) █████████████████████
  Thread-2 (func)                      ████████████████████
  2 calls, one after another. It returned after 100 ms.

  Reference       0 ms                                100 ms
  MainThread      ░░░░░░░░░░░░░░░░░░░░░│
  Thread-1 (func) █████████████████████
  Thread-2 (func) █████████████████████
  2 calls, all of them at once. It returned after 50 ms.

  █ runs a call   ░ waits for others   ─ is there
  │ the function returns
"""


def test_what_goes_on_after_the_return_is_behind_its_mark():
    """In ASCII too, and at forty columns, where a name keeps the number that tells it apart."""
    assert text(picture_lines(picture(no_join()), 40, ASCII)) == BEHIND_THE_MARK


BEHIND_THE_MARK = """\
run_each, where each call sleeps for 50
ms

  Yours         0 ms               60 ms
  MainThread    -|
  Thread-1      #|##################
  Thread-2      #|#####################
  2 calls, all of them at once. 2
  threads still ran when it returned. It
  returned after 3.0 ms.

  Reference     0 ms               60 ms
  MainThread    ....................|
  Thread-1      ####################
  Thread-2      ####################
  2 calls, all of them at once. It
  returned after 50 ms.

  # runs a call   . waits for others
  - is there   | the function returns
"""


def test_the_lanes_that_prove_a_failure_are_drawn_in_order():
    """Starts are marked, with the lines; how long something took is not drawn."""
    assert text(evidence_lines(one_by_one(), 60)) == PROOF


PROOF = """\
MainThread      S░░░────S░░░│
Thread-1 (func) ████
Thread-2 (func)         ████
S start (line 14)   ░ waits (line 15)   █ runs func
─ is there   │ run_each returns   columns: events, not time
"""


def test_lanes_that_are_too_many_are_counted():
    """The proof needs a few; how many more there are is told."""
    lanes = [thread(f"t{number}", number, 40, task(number, 40)) for number in range(1, 13)]
    many = timeline(caller(40), *lanes, over=40, span=40)
    assert "… and 8 more\n" in text(evidence_lines(many, 60))
    assert "... and 8 more\n" in text(evidence_lines(many, 60, ASCII))


def test_two_calls_in_a_row_are_two():
    """In one lane they take turns in their shade."""
    lane = thread("pool-0", 0, 40, task(0, 20), task(20, 40))
    drawn = text(picture_lines(picture(timeline(caller(40), lane, over=40, span=40)), 60))
    assert "pool-0          ████████████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓\n" in drawn


def test_a_bar_never_vanishes():
    """What took a moment has a column all the same."""
    brief = Bar(Doing.TASK, 30 * MS, 30 * MS + 10, "func()")
    lane = thread("t", 29, 31, brief)
    drawn = text(picture_lines(picture(timeline(caller(100), lane, over=100, span=100)), 60))
    assert drawn.splitlines()[4].split() == ["t", "█"]


def test_a_run_that_did_not_end_says_so():
    """There is no mark of a return, and none in the legend of the proof."""
    drawn = text(evidence_lines(hung(), 60))
    assert "returns" not in drawn
    assert "It did not end." in text(picture_lines(picture(hung()), 60))


def test_names_from_a_program_do_not_reach_the_terminal():
    """What a terminal would obey is shown instead."""
    bad = thread("a\x1b[2Jb\n", 0, 5, task(0, 5))
    drawn = text(picture_lines(picture(timeline(caller(5), bad, over=5, span=5)), 80))
    assert "\x1b" not in drawn
    assert "  a\\x1b[2Jb " in drawn


@pytest.mark.parametrize("width", [40, 60, 80, 88])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_line_is_wider_than_the_terminal(width, glyphs):
    """Also with long names and many lanes."""
    lanes = [
        thread(f"ThreadPoolExecutor-number-{n}_{n}", n, 400, task(n, 400)) for n in range(1, 30)
    ]
    many = timeline(caller(400), *lanes, over=400, span=400)
    lines = [*picture_lines(picture(many), width, glyphs), *evidence_lines(many, width, glyphs)]
    assert max(len("".join(span.text for span in line)) for line in lines) <= width
    assert f"{glyphs.cut} and 13 more" in text(lines)


def test_who_listens_hears_the_same_in_sentences():
    """No row of marks: who did what, from when to when, and who started it in which line."""
    assert text(plain_picture_lines(picture(), 200)) == IN_SENTENCES


IN_SENTENCES = """\
run_each, where each call sleeps for 50 ms.
Your run: 2 calls, one after another. It returned after 100 ms.
  MainThread: join() on Thread-1 (func) from 1.0 ms to 50 ms; \
join() on Thread-2 (func) from 51 ms to 100 ms.
  Thread-1 (func), started by MainThread in line 14: func('a') from 1.0 ms to 50 ms.
  Thread-2 (func), started by MainThread in line 14: func('b') from 51 ms to 100 ms.
The reference: 2 calls, all of them at once. It returned after 50 ms.
  MainThread: join() on Thread-1 (func) from 2.0 ms to 50 ms.
  Thread-1 (func), started by MainThread in line 14: func('a') from 1.0 ms to 50 ms.
  Thread-2 (func), started by MainThread in line 14: func('b') from 2.0 ms to 50 ms.
"""

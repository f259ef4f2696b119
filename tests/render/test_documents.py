"""Reports and runs as documents that other programs read."""

from __future__ import annotations

import json
from collections import Counter
from xml.etree import ElementTree as ET

from timelines import hung, no_join, picture

from grader.models import CheckResult, Report, Verdict
from grader.render.gradescope import gradescope_json
from grader.render.junit import junit_xml
from grader.render.trace_events import trace_events_json
from grader.timeline import Timeline

WORSE = CheckResult(
    "waits",
    "It waits",
    Verdict.FAIL,
    message="Wait \x1b[31mfor\x00 it.",
    expected="join() <&>",
    seen="no join",
    line=7,
    hint="Look.",
)
CHECKS = (
    CheckResult("runs", "It runs", Verdict.PASS),
    WORSE,
    WORSE._replace(id="ends", verdict=Verdict.DEADLOCK),
    CheckResult("loads", "It loads", Verdict.ERROR, message="No."),
    CheckResult("quick", "It is quick", Verdict.INCONCLUSIVE, message="Too busy."),
)


def report(number: int = 6) -> Report:
    return Report(f"{number}_x", number, "x.py", Verdict.FAIL, 0.25, "3.13.0", CHECKS)


def test_junit_counts_what_it_holds():
    """A failure, an error and what could not be shown are told apart, in suites by kata."""
    root = ET.fromstring("".join(junit_xml([report(6), report(7)])))
    assert [suite.get("name") for suite in root] == ["6_x", "7_x"]
    suite = root[0]
    counted = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "5", "failures": "2", "errors": "1", "skipped": "1"}
    assert suite.get("time") == "0.250"
    assert [[child.tag for child in case] for case in suite] == [
        [], ["failure"], ["failure"], ["error"], ["skipped"],
    ]  # fmt: skip


def test_junit_holds_what_a_program_said_without_what_xml_forbids():
    """Markup and control characters of a learner's program are text."""
    failure = ET.fromstring("".join(junit_xml([report()]))).find(".//failure")
    assert failure.get("message") == "Expected: join() <&>"
    assert failure.get("type") == "fail"
    assert failure.text == (
        "Expected: join() <&>\nSeen: no join\nLine: 7\nWait \\x1b[31mfor\\x00 it.\nHint: Look."
    )


def test_gradescope_gives_a_point_for_each_check():
    """What the machine could not show has none to lose."""
    document = json.loads(gradescope_json([report(6), report(7)]))
    assert document["execution_time"] == 0.5
    tests = document["tests"]
    assert len(tests) == 10
    points = [(test["score"], test["max_score"], test.get("status")) for test in tests[:5]]
    assert points == [
        (1.0, 1.0, "passed"),
        (0.0, 1.0, "failed"),
        (0.0, 1.0, "failed"),
        (0.0, 1.0, "failed"),
        (0.0, 0.0, None),
    ]
    assert (tests[6]["name"], tests[6]["number"]) == ("7_x: It waits", "7.2")
    assert tests[0]["output"] == ""


def traced(*pictures):
    return json.loads(trace_events_json(pictures))["traceEvents"]


def test_a_trace_holds_every_lane_and_bar_of_both_runs():
    """In microseconds, with names for what the format calls processes and threads."""
    events = traced(picture())
    assert Counter(event["ph"] for event in events) == {"M": 16, "X": 13, "s": 4, "f": 4, "i": 2}
    names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"}
    assert names[1, 1] == "Thread-1 (func) (thread in process 100)"
    (first,) = [e for e in events if e["name"] == "func('a')" and e["pid"] == 1]
    assert (first["ph"], first["ts"], first["dur"], first["cat"]) == ("X", 1000, 49000, "task")
    (over,) = [e for e in events if e["ph"] == "i" and e["pid"] == 1]
    assert (over["name"], over["ts"], over["s"]) == ("run_each returns", 100_000, "p")


def test_slices_of_one_lane_never_cross():
    """Viewers refuse them; a wait that goes on behind the lane's end is cut."""
    for event in (events := [e for e in traced(picture(), picture(no_join())) if e["ph"] == "X"]):
        for other in events:
            if other is event or (event["pid"], event["tid"]) != (other["pid"], other["tid"]):
                continue
            (a, b), (c, d) = ((e["ts"], e["ts"] + e["dur"]) for e in (event, other))
            assert b <= c or d <= a or (a <= c and d <= b) or (c <= a and b <= d)


def test_every_start_has_its_two_ends():
    """An arrow leads from who started to who was started, and never backwards."""
    events = traced(picture(), picture(hung()))
    starts = {e["id"]: e for e in events if e["ph"] == "s"}
    ends = {e["id"]: e for e in events if e["ph"] == "f"}
    assert starts.keys() == ends.keys()
    assert all(starts[key]["ts"] <= ends[key]["ts"] for key in starts)


def test_what_had_not_ended_is_marked():
    """The bar is as long as it was looked at, and says so."""
    events = traced(picture(no_join()))
    assert [e["name"] for e in events if e.get("args", {}).get("open")] == ["func('b')"]


def test_a_run_without_lanes_is_a_trace_too():
    """Nothing of it fails: there is nothing to show."""
    empty = Timeline("f", (), None, 1, "died")
    assert [event["ph"] for event in traced(picture(empty, empty))] == ["M"] * 4

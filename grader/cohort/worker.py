"""Grading one piece of work, in a worker's process: there is one workbench in each."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from grader.checking.grading import grade, observer_of
from grader.checking.runner import GraderFault
from grader.cohort.records import OPEN, Graded, Submission, Work
from grader.content.builtin import content_root
from grader.content.folders import open_pack
from grader.content.katas import load_kata
from grader.content.packfiles import digest
from grader.content.packs import known_misconceptions
from grader.models import LOADS, CheckResult, Kata, Misconception, Report, Verdict
from grader.observe.forkserver import ForkServer, bare_environment
from grader.observe.sandbox import HOME, Sandbox, sandbox
from grader.render.document import report_document
from grader.render.timeline_svg import evidence_svg


def grade_work(work: Work) -> Graded:
    """Grade a submission, in this process; whatever its program does is in what is returned."""
    return _workbench(work.sandboxed).grade(work)


@functools.cache
def _workbench(sandboxed: bool) -> Workbench:
    """Return this process's workbench: what is warm stays so from one piece of work to the next."""
    bench = Workbench(sandboxed)
    atexit.register(bench.close)
    return bench


class Workbench:
    """A fork server, and what was read of katas; one submission at a time."""

    def __init__(self, sandboxed: bool) -> None:
        """Make it. Raises `NoSandbox` where there is to be one and cannot be."""
        root = content_root()
        hidden = (root / "katas", root / "questions")
        self._sandbox = sandbox(hidden) if sandboxed else None
        home = HOME if sandboxed else tempfile.gettempdir()
        self._server = ForkServer(environment=bare_environment(home), sandboxes=sandboxed)
        self._lock = threading.Lock()  # pytest grades one at a time; a cluster's worker has threads
        self._katas: dict[str, tuple[Kata, str]] = {}
        self._misconceptions: dict[Path | None, Mapping[str, Misconception]] = {}

    def grade(self, work: Work) -> Graded:
        """Grade one submission."""
        with self._lock:
            try:
                report = self._graded(work)
            except GraderFault as fault:
                report = faulty(work, f"The kata's own checks failed: {str(fault)[-500:]}")
        return _told(work, report._replace(file=work.shown_as))

    def _graded(self, work: Work) -> Report:
        kata, content = self._kata(work)
        if content != work.content:
            return faulty(work, "This worker has another version of the kata. Install the same.")
        folder = Path(tempfile.mkdtemp(prefix="kata-submission-"))
        try:
            file = folder / f"{kata.name}.py"
            for name, beside in work.beside:
                (folder / name).write_bytes(beside)
            file.write_bytes(work.source)
            sandbox = self._sandbox_for(kata)
            with observer_of(kata, file, server=self._server, sandbox=sandbox) as observer:
                return grade(kata, file, lambda: self._known(work.folder), observer=observer)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _sandbox_for(self, kata: Kata) -> Sandbox | None:
        """Return the sandbox without the katas of this one's pack, which pip may have installed."""
        if self._sandbox is None:
            return None
        return self._sandbox._replace(hidden=(*self._sandbox.hidden, kata.folder.parent))

    def _kata(self, work: Work) -> tuple[Kata, str]:
        if work.kata not in self._katas:
            folder = work.folder or content_root() / "katas" / work.kata
            self._katas[work.kata] = load_kata(folder), content_of(folder)
        return self._katas[work.kata]

    def _known(self, folder: Path | None) -> Mapping[str, Misconception]:
        if folder not in self._misconceptions:
            questions = None if folder is None else open_pack(folder).questions
            self._misconceptions[folder] = known_misconceptions(questions)
        return self._misconceptions[folder]

    def close(self) -> None:
        """End the fork server."""
        self._server.close()


def content_of(folder: Path) -> str:
    """Return the digest of what a kata's verdicts rest on."""
    names = ("kata.yaml", "checks.py")
    return digest({name: folder / name for name in names})


def faulty(work: Work, reason: str) -> Report:
    """Return the report where nothing is known of a program, for a reason that is not its own."""
    check = CheckResult(LOADS, "It could be graded", Verdict.INCONCLUSIVE, message=reason)
    return Report(
        kata=work.kata,
        number=int(work.kata.partition("_")[0]),
        file=work.shown_as,
        verdict=Verdict.INCONCLUSIVE,
        seconds=0.0,
        python="",
        checks=(check,),
    )


def refused(submission: Submission) -> Report:
    """Return the report on what cannot be graded, for it cannot even be read."""
    check = CheckResult(LOADS, "It can be read", Verdict.ERROR, message=submission.problem)
    kata = submission.kata or "unknown"
    number = int(kata.partition("_")[0]) if submission.kata else 0
    return Report(kata, number, submission.learner, Verdict.ERROR, 0.0, "", (check,))


def fault(work: Work, reason: str) -> Graded:
    """Return what came of work that no worker could bring to its end; it is open still."""
    return _told(work._replace(digest=OPEN + work.digest), faulty(work, reason))


def _told(work: Work, report: Report) -> Graded:
    drawn = {
        check.id: evidence_svg(check.lanes) for check in report.checks if check.lanes is not None
    }
    document = report_document(report)
    return Graded(work.learner, work.kata, work.digest, report.verdict.value, document, drawn)

"""Finding what was handed in: a folder or zip for each learner, or one kata's files in one folder.

Nobody here is trusted: a link is not followed, a pipe not opened, and no folder gone through
without end.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from grader.cohort.records import Submission, as_text
from grader.content.archives import SUBMISSION, unpack
from grader.content.packfiles import is_left_out
from grader.errors import UserError, counted

LARGEST_FILE = 1 << 20
"""Bytes of a file that is graded, and of all that stand beside it together."""
MOST_ENTRIES = 2_000
DEEPEST = 8


class Found(NamedTuple):
    """All that was found."""

    submissions: list[Submission]
    left_out: list[str]
    """Files of which nobody can tell which kata they are for."""


class Wanted(NamedTuple):
    """The katas that are graded."""

    contents: Mapping[str, str]
    """The digest of each kata's own files, by its name."""
    only: str | None = None
    """The one kata that every file is for, whatever it is called."""


def find_submissions(folder: Path, wanted: Wanted, unpacked: Path, out: Path) -> Found:
    """Return what was handed in below a folder; zips are unpacked into ``unpacked``.

    ``out`` is where results stand, which may be in it: that is nobody's. Raises `UserError` where
    there is no such folder, or nothing in it.
    """
    found = Found([], [])
    results = out.name if out.resolve().parent == folder.resolve() else None
    for entry in sorted(_entries(folder)):
        path = folder / entry
        if entry == results:
            continue
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            found.submissions.extend(_in_folder(entry, path, wanted))
        elif entry.lower().endswith(".zip"):
            found.submissions.extend(_in_zip(entry[:-4], path, mode, wanted, unpacked))
        elif entry.endswith(".py"):
            _add_file(found, folder, path, wanted)
        elif stat.S_ISLNK(mode):
            found.submissions.append(Submission(entry, "", problem=_LINK))
        else:
            found.left_out.append(entry)
    if not found.submissions:
        raise UserError(_nothing_found(folder, found.left_out))
    return found._replace(submissions=_once_each(found.submissions))


def _once_each(submissions: list[Submission]) -> list[Submission]:
    """Return one for each learner and kata: which of several counts, nobody can tell."""
    several: dict[tuple[str, str], list[Submission]] = {}
    for each in submissions:
        several.setdefault((as_text(each.learner), each.kata), []).append(each)
    return [same[0] if len(same) == 1 else _twice(same) for same in several.values()]


def _twice(same: list[Submission]) -> Submission:
    told = "Handed in more than once, such as in a folder and in a zip, or in two files. Keep one."
    return Submission(same[0].learner, same[0].kata, problem=told)


_LINK = "This is a link, and is not followed. Have the file itself handed in."


def _entries(folder: Path) -> Iterator[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names, and what is no text as well
    except NotADirectoryError:
        raise UserError(
            f"{folder} is not a folder. Name the one that has a folder or zip for each learner."
        ) from None
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}.") from None
    yield from (name for name in names if not is_left_out(name))


def _nothing_found(folder: Path, left_out: list[str]) -> str:
    if left_out and any(name.endswith(".py") for name in left_out):
        return (
            f"The files in {folder} do not tell which kata they are for. "
            f"Name it: kata cohort grade {folder} --kata 6"
        )
    return (
        f"Nothing was handed in below {folder}: there should be a folder or zip for each learner, "
        "with files such as 6_thread_with_args.py in it."
    )


def _add_file(found: Found, folder: Path, path: Path, wanted: Wanted) -> None:
    """Add a file that stands beside those of other learners."""
    named = [kata for kata in wanted.contents if kata in path.stem]
    kata = wanted.only or max(named, key=len, default=None)
    if kata is None:
        found.left_out.append(path.name)
        return
    learner = path.stem.replace(kata, "").strip(" _-.") or folder.resolve().name
    found.submissions.append(_submission(learner, kata, path, wanted, alone=True))


def _in_zip(
    learner: str, archive: Path, mode: int, wanted: Wanted, unpacked: Path
) -> Iterator[Submission]:
    if not stat.S_ISREG(mode):
        told = _LINK if stat.S_ISLNK(mode) else f"{archive.name} is not an ordinary file."
        yield Submission(learner, "", problem=told)
        return
    into = unpacked / hashlib.sha256(os.fsencode(archive.name)).hexdigest()[:16]
    into.mkdir()
    try:
        unpack(archive, into, SUBMISSION)
    except (UserError, OSError) as error:
        told = error.message if isinstance(error, UserError) else f"{archive.name}: {error}"
        yield Submission(learner, "", problem=told)
        return
    yield from _in_folder(learner, into, wanted)


def _in_folder(learner: str, folder: Path, wanted: Wanted) -> Iterator[Submission]:
    """Yield what a learner's own folder holds for each kata."""
    try:
        files = list(_python_files(folder))
    except _Refused as refused:
        yield Submission(learner, "", problem=str(refused))
        return
    if wanted.only is not None:
        files = [path for path in files if path.stem == wanted.only] or files
        yield _chosen(learner, wanted.only, files, wanted, folder)
        return
    matching = {kata: [p for p in files if p.stem == kata] for kata in wanted.contents}
    for kata, paths in matching.items():
        if paths:
            yield _chosen(learner, kata, paths, wanted, folder)
    if not any(matching.values()):
        yield Submission(learner, "", problem=_no_kata(files))


def _no_kata(files: list[Path]) -> str:
    if not files:
        return f"There is no Python file in it, down to {DEEPEST} folders deep."
    names = ", ".join(sorted({path.name for path in files})[:3])
    return (
        f"No file in it has the name of a kata, only {names}. "
        "Rename it as kata start does, such as 6_thread_with_args.py."
    )


def _chosen(learner: str, kata: str, paths: list[Path], wanted: Wanted, folder: Path) -> Submission:
    """Return the submission, which is the file that stands highest, where that is one alone."""
    if not paths:
        return Submission(learner, kata, problem="There is no Python file in it.")
    highest = min(len(path.parts) for path in paths)
    first = [path for path in paths if len(path.parts) == highest]
    if len(first) > 1:
        names = ", ".join(str(path.relative_to(folder)) for path in sorted(first)[:3])
        told = f"Which of {counted(len(first), 'file')} counts cannot be told: {names}. Keep one."
        return Submission(learner, kata, problem=told)
    return _submission(learner, kata, first[0], wanted)


class _Refused(Exception):
    """A folder that is not gone through."""


def _python_files(folder: Path) -> Iterator[Path]:
    """Yield the Python files in and below a folder, links among them."""
    entries = 0
    for root, folders, names in os.walk(folder):
        entries += len(folders) + len(names)
        if entries > MOST_ENTRIES:
            raise _Refused(f"It holds more than {MOST_ENTRIES} files and folders.")
        deep = len(Path(root).relative_to(folder).parts)
        folders[:] = [] if deep >= DEEPEST else sorted(n for n in folders if not is_left_out(n))
        yield from (Path(root) / name for name in sorted(names) if name.endswith(".py"))


def _submission(
    learner: str, kata: str, path: Path, wanted: Wanted, *, alone: bool = False
) -> Submission:
    try:
        source, beside = read_submission(path, alone=alone)
    except UserError as error:
        return Submission(learner, kata, problem=error.message)
    whole = hashlib.sha256(wanted.contents[kata].encode())
    for name, content in ((path.name, source), *beside):
        for part in (os.fsencode(name), content):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    own = hashlib.sha256(source).hexdigest()
    return Submission(learner, kata, path, whole.hexdigest(), own, alone=alone)


def read_submission(
    path: Path, *, alone: bool = False
) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """Return a file, and the other Python files of its folder, by their names.

    ``alone`` leaves those out, where they are other learners'. Raises `UserError`.
    """
    source = _read(path)
    others = [] if alone else sorted(path.parent.glob("*.py"))
    beside = [
        (other.name, _read(other))
        for other in others
        if other != path and stat.S_ISREG(other.lstat().st_mode)
    ]
    if sum(len(content) for _, content in beside) > LARGEST_FILE:
        raise UserError("What stands beside it is too large: more than 1 MiB of Python files.")
    return source, tuple(beside)


def _read(path: Path) -> bytes:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise UserError(_LINK)
        if not stat.S_ISREG(status.st_mode):
            raise UserError(f"{path.name} is not an ordinary file.")
        if status.st_size > LARGEST_FILE:
            raise UserError(f"{path.name} is too large: more than 1 MiB.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from None


def slug(learner: str) -> str:
    """Return a file name for a learner, which no other learner has.

    A name that ends as the others do is no exception: it could be made to be another's.
    """
    simple = re.sub(r"[^A-Za-z0-9._-]+", "-", learner).strip("-.")[:60]
    if simple and simple == learner and not re.search(r"-[0-9a-f]{8}$", simple):
        return simple
    return f"{simple or 'learner'}-{hashlib.sha256(os.fsencode(learner)).hexdigest()[:8]}"

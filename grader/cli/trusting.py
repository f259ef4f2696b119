"""Asking, once, whether the code in a pack may run."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.packing import data_folder
from grader.errors import UserError, counted

if TYPE_CHECKING:
    from grader.content.installing import Staged
    from grader.content.trust import Code
    from grader.errors import Problem


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def in_words(code: Code) -> str:
    """Return what a pack says of the code that it holds."""
    told = [counted(code.katas, "kata")] if code.katas else []
    if code.questions:
        programs = "a program" if code.questions == 1 else "programs"
        told.append(f"{counted(code.questions, 'question')} with {programs}")
    return f"This pack holds code that will run on your machine: {', '.join(told)}."


def agreed(code: Code, refusal: str, *words: str | Path) -> bool:
    """Ask whether code may run; where nobody can be asked, refuse, naming the command.

    ``words`` are the command's, and ``refusal`` says what was not done without trust.
    """
    from grader.cli.screen import say

    if on_terminal():
        say(in_words(code))
        return click.confirm("Trust it?", default=False)
    command = shlex.join(["kata", *map(str, words), "--trust"])
    raise UserError(
        f"{in_words(code)} {refusal} If you trust those who wrote it, type:\n  {command}"
    )


def may_check(folder: Path, problems: list[Problem], trust: bool) -> bool:
    """Whether `kata pack check` may run what is in a folder; what it may is remembered.

    Where that has to be asked first, ``problems`` are told before: they are known without a run.
    """
    from grader.content.folders import open_pack
    from grader.content.packfiles import digest, pack_files
    from grader.content.registry import remember
    from grader.content.trust import code_in, comes_with_kata, mark_of, trusted, whole_pack

    if comes_with_kata(folder):
        return True
    whole, data = whole_pack(folder), data_folder()
    found = open_pack(whole)
    code = code_in(found)
    if not code:
        return True
    content, mark = digest(pack_files(found)), mark_of(whole)
    if not trust and not trusted(whole, data):
        _tell_so_far(problems)
        if not agreed(code, "None of it was run.", "pack", "check", folder):
            click.echo("None of it was run.")
            return False
        if digest(pack_files(open_pack(whole))) != content:
            raise UserError(_changed(folder))
    remember(
        data,
        lambda known: (
            known.with_authored(mark, content)
            if mark in known.authored
            else known.with_trusted(content)
        ),
    )
    read_no_bytecode_of(whole)
    return True


def _changed(folder: Path) -> str:
    command = shlex.join(["kata", "pack", "check", str(folder)])
    return (
        f"{folder} changed while you were asked, and none of it was run. "
        f"To look at it as it is now, type: {command}"
    )


def _tell_so_far(problems: list[Problem]) -> None:
    """Tell what looking at the files has shown, before anything is run."""
    for problem in sorted(problems):
        click.echo(str(problem))
    count = counted(len(problems), "problem") if problems else "No problem"
    click.echo(f"{count} in its files{'' if problems else ' so far'}.")


def read_no_bytecode_of(pack: Path) -> None:
    """Have this process, and those that it starts, read a pack's sources and no bytecode of it.

    What was trusted is the source; a compiled file that came beside it may hold anything. Where
    there is one, all bytecode is kept in the data folder, which costs a while the first time.
    """
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    # A link may lead to such files elsewhere.
    if any(path.suffix == ".pyc" or path.is_symlink() for path in pack.rglob("*")):
        sys.dont_write_bytecode = False
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        sys.pycache_prefix = str(data_folder() / "bytecode")
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def agree_to_install(new: Staged, trust: bool, refusal: str, *words: str | Path) -> None:
    """Have the code of a pack agreed to before it is installed; a `UserError` where it is not.

    ``refusal`` says what was not done, and ``words`` are the command that was to do it.
    """
    from grader.content.registry import read_registry, remember
    from grader.content.trust import code_of, is_authored

    data = data_folder()
    code = code_of(len(new.katas), new.contents.placed)
    if not code:
        return
    known = read_registry(data).trusts(new.digest) or is_authored(new.source, data)
    if not known and not trust and not agreed(code, refusal, *words):
        raise UserError(refusal)
    remember(data, lambda registry: registry.with_trusted(new.digest))

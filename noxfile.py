"""Every check of the project: lint, types, and the tests on each supported Python that is here."""

from __future__ import annotations

import os
from pathlib import Path

import nox

PYTHONS = ("3.11", "3.12", "3.13")

nox.options.sessions = ["lint", "types", "tests"]
# A Python that this machine does not have is skipped, and nox says so.
nox.options.error_on_missing_interpreters = False


def _let_nox_find_pyenvs_pythons() -> None:
    """Put the folders of pyenv's Pythons first: its shims hide those that are not selected."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders = [
        str(folder)
        for version in PYTHONS
        for folder in sorted(root.glob(f"versions/{version}.*/bin"))
        if (folder / f"python{version}").exists()
    ]
    os.environ["PATH"] = os.pathsep.join([*folders, os.environ["PATH"]])


_let_nox_find_pyenvs_pythons()


def _install_tools(session: nox.Session, *groups: str) -> None:
    project = nox.project.load_toml("pyproject.toml")
    session.install("--quiet", *nox.project.dependency_groups(project, *groups))


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style, and that the code is formatted."""
    _install_tools(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package, strictly."""
    _install_tools(session, "types")
    session.install("--quiet", ".")
    session.run("mypy")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests with the installed wheel, and on the newest Python a choice of the content."""
    _install_tools(session, "test", "docs")
    session.install("--quiet", ".")
    newest = session.python == PYTHONS[-1]
    # Branches are measured once: what a Python runs hardly differs from what another runs.
    measured = ["--cov", "--cov-report=term"] if newest and not session.posargs else []
    session.run("pytest", "-n", "4", *measured, *session.posargs)
    if newest and not session.posargs:
        session.run("kata", "pack", "check", "--quick")


@nox.session(python=PYTHONS)
def content(session: nox.Session) -> None:
    """Hold all katas and questions against their programs; some ten minutes on each Python."""
    session.install("--quiet", ".")
    session.run("kata", "pack", "check", *session.posargs)

"""What a shell offers behind the Tab key, in the real shells that are here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

PROGRAM = "import sys; sys.argv[0] = 'kata'\nfrom grader.cli.main import run; run()"


@pytest.fixture
def offered(kata, folder, home):
    """What is offered for the words, the last of which is being typed."""

    def offered(*words: str, **environment: str) -> list[str]:
        done = kata(
            _KATA_COMPLETE="bash_complete",
            COMP_WORDS=" ".join(["kata", *words]),
            COMP_CWORD=str(len(words)),
            **environment,
        )
        assert done.stderr == ""
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    return offered


def test_commands_are_offered(offered):
    """What begins like it."""
    assert offered("s") == ["start", "solution"]


@pytest.mark.parametrize("command", ["start", "list", "demo", "solution", "reset", "hint", "watch"])
def test_katas_are_offered_by_number_and_name(offered, command):
    """Wherever a kata is asked for."""
    assert "6_thread_with_args" in offered(command, "6")
    assert offered(command, "6")[0] == "6"


def test_a_file_may_be_graded_as_well(offered):
    """The shell completes its name itself."""
    assert offered("grade", "my") == ["my"]


def test_topics_packs_and_beliefs_are_offered(offered):
    """For the quiz."""
    assert offered("quiz", "--topic", "L") == ["Locks and races"]
    assert offered("quiz", "--pack", "c") == ["core"]
    assert "no-join" in offered("quiz", "--misconception", "no-")


def test_nothing_goes_wrong_in_the_line_that_is_typed(offered, home):
    """Also with damaged data, or without a place for any: nothing is printed."""
    home.mkdir()
    (home / "questions.db").write_text("nonsense")
    assert "no-join" in offered("quiz", "--misconception", "no-")
    assert offered("quiz", "--topic", "L", KATA_HOME="/proc/none") == ["Locks and races"]


def test_a_shell_that_nobody_knows_is_asked_for(kata):
    """Without an argument it is for the shell of the environment."""
    done = kata("completion", SHELL="/bin/tcsh")
    assert done.returncode == 2
    assert done.stderr == (
        "Which shell is it for? Type one of: kata completion bash, kata completion zsh, "
        "kata completion fish\n"
    )
    script = kata("completion", SHELL="/bin/bash").stdout
    assert "_KATA_COMPLETE=bash_complete" in script


@pytest.fixture
def in_shell(folder, home):
    """Run lines in a shell in which ``kata`` is a command."""

    def in_shell(shell: str, *arguments: str, text: str = "") -> str:
        if shutil.which(shell) is None:
            pytest.skip(f"there is no {shell} here")
        programs = folder / "bin"
        programs.mkdir()
        kata = programs / "kata"
        path = f"import sys; sys.path[:0] = {sys.path!r}"
        kata.write_text(f"#!{sys.executable}\n{path}\n{PROGRAM}\n")
        kata.chmod(0o755)
        done = subprocess.run(
            [shell, *arguments],
            cwd=folder,
            env={**os.environ, "KATA_HOME": str(home), "PATH": f"{programs}:{os.environ['PATH']}"},
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return in_shell


def test_bash_completes_with_the_script(in_shell):
    """The function that the script defines fills in what bash asks it for."""
    told = in_shell(
        "bash", "--norc", "-c",
        'eval "$(kata completion bash)"; COMP_WORDS=(kata start 6_); COMP_CWORD=2; '
        '_kata_completion kata; echo "${COMPREPLY[@]}"',
    )  # fmt: skip
    assert told == "6_thread_with_args\n"


def test_fish_completes_with_the_script(in_shell):
    """Fish itself is asked what it would offer."""
    told = in_shell(
        "fish", "--no-config", "-c", 'kata completion fish | source; complete -C "kata start 6"'
    )
    assert "6_thread_with_args\tkata 6\n" in told


def test_zsh_takes_the_script(in_shell):
    """It is read without a complaint, and kata has a completion then."""
    told = in_shell(
        "zsh", "-f", "-c",
        'autoload -Uz compinit; compinit -u -D; eval "$(kata completion zsh)"; '
        "echo $_comps[kata]",
    )  # fmt: skip
    assert told == "_kata_completion\n"

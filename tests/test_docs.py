"""The documentation says what is so: its commands, its links, its recorded session."""

from __future__ import annotations

import html
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from grader.cli.main import kata

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
SHOWN = re.compile(r"`(kata [^`\n]+)`|^(?:    |\$ )(kata [a-z].*)$", re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def script(name: str):
    """A script of docs/, as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_what_the_commands_say():
    """It is made anew, and compared."""
    made = script("make_commands").page()
    kept = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert made == kept, "docs/commands.md is stale. Type: python docs/make_commands.py"


def test_every_command_says_what_it_does():
    """In a line of help that is not cut, with help for each option."""
    for path, command in script("make_commands").commands(kata, "kata"):
        assert command.help, path
        assert not command.get_short_help_str(60).endswith("..."), path
        bare = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
        assert bare == [], path


def shown_commands(text: str) -> Iterator[list[str]]:
    """The commands that a page shows, as words; what follows two blanks explains them."""
    for match in SHOWN.finditer(text):
        words = re.split(r"\s{2,}|\s[|;&>]|\s#", match[1] or match[2])[0].split()
        yield [word.strip("[]") for word in words]


def problem(words: list[str]) -> str | None:
    """What is wrong with a command that a page shows."""
    command: click.Command = kata
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        if not re.fullmatch("[a-z]+", rest[0]):
            return None  # a sentence, or a placeholder such as "kata …"
        name = rest.pop(0)
        found = command.get_command(click.Context(command), name)
        if found is None:
            return f"there is no command {name}"
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    known |= {"--help", "-h"}
    options = [word.partition("=")[0] for word in rest if word.startswith("--")]
    unknown = [option for option in options if option.rstrip(".,:") not in known]
    return f"no option {unknown[0]}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_shows_is_there(page):
    """With the options that it shows."""
    found = [(words, problem(words)) for words in shown_commands(page.read_text("utf-8"))]
    assert [(" ".join(words), wrong) for words, wrong in found if wrong] == []


def test_a_command_that_is_not_there_would_be_found():
    """Else the test above could not fail."""
    text = (
        "Type `kata grade --nonsense`.\n\n    kata nonsense 6     it\n    kata list --todo   yes\n"
    )
    wrong = [problem(words) for words in shown_commands(text)]
    assert wrong == ["no option --nonsense", "there is no command nonsense", None]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    """Within the repository; the web is not asked."""
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


LANES = re.compile(r"^ +(MainThread|Thread-\d+ \(func\)) .*$", re.M)
"""How long each thing took, and so how wide it is drawn, differs from run to run."""


def test_the_recorded_session_is_what_the_program_prints(tmp_path):
    """The commands are run again; of lanes only the names are compared."""
    escapes = re.compile(r"\x1b\[[0-9;]*m")
    now = escapes.sub("", script("make_session").session(tmp_path))
    kept = (ROOT / "docs" / "session.txt").read_text("utf-8")
    told, known = (
        [line.rstrip() for line in LANES.sub(r"\1", text).rstrip().splitlines()]
        for text in (now, kept)
    )
    assert told == known, "docs/session.txt is stale. Type: python docs/make_session.py"


def test_the_picture_of_the_session_shows_the_same_and_fetches_nothing():
    """Every word of the text stands in it, and no address but that of its own kind of document."""
    picture = (ROOT / "docs" / "session.svg").read_text("utf-8")
    text = html.unescape(re.sub(r"<[^>]+>", " ", picture)).replace("\xa0", " ")
    told = LANES.sub(r"\1", (ROOT / "docs" / "session.txt").read_text("utf-8"))
    words = set(told.split())
    assert {word for word in words if word not in text} == set()
    assert "url(http" not in picture
    assert "@font-face" not in picture

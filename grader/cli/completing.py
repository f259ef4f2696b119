"""What a shell offers behind the Tab key: katas, topics, packs and beliefs, by name.

Whatever goes wrong here offers nothing: an error would be printed into the line being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Offered(click.ParamType):  # type: ignore[type-arg]
    """A text for which a shell offers what begins like it."""

    def __init__(self, name: str, offers: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.name = name
        self._offers = offers

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what begins with what was typed, each with a word of help."""
        from click.shell_completion import CompletionItem

        try:
            offers = list(self._offers())
        except Exception:  # noqa: BLE001 - see the module's description
            offers = []
        return [
            CompletionItem(value, help=told)
            for value, told in offers
            if value.startswith(incomplete)
        ]


class _KataOrFile(_Offered):
    """A kata, or a Python file."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return katas and the files here."""
        from click.shell_completion import CompletionItem

        offered = super().shell_complete(ctx, param, incomplete)
        return [*offered, CompletionItem(incomplete, type="file")]


def _katas() -> Iterator[tuple[str, str]]:
    from grader.content.builtin import content_root
    from grader.content.katas import kata_names

    for name in kata_names(content_root()):
        number = name.partition("_")[0]
        yield number, name
        yield name, f"kata {number}"


def _questions() -> Iterator[tuple[str, str]]:
    from grader.cli.place import open_questions

    with open_questions() as index:
        yield from ((each.topic, each.pack) for each in index.listed())


def _topics() -> list[tuple[str, str]]:
    return sorted({topic: (topic, "a topic") for topic, _ in _questions()}.values())


def _packs() -> list[tuple[str, str]]:
    return sorted({pack: (pack, "a pack") for _, pack in _questions()}.values())


def _beliefs() -> list[tuple[str, str]]:
    from grader.cli.place import open_questions

    with open_questions() as index:
        return [(each.id, each.belief) for each in index.misconceptions().values()]


KATA = _Offered("kata", _katas)
KATA_OR_FILE = _KataOrFile("kata or file", _katas)
TOPIC = _Offered("topic", _topics)
PACK = _Offered("pack", _packs)
BELIEF = _Offered("belief", _beliefs)

"""Ids made from what an author wrote elsewhere."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 40


class Names:
    """Gives each text an id that no other one has."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def given(self, text: str, otherwise: str) -> str:
        """Return an id made from the text; ``otherwise`` where no letter of it can be used."""
        stem = name = slug(text) or otherwise
        while name in self._given:
            self._next[stem] = self._next.get(stem, 1) + 1
            name = f"{stem}-{self._next[stem]}"
        self._given.add(name)
        return name


def slug(text: str) -> str:
    """Return the first words of a text in small letters, digits and hyphens; it may be empty."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    found = ""
    for word in words:
        if found and len(found) + len(word) >= _LONGEST:
            break
        found = f"{found}-{word}" if found else word[:_LONGEST]
    return found

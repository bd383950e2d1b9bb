"""Names: the form in which two spellings of one author are the same, and where an author ends and the text begins."""

from __future__ import annotations

import re

import numpy as np

from bmp_networks.io.whatsapp.headers import NO_AUTHOR, Skeleton

_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u202f]")
_TILDE = re.compile(r"~ ?")


def clean_name(name: str) -> str:
    """Give a name without direction marks, odd spaces and the leading ``~`` of people who are no contacts."""
    if name.isascii():
        return name[2:] if name.startswith("~ ") else name.removeprefix("~")
    name = _SPACES.sub(" ", _MARKS.sub("", name))
    return _TILDE.sub("", name, count=1) if name.startswith("~") else name


def clean_text(text: str) -> str:
    """Give a system line in the form in which its sentence is looked for: no direction marks, ordinary spaces."""
    return text if text.isascii() else _SPACES.sub(" ", _MARKS.sub("", text))


class Authors:
    """The records of a skeleton while their authors are corrected."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.changed: set[int] = set()
        self.dashed = False
        self.codes: dict[str | None, int] = {name: code for code, name in enumerate(skeleton.authors)}

    def give(self, number: int, name: str, start: int) -> None:
        """Say that a record is by an author, and that its text begins at a place in what was its text."""
        code = self.codes.setdefault(name, len(self.codes))
        if code == len(self.skeleton.authors):
            self.skeleton.authors.append(name)
        self.skeleton.author_codes[number] = code
        self.set_text(number, self.skeleton.texts[number][start:])

    def take(self, number: int, text: str) -> None:
        """Say that a record has no author: what was one belongs to its text."""
        self.skeleton.author_codes[number] = NO_AUTHOR
        self.set_text(number, text)

    def set_text(self, number: int, text: str) -> None:
        """Change a text, and remember that."""
        self.skeleton.texts[number] = text
        self.changed.add(number)

    def first_records(self) -> list[int]:
        """Give the first record of each author, by code; -1 for an author without records."""
        codes = self.skeleton.author_codes
        firsts = np.full(len(self.skeleton.authors), -1, dtype=np.int64)
        # Of several values for one place the last one stays: so backward.
        firsts[codes[::-1]] = np.arange(len(codes))[::-1]
        found: list[int] = firsts.tolist()
        return found

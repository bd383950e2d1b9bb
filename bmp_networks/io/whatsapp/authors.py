"""Names: the form in which two spellings of one author are the same, and where an author ends and the text begins."""

from __future__ import annotations

import re

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

"""Folded copies and tokens of a message, for matching only: the message itself is never rewritten."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
# Joiners (U+200C, U+200D) stay: they hold an emoji or a Persian name together.
_INVISIBLE_IN_NAMES = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\d?|\d+(?:[.,:/]\d+)*", re.UNICODE)


class Token(NamedTuple):
    """A word or number of a message: its folded form and where it stands in the verbatim text."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Give the form in which two spellings of one word look alike: NFKC, no invisible marks, lower case."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tokenize(text: str) -> list[Token]:
    """Cut a message into words and numbers, folded, with their positions in the verbatim text."""
    return [Token(fold(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def clean_name(name: str) -> str:
    """Give a name as people would type it: no invisible marks, plain spaces, no ``~`` before a push name."""
    spaced = name.replace("\u00a0", " ").replace("\u202f", " ")
    return _INVISIBLE_IN_NAMES.sub("", spaced).strip().removeprefix("~").strip()

"""Who is named in a message, as far as names can be told from the authors' names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bmp_networks.coding.reply_words import FORMS, WORD, form_bits
from bmp_networks.text import fold

SPOKEN_TO = 1
"""The message speaks to the person: a vocative, a leading name, a mention."""
SPOKEN_OF = 2
"""The person's name stands somewhere in the message."""
CERTAIN = 4
"""The name leads the message ("name: text") or is a mention: no other reading is possible."""

_EDGE = re.compile(r"^[^\w\[\]|{}`^]+|[^\w\[\]|{}`^]+$")
_LEADING = re.compile(r"^\s*@?(\S+?)\s*[:,;>]+(?:\s|$)")
_MENTION = re.compile(r"@\s?\u2068?(\+?\d[\d\s-]{6,}\d|[^\u2069@]{2,40}(?=\u2069))")
_TITLE = 1 << FORMS.index("title")


class Namebook:
    """The authors of a chat by what they may be called.

    Parameters
    ----------
    authors
        The authors' names as the export has them.
    """

    def __init__(self, authors: Sequence[str]) -> None:
        self.whole: dict[str, int] = {}
        self.digits: dict[str, int] = {}
        self.given: dict[str, int] = {}
        self.titles = np.zeros(len(authors), dtype=np.int64)
        bits = form_bits()
        taken: dict[str, int] = {}
        for number, author in enumerate(authors):
            folded = fold(author).strip()
            self.whole[folded] = number
            digits = re.sub(r"\D", "", author)
            if len(digits) >= 8 and len(digits) >= len(author) / 2:
                self.digits[digits] = number
                continue
            words = WORD.findall(folded)
            if " " in folded:
                for word in words:
                    if bits.get(word, 0) & _TITLE:
                        self.titles[number] |= bits[word]
                words = [word for word in words if not bits.get(word, 0) & _TITLE and len(word) > 2]
                if words:
                    taken[words[0]] = -1 if words[0] in taken else number
        self.given = {word: number for word, number in taken.items() if number >= 0}

    def read(self, text: str, words: Sequence[str]) -> dict[int, int]:
        """Tell whom a message names: author number → ``SPOKEN_TO``, ``SPOKEN_OF``, ``CERTAIN`` as bits."""
        found: dict[int, int] = {}
        leading = _LEADING.match(text)
        if leading and (number := self.whole.get(fold(leading.group(1)))) is not None:
            found[number] = SPOKEN_TO | CERTAIN
        if "@" in text:
            for mention in _MENTION.findall(text):
                number = self.digits.get(re.sub(r"\D", "", mention), self.whole.get(fold(mention).strip()))
                if number is not None:
                    found[number] = SPOKEN_TO | CERTAIN
        for piece in fold(text).split():
            number = self.whole.get(piece) if len(piece) > 2 else None
            if number is None and len(piece) > 2 and not (piece[0].isalnum() and piece[-1].isalnum()):
                number = self.whole.get(_EDGE.sub("", piece))
            if number is not None:
                found[number] = found.get(number, 0) | SPOKEN_OF
        for place, word in enumerate(words):
            number = self.given.get(word)
            if number is not None:
                found[number] = found.get(number, 0) | self._manner(words, place)
        return found

    def _manner(self, words: Sequence[str], place: int) -> int:
        titled = place > 0 and bool(form_bits().get(words[place - 1], 0) & _TITLE)
        at_the_edge = place <= 3 or place == len(words) - 1
        return SPOKEN_TO | SPOKEN_OF if at_the_edge and (titled or place == 0) else SPOKEN_OF


def learn_titles(book: Namebook, messages: Sequence[Sequence[str]]) -> np.ndarray:
    """Collect how each author is addressed (*mbak*, *pak* …), as bits of ``FORMS``, shape ``(n authors,)``."""
    titles = book.titles.copy()
    bits = form_bits()
    for words in messages:
        for before, word in pairwise(words):
            number = book.given.get(word)
            if number is not None and (form := bits.get(before, 0)) & _TITLE:
                titles[number] |= form
    return titles


def bare_titles(book: Namebook, words: Sequence[str]) -> int:
    """Collect the titles a message uses without a name (*nggih bu*), as bits of ``FORMS``."""
    bits = form_bits()
    found = 0
    for place, word in enumerate(words):
        form = bits.get(word, 0)
        if form & _TITLE and not (place + 1 < len(words) and words[place + 1] in book.given):
            found |= form
    return found

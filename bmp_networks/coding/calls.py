"""The words of messages that call a member, whoever writes them and whenever: looked up once for equal messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bmp_networks.coding.names import NameBook, vocative_words
from bmp_networks.coding.nicknames import sound_key
from bmp_networks.coding.vocatives import Place, is_vocative
from bmp_networks.text import Token


class Call(NamedTuple):
    """A word of a message that calls a member.

    Parameters
    ----------
    persons
        Who may be meant.
    speaks_to
        Whom of these it speaks to if she is meant; a member who never writes is mostly spoken about.
    place
        Where it stands.
    next_word
        The word after it, which may be a second name.
    """

    persons: list[str]
    speaks_to: frozenset[str]
    place: Place
    next_word: str


class Calls:
    """The words by which members are called, looked up once for equal words and equal messages.

    Parameters
    ----------
    book
        The members and what they are called.
    """

    def __init__(self, book: NameBook) -> None:
        self.book = book
        self._bearers: dict[tuple[str, bool], tuple[dict[str, bool], bool]] = {}
        self._of: dict[str, list[Call]] = {}

    def of(self, text: str, tokens: Sequence[Token]) -> list[Call]:
        """Give the words of a message that call a member, if their bearer is meant."""
        calls = self._of.get(text)
        if calls is None:
            calls = self._of[text] = self._look(text, tokens)
        return calls

    def _look(self, text: str, tokens: Sequence[Token]) -> list[Call]:
        calls: list[Call] = []
        known, titles = self.book.words, vocative_words().titles
        titled = False
        for at, (word, _, _) in enumerate(tokens):
            if titled or word in known:
                silent, short = self._who(word, titled)
                if silent:
                    next_word = tokens[at + 1].text if at + 1 < len(tokens) else ""
                    place = Place(text, tokens, at, last=at + (next_word in self.book.further))
                    speaks = {some: is_vocative(place, short=short, silent=some) for some in set(silent.values())}
                    speaks_to = frozenset([person for person, never_writes in silent.items() if speaks[never_writes]])
                    if speaks_to:
                        calls.append(Call(list(silent), speaks_to, place, next_word))
            titled = word in titles
        return calls

    def _who(self, word: str, titled: bool) -> tuple[dict[str, bool], bool]:
        """Give who may be called by a word and whether each never writes, and whether the word is a clipped name."""
        key = (word, titled)
        if key not in self._bearers:
            persons, short = _called(self.book, word, titled=titled)
            self._bearers[key] = ({person: person not in self.book.wrote for person in persons}, short)
        return self._bearers[key]


def _called(book: NameBook, word: str, *, titled: bool) -> tuple[list[str], bool]:
    """Give who may be called by a word, and whether it is only a clipped form of the name."""
    if word in book.given:
        return book.given[word], False
    if titled and word in book.offices:
        return book.offices[word], False
    if word in book.further and len(book.further[word]) == 1:
        return book.further[word], not titled
    if word in book.shorts and (titled or len(word) == 2 or len(book.shorts[word]) == 1):
        return book.shorts[word], True
    if titled and word in book.clipped:
        return book.clipped[word], True
    if titled and len(word) > 3 and word.isalpha():
        alike = book.sounds.get(sound_key(word))
        longer = [name for name in book.given if name.startswith(word) or name.endswith(word)]
        name = alike or (longer[0] if len(longer) == 1 else "")
        return book.given.get(name, []), False
    return [], False

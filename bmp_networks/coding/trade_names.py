"""Contact names that hold ordinary words: *Turinah Sale*, *Karti Nira* are not called *sale* or *nira*."""

from __future__ import annotations

from collections.abc import Sequence

from bmp_networks.coding.names import NameBook, vocative_words
from bmp_networks.coding.nicknames import short_forms
from bmp_networks.text import Token

_OFTEN_SMALL = 3


def drop_words_of_trade(
    book: NameBook, messages: Sequence[tuple[int, str, str]], tokens: Sequence[Sequence[Token]]
) -> None:
    """Forget name parts that the chat writes small as ordinary words: *Sale*, *Nira* of contact names.

    Parameters
    ----------
    book
        The names; such words are taken out.
    messages
        ``(i, author, text)`` of every message with text.
    tokens
        Tokens of every message, by ``i``.
    """
    titles = vocative_words().titles
    parts = book.given.keys() | book.further.keys()
    small = dict.fromkeys(parts, 0)
    named = dict.fromkeys(parts, 0)
    for i, _, text in messages:
        for at, token in enumerate(tokens[i]):
            if token.text not in parts:
                continue
            before = tokens[i][at - 1].text if at else ""
            if before in titles or before in book.given:
                named[token.text] += 1
            elif text[token.start].islower():
                small[token.text] += 1
            elif at:
                named[token.text] += 1
    for word in parts:
        if small[word] >= _OFTEN_SMALL and small[word] > 2 * named[word]:
            _forget(book, word)


def _forget(book: NameBook, word: str) -> None:
    """Take a word out of the names, and what it is clipped to, where its bearers have other names."""
    book.further.pop(word, None)
    persons = book.given.get(word, [])
    if not persons:
        book.words.discard(word)
    elif {person for name, owners in book.given.items() if name != word for person in owners}.issuperset(persons):
        del book.given[word]
        book.words.discard(word)
        for short in short_forms(word):
            for table in (book.shorts, book.clipped):
                others = [person for person in table.get(short, ()) if _is_clipped_to(book, person, short)]
                table.pop(short, None)
                table.update({short: others} if others else {})


def _is_clipped_to(book: NameBook, person: str, short: str) -> bool:
    """Say whether a given name of a person is clipped to a form."""
    return any(person in owners and short in short_forms(name) for name, owners in book.given.items())

"""What a member deals in: by her contact name (*Nur Dodol Salak*), else by what she mostly writes about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bmp_networks.coding.signs import Term, terms_trie
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens, tokenize

MOSTLY = 0.7
"""Share of a member's own mentions from which a product is her trade."""

OFTEN = 2
"""How many messages of hers must name it."""

SURE = 0.5
"""Weight from which a word of a contact name counts."""


OWN_FACTOR = 2.5
"""How much likelier a message goes on about what its writer deals in."""

CALLED_FACTOR = 2.0
"""How much likelier a message goes on about what a member it calls by name deals in."""

SHORTEST_NAME = 3
"""Letters a given name must have to be known in a message."""


class Fitting(NamedTuple):
    """What the writer of a message deals in, the members she calls by name, and who says so by her contact name."""

    writer: frozenset[str]
    called: frozenset[str]
    by_name: bool

    def factor(self, codes: Iterable[str]) -> float:
        """Say how much likelier the trades make a message that goes on about some products."""
        codes = set(codes)
        own = OWN_FACTOR if not self.writer.isdisjoint(codes) else 1.0
        return own * (CALLED_FACTOR if not self.called.isdisjoint(codes) else 1.0)

    def only(self, *, opens: bool) -> tuple[str, ...]:
        """Give the one product the writer deals in, else the called members; none where there are several.

        In an answer (not ``opens``) only a contact name says what the writer deals in.
        """
        for codes, known in ((self.writer, self.by_name or opens), (self.called, opens)):
            if codes and known:
                return tuple(codes) if len(codes) == 1 else ()
        return ()


class Dealers:
    """The members whose trade is known, by contact name and by given name.

    Parameters
    ----------
    trades
        Contact name to product ids.
    by_name
        Contact names that say themselves what their bearers deal in.
    """

    def __init__(self, trades: Mapping[str, frozenset[str]], by_name: Iterable[str] = ()) -> None:
        self._trades = trades
        self._by_name = frozenset(by_name)
        bearers: dict[str, list[str]] = {}
        for name in trades:
            words = [
                token.text for token in tokenize(name) if token.text.isalpha() and len(token.text) >= SHORTEST_NAME
            ]
            for word in words[:2]:
                bearers.setdefault(word, []).append(name)
        self._given = {word: names[0] for word, names in bearers.items() if len(names) == 1}

    def called(self, message: Sequence[Token]) -> set[str]:
        """Give the members whose given name stands in a message."""
        given = self._given
        return {given[token[0]] for token in message if token[0] in given}

    def of(self, message: Sequence[Token], author: str | None) -> Fitting:
        """Say which trades fit a message."""
        codes = [code for name in self.called(message) if name != author for code in self._trades[name]]
        name = author or ""
        return Fitting(self._trades.get(name, frozenset()), frozenset(codes), name in self._by_name)


def trades_by_name(
    names: Iterable[str | None], lexicon: Lexicon, products: Iterable[Iterable[str]]
) -> dict[str, frozenset[str]]:
    """Say which products contact names speak of; names without any are left out.

    A general word or a raw material in a name (*Ani Telor*) is the one product the chat names that is of its kind
    or made of it.

    Parameters
    ----------
    names
        Contact names.
    lexicon
        Words of products and materials.
    products
        Products named in the messages.
    """
    trie = terms_trie(lexicon, "product", "material")
    dealt_in = {code for codes in products for code in codes}
    found: dict[str, frozenset[str]] = {}
    for name in {name for name in names if name}:
        terms = [term for hit in trie.find(tokenize(name)) for term in hit.values]
        sure = {term.code for term in terms if term.weight > SURE and term.field == "product"}
        codes = sure or _dealt_in(terms, dealt_in)
        if codes:
            found[name] = frozenset(codes)
    return found


def _dealt_in(terms: Iterable[Term], products: Iterable[str]) -> set[str]:
    """Give the one product that is of the kind that terms name or made of it; none where there are several."""
    kinds = {code for term in terms for code in products if code == term.code or code.startswith(f"{term.code} ")}
    return kinds if len(kinds) == 1 else set()


def trades_of(
    authors: Sequence[str | None],
    products: Sequence[tuple[str, ...]],
    named: Mapping[str, frozenset[str]],
    tokens: Tokens,
) -> dict[str, frozenset[str]]:
    """Say what every author deals in, from her contact name, else from what most of her messages name.

    Parameters
    ----------
    authors
        Who wrote each message.
    products
        What each message names itself.
    named
        What contact names speak of (``trades_by_name``).
    tokens
        The messages: a product named to a member speaks for her trade too.

    Returns
    -------
    dict
        Author to product ids; authors whose trade is not clear are left out.
    """
    trades = dict(named)
    counted: dict[str, Counter[str]] = {}
    callers = Dealers({name: frozenset() for name in authors if name})
    for place, (author, codes) in enumerate(zip(authors, products, strict=True)):
        if author and codes:
            called = callers.called(tokens[place]) - {author} if len(codes) == 1 else set()
            for name in (author, *called):
                if name not in trades:
                    counted.setdefault(name, Counter()).update(codes)
    for author, counts in counted.items():
        code, n = counts.most_common(1)[0] if counts else ("", 0)
        if n >= OFTEN and n >= MOSTLY * sum(counts.values()):
            trades[author] = frozenset((code,))
    return trades

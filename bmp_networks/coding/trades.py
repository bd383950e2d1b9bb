"""What a member deals in: by her contact name (*Nur Dodol Salak*), else by what she mostly writes about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bmp_networks.coding.phrases import PhraseTrie
from bmp_networks.coding.signs import Term, terms_trie
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import tokenize

MOSTLY = 0.7
"""Share of a member's own mentions from which a product is her trade."""

OFTEN = 3
"""How many messages of hers must name it."""

SURE = 0.5
"""Weight from which a word of a contact name counts."""


def trades_by_name(names: Iterable[str | None], trie: PhraseTrie[Term]) -> dict[str, frozenset[str]]:
    """Say which products contact names speak of; names without any are left out."""
    found = {
        name: frozenset(term.code for hit in trie.find(tokenize(name)) for term in hit.values if term.weight > SURE)
        for name in {name for name in names if name}
    }
    return {name: codes for name, codes in found.items() if codes}


def trades_of(
    authors: Sequence[str | None], products: Sequence[tuple[str, ...]], lexicon: Lexicon
) -> dict[str, frozenset[str]]:
    """Say what every author deals in, from her contact name, else from what most of her messages name.

    Parameters
    ----------
    authors
        Who wrote each message.
    products
        What each message names itself.
    lexicon
        Words of products and materials.

    Returns
    -------
    dict
        Author to product ids; authors whose trade is not clear are left out.
    """
    trades = trades_by_name(authors, terms_trie(lexicon, "product"))
    counted: dict[str, Counter[str]] = {}
    for author, codes in zip(authors, products, strict=True):
        if author and author not in trades:
            counted.setdefault(author, Counter()).update(codes)
    for author, counts in counted.items():
        code, n = counts.most_common(1)[0] if counts else ("", 0)
        if n >= OFTEN and n >= MOSTLY * sum(counts.values()):
            trades[author] = frozenset((code,))
    return trades

"""General words that mean what a place is known for, *batik* with the carica motif, *dodol* of salak; not elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bmp_networks.coding.phrases import PhraseTrie
from bmp_networks.coding.signs import Term
from bmp_networks.text import Token, Tokens, lookup_key, token_lists, tokenize

LOCAL_SIGN = "_"
"""What parts, in a product id, the general word from what the place is known for: *dodol* and *salak*."""


def kinds_elsewhere(
    codes: Collection[str], tokens: Tokens, authors: Iterable[str | None], trie: PhraseTrie[Term]
) -> dict[str, str]:
    """Give the local kinds that the people of this chat do not mean, each with the general word's own product.

    *Batik* and *dodol* stand for the kinds a place is known for (batik_carica, dodol_salak) where its ground word
    (carica, salak) occurs in the chat or in a contact name. Where it does not, *batik* is any batik, since carica
    is a product its own region would name; *dodol* is any dodol where the chat names another kind (dodol rumput
    laut). Only words of products count: *sirup*, which carica is cooked in, does not make carica known.

    Parameters
    ----------
    codes
        Every product the words of the chat may stand for.
    tokens, authors
        The messages, and who wrote them.
    trie
        Words of products and materials.

    Returns
    -------
    dict
        Local kind to general product (``other:batik``); empty where all of them are meant.
    """
    local = {code for code in codes if _opens(code, trie)}
    if not local:
        return {}
    words = set(token_lists(tokens).word_index.words)
    words |= {token.text for author in set(authors) for token in tokenize(author or "")}
    spoken = {lookup_key(word) for word in words}
    spoken |= {code for word in words for code in _products(word, trie)}
    found = {}
    for code in local:
        head, _, ground = code.rpartition(LOCAL_SIGN)
        others = any(other.startswith(f"other:{head} ") for other in codes)
        if ground not in spoken and (others or ground in _products(ground, trie)):
            found[code] = f"other:{head}"
    return found


def _opens(code: str, trie: PhraseTrie[Term]) -> bool:
    """Say whether a product is the local kind of a general word: the word alone stands for it."""
    head = "" if code.startswith("other:") else code.rpartition(LOCAL_SIGN)[0]
    return bool(head) and code in _products(head, trie)


def _products(word: str, trie: PhraseTrie[Term]) -> set[str]:
    """Give the products a single word names."""
    hits = trie.find([Token(word, 0, len(word))])
    return {term.code for hit in hits for term in hit.values if term.field == "product"}

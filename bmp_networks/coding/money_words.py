"""The cue words that tell prices and amounts of goods from other numbers."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from bmp_networks.resources import data_names, load_toml


class MoneyWords(NamedTuple):
    """The cue words for money and amounts, from the data files; see the comments there."""

    price: frozenset[str]
    price_step: frozenset[str]
    asks_price: frozenset[str]
    asks_amount: frozenset[str]
    barred: frozenset[str]
    allowed: frozenset[str]
    amount: frozenset[str]
    orders: frozenset[str]
    amount_after: frozenset[str]
    goods: frozenset[str]
    barred_things: frozenset[str]
    links: frozenset[str]
    counting: frozenset[str]
    not_counted: frozenset[str]
    only: frozenset[str]
    remainder: frozenset[str]
    takers: frozenset[str]
    more: frozenset[str]


@cache
def money_words() -> MoneyWords:
    """Gather the cue words of all packaged languages."""
    tables: dict[str, set[str]] = {name: set() for name in MoneyWords._fields}
    for name in data_names("lexicons"):
        if name.startswith("lexicons/money_"):
            for table, words in load_toml(name).content["words"].items():
                tables[table].update(words)
    return MoneyWords(**{name: frozenset(words) for name, words in tables.items()})


_ENDINGS = ("nya", "ne", "na", "ku", "mu", "e")
_SHORTEST = 3


@cache
def _all_cues() -> frozenset[str]:
    return frozenset().union(*money_words())


@lru_cache(maxsize=100_000)
def cue_of(word: str) -> str:
    """Give the cue word that a word is a form of (*bensine*, *ojeknya* give *bensin*, *ojek*), else the word itself."""
    cues = _all_cues()
    if word in cues:
        return word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and stem in cues:
            return stem
    return word

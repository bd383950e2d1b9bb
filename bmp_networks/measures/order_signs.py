"""What the words of a message tell of an order: a wish, a promise, a payment, a shipment, a judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from bmp_networks.resources import load_toml
from bmp_networks.text import Token, fold, tokenize

CUE_LANGUAGES = ("id", "jv", "su", "en")
TRADE_STAGES = frozenset(("raw_material", "packaging", "order", "delivery", "feedback"))
SAME = 1e-9
"""Amounts closer than this are one."""


class Line(NamedTuple):
    """One amount of goods in a message: of which products, how much of what, whether a wish leads it in, its parts."""

    products: tuple[str, ...]
    quantity: float
    unit: str | None
    wished: bool = False
    amounts: tuple[float, ...] = ()

    def says(self, quantity: float) -> bool:
        """Whether this is the amount, or one of those it was read from."""
        return any(abs(one - quantity) < SAME for one in (self.quantity, *self.amounts))


class Said(NamedTuple):
    """A message as the book of orders reads it.

    Parameters
    ----------
    i, id, at, node
        Number, id, time and writer.
    parent
        The message it answers; None where it opens something new.
    act, stages, products, prices, places
        Its codes.
    lines
        Amounts of goods wished, offered or promised in it; what is only left in stock, a minimum or a bonus is not.
    cues
        Which kinds of words it holds (keys of the files of cues), ``?`` for a question mark.
    actors
        Organisations it names.
    addressee
        The one member it calls by name, if it is one.
    named
        Products it names itself; the others are carried over from the messages before.
    """

    i: int
    id: str
    at: datetime
    node: str
    parent: int | None
    act: str
    stages: frozenset[str]
    products: tuple[str, ...]
    prices: tuple[Mapping[str, Any], ...]
    places: tuple[str, ...]
    lines: tuple[Line, ...]
    cues: frozenset[str]
    actors: tuple[str, ...]
    addressee: str | None
    named: frozenset[str] = frozenset()

    @property
    def reckons(self) -> bool:
        """Whether it multiplies an amount with a price and names the sum: a reckoning, no wish."""
        amounts = [float(price["amount"]) for price in self.prices]
        sums = {line.quantity * amount for line in self.lines for amount in amounts if line.quantity > 1}
        return bool(sums & set(amounts))

    @property
    def trades(self) -> bool:
        """Whether it may be about goods changing hands: not only making, showing or planning them."""
        return bool(self.stages & TRADE_STAGES) or (not self.stages and bool(self.lines))


def read_cues(text: str, tokens: Sequence[Token] | None = None) -> frozenset[str]:
    """Give the kinds of words a text holds, ``?`` among them where it asks.

    Parameters
    ----------
    text
        The message.
    tokens
        Its tokens where they are known already.
    """
    words = [token.text for token in (tokenize(text) if tokens is None else tokens)]
    singles, phrases = _cue_words()
    found: set[str] = set()
    begun = []
    for word in words:
        kinds = singles.get(word)
        if kinds:
            found |= kinds
        if word in phrases:
            begun.append(word)
    if begun:
        joined = f" {' '.join(words)} "
        found.update(kind for word in begun for phrase, kind in phrases[word] if phrase in joined)
    if "?" in text:
        found.add("?")
    return frozenset(found)


def stock_words() -> frozenset[str]:
    """Give the words before an amount that make it something else than an amount wished or promised."""
    return _listed("stock")


def wish_words() -> frozenset[str]:
    """Give the words of wishing for goods."""
    return _listed("wish")


def condition_words() -> frozenset[str]:
    """Give the words before an amount that make it a condition, unless the message asks: *kalau 50, 9 ribu*."""
    return _listed("condition")


def joining_words() -> frozenset[str]:
    """Give the words between two amounts that add them up."""
    return _listed("joined")


def packet_units() -> frozenset[str]:
    """Give the units of packets, which hold several products."""
    return _listed("packet")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for language in CUE_LANGUAGES for word in _cues(language)[kind])


def _cues(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = load_toml(f"orders/cues_{language}.toml").content["cues"]
    return found


@cache
def _cue_words() -> tuple[dict[str, frozenset[str]], dict[str, list[tuple[str, str]]]]:
    """Give the kinds of each single word, and the phrases with their kinds by the word they begin with."""
    singles: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for language in CUE_LANGUAGES:
        for kind, entries in _cues(language).items():
            for entry in entries:
                word = fold(entry)
                if " " in word:
                    phrases.setdefault(word.partition(" ")[0], []).append((f" {word} ", kind))
                else:
                    singles.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in singles.items()}, phrases

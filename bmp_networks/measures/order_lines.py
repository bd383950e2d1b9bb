"""Which amount in a message belongs to which product, and which amounts are a stock, a minimum or a part of another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from bmp_networks.measures.order_signs import (
    Line,
    condition_words,
    joining_words,
    packet_units,
    stock_words,
    wish_words,
)
from bmp_networks.text import Token, fold, lookup_key, tokenize

_VOWELS = re.compile("[aeiou]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_CLAUSE_END = re.compile(r"[,.](?=\s)|[;\n]")
CLAUSE_ENDS = frozenset(".,;:()\n")
"""Marks over which a word does not lead an amount in."""

BEFORE = 2
"""So many words before an amount are looked at."""


MOST_KIND = 3
"""So many words, the unit among them, may stand between the amounts of two kinds of one product."""


class _Amount(NamedTuple):
    value: float
    unit: str | None
    start: int
    end: int
    lead: frozenset[str]  # the few words before it


def read_lines(
    text: str,
    products: Sequence[str],
    quantities: Sequence[Mapping[str, Any]],
    spans: Sequence[Mapping[str, Any]] = (),
    *,
    tokens: Sequence[Token] | None = None,
) -> tuple[Line, ...]:
    """Give the amounts wished or promised in a message, each with its product or, for a packet, its products.

    Where a person coded the message and did not say where in the text she read a code, amounts are looked for as
    written and products by the consonants of their names.

    Parameters
    ----------
    text
        The message.
    products, quantities, spans
        Its codes.
    tokens
        Its tokens where they are known already.
    """
    tokens = tokenize(text) if tokens is None else tokens
    barred = stock_words() if "?" in text else stock_words() | condition_words()
    # A stock, a minimum or an addition is said by the words right before the amount.
    amounts = [one for one in _places(text, tokens, quantities, spans) if one.value > 0 and not barred & one.lead]
    amounts = [one for one in amounts if not _is_aside(text, one)] or amounts
    if not amounts:
        return ()
    if not products:
        return _summed(text, {(): amounts})
    if len(products) == 1:
        return _summed(text, {(products[0],): amounts})
    if len(amounts) == 1 and (amounts[0].unit in packet_units() or len(set(products)) > 2):
        return _summed(text, {tuple(products): amounts})
    groups: dict[tuple[str, ...], list[_Amount]] = {}
    for amount, owner in zip(amounts, _owners(text, tokens, products, amounts, spans), strict=True):
        groups.setdefault(owner, []).append(amount)
    return _summed(text, groups)


def _is_aside(text: str, amount: _Amount) -> bool:
    """Whether an amount stands in brackets: the same said again, or the number of a list."""
    opened = text.rfind("(", 0, amount.start)
    return opened > text.rfind(")", 0, amount.start) and ")" in text[amount.end :]


def _places(
    text: str,
    tokens: Sequence[Token],
    quantities: Sequence[Mapping[str, Any]],
    spans: Sequence[Mapping[str, Any]],
) -> list[_Amount]:
    known = sorted((s["start"], s["end"]) for s in spans if s["field"] == "quantities" and s.get("start") is not None)
    found, after = [], 0
    for number, quantity in enumerate(quantities):
        value = float(quantity["value"])
        if len(known) == len(quantities):
            start, end = known[number]
        else:
            start, end = _written(text, value, after)
            after = max(after, end)
        found.append(_Amount(value, quantity.get("unit"), start, end, _before(text, tokens, start)))
    return found


def _written(text: str, value: float, after: int) -> tuple[int, int]:
    for match in _DIGITS.finditer(text, after):
        if match[0].replace(",", ".").rstrip("0").rstrip(".") == f"{value:g}" or match[0] == f"{value:g}":
            return match.start(), match.end()
    return after, after


def _before(text: str, tokens: Sequence[Token], start: int) -> frozenset[str]:
    """Give the few words that lead an amount in, as far as its clause goes."""
    last = bisect_right(tokens, start, key=lambda token: token.end)
    lead = tokens[max(last - BEFORE, 0) : last]
    if lead and any(mark in CLAUSE_ENDS for mark in text[lead[0].start : start]):
        clause = max(text.rfind(mark, 0, start) for mark in CLAUSE_ENDS)
        lead = [token for token in lead if token.start > clause]
    return frozenset(token.text for token in lead)


def _owners(
    text: str,
    tokens: Sequence[Token],
    products: Sequence[str],
    amounts: Sequence[_Amount],
    spans: Sequence[Mapping[str, Any]],
) -> list[tuple[str, ...]]:
    places = sorted(
        (int(span["start"]), str(span["value"]))
        for span in spans
        if span["field"] == "products" and span.get("start") is not None and span["value"] in products
    )
    places = places or _named(tokens, products)
    if len(amounts) == len(products) and {product for _, product in places} != set(products):
        return [(product,) for product in products]
    if not places:
        return [tuple(products)] * len(amounts)
    by_clause = _owners_by_clause(text, places, products, amounts)
    if by_clause:
        return by_clause
    # "tiwul 120, keripik 200": the product stands before; "40 dus carica, 30 keripik": it stands behind.
    stands_before = places[0][0] < amounts[0].start
    owners: list[tuple[str, ...]] = []
    for amount in amounts:
        if stands_before:
            near = [product for start, product in places if start <= amount.start] or [places[0][1]]
            owners.append((near[-1],))
        else:
            near = [product for start, product in places if start >= amount.end] or [places[-1][1]]
            owners.append((near[0],))
    return owners


def _owners_by_clause(
    text: str, places: Sequence[tuple[int, str]], products: Sequence[str], amounts: Sequence[_Amount]
) -> list[tuple[str, ...]]:
    """Give the product of the clause each amount stands in; clauses without one are about the one named nowhere.

    Empty where several are named nowhere, or a product stands apart from the amounts.
    """
    left = [product for product in products if product not in {name for _, name in places}]
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    of_clause = {bisect_right(ends, start): product for start, product in reversed(places)}
    counted = {bisect_right(ends, amount.start) for amount in amounts}
    if len(left) != 1 or not set(of_clause) <= counted or len(set(of_clause.values())) < len(products) - 1:
        return []
    return [(of_clause.get(bisect_right(ends, amount.start), left[0]),) for amount in amounts]


def _named(tokens: Sequence[Token], products: Sequence[str]) -> list[tuple[int, str]]:
    written = [(token.start, bones_of(token.text)) for token in tokens]
    found = []
    for product, bones in bones_of_products(tuple(products)).items():
        found += [(start, product) for start, bone in written if bone in bones and len(bone) > 1]
    return sorted(found)


@lru_cache(maxsize=5_000)
def bones_of_products(products: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Give for each product the words of its name without vowels; a word that several share tells none of them."""
    words = {
        product: {bones_of(word) for word in re.split(r"[_ ]", product.removeprefix("other:"))} for product in products
    }
    counts = Counter(bone for bones in words.values() for bone in bones)
    return {
        product: frozenset(bone for bone in bones if counts[bone] == 1) or frozenset(bones)
        for product, bones in words.items()
    }


@lru_cache(maxsize=50_000)
def bones_of(word: str) -> str:
    """Give a word by its first letter and consonants, which spellings leave alone: *telor* as *telur*."""
    key = lookup_key(fold(word))
    return key[:1] + _VOWELS.sub("", key[1:])


def _summed(text: str, groups: Mapping[tuple[str, ...], Sequence[_Amount]]) -> tuple[Line, ...]:
    """Give one line for each product and unit: kinds joined by *and* or + are added up, else the largest counts."""
    lines = []
    for products, amounts in groups.items():
        by_unit: dict[str | None, list[_Amount]] = {}
        units = {amount.unit for amount in amounts if amount.unit}
        only = next(iter(units)) if len(units) == 1 else None
        for amount in amounts:
            by_unit.setdefault(amount.unit or only, []).append(amount)
        if len(by_unit) > 1:
            whole = {part.value for parts in by_unit.values() for part in parts if len(parts) == 1}
            by_unit = {u: p for u, p in by_unit.items() if len(p) == 1 or sum(one.value for one in p) not in whole}
        lines += [
            Line(
                products,
                _one(text, parts),
                unit,
                any(wish_words() & one.lead for one in parts),
                tuple(one.value for one in parts),
            )
            for unit, parts in by_unit.items()
        ]
    return tuple(lines)


def _one(text: str, parts: Sequence[_Amount]) -> float:
    values = [part.value for part in parts]
    top = max(values)
    if len(values) == 1 or abs(sum(values) - 2 * top) < 1e-9:
        return top
    between = [text[a.end : b.start] for a, b in pairwise(parts)]
    if all("+" in gap or joining_words() & {t.text for t in tokenize(gap)} or _names_a_kind(gap) for gap in between):
        return sum(values)
    return top


def _names_a_kind(gap: str) -> bool:
    """Whether only a word or two stand between two amounts: *jambal 3 kg layur 2 kg* is five of one product."""
    words = [token.text for token in tokenize(gap)]
    return 1 <= len(words) <= MOST_KIND and not any(mark in gap for mark in "=.\n(:?!;/")

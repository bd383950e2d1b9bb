"""Which stages of a product chain a message speaks of: weighed lexicon words that add up, .5 counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bmp_networks.coding.phrases import Codes, Hit, Span, within
from bmp_networks.coding.signs import Surroundings, Term, mentions_and_links, surroundings, terms_of, terms_trie
from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens, token_lists

COUNTS = 0.5
"""Probability from which a stage counts."""

STANDS_ALONE = 0.65
"""Weight a phrase must have in a message that is about no product."""

STRONG = 0.55
"""Weight from which one phrase alone makes an order, also where inputs or packs are bought."""

OF_NO_PRODUCT = ("promotion", "packaging")
"""Stages (stands and bazaars, permits and labels) that people plan without naming goods, also at a meeting."""

PLAIN = 0.7
"""Weight a phrase of such a stage must have beside talk that is not about goods."""

EVENT = np.timedelta64(36, "h")
"""How long a bazaar goes on after somebody wrote from it."""

_NOTHING: tuple[tuple[Any, ...], ...] = ((), (), ())
_BOUGHT = frozenset(("raw_material", "packaging"))


def code_stages(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    texts: Sequence[str | None],
    products: Sequence[tuple[str, ...]],
    masked: Sequence[Sequence[Span]] | None = None,
    sent_at: npt.NDArray[np.datetime64] | None = None,
    around: Sequence[Surroundings] | None = None,
) -> Codes:
    """Say which stages each message speaks of by its own words.

    Every phrase has a weight; different phrases of a stage add up as independent signs do,
    1 - (1 - a)(1 - b). What a phrase needs (a number, a product) and what rules it out stands in the lexicon.
    Buying inputs or packs is no order of goods. What is sold while a bazaar goes on is promotion.

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    lexicon
        Words of stages and cues.
    texts
        The messages as written.
    products
        Product ids of every message (best after ``carry_over``).
    masked
        Spans of every message (of organisations) in which a stage word is none.
    sent_at
        When each message was sent; without it no bazaar is known to go on.
    around
        Surroundings of every message (``surroundings``), where they were already worked out.

    Returns
    -------
    Codes
        Stages in the order of the chain; spans with field ``stages``, value, start, end and weight; as proposed the
        spans that would count if the message were about a product.
    """
    around = around or surroundings(tokens, lexicon)
    trie = terms_trie(lexicon, "stage")
    signs = [(phrase, term) for phrase, term in terms_of(lexicon, "stage") if phrase.startswith("#")]
    at_bazaar = _bazaar_days(around, sent_at)
    coded: list[tuple[tuple[Any, ...], ...]] = []
    lists = token_lists(tokens)
    read: dict[tuple[int, bool, tuple[tuple[int, int], ...]], tuple[tuple[Any, ...], ...]] = {}
    for place, (number, hits) in enumerate(zip(lists.which, trie.find_all(tokens), strict=True)):
        named = bool(products[place])
        if not hits and not (named and around[place].numbers):
            coded.append(_NOTHING)
            continue
        out = tuple([(span["start"], span["end"]) for span in masked[place]]) if masked else ()
        key = (number, named, out)
        if key not in read:
            read[key] = _read(around[place], hits, signs, [*mentions_and_links(texts[place]), *out], product=named)
        codes, found, meant = read[key]
        if at_bazaar[place] and "order" in codes and around[place].has("sold"):
            sold = {"promotion" if code == "order" else code for code in codes}
            codes = tuple(stage for stage in STAGES if stage in sold)
        coded.append((codes, found, meant))
    return Codes(*(list(column) for column in zip(*coded, strict=True))) if coded else Codes([], [], [])


def _read(
    around: Surroundings,
    hits: Sequence[Hit[Term]],
    signs: Sequence[tuple[str, Term]],
    out: Sequence[tuple[int, int]],
    *,
    product: bool,
) -> tuple[tuple[Any, ...], ...]:
    """Give the stages of a message that is about a product or not, their spans, and those if it were about one."""
    message = around.tokens
    holding = [
        (hit, term)
        for hit in hits
        if not out or not within(out, message[hit.first].start, message[hit.last - 1].end)
        for term in hit.values
        if around.fits(term, hit.first, hit.last, product=True)
    ]
    meant = [_span(term, message[hit.first], message[hit.last - 1]) for hit, term in holding]
    if around.numbers:
        number = message[min(around.numbers)]
        meant += [
            _span(term, number, number)
            for sign, term in signs
            if around.shows(sign, 0, 0) and around.fits(term, 0, 0, product=True)
        ]
    found = meant if product else _of_no_product(around, holding, meant)
    return counted(weigh(found), found) if found else (), tuple(found), tuple(meant)


def _of_no_product(
    around: Surroundings, holding: Sequence[tuple[Hit[Term], Term]], spans: Sequence[Span]
) -> list[Span]:
    """Give the spans of those stage words, of all that hold, that also do in a message about no product."""
    found = [
        span
        for (hit, term), span in zip(holding, spans, strict=False)
        if term.weight >= STANDS_ALONE and (not term.needs_signs or around.fits(term, hit.first, hit.last))
    ]
    if not around.has("off_goods"):
        return found
    return [span for span in found if span["value"] in OF_NO_PRODUCT and span["weight"] >= PLAIN]


def weigh(found: Sequence[Span]) -> dict[str, float]:
    """Give the probability of every stage that is spoken of; a word counts once, by its largest weight."""
    best: dict[tuple[str, int], float] = {}
    for span in found:
        key = (span["value"], span["start"])
        if span["weight"] > best.get(key, 0.0):
            best[key] = span["weight"]
    against: dict[str, float] = {}
    for (stage, _), weight in best.items():
        against[stage] = against.get(stage, 1.0) * (1 - weight)
    return {stage: 1 - rest for stage, rest in against.items()}


def counted(weights: Mapping[str, float], found: Sequence[Span]) -> tuple[str, ...]:
    """Give the stages that count; an order by weak words only is none where inputs or packs are bought."""
    stages = tuple([stage for stage in STAGES if stage in weights and weights[stage] >= COUNTS])
    if "order" in stages and not _BOUGHT.isdisjoint(stages) and strongest(found, "order") < STRONG:
        return tuple(stage for stage in stages if stage != "order")
    return stages


def strongest(found: Sequence[Span], stage: str) -> float:
    """Give the weight of the strongest phrase of a stage, 0 without any."""
    return max((span["weight"] for span in found if span["value"] == stage), default=0.0)


def _span(term: Term, first: Token, last: Token) -> Span:
    return {"field": "stages", "value": term.code, "start": first.start, "end": last.end, "weight": term.weight}


def _bazaar_days(around: Sequence[Surroundings], sent_at: npt.NDArray[np.datetime64] | None) -> list[bool]:
    """Say which messages were sent while a bazaar went on."""
    if sent_at is None:
        return [False] * len(around)
    writes = np.array([message.has("at_bazaar") for message in around], dtype=bool)
    last = np.maximum.accumulate(np.where(writes, np.arange(len(around)), -1))
    days: list[bool] = ((last >= 0) & (sent_at - sent_at[last] <= EVENT)).tolist()
    return days

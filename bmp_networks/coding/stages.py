"""Which stages of a product chain a message speaks of: weighed lexicon words that add up, .5 counts."""

from __future__ import annotations

from collections.abc import Sequence

from bmp_networks.coding.phrases import Codes, Span, within
from bmp_networks.coding.signs import Cues, Surroundings, mentions_and_links, terms_trie
from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Tokens

COUNTS = 0.5
"""Probability from which a stage counts."""

NEAR = 2
"""How many messages away a product may be named for a word that needs one."""


def code_stages(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    texts: Sequence[str | None],
    products: Sequence[tuple[str, ...]],
    masked: Sequence[Sequence[Span]] | None = None,
) -> Codes:
    """Say which stages each message speaks of by its own words.

    Every phrase has a weight; different phrases of a stage add up as independent signs do,
    1 - (1 - a)(1 - b). What a phrase needs (a number, a product close by) and what rules it out stands in the
    lexicon.

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

    Returns
    -------
    Codes
        Stages in the order of the chain; spans with field ``stages``, value, start, end and weight.
    """
    cues = Cues.of(lexicon)
    trie = terms_trie(lexicon, "stage")
    codes: list[tuple[str, ...]] = []
    spans: list[tuple[Span, ...]] = []
    for place, (message, hits) in enumerate(zip(tokens, trie.find_all(tokens), strict=True)):
        if not hits:
            codes.append(())
            spans.append(())
            continue
        near = any(products[max(0, place - NEAR) : place + 1])
        around = Surroundings(message, cues, near_product=near)
        out = mentions_and_links(texts[place]) + [(s["start"], s["end"]) for s in (masked[place] if masked else ())]
        found: list[Span] = []
        for hit in hits:
            start, end = message[hit.first].start, message[hit.last - 1].end
            if within(out, start, end):
                continue
            found += [
                {"field": "stages", "value": term.code, "start": start, "end": end, "weight": term.weight}
                for term in hit.values
                if around.fits(term, hit.first, hit.last)
            ]
        codes.append(_counted(found))
        spans.append(tuple(found))
    return Codes(codes, spans)


def _counted(found: Sequence[Span]) -> tuple[str, ...]:
    against = dict.fromkeys(STAGES, 1.0)
    for stage, weight in {(span["value"], span["start"]): span["weight"] for span in found}.items():
        against[stage[0]] *= 1 - weight
    return tuple(stage for stage in STAGES if 1 - against[stage] >= COUNTS)

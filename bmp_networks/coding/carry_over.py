"""What a message takes over from the one it answers: the product it goes on about without naming it, and its stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bmp_networks.coding.phrases import Codes, Span
from bmp_networks.coding.signs import Cues
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens

NOBODY = -1
"""In ``parents``: the message answers nobody."""


def carry_over(
    tokens: Tokens, lexicon: Lexicon, *, products: Codes, parents: Sequence[int]
) -> Codes:
    """Give the products of every message, with those it takes over from the message it answers.

    A message that names no product has those of the message it answers, where it goes on about them: not a
    plain thanks, greeting or laugh, and not talk of something else (a phone without signal, a passport).

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    lexicon
        Cues.
    products
        What each message names itself (``code_products``).
    parents
        The message each one answers; -1 for none. A message answers an earlier one only.

    Returns
    -------
    Codes
        Product ids; the spans are those of the named products.
    """
    cues = Cues.of(lexicon)
    codes = list(products.codes)
    for place, parent in enumerate(parents):
        if not codes[place] and 0 <= parent < place and codes[parent] and goes_on(tokens[place], cues):
            codes[place] = codes[parent]
    return Codes(codes, products.spans, products.proposed)


def goes_on(message: Sequence[Token], cues: Cues) -> bool:
    """Say whether a message can go on about the goods of the one it answers."""
    if cues.has("off_goods", message) or cues.has("equipment", message):
        return False
    closing = [hit for kind in ("thanks", "greeting", "praise_god", "laughter") for hit in cues.find(kind, message)]
    covered = {place for hit in closing for place in range(hit.first, hit.last)}
    rest = [token for place, token in enumerate(message) if place not in covered]
    return not closing or len([token for token in rest if not cues.has("title", [token])]) > 1


def carry_stages(
    stages: Codes, products: Codes, parents: Sequence[int], *, tokens: Tokens, lexicon: Lexicon
) -> Codes:
    """Give the stages of every message, with those it takes over from the message it answers."""
    codes: list[tuple[str, ...]] = []
    for place, parent in enumerate(parents):
        own = stages.codes[place]
        if not own and 0 <= parent < place and (products.codes[place] or not products.codes[parent]):
            own = codes[parent]
        codes.append(own)
    return Codes(codes, stages.spans)

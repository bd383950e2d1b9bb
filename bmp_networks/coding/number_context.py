"""What stands around a number: the words of its sentence before and after it, and which of them are goods."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from bmp_networks.coding.money_words import cue_of, money_words
from bmp_networks.coding.numbers import Number
from bmp_networks.text import Token

_BREAK = re.compile(r"[.!?;](?=\s|$)|\n|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_FILLERS = frozenset(
    (
        "ya", "yo", "nggih", "teh", "ceu", "kang", "mang", "bi", "mah", "tuh", "deh", "ki",
        "kuwi", "iku", "iki", "mbak", "mb", "mba", "bu", "pak", "mas", "kak", "sis", "kan",
        "to", "sama", "rp", "yg", "yang", "sing", "itu", "kui", "tu", "aja", "wae", "saja",
        "lah", "nih", "njih", "kira", "kira2", "kira-kira", "paling", "masih", "msh", "isih", "cuma", "mung",
        "baru", "nembe", "tak", "dak",
    )
)  # fmt: skip
_STANDS = frozenset(("stand", "stan", "lapak", "tenda", "retribusi", "sewa"))
_REACH = 12
_NEAR = 5


class Around(NamedTuple):
    """The surroundings of one number.

    Parameters
    ----------
    left, right
        Words of the same sentence before it (nearest first) and after it.
    goods_left, goods_right
        Whether goods stand within two words before, or right after.
    goods_places
        Places in ``left`` that are goods.
    goods_anywhere
        Whether goods are named anywhere in the message.
    barred_elsewhere, allowed_near
        Whether the message elsewhere, or the sentence, names money that is no price, or stand rent and freight.
    fillers
        Words that say nothing about a number.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    goods_left: bool
    goods_right: bool
    goods_places: frozenset[int]
    goods_anywhere: bool
    barred_elsewhere: bool
    allowed_near: bool
    fillers: frozenset[str] = _FILLERS


def look_around(
    text: str,
    tokens: Sequence[Token],
    numbers: Sequence[Number],
    goods_spans: Sequence[tuple[int, int]],
) -> list[Around]:
    """Give the surroundings of every number of a message."""
    if not numbers:
        return []
    words = money_words()
    texts = [cue_of(token.text) for token in tokens]
    starts = [token.start for token in tokens]
    in_spans = {at for at, start in enumerate(starts) for low, high in goods_spans if low <= start < high}
    breaks = [match.start() for match in _BREAK.finditer(text)]
    barred = not words.barred.isdisjoint(texts)
    anywhere = bool(in_spans) or not words.goods.isdisjoint(texts)
    found = []
    for number in numbers:
        before = _places_before(starts, number, breaks)
        after = _places_after(starts, number, breaks)
        left = tuple([texts[at] for at in before])
        goods_at = frozenset([place for place, at in enumerate(before) if at in in_spans or texts[at] in words.goods])
        telling = [place for place, word in enumerate(left[:6]) if word not in _FILLERS][:2]
        found.append(
            Around(
                left,
                tuple([texts[at] for at in after]),
                not goods_at.isdisjoint(telling),
                bool(after) and (after[0] in in_spans or texts[after[0]] in words.goods),
                goods_at,
                anywhere,
                barred,
                not _STANDS.isdisjoint(left[:_NEAR]),
            )
        )
    return found


def _places_before(starts: Sequence[int], number: Number, breaks: Sequence[int]) -> range:
    """Give the places of the words of the sentence before a number, nearest first."""
    at = bisect_left(breaks, number.start)
    edge = breaks[at - 1] if at else -1
    first = bisect_right(starts, edge)
    last = bisect_left(starts, number.start)
    return range(last - 1, max(first, last - _REACH) - 1, -1)


def _places_after(starts: Sequence[int], number: Number, breaks: Sequence[int]) -> range:
    at = bisect_left(breaks, number.unit_end)
    edge = breaks[at] if at < len(breaks) else 1 << 40
    first = bisect_left(starts, number.unit_end)
    return range(first, min(bisect_left(starts, edge), first + 4))

"""What stands around a number: the words of its sentence before and after it, and which of them are goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.numbers import Number
from bmp_networks.text import Token

_BREAK = re.compile(r"[.!?;](?=\s|$)|\n|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_FILLERS = frozenset(
    (
        "ya", "yo", "mbak", "mb", "mba", "bu", "pak", "mas", "kak", "sis", "kan", "to", "sama", "rp", "yg", "yang", "sing",
        "itu", "kui", "tu", "aja", "wae", "saja", "lah", "nih", "njih", "nggih", "kira", "kira2", "kira-kira", "paling",
        "masih", "msh", "isih", "cuma", "mung", "baru",
    )
)  # fmt: skip
_REACH = 12


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
    is_goods = [
        token.text in words.goods or any(start <= token.start < end for start, end in goods_spans) for token in tokens
    ]
    breaks = [match.start() for match in _BREAK.finditer(text)]
    texts = [token.text for token in tokens]
    barred = any(word in words.barred for word in texts)
    anywhere = any(is_goods)
    found = []
    for number in numbers:
        before = _words_before(tokens, number, breaks)
        after = _words_after(tokens, number, breaks)
        left = tuple(texts[at] for at in before)
        goods_at = frozenset(place for place, at in enumerate(before) if is_goods[at])
        telling = [place for place, at in enumerate(before) if texts[at] not in _FILLERS][:2]
        found.append(
            Around(
                left,
                tuple(texts[at] for at in after),
                any(place in goods_at for place in telling),
                bool(after) and is_goods[after[0]],
                goods_at,
                anywhere,
                barred,
                any(word in ("stand", "stan", "lapak", "tenda", "retribusi", "sewa") for word in left),
            )
        )
    return found


def _words_before(tokens: Sequence[Token], number: Number, breaks: Sequence[int]) -> list[int]:
    edge = max((place for place in breaks if place < number.start), default=-1)
    places = [at for at, token in enumerate(tokens) if edge < token.start and token.end <= number.start]
    return places[::-1][:_REACH]


def _words_after(tokens: Sequence[Token], number: Number, breaks: Sequence[int]) -> list[int]:
    end = number.unit_end
    edge = min((place for place in breaks if place >= end), default=10**9)
    return [at for at, token in enumerate(tokens) if token.start >= end and token.end <= edge][:4]

"""Pieces of information: a message and its near-copies, wherever they were posted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from bmp_networks.measures.resampling import Indices
from bmp_networks.text import tokenize

WORDS_TOGETHER = 5
"""A message of fewer words, and without a link, is no item."""

ALIKE_FROM = 0.8
"""Two messages are copies when they share this much of their five-word sequences (Jaccard)."""

_LINK = re.compile(r"https?://[^\s<>\"']+|www\.[^\s<>\"']+", re.IGNORECASE)

NO_ITEM = -1


def find_items(texts: Sequence[str | None]) -> Indices:
    """Say which messages carry the same piece of information: the same link, or nearly the same words.

    Parameters
    ----------
    texts
        The messages, in the order of time, from all groups together.

    Returns
    -------
    array
        Number of the item each message carries, from 0 in the order of first appearance, shape ``(n,)``; -1 for
        messages that are too short to be one and carry no link.
    """
    first: Indices = np.full(len(texts), NO_ITEM, dtype=np.int64)
    sequences = [_sequences(text or "") for text in texts]
    known_links: dict[str, int] = {}
    index = _Index(sequences)
    for number, text in enumerate(texts):
        links = _links(text or "")
        if not links and not sequences[number]:
            continue
        copy_of = next((known_links[link] for link in links if link in known_links), None)
        if copy_of is None:
            copy_of = index.find(number)
        first[number] = number if copy_of is None else first[copy_of]
        for link in links:
            known_links.setdefault(link, number)
        index.add(number)
    carrying = first >= 0
    first[carrying] = np.unique(first[carrying], return_inverse=True)[1]
    return first


def _links(text: str) -> list[str]:
    return [link.rstrip(".,;:!?)]").casefold().removesuffix("/") for link in _LINK.findall(text)]


def _sequences(text: str) -> frozenset[int]:
    words = [token.text for token in tokenize(_LINK.sub(" ", text))]
    return frozenset(
        hash(tuple(words[start : start + WORDS_TOGETHER])) for start in range(len(words) - WORDS_TOGETHER + 1)
    )


class _Index:
    """Finds an earlier message alike: two that share four fifths share one of the rarest fifth of their sequences."""

    def __init__(self, sequences: list[frozenset[int]]) -> None:
        self._sequences = sequences
        self._common = Counter(one for found in sequences for one in found)
        self._by_sequence: dict[int, list[int]] = {}

    def _rarest(self, number: int) -> list[int]:
        found = self._sequences[number]
        shared = math.ceil(ALIKE_FROM * len(found) - 1e-9)
        return sorted(found, key=lambda one: (self._common[one], one))[: len(found) - shared + 1]

    def add(self, number: int) -> None:
        for one in self._rarest(number):
            if self._common[one] > 1:
                self._by_sequence.setdefault(one, []).append(number)

    def find(self, number: int) -> int | None:
        own = self._sequences[number]
        candidates = {other for one in self._rarest(number) for other in self._by_sequence.get(one, ())}
        alike = (
            other
            for other in sorted(candidates)
            if len(own & self._sequences[other]) >= ALIKE_FROM * len(own | self._sequences[other]) - 1e-9
        )
        return next(alike, None)

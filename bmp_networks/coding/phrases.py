"""Phrases of a lexicon in messages: a trie over words, longest match first, however they are spelt and inflected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from bmp_networks.text import Token, lookup_key, lookup_keys, tokenize

T = TypeVar("T")

AS_WRITTEN = "="
"""A phrase that opens with this sign is found only as it is written, never with prefixes or suffixes."""

WIDEST_GAP = 3
"""How many letters may stand between two words of a phrase (*PT. Surya*, *J & T*)."""

Span = dict[str, Any]
"""Where a code was read: field, value, start, end (positions in the verbatim text)."""


@dataclass(frozen=True)
class Codes:
    """What was coded in every message of a chat, in one field.

    Parameters
    ----------
    codes
        One tuple of codes a message, in the order of the text, without repeats.
    spans
        One tuple of spans a message: mappings with field, value, start, end.
    proposed
        One tuple of spans a message: what may be one more, for a person to accept; never counted.
    """

    codes: list[tuple[Any, ...]]
    spans: list[tuple[Span, ...]]
    proposed: list[tuple[Span, ...]] = field(default_factory=list)


class Hit(NamedTuple, Generic[T]):
    """A phrase in a message: its first token, the token after its last, and what the lexicon says of it."""

    first: int
    last: int
    values: tuple[T, ...]


class _Node(Generic[T]):
    __slots__ = ("children", "exact", "values")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.values: list[T] = []  # found inflected, too
        self.exact: list[T] = []  # found only as written


class PhraseTrie(Generic[T]):
    """The phrases of a lexicon, indexed by their first word.

    The cost of a search depends on the length of the messages, hardly on the number of phrases: a word that
    opens no phrase costs one look into a dictionary.

    Parameters
    ----------
    phrases
        Pairs of a phrase (one or several words) and what it stands for; a phrase may come several times.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        self._opens: dict[str, tuple[tuple[_Node[T], bool], ...]] = {}
        for phrase, value in phrases:
            self._add(phrase, value)

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        for token in tokenize(phrase):
            node = node.children.setdefault(lookup_key(token.text), _Node())
        if node is not self._root:
            (node.exact if phrase.startswith(AS_WRITTEN) else node.values).append(value)

    def find(self, tokens: Sequence[Token], *, overlapping: bool = False, gap: int = WIDEST_GAP) -> list[Hit[T]]:
        """Find the phrases in the tokens of one message, the longest at each place, from left to right.

        Parameters
        ----------
        tokens
            The message, as ``tokenize`` gives it.
        overlapping
            True also gives phrases that begin inside another.
        gap
            How many letters may stand between two words of a phrase: 1 lets no comma between.
        """
        hits: list[Hit[T]] = []
        opens, after = self._opens, 0
        for place, token in enumerate(tokens):
            nodes = opens.get(token.text)
            if nodes is None:
                nodes = opens[token.text] = _children(self._root, token.text)
            if not nodes or (place < after and not overlapping):
                continue
            last, values = _longest(nodes, tokens, place + 1, gap)
            if values:
                hits.append(Hit(place, last, values))
                after = last
        return hits

    def find_all(self, messages: Iterable[Sequence[Token]], *, gap: int = WIDEST_GAP) -> list[list[Hit[T]]]:
        """Find the phrases in many messages; one list of hits a message."""
        return [self.find(tokens, gap=gap) for tokens in messages]


def _children(node: _Node[T], word: str) -> tuple[tuple[_Node[T], bool], ...]:
    written = {lookup_key(word), *_doubled(word)}
    return tuple((node.children[key], key in written) for key in lookup_keys(word) if key in node.children)


def _doubled(word: str) -> tuple[str, ...]:
    return lookup_keys(word)[:1] if "2" in word else ()


def _longest(
    nodes: tuple[tuple[_Node[T], bool], ...], tokens: Sequence[Token], place: int, gap: int
) -> tuple[int, tuple[T, ...]]:
    """Follow every branch as far as the message goes along; give the end of the longest phrase and its values."""
    best: tuple[int, tuple[T, ...]] = (place, ())
    for node, as_written in nodes:
        values = tuple(node.exact + node.values) if as_written else tuple(node.values)
        if values and not (best[1] and best[0] >= place):
            best = (place, values)
        if node.children and place < len(tokens) and tokens[place].start - tokens[place - 1].end <= gap:
            further = tuple(
                (child, as_written and written) for child, written in _children(node, tokens[place].text)
            )
            if further:
                end, found = _longest(further, tokens, place + 1, gap)
                if found and end > best[0]:
                    best = (end, found)
    return best


def within(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a stretch of text overlaps any of the given stretches."""
    return any(start < b and a < end for a, b in spans)

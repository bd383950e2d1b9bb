"""Phrases of a lexicon in messages: a trie over words, longest match first, however they are spelt and inflected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from bmp_networks.text import Token, TokenLists, Tokens, lookup_key, lookup_keys, token_lists, tokenize

T = TypeVar("T")

_made = tuple.__new__  # a third of the cost of calling the class

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

    def spread(self, which: Sequence[int]) -> Codes:
        """Give every message what was coded in the different ones; ``which`` says which of these each message is."""
        fields = (self.codes, self.spans, self.proposed)
        return Codes(*([entries[number] for number in which] if entries else [] for entries in fields))


class Hit(NamedTuple, Generic[T]):
    """A phrase in a message: its first token, the token after its last, and what the lexicon says of it."""

    first: int
    last: int
    values: tuple[T, ...]


class _Node(Generic[T]):
    __slots__ = ("as_written", "children", "inflected")

    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.inflected: tuple[T, ...] = ()  # what a phrase means however its words are inflected
        self.as_written: tuple[T, ...] = ()  # the same, and what it means only as it is written


class _Ways(dict[str, "_State[T] | None"], Generic[T]):
    """Where words of a message lead from some nodes, worked out once a word; a phrase is as written when all are."""

    def __init__(self, nodes: tuple[tuple[_Node[T], bool], ...]) -> None:
        super().__init__()
        self._nodes = nodes

    def __missing__(self, word: str) -> _State[T] | None:
        keys = lookup_keys(word)
        written = {lookup_key(word), *(keys[:1] if "2" in word else ())}
        nodes = tuple(
            (node.children[key], so_far and key in written)
            for node, so_far in self._nodes
            for key in keys
            if key in node.children
        )
        self[word] = _State(nodes) if nodes else None
        return self[word]


class _State(Generic[T]):
    """How far phrases have been followed in a message: what they mean, and where the next word leads, if anywhere."""

    __slots__ = ("after", "every", "first", "leads")

    def __init__(self, nodes: tuple[tuple[_Node[T], bool], ...]) -> None:
        open_nodes = tuple((node, written) for node, written in nodes if node.children)
        self.leads = bool(open_nodes)
        self.after = _Ways(open_nodes)
        meant = [node.as_written if written else node.inflected for node, written in nodes]
        self.every: tuple[T, ...] = tuple(value for values in meant for value in values)
        self.first: tuple[T, ...] = next((values for values in meant if values), ())


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
        root: _Node[T] = _Node()
        for phrase, value in phrases:
            self._add(root, phrase, value)
        self._start = _State(((root, True),))

    def _add(self, root: _Node[T], phrase: str, value: T) -> None:
        node = root
        for token in tokenize(phrase):
            node = node.children.setdefault(lookup_key(token.text), _Node())
        if node is not root:
            node.as_written += (value,)
            if not phrase.startswith(AS_WRITTEN):
                node.inflected += (value,)

    def find(self, tokens: Sequence[Token], *, gap: int = WIDEST_GAP) -> list[Hit[T]]:
        """Find the phrases in the tokens of one message, the longest at each place, from left to right.

        Parameters
        ----------
        tokens
            The message, as ``tokenize`` gives it.
        gap
            How many letters may stand between two words of a phrase: 1 lets no comma between.
        """
        places = [place for place, token in enumerate(tokens) if self._start.after[token[0]]]
        return self._found(tokens, places, gap)

    def _found(self, tokens: Sequence[Token], places: Sequence[int], gap: int) -> list[Hit[T]]:
        """Follow the phrases that may begin at the given places."""
        hits: list[Hit[T]] = []
        after = 0
        for place in places:
            if place >= after:
                last, values = _longest(self._start.after[tokens[place][0]], tokens, place + 1, gap)
                if values:
                    hits.append(_made(Hit, (place, last, values)))
                    after = last
        return hits

    def find_every(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """Find every phrase in one message, also those inside others and those that share a word."""
        return self._every(tokens, [place for place, token in enumerate(tokens) if self._start.after[token[0]]])

    def _every(self, tokens: Sequence[Token], places: Sequence[int]) -> list[Hit[T]]:
        hits: list[Hit[T]] = []
        for place in places:
            state, last = self._start.after[tokens[place][0]], place + 1
            while state:
                if state.every:
                    hits.append(_made(Hit, (place, last, state.every)))
                state = state.after[tokens[last][0]] if state.leads and last < len(tokens) else None
                last += 1
        return hits

    def find_all(self, messages: Tokens, *, gap: int = WIDEST_GAP) -> list[list[Hit[T]]]:
        """Find the phrases in many messages, as ``find`` does; one list of hits a message."""
        lists = token_lists(messages)
        return lists.spread(
            {number: self._found(lists.distinct[number], places, gap) for number, places in self._openings(lists)}
        )

    def find_every_all(self, messages: Tokens) -> list[list[Hit[T]]]:
        """Find every phrase in many messages, as ``find_every`` does; one list of hits a message."""
        lists = token_lists(messages)
        return lists.spread(
            {number: self._every(lists.distinct[number], places) for number, places in self._openings(lists)}
        )

    def _openings(self, lists: TokenLists) -> Iterator[tuple[int, list[int]]]:
        """Give the places where a phrase may begin, of every different message that has any."""
        return lists.places_of(self._start.after[word] is not None for word in lists.word_index.words)


def _longest(state: _State[T] | None, tokens: Sequence[Token], place: int, gap: int) -> tuple[int, tuple[T, ...]]:
    """Go as far as the message goes along; give the end of the longest phrase and what it means.

    Of two phrases of one length that whose words are nearer to the written ones stands.
    """
    last = place
    best: tuple[T, ...] = ()
    while state:
        if state.first:
            last, best = place, state.first
        if not state.leads or place == len(tokens) or tokens[place][1] - tokens[place - 1][2] > gap:
            break
        state = state.after[tokens[place][0]]
        place += 1
    return last, best


def within(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a stretch of text overlaps any of the given stretches."""
    return any(start < b and a < end for a, b in spans)

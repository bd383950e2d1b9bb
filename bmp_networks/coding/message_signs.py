"""What is known of every message beside its words, for the models of acts and topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from bmp_networks.coding.label_model import word_groups
from bmp_networks.text import TokenLists, Tokens, token_lists

SAME_BREATH = 10 * 60.0
"""Within how many seconds two messages of one author belong together."""


@dataclass(frozen=True)
class MessageSigns:
    """One entry a message in every field.

    Parameters
    ----------
    texts, tokens
        The messages and their tokens.
    authors
        Who wrote them.
    seconds
        When, in seconds, float64.
    parents
        The earlier message each most probably answers, if it answers any; -1 where there is no candidate, int64.
    p_answers
        How probable it is that it answers any at all, float64.
    media
        Media kind or None.
    bare
        Whether nothing but media was sent, bool.
    deleted
        Whether it was deleted, bool.
    n_products, n_prices, n_quantities, n_addressees, n_stages, n_actors
        How many of each were found, int64.
    """

    texts: Sequence[str]
    tokens: TokenLists
    authors: Sequence[str]
    seconds: np.ndarray
    parents: np.ndarray
    p_answers: np.ndarray
    media: Sequence[str | None]
    bare: np.ndarray
    deleted: np.ndarray
    n_products: np.ndarray
    n_prices: np.ndarray
    n_quantities: np.ndarray
    n_addressees: np.ndarray
    n_stages: np.ndarray
    n_actors: np.ndarray
    _groups: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = field(default_factory=dict, init=False)
    _has_groups: dict[str, np.ndarray] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def who(self) -> np.ndarray:
        """A number for every author, int64 of shape ``(n,)``."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(author, len(numbers)) for author in self.authors], dtype=np.int64)

    def groups(self, kind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where the packaged word groups of a kind stand: different message, place and group of every finding."""
        if kind not in self._groups:
            self._groups[kind] = word_groups(kind).find_all(self.tokens)
        return self._groups[kind]

    def has_groups(self, kind: str) -> np.ndarray:
        """Which word groups of a kind stand in every message, 0 or 1, float32 of shape ``(n, n groups)``."""
        if kind not in self._has_groups:
            message, _, group = self.groups(kind)
            table = np.zeros((len(self.tokens.distinct), len(word_groups(kind).names)), dtype=np.float32)
            table[message, group] = 1
            self._has_groups[kind] = table[self.tokens.which]
        return self._has_groups[kind]

    def own_before(self) -> np.ndarray:
        """Whether the message before is the author's own and just sent, bool of shape ``(n,)``."""
        same = np.zeros(len(self), dtype=bool)
        same[1:] = (np.diff(self.who) == 0) & (np.diff(self.seconds) <= SAME_BREATH)
        return same

    def answers_own(self) -> np.ndarray:
        """Whether the message answered is the author's own, bool of shape ``(n,)``."""
        own: np.ndarray = (self.parents >= 0) & (self.who[self.parents] == self.who)
        return own

    def grandparent_own(self) -> np.ndarray:
        """Whether it answers an answer to the author's own message, bool of shape ``(n,)``."""
        above = np.where(self.parents >= 0, self.parents[self.parents], -1)
        own: np.ndarray = (above >= 0) & (self.who[above] == self.who)
        return own


def message_signs(
    texts: list[str],
    tokens: Tokens,
    authors: list[str],
    seconds: np.ndarray,
    parents: np.ndarray,
    p_answers: np.ndarray,
    media: list[str | None],
    deleted: np.ndarray,
    codes: Sequence[Sequence[Sequence[Any]]],
) -> MessageSigns:
    """Gather what the models of acts and topics look at.

    Parameters
    ----------
    texts, tokens, authors, seconds, media, deleted
        The messages: words, tokens, who wrote them, when, media kind, whether deleted.
    parents, p_answers
        The likeliest message answered, and how probable it is that any is.
    codes
        Products, prices, quantities, addressees, stages and actors of every message, in this order.
    """
    bare = np.array(
        [kind is not None and not text.strip() for kind, text in zip(media, texts, strict=True)], dtype=bool
    )
    counts = [np.array([len(entry) for entry in field], dtype=np.int64) for field in codes]
    return MessageSigns(texts, token_lists(tokens), authors, seconds, parents, p_answers, media, bare, deleted, *counts)

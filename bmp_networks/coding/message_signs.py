"""What is known of every message beside its words, for the models of acts and topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bmp_networks.text import Token, Tokens, lookup_key, token_lists

SAME_BREATH = 10 * 60.0
"""Within how many seconds two messages of one author belong together."""


@dataclass(frozen=True)
class MessageSigns:
    """One entry a message in every field.

    Parameters
    ----------
    texts, tokens, keys
        The messages, their tokens, and the lookup keys of these.
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
    tokens: Sequence[Sequence[Token]]
    keys: Sequence[Sequence[str]]
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

    def __len__(self) -> int:
        return len(self.texts)

    def own_before(self) -> np.ndarray:
        """Whether the message before is the author's own and just sent, bool of shape ``(n,)``."""
        same = np.zeros(len(self), dtype=bool)
        for i in range(1, len(self)):
            same[i] = self.authors[i] == self.authors[i - 1] and self.seconds[i] - self.seconds[i - 1] <= SAME_BREATH
        return same

    def answers_own(self) -> np.ndarray:
        """Whether the message answered is the author's own, bool of shape ``(n,)``."""
        return np.array([j >= 0 and self.authors[j] == self.authors[i] for i, j in enumerate(self.parents)], dtype=bool)

    def grandparent_own(self) -> np.ndarray:
        """Whether it answers an answer to the author's own message, bool of shape ``(n,)``."""
        parents = self.parents
        return np.array(
            [j >= 0 and parents[j] >= 0 and self.authors[parents[j]] == self.authors[i] for i, j in enumerate(parents)],
            dtype=bool,
        )


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
    lists = token_lists(tokens)
    key = {word: lookup_key(word) for word in lists.found_in}
    known = [[key[token[0]] for token in words] for words in lists.distinct]
    keys = [known[number] for number in lists.which]
    counts = [np.array([len(entry) for entry in field], dtype=np.int64) for field in codes]
    return MessageSigns(texts, tokens, keys, authors, seconds, parents, p_answers, media, bare, deleted, *counts)

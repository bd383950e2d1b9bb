"""What speaks for a stage beside its own words: the thread, the goods, the numbers, the act, the topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bmp_networks.coding.label_model import word_groups
from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.coding.phrases import Codes, Span
from bmp_networks.containers.coding import ACTS, STAGES, TOPICS

AROUND = 6
"""How many messages before and after show what the talk is about."""

LIFE = 30
"""For how many messages a product stays in the stage it was last spoken of in."""

FEW_WORDS, MANY_WORDS = 3, 20

SAME_STAGE = (
    "own words", "words count", "by rule", "other words", "answered, no own words", "answered, same product",
    "answered: own words", "answered before", "author before", "author after", "answers: own words", "own words, goods",
    "own words, named goods", "answered, price", "answered, quantity", "around", "product before",
    "product before, no own words", "any words", "any words, no goods", "answered: any words", "likeliest words",
    "other words of any",
)  # fmt: skip
"""Signs of the stage in question; each stage weighs its own."""

PLAIN_SIGNS = (
    "goods", "named goods", "same goods as answered", "many goods", "no own words", "price", "two prices", "quantity",
    "organisation", "addressee", "answers", "no text", "few words", "many words", "place", "price of goods",
    "quantity of goods", "?",
)  # fmt: skip
"""Signs that are the same whichever stage is in question."""


@dataclass(frozen=True)
class StageSigns:
    """What the stage model looks at, one entry a message.

    Parameters
    ----------
    lexical
        The stages by the words alone (``code_stages``).
    carried
        The stages with those taken over by rule (``carry_stages``).
    products
        Products, named and taken over.
    parents
        The message each one answers, -1 for none.
    places
        Places of every message.
    acts, topics
        What every message does and is about.
    signs
        Words, authors, times and counts.
    """

    lexical: Codes
    carried: Codes
    products: Codes
    parents: Sequence[int]
    places: Sequence[tuple[str, ...]]
    acts: Sequence[str]
    topics: Sequence[str]
    signs: MessageSigns


def plain_feature_names() -> tuple[str, ...]:
    """Name the features that are the same for every stage, in order."""
    return (
        *PLAIN_SIGNS,
        *(f"act: {act}" for act in ACTS),
        *(f"topic: {topic}" for topic in TOPICS),
        *(f"words: {group}" for group in (*word_groups("acts").names, *word_groups("topics").names)),
        *(f"answered act: {act}" for act in ACTS),
        *(f"own words: {stage}" for stage in STAGES),
        *(f"answered: {stage}" for stage in STAGES),
    )


def stage_features(given: StageSigns) -> tuple[np.ndarray, np.ndarray]:
    """Give the features of every message.

    Returns
    -------
    tuple of numpy.ndarray
        Signs of each stage (``SAME_STAGE``), float32 of shape ``(n, n stages, n signs)``, and signs that are the same
        for all (``plain_feature_names``), float32 of shape ``(n, n signs)``.
    """
    links = _Links(given)
    own = _weights(given.lexical.spans)
    any_words = _weights(given.lexical.proposed, own, given.lexical.spans)
    rule = _hot(given.carried.codes, STAGES)
    return _same_stage(given, links, own, any_words, rule), _plain(given, links, own, rule)


class _Links:
    """Whom each message answers, and what the two have in common."""

    def __init__(self, given: StageSigns) -> None:
        self.parents = np.asarray(given.parents, dtype=np.int64).reshape(-1)
        answering = self.parents >= 0
        self.answers = answering.astype(np.float32)
        self.at = np.where(answering, self.parents, 0)
        before = np.where(answering, self.parents[self.at], -1) if len(self.at) else self.parents
        self.answers_before = (before >= 0).astype(np.float32)
        self.at_before = np.where(before >= 0, before, 0)
        codes = given.products.codes
        same = [
            bool(own) and j >= 0 and (own == codes[j] or not set(own).isdisjoint(codes[j]))
            for own, j in zip(codes, self.parents.tolist(), strict=True)
        ]
        self.same_goods = np.array(same, dtype=np.float32)
        self.goods = np.array([bool(found) for found in codes], dtype=np.float32)
        self.named = np.array([bool(found) for found in given.products.spans], dtype=np.float32)

    def answered(self, table: np.ndarray) -> np.ndarray:
        """Give what is true of the message answered."""
        result: np.ndarray = table[self.at] * self.answers[:, None]
        return result

    def answered_before(self, table: np.ndarray) -> np.ndarray:
        """Give what is true of the message answered by the one answered."""
        result: np.ndarray = table[self.at_before] * self.answers_before[:, None]
        return result

    def answers_to(self, table: np.ndarray) -> np.ndarray:
        """Give the most that is true of any answer to a message."""
        found = np.zeros_like(table)
        np.maximum.at(found, self.parents[self.parents >= 0], table[self.parents >= 0])
        return found


def _same_stage(
    given: StageSigns, links: _Links, own: np.ndarray, any_words: np.ndarray, rule: np.ndarray
) -> np.ndarray:
    signs = given.signs
    goods, named = links.goods[:, None], links.named[:, None]
    silent = (own.max(axis=1, initial=0.0) == 0)[:, None].astype(np.float32)
    price, quantity = (signs.n_prices > 0)[:, None], (signs.n_quantities > 0)[:, None]
    breath = signs.own_before().astype(np.float32)[:, None]
    answered = links.answered(rule)
    last = _of_product_before(given.products.codes, rule)
    none = np.zeros((1, len(STAGES)), dtype=np.float32)
    before = np.vstack([none, rule])[:-1] * breath
    after = np.vstack([own * breath, none])[1:]
    likeliest = (any_words == any_words.max(axis=1, keepdims=True, initial=0.0)) & (any_words > 0)
    columns = [
        _logit(own), _hot(given.lexical.codes, STAGES), rule, _most_of_others(own), answered * silent,
        answered * links.same_goods[:, None], links.answered(own), links.answered_before(rule), before, after,
        links.answers_to(own), own * goods, own * named, answered * price, answered * quantity, _share_around(rule),
        last, last * silent, _logit(any_words), any_words * (1 - goods), links.answered(any_words), likeliest,
        _most_of_others(any_words),
    ]  # fmt: skip
    table = np.empty((len(own), len(STAGES), len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        table[:, :, place] = column
    return table


def _plain(given: StageSigns, links: _Links, own: np.ndarray, rule: np.ndarray) -> np.ndarray:
    signs = given.signs
    n_words = np.array([len(tokens) for tokens in signs.tokens], dtype=np.int64)
    goods, price, quantity = links.goods, signs.n_prices > 0, signs.n_quantities > 0
    columns = [
        goods, links.named, links.same_goods, np.array([len(found) > 2 for found in given.products.codes], dtype=bool),
        own.max(axis=1, initial=0.0) == 0, price, signs.n_prices > 1, quantity, signs.n_actors > 0,
        signs.n_addressees > 0, links.answers, signs.bare, n_words <= FEW_WORDS, n_words > MANY_WORDS,
        np.array([bool(found) for found in given.places], dtype=bool), goods * price, goods * quantity,
        np.array(["?" in text for text in signs.texts], dtype=bool),
    ]  # fmt: skip
    acts = _hot([(act,) for act in given.acts], ACTS)
    topics = _hot([(topic,) for topic in given.topics], TOPICS)
    words = [signs.has_groups(kind) for kind in ("acts", "topics")]
    shapes = np.column_stack([column.astype(np.float32) for column in columns])
    return np.hstack([shapes, acts, topics, *words, links.answered(acts), own, links.answered(rule)])


def _weights(spans: Sequence[tuple[Span, ...]], known: np.ndarray | None = None, of: Sequence[Any] = ()) -> np.ndarray:
    """Give the weight of every stage by the words of every message, as ``weigh`` does, for all at once.

    Messages whose spans are the very ones in ``of`` have the weights already ``known``.
    """
    at = [i for i, found in enumerate(spans) if found and (known is None or found is not of[i])]
    table = np.zeros((len(spans), len(STAGES)), dtype=np.float32) if known is None else known.copy()
    table[at] = 0.0
    number = {stage: place for place, stage in enumerate(STAGES)}
    flat = [(i, number[span["value"]], span["start"], span["weight"]) for i in at for span in spans[i]]
    if not flat:
        return table
    rows, stages, starts, weights = np.array(flat, dtype=np.float64).T
    order = np.lexsort((weights, starts, stages, rows))
    cell = (rows * len(STAGES) + stages).astype(np.int64)[order]
    word, sure = starts[order], weights[order]
    last = np.append((cell[1:] != cell[:-1]) | (word[1:] != word[:-1]), True)
    against = np.bincount(cell[last], weights=np.log1p(-np.minimum(sure[last], 0.9999)), minlength=table.size)
    result = table.reshape(-1)
    hit = np.unique(cell)
    result[hit] = 1 - np.exp(against[hit])
    return table


def _hot(codes: Sequence[tuple[str, ...]], labels: Sequence[str]) -> np.ndarray:
    at = {label: place for place, label in enumerate(labels)}
    pairs = [(i, at[code]) for i, found in enumerate(codes) for code in found]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    table = np.zeros((len(codes), len(labels)), dtype=np.float32)
    table[rows, columns] = 1
    return table


def _logit(weights: np.ndarray) -> np.ndarray:
    """Give log odds, brought to about -1 to 1; no word at all is -1."""
    result: np.ndarray = np.log((weights + 0.02) / (1.02 - weights)) / 4
    return result


def _most_of_others(weights: np.ndarray) -> np.ndarray:
    """Give, for every stage, the most that speaks for another one."""
    order = np.sort(weights, axis=1)
    return np.where(weights == order[:, -1:], order[:, -2:-1], order[:, -1:])


def _share_around(rule: np.ndarray) -> np.ndarray:
    """Give the share of the messages around that speak of each stage."""
    n = len(rule)
    total = np.vstack([np.zeros((1, rule.shape[1]), dtype=np.float32), np.cumsum(rule, axis=0)])
    low, high = np.maximum(np.arange(n) - AROUND, 0), np.minimum(np.arange(n) + AROUND + 1, n)
    shares: np.ndarray = (total[high] - total[low] - rule) / np.maximum(high - low - 1, 1).astype(np.float32)[:, None]
    return shares


def _of_product_before(codes: Sequence[tuple[str, ...]], rule: np.ndarray) -> np.ndarray:
    """Give the stages of the last message that spoke of the same product."""
    source = np.full(len(codes), -1)
    last: dict[str, int] = {}
    for i in [i for i, found in enumerate(codes) if found]:
        known = max([last.get(code, -LIFE - 1) for code in codes[i]])
        if i - known <= LIFE:
            source[i] = known
        for code in codes[i]:
            last[code] = i
    result: np.ndarray = rule[np.maximum(source, 0)] * (source >= 0)[:, None] if len(codes) else rule
    return result

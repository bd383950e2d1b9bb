"""A linear model for one label a message: features from word groups, shape and thread, weights from a data file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import TokenLists, WordIndex, lookup_key, tokenize


class WordGroups:
    """Groups of words and phrases, each group one feature.

    Parameters
    ----------
    phrases
        Group → its words and phrases.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self.names = tuple(phrases)
        self._alone: dict[str, list[int]] = {}
        self._longer: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}
        for group, name in enumerate(self.names):
            for phrase in phrases[name]:
                keys = tuple(lookup_key(token.text) for token in tokenize(phrase))
                if len(keys) > 1:
                    self._longer.setdefault((keys[0], keys[1]), []).append((keys, group))
                elif keys:
                    self._alone.setdefault(keys[0], []).append(group)

    def find_all(self, tokens: TokenLists) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Find the groups in many messages.

        Returns
        -------
        tuple of numpy.ndarray
            One entry a finding: the different message, the place of the (first) word there, the number of the group.
        """
        index = tokens.word_index
        keys = [lookup_key(word) for word in index.words]
        alone = np.zeros((len(keys), len(self.names)), dtype=bool)
        for word, key in enumerate(keys):
            if key in self._alone:
                alone[word, self._alone[key]] = True
        single = index.tokens_of(key in self._alone for key in keys)
        rows, groups = np.nonzero(alone[index.word[single]])
        longer = list(self._find_longer(index, keys))
        at = np.array([*single[rows].tolist(), *(token for token, _ in longer)], dtype=np.int64)
        group = np.array([*groups.tolist(), *(group for _, group in longer)], dtype=np.int64)
        return index.message[at], index.place[at], group

    def _find_longer(self, index: WordIndex, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Give the tokens with which phrases of several words begin, and their groups."""
        firsts, seconds = (
            (frozenset(column) for column in zip(*self._longer, strict=True)) if self._longer else ((), ())
        )
        opens = index.tokens_of(key in firsts for key in keys)
        follows = index.tokens_of(key in seconds for key in keys)
        same = index.message[opens] == np.append(index.message, -1)[opens + 1]
        words = index.word.tolist()
        for token in np.intersect1d(opens[same] + 1, follows, assume_unique=True).tolist():
            for phrase, group in self._longer.get((keys[words[token - 1]], keys[words[token]]), ()):
                after = token - 1 + len(phrase)
                if tuple([keys[word] for word in words[token - 1 : after]]) == phrase and (
                    index.message[after - 1] == index.message[token]
                ):
                    yield token - 1, group


@cache
def word_groups(kind: str) -> WordGroups:
    """Read the word groups of all packaged languages: ``acts`` or ``topics``."""
    phrases: dict[str, list[str]] = {}
    for name in data_names("lexicons"):
        if name.startswith(f"lexicons/{kind}_"):
            for group, words in load_toml(name).content["groups"].items():
                phrases.setdefault(group, []).extend(words)
    return WordGroups(phrases)


@dataclass(frozen=True)
class LabelModel:
    """Weights of a softmax over labels.

    Parameters
    ----------
    labels
        The labels, in the order of the columns.
    features
        Names of the features, in the order of the rows.
    weights
        float64 of shape ``(n features, n labels)``.
    bias
        float64 of shape ``(n labels,)``.
    """

    labels: tuple[str, ...]
    features: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def probabilities(self, table: np.ndarray) -> np.ndarray:
        """Give the probability of every label, shape ``(n, n labels)``, for features of shape ``(n, n features)``."""
        scores = (table @ self.weights.astype(np.float32)).astype(np.float64) + self.bias
        scores -= scores.max(axis=1, keepdims=True, initial=-np.inf) if len(scores) else 0.0
        np.exp(scores, out=scores)
        result: np.ndarray = scores / scores.sum(axis=1, keepdims=True)
        return result

    def likeliest(self, features: np.ndarray) -> tuple[list[str], np.ndarray]:
        """Give every message its likeliest label, and how probable that is, shape ``(n,)``."""
        p = self.probabilities(features)
        best = p.argmax(axis=1) if len(p) else np.zeros(0, dtype=np.int64)
        return [self.labels[at] for at in best], p[np.arange(len(p)), best]


def model_from_tables(
    labels: Sequence[str], features: Sequence[str], weights: dict[str, dict[str, float]], bias: dict[str, float]
) -> LabelModel:
    """Make a model from tables feature → label → weight; what is not named weighs nothing."""
    matrix = np.array([[weights.get(feature, {}).get(label, 0.0) for label in labels] for feature in features])
    return LabelModel(
        tuple(labels),
        tuple(features),
        matrix.reshape(len(features), len(labels)),
        np.array([bias.get(label, 0.0) for label in labels]),
    )


def read_model(kind: str, labels: Sequence[str], features: Sequence[str]) -> LabelModel:
    """Read the packaged weights: ``act`` or ``topic``."""
    content: dict[str, Any] = load_toml(f"lexicons/{kind}_weights.toml").content
    return model_from_tables(labels, features, content["weights"], content["bias"])

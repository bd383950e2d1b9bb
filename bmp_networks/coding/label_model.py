"""A linear model for one label a message: features from word groups, shape and thread, weights from a data file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import lookup_key, tokenize


class WordGroups:
    """Groups of words and phrases, each group one feature.

    Parameters
    ----------
    phrases
        Group → its words and phrases.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self.names = tuple(phrases)
        entries: dict[str, tuple[list[int], list[tuple[tuple[str, ...], int]]]] = {}
        for group, name in enumerate(self.names):
            for phrase in phrases[name]:
                keys = tuple(lookup_key(token.text) for token in tokenize(phrase))
                if not keys:
                    continue
                alone, longer = entries.setdefault(keys[0], ([], []))
                if len(keys) > 1:
                    longer.append((keys[1:], group))
                elif group not in alone:
                    alone.append(group)
        self._entries = {key: (tuple(sorted(alone)), tuple(longer)) for key, (alone, longer) in entries.items()}

    def find(self, keys: Sequence[str]) -> list[tuple[int, int]]:
        """Find the groups of a message, given the lookup keys of its words.

        Returns
        -------
        list of tuple
            Pairs of the place of the (first) word and the group's number.
        """
        entries = self._entries
        found: list[tuple[int, int]] = []
        for place in [place for place, key in enumerate(keys) if key in entries]:
            alone, longer = entries[keys[place]]
            for group in alone:
                found.append((place, group))
            for rest, group in longer:
                if tuple(keys[place + 1 : place + 1 + len(rest)]) == rest:
                    found.append((place, group))
        return found

    def find_all(self, messages: Sequence[Sequence[str]]) -> list[list[tuple[int, int]]]:
        """Find the groups of many messages; messages that share their list of keys are searched once."""
        different = {id(keys): keys for keys in messages}
        found = {key: self.find(keys) for key, keys in different.items()}
        return [found[id(keys)] for keys in messages]


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


def indicator(n: int, rows: Sequence[int], columns: Sequence[int], n_columns: int) -> np.ndarray:
    """Make a table of zeros and ones, float32 of shape ``(n, n_columns)``, from the places of the ones."""
    table = np.zeros((n, n_columns), dtype=np.float32)
    table[np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)] = 1.0
    return table

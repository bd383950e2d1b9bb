"""Temperatures: how much less sure to be than the nets are, so that probabilities hold on chats they never saw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from reply_fit import Examples, fit, rows_of


def fit_temperature(ubuntu: Examples, hidden: tuple[int, ...], epochs: float) -> float:
    """Find how much less sure to be, on the half of the files that the nets were not fitted to."""
    nets = [
        fit(ubuntu, np.flatnonzero(ubuntu.group % 2 == 0), hidden=hidden, epochs=epochs, seed=seed) for seed in (10, 11)
    ]
    held = np.intersect1d(np.flatnonzero(ubuntu.group % 2 == 1), ubuntu.usable())
    rows, owner = rows_of(ubuntu.first, held)
    scores = np.mean([net.score(ubuntu.pairs[rows].astype(np.float32)) for net, _ in nets], axis=0)
    new = np.mean([net.score(ubuntu.opens[held].astype(np.float32)) for _, net in nets], axis=0)
    right, right_new = ubuntu.right[rows], ubuntu.new[held]

    def loss(temperature: float) -> float:
        weight, weight_new = np.exp(scores / temperature), np.exp(new / temperature)
        good = np.bincount(owner, weight * right, len(held)) + weight_new * right_new
        return float(-np.log(good / (np.bincount(owner, weight, len(held)) + weight_new)).mean())

    return float(min(np.arange(0.9, 1.4, 0.02), key=loss).round(2))


def fit_slow_temperature(
    tables: Sequence[pd.DataFrame], targets: Sequence[dict[int, tuple[int, ...]]], temperature: float
) -> tuple[float, pd.DataFrame]:
    """Find the temperature of slow chats on the group chats, each read by a ranker that was fitted without it.

    Returns
    -------
    tuple of float and pandas.DataFrame
        The temperature that suits all chats, and their probabilities at the one that suits the *other* chats.
    """
    hits = [
        np.array([-1 if goal[i][0] == i else goal[i][0] for i in table["i"].tolist()]) == table["j"].to_numpy()
        for table, goal in zip(tables, targets, strict=True)
    ]

    def best(places: list[int]) -> float:
        def loss(heat: float) -> float:
            right = [warmed(tables[k], temperature / heat)["p"].to_numpy()[hits[k]] for k in places]
            return float(-np.log(np.concatenate(right).clip(1e-3)).mean())

        return float(min(np.arange(1.0, 2.5, 0.05), key=loss).round(2))

    everywhere = list(range(len(tables)))
    apart = [
        warmed(table, temperature / best([other for other in everywhere if other != k]))
        for k, table in enumerate(tables)
    ]
    return best(everywhere), pd.concat(apart)


def warmed(table: pd.DataFrame, power: float) -> pd.DataFrame:
    """Change the temperature of probabilities after the fact."""
    p = table["p"].clip(lower=1e-4) ** power
    return table.assign(p=(p / p.groupby(table["i"]).transform("sum")).round(4))

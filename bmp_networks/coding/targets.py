"""The message each message most probably answers, out of the table of replies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import OPENS_NEW

SURE_LINK = 0.95
"""Probability from which the target of a message is not doubted."""

UNLIKELY_LINK = 0.05
"""Probability below which a possible target is not looked at."""


def best_targets(replies: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the most probable target of every message (-1 where it opens something new), its p, and p of that.

    Parameters
    ----------
    replies
        Table under the contract ``REPLIES``.
    n
        Number of messages.

    Returns
    -------
    tuple of numpy.ndarray
        Targets (int64), p of the target (NaN where none), p of opening something new; each of shape ``(n,)``.
    """
    parents = np.full(n, OPENS_NEW, dtype=np.int64)
    p_reply = np.full(n, np.nan)
    p_new = np.zeros(n)
    i, j, p = (replies[name].to_numpy() for name in "ijp")
    first = np.flatnonzero(np.diff(i, prepend=-1)) if len(i) else np.zeros(0, dtype=np.int64)
    parents[i[first]] = j[first]
    answers = first[j[first] >= 0]
    p_reply[i[answers]] = p[answers]
    opening = j < 0
    p_new[i[opening]] = p[opening]
    return parents, p_reply, p_new


def likely_targets(replies: pd.DataFrame, n: int) -> np.ndarray:
    """Give the likeliest earlier message of every message, even where it rather opens something new; -1 for none."""
    answers = replies[replies["j"] >= 0]
    i, j = answers["i"].to_numpy(), answers["j"].to_numpy()
    first = np.flatnonzero(np.diff(i, prepend=-1)) if len(i) else np.zeros(0, dtype=np.int64)
    targets = np.full(n, OPENS_NEW, dtype=np.int64)
    targets[i[first]] = j[first]
    return targets


def likely_sources(replies: pd.DataFrame) -> dict[int, list[tuple[int, float]]]:
    """Give every message that may answer several ones those targets (-1 for none) with their probabilities."""
    found: dict[int, list[tuple[int, float]]] = {}
    i, j, p = (replies[name].to_numpy() for name in "ijp")
    open_links = (p < SURE_LINK) & (p >= UNLIKELY_LINK)
    for message, target, chance in zip(i[open_links], j[open_links], p[open_links], strict=True):
        found.setdefault(int(message), []).append((int(target), float(chance)))
    return found

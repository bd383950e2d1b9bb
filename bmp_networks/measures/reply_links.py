"""From probable reply links between messages to whom each message answers, in expectation and in seeded draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

NOBODY = -1
FAINTEST = 1e-3
"""Paths through own messages that are less probable than this are not followed further."""


def expected_answers(replies: pd.DataFrame, speaker: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the expected number of answers of each message to each other person.

    A link to an own message is no answer to oneself: it passes on to whoever that message answers, so the second
    half of an answer counts for the same person as the first (METHODS 0.4, lines of one turn belong together).

    Parameters
    ----------
    replies
        Table under ``REPLIES``.
    speaker
        Number of the person who wrote each user message, shape ``(n messages,)``; -1 where it is nobody's node.

    Returns
    -------
    tuple of np.ndarray
        Message, person answered, and probability, each of shape ``(m,)``, sorted by message and person; never the
        message's own speaker; the probabilities of one message sum to at most 1.
    """
    linked = replies[replies["j"].to_numpy() >= 0]
    i, j, p = (linked[name].to_numpy() for name in ("i", "j", "p"))
    known = (speaker[i] >= 0) & (speaker[j] >= 0)
    own = known & (speaker[i] == speaker[j])
    other = known & ~own
    direct = _Rows(i[other], speaker[j[other]], p[other], len(speaker))
    through = _Rows(i[own], j[own], p[own], len(speaker))
    message, person, weight = [direct.key], [direct.value], [direct.p]
    at, via, reach = through.key, through.value, through.p
    while len(at):
        for column, values in zip((message, person, weight), direct.follow(at, via, reach), strict=True):
            column.append(values)
        at, via, reach = through.follow(at, via, reach)
        strong = reach > FAINTEST
        at, via, reach = at[strong], via[strong], reach[strong]
    table = pd.DataFrame({"i": np.concatenate(message), "person": np.concatenate(person), "p": np.concatenate(weight)})
    summed = table.groupby(["i", "person"], sort=True)["p"].sum().reset_index()
    return summed["i"].to_numpy(), summed["person"].to_numpy(), np.minimum(summed["p"].to_numpy(), 1.0)


def draw_answers(replies: pd.DataFrame, speaker: np.ndarray, *, n: int, seed: int) -> Iterator[np.ndarray]:
    """Draw whom each message answers, ``n`` times, one parent a message from its probabilities.

    Parameters
    ----------
    replies
        Table under ``REPLIES``.
    speaker
        Number of the person who wrote each user message, shape ``(n messages,)``.
    n
        Number of draws.
    seed
        Seed of the random numbers; the same seed gives the same draws.

    Yields
    ------
    np.ndarray
        Person answered by each message, shape ``(n messages,)``; -1 where it answers nobody else.
    """
    random = np.random.default_rng(seed)
    ordered = replies.sort_values("i", kind="stable")
    parent, p = ordered["j"].to_numpy(), ordered["p"].to_numpy(dtype=float)
    message, start, count = np.unique(ordered["i"].to_numpy(), return_index=True, return_counts=True)
    total = np.cumsum(p)
    before = total[start] - p[start] if len(start) else total
    mass = total[start + count - 1] - before if len(start) else total
    for _ in range(n):
        drawn = np.full(len(speaker), NOBODY)
        if len(start):
            picked = np.searchsorted(total, before + random.random(len(message)) * mass, side="right")
            drawn[message] = parent[np.clip(picked, start, start + count - 1)]
        yield _resolved(drawn, speaker)


def _resolved(parent: np.ndarray, speaker: np.ndarray) -> np.ndarray:
    """Follow links to own messages until another person, or nobody, is reached."""
    parent = parent.copy()
    while True:
        own = (parent >= 0) & (speaker[parent] == speaker)
        if not own.any():
            break
        parent[own] = parent[parent[own]]
    return np.where((parent >= 0) & (speaker >= 0), speaker[parent], NOBODY)


class _Rows:
    """Rows (key, value, p) sorted by key, to be looked up by key many at a time."""

    def __init__(self, key: np.ndarray, value: np.ndarray, p: np.ndarray, n_keys: int) -> None:
        order = np.argsort(key, kind="stable")
        self.key, self.value, self.p = key[order], value[order], p[order]
        self.count = np.bincount(self.key, minlength=n_keys)
        self.start = np.cumsum(self.count) - self.count

    def follow(
        self, origin: np.ndarray, via: np.ndarray, reach: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Go one step on from ``via``: (origin, value, reach * p) of every row whose key is that ``via``."""
        count = self.count[via]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        row = np.repeat(self.start[via], count) + within
        return np.repeat(origin, count), self.value[row], np.repeat(reach, count) * self.p[row]

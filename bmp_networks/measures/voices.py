"""One voice a conversation: the form in which kinds of events that come in handfuls of different size can be compared.

A kind of event that takes few turns in a conversation is in fewer hands there, whoever they are. Taking one event at
random from each conversation makes the handfuls equal, and a number of conversations that is the same for both kinds
makes the sums equal: what is left to differ is who holds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bmp_networks.measures.indices import Array
from bmp_networks.measures.resampling import Events, Indices

LEAST_WEIGHT = 0.5
"""Expected events from which on an episode counts for a kind: ties of mixed type leave traces everywhere."""

MOST_EPISODES = 600
"""Of each kind; of more, so many are taken at random: the answer hardly moves, the time would grow with the square."""


CELLS = 64
"""Equal parts of a row in which a draw looks up where to begin; a power of two, so that nothing is rounded."""


@dataclass(frozen=True)
class Wheel:
    """The shares of all rows laid end to end: row r's fill the stretch from r to r + 1.

    Parameters
    ----------
    member
        Whose each share is, shape ``(k,)``.
    reached
        Where it ends, shape ``(k,)``.
    begin
        The share in which each of ``CELLS`` equal parts of a row begins, shape ``(rows * CELLS,)``.
    """

    member: Indices
    reached: Array
    begin: Indices

    @classmethod
    def of(cls, shares: Array) -> Wheel:
        """Lay the shares of rows end to end, shape ``(rows, members)``; each row sums to 1."""
        row, member = np.nonzero(shares)
        reached = np.cumsum(shares[row, member])
        parts = np.arange(len(shares) * CELLS) / CELLS
        return cls(member, reached, np.searchsorted(reached, parts, side="right"))

    def at(self, places: Array) -> Indices:
        """Give whose share lies at each place: what a binary search finds, in a quarter of the time."""
        found = self.begin[(places * CELLS).astype(np.int64)]
        last = len(self.reached) - 1
        behind = np.flatnonzero(self.reached[np.minimum(found, last)] <= places)
        while len(behind):
            found[behind] += 1
            nearer = found[behind]
            behind = behind[(nearer <= last) & (self.reached[np.minimum(nearer, last)] <= places[behind])]
        members: Indices = self.member[np.minimum(found, last)]
        return members


@dataclass(frozen=True)
class Voices:
    """Two kinds of events as shares by conversation.

    Parameters
    ----------
    shares
        One row a conversation and kind, the first kind's before the second's, shape ``(rows, members)``; each row
        sums to 1 and says how probably an event taken at random there is a member's.
    is_first
        Whether the row is of the first kind, shape ``(rows,)``.
    pairs
        Rows of the first and of the second kind that are of one conversation, shape ``(k, 2)``.
    episodes
        Conversations of the first and of the second kind, before any were left out for time.
    """

    shares: Array
    is_first: np.ndarray
    pairs: Indices
    episodes: tuple[int, int]

    @property
    def rows(self) -> tuple[Indices, Indices]:
        """Give the places of the rows of either kind."""
        return np.flatnonzero(self.is_first), np.flatnonzero(~self.is_first)

    @cached_property
    def wheel(self) -> Wheel:
        """Give the voices in the order of their rows, to be drawn from."""
        return Wheel.of(self.shares)

    @property
    def few(self) -> int:
        """Count the conversations of the rarer kind."""
        return int(min(self.is_first.sum(), (~self.is_first).sum()))


def find_voices(
    first: Events, second: Events, members: int, *, within: bool = False, rng: np.random.Generator
) -> Voices:
    """Give two kinds of events as shares by conversation.

    Parameters
    ----------
    first, second
        Events of the two kinds, over the same members.
    members
        How many members there are.
    within
        Only conversations in which both kinds occur.
    rng
        Source of chance, where conversations are left out for time.
    """
    kinds = [_shares(events, members) for events in (first, second)]
    if within:
        both = np.intersect1d(kinds[0][0], kinds[1][0])
        kinds = [(both, shares[np.searchsorted(episodes, both)]) for episodes, shares in kinds]
    counts = (len(kinds[0][0]), len(kinds[1][0]))
    kept = [_thinned(len(episodes), rng) for episodes, _ in kinds]
    if within:
        kept[1] = kept[0]
    episodes = [kind[0][keep] for kind, keep in zip(kinds, kept, strict=True)]
    shares = [kind[1][keep] for kind, keep in zip(kinds, kept, strict=True)]
    _, here, there = np.intersect1d(episodes[0], episodes[1], assume_unique=True, return_indices=True)
    is_first = np.arange(len(episodes[0]) + len(episodes[1])) < len(episodes[0])
    return Voices(np.vstack(shares), is_first, np.column_stack([here, there + len(episodes[0])]), counts)


def draw_voices(voices: Voices, rows: Indices, rng: np.random.Generator) -> Array:
    """Take one voice from each of some conversations, again and again, and count whose they are.

    Parameters
    ----------
    voices
        The conversations.
    rows
        Rows taken in each draw, shape ``(draws, k)``.
    rng
        Source of chance.

    Returns
    -------
    array
        Shape ``(draws, members)``; each row sums to k.
    """
    draws, n = rows.shape[0], voices.shares.shape[1]
    places = (rows + rng.random(rows.shape) * (1 - 1e-9)).ravel()
    found = voices.wheel.at(places).reshape(rows.shape)
    cells = np.bincount((found + n * np.arange(draws)[:, None]).ravel(), minlength=draws * n)
    return cells.reshape(draws, n).astype(np.float64)


def without_replacement(rows: Indices, few: int, draws: int, rng: np.random.Generator) -> Indices:
    """Choose ``few`` of some rows, each at most once, again and again, shape ``(draws, few)``."""
    order = np.argsort(rng.random((draws, len(rows))), axis=1)[:, :few]
    return rows[order]


def _shares(events: Events, members: int) -> tuple[Indices, Array]:
    names, episode = np.unique(events.episode, return_inverse=True)
    cells = Events(episode.astype(np.int64), events.member, events.weight).by_episode(len(names), members)
    weight = cells.sum(axis=1)
    enough = weight >= LEAST_WEIGHT
    return names[enough].astype(np.int64), cells[enough] / weight[enough][:, None]


def _thinned(n: int, rng: np.random.Generator) -> Indices:
    kept: Indices = np.arange(n)
    return kept if n <= MOST_EPISODES else np.sort(rng.choice(n, MOST_EPISODES, replace=False))

"""What chance alone would do: resampled episodes, intervals, and the inequality of equally inclined members.

Messages of one conversation are not independent of one another, so the unit drawn again is the episode.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bmp_networks.measures.indices import Array, gini, scalar

CHUNK = 200
"""Resamples held in memory at once."""

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Events:
    """Weighted events, each in one episode and counted for one member.

    Parameters
    ----------
    episode
        Number of the episode, shape ``(k,)``, from 0.
    member
        Position of the member, shape ``(k,)``, from 0.
    weight
        Expected number of events, shape ``(k,)``, not negative.
    """

    episode: Indices
    member: Indices
    weight: Array

    def totals(self, n: int) -> Array:
        """Sum the weights of each of ``n`` members, shape ``(n,)``."""
        return np.bincount(self.member, weights=self.weight, minlength=n).astype(np.float64)

    def squares(self, n: int) -> Array:
        """Sum the squared weights of each of ``n`` members, shape ``(n,)``."""
        return np.bincount(self.member, weights=self.weight**2, minlength=n).astype(np.float64)

    def by_episode(self, n_episodes: int, n: int) -> Array:
        """Sum the weights by episode and member, shape ``(n_episodes, n)``."""
        cells = np.bincount(self.episode * n + self.member, weights=self.weight, minlength=n_episodes * n)
        return cells.reshape(n_episodes, n).astype(np.float64)

    @property
    def n_episodes(self) -> int:
        """Count the episodes in which there is any event."""
        return len(np.unique(self.episode[self.weight > 0]))

    @property
    def effective(self) -> float:
        """Give the number of equally heavy events that vary as much as these do: (Σw)² / Σw².

        It is the plain count where every event weighs 1, and 0 without events (Kish 1965, *Survey sampling*).
        """
        squares = float((self.weight**2).sum())
        return float(self.weight.sum()) ** 2 / squares if squares > 0 else 0.0


def resampled_totals(tables: Array, resamples: int, rng: np.random.Generator) -> Iterator[Array]:
    """Draw the episodes again with replacement, and give each member's totals, ``CHUNK`` resamples at a time.

    Parameters
    ----------
    tables
        Weights by episode and column, shape ``(n_episodes, columns)``; several tables may stand side by side, so
        that all of them see the same draws.
    resamples
        How many times to draw.
    rng
        Source of chance.

    Yields
    ------
    array
        Shape ``(at most CHUNK, columns)``.
    """
    n_episodes = tables.shape[0]
    table = tables.astype(np.float32)
    for start in range(0, resamples, CHUNK):
        rows = min(CHUNK, resamples - start)
        drawn = rng.integers(0, n_episodes, size=(rows, n_episodes))
        drawn += n_episodes * np.arange(rows)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=rows * n_episodes).reshape(rows, n_episodes)
        yield (counts.astype(np.float32) @ table).astype(np.float64)


def basic_interval(
    estimate: float,
    resampled: Any,
    *,
    level: float = 0.95,
    bounds: Any = (0.0, 1.0),
    power: float = 1.0,
    centre: Any = None,
) -> tuple[Any, Any]:
    """Give the basic bootstrap interval (2θ - q_high, 2θ - q_low), cut to the range the index can have.

    The percentile interval is not offered: a resample repeats episodes and so looks more unequal than the group
    is; the basic interval takes that shift off, the percentile interval doubles it.

    Parameters
    ----------
    estimate
        The index of the data, one number or shape ``(k,)``.
    resampled
        The index of each resample, shape ``(B,)`` or ``(B, k)``; resamples with an undefined one (NaN) are left out.
    level
        Coverage it aims at, 0 to 1.
    bounds
        Range of the index, not negative.
    power
        Scale on which the shift is taken off. For the Gini 2: the inequality that few events add by chance adds up
        with the group's own on the scale of squares, much as variances do. In simulated groups the nominal 95 %
        interval then holds the true value in .92 or more of the cases from 100 episodes on, on the plain scale in
        .10 to .94 (``benchmarks/calibration.py``).
    centre
        What the resamples deviate from, where that is not the estimate: with drawn replies, the middle of the drawn
        networks, because whole replies look more unequal than their probabilities do.

    Returns
    -------
    tuple of float or array
        Lower and upper end; NaN where the estimate or every resample is undefined.

    References
    ----------
    Davison and Hinkley (1997), *Bootstrap methods and their application*, doi:10.1017/CBO9780511802843
    """
    values, found = np.asarray(resampled, dtype=np.float64), np.asarray(estimate, dtype=np.float64)
    values = values[~np.isnan(values.reshape(len(values), -1)).any(axis=1)]
    if np.isnan(found).any() or not len(values):
        undefined = scalar(np.full(found.shape, np.nan))
        return undefined, undefined
    tail = (1 - level) / 2
    middle = found if centre is None else np.asarray(centre, dtype=np.float64)
    q_low, q_high = np.quantile(values**power, [tail, 1 - tail], axis=0)
    whole = found**power + middle**power
    low, high = (np.clip(whole - q, 0.0, None) ** (1 / power) for q in (q_high, q_low))
    return scalar(np.clip(low, *bounds)), scalar(np.clip(high, *bounds))


def chance_holdings(events: float, days: Any, *, draws: int = 2000, rng: np.random.Generator) -> Array:
    """Give what each member holds in groups in which all are equally inclined and chance alone decides.

    Parameters
    ----------
    events
        How many events fall on the members (`Events.effective` where their weights differ), rounded.
    days
        Days as a member, shape ``(n,)``: an event falls on each in proportion; equal shares where nobody has any.
    draws
        How many groups to draw.
    rng
        Source of chance.

    Returns
    -------
    array
        Counts, shape ``(draws, n)``; all 0 without events.
    """
    tenure = np.asarray(days, dtype=np.float64)
    n, m = len(tenure), max(round(events), 1) if events > 0 else 0
    if n == 0:
        return np.zeros((draws, 0))
    chances = tenure / tenure.sum() if tenure.sum() > 0 else np.full(n, 1 / n)
    return rng.multinomial(m, chances, size=draws).astype(np.float64)


def chance_ginis(events: float, days: Any, *, draws: int = 2000, rng: np.random.Generator) -> Array:
    """Give corrected Ginis of a group in which all are equally inclined and chance alone decides.

    Parameters
    ----------
    events
        How many events fall on the members (`Events.effective` where their weights differ), rounded.
    days
        Days as a member, shape ``(n,)``: an event falls on each in proportion; equal shares where nobody has any.
    draws
        How many groups to draw.
    rng
        Source of chance.

    Returns
    -------
    array
        Shape ``(draws,)``; NaN for n < 2 or no events.
    """
    return np.asarray(gini(chance_holdings(events, days, draws=draws, rng=rng)), dtype=np.float64)

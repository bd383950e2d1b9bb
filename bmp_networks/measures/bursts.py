"""Bursts: weeks in which a product is talked about far more often than usual, by Kleinberg's two-state automaton."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

RATE = 2.0
"""In a burst the product's share is so many times its share overall (Kleinberg's s)."""

PRICE = 1.0
"""Price of going up into a burst, times ln n (Kleinberg's gamma). At .5 chance makes bursts in most series."""

PERMUTATIONS = 999
BLOCK = 2
"""Weeks that are moved together, so that talk that runs over two weeks is not torn apart."""

LEAST_WEEKS = 8
LEAST_EPISODES = 20


@dataclass(frozen=True)
class Burst:
    """One burst: first and last bin, weight (how much likelier than no burst, in nats) and events in it."""

    start: int
    end: int
    weight: float
    events: float


def burst_states(events: Any, totals: Any, *, rate: float = RATE, price: float = PRICE) -> npt.NDArray[np.int64]:
    """Say for each bin whether the product bursts (1) or not (0), by the likeliest path through both states.

    Parameters
    ----------
    events
        Episodes about the product in each bin, shape ``(..., n)``; several series are done at once.
    totals
        All episodes in each bin, same shape; bins without any say nothing.
    rate, price
        See ``RATE`` and ``PRICE``.

    Returns
    -------
    array
        Shape ``(..., n)``; all 0 where there is nothing, or nothing else.

    References
    ----------
    Kleinberg (2003), *Bursty and hierarchical structure in streams*, doi:10.1023/A:1024940629314
    """
    costs = _costs(np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64), rate)
    return _cheapest(costs, price * np.log(max(costs.shape[-2], 1)))


def find_bursts(events: Any, totals: Any, *, rate: float = RATE, price: float = PRICE) -> list[Burst]:
    """Give the bursts of one series, in time; see ``burst_states``.

    Returns
    -------
    list of Burst
        ``end`` is included in the burst.
    """
    r, d = np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    gain = _gain(_costs(r, d, rate))
    states = burst_states(r, d, rate=rate, price=price)
    edges = np.flatnonzero(np.diff(np.r_[0, states, 0]))
    return [
        Burst(int(start), int(end) - 1, float(gain[start:end].sum()), float(r[start:end].sum()))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def accepted_bursts(
    events: Any, totals: Any, *, permutations: int = PERMUTATIONS, block: int = BLOCK, seed: int = 0
) -> tuple[list[Burst], float]:
    """Give the bursts that chance would hardly make: heavier than nearly all of the series with their weeks shuffled.

    Parameters
    ----------
    events, totals
        Episodes about the product and all episodes, by week, shape ``(n,)``.
    permutations
        Series shuffled in blocks of ``block`` weeks.
    seed
        Start of the chance.

    Returns
    -------
    list of Burst
        Those over the 95th percentile of the heaviest burst of each shuffled series, and of at least 2 bins or
        5 events.
    float
        That percentile; NaN where the gate is not passed (8 weeks and 20 episodes about the product).
    """
    r, d = np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if not passes_gate(r):
        return [], float("nan")
    shuffled = shuffled_weeks(len(r), permutations, block, np.random.default_rng(seed))
    heaviest = _heaviest(r[shuffled], d[shuffled])
    limit = float(np.quantile(heaviest, 0.95))
    found = [one for one in find_bursts(r, d) if one.weight > limit]
    return [one for one in found if one.end > one.start or one.events >= 5], limit


def passes_gate(events: Any) -> bool:
    """Say whether there is enough to speak of bursts: 8 weeks and 20 episodes about the product."""
    r = np.asarray(events, dtype=np.float64)
    return len(r) >= LEAST_WEEKS and float(r.sum()) >= LEAST_EPISODES


def _costs(r: Array, d: Array, rate: float) -> Array:
    """Give the cost of each bin in each state, shape ``(..., n, 2)``: minus the log-likelihood without the choose term.

    The number of ways to choose r of d is the same in both states and falls out.
    """
    total = d.sum(axis=-1, keepdims=True)
    usual = np.divide(r.sum(axis=-1, keepdims=True), total, out=np.zeros_like(total), where=total > 0)
    usual = np.clip(usual, 1e-12, 0.9999)
    raised = np.clip(rate * usual, None, 0.9999)
    shares = np.stack(np.broadcast_arrays(usual, raised), axis=-1)
    costs: Array = -(r[..., None] * np.log(shares) + (d - r)[..., None] * np.log1p(-shares))
    return costs


def _gain(costs: Array) -> Array:
    gain: Array = costs[..., 0] - costs[..., 1]
    return gain


def _cheapest(costs: Array, up: float) -> npt.NDArray[np.int64]:
    """Give the cheapest path that begins in state 0; going up costs ``up``, going down nothing (Viterbi, exact)."""
    *shape, n, _ = costs.shape
    quiet, busy = np.zeros(shape), np.full(shape, np.inf)
    stayed = np.zeros((*shape, n, 2), dtype=np.int8)
    for bin_ in range(n):
        from_busy = busy < quiet
        from_quiet = quiet + up < busy
        stayed[..., bin_, 0], stayed[..., bin_, 1] = from_busy, ~from_quiet
        quiet, busy = (
            np.where(from_busy, busy, quiet) + costs[..., bin_, 0],
            np.where(from_quiet, quiet + up, busy) + costs[..., bin_, 1],
        )
    states = np.zeros((*shape, n), dtype=np.int64)
    now = (busy < quiet).astype(np.int64)
    for bin_ in range(n - 1, -1, -1):
        states[..., bin_] = now
        now = np.take_along_axis(stayed[..., bin_, :], now[..., None], axis=-1)[..., 0].astype(np.int64)
    return states


def _heaviest(r: Array, d: Array) -> Array:
    """Give the weight of the heaviest burst of each series, 0 without any, shape ``(series,)``."""
    gain, states = _gain(_costs(r, d, RATE)), burst_states(r, d)
    best, running = np.zeros(len(r)), np.zeros(len(r))
    for bin_ in range(r.shape[1]):
        running = np.where(states[:, bin_] == 1, running + gain[:, bin_], 0.0)
        best = np.maximum(best, running)
    return best


def shuffled_weeks(n: int, times: int, block: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Give orders of the weeks in which blocks change places, shape ``(times, n)``; where the blocks begin is drawn."""
    blocks = (np.arange(n) + rng.integers(0, block, size=(times, 1))) // block
    keys = np.take_along_axis(rng.random((times, n // block + 2)), blocks, axis=1)
    return np.argsort(keys, axis=1, kind="stable")

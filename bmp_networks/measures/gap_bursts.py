"""Bursts in a stream of single events, such as the orders of a product: short gaps between them, level by level."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

RATE, PRICE = 2.0, 1.0
"""Each level has gaps so many times shorter (Kleinberg's s); going up costs so many times ln n (his gamma)."""

AT_ONCE = 0.001
"""An export stops at the minute: events at one moment are so much of a mean gap apart, or the shortest gap if less."""


class GapBurst(NamedTuple):
    """A burst: how many levels up, the first event and the last one in it."""

    level: int
    start: float
    end: float


def gap_states(times: Any, *, rate: float = RATE, price: float = PRICE) -> npt.NDArray[np.int64]:
    """Give the level of each gap between successive events, by the cheapest path through all levels (exact).

    Use it for events that come one by one out of no known total; where all episodes of a week are known,
    `bmp_networks.measures.bursts` compares shares.

    Parameters
    ----------
    times
        Moments of the events in any unit, shape ``(n,)``; equal moments count as a gap of ``AT_ONCE`` of the mean.
    rate, price
        See ``RATE`` and ``PRICE``.

    Returns
    -------
    array
        Shape ``(n - 1,)``, 0 for the usual pace; empty below two events.

    References
    ----------
    Kleinberg (2003), *Bursty and hierarchical structure in streams*, doi:10.1023/A:1024940629314
    """
    gaps = np.diff(np.sort(np.asarray(times, dtype=np.float64)))
    if not len(gaps) or not gaps.max() > 0:
        return np.zeros(len(gaps), dtype=np.int64)
    if not gaps.min() > 0:
        gaps = np.maximum(gaps, min(gaps[gaps > 0].min(), gaps.mean() * AT_ONCE))
    n, whole = len(gaps), gaps.sum()
    levels = int(np.ceil(1 + np.log(whole) / np.log(rate) + np.log(1 / gaps.min()) / np.log(rate)))
    paces = rate ** np.arange(max(levels, 1)) * n / whole
    up = np.maximum(np.subtract.outer(np.arange(len(paces)), np.arange(len(paces))), 0) * price * np.log(n)
    costs = np.full(len(paces), np.inf)
    costs[0] = 0.0
    came_from = np.zeros((n, len(paces)), dtype=np.int64)
    for number, gap in enumerate(gaps):
        through = costs[None, :] + up  # [to, from]
        came_from[number] = np.argmin(through, axis=1)
        costs = through[np.arange(len(paces)), came_from[number]] - (np.log(paces) - paces * gap)
    states = np.zeros(n, dtype=np.int64)
    now = int(np.argmin(costs))
    for number in range(n - 1, -1, -1):
        states[number] = now
        now = int(came_from[number, now])
    return states


def find_gap_bursts(times: Any, *, rate: float = RATE, price: float = PRICE) -> list[GapBurst]:
    """Give the bursts of a stream of single events, outer ones before inner ones; see ``gap_states``.

    Returns
    -------
    list of GapBurst
        The usual pace (level 0) is no burst and not among them.
    """
    moments = np.sort(np.asarray(times, dtype=np.float64))
    states = gap_states(moments, rate=rate, price=price)
    found = []
    for level in range(1, int(states.max(initial=0)) + 1):
        edges = np.flatnonzero(np.diff(np.r_[0, (states >= level).astype(np.int8), 0]))
        found += [
            GapBurst(level, float(moments[start]), float(moments[end]))
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return found

"""Changes and trends: the week from which a product is talked about more or less, and whether it goes up or down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bmp_networks.measures.bursts import BLOCK, PERMUTATIONS, shuffled_weeks

Array = npt.NDArray[np.float64]

LEAST_SEGMENT = 4
"""Shortest stretch between two changes, in weeks."""

POSSIBLE, LIKELY = 2.0, 3.0
"""Penalty factors: a change found at the first is possible, one found at the second as well may be likely."""

LEAST_WEEKS, LEAST_MEDIAN = 26, 3.0
TREND_WEEKS, TREND_BLOCK = 8, 4


@dataclass(frozen=True)
class Change:
    """A change: the first bin of the new level, means before and after, and how sure it is.

    Parameters
    ----------
    at
        Bin from which the new level holds.
    before, after
        Mean of the bins since the change before, and up to the next one.
    verdict
        ``likely``, or ``possible``.
    p
        Permutation p of the whole series: that shuffled weeks gain as much by being cut; 0 to 1.
    """

    at: int
    before: float
    after: float
    verdict: str
    p: float


@dataclass(frozen=True)
class Trend:
    """Theil–Sen slope a week with its 95 % interval; NaN below 8 weeks."""

    slope: float
    low: float
    high: float
    weeks: int

    @property
    def direction(self) -> str:
        """``up``, ``down``, ``none`` (the interval holds 0) or ``not_enough_data``."""
        if np.isnan(self.slope):
            return "not_enough_data"
        if self.low > 0:
            return "up"
        return "down" if self.high < 0 else "none"


def change_points(counts: Any, *, factor: float = POSSIBLE, least: int = LEAST_SEGMENT) -> list[int]:
    """Give the bins at which the level of a series of counts changes, by PELT with squared errors of √(y + 3/8).

    Parameters
    ----------
    counts
        Events by bin, shape ``(n,)``, none missing.
    factor
        The penalty of one more change is ``factor · 2 ln n · σ²``, σ from the differences, at least .5.
    least
        Shortest segment.

    Returns
    -------
    list of int
        First bins of new levels, ascending; empty where there are fewer than twice ``least`` bins.

    References
    ----------
    Killick, Fearnhead and Eckley (2012), *Optimal detection of changepoints*, doi:10.1080/01621459.2012.737745
    """
    y = np.sqrt(np.asarray(counts, dtype=np.float64) + 3 / 8)
    n = len(y)
    if n < 2 * least:
        return []
    penalty = factor * 2 * np.log(n) * _spread(y) ** 2
    return _pelt(y, penalty, least)


def find_changes(counts: Any, *, permutations: int = PERMUTATIONS, block: int = BLOCK, seed: int = 0) -> list[Change]:
    """Give the changes of a weekly series, and whether each is likely or only possible.

    A change is possible where it is found at penalty factor 2, likely where it is found at 3 too (a bin more or less)
    and shuffling the weeks in blocks gives so large a gain in at most one of twenty series.

    Returns
    -------
    list of Change
        Empty where the gate is not passed (26 weeks, median 3 a week).
    """
    y = np.asarray(counts, dtype=np.float64)
    if not passes_gate(y):
        return []
    found = change_points(y)
    if not found:
        return []
    strict = change_points(y, factor=LIKELY)
    p = _permutation_p(y, permutations, block, np.random.default_rng(seed))
    edges = [0, *found, len(y)]
    return [
        Change(
            at,
            float(y[edges[number] : at].mean()),
            float(y[at : edges[number + 2]].mean()),
            "likely" if p <= 0.05 and any(abs(at - other) <= 1 for other in strict) else "possible",
            p,
        )
        for number, at in enumerate(found)
    ]


def passes_gate(counts: Any) -> bool:
    """Say whether there is enough to speak of changes: 26 weeks, and at least 3 a week in the middle of them."""
    y = np.asarray(counts, dtype=np.float64)
    return len(y) >= LEAST_WEEKS and float(np.median(y)) >= LEAST_MEDIAN


def theil_sen(values: Any, *, resamples: int = 999, block: int = TREND_BLOCK, seed: int = 0) -> Trend:
    """Give the slope of a weekly series: the middle of the slopes between all pairs of weeks, with an interval.

    The interval is that of a moving-block bootstrap of the residuals, blocks of four weeks: neighbouring weeks
    resemble one another, and single weeks drawn apart would make the interval too narrow.

    Parameters
    ----------
    values
        One number a week, shape ``(n,)``; NaN in weeks in which the group was silent.

    Returns
    -------
    Trend
        NaN below 8 weeks.

    References
    ----------
    Sen (1968), *Estimates of the regression coefficient based on Kendall's tau*, doi:10.1080/01621459.1968.10480934
    """
    y = np.asarray(values, dtype=np.float64)
    weeks = np.flatnonzero(~np.isnan(y)).astype(np.float64)
    y = y[~np.isnan(y)]
    if len(y) < TREND_WEEKS:
        return Trend(float("nan"), float("nan"), float("nan"), len(y))
    slope = float(_slopes(weeks, y[None, :])[0])
    residuals = y - slope * weeks
    rng = np.random.default_rng(seed)
    n, size = len(y), min(block, len(y))
    starts = rng.integers(0, n - size + 1, size=(resamples, -(-n // size)))
    drawn = (starts[:, :, None] + np.arange(size)).reshape(resamples, -1)[:, :n]
    slopes = _slopes(weeks, slope * weeks + residuals[drawn])
    low, high = np.quantile(slopes, [0.025, 0.975])
    return Trend(slope, float(2 * slope - high), float(2 * slope - low), n)


def _slopes(weeks: Array, rows: Array) -> Array:
    """Give the median slope over all pairs of weeks of each row, shape ``(rows,)``."""
    a, b = np.triu_indices(len(weeks), 1)
    if len(a) > 4000:  # a long series: every so many pairs are enough for a median
        keep = np.linspace(0, len(a) - 1, 4000).astype(np.int64)
        a, b = a[keep], b[keep]
    slopes = (rows[:, b] - rows[:, a]) / (weeks[b] - weeks[a])
    middle: Array = np.median(slopes, axis=1)
    return middle


def _spread(y: Array) -> float:
    steps = np.diff(y)
    return max(0.5, float(1.4826 * np.median(np.abs(steps - np.median(steps))) / np.sqrt(2)))


def _pelt(y: Array, penalty: float, least: int) -> list[int]:
    n = len(y)
    sums, squares = np.r_[0.0, np.cumsum(y)], np.r_[0.0, np.cumsum(y**2)]
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    starts = np.array([0])
    for end in range(least, n + 1):
        cost = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / (end - starts)
        through = best[starts] + cost + penalty
        place = int(np.argmin(through))
        best[end], last[end] = through[place], starts[place]
        # A start that is dearer than the best by more than a penalty can never be the best again.
        starts = np.append(starts[through <= best[end] + penalty], end - least + 1)
        starts = starts[np.isfinite(best[starts])]
    found = []
    end = int(last[n])
    while end > 0:
        found.append(end)
        end = int(last[end])
    return sorted(found)


def _permutation_p(y: Array, permutations: int, block: int, rng: np.random.Generator) -> float:
    """Give the p of the largest gain of one cut, against the weeks shuffled in blocks."""
    root = np.sqrt(y + 3 / 8)
    orders = shuffled_weeks(len(y), permutations, block, rng)
    gains = _largest_gain(root[orders])
    own = float(_largest_gain(root[None, :])[0])
    return float((1 + int((gains >= own - 1e-12).sum())) / (permutations + 1))


def _largest_gain(rows: Array) -> Array:
    """Give how much one cut lowers the squared error of each row at most, shape ``(rows,)``."""
    n = rows.shape[1]
    sums = np.cumsum(rows, axis=1)
    cuts = np.arange(LEAST_SEGMENT, n - LEAST_SEGMENT + 1)
    left, total = sums[:, cuts - 1], sums[:, -1:]
    gain = left**2 / cuts + (total - left) ** 2 / (n - cuts) - total**2 / n
    top: Array = gain.max(axis=1)
    return top

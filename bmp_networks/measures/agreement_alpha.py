"""Krippendorff's alpha on four scales, its interval, and Cohen's kappa.

Alpha compares how much coders differ inside a unit with how much they would differ if codes fell on units by chance:
1 - observed / expected disagreement. It takes any number of coders and missing values; a unit counts once two coders
coded it.

References
----------
Krippendorff (2004), *Content Analysis*, ch. 11; Krippendorff (2011), *Computing Krippendorff's alpha-reliability*.
Cohen (1960), *A coefficient of agreement for nominal scales*, doi:10.1177/001316446002000104
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_CELLS = 2_000_000
"""Numbers held in memory at once while units are drawn again."""


@dataclass(frozen=True)
class Ratings:
    """Codes of some units by some coders; units that are coded alike stand together.

    Parameters
    ----------
    codes
        Position of each code among ``values``, -1 where missing; shape ``(coders, patterns)``.
    counts
        How many units have each pattern, shape ``(patterns,)``.
    values
        The codes used, ascending (in the order of the scale where there is one), shape ``(codes,)``.
    """

    codes: Whole
    counts: Whole
    values: tuple[Hashable, ...]


def as_ratings(coders: Sequence[Sequence[Hashable | None]], *, order: Sequence[Hashable] | None = None) -> Ratings:
    """Gather the codes of each coder, unit by unit; None is missing, units with fewer than two codes are left out.

    Parameters
    ----------
    coders
        One sequence a coder, all of the same length.
    order
        The values of an ordinal scale, lowest first; without it values are sorted.
    """
    patterns: dict[tuple[Hashable | None, ...], int] = {}
    for unit in zip(*coders, strict=True):
        if sum(value is not None for value in unit) >= 2:
            patterns[unit] = patterns.get(unit, 0) + 1
    used = {value for unit in patterns for value in unit if value is not None}
    values = [value for value in order if value in used] if order is not None else _sorted(used)
    position: dict[Hashable | None, int] = {None: -1} | {value: k for k, value in enumerate(values)}
    codes = np.array([[position[value] for value in unit] for unit in patterns], dtype=np.int64)
    counts = np.array(list(patterns.values()), dtype=np.int64)
    return Ratings(codes.reshape(len(patterns), len(coders)).T, counts, tuple(values))


def _sorted(values: set[Hashable]) -> list[Hashable]:
    numbers = all(isinstance(value, (int, float)) for value in values)
    return sorted(values, key=(lambda value: value) if numbers else repr)


def krippendorff_alpha(
    coders: Sequence[Sequence[Hashable | None]], *, scale: str = "nominal", order: Sequence[Hashable] | None = None
) -> float:
    """Say how far coders agree beyond chance.

    Parameters
    ----------
    coders
        One sequence a coder, all of the same length; None is missing.
    scale
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``; the last two need numbers.
    order
        The values of an ordinal scale, lowest first; without it they are sorted.

    Returns
    -------
    float
        1 (all agree), 0 (as chance would), less than 0 (they differ more than chance would); NaN where only one code
        was used or no unit has two codes, for then nothing could differ.
    """
    ratings = as_ratings(coders, order=order)
    return float(_alphas(ratings, ratings.counts[None, :].astype(np.float64), scale)[0])


def alpha_interval(ratings: Ratings, *, scale: str, resamples: int, seed: int) -> tuple[float, float]:
    """Give the 95 % interval of alpha by drawing the units again, with replacement.

    Resamples in which only one code is left have no alpha and are passed over; both ends are NaN when none is left.
    """
    n = int(ratings.counts.sum())
    if n < 2 or not resamples:
        return np.nan, np.nan
    rng = np.random.default_rng(seed)
    share = ratings.counts / n
    chunk = max(1, _CELLS // max(1, ratings.codes.size))
    found = []
    for start in range(0, resamples, chunk):
        # A resample of units is a multinomial draw of the patterns they show.
        drawn = rng.multinomial(n, share, size=min(chunk, resamples - start)).astype(np.float64)
        found.append(_alphas(ratings, drawn, scale))
    alphas = np.concatenate(found)
    alphas = alphas[np.isfinite(alphas)]
    if not len(alphas):
        return np.nan, np.nan
    low, high = np.quantile(alphas, [0.025, 0.975])
    return float(low), float(high)


def alpha_of(ratings: Ratings, scale: str) -> float:
    """Give alpha of codes gathered before; see ``krippendorff_alpha``."""
    return float(_alphas(ratings, ratings.counts[None, :].astype(np.float64), scale)[0])


def _alphas(ratings: Ratings, weights: Array, scale: str) -> Array:
    """Give one alpha a row of weights, shape ``(rows,)``; weights say how often each pattern counts."""
    codes = ratings.codes
    if not codes.size:
        return np.full(len(weights), np.nan)
    held = (codes >= 0).sum(axis=0)
    totals = _totals(codes, weights, len(ratings.values))
    n = totals.sum(axis=1)
    places = _places(ratings, totals, scale)
    observed = np.zeros(len(weights))
    for one, other in combinations(codes, 2):
        both = (one >= 0) & (other >= 0)
        differ = _distance(places[:, one[both]], places[:, other[both]], scale)
        observed += 2 * (weights[:, both] * differ / (held[both] - 1)).sum(axis=1)
    expected = _expected(totals, places, scale)
    with np.errstate(invalid="ignore", divide="ignore"):
        alphas: Array = 1 - observed * (n - 1) / expected
    # Rounding leaves crumbs where the expected disagreement is nothing.
    alphas[(totals > 0).sum(axis=1) < 2] = np.nan
    return alphas


def _totals(codes: Whole, weights: Array, n_values: int) -> Array:
    """Count how often each code was given, shape ``(rows, codes)``."""
    coder, pattern = np.nonzero(codes >= 0)
    flat = codes[coder, pattern]
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(n_values))
    totals: Array = np.add.reduceat(weights[:, pattern[order]], starts, axis=1)
    return totals


def _places(ratings: Ratings, totals: Array, scale: str) -> Array:
    """Say where each code lies on its scale, shape ``(1 or rows, codes)``.

    Krippendorff's ordinal distance between two codes is the number of codes given between them, the ends counted
    half: the distance of their mean ranks.
    """
    if scale == "ordinal":
        return np.asarray(totals.cumsum(axis=1) - totals / 2)
    if scale == "nominal":
        return np.arange(len(ratings.values), dtype=np.float64)[None, :]
    return np.array([ratings.values], dtype=np.float64)


def _distance(one: Array, other: Array, scale: str) -> Array:
    if scale == "nominal":
        return np.asarray(one != other, dtype=np.float64)
    squared: Array = (one - other) ** 2
    if scale != "ratio":
        return squared
    size = (one + other) ** 2
    return np.divide(squared, size, out=np.zeros_like(squared), where=size > 0)


def _expected(totals: Array, places: Array, scale: str) -> Array:
    """Sum the distances of all pairs of codes given to any unit, shape ``(rows,)``."""
    n = totals.sum(axis=1)
    if scale == "nominal":
        return np.asarray(n**2 - (totals**2).sum(axis=1))
    if scale == "ratio":
        apart = _distance(places[0][:, None], places[0][None, :], scale)
        return np.asarray(((totals @ apart) * totals).sum(axis=1))
    # Centred first: the difference of two large sums would lose its digits.
    mean = (totals * places).sum(axis=1, keepdims=True) / n[:, None]
    return np.asarray(2 * n * (totals * (places - mean) ** 2).sum(axis=1))


def cohen_kappa(ratings: Ratings) -> float:
    """Say how far two coders agree beyond what their own habits would give.

    Returns
    -------
    float
        1 (all agree) to below 0; NaN where both used one and the same code only, or nothing was coded by both.
    """
    if not ratings.codes.size:
        return np.nan
    size = len(ratings.values)
    table = np.zeros((size, size))
    np.add.at(table, (ratings.codes[0], ratings.codes[1]), ratings.counts)
    n = table.sum()
    chance = float((table.sum(axis=1) * table.sum(axis=0)).sum() / n**2)
    return float((np.trace(table) / n - chance) / (1 - chance)) if chance < 1 else np.nan


def percent_alike(ratings: Ratings) -> float:
    """Say how many of the units two coders coded alike, 0 to 100; NaN without any."""
    if not ratings.codes.size:
        return np.nan
    alike = ratings.codes[0] == ratings.codes[1]
    return float(100 * ratings.counts[alike].sum() / ratings.counts.sum())

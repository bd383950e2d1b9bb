"""Comparing inequality fairly: by the same number of episodes, against shuffled labels, and curve against curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.measures.indices import Array, gini, lorenz_at
from bmp_networks.measures.resampling import Events, resampled_totals

MIN_EPISODES, MIN_MEMBERS = 20, 5
"""Of the rarer kind; below these nothing is compared."""

LEAST_WEIGHT = 0.5
"""Expected events from which on an episode counts for a kind: ties of mixed type leave traces everywhere."""

FEW_THINNINGS = 20

DECILES = np.linspace(0.1, 0.9, 9)


@dataclass(frozen=True)
class Contrast:
    """Whether one kind of event is more unequally spread than another, beyond what fewer events alone do.

    Parameters
    ----------
    first, second
        Corrected Gini of either kind; mean over thinnings for the one with more episodes. NaN where a gate fails.
    difference
        ``first`` - ``second``: above 0 where the first kind is in fewer hands.
    p
        One-sided p value: how often shuffled labels give at least this difference, (1 + k) / (R + 1).
    episodes
        Episodes with events of the first and of the second kind.
    missing
        What is too little, as keys ``episodes`` or ``members``; empty where the comparison holds.
    """

    first: float
    second: float
    difference: float
    p: float
    episodes: tuple[int, int]
    missing: tuple[str, ...] = ()


def compare_spread(
    first: Events, second: Events, members: int, *, subsamples: int = 500, permutations: int = 999, seed: int = 0
) -> Contrast:
    """Compare how unequally two kinds of events are spread over the members, with the episode as the unit.

    The kind with more episodes is thinned to the other's number. The null shuffles the labels of bundles: all
    events of one kind in one episode stay together, because events of one conversation are not independent.
    Comparing two Ginis as they stand is not offered: with the same behaviour, 30 events look more unequal than 600
    in practically every group.

    Parameters
    ----------
    first, second
        Events of the two kinds, over the same members.
    members
        How many members there are, silent ones included.
    subsamples, permutations
        How often to thin, and to shuffle.
    seed
        Seed of both.

    Returns
    -------
    Contrast
        Numbers NaN where one kind has fewer than 20 episodes or 5 members with any.
    """
    bundles, kind = _bundles(first, second, members)
    counts = (int(kind.sum()), int((~kind).sum()))
    missing = _missing(first, second, counts)
    if missing:
        nan = float("nan")
        return Contrast(nan, nan, nan, nan, counts, missing)
    rng = np.random.default_rng(seed)
    few = min(counts)
    own = _rarefied(bundles[kind], few, subsamples, rng)
    other = _rarefied(bundles[~kind], few, subsamples, rng)
    observed = own - other
    exceeded = 0
    for _ in range(permutations):
        shuffled = rng.permutation(kind)
        # Fewer thinnings than for the data: their noise widens the null and makes the test a little stricter.
        null = _rarefied(bundles[shuffled], few, FEW_THINNINGS, rng)
        null -= _rarefied(bundles[~shuffled], few, FEW_THINNINGS, rng)
        exceeded += bool(null >= observed)
    return Contrast(own, other, observed, (1 + exceeded) / (permutations + 1), counts)


def _bundles(first: Events, second: Events, members: int) -> tuple[Array, np.ndarray]:
    """Give each kind's weights by episode and member as rows, and whether a row is of the first kind."""
    parts = []
    for events in (first, second):
        _, episode = np.unique(events.episode, return_inverse=True)
        table = Events(episode.astype(np.int64), events.member, events.weight)
        cells = table.by_episode(int(episode.max()) + 1 if len(episode) else 0, members)
        parts.append(cells[cells.sum(axis=1) >= LEAST_WEIGHT])
    kind = np.concatenate([np.ones(len(parts[0]), dtype=bool), np.zeros(len(parts[1]), dtype=bool)])
    return np.vstack(parts), kind


def _missing(first: Events, second: Events, counts: tuple[int, int]) -> tuple[str, ...]:
    missing = []
    if min(counts) < MIN_EPISODES:
        missing.append("episodes")
    if min(len(np.unique(first.member)), len(np.unique(second.member))) < MIN_MEMBERS:
        missing.append("members")
    return tuple(missing)


def _rarefied(bundles: Array, few: int, subsamples: int, rng: np.random.Generator) -> float:
    """Mean corrected Gini of ``few`` bundles taken without replacement."""
    if len(bundles) == few:
        return float(gini(bundles.sum(axis=0)))
    taken = np.zeros((subsamples, len(bundles)))
    np.put_along_axis(taken, np.argsort(rng.random(taken.shape), axis=1)[:, :few], 1.0, axis=1)
    return float(np.mean(gini(taken @ bundles)))


@dataclass(frozen=True)
class Dominance:
    """Whether one Lorenz curve lies above another everywhere, by more than chance.

    Parameters
    ----------
    verdict
        ``first`` or ``second`` (which is more equal everywhere), ``crossing`` (they cannot be ordered), or
        ``unclear`` (the band holds 0 somewhere, and nothing crosses surely).
    difference
        First curve less second at shares .1 … .9 of the members, shape ``(9,)``.
    low, high
        Simultaneous 95 % band of the difference, shape ``(9,)``.
    """

    verdict: str
    difference: Array
    low: Array
    high: Array


def compare_curves(
    first: Events, second: Events, members: int, *, resamples: int = 2000, level: float = 0.95, seed: int = 0
) -> Dominance:
    """Compare two Lorenz curves over the same members at nine points, with a band that holds for all of them at once.

    Episodes are drawn again, the same for both curves; the band is the sup-t band of the differences.

    Parameters
    ----------
    first, second
        Events of the two kinds.
    members
        How many members there are, silent ones included.
    resamples
        How often to draw.
    level
        Coverage of the whole band, 0 to 1.
    seed
        Seed.

    References
    ----------
    Montiel Olea and Plagborg-Møller (2019), *Simultaneous confidence bands*, doi:10.1002/jae.2656
    """
    n_episodes = 1 + max(int(events.episode.max(initial=0)) for events in (first, second))
    table = np.hstack([events.by_episode(n_episodes, members) for events in (first, second)])
    table = table[table.any(axis=1)]
    observed = _difference(table.sum(axis=0)[None, :], members)[0]
    rng = np.random.default_rng(seed)
    drawn = np.vstack([_difference(totals, members) for totals in resampled_totals(table, resamples, rng)])
    drawn = drawn[~np.isnan(drawn).any(axis=1)]
    error = drawn.std(axis=0, ddof=1)
    # Resampled curves hang lower than the data's, both alike: their own mean is the centre of the deviations.
    away = np.abs(drawn - drawn.mean(axis=0)) / np.where(error > 0, error, np.inf)
    widest = away.max(axis=1)
    reach = float(np.quantile(widest, level)) * error
    low, high = observed - reach, observed + reach
    return Dominance(_verdict(low, high), observed, low, high)


def _difference(totals: Array, members: int) -> Array:
    first, second = totals[:, :members], totals[:, members:]
    difference: Array = np.asarray(lorenz_at(first, DECILES)) - np.asarray(lorenz_at(second, DECILES))
    return difference


def _verdict(low: Array, high: Array) -> str:
    above, below = bool((low > 0).any()), bool((high < 0).any())
    if above and below:
        return "crossing"
    if above:
        return "first" if bool((low >= -1e-12).all()) else "unclear"
    if below:
        return "second" if bool((high <= 1e-12).all()) else "unclear"
    return "unclear"

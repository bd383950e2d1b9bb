"""Small-count tests without a statistics library: binomial, beta-binomial, and many tests at once."""

from __future__ import annotations

from math import exp, lgamma, log, log1p
from typing import Any

import numpy as np

from bmp_networks.measures.indices import Array


def binomial_at_most(successes: int, trials: int, chance: float) -> float:
    """How probable so few successes, or fewer, are in independent trials, 0 to 1.

    Parameters
    ----------
    successes, trials
        Counts; ``successes`` below 0 gives 0, at or above ``trials`` 1.
    chance
        Probability of one success, 0 to 1.
    """
    if successes < 0:
        return 0.0
    if successes >= trials or chance <= 0:
        return 1.0
    if chance >= 1:
        return 0.0
    logs = [
        lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(chance) + (trials - k) * log1p(-chance)
        for k in range(successes + 1)
    ]
    return min(1.0, sum(exp(value) for value in logs))


def beta_binomial_at_most(successes: int, trials: int, chance: float, alike: float) -> float:
    """How probable so few successes, or fewer, are in trials of one person whose own chance varies around the group's.

    Parameters
    ----------
    successes, trials
        Counts.
    chance
        Mean probability of a success, 0 to 1.
    alike
        Correlation between trials of one person, 0 (binomial) to below 1.

    Returns
    -------
    float
        0 to 1.
    """
    if alike <= 0 or chance <= 0 or chance >= 1:
        return binomial_at_most(successes, trials, chance)
    if successes < 0:
        return 0.0
    if successes >= trials:
        return 1.0
    a, b = chance * (1 - alike) / alike, (1 - chance) * (1 - alike) / alike
    start = lgamma(a) + lgamma(b) - lgamma(a + b)
    total = 0.0
    for k in range(successes + 1):
        ways = lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
        total += exp(ways + lgamma(k + a) + lgamma(trials - k + b) - lgamma(trials + a + b) - start)
    return min(1.0, total)


def likeness(successes: Any, trials: Any, *, spread: float = 1.0) -> float:
    """Estimate how much more alike the trials of one person are than those of different persons, 0 to .9.

    Moment estimator from the spread of the persons' shares (Pearson's X²); persons with one trial say nothing.

    Parameters
    ----------
    successes, trials
        Of each person, shape ``(n,)``; successes may be expected numbers.
    spread
        Variance of one trial, as a share of that of a yes-or-no trial of the same mean; below 1 for probabilities.

    Returns
    -------
    float
        NaN for fewer than five persons with two trials, or where all succeed or none.
    """
    n = np.asarray(trials, dtype=np.float64)
    x = np.asarray(successes, dtype=np.float64)[n >= 2]
    n = n[n >= 2]
    if len(n) < 5:
        return float("nan")
    share = x.sum() / n.sum()
    if not 0 < share < 1:
        return float("nan")
    excess = float((((x - n * share) ** 2) / (spread * n * share * (1 - share))).sum()) / (len(n) - 1)
    return float(np.clip((excess - 1) / (n.mean() - 1), 0.0, 0.9))


def adjusted(p_values: Any) -> Array:
    """Give Benjamini–Hochberg q values: the share of false ones to expect among all tests at least this sure.

    Parameters
    ----------
    p_values
        Shape ``(n,)``, of one family of tests.

    Returns
    -------
    array
        Shape ``(n,)``, 0 to 1, in the order given.

    References
    ----------
    Benjamini and Hochberg (1995), *Controlling the false discovery rate*, doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q

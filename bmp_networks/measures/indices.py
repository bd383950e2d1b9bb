"""How unequally something is held: pure functions on arrays, the degenerate cases decided and named.

Every function takes what each member holds (not negative) along the last axis, so that one call measures one
distribution, shape ``(n,)``, or a stack of resampled ones, shape ``(..., n)``. Fewer than two members, or nothing
held by anybody, is undefined: NaN, never 0. A NaN among the values makes the answer NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from bmp_networks.errors import ContractError

Array = npt.NDArray[np.float64]


def as_holdings(held: Any, what: str) -> Array:
    """Give the values as floats, last axis the members.

    Raises
    ------
    ContractError
        When a value is negative or the array has no axis.
    """
    values = np.asarray(held, dtype=np.float64)
    if values.ndim == 0:
        raise ContractError("one value a member is needed, a single number was given", where=what)
    if np.any(values < 0):
        raise ContractError("what a member holds cannot be negative", where=what)
    return values


def settle(values: Array, formula: Callable[[Array, Array], Any]) -> Any:
    """Apply ``formula(values, totals)``; NaN where fewer than two members hold, or all together hold nothing."""
    totals = values.sum(axis=-1)
    n = values.shape[-1]
    if n < 2:
        return scalar(np.full(totals.shape, np.nan))
    some = np.where(totals > 0, totals, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return scalar(formula(values, some))


def scalar(values: Array) -> Any:
    """Give a float for one distribution, the array for a stack of them."""
    return float(values) if values.ndim == 0 else values


def gini(held: Any, *, corrected: bool = True) -> Any:
    """How far a distribution is from everybody holding the same, as the Gini coefficient.

    Parameters
    ----------
    held
        What each member holds, shape ``(..., n)``, any unit, not negative; the order does not matter.
    corrected
        True: times n/(n-1), so that one member holding everything gives 1 in a group of any size.

    Returns
    -------
    float or array
        0 (all hold the same) to 1 (one holds all; (n-1)/n uncorrected); NaN for n < 2 or nothing held.

    References
    ----------
    Deltas (2003), *The small-sample bias of the Gini coefficient*, doi:10.1162/rest.2003.85.1.226

    Examples
    --------
    >>> gini([0, 0, 0, 1])
    1.0
    >>> gini([0, 0, 0, 1], corrected=False)
    0.75
    """
    values = as_holdings(held, "gini")
    n = values.shape[-1]
    ranks = np.arange(1, n + 1, dtype=np.float64)

    def formula(values: Array, totals: Array) -> Any:
        raw = 2 * (np.sort(values, axis=-1) @ ranks) / (n * totals) - (n + 1) / n
        # Rounding can leave -1e-17 where all hold the same.
        return np.clip(raw, 0.0, None) * (n / (n - 1) if corrected else 1.0)

    return settle(values, formula)


def lorenz_curve(held: Any) -> tuple[Array, Array]:
    """Give the Lorenz curve: what share the least-holding 10 %, 20 % … of the members hold together.

    Parameters
    ----------
    held
        What each member holds, shape ``(..., n)``, not negative.

    Returns
    -------
    tuple of arrays
        Share of the members, shape ``(n + 1,)``, from 0 to 1, and share of what is held, shape ``(..., n + 1)``,
        from 0 to 1, linear between the points; the second is NaN where nothing is held.
    """
    values = as_holdings(held, "lorenz_curve")
    n = values.shape[-1]
    sums = np.cumsum(np.sort(values, axis=-1), axis=-1)
    totals = sums[..., -1:] if n else np.zeros((*values.shape[:-1], 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = sums / np.where(totals > 0, totals, np.nan)
    start = np.where(totals > 0, 0.0, np.nan)
    members = np.arange(n + 1) / n if n else np.zeros(1)
    return members, np.concatenate([start, shares], axis=-1)


def lorenz_at(held: Any, shares: Any) -> Any:
    """Give the share the least-holding ``shares`` of the members hold, linear between members.

    Parameters
    ----------
    held
        What each member holds, shape ``(..., n)``, not negative.
    shares
        Shares of the members, shape ``(k,)`` or one number, 0 to 1.

    Returns
    -------
    float or array
        Shape ``(..., k)``, 0 to 1; NaN where nothing is held.
    """
    values = as_holdings(held, "lorenz_at")
    n = values.shape[-1]
    _, curve = lorenz_curve(values)
    position = np.asarray(shares, dtype=np.float64) * n
    below = np.clip(np.floor(position + 1e-9).astype(np.int64), 0, n)
    above = np.minimum(below + 1, n)
    weight = np.clip(position - below, 0.0, 1.0)
    return scalar(curve[..., below] * (1 - weight) + curve[..., above] * weight)


def hoover(held: Any) -> Any:
    """Give the share that would have to change hands to make all equal, 0 to (n-1)/n; NaN for n < 2 or nothing held."""
    values = as_holdings(held, "hoover")

    def formula(values: Array, totals: Array) -> Any:
        mean = totals / values.shape[-1]
        return np.abs(values - mean[..., None]).sum(axis=-1) / (2 * totals)

    return settle(values, formula)


def palma(held: Any) -> Any:
    """How many times as much the top tenth holds as the lower four tenths, 0.25 upwards.

    Undefined (NaN) where the lower four tenths hold nothing, for n < 2 and where nothing is held. Shares are read
    off the Lorenz curve, linear between members.
    """
    low = np.asarray(lorenz_at(held, 0.4))
    high = np.asarray(lorenz_at(held, 0.9))
    few = np.asarray(held).shape[-1] < 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return scalar(np.where((low > 0) & (not few), (1 - high) / low, np.nan))


def top_share(held: Any, members: int) -> Any:
    """Give the share the ``members`` largest hold, 0 to 1; NaN for n < 2 or nothing held.

    In a group of fewer than ``members`` it is 1.
    """
    values = as_holdings(held, "top_share")
    return settle(values, lambda values, totals: np.sort(values, axis=-1)[..., -members:].sum(axis=-1) / totals)


def top_fraction(held: Any, fraction: float) -> Any:
    """Give the share the largest ``fraction`` (0 to 1) of members hold, linear between members, NaN if undefined."""
    few = np.asarray(held).shape[-1] < 2
    return scalar(np.asarray(1 - np.asarray(lorenz_at(held, 1 - fraction))) * (np.nan if few else 1.0))


def hhi(held: Any) -> Any:
    """How concentrated holdings are, as the sum of squared shares (Herfindahl–Hirschman), 1/n to 1.

    It leans upwards when few events are counted; `simpson_unbiased` does not. NaN for n < 2 or nothing held.
    """
    values = as_holdings(held, "hhi")
    return settle(values, lambda values, totals: ((values / totals[..., None]) ** 2).sum(axis=-1))


def normalised_hhi(held: Any) -> Any:
    """Rescale the Herfindahl–Hirschman index to 0 (all the same) … 1 (one holds all); NaN where undefined."""
    n = np.asarray(held).shape[-1]
    return scalar((np.asarray(hhi(held)) - 1 / n) / (1 - 1 / n)) if n > 1 else hhi(held)


def simpson_unbiased(counts: Any, squares: Any = None) -> Any:
    """How likely two different events, taken at random, belong to one member, 0 to 1.

    For counts x of M events this is Σ x(x-1) / (M(M-1)). Events of unequal weight w (a reply that happened with
    probability .3) generalise it: Σ (x² - Σw²) / (M² - Σw²), with the inner sum over the member's own events, so
    that no event is paired with itself.

    Parameters
    ----------
    counts
        Events (or summed weights) of each member, shape ``(..., n)``, not negative.
    squares
        Sum of the squared weights of each member's events, same shape; None when every event weighs 1.

    Returns
    -------
    float or array
        1/n or a little less when all are equally active, 1 when one is; NaN below two events, for n < 2, or
        nothing held.

    References
    ----------
    Simpson (1949), *Measurement of diversity*, doi:10.1038/163688a0
    """
    values = as_holdings(counts, "simpson_unbiased")
    own = values if squares is None else as_holdings(squares, "simpson_unbiased")

    def formula(values: Array, totals: Array) -> Any:
        pairs = totals**2 - own.sum(axis=-1)
        within = (values**2 - own).sum(axis=-1)
        return np.where(pairs > 1e-12, np.clip(within / pairs, 0.0, 1.0), np.nan)

    return settle(values, formula)


def effective_number(counts: Any, squares: Any = None) -> Any:
    """As if so many members were equally active: one divided by `simpson_unbiased`, 1 to n.

    Chance can put the estimate above the number of members, which has no meaning: it is cut at n. Undefined (NaN)
    where no two events fall on one member, because then nothing limits the number from above.
    """
    simpson = np.asarray(simpson_unbiased(counts, squares))
    n = np.asarray(counts).shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return scalar(np.where(simpson > 0, np.minimum(1 / simpson, n), np.nan))


def tenure_weighted_gini(counts: Any, days: Any) -> float:
    """How unequal the rates per day as a member are, with person-days as the units.

    Unequal tenure at one rate gives 0 apart from the noise of few events. Members without a day are left out.

    Parameters
    ----------
    counts
        Events of each member, shape ``(n,)``, not negative.
    days
        Days as a member, shape ``(n,)``, not negative.

    Returns
    -------
    float
        0 (one rate) to less than 1; NaN for fewer than two members with days, or no events.
    """
    events = as_holdings(counts, "tenure_weighted_gini")
    tenure = as_holdings(days, "tenure_weighted_gini")
    events, tenure = events[tenure > 0], tenure[tenure > 0]
    if len(events) < 2 or not events.sum() > 0:
        return float("nan")
    rates = events / tenure
    order = np.argsort(rates, kind="stable")
    rates, tenure = rates[order], tenure[order]
    person_days = tenure.sum()
    # Σ_i Σ_j d_i d_j |r_i - r_j| over ordered rates, without the n × n table.
    differences = 2 * np.sum(tenure * (rates * np.cumsum(tenure) - np.cumsum(tenure * rates)))
    return float(differences / (2 * person_days * events.sum()))


def silent_bound(gini_of_posters: float, posters: int, members: int) -> float:
    """Give the uncorrected Gini that results when ``members - posters`` silent members are counted with zero.

    G_N = 1 - (k/N)(1 - G_k), an identity. NaN where the group is said to be smaller than its posters.
    """
    if members < posters or members < 1:
        return float("nan")
    return 1 - posters / members * (1 - gini_of_posters)

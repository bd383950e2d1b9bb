"""Inequality that can be taken apart by groups: Theil, mean log deviation, generalised entropy, Atkinson.

As in `bmp_networks.measures.indices`: members along the last axis, NaN where undefined, zeros never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bmp_networks.errors import ContractError
from bmp_networks.measures.indices import Array, as_holdings, settle


def theil_t(held: Any) -> Any:
    """How unequal a distribution is, weighing the top (Theil's T), 0 to ln n; NaN for n < 2 or nothing held.

    Zeros count as zeros (0·ln 0 = 0). Dropping them before the mean, as some packages do, understates T by
    ln(n/k) for k members who hold something.
    """
    values = as_holdings(held, "theil_t")

    def formula(values: Array, totals: Array) -> Any:
        ratio = values / (totals / values.shape[-1])[..., None]
        terms = np.where(ratio > 0, ratio * np.log(np.where(ratio > 0, ratio, 1.0)), ratio * 0)
        return np.clip(terms.mean(axis=-1), 0.0, None)

    return settle(values, formula)


def theil_l(held: Any) -> Any:
    """How unequal a distribution is, weighing the bottom (mean log deviation), 0 upwards.

    Undefined (NaN) as soon as one member holds nothing, for n < 2 and where nothing is held: report `theil_t` or
    `half_squared_variation` instead.
    """
    values = as_holdings(held, "theil_l")

    def formula(values: Array, totals: Array) -> Any:
        mean = totals / values.shape[-1]
        logs = np.log(np.where(values > 0, mean[..., None] / values, np.nan))
        return np.clip(logs.mean(axis=-1), 0.0, None)

    return settle(values, formula)


def half_squared_variation(held: Any) -> Any:
    """Half the squared coefficient of variation (generalised entropy with parameter 2), 0 to (n-1)/2; zeros allowed."""
    values = as_holdings(held, "half_squared_variation")

    def formula(values: Array, totals: Array) -> Any:
        ratio = values / (totals / values.shape[-1])[..., None]
        return ((ratio - 1) ** 2).mean(axis=-1) / 2

    return settle(values, formula)


def atkinson(held: Any, aversion: float) -> Any:
    """Give the share of the total that could be spared if it were held equally, for a given aversion to inequality.

    Parameters
    ----------
    held
        What each member holds, shape ``(..., n)``, not negative.
    aversion
        Above 0; at 1 and more a single member with nothing gives 1.

    Returns
    -------
    float or array
        0 to 1; NaN for n < 2 or nothing held.

    Raises
    ------
    ContractError
        When ``aversion`` is not above 0.

    References
    ----------
    Atkinson (1970), *On the measurement of inequality*, doi:10.1016/0022-0531(70)90039-6
    """
    if not aversion > 0:
        raise ContractError("the aversion to inequality must be above 0", where="atkinson")
    values = as_holdings(held, "atkinson")

    def formula(values: Array, totals: Array) -> Any:
        ratio = values / (totals / values.shape[-1])[..., None]
        if aversion == 1:
            equal = np.exp(np.log(ratio).mean(axis=-1))
        else:
            equal = (ratio ** (1 - aversion)).mean(axis=-1) ** (1 / (1 - aversion))
        # A member with nothing makes the mean of negative powers infinite, and its root 0.
        return np.clip(1 - equal, 0.0, 1.0)

    return settle(values, formula)


@dataclass(frozen=True)
class Decomposition:
    """Inequality split into what lies between groups and what lies within them.

    Parameters
    ----------
    total
        Index over all members.
    between
        What remains if everybody in a group held the group's mean.
    within
        The groups' own inequality, weighted.
    groups
        Group → its own index; NaN for a group of one member or one that holds nothing.
    """

    total: float
    between: float
    within: float
    groups: dict[str, float]

    @property
    def between_share(self) -> float:
        """Share of the total that lies between groups, 0 to 1; NaN when the total is 0 or undefined."""
        return self.between / self.total if self.total > 0 else float("nan")


def decompose_theil(held: Any, groups: Any, *, index: str = "T") -> Decomposition:
    """How much of the inequality lies between groups, such as villages, and how much within them.

    Parameters
    ----------
    held
        What each member holds, shape ``(n,)``, not negative.
    groups
        Group of each member, shape ``(n,)``, texts.
    index
        ``T`` (groups weighted by their share of the total) or ``L`` (by their share of the members; undefined
        with zeros).

    Returns
    -------
    Decomposition
        ``total`` = ``between`` + ``within``; all NaN where the index is undefined.

    Raises
    ------
    ContractError
        When ``index`` is neither ``T`` nor ``L``, or the lengths differ.

    References
    ----------
    Shorrocks (1980), *The class of additively decomposable inequality measures*, doi:10.2307/1913126
    """
    values, labels = as_holdings(held, "decompose_theil"), np.asarray(groups, dtype=object)
    if index not in ("T", "L") or values.shape != labels.shape:
        raise ContractError("index is T or L, and every member has one group", where="decompose_theil")
    measure = theil_t if index == "T" else theil_l
    total = measure(values)
    if np.isnan(total):
        return Decomposition(total, total, total, {str(name): float("nan") for name in sorted(set(labels))})
    mean = values.mean()
    between, within, own = 0.0, 0.0, {}
    for name in sorted(set(labels)):
        part = values[labels == name]
        people, share = len(part) / len(values), part.sum() / values.sum()
        own[str(name)] = measure(part)
        inner = 0.0 if np.isnan(own[str(name)]) else own[str(name)]
        weight = share if index == "T" else people
        within += weight * inner
        if weight > 0:
            between += weight * (np.log(part.mean() / mean) if index == "T" else np.log(mean / part.mean()))
    return Decomposition(total, float(between), float(within), own)

"""Structural holes: whose contacts know one another already, and whose do not (Burt)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.measures.matrices import either_way, without_loops


def constraint(matrix: np.ndarray) -> np.ndarray:
    """Measure how much a member's contacts are tied up with one another: high means few independent sources.

    C_i = sum over contacts j of (p_ij + sum over q of p_iq p_qj)², p the share of i's exchange, both ways, that goes
    to j. It may exceed 1 for members with few contacts and is not cut there.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; direction is summed.

    Returns
    -------
    np.ndarray
        Above 0, shape ``(n,)``; NaN for members without ties.

    References
    ----------
    Burt (1992), *Structural Holes*, ch. 2
    """
    parts = constraint_parts(matrix)
    tied = (parts > 0).any(axis=1)
    return np.where(tied, parts.sum(axis=1), np.nan)


def constraint_parts(matrix: np.ndarray) -> np.ndarray:
    """Give each contact's part of the constraint, shape ``(n, n)``: row the member, column the contact."""
    both = _both_ways(matrix)
    share = _shares(both)
    parts: np.ndarray = np.where(both > 0, (share + share @ share) ** 2, 0.0)
    return parts


def effective_size(matrix: np.ndarray) -> np.ndarray:
    """Count a member's contacts that do not merely repeat one another.

    The number of contacts less their redundancy; for unweighted ties that is n - 2t/n, t the ties among the n contacts.

    Returns
    -------
    np.ndarray
        At least 1 without weights, shape ``(n,)``; NaN for members without ties.

    References
    ----------
    Burt (1992), ch. 2; Borgatti (1997), *Structural Holes: Unpacking Burt's Redundancy Measures*
    """
    both = _both_ways(matrix)
    strongest = both.max(axis=1, keepdims=True, initial=0)
    marginal = np.divide(both, strongest, out=np.zeros_like(both), where=strongest > 0)
    redundancy = np.where(both > 0, _shares(both) @ marginal.T, 0.0).sum(axis=1)
    contacts = (both > 0).sum(axis=1)
    return np.where(contacts > 0, contacts - redundancy, np.nan)


def efficiency(matrix: np.ndarray) -> np.ndarray:
    """Give effective size as a share of the number of contacts, shape ``(n,)``; NaN for members without ties."""
    contacts = (_both_ways(matrix) > 0).sum(axis=1)
    return effective_size(matrix) / np.where(contacts > 0, contacts, np.nan)


def hierarchy(matrix: np.ndarray) -> np.ndarray:
    """Measure how far a member's constraint comes from one contact alone (Coleman–Theil disorder).

    Returns
    -------
    np.ndarray
        0 (every contact constrains alike) to 1 (all from one), shape ``(n,)``; 1 with a single contact, NaN without.

    References
    ----------
    Burt (1992), ch. 2
    """
    parts = constraint_parts(matrix)
    contacts = (parts > 0).sum(axis=1)
    mean = parts.sum(axis=1) / np.maximum(contacts, 1)
    ratio = np.divide(parts, mean[:, None], out=np.zeros_like(parts), where=mean[:, None] > 0)
    disorder = np.where(ratio > 0, ratio * np.log(np.where(ratio > 0, ratio, 1)), 0.0).sum(axis=1)
    scale = contacts * np.log(np.maximum(contacts, 2))
    return np.where(contacts == 0, np.nan, np.where(contacts == 1, 1.0, disorder / np.maximum(scale, 1)))


def embeddedness(matrix: np.ndarray) -> pd.DataFrame:
    """Say for each tied pair how many acquaintances they share, and whether the tie is a local bridge.

    Returns
    -------
    pd.DataFrame
        ``one, other`` (positions, one < other), ``common`` (shared contacts), ``embeddedness`` (of those that could be
        shared, 0 to 1; NaN where one of them has no other tie), ``local_bridge`` (no shared contact).
    """
    ties = either_way(matrix) > 0
    one, other = np.nonzero(np.triu(ties))
    counts = ties.astype(float)  # whole numbers as floats: their product is many times faster
    common = (counts @ counts)[one, other].astype(np.int64)
    degree = counts.sum(axis=1)
    possible = np.minimum(degree[one], degree[other]) - 1
    shared = np.divide(common, possible, out=np.full(len(one), np.nan), where=possible > 0)
    return pd.DataFrame(
        {"one": one, "other": other, "common": common, "embeddedness": shared, "local_bridge": common == 0}
    )


def _both_ways(matrix: np.ndarray) -> np.ndarray:
    loopless = without_loops(matrix)
    both: np.ndarray = loopless + loopless.T
    return both


def _shares(both: np.ndarray) -> np.ndarray:
    total = both.sum(axis=1, keepdims=True)
    shares: np.ndarray = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
    return shares

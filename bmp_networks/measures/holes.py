"""Structural holes: whose contacts know one another already, and whose do not (Burt)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from bmp_networks.measures.matrices import places_of, tie_ends, tied

SHORT_NUMBERS_FROM = 300
"""From so many members on products are taken with seven digits: twice as fast, and far finer than what is known."""


class Holes(NamedTuple):
    """What Burt measures of each member, each of shape ``(n,)`` and NaN for members without ties.

    ``contacts`` counts her ties (0 without), ``local_bridges`` those to somebody with whom she shares no other contact.
    """

    constraint: np.ndarray
    effective_size: np.ndarray
    efficiency: np.ndarray
    hierarchy: np.ndarray
    contacts: np.ndarray
    local_bridges: np.ndarray


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
    return structural_holes(matrix).constraint


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
    return structural_holes(matrix).effective_size


def efficiency(matrix: np.ndarray) -> np.ndarray:
    """Give effective size as a share of the number of contacts, shape ``(n,)``; NaN for members without ties."""
    return structural_holes(matrix).efficiency


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
    return structural_holes(matrix).hierarchy


def structural_holes(matrix: np.ndarray) -> Holes:
    """Measure all of it at once, for every member.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; direction is summed.
    """
    both = _both_ways(matrix)
    n, total = len(both), both.sum(axis=1, dtype=float)
    one, other = places_of(both > 0)
    contacts, weight = np.bincount(one, minlength=n).astype(float), both[one, other].astype(float)
    # What goes both ways is symmetric: so are the sums over whom two share, and the processor does half the work.
    evened = both / np.sqrt(np.where(total > 0, total, 1)).astype(both.dtype)
    over_others, unscaled = (evened @ evened.T)[one, other], (both @ both.T)[one, other]
    part = ((weight + over_others) / total[one]) ** 2
    held = np.bincount(one, part, minlength=n)
    redundancy = unscaled / total[one] / both.max(axis=1, initial=0)[other]
    effective = contacts - np.bincount(one, redundancy, minlength=n)
    ratio = part * contacts[one] / held[one]
    disorder = np.bincount(one, ratio * np.log(ratio), minlength=n)
    scale = np.maximum(contacts * np.log(np.maximum(contacts, 2)), 1)
    known = np.where(contacts > 0, 1.0, np.nan)
    return Holes(
        constraint=held * known,
        effective_size=effective * known,
        efficiency=effective * known / np.maximum(contacts, 1),
        hierarchy=np.where(contacts == 1, 1.0, disorder / scale) * known,
        contacts=contacts,
        local_bridges=np.bincount(one[unscaled == 0], minlength=n) * known,
    )


def embeddedness(matrix: np.ndarray) -> pd.DataFrame:
    """Say for each tied pair how many acquaintances they share, and whether the tie is a local bridge.

    Returns
    -------
    pd.DataFrame
        ``one, other`` (positions, one < other), ``common`` (shared contacts), ``embeddedness`` (of those that could be
        shared, 0 to 1; NaN where one of them has no other tie), ``local_bridge`` (no shared contact).
    """
    ties = tied(matrix)
    one, other = tie_ends(ties)
    # Sets of contacts as bits: what two share is counted 64 members at a time.
    bits = np.packbits(np.pad(ties, ((0, 0), (0, -len(ties) % 64))), axis=1).view(np.uint64)
    common = np.bitwise_count(bits[one] & bits[other]).sum(axis=1, dtype=np.int64)
    degree = ties.sum(axis=1)
    possible = np.minimum(degree[one], degree[other]) - 1
    shared = np.divide(common, possible, out=np.full(len(one), np.nan), where=possible > 0)
    return pd.DataFrame(
        {"one": one, "other": other, "common": common, "embeddedness": shared, "local_bridge": common == 0}
    )


def _both_ways(matrix: np.ndarray) -> np.ndarray:
    loopless = np.array(matrix, dtype=float if len(matrix) < SHORT_NUMBERS_FROM else np.float32)
    np.fill_diagonal(loopless, 0)
    both: np.ndarray = loopless + loopless.T
    return both

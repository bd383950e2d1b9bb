"""Brokerage in networks where every arc is as likely as any other: the published baseline of Gould & Fernandez."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.measures.brokerage import ROLES, brokerage
from bmp_networks.measures.matrices import without_loops


def expected_brokerage(matrix: np.ndarray, groups: Sequence[object]) -> np.ndarray:
    """Give the expected counts of the five roles in random networks of this density, shape ``(5,)``.

    Kept for comparison with other programs; for a test use ``brokerage_by_chance``, which keeps the network.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; only whether a cell is positive counts.
    groups
        Group of each member, shape ``(n,)``, all known.

    References
    ----------
    Gould & Fernandez (1989), *Structures of mediation*, doi:10.2307/270949
    """
    sizes, density = _sizes(groups), _density(matrix)
    return density**2 * (1 - density) * _possible_ways(sizes)


def brokerage_z(matrix: np.ndarray, groups: Sequence[object]) -> np.ndarray:
    """Say how far the roles of the whole network lie from that baseline, in its standard deviations, shape ``(5,)``.

    The variance is the published one. Of the first, third and fourth role it leaves out that the short cut of one way
    can be a step of another and so is somewhat too large: one more reason to test by ``brokerage_by_chance``.

    Parameters
    ----------
    matrix, groups
        As for ``expected_brokerage``.
    """
    sizes, d = _sizes(groups), _density(matrix)
    chance = d**2 * (1 - d)
    expected = chance * _possible_ways(sizes)
    steps, short_cuts, opposed = _overlaps(sizes)
    variance = expected * (1 - chance)
    variance += steps * (d**3 * (1 - d) ** 2 - chance**2) + short_cuts * (d**4 * (1 - d) - chance**2)
    variance -= opposed * chance**2
    found = brokerage(matrix, groups)[list(ROLES)].sum().to_numpy()
    z: np.ndarray = (found - expected) / np.sqrt(variance)
    return z


def _sizes(groups: Sequence[object]) -> np.ndarray:
    codes = pd.factorize(pd.Series(list(groups), dtype=object), sort=False)[0]
    return np.bincount(codes).astype(float)


def _density(matrix: np.ndarray) -> float:
    n = len(matrix)
    return float((without_loops(matrix) > 0).sum() / (n * (n - 1)))


def _possible_ways(n: np.ndarray) -> np.ndarray:
    """Count the triples of each role that the sizes of the groups allow."""
    total = n.sum()
    own = (n * (n - 1) * (n - 2)).sum()
    pairs = (n * (n - 1) * (total - n)).sum()
    return np.array([own, pairs, pairs, pairs, total * (total - 1) * (total - 2) - own - 3 * pairs])


def _overlaps(n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count the pairs of triples of each role that share a step, their short cut, or a step that is a short cut."""
    others = n.sum() - n
    four = (n * (n - 1) * (n - 2) * (n - 3)).sum()
    turned = (n * (n - 1) * (n - 2) ** 2).sum()
    three_one = (n * (n - 1) * (n - 2) * others).sum()
    two_two = (n * (n - 1) * others * (others - 1)).sum()
    within = n * (n - 1)
    across = within.sum() ** 2 - (within**2).sum()
    both = np.outer(n, n) * ~np.eye(len(n), dtype=bool)
    third = n.sum() - n[:, None] - n[None, :]
    apart, one_each = (both * third * (third - 1)).sum(), (both * third).sum()
    steps = [2 * four + 2 * turned, 2 * three_one + 2 * across, two_two + three_one, two_two + three_one]
    short_cuts = [four, two_two, three_one, three_one, apart]
    opposed = [4 * four, 0, 0, 0, 4 * apart + 2 * one_each]
    return np.array([*steps, 2 * apart + 2 * (both * third**2).sum()]), np.array(short_cuts), np.array(opposed)

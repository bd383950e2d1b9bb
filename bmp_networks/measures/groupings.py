"""How far a network falls apart into groups: given ones, or the circles that it forms by itself."""

from __future__ import annotations

import random
from collections.abc import Sequence

import igraph
import numpy as np
import pandas as pd

from bmp_networks.measures.centrality import to_igraph
from bmp_networks.measures.matrices import tie_ends, tied


def modularity(matrix: np.ndarray, groups: Sequence[object]) -> float:
    """Measure how many more ties lie within the groups than busy people alone would give.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``; only whether two are tied counts, in either direction.
    groups
        Group of each member, shape ``(n,)``, all known.

    Returns
    -------
    float
        Below 1; about 0 where groups do not matter; NaN without ties.

    References
    ----------
    Newman & Girvan (2004), doi:10.1103/PhysRevE.69.026113
    """
    within, expected = share_within(*tie_ends(tied(matrix)), _codes(groups))
    return within - expected


def assortativity(matrix: np.ndarray, groups: Sequence[object]) -> float:
    """Measure whether like are tied to like: modularity as a share of what it could be.

    Parameters
    ----------
    matrix, groups
        As for ``modularity``.

    Returns
    -------
    float
        At most 1 (ties within groups only), 0 by chance; NaN without ties or with one group.

    References
    ----------
    Newman (2003), *Mixing patterns in networks*, doi:10.1103/PhysRevE.67.026126
    """
    return to_assortativity(*share_within(*tie_ends(tied(matrix)), _codes(groups)))


def to_assortativity(within: float, expected: float) -> float:
    """Make it of the share of ties within groups and that to expect."""
    return (within - expected) / (1 - expected) if expected < 1 - 1e-12 else float("nan")


def find_circles(matrix: np.ndarray, *, seed: int = 0) -> tuple[np.ndarray, float]:
    """Find the circles into which a network falls by itself, and how clearly (Leiden).

    Returns
    -------
    tuple of np.ndarray and float
        Circle of each member, shape ``(n,)``, and the modularity of that division; NaN without ties.

    References
    ----------
    Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z
    """
    graph = _graph(matrix)
    # igraph draws from one generator for the whole process: its usual one is given back.
    igraph.set_random_number_generator(random.Random(seed))
    try:
        circles = graph.community_leiden("modularity", n_iterations=-1)
    finally:
        igraph.set_random_number_generator(random)
    clear = float(circles.modularity) if graph.ecount() else float("nan")
    return np.array(circles.membership, dtype=np.int64), clear


def share_within(one: np.ndarray, other: np.ndarray, codes: np.ndarray) -> tuple[float, float]:
    """Give the share of ties within groups, and that to expect where the busy meet the busy; NaN without ties.

    Parameters
    ----------
    one, other
        Ends of each tie, every tie once.
    codes
        Number of the group of each member, shape ``(n,)``.
    """
    if not len(one):
        return float("nan"), float("nan")
    ends = np.bincount(np.r_[codes[one], codes[other]]) / (2 * len(one))
    return float((codes[one] == codes[other]).mean()), float((ends**2).sum())


def _codes(groups: Sequence[object]) -> np.ndarray:
    return np.asarray(pd.factorize(pd.Series(list(groups), dtype=object))[0])


def _graph(matrix: np.ndarray) -> igraph.Graph:
    return to_igraph(tied(matrix), directed=False)

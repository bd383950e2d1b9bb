"""How far a network falls apart into groups: given ones, or the circles that it forms by itself."""

from __future__ import annotations

import random
from collections.abc import Sequence

import igraph
import numpy as np
import pandas as pd

from bmp_networks.measures.centrality import to_igraph
from bmp_networks.measures.matrices import either_way


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
    graph, labels = _graph(matrix), pd.factorize(pd.Series(list(groups), dtype=object))[0]
    return float(graph.modularity(labels.tolist())) if graph.ecount() else float("nan")


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
    graph, labels = _graph(matrix), pd.factorize(pd.Series(list(groups), dtype=object))[0]
    if not graph.ecount() or len(set(labels)) < 2:
        return float("nan")
    return float(graph.assortativity_nominal(labels.tolist(), directed=False))


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


def _graph(matrix: np.ndarray) -> igraph.Graph:
    return to_igraph(either_way(matrix), directed=False)

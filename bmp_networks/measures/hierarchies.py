"""How far a network is a hierarchy, and how much of it is answered: Krackhardt's four, and reciprocity."""

from __future__ import annotations

from typing import NamedTuple

import igraph
import numpy as np

from bmp_networks.measures.centrality import to_igraph
from bmp_networks.measures.matrices import without_loops


class Hierarchy(NamedTuple):
    """Krackhardt's four conditions of an out-tree, each 0 to 1 and 1 in an out-tree.

    connectedness: share of pairs joined by some way. hierarchy: share of one-sided pairs among those where one reaches
    the other. efficiency: few ties beyond what joins each component (ties counted once; ``efficiency_arcs`` counts both
    directions). upper_bound: share of pairs with somebody above both; NaN without a component of three.
    """

    connectedness: float
    hierarchy: float
    efficiency: float
    efficiency_arcs: float
    upper_bound: float


class Reciprocity(NamedTuple):
    """Reciprocity in its usual forms; NaN without ties.

    arcs: share of arcs that are answered. dyads: share of tied pairs tied both ways. symmetric: share of all pairs tied
    both ways or not at all. beyond_chance: arcs beyond what density gives, -1 to 1 (Garlaschelli & Loffredo). weighted:
    how much of the weight is answered by as much.
    """

    arcs: float
    dyads: float
    symmetric: float
    beyond_chance: float
    weighted: float


def graph_hierarchy(matrix: np.ndarray) -> Hierarchy:
    """Measure how close a network comes to an out-tree, a pure chain of command.

    In a network where everybody reaches everybody the second number is 0 whatever else holds: read it only where
    ``largest_strong_share`` is below .9.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; only whether a cell is positive counts.

    References
    ----------
    Krackhardt (1994), *Graph theoretical dimensions of informal organizations*
    """
    arcs = without_loops(matrix) > 0
    graph = to_igraph(arcs)
    n = len(arcs)
    parts = [np.array(part) for part in graph.connected_components(mode="weak")]
    sizes = np.array([len(part) for part in parts])
    reach = _reach(graph)
    mutual, one_sided = _mutual_and_one_sided(reach & ~np.eye(n, dtype=bool))
    least = int((sizes - 1).sum())
    ties = int((arcs | arcs.T).sum() // 2)
    return Hierarchy(
        connectedness=_ratio(float((sizes * (sizes - 1)).sum()), n * (n - 1)),
        hierarchy=1 - _ratio(mutual, mutual + one_sided),
        efficiency=1 - _ratio(ties - least, float((sizes * (sizes - 1) / 2).sum()) - least, empty=0.0),
        efficiency_arcs=1 - _ratio(int(arcs.sum()) - least, float((sizes * (sizes - 1)).sum()) - least, empty=0.0),
        upper_bound=_upper_bound(reach, parts),
    )


def reciprocity(matrix: np.ndarray) -> Reciprocity:
    """Measure how much of what is said is answered, in five forms.

    References
    ----------
    Garlaschelli & Loffredo (2004), doi:10.1103/PhysRevLett.93.268701; Squartini et al. (2013), doi:10.1038/srep02729
    """
    weights = without_loops(matrix)
    arcs = weights > 0
    n = len(arcs)
    mutual, one_sided = _mutual_and_one_sided(arcs)
    pairs = n * (n - 1) / 2
    answered = _ratio(2 * mutual, 2 * mutual + one_sided)
    density = _ratio(2 * mutual + one_sided, 2 * pairs)
    return Reciprocity(
        arcs=answered,
        dyads=_ratio(mutual, mutual + one_sided),
        symmetric=_ratio(pairs - one_sided, pairs),
        beyond_chance=_ratio(answered - density, 1 - density),
        weighted=_ratio(float(np.minimum(weights, weights.T).sum()), float(weights.sum())),
    )


def flow_hierarchy(matrix: np.ndarray) -> float:
    """Give the share of arcs that are on no round trip, 0 (all return) to 1 (all go one way); NaN without arcs.

    References
    ----------
    Luo & Magee (2011), doi:10.1002/cplx.20368
    """
    arcs = without_loops(matrix) > 0
    if not arcs.any():
        return float("nan")
    circle = np.array(to_igraph(arcs).connected_components(mode="strong").membership)
    one, other = np.nonzero(arcs)
    return float((circle[one] != circle[other]).mean())


def global_reaching(matrix: np.ndarray) -> float:
    """Measure how unequal members are in whom they can reach, 0 (all alike) to 1 (one reaches all, nobody else any).

    References
    ----------
    Mones, Vicsek & Vicsek (2012), doi:10.1371/journal.pone.0033799
    """
    n = len(matrix)
    if n < 2:
        return float("nan")
    reached = (_reach(to_igraph(matrix)).sum(axis=1) - 1) / (n - 1)
    return float((reached.max() - reached).sum() / (n - 1))


def largest_strong_share(matrix: np.ndarray) -> float:
    """Give the share of the tied members in the largest set where everybody reaches everybody; NaN without ties."""
    arcs = without_loops(matrix) > 0
    tied = (arcs | arcs.T).any(axis=1)
    if not tied.any():
        return float("nan")
    graph: igraph.Graph = to_igraph(arcs)
    return float(max(graph.connected_components(mode="strong").sizes()) / int(tied.sum()))


def _mutual_and_one_sided(arcs: np.ndarray) -> tuple[int, int]:
    mutual = int((arcs & arcs.T).sum() // 2)
    return mutual, int((arcs & ~arcs.T).sum())


def _reach(graph: igraph.Graph) -> np.ndarray:
    """Say who reaches whom, herself included, shape ``(n, n)``: those who reach one another count as one."""
    circles = graph.connected_components(mode="strong")
    members = np.array(circles.membership, dtype=np.int64)
    condensed = circles.cluster_graph()
    steps = np.asarray(condensed.simplify().distances(), dtype=float).reshape(len(circles), len(circles))
    reach: np.ndarray = np.isfinite(steps)[np.ix_(members, members)]
    return reach


def _upper_bound(reach: np.ndarray, parts: list[np.ndarray]) -> float:
    violations, possible = 0, 0.0
    for part in parts:
        if len(part) < 3:
            continue
        # Everybody counts as being above herself.
        inside = reach[np.ix_(part, part)].astype(float)
        shared = inside.T @ inside
        violations += int((shared[np.triu_indices(len(part), 1)] == 0).sum())
        possible += (len(part) - 1) * (len(part) - 2) / 2
    return 1 - violations / possible if possible else float("nan")


def _ratio(part: float, whole: float, empty: float = float("nan")) -> float:
    return part / whole if whole else empty

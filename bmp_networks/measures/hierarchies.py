"""How far a network is a hierarchy, and how much of it is answered: Krackhardt's four, and reciprocity."""

from __future__ import annotations

from typing import NamedTuple

import igraph
import numpy as np

from bmp_networks.measures.centrality import to_igraph
from bmp_networks.measures.matrices import Arcs, arcs_of, places_of, read_arcs


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


class PathShape(NamedTuple):
    """All that follows from who reaches whom: Krackhardt's four, and the numbers of the functions below."""

    hierarchy: Hierarchy
    reaching: float
    flow: float
    largest_strong_share: float


FEWEST_IN_COMPONENT = 3
"""In smaller components there is no question of somebody above two others."""


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
    return path_shape(matrix).hierarchy


def path_shape(matrix: np.ndarray) -> PathShape:
    """Measure at once all that follows from who reaches whom.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; only whether a cell is positive counts.
    """
    arcs = arcs_of(matrix)
    graph = to_igraph(arcs)
    n, circles = len(arcs), _read_circles(graph)
    whole = graph.connected_components(mode="weak")
    sizes = np.array(whole.sizes(), dtype=np.int64)
    least, ties = int((sizes - 1).sum()), int((arcs | arcs.T).sum() // 2)
    pairs = float((sizes * (sizes - 1)).sum())
    mutual = int((circles.sizes * (circles.sizes - 1)).sum() // 2)
    one_sided = int(circles.sizes @ circles.reach @ circles.sizes - (circles.sizes**2).sum())
    shape = Hierarchy(
        connectedness=_ratio(pairs, n * (n - 1)),
        hierarchy=1 - _ratio(mutual, mutual + one_sided),
        efficiency=1 - _ratio(ties - least, pairs / 2 - least, empty=0.0),
        efficiency_arcs=1 - _ratio(int(arcs.sum()) - least, pairs - least, empty=0.0),
        upper_bound=_upper_bound(circles, np.array(whole.membership, dtype=np.int64), sizes),
    )
    one, other = places_of(arcs)
    apart = circles.of_member[one] != circles.of_member[other]
    return PathShape(
        hierarchy=shape,
        reaching=_reaching(circles),
        flow=float(apart.mean()) if len(one) else float("nan"),
        largest_strong_share=_ratio(int(circles.sizes.max(initial=0)), int((arcs | arcs.T).any(axis=1).sum())),
    )


def reciprocity(matrix: np.ndarray) -> Reciprocity:
    """Measure how much of what is said is answered, in five forms.

    References
    ----------
    Garlaschelli & Loffredo (2004), doi:10.1103/PhysRevLett.93.268701; Squartini et al. (2013), doi:10.1038/srep02729
    """
    return reciprocity_of(read_arcs(arcs_of(matrix)), np.asarray(matrix))


def reciprocity_of(arcs: Arcs, weights: np.ndarray) -> Reciprocity:
    """Measure the same where the arcs have been listed already."""
    one, other = arcs.source[arcs.answered], arcs.target[arcs.answered]
    mutual, one_sided = len(one) // 2, len(arcs.source) - len(one)
    pairs = arcs.n * (arcs.n - 1) / 2
    answered = _ratio(2 * mutual, 2 * mutual + one_sided)
    density = _ratio(2 * mutual + one_sided, 2 * pairs)
    return Reciprocity(
        arcs=answered,
        dyads=_ratio(mutual, mutual + one_sided),
        symmetric=_ratio(pairs - one_sided, pairs),
        beyond_chance=_ratio(answered - density, 1 - density),
        weighted=_ratio(
            float(np.minimum(weights[one, other], weights[other, one]).sum()),
            float(weights[arcs.source, arcs.target].sum()),
        ),
    )


def flow_hierarchy(matrix: np.ndarray) -> float:
    """Give the share of arcs that are on no round trip, 0 (all return) to 1 (all go one way); NaN without arcs.

    References
    ----------
    Luo & Magee (2011), doi:10.1002/cplx.20368
    """
    return path_shape(matrix).flow


def global_reaching(matrix: np.ndarray) -> float:
    """Measure how unequal members are in whom they can reach, 0 (all alike) to 1 (one reaches all, nobody else any).

    References
    ----------
    Mones, Vicsek & Vicsek (2012), doi:10.1371/journal.pone.0033799
    """
    return path_shape(matrix).reaching


def largest_strong_share(matrix: np.ndarray) -> float:
    """Give the share of the tied members in the largest set where everybody reaches everybody; NaN without ties."""
    return path_shape(matrix).largest_strong_share


class _Circles(NamedTuple):
    """Those who reach one another, taken as one: whose circle, how many in each, and which circle reaches which."""

    of_member: np.ndarray
    sizes: np.ndarray
    reach: np.ndarray


def _read_circles(graph: igraph.Graph) -> _Circles:
    circles = graph.connected_components(mode="strong")
    steps = np.asarray(circles.cluster_graph().simplify().distances(), dtype=float)
    sizes = np.array(circles.sizes(), dtype=np.int64)
    reach = np.isfinite(steps.reshape(len(circles), len(circles)))
    return _Circles(np.array(circles.membership, dtype=np.int64), sizes, reach.astype(np.int64))


def _reaching(circles: _Circles) -> float:
    n = int(circles.sizes.sum())
    if n < 2:
        return float("nan")
    reached = (circles.reach @ circles.sizes - 1) / (n - 1)
    return float((reached.max() - reached) @ circles.sizes / (n - 1))


def _upper_bound(circles: _Circles, part_of_member: np.ndarray, sizes: np.ndarray) -> float:
    """Give the share of pairs of one component with somebody above both; everybody counts as being above herself."""
    part = np.zeros(len(circles.sizes), dtype=np.int64)
    part[circles.of_member] = part_of_member
    large = sizes[part] >= FEWEST_IN_COMPONENT
    above = circles.reach[:, large].astype(np.float32)
    without = (above.T @ above == 0) & (part[large][:, None] == part[large][None, :])
    violations = int(circles.sizes[large] @ without @ circles.sizes[large]) // 2
    wide = sizes[sizes >= FEWEST_IN_COMPONENT]
    possible = float(((wide - 1) * (wide - 2)).sum()) / 2
    return 1 - violations / possible if possible else float("nan")


def _ratio(part: float, whole: float, empty: float = float("nan")) -> float:
    return part / whole if whole else empty

"""How central members are, and how much a network hangs on its most central one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import igraph
import numpy as np

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.matrices import Arcs, arcs_of, either_way, places_of, read_arcs, without_loops

DEGREES = ("degree", "indegree", "outdegree")
CENTRALISATIONS = (*DEGREES, "betweenness", "closeness")


def to_igraph(matrix: np.ndarray, *, directed: bool = True) -> igraph.Graph:
    """Make an igraph graph of a square table of weights: one edge a positive cell, ``weight`` on it.

    An undirected graph is made of the cells above the diagonal of a symmetric table.
    """
    arcs = arcs_of(matrix)
    rows, columns = places_of(arcs if directed else np.triu(arcs))
    edges = list(zip(rows.tolist(), columns.tolist(), strict=True))
    weights = np.asarray(matrix)[rows, columns].astype(float).tolist()
    return igraph.Graph(n=len(arcs), edges=edges, directed=directed, edge_attrs={"weight": weights})


def betweenness(matrix: np.ndarray, *, directed: bool = True, weights: str = "inverse") -> np.ndarray:
    """Measure on what share of the shortest ways between two others a member lies.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``; symmetric where ``directed`` is False.
    directed
        Whether ways follow the direction of the arcs.
    weights
        ``inverse``: a tie used twice as often is half as long (distance 1/weight); ``none``: every tie is one step.

    Returns
    -------
    np.ndarray
        0 to 1, shape ``(n,)``; 0 with fewer than three members.

    References
    ----------
    Freeman (1979), *Centrality in social networks*, doi:10.1016/0378-8733(78)90021-7
    """
    pairs = pairs_around(len(matrix), directed=directed)
    return betweenness_counts(matrix, directed=directed, weights=weights) / max(pairs, 1)


def betweenness_counts(matrix: np.ndarray, *, directed: bool = True, weights: str = "none") -> np.ndarray:
    """Count the shortest ways between two others that lead over a member, shared ways in parts, shape ``(n,)``."""
    graph = to_igraph(matrix, directed=directed)
    lengths = None
    if weights == "inverse" and graph.ecount():
        lengths = (1 / np.asarray(graph.es["weight"])).tolist()
    return np.asarray(graph.betweenness(directed=directed, weights=lengths), dtype=float)


def pairs_around(n: int, *, directed: bool) -> float:
    """Count the pairs of others a member can lie between."""
    return (n - 1) * (n - 2) / (1 if directed else 2)


def closeness(matrix: np.ndarray) -> np.ndarray:
    """Measure how few steps a member is from all others: (n - 1) / sum of steps, ties without direction.

    Returns
    -------
    np.ndarray
        0 to 1, shape ``(n,)``; 0 for members from whom somebody cannot be reached.
    """
    graph = to_igraph(either_way(matrix), directed=False)
    steps = np.asarray(graph.distances(), dtype=float)
    total = steps.sum(axis=1)
    reached = np.isfinite(total) & (total > 0)
    return np.where(reached, (len(matrix) - 1) / np.where(reached, total, 1), 0.0)


def centralisation(matrix: np.ndarray, kind: str = "degree") -> float:
    """Measure how much a network hangs on its most central member, against a star (Freeman).

    Parameters
    ----------
    matrix
        Shape ``(n, n)``; only whether a cell is positive counts.
    kind
        ``degree``, ``closeness`` (ties without direction), ``indegree``, ``outdegree``, or ``betweenness`` (with
        direction where the table is not symmetric).

    Returns
    -------
    float
        0 (all alike) to 1 (a star); NaN with fewer than three members.

    Raises
    ------
    InputRefusedError
        When there is no such kind.

    References
    ----------
    Freeman (1979), *Centrality in social networks*, doi:10.1016/0378-8733(78)90021-7
    """
    if kind not in CENTRALISATIONS:
        raise InputRefusedError("there is no such centralisation", hint=f"allowed: {', '.join(CENTRALISATIONS)}")
    n = len(matrix)
    if n < 3:
        return float("nan")
    ties = arcs_of(matrix)
    if kind == "betweenness":
        directed = not np.array_equal(ties, ties.T)
        scores, star = betweenness_counts(ties, directed=directed), (n - 1) * pairs_around(n, directed=directed)
    elif kind == "closeness":
        scores, star = closeness(ties), (n - 1) * (n - 2) / (2 * n - 3)
    else:
        return degree_centralisations(read_arcs(ties))[kind]
    return float((scores.max() - scores).sum() / star)


def degree_centralisations(arcs: Arcs) -> dict[str, float]:
    """Give the three centralisations that count contacts, where the arcs have been listed; NaN below three members."""
    n = arcs.n
    if n < 3:
        return dict.fromkeys(DEGREES, float("nan"))
    counts = {"degree": arcs.contacts, "indegree": arcs.into, "outdegree": arcs.out}
    star = {"degree": (n - 1) * (n - 2), "indegree": (n - 1) ** 2, "outdegree": (n - 1) ** 2}
    return {kind: float((counts[kind].max() - counts[kind]).sum() / star[kind]) for kind in DEGREES}


@dataclass(frozen=True)
class AgainstChance:
    """A number of a network beside the same number in random networks.

    Parameters
    ----------
    value
        In this network.
    chance
        Its mean in the random ones.
    low, high
        The middle 95 % of the random ones.
    p
        Share of random ones at least as large, (1 + count) / (1 + draws).
    draws
        How many random ones.
    """

    value: float
    chance: float
    low: float
    high: float
    p: float
    draws: int


def against_random_graphs(
    matrix: np.ndarray, measure: Callable[[np.ndarray], float], *, draws: int = 999, seed: int = 0
) -> AgainstChance:
    """Set a number of a network beside random networks of the same size with as many ties.

    Size and density alone drive most such numbers, so a value says little without this (conditional uniform graphs).

    Parameters
    ----------
    matrix
        Shape ``(n, n)``; only whether a cell is positive counts. A symmetric table is compared with symmetric ones.
    measure
        Gives one number for a table of zeros and ones, for example ``centralisation``.
    draws
        Random networks.
    seed
        Seed of the random numbers.

    References
    ----------
    Anderson, Butts & Carley (1999), doi:10.1016/S0378-8733(99)00011-8
    """
    ties = (without_loops(matrix) > 0).astype(float)
    random = np.random.default_rng(seed)
    n, symmetric = len(ties), bool(np.array_equal(ties, ties.T))
    rows, columns = np.triu_indices(n, 1) if symmetric else np.nonzero(~np.eye(n, dtype=bool))
    count = int(ties[rows, columns].sum())
    values = np.empty(draws)
    for number in range(draws):
        drawn = np.zeros((n, n))
        chosen = random.choice(len(rows), count, replace=False)
        drawn[rows[chosen], columns[chosen]] = 1
        values[number] = measure(np.maximum(drawn, drawn.T) if symmetric else drawn)
    value = measure(ties)
    low, high = np.quantile(values, [0.025, 0.975])
    p = (1 + int((values >= value - 1e-12).sum())) / (draws + 1)
    return AgainstChance(float(value), float(values.mean()), float(low), float(high), p, draws)

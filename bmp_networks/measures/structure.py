"""Where each member stands in the network, and where to draw her."""

from __future__ import annotations

import random
from collections.abc import Iterable

import igraph
import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.centrality import betweenness
from bmp_networks.measures.holes import constraint, effective_size, efficiency, hierarchy
from bmp_networks.measures.matrices import either_way, member_matrix
from bmp_networks.measures.network import social_weights

DRL_FROM = 300
"""From so many nodes on the faster layout is used."""


def member_structure(graph: InteractionGraph, draws: Iterable[pd.DataFrame] | None = None) -> pd.DataFrame:
    """Measure where each member stands in the network of replies and mentions.

    Parameters
    ----------
    graph
        Who addressed whom.
    draws
        Drawn networks (``draw_graphs``): betweenness is then their median, which is closer to the truth than
        betweenness in the dense network of expected weights.

    Returns
    -------
    pd.DataFrame
        One row a member, by id: ``node, said, heard`` (events), ``contacts, betweenness`` (0 to 1, ways as long as ties
        are rare), ``constraint, effective_size, efficiency, hierarchy`` (NaN without ties).
    """
    members, matrix = member_matrix(graph)
    if draws is None:
        between = betweenness(matrix)
    else:
        drawn = [betweenness(member_matrix(graph, draw)[1]) for draw in draws]
        between = np.median(drawn, axis=0) if drawn else np.zeros(len(members))
    return pd.DataFrame(
        {
            "node": pd.Series(members, dtype=object),
            "said": matrix.sum(axis=1),
            "heard": matrix.sum(axis=0),
            "contacts": (either_way(matrix) > 0).sum(axis=1),
            "betweenness": between,
            "constraint": constraint(matrix),
            "effective_size": effective_size(matrix),
            "efficiency": efficiency(matrix),
            "hierarchy": hierarchy(matrix),
        }
    )


def layout(graph: InteractionGraph, *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Place every node on a plane so that those who talk much stand close; the same network gives the same picture.

    Parameters
    ----------
    graph
        Who addressed whom.
    seed
        Seed of the random numbers.

    Returns
    -------
    dict
        Node → (x, y), both from 0 to 1; members and organisations, also those without ties.
    """
    nodes = list(graph.nodes["node"])
    place = {node: number for number, node in enumerate(nodes)}
    outward = graph.edges.loc[graph.edges["layer"] == "organisation", ["source", "target", "weight"]]
    table = pd.concat([social_weights(graph), outward], ignore_index=True)
    ties: dict[tuple[int, int], float] = {}
    for source, target, weight in zip(table["source"], table["target"], table["weight"], strict=True):
        pair = (min(place[source], place[target]), max(place[source], place[target]))
        ties[pair] = ties.get(pair, 0.0) + float(weight)
    network = igraph.Graph(n=len(nodes), edges=list(ties), directed=False)
    points = _placed(network, list(ties.values()), seed)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _placed(network: igraph.Graph, weights: list[float], seed: int) -> np.ndarray:
    """Run a force-directed layout, scaled to the unit square, shape ``(n, 2)``."""
    if not network.vcount():
        return np.empty((0, 2))
    generator = random.Random(seed)
    # igraph draws from one generator for the whole process: its usual one is given back.
    igraph.set_random_number_generator(generator)
    try:
        start = [[generator.random(), generator.random()] for _ in range(network.vcount())]
        if network.vcount() < DRL_FROM:
            coords = network.layout_fruchterman_reingold(weights=weights or None, niter=1000, seed=start)
        else:
            coords = network.layout_drl(weights=weights or None, seed=start)
    finally:
        igraph.set_random_number_generator(random)
    points = np.array(coords.coords, dtype=float)
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    return np.where(span > 0, (points - low) / np.where(span > 0, span, 1), 0.5)

"""Members who stand at the edge of the network of replies and mentions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.measures.centrality import to_igraph
from bmp_networks.measures.draws import drawn_matrices
from bmp_networks.measures.matrices import either_way
from bmp_networks.measures.over_draws import PATH_DRAWS
from bmp_networks.measures.states import Flag, Scene

MIN_ACTIVE = 12
LOWEST = 0.1
MOST_CORENESS = 1
SURE = 0.8
"""Share of the draws that must agree."""


def find_at_the_edge(scene: Scene) -> list[Flag]:
    """Find members who are far from the others, and are held by single threads, in the backbone of the network.

    In at least 80 % of 50 draws of the reply links: harmonic closeness in the lowest tenth of the active members, and
    coreness of at most 1, both in the network of ties at least as strong as the median one. At least 12 active
    members. A state only from the second report on: one busy month of others does not make an edge.
    """
    now = _agreeing(scene)
    if now.empty:
        return []
    before = _agreeing(scene.four_weeks_earlier)
    spoken = scene.graph.turns["node"].value_counts()
    return [
        Flag(
            str(node),
            "at_the_edge",
            float(share),
            {"draws_share": round(float(share), 2), "turns": int(spoken[node])},
            held=bool(before.get(node, 0.0) >= SURE),
        )
        for node, share in now[now >= SURE].items()
    ]


def _agreeing(scene: Scene) -> pd.Series:
    """Give for each active member the share of the draws in which she is at the edge, by node; empty for too few."""
    wrote = np.flatnonzero(scene.members["node"].isin(set(scene.graph.turns["node"])).to_numpy())
    if len(wrote) < MIN_ACTIVE:
        return pd.Series(dtype=np.float64)
    times = np.zeros(len(wrote))
    for matrix in drawn_matrices(scene.graph, scene.coding, n=PATH_DRAWS):
        times += _is_at_edge(matrix[np.ix_(wrote, wrote)])
    return pd.Series(times / PATH_DRAWS, index=scene.members["node"].to_numpy()[wrote])


def _is_at_edge(matrix: np.ndarray) -> np.ndarray:
    """Say who is at the edge of one drawn network, shape ``(n,)`` of bool; nobody where nobody is tied."""
    weights = either_way(matrix)
    present = weights[weights > 0]
    if not len(present):
        return np.zeros(len(matrix), dtype=bool)
    backbone = to_igraph(np.where(weights >= np.median(present), weights, 0.0), directed=False)
    loose = np.asarray(backbone.coreness()) <= MOST_CORENESS
    if not loose.any():
        return loose
    closeness = np.asarray(backbone.harmonic_centrality())
    # Those who are equally far share their places, so that the lowest tenth stays about a tenth.
    place = pd.Series(closeness).rank(method="average").to_numpy() - 0.5
    edge: np.ndarray = loose & (place <= LOWEST * len(matrix))
    return edge

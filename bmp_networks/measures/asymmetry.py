"""Hierarchy where it can be seen at all: among pairs of whom one clearly addresses the other more than back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.spread import HIERARCHY
from bmp_networks.measures.hierarchies import path_shape
from bmp_networks.measures.indices import Array
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.significance import binomial_at_most

SAYS_NOTHING_FROM = 0.9
"""Where so large a share of the tied members reach one another, every measure of hierarchy is 0 by construction."""

CLEARLY = 0.05
"""A pair is one-sided where so uneven an exchange is this improbable between two who address each other alike."""

FEWEST_TIES = 10

STATISTICS = ("hierarchy", "efficiency", "upper_bound", "connectedness")


def one_sided(matrix: Array) -> Array:
    """Keep the arcs of pairs of whom one clearly addresses the other more than back, shape ``(n, n)``.

    Two-sided binomial test of the two directions, weights rounded; p at most .05.
    """
    counts = np.round(np.asarray(matrix)).astype(np.int64)
    kept = np.zeros(counts.shape)
    known: dict[tuple[int, int], bool] = {}
    for one, other in zip(*np.nonzero(counts > counts.T), strict=True):
        more, fewer = int(counts[one, other]), int(counts[other, one])
        if (more, fewer) not in known:
            known[more, fewer] = 2 * binomial_at_most(fewer, more + fewer, 0.5) <= CLEARLY
        if known[more, fewer]:
            kept[one, other] = more - fewer
    return kept


def measure_hierarchy(graph: InteractionGraph) -> pd.DataFrame:
    """Measure how far the network is a hierarchy, and say where the measures cannot tell.

    In a network where nearly everybody reaches everybody the measures are 0 whatever holds, and chats are such
    networks: there they are given for the one-sided pairs alone, and marked in the whole network.

    Returns
    -------
    pd.DataFrame
        Table under ``HIERARCHY``: the whole network, then the one-sided pairs.
    """
    matrix = member_matrix(graph)[1]
    rows: list[dict[str, Any]] = []
    for network, chosen in (("whole", matrix), ("one_sided", one_sided(matrix))):
        tied = np.flatnonzero(chosen.any(axis=0) | chosen.any(axis=1))
        inside = chosen[np.ix_(tied, tied)]
        ties = int((inside > 0).sum())
        values: dict[str, float] = {"ties": float(ties)}
        note = ""
        if len(tied) > 1:
            shape = path_shape(inside)
            strong = shape.largest_strong_share
            values |= {name: getattr(shape.hierarchy, name) for name in STATISTICS}
            values |= {"reach": shape.reaching, "flow": shape.flow, "largest_strong_share": strong}
            note = "not_informative" if strong >= SAYS_NOTHING_FROM else "few_ties" if ties < FEWEST_TIES else ""
        told = ("ties", "largest_strong_share", "connectedness")
        rows += [
            {"network": network, "statistic": name, "value": value, "note": "" if name in told else note}
            for name, value in values.items()
        ]
    return HIERARCHY.from_rows(rows)

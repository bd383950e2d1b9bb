"""Numbers over drawn networks: their mean, and the range that the uncertainty of the replies leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.matrices import member_matrix

Draws = Iterable["pd.DataFrame | np.ndarray"]
"""What ``draw_graphs`` or ``drawn_matrices`` gives."""

PATH_DRAWS = 50
"""Measures that follow paths are taken over so many of the draws: they cost the most and vary the least."""


def matrices_of(graph: InteractionGraph, draws: Draws) -> Iterator[np.ndarray]:
    """Give each drawn network as a square table, members in the order of ``graph.nodes``."""
    for draw in draws:
        yield draw if isinstance(draw, np.ndarray) else member_matrix(graph, draw)[1]


def summarise(values: np.ndarray) -> dict[str, np.ndarray]:
    """Give mean, middle 95 % and number of draws of each column, leaving out where it is undefined.

    Parameters
    ----------
    values
        Shape ``(draws, n)``.

    Returns
    -------
    dict
        ``value, low, high`` (NaN where never defined) and ``draws``, each of shape ``(n,)``.
    """
    known = ~np.isnan(values)
    draws = known.sum(axis=0)
    found = {name: np.full(values.shape[1], np.nan) for name in ("value", "low", "high")}
    always = draws == len(values)
    groups = [np.flatnonzero(always)] if always.any() and len(values) else []
    groups += [np.array([column]) for column in np.flatnonzero(~always & (draws > 0))]
    for columns in groups:
        part = values[known[:, columns[0]]][:, columns]
        found["value"][columns] = part.mean(axis=0)
        found["low"][columns], found["high"][columns] = np.quantile(part, [0.025, 0.975], axis=0)
    return found | {"draws": draws}

"""The network of the members as one square table of weights: what the structural measures work on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.network import social_weights


def member_matrix(graph: InteractionGraph, weights: pd.DataFrame | None = None) -> tuple[list[str], np.ndarray]:
    """Give the members and how often each addressed each other.

    Parameters
    ----------
    graph
        Who addressed whom.
    weights
        ``source, target, weight`` to use instead of the expected ones, for example one draw.

    Returns
    -------
    tuple of list and np.ndarray
        Members in the order of ``graph.nodes``, shape ``(n,)``, and events from row to column, shape ``(n, n)``, with
        an empty diagonal.
    """
    members = list(graph.nodes.loc[graph.nodes["kind"] == "member", "node"])
    place = {node: number for number, node in enumerate(members)}
    table = social_weights(graph) if weights is None else weights
    matrix = np.zeros((len(members), len(members)))
    if len(table):
        rows = table["source"].map(place).to_numpy(dtype=np.int64)
        columns = table["target"].map(place).to_numpy(dtype=np.int64)
        np.add.at(matrix, (rows, columns), table["weight"].to_numpy(dtype=float))
    np.fill_diagonal(matrix, 0)
    return members, matrix


def either_way(matrix: np.ndarray) -> np.ndarray:
    """Make ties of arcs: the stronger of the two directions, shape ``(n, n)``, symmetric (METHODS 2.6)."""
    loopless = without_loops(matrix)
    ties: np.ndarray = np.maximum(loopless, loopless.T)
    return ties


def arcs_of(matrix: np.ndarray) -> np.ndarray:
    """Say who addressed whom at all, shape ``(n, n)``, with an empty diagonal."""
    arcs: np.ndarray = np.asarray(matrix) > 0
    np.fill_diagonal(arcs, False)
    return arcs


def tied(matrix: np.ndarray) -> np.ndarray:
    """Say which two are tied, in either direction, shape ``(n, n)``, symmetric with an empty diagonal."""
    arcs = arcs_of(matrix)
    ties: np.ndarray = arcs | arcs.T
    return ties


def without_loops(matrix: np.ndarray) -> np.ndarray:
    """Give a copy as float with an empty diagonal, shape ``(n, n)``."""
    copy = np.array(matrix, dtype=float)
    np.fill_diagonal(copy, 0)
    return copy

"""The network of the members as one square table of weights: what the structural measures work on."""

from __future__ import annotations

from typing import NamedTuple

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


class Arcs(NamedTuple):
    """Who addressed whom, arc by arc: members of the network, both ends of each arc, and whether it is answered."""

    n: int
    source: np.ndarray
    target: np.ndarray
    answered: np.ndarray

    @property
    def out(self) -> np.ndarray:
        """How many each addressed, shape ``(n,)``."""
        return np.bincount(self.source, minlength=self.n)

    @property
    def into(self) -> np.ndarray:
        """By how many each was addressed, shape ``(n,)``."""
        return np.bincount(self.target, minlength=self.n)

    @property
    def contacts(self) -> np.ndarray:
        """How many each is tied to in either direction, shape ``(n,)``."""
        mutual = np.bincount(self.source[self.answered], minlength=self.n)
        both: np.ndarray = self.out + self.into - mutual
        return both


def read_arcs(arcs: np.ndarray) -> Arcs:
    """List the arcs of a table that says who addressed whom, shape ``(n, n)``."""
    source, target = places_of(arcs)
    return Arcs(len(arcs), source, target, arcs[target, source])


def places_of(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give rows and columns of the cells that are true, row by row: ``np.nonzero``, in a third of the time."""
    rows, columns = np.divmod(np.flatnonzero(table), max(table.shape[1], 1))
    return rows, columns


def tie_ends(ties: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give both ends of each tie of a symmetric table, every tie once, the lower place first."""
    one, other = places_of(ties)
    once = one < other
    return one[once], other[once]


def without_loops(matrix: np.ndarray) -> np.ndarray:
    """Give a copy as float with an empty diagonal, shape ``(n, n)``."""
    copy = np.array(matrix, dtype=float)
    np.fill_diagonal(copy, 0)
    return copy

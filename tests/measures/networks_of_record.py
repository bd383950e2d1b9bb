"""Networks from the literature with published values, and the values themselves."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import networkx as nx
import numpy as np

from tests.shared_data import shared_path


@cache
def reference() -> dict[str, Any]:
    return json.loads(shared_path("reference_values.json").read_text(encoding="utf-8"))


def kite() -> np.ndarray:
    return nx.to_numpy_array(nx.krackhardt_kite_graph())


def padgett_names() -> list[str]:
    return sorted([*nx.florentine_families_graph(), "Pucci"])


def padgett_marriage() -> np.ndarray:
    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    return nx.to_numpy_array(graph, nodelist=padgett_names())


def padgett_business() -> np.ndarray:
    matrix = np.zeros((16, 16))
    for a, b in reference()["inputs"]["padgett_business_edges_1based"]:
        matrix[a - 1, b - 1] = matrix[b - 1, a - 1] = 1
    return matrix


def karate() -> tuple[np.ndarray, list[str]]:
    graph = nx.karate_club_graph()
    return nx.to_numpy_array(graph, weight=None), [graph.nodes[node]["club"] for node in graph]


def knoke() -> np.ndarray:
    rows = reference()["inputs"]["knoke_information_rows"]["matrix"]
    return np.array([[int(cell) for cell in row] for row in rows], dtype=float)


def arcs(n: int, *pairs: tuple[int, int]) -> np.ndarray:
    """A directed network of ``n`` members numbered from 1."""
    matrix = np.zeros((n, n))
    for a, b in pairs:
        matrix[a - 1, b - 1] = 1
    return matrix


OUT_TREE = ((1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7))

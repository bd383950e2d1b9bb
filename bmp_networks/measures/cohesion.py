"""The network as a whole, over drawn reply links: how dense, answered, centred and closed in it is, with intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.centrality import centralisation
from bmp_networks.measures.hierarchies import graph_hierarchy, largest_strong_share, reciprocity
from bmp_networks.measures.matrices import either_way, member_matrix

SAYS_NOTHING_FROM = 0.9
"""Where so large a share reaches everybody and back, measures of hierarchy are 0 whatever holds (METHODS 3.6)."""

PATH_DRAWS = 50
"""Measures that follow paths are taken over so many of the draws."""

COLUMNS = ("statistic", "value", "low", "high", "draws", "note")


def communities_of(graph: InteractionGraph, roster: Roster | None) -> dict[str, str]:
    """Give the community of every member of whom the roster tells it."""
    if roster is None:
        return {}
    members = set(graph.nodes.loc[graph.nodes["kind"] == "member", "node"])
    persons = roster.persons
    return {
        person: community
        for person, community in zip(persons["person"], persons["community"], strict=True)
        if person in members and community
    }


def measure_cohesion(
    graph: InteractionGraph, draws: Iterable[pd.DataFrame], groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Measure the network of the members who take part, in every drawn network.

    Parameters
    ----------
    graph
        Who addressed whom.
    draws
        Drawn networks (``draw_graphs``).
    groups
        Node → group, for the E-I index and the odds of ties within against between groups.

    Returns
    -------
    pd.DataFrame
        One row a statistic: ``statistic, value`` (mean over draws), ``low, high`` (middle 95 % of the draws: the
        uncertainty of who answered whom, and of nothing else), ``draws``, ``note`` (``not_informative`` for measures of
        hierarchy in a network where nearly everybody reaches everybody; empty otherwise). NaN where undefined.
    """
    groups = groups or {}
    found: dict[str, list[float]] = {}
    strong = []
    for number, draw in enumerate(draws):
        members, matrix = member_matrix(graph, draw)
        active = np.flatnonzero((matrix.sum(axis=0) + matrix.sum(axis=1)) > 0)
        inside = matrix[np.ix_(active, active)]
        values = _simple(inside)
        if groups:
            values |= _by_group(inside, [groups.get(members[place]) for place in active])
        if number < PATH_DRAWS:
            strong.append(largest_strong_share(inside))
            values |= _by_path(inside)
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    told = [share for share in strong if not math.isnan(share)]
    silent = bool(told) and float(np.mean(told)) >= SAYS_NOTHING_FROM
    return pd.DataFrame([_row(name, values, silent) for name, values in found.items()], columns=list(COLUMNS))


def _simple(matrix: np.ndarray) -> dict[str, float]:
    n, answered = len(matrix), reciprocity(matrix)
    return {
        "members": float(n),
        "arcs": float((matrix > 0).sum()),
        "density": float((matrix > 0).sum() / (n * (n - 1))) if n > 1 else math.nan,
        "reciprocity_arcs": answered.arcs,
        "reciprocity_dyads": answered.dyads,
        "reciprocity_beyond_chance": answered.beyond_chance,
        "reciprocity_weighted": answered.weighted,
        "centralisation_degree": centralisation(matrix, "degree"),
        "centralisation_indegree": centralisation(matrix, "indegree"),
        "centralisation_outdegree": centralisation(matrix, "outdegree"),
    }


def _by_path(matrix: np.ndarray) -> dict[str, float]:
    shape = graph_hierarchy(matrix)
    return {
        "centralisation_betweenness": centralisation(matrix, "betweenness"),
        "connectedness": shape.connectedness,
        "hierarchy": shape.hierarchy,
        "hierarchy_efficiency": shape.efficiency,
        "hierarchy_upper_bound": shape.upper_bound,
    }


def _by_group(matrix: np.ndarray, labels: list[str | None]) -> dict[str, float]:
    """Give the E-I index, and how much likelier a pair is tied within a group than across, as a log odds ratio."""
    codes = pd.factorize(pd.Series(labels, dtype=object), sort=True)[0]
    one, other = np.triu_indices(len(codes), 1)
    known = (codes[one] >= 0) & (codes[other] >= 0)
    tied = (either_way(matrix) > 0)[one, other][known]
    within = (codes[one] == codes[other])[known]
    internal, external = int((tied & within).sum()), int((tied & ~within).sum())
    apart_within, apart_across = int((~tied & within).sum()), int((~tied & ~within).sum())
    total = internal + external
    # Half a tie is added to every cell, so that none is empty.
    odds = math.log((internal + 0.5) / (apart_within + 0.5)) - math.log((external + 0.5) / (apart_across + 0.5))
    return {
        "external_internal": (external - internal) / total if total else math.nan,
        "within_log_odds": odds if within.any() and not within.all() else math.nan,
    }


def _row(name: str, values: list[float], silent: bool) -> dict[str, object]:
    known = np.array([value for value in values if not math.isnan(value)])
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (math.nan, math.nan)
    return {
        "statistic": name,
        "value": float(known.mean()) if len(known) else math.nan,
        "low": float(low),
        "high": float(high),
        "draws": len(values),
        "note": "not_informative" if silent and name.startswith("hierarchy") else "",
    }

"""The network as a whole, over drawn reply links: how dense, answered, centred and closed in it is, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Roster
from bmp_networks.containers.structure import COHESION
from bmp_networks.measures.centrality import centralisation, degree_centralisations
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.draws import order_of_appearance
from bmp_networks.measures.external_internal import attainable_range, dealt_indices
from bmp_networks.measures.groupings import find_circles, share_within, to_assortativity
from bmp_networks.measures.hierarchies import path_shape, reciprocity_of
from bmp_networks.measures.matrices import read_arcs, tie_ends, tied
from bmp_networks.measures.over_draws import PATH_DRAWS, Draws, matrices_of, summarise

SAYS_NOTHING_FROM = 0.9
"""Where so large a share reaches everybody and back, measures of hierarchy are 0 whatever holds (METHODS 3.6)."""

DEALS_EACH = 25
"""Deals of the group labels in every drawn network: with 200 draws 5,000 in all."""

MOST_FOR_RANDOM_PATHS = 300
"""In larger networks the centralisation of betweenness stands without chance beside it: it would cost minutes."""


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
    graph: InteractionGraph, draws: Draws, groups: Mapping[str, str] | None = None, *, seed: int = 0
) -> pd.DataFrame:
    """Measure the network of the members who take part, in every drawn network, beside what chance gives.

    Beside each drawn network stand one of the same size with as many random ties (for centralisation) and 25 with the
    group labels dealt out anew (for the E-I index); p is the share of these, over all draws, that go as far.

    Parameters
    ----------
    graph
        Who addressed whom.
    draws
        Drawn networks (``draw_graphs`` or ``drawn_matrices``).
    groups
        Node → group, for the E-I index, modularity, and the odds of ties within against between groups.
    seed
        Seed of chance.

    Returns
    -------
    pd.DataFrame
        Table under ``COHESION``: one row a statistic. ``note`` is ``not_informative`` for measures of hierarchy in a
        network where nearly everybody reaches everybody. NaN where undefined.
    """
    random, members = np.random.default_rng(seed), list(member_nodes(graph)["node"])
    labels = [(groups or {}).get(member) for member in members]
    # Circles and labels dealt out hang on the order of the members: it shall not hang on how they are called.
    order = np.argsort(list(order_of_appearance(graph).values()), kind="stable")
    found: dict[str, list[float]] = {}
    chance: dict[str, list[np.ndarray]] = {}
    for number, matrix in enumerate(matrices_of(graph, draws)):
        active = order[((matrix.sum(axis=0) + matrix.sum(axis=1)) > 0)[order]]
        inside = matrix[np.ix_(active, active)]
        values = _simple(inside) | (_by_path(inside) if number < PATH_DRAWS else {})
        null = _randomly_tied(inside, with_paths=number < PATH_DRAWS, random=random)
        if groups:
            more, dealt = _by_group(inside, [labels[place] for place in active], random)
            values |= more
            null |= dealt
        for name, value in values.items():
            found.setdefault(name, []).append(value)
        for name, drawn in null.items():
            chance.setdefault(name, []).append(drawn)
    told = [share for share in found.pop("largest_strong_share", []) if not math.isnan(share)]
    silent = bool(told) and float(np.mean(told)) >= SAYS_NOTHING_FROM
    bounds: dict[str, float] = {name: _mean_known(found.pop(name)) for name in ("lowest", "highest") if name in found}
    return COHESION.from_rows([_row(name, values, chance.get(name), bounds, silent) for name, values in found.items()])


def _simple(matrix: np.ndarray) -> dict[str, float]:
    arcs = read_arcs(matrix > 0)
    n, count, answered = arcs.n, len(arcs.source), reciprocity_of(arcs, matrix)
    return {
        "members": float(n),
        "arcs": float(count),
        "density": count / (n * (n - 1)) if n > 1 else math.nan,
        "reciprocity_arcs": answered.arcs,
        "reciprocity_dyads": answered.dyads,
        "reciprocity_beyond_chance": answered.beyond_chance,
        "reciprocity_weighted": answered.weighted,
        **_named(degree_centralisations(arcs)),
    }


def _by_path(matrix: np.ndarray) -> dict[str, float]:
    paths = path_shape(matrix)
    shape = paths.hierarchy
    return {
        "centralisation_betweenness": centralisation(matrix, "betweenness"),
        "connectedness": shape.connectedness,
        "hierarchy": shape.hierarchy,
        "hierarchy_efficiency": shape.efficiency,
        "hierarchy_upper_bound": shape.upper_bound,
        "hierarchy_reach": paths.reaching,
        "hierarchy_flow": paths.flow,
        "modularity_circles": find_circles(matrix)[1],
        "largest_strong_share": paths.largest_strong_share,
    }


def _randomly_tied(matrix: np.ndarray, *, with_paths: bool, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Give the centralisations of a random network of this size with as many arcs."""
    n, arcs = len(matrix), int((matrix > 0).sum())
    if n < 3:
        return {}
    cell = random.choice(n * (n - 1), arcs, replace=False, shuffle=False)
    rows, place = cell // (n - 1), cell % (n - 1)
    drawn = np.zeros((n, n), dtype=bool)
    drawn[rows, place + (place >= rows)] = True
    found = degree_centralisations(read_arcs(drawn))
    if with_paths and n <= MOST_FOR_RANDOM_PATHS:
        found["betweenness"] = centralisation(drawn, "betweenness")
    return {name: np.array([value]) for name, value in _named(found).items()}


def _named(centralisations: Mapping[str, float]) -> dict[str, float]:
    return {f"centralisation_{kind}": value for kind, value in centralisations.items()}


def _by_group(
    matrix: np.ndarray, labels: list[str | None], random: np.random.Generator
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """Measure whether ties stay within groups: values, and the E-I index with the labels dealt out anew."""
    codes = np.asarray(pd.factorize(pd.Series(labels, dtype=object), sort=True)[0])
    known = np.flatnonzero(codes >= 0)
    codes, ties = codes[known], tied(matrix)
    one, other = tie_ends(ties if len(known) == len(ties) else ties[np.ix_(known, known)])
    within_share, expected = share_within(one, other, codes)
    sizes = np.bincount(codes)
    external = int((codes[one] != codes[other]).sum())
    internal, within = len(one) - external, int((sizes * (sizes - 1) // 2).sum())
    across = len(codes) * (len(codes) - 1) // 2 - within
    # Half a tie is added to every cell, so that none is empty.
    odds = _log_odds(internal, within - internal) - _log_odds(external, across - external)
    low, high = attainable_range(sizes, len(one))
    values = {
        "external_internal": (external - internal) / len(one) if len(one) else math.nan,
        "within_log_odds": odds if within and across else math.nan,
        "modularity_groups": within_share - expected,
        "assortativity": to_assortativity(within_share, expected),
        "lowest": low,
        "highest": high,
    }
    dealt = dealt_indices(codes, one, other, np.ones(len(one)), DEALS_EACH, random)
    return values, {"external_internal": dealt}


def _log_odds(tied: int, apart: int) -> float:
    return math.log((tied + 0.5) / (apart + 0.5))


def _mean_known(values: list[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else math.nan


def _row(
    name: str, values: list[float], chance: list[np.ndarray] | None, bounds: Mapping[str, float], silent: bool
) -> dict[str, object]:
    told = {key: value[0] for key, value in summarise(np.array(values)[:, None]).items()}
    row = {"statistic": name, **told, "chance": math.nan, "p": math.nan, "lowest": math.nan, "highest": math.nan}
    if chance is not None and not np.isnan(values).all():
        dealt = np.array(chance)
        middle = float(np.nanmean(dealt))
        gap = (np.array(values[: len(dealt)])[:, None] - middle, dealt - middle)
        far = np.abs(gap[1]) >= np.abs(gap[0]) - 1e-12 if name == "external_internal" else gap[1] >= gap[0] - 1e-12
        row |= {"chance": middle, "p": (1 + int(far.sum())) / (1 + far.size)}
    row |= bounds if name == "external_internal" else {}
    return row | {"note": "not_informative" if silent and name.startswith("hierarchy") else ""}

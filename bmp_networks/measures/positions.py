"""Where each member stands, over drawn reply links: bridges, brokerage and structural holes, with intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.structure import POSITIONS
from bmp_networks.containers.structure import ROLES as ROLES_TABLE
from bmp_networks.measures.brokerage import ROLES, brokerage, brokerage_by_chance
from bmp_networks.measures.centrality import betweenness
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.holes import structural_holes
from bmp_networks.measures.matrices import places_of, tied
from bmp_networks.measures.over_draws import PATH_DRAWS, Draws, matrices_of, summarise

FEWEST_IN_GROUP, FEWEST_GROUPS, FEWEST_TIES = 3, 2, 20
"""Brokerage says something with so many groups of so many members, and so many ties (METHODS 7.1)."""

PERMUTED_DRAWS = 5
"""Drawn networks in which the group labels are dealt out anew."""


def measure_positions(
    graph: InteractionGraph, draws: Draws, groups: Mapping[str, str] | None = None, *, path_draws: int = PATH_DRAWS
) -> pd.DataFrame:
    """Measure in every drawn network where each member stands: contacts, structural holes, bridges, brokerage.

    Parameters
    ----------
    graph
        Who addressed whom.
    draws
        Drawn networks.
    groups
        Node → group. Brokerage and the member's E-I index are given only where there are at least two groups of three
        members and, for brokerage, 20 ties.
    path_draws
        Draws over which betweenness is taken.

    Returns
    -------
    pd.DataFrame
        Table under ``POSITIONS``, members in the order of the graph. Betweenness follows ways as long as ties are rare.
    """
    members = list(member_nodes(graph)["node"])
    labels = labels_of(members, groups or {})
    found: dict[str, list[np.ndarray]] = {}
    for number, matrix in enumerate(matrices_of(graph, draws)):
        ties = tied(matrix)
        values = structural_holes(matrix)._asdict()
        if _enough_ties(labels, ties):
            roles = brokerage(matrix, labels)
            values |= {role: roles[role].to_numpy() for role in ROLES} | {"brokerage": roles["total"].to_numpy()}
        if any(labels):
            values["external_internal"] = _external_internal(ties, labels)
        if number < path_draws:
            values["betweenness"] = betweenness(matrix)
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    tables = [
        {"member": members, "measure": [name] * len(members), **summarise(np.array(values))}
        for name, values in sorted(found.items())
    ]
    if not tables:
        return POSITIONS.from_rows([])
    return POSITIONS.build({name: np.concatenate([table[name] for table in tables]) for name in POSITIONS.names})


def measure_roles(
    graph: InteractionGraph, draws: Draws, groups: Mapping[str, str], *, permutations: int = 999, seed: int = 0
) -> pd.DataFrame:
    """Count the five roles of brokerage in the whole network, beside networks with the group labels dealt out anew.

    Parameters
    ----------
    graph, draws, groups
        As for ``measure_positions``.
    permutations
        Deals, in each of the first five drawn networks; p is the mean over these.
    seed
        Seed of the deals.

    Returns
    -------
    pd.DataFrame
        Table under ``ROLES``; empty where there are too few groups or ties (METHODS 7.1).
    """
    members = list(member_nodes(graph)["node"])
    labels = labels_of(members, groups)
    counts: list[np.ndarray] = []
    weighted: list[np.ndarray] = []
    dealt: list[np.ndarray] = []
    for number, matrix in enumerate(matrices_of(graph, draws)):
        if not can_broker(labels, matrix):
            continue
        counts.append(brokerage(matrix, labels)[list(ROLES)].sum().to_numpy())
        if len(dealt) < PERMUTED_DRAWS:
            weighted.append(brokerage(matrix, labels, weights="product")[list(ROLES)].sum().to_numpy())
            chance = brokerage_by_chance(matrix, labels, permutations=permutations, seed=seed + number)
            dealt.append(chance[["chance", "p_more", "p_fewer"]].to_numpy())
    if not counts:
        return ROLES_TABLE.from_rows([])
    chances = np.mean(dealt, axis=0)
    return ROLES_TABLE.build(
        {"role": list(ROLES), **summarise(np.array(counts, dtype=float)), "weighted": np.mean(weighted, axis=0)}
        | {name: chances[:, column] for column, name in enumerate(("chance", "p_more", "p_fewer"))}
    )


def labels_of(members: list[str], groups: Mapping[str, str]) -> list[str | None]:
    """Give the group of each member, None for all where there are not two groups of three members."""
    labels = [groups.get(member) for member in members]
    sizes = pd.Series(labels, dtype=object).value_counts()
    enough = int((sizes >= FEWEST_IN_GROUP).sum()) >= FEWEST_GROUPS
    return labels if enough else [None] * len(members)


def can_broker(labels: list[str | None], matrix: np.ndarray) -> bool:
    """Say whether there are groups and enough ties to speak of brokerage between them."""
    return _enough_ties(labels, tied(matrix))


def _enough_ties(labels: list[str | None], ties: np.ndarray) -> bool:
    return any(labels) and int(ties.sum()) // 2 >= FEWEST_TIES


def _external_internal(ties: np.ndarray, labels: list[str | None]) -> np.ndarray:
    """Give each member's E-I index; NaN for members of no group or without a tie to one of a group."""
    codes = pd.factorize(pd.Series(labels, dtype=object))[0]
    known = codes >= 0
    one, other = places_of(ties & known[:, None] & known[None, :])
    across = np.bincount(one[codes[one] != codes[other]], minlength=len(codes))
    total = np.bincount(one, minlength=len(codes))
    index: np.ndarray = np.divide(2 * across - total, total, out=np.full(len(codes), np.nan), where=total > 0)
    return index

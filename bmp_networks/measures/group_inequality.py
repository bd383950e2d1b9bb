"""How much of the inequality lies between villages, origins, officers and others: any column of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Roster
from bmp_networks.errors import ContractError
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.entropy import Decomposition, decompose_theil

MIN_PER_GROUP = 5
"""Groups of fewer members are put together as ``others``; with fewer than two groups left nothing is compared."""

OTHERS = "others"


@dataclass(frozen=True)
class GroupInequality:
    """Theil's T split by groups of members, and how often shuffled groups differ as much.

    Parameters
    ----------
    parts
        Total, between and within; NaN where there are fewer than two groups of five.
    members
        Group → how many members.
    share
        Group → share of what is held, 0 to 1.
    p
        How often groups of the same sizes, put together at random, lie at least as far apart: (1 + k) / (R + 1).
    expected
        Share of the total that lies between such random groups on average: even they differ.
    """

    parts: Decomposition
    members: dict[str, int]
    share: dict[str, float]
    p: float
    expected: float


def contributions(graph: InteractionGraph) -> dict[str, float]:
    """Give each member's turns that contribute something, silent members with 0."""
    turns = graph.turns[~graph.turns["phatic"].to_numpy()].drop_duplicates("turn")
    counts = turns["node"].value_counts()
    return {node: float(counts.get(node, 0)) for node in member_nodes(graph)["node"]}


def split_by_roster(
    graph: InteractionGraph, roster: Roster, column: str, *, permutations: int = 999, seed: int = 0
) -> GroupInequality:
    """Say how much of the unequal participation lies between groups of members, and whether that is more than chance.

    Members of whom the roster does not tell the column are left out.

    Parameters
    ----------
    graph
        Who wrote what; silent members count with 0.
    roster
        What is known of the people.
    column
        A text or number column of the roster: village, community, origin, role, gender, formal_rank …
    permutations
        How often to shuffle the labels.
    seed
        Seed.

    Raises
    ------
    ContractError
        When the roster has no such column.
    """
    if column not in roster.persons.columns:
        raise ContractError("the roster has no such column", where="split_by_roster")
    known = dict(zip(roster.persons["person"], roster.persons[column], strict=True))
    held = {node: count for node, count in contributions(graph).items() if _told(known.get(node))}
    labels = [_label(known[node]) for node in held]
    return split_by_groups(list(held.values()), labels, permutations=permutations, seed=seed)


def split_by_groups(
    held: Any, groups: Any, *, fewest: int = MIN_PER_GROUP, permutations: int = 999, seed: int = 0
) -> GroupInequality:
    """Split Theil's T by groups and compare with shuffled labels (group sizes fixed).

    Parameters
    ----------
    held
        What each member holds, shape ``(n,)``, not negative.
    groups
        Group of each member, shape ``(n,)``.
    fewest
        Groups of fewer members are put together as ``others``.
    permutations
        How often to shuffle.
    seed
        Seed.
    """
    values, labels = np.asarray(held, dtype=np.float64), _merged(groups, fewest)
    names = sorted(set(labels))
    total = values.sum()
    members = {name: int((labels == name).sum()) for name in names}
    share = {name: float(values[labels == name].sum() / total) if total > 0 else float("nan") for name in names}
    if sum(name != OTHERS for name in names) < 2 or not total > 0:
        nan = float("nan")
        return GroupInequality(Decomposition(nan, nan, nan, {}), members, share, nan, nan)
    parts = decompose_theil(values, labels)
    member_of = np.array([[label == name for label in labels] for name in names], dtype=np.float64)
    sizes = member_of.sum(axis=1)
    rng = np.random.default_rng(seed)
    shuffled = np.stack([rng.permutation(values) for _ in range(permutations)]) @ member_of.T / total
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.nansum(shuffled * np.log(shuffled / (sizes / len(values))), axis=1)
    p = (1 + int((between >= parts.between - 1e-12).sum())) / (permutations + 1)
    expected = float(between.mean() / parts.total) if parts.total > 0 else float("nan")
    return GroupInequality(parts, members, share, p, expected)


def _merged(groups: Any, fewest: int) -> np.ndarray:
    labels = np.array([str(label) for label in groups], dtype=object)
    names, counts = np.unique(labels.astype(str), return_counts=True)
    small = set(names[counts < fewest])
    return np.array([OTHERS if label in small else label for label in labels], dtype=object)


def _label(value: Any) -> str:
    """Write a number as the roster has it: 1, not 1.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _told(value: Any) -> bool:
    return value is not None and value == value and value != ""

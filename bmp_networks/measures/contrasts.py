"""Every contrast of tie types, every split by the roster, every further index: the tables around the headline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.containers.spread import CONTRASTS, GROUP_SPLITS, MORE_INDICES
from bmp_networks.measures.access import Access
from bmp_networks.measures.comparison import compare_spread
from bmp_networks.measures.control import outward_by_type
from bmp_networks.measures.counting import (
    Denominator,
    count_events,
    denominators,
    everything_said,
    member_nodes,
    person_days,
)
from bmp_networks.measures.dominance import compare_curves
from bmp_networks.measures.entropy import atkinson, half_squared_variation, theil_l, theil_t
from bmp_networks.measures.group_inequality import GroupInequality, contributions, split_by_groups, split_by_roster
from bmp_networks.measures.indices import (
    Array,
    gini,
    hhi,
    hoover,
    palma,
    tenure_weighted_gini,
    top_fraction,
)

PAIRS = (("linking", "bonding"), ("bridging", "bonding"), ("linking", "bridging"))
"""Types set beside each other; each is set beside everything said as well."""

COLUMNS = ("community", "village", "organisation", "origin", "role", "level", "formal_rank", "gender", "smartphone",
           "status")  # fmt: skip
"""Columns of the roster by which members are put into groups."""

INDICES: dict[str, Callable[[Array], float]] = {
    "gini_uncorrected": lambda held: float(gini(held, corrected=False)),
    "theil_t": lambda held: float(theil_t(held)),
    "theil_l": lambda held: float(theil_l(held)),
    "half_squared_variation": lambda held: float(half_squared_variation(held)),
    "atkinson_05": lambda held: float(atkinson(held, 0.5)),
    "atkinson_1": lambda held: float(atkinson(held, 1.0)),
    "hhi": lambda held: float(hhi(held)),
    "hoover": lambda held: float(hoover(held)),
    "palma": lambda held: float(palma(held)),
    "top_tenth": lambda held: float(top_fraction(held, 0.1)),
    "top_fifth": lambda held: float(top_fraction(held, 0.2)),
}


def compare_tie_types(
    graph: InteractionGraph, ties: Ties, *, permutations: int = 999, resamples: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Say of which type of tie what is said, and what is answered, is in fewer hands, fairly compared.

    Returns
    -------
    pd.DataFrame
        Table under ``CONTRASTS``. Each type against another over all conversations, and against everything said (or
        received) in the conversations in which it occurs.
    """
    events, n = count_events(graph, ties), len(member_nodes(graph))
    whole = {"participation": everything_said(graph), "attention": events["attention", "all"]}
    rows = []
    for quantity in ("participation", "attention"):
        pairs = [*PAIRS, *((name, "all") for name in ("bonding", "bridging", "linking"))]
        for first, second in pairs:
            kinds = events[quantity, first], whole[quantity] if second == "all" else events[quantity, second]
            within = second == "all"
            found = compare_spread(*kinds, n, within=within, permutations=permutations, seed=seed)
            curves = "unclear"
            if not found.missing:
                curves = compare_curves(*kinds, n, within=within, resamples=resamples, seed=seed).verdict
            rows.append(
                {
                    "quantity": quantity,
                    "first": first,
                    "second": second,
                    "episodes_first": found.episodes[0],
                    "episodes_second": found.episodes[1],
                    "gini_first": found.first,
                    "gini_second": found.second,
                    "difference": found.difference,
                    "enm_first": found.enm_first,
                    "enm_second": found.enm_second,
                    "p": found.p,
                    "curves": curves,
                    "note": " ".join(f"few_{name}" for name in found.missing),
                }
            )
    return CONTRASTS.from_rows(rows)


def split_members(
    graph: InteractionGraph,
    roster: Roster | None,
    admins: frozenset[str] = frozenset(),
    *,
    permutations: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Split the unequal participation by every column of the roster, and by who runs the group.

    Returns
    -------
    pd.DataFrame
        Table under ``GROUP_SPLITS``; columns with fewer than two groups of five members are left out.
    """
    rows = []
    held = contributions(graph)
    labels = ["admin" if node in admins else "member" for node in held]
    if len(set(labels)) > 1:
        # Few run a group: they are compared however few they are.
        split = split_by_groups(list(held.values()), labels, fewest=1, permutations=permutations, seed=seed)
        rows += _split_rows("admin", split)
    for column in COLUMNS if roster is not None else ():
        assert roster is not None
        split = split_by_roster(graph, roster, column, permutations=permutations, seed=seed)
        if not np.isnan(split.parts.total):
            rows += _split_rows(column, split)
    return GROUP_SPLITS.from_rows(rows)


def _split_rows(column: str, split: GroupInequality) -> list[dict[str, Any]]:
    n = sum(split.members.values())
    return [
        {
            "column": column,
            "group": group,
            "n": count,
            "share_members": count / n,
            "share_events": split.share[group],
            "between": split.parts.between_share,
            "expected": split.expected,
            "p": split.p,
        }
        for group, count in split.members.items()
    ]


def more_indices(
    graph: InteractionGraph,
    ties: Ties,
    *,
    access: Access | None = None,
    gazetteer: Gazetteer | None = None,
    admins: frozenset[str] = frozenset(),
    group_size: int | None = None,
) -> pd.DataFrame:
    """Give every further index of each quantity and tie type, among each group of members.

    Returns
    -------
    pd.DataFrame
        Table under ``MORE_INDICES``. ``gini_by_days`` weighs rates by days as a member; it leaves out members of whom
        nothing is known.
    """
    members = member_nodes(graph)
    days, groups = person_days(members), denominators(members, group_size, admins)
    events = {**count_events(graph, ties), **outward_by_type(graph, ties, gazetteer)}
    totals = {key: found.totals(len(members)) for key, found in events.items()}
    if access is not None and not access.by_construction:
        totals |= {("access", name): access.by_episode(name).sum(axis=0) for name in access.weight}
    rows = []
    for (quantity, tie_type), held in totals.items():
        for group in groups:
            if quantity == "access" and group.unknown:
                continue
            values = np.concatenate([held[group.members], np.zeros(group.unknown)])
            found = {name: index(values) for name, index in INDICES.items()}
            if quantity != "access":
                found["gini_by_days"] = tenure_weighted_gini(held[group.members], days[group.members])
            rows += [_index(quantity, tie_type, group, name, value) for name, value in found.items()]
    return MORE_INDICES.from_rows(rows)


def _index(quantity: str, tie_type: str, group: Denominator, name: str, value: float) -> dict[str, Any]:
    return {"quantity": quantity, "tie_type": tie_type, "among": group.among, "n": group.n, "index": name,
            "value": value}  # fmt: skip

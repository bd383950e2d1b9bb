"""The tables around the indices of inequality, all at once."""

from __future__ import annotations

from collections.abc import Callable

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Members, Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.containers.spread import Spread
from bmp_networks.measures.access import Access
from bmp_networks.measures.asymmetry import measure_hierarchy
from bmp_networks.measures.contrasts import compare_tie_types, more_indices, split_members
from bmp_networks.measures.holdings import measure_holdings


def measure_spread(
    graph: InteractionGraph,
    ties: Ties,
    coding: Coding,
    members: Members,
    *,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
    access: Access | None = None,
    admins: frozenset[str] = frozenset(),
    group_size: int | None = None,
    seed: int = 0,
    progress: Callable[[], object] = str,
) -> Spread:
    """Compare tie types, split by groups, and give what each member holds.

    Parameters
    ----------
    graph, ties, coding, members
        Who addressed whom, what each tie is, the coding, and what ``screen_members`` found.
    roster, gazetteer
        What is known of people and organisations.
    access
        What each member could have seen.
    admins
        Who runs the group.
    group_size
        How many members there are, where a person knows it.
    seed
        Seed.
    progress
        Called after each of the five tables.
    """
    contrasts = compare_tie_types(graph, ties, seed=seed)
    progress()
    groups = split_members(graph, roster, admins, seed=seed)
    progress()
    more = more_indices(graph, ties, access=access, gazetteer=gazetteer, admins=admins, group_size=group_size)
    progress()
    holdings = measure_holdings(graph, coding, members, access, gazetteer)
    progress()
    hierarchy = measure_hierarchy(graph)
    progress()
    return Spread(contrasts, groups, more, holdings, hierarchy)

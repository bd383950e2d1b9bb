"""The tables of the products command: which there are, and who is named in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from bmp_networks.containers.coding import Coding
    from bmp_networks.containers.graph import InteractionGraph
    from bmp_networks.containers.roster import Gazetteer
    from bmp_networks.containers.tables import Contract

TABLES = {
    "series": ("results", "SERIES", ()),
    "prices": ("results", "AMOUNTS", ("member",)),
    "quantities": ("results", "AMOUNTS", ("member",)),
    "episodes": ("chains", "PRODUCT_EPISODES", ()),
    "places": ("chains", "PLACES_SAID", ("member",)),
    "orders": ("chains", "ORDERS", ("buyer", "seller", "ask")),
    "waiting": ("chains", "WAITING", ("member", "ask")),
    "transitions": ("chains", "TRANSITIONS", ()),
    "forwardness": ("chains", "FORWARDNESS", ()),
    "roles": ("chains", "ROLES", ("member",)),
    "stages": ("chains", "STAGE_PEOPLE", ("top",)),
    "bursts": ("chains", "BURSTS", ()),
    "spread": ("chains", "DIFFUSION", ()),
    "together": ("chains", "CO_DISCUSSION", ()),
}
"""Table → room and name of its contract, and the columns that hold nodes; names, so that the help loads nothing."""


def product_table(
    what: str, network: InteractionGraph, coding: Coding, gazetteer: Gazetteer, *, seed: int = 0
) -> tuple[pd.DataFrame, Contract, tuple[str, ...]]:
    """Make one of ``TABLES``; give it with its contract and the columns that hold nodes."""
    from bmp_networks.containers import chains, results

    room, name, nodes = TABLES[what]
    contract: Contract = getattr({"chains": chains, "results": results}[room], name)
    return _measured(what, network, coding, gazetteer, seed), contract, nodes


def _measured(what: str, network: InteractionGraph, coding: Coding, gazetteer: Gazetteer, seed: int) -> pd.DataFrame:
    from bmp_networks.measures import chain_roles, chains, transitions
    from bmp_networks.measures.co_discussion import measure_co_discussion
    from bmp_networks.measures.diffusion import measure_diffusion
    from bmp_networks.measures.orders import find_orders
    from bmp_networks.measures.product_episodes import find_product_episodes
    from bmp_networks.measures.product_places import find_places
    from bmp_networks.measures.product_times import find_product_times
    from bmp_networks.measures.waiting import find_waiting

    table: pd.DataFrame
    if what in ("series", "prices", "quantities"):
        table = getattr(chains.trace_products(network, coding), what)
        return table
    if what in ("orders", "waiting"):
        return (find_orders if what == "orders" else find_waiting)(network, coding, gazetteer)
    seeded: dict[str, Callable[..., pd.DataFrame]] = {
        "forwardness": transitions.measure_forwardness,
        "bursts": find_product_times,
        "spread": measure_diffusion,
        "together": measure_co_discussion,
    }
    if what in seeded:
        table = seeded[what](network, coding, seed=seed)
        return table
    plain: dict[str, Callable[..., pd.DataFrame]] = {
        "episodes": find_product_episodes,
        "places": find_places,
        "transitions": transitions.trace_transitions,
        "roles": chain_roles.find_roles,
        "stages": chain_roles.find_stage_people,
    }
    return plain[what](network, coding)

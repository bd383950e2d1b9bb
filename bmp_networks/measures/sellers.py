"""Who may know about a product: the members who mostly offer it."""

from __future__ import annotations

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.product_episodes import mentions_of

TELLS = frozenset(("offer", "answer", "announcement", "agreement", "report"))
"""Acts of somebody who has something to do with a product; who only asks for it is no seller."""

OFFERS = frozenset(("production", "packaging", "promotion", "order", "delivery"))
LEAST_TOLD = 2


def sellers_of(graph: InteractionGraph, coding: Coding) -> dict[str, tuple[str, ...]]:
    """Give for each product the members who tell, offer or promise most about it, most first.

    Returns
    -------
    dict of tuple of str
        By product; empty where nobody did so at least twice.
    """
    found = {}
    for product, mentions in mentions_of(graph, coding).items():
        told: dict[str, int] = {}
        for one in mentions:
            if one.act in TELLS and not OFFERS.isdisjoint(one.stages):
                told[one.node] = told.get(one.node, 0) + 1
        ranked = sorted(told, key=lambda node: (-told[node], node))
        found[product] = tuple(node for node in ranked if told[node] >= LEAST_TOLD)
    return found


def whom_to_ask(sellers: dict[str, tuple[str, ...]], products: tuple[str, ...], *, but: str | None) -> str | None:
    """Give the member who offers most of the products, anybody but one; None where nobody does."""
    for product in products:
        for node in sellers.get(product, ()):
            if node != but:
                return node
    return None

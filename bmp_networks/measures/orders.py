"""Orders as objects: who ordered what from whom, how much, at which price, and how far it has come."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bmp_networks.containers.chains import ORDERS
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.order_book import OrderBook
from bmp_networks.measures.order_deals import Deal
from bmp_networks.measures.order_lines import read_lines
from bmp_networks.measures.order_prices import order_price
from bmp_networks.measures.order_signs import Said, read_cues
from bmp_networks.measures.order_trades import open_market
from bmp_networks.measures.sellers import sellers_of, whom_to_ask
from bmp_networks.text import tokenize

NO_BUYERS = ("platform", "media", "finance")
"""Sectors of organisations that carry goods, news or money, and order nothing through a member."""


OPEN_STATES = ("asked", "agreed")
"""Nothing was said yet of payment, sending or arrival."""


def find_orders(graph: InteractionGraph, coding: Coding, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Find the orders of a chat: somebody wants an amount of goods, somebody promises it, and what came of it.

    An order is a wish for goods with an amount said by either side; a question for a price alone is none, nor are
    sales told of afterwards. A wish with an amount that nobody takes up is an open order. The rule is written out
    beside the sample chats, with orders listed by hand.

    Parameters
    ----------
    graph
        Who wrote what when; only its messages are looked at.
    coding
        Products, stages, acts, amounts, prices and answers.
    gazetteer
        Organisations; platforms, media and banks are no buyers.

    Returns
    -------
    pd.DataFrame
        Table under ``ORDERS``, by first message.
    """
    messages = _messages(graph, coding)
    market = open_market(messages, _outside(graph, coding, gazetteer), _names_of_nodes(graph, coding.messages))
    book = OrderBook(market)
    for said in messages.values():
        book.read(said)
    kept = [deal for deal in book.deals if _is_order(deal)]
    kept.sort(key=lambda deal: (deal.said[0].i, deal.said[-1].i, deal.products))
    sellers, end = sellers_of(graph, coding), max(graph.turns["at"].to_numpy().tolist(), default=None)
    return ORDERS.from_rows([_row(number, deal, sellers, end) for number, deal in enumerate(kept)])


def _is_order(deal: Deal) -> bool:
    if deal.seller == deal.buyer or not deal.said:
        return False
    if not deal.products and not any(said.stages & {"packaging", "raw_material", "order"} for said in deal.said):
        return False
    return deal.state != "asked" or (deal.wished and not deal.by_offer)


def _messages(graph: InteractionGraph, coding: Coding) -> dict[int, Said]:
    codes = coding.messages
    turns = graph.turns[["i", "node", "at"]].merge(codes, on="i", how="inner", validate="one_to_one")
    nodes = _nodes_of_names(graph, codes)
    columns = ("i", "id", "at", "node", "reply_to", "act", "text", "stages", "products", "prices", "quantities",
               "places", "spans", "actors", "addressees", "coder")  # fmt: skip
    return {
        row["i"]: _said(row, nodes)
        for row in (
            dict(zip(columns, values, strict=True))
            for values in zip(*(turns[name].to_numpy().tolist() for name in columns), strict=True)
        )
    }


def _said(row: dict[str, Any], nodes: dict[str, str]) -> Said:
    about_goods = bool(row["products"] or row["stages"] or row["quantities"] or row["prices"])
    text = row["text"] or ""
    tokens = tokenize(text) if about_goods else []
    products = tuple(dict.fromkeys(row["products"]))
    called = [nodes[name] for name in row["addressees"] if name in nodes]
    return Said(
        int(row["i"]), row["id"], row["at"], row["node"],
        None if row["reply_to"] != row["reply_to"] else int(row["reply_to"]),
        row["act"], frozenset(row["stages"]), products, tuple(row["prices"]),
        tuple(row["places"]),
        read_lines(text, products, row["quantities"], row["spans"], tokens=tokens)
        if row["quantities"] else (),
        read_cues(text, tokens) if about_goods else frozenset(),
        tuple(actor["id"] for actor in row["actors"]),
        called[0] if len(set(called)) == 1 else None,
        _named(row),
    )  # fmt: skip


def _named(row: dict[str, Any]) -> frozenset[str]:
    """Give the products a message names itself; where nobody says what was read where, all of them."""
    spans = {span["value"] for span in row["spans"] if span["field"] == "products"}
    return (
        frozenset(row["products"]) & spans if spans else frozenset(() if row["coder"] == "machine" else row["products"])
    )


def _nodes_of_names(graph: InteractionGraph, codes: pd.DataFrame) -> dict[str, str]:
    authors = dict(zip(codes["i"], codes["author"], strict=True))
    return {authors[i]: node for i, node in zip(graph.turns["i"], graph.turns["node"], strict=True)}


def _names_of_nodes(graph: InteractionGraph, codes: pd.DataFrame) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for name, node in _nodes_of_names(graph, codes).items():
        names.setdefault(node, set()).add(name)
    return names


def _outside(graph: InteractionGraph, coding: Coding, gazetteer: Gazetteer | None) -> frozenset[str]:
    named = {actor["id"] for actors in coding.messages["actors"] for actor in actors}
    if gazetteer is None:
        return frozenset(named)
    table = gazetteer.organisations
    barred = {name for name, sector in zip(table["id"], table["sector"], strict=True) if sector in NO_BUYERS}
    return frozenset(named - barred)


def _row(number: int, deal: Deal, sellers: dict[str, tuple[str, ...]], end: Any) -> dict[str, Any]:
    said = sorted(deal.said, key=lambda one: one.i)
    unit_price, total, currency = order_price(deal)
    places = [place for one in said if one.stages & {"order", "delivery"} for place in one.places]
    seller = deal.seller if deal.seller is not None else (deal.meant if deal.state == "asked" else deal.reporter)
    is_open = deal.state in OPEN_STATES
    since = deal.agreed_at if deal.agreed_at is not None else said[0].at
    return {
        "order": number,
        "buyer": deal.buyer,
        "seller": seller,
        "products": tuple(sorted(deal.products)),
        "quantity": deal.quantity,
        "unit": deal.unit,
        "unit_price": unit_price,
        "total": total,
        "currency": currency,
        "state": deal.state,
        "asked_at": said[0].at,
        "agreed_at": deal.agreed_at if deal.agreed_at is not None else pd.NaT,
        "last_at": said[-1].at,
        "is_open": is_open,
        "age_days": float((end - since).days) if is_open else float("nan"),
        "ask": (seller or whom_to_ask(sellers, deal.products, but=deal.buyer)) if is_open else None,
        "places": tuple(dict.fromkeys(places)),
        "evidence": sort_evidence(one.id for one in said),
    }

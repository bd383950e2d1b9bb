"""What waits: orders without a word of payment or sending yet, and questions about goods that found no answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bmp_networks.containers.chains import WAITING
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.answers import initiating_turns
from bmp_networks.measures.order_signs import TRADE_STAGES
from bmp_networks.measures.orders import find_orders
from bmp_networks.measures.sellers import sellers_of, whom_to_ask

ANSWER_HOURS = 7 * 24
"""So long an answer is looked for."""

LEAST_HOURS = 24
"""A younger request may still be answered."""

LEAST_ANSWERED = 0.5

GOODS_STAGES = TRADE_STAGES - {"feedback"}


def find_waiting(graph: InteractionGraph, coding: Coding, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """List open orders and unanswered requests about goods, with how long they wait and who may know.

    The chat does not show what is settled outside it: a row says that nothing more was said here, no more.

    Parameters
    ----------
    graph, coding, gazetteer
        As for `find_orders`.

    Returns
    -------
    pd.DataFrame
        Table under ``WAITING``: wishes nobody promised, promises without a word of sending or payment, then
        requests; the longest waiting first.
    """
    orders = find_orders(graph, coding, gazetteer)
    rows = [_order_row(row) for row in orders[orders["is_open"].to_numpy()].to_dict("records")]
    known = {name for evidence in orders["evidence"] for name in evidence}
    rows += _requests(graph, coding, known)
    order = ("asked", "agreed", "unanswered")
    rows.sort(key=lambda row: (order.index(row["state"]), -row["age_days"], row["since"]))
    return WAITING.from_rows(rows)


def _order_row(order: dict[str, Any]) -> dict[str, Any]:
    since = order["asked_at"] if order["state"] == "asked" or pd.isna(order["agreed_at"]) else order["agreed_at"]
    same = ("state", "ask", "products", "quantity", "unit", "age_days", "evidence")
    return {"member": order["buyer"], "since": since} | {name: order[name] for name in same}


def _requests(graph: InteractionGraph, coding: Coding, known: set[str]) -> list[dict[str, Any]]:
    """Find the turns that ask something about goods, belong to no order, and were probably not answered."""
    end = graph.turns["at"].max()
    turns = initiating_turns(graph, coding, hours=ANSWER_HOURS)
    turns = turns[
        (turns["kind"] != "offer").to_numpy()
        & (turns["answered"] < LEAST_ANSWERED).to_numpy()
        & (turns["at"] <= end - pd.Timedelta(hours=LEAST_HOURS)).to_numpy()
    ]
    codes = coding.messages[["id", "products", "stages", "act"]]
    said = {name: tuple(rest) for name, *rest in zip(*(codes[key] for key in codes.columns), strict=True)}
    sellers = sellers_of(graph, coding)
    rows = []
    for turn in turns.to_dict("records"):
        asked = [said[name] for name in turn["evidence"] if said[name][2] in ("question", "request")]
        products = tuple(dict.fromkeys(p for of, stages, _ in asked for p in of if GOODS_STAGES & set(stages)))
        if not products or known & set(turn["evidence"]):
            continue
        rows.append(
            {
                "state": "unanswered",
                "member": turn["node"],
                "ask": whom_to_ask(sellers, products, but=turn["node"]),
                "products": products,
                "quantity": float("nan"),
                "unit": None,
                "since": turn["at"],
                "age_days": float((end - turn["at"]).days),
                "evidence": turn["evidence"],
            }
        )
    return rows

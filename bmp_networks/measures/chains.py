"""What is said about each product over time: from the raw material to what buyers say, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from bmp_networks.containers.coding import STAGES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import AMOUNTS, SERIES, ProductChains
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.series import active_weeks, monday_of

RUPIAH = "IDR"


def trace_products(graph: InteractionGraph, coding: Coding) -> ProductChains:
    """Say how much each product is talked about each week, at which stage and by how many, and what it costs.

    A message with several products or stages counts once for each pair of them; one whose stage cannot be told
    counts under a missing stage. Weeks begin on Monday.

    Parameters
    ----------
    graph
        Who wrote what when; only its messages are looked at.
    coding
        Products, stages, prices and quantities of the messages.

    Returns
    -------
    ProductChains
        A series with one row a week, product and stage that occurs, sorted so, and one row a price and a quantity
        in the order of the messages. A week without a row is one without such talk, or one in which nobody wrote:
        `bmp_networks.measures.series.weekly_products` tells them apart.
    """
    said = _coded_turns(graph, coding)
    return ProductChains(
        _series(said, active_weeks(graph)),
        AMOUNTS.from_rows([row for message in said for row in _prices(message)]),
        AMOUNTS.from_rows([row for message in said for row in _quantities(message)]),
    )


def _coded_turns(graph: InteractionGraph, coding: Coding) -> list[dict[str, Any]]:
    """Give the messages of the graph with their codes: i, id, at, node, week, products, stages, prices, quantities."""
    codes = coding.messages[["i", "id", "products", "stages", "prices", "quantities"]]
    turns = graph.turns[["i", "at", "node"]].merge(codes, on="i", how="inner", validate="one_to_one")
    turns["week"] = monday_of(turns["at"]).to_numpy()
    columns = list(turns.columns)
    # Lists of plain values: walking along a column of pandas makes an object of its own of every moment.
    plain = (turns[name].to_numpy().tolist() for name in columns)
    return [dict(zip(columns, values, strict=True)) for values in zip(*plain, strict=True)]


def _series(said: Sequence[dict[str, Any]], weeks: pd.Series) -> pd.DataFrame:
    written = dict(zip(weeks.index.to_numpy().tolist(), weeks.tolist(), strict=True))
    found: dict[tuple[datetime, str, int], list[tuple[str, str]]] = {}
    for message in said:
        # Stages are kept by their place in the chain; -1 for none, so that they sort in the chain's order.
        places = sorted({STAGES.index(stage) for stage in message["stages"] if stage in STAGES}) or [-1]
        for product in sorted(set(message["products"])):
            for place in places:
                found.setdefault((message["week"], product, place), []).append((message["id"], message["node"]))
    rows = [
        {
            "week": week,
            "product": product,
            "stage": None if place < 0 else STAGES[place],
            "messages": len(pairs),
            "members": len({node for _, node in pairs}),
            "share": len(pairs) / written[week],
            "evidence": sort_evidence(name for name, _ in pairs),
        }
        for (week, product, place), pairs in sorted(found.items())
    ]
    return SERIES.from_rows(rows)


def _prices(message: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for price in message["prices"]:
        unit, currency = price.get("per"), price.get("currency") or RUPIAH
        yield _amount(message) | {"amount": float(price["amount"]), "unit": unit, "currency": currency}


def _quantities(message: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for quantity in message["quantities"]:
        yield _amount(message) | {"amount": float(quantity["value"]), "unit": quantity.get("unit"), "currency": None}


def _amount(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": message["id"],
        "at": message["at"],
        "member": message["node"],
        "products": message["products"],
        "stages": message["stages"],
    }

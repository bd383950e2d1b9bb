"""What taking people out changes: every headline with everybody and without those who said no."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Inequality, ProductChains, Ties
from bmp_networks.containers.tables import Column, Contract
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.study import (
    Inputs,
    Material,
    Plan,
    build_network,
    code_material,
    honour_consent,
    read_material,
    type_ties,
)

EFFECT = Contract(
    "headline",
    (
        Column("headline", "text", "what is measured"),
        Column("everybody", "number", "with everybody"),
        Column("consenting", "number", "without those who did not consent: what every other output shows"),
        Column("difference", "number", "the second less the first"),
    ),
)

_INDICES = (("participation", "gini"), ("participation", "enm"), ("attention", "gini"), ("attention", "enm"))
_CLASSES = ("bonding", "bridging", "linking", "mixed", "channel", "unknown")


def effect_of_removal(inputs: Inputs, plan: Plan) -> pd.DataFrame:
    """Measure the headlines with everybody and without those who said no or are named.

    Returns
    -------
    pandas.DataFrame
        Table under ``EFFECT``.

    Raises
    ------
    InputRefusedError
        When a file cannot be used.
    """
    everybody = read_material(replace(inputs, consent="ignored"), plan)
    consenting = honour_consent(everybody, inputs.without)
    before, after = _headlines(everybody, plan), _headlines(consenting, plan)
    nan = float("nan")
    rows = [
        {"headline": name, "everybody": before.get(name, nan), "consenting": after.get(name, nan)}
        for name in dict.fromkeys([*before, *after])
    ]
    return EFFECT.from_rows([row | {"difference": row["consenting"] - row["everybody"]} for row in rows])  # type: ignore[operator]


def _headlines(material: Material, plan: Plan) -> dict[str, float]:
    coding = code_material(material, plan)
    graph = build_network(material, coding, plan)
    ties = type_ties(material, coding, graph, plan)
    inequality = measure_inequality(graph, ties, group_size=plan.group_size, resamples=0, seed=plan.seed)
    products = trace_products(graph, coding)
    return {**_sizes(graph), **_indices(inequality), **_ties(ties), **_products(products)}


def _sizes(graph: InteractionGraph) -> dict[str, float]:
    members = graph.nodes[graph.nodes["kind"] == "member"]
    return {
        "members": float(len(members)),
        "members_writing": float((members["messages"] > 0).sum()),
        "messages": float(len(graph.turns)),
    }


def _indices(inequality: Inequality) -> dict[str, float]:
    table = inequality.indices
    found = {}
    for quantity, index in _INDICES:
        rows = table[(table["quantity"] == quantity) & (table["tie_type"] == "all")]
        if len(rows):
            found[f"{quantity}_{index}"] = float(rows.iloc[0][index])
    return found


def _ties(ties: Ties) -> dict[str, float]:
    counts = ties.ties["relation"].value_counts()
    return {f"ties_{relation}": float(counts.get(relation, 0)) for relation in _CLASSES}


def _products(products: ProductChains) -> dict[str, float]:
    series = products.series
    told = series[["product", "evidence"]].explode("evidence").drop_duplicates()
    return {"products": float(series["product"].nunique()), "product_messages": float(len(told))}

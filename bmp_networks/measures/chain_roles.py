"""Who stands where along the chain: suppliers, makers, packers, promoters, sellers, buyers, carriers, reviewers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.containers.chains import ROLES, STAGE_PEOPLE
from bmp_networks.containers.coding import STAGES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.product_episodes import Mention, mentions_of

Array = npt.NDArray[np.float64]

ROLE_OF = {
    "raw_material": "supplier",
    "production": "maker",
    "packaging": "packer",
    "promotion": "promoter",
    "order": "seller",
    "delivery": "carrier",
    "feedback": "reviewer",
}
"""What somebody is called who mostly speaks of a stage; at the order stage who asks is the buyer."""

PRIOR = 0.5
LEAST_EVENTS = 3
ONE_PERSON, ONE_PERSON_EVENTS = 1.5, 5


def find_roles(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """Say at which stages each member stands, by product and for all products together.

    Returns
    -------
    pd.DataFrame
        Table under ``ROLES``, by member and product; under 3 messages with a stage no role is named.
    """
    said = mentions_of(graph, coding)
    rows = []
    for product, mentions in said.items():
        rows += _role_rows(product, mentions)
    once: dict[int, Mention] = {}
    for mentions in said.values():
        for one in mentions:
            once.setdefault(one.i, one)
    rows += _role_rows(None, once.values())
    rows.sort(key=lambda row: (row["member"], row["product"] is not None, row["product"] or ""))
    return ROLES.from_rows(rows)


def find_stage_people(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """Say on how many people each stage of each product rests, and which rest on one.

    Returns
    -------
    pd.DataFrame
        Table under ``STAGE_PEOPLE``, by product and stage.
    """
    rows = []
    for product, mentions in mentions_of(graph, coding).items():
        for stage in STAGES:
            counts: dict[str, float] = {}
            for one in mentions:
                if stage in one.stages:
                    counts[one.node] = counts.get(one.node, 0.0) + 1
            if counts:
                rows.append(_people_row(product, stage, counts))
    return STAGE_PEOPLE.from_rows(rows)


def _people_row(product: str, stage: str, counts: dict[str, float]) -> dict[str, Any]:
    held = np.array(list(counts.values()))
    shares = held / held.sum()
    enm = float(1 / (shares**2).sum())
    top = min(counts, key=lambda node: (-counts[node], node))
    return {
        "product": product,
        "stage": stage,
        "events": float(held.sum()),
        "members": len(held),
        "enm": enm,
        "one_person": bool(enm < ONE_PERSON and held.sum() >= ONE_PERSON_EVENTS),
        "top": top,
        "top_share": float(counts[top] / held.sum()),
    }


def _role_rows(product: str | None, mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    by_node: dict[str, list[Mention]] = {}
    for one in mentions:
        if one.stages:
            by_node.setdefault(one.node, []).append(one)
    return [_role_row(node, product, said) for node, said in by_node.items()]


def _role_row(node: str, product: str | None, said: list[Mention]) -> dict[str, Any]:
    counts = np.zeros(len(STAGES))
    asked = answered = 0
    for one in said:
        for stage in one.stages:
            counts[STAGES.index(stage)] += 1 / len(one.stages)
        if "order" in one.stages:
            asked += one.act in ("request", "question")
            answered += one.act in ("offer", "answer", "announcement")
    shares = (counts + PRIOR) / (counts + PRIOR).sum()
    top = int(np.argmax(shares))
    role: str | None = ROLE_OF[STAGES[top]]
    if STAGES[top] == "order" and asked > answered:
        role = "buyer"
    return {
        "member": node,
        "product": product,
        "events": float(len(said)),
        "role": role if len(said) >= LEAST_EVENTS else None,
        "stage_share": float(shares[top]),
        "specialisation": float(1 + (shares * np.log(shares)).sum() / np.log(len(STAGES))),
        "stages": tuple({"stage": stage, "share": float(share)} for stage, share in zip(STAGES, shares, strict=True)),
        "evidence": sort_evidence(one.id for one in said),
    }

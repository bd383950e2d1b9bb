"""How a product spreads among members: who names it, who orders or judges it, who makes it, and near whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.containers.chains import DIFFUSION
from bmp_networks.containers.coding import STAGES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.product_episodes import Mention, mentions_of

Array = npt.NDArray[np.float64]

PRODUCING = frozenset(STAGES[:4])
ENGAGED = frozenset(STAGES[4:])
SILENT_DAYS = 90
FIRST_SHARE = 0.10
LEAST_TESTED = 5
DRAWS = 999


def measure_diffusion(graph: InteractionGraph, coding: Coding, *, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Say how far each product has spread, and whether who took it up had more ties to those who had before.

    Ties are replies and mentions up to that moment, both ways. Whoever is silent about the product for 90 days counts
    as engaged no longer. Likeness of friends, common news and influence cannot be told apart by this.

    Parameters
    ----------
    graph, coding
        Who addressed whom when, and about which product.
    draws
        How often each adopter is replaced by a member who had not yet adopted at that moment.
    seed
        Start of the chance.

    Returns
    -------
    pd.DataFrame
        Table under ``DIFFUSION``, by product.
    """
    writers = sorted(set(graph.turns["node"]))
    place = {node: number for number, node in enumerate(writers)}
    first_seen = graph.turns.groupby("node")["at"].min()
    came = np.array([first_seen[node] for node in writers], dtype="datetime64[s]")
    events = graph.events_once
    events = events[events["layer"].isin(["reply", "mention"]) & events["target"].isin(place)]
    ties = (
        events["at"].to_numpy(dtype="datetime64[s]"),
        events["source"].map(place).to_numpy(dtype=np.int64),
        events["target"].map(place).to_numpy(dtype=np.int64),
        events["weight"].to_numpy(dtype=np.float64),
    )
    end = np.datetime64(graph.turns["at"].max(), "s")
    rows = []
    for number, (product, mentions) in enumerate(mentions_of(graph, coding).items()):
        rng = np.random.default_rng([seed, number])
        rows.append(_row(product, mentions, place, came, end) | _exposure(mentions, place, came, ties, draws, rng))
    return DIFFUSION.from_rows(rows)


def _row(
    product: str, mentions: Sequence[Mention], place: dict[str, int], came: npt.NDArray[Any], end: np.datetime64
) -> dict[str, Any]:
    engaged = {one.node for one in mentions if ENGAGED & set(one.stages)}
    last = {one.node: np.datetime64(one.at, "s") for one in mentions}
    limit = end - np.timedelta64(SILENT_DAYS, "D")
    return {
        "product": product,
        "members": len(came),
        "aware": len({one.node for one in mentions} & set(place)),
        "engaged": len(engaged),
        "producing": len({one.node for one in mentions if PRODUCING & set(one.stages)}),
        "stopped": sum(last[node] < limit for node in engaged),
    }


def _exposure(
    mentions: Sequence[Mention],
    place: dict[str, int],
    came: npt.NDArray[Any],
    ties: tuple[npt.NDArray[Any], npt.NDArray[np.int64], npt.NDArray[np.int64], Array],
    draws: int,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Give mean exposure of later adopters, and of members at risk drawn in their stead at the same moments."""
    when, source, target, weight = ties
    adopted: dict[int, np.datetime64] = {}
    for one in mentions:
        if ENGAGED & set(one.stages):
            adopted.setdefault(place[one.node], np.datetime64(one.at, "s"))
    skipped = int(np.ceil(FIRST_SHARE * len(adopted)))
    later = list(adopted.items())[skipped:]  # mentions are in time
    active = np.full(len(came), np.datetime64("NaT"), dtype="datetime64[s]")
    own, drawn, said = [], [], 0
    for node, at in later:
        while said < len(mentions) and np.datetime64(mentions[said].at, "s") < at:
            active[place[mentions[said].node]] = np.datetime64(mentions[said].at, "s")
            said += 1
        has = np.array([other in adopted and adopted[other] < at for other in range(len(came))])
        has &= ~np.isnat(active) & (active >= at - np.timedelta64(SILENT_DAYS, "D"))
        until = int(np.searchsorted(when, at, side="left"))
        a, b, w = source[:until], target[:until], weight[:until]
        n = len(came)
        total = np.bincount(a, w, n) + np.bincount(b, w, n)
        near = np.bincount(a, w * has[b], n) + np.bincount(b, w * has[a], n)
        share = np.divide(near, total, out=np.zeros(n), where=total > 0)
        at_risk = np.flatnonzero(
            (came <= at) & ~np.array([other in adopted and adopted[other] < at for other in range(n)])
        )
        own.append(share[node])
        drawn.append(share[rng.choice(at_risk, size=draws)])
    if len(own) < LEAST_TESTED:
        empty = dict.fromkeys(("exposure", "chance", "p"), float("nan"))
        return {"tested": len(own), "word": "not_enough_data"} | empty
    mean, null = float(np.mean(own)), np.mean(drawn, axis=0)
    p = float((1 + int((null >= mean - 1e-12).sum())) / (draws + 1))
    word = "more_tied_adopters" if p <= 0.05 else "no_difference"
    return {"tested": len(own), "exposure": mean, "chance": float(null.mean()), "p": p, "word": word}

"""What each member holds of participation, attention, access and control: four numbers, never one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Members
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.containers.spread import HOLDINGS
from bmp_networks.measures.access import Access
from bmp_networks.measures.answers import initiating_turns
from bmp_networks.measures.control import paths_lost
from bmp_networks.measures.counting import member_nodes, outward_events, person_days
from bmp_networks.measures.group_inequality import contributions
from bmp_networks.measures.indices import Array
from bmp_networks.measures.lags import survival_median

LIKELY = 0.5
"""A reply counts as the answer when it is more likely than not."""


def measure_holdings(
    graph: InteractionGraph,
    coding: Coding,
    members: Members,
    access: Access | None = None,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """Give for every member the four quantities side by side, silent members too.

    Parameters
    ----------
    graph, coding
        Who addressed whom, and acts and reply probabilities of the messages.
    members
        What ``screen_members`` found: attention, answers, betweenness and constraint are taken from it.
    access
        What each member could have seen; without it these columns are NaN.
    gazetteer
        Which organisations are the group's own umbrella.

    Returns
    -------
    pd.DataFrame
        Table under ``HOLDINGS``, members in the order of the graph.
    """
    known = members.members.set_index("member")
    nodes = list(member_nodes(graph)["node"])
    days = person_days(member_nodes(graph))
    counted = contributions(graph)
    spoken = np.array([counted[node] for node in nodes])
    own = {name: known[name].reindex(nodes).to_numpy() for name in ("words", "attention", "initiated", "answered",
           "betweenness", "constraint")}  # fmt: skip
    asked = np.nan_to_num(own["initiated"].astype(np.float64))
    table = {
        "member": nodes,
        "days": days,
        "contributions": spoken.astype(np.int64),
        "rate": shrunken_rates(spoken, days),
        "words": np.nan_to_num(own["words"].astype(np.float64)).astype(np.int64),
        "attention": own["attention"],
        "per_request": np.where(asked > 0, own["attention"] / np.maximum(asked, 1), np.nan),
        "answered": own["answered"],
        "wait": _waits(graph, coding, nodes),
        "outward": _outward(graph, gazetteer, nodes),
        "betweenness": own["betweenness"],
        "constraint": own["constraint"],
        "paths_lost": paths_lost(graph),
        **_access(access, len(nodes)),
    }
    return HOLDINGS.build(table)


def shrunken_rates(counts: Array, days: Array) -> Array:
    """Draw rates a day towards the group's where days are few: (c + a) / (d + b), Gamma prior fitted by moments.

    For display only: rates drawn together look more equal than they are. NaN for members without a day.
    """
    there = days > 0
    total = float(days[there].sum())
    if not there.any() or not counts[there].sum() > 0:
        return np.where(there, 0.0, np.nan)
    rate = float(counts[there].sum()) / total
    raw = counts[there] / days[there]
    # What rates vary beyond counting noise; where they do not, everybody gets the group's rate.
    spread = float((days[there] * (raw - rate) ** 2).sum() / total) - rate * int(there.sum()) / total
    b = rate / spread if spread > 1e-12 else 1e9
    drawn: Array = np.where(there, (counts + rate * b) / (np.maximum(days, 1e-9) + b), np.nan)
    return drawn


def _access(access: Access | None, n: int) -> dict[str, Array]:
    nothing = np.full(n, np.nan)
    names = ("access_low", "access_high", "first_hand", "early", "late", "missed", "outward_items")
    if access is None or not len(access.delay):
        return {"items": np.zeros(n, dtype=np.int64), **dict.fromkeys(names, nothing)}
    items = len(access.delay)
    first = np.zeros(access.delay.shape, dtype=bool)
    mine = access.originator >= 0
    first[np.flatnonzero(mine), access.originator[mine]] = True
    seen = np.isfinite(access.delay)
    others = np.where(seen & ~first, access.delay, np.nan)
    middle = np.full(items, np.inf)
    told = (seen & ~first).any(axis=1)
    middle[told] = np.nanmedian(others[told], axis=1)
    early = seen & ~first & (access.delay <= middle[:, None])
    outward = first[access.outward].sum(axis=0).astype(np.float64)
    total = outward.sum()
    return {
        "items": first.sum(axis=0),
        "access_low": access.worth().mean(axis=0),
        "access_high": access.worth(if_sent=True).mean(axis=0),
        "first_hand": first.mean(axis=0),
        "early": early.mean(axis=0),
        "late": (seen & ~first & ~early).mean(axis=0),
        "missed": (~seen).mean(axis=0),
        "outward_items": outward / total if total > 0 else nothing,
    }


def _outward(graph: InteractionGraph, gazetteer: Gazetteer | None, nodes: list[str]) -> Array:
    held = outward_events(graph, gazetteer).groupby("source")["weight"].sum().reindex(nodes).fillna(0.0).to_numpy()
    return held / held.sum() if held.sum() > 0 else np.full(len(nodes), np.nan)


def _waits(graph: InteractionGraph, coding: Coding, nodes: list[str]) -> Array:
    """Give for every member the hours until half of the turns that ask for something are answered (Kaplan-Meier)."""
    turns = initiating_turns(graph, coding)
    of = graph.turns[["i", "turn", "node", "at"]]
    said = coding.messages[["i", "reply_to", "p_reply"]].merge(of[["i", "node", "at"]], on="i")
    said = said[(said["p_reply"] >= LIKELY).to_numpy()]
    answers = said.merge(of[["i", "turn", "node"]].rename(columns={"i": "reply_to", "node": "asked"}), on="reply_to")
    answers = answers[(answers["node"] != answers["asked"]).to_numpy()]
    first = answers.groupby("turn")["at"].min().reindex(turns["turn"]).set_axis(turns.index)
    end = graph.turns["at"].max()
    hours = (first.fillna(end) - turns["at"]) / pd.Timedelta(hours=1)
    table = pd.DataFrame({"node": turns["node"], "hours": hours.clip(lower=0), "closed": first.notna()})
    medians = {node: survival_median(part["hours"], part["closed"]) for node, part in table.groupby("node")}
    return np.array([medians.get(node, np.nan) for node in nodes])
